"""The verdicts of rows, one by one and in frames, side by side."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd
import polars as pl

from bizenv.inspections.frames import VERDICT_COLUMNS
from bizenv.kernel.errors import RecordError
from bizenv.rulebooks.rulebook import Rulebook


def scalar(book: Rulebook, row: dict[str, Any]) -> dict[str, Any]:
    """The verdict columns of one row, by the scalar check."""
    try:
        verdict = book.check(book.inspection(row))
    except RecordError as error:
        empty: dict[str, Any] = dict.fromkeys(VERDICT_COLUMNS)
        codes = sorted({problem.code for problem in error.problems})
        return {**empty, "codes": ";".join(codes)}
    return {
        "outcome": verdict.outcome.value,
        "codes": ";".join(verdict.codes),
        "clause": verdict.clause,
        "rule": verdict.rule,
        "next_allowed": verdict.next_allowed,
        "missing": ";".join(verdict.missing) or None,
    }


def bulk_rows(frame: Any) -> list[dict[str, Any]]:
    """The verdict columns of a frame as rows; problems of one row in any order."""
    if isinstance(frame, pd.DataFrame):
        columns = {name: frame[name].astype(object).tolist() for name in VERDICT_COLUMNS}
    else:
        columns = {name: frame[name].to_list() for name in VERDICT_COLUMNS}
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    for row in rows:
        for name, value in row.items():
            if value is None or value != value or value is pd.NaT:
                row[name] = None
            elif isinstance(value, datetime):
                row[name] = value.date()
        if row["outcome"] is None:
            row["codes"] = ";".join(sorted(set(row["codes"].split(";"))))
    return rows


def frames_of(rows: list[dict[str, Any]]) -> list[Any]:
    """The same rows as frames of several kinds."""
    names = list(rows[0])
    columns = {name: [row[name] for row in rows] for name in names}
    pandas = pd.DataFrame(columns, dtype=object)
    polars = pl.DataFrame(columns, strict=False)
    return [pandas, polars]
