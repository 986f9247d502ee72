"""What other windows of quiet days would do to a schedule."""

from calendar import isleap
from datetime import date, timedelta
from typing import Any

import chinese_calendar
import polars as pl
import pytest
from plans import book, visit

from bizenv import Weekdays, simulate
from bizenv.kernel.errors import UsageError

PLAN = [visit("05"), visit("18", enterprise="E2"), visit("25", enterprise="E3")]


def test_each_window_has_a_row_with_its_figures() -> None:
    """By hand: the nearest open days of June 2024; 5 goes to 31 May, or from day 15 on."""
    seen = simulate(PLAN, book(), capacity=1)
    assert [
        (e.window.en, e.breaches, e.moves, e.distance, e.unplaced, e.peak) for e in seen.effects
    ] == [
        ("days 1–15", 1, 1, 5, 0, 1),
        ("days 1–20", 2, 2, 8, 0, 1),
        ("days 1–25", 3, 3, 15, 0, 1),
    ]


def working_days_after(last: int, year: int) -> int:
    """The working days of a year after a day of each month, by another library."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + isleap(year))]
    return sum(chinese_calendar.is_workday(day) for day in days if day.day > last)


def test_with_days_1_to_22_quiet_72_working_days_are_left_in_2026() -> None:
    plan = [visit("2026-06-05")]
    left = [e.days_left for e in simulate(plan, book(), [22, 15, 20, 25]).effects]
    assert left[0] == 72
    assert left == [working_days_after(last, 2026) for last in (22, 15, 20, 25)]


def test_a_window_may_be_any_set_of_days() -> None:
    (effect,) = simulate(PLAN, book(), [Weekdays("mon", "fri")]).effects
    assert effect.window.en == Weekdays("mon", "fri").describe("en")
    assert effect.breaches == 0  # a Wednesday, two Tuesdays


@pytest.mark.parametrize("window", [0, 32, True, "1-15"])
def test_a_window_that_is_none_is_refused(window: Any) -> None:
    with pytest.raises(UsageError, match="expected a day from 1 to 31, or a set of days"):
        simulate(PLAN, book(), [window])


def test_what_is_open_is_no_breach_and_what_must_stay_is() -> None:
    plan = [visit("05", kind=None), visit("05", noticed=True)]
    (effect,) = simulate(plan, book(), [15], fixed="noticed").effects
    assert (effect.breaches, effect.moves) == (1, 0)


def test_what_finds_no_day_is_a_breach_too() -> None:
    (effect,) = simulate([visit("05")], book(), [31]).effects
    assert (effect.breaches, effect.unplaced, effect.days_left) == (1, 1, 0)


def test_the_rows_make_a_frame_and_a_frame_may_go_in() -> None:
    frame = pl.DataFrame({"检查日期": ["2024-06-05"], "检查类型": ["日常检查"]})
    rows = pl.DataFrame(simulate(frame, book(), [15, 20]).rows())
    assert rows["moves"].to_list() == [1, 1]
    assert rows["window_zh"].to_list() == ["每月 1–15 日", "每月 1–20 日"]


def test_the_table_and_the_chart_say_the_same() -> None:
    seen = simulate(PLAN, book(), [15])
    assert seen.table("en").split("\n") == [
        "| quiet days | working days left | breaches | moves "
        "| days moved | no place | peak a day |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        f"| days 1–15 | {working_days_after(15, 2024)} | 1 | 1 | 5 | 0 | 1 |",
    ]
    chart = seen.chart("en")
    assert chart["data"]["values"] == [
        {"window": "days 1–15", "measure": "moves", "value": 1},
        {"window": "days 1–15", "measure": "days moved", "value": 5},
        {"window": "days 1–15", "measure": "peak a day", "value": 1},
    ]
    shown = seen._repr_mimebundle_(include=None)
    assert shown["text/markdown"] == seen.table()
    assert shown["application/vnd.vegalite.v5+json"] == seen.chart()
