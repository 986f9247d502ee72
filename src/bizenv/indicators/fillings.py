"""How points are put on indicators so that a gap is closed (如何补足差距).

Part of the engine of :mod:`bizenv.indicators.paths`. A gap is closed by adding
to the scores of indicators, each up to its room; what is added up is

- the worth times what was added, where the whole is a sum;
- the worth times the logarithm of the ratio, where it is a geometric mean.

Both are concave and separable, so that three plans are found without a solver:
the cheapest (sort by worth per cost and fill, the last one partly; for
logarithms water-filling: bisection on the price), the one with the fewest
indicators, and the one that is spread evenly (least squares, by bisection).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from attrs import field, frozen

from bizenv.indicators.trees import Array

__all__ = ["GOALS", "Gap"]

_TIMES = 200
"""Halvings of a bisection over prices, which range over many orders of magnitude."""


@frozen(eq=False)
class Gap:
    """What is lacking, and the indicators that can help.

    Shapes: ``(leaves,)`` each; an indicator that cannot help has no room. With
    ``logs`` the scores ``now`` are those from which ratios are taken, above 0
    or 0.

    >>> gap = Gap(np.array([0.5, 0.1]), np.zeros(2), np.array([2.0, 9.0]), np.ones(2), 1.5)
    >>> gap.cheapest().round(12).tolist(), gap.most
    ([2.0, 5.0], 1.9)
    """

    worth: Array
    now: Array = field(repr=False)
    room: Array
    cost: Array
    need: float
    logs: bool = False

    def gains(self, added: Array) -> Array:
        """What each indicator brings: ``(..., leaves)``."""
        if not self.logs:
            return np.asarray(self.worth * added)
        after = self.now + added
        with np.errstate(divide="ignore"):  # from a score of 0 any rise is endless
            ratio = after / np.where(after > 0, self.now, 1.0)
            return np.where(added > 0, self.worth * np.log(np.where(added > 0, ratio, 1.0)), 0.0)

    def gain(self, added: Array) -> float:
        """What all bring together."""
        return float(self.gains(added).sum())

    @property
    def most(self) -> float:
        """What is gained when every indicator takes all its room."""
        return self.gain(self.room)

    @property
    def closable(self) -> bool:
        """Whether the room is enough."""
        return self.most >= self.need

    def cheapest(self) -> Array:
        """What is added to each score at the least cost."""
        return self._water_filled() if self.logs else self._filled()

    def fewest_room(self) -> Array:
        """The room of the fewest indicators that are enough together, by what each brings."""
        gains = self.gains(self.room)
        order = np.argsort(-gains, kind="stable")
        count = int(np.searchsorted(np.cumsum(gains[order]), self.need)) + 1
        room = np.zeros(len(order))
        room[order[:count]] = self.room[order[:count]]
        return room

    def even(self) -> Array:
        """The plan with the least sum of cost times squares, so that many move a little."""
        return self._at_price(self._evenly)

    def _filled(self) -> Array:
        order = np.argsort(-self.worth / self.cost, kind="stable")
        gains = self.gains(self.room)[order]
        before = np.cumsum(gains) - gains
        taken = np.clip(self.need - before, 0.0, gains)
        added = np.zeros(len(order))
        worth = self.worth[order]
        part = np.where(worth > 0, taken / np.where(worth > 0, worth, 1.0), 0.0)
        added[order] = np.where(taken >= gains, self.room[order], part)
        return added

    def _water_filled(self) -> Array:
        return self._at_price(lambda price: price * self.worth / self.cost - self.now)

    def _evenly(self, price: float) -> Array:
        pull = price * self.worth / self.cost
        if not self.logs:
            return pull
        return (np.sqrt(self.now**2 + 4 * pull) - self.now) / 2

    def _at_price(self, wanted: Callable[[float], Array]) -> Array:
        """What is added at the lowest price at which the gap is closed."""
        low, high = -100.0, 100.0  # powers of e
        for _ in range(_TIMES):
            middle = (low + high) / 2
            if self.gain(np.clip(wanted(float(np.exp(middle))), 0.0, self.room)) >= self.need:
                high = middle
            else:
                low = middle
        return np.clip(wanted(float(np.exp(high))), 0.0, self.room)


GOALS = ("smallest", "fewest", "even")
"""What a path may aim at, beside the rank."""
