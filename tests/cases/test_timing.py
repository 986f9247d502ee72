"""By which calendar, hours and zone clocks run."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.cases.service_levels import ServiceLevel
from bizenv.cases.timing import TimeBase, is_after, rests_on_calendar
from bizenv.kernel.errors import UsageError
from bizenv.testing.cases import a_promise

CHINA = ZoneInfo("Asia/Shanghai")
CN = work_calendar("CN")
HOURS = Hours({"mon-fri": "09:00-17:00"}, zone="Asia/Shanghai")
DAY = date(2023, 6, 20)


def test_a_day_is_local_and_its_moment_is_its_end() -> None:
    base = TimeBase(CN)
    assert base.day(datetime(2023, 6, 20, 17, tzinfo=UTC)) == date(2023, 6, 21)
    assert base.day(datetime(2023, 6, 20, 17)) == DAY
    assert base.moment(DAY) == datetime(2023, 6, 21, tzinfo=CHINA)
    assert base.moment(datetime(2023, 6, 20, 17)).tzinfo is not None
    assert base.next_day(DAY) == date(2023, 6, 21)


def test_a_bare_day_is_judged_by_day_and_the_last_instant_is_in_time() -> None:
    base = TimeBase(CN)
    end = datetime(2023, 6, 21, tzinfo=CHINA)
    assert not is_after(DAY, DAY, end, base)
    assert is_after(date(2023, 6, 21), DAY, end, base)
    assert not is_after(end, DAY, end, base)
    assert is_after(datetime(2023, 6, 20, 16, 0, 0, 1, tzinfo=UTC), DAY, end, base)


def test_a_calendar_is_read_as_it_was_published_on_a_day() -> None:
    """On 26 January 2020 the holiday was prolonged; on the 25th nobody knew."""
    base, saturday = TimeBase(CN, Clock(HOURS, CN)), date(2020, 1, 31)
    before = base.on(date(2020, 1, 25))
    assert before.calendar is not None
    assert before.calendar.is_working(saturday)
    assert before.clock is not None
    assert before.clock.calendar == before.calendar
    after = base.on(date(2020, 1, 28))
    assert after.calendar is not None
    assert not after.calendar.is_working(saturday)


def test_what_was_published_last_is_what_is_known_now() -> None:
    base = TimeBase(CN)
    assert base.on(date(2099, 1, 1)) is base
    assert TimeBase().on(DAY) == TimeBase()
    assert TimeBase(WorkCalendar("XX")).on(DAY).calendar == WorkCalendar("XX")


def test_before_the_first_notice_nothing_was_known() -> None:
    before = TimeBase(CN).on(date(1990, 1, 1))
    assert before.calendar is not None
    assert before.calendar.notices == ()


def test_a_clock_without_calendar_or_with_its_own_names_what_it_rests_on() -> None:
    assert TimeBase().ref is None
    assert TimeBase(clock=Clock(HOURS, None)).ref is None
    assert TimeBase(clock=Clock(HOURS, None)).on(DAY).ref is None
    ref = TimeBase(clock=Clock(HOURS, CN)).ref
    assert ref is not None
    assert ref.id == "CN"
    known = TimeBase(clock=Clock(HOURS, CN)).on(date(2020, 1, 25)).ref
    assert known is not None
    assert known.as_of is not None
    kept = TimeBase(CN, Clock(HOURS, None)).on(date(2020, 1, 25))
    assert kept.clock == Clock(HOURS, None)


def test_the_zone_of_deadlines_is_told_only_where_it_differs() -> None:
    assert TimeBase(zone="Asia/Shanghai").deadline_zone is None
    assert str(TimeBase(zone="Europe/Berlin").deadline_zone) == "Europe/Berlin"


def test_promises_that_nothing_can_time_are_refused() -> None:
    hours = ServiceLevel([a_promise(period="2个工作小时")])
    with pytest.raises(UsageError) as told:
        TimeBase(CN).check(hours)
    assert str(told.value) == "promise 'reply': working hours need a clock"
    with pytest.raises(UsageError) as told:
        TimeBase().check(ServiceLevel([a_promise()]))
    assert str(told.value) == "promise 'reply': expected a working-day calendar"
    TimeBase(CN, Clock(HOURS, CN)).check(hours)
    TimeBase().check(ServiceLevel([a_promise(period="2小时")]))


def test_a_last_day_that_rolls_rests_on_the_calendar() -> None:
    assert rests_on_calendar(a_promise(period=Period(3, "day", roll="next_working_day")))
    assert not rests_on_calendar(a_promise(period="3 days"))


def test_a_zone_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError):
        TimeBase(zone="Asia/Nowhere")
