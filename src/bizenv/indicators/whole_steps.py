"""The cheapest choice of whole steps that closes a gap, exactly and without a solver (整步提升).

Part of the engine of :mod:`bizenv.indicators.paths`. Where an indicator moves by
whole steps (a level, a yes, a day), the plan is a covering knapsack: of every
ladder one level, or none. States (cost, gain) are extended ladder by ladder;
a state that is dearer and brings less than another is dropped, and so is one
that cannot become cheaper than the best plan known, by the bound of the relaxed
problem. What moves freely fills the rest at the end. The result is exact; the
number of states is bounded, and a problem beyond that is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import field, frozen

from bizenv.indicators.trees import Array, Positions
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Curve", "Ladder", "cheapest_levels"]

_MOST_STATES = 2_000_000
_HAIR = 1e-11


@frozen(eq=False)
class Ladder:
    """The levels of one indicator above the present one, with what each costs and brings.

    Shapes: ``(levels,)``; both rise.
    """

    costs: Array
    gains: Array

    def hull(self) -> tuple[Array, Array]:
        """Steps of cost and gain along the upper hull, each worth less than the one before."""
        corners = [(0.0, 0.0)]
        for point in zip(self.costs.tolist(), self.gains.tolist(), strict=True):
            while len(corners) > 1 and _below(corners[-2], corners[-1], point):
                corners.pop()
            corners.append(point)
        steps = np.diff(np.array(corners), axis=0)
        return steps[:, 0], steps[:, 1]


def _below(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    """Whether b lies on or below the line from a to c."""
    return (b[1] - a[1]) * (c[0] - a[0]) <= (c[1] - a[1]) * (b[0] - a[0])


@frozen(eq=False)
class Curve:
    """The least cost of a gain that is made of parts of any size: convex, in straight pieces."""

    gains: Array
    costs: Array

    @classmethod
    def of(cls, costs: Sequence[Array], gains: Sequence[Array]) -> Curve:
        """The curve of steps, the cheapest by gain first."""
        cost, gain = (np.concatenate([np.empty(0), *each]) for each in (costs, gains))
        useful = gain > 0
        cost, gain = cost[useful], gain[useful]
        order = np.argsort(cost / gain, kind="stable")
        return cls(
            np.concatenate([[0.0], np.cumsum(gain[order])]),
            np.concatenate([[0.0], np.cumsum(cost[order])]),
        )

    def cost(self, need: Array) -> Array:
        """The least cost; endless where it cannot be had."""
        reached = need <= self.gains[-1] + _HAIR
        return np.where(reached, np.interp(need, self.gains, self.costs), np.inf)


@frozen(eq=False)
class _States:
    cost: Array
    gain: Array
    origin: Positions = field(repr=False)
    level: Positions = field(repr=False)


def cheapest_levels(ladders: Sequence[Ladder], free: Curve, need: float) -> tuple[int, ...]:
    """For each ladder how many levels are climbed, so that the whole is cheapest.

    ``free`` is what the indicators that move freely can bring.

    >>> two = [Ladder(np.array([3.0]), np.array([5.0])), Ladder(np.array([2.0]), np.array([3.0]))]
    >>> cheapest_levels(two, Curve.of([], []), 4.0)
    (1, 0)

    Raises:
        UsageError: the gap cannot be closed, or there are too many plans that
            none can be ruled out.
    """
    order = sorted(
        range(len(ladders)), key=lambda n: -float((ladders[n].gains / ladders[n].costs).max())
    )
    bounds = _bounds([ladders[n] for n in order], free)
    if bounds[0].gains[-1] + _HAIR < need:
        raise UsageError(Text("差距无法补足", "the gap cannot be closed"))
    best = np.inf
    states = _States(np.zeros(1), np.zeros(1), np.zeros(1, np.intp), np.zeros(1, np.intp))
    trail = []
    for number, bound in zip(order, bounds[1:], strict=True):
        states = _climbed(states, ladders[number])
        best = min(best, _rounded_up(states, bound, need))
        states = _kept(states, bound, need, best)
        trail.append(states)
    return _levels(trail, order, free, need)


def _bounds(ladders: Sequence[Ladder], free: Curve) -> list[Curve]:
    """The relaxed cost of what the ladders from each one on, and the free ones, bring."""
    hulls = [ladder.hull() for ladder in ladders]
    costs, gains = np.diff(free.costs), np.diff(free.gains)
    return [
        Curve.of([costs, *(c for c, _ in hulls[n:])], [gains, *(g for _, g in hulls[n:])])
        for n in range(len(ladders) + 1)
    ]


def _climbed(states: _States, ladder: Ladder) -> _States:
    """Every state with every level of a ladder, the dearer and lesser ones dropped."""
    costs = np.concatenate([[0.0], ladder.costs])
    gains = np.concatenate([[0.0], ladder.gains])
    cost = (states.cost[:, None] + costs).ravel()
    gain = (states.gain[:, None] + gains).ravel()
    order = np.lexsort((-gain, cost))
    best = np.maximum.accumulate(gain[order])
    better = np.ones(len(order), dtype=bool)
    better[1:] = best[1:] > best[:-1]
    kept = order[better]
    origin, level = np.divmod(kept, len(costs))
    return _States(cost[kept], gain[kept], origin, level)


def _rounded_up(states: _States, bound: Curve, need: float) -> float:
    """The cost of the cheapest complete plan that is easily seen: whole pieces of the hull."""
    lacking = np.maximum(need - states.gain, 0.0)
    place = np.searchsorted(bound.gains, lacking - _HAIR)
    inside = place < len(bound.gains)
    costs = states.cost[inside] + bound.costs[place[inside]]
    return float(costs.min(initial=np.inf))


def _kept(states: _States, bound: Curve, need: float, best: float) -> _States:
    """The states that may still become as cheap as the best plan."""
    least = states.cost + bound.cost(np.maximum(need - states.gain, 0.0))
    kept = least <= best + _HAIR * max(1.0, abs(best))
    if kept.sum() > _MOST_STATES:
        raise UsageError(
            Text(
                "整步方案过多，无法穷尽；请减少可改进的指标（only）或放大步长",
                "there are too many plans of whole steps; name fewer indicators (only), or "
                "take larger steps",
            )
        )
    return _States(states.cost[kept], states.gain[kept], states.origin[kept], states.level[kept])


def _levels(
    trail: Sequence[_States], order: Sequence[int], free: Curve, need: float
) -> tuple[int, ...]:
    """The levels of the cheapest complete plan, read back along the trail."""
    last = trail[-1]
    whole = last.cost + free.cost(np.maximum(need - last.gain, 0.0))
    place = int(np.argmin(whole))
    levels = [0] * len(order)
    for number, states in zip(reversed(order), reversed(trail), strict=True):
        levels[number] = int(states.level[place])
        place = int(states.origin[place])
    return tuple(levels)
