"""Data frames checked: columns of cells in, the same frame with verdict columns out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import narwhals.stable.v1 as nw

from bizenv.inspections.bulk import EXPLAINING_COLUMNS, VERDICT_COLUMNS, check_columns
from bizenv.inspections.cell_facts import CellReader
from bizenv.inspections.records import FIELDS, TEXTS, lost_digits
from bizenv.inspections.rules import InspectionRules
from bizenv.inspections.verdict_columns import attach, duties, messages
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text, check_lang
from bizenv.tables.cells import MOST_EXACT
from bizenv.tables.frames import eager, encode_frame
from bizenv.tables.headers import match_headers

__all__ = ["EXPLAINING_COLUMNS", "VERDICT_COLUMNS", "check_frame"]

FrameT = TypeVar("FrameT")


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
    why. ``explain`` adds, in the language ``lang``, ``message``, which says why,
    and ``obligations``, which says what must be done, by which day, and whether
    it was. ``columns`` chooses what is added, ``prefix`` goes before each name.

    Raises:
        TableError: no column holds the day, two may, or a header stands twice.
        UsageError: a verdict column would overwrite a column of the frame, a
            column's name is no text, or the frame is lazy.
    """
    wrapped = eager(frame)
    if columns is None:
        columns = (*VERDICT_COLUMNS, *EXPLAINING_COLUMNS) if explain else VERDICT_COLUMNS
    names = _added_names(wrapped.columns, columns, prefix)
    words = _words(rules, headers)
    found = match_headers(wrapped.columns, words, first_wins=TEXTS)
    found.require("start", words, wrapped.columns)
    asked = [f for f in found.columns if f not in TEXTS or _odd(wrapped[found.columns[f]])]
    by_header = encode_frame(wrapped, [found.columns[field] for field in asked])
    encoded = {field: by_header[found.columns[field]] for field in asked}
    reader = CellReader(rules.vocabulary)
    verdict = check_columns(encoded, len(wrapped), rules, reader)
    told = {}
    if "message" in columns:
        told["message"] = messages(verdict, encoded, found.columns, reader, check_lang(lang))
    if "obligations" in columns:
        told["obligations"] = duties(verdict, check_lang(lang))
    return attach(wrapped, verdict, names, told)  # type: ignore[no-any-return]


def _added_names(taken: Sequence[str], columns: Sequence[str], prefix: str) -> dict[str, str]:
    """By verdict column, the name under which it is added."""
    known = (*VERDICT_COLUMNS, *EXPLAINING_COLUMNS)
    if unknown := [name for name in columns if name not in known]:
        every = ", ".join(known)
        raise UsageError(
            Text(
                f"columns={unknown[0]!r}：应为其中一些：{every}",
                f"columns={unknown[0]!r}: expected some of {every}",
            )
        )
    names = {column: prefix + column for column in columns}
    if over := sorted(set(names.values()) & set(taken)):
        raise UsageError(
            Text(
                f"数据框已有 {over[0]!r} 列：请用 prefix 给结论列加前缀",
                f"the frame already has a column {over[0]!r}; give the verdict columns a prefix",
            )
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
