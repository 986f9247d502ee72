"""A schedule judged as a whole, in reports: lines, cells, results for viewers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen

from bizenv.inspections.whole.tables import WholeCheck
from bizenv.inspections.whole.values import ScheduleFinding
from bizenv.kernel.findings import Severity
from bizenv.kernel.text import Lang, Text
from bizenv.reports.results import Level, Result, Told
from bizenv.reports.terminal import visible

__all__ = [
    "WHOLE_HEADERS",
    "WholeResults",
    "whole_cells",
    "whole_json",
    "whole_summary",
    "whole_text",
    "with_whole",
]

WHOLE_HEADERS = {
    "schedule_codes": Text("整份计划的代码", "codes of the whole schedule"),
    "schedule_findings": Text("整份计划的问题", "findings on the whole schedule"),
}
"""The columns that a report adds where the rulebook has rules on whole schedules."""
_ROWS_SHOWN = 12

_LEVELS: dict[Severity, Level] = {
    Severity.BREACH: "error",
    Severity.UNKNOWN: "warning",
    Severity.REVIEW: "warning",
    Severity.NOTE: "note",
}


def whole_summary(whole: WholeCheck, lang: Lang) -> list[str]:
    """How a schedule stands as a whole, in two lines."""
    verdict = whole.verdict
    counts = {severity.value: f"{len(verdict.of(severity)):,}" for severity in Severity}
    lines = [_SUMMARY.fill(lang, {**counts, "outcome": verdict.outcome.text})]
    return ["", *lines, *verdict.share_lines(lang)]


def whole_text(whole: WholeCheck, lang: Lang, limit: int, *, strict: bool) -> Iterator[str]:
    """What was found on the whole, the gravest first; open questions only strictly."""
    wanted = (Severity.BREACH, Severity.REVIEW, Severity.UNKNOWN, Severity.NOTE)
    shown = [f for each in wanted[: None if strict else 2] for f in whole.verdict.of(each)]
    if not shown:
        return
    yield f"{_HEAD.say(lang)}\n\n"
    names = dict(enumerate(whole.rows))
    for finding in shown[: limit or None]:
        yield "".join(f"{visible(line)}\n" for line in finding.lines(lang, names))
    if limit and len(shown) > limit:
        yield _MORE.fill(lang, {"count": f"{len(shown) - limit:,}"}) + "\n"


def whole_cells(whole: WholeCheck, row: int, lang: Lang) -> dict[str, str | None]:
    """What a report says of one row, from 0, for the sake of the whole schedule."""
    found = whole.by_row.get(row, ())
    codes = dict.fromkeys(finding.code for finding in found)
    joint = "；" if lang == "zh" else "; "
    said = joint.join(finding.message(lang) for finding in found)
    return {"schedule_codes": ";".join(codes) or None, "schedule_findings": said or None}


def whole_json(whole: WholeCheck) -> Iterator[str]:
    """Each finding as a line of JSON, its rows as a spreadsheet counts them."""
    for finding in whole.verdict.findings:
        told = finding.to_dict() | {
            "rows": whole.numbers(finding.rows),
            "worst": whole.numbers(finding.worst),
        }
        line = {"file": whole.file, "schedule_finding": told}
        yield json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n"


@frozen
class WholeResults:
    """The findings on a whole schedule, for viewers and CI runs."""

    whole: WholeCheck
    notes: tuple[Text, ...] = ()

    def places(self, *levels: Level) -> Sequence[int]:
        """The findings that weigh so much."""
        every = enumerate(self.whole.verdict.findings)
        return [place for place, finding in every if _LEVELS[finding.severity] in levels]

    def results(self, places: Iterable[int], lang: Lang) -> Iterator[Result]:
        """Findings in words, each at the first of its rows."""
        return (_result(self.whole, self.whole.verdict.findings[p], lang) for p in places)


def with_whole(told: Iterable[Told], whole: WholeCheck) -> Iterator[Told]:
    """What was checked, part by part, and then the findings on the whole."""
    notes: tuple[Text, ...] = ()
    for part in told:
        notes = part.notes
        yield part
    yield WholeResults(whole, notes)


def _result(whole: WholeCheck, finding: ScheduleFinding, lang: Lang) -> Result:
    rows = finding.worst or finding.rows
    place = whole.place(rows[0]) if rows else whole.place(0)
    numbers = whole.numbers(finding.rows)
    text = finding.message(lang)
    if numbers:
        shown = tuple(map(str, numbers[:_ROWS_SHOWN]))
        more = _AND_MORE.say(lang) if len(numbers) > _ROWS_SHOWN else ""
        text = _AT.fill(lang, {"text": text, "rows": shown, "more": more})
    properties: dict[str, Any] = {
        "clause": finding.clause,
        "rule": finding.rule,
        "rows": numbers,
        "missing": [str(fact) for fact in finding.missing],
    }
    key = (finding.rule, str(sorted(finding.facts.items(), key=str)))
    return Result(place, _LEVELS[finding.severity], finding.code, text, key, properties)


_HEAD = Text("整份计划：", "The schedule as a whole:")
_MORE = Text("另有 {count} 项未列出", "{count} more findings not shown")
_AT = Text("{text}（第 {rows} 行{more}）", "{text} (rows {rows}{more})")
_AND_MORE = Text("等", " …")
_SUMMARY = Text(
    "整份计划：{outcome}。违反 {breach} 项，待审 {review} 项，待定 {unknown} 项，说明 {note} 项",
    "The schedule as a whole: {outcome}. Breaches {breach}, to review {review}, open {unknown}, "
    "notes {note}",
)
