"""Cells read as facts, each distinct one once, with what keeps the others from being any."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import NoneType
from typing import Any, TypeAlias

from attrs import frozen

from bizenv.inspections.memos import Memo
from bizenv.inspections.records import TEXTS, collect, day_problems, read_field
from bizenv.kernel.errors import RecordError
from bizenv.kernel.problems import Problem
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.cells import BadCell

__all__ = ["CellReader", "Unread"]

_MOST_READ = 150_000
"""Cells kept as facts; half of them are more than a batch has rows, and it is read twice."""
_MOST_TOLD = 50_000
"""Cells kept as problems, which take about 1 KiB each."""
_KEPT = frozenset({str, int, float, bool, date, datetime, NoneType, BadCell})
"""The types of cells that may be kept: equal ones of one type say the same."""
_Cell: TypeAlias = tuple[str, type, Any]
"""A cell as it is kept: its field, its type and its value."""


def _is_kept(key: _Cell) -> bool:
    """Whether a cell is worth keeping: ids and names differ in every row, and are quickly read."""
    field, kind, _ = key
    return kind in _KEPT and field not in TEXTS


@frozen
class Unread:
    """A cell that could not be read: the codes of its problems.

    Cells with the same codes are alike to whoever counts them.
    """

    codes: tuple[str, ...]


class CellReader:
    """Reads the cells of rows, each distinct one once.

    A table may have as many unknown words as rows. So cells are read without
    hints, and the nearest known word is looked for where a row is told.

    >>> from bizenv.kernel.vocabulary import Vocabulary
    >>> reader = CellReader(Vocabulary(()))
    >>> reader.read("start", "2023年6月15日"), reader.read("start", "soon")
    (datetime.date(2023, 6, 15), Unread(codes=('bad-day',)))
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._kept = Memo[_Cell, Any](self._read, most=_MOST_READ)
        self._told = Memo[_Cell, tuple[Problem, ...]](self._tell, most=_MOST_TOLD)

    def read(self, field: str, cell: Any) -> Any:
        """One cell as the value of one field, or why it cannot be read."""
        key = (field, type(cell), cell)
        return self._kept[key] if _is_kept(key) else self._read(key)

    def _read(self, key: _Cell) -> Any:
        field, _, cell = key
        try:
            return read_field(field, cell, self._vocabulary, hints=False)
        except RecordError as error:
            return Unread(tuple(problem.code for problem in error.problems))

    def _tell(self, key: _Cell) -> tuple[Problem, ...]:
        """Why a cell cannot be read, with hints."""
        field, _, cell = key
        _, problems = collect((field,), lambda name: read_field(name, cell, self._vocabulary))
        return tuple(problems)

    def problems(self, row: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Why a row is no inspection; nothing where it is one.

        >>> from bizenv.kernel.vocabulary import Vocabulary
        >>> reader = CellReader(Vocabulary(()))
        >>> [problem.code for problem in reader.problems({"start": "", "end": "soon"})]
        ['bad-day', 'missing-day']
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, cell in row.items():
            fact = self.read(name, cell)
            if isinstance(fact, Unread):
                key = (name, type(cell), cell)
                problems.extend(self._told[key] if _is_kept(key) else self._tell(key))
            else:
                values[name] = fact
        return (*problems, *day_problems(values, problems))
