"""Which few days serve visits best: exact for one and two days, never worse than alone."""

from itertools import combinations, combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.inspections.planning import day_choices
from bizenv.inspections.planning.day_choices import NEVER, choose_days, least_cost


def total(costs: list[list[int]], days: tuple[int, ...]) -> int:
    return sum(min(row[day] for day in days) for row in costs)


def test_one_day_is_the_cheapest_for_all_together() -> None:
    assert choose_days(np.array([[0, 3, 9], [9, 3, 0]]), 1) == (1,)


def test_two_days_let_each_visit_have_its_own() -> None:
    assert choose_days(np.array([[0, 3, 9], [9, 3, 0]]), 2) == (0, 2)


def test_forced_days_are_taken_and_leave_fewer() -> None:
    costs = np.array([[0, 3, 9], [9, 3, 0]])
    assert choose_days(costs, 2, (1,)) == (0, 1)
    assert choose_days(costs, 1, (1,)) == (1,)
    assert choose_days(costs, 1, (0, 1)) == (0, 1)


def test_a_day_that_may_not_be_is_not_chosen_where_another_may() -> None:
    assert choose_days(np.array([[NEVER, 400], [0, 7]]), 1) == (1,)


def test_an_exchange_mends_what_was_taken_one_by_one() -> None:
    """Alone the middle day is best; with three days to choose, the others are."""
    costs = np.array([[0, 50, 50, 2], [50, 0, 50, 2], [50, 50, 0, 2]])
    assert total(costs.tolist(), choose_days(costs, 3)) == 0


def test_many_visits_count_in_larger_numbers() -> None:
    """So many that a total no longer fits into 32 bits."""
    costs = np.array([[NEVER, 30_000, 0]] * 400)
    assert choose_days(costs, 2)[-1] == 2


def test_nothing_to_choose_from() -> None:
    assert choose_days(np.zeros((0, 0), dtype=np.int64), 2) == ()
    assert least_cost(np.zeros((2, 0), dtype=np.int64), 2) == 2 * NEVER
    assert least_cost(np.zeros((2, 0), dtype=np.int64), 5) == 0


COSTS = st.lists(
    st.lists(st.sampled_from([0, 1, 2, 5, 20, NEVER]), min_size=5, max_size=5),
    min_size=1,
    max_size=4,
)


@settings(max_examples=50)
@given(COSTS, st.sampled_from([1, 2]), st.sampled_from([(), (3,)]))
def test_up_to_two_more_days_no_choice_is_better(
    costs: list[list[int]], most: int, forced: tuple[int, ...]
) -> None:
    """Held against every choice there is."""
    chosen = choose_days(np.array(costs), most, forced)
    more = max(most - len(forced), 0)
    ways = combinations_with_replacement(range(5), more)
    best = min(total(costs, (*forced, *way)) for way in ways if forced or way)
    assert len(chosen) <= max(most, len(forced))
    assert total(costs, chosen) == best == least_cost(np.array(costs), most, forced)


@settings(max_examples=25)
@given(COSTS)
def test_of_three_days_the_bound_is_not_above_the_best(costs: list[list[int]]) -> None:
    best = min(total(costs, way) for way in combinations(range(5), 3))
    assert least_cost(np.array(costs), 3) <= best <= total(costs, choose_days(np.array(costs), 3))


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_choice_is_the_same_each_time(most: int) -> None:
    costs = np.array([[3, 3, 3, 3]] * 2)
    assert choose_days(costs, most) == choose_days(costs.copy(), most)


def test_exchanges_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many rounds what was found stands, even where one more might help."""
    monkeypatch.setattr(day_choices, "_SWAPS", 1)
    costs = np.array([[0, 50, 50, 2], [50, 0, 50, 2], [50, 50, 0, 2]])
    assert len(choose_days(costs, 3)) == 3
