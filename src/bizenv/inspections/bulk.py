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
from bizenv.inspections.next_days import next_allowed
from bizenv.inspections.quiet_periods import Window
from bizenv.inspections.records import DAYS, FIELDS, TEXTS, span_problems
from bizenv.inspections.rules import InspectionRules, Opinion
from bizenv.inspections.situations import SITUATION
from bizenv.kernel.text import Lang
from bizenv.kernel.verdict import Severity
from bizenv.tables.columns import Codes, Encoded, compact, ordinals
from bizenv.tables.combinations import Combinations

__all__ = [
    "READ_FIELDS",
    "Answer",
    "BulkVerdict",
    "check_columns",
    "opinion_words",
]

_SITUATION_FIELDS = SITUATION[:-1]  # the circumstances are columns of their own
_READ_ALONE = ("filed", "noticed")
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
    """

    opinion: Opinion | None
    problems: tuple[str, ...] = ()


@define(slots=False, eq=False, frozen=True)
class BulkVerdict:
    """The verdicts of many rows: a few distinct answers, and which row has which.

    Shapes: ``codes`` has one entry a row, a place in ``answers``.
    """

    answers: Sequence[Answer]
    codes: Codes
    _start: Encoded
    _end: Encoded
    _rules: InspectionRules

    def column(self, name: str) -> Encoded:
        """One verdict column other than ``next_allowed``, encoded."""
        return Encoded(self.codes, [_CELLS[name](answer) for answer in self.answers])

    @cached_property
    def next_allowed(self) -> Codes:
        """For each row the next allowed day as ``datetime64[D]``, NaT where there is none."""
        return next_allowed(self.answers, self.codes, self._start, self._end, self._rules)


def _from_opinion(of: Callable[[Opinion], str | None]) -> Callable[[Answer], str | None]:
    return lambda answer: of(answer.opinion) if answer.opinion else None


_CELLS: dict[str, Callable[[Answer], str | None]] = {
    "outcome": _from_opinion(lambda opinion: opinion.outcome.value),
    "codes": lambda a: _SEPARATOR.join(a.opinion.codes if a.opinion else a.problems),
    "clause": _from_opinion(lambda opinion: opinion.clause),
    "rule": _from_opinion(lambda opinion: opinion.rule),
    "missing": _from_opinion(lambda opinion: _SEPARATOR.join(opinion.missing) or None),
    "obligations": _from_opinion(
        lambda opinion: _SEPARATOR.join(d.id for d in opinion.duties) or None
    ),
}


# --- reading ----------------------------------------------------------------


def _read_column(field: str, column: Encoded, rules: InspectionRules) -> Encoded:
    """A column of cells as a column of facts; cells of one meaning become one."""
    if field in DAYS and set(map(type, column.values)) <= {date, type(None)}:
        return column  # most tables have one day a cell, and nothing to read
    known: dict[Any, int] = {}
    places = []
    for value in column.values:
        fact = _read_cell(field, value, rules)
        places.append(known.setdefault((type(fact), fact), len(known)))
    values = [fact for _, fact in known]
    if len(values) == len(column.values):
        return Encoded(column.codes, values)
    return Encoded(np.array(places, dtype=np.int32).take(column.codes), values)


def _read_cell(field: str, value: Any, rules: InspectionRules) -> Any:
    try:
        fact = read_field(field, value, rules.vocabulary)
    except RecordError as error:
        return Unread(tuple(problem.code for problem in error.problems))
    if field not in rules.asks and field not in DAYS:
        return None  # read, so that an unknown word is told, and then left out
    if field == "approved":
        return None if fact is None else fact is not False
    return fact


# --- judging ----------------------------------------------------------------


def check_columns(columns: Mapping[str, Encoded], rows: int, rules: InspectionRules) -> BulkVerdict:
    """Judge the rows of encoded columns.

    ``columns`` maps fields to columns of ``rows`` rows; ``start`` must be there.
    Columns of words, such as the agency, are needed only where a cell of them
    cannot be read.
    """
    absent = Encoded(np.zeros(rows, dtype=np.int64), [None])
    read = {field: _read_column(field, column, rules) for field, column in columns.items()}
    digits = Combinations(np.zeros(rows, dtype=np.int32))
    start = read.get("start", absent)
    end = read.get("end", absent)
    digits.add(_stands(start, end, rules))
    circumstances = sorted(field for field in read if field not in FIELDS)
    ordered = (*_SITUATION_FIELDS, *_READ_ALONE, *TEXTS, *circumstances)
    fields = [field for field in ordered if field in read]
    for field in fields:
        digits.add(read[field])
    combinations, codes = digits.distinct()
    answers = [_answer(combination, fields, rules) for combination in combinations]
    return BulkVerdict(answers, codes, start, end, rules)


def _answer(part: tuple[Any, ...], fields: Sequence[str], rules: InspectionRules) -> Answer:
    """Judge one combination of windows and facts by the scalar rule."""
    stands, *facts = part
    unread = [fact for fact in (stands, *facts) if isinstance(fact, Unread)]
    if unread:
        return Answer(None, tuple(dict.fromkeys(code for u in unread for code in u.codes)))
    values = dict(zip(fields, facts, strict=True))
    return Answer(rules.opinion(_situation(values), stands))


def _situation(values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The situation as the scalar path builds it from an inspection."""
    circumstances = tuple(
        sorted(
            (name, fact) for name, fact in values.items() if name not in FIELDS and fact is not None
        )
    )
    stated = [values.get(field) for field in _SITUATION_FIELDS]
    stated[0] = stated[0] or "inspection"
    return (*stated, circumstances)


def _stands(start: Encoded, end: Encoded, rules: InspectionRules) -> Encoded:
    """How each row's visit stands to every version, or why it has no days."""
    one_day = [_stand_of(day, None, rules) for day in start.values]
    if all(fact is None for fact in end.values):
        return _renumbered(start.codes, one_day)
    starts, ends = ordinals(start)[start.codes], ordinals(end)[end.codes]
    bad_end = np.array([isinstance(fact, Unread) for fact in end.values])[end.codes]
    longer = np.flatnonzero(((ends != starts) & (ends != 0)) | bad_end)
    codes = start.codes.copy()
    width = len(end.values)
    keys = start.codes[longer].astype(np.int64) * width + end.codes[longer]
    pairs, places = compact(keys, len(start.values) * width)
    codes[longer] = len(one_day) + places
    several = [
        _stand_of(start.values[pair // width], end.values[pair % width], rules)
        for pair in pairs.tolist()
    ]
    return _renumbered(codes, one_day + several)


def _renumbered(codes: Codes, values: list[Any]) -> Encoded:
    """The same column with equal values made one."""
    known: dict[Any, int] = {}
    places = [known.setdefault(value, len(known)) for value in values]
    return Encoded(np.array(places, dtype=np.int32).take(codes), list(known))


def _stand_of(start: Any, end: Any, rules: InspectionRules) -> tuple[Window, ...] | Unread:
    """How one visit stands to every version, or why its days cannot be used."""
    if end is None and type(start) is date:
        return rules.windows(start, start)
    codes = [code for fact in (start, end) if isinstance(fact, Unread) for code in fact.codes]
    if not isinstance(start, Unread):
        last = None if isinstance(end, Unread) else end
        codes += [problem.code for problem in span_problems(start, last)]
    return Unread(tuple(codes)) if codes else rules.windows(start, end or start)


def opinion_words(opinion: Opinion, lang: Lang) -> str:
    """The findings that matter most, in words: those as grave as the outcome."""
    grave = [f for f in opinion.findings if f.severity is not Severity.NOTE] or opinion.findings
    return (" " if lang == "en" else "").join(finding.message(lang) for finding in grave)
