"""Rows of cells as a table: the header row found, every other row fitted to its width."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from bizenv.kernel.errors import TableError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.batches import Batch, Table, chunks
from bizenv.tables.cells import BadCell, blank, text_of
from bizenv.tables.header_rows import is_pair, joined, told_apart
from bizenv.tables.headers import HeaderWords, find_header
from bizenv.tables.quotes import Row, Torn
from bizenv.tables.refusals import HEADER_AND_ROWS, NO_ROWS, check_width, refuse

__all__ = ["HEAD_ROWS", "filled", "from_rows"]

HEAD_ROWS = 12
"""How many rows are looked at for the header."""

_NEEDED = ("start", "case")
"""By which field a header row is known from other rows: that without which nothing is read.

Of a schedule it is the day of a visit, of a log the case that a row tells of.
"""


def from_rows(
    path: Path,
    read: Callable[[], Iterator[Row]],
    words: HeaderWords,
    rows: int | None = None,
    width_below: Callable[[int], int] | None = None,
) -> Table:
    """A table from rows of cells, one of which is the header.

    ``read`` gives the rows anew each time; ``rows`` is how many there are, if that is known.
    ``width_below`` says how wide the rows below one are. Without it a row is taken to be as
    wide as the header's line with its blank cells, as spreadsheets write it; in a wider one a
    delimiter may stand within a cell. Columns without a header get a name.

    Raises:
        TableError: there are no rows, or none that can be a header.
    """
    head = list(islice(read(), HEAD_ROWS))
    if not head:
        raise refuse(path, "empty-table", NO_ROWS, HEADER_AND_ROWS)
    lines = _header_lines(head, words)
    below = lines[-1].number
    width = width_below(below) if width_below else _beside(lines, islice(read(), below, None))
    headers = _header_names(path, lines, words, width)

    def batches() -> Iterator[Batch]:
        for chunk in chunks(islice(read(), below, None)):
            yield _batch(path, headers, chunk)

    left = None if rows is None else rows - below
    above = tuple(_said(head[: lines[0].number - 1]))
    return Table(str(path), headers, batches, left, lines[0].number - 1, above)


def _said(rows: Sequence[Row]) -> Iterator[str]:
    """What some rows say, a line each; a cell that is merged over several says it once."""
    for row in rows:
        texts = dict.fromkeys(text_of(cell) for cell in row.cells if not blank(cell))
        if texts:
            yield " ".join(texts)


def _beside(lines: Sequence[Row], below: Iterator[Row]) -> int:
    """How wide the rows are that fit the header's line, if that goes on with blank cells."""
    if not any(line.cells and _says_nothing(line.cells[-1]) for line in lines):
        return 0
    widest = max(len(line.cells) for line in lines)
    return max((filled(row.cells) for row in below if len(row.cells) <= widest), default=0)


def _header_lines(head: Sequence[Row], words: HeaderWords) -> Sequence[Row]:
    """The row that is the header, or the two rows that are together."""
    needed = next((field for field in _NEEDED if field in words), None)
    place = find_header([row.cells for row in head], words, needed)
    for first in (place - 1, place):
        pair = head[max(first, 0) : first + 2]
        if len(pair) == 2 and is_pair(pair[0].cells, pair[1].cells, words):
            return pair
    return [head[place]]


def _header_names(
    path: Path, lines: Sequence[Row], words: HeaderWords, width: int
) -> tuple[str, ...]:
    number, line, cells = lines[0]
    if isinstance(cells, Torn):
        raise TableError((cells.problem,))
    if len(lines) > 1:
        cells = joined(cells, lines[1].cells, words)
    names = ["" if cell is None else str(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not any(names):
        got = Text(f"第 {number} 行没有文字", f"row {number} without words")
        raise refuse(path, "empty-header", got, _A_HEADER, line=line)
    names += [""] * (width - len(names))
    check_width(path, names, line)
    return tuple(told_apart(name or f"column {place}" for place, name in enumerate(names, 1)))


_A_HEADER = Text("表头", "a header")


def _batch(path: Path, headers: tuple[str, ...], chunk: list[Row]) -> Batch:
    width = len(headers)
    torn: dict[int, Problem] = {}
    cells: list[Sequence[Any]] = []
    for place, (number, line, row) in enumerate(chunk):
        if len(row) == width:
            cells.append(row)
            continue
        fitted, problem = _fitted(path, row, width, number, line)
        cells.append(fitted)
        if problem:
            torn[place] = problem
    columns = dict(zip(headers, map(list, zip(*cells, strict=True)), strict=True))
    lines = [line for _, line, _ in chunk if line is not None]
    typed = not lines  # cells of a text file are texts
    return Batch(columns, [number for number, _, _ in chunk], lines or None, torn, typed)


def _fitted(
    path: Path, row: Sequence[Any], width: int, number: int, line: int | None
) -> tuple[Sequence[Any], Problem | None]:
    """A row cut or filled to the header's width; a problem where cells do not fit."""
    fitted = [*row[:width], *[None] * (width - len(row))]
    if isinstance(row, Torn):
        return fitted, row.problem
    extra = [cell for cell in row[width:] if not _says_nothing(cell)]
    blank = all(cell in (None, "") for cell in row)
    if not extra and (len(row) >= width or blank):
        return fitted, None
    place = Place(str(path), line, row=number)
    return fitted, Problem("wrong-cell-count", _cells(len(row)), _cells(width), place)


def filled(cells: Sequence[Any]) -> int:
    """How many cells a row has up to the last one that says anything, a note beside the table too.

    An error of a spreadsheet out there says nothing.

    >>> filled(["2023-06-15", None, "note", ""])
    3
    """
    return next((n for n in range(len(cells), 0, -1) if not _says_nothing(cells[n - 1])), 0)


def _says_nothing(cell: Any) -> bool:
    """Whether a cell outside the table's columns may be passed over."""
    return cell in (None, "") or isinstance(cell, BadCell)


def _cells(number: int) -> Text:
    return Text(f"{number} 个单元格", f"{number} cells")
