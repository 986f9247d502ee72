"""A checked schedule as a workbook, with the breaches marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bizenv.inspections.schedules import CheckedBatch, CheckedRow
from bizenv.inspections.whole.tables import WholeCheck
from bizenv.kernel.findings import Severity
from bizenv.kernel.text import Lang, Text
from bizenv.reports.results import Level
from bizenv.reports.rows import added_cells, added_names
from bizenv.reports.whole_results import WHOLE_HEADERS, whole_cells
from bizenv.reports.words import LEVELS, outcome_text
from bizenv.reports.workbooks import Column, Sheet, write_workbook

__all__ = ["write_xlsx"]

_HEADERS = {
    "outcome": Text("结论", "outcome"),
    "codes": Text("代码", "codes"),
    "clause": Text("依据", "clause"),
    "rule": Text("规则", "rule"),
    "next_allowed": Text("最近的可检查日", "next allowed day"),
    "missing": Text("尚缺的事实", "missing facts"),
    "message": Text("说明", "why"),
    "obligations": Text("应办事项", "to be done"),
    "due": Text("最早期限", "earliest due day"),
}
_WIDTHS = {
    "outcome": 12,
    "codes": 18,
    "clause": 30,
    "next_allowed": 14,
    "message": 60,
    "obligations": 60,
    "due": 14,
}


def write_xlsx(
    checked: Iterable[CheckedBatch],
    headers: Iterable[str],
    path: Path,
    lang: Lang,
    whole: WholeCheck | None = None,
) -> None:
    """Write every row with its verdict; breaches are red, open questions yellow.

    What was found on the whole schedule stands beside its rows, and on a sheet
    of its own.

    Raises:
        UsageError: there are more rows than a sheet holds, or nothing to write it with.
    """
    headers = list(headers)
    rows = (row for batch in checked for row in batch.rows())
    cells = (
        (
            LEVELS.get(row.status),
            [
                *(row.cells[header] for header in headers),
                *_added(row, lang),
                *(whole_cells(whole, place, lang).values() if whole else ()),
            ],
        )
        for place, row in enumerate(rows)
    )
    labels = {**_HEADERS, **(WHOLE_HEADERS if whole else {})}
    sheets = [Sheet(_SHEET.say(lang), list(_columns(headers, labels, lang)), cells)]
    if whole:
        sheets.append(_whole_sheet(whole, lang))
    write_workbook(sheets, path)


def _whole_sheet(whole: WholeCheck, lang: Lang) -> Sheet:
    """What was found on the whole schedule, one finding a row."""
    columns = [Column(text.say(lang), width) for text, width in _WHOLE_COLUMNS]
    findings = (
        (
            _WHOLE_LEVELS.get(each.severity),
            [
                each.severity.text.say(lang),
                each.code,
                each.message(lang),
                each.clause,
                ", ".join(map(str, whole.numbers(each.rows[:_MOST_ROWS]))),
                ", ".join(map(str, whole.numbers(each.worst[:_MOST_ROWS]))),
                ", ".join(fact.text.say(lang) for fact in each.missing) or None,
            ],
        )
        for each in whole.verdict.findings
    )
    return Sheet(_WHOLE_SHEET.say(lang), columns, findings)


_MOST_ROWS = 1_000
_WHOLE_LEVELS: dict[Severity, Level] = {
    Severity.BREACH: "error",
    Severity.UNKNOWN: "warning",
    Severity.REVIEW: "warning",
}
_WHOLE_SHEET = Text("整份计划", "whole schedule")
_WHOLE_COLUMNS = (
    (Text("轻重", "weight"), 10),
    (Text("代码", "code"), 22),
    (Text("说明", "why"), 60),
    (Text("依据", "clause"), 30),
    (Text("涉及的行", "rows"), 24),
    (Text("超出的行", "rows too many"), 16),
    (Text("尚缺的事实", "missing facts"), 24),
)


def _columns(headers: list[str], labels: Mapping[str, Text], lang: Lang) -> Iterator[Column]:
    """The table's own columns, and those that are added in the language of the report."""
    yield from map(Column, headers)
    said_of = {name: text.say(lang) for name, text in labels.items()}
    names = added_names(headers, said_of, labels)
    for name, said in names.items():
        yield Column(said, _WIDTHS.get(name, 12))


_SHEET = Text("检查结果", "checked")


def _added(row: CheckedRow, lang: Lang) -> list[Any]:
    cells = added_cells(row, lang)
    cells["outcome"] = outcome_text(cells["outcome"]).say(lang)
    if row.opinion and row.opinion.missing:
        names = (fact.text.say(lang) for fact in row.opinion.missing)
        cells["missing"] = ("、" if lang == "zh" else ", ").join(names)
    return list(cells.values())
