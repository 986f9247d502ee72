"""A repaired schedule as rows: CSV, JSON Lines and a workbook, every row of the input.

All columns of the input are there; the day of a visit that moves is the new
one, and added columns hold the old day and the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bizenv.inspections.planning.tables import ADDED, KEPT, PlannedRow, PlannedTable, added_cells
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.verdict import plain
from bizenv.reports.plan_results import level_of
from bizenv.reports.rows import added_names
from bizenv.reports.words import outcome_text
from bizenv.reports.workbooks import Column, Sheet, write_workbook
from bizenv.tables.writers import cell, csv_file, csv_lines, json_cell

__all__ = ["plan_jsonl_lines", "status_text", "write_plan_csv", "write_plan_xlsx"]

_STATUSES = {
    KEPT: Text("不变", "kept"),
    "moved": Text("改期", "moved"),
    "stays": Text("留在原日", "stays"),
    "no-place": Text("排不下", "no place"),
}


def status_text(status: str) -> Text:
    """The words for what becomes of a row.

    >>> status_text("moved").zh
    '改期'
    """
    return _STATUSES.get(status) or outcome_text(status)


def write_plan_csv(planned: PlannedTable, path: Path, lang: Lang) -> None:
    """Write every row as CSV in UTF-8 with a byte order mark."""
    names = added_names(planned.headers, added=ADDED)
    with csv_file(path) as file:
        file.writelines(csv_lines([map(cell, (*planned.headers, *names.values()))]))
        for _, row in planned.rows():
            cells = [*(row.cells[h] for h in planned.headers), *added_cells(row, lang).values()]
            file.writelines(csv_lines([map(cell, cells)]))


def plan_jsonl_lines(planned: PlannedTable, lang: Lang) -> Iterator[str]:
    """Every row as a line of JSON."""
    for _, row in planned.rows():
        place = row.old.place
        said = {
            "file": place.file,
            "line": place.line,
            "row": place.row,
            **{name: plain(value) for name, value in added_cells(row, lang).items()},
            "change": row.change.to_dict() if row.change else None,
            "problems": [problem.to_dict(lang) for problem in row.old.problems],
            "record": {name: json_cell(value) for name, value in row.cells.items()},
        }
        yield json.dumps(said, ensure_ascii=False, allow_nan=False) + "\n"


def write_plan_xlsx(planned: PlannedTable, path: Path, lang: Lang) -> None:
    """Write the schedule and a sheet of figures; what moves is marked.

    Raises:
        UsageError: there are more rows than a sheet holds, or nothing to write it with.
    """
    labels = added_names(planned.headers, {n: _LABELS[n].say(lang) for n in ADDED}, ADDED)
    columns = [
        *map(Column, planned.headers),
        *(Column(label, _WIDTHS.get(name, 12)) for name, label in labels.items()),
    ]
    rows = ((_weight(row), _cells(row, planned.headers, lang)) for _, row in planned.rows())
    figures = Sheet(_FIGURES.say(lang), [Column(_FIGURES.say(lang), 100)], _lines(planned, lang))
    write_workbook([Sheet(_SCHEDULE.say(lang), columns, rows), figures], path)


def _weight(row: PlannedRow) -> str | None:
    """What moves is yellow, what stays unlawful red."""
    return {"moved": "warning", "kept": None}.get(row.status, level_of(row) or "error")


def _cells(row: PlannedRow, headers: Sequence[str], lang: Lang) -> list[Any]:
    added = added_cells(row, lang)
    added["plan"] = status_text(row.status).say(lang)
    return [*(row.cells[header] for header in headers), *added.values()]


def _lines(planned: PlannedTable, lang: Lang) -> Iterator[tuple[None, list[str]]]:
    return ((None, [line]) for line in planned.plan.explain(lang).split("\n"))


_SCHEDULE, _FIGURES = Text("修复后的计划", "repaired"), Text("说明", "figures")
_LABELS = {
    "plan": Text("安排", "plan"),
    "original_start": Text("原定日期", "original day"),
    "original_end": Text("原定结束日", "original last day"),
    "displacement": Text("挪动天数", "days moved"),
    "forced_by": Text("改期缘由", "forced by"),
    "clause": Text("依据", "clause"),
    "message": Text("说明", "why"),
}
_WIDTHS = {"original_start": 14, "original_end": 14, "forced_by": 18, "clause": 30, "message": 60}
