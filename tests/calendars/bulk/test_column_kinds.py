"""Kinds of columns: each gives back its own type, and what is no column is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from bizenv.calendars.bulk.column_kinds import kind_of
from bizenv.kernel.errors import UsageError

DAYS = np.array(["2023-06-05", "NaT"], dtype="datetime64[D]")
SOME, ABSENT = np.array([3, 1]), np.array([False, True])


@pytest.mark.parametrize(
    "value",
    [
        date(2023, 6, 1),
        "2023-06-01",
        None,
        np.zeros((2, 2), "datetime64[D]"),
        np.array(0, "datetime64[D]"),
        pl.LazyFrame({"start": [1]}),
        pl.col("start"),
        pd.DataFrame({"start": [1]}),
        iter([date(2023, 6, 1)]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_column_has_no_kind(value: Any) -> None:
    assert kind_of(value) is None


@pytest.mark.parametrize(
    "column",
    [
        pa.array([date(2023, 6, 1)] * 2, pa.date32()),
        pa.array([date(2023, 6, 1)] * 2, pa.date64()),
        pa.array([0, 1], pa.timestamp("ns")),
        pa.chunked_array([[0], [None]], pa.timestamp("s")),
    ],
    ids=lambda column: f"{type(column).__name__} {column.type}",
)
def test_an_arrow_column_gives_its_own_type(column: Any) -> None:
    """Days of the type of the question, numbers as int64, flags as bool, words as string."""
    kind = kind_of(column)
    assert kind is not None
    days = kind.give_days(DAYS)
    assert (days.type, days.null_count) == (column.type, 1)
    assert isinstance(days, pa.ChunkedArray) is isinstance(column, pa.ChunkedArray)
    assert kind.give_numbers(SOME, ABSENT).to_pylist() == [3, None]
    assert kind.give_flags(SOME > 2, ABSENT).to_pylist() == [True, None]
    assert kind.give_words(("final", None), np.array([1, 0])).to_pylist() == [None, "final"]


def test_an_arrow_column_without_a_type_gives_days() -> None:
    kind = kind_of(pa.nulls(2))
    assert kind is not None
    assert kind.give_days(DAYS).type == pa.date32()


@pytest.mark.parametrize("dtype", [pa.date32(), pa.timestamp("ns")], ids=str)
def test_pandas_in_arrow_stays_in_arrow(dtype: Any) -> None:
    series = pd.Series([None, None], [4, 5], pd.ArrowDtype(dtype), "start")
    kind = kind_of(series)
    assert kind is not None
    days, numbers = kind.give_days(DAYS), kind.give_numbers(SOME, ABSENT)
    assert days.dtype == series.dtype
    assert (days.name, days.index.tolist()) == ("start", [4, 5])
    assert numbers.dtype == pd.ArrowDtype(pa.int64())
    assert kind.give_flags(SOME > 2, ABSENT).dtype == pd.ArrowDtype(pa.bool_())
    assert [days[4], numbers[4]] == [days[4], 3]
    assert pd.isna(days[5])
    assert pd.isna(numbers[5])


def test_a_zone_is_seen_in_every_frame_library() -> None:
    moment = pd.Series([pd.Timestamp("2023-06-01", tz="Asia/Shanghai")])
    columns = [
        moment,
        moment.astype("timestamp[us, tz=Asia/Shanghai][pyarrow]"),
        pl.Series([date(2023, 6, 1)]).cast(pl.Datetime("us", "Asia/Shanghai")),
        pa.array([0], pa.timestamp("s", "Asia/Shanghai")),
    ]
    kinds = [kind_of(column) for column in columns]
    assert [kind is not None and kind.zoned for kind in kinds] == [True] * 4


@pytest.mark.parametrize(
    "column",
    [
        np.array(["2023-06-01"] * 3, dtype="datetime64[ns]"),
        pd.Series(["2023-06-01"] * 3, dtype="datetime64[ns]"),
        pl.Series(["2023-06-01"] * 3).str.to_datetime(time_unit="ns"),
        pa.array([0] * 3, pa.timestamp("ns")),
    ],
    ids=["numpy", "pandas", "polars", "arrow"],
)
def test_an_answer_beyond_the_reach_of_nanoseconds_is_refused(column: Any) -> None:
    """64 bits of nanoseconds end in 2262; a day beyond would come out as another one."""
    kind = kind_of(column)
    assert kind is not None
    within = kind.give_days(np.array(["2262-04-11", "1677-09-22", "NaT"], "datetime64[D]"))
    assert len(within) == 3
    with pytest.raises(UsageError) as caught:
        kind.give_days(np.array(["2262-04-11", "NaT", "2262-04-12"], "datetime64[D]"))
    assert str(caught.value) == (
        "the answer 2262-04-12 lies beyond what datetime64[ns] can hold: convert the column to "
        "microseconds first"
    )


def test_lists_of_days_far_apart_are_given_back_too() -> None:
    """Days over more years than are made in advance."""
    kind = kind_of([None])
    assert kind is not None
    days = np.array(["0001-01-01", "NaT", "9999-12-31"], "datetime64[D]")
    assert kind.give_days(days) == [date(1, 1, 1), None, date(9999, 12, 31)]
    assert kind.give_days(days[1:2]) == [None]
    assert kind.give_days(days[2:]) == [date(9999, 12, 31)]
