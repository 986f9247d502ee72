"""Worked requests, read from their records and held against their verdicts.

A request is recorded as a row with a column for each stage, or with a row for
each event, or both: the row says what happened once, the others the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from attrs import evolve, frozen

from bizenv.cases.logs import cases_from_events
from bizenv.cases.records import CASE_FACTS, FIELDS, STAGES, TEXTS
from bizenv.cases.rules import CaseVerdict
from bizenv.cases.values import Case
from bizenv.kernel.errors import RecordError, TableError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem, did_you_mean, one_of
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.rulebooks.nodes import Path
from bizenv.rulebooks.shapes import key_named
from bizenv.rulebooks.vocabulary import header_words
from bizenv.rulebooks.worked_cases import Record, WorkedRequest
from bizenv.tables.headers import match_headers

__all__ = ["Figures", "ReadRequest", "case_of", "read_request", "verdict_figures"]

_KNOWN = (*FIELDS, *STAGES)
Figures: TypeAlias = Mapping[str, tuple[Any, Any]]
"""By name, what a worked case expects, where it is compared, and what its verdict says."""


@frozen
class ReadRequest:
    """The case that a record tells of, and what is wrong with it, each where it stands."""

    case: Case | None
    problems: tuple[tuple[Path, Problem], ...] = ()


def read_request(
    record: Record, events: tuple[Record, ...], vocabulary: Vocabulary, zone: str
) -> ReadRequest:
    """Read a case from its row and from the rows of its events.

    Keys are fields, or headers as people write them. A part of the record that
    could not be placed in time, or cannot follow, stays in the case.
    """
    problems: list[tuple[Path, Problem]] = []
    row = _renamed(record, ("request",), problems)
    lines = [_renamed(line, ("events", number), problems) for number, line in enumerate(events)]
    if problems:
        return ReadRequest(None, tuple(problems))
    facts = {name: cell for name, (_, cell) in row.items() if name in CASE_FACTS}
    parts = []
    if not events or any(name in STAGES for name in row):
        parts.append(_read([row], [("request",)], vocabulary, zone, problems))
    if events:
        places: list[Path] = [("events", number) for number in range(len(lines))]
        given = [{**{n: (n, c) for n, c in facts.items()}, **line} for line in lines]
        parts.append(_read(given, places, vocabulary, zone, problems))
    if problems:
        return ReadRequest(None, tuple(problems))
    first, *others = parts
    return ReadRequest(evolve(first, events=sum((p.events for p in others), first.events)))


_Row = dict[str, tuple[str, Any]]
"""By field, the key under which a cell is written, and the cell."""


def _renamed(record: Record, path: Path, problems: list[tuple[Path, Problem]]) -> _Row:
    """A record by field; keys that are none are told."""
    words = {name: header_words()["cases"].get(name, []) for name in _KNOWN}
    try:
        columns = match_headers(list(record), words, first_wins=TEXTS).columns
    except TableError as error:
        problems += [(path, problem) for problem in error.problems]
        return {}
    fields = {header: name for name, header in columns.items()}
    for key in record:
        if key not in fields:
            hint = did_you_mean(nearest(key, (*_KNOWN, *chain(*words.values()))))
            problem = Problem("unknown-field", key_named(key), one_of(_KNOWN), hint=hint)
            problems.append(((*path, key), problem))
    return {fields[key]: (key, cell) for key, cell in record.items() if key in fields}


def _read(
    rows: list[_Row],
    places: list[Path],
    vocabulary: Vocabulary,
    zone: str,
    problems: list[tuple[Path, Problem]],
) -> Case:
    """The case of some rows; what cannot be read is told where it is written."""
    cells = [
        {"case": _ID, **{name: cell for name, (_, cell) in row.items() if name != "case"}}
        for row in rows
    ]
    try:
        (case,) = cases_from_events(cells, vocabulary, {}, zone=zone).cases
    except TableError as error:
        problems += [(places[0], problem) for problem in error.problems]
        return Case(_ID)
    for problem in (*case.problems, *(p for row in case.unread for p in row.problems)):
        place, row = places[(problem.place.row or 1) - 1], rows[(problem.place.row or 1) - 1]
        key = row.get(problem.place.field or "", ("",))[0]
        problems.append(((*place, key) if key else place, evolve(problem, place=Place())))
    return case


_ID = "1"


def case_of(worked: WorkedRequest, vocabulary: Vocabulary, zone: str) -> Case:
    """The case that a worked request tells of.

    Raises:
        RecordError: its record cannot be read.
    """
    read = read_request(worked.record, worked.events, vocabulary, zone)
    if read.case is None:
        raise RecordError(tuple(problem for _, problem in read.problems))
    return read.case


def verdict_figures(worked: WorkedRequest, verdict: CaseVerdict) -> Figures:
    """By name, what a worked request expects and what its verdict says."""
    return {
        "outcome": (worked.outcome, verdict.outcome.value),
        "codes": (worked.codes, verdict.codes),
        "duties": (worked.duties, tuple(duty.code for duty in verdict.obligations)),
        "missing": (worked.missing, tuple(map(str, verdict.missing))),
        "clocks": _compared(worked.clocks, _states(verdict)),
        "due": _compared(worked.due, _days(verdict)),
    }


def _compared(expected: Mapping[str, Any] | None, found: Mapping[str, Any]) -> tuple[Any, Any]:
    """What is expected of some promises, and what is found of them, in words."""
    if expected is None:
        return None, None
    said = tuple(f"{id} {value}" for id, value in expected.items())
    return said, tuple(f"{id} {found.get(id, '—')}" for id in expected)


def _states(verdict: CaseVerdict) -> dict[str, str]:
    """The state of each promise; where it runs several times, of the last run."""
    return {name: clock.state.value for name, clock in _named(verdict)}


def _days(verdict: CaseVerdict) -> dict[str, date | None]:
    return {name: clock.due_day for name, clock in _named(verdict)}


def _named(verdict: CaseVerdict) -> Iterator[tuple[str, Any]]:
    return ((clock.promise.id, clock) for clock in verdict.clocks if clock.promise)
