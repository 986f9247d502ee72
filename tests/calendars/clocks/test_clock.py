"""Working time: how long something took, when it is due, and what pauses change."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.clocks.hourwords import Spans
from bizenv.calendars.clocks.moments import Pause
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.certainty import Certainty, DayKind
from bizenv.calendars.workdays.notices import LocalDays, Notice
from bizenv.kernel.errors import UnknownDayError, UsageError
from bizenv.kernel.text import Text

CN = work_calendar("CN")
SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """A local time: ``2026-03-02 09:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def hours(number: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=number)


def clock(
    week: dict[str, Any], calendar: WorkCalendar | None = None, zone: str = "Asia/Shanghai"
) -> Clock:
    """A clock by weekly hours."""
    return Clock(Hours(week, zone), calendar)


NINE_TO_FIVE = clock({"mon-fri": "09:00-17:00"})
EIGHT_TO_FIVE = clock({"mon-fri": "08:00-17:00"})
LUNCH = clock({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, CN)
WORKDAYS = clock({"mon-fri": "00:00-24:00"}, CN)
ALWAYS = Clock.round_the_clock("Asia/Shanghai")

# --- golden cases -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "start", "target", "due"),
    [
        # 2 March 2026 is a Monday
        (NINE_TO_FIVE, "2026-03-02 09:00", 8, "2026-03-02 17:00"),  # due at the closing
        (NINE_TO_FIVE, "2026-03-02 17:00", 8, "2026-03-03 17:00"),
        (NINE_TO_FIVE, "2026-03-02 09:00", 24, "2026-03-04 17:00"),  # three days of eight hours
        (NINE_TO_FIVE, "2026-03-06 17:00", 8, "2026-03-09 17:00"),  # from Friday's closing
        (EIGHT_TO_FIVE, "2026-03-06 16:00", 4, "2026-03-09 11:00"),  # over a weekend
        (NINE_TO_FIVE, "2026-03-07 10:00", 2, "2026-03-09 11:00"),  # a start on Saturday
        (NINE_TO_FIVE, "2026-03-02 03:00", 1, "2026-03-02 10:00"),  # before the opening
        (LUNCH, "2026-03-02 11:30", 1, "2026-03-02 14:30"),  # over lunch
        (LUNCH, "2026-03-02 11:30", 0.5, "2026-03-02 12:00"),  # due when lunch begins
        (LUNCH, "2026-03-02 12:30", 0.5, "2026-03-02 14:30"),  # received during lunch
        (LUNCH, "2026-09-30 17:00", 1, "2026-10-08 09:30"),  # over National Day
        (LUNCH, "2026-02-27 17:00", 1, "2026-02-28 09:30"),  # into a make-up Saturday
        (LUNCH, "2026-02-13 17:30", 6.5, "2026-02-14 17:30"),  # the Saturday before the festival
        (LUNCH, "2026-02-14 17:30", 1, "2026-02-24 10:00"),  # and over the festival
        (WORKDAYS, "2026-03-06 18:00", 24, "2026-03-09 18:00"),
        (WORKDAYS, "2026-03-06 18:00", 6, "2026-03-07 00:00"),  # Friday, 24:00
        (ALWAYS, "2026-10-01 22:30", 2, "2026-10-02 00:30"),  # a hotline, two hours
    ],
)
def test_a_target_is_due_after_so_much_working_time(
    clock: Clock, start: str, target: float, due: str
) -> None:
    assert clock.due(at(start), hours(target)) == at(due)
    assert clock.elapsed(at(start), at(due)) == hours(target)


@pytest.mark.parametrize(
    ("clock", "start", "end", "worked"),
    [
        (NINE_TO_FIVE, "2026-03-02 09:00", "2026-03-02 17:00", 8),
        (NINE_TO_FIVE, "2026-03-02 17:00", "2026-03-03 09:00", 0),
        (NINE_TO_FIVE, "2026-03-06 16:00", "2026-03-09 10:00", 2),
        (LUNCH, "2026-03-02 11:00", "2026-03-02 15:00", 2),
        (LUNCH, "2026-10-01 00:00", "2026-10-08 00:00", 0),
        (LUNCH, "2026-02-28 00:00", "2026-03-01 00:00", 6.5),  # a make-up Saturday
        (ALWAYS, "2026-10-01 00:00", "2026-10-08 00:00", 7 * 24),
    ],
)
def test_what_has_elapsed_is_the_time_that_the_office_was_open(
    clock: Clock, start: str, end: str, worked: float
) -> None:
    assert clock.elapsed(at(start), at(end)) == hours(worked)
    assert clock.elapsed(at(end), at(start)) == hours(-worked)


TEN_TO_ELEVEN = (at("2026-03-02 10:00"), at("2026-03-02 11:00"))


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], "2026-03-02 13:00"),
        ([TEN_TO_ELEVEN], "2026-03-02 14:00"),
        ([TEN_TO_ELEVEN, TEN_TO_ELEVEN], "2026-03-02 14:00"),  # counted once
        ([TEN_TO_ELEVEN, (at("2026-03-02 10:30"), at("2026-03-02 12:00"))], "2026-03-02 15:00"),
        ([(at("2026-03-01 08:00"), at("2026-03-02 10:00"))], "2026-03-02 14:00"),
        ([(at("2026-03-02 20:00"), at("2026-03-03 06:00"))], "2026-03-02 13:00"),
        ([(at("2026-03-02 12:00"), at("2026-03-03 09:00"))], "2026-03-03 10:00"),
        ([(at("2026-03-02 12:00"), at("2026-03-04 20:00"))], "2026-03-05 10:00"),
        ([(at("2026-03-02 13:00"), at("2026-03-03 09:00"))], "2026-03-02 13:00"),  # met just then
        ([(at("2026-03-02 12:59"), at("2026-03-02 13:59"))], "2026-03-02 14:00"),
        ([(at("2026-03-02 13:00"), None)], "2026-03-02 13:00"),
        ([(at("2026-03-02 12:59"), None)], None),  # paused: nothing is due
    ],
)
def test_pauses_put_off_what_is_due_by_the_working_time_in_them(
    pauses: list[Pause], due: str | None
) -> None:
    """Four hours from Monday 09:00, at 9 to 17."""
    expected = None if due is None else at(due)
    assert NINE_TO_FIVE.due(at("2026-03-02 09:00"), hours(4), pauses) == expected


def test_a_pause_outside_the_hours_costs_nothing() -> None:
    """On hold for the night: 16 hours on the wall, none on the clock."""
    night = [(at("2026-03-02 17:00"), at("2026-03-03 09:00"))]
    start, end = at("2026-03-02 16:00"), at("2026-03-03 10:00")
    assert NINE_TO_FIVE.elapsed(start, end, night) == hours(2)
    assert NINE_TO_FIVE.due(start, hours(2), night) == end


def test_a_clock_that_is_paused_stands_still() -> None:
    start, pause = at("2026-03-02 09:00"), [(at("2026-03-02 10:00"), None)]
    for end in ("2026-03-02 10:00", "2026-03-02 16:00", "2026-05-01 00:00"):
        assert NINE_TO_FIVE.elapsed(start, at(end), pause) == hours(1)


def test_a_target_that_is_due_at_the_closing_stays_so_when_a_pause_begins_then() -> None:
    closing = at("2026-03-02 17:00")
    for since in ("2026-03-02 17:00", "2026-03-02 22:00", "2026-03-03 09:00"):
        assert NINE_TO_FIVE.due(at("2026-03-02 09:00"), hours(8), [(at(since), None)]) == closing


def test_the_answer_is_written_in_the_zone_of_the_hours() -> None:
    due = NINE_TO_FIVE.due(datetime(2026, 3, 2, 1, 0, tzinfo=UTC), hours(1))
    assert due.isoformat() == "2026-03-02T10:00:00+08:00"


# --- changes of the clocks ------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "hours_", "day", "length"),
    [
        ("America/New_York", "00:00-24:00", "2026-03-08", 23),
        ("America/New_York", "00:00-24:00", "2026-11-01", 25),
        ("Europe/Berlin", "01:00-05:00", "2026-03-29", 3),
        ("Europe/Berlin", "01:00-05:00", "2026-10-25", 5),
        ("Australia/Lord_Howe", "00:00-06:00", "2026-10-04", 5.5),
        ("Australia/Lord_Howe", "00:00-06:00", "2026-04-05", 6.5),
        ("America/New_York", "02:00-03:00", "2026-03-08", 0),
    ],
)
def test_hours_are_as_long_as_the_day_makes_them(
    zone: str, hours_: str, day: str, length: float
) -> None:
    local = ZoneInfo(zone)
    sundays = clock({"sun": hours_}, zone=zone)
    midnight = at(day, local)
    assert sundays.elapsed(midnight, midnight + timedelta(days=1)) == hours(length)


def test_opening_hours_stay_at_the_same_local_time_all_year() -> None:
    """Friday before the clocks change, then Monday after it."""
    office = clock({"mon-fri": "09:00-17:00"}, zone="America/New_York")
    due = office.due(at("2026-03-06 16:00", NEW_YORK), hours(2))
    assert due.isoformat() == "2026-03-09T10:00:00-04:00"


def test_round_the_clock_counts_real_hours() -> None:
    always = Clock.round_the_clock("America/New_York")
    due = always.due(at("2026-03-07 12:00", NEW_YORK), hours(24))
    assert due.isoformat() == "2026-03-08T13:00:00-04:00"


def test_the_repeated_hour_is_told_apart_by_its_fold() -> None:
    always = Clock.round_the_clock("America/New_York")
    first = at("2026-11-01 01:30", NEW_YORK)
    assert always.elapsed(first, first.replace(fold=1)) == hours(1)
    due = always.due(first, hours(1))
    assert (due.isoformat(), due.fold) == ("2026-11-01T01:30:00-05:00", 1)


# --- what is not known ------------------------------------------------------------------


def message(call: Any) -> str:
    """What an unknown day is told with, in both languages."""
    with pytest.raises(UnknownDayError) as caught:
        call()
    return f"{caught.value.say('zh')}\n{caught.value}"


def test_beyond_the_last_notice_the_calendar_says_what_is_awaited() -> None:
    last = at("2026-12-31 16:30")
    assert LUNCH.due(last, hours(1)) == at("2026-12-31 17:30")
    expected = message(lambda: CN.is_working(date(2027, 1, 1)))
    assert message(lambda: LUNCH.due(last, hours(1.5))) == expected
    assert message(lambda: LUNCH.elapsed(last, at("2027-01-01 09:00"))) == expected
    assert message(lambda: LUNCH.spans(last, at("2027-01-01 09:00"))) == expected
    later = message(lambda: CN.is_working(date(2027, 2, 1)))
    assert message(lambda: LUNCH.due(at("2027-02-01 09:00"), hours(1))) == later


def test_midnight_at_the_end_of_the_last_known_day_is_known() -> None:
    assert LUNCH.elapsed(at("2026-12-31 16:30"), at("2027-01-01 00:00")) == hours(1)


def test_before_the_first_notice_the_calendar_says_so() -> None:
    expected = message(lambda: CN.is_working(date(2006, 12, 29)))
    assert (
        message(lambda: LUNCH.elapsed(at("2006-12-29 09:00"), at("2007-01-04 09:00"))) == expected
    )


def test_a_pause_that_ends_beyond_the_last_notice_matters_only_if_it_puts_off_the_target() -> None:
    start, pause = at("2026-12-30 09:00"), [(at("2026-12-30 10:00"), at("2027-03-01 00:00"))]
    assert LUNCH.due(start, hours(1), pause) == at("2026-12-30 10:00")
    assert "2027-01-01" in message(lambda: LUNCH.due(start, hours(2), pause))
    assert LUNCH.elapsed(start, at("2026-12-31 17:30"), pause) == hours(1)


def test_a_provisional_answer_goes_by_weekends_and_fixed_holidays() -> None:
    """New Year's Day 2027 is a Friday; Monday the 4th is the next weekday."""
    last, due = at("2026-12-31 16:30"), at("2027-01-04 09:30")
    assert LUNCH.due(last, hours(1.5), on_unknown="provisional") == due
    assert LUNCH.elapsed(last, due, on_unknown="provisional") == hours(1.5)
    assert LUNCH.spans(last, due, on_unknown="provisional") == (
        (last, at("2026-12-31 17:30")),
        (at("2027-01-04 09:00"), due),
    )


def test_provisional_answers_reach_a_generation_and_no_further() -> None:
    far, too_far = at("2050-03-01 09:00"), at("2099-03-02 09:00")
    assert LUNCH.due(far, hours(1), on_unknown="provisional") == at("2050-03-01 10:00")
    with pytest.raises(UnknownDayError, match="2099-03-02"):
        LUNCH.due(too_far, hours(1), on_unknown="provisional")
    with pytest.raises(UnknownDayError, match="2057-01-01"):
        LUNCH.due(far, hours(100_000), on_unknown="provisional")


def test_a_calendar_without_notices_knows_nothing_and_guesses_when_asked() -> None:
    empty = clock({"mon-fri": "09:00-17:00"}, WorkCalendar("XX", []))
    with pytest.raises(UnknownDayError, match="2026-03-02"):
        empty.due(at("2026-03-02 09:00"), hours(1))
    due = empty.due(at("2026-03-02 09:00"), hours(1), on_unknown="provisional")
    assert due == at("2026-03-02 10:00")


def test_a_word_that_is_no_way_to_treat_the_unknown_is_refused() -> None:
    with pytest.raises(UsageError, match="on_unknown='guess': expected 'raise' or 'provisional'"):
        LUNCH.due(at("2027-03-01 09:00"), hours(1), on_unknown="guess")  # type: ignore[call-overload] # what is tested


@pytest.mark.parametrize(
    ("start", "end", "certainty"),
    [
        ("2026-12-01 09:00", "2026-12-28 17:30", Certainty.FINAL),
        ("2026-12-01 09:00", "2026-12-29 00:00", Certainty.FINAL),  # the 28th, 24:00
        ("2026-12-29 00:00", "2026-12-29 00:00", Certainty.PROVISIONAL),
        ("2026-12-01 09:00", "2026-12-29 00:01", Certainty.PROVISIONAL),
        ("2026-12-29 00:01", "2026-12-01 09:00", Certainty.PROVISIONAL),  # either way round
        ("2026-12-31 09:00", "2027-01-01 00:00", Certainty.PROVISIONAL),
        ("2026-12-31 09:00", "2027-01-01 00:01", Certainty.UNKNOWN),
        ("2006-12-31 23:59", "2026-03-02 09:00", Certainty.UNKNOWN),
    ],
)
def test_an_answer_is_as_sure_as_the_least_sure_day_that_it_touches(
    start: str, end: str, certainty: Certainty
) -> None:
    assert LUNCH.certainty(at(start), at(end)) is certainty
    start_utc, end_utc = at(start).astimezone(UTC), at(end).astimezone(UTC)
    assert LUNCH.certainty(start_utc, end_utc) is certainty  # local days, whatever the zone


def test_without_a_calendar_every_answer_is_final() -> None:
    assert ALWAYS.certainty(at("2026-03-02 09:00"), at("3026-03-02 09:00")) is Certainty.FINAL


def test_a_calendar_without_notices_is_sure_of_nothing() -> None:
    clock = Clock(Hours({"mon-fri": "09:00-17:00"}, zone="Asia/Shanghai"), WorkCalendar("XX"))
    assert clock.certainty(at("2026-03-02 09:00"), at("2026-03-03 09:00")) is Certainty.UNKNOWN


def test_without_a_calendar_any_year_can_be_asked() -> None:
    assert NINE_TO_FIVE.due(at("1900-01-01 09:00"), hours(1)).year == 1900
    start = at("2026-03-02 09:00")
    assert NINE_TO_FIVE.elapsed(start, start + timedelta(weeks=5000)) == hours(5000 * 40)
    assert NINE_TO_FIVE.due(at("0002-06-03 09:00"), hours(1)).year == 2
    assert NINE_TO_FIVE.due(at("9998-06-01 09:00"), hours(1)).year == 9998


LAST_NOTICE = WorkCalendar("XX", [Notice(9998, [date(9998, 1, 1)], [])])


@pytest.mark.parametrize(
    "clock", [NINE_TO_FIVE, ALWAYS, evolve(NINE_TO_FIVE, calendar=LAST_NOTICE)]
)
def test_a_target_beyond_all_years_is_refused_in_both_languages(clock: Clock) -> None:
    start = at("9998-12-31 09:00" if clock.calendar else "2026-03-02 09:00")
    with pytest.raises(UsageError) as caught:
        clock.due(start, timedelta.max, on_unknown="provisional")
    assert str(caught.value) == (
        "the answer lies beyond the years that a clock reaches: "
        "expected nearer moments, or a shorter target"
    )
    assert caught.value.say("zh") == "结果超出了时钟能推算的年份，请写更近的时刻或更短的时长"


# --- the value ------------------------------------------------------------------------


def test_a_clock_is_a_value() -> None:
    same = clock({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, work_calendar("CN"))
    assert LUNCH == same
    assert hash(LUNCH) == hash(same)
    assert LUNCH != evolve(LUNCH, calendar=None)
    names = {"Clock": Clock, "Hours": Hours, "work_calendar": work_calendar}
    assert eval(repr(LUNCH), names) == LUNCH  # noqa: S307 - our own repr


def test_a_pickle_holds_the_clock_without_its_tables() -> None:
    LUNCH.due(at("2026-03-02 09:00"), hours(1))
    pickled = pickle.dumps(LUNCH)
    assert len(pickled) < 100_000
    assert pickle.loads(pickled) == LUNCH  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (({"mon": "09:00-17:00"}, None), "hours={'mon': '09:00-17:00'}: expected a Hours"),
        ((NINE_TO_FIVE.hours, "CN"), "calendar='CN': expected a WorkCalendar"),
    ],
)
def test_a_clock_is_made_of_hours_and_a_calendar(arguments: Any, expected: str) -> None:
    with pytest.raises(UsageError) as caught:
        Clock(*arguments)
    assert str(caught.value) == expected


def test_make_up_days_whose_hours_nobody_knows_are_refused() -> None:
    week = {"mon-thu": "09:00-17:00", "fri": "09:00-13:00"}
    with pytest.raises(UsageError, match="give the hours of 'make-up'"):
        clock(week, CN)
    given = clock(week | {"make-up": "09:00-17:00"}, CN)
    assert given.due(at("2026-02-27 13:00"), hours(8)) == at("2026-02-28 17:00")


@pytest.mark.parametrize(
    "call",
    [
        lambda naive: NINE_TO_FIVE.due(naive, hours(1)),
        lambda naive: NINE_TO_FIVE.elapsed(naive, at("2026-03-02 10:00")),
        lambda naive: NINE_TO_FIVE.spans(naive, at("2026-03-02 10:00")),
        lambda naive: LUNCH.certainty(naive, at("2026-03-02 10:00")),
    ],
)
def test_a_moment_without_a_zone_is_refused(call: Any) -> None:
    with pytest.raises(UsageError, match=r"^start=.*expected a time zone; .*'Asia/Shanghai'"):
        call(datetime(2026, 3, 2, 9, 0))


def test_a_target_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="has two meanings"):
        NINE_TO_FIVE.due(at("2026-03-02 09:00"), timedelta(0))


def test_spans_tell_what_was_counted() -> None:
    pause = [(at("2026-03-02 10:00"), at("2026-03-02 15:00"))]
    spans = LUNCH.spans(at("2026-03-02 08:00"), at("2026-03-03 09:30"), pause)
    assert [f"{a:%d %H:%M}-{b:%d %H:%M}" for a, b in spans] == [
        "02 09:00-02 10:00",
        "02 15:00-02 17:30",
        "03 09:00-03 09:30",
    ]
    assert LUNCH.spans(at("2026-03-03 09:30"), at("2026-03-02 08:00")) == ()


# --- properties -------------------------------------------------------------------------

QUARTER = timedelta(minutes=15)
NOTICED = WorkCalendar(
    "XX",
    [Notice(2026, [date(2026, 3, 27), date(2026, 10, 26), date(2026, 11, 2)], [date(2026, 4, 4)])],
    [LocalDays(Text("停止办公", "closed"), [date(2026, 3, 9)], statutory=False)],
)
ANCHORS = [
    ("Asia/Shanghai", datetime(2026, 2, 20), CN),
    ("Asia/Shanghai", datetime(2012, 10, 1), CN),
    ("Asia/Shanghai", datetime(1990, 9, 16), None),
    ("America/New_York", datetime(2026, 3, 8), NOTICED),
    ("America/New_York", datetime(2026, 11, 1), None),
    ("Europe/Berlin", datetime(2026, 3, 29), NOTICED),
    ("Europe/Berlin", datetime(2026, 10, 25), NOTICED),
    ("Australia/Lord_Howe", datetime(2026, 4, 5), NOTICED),
    ("Australia/Lord_Howe", datetime(2026, 10, 4), None),
]
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@st.composite
def day_hours(draw: DrawFn) -> list[str]:
    """Up to three segments that start and end on a quarter of an hour."""
    marks = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    words = [f"{mark // 4:02}:{mark % 4 * 15:02}" for mark in marks]
    return [f"{a}-{b}" for a, b in zip(words[::2], words[1::2], strict=False)]


@st.composite
def situations(draw: DrawFn) -> tuple[Clock, datetime, list[datetime]]:
    """A clock, a moment near a change of the clocks or a holiday, and moments after it."""
    zone, anchor, calendar = draw(st.sampled_from(ANCHORS))
    week = {name: draw(day_hours()) for name in NAMES}
    week["wed"] = week["wed"] or ["09:00-17:00"]
    week["make-up"] = draw(day_hours())
    base = anchor.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    start = base + QUARTER * draw(st.integers(-5 * 96, 3 * 96))
    steps = draw(st.lists(st.integers(0, 15 * 96), min_size=7, max_size=7))
    return clock(week, calendar, zone), start, [start + QUARTER * step for step in steps]


def pairs(moments: Sequence[datetime]) -> list[Pause]:
    """Pauses between the first two moments, the next two, and so on."""
    both = zip(moments[::2], moments[1::2], strict=False)
    return [(min(pair), max(pair)) for pair in both]


def open_at(clock: Clock, moment: datetime) -> bool:
    """Whether an opening came and its closing did not: said plainly, by Python's own zones."""
    zone = ZoneInfo(clock.hours.zone)
    day, utc = moment.astimezone(zone).date(), moment.astimezone(UTC)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return any(
        (midnight + timedelta(seconds=a)).astimezone(UTC)
        <= utc
        < (midnight + timedelta(seconds=b)).astimezone(UTC)
        for a, b in hours_on(clock, day)
    )


def hours_on(clock: Clock, day: date) -> Spans:
    """The open hours of a day, in seconds of it."""
    calendar, spans = clock.calendar, clock.hours.week[day.weekday()]
    if calendar is None:
        return spans
    closed = any(day in local.off for local in calendar.local)
    if closed or calendar.day(day).kind is DayKind.HOLIDAY:
        return ()
    if day.weekday() > 4 and calendar.is_working(day):
        return clock.hours.make_up or ()
    return spans


def count(clock: Clock, start: datetime, end: datetime, pauses: list[Pause]) -> timedelta:
    """The quarters of an hour that are worked and not paused, counted one by one."""
    total, moment = timedelta(0), start
    while moment < end:
        if open_at(clock, moment) and not any(a <= moment < b for a, b in pauses if b):
            total += QUARTER
        moment += QUARTER
    return total


@given(situations())
def test_what_has_elapsed_equals_a_count_of_every_quarter_of_an_hour(
    situation: tuple[Clock, datetime, list[datetime]],
) -> None:
    clock, start, (end, *moments) = situation
    pauses = pairs(moments)
    assert clock.elapsed(start, end) == count(clock, start, end, [])
    assert clock.elapsed(start, end, pauses) == count(clock, start, end, pauses)


@given(situations(), st.integers(1, 4 * 12))
def test_what_is_due_is_the_end_of_the_last_quarter_of_an_hour_that_is_needed(
    situation: tuple[Clock, datetime, list[datetime]], quarters: int
) -> None:
    clock, start, moments = situation
    pauses = pairs(moments)
    due = clock.due(start, QUARTER * quarters, pauses)
    assert due is not None
    left, moment = quarters, start.astimezone(UTC)
    while left:
        if open_at(clock, moment) and not any(a <= moment < b for a, b in pauses if b):
            left -= 1
        moment += QUARTER
    # Python finds no moment of a repeated hour equal to one of another zone.
    assert due.astimezone(UTC) == moment


@given(situations(), st.integers(1, 40 * 3_600_000_000))
def test_what_is_due_and_what_has_elapsed_are_inverse(
    situation: tuple[Clock, datetime, list[datetime]], micro: int
) -> None:
    """For any target, and a moment earlier a moment less has elapsed."""
    clock, start, moments = situation
    pauses, target, tick = pairs(moments), timedelta(microseconds=micro), timedelta(microseconds=1)
    due = clock.due(start, target, pauses)
    assert due is not None
    due = due.astimezone(UTC)
    assert clock.elapsed(start, due, pauses) == target
    assert clock.elapsed(start, due - tick, pauses) == target - tick
    after = [*pauses, (due, None)]
    again = clock.due(start, target, after)
    assert again is not None
    assert again.astimezone(UTC) == due
    assert clock.due(start, target + tick, after) is None


@given(situations())
def test_pauses_take_away_the_working_time_in_them_and_no_more(
    situation: tuple[Clock, datetime, list[datetime]],
) -> None:
    """Apart from each other, elapsed with pauses = elapsed less elapsed in each pause."""
    clock, start, moments = situation
    *paused, end = sorted(moments)
    pauses = pairs(paused)
    away = sum((clock.elapsed(a, b) for a, b in pauses if b), timedelta(0))
    assert clock.elapsed(start, end, pauses) == clock.elapsed(start, end) - away
    assert clock.elapsed(end, start, pauses) == away - clock.elapsed(start, end)


@given(situations())
def test_a_clock_never_runs_backwards_and_adds_up(
    situation: tuple[Clock, datetime, list[datetime]],
) -> None:
    clock, start, moments = situation
    a, b, *_ = sorted(moments)
    nothing = timedelta(0)
    assert nothing <= clock.elapsed(start, a) <= clock.elapsed(start, b) <= b - start
    assert clock.elapsed(start, a) + clock.elapsed(a, b) == clock.elapsed(start, b)


@given(situations(), st.timezones(), st.integers(1, 96))
def test_the_zone_in_which_a_moment_is_written_changes_nothing(
    situation: tuple[Clock, datetime, list[datetime]], zone: Any, quarters: int
) -> None:
    clock, start, (end, *moments) = situation
    pauses, target = pairs(moments), QUARTER * quarters
    elsewhere = pairs([moment.astimezone(zone) for moment in moments])
    there, then = start.astimezone(zone), end.astimezone(zone)
    assert clock.elapsed(there, then, elsewhere) == clock.elapsed(start, end, pauses)
    assert clock.due(there, target, elsewhere) == clock.due(start, target, pauses)
    assert clock.spans(there, then, elsewhere) == clock.spans(start, end, pauses)


@given(situations())
def test_spans_add_up_to_what_has_elapsed(
    situation: tuple[Clock, datetime, list[datetime]],
) -> None:
    clock, start, (end, *moments) = situation
    pauses = pairs(moments)
    spans = clock.spans(start, end, pauses)
    assert sum((b - a for a, b in _in_utc(spans)), timedelta(0)) == clock.elapsed(
        start, end, pauses
    )


def _in_utc(spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    return [(a.astimezone(UTC), b.astimezone(UTC)) for a, b in spans]


def known_days() -> SearchStrategy[datetime]:
    """Moments of the last year that is known, up to where it is final."""
    return st.datetimes(
        datetime(2026, 1, 1), datetime(2026, 12, 28, 23, 59), timezones=st.just(SHANGHAI)
    )


FESTIVALS = ((2, 5), (2, 6), (2, 7), (2, 8), (4, 5), (6, 9), (9, 15), (10, 1))
NEXT_YEAR = Notice(
    2027,
    [date(2026, 12, 31), date(2027, 1, 1), *(date(2027, *day) for day in FESTIVALS)],
    [date(2027, 1, 2)],
)


@given(known_days(), st.integers(1, 2000))
def test_a_later_notice_changes_no_answer_that_was_final(start: datetime, number: int) -> None:
    later = evolve(LUNCH, calendar=CN.adding(NEXT_YEAR))
    target = timedelta(minutes=10 * number)
    try:
        due = LUNCH.due(start, target)
    except UnknownDayError:
        return
    if LUNCH.certainty(start, due) is Certainty.FINAL:
        assert later.due(start, target) == due
        assert LUNCH.due(start, target, (), "provisional") == due


@pytest.mark.parametrize("clock", [LUNCH, Clock.round_the_clock("Asia/Shanghai")])
def test_what_to_do_beyond_the_notices_is_a_choice_of_two(clock: Clock) -> None:
    start, end = at("2026-03-02 09:00"), at("2026-03-03 09:00")
    for call in (
        lambda: clock.due(start, hours(1), on_unknown="bogus"),  # type: ignore[call-overload]
        lambda: clock.elapsed(start, end, on_unknown="bogus"),  # type: ignore[arg-type]
        lambda: clock.spans(start, end, on_unknown="bogus"),  # type: ignore[arg-type]
    ):
        with pytest.raises(UsageError) as caught:
            call()
        assert str(caught.value) == "on_unknown='bogus': expected 'raise' or 'provisional'"
        assert caught.value.say("zh") == "on_unknown='bogus'：应为 'raise' 或 'provisional'"


def test_pauses_that_are_none_are_refused() -> None:
    with pytest.raises(UsageError) as caught:
        LUNCH.due(at("2026-03-02 09:00"), hours(1), None)  # type: ignore[arg-type]
    assert str(caught.value) == (
        "pauses=None: expected pairs of moments (start, end), or () for no pause"
    )
    assert caught.value.say("zh") == "pauses=None：要写若干（开始, 结束），没有暂停的写 ()"


OFFICE = Hours({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, zone="Asia/Shanghai")


@pytest.mark.parametrize("calendar", [None, work_calendar("CN")])
@pytest.mark.parametrize("shift", [-30, 0, 5, 9, 26, 60, 200])
@pytest.mark.parametrize("paused", [False, True])
def test_one_look_tells_what_each_question_tells(
    calendar: WorkCalendar | None, shift: int, paused: bool
) -> None:
    """The due moment, what is worked, what is late, and how sure it is."""
    clock = Clock(OFFICE, calendar)
    start = datetime(2023, 6, 20, 16, tzinfo=ZoneInfo("Asia/Shanghai"))
    at, target = start + timedelta(hours=shift), timedelta(hours=8)
    pauses = ((start + timedelta(hours=1), start + timedelta(hours=20)),) if paused else ()
    told = clock.reckon(start, target, at, pauses)
    due = clock.due(start, target, pauses)
    assert due is not None
    assert told.due == due
    assert told.used == max(clock.elapsed(start, at, pauses), timedelta(0))
    assert told.late == max(clock.elapsed(due, at, pauses), timedelta(0))
    assert told.certainty is clock.certainty(start, due)


def test_one_look_beyond_the_calendar_is_refused_or_provisional() -> None:
    clock = Clock(OFFICE, work_calendar("CN"))
    start = datetime(2030, 6, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    ask = (start, timedelta(hours=8), start + timedelta(hours=1))
    with pytest.raises(UnknownDayError):
        clock.reckon(*ask)
    assert clock.reckon(*ask, on_unknown="provisional").certainty is Certainty.UNKNOWN
