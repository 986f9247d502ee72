"""Cells read as facts, each distinct one once, with what keeps the others from being any."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import NoneType
from typing import Any

from attrs import field, frozen

from bizenv.inspections.memos import Memo
from bizenv.inspections.records import TEXTS, day_problems, read_field
from bizenv.kernel.errors import RecordError
from bizenv.kernel.problems import Problem
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.cells import BadCell

__all__ = ["CellReader", "Unread"]

_MOST = 50_000
"""Cells kept; about 1 KiB each where they cannot be read."""
_KEPT = frozenset({str, int, float, bool, date, datetime, NoneType, BadCell})
"""The types of cells that may be kept: equal ones of one type say the same."""


@frozen
class Unread:
    """A cell that could not be read: the codes of its problems, and the problems.

    Two are equal if their codes are.
    """

    codes: tuple[str, ...]
    problems: tuple[Problem, ...] = field(default=(), eq=False, repr=False)


class CellReader:
    """Reads the cells of rows; looking for the nearest known word takes long, so it is done once.

    >>> from bizenv.kernel.vocabulary import Vocabulary
    >>> reader = CellReader(Vocabulary(()))
    >>> reader.read("start", "2023年6月15日"), reader.read("start", "soon")
    (datetime.date(2023, 6, 15), Unread(codes=('bad-day',)))
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._kept = Memo[tuple[str, type, Any], Any](self._read, most=_MOST)

    def read(self, field: str, cell: Any) -> Any:
        """One cell as the value of one field, or why it cannot be read."""
        key = (field, type(cell), cell)
        # Ids and names are different in every row, and quickly read.
        return self._kept[key] if type(cell) in _KEPT and field not in TEXTS else self._read(key)

    def _read(self, key: tuple[str, type, Any]) -> Any:
        field, _, cell = key
        try:
            return read_field(field, cell, self._vocabulary)
        except RecordError as error:
            return Unread(tuple(problem.code for problem in error.problems), error.problems)

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
                problems.extend(fact.problems)
            else:
                values[name] = fact
        return (*problems, *day_problems(values, problems))
