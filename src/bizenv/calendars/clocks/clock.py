"""A clock that runs while the office is open (办公时钟): how long something took, when it is due.

>>> from zoneinfo import ZoneInfo
>>> from bizenv.calendars.workdays.calendar import work_calendar
>>> hours = Hours({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, zone="Asia/Shanghai")
>>> clock = Clock(hours, work_calendar("CN"))
>>> friday = datetime(2026, 2, 27, 16, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
>>> due = clock.due(friday, timedelta(hours=2))      # the Saturday after is made working
>>> due.isoformat(), clock.elapsed(friday, due)
('2026-02-28T10:00:00+08:00', datetime.timedelta(seconds=7200))

Both questions are answered from one function, the time worked up to a moment,
so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, overload
from zoneinfo import ZoneInfo

from attrs import field, frozen, validators

from bizenv.calendars.clocks.hours import Hours, round_the_clock
from bizenv.calendars.clocks.moments import Pause, as_moment, as_span, merged, micros, without
from bizenv.calendars.clocks.rotas import check_make_up, segment_table
from bizenv.calendars.clocks.segments import (
    EPOCH,
    FIRST_DAY,
    LAST_DAY,
    NEVER,
    SECOND,
    BeyondError,
    Continuous,
    Segments,
)
from bizenv.calendars.workdays.calendar import OnUnknown, WorkCalendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.calendars.workdays.refusals import check_choice
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import instance
from bizenv.kernel.text import Text

__all__ = ["Clock", "Reckoning"]

_ONE_DAY = timedelta(days=1)
_SOON = 2  # years after the last notice, which most provisional answers need
_REACH = (20, 200)  # years ahead, in turn, where no calendar ends the table
_UNENDING = Continuous(
    *((day.toordinal() - EPOCH.toordinal()) * 86_400 * SECOND for day in (FIRST_DAY, LAST_DAY))
)
_TOO_FAR = Text(
    "结果超出了时钟能推算的年份，请写更近的时刻或更短的时长",
    "the answer lies beyond the years that a clock reaches: "
    "expected nearer moments, or a shorter target",
)


@frozen(slots=False)
class Clock:
    """Working time by weekly hours and, unless it is None, by a working-day calendar.

    On a rest day of the week the hours of its weekday apply, if it has any. On a
    holiday, and when the office is closed, no hour counts. A rest day that is
    worked (调休上班) has the hours given for ``"make-up"``, else those of the other
    weekdays.

    >>> Clock(Hours({"mon-fri": "09:00-17:00"}, zone="Europe/Berlin"), None)
    Clock(hours=Hours({'mon-fri': ['09:00-17:00']}, zone='Europe/Berlin'), calendar=None)

    Raises:
        UsageError: the calendar has make-up days, and their hours are not
            given although the weekdays differ.
    """

    hours: Hours = field(validator=instance(Hours))
    calendar: WorkCalendar | None = field(validator=validators.optional(instance(WorkCalendar)))

    def __attrs_post_init__(self) -> None:
        if self.calendar is not None:
            check_make_up(self.hours, self.calendar)

    @classmethod
    def round_the_clock(cls, zone: str) -> Clock:
        """A clock that never stops; the zone says how moments are written.

        >>> clock = Clock.round_the_clock("Asia/Shanghai")
        >>> clock.due(datetime.fromisoformat("2026-10-01T22:00+08:00"), timedelta(hours=2))
        datetime.datetime(2026, 10, 2, 0, 0, tzinfo=zoneinfo.ZoneInfo(key='Asia/Shanghai'))
        """
        return cls(round_the_clock(zone), None)

    # --- the two questions ----------------------------------------------------

    def elapsed(
        self,
        start: datetime,
        end: datetime,
        pauses: Iterable[Pause] = (),
        on_unknown: OnUnknown = "raise",
    ) -> timedelta:
        """The working time from one moment to another, without that of the pauses.

        A pause is a pair of moments; None for its end means that it goes on. If
        ``end`` comes first the time is negative.

        Raises:
            UsageError: a moment has no time zone, or a pause ends before it begins.
            UnknownDayError: no published notice arranges a day of the span.
        """
        check_choice(on_unknown)
        zone = self.hours.zone
        a, b = micros(start, "start", zone), micros(end, "end", zone)
        breaks = merged(pauses, zone)
        low, high = min(a, b), max(a, b)
        for table in self._tables(low, on_unknown):
            try:
                worked = table.elapsed(low, high, breaks)
            except BeyondError:
                continue
            return timedelta(microseconds=worked if a <= b else -worked)
        raise self._beyond(low, high, on_unknown)

    @overload
    def due(
        self, start: datetime, target: timedelta, *, on_unknown: OnUnknown = "raise"
    ) -> datetime: ...
    @overload
    def due(
        self,
        start: datetime,
        target: timedelta,
        pauses: Iterable[Pause],
        on_unknown: OnUnknown = "raise",
    ) -> datetime | None: ...
    def due(
        self,
        start: datetime,
        target: timedelta,
        pauses: Iterable[Pause] = (),
        on_unknown: OnUnknown = "raise",
    ) -> datetime | None:
        """The moment at which so much working time has passed, in the zone of the hours.

        A target that is met at closing time is due at that closing. A pause that
        begins when the target is met, or later, changes nothing. While an open
        pause keeps the target from being met there is no such moment: None.

        Raises:
            UsageError: the target is not more than zero, a moment has no time
                zone, or a pause ends before it begins.
            UnknownDayError: the answer hangs on a day that no notice arranges.
        """
        check_choice(on_unknown)
        zone = self.hours.zone
        begin, left = micros(start, "start", zone), as_span(target, "target")
        breaks = merged(pauses, zone)
        for table in self._tables(begin, on_unknown):
            try:
                found = table.due(begin, left, breaks)
            except BeyondError:
                continue
            return None if found is None else as_moment(found, self._local)
        raise self._beyond(begin, NEVER, on_unknown)

    def reckon(
        self,
        start: datetime,
        target: timedelta,
        at: datetime,
        pauses: Sequence[tuple[datetime, datetime]] = (),
        on_unknown: OnUnknown = "raise",
    ) -> Reckoning:
        """When a target is met, and what is worked of it by another moment, in one look.

        >>> clock = Clock(Hours({"mon-fri": "09:00-17:00"}, zone="Asia/Shanghai"), None)
        >>> a, b = (datetime.fromisoformat(f"2026-03-0{d}T12:00+08:00") for d in (2, 3))
        >>> told = clock.reckon(a, timedelta(hours=6), b)
        >>> told.due.hour, told.used, told.late
        (10, datetime.timedelta(seconds=28800), datetime.timedelta(seconds=7200))

        Raises:
            UsageError: as for :meth:`due` and :meth:`elapsed`.
            UnknownDayError: an answer hangs on a day that no notice arranges.
        """
        check_choice(on_unknown)
        zone = self.hours.zone
        begin, end = micros(start, "start", zone), micros(at, "at", zone)
        left, breaks = as_span(target, "target"), merged(pauses, zone)
        for table in self._tables(min(begin, end), on_unknown):
            try:
                due = table.due(begin, left, breaks)
                assert due is not None  # noqa: S101 - every pause has its end
                used = table.elapsed(begin, end, breaks) if begin < end else 0
                late = table.elapsed(due, end, breaks) if due < end else 0
            except BeyondError:
                continue
            sure = self._certainty(begin, due)
            return Reckoning(as_moment(due, self._local), _span(used), _span(late), sure)
        raise self._beyond(begin, max(end, begin + 1), on_unknown)

    # --- what an answer rests on ------------------------------------------------

    def spans(
        self,
        start: datetime,
        end: datetime,
        pauses: Iterable[Pause] = (),
        on_unknown: OnUnknown = "raise",
    ) -> tuple[tuple[datetime, datetime], ...]:
        """Each stretch of working time between two moments; together they are ``elapsed``.

        >>> clock = Clock(Hours({"mon-fri": "09:00-17:00"}, zone="Asia/Shanghai"), None)
        >>> a, b = (datetime.fromisoformat(f"2026-03-0{d}T12:00+08:00") for d in (2, 3))
        >>> [f"{x:%d %H:%M}-{y:%H:%M}" for x, y in clock.spans(a, b)]
        ['02 12:00-17:00', '03 09:00-12:00']
        """
        check_choice(on_unknown)
        zone, local = self.hours.zone, self.hours.timezone
        a, b = micros(start, "start", zone), micros(end, "end", zone)
        for table in self._tables(a, on_unknown):
            if not table.holds(a, b):
                continue
            worked = without(merged(pauses, zone), a, b)
            pieces = (piece for low, high in worked for piece in table.spans(low, high))
            return tuple((as_moment(x, local), as_moment(y, local)) for x, y in pieces)
        raise self._beyond(a, b, on_unknown)

    def certainty(self, start: datetime, end: datetime) -> Certainty:
        """How sure the calendar is of the least sure day from one moment to another.

        A span that ends at midnight does not touch the day that begins then.
        """
        if self.calendar is None:
            return Certainty.FINAL
        zone = self.hours.zone
        a, b = micros(start, "start", zone), micros(end, "end", zone)
        return self._certainty(min(a, b), max(a, b))

    def _certainty(self, a: int, b: int) -> Certainty:
        if self.calendar is None:
            return Certainty.FINAL
        low, high = self._settled
        local = self._local
        if low <= a and b <= high:
            return Certainty.FINAL
        last = as_moment(max(b - 1, a), local).date()
        return self.calendar.certainty(as_moment(a, local).date(), last)

    # --- tables -----------------------------------------------------------------

    def _tables(self, begin: int, on_unknown: OnUnknown) -> Iterator[Continuous]:
        """Tables that may hold the answer, the nearest first."""
        if self.calendar is not None:
            if self._known is not None:
                yield self._known
            if on_unknown == "provisional":
                for first, last in _guesses(self.calendar):
                    yield segment_table(self.hours, self.calendar, first, last, on_unknown)
        elif self._is_continuous:
            yield _UNENDING
        else:
            year = as_moment(begin, self._local).year // 10 * 10
            for ahead in _REACH:
                first = date(max(year - 1, FIRST_DAY.year), 1, 1)
                last = date(min(year + ahead, LAST_DAY.year), 12, 31)
                yield segment_table(self.hours, None, first, last, "raise")

    @cached_property
    def _settled(self) -> tuple[int, int]:
        """Between these moments every day is final, in whatever time zone; a day is left over."""
        calendar = self.calendar
        if calendar is None or calendar.first is None or calendar.final_through is None:
            return NEVER, 0
        days = (calendar.first.toordinal() + 2, calendar.final_through.toordinal() - 1)
        low, high = ((day - EPOCH.toordinal()) * 86_400 * SECOND for day in days)
        return low, high

    @cached_property
    def _is_continuous(self) -> bool:
        return self.hours.is_continuous

    @cached_property
    def _local(self) -> ZoneInfo:
        return self.hours.timezone

    @cached_property
    def _known(self) -> Segments | None:
        """The days that notices arrange; None where there is no notice."""
        calendar = self.calendar
        if calendar is None or calendar.first is None or calendar.known_through is None:
            return None
        return segment_table(self.hours, calendar, calendar.first, calendar.known_through, "raise")

    def _beyond(self, low: int, high: int, on_unknown: OnUnknown) -> UsageError:
        """The calendar's own error for a day that it does not know, or else ours."""
        if self.calendar is not None:
            zone = self.hours.timezone
            last = self.calendar.known_through or LAST_DAY
            if on_unknown == "provisional":
                last = self.calendar.reach[1]
            after = min(last, LAST_DAY) + _ONE_DAY
            end = after if high == NEVER else as_moment(high, zone).date()
            for day in (as_moment(low, zone).date(), end):
                self.calendar.is_open(day, on_unknown)
        return UsageError(_TOO_FAR)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Clock, (self.hours, self.calendar))  # without the tables


@frozen
class Reckoning:
    """When a target is met, what is worked by a moment, and what after the target was met."""

    due: datetime
    used: timedelta
    late: timedelta
    certainty: Certainty


def _span(micros: int) -> timedelta:
    return timedelta(microseconds=micros)


def _guesses(calendar: WorkCalendar) -> Iterator[tuple[date, date]]:
    """The spans of days for provisional answers: soon after the last notice, then all."""
    first, last = calendar.reach
    if calendar.first is not None and calendar.known_through is not None:
        yield calendar.first, date(min(last.year, calendar.known_through.year + _SOON), 12, 31)
    yield first, last
