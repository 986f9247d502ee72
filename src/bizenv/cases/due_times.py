"""The due time that a record itself states: whether it is kept, and whether it is the promised one.

Many records come with a due time of their own (承诺办结时间), whatever a
rulebook promises. It is taken as it is stated; only an extension that names a
later end moves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo

from bizenv.calendars.clocks.segments import EPOCH
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.cases.cycles import ENDS
from bizenv.cases.faults import when
from bizenv.cases.ordering import local_day
from bizenv.cases.readings import ClockReading
from bizenv.cases.service_levels import PromiseStage
from bizenv.cases.states import CaseState
from bizenv.cases.timeliness import Timeliness
from bizenv.cases.values import Event, EventKind, Time
from bizenv.kernel.findings import Finding, Severity
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth

__all__ = ["by_due", "due_differs", "stated_due"]

_ENDS_OTHERWISE = frozenset(
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
    due = stated_due(state, zone)
    if due is None:
        return None
    end = _end(state)
    time = at if end is None else end.time
    late = None if time is None else _is_past(time, due, zone)
    if late and not _may_be_excused(state, end):
        return Timeliness.LATE
    if late is not False:
        return None
    if end is None:
        return Timeliness.PENDING
    return Timeliness.TIMELY if end.kind in ENDS else None


def _end(state: CaseState) -> Event | None:
    """What closed a case in its last cycle, or else ended it; None while it is open."""
    events = state.cycles[-1].events
    for kinds in (ENDS, _ENDS_OTHERWISE):
        for event in events:
            if event.kind in kinds:
                return event
    return None


def _may_be_excused(state: CaseState, end: Event | None) -> bool:
    """Whether a row that could not be used may have closed it, or nobody knows how far extended."""
    closed_unseen = end is None and state.closed is Truth.UNKNOWN
    return closed_unseen or any(each.until is None for each in state.extensions)


# --- beside the promise -----------------------------------------------------------


def due_differs(
    state: CaseState, clocks: Iterable[ClockReading], zone: tzinfo
) -> Iterator[Finding]:
    """Tell that the record states another due time than the promise to resolve it gives.

    A promise in days is compared by day, one in hours to the minute. A due day
    by a calendar that is not published yet is not compared.
    """
    stated = stated_due(state, zone)
    resolve = [clock for clock in clocks if clock.stage is PromiseStage.RESOLVE]
    if stated is None or not resolve:
        return
    clock = resolve[-1]
    promise, due = clock.promise, clock.due_day
    if promise is None or due is None or clock.certainty is Certainty.UNKNOWN:
        return
    if promise.period.unit.by_the_hour:
        due = clock.due or due
    if not _agree(stated, due, zone):
        facts = {"stated": when(stated), "promise": promise.text, "due": when(due)}
        yield Finding("due-differs", Severity.NOTE, _DIFFERS, promise.citation, facts)


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
