"""Fixed holidays: how they are written, and since when they hold."""

from __future__ import annotations

from datetime import date

from bizenv.calendars.workdays.settings import fixed_in, month_days, not_off


def test_days_of_every_year_are_read_from_data() -> None:
    assert month_days(["01-01", "2025-05-02"]) == [(1, 1), (5, 2, 2025)]


def test_a_holiday_counts_from_its_first_year() -> None:
    assert fixed_in(2024, [(5, 2, 2025)]) == ()
    assert fixed_in(2025, [(5, 2, 2025)]) == (date(2025, 5, 2),)


def test_a_leap_day_is_left_out_where_the_year_has_none() -> None:
    years = [year for year in (1900, 2000, 2023, 2024) if fixed_in(year, [(2, 29)])]
    assert years == [2000, 2024]


def test_what_is_not_off_is_named() -> None:
    """1 October 2027 is a Friday, the 2nd a Saturday that is worked, the 3rd a plain Sunday."""
    first, second = date(2027, 10, 1), date(2027, 10, 2)
    fixed = [(10, 1), (10, 2), (10, 3)]
    assert not_off(2027, [], [second], fixed, ["sat", "sun"]) == (first, second)
    assert not_off(2027, [first], [], fixed, ["sat", "sun"]) == ()
