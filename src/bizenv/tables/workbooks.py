"""Workbooks of Excel and WPS: the sheet that is meant, merged cells, formulas without a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bizenv.kernel.text import Text
from bizenv.tables.batches import Table
from bizenv.tables.bounds import BROKEN, WORKBOOK, check_bounds
from bizenv.tables.cells import BadCell, Serial1904
from bizenv.tables.formulas import bad_cells, counts_from_1904
from bizenv.tables.grids import beside_the_point, from_rows
from bizenv.tables.headers import HeaderWords, listed
from bizenv.tables.quotes import Row
from bizenv.tables.refusals import HEADER_AND_ROWS, NO_ROWS, library, refuse, refusing

__all__ = ["open_xlsx"]


def open_xlsx(path: Path, words: HeaderWords, sheet: str | None) -> Table:
    """Open a sheet of a workbook, XLSX or the older XLS.

    Raises:
        TableError: the file cannot be read as a table, or the sheet is not there.
    """
    calamine = library("python_calamine", path)
    check_bounds(path)
    wrong = (calamine.CalamineError, *BROKEN)
    with refusing(path, "bad-xlsx", WORKBOOK, wrong):
        opened = _sheet_of(path, calamine.CalamineWorkbook.from_path(str(path)), sheet, calamine)
        rows = opened.to_python(skip_empty_area=False)
        _put(rows, bad_cells(path, opened.name))
        if counts_from_1904(path):
            _mark_serials(rows)
        _fill_merged(rows, opened.merged_cell_ranges or ())
    while rows and all(map(_says_nothing, rows[-1])):
        rows.pop()  # a sheet is often formatted far below its last row

    def read() -> Iterator[Row]:
        for number, cells in enumerate(rows, 1):
            yield Row(number, None, cells)

    def width_below(number: int) -> int:
        return max(map(_filled, rows[number:]), default=0)

    return from_rows(path, read, words, len(rows), width_below)


def _filled(cells: Sequence[Any]) -> int:
    """How many cells a row has up to the last one that says anything, a note beside the table too.

    An error of a spreadsheet out there says nothing.
    """
    return next((n for n in range(len(cells), 0, -1) if not beside_the_point(cells[n - 1])), 0)


def _put(rows: list[list[Any]], bad: Mapping[tuple[int, int], BadCell]) -> None:
    """Put cells without a value where the reader left blanks, or nothing at all."""
    width = len(rows[0]) if rows else 0
    for (row, column), cell in bad.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([""] * (max(width, column + 1) - len(rows[row])))
        rows[row][column] = cell


def _mark_serials(rows: list[list[Any]]) -> None:
    """Mark the whole numbers of a workbook that counts from 1904: each may be a day.

    Cells that are formatted as days have been read as such already.
    """
    for row in rows:
        for column, cell in enumerate(row):
            if type(cell) in (int, float) and cell in _SERIALS:
                row[column] = Serial1904(cell)


_SERIALS = range(100_000)
"""Numbers beyond are no days, and may be ids that have lost digits."""


def _says_nothing(cell: Any) -> bool:
    """Whether a cell makes no row: blank, or a formula filled down that found nothing."""
    return cell in (None, "") or (isinstance(cell, BadCell) and cell.text == "#N/A")


def _sheet_of(path: Path, book: Any, name: str | None, calamine: Any) -> Any:
    """The sheet of that name, else the one that is visible and holds anything."""
    sheets = [each for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]
    if name is not None:
        names = [each.name for each in sheets]
        if name not in names:
            shown = listed(names)
            expected = Text(f"其中之一：{shown.zh}", f"one of {shown.en}")
            raise refuse(path, "unknown-sheet", repr(name), expected)
        return book.get_sheet_by_name(name)
    visible = calamine.SheetVisibleEnum.Visible
    opened = [book.get_sheet_by_name(each.name) for each in sheets if each.visible == visible]
    filled = [sheet for sheet in opened if sheet.height]
    if len(filled) > 1:
        shown = listed([sheet.name for sheet in filled])
        got = Text(f"多个工作表：{shown.zh}", f"the sheets {shown.en}")
        raise refuse(path, "several-sheets", got, _ONE_SHEET, _CHOOSE)
    if not filled:
        raise refuse(path, "empty-table", NO_ROWS, HEADER_AND_ROWS)
    return filled[0]


_ONE_SHEET = Text("一个工作表", "one sheet")
_CHOOSE = Text("用 --sheet 指定一个", "choose with --sheet")


def _fill_merged(rows: list[list[Any]], ranges: Iterable[Any]) -> None:
    """What a merged cell says, it says of every row and column it spans.

    A row with no other words is a heading, such as 二、市场监管类: it says
    nothing of the columns, and stays where it begins.
    """
    for (top, left), (bottom, right) in sorted(ranges, key=_rows_spanned, reverse=True):
        if top == bottom and _stands_alone(rows[top : top + 1], left):
            continue
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = rows[top][left]


def _rows_spanned(merged: Any) -> int:
    (top, _), (bottom, _) = merged
    return int(bottom - top)


def _stands_alone(rows: Sequence[Sequence[Any]], column: int) -> bool:
    """Whether a row has words in no other column."""
    return not any(
        cell not in (None, "") for row in rows for at, cell in enumerate(row) if at != column
    )
