"""Moments with their zone, spans of time, and pauses joined."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.clocks.moments import Pause, as_moment, as_span, merged, micros, without
from bizenv.calendars.clocks.segments import NEVER
from bizenv.kernel.errors import UsageError

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
HOUR = 3_600_000_000


def at(hour: float) -> datetime:
    """So many hours after 1970 began."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=hour)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1970, 1, 1, 8, 0, 0, 1, tzinfo=SHANGHAI), 1),
        (datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), -1),
        (datetime(1970, 1, 1, 5, 45, tzinfo=timezone(timedelta(hours=5, minutes=45))), 0),
        (pd.Timestamp("1970-01-01 09:00", tz="Asia/Shanghai"), HOUR),
    ],
)
def test_a_moment_is_the_same_in_every_zone(moment: datetime, expected: int) -> None:
    assert micros(moment, "at", "UTC") == expected


def test_an_hour_that_comes_twice_is_two_moments() -> None:
    """01:30 on 1 November 2026 in New York, before and after the clocks went back."""
    first, second = (datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=f) for f in (0, 1))
    assert micros(second, "at", "UTC") - micros(first, "at", "UTC") == HOUR


def test_an_hour_that_never_comes_is_read_with_the_offset_before() -> None:
    """02:30 on 8 March 2026 in New York is 03:30, as the language defines it."""
    never, there = (datetime(2026, 3, 8, hour, 30, tzinfo=NEW_YORK) for hour in (2, 3))
    assert micros(never, "at", "UTC") == micros(there, "at", "UTC")


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (
            datetime(2026, 3, 2, 9, 0),
            "没有时区；如果是当地时间，请写 start.replace(tzinfo=ZoneInfo('Asia/Shanghai'))",
            "expected a time zone; if this is local time, "
            "write start.replace(tzinfo=ZoneInfo('Asia/Shanghai'))",
        ),
        *(
            (
                value,
                "要写带时区的时刻（datetime）",
                "expected a moment (datetime) with its time zone",
            )
            for value in (date(2026, 3, 2), "2026-03-02T09:00+08:00", None, 0, pd.NaT)
        ),
        *(
            (
                value,
                "要在 0002-01-01 至 9998-12-31 之间",
                "expected a moment between 0002-01-01 and 9998-12-31",
            )
            for value in (
                datetime(1, 12, 31, 23, 59, tzinfo=UTC),
                datetime(9999, 1, 1, tzinfo=UTC),
                datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
                datetime.min.replace(tzinfo=timezone(timedelta(hours=12))),
            )
        ),
    ],
)
def test_what_is_no_moment_is_refused_in_both_languages(value: Any, zh: str, en: str) -> None:
    with pytest.raises(UsageError) as caught:
        micros(value, "start", "Asia/Shanghai")
    assert caught.value.say("zh") == f"start={value!r}：{zh}"
    assert str(caught.value) == f"start={value!r}: {en}"


def test_the_first_and_the_last_moments_can_be_read_and_written() -> None:
    for moment in (
        datetime(2, 1, 1, tzinfo=UTC),
        datetime(9998, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ):
        assert as_moment(micros(moment, "at", "UTC"), SHANGHAI) == moment


@given(st.datetimes(datetime(2, 1, 2), datetime(9998, 12, 30), timezones=st.timezones()))
def test_writing_a_moment_undoes_reading_it(moment: datetime) -> None:
    number = micros(moment, "at", "UTC")
    assert micros(as_moment(number, NEW_YORK), "at", "UTC") == number


def test_a_span_of_time_is_more_than_nothing() -> None:
    assert as_span(timedelta(microseconds=1), "target") == 1
    assert as_span(timedelta(days=1, hours=1), "target") == 25 * HOUR


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (
            timedelta(0),
            "target=datetime.timedelta(0) 有两种含义：起点本身，或者下一次开始办公；"
            "请写大于零的时长",
            "target=datetime.timedelta(0) has two meanings: the start itself, "
            "or the next opening; expected more than zero",
        ),
        (
            timedelta(hours=-1),
            f"target={timedelta(hours=-1)!r}：要写大于零的时长",
            f"target={timedelta(hours=-1)!r}: expected more than zero",
        ),
        (
            2,
            "target=2：要写时长，例如 timedelta(hours=2)",
            "target=2: expected a span of time such as timedelta(hours=2)",
        ),
    ],
)
def test_a_span_that_is_none_is_refused_in_both_languages(value: Any, zh: str, en: str) -> None:
    with pytest.raises(UsageError) as caught:
        as_span(value, "target")
    assert (caught.value.say("zh"), str(caught.value)) == (zh, en)


@pytest.mark.parametrize(
    ("pauses", "joined"),
    [
        ([], []),
        ([(1, 2), (3, 4)], [(1, 2), (3, 4)]),
        ([(3, 4), (1, 2)], [(1, 2), (3, 4)]),  # any order
        ([(1, 3), (2, 4)], [(1, 4)]),  # overlapping
        ([(1, 2), (2, 3)], [(1, 3)]),  # touching
        ([(1, 9), (2, 3), (4, 5)], [(1, 9)]),  # one within another
        ([(1, 1)], [(1, 1)]),
        ([(1, None), (5, 6)], [(1, None)]),  # what comes after an open pause is part of it
        ([(0, 2), (1, None)], [(0, None)]),
    ],
)
def test_pauses_that_overlap_or_touch_are_one(pauses: Any, joined: Any) -> None:
    given_pauses: list[Pause] = [(at(a), b if b is None else at(b)) for a, b in pauses]
    expected = [(a * HOUR, NEVER if b is None else b * HOUR) for a, b in joined]
    assert merged(given_pauses, "UTC") == expected
    assert merged(iter(given_pauses), "UTC") == expected  # one that can be read once only


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)).map(lambda p: (p[0], p[0] + p[1])))
)
def test_joined_pauses_are_apart_and_hold_the_same_hours(pauses: list[tuple[int, int]]) -> None:
    joined = merged([(at(a), at(b)) for a, b in pauses], "UTC")
    assert all(a[1] < b[0] for a, b in pairwise(joined))
    held = {hour for a, b in joined for hour in range(a // HOUR, b // HOUR)}
    assert held == {hour for a, b in pauses for hour in range(a, b)}


def test_a_pause_may_end_in_the_repeated_hour_before_it_seems_to_begin() -> None:
    """From 01:50 to 01:10, twenty minutes later, while the clocks go back in New York."""
    since = datetime(2026, 11, 1, 1, 50, tzinfo=NEW_YORK)
    until = datetime(2026, 11, 1, 1, 10, tzinfo=NEW_YORK, fold=1)
    ((a, b),) = merged([(since, until)], "UTC")
    assert b - a == HOUR // 3


@pytest.mark.parametrize(
    ("pauses", "zh", "en"),
    [
        (
            [(at(0), at(1)), (at(3), at(2))],
            "pauses[1]：结束 1970-01-01 02:00:00+00:00 早于开始 1970-01-01 03:00:00+00:00",
            "pauses[1]: ends at 1970-01-01 02:00:00+00:00, "
            "before it begins at 1970-01-01 03:00:00+00:00",
        ),
        (
            [(at(0),)],
            f"pauses[0]={(at(0),)!r}：要写（开始, 结束），尚未结束的写 None",
            f"pauses[0]={(at(0),)!r}: expected (start, end), with None for an end that is open",
        ),
        (
            (at(0), at(1)),  # one pause where pauses belong
            f"pauses[0]={at(0)!r}：要写（开始, 结束），尚未结束的写 None",
            f"pauses[0]={at(0)!r}: expected (start, end), with None for an end that is open",
        ),
        (
            [(at(0), at(1)), (at(0), datetime(1970, 1, 1, 9))],
            "pauses[1][1]=datetime.datetime(1970, 1, 1, 9, 0)：没有时区；如果是当地时间，"
            "请写 pauses[1][1].replace(tzinfo=ZoneInfo('UTC'))",
            "pauses[1][1]=datetime.datetime(1970, 1, 1, 9, 0): expected a time zone; "
            "if this is local time, write pauses[1][1].replace(tzinfo=ZoneInfo('UTC'))",
        ),
        (
            [(None, at(1))],
            "pauses[0][0]=None：要写带时区的时刻（datetime）",
            "pauses[0][0]=None: expected a moment (datetime) with its time zone",
        ),
    ],
)
def test_a_pause_that_cannot_be_used_is_named_in_both_languages(
    pauses: Any, zh: str, en: str
) -> None:
    with pytest.raises(UsageError) as caught:
        merged(pauses, "UTC")
    assert (caught.value.say("zh"), str(caught.value)) == (zh, en)


@pytest.mark.parametrize(
    ("breaks", "left"),
    [
        ([], [(10, 20)]),
        ([(12, 14)], [(10, 12), (14, 20)]),
        ([(5, 12), (18, 25)], [(12, 18)]),
        ([(10, 20)], []),
        ([(0, 30)], []),
        ([(0, 5), (25, 30)], [(10, 20)]),
        ([(12, NEVER)], [(10, 12)]),
    ],
)
def test_pauses_are_cut_out_of_a_stretch(breaks: Any, left: Any) -> None:
    assert without(breaks, 10, 20) == left
