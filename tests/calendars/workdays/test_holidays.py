"""Holidays have names in both languages, where both are known."""

from __future__ import annotations

from datetime import date

import pytest

from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.calendars.workdays.holidays import holiday_text
from bizenv.calendars.workdays.notices import LocalDays
from bizenv.kernel.text import Text

FAIR = LocalDays(Text("开市节", "Market Day"), [date(2026, 3, 2)], statutory=True)
CALENDAR = work_calendar("CN").adding(FAIR)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("春节", "Spring Festival"),
        ("中秋节、国庆节", "Mid-Autumn Festival and National Day"),
        ("开市节", "Market Day"),
        ("某节", "某节"),
    ],
)
def test_a_holiday_is_named_in_both_languages(name: str, english: str) -> None:
    assert holiday_text(name, CALENDAR) == Text(name, english)


def test_every_holiday_of_the_shipped_notices_has_an_english_name() -> None:
    names = {name for notice in work_calendar("CN").notices for name in notice.off.values()}
    assert len(names) > 8
    assert all((holiday_text(name, CALENDAR).en or "").isascii() for name in names)
