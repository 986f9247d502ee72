"""How periods are written: what is read, and what is refused with the choices."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.periods.durations import Duration, read_duration, read_numeral
from bizenv.calendars.periods.units import Unit
from bizenv.kernel.errors import UsageError

WORKING_DAY, DAY, MONTH, YEAR = Unit.WORKING_DAY, Unit.DAY, Unit.MONTH, Unit.YEAR
HOUR, WORKING_HOUR = Unit.HOUR, Unit.WORKING_HOUR


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("5 working days", 5, WORKING_DAY),
        ("1 working day", 1, WORKING_DAY),
        ("5 Business Days", 5, WORKING_DAY),
        ("5个工作日", 5, WORKING_DAY),
        ("5 个工作日", 5, WORKING_DAY),
        ("5工作日", 5, WORKING_DAY),
        ("十五个工作日", 15, WORKING_DAY),
        ("15个工作日内", 15, WORKING_DAY),
        ("within 15 working days", 15, WORKING_DAY),
        ("５个工作日", 5, WORKING_DAY),
        ("30个自然日", 30, DAY),
        ("30 calendar days", 30, DAY),
        ("2周", 14, DAY),
        ("2 weeks", 14, DAY),
        ("P2W", 14, DAY),
        ("3个月", 3, MONTH),
        ("三个月", 3, MONTH),
        ("3 months", 3, MONTH),
        ("P3M", 3, MONTH),
        ("3mo", 3, MONTH),
        ("1年6个月", 18, MONTH),
        ("一年零六个月", 18, MONTH),
        ("2 years and 3 months", 27, MONTH),
        ("P1Y6M", 18, MONTH),
        ("2 hrs", 2, HOUR),
        ("2hr", 2, HOUR),
        ("1y", 1, YEAR),
        ("1 yr", 1, YEAR),
        ("2w", 14, DAY),
        ("5 bd", 5, WORKING_DAY),
        ("15 work days", 15, WORKING_DAY),
        ("5個工作日", 5, WORKING_DAY),
        ("30日历天", 30, DAY),
        ("5（五）个工作日", 5, WORKING_DAY),
        ("自受理之日起20个工作日内", 20, WORKING_DAY),
        ("自收到申请之日起二十个工作日内", 20, WORKING_DAY),
        ("five working days", 5, WORKING_DAY),
        ("within sixty calendar days", 60, DAY),
        ("2年", 2, YEAR),
        ("两年", 2, YEAR),
        ("P1Y", 1, YEAR),
        ("2小时", 2, HOUR),
        ("两个小时", 2, HOUR),
        ("48 hours", 48, HOUR),
        ("2h", 2, HOUR),
        ("PT2H", 2, HOUR),
        ("1工作小时", 1, WORKING_HOUR),
        ("1个工作小时", 1, WORKING_HOUR),
        ("8 working hours", 8, WORKING_HOUR),
    ],
)
def test_a_period_is_read_in_both_languages_and_in_iso(text: str, n: int, unit: Unit) -> None:
    assert read_duration(text) == Duration(n, unit)


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("30日", 30), ("30 日", 30), ("5天", 5), ("三十日", 30), ("一百二十日", 120),
        ("30 days", 30), ("1 day", 1), ("5d", 5), ("P20D", 20), ("p20d", 20), ("十五日以内", 15),
        ("百日", 100), ("自立案之日起九十日", 90),
    ],
)  # fmt: skip
def test_bare_days_wait_for_the_law_to_say_which_they_are(text: str, n: int) -> None:
    assert read_duration(text) == Duration(n, DAY, bare=True)


NO_UNIT = (
    "it has no unit; write '5 working days', '5 days', '5 months', '5 years', '5 hours' or "
    "'5 working hours'"
)
MONTHS_OR_MINUTES = (
    "it may be months or minutes; for a period write '{n} months' or '{n}个月'; minutes are no "
    "period, ask Clock.due"
)
MINUTES = (
    "periods are not counted in minutes; for working time ask "
    "Clock.due(start, timedelta(minutes=...))"
)
PART_OF_AN_HOUR = (
    "expected a whole number; for parts of an hour ask Clock.due(start, timedelta(hours=...))"
)
BACKWARDS = "it counts back; write '{n}' and ask for the latest day with before, or --before"
NAME = (
    "it may be a count of months or the name of a month; for a period write '3个月' or '3 months'"
)
HALF = (
    "halves are counted in more than one way; write a whole number: '15 days' for half a month, "
    "'6 months' for half a year, hours for half a day"
)
PART = "expected a whole number"
ONE_UNIT = (
    "a period has one unit, because the order of several changes the day; write '14 months' or "
    "'45 days'"
)
COUNT = "expected a whole number of 1 or more, of six digits at most"
CHOICES = (
    "expected a number and a unit (working days, days, months, years, hours, working hours), "
    "such as '5 working days'"
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("5", NO_UNIT), ("十五", NO_UNIT),
        ("1m", MONTHS_OR_MINUTES.format(n=1)), ("5 M", MONTHS_OR_MINUTES.format(n=5)),
        ("30min", MINUTES), ("30 minutes", MINUTES), ("30分钟", MINUTES), ("30分", MINUTES),
        ("PT30M", MINUTES), ("半小时", MINUTES),
        ("1,000 days", "write the number without a comma: 1000"),
        ("10日前", BACKWARDS.format(n="10日")),
        ("三个工作日之前", BACKWARDS.format(n="三个工作日")),
        ("3月", NAME), ("三月", NAME),
        ("半个月", HALF), ("一个半月", HALF), ("半天", HALF), ("half a day", HALF),
        ("1.5小时", PART_OF_AN_HOUR), ("1.5 hours", PART_OF_AN_HOUR),
        ("2.5 days", PART), ("P1.5D", PART),
        ("P1Y2M3D", ONE_UNIT), ("P1DT2H", ONE_UNIT),
        ("1 month and 15 days", ONE_UNIT), ("3个月5日", ONE_UNIT),
        ("0 days", COUNT), ("零日", COUNT), ("-5 days", COUNT), ("1000000 days", COUNT),
        ("P0D", COUNT), ("十十日", COUNT),
        ("", CHOICES), ("日", CHOICES), ("5 fortnights", CHOICES), ("soon", CHOICES),
        ("P", CHOICES), ("5个", CHOICES), ("5 working days later", CHOICES),
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_refused_with_the_choices(text: str, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_duration(text)
    assert str(caught.value) == f"period {text!r}: {why}"
    chinese = caught.value.say("zh")
    assert chinese.startswith(f"期限 {text!r}：")
    assert not chinese.removeprefix(f"期限 {text!r}：").isascii()


@pytest.mark.parametrize("value", [5, None, ["5 days"], b"5 days"])
def test_what_is_no_text_is_refused(value: Any) -> None:
    with pytest.raises(UsageError) as caught:
        read_duration(value)
    assert str(caught.value) == f"period {value!r}: expected a text such as '5 working days'"
    assert caught.value.say("zh") == f"期限 {value!r}：应为文字，例如 “5个工作日”"


@given(
    st.text(max_size=40)
    | st.from_regex(r"[0-9〇零一二两十百千]{1,9}[ 日天个工作月年周半hHmM]{0,6}")
)
def test_any_text_is_a_period_or_our_error_that_shows_it(text: str) -> None:
    try:
        found = read_duration(text)
    except UsageError:
        with pytest.raises(UsageError, match=re.escape(repr(text))):
            read_duration(text)
    else:
        assert found.n >= 1


CHINESE = [
    (1, "一"), (2, "二"), (2, "两"), (10, "十"), (12, "十二"), (20, "二十"), (45, "四十五"),
    (60, "六十"), (90, "九十"), (100, "一百"), (105, "一百零五"), (110, "一百一十"),
    (120, "一百二十"), (180, "一百八十"), (365, "三百六十五"), (1000, "一千"), (1001, "一千零一"),
    (1020, "一千零二十"), (30, "三〇"), (15, "一五"), (10, "一零"), (7, "007"),
]  # fmt: skip


@pytest.mark.parametrize(("n", "text"), CHINESE)
def test_chinese_numerals_are_read(n: int, text: str) -> None:
    assert read_numeral(text) == n


@pytest.mark.parametrize("text", ["", "十十", "百", "二两", "x", "一百百", "-1", "一十百"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert read_numeral(text) is None


@given(st.integers(1, 999_999), st.sampled_from(list(Unit)))
def test_the_words_of_a_duration_read_back(n: int, unit: Unit) -> None:
    for text in (unit.words(n, "zh"), unit.words(n, "en")):
        found = read_duration(text)
        assert (found.n, found.unit) == (n, unit)
    assert read_duration(unit.words(n, "zh")).text.zh == unit.words(n, "zh")


def test_a_count_told_twice_is_told_alike() -> None:
    for text in ("5（六）个工作日", "5（五"):
        with pytest.raises(UsageError):
            read_duration(text)
