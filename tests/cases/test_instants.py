"""Columns of times: read as one cell is, moment by moment and day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases.instants import (
    Instants,
    Sort,
    day_number,
    day_of,
    from_moments,
    from_times,
    from_utc,
    micros_of,
)
from bizenv.cases.times import read_time

CHINA, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
EPOCH = datetime(1970, 1, 1)
LOCAL = st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(
    lambda time: time.replace(microsecond=0)
)


def micros(times: list[datetime]) -> np.ndarray:
    return np.array([(time - EPOCH) // timedelta(microseconds=1) for time in times])


def column(times: list[datetime], zone: ZoneInfo | None, local: ZoneInfo = CHINA) -> Instants:
    return from_moments(micros(times), np.zeros(len(times), dtype=bool), zone, local)


@given(st.lists(LOCAL, min_size=1, max_size=20), st.sampled_from([CHINA, BERLIN]))
def test_timestamps_are_read_as_cells_are(times: list[datetime], zone: ZoneInfo) -> None:
    """Hours that a zone leaves out or repeats among them."""
    read = from_times([read_time(time, zone) for time in times], CHINA)
    by_arithmetic = column(times, zone)
    for name in ("sorts", "micros", "days"):
        assert getattr(by_arithmetic, name).tolist() == getattr(read, name).tolist()


@pytest.mark.parametrize(
    "time",
    [
        datetime(2024, 3, 31, 2, 30),
        datetime(2024, 10, 27, 2, 30),
        datetime(2024, 10, 27, 3, 0),
        datetime(1986, 5, 4, 1, 59),
        datetime(1986, 5, 4, 3, 1),
    ],
)
def test_hours_around_a_change_of_the_clocks(time: datetime) -> None:
    for zone in (CHINA, BERLIN):
        (found,) = column([time], zone).micros.tolist()
        assert found == micros_of(time.replace(tzinfo=zone))


def test_midnight_is_the_day_and_a_local_time_needs_a_zone() -> None:
    times = [datetime(2023, 6, 20), datetime(2023, 6, 20, 9)]
    assert column(times, CHINA).sorts.tolist() == [Sort.DAY, Sort.MOMENT]
    assert column(times, None).sorts.tolist() == [Sort.DAY, Sort.ODD]
    assert column(times, CHINA).time(0, CHINA) == date(2023, 6, 20)
    assert column(times, CHINA).time(1, CHINA) == datetime(2023, 6, 20, 9, tzinfo=CHINA)


def test_moments_in_utc_lie_on_local_days() -> None:
    late = datetime(2023, 6, 19, 17, tzinfo=UTC)
    absent = np.array([False, True])
    times = from_utc(np.array([micros_of(late), 0]), absent, CHINA)
    assert times.sorts.tolist() == [Sort.MOMENT, Sort.ABSENT]
    assert day_of(int(times.days[0])) == date(2023, 6, 20)
    assert times.time(1, CHINA) is None


def test_what_is_no_time_is_odd_or_absent() -> None:
    cells = [None, "soon", datetime(2023, 6, 20, 9), date(2023, 6, 20)]
    assert from_times(cells, CHINA).sorts.tolist() == [Sort.ABSENT, Sort.ODD, Sort.ODD, Sort.DAY]
    assert len(from_times([], CHINA)) == 0


def test_years_that_dates_do_not_have_move_nothing_else() -> None:
    far = np.array([10**18, micros_of(datetime(2023, 6, 20, 9, tzinfo=UTC))])
    assert from_utc(far, np.zeros(2, dtype=bool), CHINA).days[1] == day_number(date(2023, 6, 20))
    assert from_moments(far, np.zeros(2, dtype=bool), CHINA, CHINA).sorts.tolist()[1] == Sort.MOMENT
