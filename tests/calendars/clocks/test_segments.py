"""The line of open hours: changes of the clocks, sums, and their inverse."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.clocks.hourwords import Spans
from bizenv.calendars.clocks.segments import (
    EPOCH,
    NEVER,
    SECOND,
    BeyondError,
    Break,
    Continuous,
    Segments,
)

HOUR = 3600 * SECOND


def table(zone: str, first: date, last: date, *spans: tuple[float, float]) -> Segments:
    """The same hours on every day."""
    hours: Spans = tuple((int(a * 3600), int(b * 3600)) for a, b in spans)
    return Segments(first, last, ZoneInfo(zone), lambda _: hours)


def utc(text: str) -> int:
    """A moment of UTC as the table counts it."""
    gap: timedelta = datetime.fromisoformat(text).replace(tzinfo=UTC) - EPOCH
    return gap // timedelta(microseconds=1)


def pieces(line: Continuous) -> list[tuple[str, str]]:
    """The whole line as times of UTC."""
    return [
        (
            f"{EPOCH + timedelta(microseconds=a):%dT%H:%M}",
            f"{EPOCH + timedelta(microseconds=b):%dT%H:%M}",
        )
        for a, b in line.spans(line.base, line.edge)
    ]


@pytest.mark.parametrize(
    ("zone", "day", "hours", "expected"),
    [
        # New York, 8 March 2026: 02:00 becomes 03:00, at 07:00 UTC
        ("America/New_York", "2026-03-08", (1, 4), [("08T06:00", "08T08:00")]),
        ("America/New_York", "2026-03-08", (2, 3), []),  # the gap empties it
        ("America/New_York", "2026-03-08", (2.25, 2.75), [("08T07:15", "08T07:45")]),
        ("America/New_York", "2026-03-08", (1.5, 2.5), [("08T06:30", "08T07:30")]),
        ("America/New_York", "2026-03-08", (2.5, 3.5), []),  # both edges are 07:30 UTC
        # New York, 1 November 2026: 02:00 becomes 01:00, at 06:00 UTC
        ("America/New_York", "2026-11-01", (1, 2), [("01T05:00", "01T07:00")]),
        ("America/New_York", "2026-11-01", (0, 3), [("01T04:00", "01T08:00")]),
        (
            "America/New_York",
            "2026-11-01",
            (0.5, 1.5),  # 01:30 comes twice: the first
            [("01T04:30", "01T05:30")],
        ),
        ("America/New_York", "2024-11-03", (0.5, 1.5), [("03T04:30", "03T05:30")]),
        ("America/New_York", "2024-03-10", (2.25, 2.75), [("10T07:15", "10T07:45")]),
        # Berlin, 27 October and 31 March 2024: at 01:00 UTC
        ("Europe/Berlin", "2024-10-27", (1, 2.5), [("26T23:00", "27T00:30")]),
        ("Europe/Berlin", "2024-03-31", (2.5, 4), [("31T01:30", "31T02:00")]),
        # Lord Howe, 5 April and 4 October 2026: by half an hour
        ("Australia/Lord_Howe", "2026-04-05", (1, 2), [("04T14:00", "04T15:30")]),
        ("Australia/Lord_Howe", "2026-10-04", (2, 3), [("03T15:30", "03T16:00")]),
        # Beirut, 29 March 2026: midnight itself becomes 01:00
        ("Asia/Beirut", "2026-03-29", (0, 2), [("28T22:00", "28T23:00")]),
        # Samoa left out Friday, 30 December 2011
        ("Pacific/Apia", "2011-12-30", (9, 17), []),
        ("Pacific/Apia", "2011-12-31", (9, 17), [("30T19:00", "31T03:00")]),
        # Shanghai, 15 September 1991: 02:00 became 01:00
        ("Asia/Shanghai", "1991-09-15", (0, 4), [("14T15:00", "14T20:00")]),
    ],
)
def test_where_the_clocks_change_an_edge_is_the_first_of_two_or_told_as_before(
    zone: str, day: str, hours: tuple[float, float], expected: list[tuple[str, str]]
) -> None:
    at = date.fromisoformat(day)
    one_day = timedelta(days=1)
    line = Segments(
        at - one_day,
        at + one_day,
        ZoneInfo(zone),
        lambda d: ((int(hours[0] * 3600), int(hours[1] * 3600)),) if d == at else (),
    )
    assert pieces(line) == expected


def test_a_day_in_which_midnight_comes_twice_is_worked_as_long_as_it_lasts() -> None:
    """Beirut, 25 October 2025: midnight becomes 23:00, so the day has 25 hours."""
    line = table("Asia/Beirut", date(2025, 10, 25), date(2025, 10, 25), (0, 24))
    assert pieces(line) == [("24T21:00", "25T22:00")]
    evening = table("Asia/Beirut", date(2025, 10, 25), date(2025, 10, 25), (23, 24))
    assert pieces(evening) == [("25T20:00", "25T22:00")]


def test_the_line_reaches_from_the_first_midnight_to_the_last() -> None:
    line = table("Asia/Shanghai", date(2026, 3, 2), date(2026, 3, 3), (9, 17))
    assert (line.base, line.edge) == (utc("2026-03-01T16:00"), utc("2026-03-03T16:00"))


@given(
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut"]),
    st.dates(date(2023, 1, 1), date(2026, 12, 30)),
    st.integers(0, 95),
    st.integers(1, 96),
)
def test_edges_are_those_of_python_s_own_zones(zone: str, day: date, first: int, n: int) -> None:
    """By quarters of an hour, with fold = 0: another way to the same moments."""
    last = min(first + n, 96)
    line = table(zone, day, day, (first / 4, last / 4))
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    opening, closing = (
        (midnight + timedelta(minutes=15 * quarter)).astimezone(UTC) for quarter in (first, last)
    )
    worked = max(closing - opening, timedelta(0))
    assert line.worked(line.edge) == worked // timedelta(microseconds=1)


@pytest.mark.parametrize("day", [date(2024, 3, 31), date(2024, 10, 27)])
def test_segments_that_touch_or_meet_in_a_change_are_counted_once(day: date) -> None:
    whole = table("Europe/Berlin", day, day, (1, 4))
    for spans in (((1, 2.5), (2.5, 4)), ((1, 2.75), (2.75, 3), (3, 4))):
        assert pieces(table("Europe/Berlin", day, day, *spans)) == pieces(whole)
    apart = table("Europe/Berlin", date(2024, 3, 31), date(2024, 3, 31), (1, 2.75), (3, 4))
    assert pieces(apart) == [("31T00:00", "31T02:00")]


def test_days_and_segments_that_touch_are_one_stretch() -> None:
    line = table("Asia/Shanghai", date(2026, 3, 2), date(2026, 3, 4), (0, 12), (12, 24))
    assert pieces(line) == [("01T16:00", "04T16:00")]


TWO_DAYS = table("UTC", date(2026, 3, 2), date(2026, 3, 3), (9, 12), (14, 17))


@pytest.mark.parametrize(
    ("at", "hours"),
    [
        ("2026-03-02T00:00", 0),
        ("2026-03-02T09:00", 0),
        ("2026-03-02T10:30", 1.5),
        ("2026-03-02T12:00", 3),
        ("2026-03-02T13:00", 3),
        ("2026-03-02T14:00", 3),
        ("2026-03-03T00:00", 6),
        ("2026-03-03T16:00", 11),
        ("2026-03-04T00:00", 12),
    ],
)
def test_the_time_worked_up_to_a_moment(at: str, hours: float) -> None:
    assert TWO_DAYS.worked(utc(at)) == hours * HOUR


@pytest.mark.parametrize(
    ("hours", "at"),
    [
        (1.5, "2026-03-02T10:30"),
        (3, "2026-03-02T12:00"),  # at the closing, not at the next opening
        (6, "2026-03-02T17:00"),
        (6.5, "2026-03-03T09:30"),
        (12, "2026-03-03T17:00"),
    ],
)
def test_the_first_moment_by_which_so_much_is_worked(hours: float, at: str) -> None:
    assert TWO_DAYS.when(int(hours * HOUR)) == utc(at)


def test_a_line_that_is_too_short_never_gets_there() -> None:
    assert TWO_DAYS.when(12 * HOUR + 1) == NEVER
    assert Continuous(0, 10).when(11) == NEVER
    assert Continuous(5, 10).when(5) == 10


@given(st.integers(1, 12 * HOUR))
def test_the_inverse_undoes_the_sum(total: int) -> None:
    at = TWO_DAYS.when(total)
    assert TWO_DAYS.worked(at) == total
    assert TWO_DAYS.worked(at - 1) == total - 1


@given(st.integers(TWO_DAYS.base, TWO_DAYS.edge), st.integers(TWO_DAYS.base, TWO_DAYS.edge))
def test_what_is_worked_never_shrinks_and_never_outruns_the_clock(a: int, b: int) -> None:
    a, b = min(a, b), max(a, b)
    assert 0 <= TWO_DAYS.worked(b) - TWO_DAYS.worked(a) <= b - a
    assert sum(y - x for x, y in TWO_DAYS.spans(a, b)) == TWO_DAYS.worked(b) - TWO_DAYS.worked(a)


@pytest.mark.parametrize(
    ("breaks", "found"),
    [
        ([], 50),
        ([(0, 5)], 50),  # before the start
        ([(0, 15)], 55),  # half of it before the start
        ([(20, 30)], 60),
        ([(20, 30), (40, 45)], 65),
        ([(49, 52)], 53),
        ([(50, 60)], 50),  # begins when the target is met
        ([(70, 80)], 50),
        ([(20, 30), (60, 70)], 60),  # the second begins when the target is met
        ([(20, 30), (59, 61)], 62),
        ([(20, NEVER)], None),
        ([(50, NEVER)], 50),
        ([(20, 20)], 50),
    ],
)
def test_a_pause_puts_off_what_is_due(breaks: list[Break], found: int | None) -> None:
    """From 10, a target of 40, on a clock that never stops."""
    assert Continuous(0, 100).due(10, 40, breaks) == found


@pytest.mark.parametrize("start", [-1, 101])
def test_a_start_outside_the_table_is_beyond_it(start: int) -> None:
    with pytest.raises(BeyondError):
        Continuous(0, 100).due(start, 1, [])


@pytest.mark.parametrize(
    "breaks",
    [
        [],
        [(150, 160)],  # the pause lies beyond the table too
        [(50, 101)],  # it ends beyond the table
    ],
)
def test_a_target_that_the_table_does_not_meet_is_beyond_it(breaks: list[Break]) -> None:
    with pytest.raises(BeyondError):
        Continuous(0, 100).due(10, 91, breaks)


def test_an_open_pause_inside_the_table_is_told_even_where_the_target_lies_beyond() -> None:
    assert Continuous(0, 100).due(10, 91, [(50, NEVER)]) is None
    assert Continuous(0, 100).due(10, 91, [(100, NEVER)]) is None
    assert Continuous(0, 100).due(10, 90, [(150, NEVER)]) == 100


@pytest.mark.parametrize(
    ("breaks", "worked"),
    [
        ([], 40),
        ([(0, 5), (60, 70)], 40),  # before and after
        ([(0, 10), (50, 60)], 40),
        ([(0, 20)], 30),
        ([(20, 30), (45, 99)], 25),
        ([(0, NEVER)], 0),
    ],
)
def test_pauses_are_left_out_of_what_has_elapsed(breaks: list[Break], worked: int) -> None:
    """From 10 to 50."""
    assert Continuous(0, 100).elapsed(10, 50, breaks) == worked


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 101)])
def test_a_span_that_leaves_the_table_is_beyond_it(start: int, end: int) -> None:
    with pytest.raises(BeyondError):
        Continuous(0, 100).elapsed(start, end, [])


def test_stretches_of_no_length_are_not_told() -> None:
    for start, end in (("12:00", "14:00"), ("12:30", "13:30"), ("10:00", "10:00")):
        assert list(TWO_DAYS.spans(utc(f"2026-03-02T{start}"), utc(f"2026-03-02T{end}"))) == []


def test_nothing_is_worked_between_a_moment_and_itself() -> None:
    assert list(Continuous(0, 100).spans(5, 5)) == []
    assert list(Continuous(0, 100).spans(5, 6)) == [(5, 6)]
