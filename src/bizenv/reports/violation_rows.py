"""A checked table of violations as rows for machines: JSON Lines, CSV and a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from bizenv.kernel.findings import plain
from bizenv.kernel.text import Lang, Text
from bizenv.reports.violation_words import LEVELS, message_of, outcome_text
from bizenv.reports.workbooks import Column, Sheet, write_workbook
from bizenv.tables.writers import cell, csv_file, csv_lines, json_cell
from bizenv.tolerance.bulk import VERDICT_COLUMNS
from bizenv.tolerance.dockets import CheckedRow, CheckedRows
from bizenv.tolerance.telling import duties_words

__all__ = [
    "ADDED",
    "added_cells",
    "violation_jsonl_lines",
    "write_violation_csv",
    "write_violation_xlsx",
]

ADDED: Final = (*VERDICT_COLUMNS, "message", "obligations", "due", "fine_ceiling")
"""The columns that a report adds to the columns of the input."""


def added_cells(row: CheckedRow, lang: Lang) -> dict[str, Any]:
    """The cells that a report adds to one row."""
    verdict = row.verdict
    if verdict is None:
        codes = ";".join(dict.fromkeys(problem.code for problem in row.problems))
        told = {"outcome": row.status, "codes": codes, "message": message_of(row, lang)}
        return dict.fromkeys(ADDED) | told
    days = [duty.due for duty in verdict.obligations if duty.due is not None]
    return {
        "outcome": verdict.outcome.value,
        "codes": ";".join(verdict.codes),
        "matched_item": verdict.item,
        "clause": verdict.clause,
        "rule": verdict.rule,
        "missing": ";".join(verdict.missing) or None,
        "message": message_of(row, lang),
        "obligations": duties_words(verdict, lang),
        "due": min(days, default=None),
        "fine_ceiling": None if verdict.fine is None else str(verdict.fine.most),
    }


def _names(headers: Iterable[str]) -> dict[str, str]:
    """The names of the added columns; one that the input has already gets a prefix."""
    taken, names = set(headers), {}
    for name in ADDED:
        free = name
        while free in taken:
            free = f"bizenv_{free}"
        names[name] = free
        taken.add(free)
    return names


def write_violation_csv(
    checked: Iterable[CheckedRows], headers: Iterable[str], path: Path, lang: Lang
) -> None:
    """Write every row with its verdict as CSV in UTF-8 with a byte order mark."""
    headers = list(headers)
    with csv_file(path) as file:
        file.writelines(csv_lines([map(cell, (*headers, *_names(headers).values()))]))
        for row in (row for part in checked for row in part.rows()):
            cells = (*(row.cells[header] for header in headers), *added_cells(row, lang).values())
            file.writelines(csv_lines([map(cell, cells)]))


def write_violation_xlsx(
    checked: Iterable[CheckedRows], headers: Iterable[str], path: Path, lang: Lang
) -> None:
    """Write every row with its verdict; unreadable rows are red, open questions yellow.

    Raises:
        UsageError: there are more rows than a sheet holds, or nothing to write it with.
    """
    headers = list(headers)
    names = _names(headers).items()
    columns = [*map(Column, headers), *(Column(free, _WIDTHS.get(n, 14)) for n, free in names)]
    rows = (
        (LEVELS.get(row.status), [*(row.cells[header] for header in headers), *_said(row, lang)])
        for part in checked
        for row in part.rows()
    )
    write_workbook([Sheet(_SHEET.say(lang), columns, rows)], path)


def _said(row: CheckedRow, lang: Lang) -> list[Any]:
    cells = added_cells(row, lang)
    cells["outcome"] = outcome_text(row.status).say(lang)
    return list(cells.values())


_SHEET = Text("判断结果", "judged")
_WIDTHS = {"outcome": 20, "clause": 40, "rule": 40, "message": 60, "obligations": 40}


def violation_jsonl_lines(checked: Iterable[CheckedRows], lang: Lang) -> Iterator[str]:
    """Every row as a line of JSON."""
    for part in checked:
        for row in part.rows():
            yield json.dumps(_json_row(row, lang), ensure_ascii=False, allow_nan=False) + "\n"


def _json_row(row: CheckedRow, lang: Lang) -> dict[str, Any]:
    """One row as a JSON object: where it stands, what it says, what the rules say."""
    verdict = row.verdict
    return {
        "file": row.place.file,
        "line": row.place.line,
        "row": row.place.row,
        **{name: plain(value) for name, value in added_cells(row, lang).items()},
        "obligations": [] if verdict is None else [duty.to_dict() for duty in verdict.obligations],
        "settling": [] if verdict is None else verdict.to_dict()["settling"],
        "problems": [problem.to_dict(lang) for problem in row.problems],
        "record": {name: json_cell(value) for name, value in row.cells.items()},
    }
