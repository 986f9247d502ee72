"""The clocks of many cases, each distinct reading worked out once (批量计时).

Which event starts a clock, and which stops it, hangs on the course of a case;
the reading hangs on the days of these two. So the scalar clock is read once
for each distinct pair of days, and once for each case where it counts hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from attrs import define, field, frozen

from bizenv.cases.clocks import read_run, reading_without_run
from bizenv.cases.courses import Course
from bizenv.cases.event_columns import EventColumns
from bizenv.cases.instants import Instants, Sort, day_number, day_of, from_times, micros_of
from bizenv.cases.measures import due_of
from bizenv.cases.readings import ClockReading
from bizenv.cases.runs import Run, runs_of
from bizenv.cases.service_levels import Promise, PromiseStage, ServiceLevel
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Event, Time
from bizenv.kernel.errors import UnknownDayError, UsageError

__all__ = ["ClockRows", "clock_rows", "deemed_cases"]

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"


@frozen(eq=False)
class ClockRows:
    """The clocks of cases, a row each, those of one case in the order of the service level.

    Shapes: every array has one entry a row. ``readings[codes[i]]`` is what row
    i reads; its own events stand at ``starts`` and ``stops`` of the event
    columns, -1 where there is none.
    """

    cases: Array
    codes: Array
    readings: Sequence[ClockReading]
    starts: Array
    stops: Array

    def last_of(self, stage: PromiseStage, cases: int) -> Array:
        """For each of so many cases what its last clock of a stage reads, by number, or -1.

        Of several charters the first counts, as :func:`last_of_stage` says.
        """
        last = np.full(cases, -1, dtype=np.int64)
        first, numbers = np.full(cases, -1, dtype=np.int64), dict[str, int]()
        charters = [
            numbers.setdefault(each.charter, len(numbers)) if each.stage is stage else -1
            for each in self.readings
        ]
        charter = np.array(charters, dtype=np.int64)[self.codes] if charters else self.codes
        rows = np.flatnonzero(charter >= 0)
        first[self.cases[rows[::-1]]] = charter[rows[::-1]]
        rows = rows[charter[rows] == first[self.cases[rows]]]
        last[self.cases[rows]] = self.codes[rows]  # of several the last one stays
        return last


@frozen(eq=False)
class _Part:
    """One run of a promise, for all cases of a course."""

    course: Course
    run: Run
    promise: Promise
    starts: Array
    stops: Array | None

    @property
    def alike(self) -> tuple[Any, ...]:
        """What parts have in common that are read together."""
        run = self.run
        ends = (run.finish is not None, run.end is not None, run.early is not None)
        how = (*ends, run.first_cycle, run.cycle)
        alone = id(self) if self.alone else 0
        return (id(self.promise), alone, run.unsettled, *how)

    @property
    def alone(self) -> bool:
        """Whether each case has to be read by itself: hours, breaks and more time are its own."""
        promise, state = self.promise, self.course.state
        paused = bool(state.pauses) and promise.pauses != frozenset()
        extended = bool(state.extensions) and promise.extension is not None
        return promise.period.unit.by_the_hour or bool(self.run.breaks) or paused or extended


def clock_rows(
    courses: Iterable[Course],
    columns: EventColumns,
    at: Time,
    base: TimeBase,
    level: ServiceLevel,
) -> ClockRows:
    """Read every clock of the cases of some courses."""
    bench = _Bench(columns, at, base)
    for course in courses:
        _lay_out(course, level, base, bench)
    return bench.rows()


def deemed_cases(
    courses: Iterable[Course],
    columns: EventColumns,
    at: Time,
    base: TimeBase,
    level: ServiceLevel,
) -> set[int]:
    """The cases in which something counts as done because a promise was not met in time.

    From when other clocks run then hangs on the days, and no more on the course.
    """
    if not level.deeming:
        return set()
    rows = clock_rows(courses, columns, at, base, ServiceLevel(level.deeming))
    late = np.array([reading.late for reading in rows.readings], dtype=bool)
    found: set[int] = set(rows.cases[late[rows.codes]].tolist()) if len(late) else set()
    return found


def _lay_out(course: Course, level: ServiceLevel, base: TimeBase, bench: _Bench) -> None:
    """The clocks of one course, to be read together with those of the others."""
    state = course.state
    for choice in level.choose(state.case, base.received(state)):
        promise = choice.promise
        found = runs_of(state, promise) if promise is not None else None
        if promise is None or found is None or not found.runs:
            bench.add_fixed(course, reading_without_run(choice, found))
            continue
        for run in found.runs:
            bench.add(course, run, promise)


@define(eq=False)
class _Bench:
    """Clocks laid out for reading: some read already, the others by their days."""

    columns: EventColumns
    at: Time
    base: TimeBase
    readings: list[ClockReading] = field(factory=list)
    cases: list[Array] = field(factory=list)
    codes: list[Array] = field(factory=list)
    starts: list[Array] = field(factory=list)
    stops: list[Array] = field(factory=list)
    waiting: dict[tuple[Any, ...], list[tuple[int, _Part]]] = field(factory=dict)
    """By what they have in common, clocks still to be read, and their places above."""

    def add_fixed(self, course: Course, reading: ClockReading) -> None:
        """A clock that reads the same for every case of a course."""
        self._add(course, None, reading.stop, len(self.readings))
        self.readings.append(reading)

    def add(self, course: Course, run: Run, promise: Promise) -> None:
        """A run of a promise, whose reading hangs on the days of each case."""
        self._add(course, run.start, run.stop, 0)
        stops = None if run.stop is None else self.stops[-1]
        part = _Part(course, run, promise, self.starts[-1], stops)
        self.waiting.setdefault(part.alike, []).append((len(self.codes) - 1, part))

    def _add(self, course: Course, start: Event | None, stop: Event | None, code: int) -> None:
        self.cases.append(course.members)
        self.codes.append(np.full(len(course.members), code))
        self.starts.append(self._rows(course, start))
        self.stops.append(self._rows(course, stop))

    def _rows(self, course: Course, event: Event | None) -> Array:
        """Where an event of a course stands for each of its cases; -1 where there is none."""
        if event is None:
            return np.full(len(course.members), -1)
        rows: Array = self.columns.starts[course.members] + course.place(event)
        return rows

    # --- reading --------------------------------------------------------------------

    def rows(self) -> ClockRows:
        """Every clock, read."""
        for alike in self.waiting.values():
            self._read(alike)
        cases = _joined(self.cases)
        order = np.argsort(cases, kind="stable")
        return ClockRows(
            cases[order],
            _joined(self.codes)[order],
            self.readings,
            _joined(self.starts)[order],
            _joined(self.stops)[order],
        )

    def _read(self, alike: Sequence[tuple[int, _Part]]) -> None:
        """Read clocks that have their promise and their way in common, each pair of days once."""
        parts = [part for _, part in alike]
        sizes = [len(part.starts) for part in parts]
        rows, codes = _distinct(self._keys(parts))
        of = np.repeat(np.arange(len(parts)), sizes)
        within = np.concatenate([np.arange(size) for size in sizes])
        first = len(self.readings)
        for row in rows.tolist():
            self.readings.append(self._reading(parts[of[row]], int(within[row])))
        for (place, _), own in zip(alike, np.split(codes, np.cumsum(sizes)[:-1]), strict=True):
            self.codes[place] = first + own

    def _keys(self, parts: Sequence[_Part]) -> tuple[Array, ...]:
        """For each case the numbers on which its reading hangs."""
        starts = _joined(part.starts for part in parts)
        one = parts[0]
        if one.alone:
            return (np.arange(len(starts)),)
        days = self.columns.times.days[starts]
        if one.stops is None:
            now = from_times([self.base.placed(self.at)], self.base.local)
            now = now.take(np.zeros(len(starts), dtype=np.int64))
            known = np.full(len(starts), _ALL)
        else:
            now = self.columns.times.take(_joined(part.stops for part in parts))
            edges = [day_number(day) for day in self.base.published]
            known = np.searchsorted(edges, now.days, side="right")
        return days, now.days, self._late(one.promise, days, now, known)

    def _late(self, promise: Promise, starts: Array, now: Instants, known: Array) -> Array:
        """Whether each clock is read after its due instant."""
        rows, codes = _distinct((starts, known))
        dues = [self._due(promise, int(starts[row]), int(known[row])) for row in rows]
        due_days, due_micros = np.array(dues, dtype=np.int64)[codes].T
        late: Array = np.where(now.sorts == Sort.DAY, now.days > due_days, now.micros > due_micros)
        return late

    def _due(self, promise: Promise, start: int, known: int) -> tuple[int, int]:
        """The due day and instant of a promise that starts on a day; never where none is known."""
        try:
            due = due_of(promise, self.base.as_published(known), day_of(start))
            return day_number(due.day), micros_of(due.instant)
        except (UnknownDayError, UsageError):
            return _NEVER, _NEVER

    def _reading(self, part: _Part, member: int) -> ClockReading:
        """The reading of one case of a part."""
        first = int(self.columns.starts[part.course.members[member]])
        state = part.course.state
        known: dict[int, Event] = {}

        def own(event: Event) -> Event:
            if id(event) not in known:
                row = first + part.course.place(event)
                known[id(event)] = self.columns.event(row, self.base.local)
            return known[id(event)]

        run = part.run.moved(own)
        if part.alone and (state.pauses or state.extensions):
            state = state.moved(own)
        return read_run(part.promise, run, state, self.at, self.base)


_NEVER = 1 << 62
_ALL = 1 << 30
"""More publications than any calendar has."""


def _distinct(keys: tuple[Array, ...]) -> tuple[Array, Array]:
    """For each distinct combination of some columns a row that has it, and which each row has."""
    number = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        values, codes = np.unique(key, return_inverse=True)
        number = np.unique(number * len(values) + codes.reshape(-1), return_inverse=True)[1]
        number = number.reshape(-1)
    return np.unique(number, return_index=True)[1], number


def _joined(arrays: Iterable[Array | None]) -> Array:
    given = [array for array in arrays if array is not None]
    return np.concatenate(given) if given else np.zeros(0, dtype=np.int64)
