"""Kinds of sets of days: what none of them can be, told in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bizenv.calendars.days.algebra import DaySet
from bizenv.calendars.days.kinds import MonthDays, Weekdays
from bizenv.kernel.errors import UsageError


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        (0, 22, "first=0: expected a day of the month, 1 to 31"),
        (1, 32, "last=32: expected a day of the month, 1 to 31"),
        (22, 1, "last=1 comes before first=22"),
        ("1", 22, "first='1': expected a day of the month, 1 to 31"),
        (1, 22.0, "last=22.0: expected a day of the month, 1 to 31"),
        (True, 22, "first=True: expected a day of the month, 1 to 31"),
    ],
)
def test_month_days_that_no_month_has_cannot_be_built(first: Any, last: Any, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        MonthDays(first, last)
    assert str(caught.value) == message


def test_weekdays_are_kept_once_and_in_order() -> None:
    assert Weekdays("fri", "mon", "fri") == Weekdays("mon", "fri")
    assert Weekdays("fri").next(date(2023, 6, 1)) == date(2023, 6, 2)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ((), "Weekdays() needs at least one weekday, for example Weekdays('mon')"),
        (
            ("Monday",),
            "'Monday': expected a weekday, one of mon, tue, wed, thu, fri, sat, sun",
        ),
        ((1,), "1: expected a weekday, one of mon, tue, wed, thu, fri, sat, sun"),
    ],
)
def test_what_is_no_weekday_is_refused(names: tuple[Any, ...], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Weekdays(*names)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("make", "chinese"),
    [
        (lambda: MonthDays(0, 22), "first=0：应为每月的第几日，1 至 31"),
        (lambda: MonthDays(22, 1), "last=1：早于 first=22"),
        (lambda: Weekdays("Monday"), "'Monday'：应为星期，可写 mon、tue、wed、thu、fri、sat、sun"),
        (Weekdays, "Weekdays() 至少要有一个星期，例如 Weekdays('mon')"),
    ],
)
def test_what_is_no_set_is_refused_in_chinese_too(make: Callable[[], DaySet], chinese: str) -> None:
    with pytest.raises(UsageError) as caught:
        make()
    assert caught.value.say("zh") == chinese
