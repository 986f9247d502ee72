"""Holidays and working days as sets: what a calendar tells, and what it awaits."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bizenv.calendars.days.holidays import Holidays, WorkingDays
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.kernel.errors import UnknownDayError
from bizenv.kernel.truth import Truth


def test_holidays_are_those_of_the_notices() -> None:
    """2023-06-22 was the Dragon Boat day; 2023-06-25 a working Sunday."""
    holidays = Holidays(work_calendar("CN"))
    assert holidays.covers(date(2023, 6, 22))
    assert not holidays.covers(date(2023, 6, 25))
    assert holidays.next(date(2023, 6, 24)) == date(2023, 9, 29)


def test_a_day_that_no_notice_settles_is_not_guessed() -> None:
    holidays = Holidays(work_calendar("CN"))
    assert holidays.truth(date(2090, 1, 1)) is Truth.UNKNOWN
    for ask in (holidays.covers, holidays.next, holidays.next_outside):
        with pytest.raises(UnknownDayError) as caught:
            ask(date(2089, 12, 31))
        assert re.fullmatch(
            r"20(89-12-31|90-01-01) is not settled in statutory holidays: the calendar CN knows "
            r"2007-01-01 to 2026-12-31; 20(89-12-31|90-01-01) awaits the State Council's holiday "
            r"notice for 20(89|90)",
            str(caught.value),
        )
        assert "是否属于法定节假日尚未确定：工作日历 CN 只知道 2007-01-01 至 2026-12-31" in (
            caught.value.say("zh")
        )
    with pytest.raises(UnknownDayError):
        holidays.between(date(2090, 1, 1), date(2090, 1, 2))


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2023, 6, 25), Truth.YES),  # a Sunday, worked for the Dragon Boat days
        (date(2023, 6, 24), Truth.NO),
        (date(2023, 6, 26), Truth.YES),
        (date(2090, 1, 2), Truth.UNKNOWN),
    ],
)
def test_working_days_are_those_of_the_calendar(day: date, answer: Truth) -> None:
    assert WorkingDays(work_calendar("CN")).truth(day) is answer
    assert (~WorkingDays(work_calendar("CN"))).truth(day) is ~answer


def test_the_last_days_of_a_year_are_not_settled_before_the_next_notice() -> None:
    days = WorkingDays(work_calendar("CN", as_of=date(2020, 6, 1)))
    assert days.covers(date(2020, 12, 28))
    assert days.truth(date(2020, 12, 29)) is Truth.UNKNOWN
