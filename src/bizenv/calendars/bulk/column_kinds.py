"""The kinds of columns that questions come in, and that answers go out as (列的种类).

NumPy arrays, pandas and polars series, PyArrow arrays, lists of Python.

>>> from datetime import date
>>> kind = kind_of([date(2023, 6, 1), None])
>>> kind.give_days(np.array(["2023-06-05", "NaT"], "M8[D]"))
[datetime.date(2023, 6, 5), None]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import narwhals.stable.v1 as nw
import numpy as np

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Array", "Kind", "as_objects", "kind_of"]

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

_NANOSECOND_DAYS = 106_751
"""How many days before or after 1970 a count of nanoseconds in 64 bits reaches."""
_MANY_DAYS = 100_000
"""A span of days beyond which those between are not made in advance."""
_NO_SPAN = (np.datetime64(0, "D"), np.datetime64(-1, "D"))


def kind_of(column: Any) -> Kind | None:
    """The kind of a column; None for what is no column, such as a day or a lazy frame."""
    if isinstance(column, np.ndarray) and column.ndim == 1:
        return _NumPy(column)
    if isinstance(column, (list, tuple)):
        return _List(column)
    pa = nw.dependencies.get_pyarrow()
    if pa is not None and isinstance(column, (pa.Array, pa.ChunkedArray)):
        return _Arrow(column)
    if nw.dependencies.is_pandas_index(column):
        return _Pandas(column.to_series().reset_index(drop=True))
    if nw.dependencies.is_pandas_series(column):
        return _Pandas(column)
    return _Polars(column) if nw.dependencies.is_polars_series(column) else None


class Kind:
    """The kind of column that a question came in, and its answers go out as."""

    def __init__(self, native: Any) -> None:
        self.native = native

    def to_numpy(self) -> Array:
        """The column as an array; absent days as NaT."""
        return np.asarray(self.native)

    @property
    def zoned(self) -> bool:
        """Whether it holds moments in a time zone."""
        return False

    @property
    def index(self) -> Any:
        """The labels of its rows, where it has any."""
        return None

    def give_days(self, days: Array) -> Any:
        """Days (``datetime64[D]``, NaT where there is none) as this kind of column."""
        raise NotImplementedError

    def give_numbers(self, numbers: Array, absent: Array) -> Any:
        """Whole numbers, some absent."""
        raise NotImplementedError

    def give_flags(self, flags: Array, absent: Array) -> Any:
        """Yes or no, some absent."""
        raise NotImplementedError

    def give_words(self, words: Sequence[str | None], codes: Array) -> Any:
        """For each row one of a few words."""
        raise NotImplementedError


def _or_none(values: Array, absent: Array) -> Array:
    """Values as objects, with None where there is none."""
    objects: Array = values.astype(object)
    objects[absent] = None
    return objects


class _NumPy(Kind):
    """Absent numbers are NaN, as in any array of floats; absent flags and words are None."""

    def give_days(self, days: Array) -> Any:
        return _as_unit(days, self.native.dtype) if self.native.dtype.kind == "M" else _dates(days)

    def give_numbers(self, numbers: Array, absent: Array) -> Any:
        return np.where(absent, np.nan, numbers) if absent.any() else numbers

    def give_flags(self, flags: Array, absent: Array) -> Any:
        return _or_none(flags, absent) if absent.any() else flags

    def give_words(self, words: Sequence[str | None], codes: Array) -> Any:
        return np.array(words, dtype=object).take(codes)


class _List(Kind):
    def to_numpy(self) -> Array:
        return as_objects(self.native)

    def give_days(self, days: Array) -> Any:
        return _dates(days).tolist()

    def give_numbers(self, numbers: Array, absent: Array) -> Any:
        return _or_none(numbers, absent).tolist()

    def give_flags(self, flags: Array, absent: Array) -> Any:
        return _or_none(flags, absent).tolist()

    def give_words(self, words: Sequence[str | None], codes: Array) -> Any:
        return [words[code] for code in codes.tolist()]


class _Series(Kind):
    """A series of a data frame library, as narwhals sees it."""

    def to_numpy(self) -> Array:
        array: Array = nw.from_native(self.native, series_only=True).to_numpy()
        return array

    @property
    def zoned(self) -> bool:
        dtype = nw.from_native(self.native, series_only=True).dtype
        return isinstance(dtype, nw.Datetime) and dtype.time_zone is not None


class _Pandas(_Series):
    """Index and name are kept; numbers and flags are of the nullable types."""

    @property
    def _in_arrow(self) -> bool:
        return hasattr(self.native.dtype, "pyarrow_dtype")

    @property
    def index(self) -> Any:
        return self.native.index

    def to_numpy(self) -> Array:
        if self._in_arrow and not self.zoned:
            array: Array = self.native.array.__arrow_array__().to_numpy()
            return array
        return super().to_numpy()

    def _give(self, array: Any) -> Any:
        import pandas as pd

        return pd.Series(array, index=self.native.index, name=self.native.name)

    def _give_arrow(self, array: Array, absent: Array | None, dtype: Any) -> Any:
        import pandas as pd
        import pyarrow as pa

        filled = pa.array(array, dtype, mask=absent)
        return self._give(pd.arrays.ArrowExtensionArray(filled))

    def give_days(self, days: Array) -> Any:
        if self._in_arrow:
            kind = self.native.dtype.pyarrow_dtype
            return self._give_arrow(_in_arrow(days, kind), None, kind)
        if self.native.dtype.kind == "M":
            return self._give(_as_unit(days, self.native.dtype))
        return self._give(_dates(days))

    def give_numbers(self, numbers: Array, absent: Array) -> Any:
        import pandas as pd

        if self._in_arrow:
            return self._give_arrow(numbers, absent, None)
        return self._give(pd.arrays.IntegerArray(numbers.astype(np.int64), absent))

    def give_flags(self, flags: Array, absent: Array) -> Any:
        import pandas as pd

        if self._in_arrow:
            return self._give_arrow(flags, absent, None)
        return self._give(pd.arrays.BooleanArray(flags, absent))

    def give_words(self, words: Sequence[str | None], codes: Array) -> Any:
        import pandas as pd

        texts = pd.array(["text"]).dtype  # str, or string before pandas 3; None stays absent
        return self._give(pd.array(list(words), dtype=texts).take(codes))


class _Polars(_Series):
    def _give(self, values: Any, dtype: Any) -> Any:
        import polars as pl

        return pl.Series(self.native.name, values, dtype=dtype)

    def give_days(self, days: Array) -> Any:
        unit = getattr(self.native.dtype, "time_unit", None)
        if unit is None:
            import polars as pl

            return self._give(days, pl.Date)
        return self._give(_as_unit(days, np.dtype(f"M8[{unit}]")), self.native.dtype)

    def give_numbers(self, numbers: Array, absent: Array) -> Any:
        return self._without(numbers, absent)

    def give_flags(self, flags: Array, absent: Array) -> Any:
        return self._without(flags, absent)

    def _without(self, values: Array, absent: Array) -> Any:
        import polars as pl

        series = self._give(values, None)
        return series.set(pl.Series(absent), None) if absent.any() else series

    def give_words(self, words: Sequence[str | None], codes: Array) -> Any:
        import polars as pl

        return self._give(list(words), pl.String).gather(pl.Series(codes))


class _Arrow(_Series):
    """An array gives an array, a chunked array a chunked one."""

    def __init__(self, native: Any) -> None:
        import pyarrow as pa

        if pa.types.is_dictionary(native.type):  # as a table of few distinct days keeps them
            native = native.cast(native.type.value_type)
        self._chunked = isinstance(native, pa.ChunkedArray)
        super().__init__(native if self._chunked else pa.chunked_array([native]))

    def _give(self, array: Any) -> Any:
        import pyarrow as pa

        return pa.chunked_array([array]) if self._chunked else array

    def give_days(self, days: Array) -> Any:
        import pyarrow as pa

        kind = self.native.type if not pa.types.is_null(self.native.type) else pa.date32()
        return self._give(pa.array(_in_arrow(days, kind), kind))

    def give_numbers(self, numbers: Array, absent: Array) -> Any:
        import pyarrow as pa

        return self._give(pa.array(numbers, pa.int64(), mask=absent))

    def give_flags(self, flags: Array, absent: Array) -> Any:
        import pyarrow as pa

        return self._give(pa.array(flags, pa.bool_(), mask=absent))

    def give_words(self, words: Sequence[str | None], codes: Array) -> Any:
        import pyarrow as pa

        return self._give(pa.array(words, pa.string()).take(pa.array(codes)))


# --- days in other forms --------------------------------------------------------


def as_objects(values: Sequence[Any]) -> Array:
    """Python values as an array of objects, lists among them left whole."""
    objects: Array = np.empty(len(values), dtype=object)
    objects[:] = values
    return objects


def _dates(days: Array) -> Array:
    """Days as Python dates, None where there is none; each distinct one is made once."""
    present = days[~np.isnat(days)]
    low, high = (present.min(), present.max()) if len(present) else _NO_SPAN
    span = (high - low).astype(int)
    if span > _MANY_DAYS:
        objects: Array = days.astype(object)
        return objects
    made = np.array([*np.arange(low, high + 1).tolist(), None], dtype=object)
    places = np.where(np.isnat(days), span + 1, (days - low).astype(np.int64))
    return made.take(places)


def _as_unit(days: Array, dtype: np.dtype[Any]) -> Array:
    """Days as midnights of another unit.

    Raises:
        UsageError: a count of nanoseconds does not reach so far.
    """
    if np.datetime_data(dtype)[0] == "ns":
        far = np.abs(days.astype(np.int64)) > _NANOSECOND_DAYS
        far &= ~np.isnat(days)
        if far.any():
            raise UsageError(_BEYOND_NANOSECONDS.filled(day=days[far][0], dtype=dtype))
    return days.astype(dtype, copy=False)


def _in_arrow(days: Array, kind: Any) -> Array:
    """Days in the unit of an Arrow type: a timestamp has its own, a ``date64`` counts ms."""
    unit = getattr(kind, "unit", "ms" if str(kind).startswith("date64") else "D")
    return _as_unit(days, np.dtype(f"M8[{unit}]"))


_BEYOND_NANOSECONDS = Text(
    "结果 {day} 超出 {dtype} 能表示的范围：请先把该列换成以微秒计的类型",
    "the answer {day} lies beyond what {dtype} can hold: convert the column to microseconds first",
)
