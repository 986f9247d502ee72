"""The distinct combinations of several encoded columns, and which row has which.

A key is built column by column, as digits of a mixed radix. Where it would
grow too large, the combinations so far are numbered anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import Factory, define

from bizenv.tables.columns import Codes, Encoded, compact

__all__ = ["Combinations"]

_LARGEST_KEY = 8_000_000
"""Keys are renumbered before they would grow beyond this."""


@define
class Combinations:
    """Combinations of the values of columns of equal length.

    >>> both = Combinations(np.zeros(3, dtype=np.int32))
    >>> both.add(Encoded(np.array([0, 1, 0]), ["a", "b"]))
    >>> both.add(Encoded(np.array([0, 0, 0]), [None]))
    >>> both.distinct()[0], both.distinct()[1].tolist()
    ([('a', None), ('b', None)], [0, 1, 0])

    ``start`` holds what the digits before the last renumbering stood for,
    ``columns`` the values of those after it.
    """

    keys: Codes
    size: int = 1
    start: list[tuple[Any, ...]] = Factory(lambda: [()])
    columns: list[Sequence[Any]] = Factory(list)

    def add(self, column: Encoded) -> None:
        """Add one column as the lowest digit."""
        width = len(column.values)
        if width > 1 and self.size * width > _LARGEST_KEY:
            self.start, self.keys = self.distinct()
            self.size, self.columns = len(self.start), []
        if width > 1:
            kind: Any = np.int64 if self.size * width > np.iinfo(np.int32).max else np.int32
            digit = column.codes.astype(kind, copy=False)
            keys = self.keys.astype(kind, copy=False)  # or their product would overflow
            self.keys = keys * width + digit if self.size > 1 else digit
        self.size *= width
        self.columns.append(column.values)

    def distinct(self) -> tuple[list[tuple[Any, ...]], Codes]:
        """The combinations that occur, and for each row which of them it has."""
        keys, places = compact(self.keys, self.size)
        return [self._spelt(key) for key in keys.tolist()], places

    def _spelt(self, key: int) -> tuple[Any, ...]:
        digits = []
        for values in reversed(self.columns):
            key, digit = divmod(key, len(values))
            digits.append(values[digit])
        return (*self.start[key], *reversed(digits))
