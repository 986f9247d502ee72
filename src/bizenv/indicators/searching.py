"""A path by search, where what one indicator brings depends on others or on other units (搜索).

Part of the engine of :mod:`bizenv.indicators.paths`, for every scheme without a
formula of its own. It climbs by the best step per cost and then takes back what
is not needed. Each look is a scoring by the engine. The result closes the gap
if the search says so; that no cheaper one exists is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
from attrs import define, field

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.engine import aggregate, normalise
from bizenv.indicators.levers import Levers
from bizenv.indicators.trees import Array

__all__ = ["Search", "moved_totals", "shortfalls"]

_CELLS = 2_000_000
_HAIR = 1e-12
_HALVINGS = 30
_MOST_TRIES = 1000
"""How many steps are looked at with all their levels."""


def moved_totals(movable: Levers, moves: Array) -> Array:
    """The scores of all units once one has moved, ``(plans, units)``.

    ``moves`` are ``(plans, leaves)``. Goalposts and weights are the board's.
    """
    board, place = movable.board, movable.place
    raw = movable.raw + movable.toward * moves
    raw = np.where(np.isnan(raw), board.filled[place], raw)
    if not board.plan.relative:
        scored = normalise(board.plan, board.fit, raw)
        totals = np.broadcast_to(board.scores[:, -1], (len(raw), len(board.units))).copy()
        totals[:, place] = aggregate(board.plan, scored, board.shares)[:, -1]
        return totals
    at_a_time = max(1, _CELLS // board.filled.size)
    starts = range(0, len(raw), at_a_time)
    return np.concatenate([_everyone(board, place, raw[n : n + at_a_time]) for n in starts])


def shortfalls(movable: Levers, moves: Array, needed: Callable[[Array], Array]) -> Array:
    """How far the score stays behind what is needed, for each of some plans.

    ``needed`` gives the needed score by the scores of all units.
    """
    totals = moved_totals(movable, moves)
    looked_at = totals if movable.board.plan.relative else totals[:1]  # else others stay
    return np.asarray(needed(looked_at) - totals[:, movable.place])


def _everyone(board: Scoreboard, place: int, raw: Array) -> Array:
    values = np.broadcast_to(board.filled, (len(raw), *board.filled.shape)).copy()
    values[:, place] = raw
    leaves = normalise(board.plan, board.fit, values)
    leaves[:, board.screened] = np.nan
    return aggregate(board.plan, leaves, board.shares)[..., -1]


@define(eq=False)
class Search:
    """One search: ``levels`` are the moves that are tried, ``(levels, leaves)``, the last all.

    ``costs`` are what they cost, ``(levels, leaves)``; both rise.
    """

    movable: Levers
    levels: Array
    costs: Array
    needed: Callable[[Array], Array]
    whole: npt.NDArray[np.bool_]
    """Which leaves move by whole levels only."""
    goal: str = "smallest"
    at: npt.NDArray[np.intp] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.at = np.zeros(self.levels.shape[1], dtype=np.intp)

    def run(self) -> Array:
        """The moves of raw values that were found: ``(leaves,)``."""
        everything = np.where(self.movable.free, len(self.levels), 0)
        if self._short(self._moves(everything)[None])[0] > 0:
            return self._moves(everything)
        short = self._short(self._moves(self.at)[None])[0]
        while short > 0 and (step := self._best_step(short)) is not None:
            leaf, level, short = step
            self.at[leaf] = level
        if short > 0:
            self.at = everything
        return self._taken_back()

    def _short(self, moves: Array) -> Array:
        return shortfalls(self.movable, moves, self.needed)

    def _moves(self, at: npt.NDArray[np.intp]) -> Array:
        """The moves of plans that are given by levels: ``(..., leaves)``; 0 is none."""
        padded = np.vstack([np.zeros(self.levels.shape[1]), self.levels])
        return np.take_along_axis(padded, np.atleast_2d(at), axis=0).reshape(at.shape)

    def _best_step(self, short: float) -> tuple[int, int, float] | None:
        """The step with the most gain by cost."""
        last = len(self.levels)
        open_leaves = np.flatnonzero(self.movable.free & (self.at < last)).tolist()
        many = len(open_leaves) * last > _MOST_TRIES
        tries = [(leaf, level) for leaf in open_leaves for level in self._tried(leaf, last, many)]
        if not tries:
            return None
        leaves, levels = np.array(tries, dtype=np.intp).T
        plans = np.broadcast_to(self.at, (len(tries), len(self.at))).copy()
        plans[np.arange(len(tries)), leaves] = levels
        after = self._short(self._moves(plans))
        costs = np.vstack([np.zeros(len(self.at)), self.costs])
        price = costs[levels, leaves] - costs[self.at[leaves], leaves]
        gained = np.minimum(short - after, short)
        worth = gained if self.goal == "fewest" else gained / np.maximum(price, _HAIR)
        best = int(np.argmax(worth))
        if gained[best] <= _HAIR:
            return None
        return int(leaves[best]), int(levels[best]), float(after[best])

    def _tried(self, leaf: int, last: int, many: bool) -> Iterable[int]:
        """The levels that are looked at: all above, or of many indicators the next and the last."""
        if self.goal == "fewest":
            return (last,)
        following = int(self.at[leaf]) + 1
        return {following, last} if many else range(following, last + 1)

    def _taken_back(self) -> Array:
        """The moves, without what is not needed, the dearest looked at first."""
        moves = self._moves(self.at)
        costs = np.vstack([np.zeros(len(self.at)), self.costs])[self.at, np.arange(len(self.at))]
        for leaf in np.argsort(-costs, kind="stable")[: int((self.at > 0).sum())]:
            moves[leaf] = self._least(moves, int(leaf))
        return moves

    def _least(self, moves: Array, leaf: int) -> float:
        """The smallest move of one leaf that is still enough, the others as they are."""
        if self.whole[leaf]:
            tried = np.concatenate([[0.0], self.levels[: self.at[leaf], leaf]])
            plans = np.broadcast_to(moves, (len(tried), len(moves))).copy()
            plans[:, leaf] = tried
            return float(tried[int(np.argmax(self._short(plans) <= 0))])
        low, high = 0.0, float(moves[leaf])
        trial = moves.copy()
        trial[leaf] = 0.0
        if self._short(trial[None])[0] <= 0:
            return 0.0
        for _ in range(_HALVINGS):
            trial[leaf] = (low + high) / 2
            if self._short(trial[None])[0] <= 0:
                high = trial[leaf]
            else:
                low = trial[leaf]
        return float(high)
