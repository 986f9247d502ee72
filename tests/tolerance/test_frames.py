"""Frames of violations: found by their headers, given back with verdicts."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from bizenv import load_rulebook
from bizenv.kernel.errors import UsageError
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.tolerance.frames import field_words

COLUMNS = {
    "违法行为": ["未按期申报纳税或者报送纳税资料", "未按规定缴销发票", "未按规定缴销发票"],
    "执法机关": ["青原区税务局"] * 3,
    "终了日期": ["2024-04-16", "2021-03-01", "soon"],
    "发现日期": ["2024-04-17", "2023-04-17", "2023-04-17"],
    "责令改正期限": ["2024-04-25", None, None],
    "改正日期": ["2024-04-25", None, None],
    "危害后果": ["轻微", "无", "无"],
    "首次违法": ["是", None, None],
    "special-circumstances": ["否", None, None],
}
OUTCOMES = ["may-not-punish", "time-barred", None]
BOOK = load_rulebook("cn-tax")


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_every_kind_of_frame_comes_back_as_it_is(make):
    frame = make(COLUMNS)
    judged = BOOK.judge_violations(frame, columns=["outcome", "matched_item"])
    assert type(judged) is type(frame)
    found = judged["outcome"].to_pylist() if make is pa.table else list(judged["outcome"])
    assert [None if each != each else each for each in found] == OUTCOMES


def test_words_are_added_on_request_in_a_language():
    judged = BOOK.judge_violations(pl.DataFrame(COLUMNS), explain=True, lang="en", prefix="v_")
    assert judged["v_message"][1].startswith("the act ended on 2021-03-01")
    assert judged["v_obligations"].to_list() == ["educate the party", None, None]
    assert judged["v_codes"].to_list() == ["ground-holds", "time-barred", "bad-day"]
    assert "v_message" not in BOOK.judge_violations(pl.DataFrame(COLUMNS), prefix="v_").columns


def test_a_mapping_says_what_cells_mean_and_what_a_missing_column_would():
    frame = pl.DataFrame(
        {**{k: v[:1] for k, v in COLUMNS.items() if k != "危害后果"}, "等级": ["B"]}
    )
    mapping = TableMap(
        {
            "harm": FieldMap(column="等级", values={"B": "轻微"}),
            "minor": FieldMap(blank="否"),
        }
    )
    assert BOOK.judge_violations(frame, mapping=mapping)["outcome"].to_list() == ["may-not-punish"]


def test_a_column_is_not_overwritten():
    with pytest.raises(UsageError, match="already has a column 'outcome'"):
        BOOK.judge_violations(pl.DataFrame({"outcome": ["x"]}))
    with pytest.raises(UsageError, match="expected some of"):
        BOOK.judge_violations(pl.DataFrame({"item": ["x"]}), columns=["colour"])


def test_facts_are_found_by_their_words():
    words = field_words(BOOK.violations, BOOK.vocabulary, {})
    assert "受他人胁迫或者诱骗实施违法行为" in words["coerced"]
    assert words["harm-pollution"] == ("环境污染",)
    assert "超标倍数" in words["exceedance"]
