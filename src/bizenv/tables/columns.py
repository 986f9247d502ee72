"""Columns as codes: each distinct value once, and which row has which.

A table of a million rows has few distinct triggers and few distinct days. What
must be worked out for a value is worked out once for each distinct value, and
then gathered for the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen

__all__ = ["Encoded", "compact", "encode", "gather"]

Codes: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

_SMALL = 1 << 16
_TABLE_SIZE = 8_000_000
"""Keys up to this size are found by a table of flags, larger ones by sorting."""


@frozen(eq=False)
class Encoded:
    """A column of ``len(codes)`` rows: ``values[codes[i]]`` is the value of row i.

    Shapes: ``codes`` has one entry a row, each from 0 to ``len(values) - 1``.
    Values are distinct; None stands for an absent value. Not every value need
    occur.
    """

    codes: Codes
    values: Sequence[Any]

    def __len__(self) -> int:
        return len(self.codes)

    def decode(self) -> list[Any]:
        """The column's values, row by row."""
        return list(map(self.values.__getitem__, self.codes.tolist()))


def encode(values: Iterable[Any]) -> Encoded:
    """Encode a column given as Python values.

    >>> encode(["a", "b", None, "a"]).codes.tolist()
    [0, 1, 2, 0]
    """
    values = values if isinstance(values, list) else list(values)
    keys = values if set(map(type, values)) <= {str} else [_key(value) for value in values]
    first = dict(zip(reversed(keys), reversed(values), strict=True))  # an equal key's first value
    places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    codes = np.fromiter(map(places.__getitem__, keys), dtype=np.int64, count=len(keys))
    return Encoded(codes, [first[key] for key in places])


def _key(value: Any) -> Any:
    """A key by which equal cells of one type are one: 1, 1.0 and True are three."""
    try:
        hash(value)
    except TypeError:
        return type(value), repr(value)
    try:
        is_nan = bool(value != value)
    except TypeError:  # pandas.NA, which leaves open what it equals
        return type(value), "nan"
    return type(value), "nan" if is_nan else value


def compact(keys: Codes, size: int) -> tuple[Codes, Codes]:
    """The distinct keys in order, and for each row which of them it has.

    ``size`` is one more than the largest key can be.

    >>> [part.tolist() for part in compact(np.array([7, 3, 7]), 8)]
    [[3, 7], [1, 0, 1]]
    """
    if size > max(_TABLE_SIZE, 4 * len(keys)):
        distinct, inverse = np.unique(keys, return_inverse=True)
        return distinct, inverse.reshape(-1)
    distinct = np.flatnonzero(_occurring(keys, size))
    places = np.zeros(size, dtype=np.int32)
    places[distinct] = np.arange(len(distinct), dtype=np.int32)
    return distinct, places.take(keys)  # twice as fast as places[keys]


def _occurring(keys: Codes, size: int) -> Codes:
    """For each key below ``size`` whether it occurs; counting is faster where they are few."""
    if size <= _SMALL:
        return np.bincount(keys, minlength=size)
    seen = np.zeros(size, dtype=bool)
    seen[keys] = True
    return seen


def gather(column: Encoded, of: Callable[[Any], Any], dtype: Any) -> Codes:
    """A function of the values, worked out once each and gathered for the rows."""
    return np.array([of(value) for value in column.values], dtype=dtype).take(column.codes)
