"""Columns as codes: whatever the engine, decoding gives back what went in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.tables.columns import Encoded, compact, encode, gather

DAY = dt.date(2023, 6, 15)
MIDNIGHT = dt.datetime(2023, 6, 15)
NINE = dt.datetime(2023, 6, 15, 9)
UTC = dt.datetime(2023, 6, 15, tzinfo=dt.UTC)

cells = st.one_of(
    st.none(),
    st.text(max_size=3),
    st.integers(-2, 2),
    st.booleans(),
    st.floats(allow_nan=False),
    st.dates(),
    st.lists(st.integers(0, 1), max_size=2),
)


@given(st.lists(cells, max_size=20))
def test_encode_and_decode_are_inverse(values: list[Any]) -> None:
    """Every row keeps its value and the value's type."""
    column = encode(values)
    assert len(column) == len(values)
    assert list(map(repr, column.decode())) == list(map(repr, values)) or (
        column.decode() == values  # 0.0 and -0.0 are equal
    )
    assert len(set(column.codes.tolist())) == len(column.values)


def test_equal_cells_of_different_types_stay_apart() -> None:
    """1, 1.0 and True are three cells, as they are read differently."""
    column = encode([1, 1.0, True, 1])
    assert column.codes.tolist() == [0, 1, 2, 0]
    assert list(map(type, column.values)) == [int, float, bool]


def test_not_a_number_is_one_value() -> None:
    """NaN does not equal itself, and is one cell nevertheless."""
    assert encode([float("nan"), float("nan")]).codes.tolist() == [0, 0]


def test_lists_are_cells() -> None:
    """A cell of JSON may hold a list."""
    column = encode(iter([["a"], None, ["a"]]))
    assert (column.codes.tolist(), column.values) == ([0, 1, 0], [["a"], None])


@pytest.mark.parametrize("size", [8, 70_000, 9_000_000])
def test_compact_lists_the_keys_that_occur(size: int) -> None:
    """By counting where keys are small, by flags, and by sorting where they are large."""
    distinct, codes = compact(np.array([7, 3, 7], dtype=np.int64), size)
    assert (distinct.tolist(), codes.tolist()) == ([3, 7], [1, 0, 1])


def test_gather_asks_once_for_each_value() -> None:
    """A function is called for distinct values only."""
    asked: list[str] = []
    column = Encoded(np.array([0, 1, 0, 0]), ["a", "bb"])
    lengths = gather(column, lambda value: asked.append(value) or len(value), np.int64)
    assert (lengths.tolist(), asked) == ([1, 2, 1, 1], ["a", "bb"])


def test_the_missing_value_of_pandas_is_one_value() -> None:
    """``pandas.NA`` is neither like nor unlike itself."""
    column = encode([pd.NA, "a", pd.NA])
    assert column.codes.tolist() == [0, 1, 0]
