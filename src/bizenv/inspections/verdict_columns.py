"""Verdicts as columns of a frame, of the kind that the frame is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v1 as nw
import numpy as np

from bizenv.inspections.bulk import BulkVerdict
from bizenv.inspections.cell_facts import CellReader
from bizenv.inspections.records import placed
from bizenv.inspections.telling import duties_words, opinion_words, problem_words
from bizenv.kernel.place import Place
from bizenv.kernel.text import Lang
from bizenv.tables.columns import Encoded
from bizenv.tables.combinations import Combinations

__all__ = ["attach", "duties", "messages", "text_dtype"]


def messages(
    verdict: BulkVerdict,
    columns: Mapping[str, Encoded],
    headers: Mapping[str, str],
    reader: CellReader,
    lang: Lang,
) -> Encoded:
    """For each row why it has its outcome, or why it has none.

    ``headers`` says under which header each field was found. Each distinct
    combination of cells that cannot be read is told once.
    """
    texts = [
        opinion_words(answer.opinion, lang) if answer.opinion else None
        for answer in verdict.answers
    ]
    unread = np.array([answer.opinion is None for answer in verdict.answers], dtype=bool)
    rows = np.flatnonzero(unread[verdict.codes])
    cells = Combinations(np.zeros(len(rows), dtype=np.int32))
    for column in columns.values():
        cells.add(Encoded(column.codes[rows], column.values))
    distinct, places = cells.distinct()
    said = []
    for each in distinct:
        problems = reader.problems(dict(zip(columns, each, strict=True)))
        told = [placed(problem, Place(), headers) for problem in problems]
        said.append(problem_words(told, lang))
    codes = verdict.codes.astype(np.int64)
    codes[rows] = len(texts) + places
    return Encoded(codes, [*texts, *said])


def duties(verdict: BulkVerdict, lang: Lang) -> Encoded:
    """For each row what must be done, in words; None where there is nothing."""
    obligations = verdict.obligations
    return Encoded(obligations.codes, [duties_words(each, lang) for each in obligations.values])


def attach(
    frame: nw.DataFrame[Any],
    verdict: BulkVerdict,
    names: Mapping[str, str],
    told: Mapping[str, Encoded],
) -> Any:
    """The frame with verdict columns; ``names`` maps each column to the name that it gets.

    ``told`` are the columns in words that were asked for.
    """
    column_of = _polars_series if frame.implementation.is_polars() else _other_series
    series = []
    for column, name in names.items():
        encoded = told.get(column)
        if encoded is None and column != "next_allowed":
            encoded = verdict.column(column)
        series.append(column_of(frame, name, encoded, verdict))
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
            small = pd.array(list(encoded.values), dtype=text_dtype())
            series = pd.Series(small.take(encoded.codes), index=index, name=name)
        return nw.from_native(series, series_only=True)
    kind = frame.implementation
    if encoded is None:
        return nw.new_series(name, verdict.next_allowed.tolist(), nw.Date, backend=kind)
    return nw.new_series(name, encoded.decode(), nw.String, backend=kind)


def text_dtype() -> Any:
    """The type that this pandas gives to text: before pandas 3, "str" makes a word of None."""
    import pandas as pd

    return pd.Series(["text"]).dtype
