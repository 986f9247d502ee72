"""From a period and what happened to it to its last day, leg by leg (期限的推算).

The first leg is the period itself; each extension is a leg that starts at the
expiry of the one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from bizenv.calendars.periods.changes import Change, Extension, excluded_spans
from bizenv.calendars.periods.counting import (
    Span,
    days_within,
    first_working_day,
    long_holidays,
    merged,
    months_after,
    pushed,
    shifted,
)
from bizenv.calendars.periods.laws import law_profiles
from bizenv.calendars.periods.units import Roll, Unit
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

if TYPE_CHECKING:
    from bizenv.calendars.periods.period import Period
    from bizenv.calendars.workdays.calendar import OnUnknown, WorkCalendar

__all__ = ["MONTHS", "Leg", "least_sure", "needed", "reckon"]

MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
"""How many months a unit is; days are none."""
_NEEDS_CALENDAR = Text(
    "期限 {period}需要工作日历，例如 work_calendar('CN')",
    "the period of {period} needs a working-day calendar, such as work_calendar('CN')",
)


@frozen
class Leg:
    """One period from its start to its last day, and how it came there."""

    period: Period
    start: date
    anchor: date
    """The day before the first that counts."""
    nominal: date
    """The last day before any rest day moved it."""
    due: date
    long: tuple[Span, ...]
    """The long holidays that added their days (tax law)."""
    certainty: Certainty


def least_sure(certainties: Iterable[Certainty]) -> tuple[Certainty, bool]:
    """How sure an answer is that hangs on several days, and whether it is a guess.

    It is provisional, if one of the days is not final. Who gets an answer that
    hangs on a day not published has asked for a provisional one; all others get
    an error. So such an answer is provisional too, and a guess.
    """
    days = set(certainties)
    sure = Certainty.FINAL if days <= {Certainty.FINAL} else Certainty.PROVISIONAL
    return sure, Certainty.UNKNOWN in days


def needed(period: Period, calendar: WorkCalendar | None) -> WorkCalendar:
    """The calendar, or an error that says why there must be one."""
    if calendar is None:
        raise UsageError(_NEEDS_CALENDAR.filled(period=period.text))
    return calendar


def reckon(
    period: Period,
    start: date,
    calendar: WorkCalendar | None,
    on_unknown: OnUnknown,
    changes: Iterable[Change] = (),
) -> tuple[Leg, ...]:
    """The legs of a period in days, months or years, with all that happened to it."""
    changes = tuple(changes)
    spans = merged([span for span, _ in excluded_spans(changes)])
    legs = [_leg(period, start, calendar, on_unknown, spans)]
    for change in changes:
        if isinstance(change, Extension):
            legs.append(_leg(change.by, legs[-1].due, calendar, on_unknown, spans))
    return tuple(legs)


def _leg(
    period: Period,
    start: date,
    calendar: WorkCalendar | None,
    on_unknown: OnUnknown,
    spans: tuple[Span, ...],
) -> Leg:
    anchor = shifted(start, -1) if period.start_counts else start
    if period.unit is Unit.WORKING_DAY:
        calendar = needed(period, calendar)
        due = _nth_working_day(period.n, anchor, calendar, on_unknown, spans)
        sure = calendar.certainty(shifted(anchor, 1), due)
        return Leg(period, start, anchor, due, due, (), sure)
    nominal = _in_days(period, start, anchor, spans)
    if period.roll is Roll.NONE:
        return Leg(period, start, anchor, nominal, nominal, (), Certainty.FINAL)
    calendar = needed(period, calendar)
    if period.roll is Roll.NEXT_WORKING_DAY or period.unit in MONTHS:
        # The tax authority's days of settlement after the year, five months, are not
        # put off for the holidays in between; its monthly filing days are.
        due = _rolled(nominal, calendar, on_unknown, spans)
        sure = calendar.certainty(nominal, due)
        return Leg(period, start, anchor, nominal, due, (), sure)
    least = _least_days(period)
    long = tuple(
        holiday
        for first, last in _left(spans, anchor, nominal)
        for holiday in long_holidays(first, last, least, calendar, on_unknown)
    )
    due = _after_holidays(nominal, long, calendar, on_unknown, spans)
    sure = calendar.certainty(shifted(anchor, 1), due)
    return Leg(period, start, anchor, nominal, due, long, sure)


def _rolled(
    nominal: date, calendar: WorkCalendar, on_unknown: OnUnknown, spans: tuple[Span, ...]
) -> date:
    """The first day from the nominal last one on that is worked and does count.

    A period does not end while it stands still, not even where all its days are
    over and only the rest days at its end go on.
    """
    due = first_working_day(nominal, calendar, on_unknown)
    for first, last in spans:
        if first <= due <= last:
            due = calendar.add(last, 1, on_unknown)
    return due


def _after_holidays(
    nominal: date,
    long: tuple[Span, ...],
    calendar: WorkCalendar,
    on_unknown: OnUnknown,
    spans: tuple[Span, ...],
) -> date:
    """The last day with as many working days more as the long holidays had days."""
    added = sum(map(_length, long))
    if added:
        return _nth_working_day(added, nominal, calendar, on_unknown, spans)
    return _rolled(nominal, calendar, on_unknown, spans)


def _nth_working_day(
    n: int,
    anchor: date,
    calendar: WorkCalendar,
    on_unknown: OnUnknown,
    spans: tuple[Span, ...],
) -> date:
    """The n-th working day after a day, those that do not count left out."""

    def end(more: int) -> date:
        return calendar.add(anchor, n + more, on_unknown)

    def counted(first: date, last: date) -> int:
        return calendar.count(shifted(first, -1), last, on_unknown)

    return pushed(end, days_within(spans, anchor, date.max), counted) if spans else end(0)


def _in_days(period: Period, start: date, anchor: date, spans: tuple[Span, ...]) -> date:
    if period.unit is Unit.DAY:
        last = shifted(anchor, period.n)
    else:
        months = period.n * MONTHS[period.unit]
        last = months_after(start, months, period.start_counts)

    def end(more: int) -> date:
        return shifted(last, more)

    def counted(first: date, last: date) -> int:
        return (last - first).days + 1

    return pushed(end, days_within(spans, anchor, date.max), counted) if spans else last


def _left(spans: tuple[Span, ...], after: date, until: date) -> list[Span]:
    """The stretches of (after, until] between the spans, each as the day before it and its last."""
    left = []
    for first, last in days_within(spans, after, until):
        left.append((after, shifted(first, -1)))
        after = last
    return [*left, (after, until)]


def _length(span: Span) -> int:
    return (span[1] - span[0]).days + 1


def _least_days(period: Period) -> int:
    """From how many rest days on a holiday is a long one: as its law says, or the tax law."""
    laws = [period.law] if period.law else []
    return next(law.roll.least_days for law in (*laws, *law_profiles()) if law.roll.least_days)
