"""The cheapest whole steps, against every combination there is."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bizenv.indicators.whole_steps as module
from bizenv.indicators.whole_steps import Curve, Ladder, cheapest_levels
from bizenv.kernel.errors import UsageError

RISES = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=3)


def ladder(steps: list[tuple[int, int]]) -> Ladder:
    costs, gains = np.cumsum(np.array(steps, dtype=float), axis=0).T
    return Ladder(costs, gains)


@settings(max_examples=50, deadline=None)
@given(
    steps=st.lists(RISES, min_size=1, max_size=4),
    free=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=2),
    part=st.floats(0.05, 1),
)
def test_no_combination_is_cheaper(
    steps: list[list[tuple[int, int]]], free: list[tuple[int, int]], part: float
) -> None:
    ladders = [ladder(each) for each in steps]
    rest = Curve.of(
        [np.array([float(c)]) for c, _ in free], [np.array([float(g)]) for _, g in free]
    )
    need = part * (sum(each.gains[-1] for each in ladders) + rest.gains[-1])

    def cost(levels: tuple[int, ...]) -> float:
        taken = [
            (x.costs[n - 1], x.gains[n - 1]) for x, n in zip(ladders, levels, strict=True) if n
        ]
        lacking = np.array([max(0.0, need - sum(g for _, g in taken))])
        return float(sum(c for c, _ in taken) + rest.cost(lacking)[0])

    every = product(*(range(len(each.gains) + 1) for each in ladders))
    best = min(cost(levels) for levels in every)
    assert cost(cheapest_levels(ladders, rest, need)) == pytest.approx(best)


def test_the_largest_by_cost_is_not_always_taken() -> None:
    # filling by gain per cost would take the 6 for 5 and then another: 9 or more
    ladders = [ladder([(5, 6)]), ladder([(4, 4)]), ladder([(4, 4)])]
    assert cheapest_levels(ladders, Curve.of([], []), 8) == (0, 1, 1)


def test_many_ladders_are_solved() -> None:
    rng = np.random.default_rng(1)
    ladders = [
        Ladder(np.cumsum(rng.random(4)), np.cumsum(rng.random(4) * 0.01)) for _ in range(300)
    ]
    levels = cheapest_levels(ladders, Curve.of([], []), 1.0)
    gained = sum(x.gains[n - 1] for x, n in zip(ladders, levels, strict=True) if n)
    assert gained >= 1.0 - 1e-9


def test_a_gap_that_cannot_be_closed_is_refused() -> None:
    with pytest.raises(UsageError, match="the gap cannot be closed"):
        cheapest_levels([ladder([(1, 1)])], Curve.of([], []), 2)


def test_too_many_plans_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_STATES", 1)
    rng = np.random.default_rng(2)
    ladders = [Ladder(rng.random(2).cumsum(), rng.random(2).cumsum()) for _ in range(8)]
    with pytest.raises(UsageError, match="too many plans of whole steps"):
        cheapest_levels(ladders, Curve.of([], []), 4)
