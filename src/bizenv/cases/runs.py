"""From when to when a promise runs: start, finish, breaks, cycle by cycle (计时区间).

What starts a clock is an event, never the day on which the case was entered.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from attrs import evolve, frozen

from bizenv.cases.cycles import Cycle
from bizenv.cases.service_levels import Promise, Reopening
from bizenv.cases.states import CaseState
from bizenv.cases.values import Event, EventKind

__all__ = ["POINTLESS", "Run", "Runs", "runs_of"]


@frozen
class Run:
    """A promise from the event that started it to the one that finished or ended it.

    ``end`` is what made the promise pointless without meeting it. ``breaks``
    are times between two cycles, in which there was nothing to do. ``early`` is
    what would have met a promise that is not met, had it not come before its
    start. It is ``unsettled`` where the promise does not say how a later cycle
    is timed.
    """

    first_cycle: int
    cycle: int
    start: Event
    finish: Event | None = None
    end: Event | None = None
    breaks: tuple[tuple[Event, Event], ...] = ()
    early: Event | None = None
    unsettled: bool = False

    @property
    def stop(self) -> Event | None:
        """What stopped it, met or not."""
        return self.finish or self.end

    def moved(self, to: Callable[[Event], Event]) -> Run:
        """The same run of another case, whose events stand in the places of these."""
        return evolve(
            self,
            start=to(self.start),
            finish=self.finish and to(self.finish),
            end=self.end and to(self.end),
            breaks=tuple((to(before), to(after)) for before, after in self.breaks),
            early=self.early and to(self.early),
        )


@frozen
class Runs:
    """The runs of a promise; ``unstarted`` is a finish that no start comes before."""

    runs: tuple[Run, ...]
    unstarted: Event | None = None


_STANDS_FOR = {
    EventKind.REOPENED: frozenset({EventKind.RECEIVED}),
    EventKind.RE_HANDLED: frozenset({EventKind.RECEIVED, EventKind.ACCEPTED, EventKind.ASSIGNED}),
}
"""A case that is handled again goes straight to its agency: that assigns it."""
POINTLESS = frozenset(
    {EventKind.NOT_ACCEPTED, EventKind.WITHDRAWN, EventKind.MERGED, EventKind.WRITTEN_OFF}
)
"""After these nothing has to be done any more."""


def runs_of(state: CaseState, promise: Promise, deemed: Event | None = None) -> Runs:
    """The runs of a promise, one for each cycle or all in one, as its policy says.

    ``deemed`` is an event that starts it although it is of another kind.
    """
    cycles = state.cycles
    if len(cycles) == 1:  # as most cases have
        run, unstarted = _run(cycles[0], promise, None, deemed)
        return Runs((run,) if run else (), unstarted)
    found: list[Run] = []
    lost: Event | None = None
    for cycle, after in zip(cycles, (*cycles[1:], None), strict=True):
        run, unstarted = _run(cycle, promise, after, deemed)
        lost = lost or unstarted
        if run is not None:
            found.append(run)
    if not found:
        return Runs((), lost)
    if promise.reopening is Reopening.CONTINUE:
        found = [_joined(found)]
    elif promise.reopening is Reopening.RESTART:
        found = [run for run in found if run.cycle == cycles[-1].number]
    elif promise.reopening is Reopening.UNSTATED:
        found = [found[0], *(evolve(run, unsettled=True) for run in found[1:])]
    return Runs(tuple(found))


def _run(
    cycle: Cycle, promise: Promise, after: Cycle | None, deemed: Event | None
) -> tuple[Run | None, Event | None]:
    """The run in one cycle, and a finish that comes before any start."""
    start = finish = end = early = paused = None
    anew = bool(promise.restarts_on or promise.restarts_after)
    starts_on, met_by, first = promise.starts_on, promise.met_by, cycle.number > 1
    for event in cycle.events:
        kind = event.kind
        paused = event if kind is EventKind.PAUSED else paused
        if start is None:
            if kind in starts_on or event is deemed or (first and _stands_for(event, promise)):
                start = event
            elif early is None and kind in met_by:
                early = event
            first = False
        elif kind in met_by:
            finish, end = event, None
            break
        elif anew and _begins_anew(event, paused, promise):
            start = event
        elif kind in POINTLESS:
            end = event
    if start is None:
        return None, early
    if finish is None and end is None and after is not None:
        end = after.events[0]
    early = early if finish is None else None
    return Run(cycle.number, cycle.number, start, finish, end, early=early), None


def _begins_anew(event: Event, paused: Event | None, promise: Promise) -> bool:
    """Whether a promise that runs begins anew with an event, ``paused`` being the last pause."""
    if event.kind is not EventKind.RESUMED or paused is None:
        return event.kind in promise.restarts_on
    return event.kind in promise.restarts_on or paused.cause in promise.restarts_after


def _stands_for(event: Event, promise: Promise) -> bool:
    """Whether the event that opened a cycle stands for one that starts the promise."""
    return not promise.starts_on.isdisjoint(_STANDS_FOR.get(event.kind, frozenset()))


def _joined(runs: list[Run]) -> Run:
    """Several runs as one that stood still between them."""
    breaks = tuple(
        (before.stop, after.start) for before, after in pairwise(runs) if before.stop is not None
    )
    return evolve(runs[-1], first_cycle=runs[0].cycle, start=runs[0].start, breaks=breaks)
