"""One record or a frame of them: the same answer, on pandas and polars."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from visit_rows import bulk_rows, frames_of, scalar

from bizenv import load_rulebook
from bizenv.inspections.frames import VERDICT_COLUMNS
from bizenv.kernel.errors import TableError, UnreadColumnWarning, UsageError
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.testing import a_quiet_period, a_quiet_version, a_rulebook
from bizenv.testing.strategies import inspection_rows, rulebooks

QINGYUAN = load_rulebook("cn-jx-qingyuan")


@settings(max_examples=60, deadline=None)
@given(rulebooks(), st.lists(inspection_rows(as_text=True), min_size=1, max_size=12))
def test_a_frame_of_texts_gets_the_verdicts_of_its_rows(
    book: Rulebook, rows: list[dict[str, Any]]
) -> None:
    """Scalar equals bulk on drawn rulebooks and dirty rows, pandas and polars."""
    expected = [scalar(book, row) for row in rows]
    for frame in frames_of(rows):
        assert expected == bulk_rows(book.check_frame(frame))


@settings(max_examples=60, deadline=None)
@given(rulebooks(), st.lists(inspection_rows(), min_size=1, max_size=12))
def test_a_frame_of_dates_gets_the_verdicts_of_its_rows(
    book: Rulebook, rows: list[dict[str, Any]]
) -> None:
    """Scalar equals bulk where days are days: dates, timestamps, categories, Arrow types."""
    expected = [scalar(book, row) for row in rows]
    pandas, polars = frames_of(rows)
    polars = polars.with_columns(pl.col("start", "end").cast(pl.Date))
    stamped = pandas.assign(
        start=pd.to_datetime(pandas["start"]), end=pd.to_datetime(pandas["end"])
    )
    variants = [
        pandas,
        polars,
        stamped,
        stamped.astype({"trigger": "category", "domain": "category"}),
        polars.with_columns(pl.col("start", "end").cast(pl.Datetime("us"))),
        polars.with_columns(pl.col("trigger", "domain").cast(pl.Categorical)),
        polars.to_arrow(),
    ]
    for frame in variants:
        checked = book.check_frame(frame)
        assert type(frame) is type(checked)
        got = (
            checked if isinstance(checked, (pd.DataFrame, pl.DataFrame)) else pl.from_arrow(checked)
        )
        assert expected == bulk_rows(got)


def test_the_frame_comes_back_as_it_was_with_verdicts_beside() -> None:
    """Rows, order, index and columns are kept; only verdict columns are added."""
    frame = pd.DataFrame(
        {"start": [date(2023, 6, 15), date(2023, 6, 25)], "domain": ["tax", "tax"], "x": [1, 2]},
        index=[7, 3],
    )
    checked = QINGYUAN.check_frame(frame)
    assert [*frame.columns, *VERDICT_COLUMNS] == list(checked.columns)
    assert [7, 3] == list(checked.index)
    pd.testing.assert_frame_equal(frame, checked[frame.columns])
    assert ["undetermined", "allowed"] == checked["outcome"].tolist()


def test_chinese_headers_are_understood() -> None:
    """检查日期 and 检查起因 are the day and the trigger."""
    frame = pl.DataFrame({"检查日期": ["2023年6月15日"], "检查起因": ["投诉举报"]})
    assert ["exempt"] == QINGYUAN.check_frame(frame)["outcome"].to_list()


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame])
def test_an_empty_frame_stays_empty(kind: Any) -> None:
    """No rows in, no rows out, and the verdict columns are there."""
    checked = QINGYUAN.check_frame(kind({"start": [], "trigger": []}))
    assert 0 == len(checked)
    assert ["start", "trigger", *VERDICT_COLUMNS] == list(checked.columns)


def test_some_columns_may_be_asked_for_and_named() -> None:
    """``columns`` chooses what is added and ``prefix`` goes before each name."""
    frame = pl.DataFrame({"start": [date(2023, 6, 15)], "outcome": ["mine"]})
    checked = QINGYUAN.check_frame(frame, columns=["outcome"], prefix="quiet_")
    assert ["start", "outcome", "quiet_outcome"] == checked.columns


def test_a_column_of_the_user_is_never_overwritten() -> None:
    """A name that is taken is refused with the way out."""
    frame = pl.DataFrame({"start": [date(2023, 6, 15)], "outcome": ["mine"]})
    message = "the frame already has a column 'outcome'; give the verdict columns a prefix"
    with pytest.raises(UsageError) as caught:
        QINGYUAN.check_frame(frame)
    assert message == str(caught.value)
    assert "数据框已有 'outcome' 列：请用 prefix 给结论列加前缀" == caught.value.say("zh")


def test_a_frame_without_a_day_is_refused_with_the_nearest_header() -> None:
    """There is nothing to judge without the day of the visit."""
    with pytest.raises(TableError) as caught:
        QINGYUAN.check_frame(pl.DataFrame({"检查日": ["2023-06-15"], "domain": ["tax"]}))
    (problem,) = caught.value.problems
    assert "missing-column" == problem.code
    assert problem.words("en").startswith("got the columns '检查日', 'domain', expected a column")
    assert problem.words("en").endswith(
        "(is it the column '检查日'? Then name the column in a mapping, for example "
        "start: {column: 检查日})"
    )


def test_an_unknown_verdict_column_is_refused() -> None:
    """Only the verdict columns may be asked for."""
    with pytest.raises(UsageError, match="columns='colour': expected some of outcome, codes"):
        QINGYUAN.check_frame(pl.DataFrame({"start": [date(2023, 6, 15)]}), columns=["colour"])


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["start", 0, 1.5], "0, 1.5"),
        (pd.MultiIndex.from_tuples([("a", "start"), ("a", "end")]), "('a', 'start'), ('a', 'end')"),
        (["start", None], "nan"),
    ],
    ids=["numbers", "levels", "nothing"],
)
def test_columns_without_words_are_refused(names: Any, shown: str) -> None:
    """Pandas lets a column be named by anything."""
    frame = pd.DataFrame([["2023-06-15"] * len(names)], columns=names)
    with pytest.raises(UsageError) as caught:
        QINGYUAN.check_frame(frame)
    said = str(caught.value).replace("None", "nan")
    assert (
        f"the frame has columns named {shown}: expected names that are texts; rename them first, "
        "for example frame.columns = [str(name) for name in frame.columns]"
    ) == said
    assert caught.value.say("zh").startswith("数据框的列名应为文字，不是 ")


def test_columns_that_stand_twice_are_refused() -> None:
    """Each of them is told."""
    frame = pd.DataFrame([["2023-06-15"] * 5], columns=["start", "a", "a", "b", "b"])
    with pytest.raises(TableError) as caught:
        QINGYUAN.check_frame(frame)
    assert (
        "got 'a', expected headers that stand once each [duplicate-header]\n"
        "got 'b', expected headers that stand once each [duplicate-header]"
    ) == str(caught.value)


def test_columns_of_arrow_that_stand_twice_are_refused() -> None:
    """As in pandas."""
    table = pa.table([["2023-06-15"], ["a"], ["b"]], names=["start", "x", "x"])
    with pytest.raises(TableError) as caught:
        QINGYUAN.check_frame(table)
    assert "got 'x', expected headers that stand once each [duplicate-header]" == str(caught.value)


def test_two_columns_for_the_day_are_refused() -> None:
    """The frame's own column ``start`` settles it."""
    frame = pl.DataFrame({"开始日期": ["2023-06-25"], "检查日期": ["2023-06-15"]})
    with pytest.raises(TableError, match="ambiguous-header"):
        QINGYUAN.check_frame(frame)
    frame = frame.rename({"开始日期": "start"})
    settled = QINGYUAN.check_frame(frame, mapping=TableMap({"end": FieldMap(column="")}))
    assert ["allowed"] == settled["outcome"].to_list()


@pytest.mark.parametrize("column", ["filed", "noticed"])
def test_what_was_done_is_read_though_no_judgement_hangs_on_it(column: str) -> None:
    """Scalar and bulk refuse the same cells."""
    rows = [{"start": "2023-06-25", column: cell} for cell in ("", "是", "2023-06-01", "?")]
    expected = [scalar(QINGYUAN, row) for row in rows]
    assert ["outside-quiet-period"] * 3 + ["bad-day"] == [row["codes"] for row in expected]
    for frame in frames_of(rows):
        assert expected == bulk_rows(QINGYUAN.check_frame(frame))


@pytest.mark.parametrize("dtype", [None, object])
def test_ids_that_lost_digits_are_told(dtype: Any) -> None:
    """A column of codes with a gap becomes floats in pandas; scalar and bulk say the same."""
    rows: list[dict[str, Any]] = [
        {"start": "2023-06-25", "enterprise": 9.13303e17},
        {"start": "2023-06-25", "enterprise": 12.0},
        {"start": "2023-06-25", "enterprise": None},
    ]
    expected = [scalar(QINGYUAN, row) for row in rows]
    assert ["lost-digits", *["outside-quiet-period"] * 2] == [row["codes"] for row in expected]
    assert expected == bulk_rows(QINGYUAN.check_frame(pd.DataFrame(rows, dtype=dtype)))
    assert expected == bulk_rows(QINGYUAN.check_frame(pl.DataFrame(rows)))


ODD = [5, True, ["x"], [None], {"x": 1}, b"x", np.array(["x"]), Decimal("sNaN"), pd.NA, 1j]


@pytest.mark.parametrize("field", ["act", "kind", "deploying_level", "domain", "start", "filed"])
def test_odd_things_in_a_frame_are_told_as_in_a_record(field: str) -> None:
    """Whatever a column of objects holds, no other exception than ours."""
    rows = [{"start": "2023-06-15", field: value} for value in ODD]
    expected = [scalar(QINGYUAN, row) for row in rows]
    columns = {name: pd.Series([row[name] for row in rows], dtype=object) for name in rows[0]}
    assert expected == bulk_rows(QINGYUAN.check_frame(pd.DataFrame(columns)))


def test_categories_that_the_process_shares_cost_nothing() -> None:
    """Polars numbers categories for the whole process; a few of a great many are few."""
    kept = pl.Series([f"c{n}" for n in range(1_100_000)]).cast(pl.Categorical)
    triggers = pl.Series("trigger", ["complaint", None, "none"]).cast(pl.Categorical)
    frame = pl.DataFrame({"start": [date(2023, 6, 15)] * 3, "domain": ["tax"] * 3}).with_columns(
        triggers
    )
    expected = ["exempt", "undetermined", "forbidden"]
    assert expected == QINGYUAN.check_frame(frame)["outcome"].to_list()
    assert 1_100_000 == len(kept)


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(UsageError, match="frame=dict: expected a data frame"):
        QINGYUAN.check_frame({"start": [date(2023, 6, 15)]})


def test_a_moment_with_a_time_or_zone_is_no_day() -> None:
    """A timestamp is refused row by row; a midnight without a zone is a day."""
    moments = [datetime(2023, 6, 15), datetime(2023, 6, 15, 8, 30)]
    checked = QINGYUAN.check_frame(pl.DataFrame({"start": moments, "trigger": ["complaint"] * 2}))
    assert ["exempt", None] == checked["outcome"].to_list()
    assert "not-a-day" == checked["codes"].to_list()[1]
    zoned = pd.DataFrame({"start": pd.to_datetime(moments).tz_localize("Asia/Shanghai")})
    assert ["not-a-day"] * 2 == QINGYUAN.check_frame(zoned)["codes"].tolist()


def test_a_thousand_versions_are_chosen_by_row() -> None:
    """Each row is judged by the version in force on its own day."""
    versions = [
        a_quiet_version(validity=_one_month(number), window=load_window(number), exemptions=())
        for number in range(100)
    ]
    book = a_rulebook(a_quiet_period(*versions))
    rows = [{"start": date(2020 + n // 12, n % 12 + 1, d)} for n in range(96) for d in (5, 15, 25)]
    frame = pl.DataFrame({"start": [row["start"] for row in rows]})
    assert [scalar(book, row) for row in rows] == bulk_rows(book.check_frame(frame))


def _one_month(number: int) -> Any:
    from calendar import monthrange

    from bizenv.kernel.legal import Validity

    year, month = 2020 + number // 12, number % 12 + 1
    first = date(year, month, 1)
    return Validity(first, first, date(year, month, monthrange(year, month)[1]))


def load_window(number: int) -> Any:
    from bizenv import MonthDays

    return MonthDays(1, 10 + number % 15)


# --- columns that the caller names, and columns that nobody reads ----------------


def test_headers_that_are_given_do_not_put_out_the_known_ones() -> None:
    """The end is read although only the start was named: 1 to 3 July are quiet days."""
    row = {"visited on": ["2023-06-25"], "结束日期": ["2023-07-03"]}
    frame = pl.DataFrame({**row, "检查领域": ["税务"], "检查起因": ["无"]})
    checked = QINGYUAN.check_frame(frame, headers={"start": ["visited on"]})
    assert ["forbidden"] == checked["outcome"].to_list()


def test_a_header_that_is_given_wins_over_a_known_one() -> None:
    """Also over another field that knows the column by its own name."""
    frame = pd.DataFrame({"start": ["2023-06-15"], "kind": ["税务"], "trigger": ["none"]})
    checked = QINGYUAN.check_frame(frame, headers={"domain": ["kind"]}, explain=True, lang="en")
    assert ["forbidden"] == checked["outcome"].tolist()


def test_a_mapping_says_what_the_cells_of_a_frame_mean() -> None:
    """Words, days with a time, blanks and fields without a column, as in a map file."""
    mapping = TableMap(
        {
            "start": FieldMap(column="when", time="drop"),
            "end": FieldMap(column=""),
            "trigger": FieldMap(values={"Canvass": "none"}, otherwise="complaint"),
            "domain": FieldMap(blank="none"),
            "agency": FieldMap(blank="区卫健委"),
            "matter": FieldMap(values={"a": "b"}),  # words that no judgement hangs on
        }
    )
    rows = [(datetime(2023, 6, 15, 9, 30), "CANVASS", "a")]
    rows.append((datetime(2023, 6, 15, 23), "hotline", "a"))
    frame = pl.DataFrame(rows, schema=["when", "trigger", "matter"], orient="row")
    for each in frame, frame.to_pandas():
        outcomes = QINGYUAN.check_frame(each, mapping=mapping)["outcome"]
        assert ["forbidden", "exempt"] == list(outcomes)
    days = TableMap({**mapping.fields, "start": FieldMap(blank="2023-06-25")})
    assert ["allowed"] * 2 == QINGYUAN.check_frame(frame, mapping=days)["outcome"].to_list()


@pytest.mark.parametrize("name", ["until when", "finish it"])
def test_a_column_that_may_be_the_end_is_warned_of(name: str) -> None:
    """No verdict on a visit of many days looks like that on a visit of one."""
    frame = pl.DataFrame({"start": ["2023-06-25"], name: ["2023-07-05"]})
    with pytest.warns(UnreadColumnWarning) as told:
        QINGYUAN.check_frame(frame)
    assert str(told[0].message) == (
        f"Mind: the column '{name}' is not read, and every visit is taken for one of a single "
        f"day. If it is the last day, write end: {{column: {name}}} in a --map file; if there is "
        'none, end: {column: ""}.'
    )
