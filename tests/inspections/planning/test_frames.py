"""Data frames repaired: of the kind that they were, rows, columns and types."""

from datetime import date, datetime
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from plans import book

from bizenv import repair
from bizenv.kernel.errors import UsageError
from bizenv.rulebooks.repairs import RepairedSchedule

FACTS = {"检查类型": ["日常检查"] * 2, "检查领域": ["无"] * 2, "检查起因": ["无"] * 2}
DAYS = [date(2024, 6, 18), date(2024, 6, 25)]


def done(frame: Any, **terms: Any) -> RepairedSchedule[Any]:
    return repair(frame, book(), **terms)


def test_a_polars_frame_of_days() -> None:
    plan = pl.DataFrame({**FACTS, "检查日期": DAYS})
    new = done(plan).schedule
    assert new.columns == [
        *(*FACTS, "检查日期", "plan", "original_start", "original_end"),
        *("displacement", "forced_by", "clause", "message"),
    ]
    assert new["检查日期"].to_list() == [date(2024, 6, 24), date(2024, 6, 25)]
    assert new["plan"].to_list() == ["moved", "kept"]
    assert new["original_start"].to_list() == [date(2024, 6, 18), None]
    assert new["displacement"].to_list() == [6, None]
    assert (new.schema["original_start"], new.schema["displacement"]) == (pl.Date, pl.Int64)


def test_a_pandas_frame_keeps_its_index_and_types() -> None:
    plan = pd.DataFrame({**FACTS, "检查日期": pd.to_datetime(DAYS)}, index=[7, 5])
    new = done(plan).schedule
    assert list(new.index) == [7, 5]
    assert new["检查日期"].dtype == plan["检查日期"].dtype
    assert list(new["检查日期"].dt.day) == [24, 25]
    assert new["original_start"].dt.day.iloc[0] == 18
    assert pd.isna(new["original_start"].iloc[1])
    assert new["displacement"].tolist() == [6, pd.NA]


@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(["2024-06-18", "2024-06-25"])])
def test_categories_of_days_take_a_new_one(kind: Any) -> None:
    plan = pl.DataFrame({**FACTS, "检查日期": ["2024-06-18", "2024-06-25"]})
    new = done(plan.with_columns(pl.col("检查日期").cast(kind))).schedule
    assert new["检查日期"].to_list() == ["2024-06-24", "2024-06-25"]
    assert new.schema["检查日期"] == pl.Categorical


def test_moments_keep_their_type() -> None:
    moments = [datetime(2024, 6, 18), datetime(2024, 6, 25)]
    new = done(pl.DataFrame({**FACTS, "检查日期": moments})).schedule
    assert new["检查日期"].to_list() == [datetime(2024, 6, 24), datetime(2024, 6, 25)]


def test_a_pyarrow_table() -> None:
    plan = pa.table({**FACTS, "检查日期": DAYS})
    new = done(plan).schedule
    assert isinstance(new, pa.Table)
    assert new["检查日期"].to_pylist() == [date(2024, 6, 24), date(2024, 6, 25)]
    assert new["forced_by"].to_pylist() == ["in-quiet-period", None]


def test_texts_stay_texts_and_a_lawful_frame_gets_no_new_day() -> None:
    plan = pd.DataFrame({**FACTS, "检查日期": ["20240618", "2024年6月25日"]})
    new = done(plan).schedule
    assert list(new["检查日期"]) == ["20240624", "2024年6月25日"]
    again = done(new, prefix="again_")
    assert (again.moves, list(again.schedule["检查日期"])) == ((), list(new["检查日期"]))


def test_an_added_column_never_overwrites_one_of_the_frame() -> None:
    plan = pl.DataFrame({**FACTS, "检查日期": DAYS, "plan": ["x", "y"]})
    with pytest.raises(UsageError, match="the frame already has a column 'plan'"):
        done(plan)
    assert done(plan, prefix="new_").schedule["new_plan"].to_list() == ["moved", "kept"]


def test_the_message_is_in_the_language_asked_for() -> None:
    plan = pl.DataFrame({**FACTS, "检查日期": DAYS})
    assert done(plan, lang="en").schedule["message"][0].startswith("The visit lies in")
    assert done(plan).schedule["message"][0].startswith("检查日在")


def test_a_row_that_finds_no_place_keeps_its_day() -> None:
    """One day, one place, two visits of one agency."""
    facts = {**FACTS, "检查机关": ["甲局"] * 2, "检查日期": [date(2024, 6, 25)] * 2}
    day = (date(2024, 6, 25), date(2024, 6, 25))
    new = done(pl.DataFrame(facts), capacity=1, within=day).schedule
    assert sorted(new["plan"].to_list()) == ["kept", "no-place"]
    assert new["检查日期"].to_list() == [date(2024, 6, 25)] * 2
