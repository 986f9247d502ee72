"""Times as people and spreadsheets write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bizenv.cases.times import read_time, read_time_as, read_times
from bizenv.kernel.errors import RecordError
from bizenv.kernel.text import Text
from bizenv.tables.cells import BadCell

CHINA = ZoneInfo("Asia/Shanghai")
HALF_PAST = datetime(2023, 6, 20, 14, 30, tzinfo=CHINA)
DAY = date(2023, 6, 20)


@pytest.mark.parametrize(
    "cell",
    [
        "2023-06-20 14:30",
        "2023-06-20 14:30:00",
        "2023-06-20T14:30",
        "2023-06-20T14:30:00.000",
        "2023/6/20 14:30",
        "2023.6.20 14:30",
        "2023年6月20日14时30分",
        "2023年6月20日 14:30",
        "2023年6月20日14点30分0秒",
        "２０２３－０６－２０　１４：３０",
        "2023-06-20 下午2:30",
        "2023-06-20 2:30 PM",
        "20230620 14:30",
        "20230620143000",
        "2023-06-20 星期二 14:30",
        "2023-06-20 14:30+08:00",
        "2023/6/20 06:30Z",
        "2023-06-20T06:30:00+00:00",
        "2023/6/20 07:30 +01",
        "2023/6/20 01:00-0530",
        45097.604166666664,
        "45097.604166666664",
        datetime(2023, 6, 20, 14, 30),
        datetime(2023, 6, 20, 6, 30, tzinfo=UTC),
    ],
)
def test_one_moment_is_read_however_it_is_written(cell: object) -> None:
    read = read_time(cell, CHINA)
    assert isinstance(read, datetime)
    assert read - HALF_PAST == timedelta(0)


@pytest.mark.parametrize(
    "cell",
    [
        "2023-06-20",
        "2023/6/20",
        "2023年6月20日",
        "20230620",
        20230620,
        45097,
        45097.0,
        "2023-06-20 00:00:00",
        "2023/6/20 0:00",
        DAY,
        datetime(2023, 6, 20),
    ],
)
def test_a_bare_day_stays_a_day_and_local_midnight_is_one(cell: object) -> None:
    read = read_time(cell, CHINA)
    assert read == DAY
    assert type(read) is date


def test_midnight_with_its_offset_is_a_moment() -> None:
    assert read_time("2023-06-20T00:00:00+08:00") == datetime(2023, 6, 20, tzinfo=CHINA)


def test_a_local_time_stays_local_where_no_zone_is_named() -> None:
    assert read_time("2023-06-20 14:30") == datetime(2023, 6, 20, 14, 30)
    assert read_time("2023/6/20 14:30:05.5") == datetime(2023, 6, 20, 14, 30, 5, 500_000)


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("2023-06-20 上午9:00", 9),
        ("2023-06-20 凌晨12:15", 0),
        ("2023-06-20 中午12:00", 12),
        ("2023-06-20 中午1:00", 13),
        ("2023-06-20 晚上8点", 20),
        ("2023-06-20 下午14:00", 14),
        ("2023-06-20 12:30 am", 0),
    ],
)
def test_halves_of_the_day_are_understood(cell: str, hour: int) -> None:
    read = read_time(cell)
    assert isinstance(read, datetime)
    assert read.hour == hour


def problem(cell: object, **options: Any) -> str:
    with pytest.raises(RecordError) as error:
        read_time(cell, **options)
    return error.value.say("en")


@pytest.mark.parametrize(
    "cell", ["soon", "2023-02-30", "20:30", "2023-06-20 and later", "", True, 1e300, 12.5, "12.5"]
)
def test_what_is_no_time_is_refused_and_shown(cell: object) -> None:
    said = problem(cell)
    assert "expected a time such as 2023-06-20 14:30 or 2023年6月20日14时30分, or a day" in said
    assert said.startswith("time: got ")
    assert "[bad-time]" in said


def test_an_hour_that_there_is_not_is_refused() -> None:
    assert problem("2023-06-20 25:00") == (
        "time: got '2023-06-20 25:00', expected a time that there is [bad-time]"
    )
    assert problem("2023/6/20 10:00+99:00").endswith("expected a time that there is [bad-time]")


def test_day_and_month_in_open_order_are_refused_with_a_hint() -> None:
    assert problem("20/06/2023", field="until") == (
        "until: got '20/06/2023', expected a time such as 2023-06-20 14:30 or "
        "2023年6月20日14时30分, or a day [bad-time] "
        "Hint: name the format in a --map file, for example '%m/%d/%Y'"
    )


def test_a_broken_cell_says_what_it_is() -> None:
    cell = BadCell("bad-cell", "#REF!", Text("数值", "a value"))
    assert problem(cell) == "time: got #REF!, expected a value [bad-cell]"


def test_no_time_of_pandas_is_refused() -> None:
    pandas = pytest.importorskip("pandas")
    assert problem(pandas.NaT).startswith("time: got NaT, expected a time such as")


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.datetimes() | st.dates())
@example(float("inf"))
@example(float("nan"))
def test_any_cell_is_read_or_refused(cell: object) -> None:
    try:
        codes = [] if isinstance(read_time(cell, CHINA), date) else ["no time"]
    except RecordError as error:
        codes = [problem.code for problem in error.problems]
    assert codes in ([], ["bad-time"])


SECONDS = st.integers(0, 4_000_000_000)
ZONES = [None, UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=3.5))]


@given(SECONDS, st.sampled_from(ZONES))
def test_what_is_written_as_iso_is_read_again(seconds: int, zone: timezone | None) -> None:
    written = datetime(1970, 1, 1, tzinfo=zone) + timedelta(seconds=seconds)
    read = read_time(written.isoformat())
    midnight = zone is None and seconds % 86_400 == 0
    assert read == (written.date() if midnight else written)


@given(st.lists(st.sampled_from(["2023-06-20 14:30:00", "2023-06-20 00:00:00", "2023/6/20"])))
def test_a_column_is_read_as_its_cells_are(cells: list[str]) -> None:
    said = read_times(cells, lambda cell: read_time(cell, CHINA), CHINA)
    assert said == [read_time(cell, CHINA) for cell in cells]


def test_a_column_leaves_strange_cells_to_the_reader_of_one() -> None:
    cells = ["2023-06-20X14:30:00", "2023-13-20 14:30:00", "2023/06/20 14:30:00", 5]
    assert read_times(cells, lambda _: "left", None) == ["left"] * 4


# --- formats ------------------------------------------------------------------------


def test_a_format_is_read_and_another_time_stays_so() -> None:
    formats = ["%m/%d/%Y %H:%M", "%m/%d/%Y"]
    assert read_time_as("06/20/2023 14:30", formats, CHINA) == HALF_PAST
    assert read_time_as("06/20/2023", formats, CHINA) == DAY
    assert read_time_as(45097.0, formats) == DAY


@pytest.mark.parametrize("cell", ["2023-06-20", "06/07/2023"])
def test_what_no_format_fits_or_two_read_differently_is_refused(cell: str) -> None:
    with pytest.raises(RecordError) as error:
        read_time_as(cell, ["%m/%d/%Y", "%d/%m/%Y"])
    assert error.value.say("en") == (
        f"time: got '{cell}', expected a time written as %m/%d/%Y or %d/%m/%Y, "
        "read in one way [bad-time]"
    )
