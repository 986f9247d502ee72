"""The cheapest way through a network: exact, and never worse than any other way."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.inspections.planning.flows import Network


def test_the_cheap_way_is_used_up_first() -> None:
    net = Network(3)
    cheap, dear, rest = net.arc(0, 2, 1, 5), net.arc(0, 1, 9, 10), net.arc(1, 2, 9, 0)
    assert net.send([(0, 3)], 2) == 25
    assert (net.flow(cheap), net.flow(dear), net.flow(rest)) == (1, 2, 2)


def test_a_later_path_takes_back_what_an_earlier_one_took() -> None:
    """The second source can only use the place that the first took: the first goes elsewhere."""
    net = Network(5)
    first_near, first_far = net.arc(0, 2, 1, 1), net.arc(0, 3, 1, 3)
    only = net.arc(1, 2, 1, 1)
    net.arc(2, 4, 1, 0)
    net.arc(3, 4, 1, 0)
    assert net.send([(0, 1), (1, 1)], 4) == 4
    assert (net.flow(first_near), net.flow(first_far), net.flow(only)) == (0, 1, 1)


def test_prices_tell_what_a_place_more_saves() -> None:
    """Two units want one cheap place; a second one would save four."""
    net = Network(3)
    net.arc(0, 1, 9, 1)
    net.arc(1, 2, 1, 0)
    net.arc(0, 2, 9, 5)
    assert net.send([(0, 2)], 2) == 6
    assert net.worth(2) - net.worth(1) == 4


COSTS = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=4)


@settings(max_examples=40)
@given(COSTS, st.lists(st.integers(1, 2), min_size=3, max_size=3))
def test_the_flow_costs_what_the_best_of_all_assignments_costs(
    costs: list[list[int]], room: list[int]
) -> None:
    """Every assignment of units to places is tried; leaving one out costs 100."""
    units = len(costs)
    net = Network(units + 4)
    sink = units + 3
    for unit, row in enumerate(costs):
        net.arc(unit, sink, 1, 100)
        for place, cost in enumerate(row):
            net.arc(unit, units + place, 1, cost)
    for place, free in enumerate(room):
        net.arc(units + place, sink, free, 0)
    ways = product(range(4), repeat=units)
    best = min(
        sum(100 if place == 3 else row[place] for row, place in zip(costs, way, strict=True))
        for way in ways
        if all(way.count(place) <= free for place, free in enumerate(room))
    )
    assert net.send([(unit, 1) for unit in range(units)], sink) == best


@pytest.mark.parametrize("amount", [0, 1])
def test_a_supply_of_nothing_costs_nothing(amount: int) -> None:
    net = Network(2)
    net.arc(0, 1, 1, 7)
    assert net.send([(0, amount)], 1) == 7 * amount
