"""Deadlines in hours, day by day: office hours, closed days and why, the next full hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.laws import law_profile
from bizenv.calendars.periods.period import Period
from bizenv.calendars.periods.steps import Treatment
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.calendars.workdays.notices import LocalDays
from bizenv.kernel.text import Text

CN = work_calendar("CN")
OFFICE = Clock(Hours({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, zone="Asia/Shanghai"), CN)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_working_hours_are_told_day_by_day_in_both_languages() -> None:
    """Across the Dragon Boat festival of 2023, from Wednesday to a Sunday that was worked."""
    deadline = Period(8, "working_hour").deadline(at("2023-06-21T16:00+08:00"), clock=OFFICE)
    assert deadline.explain("en").splitlines()[:-1] == [
        "ends 2023-06-25 17:30 (final): 8 working hours from 2023-06-21 16:00",
        "- 2023-06-21 counted: open 16:00–17:30, 1:30 so far",
        "- 2023-06-22 to 2023-06-24 not counted: holiday: Dragon Boat Festival "
        "(国办发明电〔2022〕16号)",
        "- 2023-06-25 counted: open 09:00–12:00, 14:00–17:30, 8:00 so far (国办发明电〔2022〕16号)",
        "Time zone: Asia/Shanghai",
    ]
    assert deadline.explain("zh").splitlines()[1:4] == [
        "- 2023-06-21 计入：办公 16:00–17:30，累计 1:30",
        "- 2023-06-22 至 2023-06-24 不计入：端午节放假（国办发明电〔2022〕16号）",
        "- 2023-06-25 计入：办公 09:00–12:00、14:00–17:30，累计 8:00（国办发明电〔2022〕16号）",
    ]


def test_a_start_in_an_hour_that_does_not_count_is_told() -> None:
    """In civil procedure the hour in which a period starts is left out (民诉法 85)."""
    period = law_profile("民事诉讼法").period("24小时")
    deadline = period.deadline(at("2023-06-01T14:30+08:00"))
    assert [step.line("en") for step in deadline.trace] == [
        "runs from 2023-06-01 15:00: the hour in which it starts does not count "
        "(《中华人民共和国民事诉讼法》第八十五条第二款)",
        "2023-06-01 to 2023-06-02 counted: 2023-06-01 15:00 to 2023-06-02 15:00, day and night "
        "(《中华人民共和国民事诉讼法》第八十五条第二款)",
    ]
    office = Period(1, "working_hour", from_next_hour=True)
    found = office.deadline(at("2023-06-01T14:30+08:00"), clock=OFFICE)
    assert [step.line("zh") for step in found.trace] == [
        "2023-06-01 15:00 起算：开始的时不计入",
        "2023-06-01 计入：办公 15:00–16:00，累计 1:00",
    ]


def test_a_day_without_office_hours_is_told_with_its_reason() -> None:
    shut = LocalDays(Text("停电检修", "no power"), [date(2023, 6, 2)], statutory=False)
    hours = Hours({"mon-wed": "09:00-12:00", "fri": "09:00-12:00", "make-up": []}, "Asia/Shanghai")
    clock = Clock(hours, CN.adding(shut))
    deadline = Period(4, "working_hour").deadline(at("2023-05-31T13:00+08:00"), clock=clock)
    assert [step.line("en") for step in deadline.trace] == [
        "2023-05-31 to 2023-06-01 not counted: no office hours",
        "2023-06-02 not counted: no power",
        "2023-06-03 to 2023-06-04 not counted: weekend",
        "2023-06-05 counted: open 09:00–12:00, 3:00 so far",
        "2023-06-06 counted: open 09:00–10:00, 4:00 so far",
    ]


def test_a_clock_without_a_calendar_is_told_too() -> None:
    clock = Clock(Hours({"mon-fri": "20:00-24:00"}, "Asia/Shanghai"), None)
    deadline = Period(6, "working_hour").deadline(at("2023-06-02T20:00+08:00"), clock=clock)
    assert [step.line("en") for step in deadline.trace] == [
        "2023-06-02 counted: open 20:00–24:00, 4:00 so far",
        "2023-06-03 to 2023-06-04 not counted: no office hours",
        "2023-06-05 counted: open 20:00–22:00, 6:00 so far",
    ]
    assert deadline.calendar is None


def test_hours_are_told_in_the_zone_that_was_asked_for() -> None:
    """The hours are those of the office; the start and the end are in one zone."""
    period, start = Period(8, "working_hour"), at("2023-06-21T16:00+08:00")
    deadline = period.deadline(start, clock=OFFICE, zone="Europe/Berlin")
    assert deadline.instant.isoformat() == "2023-06-25T11:30:00+02:00"
    lines = deadline.explain("en").splitlines()
    assert lines[0] == "ends 2023-06-25 11:30 (final): 8 working hours from 2023-06-21 10:00"
    assert lines[-2] == "Time zone: Europe/Berlin; office hours: Asia/Shanghai"
    assert deadline.explain("zh").splitlines()[-2] == "时区：Europe/Berlin；办公时间：Asia/Shanghai"
    late = Period(1, "working_hour").deadline(
        at("2023-06-21T09:00+08:00"), clock=OFFICE, zone="America/New_York"
    )
    assert (late.day, late.ends) == (date(2023, 6, 20), "2023-06-20 22:00")


@given(st.datetimes(datetime(2023, 1, 1), datetime(2023, 12, 1)), st.integers(1, 60))
def test_the_trace_of_working_hours_has_every_day(start: datetime, n: int) -> None:
    begin = start.replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    deadline = Period(n, "working_hour").deadline(begin, clock=OFFICE)
    days = [
        step.first + timedelta(days=k)
        for step in deadline.trace
        for k in range((step.last - step.first).days + 1)
    ]
    span = (deadline.day - begin.date()).days
    assert days == [begin.date() + timedelta(days=k) for k in range(span + 1)]
    assert deadline.trace[-1].treatment is Treatment.COUNTED
    assert deadline.trace[-1].why.say("en").endswith(f", {n}:00 so far")
