"""How a case stands: its events taken one after another (办理状态).

The state is worked out, never stored. Each event is applied, or it is found
fault with and kept; nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TypeAlias

from attrs import Factory, define, evolve, frozen

from bizenv.cases import faults
from bizenv.cases.cycles import Cycle, Doubt, Extension, Pause, facts_of
from bizenv.cases.faults import Fault
from bizenv.cases.ordering import Slot, as_zone, in_order, local_day
from bizenv.cases.stages import NEW_CYCLE, ONCE_A_CYCLE, Stage, after
from bizenv.cases.values import Case, Event, EventKind, Time
from bizenv.kernel.errors import RecordError
from bizenv.kernel.text import Lang
from bizenv.kernel.truth import Truth

__all__ = ["CaseState", "state_of"]


@frozen
class CaseState:
    """How a case stands, as its events tell (办理状态).

    *Closed*, *solved*, *satisfied* and *written off* are four facts, each yes,
    no or unknown; they are those of the last cycle. ``events`` are those that
    were applied, in the order in which they were, with the zone where one was
    named; ``faults`` are the others. ``lead`` is the agency in charge now.
    """

    case: Case
    at: Time | None
    stage: Stage
    events: tuple[Event, ...]
    faults: tuple[Fault, ...]
    cycles: tuple[Cycle, ...]
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]
    lead: str | None
    reassignments: int

    @property
    def closed(self) -> Truth:
        """Whether the case is closed (办结)."""
        return self.cycles[-1].closed

    @property
    def solved(self) -> Truth:
        """Whether the matter is settled (解决)."""
        return self.cycles[-1].solved

    @property
    def satisfied(self) -> Truth:
        """Whether the enterprise says that it is satisfied (满意)."""
        return self.cycles[-1].satisfied

    @property
    def written_off(self) -> Truth:
        """Whether the case is struck off the ledger (销号)."""
        return self.cycles[-1].written_off

    @property
    def open(self) -> bool:
        """Whether somebody still has to work on it."""
        return self.stage is not Stage.NOTHING and not self.stage.ended

    @property
    def paused(self) -> bool:
        """Whether a pause is running."""
        return bool(self.pauses) and self.pauses[-1].end is None

    def first(self, kind: EventKind | str) -> Event | None:
        """The first event of a kind that was applied."""
        return next((event for event in self.events if event.kind == kind), None)

    def last(self, kind: EventKind | str) -> Event | None:
        """The last event of a kind that was applied."""
        return next((event for event in reversed(self.events) if event.kind == kind), None)

    @property
    def times(self) -> dict[EventKind, Time | None]:
        """The time of the first event of each kind that was applied."""
        return {event.kind: event.time for event in reversed(self.events)}

    def moved(self, to: Callable[[Event], Event]) -> CaseState:
        """The same state of another case that ran alike, whose events stand in these places.

        What is not applied, and the cycles, are still those of this case.
        """
        pauses = (Pause(to(each.begin), each.end and to(each.end)) for each in self.pauses)
        return evolve(
            self,
            events=tuple(map(to, self.events)),
            pauses=tuple(pauses),
            extensions=tuple(Extension(to(each.event), each.cycle) for each in self.extensions),
        )

    def say(self, lang: Lang) -> str:
        """The case and its stage on one line."""
        return f"{self.case.id} {self.stage.text.say(lang)}"


def state_of(
    case: Case,
    at: Time | None = None,
    *,
    zone: str | tzinfo | None = None,
    strict: bool = False,
) -> CaseState:
    """How a case stands, now or at a time.

    ``zone`` is the time zone of local times, as the rulebook names it. Events
    after ``at`` are faults; to look back, cut the case with
    :func:`bizenv.cases.ordering.up_to`.

    >>> from datetime import date
    >>> case = Case("C1", events=[
    ...     Event("received", date(2023, 6, 15)), Event("explained", date(2023, 6, 20)),
    ...     Event("followed-up", date(2023, 6, 21), grade="satisfied"),
    ... ])
    >>> state = state_of(case)
    >>> state.stage.value, state.closed, state.solved, state.satisfied, state.written_off
    ('closed', Truth.YES, Truth.NO, Truth.YES, Truth.NO)

    Raises:
        UsageError: the zone is not known, or ``at`` is a local time without zone.
        RecordError: ``strict``, and there are faults or unreadable rows: all of them.
    """
    named = as_zone(zone)
    fold = _Fold(case, named)
    fold.take(at)
    state = fold.state(at)
    if strict:
        unread = [problem for row in case.unread for problem in row.problems]
        if wrong := (*(fault.problem for fault in state.faults), *unread):
            raise RecordError(wrong)
    return state


_Waiting: TypeAlias = tuple[Slot, Fault]


@define
class _Fold:
    """What is known of a case after some of its events."""

    case: Case
    zone: tzinfo | None
    stage: Stage = Stage.NOTHING
    events: list[Event] = Factory(list)
    faults: list[Fault] = Factory(list)
    starts: list[int] = Factory(lambda: [0])
    """Where in the events each cycle begins."""
    pauses: list[Pause] = Factory(list)
    extensions: list[Extension] = Factory(list)
    received: Event | None = None
    lead: str | None = None
    assigned: bool = False
    reassignments: int = 0

    def take(self, at: Time | None) -> None:
        """Apply every event up to a time that can follow; find fault with the others."""
        line = in_order(self.case.events, self.zone, at)
        id = self.case.id
        if at is not None:
            self.faults += [faults.in_future(event, id, at) for event in line.later]
        self.faults += [faults.duplicate_event(event, id, first) for event, first in line.twins]
        self.faults += [faults.missing_zone(event, id) for event in line.adrift]
        self.lead = self.case.lead
        kinds = (slot.event for slot in line.slots)
        self.received = next((e for e in kinds if e.kind is EventKind.RECEIVED), None)
        if line.slots and self.received is None:
            self.stage = Stage.REGISTERED  # a record that leaves the registration out
        waiting: list[_Waiting] = []
        for slot in line.slots:
            if waiting:
                waiting = self._give_up(waiting, slot)
            if fault := self._apply(slot.event):
                waiting.append((slot, fault))
            elif waiting:
                waiting = self._retry(waiting)
        self.faults += [fault for _, fault in waiting]

    def _retry(self, waiting: list[_Waiting]) -> list[_Waiting]:
        """Those that still cannot follow, now that one more event was applied."""
        left: list[_Waiting] = []
        for place, (slot, _) in enumerate(waiting):
            fault = self._apply(slot.event)
            if fault is None:
                return self._retry([*left, *waiting[place + 1 :]])
            left.append((slot, fault))
        return left

    def _give_up(self, waiting: list[_Waiting], upon: Slot) -> list[_Waiting]:
        """Those that may wait longer; the others will never follow."""
        self.faults += [fault for slot, fault in waiting if not slot.meets(upon)]
        return [(slot, fault) for slot, fault in waiting if slot.meets(upon)]

    def _apply(self, event: Event) -> Fault | None:
        """Apply an event that can follow; else say why it cannot."""
        kind = event.kind
        stage = after(kind, self.stage)
        if stage is None:
            return self._misplaced(event)
        if kind in _CHECKED and (fault := self._unfit(event)):
            return fault
        if kind in NEW_CYCLE:
            self.starts.append(len(self.events))
        if self.pauses and (stage.ended or kind in NEW_CYCLE):
            self._end_pause(event)
        self.stage = stage
        self.events.append(event)
        if kind in _NOTED:
            self._note(event)
        return None

    def _misplaced(self, event: Event) -> Fault:
        if self.stage is Stage.NOTHING and self.received is not None:
            return faults.before_received(event, self.case.id, self.received)
        return faults.cannot_follow(event, self.case.id, self.stage)

    def _unfit(self, event: Event) -> Fault | None:
        """Why an event is wrong that the stage itself would let follow."""
        kind, id = event.kind, self.case.id
        running = self.pauses[-1] if self.pauses and self.pauses[-1].end is None else None
        if kind is EventKind.PAUSED:
            return faults.pause_in_pause(event, id, running.begin) if running else None
        if kind is EventKind.RESUMED:
            return None if running else faults.resume_without_pause(event, id)
        if kind is EventKind.EXTENDED:
            return faults.until_before_start(event, id) if self._ends_early(event) else None
        before = (e for e in self.events[self.starts[-1] :] if e.kind is kind)
        first = next(before, None)
        return None if first is None else faults.done_already(event, id, first)

    def _ends_early(self, event: Event) -> bool:
        until, time = event.until, event.time
        if until is None or time is None:
            return False
        if isinstance(until, datetime) and isinstance(time, datetime):
            until = until if until.tzinfo else until.replace(tzinfo=self.zone or time.tzinfo)
            return until < time
        return local_day(until, self.zone) < local_day(time, self.zone)

    def _end_pause(self, event: Event) -> None:
        pause = self.pauses[-1]
        if pause.end is None:
            self.pauses[-1] = Pause(pause.begin, event)

    def _note(self, event: Event) -> None:
        """What an applied event changes besides the stage."""
        kind = event.kind
        if kind is EventKind.PAUSED:
            self.pauses.append(Pause(event))
        elif kind is EventKind.RESUMED:
            self._end_pause(event)
        elif kind is EventKind.EXTENDED:
            self.extensions.append(Extension(event, len(self.starts)))
        elif kind is EventKind.ASSIGNED and not self.assigned:
            self.assigned = True
            self.lead = event.to or self.lead
        else:
            self.assigned = True
            self.reassignments += 1
            self.lead = event.to  # not known where the record does not say it

    def state(self, at: Time | None) -> CaseState:
        """The state after all events."""
        return CaseState(
            self.case,
            at,
            self.stage,
            tuple(self.events),
            tuple(self.faults),
            self._cycles(),
            tuple(self.pauses),
            tuple(self.extensions),
            self.lead,
            self.reassignments,
        )

    def _cycles(self) -> tuple[Cycle, ...]:
        """Each time that the case was handled; what is in doubt may belong to the last."""
        doubt = Doubt.of(self.case, self.faults)
        if len(self.starts) == 1:  # as in most cases
            return (facts_of(1, self.events, doubt),)
        ends = [*self.starts[1:], len(self.events)]
        return tuple(
            facts_of(number, self.events[start:end], doubt if number == len(ends) else None)
            for number, (start, end) in enumerate(zip(self.starts, ends, strict=True), 1)
        )


_CHECKED = ONCE_A_CYCLE | {EventKind.PAUSED, EventKind.RESUMED, EventKind.EXTENDED}
_NOTED = frozenset(
    {EventKind.PAUSED, EventKind.RESUMED, EventKind.EXTENDED}
    | {EventKind.ASSIGNED, EventKind.REASSIGNED}
)
