"""Batches: they follow one another without a gap."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from bizenv.tables import batches

Helper = Callable[..., Any]


def test_more_rows_than_a_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Helper, rows_of: Helper, opened: Helper
) -> None:
    """Batches follow one another without a gap."""
    monkeypatch.setattr(batches, "BATCH_ROWS", 2)
    path = write(tmp_path, "a.csv", "start\n1\n2\n3\n4\n5\n")
    table = opened(path)
    assert [batch.rows for batch in table.batches()] == [[2, 3], [4, 5], [6]]
    assert [row["start"] for row in rows_of(table)] == list("12345")


def test_parquet_in_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Helper, opened: Helper
) -> None:
    """Batches follow one another without a gap; no rows give no batch."""
    monkeypatch.setattr(batches, "BATCH_ROWS", 2)
    path = tmp_path / "a.parquet"
    pl.DataFrame({"start": range(5)}).write_parquet(path)
    assert [batch.rows for batch in opened(path).batches()] == [[2, 3], [4, 5], [6]]
    pl.DataFrame({"start": []}).write_parquet(path)
    assert read(path) == []
