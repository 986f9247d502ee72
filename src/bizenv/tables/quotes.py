r"""Rows of a CSV file, where one badly quoted cell spoils one row and no more.

>>> bad, good = list(csv_rows(['"a"b,1\n', "c,2\n"], ",", "plan.csv"))[:2]
>>> bad.cells.problem.code, good.cells
('bad-csv', ['c', '2'])
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from bizenv.kernel.errors import TableError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.cells import shown

__all__ = ["MOST_CELL", "Row", "Torn", "csv_rows"]

MOST_CELL = 1_000_000
"""How many characters a cell may have."""


class Row(NamedTuple):
    """A row of a table: its number, its line in a text file, its cells."""

    number: int
    line: int | None
    cells: Sequence[Any]


class Torn(list[Any]):
    """The cells of a row that cannot be told apart: none, and the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


class _Lines:
    """Lines that remember those of the row that is being read, so that some can be read again."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self.row: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        while True:
            while self._again:
                self.row.append(self._again.popleft())
                yield self.row[-1]
            for line in self._lines:
                self.row.append(line)
                yield line
                if self._again:
                    break
            else:
                self.ended = True
                return

    def back(self, keep: int) -> None:
        """Give back the lines of the row after the first few."""
        self._again.extendleft(reversed(self.row[keep:]))
        del self.row[keep:]


def csv_rows(lines: Iterable[str], delimiter: str, file: str) -> Iterator[Row]:
    """The rows of a CSV file, given its lines; a badly quoted one is :class:`Torn`.

    Where the cell before the bad quote spans several lines, a quote was left
    open in the first of them if the next line alone is a row like the last one;
    then that line is a row of its own. Otherwise the lines are one row, as
    spreadsheets read them.

    Raises:
        TableError: a quote is open at the end of the file, or a cell has more
            than a million characters.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MOST_CELL))
    told = _Lines(lines)
    source = iter(told)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    number, line, width = 1, 1, 0
    while True:
        try:
            for cells in reader:
                yield Row(number, line, cells)
                number, line, width = number + 1, line + len(told.row), len(cells)
                told.row.clear()
            return
        except csv.Error as error:
            place = Place(file, line, row=number)
            if told.ended or "limit" in str(error):
                raise TableError((_endless(place, ended=told.ended),)) from error
            if len(told.row) > 1 and _is_row(told.row[1], delimiter, width):
                told.back(1)
            yield Row(number, line, Torn(_bad_quote(told.row[0], place)))
            number, line = number + 1, line + len(told.row)
            told.row.clear()


def _is_row(line: str, delimiter: str, width: int) -> bool:
    """Whether a line is a row of so many cells."""
    try:
        return [len(cells) for cells in csv.reader([line], delimiter=delimiter, strict=True)] == [
            width
        ]
    except csv.Error:
        return False


def _endless(place: Place, *, ended: bool) -> Problem:
    if ended:
        return Problem("bad-csv", _OPEN, _CLOSED, place, _DOUBLED)
    return Problem("bad-csv", _HUGE, _MOST, place, _CLOSE_HINT)


def _bad_quote(line: str, place: Place) -> Problem:
    return Problem("bad-csv", shown(line.rstrip("\r\n")), _CLOSED, place, _DOUBLED)


_OPEN = Text("从这一行起一直没有闭合的引号", "a quote that opens in this row and never closes")
_HUGE = Text(f"超过 {MOST_CELL:,} 个字符的单元格", f"a cell of more than {MOST_CELL:,} characters")
_MOST = Text(f"最多 {MOST_CELL:,} 个字符", f"at most {MOST_CELL:,} characters")
_CLOSED = Text("成对的引号，后面紧接分隔符", "quotes that close before the next delimiter")
_DOUBLED = Text(
    "单元格里的引号要写两次，整格再用引号括起来",
    'write a quote within a cell twice, and put the cell in quotes: "so ""quoted"" it is"',
)
_CLOSE_HINT = Text("看看这一行的引号是否没有闭合", "see whether a quote in this row was left open")
