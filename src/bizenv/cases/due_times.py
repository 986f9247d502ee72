"""The due time that a record itself states: whether it is kept, and whether it is the promised one.

Many records come with a due time of their own (承诺办结时间), whatever a
rulebook promises. It is taken as it is stated; only an extension that names a
later end moves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo

from attrs import frozen

from bizenv.calendars.clocks.segments import EPOCH
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.cases.cycles import ENDS
from bizenv.cases.faults import when
from bizenv.cases.ordering import local_day
from bizenv.cases.readings import ClockReading, last_of_stage
from bizenv.cases.service_levels import PromiseStage
from bizenv.cases.states import CaseState
from bizenv.cases.timeliness import Timeliness
from bizenv.cases.values import Event, EventKind, Time
from bizenv.kernel.findings import Finding, Severity
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth

__all__ = ["Ending", "by_due", "differs", "due_differs", "stated_due"]

_OTHERS = frozenset(
    {EventKind.NOT_ACCEPTED, EventKind.WITHDRAWN, EventKind.MERGED, EventKind.WRITTEN_OFF}
)


def stated_due(state: CaseState, zone: tzinfo | None = None) -> Time | None:
    """The due time that the record states, moved by extensions that name a later end.

    >>> from datetime import date
    >>> from bizenv.cases.states import state_of
    >>> from bizenv.cases.values import Case
    >>> stated_due(state_of(Case("C1", due=date(2023, 6, 30))))
    datetime.date(2023, 6, 30)
    """
    due = state.case.due
    if due is not None:
        for extension in state.extensions:
            if extension.until is not None and _is_past(extension.until, due, zone):
                due = extension.until
    return due


def by_due(state: CaseState, at: Time, zone: tzinfo | None = None) -> Timeliness | None:
    """Whether a case keeps the due time that its record states; None where that is not known.

    It was in time if it was closed by then, in its last cycle. A bare day is
    judged by day, and a last instant is in time.
    """
    due, end = stated_due(state, zone), Ending.of(state)
    if due is None:
        return None
    return end.by(due, at if end.event is None else end.event.time, zone)


@frozen
class Ending:
    """What closed a case in its last cycle, or else ended it; no event while it is open.

    It ``may_be_excused`` where a row that could not be used may have closed it,
    or where nobody knows for how long it was extended.
    """

    event: Event | None
    may_be_excused: bool

    @classmethod
    def of(cls, state: CaseState) -> Ending:
        """How far a case came."""
        events = state.cycles[-1].events
        found = [event for kinds in (ENDS, _OTHERS) for event in events if event.kind in kinds]
        end = found[0] if found else None
        unseen = end is None and state.closed is Truth.UNKNOWN
        return cls(end, unseen or any(each.until is None for each in state.extensions))

    def by(self, due: Time, time: Time | None, zone: tzinfo | None) -> Timeliness | None:
        """Whether that was in time, if it happened at a time, or is looked at then."""
        late = None if time is None else _is_past(time, due, zone)
        if late is not False:
            return Timeliness.LATE if late and not self.may_be_excused else None
        if self.event is None:
            return Timeliness.PENDING
        return Timeliness.TIMELY if self.event.kind in ENDS else None


# --- beside the promise -----------------------------------------------------------


def due_differs(
    state: CaseState, clocks: Iterable[ClockReading], zone: tzinfo
) -> Iterator[Finding]:
    """Tell that the record states another due time than the promise to resolve it gives.

    A promise in days is compared by day, one in hours to the minute. A due day
    by a calendar that is not published yet is not compared.
    """
    stated = stated_due(state, zone)
    resolve = None if stated is None else last_of_stage(clocks, PromiseStage.RESOLVE)
    if stated is None or resolve is None or not differs(stated, resolve, zone):
        return
    promise = resolve.promise
    assert promise is not None  # noqa: S101 - without one nothing differs
    facts = {"stated": when(stated), "promise": promise.text, "due": when(_due(resolve))}
    yield Finding("due-differs", Severity.NOTE, _DIFFERS, promise.citation, facts)


def differs(stated: Time, clock: ClockReading, zone: tzinfo) -> bool:
    """Whether a clock gives another due time than a record states."""
    due = None if clock.certainty is Certainty.UNKNOWN else _due(clock)
    return due is not None and not _agree(stated, due, zone)


def _due(clock: ClockReading) -> Time | None:
    by_the_hour = clock.promise is not None and clock.promise.period.unit.by_the_hour
    return clock.due if by_the_hour else clock.due_day


def _agree(stated: Time, due: Time, zone: tzinfo) -> bool:
    if not isinstance(stated, datetime) or not isinstance(due, datetime):
        return local_day(stated, zone) == local_day(due, zone)
    return abs((_zoned(stated, zone) - EPOCH) - (due - EPOCH)) < _A_MINUTE


_A_MINUTE = timedelta(minutes=1)
_DIFFERS = Text(
    "记录写明 {stated} 到期，按“{promise}”应为 {due} 到期。",
    "The record states that it is due {stated}; by the rule ({promise}) it is due {due}.",
)


# --- comparing --------------------------------------------------------------------


def _is_past(time: Time, due: Time, zone: tzinfo | None) -> bool | None:
    """Whether a time lies after another; None where one has a zone and the other has none."""
    if not isinstance(time, datetime) or not isinstance(due, datetime):
        return local_day(time, zone) > local_day(due, zone)
    time, due = _zoned(time, zone), _zoned(due, zone)
    if time.tzinfo is None or due.tzinfo is None:
        return time > due if time.tzinfo is due.tzinfo else None
    return time - EPOCH > due - EPOCH


def _zoned(time: datetime, zone: tzinfo | None) -> datetime:
    return time if time.tzinfo is not None else time.replace(tzinfo=zone)
