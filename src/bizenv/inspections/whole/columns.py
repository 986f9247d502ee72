"""A schedule as columns of facts: each distinct cell is read once.

A row in which a needed cell cannot be read is left out and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from attrs import define

from bizenv.inspections.cell_facts import CellReader, Unread
from bizenv.inspections.records import span_problems
from bizenv.inspections.situations import AXIS_OF
from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.identity import true_id
from bizenv.tables.cells import read_words
from bizenv.tables.columns import Codes, Encoded, encode
from bizenv.tables.combinations import Combinations

__all__ = ["BLANK", "PLACEHOLDER", "TRUE", "WHOLE_FIELDS", "Gatherer", "VisitColumns", "columns_of"]

BLANK, PLACEHOLDER, TRUE = 0, 1, 2
"""How a row names its enterprise."""
_PARTIES = ("enterprise", "enterprise_name", "agency", "matter", "licence", "officers", "id")
_DONE = ("filed", "noticed", "approved", "scanned")
WHOLE_FIELDS = ("start", "end", *_PARTIES, *AXIS_OF, *_DONE)
"""The fields that a check of a whole schedule reads, besides circumstances."""


@define(slots=False, frozen=True, eq=False)
class VisitColumns:
    """The visits of a schedule, fact by fact.

    Shapes: every column has ``rows`` entries; ``start`` is there, other facts
    that no row has may be missing. ``places`` says for each which row of the
    input it is, where some were left out.
    """

    facts: Mapping[str, Encoded]
    rows: int
    places: Codes
    given: int
    """How many rows went in."""

    @property
    def unread(self) -> tuple[int, ...]:
        """The rows of the input that were left out."""
        left = np.ones(self.given, dtype=bool)
        left[self.places] = False
        return tuple(np.flatnonzero(left).tolist())

    @cached_property
    def identities(self) -> Codes:
        """For each row whether it names an enterprise: not at all, by a placeholder, truly."""
        column = self.fact("enterprise")
        kinds = [
            BLANK if not id else PLACEHOLDER if true_id(id) is None else TRUE
            for id in column.values
        ]
        return np.array(kinds, dtype=np.int8).take(column.codes)

    def fact(self, name: str) -> Encoded:
        """One fact; nothing in every row where there is no such column."""
        found = self.facts.get(name)
        return found or Encoded(np.zeros(self.rows, dtype=np.int32), [None])

    def joined(self, other: VisitColumns) -> VisitColumns:
        """These visits and then others."""
        names = dict.fromkeys((*self.facts, *other.facts))
        facts = {}
        for name in names:
            one, two = self.fact(name), other.fact(name)
            known = {value: place for place, value in enumerate(one.values)}
            moved = [known.setdefault(value, len(known)) for value in two.values]
            codes = np.concatenate([one.codes, np.array(moved, dtype=np.int64)[two.codes]])
            facts[name] = Encoded(codes, list(known))
        places = np.concatenate([self.places, other.places + self.given])
        return VisitColumns(facts, self.rows + other.rows, places, self.given + other.given)


def columns_of(visits: Sequence[Inspection]) -> VisitColumns:
    """Visits as columns.

    >>> from datetime import date
    >>> columns_of([Inspection(start=date(2026, 3, 2), enterprise="E1")]).fact("enterprise").values
    ['E1']
    """
    facts: dict[str, list[Any]] = {name: [] for name in WHOLE_FIELDS}
    names = dict.fromkeys(name for visit in visits for name, _ in visit.circumstances)
    facts.update({name: [] for name in names})
    for visit in visits:
        enterprise, agency = visit.enterprise, visit.agency
        said = {
            **{name: getattr(visit, name) for name in WHOLE_FIELDS if name not in _OWN},
            "enterprise": (enterprise.id or None) if enterprise else None,
            "enterprise_name": enterprise.name if enterprise else None,
            "agency": (agency.id or None) if agency else None,
        }
        known = dict(visit.circumstances)
        for name, column in facts.items():
            column.append(known.get(name) if name in names else said[name])
    every = {name: encode(column) for name, column in facts.items()}
    return VisitColumns(every, len(visits), np.arange(len(visits)), len(visits))


_OWN = ("enterprise", "enterprise_name", "agency")


@define
class _Growing:
    """One column that grows batch by batch; a value keeps its number."""

    known: dict[Any, int]
    parts: list[Codes]

    def add(self, values: Sequence[Any], codes: Codes) -> None:
        numbers = [self.known.setdefault(value, len(self.known)) for value in values]
        self.parts.append(np.array(numbers, dtype=np.int32).take(codes))


class Gatherer:
    """Gathers the columns of a table, given in one batch or in many."""

    def __init__(self, reader: CellReader) -> None:
        self._reader = reader
        self._columns: dict[str, _Growing] = {}
        self._bad: list[Codes] = []
        self._rows = 0

    def add(self, cells: Mapping[str, Encoded], rows: int, torn: Iterable[int] = ()) -> None:
        """Add some rows, given as columns of cells by field; every batch has the same fields."""
        bad = np.zeros(rows, dtype=bool)
        bad[list(torn)] = True
        facts = {name: self._read(name, column, bad) for name, column in cells.items()}
        _spans(facts, rows, bad)
        _named(facts)
        for name, column in facts.items():
            growing = self._columns.setdefault(name, _Growing({None: 0}, []))
            growing.add(column.values, column.codes)
        self._bad.append(bad)
        self._rows += rows

    def _read(self, name: str, column: Encoded, bad: Codes) -> Encoded:
        """A column of cells as facts; the rows of cells that cannot be read are marked."""
        facts = [self._fact(name, value) for value in column.values]
        unread = [isinstance(fact, Unread) for fact in facts]
        if any(unread):
            bad |= np.array(unread).take(column.codes)
            facts = [None if isinstance(fact, Unread) else fact for fact in facts]
        return Encoded(column.codes, facts)

    def _fact(self, name: str, value: Any) -> Any:
        if name in _PARTIES and type(value) is str and value.isalnum() and value.isascii():
            return None if value.lower() in _NOTHING else _several(name, value)
        fact = self._reader.read(name, value)
        return fact if fact is None or isinstance(fact, Unread) else _several(name, fact)

    def done(self) -> VisitColumns:
        """Everything that was added."""
        bad = np.concatenate(self._bad) if self._bad else np.zeros(0, dtype=bool)
        places = np.flatnonzero(~bad)
        facts = {}
        for name, growing in self._columns.items():
            codes = np.concatenate(growing.parts)
            facts[name] = Encoded(codes[places] if bad.any() else codes, list(growing.known))
        return VisitColumns(facts, len(places), places, self._rows)


_NOTHING = frozenset({"na", "nan", "null", "none"})


def _several(name: str, fact: Any) -> Any:
    return tuple(read_words(fact)) or None if name == "officers" else fact


def _spans(facts: Mapping[str, Encoded], rows: int, bad: Codes) -> None:
    """Mark the rows whose days are none, or end before they start."""
    absent = Encoded(np.zeros(rows, dtype=np.int32), [None])
    both = Combinations(np.zeros(rows, dtype=np.int32))
    both.add(facts.get("start", absent))
    both.add(facts.get("end", absent))
    distinct, codes = both.distinct()
    wrong = [bool(span_problems(start, end)) for start, end in distinct]
    if any(wrong):
        bad |= np.array(wrong).take(codes)


def _named(facts: dict[str, Encoded]) -> None:
    """An enterprise without an id goes by its name."""
    ids, names = facts.get("enterprise"), facts.get("enterprise_name")
    if names is None:
        return
    if ids is None:
        facts["enterprise"] = names
        return
    if None not in ids.values:
        return
    known = {value: place for place, value in enumerate(ids.values)}
    moved = np.array([known.setdefault(value, len(known)) for value in names.values])
    blank = ids.codes == known[None]
    facts["enterprise"] = Encoded(np.where(blank, moved[names.codes], ids.codes), list(known))
