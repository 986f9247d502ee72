"""Columns added to a frame, of the kind that the frame is."""

from __future__ import annotations

import narwhals.stable.v1 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from bizenv.kernel.errors import UsageError
from bizenv.tables.added_columns import added_names, text_series
from bizenv.tables.columns import Encoded


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_texts_become_a_series_of_the_frames_kind(make):
    frame = nw.from_native(make({"a": [1, 2, 3]}), eager_only=True)
    column = Encoded(np.array([0, 1, 0]), ["x", None])
    series = text_series(frame, "told", column)
    assert [None if v != v else v for v in series.to_list()] == ["x", None, "x"]
    assert (series.name, series.dtype) == ("told", nw.String)


def test_an_index_is_kept():
    frame = nw.from_native(pd.DataFrame({"a": [1]}, index=[7]), eager_only=True)
    assert text_series(frame, "told", Encoded(np.array([0]), ["x"])).to_native().index.tolist() == [
        7
    ]


def test_names_get_a_prefix_and_are_never_those_of_the_frame():
    assert added_names(["a"], ["b"], ["b", "c"], "v_") == {"b": "v_b"}
    with pytest.raises(UsageError, match="expected some of b, c"):
        added_names(["a"], ["d"], ["b", "c"], "")
    with pytest.raises(UsageError, match="already has a column 'b'"):
        added_names(["b"], ["b"], ["b", "c"], "")
