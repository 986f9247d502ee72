"""By which calendar, hours and zone the clocks of cases run (计时依据).

>>> from bizenv.calendars.workdays.calendar import work_calendar
>>> base = TimeBase(work_calendar("CN"))
>>> base.on(date(2020, 1, 26)).calendar.is_working(date(2020, 2, 1))
True
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, tzinfo
from functools import cached_property, lru_cache

from attrs import field, frozen, validators

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.segments import EPOCH
from bizenv.calendars.periods.counting import shifted
from bizenv.calendars.periods.units import Roll, Unit
from bizenv.calendars.periods.zones import zone_of
from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.calendars.workdays.certainty import CalendarRef
from bizenv.cases.ordering import as_zone
from bizenv.cases.service_levels import Promise, ServiceLevel
from bizenv.cases.states import CaseState
from bizenv.cases.values import EventKind, Time
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import instance

__all__ = ["TimeBase", "is_after"]


@frozen(slots=False, cache_hash=True)
class TimeBase:
    """The working-day calendar, the office's clock, and the zone of local times.

    ``zone`` is None where local times are not accepted; days are then those of
    the clock's zone, or of Asia/Shanghai.

    Raises:
        UsageError: a part is of another type, or there is no such zone.
    """

    calendar: WorkCalendar | None = field(
        default=None, validator=validators.optional(instance(WorkCalendar))
    )
    clock: Clock | None = field(default=None, validator=validators.optional(instance(Clock)))
    zone: str | None = None

    def __attrs_post_init__(self) -> None:
        as_zone(self.zone)

    @cached_property
    def local(self) -> tzinfo:
        """The zone in which days begin and end."""
        return zone_of(self.zone, self.clock)

    @cached_property
    def deadline_zone(self) -> tzinfo | None:
        """The zone to tell a deadline; None where it takes the same by itself."""
        same = str(self.local) == str(zone_of(None, self.clock))
        return None if same else self.local

    @cached_property
    def round_the_clock(self) -> Clock:
        """The clock that never stops, for hours that are no working hours."""
        return Clock.round_the_clock(str(self.local))

    @cached_property
    def ref(self) -> CalendarRef | None:
        """Which calendar it is."""
        calendar = self.calendar or (self.clock.calendar if self.clock else None)
        return calendar.ref if calendar else None

    def day(self, time: Time) -> date:
        """The day on which a time lies."""
        if not isinstance(time, datetime):
            return time
        if time.tzinfo is None or time.tzinfo is self.local:
            return time.date()
        return time.astimezone(self.local).date()

    def moment(self, time: Time) -> datetime:
        """A time as a moment: a bare day is its end."""
        if not isinstance(time, datetime):
            after = shifted(time, 1)
            return datetime(after.year, after.month, after.day, tzinfo=self.local)
        return time.replace(tzinfo=self.local) if time.tzinfo is None else time

    def placed(self, time: Time) -> Time:
        """A time with its zone; a bare day stays a day."""
        return self.moment(time) if isinstance(time, datetime) else time

    def received(self, state: CaseState) -> date | None:
        """The day on which the request of a case was received; None where it is not known."""
        received = state.first(EventKind.RECEIVED)
        return self.day(received.time) if received and received.time else None

    def next_day(self, time: Time) -> date:
        """The day after that of a time."""
        return shifted(self.day(time), 1)

    # --- as it was known --------------------------------------------------------

    @cached_property
    def published(self) -> tuple[date, ...]:
        """The days on which something was added to the calendar, in order."""
        calendar = self.calendar or (self.clock.calendar if self.clock else None)
        if calendar is None:
            return ()
        known = {notice.known_by for notice in calendar.notices}
        local = {each.known_by for each in calendar.local if each.known_by is not None}
        return tuple(sorted(known | local))

    def on(self, day: date) -> TimeBase:
        """The same with the calendar as it was published on a day."""
        return self.as_published(bisect_right(self.published, day))

    def as_published(self, number: int) -> TimeBase:
        """The same with the first so many publications of the calendar."""
        known = self.published
        if number >= len(known):
            return self
        return _as_known(self, known[number - 1] if number else date.min)

    def check(self, level: ServiceLevel) -> None:
        """Refuse promises that nothing here can time.

        Raises:
            UsageError: a promise needs a calendar or a clock, and there is none.
        """
        for promise in level.promises:
            if promise.period.unit is Unit.WORKING_HOUR and self.clock is None:
                raise UsageError(f"promise {promise.id!r}: working hours need a clock")
            if rests_on_calendar(promise) and self.calendar is None and self.clock is None:
                raise UsageError(f"promise {promise.id!r}: expected a working-day calendar")


@lru_cache(256)
def _as_known(base: TimeBase, day: date) -> TimeBase:
    calendar = base.calendar.as_of(day) if base.calendar else None
    clock = base.clock
    if clock is not None and clock.calendar is not None:
        clock = Clock(clock.hours, clock.calendar.as_of(day))
    return TimeBase(calendar, clock, base.zone)


def rests_on_calendar(promise: Promise) -> bool:
    """Whether the days of a calendar change when it is due."""
    period = promise.period
    return period.unit in (Unit.WORKING_DAY, Unit.WORKING_HOUR) or period.roll is not Roll.NONE


def is_after(time: Time, day: date, instant: datetime, base: TimeBase) -> bool:
    """Whether a time lies after the end of a due day; its last instant is in time.

    >>> from zoneinfo import ZoneInfo
    >>> noon = datetime(2023, 6, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    >>> is_after(noon, date(2023, 6, 20), noon, TimeBase())
    False
    """
    if not isinstance(time, datetime):
        return time > day
    if base.deadline_zone is None and base.day(time) < day:
        return False  # the due instant lies on the due day
    return base.moment(time) - EPOCH > instant - EPOCH
