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
from typing import Any, TypeVar

import narwhals.stable.v1 as nw
import numpy as np
from attrs import Factory, define, frozen

from bizenv.inspections.quiet_periods import Window
from bizenv.inspections.records import FIELDS, read_field, span_problems
from bizenv.inspections.rules import InspectionRules, Told
from bizenv.kernel.errors import RecordError, UsageError
from bizenv.tables.columns import Codes, Encoded, compact, encode_frame
from bizenv.tables.headers import match_headers

__all__ = ["READ_FIELDS", "VERDICT_COLUMNS", "BulkVerdict", "check_columns", "check_frame"]

FrameT = TypeVar("FrameT")

VERDICT_COLUMNS = ("outcome", "codes", "clause", "rule", "next_allowed", "missing")
"""What a check adds to a frame."""

_SITUATION_FIELDS = (
    "act",
    "kind",
    "domain",
    "trigger",
    "deploying_level",
    "enterprise_class",
    "zone",
    "agency_level",
    "approved",
)
READ_FIELDS = ("start", "end", *_SITUATION_FIELDS)
"""The fields that a judgement reads, besides the circumstances of the vocabulary."""
_SEPARATOR = ";"


@frozen
class Unread:
    """A cell that could not be read: the codes of its problems."""

    codes: tuple[str, ...]


@frozen(eq=False)
class Answer:
    """What the rows of one situation in the same windows are told.

    ``told`` is None where the row has no verdict; ``problems`` says why.
    """

    told: Told | None
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
        return _next_allowed(self.answers, self.codes, self._start, self._end, self._rules)


def _from_told(of: Callable[[Told], str | None]) -> Callable[[Answer], str | None]:
    return lambda answer: of(answer.told) if answer.told else None


_CELLS: dict[str, Callable[[Answer], str | None]] = {
    "outcome": _from_told(lambda told: told.outcome.value),
    "codes": lambda a: _SEPARATOR.join(a.told.codes if a.told else a.problems),
    "clause": _from_told(lambda told: told.clause),
    "rule": _from_told(lambda told: told.rule),
    "missing": _from_told(lambda told: _SEPARATOR.join(told.missing) or None),
}


# --- reading ----------------------------------------------------------------


_LARGEST_KEY = 8_000_000
"""Keys are renumbered before they would grow beyond this."""


@define
class _Digits:
    """A key built column by column, as digits of a mixed radix.

    ``start`` holds what the digits before the last renumbering stood for,
    ``columns`` the values of those after it.
    """

    keys: Codes
    size: int = 1
    start: list[tuple[Any, ...]] = Factory(lambda: [()])
    columns: list[Sequence[Any]] = Factory(list)

    def add(self, column: Encoded) -> None:
        """Add one column as the lowest digit."""
        width = len(column.values)
        if width > 1 and self.size * width > _LARGEST_KEY:
            self.start, self.keys = self.distinct()
            self.size, self.columns = len(self.start), []
        if width > 1:
            wide = self.size * width > np.iinfo(np.int32).max
            digit = column.codes.astype(np.int64 if wide else np.int32, copy=False)
            self.keys = self.keys * width + digit if self.size > 1 else digit
        self.size *= width
        self.columns.append(column.values)

    def distinct(self) -> tuple[list[tuple[Any, ...]], Codes]:
        """The combinations that occur, and for each row which of them it has."""
        keys, places = compact(self.keys, self.size)
        return [self._spelt(key) for key in keys.tolist()], places

    def _spelt(self, key: int) -> tuple[Any, ...]:
        digits = []
        for values in reversed(self.columns):
            key, digit = divmod(key, len(values))
            digits.append(values[digit])
        return (*self.start[key], *reversed(digits))


def _read_column(field: str, column: Encoded, rules: InspectionRules) -> Encoded:
    """A column of cells as a column of facts; cells of one meaning become one."""
    known: dict[Any, int] = {}
    places = []
    for value in column.values:
        fact = _read_cell(field, value, rules)
        places.append(known.setdefault((type(fact), fact), len(known)))
    values = [fact for _, fact in known]
    if len(values) == len(column.values):
        return Encoded(column.codes, values)
    return Encoded(np.array(places, dtype=np.int32)[column.codes], values)


def _read_cell(field: str, value: Any, rules: InspectionRules) -> Any:
    try:
        fact = read_field(field, value, rules.vocabulary)
    except RecordError as error:
        return Unread(tuple(problem.code for problem in error.problems))
    if field not in rules.asks and field not in ("start", "end"):
        return None  # read, so that an unknown word is told, and then left out
    if field == "approved":
        return None if fact is None else fact is not False
    return fact


# --- judging ----------------------------------------------------------------


def check_columns(columns: Mapping[str, Encoded], rows: int, rules: InspectionRules) -> BulkVerdict:
    """Judge the rows of encoded columns.

    ``columns`` maps fields to columns of ``rows`` rows; ``start`` must be there.
    """
    absent = Encoded(np.zeros(rows, dtype=np.int64), [None])
    read = {
        field: _read_column(field, column, rules)
        for field, column in columns.items()
        if field in READ_FIELDS or field not in FIELDS
    }
    circumstances = sorted(field for field in read if field not in FIELDS)
    digits = _Digits(np.zeros(rows, dtype=np.int32))
    start = read.get("start", absent)
    end = read.get("end", absent)
    digits.add(_stands(start, end, rules))
    for field in (*_SITUATION_FIELDS, *circumstances):
        if field in read:
            digits.add(read[field])
    fields = [f for f in (*_SITUATION_FIELDS, *circumstances) if f in read]
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
    return Answer(rules.told(_situation(values), stands))


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


def _ordinals(column: Encoded) -> Codes:
    """The days of a column as ordinals; 0 where there is no day."""
    days = [fact.toordinal() if isinstance(fact, date) else 0 for fact in column.values]
    return np.array(days, dtype=np.int64)


def _stands(start: Encoded, end: Encoded, rules: InspectionRules) -> Encoded:
    """How each row's visit stands to every version, or why it has no days."""
    one_day = [_stand_of(day, None, rules) for day in start.values]
    if all(fact is None for fact in end.values):
        return _renumbered(start.codes, one_day)
    starts, ends = _ordinals(start)[start.codes], _ordinals(end)[end.codes]
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
    return Encoded(np.array(places, dtype=np.int32)[codes], list(known))


def _stand_of(start: Any, end: Any, rules: InspectionRules) -> tuple[Window, ...] | Unread:
    """How one visit stands to every version, or why its days cannot be used."""
    codes = [code for fact in (start, end) if isinstance(fact, Unread) for code in fact.codes]
    if not isinstance(start, Unread):
        last = None if isinstance(end, Unread) else end
        codes += [problem.code for problem in span_problems(start, last)]
    return Unread(tuple(codes)) if codes else rules.windows(start, end or start)


def _next_allowed(
    answers: Sequence[Answer], codes: Codes, start: Encoded, end: Encoded, rules: InspectionRules
) -> Codes:
    """For each row that may not surely go ahead, the next day on which it may."""
    result = np.full(len(codes), np.datetime64("NaT", "D"))
    groups: dict[tuple[int, ...], int] = {}
    told_of: list[Told] = []
    group_of = []
    for answer in answers:
        barring = tuple(map(id, answer.told.barring)) if answer.told else ()
        if barring and barring not in groups:
            groups[barring] = len(told_of)
            told_of.append(answer.told)  # type: ignore[arg-type] # barring comes from it
        group_of.append(groups.get(barring, -1))
    group = np.array(group_of, dtype=np.int64)[codes]
    rows = np.flatnonzero(group >= 0)
    if not len(rows):
        return result
    starts = _ordinals(start)[start.codes[rows]]
    ends = _ordinals(end)[end.codes[rows]]
    lengths = np.where(ends > 0, ends - starts, 0)
    low, span, longest = starts.min(), starts.max() - starts.min() + 1, lengths.max() + 1
    keys = (group[rows] * span + (starts - low)) * longest + lengths
    distinct, places = compact(keys, len(told_of) * int(span) * int(longest))
    days = []
    for key in distinct.tolist():
        rest, length = divmod(key, int(longest))
        number, offset = divmod(rest, int(span))
        first = date.fromordinal(int(low) + offset)
        days.append(rules.next_allowed(told_of[number], first, length + 1))
    result[rows] = np.array(days, dtype="datetime64[D]")[places]
    return result


# --- frames -----------------------------------------------------------------


def check_frame(
    frame: FrameT,
    rules: InspectionRules,
    *,
    headers: Mapping[str, Sequence[str]] | None = None,
    columns: Sequence[str] = VERDICT_COLUMNS,
    prefix: str = "",
) -> FrameT:
    """Judge every row of a data frame and return it with verdict columns.

    The frame's columns are found by their names: fields, or the words of
    ``headers``. A row that cannot be read has no outcome; its ``codes`` say
    why. ``columns`` chooses what is added, ``prefix`` goes before each name.

    Raises:
        TableError: no column holds the day, or a header stands twice.
        UsageError: a verdict column would overwrite a column of the frame, or
            the frame is lazy.
    """
    try:
        wrapped = nw.from_native(frame, eager_only=True)
    except TypeError as error:
        raise UsageError(
            f"frame={type(frame).__name__}: expected an eager data frame (pandas, polars, "
            "PyArrow); collect a lazy one first"
        ) from error
    if unknown := sorted(set(columns) - set(VERDICT_COLUMNS)):
        raise UsageError(f"columns={unknown[0]!r}: expected some of {', '.join(VERDICT_COLUMNS)}")
    words = _words(rules, headers)
    found = match_headers(wrapped.columns, words)
    found.require("start", words, wrapped.columns)
    names = [prefix + name for name in columns]
    if taken := sorted(set(names) & set(wrapped.columns)):
        raise UsageError(
            f"the frame already has a column {taken[0]!r}; give the verdict columns a prefix"
        )
    asked = [f for f in found.columns if f in READ_FIELDS or f not in FIELDS]
    encoded = encode_frame(wrapped, [found.columns[field] for field in asked])
    verdict = check_columns(
        {field: encoded[found.columns[field]] for field in asked}, len(wrapped), rules
    )
    return _attach(wrapped, verdict, dict(zip(columns, names, strict=True)))  # type: ignore[no-any-return]


def _words(
    rules: InspectionRules, headers: Mapping[str, Sequence[str]] | None
) -> dict[str, Sequence[str]]:
    """The header words of every field, circumstances of the vocabulary among them."""
    given = headers or {}
    fields = (*FIELDS, *rules.vocabulary["circumstance"].codes)
    return {field: given.get(field, ()) for field in fields}


def _attach(frame: nw.DataFrame[Any], verdict: BulkVerdict, names: Mapping[str, str]) -> Any:
    if frame.implementation.is_polars():
        series = [_polars_series(verdict, column, name) for column, name in names.items()]
    else:
        series = [_other_series(frame, verdict, column, name) for column, name in names.items()]
    return frame.with_columns(*series).to_native()


def _polars_series(verdict: BulkVerdict, column: str, name: str) -> nw.Series[Any]:
    import polars as pl

    if column == "next_allowed":
        series = pl.Series(name, verdict.next_allowed, dtype=pl.Date)
    else:
        encoded = verdict.column(column)
        small = pl.Series(name, encoded.values, dtype=pl.String)
        series = small.gather(pl.Series(encoded.codes))
    return nw.from_native(series, series_only=True)


def _other_series(
    frame: nw.DataFrame[Any], verdict: BulkVerdict, column: str, name: str
) -> nw.Series[Any]:
    if frame.implementation.is_pandas_like():
        import pandas as pd

        index = frame.to_native().index
        if column == "next_allowed":
            series = pd.Series(verdict.next_allowed, index=index, name=name)
        else:
            encoded = verdict.column(column)
            small = pd.array(list(encoded.values), dtype="str")
            series = pd.Series(small.take(encoded.codes), index=index, name=name)
        return nw.from_native(series, series_only=True)
    if column == "next_allowed":
        return nw.new_series(
            name, verdict.next_allowed.tolist(), nw.Date, backend=frame.implementation
        )
    values = verdict.column(column).decode()
    return nw.new_series(name, values, nw.String, backend=frame.implementation)
