"""Deadlines are made here: after a day, after a moment, before a day (届满日的推算)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.periods import wording
from bizenv.calendars.periods.changes import Change, DeemedStart
from bizenv.calendars.periods.counting import months_before, shifted
from bizenv.calendars.periods.deadlines import Deadline
from bizenv.calendars.periods.hours_from import beginning, later
from bizenv.calendars.periods.reckoning import MONTHS, least_sure, needed, reckon
from bizenv.calendars.periods.units import End, Roll, Unit
from bizenv.calendars.periods.zones import zone_of
from bizenv.calendars.workdays.calendar import OnUnknown, WorkCalendar, as_calendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.calendars.workdays.refusals import check_choice
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import as_day

if TYPE_CHECKING:
    from bizenv.calendars.periods.period import Period

__all__ = ["deadline_before", "deadline_of"]

_TICK = timedelta(microseconds=1)  # a closing at 24:00 belongs to the day that ends


def deadline_of(
    period: Period,
    start: date | datetime | DeemedStart,
    calendar: WorkCalendar | str | None,
    on_unknown: OnUnknown,
    clock: Clock | None,
    zone: str | tzinfo | None,
) -> Deadline:
    """The deadline of a period that starts on a day, at a moment, or as deemed."""
    calendar = _checked(period, calendar, on_unknown, clock)
    local = zone_of(zone, clock)
    if period.unit.by_the_hour:
        return _by_the_hour(period, start, calendar, on_unknown, clock, local)
    changes: tuple[Change, ...] = ()
    if isinstance(start, DeemedStart):
        changes, start = (start,), start.day
    start = as_day(start, "start")
    legs = reckon(period, start, calendar, on_unknown)
    days = [leg.certainty for leg in legs]
    days += [each.day_certainty for each in changes if isinstance(each, DeemedStart)]
    sure, guessed = least_sure(days)
    return Deadline(
        period,
        start,
        legs[-1].due,
        sure,
        calendar,
        on_unknown,
        clock,
        zone,
        changes,
        guessed=guessed,
    )


def _checked(
    period: Period, calendar: WorkCalendar | str | None, on_unknown: OnUnknown, clock: Clock | None
) -> WorkCalendar | None:
    """The calendar, if all that a deadline is made of can be used."""
    check_choice(on_unknown)
    if clock is not None and not isinstance(clock, Clock):
        raise UsageError(wording.NOT_A_CLOCK.filled(got=repr(clock)))
    if clock is None and period.end is End.CLOSE:
        raise UsageError(wording.NEEDS_CLOCK.filled(period=period.text))
    return as_calendar(calendar)


def _by_the_hour(
    period: Period,
    start: object,
    calendar: WorkCalendar | None,
    on_unknown: OnUnknown,
    clock: Clock | None,
    zone: tzinfo,
) -> Deadline:
    """The deadline of a period in hours, from a moment with its time zone."""
    if not isinstance(start, datetime) or start.tzinfo is None:
        raise UsageError(wording.NO_MOMENT.filled(start=_shown(start), period=period.text))
    begin = beginning(period, start.astimezone(zone), zone)
    sure, guessed = Certainty.FINAL, False
    if period.unit is Unit.HOUR:
        moment = later(begin, period.n, zone)
    else:
        if clock is None:
            raise UsageError(wording.NEEDS_CLOCK.filled(period=period.text))
        moment = clock.due(begin, timedelta(hours=period.n), on_unknown=on_unknown)
        sure, guessed = least_sure([clock.certainty(begin, moment)])
        calendar, moment = clock.calendar, moment.astimezone(zone)
    day = (moment - _TICK).date()
    return Deadline(
        period,
        start,
        day,
        sure,
        calendar,
        on_unknown,
        clock,
        zone,
        moment=moment,
        guessed=guessed,
    )


def _shown(start: object) -> str:
    """A start as a message shows it: days and moments as people write them."""
    return start.isoformat() if isinstance(start, date) else repr(start)


def deadline_before(
    period: Period,
    day: date,
    calendar: WorkCalendar | str | None,
    on_unknown: OnUnknown,
    *,
    full: bool,
    zone: str | tzinfo | None,
    clock: Clock | None,
) -> Deadline:
    """The latest day to act that is a period before a day."""
    if period.unit.by_the_hour:
        raise UsageError(wording.NO_HOURS_BEFORE.filled(period=period.text))
    calendar = _checked(period, calendar, on_unknown, clock)
    day, _ = as_day(day), zone_of(zone, clock)
    if period.unit is Unit.WORKING_DAY:
        calendar = needed(period, calendar)
        first = calendar.add(day, -period.n, on_unknown)
        act = calendar.add(first, -1, on_unknown) if full else first
        days = calendar.certainty(act, shifted(day, -1))
    else:
        months = MONTHS.get(period.unit)
        first = months_before(day, period.n * months) if months else shifted(day, -period.n)
        act, days = _moved_back(period, shifted(first, -int(full)), calendar, on_unknown)
    sure, guessed = least_sure([days])
    return Deadline(
        period,
        day,
        act,
        sure,
        calendar,
        on_unknown,
        clock,
        zone,
        counted_from=first,
        guessed=guessed,
    )


def _moved_back(
    period: Period, act: date, calendar: WorkCalendar | None, on_unknown: OnUnknown
) -> tuple[date, Certainty]:
    """The day to act, or the working day before it where a rest day would move the end.

    Moving it on, as after a start, would cut the time that the law keeps free.
    """
    if period.roll is Roll.NONE:
        return act, Certainty.FINAL
    calendar = needed(period, calendar)
    if calendar.is_working(act, on_unknown):
        return act, calendar.certainty(act)
    before = calendar.add(act, -1, on_unknown)
    return before, calendar.certainty(before, act)
