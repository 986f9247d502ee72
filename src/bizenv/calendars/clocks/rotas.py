"""Which hours an office keeps on which day: weekly hours laid over a calendar (办公时间表)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.clocks.hourwords import Spans
from bizenv.calendars.clocks.segments import FIRST_DAY, LAST_DAY, Segments
from bizenv.calendars.weekdays import WEEKDAYS
from bizenv.calendars.workdays.calendar import OnUnknown, WorkCalendar
from bizenv.calendars.workdays.certainty import DayKind
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["check_make_up", "hours_of", "segment_table"]

_MAKE_UP_MISSING = Text(
    "hours：工作日历 {id} 有调休上班的日子，而各工作日的办公时间不同；"
    "请写明 'make-up' 的时段，不办公则写 []",
    "hours: the calendar {id} has make-up working days, and the weekdays differ in their hours; "
    "give the hours of 'make-up', or [] if the office stays closed",
)


def check_make_up(hours: Hours, calendar: WorkCalendar) -> None:
    """Refuse a calendar with make-up days whose hours nobody can know."""
    if hours.for_make_up(calendar.weekend) is not None:
        return
    if any(n.work for n in calendar.notices) or any(each.work for each in calendar.local):
        raise UsageError(_MAKE_UP_MISSING.filled(id=calendar.id))


def hours_of(
    hours: Hours, calendar: WorkCalendar | None, on_unknown: OnUnknown = "raise"
) -> Callable[[date], Spans]:
    """The open hours of any day: none on holidays, those of a make-up day where one is worked."""
    week = hours.week
    if calendar is None:
        return lambda day: week[day.weekday()]
    is_open, rest = calendar.is_open, {WEEKDAYS.index(name) for name in calendar.weekend}
    make_up = hours.for_make_up(calendar.weekend) or ()

    def spans(day: date) -> Spans:
        weekday = day.weekday()
        if is_open(day, on_unknown):
            return make_up if weekday in rest else week[weekday]
        if weekday in rest and week[weekday] and _is_plain_weekend(calendar, day):
            return week[weekday]
        return ()

    return spans


def _is_plain_weekend(calendar: WorkCalendar, day: date) -> bool:
    """Whether a rest day is free for no other reason than the day of the week."""
    if any(day in local.off for local in calendar.local):
        return False
    return calendar.day(day).kind is DayKind.WEEKEND


@lru_cache(maxsize=16)
def segment_table(
    hours: Hours, calendar: WorkCalendar | None, first: date, last: date, on_unknown: OnUnknown
) -> Segments:
    """The open hours from one day to another, built once and shared by equal clocks."""
    first, last = max(first, FIRST_DAY), min(last, LAST_DAY)
    return Segments(first, last, hours.timezone, hours_of(hours, calendar, on_unknown))
