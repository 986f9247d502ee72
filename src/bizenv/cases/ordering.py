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

from attrs import evolve, frozen

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


def as_zone(zone: str | tzinfo | None) -> tzinfo | None:
    """A time zone by its name; None where none is named.

    >>> str(as_zone("Asia/Shanghai")), as_zone(None)
    ('Asia/Shanghai', None)
    """
    return zone_of(zone, None) if isinstance(zone, str) else zone


def in_order(events: Iterable[Event], zone: tzinfo | None) -> Line:
    """The events in the order in which they are taken.

    >>> events = [Event("assigned", date(2023, 6, 20)), Event("received", date(2023, 6, 20))]
    >>> [slot.event.kind.value for slot in in_order(events, None).slots]
    ['received', 'assigned']
    """
    timed: list[Slot] = []
    days: list[Slot] = []
    timeless: list[Slot] = []
    adrift: list[Event] = []
    for event in events:
        time = event.time
        if isinstance(time, datetime):
            if time.tzinfo is None:
                if zone is None:
                    adrift.append(event)
                    continue
                time = time.replace(tzinfo=zone)
                event = evolve(event, time=time)  # noqa: PLW2901 - the same event, placed
            timed.append(Slot(event, time - EPOCH))
        elif time is not None:
            days.append(Slot(event, None, time))
        else:
            timeless.append(Slot(event))
    if days:
        timed = [evolve(slot, day=local_day(slot.event.time, zone)) for slot in timed]
    twins: list[tuple[Event, Event]] = []
    slots = _merged(_sorted(timed, zone, twins), _sorted(days, zone, twins))
    return Line([*slots, *_sorted(timeless, zone, twins)], twins, adrift)


def local_day(time: Any, zone: tzinfo | None) -> date:
    """The day on which a time lies: in the zone, or as it is written where none is named."""
    if not isinstance(time, datetime):
        return time  # type: ignore[no-any-return] # a bare day
    return time.date() if zone is None or time.tzinfo is None else time.astimezone(zone).date()


def _place(slot: Slot) -> tuple[Any, int]:
    return (slot.day if slot.instant is None else slot.instant, slot.event.kind.rank)


def _sorted(slots: list[Slot], zone: tzinfo | None, twins: list[tuple[Event, Event]]) -> list[Slot]:
    """Slots of one sort in order, each event once; the others are told among the twins."""
    if len(slots) < 2:
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
    time = event.time
    if time is None:
        return False
    if not isinstance(at, datetime) or not isinstance(time, datetime):
        return local_day(time, zone) > local_day(at, zone)
    if at.tzinfo is None:
        if zone is None:
            raise UsageError(_NO_ZONE.filled(at=repr(at)))
        at = at.replace(tzinfo=zone)
    if time.tzinfo is None:
        return zone is not None and time.replace(tzinfo=zone) - EPOCH > at - EPOCH
    return time - EPOCH > at - EPOCH


_NO_ZONE = Text(
    "at={at}：没有时区；请写 zone=，例如 zone='Asia/Shanghai'",
    "at={at}: expected a time zone, or one named by zone='Asia/Shanghai', say",
)


def up_to(case: Case, at: Time, zone: str | tzinfo | None = None) -> Case:
    """The case as it was at a time: without the events that came later.

    >>> case = Case("1", events=[Event("received", date(2023, 6, 15)),
    ...                          Event("accepted", date(2023, 6, 20))])
    >>> [event.kind.value for event in up_to(case, date(2023, 6, 19)).events]
    ['received']
    """
    named = as_zone(zone)
    kept = tuple(event for event in case.events if not is_later(event, at, named))
    return evolve(case, events=kept)
