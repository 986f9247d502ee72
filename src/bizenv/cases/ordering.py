"""In which order the events of a case are taken (事件次序).

1. By time.
2. At the same instant, in the order in which things usually happen, which is
   the order of :class:`~bizenv.cases.values.EventKind`; then by their words, so
   that the order of rows never matters. Of events that say the same the one
   that was entered first is taken.
3. A bare day stays a day: its event is taken just before the first event of
   that day that usually comes later, or at the end of the day.
4. What has no time is taken last.

An event that cannot follow yet waits for the others of its instant, or of its
day where it has no more than a day; that is up to the fold of
:mod:`bizenv.cases.states`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Any

from attrs import Factory, define, evolve, frozen

from bizenv.calendars.clocks.segments import EPOCH
from bizenv.calendars.periods.zones import zone_of
from bizenv.cases.values import Case, Event, Time
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Line", "Slot", "as_zone", "in_order", "is_later", "up_to"]


@frozen
class Slot:
    """An event in its place: its instant, and its local day where that matters."""

    event: Event
    instant: timedelta | None = None
    day: date | None = None

    def meets(self, other: Slot) -> bool:
        """Whether two events may stand in either order, for all that is known."""
        if self.day != other.day:
            return False
        return self.instant is None or other.instant is None or self.instant == other.instant


@frozen
class Line:
    """The events of a case in order, and those that have no place in it."""

    slots: Sequence[Slot]
    twins: Sequence[tuple[Event, Event]] = ()
    """Events that stand in the record twice: the one that is not taken, and the one that is."""
    adrift: Sequence[Event] = ()
    """Events in local time where no time zone is named."""
    later: Sequence[Event] = ()
    """Events that come after the time up to which they are taken."""


def as_zone(zone: str | tzinfo | None) -> tzinfo | None:
    """A time zone by its name; None where none is named.

    >>> str(as_zone("Asia/Shanghai")), as_zone(None)
    ('Asia/Shanghai', None)
    """
    return zone_of(zone, None) if isinstance(zone, str) else zone


def in_order(events: Iterable[Event], zone: tzinfo | None, at: Time | None = None) -> Line:
    """The events in the order in which they are taken, up to a time where one is given.

    >>> events = [Event("assigned", date(2023, 6, 20)), Event("received", date(2023, 6, 20))]
    >>> [slot.event.kind.value for slot in in_order(events, None).slots]
    ['received', 'assigned']

    Raises:
        UsageError: ``at`` is a local time and no zone is named.
    """
    parts = _parted(events, zone, _Limit(at, zone))
    timed = parts.timed
    if parts.days:
        timed = [Slot(s.event, s.instant, local_day(s.event.time, zone)) for s in timed]
    twins: list[tuple[Event, Event]] = []
    slots = _merged(_sorted(timed, zone, twins), _sorted(parts.days, zone, twins))
    slots = [*slots, *_sorted(parts.timeless, zone, twins)]
    return Line(slots, twins, parts.adrift, parts.later)


@define
class _Parts:
    """Events by what is known of their time."""

    timed: list[Slot] = Factory(list)
    days: list[Slot] = Factory(list)
    timeless: list[Slot] = Factory(list)
    adrift: list[Event] = Factory(list)
    later: list[Event] = Factory(list)


def _parted(events: Iterable[Event], zone: tzinfo | None, limit: _Limit) -> _Parts:
    parts = _Parts()
    for event in events:
        time = event.time
        if isinstance(time, datetime):
            instant = time - EPOCH if time.tzinfo else _instant(time, zone)
            if limit.given and limit.comes_before(time, instant):
                parts.later.append(event)
            elif instant is None:
                parts.adrift.append(event)
            else:
                parts.timed.append(Slot(event if time.tzinfo else _zoned(event, zone), instant))
        elif time is None:
            parts.timeless.append(Slot(event))
        elif limit.given and time > limit.day:
            parts.later.append(event)
        else:
            parts.days.append(Slot(event, None, time))
    return parts


def _instant(time: datetime, zone: tzinfo | None) -> timedelta | None:
    """A moment as a span since the epoch; None for a local time where no zone is named."""
    if time.tzinfo is None:
        if zone is None:
            return None
        time = time.replace(tzinfo=zone)
    return time - EPOCH


def _zoned(event: Event, zone: tzinfo | None) -> Event:
    assert isinstance(event.time, datetime)  # noqa: S101 - asked before
    return evolve(event, time=event.time.replace(tzinfo=zone))


class _Limit:
    """A time up to which events are taken; a day means its end."""

    __slots__ = ("at", "by_day", "day", "given", "instant", "zone")

    def __init__(self, at: Time | None, zone: tzinfo | None) -> None:
        self.at, self.zone, self.given = at, zone, at is not None
        self.by_day = not isinstance(at, datetime)
        self.day = local_day(at, zone)
        self.instant = _instant(at, zone) if isinstance(at, datetime) else None

    def comes_before(self, time: datetime, instant: timedelta | None) -> bool:
        """Whether a moment lies after it.

        Raises:
            UsageError: it is a local time and no zone is named.
        """
        if self.instant is not None:
            return instant is not None and instant > self.instant
        if self.by_day:
            return local_day(time, self.zone) > self.day
        raise UsageError(_NO_ZONE.filled(at=repr(self.at)))

    def cuts_off(self, event: Event) -> bool:
        """Whether an event surely comes after it; a bare day does from the next day on."""
        time = event.time
        if isinstance(time, datetime):
            return self.comes_before(time, _instant(time, self.zone))
        return time is not None and time > self.day


_NO_ZONE = Text(
    "at={at}：没有时区；请写 zone=，例如 zone='Asia/Shanghai'",
    "at={at}: expected a time zone, or one named by zone='Asia/Shanghai', say",
)


def local_day(time: Any, zone: tzinfo | None) -> date:
    """The day on which a time lies: in the zone, or as it is written where none is named."""
    if not isinstance(time, datetime):
        return time  # type: ignore[no-any-return] # a bare day
    if zone is None or time.tzinfo is None or time.tzinfo is zone:
        return time.date()
    return time.astimezone(zone).date()


def _place(slot: Slot) -> tuple[Any, int]:
    return (slot.day if slot.instant is None else slot.instant, slot.event.kind.rank)


def _sorted(slots: list[Slot], zone: tzinfo | None, twins: list[tuple[Event, Event]]) -> list[Slot]:
    """Slots of one sort in order, each event once; the others are told among the twins."""
    if len(slots) < 2 or _stand_apart(slots):
        return slots
    slots.sort(key=_place)
    places = list(map(_place, slots))
    if all(one != next_one for one, next_one in pairwise(places)):
        return slots
    slots.sort(key=lambda slot: (*_place(slot), *_content(slot.event, zone)))
    kept: list[Slot] = []
    for slot in slots:
        if kept and kept[-1].day == slot.day and _same(kept[-1].event, slot.event):
            twins.append((slot.event, kept[-1].event))
        else:
            kept.append(slot)
    return kept


def _stand_apart(slots: list[Slot]) -> bool:
    """Whether moments come one after another already, as in most records."""
    before = slots[0].instant
    if before is None:
        return False
    for slot in slots[1:]:
        instant = slot.instant
        if instant is None or instant <= before:
            return False
        before = instant
    return True


_WORDS = ("by", "to", "ground", "grade", "cause", "until", "period", "asked", "text")


def _words(event: Event) -> tuple[str, ...]:
    return tuple(repr(getattr(event, name)) for name in _WORDS)


def _content(event: Event, zone: tzinfo | None) -> tuple[Any, ...]:
    """By what events of one instant and one kind are told apart: words, then entry.

    Equal words stand together whenever they were entered, so that twins meet.
    """
    return (*_words(event), *_entered(event.recorded, zone))


def _entered(recorded: Time | None, zone: tzinfo | None) -> tuple[bool, timedelta]:
    if recorded is None:
        return True, timedelta()
    if not isinstance(recorded, datetime):
        recorded = datetime(recorded.year, recorded.month, recorded.day)  # noqa: DTZ001 - local
    if recorded.tzinfo is None:
        recorded = recorded.replace(tzinfo=zone or EPOCH.tzinfo)
    return False, recorded - EPOCH


def _same(one: Event, other: Event) -> bool:
    """Whether two events say the same, whenever each was entered and wherever it stands."""
    return one.kind is other.kind and one.time == other.time and _words(one) == _words(other)


def _merged(timed: list[Slot], days: list[Slot]) -> list[Slot]:
    """Moments with the bare days put in among them."""
    if not days:
        return timed
    line: list[Slot] = []
    waiting = iter(days)
    next_day = next(waiting, None)
    for slot in timed:
        while next_day is not None and _comes_first(next_day, slot):
            line.append(next_day)
            next_day = next(waiting, None)
        line.append(slot)
    if next_day is not None:
        line += [next_day, *waiting]
    return line


def _comes_first(day: Slot, moment: Slot) -> bool:
    """Whether a bare day's event is taken before one whose moment is known."""
    return (day.day, day.event.kind.rank) < (moment.day, moment.event.kind.rank)


# --- as of a time -----------------------------------------------------------------


def is_later(event: Event, at: Time, zone: tzinfo | None) -> bool:
    """Whether an event surely comes after a time; a bare day does from the next day on.

    A day as ``at`` means its end.

    Raises:
        UsageError: ``at`` is a local time and no zone is named.
    """
    return _Limit(at, zone).cuts_off(event)


def up_to(case: Case, at: Time, zone: str | tzinfo | None = None) -> Case:
    """The case as it was at a time: without the events that came later.

    >>> case = Case("1", events=[Event("received", date(2023, 6, 15)),
    ...                          Event("accepted", date(2023, 6, 20))])
    >>> [event.kind.value for event in up_to(case, date(2023, 6, 19)).events]
    ['received']
    """
    limit = _Limit(at, as_zone(zone))
    kept = tuple([event for event in case.events if not limit.cuts_off(event)])
    return case if len(kept) == len(case.events) else evolve(case, events=kept)
