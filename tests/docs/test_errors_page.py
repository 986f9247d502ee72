"""The page of codes: one heading for each code that the source can tell, with a true example.

``TELLING`` holds for each code the smallest input that brings it about. The
page shows the message; the test brings it about and compares.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import bizenv
from bizenv.calendars.workdays.sentences import read_sentences
from bizenv.cases.logs import cases_from_events
from bizenv.cases.published import Count, Published, Ratio, Total
from bizenv.cases.reconcile import Reconciled, reconcile
from bizenv.cases.states import state_of
from bizenv.cases.values import Case, Event
from bizenv.cli.score import open_observations
from bizenv.indicators.rules import score
from bizenv.indicators.values import Index, Indicator
from bizenv.inspections.schedules import CheckedRow, check_table
from bizenv.kernel.errors import ProblemsError
from bizenv.kernel.problems import Problem
from bizenv.reports.words import STILL_TO_DO, row_text
from bizenv.rulebooks.calendars import read_calendar, read_notice
from bizenv.rulebooks.drafts import DraftHead, draft_rulebook
from bizenv.rulebooks.figures import read_figures
from bizenv.rulebooks.mapping import read_mapping
from bizenv.rulebooks.published import read_published_list
from bizenv.rulebooks.reader import read_rulebook
from bizenv.rulebooks.scoring import load_index, load_scheme
from bizenv.rulebooks.shelf import load_rulebook, read_file
from bizenv.rulebooks.vocabulary import base_vocabulary, case_vocabulary, header_words
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.tables.readers import open_table
from bizenv.testing import a_citation, a_ground, a_quiet_period, a_rulebook

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "bizenv"
PAGE = ROOT / "docs" / "reference" / "errors.md"

# --- the codes of the source ------------------------------------------------------

_KEBAB = re.compile(r"[a-z]+(-[a-z]+)+")
NOT_CODES = {
    "as-scored": "a method of scoring",
    "at-best": "a reason why an indicator cannot help",
    "at-limit": "a reason why an indicator cannot help",
    "best-gain": "a limit of what is feasible",
    "class-quantile": "a limit of what is feasible",
    "even-search": "a way in which a path is found",
    "left-out": "a kind of variation",
    "not-named": "a reason why an indicator cannot help",
    "uneven-steps": "a reason why an indicator cannot help",
    "up-to": "a limit of what is feasible",
    "water-filling": "a way in which a path is found",
    "whole-steps": "a way in which a path is found",
    "box-cox": "a transform",
    "carry-forward": "a step for missing values",
    "class-mean": "a step for missing values",
    "class-median": "a step for missing values",
    "half-range": "a goalpost",
    "mazziotta-pareto": "a method of aggregation",
    "min-max": "a method of scoring",
    "winsorise-by-share": "a treatment of outliers",
    "winsorise-by-skew": "a treatment of outliers",
    "z-score": "a method of scoring",
    "basically-satisfied": "a grade",
    "deemed-start": "a kind of change of a deadline",
    "half-year": "a unit of a published frequency",
    "in-plan": "a circumstance",
    "officer-interested": "a circumstance",
    "officers-licensed": "a circumstance",
    "on-list": "a circumstance",
    "to-review": "an outcome",
    "violation-found": "a circumstance",
    "first-contact": "a stage of a promise",
    "follow-up": "a stage of a promise",
    "followed-up": "a kind of event",
    "in-principle": "a strictness",
    "in-progress": "a kind of event",
    "make-up": "a kind of day",
    "may-be-written-off": "an outcome",
    "needs-review": "an outcome",
    "new-cycle": "a policy on reopening",
    "no-place": "what becomes of a row in a repair",
    "not-accepted": "a kind of event",
    "not-closable": "an outcome",
    "not-started": "a state of a clock",
    "not-to-be-written-off": "an outcome",
    "quiet-days": "an id in builders for tests",
    "re-handled": "a kind of event",
    "return-refused": "a kind of event",
    "sent-back": "a stage",
    "study-opened": "a kind of event",
    "write-off": "a duty",
    "writing-off": "a step of a case",
    "written-off": "a kind of event and a stage",
    **dict.fromkeys(
        (
            "acceptance-completed acceptance-period-running class-a-pollutant colour-only "
            "corrected-before-filing corrected-before-inquiry-ended daily-mean-kept "
            "dangerous-kind-of-waste facilities-built facilities-in-use harm-removed "
            "late-or-incomplete no-pollutant noise-limit-kept one-class-b-only outlet-monitored "
            "ph-only remedied-at-once remedied-of-own-accord remedied-promptly "
            "remedied-within-order sudden-fault told-truthfully within-limits-again"
        ).split(),
        "a fact that published lists ask for",
    ),
    **dict.fromkeys(
        (
            "built-not-in-use eco-sensitive eia-approval hazardous-waste illegal-gain "
            "noise-exceedance property-loss tolerance-letter traffic-jam"
        ).split(),
        "a term of tolerance lists",
    ),
    **dict.fromkeys(
        (
            "at-all at-once before-closure before-discovery next-day on-spot own-motion "
            "within-order"
        ).split(),
        "a way of correction",
    ),
    **dict.fromkeys(
        (
            "may-lighten may-lighten-or-mitigate may-mitigate may-not-punish "
            "no-compulsory-measure shall-lighten shall-lighten-or-mitigate shall-mitigate "
            "shall-not-punish"
        ).split(),
        "a kind of leniency and an outcome",
    ),
    "calendar-year": "a window of first violations",
    "committed-tolerance-letter": "a fact that says what was done",
    "order-correction": "what goes with leniency",
    "same-item": "which earlier violations count",
    "same-type": "which earlier violations count",
    "time-bar": "a key of a question",
    "x-vocabulary": "a mark in the JSON Schema",
    "yyyy-mm-dd": "a number format of Excel",
}


def _trees() -> Iterator[ast.Module]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield ast.parse(path.read_text("utf-8"))


def _texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def codes_of_the_source() -> set[str]:
    """Every text in kebab-case with a hyphen, and the one-word codes that begin a call."""
    found: set[str] = set()
    for tree in _trees():
        found |= {text for text in _texts(ast.walk(tree)) if _KEBAB.fullmatch(text)}
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            found |= {*list(_texts(call.args))[:1]} & _WORDS
    return found - set(NOT_CODES)


_WORDS = {"alias", "anchor", "approved", "exempt", "tag"}
"""Codes of a single word, which cannot be told from other words by their looks."""


def sections() -> dict[str, str]:
    """By code, what the page says below its heading."""
    parts = re.split(r"(?m)^### (.+)\n", PAGE.read_text("utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_page_has_a_heading_for_every_code_and_no_other() -> None:
    """Both ways: nothing undocumented, nothing documented that cannot be told."""
    assert set(sections()) == codes_of_the_source()


def test_what_is_left_out_still_stands_in_the_source() -> None:
    """The exceptions above are not stale."""
    texts = {text for tree in _trees() for text in _texts(ast.walk(tree))}
    assert set(NOT_CODES) <= texts


def test_every_heading_stands_once_and_says_how_to_mend_it() -> None:
    """A sentence, an example in a text block, and a sentence after it."""
    headings = re.findall(r"(?m)^### (.+)$", PAGE.read_text("utf-8"))
    assert len(headings) == len(set(headings))
    for code, text in sections().items():
        before, example, after = re.split(r"(?ms)^```text\n|^```$", text.partition("\n## ")[0])
        assert before.strip(), code
        assert example.strip(), code
        assert after.strip(), code


# --- bringing each of them about --------------------------------------------------

BOOK = bizenv.load_rulebook("cn-jx-qingyuan")
RULES = """\
format: bizenv.rulebook/1
id: rules
version: "1"
label: {zh: 东岭区}
jurisdiction: {level: county}
checked: 2026-03-01
sources:
  doc: {title: 办法, attestation: official}
quiet_periods:
  - id: quiet-days
    label: {zh: 企业安静期}
    versions:
      - from: 2026-03-01
        until: open
        cite: {source: doc}
        window: {month_days: 1-20}
        exemptions:
          - {id: safety, domains: [work-safety], cite: {source: doc}}
cases:
  - {name: one, inspection: {start: 2026-03-02}, expect: {outcome: undetermined}}
"""


CHARTER = """\
format: bizenv.rulebook/1
id: rules
version: "1"
label: {zh: 东岭区}
jurisdiction: {level: county}
checked: 2026-03-01
sources:
  doc: {title: 办法, attestation: official}
office_hours: {hours: {mon-fri: ["09:00-12:00"]}, cite: {source: doc}}
service_charters:
  - id: requests
    label: {zh: 企业诉求}
    versions:
      - from: 2026-03-01
        until: open
        cite: {source: doc}
        promises:
          - id: contact
            label: {zh: 联系企业}
            stage: first-contact
            within: 1 working hour
            starts_on: [assigned]
            met_by: [in-progress]
            cite: {source: doc}
          - id: reply
            label: {zh: 答复}
            stage: reply
            within: 3 working days
            starts_on: [assigned]
            met_by: [replied]
            yellow: {share: 0.9}
            cite: {source: doc}
        closure:
          - {need: reply, before: closing, cite: {source: doc}}
cases:
  - name: one
    request: {received: 2026-03-02}
    at: 2026-03-03
    expect: {outcome: not-closable, clocks: {reply: not-started}}
"""


def in_charter(*changes: tuple[str, str]) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a rulebook on requests with some of its words replaced."""
    return in_rules(*changes, rules=CHARTER)


def in_rules(*changes: tuple[str, str], rules: str = RULES) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a rulebook with some of its words replaced."""

    def problems(_: Path) -> Iterable[Problem]:
        text = rules
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        return read_rulebook(text, "rules.yaml").problems

    return problems


TOLERANCE = """\
format: bizenv.rulebook/1
id: rules
version: "1"
label: {zh: 东岭区}
jurisdiction: {level: county}
checked: 2026-03-01
sources:
  doc: {title: 清单, attestation: official}
time_bar: {period: 2 years, cite: {source: doc}}
tolerance_lists:
  - id: minor
    label: {zh: 免罚清单}
    versions:
      - from: 2026-03-01
        until: open
        cite: {source: doc}
        items:
          - id: a
            behaviour: {zh: 未备案}
            leniency: may-not-punish
            conditions: {harm: minor}
          - id: b
            behaviour: {zh: 未公示}
            leniency: may-not-punish
            conditions: {measured: {of: delay, at_most: 5 days}}
cases:
  - {name: one, violation: {item: a, harm: minor}, expect: {outcome: undetermined}}
"""


def in_tolerance(*changes: tuple[str, str]) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a rulebook with tolerance lists, some of its words replaced."""
    return in_rules(*changes, rules=TOLERANCE)


def in_text(text: str) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a rulebook file with this text."""
    return lambda _: read_rulebook(text, "rules.yaml").problems


def in_row(**cells: object) -> Callable[[Path], Iterable[Problem]]:
    """The problems of one record with these fields."""
    return in_record({"start": "2026-03-02", **cells})


def in_record(record: dict[Any, object]) -> Callable[[Path], Iterable[Problem]]:
    """The problems of one record."""

    def problems(_: Path) -> Iterable[Problem]:
        with pytest.raises(ProblemsError) as caught:
            BOOK.inspection(record)
        return caught.value.problems

    return problems


def in_list(name: str, content: str) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a published list, and of the draft that is made of it."""

    def problems(folder: Path) -> Iterable[Problem]:
        (folder / name).write_text(content, "utf-8")
        try:
            book = read_published_list(name)
            draft_rulebook(book, DraftHead(id="rules", checked=date(2026, 3, 2)))
        except ProblemsError as error:
            return error.problems
        return book.problems

    return problems


def in_table(
    name: str,
    content: str | bytes,
    sheet: str | None = None,
    mapping: TableMap | None = None,
    encoding: str | None = None,
) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a table file and of its rows."""

    def problems(folder: Path) -> Iterable[Problem]:
        raw = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(raw)
        try:
            words = header_words()["inspections"]
            table = open_table(Path(name), words, sheet, encoding)
            batches = check_table(table, BOOK.inspections, words, mapping)
            rows = [row for batch in batches for row in batch.rows()]
        except ProblemsError as error:
            return error.problems
        return [problem for row in rows for problem in row.problems]

    return problems


def in_frame(*names: str) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a data frame with columns of these names."""

    def problems(_: Path) -> Iterable[Problem]:
        with pytest.raises(ProblemsError) as caught:
            BOOK.check_frame(pd.DataFrame([["2026-03-02"] * len(names)], columns=list(names)))
        return caught.value.problems

    return problems


def in_log(mapping: TableMap | None = None, **cells: object) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a log of two rows, the second of which has some other cells."""

    def problems(_: Path) -> Iterable[Problem]:
        first = {"工单编号": "C1", "事件": "登记", "时间": "2023-06-15", "诉求类别": "个体性"}
        words = header_words()["cases"]
        rows = [first, {**first, **cells}]
        return cases_from_events(rows, case_vocabulary(), words, mapping=mapping).all_problems

    return problems


def in_report(figure: Published) -> Callable[[Path], Iterable[Reconciled]]:
    """What becomes of a published figure of 272 requests, 184 of them solved."""
    return lambda _: reconcile({"received": 272, "solved": 184}, [figure])


def in_case(*events: Event, at: date | None = None) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a case of 15 June that was closed on the 20th, with more events."""
    case = Case("C1", events=[Event("received", _june(15)), Event("closed", _june(20)), *events])
    return lambda _: [fault.problem for fault in state_of(case, at).faults]


def _june(day: int) -> date:
    return date(2023, 6, day)


def in_notice(text: str) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a notice's own words."""
    return lambda _: read_sentences(text, 2027).problems


def in_calendar_file(name: str, text: str) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a notice's file, or of a calendar's."""
    read = read_notice if name == "2027.yaml" else read_calendar
    return lambda _: read(text, name)[1]


def in_workbook(
    sheet: str | None, *names: str, far: bool = False
) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a workbook with these sheets, each with one row; or a stray cell far off."""

    def problems(folder: Path) -> Iterable[Problem]:
        import xlsxwriter

        with xlsxwriter.Workbook("plan.xlsx") as book:
            for name in names:
                page = book.add_worksheet(name)
                page.write_column(0, 0, ["检查日期", "2026-03-02"])
                if far:
                    page.write(1_048_575, 16_383, "x")
        return in_table("plan.xlsx", Path("plan.xlsx").read_bytes(), sheet)(folder)

    return problems


def in_formulas(cell: str) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a workbook whose agency is an error, as openpyxl writes it."""

    def problems(folder: Path) -> Iterable[Problem]:
        book = openpyxl.Workbook()
        book.active.append(["检查机关", "检查日期"])
        book.active.append([cell, "2026-03-02"])
        book.save("plan.xlsx")
        return in_table("plan.xlsx", Path("plan.xlsx").read_bytes())(folder)

    return problems


def in_map(text: str) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a map file."""

    def problems(_: Path) -> Iterable[Problem]:
        Path("map.yaml").write_text(text, "utf-8")
        with pytest.raises(ProblemsError) as caught:
            read_mapping(Path("map.yaml"), base_vocabulary())
        return caught.value.problems

    return problems


def in_figures(figure: str) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a figures file with one figure."""

    def problems(_: Path) -> Iterable[Problem]:
        Path("figures.yaml").write_text(f"figures:\n  - {figure}\n", "utf-8")
        with pytest.raises(ProblemsError) as caught:
            read_figures(Path("figures.yaml"), case_vocabulary())
        return caught.value.problems

    return problems


def in_files(**texts: str) -> Callable[[Path], Iterable[Problem]]:
    """The problems of the first of several rulebook files."""

    def problems(_: Path) -> Iterable[Problem]:
        for name, text in texts.items():
            Path(f"{name}.yaml").write_text(text, "utf-8")
        return read_file(Path(f"{next(iter(texts))}.yaml")).problems

    return problems


def _child(id: str, parent: str) -> str:
    return RULES.replace("id: rules", f"id: {id}\nextends: [{parent}]")


def _two_versions(first_until: str, second_from: str) -> tuple[str, str]:
    """A change that adds a second version."""
    version = (
        "until: {until}\n        cite: {{source: doc}}\n        window: {{month_days: 1-20}}\n"
    )
    old = version.format(until="open")
    new = version.format(until=first_until)
    return old, f"{new}      - from: {second_from}\n        {old}"


_WINDOW = "{month_days: 1-20}"
_EXEMPTION = "          - {id: safety, domains: [work-safety], cite: {source: doc}}\n"


def _in_history() -> Callable[[Path], Iterable[Problem]]:
    """The problem of a history that is no list of facts."""

    def problems(_: Path) -> Iterable[Problem]:
        from bizenv.tolerance.records import read_field

        with pytest.raises(ProblemsError) as caught:
            read_field("history", ["once"], base_vocabulary())
        return caught.value.problems

    return problems


def in_scores(
    rows: str = "县区,月份,rate\n甲,2022,1\n", index: str = "", scheme: str = ""
) -> Callable[[Path], Iterable[Problem]]:
    """The problems of observations, of an index file or of a scheme file."""

    def problems(_: Path) -> Iterable[Problem]:
        Path("seen.csv").write_text(rows, "utf-8")
        text = index or "indicators: [{code: rate, zh: 办结率, weight: 1}]\n"
        Path("index.yaml").write_text(f"format: bizenv.index/1\nid: x\n{text}", "utf-8")
        said = scheme or "normalise: min-max\n"
        Path("scheme.yaml").write_text(f"format: bizenv.scheme/1\n{said}", "utf-8")
        with pytest.raises(ProblemsError) as caught:
            _scored()
        return caught.value.problems

    return problems


def _scored() -> None:
    made, rules = load_index("index.yaml"), load_scheme("scheme.yaml")
    score(open_observations(Path("seen.csv"), made), made, rules)


def in_index_table(rows: str) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a table of indicators."""

    def problems(_: Path) -> Iterable[Problem]:
        Path("index.csv").write_text(rows, "utf-8")
        with pytest.raises(ProblemsError) as caught:
            load_index("index.csv")
        return caught.value.problems

    return problems


def too_many_values(_: Path) -> Iterable[Problem]:
    """A table with more values than are held, by a bound that is lowered for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bizenv.indicators.records._MOST_CELLS", 1)
        return list(in_scores("县区,月份,rate\n甲,2022,1\n乙,2022,1\n")(_))


TELLING: dict[str, Callable[[Path], Iterable[Problem | Reconciled]]] = {
    # observations, indexes and schemes
    "missing-field": in_scores("县区,月份,rate\n,2022,1\n"),
    "unknown-indicator": in_scores("县区,指标,月份,数值\n甲,办接率,2022,1\n"),
    "value-twice": in_scores("县区,指标,月份,数值\n甲,rate,2022,1\n甲,办结率,2022,2\n"),
    "class-twice": in_scores("县区,类别,月份,rate\n甲,一类县,2021,1\n甲,二类县,2022,1\n"),
    "no-observations": in_scores("县区,月份,rate\n,,\n"),
    "too-many-values": too_many_values,
    "missing-value": in_scores("县区,月份,rate\n甲,2022,缺\n"),
    "unknown-method": in_scores(scheme="normalise: min-mix\n"),
    "bad-setting": in_scores(scheme="normalise: {kind: min-max, low: 100}\n"),
    "parent-twice": in_scores(index="indicators: [{code: a, below: [{code: b, parent: a}]}]\n"),
    "no-tree": in_index_table("代码,上级\na,b\n"),
    # rows
    "bad-day": in_row(start="2023-02-30"),
    "not-a-day": in_row(start=datetime(2026, 3, 2, 8, 30)),
    "placeholder-day": in_row(start=date(1900, 1, 1)),
    "missing-day": in_row(start=""),
    "bad-span": in_row(end="2026-03-01"),
    "bad-yes-no": in_row(serious="大概"),
    "unknown-term": in_row(trigger="双随即抽查"),
    "too-many-terms": in_row(kind="日常检查、专项检查"),
    "unknown-field": in_row(colour="red"),
    "wrong-cell-count": in_table("plan.csv", "检查日期,检查领域\n2026-03-02,税务,备注\n"),
    "ambiguous-day": in_table(
        "plan.csv",
        "检查日期,检查领域\n06/07/2026,税务\n",
        mapping=TableMap({"start": FieldMap(format=["%d/%m/%Y", "%m/%d/%Y"])}),
    ),
    "bad-cell": in_formulas("#REF!"),
    "lost-digits": in_row(enterprise=913303000000000012.0),
    "blank-row": in_table("plan.csv", "检查日期,检查领域\n,\n"),
    "bad-json": in_table("plan.jsonl", '{"start": "2026-03-02"}\n{"start": 2026-03-02}\n'),
    # cases and event logs
    "bad-time": in_log(时间="2023-02-30 09:00"),
    "bad-period": in_log(事件="延期", 延长期限="10"),
    "missing-case": in_log(工单编号=""),
    "missing-event": in_log(事件=""),
    "missing-time": in_log(时间=""),
    "conflicting-fact": in_log(诉求类别="行业性"),
    "event-not-complete": in_log(**{"lifecycle:transition": "start"}),
    "event-set-aside": in_log(
        TableMap({"event": FieldMap(values={"scanned": ""})}), 事件="scanned"
    ),
    "cannot-follow": in_case(Event("signed", _june(21))),
    "before-received": in_case(Event("signed", _june(14))),
    "pause-in-pause": in_case(Event("paused", _june(16)), Event("paused", _june(17))),
    "resume-without-pause": in_case(Event("resumed", _june(16))),
    "done-already": in_case(Event("closed", _june(21))),
    "duplicate-event": in_case(Event("closed", _june(20))),
    "event-in-future": in_case(at=_june(19)),
    "missing-time-zone": in_case(Event("replied", datetime(2023, 6, 19, 9))),
    "until-before-start": in_case(Event("extended", _june(16), until=_june(15))),
    # published figures
    "figure-follows": in_report(Ratio("x", "67.65 %", numerator="solved", denominator="received")),
    "figure-untold": in_report(Ratio("x", "98.3 %")),
    "count-differs": in_report(Count("x", "271", of="received")),
    "count-rounded": in_report(Count("x", "270", of="received")),
    "parts-differ": in_report(Total("x", "356", [112, 81, 25, 117, 6])),
    "parts-rounded": in_report(Total("x", "173.83万", ["144.18万", "29.64万"])),
    "ratio-differs": in_report(Ratio("x", "30 %", numerator=72, denominator=246)),
    "ratio-guessed": in_report(Ratio("x", "67.6 %")),
    "ratio-impossible": in_report(Ratio("x", "98.3 %", denominator=50)),
    "bad-figure": in_figures("{name: x, printed: many}"),
    "bad-claim": in_figures('{name: x, printed: "1", count: closed, rate: reply}'),
    "ratio-over-nothing": in_report(Ratio("x", "100 %", numerator=0, denominator=0)),
    # tables and maps
    "unknown-format": in_table("plan.docx", ""),
    "bad-encoding": in_table("plan.csv", b"\xe6\xa3\x80,\xff\xff\n"),
    "unknown-encoding": in_table("plan.csv", "", encoding="GB18031"),
    "no-encoding": in_table("plan.xlsx", "", encoding="GBK"),
    "bad-csv": in_table("plan.csv", '检查日期,检查领域\n2026-03-02,"税务"局\n'),
    "bad-xlsx": in_table("plan.xlsx", "no workbook"),
    "bad-parquet": in_table("plan.parquet", "no parquet"),
    "empty-table": in_table("plan.csv", ""),
    "empty-header": in_table("plan.csv", ",,\n2026-03-02,,\n"),
    "bad-header": in_record({"start": "2026-03-02", 1: "x"}),
    "duplicate-header": in_frame("检查日期", "检查日期"),
    "ambiguous-header": in_table("plan.csv", "检查日期（计划）,检查日期（实际）\n2026-03-02,\n"),
    "missing-column": in_table("plan.csv", "检查日,检查领域\n2026-03-02,税务\n"),
    "too-many-columns": in_table("plan.csv", ",".join(f"c{n}" for n in range(2_001)) + "\n"),
    "several-sheets": in_workbook(None, "六月", "七月"),
    "unknown-sheet": in_workbook("八月", "六月", "七月"),
    "too-large": in_workbook(None, "六月", far=True),
    "no-sheets": in_table("plan.csv", "检查日期\n2026-03-02\n", "六月"),
    # published tolerance lists
    "no-behaviour": in_list("list.csv", "违法行为,适用条件\n甲,首次违法，不予处罚\n,及时改正\n"),
    "no-items": in_list("list.txt", "没有编号的文字\n"),
    "no-leniency": in_list("list.csv", "违法行为,适用条件\n未公示,首次违法\n"),
    "no-records": in_list("list.json", '{"清单": "未公示"}'),
    "bad-format": in_map("fields:\n  start: {column: date, format: '%m/%d'}\n"),
    # holiday notices and calendars
    "weekday-mismatch": in_notice("元旦：1月1日（周四）放假。"),
    "count-mismatch": in_notice("元旦：1月1日至3日放假，共4天。"),
    "unread-words": in_notice("元旦：1月10日大概上班。"),
    "self-contradiction": in_notice("元旦：1月1日放假。1月3日（周日）照常公休。"),
    "unknown-extension": in_notice("延长春节假期至2月14日"),
    "other-year": in_notice("关于2026年部分节假日安排的通知\n元旦：1月1日放假。"),
    "no-days": in_notice("各部门要安排好值班"),
    "off-and-worked": in_calendar_file(
        "2027.yaml", "year: 2027\noff: {元旦: [2027-01-03]}\nwork: [2027-01-03]"
    ),
    "not-a-rest-day": in_calendar_file("2027.yaml", "year: 2027\nwork: [2027-01-04]"),
    "outside-year": in_calendar_file("2027.yaml", "year: 2027\nwork: [2028-01-01]"),
    "year-twice": in_calendar_file("mine.yaml", "id: x\nextends: CN\nnotices: [{year: 2026}]"),
    "year-gap": in_calendar_file("mine.yaml", "id: x\nextends: CN\nnotices: [{year: 2028}]"),
    "unknown-notice": in_calendar_file(
        "mine.yaml", "id: x\nextends: CN\nnotices: [{year: 2027, supersedes: '2028'}]"
    ),
    "unknown-calendar": in_calendar_file("mine.yaml", "id: x\nextends: CN-GZ"),
    "bad-calendar": in_calendar_file(
        "mine.yaml",
        "id: x\nextends: CN\nnotices: "
        "[{year: 2027, off: {元旦: [2026-12-28, 2027-01-01], 国庆节: [2027-10-01], "
        "春节: [2027-02-05/2027-02-08], 清明节: [2027-04-05], 端午节: [2027-06-09], "
        "中秋节: [2027-09-15]}}]",
    ),
    "not-a-calendar": in_calendar_file("next.yaml", "format: bizenv.notice/1\nyear: 2027"),
    "bad-festival": in_calendar_file(
        "mine.yaml",
        "id: x\nfestivals: [{label: {zh: 庙会}, first: 03-05, last: 03-01}]",
    ),
    "incomplete-notice": in_calendar_file(
        "mine.yaml", "id: x\nextends: CN\nnotices: [{year: 2027, off: {元旦: [2027-01-01]}}]"
    ),
    "two-holidays": in_calendar_file(
        "2027.yaml", "year: 2027\noff: {中秋节: [2027-09-15], 国庆节: [2027-09-15]}"
    ),
    # how rulebooks are written
    "bad-yaml": in_text("id: [1\n"),
    "empty-file": in_text("# nothing\n"),
    "file-too-large": in_text("#" + "-" * 2_000_000),
    "too-deep": in_text("a: " + "[" * 60 + "]" * 60),
    "second-document": in_rules(("cases:", "---\ncases:")),
    "duplicate-key": in_rules(("checked:", "id: twice\nchecked:")),
    "bad-key": in_rules(("checked:", "[a, b]: c\nchecked:")),
    "alias": in_rules(("{zh: 东岭区}", "*place")),
    "anchor": in_rules(("{zh: 东岭区}", "&place {zh: 东岭区}")),
    "tag": in_rules(("{zh: 东岭区}", "!place {zh: 东岭区}")),
    "full-width": in_rules(("1-20", "\uff11\uff0d20")),
    "empty-value": in_rules(("until: open", "until:")),
    "unknown-key": in_rules(("until: open", "until: open\n        strictnes: absolute")),
    "missing-key": in_rules(('version: "1"\n', "")),
    "missing-label": in_rules(("{zh: 东岭区}", "{en: Dongling}")),
    "missing-citation": in_rules(("[work-safety], cite: {source: doc}", "[work-safety]")),
    "wrong-type": in_rules(("[work-safety]", "work-safety")),
    "too-few": in_rules(("[work-safety]", "[]")),
    "too-many": in_rules(("{month_days: 1-20}", f"{{any: [{', '.join(['x'] * 101)}]}}")),
    "unknown-word": in_rules(("attestation: official", "attestation: oficial")),
    "bad-number": in_rules(
        ("cases:", "vocabulary: {level: {block: {label: {zh: 片区}, rank: one}}}\ncases:")
    ),
    "start-and-finish": in_charter(("met_by: [replied]", "met_by: [assigned]")),
    "unit-differs": in_charter(("{share: 0.9}", "{before: 2 hours}")),
    "no-longer": in_charter(
        ("yellow: {share: 0.9}", "extension: {in_all: 3 working days, cite: {source: doc}}")
    ),
    "asked-by-the-hour": in_charter(
        ("yellow: {share: 0.9}", "extension: {ask_before: 2 hours, cite: {source: doc}}")
    ),
    "uncounted-period": in_charter(
        ("within: 1 working hour", "within: 1 working hour\n            start_counts: yes")
    ),
    "bad-yellow": in_charter(("{share: 0.9}", "{share: 0.9, before: 1 working day}")),
    "bad-share": in_charter(("share: 0.9", "share: 90")),
    "bad-need": in_charter(("need: reply,", "need: reply, tries: 3,")),
    "bad-hours": in_charter(("09:00-12:00", "9-12")),
    "bad-case": in_charter(("    at: 2026-03-03\n", "")),
    "bad-id": in_rules(("id: quiet-days", "id: Quiet_Days")),
    "bad-date": in_rules(("checked: 2026-03-01", "checked: 2026-3-1")),
    "sentinel-date": in_rules(("until: open", "until: 9999-12-31")),
    "bad-url": in_rules(("title: 办法", "title: 办法, url: www.example.org")),
    "bad-area-code": in_rules(("level: county", 'level: county, code: "36080"')),
    "bad-window": in_rules(("1-20", "1-32")),
    "bad-recurrence": in_rules((_WINDOW, "{recurrence: {rule: FREQ=HOURLY, start: 2026-01-01}}")),
    "unknown-time-zone": in_rules(("level: county", "level: county, time_zone: Asia/Shanghia")),
    "inverted-window": in_rules(("1-20", "20-1")),
    "bad-timing": in_rules(
        (
            "cases:",
            (
                "        duties:\n          - {do: file, when: [exempt], timing: three days, "
                "cite: {source: doc}}\ncases:"
            ),
        )
    ),
    "inverted-validity": in_rules(("until: open", "until: 2026-02-01")),
    "unknown-axis": in_rules(("cases:", "vocabulary: {triger: {x: {label: {zh: 某}}}}\ncases:")),
    "unknown-source": in_rules(("cite: {source: doc}", "cite: {source: dok}")),
    "unknown-parent": in_rules(("id: rules", "id: rules\nextends: [cn-nowhere]")),
    "broken-parent": in_files(
        child=_child("child", "parent"), parent=RULES.replace("1-20", "1-32")
    ),
    "extends-cycle": in_files(one=_child("one", "two"), two=_child("two", "one")),
    "too-many-parents": in_files(
        **{f"b{n}": _child(f"b{n}", f"b{n + 1}") for n in range(12)}, b12=RULES
    ),
    # what rulebooks say
    "term-twice": in_rules(("[work-safety]", "[work-safety, work-safety]")),
    "narrower-term": in_rules(("[work-safety]", "[food-drug-safety, food-safety]")),
    "checked-before-source": in_rules(
        ("attestation: official", "attestation: official, issued: 2026-03-15")
    ),
    "unused-source": in_rules(
        ("sources:\n", "sources:\n  letter: {title: 函, attestation: mirror}\n")
    ),
    "unquoted-strictness": in_rules(
        ("        window:", "        strictness: absolute\n        window:")
    ),
    "unknown-code": in_rules(("outcome: undetermined", "outcome: allowed, codes: [not-in-forse]")),
    "duplicate-id": in_rules((_EXEMPTION, _EXEMPTION + _EXEMPTION)),
    "overlapping-versions": in_rules(_two_versions("2026-06-30", "2026-06-01")),
    "versions-out-of-order": in_rules(
        (
            "cases:",
            (
                "      - from: 2025-01-01\n        until: 2025-12-31\n        cite: {source: doc}\n"
                "        window: {month_days: 1-20}\ncases:"
            ),
        )
    ),
    "undeclared-gap": in_rules(_two_versions("2026-06-30", "2026-07-15")),
    "no-such-gap": in_rules(
        (
            "    versions:",
            "    gaps: [{from: 2026-05-01, until: 2026-05-05, reason: {zh: 休}}]\n    versions:",
        )
    ),
    "empty-window": in_rules((_WINDOW, "{every_day: no}")),
    "endless-window": in_rules((_WINDOW, "{month_days: 1-31}")),
    "day-not-in-every-month": in_rules((_WINDOW, "{month_days: 30-31}")),
    "exemption-never-matches": in_rules(
        ("domains: [work-safety]", "acts: [research-visit], domains: [work-safety]")
    ),
    "exemption-swallows-rule": in_rules(("domains: [work-safety]", "acts: [inspection]")),
    "exemptions-swallow-rule": in_rules(
        (
            _EXEMPTION,
            "".join(
                _EXEMPTION.replace("safety, domains: [work-safety]", f"{kind}, kinds: [{kind}]")
                for kind in ("case", "special", "routine")
            ),
        )
    ),
    "catch-all-swallows-rule": in_rules(
        ("id: safety, domains: [work-safety]", "id: other, catch_all: yes")
    ),
    "empty-scope": in_rules(
        (
            "        exemptions:",
            "        enterprises: {classes: [small-micro], exclude: [small-micro]}\n"
            "        exemptions:",
        )
    ),
    "duty-never-arises": in_rules(
        (
            "cases:",
            (
                "        duties:\n          - {do: file, when: [exempt, approved], "
                "cite: {source: doc}}\ncases:"
            ),
        )
    ),
    "exemption-shadowed": in_rules(
        (
            _EXEMPTION,
            _EXEMPTION + _EXEMPTION.replace("safety,", "routine-safety, kinds: [routine],", 1),
        )
    ),
    "closed-axis": in_rules(
        ("cases:", "vocabulary: {event: {called: {label: {zh: 通话}}}}\ncases:")
    ),
    "empty-charter": in_charter(
        (CHARTER[CHARTER.index("        promises:") : CHARTER.index("cases:")], "")
    ),
    "deems-start": in_charter(
        ("met_by: [in-progress]", "met_by: [in-progress]\n            deems: assigned")
    ),
    "outside-scope": in_charter(
        ("        promises:", "        channels: [hotline]\n        promises:"),
        ("{need: reply, before", "{need: reply, channels: [talk], before"),
    ),
    "promise-never-holds": in_charter(("stage: first-contact", "stage: reply")),
    "no-office-hours": in_charter(
        (CHARTER[CHARTER.index("office_hours:") : CHARTER.index("service_charters:")], "")
    ),
    "unknown-promise": in_charter(("{reply: not-started}", "{replly: not-started}")),
    "no-rules": in_rules((RULES[RULES.index("quiet_periods:") : RULES.index("cases:")], "")),
    "unknown-rule": in_rules(("expect:", "rule: quiet-day, expect:")),
    "unknown-version": in_rules(("expect:", "version: 2025-01-01, expect:")),
    "case-outside-version": in_rules(
        ("start: 2026-03-02", "start: 2026-02-02"), ("expect:", "version: 2026-03-01, expect:")
    ),
    "unknown-exemption": in_rules(
        ("outcome: undetermined", "outcome: exempt, exemptions: [safty]")
    ),
    "boundary-without-case": in_rules(),
    "bad-frequency": in_rules(
        (
            "quiet_periods:\n",
            "frequency_rules:\n"
            "  - id: cap\n"
            "    label: {zh: 上限}\n"
            "    versions:\n"
            "      - {from: unstated, until: open, cite: {source: doc}, most: 2, in: a year}\n"
            "quiet_periods:\n",
        )
    ),
    "bad-paper": in_rules(
        (
            "quiet_periods:\n",
            "paper_trail:\n"
            "  - id: papers\n"
            "    label: {zh: 手续}\n"
            "    versions:\n"
            "      - from: unstated\n"
            "        until: open\n"
            "        cite: {source: doc}\n"
            "        papers: [{need: listed, number: 2, cite: {source: doc}}]\n"
            "quiet_periods:\n",
        )
    ),
    "bad-condition": in_tolerance(("{harm: minor}\n", "{harm: minor, minor: yes}\n")),
    "bad-bounds": in_tolerance((", at_most: 5 days", "")),
    "bad-fine": in_tolerance(
        ("{harm: minor}\n", "{harm: minor}\n            fine: {least: 9, most: 1}\n")
    ),
    "half-a-pair": in_tolerance(("{period: 2 years,", "{period: 2 years, longer: 5 years,")),
    "no-condition": in_tolerance(("            conditions: {harm: minor}\n", "")),
    "duplicate-item": in_tolerance(("未公示", "未备案")),
    "unknown-item": in_tolerance(("{item: a,", "{item: c,")),
    "facts-contradict": in_tolerance(("{item: a,", "{item: a, harm-pollution: 严重,")),
    "bad-history": _in_history(),
}
SPECIAL = {"bad-value", "missing-library"}
"""Codes that need another machine, or that no known input brings about."""


def findings() -> dict[str, str]:
    """By code, a finding in words."""
    day, free = date(2024, 3, 15), date(2024, 3, 25)
    quiet = a_rulebook(
        a_quiet_period(
            exemptions=(
                a_ground(),
                a_ground("other", triggers=["other-necessary"], catch_all=True),
            ),
        )
    )
    others = (
        _case_messages()
        | _schedule_messages()
        | _repair_messages()
        | _violation_messages()
        | _board_messages()
    )
    return others | _messages(quiet, day, free)


def _schedule_messages() -> dict[str, str]:
    from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion
    from bizenv.inspections.whole.joint_visits import JointRule, JointVersion
    from bizenv.inspections.whole.papers import Need, Paper, PaperRule, PaperVersion
    from bizenv.inspections.whole.rules import ScheduleRules, check_schedule
    from bizenv.kernel.text import Text
    from bizenv.kernel.verdict import Timing
    from bizenv.testing import an_inspection

    cite, base = a_citation(), load_rulebook("cn-ha-shangqiu")
    complaint = a_ground()

    def a_rule(**facts: Any) -> FrequencyRule:
        return FrequencyRule("cap", Text("上限"), (FrequencyVersion(citation=cite, **facts),))

    joint = JointVersion(days=7, target_percent=60, not_counted=(complaint,), citation=cite)
    papers = [Paper(need, cite) for need in Need]
    papers[2] = Paper("filed", cite, Timing("before", "start", 2, "working_days"))
    rules = ScheduleRules(
        frequency=(a_rule(most=1, not_counted=(complaint,)), a_rule(least=2)),
        joint_visits=(JointRule("joint", Text("联合"), (joint,)),),
        papers=(PaperRule("papers", Text("手续"), (PaperVersion(papers=papers, citation=cite),)),),
        vocabulary=base.vocabulary,
        rulebook=base.ref,
        calendar=base.calendar,
    )
    day = date(2024, 3, 26)
    nothing = {"officers-licensed": False, "officer-interested": True}
    done = dict.fromkeys(("filed", "noticed", "approved", "scanned"), False)

    def visit(enterprise: Any, agency: str, *, on: date = day, **facts: Any) -> Any:
        facts = {"trigger": "none", "matter": "消防", **facts}
        return an_inspection(start=on, enterprise=enterprise, agency=agency, **facts)

    later = date(2024, 3, 28)
    schedule = [
        visit("E1", "A", circumstances=nothing, officers=("甲",), **done),
        visit("E1", "A", on=date(2024, 9, 3), filed=date(2024, 9, 3)),
        visit("E2", "A"),
        visit("E2", "A", on=date(2024, 9, 3), trigger=None, kind=None),
        visit("E3", "A"),
        visit("E3", "B", on=later),
        visit("E4", "A"),
        visit("E4", "B", on=later, trigger=None, kind=None),
        visit("e 4", "A"),
        visit("0", "A"),
        visit(None, "A"),
    ]
    lists: dict[str, Any] = {"matters": ["税务"], "plan": []}
    whole = (date(2024, 1, 1), date(2024, 12, 31))
    verdicts = [
        check_schedule(schedule, rules, through=whole, **lists),
        check_schedule(schedule, rules),
    ]
    return {
        finding.code: f"{finding.message('en')} [{finding.code}]"
        for verdict in reversed(verdicts)
        for finding in verdict.findings
    }


def _violation_messages() -> dict[str, str]:
    """By code, a finding on a violation, a remark on a list, a difference of two lists."""
    from tolerances import CITE, OTHER, item, listing, rules_of, since

    from bizenv.kernel.legal import Validity
    from bizenv.kernel.text import Text
    from bizenv.tolerance.audit import audit, compare
    from bizenv.tolerance.conditions import All, Corrected, Harm, Not, Stated
    from bizenv.tolerance.lists import Repealed
    from bizenv.tolerance.rules import check_violation

    f = Stated("filed", Text("已补办备案", "the papers were filed"))
    a = item("a", "may-not-punish", f, confirmed=False)
    both = rules_of(
        listing(a), listing(item("a", "shall-not-punish", f, citation=OTHER), id="other")
    )
    later = rules_of(listing(item("a", "may-not-punish", f), validity=since("2024-04-01")))
    either = rules_of(
        listing(a), listing(item("law", "may-not-punish", Not(f), behaviour=None), id="law")
    )
    now = {"ended": date(2024, 3, 1), "discovered": date(2024, 3, 5), "decided": date(2024, 5, 6)}
    asked = [
        (both, {"item": "a", "facts": {"filed": True}}),
        (both, {"item": "a", "discovered": date(2027, 3, 5), "harm": "none"}),
        (both, {"item": "a", "facts": {"filed": False}}),
        (both, {"item": "a"}),
        (both, {"item": "none"}),
        (both, {"behaviour": "行为ab"}),
        (later, {"item": "a", "facts": {"filed": True}}),
        (either, {"item": "a"}),
    ]
    found = {
        each.code: each.message("en")
        for rules, facts in asked
        for each in check_violation(bizenv.Violation(**{**now, **facts}), rules).findings
    }
    law = bizenv.load_rulebook("cn-penalties").tolerance_lists
    harmless = All(Harm("none"), Corrected("timely"))
    long = "未按照规定的时间向社会公开环境保护设施验收报告"
    old = listing(
        item("a", "may-not-punish", harmless, norms=["《旧办法》第三条"]),
        item("b", "may-not-punish", f, behaviour=Text(long)),
        item("c", "shall-lighten", f, behaviour=Text(f"{long}的")),
        validity=since("2020-01-01", "2020-12-31"),
    )
    gone = Repealed("旧办法", Validity(until=date(2019, 12, 31)), CITE)
    remarks = (*audit((old, *law), [gone], date(2020, 6, 1)), *audit((old,), (), date(2024, 1, 1)))
    other = listing(
        item("a", "shall-not-punish", All(Harm("none"), f)), item("d", "may-lighten", f)
    )
    for remark in (*remarks, *compare([old], [other])):
        found[remark.code] = remark.text.say("en")
    return {code: f"{words} [{code}]" for code, words in found.items()}


def _board_messages() -> dict[str, str]:
    """By code, a finding on a scoreboard in words."""
    from bizenv.indicators.missing import ClassMedian, Reweight, Screen
    from bizenv.indicators.normalisers import MinMax
    from bizenv.indicators.rules import score
    from bizenv.indicators.schemes import Scheme
    from bizenv.indicators.transforms import Log
    from bizenv.testing.indicators import an_index, observed

    index = an_index(rate="higher", days="lower")
    values = {"甲": (1, 3), "乙": (1, None), "丙": (1, 9), "丁": (None, None)}
    rows = {u: dict(zip(("rate", "days"), v, strict=True)) for u, v in values.items()}
    seen = observed(**rows)
    deep = Index(
        "x",
        [Indicator(code="h", weight=1), Indicator(code="rate", parent="h", weight=1),
         Indicator(code="days", weight=1)],
    )  # fmt: skip
    half = Scheme(normalise=MinMax(), missing=Reweight(0.5))
    filled = half.replace(missing=[ClassMedian("all"), Reweight(0.5)])
    posts = {"days": (0, 5)}
    boards = [
        score(seen, index, half.replace(screen=Screen(0.1))),
        score(seen, deep, half),
        score(seen, index, filled),
        score(seen, index, half.replace(goalposts=posts)),
        score(seen, index, half.replace(transform={"days": Log(-5)})),
    ]
    return {f.code: f.message("en") for board in boards for f in board.findings}


def _repair_messages() -> dict[str, str]:
    """Why visits move, find no place, or stay in a repair."""
    from plans import book, repaired, visit

    from bizenv.inspections.planning.visits import Judge
    from bizenv.inspections.quiet_periods import Approval
    from bizenv.inspections.situations import situation_of

    two = [visit("25"), visit("25", enterprise="E2")]
    three = [visit("24"), visit("26", "B"), visit("28", "C")]
    told = [
        repaired(visit("29")),
        repaired(*two, capacity=1),
        repaired(*three, rules=book(most=2, by="all", joint_once=True)),
        repaired(visit("05", noticed=True), fixed="noticed"),
        repaired(visit("05"), fixed=[True]),
        repaired(visit("05", kind=None)),
        repaired(visit("05"), within=(date(2024, 6, 10), date(2024, 6, 30))),
    ]
    rules = a_rulebook(a_quiet_period(approval=Approval(a_citation("第五条")))).inspections
    record, judge = visit("05", approved=True), Judge(rules)
    situation = situation_of(record)
    opinion = rules.opinion(situation, rules.windows(record.start, record.end))
    stays = judge.stays(judge.standing(situation, opinion), record.start, record.end)
    moved = [move.why for done in told for move in done.moves]
    held = [why for done in told for each in done.held for why in (each.why, each.stays)]
    assert stays is not None
    return {
        why.code: f"{why.text.say('en')} [{why.code}]"
        for why in (*moved, *held, stays)
        if why.rule is None or why.code == "over-cap"
    }


def _case_messages() -> dict[str, str]:
    from attrs import evolve

    from bizenv.calendars.periods.period import Period
    from bizenv.cases.closure import ClosureRule
    from bizenv.cases.rules import check_case
    from bizenv.cases.service_levels import ExtensionRule, YellowLight
    from bizenv.cases.writing_off import WritingOffRule
    from bizenv.testing.cases import a_case, a_promise, an_event, case_rules

    granting = ExtensionRule(
        by=Period(2, "working_day"),
        ask_before=Period(1, "working_day"),
        granted_by="区政府",
        citation=a_citation(),
    )
    closure = [
        ClosureRule("reply", "closing", citation=a_citation()),
        ClosureRule("follow-up", "writing-off", citation=a_citation()),
    ]
    timed = case_rules(a_promise(yellow=YellowLight(0.9), extension=granting))
    closing = case_rules(closure=closure)
    resolving = case_rules(a_promise("resolve", "5 working days"))
    following = case_rules(a_promise("follow-up", "5 working days"))
    assigned, closed = a_case("received", "assigned"), a_case("received", "replied", "closed")
    long = Period(5, "working_day")
    ended = a_case("received", "resolved")
    leading = case_rules(writing_off=[WritingOffRule("县领导", citation=a_citation())])
    asked = [
        (a_case("received"), case_rules(a_promise("accept", deems="accepted")), 30),
        (assigned.plus(an_event("extended", 22)), timed, 22),
        (assigned, timed, 21),
        (assigned, timed, 25),
        (assigned.plus(an_event("replied", 26)), timed, 26),
        (assigned, case_rules(a_promise(kinds="systemic", channels="visit")), 20),
        (evolve(assigned, due=date(2023, 6, 22)), resolving, 20),
        (a_case("received", "replied", "followed-up", "closed"), following, 20),
        (assigned.plus(an_event("extended", 21)), timed, 21),
        (assigned.plus(*(an_event("extended", d, by="区政府") for d in (19, 20))), timed, 20),
        (assigned.plus(an_event("extended", 19, by="科员")), timed, 20),
        (assigned.plus(an_event("extended", 19)), timed, 20),
        (assigned.plus(an_event("extended", 19, by="区政府", period=long)), timed, 20),
        (closed.plus(an_event("followed-up", 19)), closing, 20),
        (a_case("received", "replied", "closed", "written-off"), closing, 20),
        (a_case("received", "closed"), closing, 20),
        (a_case("received"), closing, 20),
        (ended.plus(an_event("written-off", 18, by="科员")), leading, 20),
        (ended.plus(an_event("written-off", 18)), leading, 20),
    ]
    return {
        finding.code: f"{finding.message('en')} [{finding.code}]"
        for case, rules, day in asked
        for finding in check_case(case, rules, date(2023, 6, day)).findings
    }


def _messages(quiet: bizenv.Rulebook, day: date, free: date) -> dict[str, str]:
    from bizenv.inspections.quiet_periods import Approval, Duty, Scope, Situation
    from bizenv.kernel.legal import Validity
    from bizenv.kernel.text import Text
    from bizenv.testing import a_ground, a_source, an_inspection

    approving = a_rulebook(
        a_quiet_period(
            approval=Approval(a_citation("第三条")),
            duties=(
                Duty("file", Text("备案", "file"), (Situation.APPROVED,), a_citation("第四条")),
            ),
        )
    )
    small = a_rulebook(a_quiet_period(scope=Scope(classes={"above-scale-industry"})))
    told = a_citation(source=a_source(attestation="reported"))
    unstated = a_rulebook(a_quiet_period(validity=Validity(), citation=told))
    safety = a_rulebook(a_quiet_period(exemptions=(a_ground(domains=["work-safety"]),)))
    unseen = a_rulebook(a_quiet_period(exemptions=(), exemptions_unseen=True))
    firm = bizenv.Enterprise("E1", classes="sole-trader")
    verdicts = [
        quiet.check(an_inspection(start=day)),
        quiet.check(an_inspection(start=free)),
        quiet.check(an_inspection(start=date(2023, 3, 15))),
        quiet.check(an_inspection(start=day, act="research-visit")),
        quiet.check(an_inspection(start=day, kind=None, trigger="complaint")),
        quiet.check(an_inspection(start=day, trigger="other-necessary")),
        safety.check(an_inspection(start=day, domain=["work-safety", "tax"])),
        unseen.check(an_inspection(start=day, trigger="complaint")),
        quiet.check(an_inspection(start=day, kind=None, trigger=None)),
        approving.check(an_inspection(start=day, approved=True)),
        approving.check(an_inspection(start=day, approved=free)),
        approving.check(an_inspection(start=day, kind=None, trigger=None, approved=True)),
        small.check(an_inspection(start=day, enterprise=firm)),
        unstated.check(an_inspection(start=date(2023, 3, 15))),
    ]
    return {
        finding.code: f"{finding.message('en')} [{finding.code}]"
        for verdict in verdicts
        for finding in verdict.findings
    }


def example_of(code: str, folder: Path) -> str | None:
    """What the library really says; None where it is not brought about here."""
    if code in SPECIAL:
        return None
    if code in TELLING:
        told = [problem for problem in TELLING[code](folder) if problem.code == code]
        assert told, f"{code} was not told"
        return told[0].say("en")
    if code == STILL_TO_DO:
        return row_text(a_row_with_duties(folder), "en")
    return findings()[code]


def a_row_with_duties(folder: Path) -> CheckedRow:
    """A lawful visit that must be filed."""
    (folder / "plan.csv").write_text("agency,enterprise,start\n县示例局,E1,2024-03-25\n", "utf-8")
    rules = load_rulebook("cn-ha-shangqiu").inspections
    ((row,),) = [
        batch.rows() for batch in check_table(open_table(folder / "plan.csv", {}), rules, {})
    ]
    return row


@pytest.mark.parametrize("code", sorted(codes_of_the_source() - SPECIAL))
def test_the_example_of_a_code_is_what_the_library_says(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text block below each heading, brought about and compared; ``...`` is any text."""
    monkeypatch.chdir(tmp_path)
    shown = sections()[code].split("```text\n")[1].split("\n```")[0]
    pattern = ".*".join(map(re.escape, shown.split("...")))
    said = example_of(code, tmp_path)
    assert said is not None
    assert re.fullmatch(pattern, said), said


# --- in Chinese too ---------------------------------------------------------------

_QUOTED = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\{[^{}]*\}|\[[^\[\]]*\]|[!-~]+\.[!-~]+|[*&!]\S+"""
)
"""What is quoted from the input or is written in YAML; paths, codes, aliases and tags."""
_ENGLISH = re.compile(r"[a-z]+[ ,]+[a-z]{2,}")


@pytest.mark.parametrize("code", sorted(TELLING))
def test_each_code_is_told_in_chinese_as_well(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is quoted from the input, paths and codes are in other letters."""
    monkeypatch.chdir(tmp_path)
    for problem in TELLING[code](tmp_path):
        assert _ENGLISH.findall(_QUOTED.sub("", problem.words("zh"))) == []
        assert re.search("[\u4e00-\u9fff]", _QUOTED.sub("", problem.words("zh"))[2:])
