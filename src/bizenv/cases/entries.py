"""The lines of a ledger: what it keeps of each case (台账条目).

A line holds what figures ask for and no more. Equal facts are one value, so
that a ledger of many cases counts few distinct ones.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, tzinfo
from enum import StrEnum
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.cases.cycles import ENDS
from bizenv.cases.due_times import by_due
from bizenv.cases.ordering import local_day
from bizenv.cases.readings import ClockReading, ClockState
from bizenv.cases.stages import Stage
from bizenv.cases.states import CaseState
from bizenv.cases.timeliness import Timeliness, by_clock
from bizenv.cases.values import Event, EventKind, Grade
from bizenv.kernel.errors import UnknownDayError
from bizenv.kernel.fields import member
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth

__all__ = [
    "Answer",
    "Days",
    "Desk",
    "Entry",
    "Facts",
    "Readings",
    "Timeliness",
    "Told",
    "ending",
    "facts_of",
    "receipt",
    "timeliness",
]

Told: TypeAlias = ClockReading | ClockState | Timeliness | str | None
Readings: TypeAlias = Mapping[str, Told] | Callable[[CaseState], Told]
"""What the clock of each case reads: by the id of the case, or asked of its state."""


class Answer(StrEnum):
    """What came of the follow-up of a case (回访结果)."""

    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"
    UNREACHED = "unreached"
    """Followed up, and nobody answered."""
    NONE = "none"
    """Not followed up."""
    DOUBTFUL = "doubtful"
    """A row that could not be applied may say more."""


@frozen(cache_hash=True)
class Facts:
    """What the rates ask of a case."""

    stage: Stage
    accepted: Truth
    closed: Truth
    solved: Truth
    written_off: Truth
    replied: Truth
    answer: Answer
    """In the last cycle."""
    ever: Answer
    """In all cycles: dissatisfied where it was so once."""
    answered: Truth
    """Whether it was ever answered or closed, so that it could be handled again."""
    rehandled: Truth
    faulty: bool
    """Whether a row or a cell of it could not be used."""
    reading: Timeliness | None

    @property
    def open(self) -> bool:
        """Whether somebody still has to work on it."""
        return self.stage is not Stage.NOTHING and not self.stage.ended

    @property
    def overdue(self) -> bool:
        """Whether it is still open after its due time."""
        return self.open and self.reading is Timeliness.LATE


Days: TypeAlias = int | Text
"""A number of working days, or why it is not known."""


@frozen
class Entry:
    """One line of a ledger: a case (台账条目).

    ``days`` are the working days from receipt to closing, ``age`` those from
    receipt until now; None where the case is not closed, or not open.
    """

    case: str
    facts: Facts
    received: date | None = None
    ended: date | None = None
    days: Days | None = None
    age: Days | None = None
    session: str | None = None
    channel: str | None = None
    agency: str | None = None
    kind: str | None = None
    priority: str | None = None
    enterprise: str | None = None
    subject: str | None = None

    @property
    def month(self) -> str | None:
        """The month of receipt.

        >>> facts = Desk(date(2023, 6, 30)).facts
        >>> from bizenv.cases.states import state_of
        >>> from bizenv.cases.values import Case
        >>> Entry("C1", facts(state_of(Case("C1"))), date(2023, 6, 15)).month
        '2023-06'
        """
        return None if self.received is None else f"{self.received:%Y-%m}"


# --- facts of a state -------------------------------------------------------------

_ANSWERED: Final = ENDS | {EventKind.REPLIED, EventKind.WRITTEN_OFF}
_AFTER_ACCEPTANCE: Final = frozenset(EventKind) - frozenset(
    {EventKind.RECEIVED, EventKind.NOT_ACCEPTED, EventKind.WITHDRAWN, EventKind.MERGED}
    | {EventKind.PAUSED, EventKind.RESUMED, EventKind.EXTENDED, EventKind.REOPENED}
)
"""They show that somebody has accepted the case; the others can happen to any."""
_REPLIES: Final = frozenset({EventKind.REPLIED, EventKind.EXPLAINED})
_RE_HANDLED: Final = frozenset({EventKind.RE_HANDLED})
_NOTHING: Final[frozenset[EventKind]] = frozenset()
_LEFT: Final = frozenset({Stage.WITHDRAWN, Stage.MERGED})
_TOLD: Final = frozenset({"duplicate-event", "event-in-future"})
"""Faults that leave no doubt about the case: they are applied already, or still to come."""
_GOOD: Final = frozenset({Grade.SATISFIED, Grade.BASICALLY_SATISFIED})


Kinds: TypeAlias = AbstractSet[EventKind]


def _happened(wanted: Kinds, kinds: Kinds, doubt: Kinds) -> Truth:
    """Whether one of these things happened; unknown where a row at fault may say so."""
    if not wanted.isdisjoint(kinds):
        return Truth.YES
    return Truth.NO if wanted.isdisjoint(doubt) else Truth.UNKNOWN


def _accepted(stage: Stage, kinds: Kinds, doubt: Kinds) -> Truth:
    """A record may leave the step out: who works on a case has accepted it."""
    if stage is Stage.DECLINED:
        return Truth.NO
    found = _happened(_AFTER_ACCEPTANCE, kinds, doubt)
    return Truth.UNKNOWN if found is Truth.NO and stage in _LEFT else found


def _replied(closed: Truth, kinds: Kinds, doubt: Kinds) -> Truth:
    """Many records close a case without a word of the reply: then nobody knows."""
    found = _happened(_REPLIES, kinds, doubt)
    return Truth.UNKNOWN if found is Truth.NO and closed is not Truth.NO else found


_BY_TRUTH: Final = {Truth.YES: Answer.SATISFIED, Truth.NO: Answer.DISSATISFIED}


def _answer(satisfied: Truth, followed: Collection[Event], doubt: Kinds) -> Answer:
    if satisfied is not Truth.UNKNOWN:
        return _BY_TRUTH[satisfied]
    if EventKind.FOLLOWED_UP in doubt:
        return Answer.DOUBTFUL
    return Answer.UNREACHED if followed else Answer.NONE


def _ever(followed: Collection[Event], doubt: Kinds) -> Answer:
    """Over all cycles, and all answers of one cycle: a bad one is not undone."""
    grades = {event.grade for event in followed}
    if Grade.DISSATISFIED in grades:
        return Answer.DISSATISFIED
    good = bool(grades & _GOOD) and EventKind.FOLLOWED_UP not in doubt
    return Answer.SATISFIED if good else _answer(Truth.UNKNOWN, followed, doubt)


def _in_doubt(state: CaseState) -> Kinds:
    """What may have happened besides, because it is recorded and could not be applied."""
    if not state.faults and not state.case.unread:
        return _NOTHING
    kinds = {fault.event.kind for fault in state.faults if fault.code not in _TOLD}
    for row in state.case.unread:
        kinds |= frozenset(EventKind) if row.kind is None else {row.kind}
    return kinds


def facts_of(state: CaseState, reading: Timeliness | None) -> Facts:
    """What the rates ask of a case."""
    kinds = {event.kind for event in state.events}
    doubt = _in_doubt(state)
    followed = [event for event in state.events if event.kind is EventKind.FOLLOWED_UP]
    cycle, many = state.cycles[-1], len(state.cycles) > 1
    now = [event for event in followed if event in cycle.events] if many else followed
    answer = _answer(cycle.satisfied, now, doubt)
    return Facts(
        state.stage,
        _accepted(state.stage, kinds, doubt),
        cycle.closed,
        cycle.solved,
        cycle.written_off,
        _replied(cycle.closed, kinds, doubt),
        answer,
        _ever(followed, doubt),
        _happened(_ANSWERED, kinds, doubt),
        _happened(_RE_HANDLED, kinds, doubt),
        bool(doubt) or any(each.severity != "note" for each in state.case.problems),
        reading,
    )


def receipt(state: CaseState) -> Event | None:
    """The event that says when a case was received; another is no substitute for it."""
    return state.first(EventKind.RECEIVED)


def ending(state: CaseState) -> Event | None:
    """The event by which a case was closed in its last cycle."""
    return next((event for event in state.cycles[-1].events if event.kind in ENDS), None)


def timeliness(told: Told) -> Timeliness | None:
    """Whether a case keeps its time, by its clock; None where that says nothing.

    >>> timeliness(ClockState.MISSED)
    <Timeliness.LATE: 'late'>
    """
    if isinstance(told, ClockReading):
        told = told.state
    if isinstance(told, ClockState):
        return by_clock(told)
    return None if told is None else member(Timeliness, told)


@frozen
class Desk:
    """Who writes the lines of one ledger: its day, its calendar, its clocks (登记台).

    >>> from bizenv.cases.states import state_of
    >>> from bizenv.cases.values import Case
    >>> case = Case("C1", events=[Event("received", date(2023, 6, 15))])
    >>> Desk(date(2023, 6, 30)).entry(state_of(case)).age.en
    'no working-day calendar was given'
    """

    day: date
    calendar: WorkCalendar | None = None
    readings: Readings | None = None
    zone: tzinfo | None = None
    _known: dict[Any, Facts] = field(factory=dict, init=False, repr=False, eq=False)

    def entry(self, state: CaseState) -> Entry:
        """The line of one case."""
        case, facts = state.case, self.facts(state)
        received = self._day(receipt(state))
        ended = self._day(ending(state)) if facts.closed is Truth.YES else None
        return Entry(
            case.id,
            facts,
            received,
            ended,
            *self.spans(facts, received, ended),
            case.session,
            case.channel,
            state.lead,
            case.kind,
            case.priority,
            case.enterprise,
            case.subject,
        )

    def spans(
        self, facts: Facts, received: date | None, ended: date | None
    ) -> tuple[Days | None, Days | None]:
        """The working days to the closing of a closed case, and the age of an open one."""
        days = self._count(received, ended) if facts.closed is Truth.YES else None
        return days, self._count(received, self.day) if facts.open else None

    def facts(self, state: CaseState) -> Facts:
        """What the rates ask of a case; the same value for the same facts.

        Most cases of a long ledger ran as others did: the same things happened
        in the same order. Those are looked at once.
        """
        reading = self._reading(state)
        if state.faults or state.case.unread or state.case.problems:
            return facts_of(state, reading)
        course = tuple([(id(event.kind), id(event.grade)) for event in state.events])
        key = (course, id(state.stage), id(reading))
        if (facts := self._known.get(key)) is None:
            facts = self._known[key] = facts_of(state, reading)
        return facts

    def _reading(self, state: CaseState) -> Timeliness | None:
        """What the clock says; where none is given, the due time that the record states."""
        found = self._told(state)
        if found is not None or state.case.due is None:
            return timeliness(found)
        return by_due(state, self.day if state.at is None else state.at, self.zone)

    def _told(self, state: CaseState) -> Told:
        asked = self.readings
        if asked is None:
            return None
        return asked.get(state.case.id) if isinstance(asked, Mapping) else asked(state)

    def _day(self, event: Event | None) -> date | None:
        if event is None or event.time is None:
            return None
        return local_day(event.time, self.zone)

    def _count(self, start: date | None, end: date | None) -> Days:
        if self.calendar is None:
            return _NO_CALENDAR
        if start is None or end is None or end < start:
            return _NO_DAY
        try:
            return self.calendar.count(start, end)
        except UnknownDayError:
            return _NOT_PUBLISHED


_NO_CALENDAR = Text("没有给出工作日历", "no working-day calendar was given")
_NO_DAY = Text("登记或办结的日期不明", "the day of receipt or of closing is not known")
_NOT_PUBLISHED = Text(
    "工作日安排尚未公布", "the working days of that time are not published, or not known"
)
