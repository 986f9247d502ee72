"""What is recorded of a case and could not be applied: what it leaves in doubt (存疑).

A row that cannot be read, or an event that cannot follow, may be just what
would have kept a promise. So nothing is called late that it may have kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from bizenv.cases.cycles import HARMLESS, UNDOING
from bizenv.cases.measures import Due
from bizenv.cases.runs import POINTLESS
from bizenv.cases.service_levels import Promise
from bizenv.cases.states import CaseState
from bizenv.cases.timing import TimeBase, is_after
from bizenv.cases.values import EventKind

__all__ = ["leaves_doubt", "may_be_in_time"]


def leaves_doubt(state: CaseState) -> bool:
    """Whether anything is recorded that may have happened besides what was applied.

    >>> from datetime import date
    >>> from bizenv.cases.states import state_of
    >>> from bizenv.cases.values import Case, Event
    >>> leaves_doubt(state_of(Case("1", events=[Event("resumed", date(2023, 6, 20))])))
    True
    """
    return bool(state.case.unread) or any(fault.code not in HARMLESS for fault in state.faults)


def may_be_in_time(state: CaseState, promise: Promise, due: Due, base: TimeBase) -> bool:
    """Whether what could not be applied may have kept a promise that was due at a time.

    A row that cannot be read may have come at any time; an event that cannot
    follow came when it says.
    """
    if not (state.case.unread or state.faults):
        return False
    helping = frozenset(_helping(promise))
    if any(row.kind is None or row.kind in helping | UNDOING for row in state.case.unread):
        return True
    return any(
        fault.event.time is None or not is_after(fault.event.time, due.day, due.instant, base)
        for fault in state.faults
        if fault.event.kind in helping and fault.code not in _NO_HELP
    )


_NO_HELP = HARMLESS | {"pause-in-pause"}
"""A pause within a pause gives no more time than that pause."""


def _helping(promise: Promise) -> Iterator[EventKind]:
    """The kinds of events that meet a promise, end it, or give it more time."""
    yield from promise.met_by
    yield from promise.restarts_on
    yield from POINTLESS
    if promise.pauses != frozenset():
        yield EventKind.PAUSED
    if promise.restarts_after:
        yield EventKind.RESUMED
    if promise.extension is not None:
        yield EventKind.EXTENDED
