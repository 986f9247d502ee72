"""Data frames of violations: columns of cells in, the same frame with verdict columns out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from bizenv.kernel.text import Lang, check_lang
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.added_columns import added_names, text_series
from bizenv.tables.columns import Encoded, encode
from bizenv.tables.frames import eager, encode_frame
from bizenv.tables.headers import HeaderWords
from bizenv.tables.mapping import TableMap
from bizenv.tolerance.bulk import VERDICT_COLUMNS, BulkVerdict, check_columns
from bizenv.tolerance.records import TEXTS, field_names
from bizenv.tolerance.rules import ToleranceRules
from bizenv.tolerance.telling import duties_words, verdict_words

__all__ = ["EXPLAINING_COLUMNS", "VERDICT_COLUMNS", "field_words", "judge_frame"]

EXPLAINING_COLUMNS = ("message", "obligations")
"""What is told on request, in words: why, and what must be done besides."""
FrameT = TypeVar("FrameT")


def field_words(
    rules: ToleranceRules, vocabulary: Vocabulary, known: HeaderWords
) -> dict[str, Sequence[str]]:
    """The header words of every field that a row of violations may have."""
    asked = rules.fact_words
    terms = {f"harm-{term.code}": (term.text.zh,) for term in vocabulary["harm_kind"].terms}
    measured = {t.code: (t.text.zh, *t.aliases) for t in vocabulary["measured"].terms}
    names = field_names(vocabulary, asked)
    others: Mapping[str, Sequence[str]] = {**terms, **measured, **asked}
    return {name: (*known.get(name, ()), *others.get(name, ())) for name in names}


def judge_frame(
    frame: FrameT,
    rules: ToleranceRules,
    vocabulary: Vocabulary,
    known: HeaderWords,
    *,
    at: date | None = None,
    mapping: TableMap | None = None,
    columns: Sequence[str] | None = None,
    prefix: str = "",
    explain: bool = False,
    lang: Lang = "zh",
) -> FrameT:
    """Judge every row of a data frame and return it with verdict columns.

    Columns are found by the ``known`` headers, by the names of fields and by the
    words of the facts that the lists ask for. A row that cannot be read has no
    outcome; its ``codes`` say why.

    Raises:
        TableError: two columns may hold the same field, or a header stands twice.
        UsageError: a verdict column would overwrite a column of the frame, a
            column's name is no text, or the frame is lazy.
    """
    wrapped = eager(frame)
    every = (*VERDICT_COLUMNS, *EXPLAINING_COLUMNS)
    if columns is None:
        columns = every if explain else VERDICT_COLUMNS
    names = added_names(wrapped.columns, columns, every, prefix)
    mapping = mapping or TableMap()
    words = field_words(rules, vocabulary, known)
    found = mapping.columns(tuple(wrapped.columns), words, None, TEXTS)
    by_header = encode_frame(wrapped, list(dict.fromkeys(found.values())))
    encoded = {field: by_header[header] for field, header in found.items()}
    encoded |= _mapped(mapping, encoded, len(wrapped))
    verdict = check_columns(encoded, len(wrapped), rules, vocabulary, at)
    told = _told(verdict, [c for c in columns if c in EXPLAINING_COLUMNS], check_lang(lang))
    series = [
        text_series(wrapped, name, told[column] if column in told else verdict.column(column))
        for column, name in names.items()
    ]
    return wrapped.with_columns(*series).to_native()  # type: ignore[no-any-return]


def _mapped(mapping: TableMap, encoded: Mapping[str, Encoded], rows: int) -> dict[str, Encoded]:
    """The columns whose cells a mapping reads; a field without a column may have a value."""
    read = {}
    for name in mapping.fields:
        column = encoded.get(name)
        if column is None:
            read[name] = encode([mapping.read(None, name)] * rows)
        else:
            values = [mapping.read(value, name) for value in column.values]
            read[name] = Encoded(column.codes, values)
    return read


def _told(verdict: BulkVerdict, columns: Sequence[str], lang: Lang) -> dict[str, Encoded]:
    """Why, and what must be done, in words: for each row with its own days."""
    if not columns:
        return {}
    said: dict[str, list[str | None]] = {"message": [], "obligations": []}
    for row in range(len(verdict)):
        if verdict.answers[verdict.codes[row]].verdict is None:
            said["message"].append(None)
            said["obligations"].append(None)
            continue
        told = verdict.verdict(row)
        said["message"].append(verdict_words(told, lang))
        said["obligations"].append(duties_words(told, lang))
    return {column: encode(said[column]) for column in columns}
