# ruff: noqa: PT017 - a property allows two ends
"""Cells: each way of writing a day, yes or no, or a list that has one meaning is read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.errors import RecordError
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.cells import (
    BadCell,
    Serial1904,
    blank,
    read_day,
    read_day_as,
    read_words,
    read_yes_no,
    shown,
    tells_a_day,
    text_of,
)

DAY = dt.date(2023, 6, 15)  # a Thursday
EXPECTED = "a day such as 2023-06-15, 2023/6/15, 2023年6月15日 or 20230615"
ORDER = "name the format in a --map file, for example '%m/%d/%Y'"
TIME = "give the local day, or write time: drop in a --map file"
SPAN = "give the first and the last day in two columns"
BAD = BadCell("bad-cell", "#REF!", Text("数值", "a value"), Text("重新计算", "compute it again"))


def problem_of(value: object) -> Problem:
    """The one problem for which a cell is refused as a day."""
    with pytest.raises(RecordError) as caught:
        read_day(value, "start")
    (problem,) = caught.value.problems
    return problem


# --- days -------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "2023-06-15",
        "2023/6/15",
        "2023.6.15",
        "2023年6月15日",
        "2023年06月15号",
        "2023年6月15",
        "20230615",
        "45092",
        "45092.0",
        45092,
        45092.0,
        20230615,
        "２０２３－０６－１５",
        "２０２３年６月１５日",
        " 2023-06-15\u3000",
        "\ufeff2023-06-15\u200b",
        "2023 年 6 月 15 日",
        "2023-06-15 00:00:00",
        "2023-06-15T00:00:00.000",
        "2023/6/15 0:00",
        "2023-06-15 星期四",
        "2023年6月15日（周四）",
        "2023-06-15\n(礼拜四)",
        dt.date(2023, 6, 15),
        dt.datetime(2023, 6, 15),
    ],
)
def test_a_day_is_read_however_it_is_written(cell: object) -> None:
    """Every form that has one meaning is 15 June 2023."""
    assert read_day(cell) == DAY


def test_a_sunday_may_be_called_ri_or_tian() -> None:
    """星期日 and 星期天 are both Sunday."""
    assert read_day("2023-06-18 星期日") == read_day("2023-06-18 周天") == dt.date(2023, 6, 18)


def test_the_first_and_the_last_serial_number() -> None:
    """Excel's 20000 is 1954-10-03 and its 73414 is 2100-12-30."""
    assert (read_day("20000"), read_day("73414")) == (dt.date(1954, 10, 3), dt.date(2100, 12, 30))


@pytest.mark.parametrize(
    ("cell", "expected", "hint"),
    [
        ("20230230", "a day that the calendar has", None),
        ("2023-6-31", "a day that the calendar has", None),
        ("2023年13月1日", "a day that the calendar has", None),
        ("0000-01-01", "a day that the calendar has", None),
        ("19999", EXPECTED, None),
        ("73415", EXPECTED, None),
        (45092.5, EXPECTED, None),
        ("2023-06/15", EXPECTED, None),
        ("2023 06 15", EXPECTED, None),
        ("2023061", EXPECTED, None),
        ("6月15日", EXPECTED, None),
        ("待通知", EXPECTED, None),
        (True, EXPECTED, None),
        ("06/07/2023", EXPECTED, ORDER),
        ("6-7-23", EXPECTED, ORDER),
        ("06.07.2023", EXPECTED, ORDER),
        ("2023-06-15 09:30", EXPECTED, TIME),
        ("2023.6.15-6.20", EXPECTED, None),
        ("6月15日至20日", EXPECTED, SPAN),
        ("2023-06-15～2023-06-20", EXPECTED, SPAN),
        ("2023-06-15 星期五", "the weekday of 2023-06-15", "the day and its weekday differ"),
    ],
)
def test_what_is_no_single_day_is_refused(cell: object, expected: str, hint: str | None) -> None:
    """The problem shows the cell as it is, what was expected, and how to mend it."""
    said = problem_of(cell).to_dict("en")
    assert (said["code"], said["field"]) == ("bad-day", "start")
    assert (said["got"], said["expected"], said["hint"]) == (shown(cell), expected, hint)


@pytest.mark.parametrize(
    ("cell", "en", "zh"),
    [
        (
            "06/07/2023",
            "start: got '06/07/2023', expected a day such as 2023-06-15, 2023/6/15, 2023年6月15日 "
            "or 20230615 [bad-day] "
            "Hint: name the format in a --map file, for example '%m/%d/%Y'",
            "start：读到 '06/07/2023'，应为确实存在的日期，如 2023-06-15、2023/6/15、"
            "2023年6月15日、20230615 [bad-day] 提示：可用 --map 文件写明日期格式，如 '%m/%d/%Y'",
        ),
        (
            "2023-06-31",
            "start: got '2023-06-31', expected a day that the calendar has [bad-day]",
            "start：读到 '2023-06-31'，应为确实存在的日期 [bad-day]",
        ),
        (
            "2023-06-15 周五",
            "start: got '2023-06-15 周五', expected the weekday of 2023-06-15 [bad-day] "
            "Hint: the day and its weekday differ",
            "start：读到 '2023-06-15 周五'，应为 2023-06-15 当天的星期 [bad-day] "
            "提示：日期与星期不符",
        ),
        (
            "1日至3日",
            "start: got '1日至3日', expected a day such as 2023-06-15, 2023/6/15, 2023年6月15日 or "
            "20230615 [bad-day] Hint: give the first and the last day in two columns",
            "start：读到 '1日至3日'，应为确实存在的日期，如 2023-06-15、2023/6/15、2023年6月15日、"
            "20230615 [bad-day] 提示：请把开始日期和结束日期分两列填写",
        ),
        (
            dt.datetime(2023, 6, 1, 8, 0),
            "start: got 2023-06-01 08:00, expected a local day without a time [not-a-day] "
            "Hint: give the local day, or write time: drop in a --map file",
            "start：读到 2023-06-01 08:00，应为当地日期，不带时间 [not-a-day] "
            "提示：请填当地日期，或在 --map 文件中写 time: drop",
        ),
    ],
)
def test_the_whole_message_of_a_refused_day(cell: object, en: str, zh: str) -> None:
    """The message has the field, the value, the expectation, the code and the hint."""
    problem = problem_of(cell)
    assert (problem.say("en"), problem.say("zh")) == (en, zh)


@pytest.mark.parametrize(
    ("moment", "got"),
    [
        (dt.datetime(2023, 6, 15, 0, 0, 1), "2023-06-15 00:00:01"),
        (dt.datetime(2023, 6, 15, tzinfo=dt.UTC), "2023-06-15 00:00+00:00"),
        (dt.datetime(2023, 6, 15, 23, tzinfo=dt.UTC), "2023-06-15 23:00+00:00"),
    ],
)
def test_a_moment_is_no_day_unless_it_is_a_local_midnight(moment: dt.datetime, got: str) -> None:
    """A time of day or a time zone leaves open which day is meant."""
    assert (problem_of(moment).code, problem_of(moment).got) == ("not-a-day", got)


# --- days of a format -------------------------------------------------------


def said_by(cell: object, *formats: str) -> tuple[str, str]:
    """The messages of a cell that no format, or too many, can read."""
    bad = read_day_as(cell, formats)
    assert isinstance(bad, BadCell)
    problem = bad.problem("start")
    return problem.say("en"), problem.say("zh")


def test_a_format_settles_what_is_open() -> None:
    """With a format, day and month have an order; a cell that is a day stays one."""
    assert read_day_as("06/07/2023", ["%m/%d/%Y"]) == dt.date(2023, 6, 7)
    assert read_day_as("06/07/2023", ["%d/%m/%Y"]) == dt.date(2023, 7, 6)
    assert read_day_as(DAY, ["%d/%m/%Y"]) == DAY
    assert read_day_as(dt.datetime(2023, 6, 15), ["%d/%m/%Y"]) == DAY
    assert read_day_as(BAD, ["%d/%m/%Y"]) is BAD


def test_of_several_formats_the_one_that_fits_is_taken() -> None:
    """Two that read the same day do no harm."""
    formats = ["%d/%m/%Y", "%Y-%m-%d", "%m/%d/%Y"]
    assert read_day_as("2023-06-15", formats) == DAY
    assert read_day_as("15/06/2023", formats) == DAY
    assert read_day_as("06/06/2023", formats) == dt.date(2023, 6, 6)


def test_what_no_format_fits_is_refused_by_the_formats() -> None:
    """Nothing else is tried in silence."""
    assert said_by("2023-06-15", "%d/%m/%Y") == (
        "start: got '2023-06-15', expected a day written as %d/%m/%Y [bad-day] "
        "Hint: so says format in the --map file, which may list several: [one, two]",
        "start：读到 '2023-06-15'，应为按 %d/%m/%Y 写的日期 [bad-day] "
        "提示：--map 文件的 format 写的是这种格式，可以写几种：[格式一, 格式二]",
    )
    assert said_by("x", "%d/%m/%Y", "%Y-%m-%d")[0].startswith(
        "start: got 'x', expected a day written as %d/%m/%Y or %Y-%m-%d [bad-day]"
    )


def test_what_two_formats_read_differently_is_refused() -> None:
    """The sixth of July, or the seventh of June?"""
    assert said_by("06/07/2023", "%d/%m/%Y", "%m/%d/%Y") == (
        "start: got '06/07/2023', expected one day, not 2023-07-06 (%d/%m/%Y), "
        "2023-06-07 (%m/%d/%Y) [ambiguous-day] "
        "Hint: rewrite the cell, or name one format in the --map file",
        "start：读到 '06/07/2023'，应为只有一种读法的日期，不是 2023-07-06 (%d/%m/%Y), "
        "2023-06-07 (%m/%d/%Y) [ambiguous-day] "
        "提示：请改写这一格，或在 --map 文件中只写一种格式",
    )


@pytest.mark.parametrize("format", ["%d.%m.%Y", "%Y%m%d", "%d %b %Y", "%Y-%j", "%m/%d/%y"])
def test_a_format_that_tells_a_day(format: str) -> None:
    """Year, month and day, in any order, or the day of the year."""
    assert tells_a_day(format)


@pytest.mark.parametrize("format", ["", "%d.%m.", "%Y-%m", "%q", "%", "%d %d %m %Y", "x", "%H:%M"])
def test_a_format_that_tells_no_day(format: str) -> None:
    """A part is missing, stands twice, or is none of the directives."""
    assert not tells_a_day(format)


# --- cells without a value --------------------------------------------------


@pytest.mark.parametrize("read", [read_day, read_yes_no])
def test_a_cell_without_a_value_is_refused_with_its_reason(read: Any) -> None:
    """Whatever it is to be read as."""
    with pytest.raises(RecordError) as caught:
        read(BAD, "start")
    assert caught.value.say("zh") == "start：读到 #REF!，应为数值 [bad-cell] 提示：重新计算"
    assert caught.value.say("en") == (
        "start: got #REF!, expected a value [bad-cell] Hint: compute it again"
    )


def test_a_cell_without_a_value_is_not_blank() -> None:
    """It would say something, were it whole."""
    assert not blank(BAD)
    assert shown(BAD) == text_of(BAD) == "#REF!"


def test_a_cell_may_be_told_in_words() -> None:
    """Where its text does not say what it is."""
    bad = BadCell("bad-cell", "=A1", Text("数值", "a value"), got=Text("公式", "a formula"))
    assert bad.problem("start").say("en") == "start: got a formula, expected a value [bad-cell]"


# --- any cell ---------------------------------------------------------------


@given(st.text(max_size=20) | st.integers() | st.floats() | st.booleans() | st.none())
def test_any_cell_is_a_day_or_is_refused_with_its_repr(cell: object) -> None:
    """No cell gives another exception, and the problem shows the cell."""
    try:
        assert type(read_day(cell)) is dt.date
    except RecordError as error:
        assert [problem.got for problem in error.problems] == [shown(cell)]
        assert [problem.code for problem in error.problems] == ["bad-day"]


@given(st.dates(dt.date(1000, 1, 1)), st.sampled_from(["", " 00:00:00", "T00:00"]))
def test_a_day_written_in_each_form_reads_back(day: dt.date, midnight: str) -> None:
    """ISO, slashes, Chinese and compact forms of any day are that day."""
    forms = (
        f"{day.year}-{day.month:02}-{day.day:02}{midnight}",
        f"{day.year}/{day.month}/{day.day}{midnight}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}{day.month:02}{day.day:02}",
        f"{day.year}-{day.month}-{day.day} 星期{'一二三四五六日'[day.weekday()]}",
    )
    assert {read_day(form) for form in forms} == {day}


@given(st.integers(20_000, 73_414))
def test_a_serial_number_counts_days_from_1899_12_30(serial: int) -> None:
    """Excel counts so for every day after February 1900."""
    assert (read_day(str(serial)) - dt.date(1899, 12, 30)).days == serial


# --- other cells ------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (12.5, "12.5"),
        (1e15, "1000000000000000"),
        (2.0**53, "9007199254740992"),
        (913303000000000012.0, "913303000000000000"),
        (1e21, "1e+21"),
        (float("inf"), "inf"),
        (" 区市场监管局\u3000", "区市场监管局"),
        ("\ufeff区\u200b局\u2060", "区局"),
        ("001", "001"),
        (" a ", "a"),
        (None, "None"),
    ],
)
def test_text_of_trims_and_keeps_the_rest(value: object, text: str) -> None:
    """Ends without ink go, leading zeros stay, whole floats lose their ``.0``."""
    assert text_of(value) == text


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", " ", "\u3000", "\u200b", "N/A", "null", "不详", "待定", "无数据", "未填"),
        *("-", "--", "—", "——", "\uff0d", "/", "\uff0f", "\\"),
    ],
)
def test_a_cell_that_says_nothing_is_blank(value: object) -> None:
    """Dashes, 不详 and characters without width are blank."""
    assert blank(value)


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (18538, dt.date(1954, 10, 3)),
        (43630, DAY),
        (71952, dt.date(2100, 12, 30)),
    ],
)
def test_a_number_that_counts_from_1904_is_a_day_four_years_later(
    number: int, day: dt.date
) -> None:
    """From the first to the last day that a number of any workbook may mean."""
    assert read_day(Serial1904(number)) == day
    assert read_day_as(Serial1904(number), ["%d.%m.%Y"]) == day


@pytest.mark.parametrize("number", [18537, 71953, 43630.5, 7])
def test_a_number_that_counts_from_1904_and_is_no_day(number: float) -> None:
    """As in other workbooks: days of other centuries, and times of day, are refused."""
    said = text_of(Serial1904(number))
    assert problem_of(Serial1904(number)).got == said


@pytest.mark.parametrize("value", [[], (), set(), frozenset(), float("nan")], ids=str)
def test_an_empty_list_and_not_a_number_are_blank(value: object) -> None:
    """They come from JSON and from Parquet."""
    assert blank(value)


@pytest.mark.parametrize("value", ["无", "0", 0, 0.0, False, "no", ["a"], "、", "-1", "暂无", "×"])
def test_a_cell_that_says_no_is_not_blank(value: object) -> None:
    """无 and zero say something."""
    assert not blank(value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("区局", "'区局'"),
        (dt.datetime(2023, 6, 1, 8, 0), "2023-06-01 08:00"),
        (dt.datetime(2023, 6, 1, 8, 0, 30), "2023-06-01 08:00:30"),
        (pd.Timestamp("2023-06-01 08:00", tz="Asia/Shanghai"), "2023-06-01 08:00+08:00"),
        (dt.date(2023, 6, 1), "2023-06-01"),
        (pd.NaT, "NaT"),
        (np.float64(45092), "45092"),
        (np.int64(7), "7"),
        (np.bool_(True), "TRUE"),
        (False, "FALSE"),
        (["routine", 5.0, None], "'routine', 5, None"),
        (np.array(["a"]), "['a']"),
        ({"a": 1}, "{'a': 1}"),
    ],
)
def test_a_cell_is_shown_as_a_spreadsheet_shows_it(value: object, said: str) -> None:
    """Never as the programming language writes it; a text stands in quotes."""
    assert shown(value) == said


def test_a_number_of_very_many_digits_is_shown() -> None:
    """Python refuses to write it in tens."""
    assert shown(10**5000).startswith("0x")
    assert len(shown(10**5000)) == 60


def test_shown_cuts_long_values() -> None:
    """A message shows at most sixty characters of a value."""
    assert shown("x" * 58) == repr("x" * 58)
    assert shown("x" * 59) == "'" + "x" * 56 + "..."


@pytest.mark.parametrize("cell", ["是", "有", "YES", "Ｙ", "1", 1, 1.0, "√", "已备案", True, " 是"])
def test_yes(cell: object) -> None:
    """Words and marks for yes."""
    assert read_yes_no(cell) is True


@pytest.mark.parametrize("cell", ["否", "无", "No", "0", 0, "×", "未批准", "没有", False])
def test_no(cell: object) -> None:
    """Words and marks for no."""
    assert read_yes_no(cell) is False


def test_neither_yes_nor_no_is_refused() -> None:
    """The problem shows the cell."""
    with pytest.raises(RecordError) as caught:
        read_yes_no("大概", "approved")
    assert str(caught.value) == "approved: got '大概', expected yes or no (是 or 否) [bad-yes-no]"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("安全生产、消防", ("安全生产", "消防")),
        ("a; b,c/d|e，f；g", ("a", "b", "c", "d", "e", "f", "g")),
        ("a", ("a",)),
        ("、，", ()),
        (["b", " a "], ("a", "b")),
        (("b",), ("b",)),
        (5.0, ("5",)),
    ],
)
def test_words_are_split_at_signs(cell: object, words: tuple[str, ...]) -> None:
    """、 , ; / and | separate words, in both widths; lists are taken as they are."""
    assert read_words(cell) == words
