"""Parquet: cells keep their types; what is no Parquet is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Helper = Callable[..., Any]
shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


def test_the_cells_of_parquet_keep_their_types(
    tmp_path: Path, read: Helper, places: Helper, opened: Helper
) -> None:
    """Days, midnights, moments, nulls, lists, as polars gives them."""
    columns = {
        "start": [dt.date(2023, 6, 15), None],
        "midnight": [dt.datetime(2023, 6, 15), None],
        "moment": [dt.datetime(2023, 6, 15, 9), None],
        "trigger": [["a", "b"], None],
        "id": ["001", None],
        "n": [1.5, None],
    }
    path = tmp_path / "a.parquet"
    pl.DataFrame(columns).write_parquet(path)
    assert read(path) == [{n: c[0] for n, c in columns.items()}, dict.fromkeys(columns)]
    assert places(path) == ([2, 3], None, {})
    assert opened(path).rows == 2


def test_a_name_with_signs_of_a_pattern(tmp_path: Path, read: Helper) -> None:
    """Brackets and stars in a name are a part of the name."""
    pl.DataFrame({"start": ["2"]}).write_parquet(tmp_path / "a1.parquet")
    path = tmp_path / "a[1].parquet"
    pl.DataFrame({"start": ["1"]}).write_parquet(path)
    assert read(path) == [{"start": "1"}]


def test_a_folder_named_like_a_column_adds_no_column(tmp_path: Path, read: Helper) -> None:
    """``year=2023/`` is a folder, nothing more."""
    folder = tmp_path / "year=2023"
    folder.mkdir()
    pl.DataFrame({"start": ["1"]}).write_parquet(folder / "a.parquet")
    assert read(folder / "a.parquet") == [{"start": "1"}]


def test_what_is_no_parquet_is_refused(tmp_path: Path, write: Helper, refusal: Helper) -> None:
    """Any other bytes."""
    said = refusal(write(tmp_path, "a.parquet", "start\n2023-06-15\n"))
    assert said.startswith("a.parquet: got ")
    assert said.endswith(", expected a Parquet file [bad-parquet]")


def test_a_day_that_python_has_not_is_refused(tmp_path: Path, refusal: Helper) -> None:
    """The year 29349 is found when the rows are read."""
    path = tmp_path / "a.parquet"
    pl.DataFrame({"start": pl.Series([10_000_000]).cast(pl.Date)}).write_parquet(path)
    said = refusal(path)
    assert said.startswith("a.parquet: got year 29349 is out of range")
    assert said.endswith(", expected a Parquet file [bad-parquet]")


@given(rows=st.lists(st.lists(st.none() | TEXTS, min_size=2, max_size=2), max_size=8))
@shared_folder
def test_every_row_that_polars_writes_is_read(
    tmp_path: Path, rows: list[list[str | None]], read: Helper
) -> None:
    """Property: cells of any text and nulls come back as they were."""
    path = tmp_path / "a.parquet"
    frame = pl.DataFrame(rows, schema={"start": pl.String, "x": pl.String}, orient="row")
    frame.write_parquet(path)
    assert [list(row.values()) for row in read(path)] == rows
