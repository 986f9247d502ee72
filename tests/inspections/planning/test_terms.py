"""The terms of a repair: what cannot be meant is refused."""

from datetime import date

import pytest

from bizenv.inspections.planning.terms import Capacity, Terms, as_capacity
from bizenv.kernel.errors import NotADayError, UsageError


def test_a_capacity_is_a_number_for_all_or_one_for_each_agency() -> None:
    assert as_capacity(6) == Capacity(6)
    assert as_capacity(None).on_a_day("A") is None
    assert as_capacity({"A": 3}).on_a_day("A") == 3
    assert as_capacity({"A": 3}).on_a_day("B") is None
    assert as_capacity(Capacity(6, {"A": 3})).on_a_day("B") == 6


@pytest.mark.parametrize("bad", [-1, 2.5, True, "6"])
def test_a_capacity_is_a_whole_number(bad: object) -> None:
    with pytest.raises(UsageError, match="expected a whole number of visits a day"):
        Capacity(bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("of", [{"A": -1}, {"A": None}, {3: 3}])
def test_the_capacity_of_an_agency_is_one_too(of: object) -> None:
    with pytest.raises(UsageError, match="expected an agency and a whole number"):
        Capacity(of=of)  # type: ignore[arg-type]


def test_words_that_are_not_known_are_refused() -> None:
    with pytest.raises(UsageError, match="rest_days='skip': expected 'move' or 'keep' or 'use'"):
        Terms(rest_days="skip")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="count='hours': expected 'calendar' or 'working'"):
        Terms(count="hours")  # type: ignore[arg-type]


def test_the_days_within_which_visits_move_are_in_order() -> None:
    with pytest.raises(UsageError, match="expected the first day before the last"):
        Terms(within=(date(2024, 6, 2), date(2024, 6, 1)))
    with pytest.raises(NotADayError):
        Terms(within=("2024-06-01", date(2024, 6, 2)))  # type: ignore[arg-type]
    assert Terms(within=(date(2024, 6, 1), date(2024, 6, 1))).within is not None


@pytest.mark.parametrize("bad", [0, -1, 1.5, True])
def test_an_enterprise_has_at_least_one_day_with_visits(bad: object) -> None:
    with pytest.raises(UsageError, match="expected a whole number of days, 1 or more"):
        Terms(visit_days=bad)  # type: ignore[arg-type]
