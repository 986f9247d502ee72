"""Reading columns: midnights are days, moments are not, and a bad cell is told with its row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.bulk.columns import read_days, read_numbers
from bizenv.kernel.errors import NotADayError, UsageError

ZONE = "; settle the zone and take the days first"
MOMENT = "expected a day, not a moment of it; settle the time zone and take the day first"


@given(days=st.lists(st.one_of(st.none(), st.dates())))
def test_days_come_in_as_days_since_1970(days: list[date | None]) -> None:
    """Over all years that a date can hold; absent ones as 0."""
    column = read_days(days, "start")
    expected = [0 if day is None else (day - date(1970, 1, 1)).days for day in days]
    assert column.days.tolist() == expected
    absent = [day is None for day in days]
    assert (column.absent is None) is not any(absent)
    assert column.absent is None or column.absent.tolist() == absent


@pytest.mark.parametrize(
    "cell",
    [
        date(2023, 6, 1),
        datetime(2023, 6, 1),
        pd.Timestamp(2023, 6, 1),
        np.datetime64("2023-06-01"),
        np.datetime64("2023-06-01T00:00"),
    ],
    ids=repr,
)
def test_a_day_and_a_midnight_without_a_zone_are_one(cell: Any) -> None:
    """19509 days after 1 January 1970 is 1 June 2023."""
    assert read_days([cell], "start").days.tolist() == [19509]


@pytest.mark.parametrize(
    "cell", [None, float("nan"), pd.NaT, pd.NA, np.datetime64("NaT")], ids=repr
)
def test_every_empty_cell_is_absent(cell: Any) -> None:
    column = read_days([date(2023, 6, 1), cell], "start")
    assert column.absent is not None
    assert column.absent.tolist() == [False, True]


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([None, None]),
        pd.Series([np.nan, np.nan]),
        pl.Series([None, None]),
        pa.nulls(2),
        np.array(["NaT", "NaT"], "datetime64"),
    ],
    ids=lambda column: f"{type(column).__module__} {getattr(column, 'dtype', '')}",
)
def test_a_column_that_is_blank_throughout_has_no_days(column: Any) -> None:
    """A table without a single day in it has lost the type of the column."""
    read = read_days(column, "start")
    assert read.absent is not None
    assert read.absent.tolist() == [True, True]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (datetime(2023, 6, 1, 8, 30), f"start=2023-06-01T08:30:00: {MOMENT}"),
        (datetime(2023, 6, 1, tzinfo=UTC), f"start=2023-06-01T00:00:00+00:00: {MOMENT}"),
        (np.datetime64("2023-06-01T08:30"), f"start=2023-06-01T08:30:00: {MOMENT}"),
        ("2023-06-01", "start='2023-06-01': expected a day; read texts as days first"),
        (45078, "start=45078: expected a day; read texts as days first"),
        ([1], "start=[1]: expected a day; read texts as days first"),
        (np.zeros(2), "start=array([0., 0.]): expected a day; read texts as days first"),
    ],
)
def test_a_cell_that_is_no_day_is_refused_with_its_row(cell: Any, shown: str) -> None:
    with pytest.raises(NotADayError) as caught:
        read_days([None, date(2023, 6, 1), cell], "start")
    assert str(caught.value) == f"row 2 (counted from 0): {shown}"


@pytest.mark.parametrize(
    "column",
    [
        np.array(["2023-06-01T00:00", "2023-06-01T08:30"], "datetime64[s]"),
        pd.Series(pd.to_datetime(["2023-06-01 00:00:00", "2023-06-01 08:30:00"])).astype("M8[s]"),
        pl.Series([datetime(2023, 6, 1), datetime(2023, 6, 1, 8, 30)])
        .to_arrow()
        .cast("timestamp[s]"),
    ],
    ids=["numpy", "pandas", "arrow"],
)
def test_a_moment_within_a_column_is_refused_with_its_row(column: Any) -> None:
    with pytest.raises(NotADayError) as caught:
        read_days(column, "start")
    assert str(caught.value) == f"row 1 (counted from 0): start=2023-06-01T08:30: {MOMENT}"


@pytest.mark.parametrize(
    ("column", "message"),
    [
        (
            pl.Series([datetime(2023, 6, 1)]).dt.replace_time_zone("Asia/Shanghai"),
            "start is of type Datetime(time_unit='us', time_zone='Asia/Shanghai'): which day a "
            "moment falls on depends on its time zone; settle the zone and take the days first",
        ),
        (
            np.array(["2023-06-01"]),
            "start is of type <U10: expected a column of days; read texts as days first",
        ),
        (
            np.array(["2023-06"], "datetime64[M]"),
            "start is of type datetime64[M]: expected a column of days; read texts as days first",
        ),
        (
            pa.array([1, 2]),
            "start is of type int64: expected a column of days; read texts as days first",
        ),
        (
            np.zeros((2, 2), "datetime64[D]"),
            "start is of type ndarray (2, 2): expected a one-dimensional NumPy array, a pandas or "
            "polars Series, a PyArrow array, or a list; collect what is lazy first",
        ),
        (
            date(2023, 6, 1),
            "start is of type date: expected a one-dimensional NumPy array, a pandas or polars "
            "Series, a PyArrow array, or a list; collect what is lazy first",
        ),
        (
            np.array(["2023-06-01", "12000-01-01"], "datetime64[D]"),
            "row 1 (counted from 0): start=12000-01-01: expected a day of the years 1 to 9999",
        ),
        (
            np.array(["0000-12-31"], "datetime64[D]"),
            "row 0 (counted from 0): start=0000-12-31: expected a day of the years 1 to 9999",
        ),
    ],
)
def test_a_column_that_holds_no_days_is_refused(column: Any, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_days(column, "start")
    assert str(caught.value) == message


def test_a_refusal_is_wholly_chinese_too() -> None:
    with pytest.raises(NotADayError) as caught:
        read_days([datetime(2023, 6, 1, 8, 30)], "start")
    assert caught.value.say("zh") == (
        "第 0 行（从 0 数起）：start=2023-06-01T08:30:00："
        "应为日期，不是一天中的某个时刻；请先定下时区，再取日期"
    )


# --- numbers -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "column",
    [
        [5, None, -3],
        [5.0, float("nan"), -3],
        np.array([5, np.nan, -3]),
        pd.Series([5, None, -3]),
        pd.Series([5, None, -3], dtype="Int64"),
        pd.Series([5, None, -3], dtype=object),
        pl.Series([5, None, -3]),
        pa.array([5, None, -3]),
    ],
    ids=lambda column: f"{type(column).__module__} {getattr(column, 'dtype', '')}",
)
def test_numbers_are_read_whatever_keeps_them(column: Any) -> None:
    """Whole floats too: many a table has no other way to leave a number out."""
    read = read_numbers(column)
    assert read.absent is not None
    assert (read.numbers.tolist(), read.absent.tolist()) == ([5, 1, -3], [False, True, False])


@pytest.mark.parametrize("column", [[5], np.array([5]), np.array([5], np.uint8), pl.Series([5])])
def test_numbers_that_are_all_there_have_none_absent(column: Any) -> None:
    read = read_numbers(column)
    assert (read.numbers.tolist(), read.absent) == ([5], None)


@pytest.mark.parametrize("number", [5, np.int64(5), np.uint8(5)])
def test_one_number_stands_for_every_row(number: Any) -> None:
    assert read_numbers(number).numbers.shape == ()


@pytest.mark.parametrize(
    ("huge", "read"),
    [
        (10**30, 2**62),
        ([-(10**30)], [-(2**62)]),
        (np.array([1e300]), [2**62]),
        (np.array([2**64 - 1], np.uint64), [2**62]),
    ],
)
def test_numbers_beyond_all_counting_stay_too_many(huge: Any, read: Any) -> None:
    """They would wrap around in 64 bits and come out as other numbers."""
    assert read_numbers(huge).numbers.tolist() == read


ZERO = (
    "n=0 has two meanings: the day itself, or the next working day if it is a rest day; write the "
    "day, or next(day - 1 day)"
)


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        (0, ZERO),
        (2.0, "n=2.0: expected a whole number of working days"),
        (True, "n=True: expected a whole number of working days"),
        ("5", "n='5': expected a whole number of working days"),
        ([1, 0], f"row 1 (counted from 0): {ZERO}"),
        (np.array([1, 2, 0]), f"row 2 (counted from 0): {ZERO}"),
        ([1, 2.5], "row 1 (counted from 0): n=2.5: expected a whole number of working days"),
        (
            np.array([np.nan, np.inf]),
            "row 1 (counted from 0): n=inf: expected a whole number of working days",
        ),
        (
            pl.Series([True]),
            "row 0 (counted from 0): n=True: expected a whole number of working days",
        ),
        (
            np.array(["5"]),
            "row 0 (counted from 0): n='5': expected a whole number of working days",
        ),
    ],
)
def test_a_number_that_is_none_is_refused(numbers: Any, message: str) -> None:
    """Zero, fractions, yes and no, texts; of a column with the row."""
    with pytest.raises(UsageError) as caught:
        read_numbers(numbers)
    assert str(caught.value) == message
