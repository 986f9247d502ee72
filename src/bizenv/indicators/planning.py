"""Which plan fits a scheme: sums, products, whole steps, or a search (路径的求法).

Part of the engine of :mod:`bizenv.indicators.paths`. Goalposts and weights are
those of the board; :mod:`bizenv.indicators.paths` scores the plan anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np
from attrs import evolve, field, frozen

from bizenv.indicators.aggregators import Geometric
from bizenv.indicators.asking import Asked
from bizenv.indicators.fillings import Gap
from bizenv.indicators.ladders import Climb, climbs
from bizenv.indicators.levers import Levers, is_linear
from bizenv.indicators.searching import Search, shortfalls
from bizenv.indicators.trees import Array
from bizenv.indicators.whole_steps import Curve, Ladder, cheapest_levels

__all__ = ["Planned", "Planner"]

_LEVELS = 16
"""Into how many parts the way of an indicator is cut for a search."""


@frozen(eq=False)
class Planned:
    """Moves of raw values, whether nothing cheaper exists, and how they were found."""

    moves: Array
    exact: bool
    method: str


@frozen(eq=False)
class Planner:
    """What is asked of one unit, and what it can move."""

    asked: Asked
    movable: Levers
    climbs: Mapping[int, Climb] = field(repr=False)
    """By leaf that moves by whole steps, its steps."""

    @classmethod
    def of(cls, asked: Asked, movable: Levers, whole: Mapping[str, float]) -> Planner:
        """The planner, with the whole steps that there are."""
        return cls(asked, movable, climbs(movable, whole))

    @property
    def short(self) -> float:
        """How many points of the whole are lacking on the board."""
        totals = self.asked.board.scores[:, -1]
        return float(self.asked.needed(totals[None])[0] - totals[self.movable.place])

    @cached_property
    def farthest(self) -> Array:
        """The smallest moves that bring all there is to have, whole steps among them."""
        farthest = self.movable.moves(self.movable.top)
        for leaf, climb in self.climbs.items():
            farthest[leaf] = climb.moves[-1] if len(climb.moves) else 0.0
        return farthest

    def plan(self, extra: float = 0.0) -> Planned:
        """A plan that closes the gap, or all that can be moved where none does.

        ``extra`` are points on top, because an earlier plan missed.
        """
        made = self.asked.board.plan
        if is_linear(self.asked.board):
            return self._by_sums(self.short + extra)
        if all(type(how) is Geometric for how in made.aggregators) and not made.relative:
            return self._by_products(extra)
        return self._by_search(extra)

    # --- sums -----------------------------------------------------------------

    def _by_sums(self, need: float) -> Planned:
        m = self.movable
        room = np.where(m.free, m.room, 0.0)
        for leaf, climb in self.climbs.items():
            room[leaf] = climb.points[-1] if len(climb.points) else 0.0
        gap = Gap(m.worth, np.nan_to_num(m.now), room, m.cost, need)
        if not gap.closable:
            return Planned(self.farthest, False, "all")
        if self.asked.goal == "even":
            return Planned(m.moves(m.now + gap.even()), True, "even")
        if self.asked.goal == "fewest":
            chosen = evolve(gap, room=gap.fewest_room())
            return evolve(self._cheapest(chosen), method="fewest")
        return self._cheapest(gap)

    def _cheapest(self, gap: Gap) -> Planned:
        m = self.movable
        stepped = {leaf: climb for leaf, climb in self.climbs.items() if gap.room[leaf] > 0}
        if not stepped:
            return Planned(m.moves(m.now + gap.cheapest()), True, "greedy")
        free = gap.room.copy()
        free[list(self.climbs)] = 0.0
        ladders = [
            Ladder(gap.cost[leaf] * climb.points, gap.worth[leaf] * climb.points)
            for leaf, climb in stepped.items()
        ]
        curve = Curve.of([gap.cost * free], [gap.worth * free])
        levels = cheapest_levels(ladders, curve, gap.need)
        moves, gained = np.zeros(len(m.now)), 0.0
        for (leaf, climb), ladder, level in zip(stepped.items(), ladders, levels, strict=True):
            if level:
                moves[leaf] = climb.moves[level - 1]
                gained += float(ladder.gains[level - 1])
        rest = evolve(gap, room=free, need=max(0.0, gap.need - gained))
        return Planned(moves + m.moves(m.now + rest.cheapest()), True, "whole-steps")

    # --- products -------------------------------------------------------------

    def _by_products(self, extra: float) -> Planned:
        """Water-filling over the logarithms of scores, where that is all there is to it."""
        m, board = self.movable, self.asked.board
        now = np.nan_to_num(m.now)
        own = float(board.scores[m.place, -1])
        floors = {how.floor for how in board.plan.aggregators if isinstance(how, Geometric)}
        start = np.maximum(now, max(floors))
        lifted = (now < start) & m.free
        if own <= 0 or len(floors) > 1 or lifted.any() or self.climbs:
            return self._by_search(extra)
        need = float(np.log1p((self.short + extra) / own))
        gap = Gap(m.worth, start, np.where(m.free, m.room, 0.0), m.cost, need, logs=True)
        if not gap.closable:
            return Planned(self.farthest, False, "all")
        if self.asked.goal == "even":
            return Planned(m.moves(m.now + gap.even()), True, "even")
        if self.asked.goal == "fewest":
            gap = evolve(gap, room=gap.fewest_room())
        method = "fewest" if self.asked.goal == "fewest" else "water-filling"
        return Planned(m.moves(m.now + gap.cheapest()), True, method)

    # --- search ---------------------------------------------------------------

    def _by_search(self, extra: float) -> Planned:
        if self.asked.goal == "even":
            return self._evenly(extra)
        m = self.movable
        longest = max([_LEVELS, *(len(climb.moves) for climb in self.climbs.values())])
        parts = np.minimum(np.arange(1, longest + 1) / _LEVELS, 1.0)
        levels = parts[:, None] * self.farthest
        for leaf, climb in self.climbs.items():
            levels[:, leaf] = climb.moves[-1] if len(climb.moves) else 0.0
            levels[: len(climb.moves), leaf] = climb.moves
        costs = np.nan_to_num(np.maximum(m.scores(levels) - m.now, 0.0)) * m.cost
        whole = np.isin(np.arange(levels.shape[1]), list(self.climbs))
        search = Search(m, levels, costs, self._needed(extra), whole, self.asked.goal)
        return Planned(search.run(), False, "search")

    def _needed(self, extra: float) -> Callable[[Array], Array]:
        return lambda totals: self.asked.needed(totals) + extra

    def _evenly(self, extra: float) -> Planned:
        """The same share of its way for every indicator, by bisection."""
        m = self.movable
        low, high = 0.0, 1.0
        for _ in range(40):
            middle = (low + high) / 2
            short = shortfalls(m, (middle * self.farthest)[None], self._needed(extra))[0]
            low, high = (middle, high) if short > 0 else (low, middle)
        return Planned(high * self.farthest, False, "even-search")
