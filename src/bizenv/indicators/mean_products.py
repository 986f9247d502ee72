"""Weighted means under many sets of weights at once, as products of matrices (多组权重的加权平均).

Part of the engine of :mod:`bizenv.indicators.futures`, which says when it may be
used. It is what :func:`bizenv.indicators.engine.aggregate` gives for arithmetic
means, gaps and least coverage included, but for the last bits of the scores.
"""

from __future__ import annotations

import numpy as np
from attrs import define, field

from bizenv.indicators.missing import Reweight
from bizenv.indicators.plans import Plan
from bizenv.indicators.trees import Array, Positions

__all__ = ["means"]


def means(made: Plan, leaves: Array, shares: Array) -> Array:
    """The scores of the whole: ``(runs, units)``.

    ``leaves`` are the scores of the leaves, ``(units, leaves)``, NaN where one
    is missing, and ``shares`` the weights among siblings, ``(runs, columns)``.
    """
    return _Climb(made, leaves, shares).whole()


@define(eq=False)
class _Climb:
    """One way up the tree; by heading what was found there, ``(runs, units)`` each."""

    made: Plan
    leaves: Array
    shares: Array
    present: Array = field(init=False)
    filled: Array = field(init=False)
    scores: dict[int, Array] = field(factory=dict)
    covered: dict[int, Array] = field(factory=dict)
    of: dict[int, Array] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        missing = np.isnan(self.leaves)
        self.present = (~missing).astype(np.float64)
        self.filled = np.where(missing, 0.0, self.leaves)

    def whole(self) -> Array:
        """The scores at the top."""
        worth = self._worth()
        for node, children in self.made.tree.headings:
            below = children < self.made.tree.leaf_count
            direct, headings = children[below], children[~below].tolist()
            score = self._mean(direct, headings)
            if worth is not None:
                score = np.where(self._lacks(node, direct, headings, worth), np.nan, score)
            self.scores[node] = score
        return self.scores[self.made.tree.root]

    def _mean(self, direct: Positions, headings: list[int]) -> Array:
        """The mean of what is there."""
        weights = self.shares[:, direct]
        total = weights @ self.filled[:, direct].T
        weight = weights @ self.present[:, direct].T
        for node in headings:
            there = ~np.isnan(self.scores[node])
            share = self.shares[:, node, None]
            total = total + share * np.where(there, self.scores[node], 0.0)
            weight = weight + share * there
        return np.asarray(total / np.where(weight > 0, weight, np.nan))

    def _worth(self) -> Array | None:
        """What each leaf counts in the coverage; None where that does not matter."""
        if self.made.at_least <= 0 or self.present.all():
            return None
        effective = self.made.tree.effective(self.shares)[:, : self.made.tree.leaf_count]
        rest = self.made.scheme.rest
        by_weight = isinstance(rest, Reweight) and rest.by == "weight"
        return effective if by_weight else (effective > 0).astype(np.float64)

    def _lacks(self, node: int, direct: Positions, headings: list[int], worth: Array) -> Array:
        """Where too little is there below a heading."""
        part = worth[:, direct]
        self.covered[node] = part @ self.present[:, direct].T + sum(
            self.covered[each] for each in headings
        )
        self.of[node] = part.sum(axis=1, keepdims=True) + sum(self.of[each] for each in headings)
        return np.asarray(self.covered[node] < (self.made.at_least - 1e-9) * self.of[node])
