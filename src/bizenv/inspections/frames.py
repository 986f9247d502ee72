"""Data frames checked: columns of cells in, the same frame with verdict columns out."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import narwhals.stable.v1 as nw
from attrs import evolve, frozen

from bizenv.inspections.bulk import EXPLAINING_COLUMNS, VERDICT_COLUMNS, check_columns
from bizenv.inspections.cell_facts import CellReader
from bizenv.inspections.column_notes import unread_end, unread_ends
from bizenv.inspections.records import FIELDS, TEXTS, lost_digits
from bizenv.inspections.rules import InspectionRules
from bizenv.inspections.verdict_columns import attach, duties, messages
from bizenv.kernel.errors import UnreadColumnWarning
from bizenv.kernel.text import Lang, check_lang
from bizenv.tables.added_columns import added_names
from bizenv.tables.cells import MOST_EXACT
from bizenv.tables.columns import Encoded, encode
from bizenv.tables.engines import answer_rows, is_lazy, without_rows
from bizenv.tables.frames import eager, encode_frame
from bizenv.tables.headers import Headers, HeaderWords, match_headers
from bizenv.tables.mapping import FieldMap, TableMap

__all__ = ["EXPLAINING_COLUMNS", "VERDICT_COLUMNS", "check_frame"]

FrameT = TypeVar("FrameT")


def check_frame(
    frame: FrameT,
    rules: InspectionRules,
    *,
    headers: HeaderWords | None = None,
    known: HeaderWords | None = None,
    mapping: TableMap | None = None,
    columns: Sequence[str] | None = None,
    prefix: str = "",
    explain: bool = False,
    lang: Lang = "zh",
) -> FrameT:
    """Judge every row of a data frame and return it with verdict columns.

    The frame's columns are found by their names: those of ``headers`` first,
    then fields and the ``known`` headers. ``mapping`` says which column is
    meant and what its cells mean, as a map file does. A row that cannot be read
    has no outcome; its ``codes`` say why. ``explain`` adds, in the language
    ``lang``, ``message``, which says why,
    and ``obligations``, which says what must be done, by which day, and whether
    it was. ``columns`` chooses what is added, ``prefix`` goes before each name.

    A lazy frame (polars, Dask, Spark, DuckDB, Ibis) comes back lazy; see
    :mod:`bizenv.tables.engines` for what is read, and when.

    Raises:
        TableError: no column holds the day, two may, or a header stands twice.
        UsageError: a verdict column would overwrite a column of the frame, a
            column's name is no text, or the frame is of no known kind.
    """
    lazy = is_lazy(frame)
    wrapped = eager(without_rows(frame) if lazy else frame)
    if columns is None:
        columns = (*VERDICT_COLUMNS, *EXPLAINING_COLUMNS) if explain else VERDICT_COLUMNS
    every = (*VERDICT_COLUMNS, *EXPLAINING_COLUMNS)
    names = added_names(wrapped.columns, columns, every, prefix)
    words = _words(rules, known)
    mapping = _naming(mapping or TableMap(), wrapped.columns, words, headers or {})
    found = Headers(mapping.columns(tuple(wrapped.columns), words, None, TEXTS))
    if mapping.read(None, "start") is None:  # no column is needed where a blank has a meaning
        found.require("start", _more(words, headers or {}), wrapped.columns)
    _warn_of_unread(wrapped, found, mapping)
    judge = _Judge(rules, found.columns, mapping, names, check_lang(lang))
    if not lazy:
        return judge.of(wrapped)  # type: ignore[no-any-return]
    judge = evolve(judge, columns=_asked(wrapped, found.columns))
    return answer_rows(frame, list(judge.columns.values()), judge)  # type: ignore[no-any-return]


@frozen
class _Judge:
    """What was found of a frame before its rows are read: how any part of it is judged."""

    rules: InspectionRules
    columns: Mapping[str, str]
    """By field the column that holds it."""
    mapping: TableMap
    names: Mapping[str, str]
    """By verdict column the name under which it is added."""
    lang: Lang

    def __call__(self, part: Any) -> Any:
        """A part of the frame with its verdict columns."""
        return self.of(eager(part))

    def of(self, frame: nw.DataFrame[Any]) -> Any:
        """The frame's rows with their verdict columns."""
        encoded = _encoded(frame, self.columns, self.mapping)
        reader = CellReader(self.rules.vocabulary)
        verdict = check_columns(encoded, len(frame), self.rules, reader)
        told = {}
        if "message" in self.names:
            told["message"] = messages(verdict, encoded, self.columns, reader, self.lang)
        if "obligations" in self.names:
            told["obligations"] = duties(verdict, self.lang)
        return attach(frame, verdict, self.names, told)


def _naming(
    mapping: TableMap, given: Sequence[str], words: HeaderWords, headers: HeaderWords
) -> TableMap:
    """The mapping with the columns that ``headers`` name; the rest is left to the known ones."""
    asked = {f: h for f, h in headers.items() if f in words and mapping.column(f) is None}
    named = match_headers(given, asked, first_wins=TEXTS).columns
    fields = {f: evolve(mapping.fields.get(f, FieldMap()), column=c) for f, c in named.items()}
    return TableMap({**mapping.fields, **fields})


def _more(words: HeaderWords, headers: HeaderWords) -> HeaderWords:
    return {field: [*headers.get(field, ()), *known] for field, known in words.items()}


def _encoded(
    frame: nw.DataFrame[Any], columns: Mapping[str, str], mapping: TableMap
) -> dict[str, Encoded]:
    """The columns on which a judgement may hang, as their fields are to be read."""
    asked = [f for f in columns if f not in TEXTS or _odd(frame[columns[f]])]
    by_header = encode_frame(frame, [columns[field] for field in asked])
    encoded = {field: by_header[columns[field]] for field in asked}
    for name in mapping.fields:
        if name in encoded:
            codes, values = encoded[name].codes, encoded[name].values
            encoded[name] = Encoded(codes, [mapping.read(value, name) for value in values])
        elif name not in columns:
            encoded[name] = encode([mapping.read(None, name)] * len(frame))
    return encoded


def _warn_of_unread(frame: nw.DataFrame[Any], found: Headers, mapping: TableMap) -> None:
    """Warn of a column that may be the last day of every visit, and is not read."""
    if not mapping.lacks("end"):
        head = {name: frame[name].head(_LOOKED_AT).to_list() for name in frame.columns}
        for header in unread_ends(frame.columns, found.columns, head):
            warnings.warn(unread_end(header).say("en"), UnreadColumnWarning, stacklevel=4)


_LOOKED_AT = 100


def _asked(frame: nw.DataFrame[Any], columns: Mapping[str, str]) -> dict[str, str]:
    """The columns on which verdicts may hang, by the types of a frame without rows."""
    return {f: c for f, c in columns.items() if f not in TEXTS or _may_be_odd(frame[c])}


def _may_be_odd(series: nw.Series[Any]) -> bool:
    """Whether the type of a column of words admits numbers that have lost digits."""
    return series.dtype.is_float() or series.dtype == nw.Object


def _odd(series: nw.Series[Any]) -> bool:
    """Whether a column of words holds a number that has lost digits; few do."""
    if series.dtype.is_float():
        return bool((series.abs() > MOST_EXACT).any())
    return series.dtype == nw.Object and any(map(lost_digits, series.to_list()))


def _words(rules: InspectionRules, known: HeaderWords | None) -> dict[str, Sequence[str]]:
    """The header words of every field, circumstances of the vocabulary among them."""
    given = known or {}
    fields = (*FIELDS, *rules.vocabulary["circumstance"].codes)
    return {field: given.get(field, ()) for field in fields}
