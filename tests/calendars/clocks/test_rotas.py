"""Which hours are kept on which day: weekdays, holidays, make-up days, closures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.clocks.hourwords import Spans
from bizenv.calendars.clocks.rotas import check_make_up, hours_of, segment_table
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.notices import LocalDays, Notice
from bizenv.kernel.errors import UnknownDayError, UsageError
from bizenv.kernel.text import Text

CN = work_calendar("CN")
SHANGHAI = "Asia/Shanghai"
DAY: Spans = ((9 * 3600, 17 * 3600),)
MORNING: Spans = ((9 * 3600, 12 * 3600),)
WEEKDAYS_ONLY = Hours({"mon-fri": "09:00-17:00"}, SHANGHAI)
SATURDAYS_TOO = Hours({"mon-fri": "09:00-17:00", "sat": "09:00-12:00"}, SHANGHAI)
GIVEN = Hours({"mon-fri": "09:00-17:00", "make-up": "09:00-12:00"}, SHANGHAI)
MIXED = Hours({"mon-thu": "09:00-17:00", "fri": "09:00-12:00"}, SHANGHAI)

PLAIN_SATURDAY, PLAIN_SUNDAY = date(2026, 3, 7), date(2026, 3, 8)
MAKE_UP_SATURDAY = date(2026, 2, 28)
NATIONAL_DAY = date(2026, 10, 1)  # a Thursday
HOLIDAY_SATURDAY = date(2026, 10, 3)


@pytest.mark.parametrize(
    ("hours", "day", "expected"),
    [
        (WEEKDAYS_ONLY, date(2026, 3, 6), DAY),
        (WEEKDAYS_ONLY, PLAIN_SATURDAY, ()),
        (WEEKDAYS_ONLY, NATIONAL_DAY, ()),
        (WEEKDAYS_ONLY, MAKE_UP_SATURDAY, DAY),  # as on the other days
        (GIVEN, MAKE_UP_SATURDAY, MORNING),
        (GIVEN, PLAIN_SATURDAY, ()),
        (SATURDAYS_TOO, PLAIN_SATURDAY, MORNING),  # an office that opens on Saturdays
        (SATURDAYS_TOO, PLAIN_SUNDAY, ()),
        (SATURDAYS_TOO, HOLIDAY_SATURDAY, ()),
        (SATURDAYS_TOO, MAKE_UP_SATURDAY, DAY),
    ],
)
def test_the_calendar_says_which_days_and_the_week_says_which_hours(
    hours: Hours, day: date, expected: Spans
) -> None:
    assert hours_of(hours, CN)(day) == expected


def test_without_a_calendar_the_week_alone_counts() -> None:
    keeps = hours_of(SATURDAYS_TOO, None)
    assert (keeps(NATIONAL_DAY), keeps(MAKE_UP_SATURDAY)) == (DAY, MORNING)


def test_an_office_that_is_closed_keeps_no_hours() -> None:
    """A closure that is no statutory holiday shuts the door, on Saturdays as well."""
    days = [date(2026, 3, 6), PLAIN_SATURDAY]
    calendar = CN.adding(LocalDays(Text("停止办公", "closed"), days, statutory=False))
    keeps = hours_of(SATURDAYS_TOO, calendar)
    assert [keeps(day) for day in days] == [(), ()]
    assert keeps(PLAIN_SATURDAY + timedelta(days=7)) == MORNING


def test_an_office_that_works_on_a_day_of_its_own_keeps_make_up_hours() -> None:
    worked = LocalDays(Text("加班", "extra day"), [], [PLAIN_SUNDAY], statutory=False)
    assert hours_of(WEEKDAYS_ONLY, CN.adding(worked))(PLAIN_SUNDAY) == DAY


def test_a_day_that_no_notice_arranges_keeps_hours_only_when_asked_for_a_guess() -> None:
    monday, saturday, new_year = date(2027, 1, 4), date(2027, 1, 9), date(2028, 1, 1)
    assert new_year.weekday() == 5
    with pytest.raises(UnknownDayError):
        hours_of(SATURDAYS_TOO, CN)(monday)
    guess = hours_of(SATURDAYS_TOO, CN, "provisional")
    assert [guess(day) for day in (monday, saturday, new_year)] == [DAY, MORNING, ()]


def test_make_up_days_without_hours_are_refused() -> None:
    with pytest.raises(UsageError) as caught:
        check_make_up(MIXED, CN)
    assert str(caught.value) == (
        "hours: the calendar CN has make-up working days, and the weekdays differ in their "
        "hours; give the hours of 'make-up', or [] if the office stays closed"
    )
    assert caught.value.say("zh") == (
        "hours：工作日历 CN 有调休上班的日子，而各工作日的办公时间不同；"
        "请写明 'make-up' 的时段，不办公则写 []"
    )


def test_hours_that_differ_are_fine_where_there_is_no_make_up_day() -> None:
    calendar = WorkCalendar("XX", [Notice(2026, [date(2026, 1, 1)], [])])
    check_make_up(MIXED, calendar)
    assert hours_of(MIXED, calendar)(date(2026, 1, 2)) == MORNING
    local = LocalDays(Text("加班", "extra day"), [], [PLAIN_SUNDAY], statutory=False)
    with pytest.raises(UsageError, match="make-up"):
        check_make_up(MIXED, calendar.adding(local))


def test_equal_hours_on_an_equal_calendar_share_one_table() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    same = Hours({"mon-fri": ["09:00-17:00"]}, SHANGHAI)
    table = segment_table(WEEKDAYS_ONLY, CN, first, last, "raise")
    assert segment_table(same, work_calendar("CN"), first, last, "raise") is table


@pytest.mark.parametrize(
    ("first", "last"), [(date.min, date(2, 1, 31)), (date(9998, 12, 1), date.max)]
)
def test_a_table_stays_within_the_years_that_clocks_reach(first: date, last: date) -> None:
    table = segment_table(WEEKDAYS_ONLY, None, first, last, "raise")
    assert table.edge - table.base == 31 * 24 * 3_600_000_000
