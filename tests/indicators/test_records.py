"""Tables of observations: headers, placeholders, and every bad cell with its row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.records import (
    OBSERVATION_HEADERS,
    read_number,
    read_observations,
    table_of,
)
from bizenv.indicators.values import Index, Indicator
from bizenv.kernel.errors import RecordError, TableError
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.cells import BadCell
from bizenv.tables.readers import open_table

INDEX = Index(
    "x",
    [
        Indicator(code="rate", name=Text("办结率", "closure rate")),
        Indicator(code="days", name="办理时限", direction="lower"),
        Indicator(code="people", name="常住人口", auxiliary=True),
    ],
)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12), ("-3.50", -3.5), ("1,204.5", 1204.5), ("98.3%", 98.3), ("９８．３％", 98.3),
        (" 7 ", 7), ("+4", 4), ("1e3", 1000), (".5", 0.5), ("−2", -2), (3, 3), (2.5, 2.5),
    ],
)  # fmt: skip
def test_a_number_is_read(cell: object, number: float) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        "…",
        "...",
        "—",
        "--",
        "-",
        "n/a",
        "N/A",
        "缺",
        "缺失",
        "无数据",
        float("nan"),
        "null",
    ],
)
def test_what_says_that_there_is_none_is_missing(cell: object) -> None:
    assert read_number(cell) is None


@pytest.mark.parametrize(
    "cell", ["high", "1.2.3", "12人", True, float("inf"), 10**400, "1e999", "%", "9" * 500, [3]]
)
def test_what_is_no_number_is_a_problem(cell: object) -> None:
    told = read_number(cell)
    assert isinstance(told, Problem)
    assert told.code == "bad-value"


def test_a_broken_cell_of_a_spreadsheet_is_a_problem() -> None:
    told = read_number(BadCell("bad-cell", "#REF!", Text("数值", "a value")))
    assert isinstance(told, Problem)
    assert told.got == "#REF!"


def test_a_long_table_is_read_by_names_in_either_language() -> None:
    rows = [
        {"县区": "甲", "指标": "办结率", "月份": "2022年12月", "数值": "98.3%", "类别": "一类县"},
        {"县区": "乙", "指标": "Closure Rate", "月份": "2022-12", "数值": "缺", "类别": None},
        {"县区": "甲", "指标": "days", "月份": 202211, "数值": 3, "类别": "一类县"},
        {"县区": "甲", "指标": "常住人口", "月份": "2022-11", "数值": "1,000", "类别": ""},
        {"县区": None, "指标": "", "月份": None, "数值": None, "类别": None},
    ]
    seen = read_observations(table_of(rows), INDEX)
    assert (seen.units, seen.indicators) == (("甲", "乙"), ("rate", "days", "people"))
    assert seen.periods == ("2022-11", "2022-12")
    nan = np.nan
    np.testing.assert_array_equal(
        seen.values, [[[nan, 3, 1000], [nan, nan, nan]], [[98.3, nan, nan], [nan, nan, nan]]]
    )
    assert dict(seen.classes) == {"甲": "一类县"}


def test_a_wide_table_has_a_column_for_each_indicator_it_knows() -> None:
    rows = [{"单位": "甲", "备注": "x", "办结率": 98, "days": "…"}]
    seen = read_observations(table_of(rows), INDEX, period=2022)
    assert (seen.indicators, seen.periods) == (("rate", "days"), ("2022",))


def test_everything_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "seen.csv"
    file.write_text(
        "县区,指标,月份,数值,类别\n"
        "甲,办结率,2022-12,高,一类县\n"
        "甲,办接率,2022-12,1,一类县\n"
        "甲,days,2022-13,1,一类县\n"
        ",days,2022-12,1,\n"
        "甲,,2022-12,1,二类县\n"
        "甲,days,,1,\n"
        "甲,days,2022-12,1\n"
        "甲,days,2022-12,1,,,x\n",
        "utf-8",
    )
    with pytest.raises(RecordError) as told:
        read_observations(open_table(file, OBSERVATION_HEADERS), INDEX)
    lines = [problem.say("en") for problem in told.value.problems]
    name = str(file)
    assert lines[2:] == [
        f"{name}:5 row 5 县区 (unit): got nothing, expected the unit that is scored "
        "[missing-field]",
        f"{name}:4 row 4 月份 (period): got '2022-13', expected a period: 2022, 2022-Q3, 2022-12 "
        "or 2022-12-31 [bad-period]",
        f"{name}:7 row 7 月份 (period): got nothing, expected a period: 2022, 2022-Q3, 2022-12 "
        "or 2022-12-31 [bad-period]",
        f"{name}:6 row 6 类别 (class): got 甲 in 二类县 as well, expected one class for each unit "
        "[class-twice]",
        f"{name}:3 row 3 指标 (indicator): got '办接率', expected a code or name of a monitored "
        "indicator [unknown-indicator] Hint: did you mean '办结率'?",
        f"{name}:6 row 6 指标 (indicator): got nothing, expected the code or name of an indicator "
        "[missing-field]",
        f"{name}:2 row 2 数值 (value): got '高', expected a number; a blank cell or … where it is "
        "missing [bad-value]",
    ]
    assert [each.code for each in told.value.problems[:2]] == ["wrong-cell-count"] * 2


def test_a_bad_cell_of_a_wide_table_is_told_under_its_header() -> None:
    rows = [{"单位": "甲", "办结率": "高"}]
    with pytest.raises(RecordError) as told:
        read_observations(table_of(rows), INDEX)
    assert told.value.say("zh") == (
        "第 1 行 办结率 (value)：读到 '高'，应为一个数，缺失则空白或写 … [bad-value]"
    )


def test_broken_cells_of_names_are_told() -> None:
    broken = BadCell("bad-cell", "#N/A", Text("文字", "a text"))
    with pytest.raises(RecordError, match="got #N/A, expected a text"):
        read_observations(table_of([{"单位": broken, "办结率": 1}]), INDEX)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"办结率": 1}], "missing-column"),
        ([{"单位": "甲", "indicator": "rate"}], "missing-column"),
        ([{"单位": "甲", "备注": 1}], "missing-column"),
    ],
)
def test_a_table_that_lacks_a_column_is_refused(rows: list[dict[str, object]], code: str) -> None:
    with pytest.raises(TableError) as told:
        read_observations(table_of(rows), INDEX)
    assert told.value.problems[0].code == code


def test_a_table_without_rows_says_so() -> None:
    for rows in ([{"单位": None, "办结率": None}], [{"单位": " ", "办结率": ""}]):
        with pytest.raises(RecordError) as told:
            read_observations(table_of(rows), INDEX)
        assert told.value.say("en") == "got no rows, expected a row at least [no-observations]"


def test_a_name_of_two_indicators_names_neither() -> None:
    index = Index("x", [Indicator(code="a", name="率"), Indicator(code="b", name="率")])
    with pytest.raises(RecordError, match="unknown-indicator"):
        read_observations(table_of([{"单位": "甲", "指标": "率", "数值": 1}]), index)


def test_too_many_values_are_refused_before_they_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bizenv.indicators.records._MOST_CELLS", 1)
    with pytest.raises(RecordError, match="1 × 1 × 2 values"):
        read_observations(table_of([{"单位": "甲", "办结率": 1, "days": 1}]), INDEX)


def test_only_so_many_problems_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bizenv.indicators.records._MOST", 3)
    rows = [{"单位": "甲", "办结率": "高"}] * 9
    with pytest.raises(RecordError) as told:
        read_observations(table_of(rows), INDEX)
    assert len(told.value.problems) == 3


WORDS = st.sampled_from(["甲", "办结率", "2022-12", "3", "…", "", "高", "县区", None, 4.5, True])
HEADERS = st.sampled_from(["县区", "指标", "月份", "数值", "类别", "办结率", "备注"])


@settings(max_examples=50)
@given(st.lists(st.dictionaries(HEADERS, WORDS, max_size=5), max_size=4))
def test_any_table_is_read_or_refused(rows: list[dict[str, object]]) -> None:
    told: tuple[Problem, ...] = ()
    try:
        seen = read_observations(table_of(rows), INDEX)
    except (RecordError, TableError) as error:
        told = error.problems
    assert all(problem.say("zh") for problem in told) if told else seen.values.size
