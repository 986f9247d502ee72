"""On which days a visit may begin."""

from datetime import date

import pytest
from plans import book

from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.terms import Terms
from bizenv.kernel.errors import UnknownDayError

QUIET = (0,)


def openings(*years: int, **terms: object) -> Openings:
    return Openings(book().inspections, Terms(**terms), years or (2024,))  # type: ignore[arg-type]


def june(days: tuple[int, ...]) -> list[int]:
    found = map(date.fromordinal, days)
    return [day.day for day in found if (day.year, day.month) == (2024, 6)]


def test_a_barred_visit_begins_on_working_days_that_are_not_quiet() -> None:
    assert june(openings().days(QUIET, 1, 2024)) == [24, 25, 26, 27, 28]


def test_a_free_visit_begins_on_any_working_day() -> None:
    days = june(openings().days((), 1, 2024))
    assert 7 in days
    assert not {8, 9, 10} & set(days)  # a weekend and the Dragon Boat festival


def test_where_rest_days_are_used_they_are_days_as_others() -> None:
    assert june(openings(rest_days="use").days(QUIET, 1, 2024)) == [23, 24, 25, 26, 27, 28, 29, 30]


def test_a_longer_visit_begins_and_ends_on_working_days_and_no_day_of_it_is_quiet() -> None:
    assert june(openings().days(QUIET, 4, 2024)) == [24, 25]
    assert june(openings().days(QUIET, 7, 2024)) == []


def test_a_range_bounds_the_whole_visit() -> None:
    within = (date(2024, 6, 25), date(2024, 6, 27))
    some = openings(within=within)
    assert june(some.days(QUIET, 1, 2024)) == [25, 26, 27]
    assert june(some.days(QUIET, 2, 2024)) == [25, 26]


def test_a_visit_stays_in_its_year_unless_it_may_leave_it() -> None:
    two = openings(2023, 2024)
    assert {date.fromordinal(day).year for day in two.days((), 1, 2023)} == {2023}
    free = openings(2022, 2024, across_years=True)
    assert {date.fromordinal(day).year for day in free.days((), 1, 2022)} == {2022, 2023, 2024}


def test_the_usable_days_of_a_year_are_those_of_that_year() -> None:
    two = openings(2023, 2024)
    assert {date.fromordinal(day).year for day in two.usable_of(2024)} == {2024}


def test_distance_counts_calendar_or_working_days() -> None:
    friday, monday = date(2024, 6, 21).toordinal(), date(2024, 6, 24).toordinal()
    assert openings().mark[monday] - openings().mark[friday] == 3
    working = openings(count="working").mark
    assert working[monday] - working[friday] == 1


def test_a_year_without_a_calendar_is_refused_unless_rest_days_do_not_matter() -> None:
    with pytest.raises(UnknownDayError):
        openings(2040).days(QUIET, 1, 2040)
    assert openings(2040, rest_days="use").days(QUIET, 1, 2040)
