"""An event log as columns: which case, what happened, when, in arrays (事件列).

Each distinct cell is read once. Cases whose rows the arrays cannot hold, such
as those with a cell that cannot be read, are marked *odd*; they are read and
judged one by one, as any case may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, TypeAlias

import numpy as np
from attrs import field, frozen

from bizenv.cases.instants import Instants, Sort
from bizenv.cases.records import CASE_FACTS
from bizenv.cases.values import Case, Event, EventKind, Time
from bizenv.kernel.problems import Problem
from bizenv.tables.columns import Encoded

__all__ = ["EventColumns", "EventRows", "arrange"]

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

KINDS = tuple(EventKind)


@frozen(eq=False)
class EventColumns:
    """The events of a log, case by case, each case's in the order in which they are taken.

    Shapes: ``ids`` has one entry a case, ``starts`` one more; the events of case
    ``c`` stand at ``starts[c]`` up to ``starts[c + 1]`` in ``kinds``, ``times``
    and each of ``words``. ``facts`` has one entry a case. ``odd`` marks cases
    that are judged one by one, and whose events stand in no order.
    """

    ids: list[str]
    starts: Array
    kinds: Array
    times: Instants
    words: Mapping[str, Encoded]
    facts: Mapping[str, list[Any]]
    odd: Array

    def events(self, case: int, zone: tzinfo) -> list[Event]:
        """The events of a case as values."""
        return [self.event(row, zone) for row in range(*self.starts[case : case + 2])]

    def event(self, row: int, zone: tzinfo) -> Event:
        """One event as a value."""
        said = {name: self.word(name, row) for name in self.words}
        return Event(KINDS[self.kinds[row]], self.times.time(row, zone), **said)

    def word(self, name: str, row: int) -> Any:
        """What an event says in one word."""
        column = self.words[name]
        return column.values[column.codes[row]]

    def time(self, row: int, zone: tzinfo) -> Time | None:
        """When an event happened."""
        return self.times.time(row, zone)

    def case(self, number: int, zone: tzinfo) -> Case:
        """A case as a value."""
        facts = {name: column[number] for name, column in self.facts.items()}
        return Case(self.ids[number], **facts, events=self.events(number, zone))


@frozen(eq=False)
class EventRows:
    """The events of a log as they stand there, a row each.

    Shapes: every column has one entry a row; ``cases`` are the numbers of their
    cases. Values are what the cells say: codes, texts, None, or the problem of
    a cell that cannot be read. ``more`` are columns that make a case odd where
    they say anything.
    """

    cases: Array
    kinds: Encoded
    times: Instants
    words: Mapping[str, Encoded] = field(factory=dict)
    more: Mapping[str, Encoded] = field(factory=dict)


def arrange(
    ids: list[str], events: EventRows, numbers: Array, facts: Mapping[str, Encoded]
) -> EventColumns:
    """Events in order, case by case.

    ``ids`` are those of the cases. ``facts`` are what the rows of the table say
    of their cases, whose numbers are ``numbers``.
    """
    codes, times = _kind_codes(events.kinds), events.times
    place = np.where(times.sorts == Sort.MOMENT, times.micros, times.days)
    order = np.lexsort((codes, place, events.cases))
    cases, codes, times = events.cases[order], codes[order], times.take(order)
    odd = np.zeros(len(ids), dtype=bool)
    odd[cases[_odd_rows(events)[order]]] = True
    odd[cases[_strange(cases, codes, times)]] = True
    said = {}
    for name in (name for name in CASE_FACTS if name in facts):
        said[name], doubtful = _fact(facts[name], numbers, len(ids))
        odd |= doubtful
    return EventColumns(
        ids,
        np.searchsorted(cases, np.arange(len(ids) + 1)),
        codes,
        times,
        {name: Encoded(word.codes[order], word.values) for name, word in events.words.items()},
        said,
        odd,
    )


def _odd_rows(events: EventRows) -> Array:
    """Rows that the arrays cannot hold."""
    odd = np.isin(events.times.sorts, (Sort.ABSENT, Sort.ODD))
    odd |= _which(events.kinds, lambda kind: type(kind) is not EventKind)
    for column in events.words.values():
        odd |= _which(column, lambda word: type(word) is Problem)
    for column in events.more.values():
        odd |= _which(column, lambda word: word is not None)
    return odd


def _which(column: Encoded, wanted: Any) -> Array:
    return np.array([bool(wanted(value)) for value in column.values], dtype=bool)[column.codes]


def _kind_codes(kinds: Encoded) -> Array:
    known = [KINDS.index(kind) if type(kind) is EventKind else 0 for kind in kinds.values]
    return np.array(known, dtype=np.int8)[kinds.codes]


def _strange(numbers: Array, codes: Array, times: Instants) -> Array:
    """Events whose case has moments and bare days, or one kind twice at one time."""
    same_case = numbers[1:] == numbers[:-1]
    mixed = same_case & (times.sorts[1:] != times.sorts[:-1])
    at_once = (times.micros[1:] == times.micros[:-1]) & (times.days[1:] == times.days[:-1])
    twice = same_case & at_once & (codes[1:] == codes[:-1])
    return np.flatnonzero(mixed | twice)


def _fact(column: Encoded, numbers: Array, cases: int) -> tuple[list[Any], Array]:
    """By case, what its rows say of it, and whether they say two things, or none that is clear."""
    told = np.flatnonzero(_which(column, lambda value: value is not None))
    codes, of = column.codes[told], numbers[told]
    known = np.full(cases, -1, dtype=np.int64)
    known[of[::-1]] = codes[::-1]
    doubtful = np.zeros(cases, dtype=bool)
    doubtful[of[codes != known[of]]] = True
    doubtful[of[_which(column, lambda value: type(value) is Problem)[told]]] = True
    values = [*column.values, None]
    return [values[code] for code in known.tolist()], doubtful
