"""Worked violations, read from their records and held against their verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from attrs import evolve, frozen

from bizenv.kernel.errors import RecordError, TableError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem, did_you_mean, one_of
from bizenv.kernel.truth import Truth
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.rulebooks.nodes import Path
from bizenv.rulebooks.shapes import key_named
from bizenv.rulebooks.vocabulary import header_words
from bizenv.rulebooks.worked_cases import Record, WorkedViolation
from bizenv.rulebooks.worked_requests import Figures
from bizenv.tables.headers import match_headers
from bizenv.tolerance.records import FIELDS, TEXTS, field_names, read_field, violation_of
from bizenv.tolerance.values import Violation
from bizenv.tolerance.verdicts import ViolationVerdict

__all__ = ["ReadViolation", "named_violation", "read_violation", "violation_figures"]


@frozen
class ReadViolation:
    """The violation that a record tells of, and what is wrong with it, each where it stands."""

    violation: Violation | None
    problems: tuple[tuple[Path, Problem], ...] = ()


def read_violation(
    record: Record,
    history: tuple[Record, ...] | None,
    vocabulary: Vocabulary,
    facts: Mapping[str, Iterable[str]],
) -> ReadViolation:
    """Read a violation from its row; ``facts`` are the named ones, with other headers for them.

    Keys are fields, or headers as people write them.
    """
    problems: list[tuple[Path, Problem]] = []
    fields = _fields(record, vocabulary, facts, problems)
    cells: dict[str, tuple[Path, Any]] = {
        name: (("violation", key), record[key]) for name, key in fields.items()
    }
    if history is not None:
        cells["history"] = (("history",), history)
    values: dict[str, Any] = {}
    for name, (path, cell) in cells.items():
        try:
            values[name] = read_field(name, cell, vocabulary)
        except RecordError as error:
            problems += [(path, evolve(each, place=Place())) for each in error.problems]
    if problems:
        return ReadViolation(None, tuple(problems))
    try:
        return ReadViolation(violation_of(values, vocabulary))
    except RecordError as error:
        told = [(("violation",), evolve(each, place=Place())) for each in error.problems]
        return ReadViolation(None, tuple(told))


def _fields(
    record: Record,
    vocabulary: Vocabulary,
    facts: Mapping[str, Iterable[str]],
    problems: list[tuple[Path, Problem]],
) -> dict[str, str]:
    """By field, the key under which it is written; keys that are none are told."""
    names = field_names(vocabulary, facts)
    written = header_words()["violations"]
    words = {name: [*written.get(name, ()), *facts.get(name, ())] for name in names}
    try:
        columns = match_headers(list(record), words, first_wins=TEXTS).columns
    except TableError as error:
        problems += [(("violation",), problem) for problem in error.problems]
        return {}
    for key in record:
        if key not in columns.values():
            hint = did_you_mean(nearest(key, names))
            problem = Problem("unknown-field", key_named(key), one_of(FIELDS), hint=hint)
            problems.append((("violation", key), problem))
    return columns


def named_violation(
    worked: WorkedViolation, vocabulary: Vocabulary, facts: Mapping[str, Iterable[str]]
) -> Violation:
    """The violation that a worked case tells of.

    Raises:
        RecordError: its record cannot be read.
    """
    read = read_violation(worked.record, worked.history, vocabulary, facts)
    if read.violation is None:
        raise RecordError(tuple(problem for _, problem in read.problems))
    return read.violation


def decision_day(worked: WorkedViolation) -> date | None:
    """The day on which a worked case is decided, where it names one."""
    return worked.at.date() if isinstance(worked.at, datetime) else worked.at


def violation_figures(worked: WorkedViolation, verdict: ViolationVerdict) -> Figures:
    """By name, what a worked violation expects and what its verdict says."""
    held = [ruling.entry.item.id for ruling in verdict.rulings if ruling.truth is Truth.YES]
    due = {duty.code: duty.due for duty in verdict.obligations}
    wanted = worked.due
    days = None if wanted is None else tuple(f"{code} {day}" for code, day in wanted.items())
    found = tuple(f"{code} {due.get(code) or '—'}" for code in wanted or ())
    return {
        "outcome": (worked.outcome, verdict.outcome.value),
        "codes": (worked.codes, verdict.codes),
        "items": (worked.items, tuple(held)),
        "duties": (worked.duties, tuple(duty.code for duty in verdict.obligations)),
        "missing": (worked.missing, tuple(map(str, verdict.missing))),
        "due": (days, found),
    }
