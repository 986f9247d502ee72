"""What became of a case each time it was handled: four facts, pauses, extensions (办理轮次).

A case that is reopened or handled again starts a new cycle; what was true of
the earlier ones stays true of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from bizenv.calendars.periods.period import Period
from bizenv.cases.faults import Fault
from bizenv.cases.values import Case, Event, EventKind, Grade, Time
from bizenv.kernel.truth import Truth

__all__ = ["ENDS", "HARMLESS", "UNDOING", "Cycle", "Doubt", "Extension", "Pause", "facts_of"]


@frozen
class Pause:
    """A time during which a case rests (暂停): from one event to another.

    It ends with a resumption, with the end of the case, or with a new cycle;
    ``end`` is None while it goes on.
    """

    begin: Event
    end: Event | None = None

    @property
    def cause(self) -> str | None:
        """Why it rests."""
        return self.begin.cause

    @property
    def since(self) -> Time | None:
        """When it began."""
        return self.begin.time

    @property
    def until(self) -> Time | None:
        """When it ended; None while it goes on."""
        return None if self.end is None else self.end.time


@frozen
class Extension:
    """More time that was granted (延期), and in which cycle."""

    event: Event
    cycle: int

    @property
    def asked(self) -> Time | None:
        """When it was asked for; when it was granted where that alone is known."""
        return self.event.asked or self.event.time

    @property
    def until(self) -> Time | None:
        """Until when."""
        return self.event.until

    @property
    def period(self) -> Period | None:
        """For how long."""
        return self.event.period

    @property
    def granted_by(self) -> str | None:
        """Who granted it."""
        return self.event.by


@frozen
class Cycle:
    """One time that a case was handled (一轮办理): its events, and the four facts.

    The first event of every cycle but the first is what began it.
    """

    number: int
    events: tuple[Event, ...]
    closed: Truth
    solved: Truth
    satisfied: Truth
    written_off: Truth

    def first(self, kind: EventKind | str) -> Event | None:
        """The first event of a kind in this cycle."""
        return next((event for event in self.events if event.kind == kind), None)


# --- doubts -----------------------------------------------------------------------

ENDS = frozenset({EventKind.RESOLVED, EventKind.EXPLAINED, EventKind.CLOSED})
"""With these a case is closed."""
_ALL = frozenset(EventKind)
UNDOING = frozenset({EventKind.REOPENED, EventKind.RE_HANDLED})
"""With these a case is to be handled anew."""
HARMLESS = frozenset({"duplicate-event", "event-in-future"})
"""Faults that leave nothing open: what they say is applied already, or still to come."""
_NOWHERE = "missing-time-zone"


@frozen
class Doubt:
    """What may have happened besides, because it is recorded and could not be applied.

    ``kinds`` are all of those, ``unplaced`` those of which it is not even known
    when they happened.
    """

    kinds: frozenset[EventKind]
    unplaced: frozenset[EventKind]

    @classmethod
    def of(cls, case: Case, faults: Iterable[Fault]) -> Doubt | None:
        """What a case leaves in doubt; None where there is nothing."""
        faults = [fault for fault in faults if fault.code not in HARMLESS]
        if not faults and not case.unread:
            return None
        unplaced = {fault.event.kind for fault in faults if fault.code == _NOWHERE}
        for row in case.unread:
            unplaced |= _ALL if row.kind is None else {row.kind}
        misplaced = {fault.event.kind for fault in faults}
        return cls(frozenset(unplaced | misplaced), frozenset(unplaced))

    def about(self, fact: Truth, makers: frozenset[EventKind]) -> Truth:
        """A fact, unknown where what is in doubt may have made or undone it."""
        may_be = fact is Truth.NO and makers & self.kinds
        may_not_be = fact is not Truth.NO and UNDOING & self.unplaced
        return Truth.UNKNOWN if may_be or may_not_be else fact


# --- facts ------------------------------------------------------------------------


def facts_of(number: int, events: Sequence[Event], doubt: Doubt | None = None) -> Cycle:
    """A cycle from its events.

    >>> facts_of(1, [Event("received"), Event("closed")]).solved
    Truth.UNKNOWN
    """
    kinds = {event.kind for event in events}
    facts = (_closed(kinds), _solved(kinds), _satisfied(events), _written_off(kinds))
    if doubt is not None:
        facts = (
            doubt.about(facts[0], ENDS),
            doubt.about(facts[1], frozenset({EventKind.RESOLVED, EventKind.CLOSED})),
            doubt.about(facts[2], frozenset({EventKind.FOLLOWED_UP})),
            doubt.about(facts[3], frozenset({EventKind.WRITTEN_OFF})),
        )
    return Cycle(number, tuple(events), *facts)


def _closed(kinds: set[EventKind]) -> Truth:
    """Written off without a word of its closing: nobody knows."""
    if not kinds.isdisjoint(ENDS):
        return Truth.YES
    return Truth.UNKNOWN if EventKind.WRITTEN_OFF in kinds else Truth.NO


_UNTOLD = frozenset(
    {EventKind.CLOSED, EventKind.WRITTEN_OFF, EventKind.WITHDRAWN, EventKind.MERGED}
)


def _solved(kinds: set[EventKind]) -> Truth:
    """Closed is not solved: only a record that says so says so."""
    if EventKind.RESOLVED in kinds:
        return Truth.YES
    if EventKind.EXPLAINED in kinds or kinds.isdisjoint(_UNTOLD):
        return Truth.NO
    return Truth.UNKNOWN


_ANSWERS = {
    Grade.SATISFIED: Truth.YES,
    Grade.BASICALLY_SATISFIED: Truth.YES,
    Grade.DISSATISFIED: Truth.NO,
}


def _satisfied(events: Sequence[Event]) -> Truth:
    """The last answer that was given; nobody reached is no answer."""
    grades = (event.grade for event in reversed(events) if event.kind is EventKind.FOLLOWED_UP)
    return next((_ANSWERS[grade] for grade in grades if grade in _ANSWERS), Truth.UNKNOWN)


def _written_off(kinds: set[EventKind]) -> Truth:
    return Truth.of(EventKind.WRITTEN_OFF in kinds)
