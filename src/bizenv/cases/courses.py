"""Courses: what happened to cases in which order, each distinct course looked at once (办理经过).

How a case stands hangs on the order of its events and on their words, not on
the days themselves. So cases are grouped by their course, and the scalar rule
is asked of one case of each group.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from attrs import evolve, frozen

from bizenv.cases.event_columns import EventColumns
from bizenv.cases.instants import Instants, Sort, day_number, micros_of
from bizenv.cases.rules import CaseRules
from bizenv.cases.states import CaseState, state_of
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Case, Event, EventKind, Time

__all__ = ["RECORDED_LEAD", "Course", "courses_of"]

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"


@frozen(eq=False)
class Course:
    """Cases that ran alike: their numbers, and the state of the first of them.

    ``places`` tells, of an event of the state, which event of its case it is.
    The agency in charge of the state is no agency: it is the place of the event
    that names it, or :data:`RECORDED_LEAD`.
    """

    members: Array
    state: CaseState
    places: dict[int, int]

    @property
    def lead(self) -> str | None:
        """Where the agency in charge is named; None where it is not known any more."""
        return self.state.lead

    def without(self, numbers: Collection[int]) -> Course | None:
        """The course of its other cases; None where there are none."""
        if not numbers:
            return self
        kept = [number for number in self.members.tolist() if number not in numbers]
        return evolve(self, members=np.array(kept)) if kept else None

    def place(self, event: Event) -> int:
        """Which event of its case an event of the state is, from 0."""
        return self.places[id(event)]


def courses_of(columns: EventColumns, at: Time, rules: CaseRules) -> Iterator[Course]:
    """The distinct courses of the cases that are not odd, as they stood at a time.

    Cases of one course have the same events in the same order, the same of
    them at one instant, the same of them later than the time, and words of the
    same weight, and the same rules bind them.
    """
    base = rules.base
    tokens = _tokens(columns, at, base, rules.names)
    marks = _marks(columns, rules)
    groups: dict[tuple[bytes, int], list[int]] = {}
    starts, odd = columns.starts.tolist(), columns.odd.tolist()
    for number, (first, last) in enumerate(pairwise(starts)):
        if not odd[number]:
            key = (tokens[first:last].tobytes(), int(marks[number]))
            groups.setdefault(key, []).append(number)
    for members in groups.values():
        one = _marked(columns.case(members[0], base.local))
        places = {id(event): place for place, event in enumerate(one.events)}
        yield Course(np.array(members), state_of(one, at, zone=base.zone), places)


RECORDED_LEAD = "recorded"


def _marked(case: Case) -> Case:
    """A case in which the place of an event stands for the agency that it names."""
    events = [
        event if event.to is None else evolve(event, to=str(place))
        for place, event in enumerate(case.events)
    ]
    return evolve(case, lead=RECORDED_LEAD, events=events)


def _tokens(columns: EventColumns, at: Time, base: TimeBase, signers: Collection[str]) -> Array:
    """For each event a number: its kind, its tie to the one before, and its words."""
    times, tokens = columns.times, columns.kinds.astype(np.int64)
    ties = np.zeros(len(times), dtype=np.int64)
    ties[1:] = (times.micros[1:] == times.micros[:-1]) & (times.days[1:] == times.days[:-1])
    tokens = tokens * 4 + ties * 2 + _later(times, at, base)
    for name, column in columns.words.items():
        weights = _weights(name, column.values, signers)
        if max(weights, default=0):
            tokens = _joined(tokens, np.array(weights)[column.codes])
    return np.unique(tokens, return_inverse=True)[1].reshape(-1).astype(np.int32)


def _weights(name: str, words: Sequence[Any], signers: Collection[str]) -> list[int]:
    """Which words of an event make a difference: a number for each that does."""
    if name in ("grade", "cause"):
        known = {word: number for number, word in enumerate(dict.fromkeys(words)) if word}
        return [known.get(word, -1) + 1 for word in words]
    if name in ("by", "to"):
        heavy = sorted(signers) if name == "by" else ()
        names = {word: number for number, word in enumerate(heavy, 2)}
        return [0 if word is None else names.get(word, 1) for word in words]
    return [0] * len(words)


def _joined(tokens: Array, weights: Array) -> Array:
    """Two numbers a row as one; the numbers stay small."""
    small = np.unique(tokens, return_inverse=True)[1].reshape(-1)
    return small * (int(weights.max()) + 1) + weights


def _later(times: Instants, at: Time, base: TimeBase) -> Array:
    """For each event whether it surely comes after a time, as :func:`is_later` says."""
    if not isinstance(at, datetime):
        return times.days > day_number(at)
    moment = base.moment(at)
    by_day = times.days > day_number(base.day(moment))
    return np.where(times.sorts == Sort.MOMENT, times.micros > micros_of(moment), by_day)


def _marks(columns: EventColumns, rules: CaseRules) -> Array:
    """For each case the number of the combination of its facts that choose rules."""
    cases = len(columns.ids)
    parts: list[Sequence[Any]] = [columns.facts.get(name, [None] * cases) for name in _CHOOSING]
    parts.append(_edges(columns, rules).tolist())
    numbers: dict[tuple[Any, ...], int] = {}
    marks = [numbers.setdefault(key, len(numbers)) for key in zip(*parts, strict=True)]
    return np.array(marks, dtype=np.int64)


_CHOOSING = ("kind", "channel", "priority", "circumstances")


def _edges(columns: EventColumns, rules: CaseRules) -> Array:
    """For each case between which edges of versions its request was received; -1 if not known."""
    received = np.full(len(columns.ids), -1, dtype=np.int64)
    rows = np.flatnonzero(columns.kinds == _RECEIVED)[::-1]
    case_of = np.repeat(np.arange(len(columns.ids)), np.diff(columns.starts))
    received[case_of[rows]] = columns.times.days[rows]
    days = sorted(_edge_days(rules))
    return np.where(received < 0, -1, np.searchsorted(days, received, side="right"))


_RECEIVED = tuple(EventKind).index(EventKind.RECEIVED)


def _edge_days(rules: CaseRules) -> set[int]:
    """The days on which some rule begins or no longer holds, or its document was issued."""
    edges: set[int] = set()
    issued = (rule.citation.source.issued for rule in rules.undated)
    edges |= {day_number(day) for day in issued if day}
    for rule in rules.each:
        if validity := rule.validity:
            edges |= {day_number(day) for day in (validity.earliest, validity.latest) if day}
            edges |= {day_number(validity.until) + 1} if validity.until else set()
    return edges
