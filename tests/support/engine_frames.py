"""Frames of every engine that works later or elsewhere, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

To = Callable[[pl.DataFrame], Any]
"""A frame of the engine, from one in hand."""
Back = Callable[[Any], pl.DataFrame]
"""The frame in hand, from one of the engine."""


def dask_of(frame: pl.DataFrame) -> Any:
    dd = pytest.importorskip("dask.dataframe", reason="Dask is not installed")
    return dd.from_pandas(frame.to_pandas(), npartitions=2)


def duckdb_of(frame: pl.DataFrame) -> Any:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    return duckdb.connect().from_arrow(frame.to_arrow())


def ibis_of(frame: pl.DataFrame) -> Any:
    ibis = pytest.importorskip("ibis", reason="Ibis is not installed")
    return ibis.memtable(frame.to_arrow())


def from_arrow(table: Any) -> pl.DataFrame:
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame


ENGINES: dict[str, tuple[To, Back]] = {
    "polars lazy": (pl.DataFrame.lazy, lambda frame: frame.collect()),
    "polars streaming": (pl.DataFrame.lazy, lambda frame: frame.collect(engine="streaming")),
    "dask": (dask_of, lambda frame: pl.from_pandas(frame.compute())),
    "duckdb": (duckdb_of, lambda frame: from_arrow(frame.to_arrow_table())),
    "ibis": (ibis_of, lambda frame: from_arrow(frame.to_pyarrow())),
}
