"""Days as documents write them, and the places where they stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.workdays.datewords import Dates, Words, real_day
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text


def read(text: str, anchor: date | None = None) -> tuple[list[str], list[str]]:
    """The days of a list as ISO, and the problems."""
    words, problems = Words(text), list[Problem]()
    days = Dates(words, 2026, problems, anchor).read(0, len(words.clean))
    return [str(day) for day in days], [problem.say("en") for problem in problems]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2月14日", ["2026-02-14"]),
        ("2月14日、28日", ["2026-02-14", "2026-02-28"]),
        ("2025年12月30日、31日", ["2025-12-30", "2025-12-31"]),
        ("9月30日至10月2日", ["2026-09-30", "2026-10-01", "2026-10-02"]),
        ("12月31日至1月1日", ["2025-12-31", "2026-01-01"]),
        ("2月15日（农历腊月二十八、星期天）", ["2026-02-15"]),
    ],
)
def test_a_part_left_out_is_that_of_the_day_before(text: str, days: list[str]) -> None:
    found, problems = read(text)
    assert (found, problems) == (days, [])


@pytest.mark.parametrize(
    ("anchor", "day"),
    [
        (None, "2026-12-31"),
        (date(2026, 1, 1), "2025-12-31"),
        (date(2026, 10, 1), "2026-12-31"),
    ],
)
def test_a_month_without_a_year_is_the_one_nearest_to_the_holiday(
    anchor: date | None, day: str
) -> None:
    assert read("12月31日", anchor) == ([day], [])


@pytest.mark.parametrize(
    ("anchor", "text", "day"),
    [
        (date(2026, 1, 1), "9月3日", "2026-09-03"),  # nearer is that of the year before
        (date(2026, 5, 1), "12月24日", "2026-12-24"),
        (date(2026, 2, 1), "12月24日", "2026-12-24"),
        (date(2025, 12, 31), "12月28日", "2025-12-28"),
    ],
)
def test_only_december_beside_new_year_is_that_of_the_year_before(
    anchor: date, text: str, day: str
) -> None:
    assert read(text, anchor) == ([day], [])


def test_a_leap_day_that_the_year_has_not_is_told() -> None:
    assert read("2月29日", date(2026, 1, 1)) == (
        [], ["<text>:1:1: got 2月29日, expected a day that the calendar has [bad-date]"]
    )  # fmt: skip


@pytest.mark.parametrize(
    "note",
    [
        "星期日", "周日", "礼拜天", "农历除夕、周日", "农历丙午年腊月二十七", "清明节、星期日",
        "“五一”国际劳动节", "农历端午当日", "即农历除夕至正月初六", "农历八月十五，中秋节", "廿八",
        "三月三", "肉孜节", "新年",
    ],
)  # fmt: skip
def test_brackets_may_tell_the_weekday_the_lunar_date_and_the_festival(note: str) -> None:
    assert read(f"2月15日（{note}）") == (["2026-02-15"], [])


@pytest.mark.parametrize(
    "note",
    [
        "不", "仅限北京", "如遇台风顺延", "2月12日除外", "农历除外", "Sunday", "不过节", "星期",
        "停业", "星期日除外", "",
    ],
)  # fmt: skip
def test_brackets_that_could_turn_a_day_round_are_told(note: str) -> None:
    days, problems = read(f"2月15日（{note}）")
    assert days == ["2026-02-15"]
    assert problems == [
        f"<text>:1:7: got {note}, expected brackets with a weekday, a lunar date or the name of a "
        "holiday only [unread-words]"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("14日", "<text>:1:1: got 14日, expected a day with its month [bad-date]"),
        ("2月30日", "<text>:1:1: got 2月30日, expected a day that the calendar has [bad-date]"),
        (
            "0000年1月1日",
            "<text>:1:1: got 0000年1月1日, expected a day that the calendar has [bad-date]",
        ),
        (
            "2月14日至2月1日",
            "<text>:1:1: got 2月14日至2月1日, expected the first day before the last [bad-span]",
        ),
        (
            "2月1日至2月14日（周日）",
            "<text>:1:6: got 2月14日（周日）, expected a Saturday (2026-02-14) [weekday-mismatch]",
        ),
        (
            "2月14日（礼拜天）",
            "<text>:1:1: got 2月14日（礼拜天）, expected a Saturday (2026-02-14) "
            "[weekday-mismatch]",
        ),
    ],
)
def test_what_cannot_be_read_is_told(text: str, problem: str) -> None:
    assert read(text)[1] == [problem]


@pytest.mark.parametrize("part", ["正月十", "二十", "农历十一月", "周日", "节", "一"])
def test_long_brackets_are_told_at_once(part: str) -> None:
    """One way of reading, so no time is lost on others."""
    assert len(read(f"2月15日（{part * 2000}不）")[1]) == 1


def test_blanks_and_signs_of_either_width_mean_the_same() -> None:
    assert Words("１ 月 1日 (周四) ~ 3日,").clean == "1月1日（周四）至3日，"


def test_a_place_is_that_of_the_text_as_it_was_written() -> None:
    words = Words("元旦：\n  1 月 1 日放假")
    at = words.clean.index("放")
    assert words.place(at) == Place("<text>", 2, 10)
    assert words.quote(at - 4, at) == "1 月 1 日"
    problem = words.problem("bad-date", at, at + 2, Text("日期", "a day"))
    assert problem.say("zh") == "<text>:2:10：读到放假，应为日期 [bad-date]"


def test_a_long_quotation_is_cut() -> None:
    words = Words("放" * 80)
    assert words.quote(0, 80) == "放" * 59 + "…"
    assert words.quote(0, 60) == "放" * 60


def test_an_empty_text_has_a_place_too() -> None:
    words = Words("")
    assert (words.quote(0, 0), words.place(0)) == ("", Place("<text>", 1, 1))


@given(st.text())
def test_every_letter_kept_has_its_place(text: str) -> None:
    words = Words(text)
    assert len(words.clean) <= len(text)
    for at in range(len(words.clean)):
        assert words.place(at).line == text[: words._spots[at]].count("\n") + 1


def test_a_day_is_real_where_the_calendar_has_it() -> None:
    assert real_day(2024, 2, 29) == date(2024, 2, 29)
    assert real_day(2023, 2, 29) is None
