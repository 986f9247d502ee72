"""Columns of days and of whole numbers, read cell by cell or as a whole (日期列的读取).

>>> column = read_days([date(2023, 6, 1), None], "column")
>>> column.days.tolist(), column.absent.tolist()
([19509, 0], [False, True])

A column of moments is read as days where each is a midnight without a time
zone: so most tables and spreadsheets keep their days. Any other moment is
refused rather than cut, because its day depends on a time zone.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import numpy as np
from attrs import frozen

from bizenv.calendars.bulk.column_kinds import Array, Kind, kind_of
from bizenv.calendars.workdays import refusals
from bizenv.kernel.errors import NotADayError, UsageError
from bizenv.kernel.text import Text

__all__ = [
    "DayColumn",
    "NumberColumn",
    "absent_cell",
    "at_row",
    "day_of_cell",
    "read_days",
    "read_numbers",
]

_EPOCH = date(1970, 1, 1).toordinal()
_NOT_A_DAY = np.datetime64("NaT", "D").astype(np.int64)
_FIRST, _LAST = date.min.toordinal() - _EPOCH, date.max.toordinal() - _EPOCH


def at_row(row: int, reason: Text) -> Text:
    """A reason with the row it stands in; rows are counted from 0, as Python does.

    >>> at_row(2, Text("空白", "blank")).say("en")
    'row 2 (counted from 0): blank'
    """
    return _AT_ROW.filled(row=row, reason=reason)


def _kind_name(value: object) -> str:
    """The type of a value; of an array also its shape, which may be what is wrong."""
    shape = getattr(value, "shape", None)
    return type(value).__name__ + (f" {shape}" if shape is not None else "")


# --- days -----------------------------------------------------------------------


@frozen(eq=False)
class DayColumn:
    """The days of a column as days since 1970.

    Shapes: ``days`` and ``absent`` have one entry a row; a day is 0 where it is
    absent, and ``absent`` is None where every row has one.
    """

    days: Array
    absent: Array | None
    kind: Kind

    def __len__(self) -> int:
        return len(self.days)


def read_days(column: Any, name: str) -> DayColumn:
    """Read a column of days.

    Raises:
        UsageError: it is no column of days; the message says what it is.
        NotADayError: a cell is no day; the message names the first such row.
    """
    kind = kind_of(column)
    if kind is None:
        raise UsageError(_NO_COLUMN.filled(name=name, value=_kind_name(column)))
    if kind.zoned:
        raise NotADayError(_ZONED.filled(name=name, dtype=_dtype_name(column)))
    array = kind.to_numpy()
    if array.dtype.kind == "O":
        array = _days_of_cells(array, name)
    elif array.dtype.kind == "f" and np.isnan(array).all():  # blank throughout
        array = np.full(len(array), np.datetime64("NaT", "D"))
    elif array.dtype.kind != "M" or _coarse(array):
        raise NotADayError(_NOT_DAYS.filled(name=name, dtype=_dtype_name(column)))
    return _day_column(array, kind, name)


def _coarse(array: Array) -> bool:
    """Whether its moments are weeks, months or years, which are no days."""
    return np.datetime_data(array.dtype)[0] in ("Y", "M", "W")


def _dtype_name(column: Any) -> str:
    return str(getattr(column, "dtype", None) or getattr(column, "type", type(column).__name__))


def _day_column(array: Array, kind: Kind, name: str) -> DayColumn:
    """Moments as days, once each is a midnight within the years that a date can hold."""
    moments = array.astype("M8[D]", copy=False)
    days: Array = moments.view(np.int64)
    absent = np.isnat(moments)
    some_absent = bool(absent.any())
    if moments.dtype != array.dtype:
        _refuse((moments.astype(array.dtype) != array) & ~absent, array, name, _NOT_MIDNIGHT)
    if some_absent:
        days = np.where(absent, 0, days)
    if len(days) and (days.min() < _FIRST or days.max() > _LAST):
        _refuse((days < _FIRST) | (days > _LAST), array, name, _BEYOND_YEARS)
    return DayColumn(days, absent if some_absent else None, kind)


def _refuse(bad: Array, array: Array, name: str, template: Text) -> None:
    """Refuse a column some of whose cells are bad, by the first of them."""
    if bad.any():
        row = int(np.argmax(bad))
        shown = np.datetime_as_string(array[row], unit="auto")
        raise NotADayError(at_row(row, template.filled(name=name, value=shown)))


def _days_of_cells(cells: Array, name: str) -> Array:
    values = cells.tolist()
    if not set(map(type, values)) <= {date, type(None)}:
        values = [_day_at(row, value, name) for row, value in enumerate(values)]
    ordinals = (0 if value is None else value.toordinal() for value in values)
    days = np.fromiter(ordinals, dtype=np.int64, count=len(values)) - _EPOCH
    days[days == -_EPOCH] = _NOT_A_DAY
    return days.view("M8[D]")


def _day_at(row: int, value: Any, name: str) -> date | None:
    try:
        return None if absent_cell(value) else day_of_cell(value, name)
    except NotADayError as error:
        raise NotADayError(at_row(row, error.args[0])) from None


def day_of_cell(value: Any, name: str) -> date:
    """The day of one cell: a day, or a midnight without a time zone.

    >>> day_of_cell(datetime(2023, 6, 1), "b")
    datetime.date(2023, 6, 1)

    Raises:
        NotADayError: it is neither; the message shows it.
    """
    moment = value.item() if isinstance(value, np.datetime64) else value
    if isinstance(moment, datetime) and not absent_cell(moment):
        if moment.tzinfo is None and moment.time() == time.min:
            return moment.date()
        raise NotADayError(_NOT_MIDNIGHT.filled(name=name, value=moment))
    if isinstance(moment, date) and not isinstance(moment, datetime):
        return moment
    raise NotADayError(_NO_DAY.filled(name=name, value=repr(value)))


def absent_cell(value: Any) -> bool:
    """Whether a cell is empty: None, NaN, NaT, ``pandas.NA``.

    >>> absent_cell(None), absent_cell(float("nan")), absent_cell(0)
    (True, True, False)
    """
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:  # pandas.NA, which leaves open what it equals
        return True
    except ValueError:  # an array, which equals itself cell by cell
        return False


# --- whole numbers --------------------------------------------------------------


@frozen(eq=False)
class NumberColumn:
    """The whole numbers of a column, never 0, or one number for every row.

    Shapes: ``numbers`` has one entry a row, or none at all (a plain number);
    it is 1 where a number is absent.
    """

    numbers: Array
    absent: Array | None
    given: int | None = None
    """The one number as it was given, where 64 bits do not hold it."""


def read_numbers(value: Any) -> NumberColumn:
    """Read numbers of working days: one number, or a column of them.

    Raises:
        UsageError: a number is 0 or not whole; the message names the first such row.
    """
    kind = kind_of(value)
    if kind is None:
        number = refusals.whole_number(value)
        held = _within_bits(number)
        given = None if held == number else number
        return NumberColumn(np.array(held, dtype=np.int64), None, given)
    array = kind.to_numpy()
    absent = np.zeros(len(array), dtype=bool)
    if array.dtype.kind == "f":
        absent = np.isnan(array)
        array = np.where(absent, 1, array)
        whole = np.isfinite(array) & (array == np.floor(array))
        _refuse_number(~whole, array, refusals.NOT_WHOLE)
        array = np.clip(array, -_MOST, _MOST)
    elif array.dtype.kind == "u":
        array = np.minimum(array.astype(np.uint64), np.uint64(_MOST))
    elif array.dtype.kind != "i":
        array, absent = _numbers_of_cells(array)
    numbers = array.astype(np.int64, copy=False)
    _refuse_number(numbers == 0, numbers, refusals.ZERO)
    return NumberColumn(numbers, absent if absent.any() else None)


def _within_bits(number: int) -> int:
    return max(-_MOST, min(_MOST, number))


def _refuse_number(bad: Array, array: Array, template: Text) -> None:
    if bad.any():
        row = int(np.argmax(bad))
        raise UsageError(at_row(row, template.filled(n=array[row])))


def _numbers_of_cells(cells: Array) -> tuple[Array, Array]:
    """Numbers kept as objects; NumPy's yes and no are no numbers either."""
    absent = np.array([absent_cell(cell) for cell in cells], dtype=bool)
    numbers = [
        1 if empty else _number_of_cell(cell, row)
        for row, (cell, empty) in enumerate(zip(cells.tolist(), absent.tolist(), strict=True))
    ]
    return np.array(numbers, dtype=np.int64), absent


def _number_of_cell(cell: Any, row: int) -> int:
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    try:
        return _within_bits(refusals.whole_number(whole))
    except UsageError as error:
        raise UsageError(at_row(row, error.args[0])) from None


# --- words ----------------------------------------------------------------------

_MOST = 2**62
"""Numbers beyond it mean the same, too many, and leave room for sums in 64 bits."""

_AT_ROW = Text("第 {row} 行（从 0 数起）：{reason}", "row {row} (counted from 0): {reason}")
_NO_COLUMN = Text(
    "{name} 的类型是 {value}：应为 NumPy 一维数组、pandas 或 polars 的 Series、PyArrow 数组，"
    "或者列表；惰性的请先 collect",
    "{name} is of type {value}: expected a one-dimensional NumPy array, a pandas or polars "
    "Series, a PyArrow array, or a list; collect what is lazy first",
)
_ZONED = Text(
    "{name} 的类型是 {dtype}：带时区的时刻属于哪一日取决于时区，请先定下时区，再取日期",
    "{name} is of type {dtype}: which day a moment falls on depends on its time zone; settle "
    "the zone and take the days first",
)
_NOT_DAYS = Text(
    "{name} 的类型是 {dtype}：应为日期列；文字请先读成日期",
    "{name} is of type {dtype}: expected a column of days; read texts as days first",
)
_NOT_MIDNIGHT = Text(
    "{name}={value}：应为日期，不是一天中的某个时刻；请先定下时区，再取日期",
    "{name}={value}: expected a day, not a moment of it; settle the time zone and take the day "
    "first",
)
_BEYOND_YEARS = Text(
    "{name}={value}：应为公元 1 年至 9999 年之间的日期",
    "{name}={value}: expected a day of the years 1 to 9999",
)
_NO_DAY = Text(
    "{name}={value}：应为日期；文字请先读成日期",
    "{name}={value}: expected a day; read texts as days first",
)
