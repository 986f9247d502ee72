"""Frames of each kind go in, and come out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from bizenv.indicators.frames import observations_from_frame, rows_to_frame
from bizenv.indicators.observations import Observations
from bizenv.kernel.errors import UsageError
from bizenv.testing.indicators import an_index

COLUMNS = {"unit": ["甲", "乙"], "period": ["2022", "2022"], "rate": [1.5, None], "days": [3, 4]}
MAKERS: list[Any] = [pd.DataFrame, pl.DataFrame, pa.table]


@pytest.mark.parametrize("make", MAKERS)
def test_a_frame_is_read_as_its_rows_are(make: Any) -> None:
    index = an_index(rate="higher", days="lower")
    seen = observations_from_frame(make(COLUMNS), index)
    assert Observations.from_frame(make(COLUMNS), index).units == seen.units
    assert seen.units == ("甲", "乙")
    np.testing.assert_array_equal(seen.values, [[[1.5, 3], [np.nan, 4]]])


@pytest.mark.parametrize(
    ("backend", "kind"),
    [("pandas", pd.DataFrame), ("polars", pl.DataFrame), ("pyarrow", pa.Table)],
)
def test_rows_become_a_frame(backend: str, kind: Any) -> None:
    frame = rows_to_frame([{"unit": "甲", "rank": 1}], backend)
    assert isinstance(frame, kind)
    assert list(getattr(frame, "columns", [])) or frame.column_names == ["unit", "rank"]
    assert isinstance(rows_to_frame([], backend), kind)


def test_a_kind_of_frame_that_is_not_installed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bizenv.indicators.frames.find_spec", lambda _: None)
    with pytest.raises(UsageError, match="backend='polars': not installed"):
        rows_to_frame([], "polars")


def test_an_unknown_kind_of_frame_is_refused() -> None:
    with pytest.raises(UsageError, match="backend='excel': expected 'pandas', 'polars'"):
        rows_to_frame([], "excel")
