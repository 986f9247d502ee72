"""How a visit stands, and when it may take place instead."""

from __future__ import annotations

from datetime import date

from bizenv.calendars.days.sets import EVERY_DAY, Weekdays
from bizenv.inspections.quiet_periods import Window
from bizenv.inspections.windows import FreeDays, days_of, window_of
from bizenv.testing import a_quiet_version

VERSION = a_quiet_version()


def test_a_visit_stands_as_its_gravest_day() -> None:
    """One quiet day among free ones is enough."""
    assert Window.INSIDE is window_of(VERSION, date(2024, 3, 22), date(2024, 3, 25))
    assert Window.OUTSIDE is window_of(VERSION, date(2024, 3, 23), date(2024, 3, 25))
    assert Window.NOT_IN_FORCE is window_of(VERSION, date(2023, 12, 1), date(2023, 12, 31))


def test_the_days_of_a_visit_are_counted_to_its_end() -> None:
    """Both ends are days of the visit."""
    days = list(days_of(date(2024, 2, 28), date(2024, 3, 1)))
    assert [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)] == days


def test_the_first_free_day_begins_enough_of_them() -> None:
    """Nine free days in March, eight in April: the ninth day makes the difference."""
    free = FreeDays([VERSION])
    assert date(2024, 3, 23) == free.first_after(date(2024, 3, 10), 9)
    assert date(2024, 5, 23) == free.first_after(date(2024, 4, 10), 9)
    assert None is free.first_after(date(2024, 4, 10), 10)
    assert None is FreeDays([a_quiet_version(window=EVERY_DAY)]).first_after(date(2024, 4, 10), 1)


def test_a_day_is_free_where_no_version_bars_it() -> None:
    """Days 1 to 22 and Mondays: of 23 to 25 March 2024 the 25th is a Monday."""
    both = FreeDays([VERSION, a_quiet_version(window=Weekdays("mon"))])
    assert date(2024, 3, 23) == both.first_after(date(2024, 3, 10), 2)
    assert date(2024, 3, 26) == both.first_after(date(2024, 3, 10), 3)
