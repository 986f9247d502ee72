"""What is asked of many days is worked out once a day, and kept within bounds."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from bizenv.calendars.days.sets import EVERY_DAY, MonthDays
from bizenv.calendars.days.tables import CompiledDays, DayTable, days_from


def test_a_table_asks_once_for_each_day_of_a_year() -> None:
    asked: list[date] = []
    table = DayTable(lambda day: asked.append(day) or day.day)
    assert [table[date(2024, 2, 29)], table[date(2024, 3, 1)]] == [29, 1]
    assert len(asked) == len(set(asked)) == 366


def test_a_table_starts_again_before_it_grows_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DayTable, "_MOST_DAYS", 700)
    table = DayTable(lambda day: day.year)
    for year in range(2001, 2005):
        assert table[date(year, 6, 1)] == year
    assert len(table) == 365 + 366  # 2003 and 2004: the table was cleared once


def test_a_compiled_set_keeps_the_set() -> None:
    assert CompiledDays(EVERY_DAY).days == EVERY_DAY


def test_a_compiled_set_survives_pickling() -> None:
    twin = pickle.loads(pickle.dumps(MonthDays(1, 22).compiled()))  # noqa: S301 - our own bytes
    assert twin.days == MonthDays(1, 22)


def test_days_from_one_to_another_hold_both() -> None:
    days = [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]
    assert list(days_from(days[0], days[-1])) == days
    assert list(days_from(days[-1], days[0])) == []
