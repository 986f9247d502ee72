"""Observations from data frames and rows as data frames, any that narwhals knows (数据框)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from bizenv.indicators.observations import Observations
from bizenv.indicators.records import read_observations
from bizenv.indicators.values import Index
from bizenv.kernel.errors import UsageError
from bizenv.tables.batches import Batch, Table
from bizenv.tables.frames import eager

__all__ = ["observations_from_frame", "rows_to_frame"]


def observations_from_frame(frame: Any, index: Index, *, period: object = None) -> Observations:
    """The observations of a pandas, polars or PyArrow frame, long or wide.

    The columns are those of a table of observations, in Chinese or English.
    """
    native = eager(frame)
    columns = {name: native[name].to_list() for name in native.columns}
    batch = Batch(columns, list(range(1, len(native) + 1)))
    table = Table("", tuple(native.columns), lambda: iter((batch,)), len(native))
    return read_observations(table, index, period=period)


def rows_to_frame(rows: Sequence[Mapping[str, Any]], backend: str = "pandas") -> Any:
    """Rows as a data frame of a kind: ``pandas``, ``polars`` or ``pyarrow``."""
    import narwhals.stable.v1 as nw

    names = list(rows[0]) if rows else []
    columns = {name: [row[name] for row in rows] for name in names}
    if backend not in _BACKENDS:
        raise UsageError(f"backend={backend!r}: expected 'pandas', 'polars' or 'pyarrow'")
    if find_spec(backend) is None:
        raise UsageError(f"backend={backend!r}: not installed; expected another, or install it")
    if backend == "pandas":
        return nw.from_dict(columns, backend="pandas").to_native()
    if backend == "polars":
        return nw.from_dict(columns, backend="polars").to_native()
    return nw.from_dict(columns, backend="pyarrow").to_native()


_BACKENDS = ("pandas", "polars", "pyarrow")
