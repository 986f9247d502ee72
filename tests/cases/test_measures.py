"""Used, remaining and late: pauses are measured by the same clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.cases.measures import DayMeasure, HourMeasure, Standstill
from bizenv.cases.timing import TimeBase
from bizenv.testing.cases import a_promise

CN = TimeBase(work_calendar("CN"), zone="Asia/Shanghai")
START = date(2023, 6, 20)
CHINA = ZoneInfo("Asia/Shanghai")


def test_days_of_a_pause_are_not_used_and_are_given_at_the_end() -> None:
    """The 21st does not count: used are 25 and 26, and the 27th is left."""
    rest = Standstill(date(2023, 6, 21), date(2023, 6, 25), "听证")
    measure = DayMeasure.of(a_promise(), CN, START, date(2023, 6, 26), [rest])
    assert (measure.due.day, measure.used, measure.remaining, measure.late) == (
        date(2023, 6, 27),
        2,
        1,
        0,
    )


def test_a_pause_that_ends_on_its_day_costs_nothing() -> None:
    rest = Standstill(date(2023, 6, 21), date(2023, 6, 21))
    measure = DayMeasure.of(a_promise(), CN, START, START, [rest])
    assert measure.due.day == date(2023, 6, 26)


def test_a_closing_at_midnight_belongs_to_the_day_that_ends() -> None:
    late_shift = Clock(Hours({"mon-fri": "16:00-24:00"}, zone="Asia/Shanghai"), None)
    base = TimeBase(clock=late_shift)
    start = datetime(2023, 6, 20, 16, tzinfo=CHINA)
    working = HourMeasure.of(a_promise(period="8个工作小时"), base, start, start, [])
    assert (working.due.day, working.due.instant) == (START, datetime(2023, 6, 21, tzinfo=CHINA))
    hours = HourMeasure.of(a_promise(period="8小时"), base, start, start, [])
    assert (hours.due.day, hours.due.instant) == (date(2023, 6, 21), working.due.instant)


DAYS = st.integers(0, 60)


@given(DAYS, DAYS, DAYS)
def test_used_and_remaining_days_make_the_promise_whatever_the_pause(
    since: int, length: int, last: int
) -> None:
    first = START + timedelta(days=since)
    rest = Standstill(first, first + timedelta(days=length))
    today = START + timedelta(days=last)
    measure = DayMeasure.of(a_promise(period="15 working days"), CN, START, today, [rest])
    assert measure.used + measure.remaining - measure.late == 15


@given(DAYS, DAYS, DAYS)
def test_used_and_remaining_hours_make_the_promise_whatever_the_pause(
    since: int, length: int, last: int
) -> None:
    start = datetime(2023, 6, 20, 9, tzinfo=CHINA)
    first = start + timedelta(hours=since)
    rest = Standstill(first, first + timedelta(hours=length))
    now = start + timedelta(hours=last)
    measure = HourMeasure.of(a_promise(period="24小时"), CN, start, now, [rest])
    assert measure.used + measure.remaining - measure.late == timedelta(hours=24)
