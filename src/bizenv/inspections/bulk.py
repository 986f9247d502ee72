"""Inspections in bulk: the scalar judgement, once for each distinct situation.

The rows are encoded column by column. Each distinct cell is read once, each
distinct combination of situation and windows is judged once by the scalar
rule, and the answers are gathered for the rows. Nothing of the rule is written
twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from attrs import define, frozen

from bizenv.inspections.cell_facts import CellReader, Unread
from bizenv.inspections.records import DAYS, DONE, FIELDS, TEXTS
from bizenv.inspections.rules import InspectionRules, Opinion
from bizenv.inspections.situations import SITUATION, Situation
from bizenv.inspections.visit_days import approvals, next_allowed, stands
from bizenv.inspections.visit_duties import obligations
from bizenv.tables.columns import Codes, Encoded
from bizenv.tables.combinations import Combinations

__all__ = [
    "EXPLAINING_COLUMNS",
    "READ_FIELDS",
    "VERDICT_COLUMNS",
    "Answer",
    "BulkVerdict",
    "check_columns",
]

VERDICT_COLUMNS = ("outcome", "codes", "clause", "rule", "next_allowed", "missing")
"""What a check tells of every row."""

EXPLAINING_COLUMNS = ("message", "obligations")
"""What it tells on request, in words: why, and what must be done."""

_SITUATION_FIELDS = SITUATION[:-1]  # the circumstances are columns of their own
_READ_ALONE = ("filed", "noticed", "scanned")
READ_FIELDS = ("start", "end", *_SITUATION_FIELDS, *_READ_ALONE)
"""The fields that a check reads, besides the circumstances of the vocabulary.

The last ones have no part in the judgement, but a row in which one cannot be
read has no verdict, in bulk as alone.
"""
_SEPARATOR = ";"


@frozen(eq=False)
class Answer:
    """What the rows of one situation in the same windows are told.

    ``opinion`` is None where the row has no verdict; ``problems`` says why.
    ``situation`` holds the facts that were judged.
    """

    opinion: Opinion | None
    problems: tuple[str, ...] = ()
    situation: Situation = ()


@define(slots=False, eq=False, frozen=True)
class BulkVerdict:
    """The verdicts of many rows: a few distinct answers, and which row has which.

    Shapes: ``codes`` has one entry a row, a place in ``answers``.
    """

    answers: Sequence[Answer]
    codes: Codes
    _start: Encoded
    _end: Encoded
    _done: Mapping[str, Encoded]
    _rules: InspectionRules
    _reader: CellReader

    def column(self, name: str) -> Encoded:
        """One of the :data:`VERDICT_COLUMNS` other than ``next_allowed``, encoded."""
        return Encoded(self.codes, [_CELLS[name](answer) for answer in self.answers])

    def span(self, row: int) -> tuple[date, date]:
        """The first and the last day of a row that has a verdict."""
        start = self._start.values[self._start.codes[row]]
        return start, self._end.values[self._end.codes[row]] or start

    @cached_property
    def next_allowed(self) -> Codes:
        """For each row the next allowed day as ``datetime64[D]``, NaT where there is none."""
        opinions = [answer.opinion for answer in self.answers]
        return next_allowed(opinions, self.codes, self._start, self._end, self._rules)

    @cached_property
    def obligations(self) -> Encoded:
        """For each row what must be done around the visit; the values are tuples."""
        opinions = [answer.opinion for answer in self.answers]
        done = {
            field: Encoded(column.codes, [self._reader.read(field, v) for v in column.values])
            for field, column in self._done.items()
        }
        facts = {"start": self._start, "end": self._end, **done}
        return obligations(opinions, self.codes, facts, self._rules.calendar)


def _from_opinion(of: Callable[[Opinion], str | None]) -> Callable[[Answer], str | None]:
    return lambda answer: of(answer.opinion) if answer.opinion else None


_CELLS: dict[str, Callable[[Answer], str | None]] = {
    "outcome": _from_opinion(lambda opinion: opinion.outcome.value),
    "codes": lambda a: _SEPARATOR.join(a.opinion.codes if a.opinion else a.problems),
    "clause": _from_opinion(lambda opinion: opinion.clause),
    "rule": _from_opinion(lambda opinion: opinion.rule),
    "missing": _from_opinion(lambda opinion: _SEPARATOR.join(opinion.missing) or None),
}


# --- reading ----------------------------------------------------------------


def _read_column(
    field: str, column: Encoded, rules: InspectionRules, reader: CellReader
) -> Encoded:
    """A column of cells as a column of facts; cells of one meaning become one."""
    if field in DAYS and set(map(type, column.values)) <= {date, type(None)}:
        return column  # most tables have one day a cell, and nothing to read
    known: dict[Any, int] = {}
    places = []
    for value in column.values:
        fact = _asked(field, reader.read(field, value), rules)
        places.append(known.setdefault((type(fact), fact), len(known)))
    values = [fact for _, fact in known]
    if len(values) == len(column.values):
        return Encoded(column.codes, values)
    return Encoded(np.array(places, dtype=np.int32).take(column.codes), values)


def _asked(field: str, fact: Any, rules: InspectionRules) -> Any:
    """A fact as the judgement needs it; one that no rule asks for is left out."""
    if isinstance(fact, Unread) or field in DAYS:
        return fact
    return fact if field in rules.asks else None


# --- judging ----------------------------------------------------------------


def check_columns(
    columns: Mapping[str, Encoded],
    rows: int,
    rules: InspectionRules,
    reader: CellReader | None = None,
) -> BulkVerdict:
    """Judge the rows of encoded columns.

    ``columns`` maps fields to columns of ``rows`` rows; ``start`` must be there.
    Columns of words, such as the agency, are needed only where a cell of them
    cannot be read. ``reader`` keeps the cells that it has read, for more batches.
    """
    reader = reader or CellReader(rules.vocabulary)
    absent = Encoded(np.zeros(rows, dtype=np.int64), [None])
    read = {field: _read_column(field, column, rules, reader) for field, column in columns.items()}
    combinations = Combinations(np.zeros(rows, dtype=np.int32))
    start = read.get("start", absent)
    end = read.get("end", absent)
    if "approved" in read:
        read["approved"] = approvals(read["approved"], start)
    combinations.add(stands(start, end, rules))
    circumstances = sorted(field for field in read if field not in FIELDS)
    ordered = (*_SITUATION_FIELDS, *_READ_ALONE, *TEXTS, *circumstances)
    fields = [field for field in ordered if field in read]
    for field in fields:
        combinations.add(read[field])
    distinct, codes = combinations.distinct()
    answers = [_answer(each, fields, rules) for each in distinct]
    done = {field: columns[field] for field in DONE if field in columns}
    return BulkVerdict(answers, codes, start, end, done, rules, reader)


def _answer(part: tuple[Any, ...], fields: Sequence[str], rules: InspectionRules) -> Answer:
    """Judge one combination of windows and facts by the scalar rule."""
    stands, *facts = part
    unread = [fact for fact in (stands, *facts) if isinstance(fact, Unread)]
    if unread:
        return Answer(None, tuple(dict.fromkeys(code for u in unread for code in u.codes)))
    values = dict(zip(fields, facts, strict=True))
    situation = _situation(values)
    return Answer(rules.opinion(situation, stands), situation=situation)


def _situation(values: Mapping[str, Any]) -> Situation:
    """The situation as the scalar path builds it from an inspection."""
    circumstances = tuple(
        sorted(
            (name, fact) for name, fact in values.items() if name not in FIELDS and fact is not None
        )
    )
    stated = [values.get(field) for field in _SITUATION_FIELDS]
    stated[0] = stated[0] or "inspection"
    return (*stated, circumstances)
