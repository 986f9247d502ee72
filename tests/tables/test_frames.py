"""Columns of frames as codes: whatever the engine, decoding gives back what went in."""

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

from bizenv.tables import frames
from bizenv.tables.frames import encode_frame

DAY = dt.date(2023, 6, 15)
MIDNIGHT = dt.datetime(2023, 6, 15)
NINE = dt.datetime(2023, 6, 15, 9)
UTC = dt.datetime(2023, 6, 15, tzinfo=dt.UTC)


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
    monkeypatch.setattr(frames, "_FEW_CATEGORIES", 1)
    frame = pl.DataFrame({"a": pl.Series(texts, dtype=pl.Categorical)})
    encoded = encode_frame(nw.from_native(frame, eager_only=True), ["a"])["a"]
    assert encoded.decode() == texts
    assert len(encoded.values) == len(set(texts))
    assert len(kept) == 500


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


@pytest.mark.parametrize("many", [64, 65])
def test_few_and_many_different_texts(many: int) -> None:
    """Up to 64 texts are told apart by hashes, more of them as categories."""
    texts = [*(f"text {number}" for number in range(many - 1)), None] * 2
    assert decoded(pl.DataFrame({"a": texts})) == texts


@pytest.mark.parametrize("late", [1, 64, 65, 3_000])
def test_texts_that_first_occur_late(late: int) -> None:
    """Few or many values after thousands of rows without them."""
    texts = ["x", None] * 3_000 + [f"late {number}" for number in range(late)]
    assert decoded(pl.DataFrame({"a": texts})) == texts


TWO = np.array([0x1111_2222_3333_0001, 0x1111_2222_4444_0001], dtype=np.uint64)


def test_hashes_are_told_apart_by_the_two_bytes_that_differ() -> None:
    """Little end first, the second two bytes are the first that differ."""
    assert frames._marks(TWO).tolist() == [0x3333, 0x4444]


def test_hashes_that_no_two_bytes_tell_apart_are_no_marks() -> None:
    """Each two bytes are the same in some pair of the three."""
    three = np.array([0, 1 << 48, (1 << 16) + (1 << 32), 1], dtype=np.uint64)
    assert frames._marks(three) is None


def test_texts_whose_marks_are_equal_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a mark misleads, the texts themselves are compared, absent ones too."""
    monkeypatch.setattr(frames, "_marks", lambda hashes: np.zeros(len(hashes), dtype=np.int64))
    for texts in ["x", "y", "x"], ["x", None], ["x", "x"], [None, None]:
        assert decoded(pl.DataFrame({"a": pl.Series(texts, dtype=pl.String)})) == texts
