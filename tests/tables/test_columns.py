"""Columns as codes: whatever the engine, decoding gives back what went in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import narwhals.stable.v1 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.tables import columns
from bizenv.tables.columns import Encoded, compact, encode, encode_frame, gather

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


def decoded(frame: Any, column: str = "a") -> list[Any]:
    """What a column of a frame says after it was encoded."""
    return encode_frame(nw.from_native(frame, eager_only=True), [column])[column].decode()


def arrow_backed(values: list[Any]) -> pd.DataFrame:
    """A pandas frame whose column is of a PyArrow type."""
    return pa.table({"a": values}).to_pandas(types_mapper=pd.ArrowDtype)


ENGINES = {
    "pandas": lambda values: pd.DataFrame({"a": values}),
    "pandas-object": lambda values: pd.DataFrame({"a": pd.Series(values, dtype=object)}),
    "pandas-arrow": arrow_backed,
    "polars": lambda values: pl.DataFrame({"a": values}),
    "pyarrow": lambda values: pa.table({"a": values}),
}
every_engine = pytest.mark.parametrize("engine", ENGINES)


# --- Python values ----------------------------------------------------------


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


# --- frames -----------------------------------------------------------------


@every_engine
@pytest.mark.parametrize(
    "values",
    [
        ["x", None, "", "x", "投诉举报"],
        [True, None, False],
        [DAY, None, dt.date(2024, 2, 29)],
        [NINE, None, dt.datetime(2023, 6, 15, 9, 0, 1)],
        [UTC, None],
        [["x"], None, ["x", "y"]],
        [None, None],
        [],
    ],
    ids=str,
)
def test_every_engine_gives_back_what_went_in(engine: str, values: list[Any]) -> None:
    """Texts, truths, days, moments, lists and absent cells are the same after encoding."""
    assert decoded(ENGINES[engine](values)) == values


@every_engine
def test_midnights_are_days_or_stay_midnights(engine: str) -> None:
    """Either is read as the day."""
    found = decoded(ENGINES[engine]([MIDNIGHT, None, MIDNIGHT]))
    assert found in ([DAY, None, DAY], [MIDNIGHT, None, MIDNIGHT])


@every_engine
def test_numbers_stay_numbers(engine: str) -> None:
    """Where pandas makes floats of integers, they are equal."""
    found = decoded(ENGINES[engine]([1, None, 2]))
    assert found == [1, None, 2]
    assert not any(isinstance(value, np.generic) for value in found)


@pytest.mark.parametrize("dtype", [pl.Categorical, pl.Enum(["y", "x"])], ids=str)
def test_polars_categories_are_texts(dtype: Any) -> None:
    """A categorical column says what its categories say."""
    assert decoded(pl.DataFrame({"a": pl.Series(["x", "y", None, "x"], dtype=dtype)})) == [
        "x",
        "y",
        None,
        "x",
    ]


@pytest.mark.parametrize("texts", [["x", None, "y", "x"], [None, None], ["y"], []])
def test_few_categories_of_very_many_take_little_room(
    texts: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The numbers of categories are shared by the process, and may be large for a few rows."""
    kept = pl.Series([f"shared {n}" for n in range(500)]).cast(pl.Categorical)
    monkeypatch.setattr(columns, "_FEW_CATEGORIES", 1)
    frame = pl.DataFrame({"a": pl.Series(texts, dtype=pl.Categorical)})
    encoded = encode_frame(nw.from_native(frame, eager_only=True), ["a"])["a"]
    assert encoded.decode() == texts
    assert len(encoded.values) == len(set(texts))
    assert len(kept) == 500


def test_the_missing_value_of_pandas_is_one_value() -> None:
    """``pandas.NA`` is neither like nor unlike itself."""
    column = encode([pd.NA, "a", pd.NA])
    assert column.codes.tolist() == [0, 1, 0]


def test_pandas_categories_are_texts() -> None:
    """The same in pandas."""
    frame = pd.DataFrame({"a": pd.Series(["x", "y", None], dtype="category")})
    assert decoded(frame) == ["x", "y", None]


def test_a_day_with_a_time_zone_is_no_day() -> None:
    """Whatever holds it, a moment in a zone keeps its zone and is refused later."""
    for make in ENGINES.values():
        (found,) = decoded(make([UTC]))
        assert found.utcoffset() == dt.timedelta(0)


def test_days_that_lie_very_far_apart() -> None:
    """Beyond 200,000 days only those present are listed."""
    days = [dt.date(1, 1, 1), None, dt.date(9999, 12, 31), dt.date(1, 1, 1)]
    assert decoded(pl.DataFrame({"a": days})) == days
    moments = [dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31)]
    assert decoded(pl.DataFrame({"a": moments})) == [m.date() for m in moments]


def test_days_without_gaps_need_no_null() -> None:
    """A column in which every row has a day, near and far."""
    near = [DAY, dt.date(2023, 6, 1)]
    assert decoded(pl.DataFrame({"a": near})) == near


def test_a_day_that_python_has_not_says_so() -> None:
    """Polars knows the year 29349, Python does not; the cell becomes a text that no one reads."""
    days = pl.Series([0, 10_000_000, None]).cast(pl.Date)
    assert decoded(pl.DataFrame({"a": days})) == [
        dt.date(1970, 1, 1),
        "day 10000000 since 1970-01-01",
        None,
    ]


@given(st.lists(st.none() | st.dates() | st.just(DAY), max_size=12))
def test_days_of_polars_come_back(days: list[dt.date | None]) -> None:
    """Property: any days, near or far apart, with and without gaps."""
    assert decoded(pl.DataFrame({"a": pl.Series(days, dtype=pl.Date)})) == days


@given(st.lists(st.none() | st.text(max_size=3), max_size=12))
def test_texts_of_polars_come_back(texts: list[str | None]) -> None:
    """Property: any texts."""
    texts = [text and text.encode("utf-8", "replace").decode() for text in texts]
    assert decoded(pl.DataFrame({"a": pl.Series(texts, dtype=pl.String)})) == texts


@pytest.mark.parametrize("late", [1, 64, 65, 3_000])
def test_texts_that_first_occur_late(late: int) -> None:
    """Few or many values after thousands of rows without them."""
    texts = ["x", None] * 3_000 + [f"late {number}" for number in range(late)]
    assert decoded(pl.DataFrame({"a": texts})) == texts
