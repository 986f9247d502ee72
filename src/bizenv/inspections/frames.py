"""Inspections in bulk: the scalar judgement, once for each distinct situation.

The rows are encoded column by column. Each distinct cell is read once, each
distinct combination of situation and windows is judged once by the scalar
rule, and the answers are gathered for the rows. Nothing of the rule is written
twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import narwhals.stable.v1 as nw
import numpy as np
from attrs import Factory, define, frozen

from bizenv.inspections.quiet_periods import Window
from bizenv.inspections.records import (
    FIELDS,
    TEXTS,
    inspection_from_row,
    lost_digits,
    read_field,
    span_problems,
)
from bizenv.inspections.rules import InspectionRules, Opinion
from bizenv.inspections.situations import SITUATION
from bizenv.kernel.errors import RecordError, TableError, UsageError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text, check_lang
from bizenv.kernel.verdict import Severity
from bizenv.tables.cells import MOST_EXACT
from bizenv.tables.columns import Codes, Encoded, compact, encode_frame
from bizenv.tables.headers import ONCE_EACH, match_headers

__all__ = [
    "EXPLAINING_COLUMNS",
    "READ_FIELDS",
    "VERDICT_COLUMNS",
    "BulkVerdict",
    "check_columns",
    "check_frame",
    "opinion_words",
]

FrameT = TypeVar("FrameT")

VERDICT_COLUMNS = ("outcome", "codes", "clause", "rule", "next_allowed", "missing")
"""What a check adds to a frame."""

EXPLAINING_COLUMNS = ("message", "obligations")
"""What it adds on request: why, in words, and the codes of what must be done."""

_SITUATION_FIELDS = SITUATION[:-1]  # the circumstances are columns of their own
_READ_ALONE = ("filed", "noticed")
READ_FIELDS = ("start", "end", *_SITUATION_FIELDS, *_READ_ALONE)
"""The fields that a check reads, besides the circumstances of the vocabulary.

The last ones have no part in the judgement, but a row in which one cannot be
read has no verdict, in bulk as alone.
"""
_SEPARATOR = ";"


@frozen
class Unread:
    """A cell that could not be read: the codes of its problems."""

    codes: tuple[str, ...]


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
        return _next_allowed(self.answers, self.codes, self._start, self._end, self._rules)


def _from_opinion(of: Callable[[Opinion], str | None]) -> Callable[[Answer], str | None]:
    return lambda answer: of(answer.opinion) if answer.opinion else None


_CELLS: dict[str, Callable[[Answer], str | None]] = {
    "outcome": _from_opinion(lambda opinion: opinion.outcome.value),
    "codes": lambda a: _SEPARATOR.join(a.opinion.codes if a.opinion else a.problems),
    "clause": _from_opinion(lambda opinion: opinion.clause),
    "rule": _from_opinion(lambda opinion: opinion.rule),
    "missing": _from_opinion(lambda opinion: _SEPARATOR.join(opinion.missing) or None),
    "obligations": _from_opinion(lambda opinion: _SEPARATOR.join(d.id for d in opinion.duties) or None),
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
    return Encoded(np.array(places, dtype=np.int32).take(column.codes), values)


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
    Columns of words, such as the agency, are needed only where a cell of them
    cannot be read.
    """
    absent = Encoded(np.zeros(rows, dtype=np.int64), [None])
    read = {field: _read_column(field, column, rules) for field, column in columns.items()}
    digits = _Digits(np.zeros(rows, dtype=np.int32))
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
    return Encoded(np.array(places, dtype=np.int32).take(codes), list(known))


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
    opinion_of: list[Opinion] = []
    group_of = []
    for answer in answers:
        barring = answer.opinion.barring if answer.opinion else ()
        if barring and barring not in groups:
            groups[barring] = len(opinion_of)
            opinion_of.append(answer.opinion)  # type: ignore[arg-type] # barring comes from it
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
    distinct, places = compact(keys, len(opinion_of) * int(span) * int(longest))
    days = []
    for key in distinct.tolist():
        rest, length = divmod(key, int(longest))
        number, offset = divmod(rest, int(span))
        first = date.fromordinal(int(low) + offset)
        days.append(rules.next_allowed(opinion_of[number], first, length + 1))
    result[rows] = np.array(days, dtype="datetime64[D]")[places]
    return result


# --- frames -----------------------------------------------------------------


def check_frame(
    frame: FrameT,
    rules: InspectionRules,
    *,
    headers: Mapping[str, Sequence[str]] | None = None,
    columns: Sequence[str] | None = None,
    prefix: str = "",
    explain: bool = False,
    lang: Lang = "zh",
) -> FrameT:
    """Judge every row of a data frame and return it with verdict columns.

    The frame's columns are found by their names: fields, or the words of
    ``headers``. A row that cannot be read has no outcome; its ``codes`` say
    why. ``explain`` adds ``message``, which says why in the language ``lang``,
    and ``obligations``, the codes of what must be done. ``columns`` chooses
    what is added, ``prefix`` goes before each name.

    Raises:
        TableError: no column holds the day, two may, or a header stands twice.
        UsageError: a verdict column would overwrite a column of the frame, a
            column's name is no text, or the frame is lazy.
    """
    wrapped = _wrapped(frame)
    if columns is None:
        columns = (*VERDICT_COLUMNS, *EXPLAINING_COLUMNS) if explain else VERDICT_COLUMNS
    names = _added_names(wrapped.columns, columns, prefix)
    words = _words(rules, headers)
    found = match_headers(wrapped.columns, words, first_wins=TEXTS)
    found.require("start", words, wrapped.columns)
    asked = [f for f in found.columns if f not in TEXTS or _odd(wrapped[found.columns[f]])]
    by_header = encode_frame(wrapped, [found.columns[field] for field in asked])
    encoded = {field: by_header[found.columns[field]] for field in asked}
    verdict = check_columns(encoded, len(wrapped), rules)
    messages = None
    if "message" in columns:
        messages = _messages(verdict, encoded, found.columns, rules, check_lang(lang))
    return _attach(wrapped, verdict, names, messages)  # type: ignore[no-any-return]


def _wrapped(frame: Any) -> nw.DataFrame[Any]:
    """The frame as narwhals sees it, once its column names can be used."""
    names = getattr(frame, "columns", ()) if nw.dependencies.is_pandas_dataframe(frame) else ()
    if strange := [name for name in names if not isinstance(name, str)]:
        shown = ", ".join(map(repr, strange[:_MOST_NAMES]))
        raise UsageError(
            Text(
                f"数据框的列名应为文字，不是 {shown}：请先改名，如 "
                "frame.columns = [str(name) for name in frame.columns]",
                f"the frame has columns named {shown}: expected names that are texts; rename "
                "them first, for example frame.columns = [str(name) for name in frame.columns]",
            )
        )
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        place = Place()
        raise TableError(
            tuple(Problem("duplicate-header", repr(name), ONCE_EACH, place) for name in twice)
        )
    try:
        return nw.from_native(frame, eager_only=True)
    except TypeError as error:
        raise UsageError(
            f"frame={type(frame).__name__}: expected an eager data frame (pandas, polars, "
            "PyArrow); collect a lazy one first"
        ) from error
    except nw.exceptions.DuplicateError as error:
        raise TableError((Problem("duplicate-header", str(error), ONCE_EACH),)) from error


_MOST_NAMES = 10


def _added_names(taken: Sequence[str], columns: Sequence[str], prefix: str) -> dict[str, str]:
    """By verdict column, the name under which it is added."""
    known = (*VERDICT_COLUMNS, *EXPLAINING_COLUMNS)
    if unknown := [name for name in columns if name not in known]:
        raise UsageError(f"columns={unknown[0]!r}: expected some of {', '.join(known)}")
    names = {column: prefix + column for column in columns}
    if over := sorted(set(names.values()) & set(taken)):
        raise UsageError(
            f"the frame already has a column {over[0]!r}; give the verdict columns a prefix"
        )
    return names


def _odd(series: nw.Series[Any]) -> bool:
    """Whether a column of words holds a number that has lost digits; few do."""
    if series.dtype.is_float():
        return bool((series.abs() > MOST_EXACT).any())
    return series.dtype == nw.Object and any(map(lost_digits, series.to_list()))


def _words(
    rules: InspectionRules, headers: Mapping[str, Sequence[str]] | None
) -> dict[str, Sequence[str]]:
    """The header words of every field, circumstances of the vocabulary among them."""
    given = headers or {}
    fields = (*FIELDS, *rules.vocabulary["circumstance"].codes)
    return {field: given.get(field, ()) for field in fields}


def _messages(
    verdict: BulkVerdict,
    columns: Mapping[str, Encoded],
    headers: Mapping[str, str],
    rules: InspectionRules,
    lang: Lang,
) -> Encoded:
    """For each row why it has its outcome, or why it has none."""
    texts = [opinion_words(answer.opinion, lang) if answer.opinion else None for answer in verdict.answers]
    unread = np.array([answer.opinion is None for answer in verdict.answers], dtype=bool)
    rows = np.flatnonzero(unread[verdict.codes]) if len(unread) else ()
    codes = verdict.codes.astype(np.int64)
    known: dict[str, int] = {}
    for row in rows:
        cells = {field: column.values[column.codes[row]] for field, column in columns.items()}
        said = _why_unread(cells, headers, rules, lang)
        codes[row] = len(texts) + known.setdefault(said, len(known))
    return Encoded(codes, [*texts, *known])


def opinion_words(opinion: Opinion, lang: Lang) -> str:
    """The findings that matter most, in words: those as grave as the outcome."""
    grave = [f for f in opinion.findings if f.severity is not Severity.NOTE] or opinion.findings
    return (" " if lang == "en" else "").join(finding.message(lang) for finding in grave)


def _why_unread(
    cells: Mapping[str, Any], headers: Mapping[str, str], rules: InspectionRules, lang: Lang
) -> str:
    try:
        inspection_from_row(cells, rules.vocabulary, headers)
    except RecordError as error:
        return _JOINT.say(lang).join(_problem_words(problem, lang) for problem in error.problems)
    raise AssertionError("a row without a verdict can be read")  # pragma: no cover - one meaning


def _problem_words(problem: Problem, lang: Lang) -> str:
    return _IN_COLUMN.fill(
        lang, {"column": problem.place.column_words, "words": problem.words(lang)}
    )


_JOINT = Text("；", "; ")
_IN_COLUMN = Text("{column}：{words}", "{column}: {words}")


def _attach(
    frame: nw.DataFrame[Any],
    verdict: BulkVerdict,
    names: Mapping[str, str],
    messages: Encoded | None,
) -> Any:
    attach = _polars_series if frame.implementation.is_polars() else _other_series
    series = []
    for column, name in names.items():
        encoded = messages if column == "message" else None
        if encoded is None and column != "next_allowed":
            encoded = verdict.column(column)
        series.append(attach(frame, name, encoded, verdict))
    return frame.with_columns(*series).to_native()


def _polars_series(
    _: nw.DataFrame[Any], name: str, encoded: Encoded | None, verdict: BulkVerdict
) -> nw.Series[Any]:
    import polars as pl

    if encoded is None:
        series = pl.Series(name, verdict.next_allowed, dtype=pl.Date)
    else:
        small = pl.Series(name, encoded.values, dtype=pl.String)
        series = small.gather(pl.Series(encoded.codes))
    return nw.from_native(series, series_only=True)


def _other_series(
    frame: nw.DataFrame[Any], name: str, encoded: Encoded | None, verdict: BulkVerdict
) -> nw.Series[Any]:
    if frame.implementation.is_pandas_like():
        import pandas as pd

        index = frame.to_native().index
        if encoded is None:
            series = pd.Series(verdict.next_allowed, index=index, name=name)
        else:
            small = pd.array(list(encoded.values), dtype="str")
            series = pd.Series(small.take(encoded.codes), index=index, name=name)
        return nw.from_native(series, series_only=True)
    kind = frame.implementation
    if encoded is None:
        return nw.new_series(name, verdict.next_allowed.tolist(), nw.Date, backend=kind)
    return nw.new_series(name, encoded.decode(), nw.String, backend=kind)
