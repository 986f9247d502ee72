"""Data frames repaired: a frame in, the same kind of frame out with the new days in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any, TypeVar

import narwhals.stable.v1 as nw
import numpy as np

from bizenv.inspections.planning.plans import Plan
from bizenv.inspections.planning.tables import (
    ADDED,
    KEPT,
    MOVED,
    added_cells,
    plan_table,
)
from bizenv.inspections.planning.terms import Terms
from bizenv.inspections.planning.visits import Fixed
from bizenv.inspections.rules import InspectionRules
from bizenv.inspections.whole.frequency import FrequencyRule
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text
from bizenv.tables.added_columns import text_dtype
from bizenv.tables.batches import Batch, Table
from bizenv.tables.frames import eager, encode_frame
from bizenv.tables.headers import HeaderWords
from bizenv.tables.mapping import TableMap

__all__ = ["repair_frame"]

FrameT = TypeVar("FrameT")


def repair_frame(
    frame: FrameT,
    rules: InspectionRules,
    words: HeaderWords,
    mapping: TableMap,
    terms: Terms,
    fixed: Fixed,
    frequency: Sequence[FrequencyRule] = (),
    *,
    prefix: str = "",
    lang: Lang = "zh",
) -> tuple[FrameT, Plan]:
    """Repair the schedule in a data frame.

    What comes back has the same rows and columns; the day of a visit that moves
    is the new one, and further columns, each behind ``prefix``, say the old
    day and why it moves.

    Raises:
        TableError: no column holds the day, two may, or a header stands twice.
        UnknownDayError: a year has no published calendar, and rest days matter.
        UsageError: an added column would overwrite one of the frame, a column's
            name is no text, or the frame is lazy.
    """
    wrapped = eager(frame)
    names = _names(wrapped.columns, prefix)
    planned = plan_table(_table(wrapped), rules, words, mapping, terms, fixed, frequency)
    days: dict[str, dict[int, Any]] = {}
    added: dict[str, list[Any]] = {name: [None] * len(wrapped) for name in ADDED}
    added["plan"] = [KEPT] * len(wrapped)
    for number, row in planned.rows(kept=False):
        for name, cell in added_cells(row, lang).items():
            added[name][number] = cell
        if row.status == MOVED:
            for name in planned.day_columns:
                days.setdefault(name, {})[number] = row.cells[name]
    changed = [_with_cells(wrapped[name], cells) for name, cells in days.items()]
    new = [
        _new_series(wrapped, names[name], added[name], _KINDS.get(name, nw.String))
        for name in ADDED
    ]
    return wrapped.with_columns(*changed, *new).to_native(), planned.plan


def _names(taken: Sequence[str], prefix: str) -> Mapping[str, str]:
    names = {name: prefix + name for name in ADDED}
    if over := sorted(set(names.values()) & set(taken)):
        raise UsageError(_TAKEN.filled(column=repr(over[0])))
    return names


def _table(frame: nw.DataFrame[Any]) -> Table:
    """The frame as a table of one batch."""
    columns = {name: column.decode() for name, column in encode_frame(frame, frame.columns).items()}
    batch = Batch(columns, list(range(1, len(frame) + 1)))
    return Table("", tuple(frame.columns), lambda: iter([batch]), len(frame))


def _with_cells(series: nw.Series[Any], cells: Mapping[int, Any]) -> nw.Series[Any]:
    """A column with some cells replaced, of the kind that it was."""
    kind = series.dtype
    if kind in (nw.Categorical, nw.Enum):
        return _with_cells(series.cast(nw.String), cells).cast(nw.Categorical)
    values = list(cells.values())
    if kind == nw.Datetime:
        values = [_midnight(value) for value in values]
    new = nw.new_series(series.name, values, kind, backend=series.implementation)
    return series.scatter(list(cells), new)


def _midnight(value: Any) -> datetime:
    """A day as a moment; a moment as it is."""
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def _new_series(frame: nw.DataFrame[Any], name: str, values: list[Any], kind: Any) -> Any:
    """A new column of the frame's own kind; pandas has an index, and no days without a time."""
    if not frame.implementation.is_pandas_like():
        return nw.new_series(name, values, kind, backend=frame.implementation)
    import pandas as pd

    if kind is nw.Date:
        days: Any = np.array(values, dtype="datetime64[D]")
    else:
        days = pd.array(values, dtype="Int64" if kind is nw.Int64 else text_dtype())
    series = pd.Series(days, index=frame.to_native().index, name=name)
    return nw.from_native(series, series_only=True)


_KINDS: Mapping[str, Any] = {
    "original_start": nw.Date,
    "original_end": nw.Date,
    "displacement": nw.Int64,
}
_TAKEN = Text(
    "数据框已有 {column} 列：请用 prefix 给新列加前缀",
    "the frame already has a column {column}; give the added columns a prefix",
)
