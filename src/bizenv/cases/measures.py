"""How far a promise has run: used, remaining and late, in its own unit (计时).

Days are counted by the working-day calendar, hours by a clock. Pauses are
measured by the same calendar or clock as the promise itself, so a pause on a
rest day costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from attrs import define, frozen

from bizenv.calendars.clocks.clock import Clock, Reckoning
from bizenv.calendars.clocks.segments import EPOCH
from bizenv.calendars.periods.changes import Extension, Suspension
from bizenv.calendars.periods.counting import Span, merged, shifted
from bizenv.calendars.periods.deadlines import Deadline
from bizenv.calendars.periods.period import Period
from bizenv.calendars.periods.units import Unit
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.cases.service_levels import Promise
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Time
from bizenv.kernel.text import Text

__all__ = ["Amount", "DayMeasure", "Due", "HourMeasure", "Measure", "Standstill", "Until", "due_of"]

Amount: TypeAlias = int | timedelta
"""Days or working days as a number, hours as a span of time."""


@frozen
class Standstill:
    """A time that does not count: since, until, and why."""

    since: Time
    until: Time
    cause: str | None = None


@frozen
class Until:
    """An end that an extension names, instead of one that is counted."""

    day: date
    instant: datetime
    certainty: Certainty = Certainty.FINAL


Due: TypeAlias = Deadline | Until


# --- days -------------------------------------------------------------------------


@define
class DayMeasure:
    """A promise in days, up to the end of one day.

    ``breaks`` are the days that do not count: each from the end of one day to
    the end of another.
    """

    promise: Promise
    base: TimeBase
    start: date
    last: date
    due: Due
    breaks: tuple[Span, ...] = ()

    @classmethod
    def of(
        cls, promise: Promise, base: TimeBase, start: Time, last: Time, rests: Iterable[Standstill]
    ) -> DayMeasure:
        """The promise from one time to another, without what does not count."""
        first = base.day(start)
        due = _deadline(promise.period, first, base)
        suspensions = []
        for rest in rests:
            since, until = max(base.day(rest.since), first), base.day(rest.until)
            if since < until:
                suspensions.append(Suspension(since, until, _ground(rest.cause)))
        if not suspensions:
            return cls(promise, base, first, base.day(last), due)
        spans = merged([each.span for each in suspensions])
        breaks = tuple([(shifted(day, -1), until) for day, until in spans])
        due = due.changed_by(tuple(suspensions))
        return cls(promise, base, first, base.day(last), due, breaks)

    def later(self, by: Period, decided: Time) -> Due:
        """The end with so much more time."""
        if isinstance(self.due, Deadline):
            return self.due.changed(Extension(by, self.base.day(decided)))
        return _deadline(by, self.due.day, self.base)

    def counted(self, after: date, until: date) -> int:
        """How many days of the promise lie after one day up to another."""
        if until <= after:
            return 0
        found = self._days(after, until)
        for since, last in self.breaks:
            low, high = max(since, after), min(last, until)
            if low < high:
                found -= self._days(low, high)
        return found

    def _days(self, after: date, until: date) -> int:
        calendar = self.base.calendar
        if calendar is None or self.promise.period.unit is not Unit.WORKING_DAY:
            return (until - after).days
        return calendar.count(after, until, "provisional")

    @property
    def used(self) -> int:
        """The days that have run; the last one counts."""
        counts = self.promise.period.start_counts
        return self.counted(shifted(self.start, -1) if counts else self.start, self.last)

    @property
    def remaining(self) -> int:
        """The days that are left after the last one."""
        return self.counted(max(self.last, self.start), self.due.day)

    @property
    def late(self) -> int:
        """The days since it was due."""
        return self.counted(self.due.day, self.last)

    @property
    def certainty(self) -> Certainty:
        """How sure the due day is; a day that no notice arranges is unknown, not provisional."""
        sure, calendar = self.due.certainty, self.base.calendar
        if sure is Certainty.FINAL or calendar is None:
            return sure
        return calendar.certainty(self.start, self.due.day)

    def holds(self, since: Time) -> bool:
        """Whether a pause began while it still ran; the day of the pause does not count."""
        return self.base.day(since) <= self.due.day

    def warns(self, before: Period) -> bool:
        """Whether no more than a period is left before the due day."""
        day = before.before(self.due.day, self.base.calendar, "provisional").day
        return self.last >= day


def due_of(promise: Promise, base: TimeBase, start: date) -> Deadline:
    """When a promise in days is due that starts on a day, if nothing is left out or added."""
    return _deadline(promise.period, start, base)


@lru_cache(4_096)  # many cases start on one day
def _deadline(period: Period, start: date, base: TimeBase) -> Deadline:
    return period.deadline(start, base.calendar, "provisional", base.clock, base.deadline_zone)


@lru_cache(256)
def _ground(cause: str | None) -> Text | None:
    return Text(cause, cause) if cause else None


# --- hours ------------------------------------------------------------------------


@define
class HourMeasure:
    """A promise in hours, up to a moment."""

    promise: Promise
    base: TimeBase
    clock: Clock
    start: datetime
    last: datetime
    pauses: tuple[tuple[datetime, datetime], ...]
    reckoned: Reckoning
    due: Due

    @classmethod
    def of(
        cls,
        promise: Promise,
        base: TimeBase,
        start: datetime,
        last: Time,
        rests: Iterable[Standstill],
    ) -> HourMeasure:
        """The promise from one moment to another, without what does not count."""
        working = promise.period.unit is Unit.WORKING_HOUR
        clock = base.clock if working and base.clock else base.round_the_clock
        pauses = tuple((base.moment(rest.since), base.moment(rest.until)) for rest in rests)
        begin = start.astimezone(clock.hours.timezone)
        first = _next_hour(begin) if promise.period.from_next_hour else begin
        end, target = base.moment(last), timedelta(hours=promise.period.n)
        reckoned = clock.reckon(first, target, end, pauses, "provisional")
        due = _until(reckoned.due, promise.period, reckoned.certainty)
        return cls(promise, base, clock, first, end, pauses, reckoned, due)

    def later(self, by: Period, decided: Time) -> Due:  # noqa: ARG002 - as for days
        """The end with so much more time."""
        return _due(self.clock, self.due.instant, by, self.pauses)

    def counted(self, after: datetime, until: datetime) -> timedelta:
        """How much time of the promise lies between two moments."""
        if until - EPOCH <= after - EPOCH:
            return timedelta(0)
        return self.clock.elapsed(after, until, self.pauses, "provisional")

    @property
    def used(self) -> timedelta:
        """The time that has run."""
        return self.reckoned.used

    @property
    def remaining(self) -> timedelta:
        """The time that is left."""
        if self.due.instant is self.reckoned.due:  # it was not extended
            return max(timedelta(hours=self.promise.period.n) - self.used, timedelta(0))
        return self.counted(self.last, self.due.instant)

    @property
    def late(self) -> timedelta:
        """The time since it was due."""
        if self.due.instant is self.reckoned.due:
            return self.reckoned.late
        return self.counted(self.due.instant, self.last)

    @property
    def certainty(self) -> Certainty:
        """How sure the due instant is."""
        return self.due.certainty

    def holds(self, since: Time) -> bool:
        """Whether a pause began while it still ran."""
        return self.base.moment(since) - EPOCH < self.due.instant - EPOCH

    def warns(self, before: Period) -> bool:
        """Whether no more than a period is left."""
        return self.remaining <= timedelta(hours=before.n)


def _due(
    clock: Clock, start: datetime, period: Period, pauses: tuple[tuple[datetime, datetime], ...]
) -> Until:
    due = clock.due(start, timedelta(hours=period.n), pauses, "provisional")
    assert due is not None  # noqa: S101 - every pause has its end here
    return _until(due, period, clock.certainty(start, due))


def _until(due: datetime, period: Period, certainty: Certainty) -> Until:
    last = due - _TICK if period.unit is Unit.WORKING_HOUR else due
    return Until(last.date(), due, certainty)


_TICK = timedelta(microseconds=1)  # a closing at 24:00 belongs to the day that ends


def _next_hour(begin: datetime) -> datetime:
    rest = timedelta(minutes=begin.minute, seconds=begin.second, microseconds=begin.microsecond)
    return (begin.astimezone(UTC) - rest + timedelta(hours=1)).astimezone(begin.tzinfo)


Measure: TypeAlias = DayMeasure | HourMeasure
