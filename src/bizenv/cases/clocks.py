"""How each clock of a case reads: running, paused, met or missed, and when it is due (计时).

A reading is worked out from the events for one time; nothing runs in between.
A finished clock is read by the calendar as it was known on the day of its
finish, an open one by the calendar as it is known now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, Literal, TypeAlias

from attrs import evolve

from bizenv.calendars.periods.deadlines import Deadline
from bizenv.cases.doubts import may_be_in_time
from bizenv.cases.extensions import RefusedExtension, extended
from bizenv.cases.measures import DayMeasure, HourMeasure, Measure, Standstill
from bizenv.cases.readings import ClockReading, ClockState
from bizenv.cases.runs import Run, Runs, runs_of
from bizenv.cases.service_levels import Choice, Promise, ServiceLevel, case_fact
from bizenv.cases.states import CaseState
from bizenv.cases.timing import TimeBase, is_after, rests_on_calendar
from bizenv.cases.values import Case, Event, EventKind, Time
from bizenv.kernel.errors import UnknownDayError, UsageError
from bizenv.kernel.findings import MissingFact
from bizenv.kernel.text import Text

__all__ = [
    "AsKnown",
    "ClockReading",
    "ClockState",
    "clocks_of",
    "read_run",
    "reading_without_run",
]

AsKnown: TypeAlias = Literal["then", "now"]
"""By which calendar a finished clock is read: as known on its finish, or as known now."""


# --- reading ----------------------------------------------------------------------


def clocks_of(
    state: CaseState, level: ServiceLevel, base: TimeBase, as_known: AsKnown = "then"
) -> tuple[ClockReading, ...]:
    """Every clock of a case at the time of its state, in the order of the service level.

    ``as_known="now"`` reads finished clocks too by the calendar as it is known
    now, so that both can be shown.

    Raises:
        UsageError: the state was not asked for a time.
    """
    if state.at is None:
        raise UsageError(_NO_TIME)
    record = _Record(state, state.at, base, as_known)
    case = state.case
    facts = (case.kind, case.channel, case.priority, case.circumstances)
    choices = _choices(level, facts, base.received(state))
    deemed = _deemed(choices, record) if level.deeming else {}
    readings: list[ClockReading] = []
    for choice in choices:
        readings += _readings(choice, record, deemed)
    return tuple(readings)


def _deemed(choices: Iterable[Choice], record: _Record) -> dict[EventKind, Event]:
    """What counts as having happened because a promise was not met in time, and as of when."""
    found: dict[EventKind, Event] = {}
    for choice in choices:
        if choice.promise is not None and (kind := choice.promise.deems) is not None:
            for reading in _readings(choice, record, {}):
                if reading.late and reading.start is not None:
                    found[kind] = reading.start
    return found


@lru_cache(1_024)
def _choices(
    level: ServiceLevel, facts: tuple[Any, ...], received: date | None
) -> tuple[Choice, ...]:
    """The promises to a case; cases of which the same is known have the same ones."""
    kind, channel, priority, circumstances = facts
    like = Case("-", kind=kind, channel=channel, priority=priority, circumstances=circumstances)
    return level.choose(like, received)


_NO_TIME = Text(
    "计时要有一个时间：请写 state_of(case, at=...)",
    "clocks are read at a time: write state_of(case, at=...)",
)


class _Record:
    """A case as every one of its clocks reads it."""

    def __init__(self, state: CaseState, at: Time, base: TimeBase, as_known: AsKnown) -> None:
        self.state, self.at, self.base, self.as_known = state, at, base, as_known

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each event among those that were applied."""
        return {id(event): place for place, event in enumerate(self.state.events)}


def _readings(
    choice: Choice, record: _Record, deemed: Mapping[EventKind, Event]
) -> list[ClockReading]:
    promise = choice.promise
    starts = (deemed[kind] for kind in deemed if promise and kind in promise.starts_on)
    found = None if promise is None else runs_of(record.state, promise, next(starts, None))
    if promise is None or found is None or not found.runs:
        return [reading_without_run(choice, found)]
    return [_Reader(promise, run, record).read() for run in found.runs]


def reading_without_run(choice: Choice, found: Runs | None) -> ClockReading:
    """What a clock reads that has not run: no promise is chosen, or it has not started."""
    stage, promise = choice.stage, choice.promise
    if promise is None or found is None:
        return ClockReading(stage, ClockState.UNDETERMINED, missing=choice.missing)
    if found.unstarted is None:
        return ClockReading(stage, ClockState.NOT_STARTED, promise)
    stop = found.unstarted
    return ClockReading(stage, ClockState.UNDETERMINED, promise, stop=stop, missing=(_START,))


def read_run(
    promise: Promise,
    run: Run,
    state: CaseState,
    at: Time,
    base: TimeBase,
    as_known: AsKnown = "then",
) -> ClockReading:
    """What the clock of a promise reads that runs, or has run."""
    return _Reader(promise, run, _Record(state, at, base, as_known)).read()


_START, _TIME, _CALENDAR, _EVENTS = map(case_fact, ("start", "time", "calendar", "events"))


class _Reader:
    """One run of one promise, read at one time."""

    def __init__(self, promise: Promise, run: Run, record: _Record) -> None:
        self.promise, self.run, self.record = promise, run, record
        self.stop = run.stop
        self.state, self.base = record.state, record.base
        self.by_the_hour = promise.period.unit.by_the_hour
        self.missing: list[MissingFact] = []
        self.now: Time = record.at
        self.pausing: Time | None = None
        """When the pause began that still goes on."""

    def read(self) -> ClockReading:
        """The reading; undetermined where a fact is missing."""
        stop, start = self.stop, self.run.start.time
        if self.run.unsettled:
            return self._open(case_fact("reopening"))
        if stop is not None:
            if stop.time is None:
                return self._open(_TIME)
            self.now = stop.time
            if self.record.as_known == "then":
                self.base = self.base.on(self.base.day(stop.time))
        if start is None:
            return self._open(_TIME)
        rests = self._rests()
        if self.by_the_hour and not all(isinstance(t, datetime) for t in _times(start, rests)):
            self.missing.append(_TIME)
        if self.missing:
            return self._open(*dict.fromkeys(self.missing))
        try:
            return self._timed(start, rests)
        except (UnknownDayError, UsageError):  # years that no calendar reaches
            return self._open(_CALENDAR)

    def _open(
        self, *missing: MissingFact, refused: tuple[RefusedExtension, ...] = ()
    ) -> ClockReading:
        promise, run = self.promise, self.run
        return ClockReading(
            promise.stage,
            ClockState.UNDETERMINED,
            promise,
            run.cycle,
            run.start,
            self.stop,
            refused=refused,
            missing=missing,
        )

    def _timed(self, start: Time, rests: Sequence[Standstill]) -> ClockReading:
        measure, longest = self._measure(self.promise, start, rests), self.promise.longest
        limit = None
        if longest is not None and self.state.extensions:
            longer = evolve(self.promise, period=longest, extension=None)
            limit = self._measure(longer, start, rests).due
        refused, missing = extended(measure, self.state, self.run, limit)
        if missing:
            return self._open(*missing, refused=refused)
        return self._reading(measure, refused)

    def _measure(self, promise: Promise, start: Time, rests: Sequence[Standstill]) -> Measure:
        if self.by_the_hour:
            assert isinstance(start, datetime)  # noqa: S101 - asked before
            return HourMeasure.of(promise, self.base, start, self.now, rests)
        return DayMeasure.of(promise, self.base, start, self.now, rests)

    def _reading(self, measure: Measure, refused: tuple[RefusedExtension, ...]) -> ClockReading:
        run, due = self.run, measure.due
        instant = due.instant
        late = is_after(self.now, due.day, instant, self.base)
        if late and may_be_in_time(self.state, self.promise, due, self.base):
            return self._open(_EVENTS, refused=refused)
        lapsed = late and self.promise.optional and run.finish is None
        paused = self.pausing is not None and measure.holds(self.pausing)
        stop = self.stop
        untimed = self.by_the_hour and stop is not None and stop.is_day
        left = not (late or untimed) and (stop is None or run.finish is not None)
        state = ClockState.CANCELLED if lapsed else self._state(measure, late, paused)
        return ClockReading(
            self.promise.stage,
            state,
            self.promise,
            run.cycle,
            run.start,
            stop,
            None if paused else due.day,
            None if paused else instant,
            None if untimed else measure.used,
            measure.remaining if left else None,
            measure.late if late and not (untimed or lapsed) else None,
            measure.certainty,
            self.base.ref if rests_on_calendar(self.promise) else None,
            due if isinstance(due, Deadline) else None,
            refused,
            early=run.early,
        )

    def _state(self, measure: Measure, late: bool, paused: bool) -> ClockState:
        if self.run.finish is not None:
            return ClockState.MISSED if late else ClockState.MET
        if self.run.end is not None:
            return ClockState.MISSED if late else ClockState.CANCELLED
        if paused:
            return ClockState.PAUSED
        if late:
            return ClockState.RED
        return ClockState.YELLOW if _is_yellow(self.promise, measure) else ClockState.GREEN

    # --- what does not count ------------------------------------------------------

    def _rests(self) -> list[Standstill]:
        """The pauses that stop this clock, and the times between two cycles."""
        state, run = self.state, self.run
        if not run.breaks and not state.pauses:
            return []
        rests = []
        for before, after in run.breaks:
            if before.time is None or after.time is None:
                self.missing.append(_TIME)
            else:
                rests.append(Standstill(before.time, after.time))
        if state.pauses and (self.promise.pauses is None or self.promise.pauses):
            rests += self._pauses()
        return rests

    def _pauses(self) -> list[Standstill]:
        state, run, causes = self.state, self.run, self.promise.pauses
        places = self.record.places
        first = places[id(run.start)]
        last = places[id(self.stop)] if self.stop else len(places)
        rests: list[Standstill] = []
        for pause in state.pauses:
            begin = places[id(pause.begin)]
            end = places[id(pause.end)] if pause.end else len(places)
            if begin >= last or end <= first or (causes and pause.cause not in (None, *causes)):
                continue
            if pause.cause is None and causes is not None:
                self.missing.append(case_fact("cause"))
            until = pause.until if end < last else self.now
            if pause.since is None or until is None:
                self.missing.append(_TIME)
                continue
            if pause.end is None and self.stop is None:
                self.pausing = pause.since
                until = self._after_now()
            rests.append(Standstill(pause.since, until, pause.cause))
        return rests

    def _after_now(self) -> Time:
        """Until when a pause that goes on does not count: the day that is asked for neither."""
        return self.now if self.by_the_hour else self.base.next_day(self.now)


def _times(start: Time, rests: Sequence[Standstill]) -> list[Time]:
    return [start, *(rest.since for rest in rests), *(rest.until for rest in rests)]


def _is_yellow(promise: Promise, measure: Measure) -> bool:
    """Whether so much of the time is used, or so little left, that the light turns."""
    yellow = promise.yellow
    if yellow is None:
        return False
    if yellow.before is not None:
        return measure.warns(yellow.before)
    share = yellow.share
    assert share is not None  # noqa: S101 - one of them there is
    used, remaining = measure.used, measure.remaining
    if isinstance(used, timedelta) and isinstance(remaining, timedelta):
        return used * share.denominator >= (used + remaining) * share.numerator
    return used >= (used + remaining) * share  # type: ignore[operator] # both are days
