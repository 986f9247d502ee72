"""Prices of places: they rise where more are wanted, and the bound they give holds."""

from datetime import date

from offices import ALONE, TIED, office

from bizenv.inspections.planning.groups import UNIT


def test_without_prices_the_bound_is_what_all_would_pay_alone() -> None:
    assert office(ALONE, 1)[0].bound() == 0
    assert office(TIED, 2)[0].bound() == 2


def test_places_that_are_wanted_get_dearer_until_the_bound_is_met() -> None:
    """Three visits on one day, one place a day: two have to go a day on."""
    prices, _, _ = office(ALONE, 1)
    best = 0
    for _ in range(20):
        found = prices.bound()
        best = max(best, found)
        prices.follow(2 - found)
    assert best == 2


def test_nothing_follows_where_nothing_is_wanted() -> None:
    prices, _, _ = office([], 1)
    prices.follow(5)
    assert prices.bound() == 0


def test_an_agency_without_a_limit_has_no_prices() -> None:
    prices, seating, _ = office(TIED, None)
    assert prices.places() == {}
    assert prices.bound() == 2
    assert len(seating.seat_all()[0].days) == 1


def test_prices_that_were_found_elsewhere_are_taken_up_to_a_year() -> None:
    prices, _, _ = office(TIED, 1)
    monday = date(2024, 6, 24).toordinal()
    prices.take({(0, monday): 10**9})
    (group,) = prices._groups
    column = group.days.index(monday)
    assert prices.priced(group)[0, column] == 400 * UNIT
    assert prices.bound() <= 3
