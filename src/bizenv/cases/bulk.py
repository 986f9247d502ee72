"""Many cases judged at once: states, verdicts and clocks by distinct courses (批量判断).

The scalar rules are asked of one case of each course and of each combination
of clock readings; cases that the arrays cannot hold are judged one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen

from bizenv.cases.bulk_clocks import ClockRows, clock_rows
from bizenv.cases.courses import RECORDED_LEAD, Course, courses_of
from bizenv.cases.event_columns import EventColumns
from bizenv.cases.instants import Instants, Sort, day_number, from_times
from bizenv.cases.readings import ClockReading
from bizenv.cases.rules import CaseOutcome, CaseRules, CaseVerdict, check_case
from bizenv.cases.stages import Stage
from bizenv.cases.states import CaseState
from bizenv.cases.telling import is_guessed
from bizenv.cases.values import Case, Event, Time
from bizenv.kernel.truth import Truth
from bizenv.tables.columns import Encoded

__all__ = ["CaseAnswer", "ClockTable", "JudgedCases", "judge_cases"]

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"
OddCases: TypeAlias = Mapping[int, Case]
"""Cases that are judged one by one, by their numbers."""


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

    def __len__(self) -> int:
        return len(self.cases)


@frozen(eq=False)
class JudgedCases:
    """The cases of a log, judged at a time.

    Shapes: everything but ``clocks`` has one entry a case, in the order in
    which the cases first appear. ``received`` are days.
    """

    ids: Sequence[str]
    facts: Mapping[str, Sequence[Any]]
    answers: Encoded
    leads: Sequence[str | None]
    received: Instants
    clocks: ClockTable

    @property
    def due(self) -> Instants:
        """By case, the first day on which something that is still to be done is due."""
        readings = self.clocks.readings
        days = np.array([_open_due(reading) for reading in readings.values], dtype=np.int64)
        first = np.full(len(self.ids), _NEVER)
        if len(days):
            np.minimum.at(first, self.clocks.cases, days[readings.codes])
        known = first < _NEVER
        sorts = np.where(known, Sort.DAY, Sort.ABSENT).astype(np.int8)
        return Instants(sorts, np.zeros_like(first), np.where(known, first, 0))


_NEVER = 1 << 62


def _open_due(reading: ClockReading) -> int:
    return day_number(reading.due_day) if reading.open and reading.due_day else _NEVER


def judge_cases(columns: EventColumns, odd: OddCases, rules: CaseRules, at: Time) -> JudgedCases:
    """Judge every case of a log by the rules of a rulebook, as it stood at a time.

    ``odd`` are the cases that the columns mark so, read one by one.
    """
    base, level = rules.base, rules.service_level
    signers = {name for rule in rules.closure for name in rule.signers or ()}
    courses = list(courses_of(columns, at, base, level, signers))
    clocks = clock_rows(courses, columns, at, base, level)
    verdicts = {number: check_case(case, rules, at) for number, case in odd.items()}
    answers = _answers(columns, courses, clocks, verdicts, rules, at)
    states = {number: verdict.state for number, verdict in verdicts.items()}
    return JudgedCases(
        columns.ids,
        _facts(columns, odd),
        answers,
        _leads(columns, courses, states),
        _received(columns, courses, states, rules),
        _with_odd(columns, clocks, verdicts, rules),
    )


# --- verdicts -----------------------------------------------------------------------


def _answers(
    columns: EventColumns,
    courses: Iterable[Course],
    clocks: ClockRows,
    verdicts: Mapping[int, CaseVerdict],
    rules: CaseRules,
    at: Time,
) -> Encoded:
    """For each case its answer, worked out once for each combination of readings of a course."""
    kinds = _reading_kinds(clocks.readings)
    firsts = np.searchsorted(clocks.cases, np.arange(len(columns.ids) + 1))
    codes = np.zeros(len(columns.ids), dtype=np.int64)
    found: dict[CaseAnswer, int] = {}

    def number(verdict: CaseVerdict) -> int:
        return found.setdefault(CaseAnswer.of(verdict), len(found))

    for course in courses:
        members = course.members
        size = int(firsts[members[0] + 1] - firsts[members[0]])
        rows = firsts[members][:, None] + np.arange(size)
        distinct, places, inverse = np.unique(
            kinds[clocks.codes[rows]], axis=0, return_index=True, return_inverse=True
        )
        numbers = []
        for place in places[: len(distinct)].tolist():
            case = columns.case(int(members[place]), rules.base.local)
            numbers.append(number(check_case(case, rules, at)))
        codes[members] = np.array(numbers)[inverse.reshape(-1)]
    for case_number, verdict in verdicts.items():
        codes[case_number] = number(verdict)
    return Encoded(codes, list(found))


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


def _facts(columns: EventColumns, odd: OddCases) -> dict[str, list[Any]]:
    """By fact, what is known of each case."""
    facts = {name: list(column) for name, column in columns.facts.items()}
    for name, column in facts.items():
        for number, case in odd.items():
            column[number] = getattr(case, name)
    return facts


def _leads(
    columns: EventColumns, courses: Iterable[Course], states: Mapping[int, CaseState]
) -> list[str | None]:
    """By case, the agency in charge: as recorded, or as an event says."""
    leads: list[str | None] = list(columns.facts.get("lead", [None] * len(columns.ids)))
    for course in courses:
        if course.lead == RECORDED_LEAD:
            continue
        for number in course.members.tolist():
            row = None if course.lead is None else int(columns.starts[number]) + int(course.lead)
            leads[number] = None if row is None else columns.word("to", row)
    for number, state in states.items():
        leads[number] = state.lead
    return leads


def _received(
    columns: EventColumns,
    courses: Iterable[Course],
    states: Mapping[int, CaseState],
    rules: CaseRules,
) -> Instants:
    """By case, the day on which its request was received."""
    return _days(columns, courses, states, rules.base.received, _receipt)


def _receipt(state: CaseState) -> Event | None:
    return state.first("received")


def _days(
    columns: EventColumns,
    courses: Iterable[Course],
    states: Mapping[int, CaseState],
    day: Callable[[CaseState], Any],
    event: Callable[[CaseState], Event | None],
) -> Instants:
    """By case, the day of one of its events: which of them it is hangs on the course."""
    days = np.zeros(len(columns.ids), dtype=np.int64)
    known = np.zeros(len(columns.ids), dtype=bool)
    for course in courses:
        if (found := event(course.state)) is not None:
            members = course.members
            days[members] = columns.times.days[columns.starts[members] + course.place(found)]
            known[members] = True
    for number, state in states.items():
        if (said := day(state)) is not None:
            days[number], known[number] = day_number(said), True
    sorts = np.where(known, Sort.DAY, Sort.ABSENT).astype(np.int8)
    return Instants(sorts, np.zeros_like(days), days)


# --- clocks ---------------------------------------------------------------------------


def _with_odd(
    columns: EventColumns,
    clocks: ClockRows,
    verdicts: Mapping[int, CaseVerdict],
    rules: CaseRules,
) -> ClockTable:
    """The clocks of all cases, those judged one by one among them, by case."""
    local, zone = rules.base.local, rules.base
    more = [(number, clock) for number, v in verdicts.items() for clock in v.clocks]

    def times(event: Callable[[ClockReading], Event | None]) -> Instants:
        found = (event(clock) for _, clock in more)
        return from_times([zone.placed(e.time) if e and e.time else None for e in found], local)

    cases = np.concatenate((clocks.cases, np.array([n for n, _ in more], dtype=np.int64)))
    codes = np.concatenate((clocks.codes, len(clocks.readings) + np.arange(len(more))))
    order = np.argsort(cases, kind="stable")
    readings = [*clocks.readings, *(clock for _, clock in more)]
    starts = _own(columns.times, clocks.starts, times(lambda clock: clock.start))
    stops = _own(columns.times, clocks.stops, times(lambda clock: clock.stop))
    return ClockTable(
        cases[order], Encoded(codes[order], readings), starts.take(order), stops.take(order)
    )


def _own(times: Instants, rows: Array, more: Instants) -> Instants:
    """The times of some events, none where the row is -1, and more times behind them."""
    absent = rows < 0
    if not len(times):
        return more
    sorts = np.where(absent, Sort.ABSENT, times.sorts[rows])
    parts = ((sorts, more.sorts), (times.micros[rows], more.micros), (times.days[rows], more.days))
    return Instants(*(np.concatenate(pair) for pair in parts))
