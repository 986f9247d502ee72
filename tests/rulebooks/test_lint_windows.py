"""A window covers some day and leaves some day free; every kind of day is tried."""

from __future__ import annotations

from datetime import date

from rules_yaml import FIRST, SECOND, edited, read, spot

from bizenv.calendars.days.sets import Dates, MonthDays, Recurrence, Unsettled, Weekdays
from bizenv.kernel.text import Text
from bizenv.rulebooks.lint_windows import days_to_try, leaves

VISITED = date(2024, 3, 1)


def test_a_window_that_no_day_meets_is_found_also_where_two_sets_meet() -> None:
    window = "{all: [{month_days: 1-5}, {month_days: 10-15}]}"
    text = edited(("{month_days: 1-22}", window))
    (told,) = read(text).errors
    assert str(told) == (
        f"{spot(text, window)} {FIRST}.window: got days 1–5 of every month that are also days "
        "10–15 of every month, expected a window that covers some day [empty-window]"
    )


def test_a_window_of_days_to_come_is_not_empty() -> None:
    """Beyond the 28 years that are tried, the days that a window names are tried too."""
    reading = read(edited(("{month_days: 1-20}", "{dates: [2031-05-01]}")))
    assert "empty-window" not in {problem.code for problem in reading.problems}


def test_a_window_that_short_months_lack_is_a_warning() -> None:
    window = "{month_days: 30-31}"
    text = edited(("{month_days: 1-20}", window))
    reading = read(text)
    (told,) = [p for p in reading.problems if p.code == "day-not-in-every-month"]
    assert told.severity == "warning"
    assert str(told) == (
        f"{spot(text, window)} {SECOND}.window: got days 30–31 of every month, expected days that "
        "every month has [day-not-in-every-month] Hint: in shorter months there is no such day"
    )
    assert reading.rulebook is not None


def test_the_leaves_of_a_window_are_its_simple_sets() -> None:
    days, week = MonthDays(1, 5), Weekdays("mon")
    window = ~days | (week & Unsettled(days, Text("未定")))
    assert list(leaves(window)) == [days, week, days]


def test_days_to_try_hold_every_weekday_on_every_date_and_the_days_named() -> None:
    named = VISITED.replace(year=2040)
    tried = list(days_to_try(MonthDays(1, 22) | Dates(named)))
    assert len({(day.month, day.day, day.weekday()) for day in tried}) == 366 * 7
    assert named in tried


def test_days_to_try_start_with_the_last_recurrence() -> None:
    late = Recurrence("FREQ=DAILY", VISITED.replace(year=2050))
    assert min(days_to_try(MonthDays(1, 1) | late)).year == 2050
