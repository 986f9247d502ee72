"""Columns as codes: each distinct value once, and which row has which.

A table of a million rows has few distinct triggers and few distinct days. What
must be worked out for a value is worked out once for each distinct value, and
then gathered for the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    import narwhals.stable.v1 as nw

__all__ = ["Encoded", "compact", "encode", "encode_frame", "gather"]

Codes: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

_EPOCH = date(1970, 1, 1)
_WIDE_RANGE = 200_000
"""Days between the first and the last above which only the days present are listed."""
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


def encode_frame(frame: nw.DataFrame[Any], columns: Sequence[str]) -> dict[str, Encoded]:
    """Encode some columns of an eager data frame."""
    if frame.implementation.is_polars():
        return _encode_polars(frame.to_native(), columns)
    if frame.implementation.is_pandas_like():
        native = frame.to_native()
        return {name: _encode_pandas(native[name]) for name in columns}
    return {name: encode(frame[name].to_list()) for name in columns}


def _encode_days(days: Codes, absent: Codes) -> Encoded:
    """Encode days since 1970 in 64-bit integers."""
    present = days[~absent] if absent.any() else days
    if not len(present):
        return Encoded(np.zeros(len(days), dtype=np.int64), [None])
    low, high = int(present.min()), int(present.max())
    if high - low > _WIDE_RANGE:
        distinct, codes = np.unique(np.where(absent, low, days), return_inverse=True)
        numbers = [int(number) for number in distinct]
        codes = codes.reshape(-1)
    else:
        codes = np.where(absent, low, days) - low if absent.any() else days - low
        numbers = list(range(low, high + 1))
    values: list[date | None] = [_day(number) for number in numbers]
    if absent.any():
        codes = np.where(absent, len(values), codes)
        values.append(None)
    return Encoded(codes, values)


def _day(number: int) -> Any:
    try:
        return _EPOCH + timedelta(days=number)
    except OverflowError:  # a year that Python's dates do not have
        return f"day {number} since 1970-01-01"


def _encode_polars(frame: Any, columns: Sequence[str]) -> dict[str, Encoded]:
    import polars as pl

    texts = [name for name in columns if frame.schema[name] in (pl.String, pl.Categorical)]
    categories = frame.select([pl.col(name).cast(pl.Categorical) for name in texts])
    encoded: dict[str, Encoded] = {}
    for name in columns:
        series = frame.get_column(name)
        if name in texts:
            encoded[name] = _encode_categories(series, categories.get_column(name))
        elif series.dtype == pl.Date:
            numbers = series.to_physical().fill_null(0).to_numpy()
            encoded[name] = _encode_days(numbers, series.is_null().to_numpy())
        elif isinstance(series.dtype, pl.Datetime) and series.dtype.time_zone is None:
            encoded[name] = _encode_moments(series.to_numpy().astype("datetime64[us]"))
        else:
            encoded[name] = encode(series.to_list())
    return encoded


def _encode_categories(series: Any, category: Any) -> Encoded:
    """Encode a polars text column by the numbers of its categories.

    The numbers are shared by the whole process, so few of very many may occur
    here; then they are sorted, which takes no more room than the rows do.
    """
    numbers = category.to_physical()
    top = numbers.max()
    absent = 0 if top is None else top + 1
    keys = numbers.fill_null(absent).to_numpy() if numbers.null_count() else numbers.to_numpy()
    if absent >= max(_FEW_CATEGORIES, 4 * len(keys)):
        _, rows, codes = np.unique(keys, return_index=True, return_inverse=True)
        return Encoded(codes.reshape(-1), series.gather(rows).cast(str).to_list())
    occurring = np.flatnonzero(np.bincount(keys, minlength=absent + 1))
    rows = _some_rows(keys, occurring, absent + 1)
    values = series.gather(rows[occurring]).cast(str).to_list()
    if len(occurring) == len(rows):
        return Encoded(keys, values)
    places = np.zeros(len(rows), dtype=np.int32)
    places[occurring] = np.arange(len(occurring), dtype=np.int32)
    return Encoded(places.take(keys), values)


_FEW_CATEGORIES = 1 << 20
_HEAD_ROWS = 4_096
_FEW = 64


def _some_rows(keys: Codes, occurring: Codes, size: int) -> Codes:
    """For each occurring key some row that has it; most are found among the first rows."""
    rows = np.full(size, -1, dtype=np.int64)
    head = keys[:_HEAD_ROWS]
    rows[head] = np.arange(len(head))
    late = occurring[rows[occurring] < 0]
    if len(late) > _FEW:
        rows[keys] = np.arange(len(keys))
    else:
        for key in late.tolist():
            rows[key] = int(np.argmax(keys == key))
    return rows


def _encode_moments(moments: Codes) -> Encoded:
    """Encode naive timestamps: as days where every one is a midnight."""
    days = moments.astype("datetime64[D]")
    absent = np.isnat(moments)
    if np.array_equal(days[~absent].astype(moments.dtype), moments[~absent]):
        return _encode_days(np.where(absent, 0, days.astype(np.int64)), absent)
    return encode(moments.tolist())


def _encode_pandas(series: Any) -> Encoded:
    if isinstance(series.dtype, np.dtype) and series.dtype.kind == "M":  # no time zone
        return _encode_moments(series.to_numpy(dtype="datetime64[us]"))
    try:
        codes, values = series.factorize()
    except (TypeError, NotImplementedError):  # cells that are lists
        return encode(None if _absent(value) else _plain(value) for value in series)
    distinct = [_plain(value) for value in values]
    absent = codes < 0
    if absent.any():
        codes = np.where(absent, len(distinct), codes)
        distinct.append(None)
    return Encoded(codes.astype(np.int64), distinct)


def _absent(value: Any) -> bool:
    """Whether a cell among lists is missing; pandas itself cannot say so of every cell."""
    import pandas as pd

    return value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _plain(value: Any) -> Any:
    """A value of pandas or numpy as Python's own."""
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime()
    return value.tolist() if isinstance(value, (np.generic, np.ndarray)) else value
