"""Columns of data frames as codes, each kind of frame in its own quick way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from bizenv.kernel.errors import TableError, UsageError
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.columns import Codes, Encoded, encode
from bizenv.tables.engines import LAZY
from bizenv.tables.headers import ONCE_EACH

if TYPE_CHECKING:
    import narwhals.stable.v1 as nw

__all__ = ["eager", "encode_frame"]

_EPOCH = date(1970, 1, 1)
_WIDE_RANGE = 200_000
"""Days between the first and the last above which only the days present are listed."""


def eager(frame: Any) -> nw.DataFrame[Any]:
    """A data frame as narwhals sees it, once its column names can be used.

    Raises:
        UsageError: it is no eager data frame, or a column's name is no text.
        TableError: a column's name stands twice.
    """
    import narwhals.stable.v1 as nw

    pandas = nw.dependencies.is_pandas_dataframe(frame)
    _check_names(list(frame.columns) if pandas else getattr(frame, "column_names", ()))
    try:
        return nw.from_native(frame, eager_only=True)
    except TypeError as error:
        kind = type(frame).__name__
        raise UsageError(
            Text(
                f"frame={kind}：应为数据框（pandas、polars、PyArrow；{LAZY}）",
                f"frame={kind}: expected a data frame (pandas, polars, PyArrow; {LAZY})",
            )
        ) from error


def _check_names(names: Sequence[Any]) -> None:
    """Refuse names that are no texts, as pandas allows, and names that stand twice."""
    if strange := [name for name in names if not isinstance(name, str)]:
        shown = ", ".join(map(repr, strange[:_MOST_NAMES]))
        raise UsageError(
            Text(
                f"数据框的列名应为文字，不是 {shown}：请先改名，如 "
                "frame.columns = [str(name) for name in frame.columns]",
                f"the frame has columns named {shown}: expected names that are texts; rename "
                "them first, for example frame.columns = [str(name) for name in frame.columns]",
            )
        )
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise TableError(
            tuple(Problem("duplicate-header", repr(name), ONCE_EACH) for name in twice)
        )


_MOST_NAMES = 10


def encode_frame(frame: nw.DataFrame[Any], columns: Sequence[str]) -> dict[str, Encoded]:
    """Encode some columns of an eager data frame."""
    if frame.implementation.is_polars():
        return _encode_polars(frame.to_native(), columns)
    if frame.implementation.is_pandas_like():
        native = frame.to_native()
        return {name: _encode_pandas(native[name]) for name in columns}
    return {name: _encode_arrow(frame[name].to_native()) for name in columns}


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

    def encoded(series: Any) -> Encoded:
        if series.dtype == pl.String:
            return _encode_texts(series)
        if series.dtype == pl.Categorical:
            return _encode_categories(series, series)
        if series.dtype == pl.Date:
            numbers = series.to_physical().fill_null(0).to_numpy()
            return _encode_days(numbers, series.is_null().to_numpy())
        if isinstance(series.dtype, pl.Datetime) and series.dtype.time_zone is None:
            return _encode_moments(series.to_numpy().astype("datetime64[us]"))
        return encode(series.to_list())

    return {name: encoded(frame.get_column(name)) for name in columns}


def _encode_texts(series: Any) -> Encoded:
    """Encode a polars text column, by hashes where they tell all its texts apart.

    That takes half the time of a cast to categories. It is exact, for in the
    end every text is compared with the one that its row has got.
    """
    import polars as pl

    marks = _marks(series.hash().to_numpy())
    if marks is not None:
        codes, rows = _numbered(marks, _MARKS)
        values = series.gather(rows)
        if values.gather(codes).eq_missing(series).all():
            return Encoded(codes, values.to_list())
    return _encode_categories(series, series.cast(pl.Categorical))


_MARKS = 1 << 16
_HEAD_ROWS = 4_096
_FEW = 64


def _marks(hashes: Codes) -> Codes | None:
    """The two bytes of each hash that tell the first texts apart; None if they are many."""
    distinct = np.unique(hashes[:_HEAD_ROWS])
    if len(distinct) <= _FEW:
        for part in range(4):
            marks = hashes.view(np.uint16)[part::4]
            if len(set(distinct.view(np.uint16)[part::4].tolist())) == len(distinct):
                return marks.astype(np.int64)
    return None


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
        codes = codes.reshape(-1)
    else:
        codes, rows = _numbered(keys, absent + 1)
    return Encoded(codes, series.gather(rows).cast(str).to_list())


_FEW_CATEGORIES = 1 << 20


def _numbered(keys: Codes, size: int) -> tuple[Codes, Codes]:
    """For each row which of the distinct keys it has, and for each of these some row with it."""
    occurring = np.flatnonzero(np.bincount(keys, minlength=size))
    rows = _some_rows(keys, occurring, size)[occurring]
    if len(occurring) == size:
        return keys, rows
    places = np.zeros(size, dtype=np.int32)
    places[occurring] = np.arange(len(occurring), dtype=np.int32)
    return places.take(keys), rows


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


def _encode_arrow(column: Any) -> Encoded:
    """Encode a PyArrow column by its own dictionaries."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_date32(kind):
        numbers = column.cast(pa.int32()).fill_null(0).to_numpy().astype(np.int64)
        return _encode_days(numbers, column.is_null().to_numpy())
    if pa.types.is_timestamp(kind) and kind.tz is None and kind.unit != "ns":
        return _encode_moments(column.to_numpy().astype("datetime64[us]"))
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return encode(column.to_pylist())
    whole = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return Encoded(whole.indices.to_numpy().astype(np.int64), whole.dictionary.to_pylist())


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
