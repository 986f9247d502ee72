"""Many cases judged at once: states, verdicts and clocks by distinct courses (批量判断).

The scalar rules are asked of one case of each course and of each combination
of clock readings; cases that the arrays cannot hold are judged one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen

from bizenv.cases.bulk_clocks import ClockRows, clock_rows, deemed_cases
from bizenv.cases.courses import RECORDED_LEAD, Course, courses_of
from bizenv.cases.doubts import leaves_doubt
from bizenv.cases.due_times import differs
from bizenv.cases.entries import receipt
from bizenv.cases.instants import Instants, Sort, day_number, from_times
from bizenv.cases.log_columns import LogColumns
from bizenv.cases.readings import ClockReading
from bizenv.cases.rules import CaseOutcome, CaseRules, CaseVerdict, check_case
from bizenv.cases.service_levels import PromiseStage
from bizenv.cases.stages import Stage
from bizenv.cases.telling import is_guessed
from bizenv.cases.values import Case, Event, Time
from bizenv.kernel.truth import Truth
from bizenv.tables.columns import Encoded

__all__ = ["CaseAnswer", "ClockTable", "JudgedLog"]

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"


@frozen
class CaseAnswer:
    """What is said of cases that ran alike and whose clocks read alike."""

    outcome: CaseOutcome
    codes: tuple[str, ...]
    clause: str | None
    missing: tuple[str, ...]
    stage: Stage
    closed: Truth
    solved: Truth
    satisfied: Truth
    written_off: Truth

    @classmethod
    def of(cls, verdict: CaseVerdict) -> CaseAnswer:
        """The answer that a verdict gives."""
        state, findings = verdict.state, verdict.findings
        return cls(
            verdict.outcome,
            verdict.codes,
            findings[0].citation.short() if findings else None,
            tuple(map(str, verdict.missing)),
            state.stage,
            state.closed,
            state.solved,
            state.satisfied,
            state.written_off,
        )


@frozen(eq=False)
class ClockTable:
    """The clocks of cases, a row each, those of one case in the order of the service level.

    Shapes: ``cases`` and the columns have one entry a row; ``starts`` and
    ``stops`` are the times of each row's own events.
    """

    cases: Array
    readings: Encoded
    starts: Instants
    stops: Instants


@frozen(eq=False, slots=False, repr=False)
class JudgedLog:
    """The cases of a log, judged by the rules of a rulebook as they stood at a time.

    Shapes: ``ids``, ``facts``, ``answers``, ``leads``, ``received`` and ``due``
    have one entry a case, in the order in which the cases first appear. What is
    asked for is worked out when it is asked for, and once.
    """

    log: LogColumns
    rules: CaseRules
    at: Time

    def __repr__(self) -> str:
        return f"<JudgedLog of {len(self.ids):,} cases by {self.rules.rulebook} at {self.at}>"

    @property
    def ids(self) -> list[str]:
        """The ids of the cases."""
        return self.log.columns.ids

    @cached_property
    def courses(self) -> list[Course]:
        """The distinct courses of the cases that are not judged one by one."""
        return self._parted[0]

    @cached_property
    def _parted(self) -> tuple[list[Course], dict[int, Case]]:
        """The courses, and by number the cases that are judged one by one."""
        rules, columns, at = self.rules, self.log.columns, self.at
        courses = list(courses_of(columns, at, rules))
        alone = {n for course in courses if leaves_doubt(course.state) for n in course.members}
        alone |= deemed_cases(courses, columns, at, rules.base, rules.service_level)
        local = rules.base.local
        cases = {**self.log.odd, **{int(n): columns.case(int(n), local) for n in sorted(alone)}}
        return [kept for each in courses if (kept := each.without(alone))], cases

    @cached_property
    def clock_rows(self) -> ClockRows:
        """The clocks of these cases."""
        base, level = self.rules.base, self.rules.service_level
        return clock_rows(self.courses, self.log.columns, self.at, base, level)

    @cached_property
    def verdicts(self) -> dict[int, CaseVerdict]:
        """The verdicts on the cases that are judged one by one, by number."""
        cases = self._parted[1].items()
        return {number: check_case(case, self.rules, self.at) for number, case in cases}

    @cached_property
    def facts(self) -> dict[str, list[Any]]:
        """By fact, what is recorded of each case."""
        facts = {name: list(column) for name, column in self.log.columns.facts.items()}
        for name, column in facts.items():
            for number, case in self.log.odd.items():
                column[number] = getattr(case, name)
        return facts

    @cached_property
    def answers(self) -> Encoded:
        """By case, what is said of it."""
        return _answers(self)

    @cached_property
    def leads(self) -> list[str | None]:
        """By case, the agency in charge: as recorded, or as an event says."""
        return _leads(self)

    @cached_property
    def received(self) -> Instants:
        """By case, the day on which its request was received."""
        return _received(self)

    @cached_property
    def clocks(self) -> ClockTable:
        """The clocks of all cases."""
        return _all_clocks(self)

    @property
    def due(self) -> Instants:
        """By case, the first day on which something that is still to be done is due."""
        readings = self.clocks.readings
        days = np.array([_open_due(reading) for reading in readings.values], dtype=np.int64)
        first = np.full(len(self.ids), _NEVER)
        if len(days):
            np.minimum.at(first, self.clocks.cases, days[readings.codes])
        return _as_days(first < _NEVER, first)


_NEVER = 1 << 62


def _open_due(reading: ClockReading) -> int:
    return day_number(reading.due_day) if reading.owed and reading.due_day else _NEVER


def _as_days(known: Array, days: Array) -> Instants:
    sorts = np.where(known, Sort.DAY, Sort.ABSENT).astype(np.int8)
    return Instants(sorts, np.zeros_like(days), np.where(known, days, 0))


# --- verdicts -----------------------------------------------------------------------


def _answers(judged: JudgedLog) -> Encoded:
    """For each case its answer, worked out once for each combination of readings of a course."""
    columns, clocks = judged.log.columns, judged.clock_rows
    kinds, differing = _reading_kinds(clocks.readings), _differing(judged)
    firsts = np.searchsorted(clocks.cases, np.arange(len(columns.ids) + 1))
    codes = np.zeros(len(columns.ids), dtype=np.int64)
    found: dict[CaseAnswer, int] = {}

    def number(verdict: CaseVerdict) -> int:
        return found.setdefault(CaseAnswer.of(verdict), len(found))

    for course in judged.courses:
        members = course.members
        size = int(firsts[members[0] + 1] - firsts[members[0]])
        rows = firsts[members][:, None] + np.arange(size)
        marks = np.column_stack((differing[members], kinds[clocks.codes[rows]]))
        _, places, inverse = np.unique(marks, axis=0, return_index=True, return_inverse=True)
        cases = (columns.case(int(members[place]), judged.rules.base.local) for place in places)
        numbers = [number(check_case(case, judged.rules, judged.at)) for case in cases]
        codes[members] = np.array(numbers)[inverse.reshape(-1)]
    for case_number, verdict in judged.verdicts.items():
        codes[case_number] = number(verdict)
    return Encoded(codes, list(found))


def _differing(judged: JudgedLog) -> Array:
    """By case, whether its record states another due time than the promise to resolve it gives."""
    columns, clocks, zone = judged.log.columns, judged.clock_rows, judged.rules.base.local
    found = np.zeros(len(columns.ids), dtype=np.int64)
    last = clocks.last_of(PromiseStage.RESOLVE, len(found)).tolist()
    for number, stated in enumerate(columns.facts.get("due", ())):
        if stated is not None and last[number] >= 0:
            found[number] = differs(stated, clocks.readings[last[number]], zone)
    return found


def _reading_kinds(readings: Sequence[ClockReading]) -> Array:
    """By reading, a number for all of it that a verdict hangs on besides the course."""
    known: dict[Any, int] = {}
    return np.array(
        [known.setdefault(_kind(reading), len(known)) for reading in readings], dtype=np.int64
    )


def _kind(reading: ClockReading) -> tuple[Any, ...]:
    refused = tuple(each.code for each in reading.refused)
    return (reading.state, is_guessed(reading), reading.missing, refused)


# --- what else is told of a case ------------------------------------------------------


def _leads(judged: JudgedLog) -> list[str | None]:
    columns = judged.log.columns
    leads: list[str | None] = list(judged.facts.get("lead", [None] * len(columns.ids)))
    for course in judged.courses:
        if course.lead == RECORDED_LEAD:
            continue
        for number in course.members.tolist():
            row = None if course.lead is None else int(columns.starts[number]) + int(course.lead)
            leads[number] = None if row is None else columns.word("to", row)
    for number, verdict in judged.verdicts.items():
        leads[number] = verdict.state.lead
    return leads


def _received(judged: JudgedLog) -> Instants:
    columns = judged.log.columns
    days = np.zeros(len(columns.ids), dtype=np.int64)
    known = np.zeros(len(columns.ids), dtype=bool)
    for course in judged.courses:
        if (event := receipt(course.state)) is not None:
            members = course.members
            days[members] = columns.times.days[columns.starts[members] + course.place(event)]
            known[members] = True
    for number, verdict in judged.verdicts.items():
        if (day := judged.rules.base.received(verdict.state)) is not None:
            days[number], known[number] = day_number(day), True
    return _as_days(known, days)


# --- clocks ---------------------------------------------------------------------------


def _all_clocks(judged: JudgedLog) -> ClockTable:
    """The clocks of all cases, by case, those judged one by one among them."""
    clocks, base, times = judged.clock_rows, judged.rules.base, judged.log.columns.times
    more = [(number, clock) for number, v in judged.verdicts.items() for clock in v.clocks]

    def placed(event: Event | None) -> Time | None:
        return None if event is None or event.time is None else base.placed(event.time)

    starts = from_times([placed(clock.start) for _, clock in more], base.local)
    stops = from_times([placed(clock.stop) for _, clock in more], base.local)
    cases = np.concatenate((clocks.cases, np.array([n for n, _ in more], dtype=np.int64)))
    codes = np.concatenate((clocks.codes, len(clocks.readings) + np.arange(len(more))))
    order = np.argsort(cases, kind="stable")
    return ClockTable(
        cases[order],
        Encoded(codes[order], [*clocks.readings, *(clock for _, clock in more)]),
        _own(times, clocks.starts, starts).take(order),
        _own(times, clocks.stops, stops).take(order),
    )


def _own(times: Instants, rows: Array, more: Instants) -> Instants:
    """The times of some events, none where the row is -1, and more times behind them."""
    if not len(times):
        return more
    sorts = np.where(rows < 0, Sort.ABSENT, times.sorts[rows])
    parts = ((sorts, more.sorts), (times.micros[rows], more.micros), (times.days[rows], more.days))
    return Instants(*(np.concatenate(pair) for pair in parts))
