"""Plans that close a gap, against conditions that only the best plan meets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.fillings import Gap

SIZES = st.lists(st.floats(0.1, 5), min_size=4, max_size=4).map(np.array)


def gap(worth: object, now: object, room: object, cost: object, need: float, logs: bool) -> Gap:
    arrays = [np.array(each, dtype=float) for each in (worth, now, room, cost)]
    return Gap(*arrays, need, logs)


GAPS = st.builds(
    lambda worth, now, room, cost, part, logs: gap(
        worth, now, room, cost, part * gap(worth, now, room, cost, 0, logs).most, logs
    ),
    SIZES, SIZES, SIZES, SIZES, st.floats(0.05, 0.95), st.booleans(),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(problem=GAPS, seed=st.integers(0, 1000))
def test_no_other_plan_is_cheaper(problem: Gap, seed: int) -> None:
    added = problem.cheapest()
    assert problem.gain(added) == pytest.approx(problem.need)
    assert ((added >= 0) & (added <= problem.room * (1 + 1e-12))).all()
    others = np.random.default_rng(seed).random((200, 4)) * problem.room
    enough = problem.gains(others).sum(axis=1) >= problem.need
    assert ((others @ problem.cost)[enough] >= added @ problem.cost * (1 - 1e-9)).all()


@settings(max_examples=25, deadline=None)
@given(problem=GAPS, seed=st.integers(0, 1000))
def test_no_other_plan_has_a_smaller_sum_of_squares(problem: Gap, seed: int) -> None:
    added = problem.even()
    assert problem.gain(added) == pytest.approx(problem.need)
    others = np.random.default_rng(seed).random((200, 4)) * problem.room
    enough = problem.gains(others).sum(axis=1) >= problem.need
    assert ((others**2 @ problem.cost)[enough] >= (added**2) @ problem.cost * (1 - 1e-9)).all()


@settings(max_examples=25, deadline=None)
@given(problem=GAPS)
def test_no_smaller_set_is_enough(problem: Gap) -> None:
    count = int((problem.fewest_room() > 0).sum())
    gains = np.sort(problem.gains(problem.room))[::-1]
    assert gains[:count].sum() >= problem.need * (1 - 1e-12)
    assert gains[: count - 1].sum() < problem.need


def test_the_worthiest_by_cost_is_filled_first_and_the_last_one_partly() -> None:
    added = gap([0.5, 0.3, 0.2], [0, 0, 0], [10, 10, 10], [5, 1, 1], 4.0, False).cheapest()
    assert added.tolist() == pytest.approx([0, 10, 5])


def test_water_filling_levels_what_is_low() -> None:
    # equal worth and cost: the lower one is lifted until both are the same
    added = gap([0.5, 0.5], [20, 80], [100, 100], [1, 1], np.log(2), True).cheapest()
    assert added.tolist() == pytest.approx([60, 0])


def test_a_rise_from_nothing_is_endless() -> None:
    problem = gap([0.5, 0.5], [0, 80], [100, 20], [1, 1], 1, True)
    assert problem.most == np.inf
    assert problem.closable
    assert not gap([1], [0], [1], [1], 1.5, False).closable
