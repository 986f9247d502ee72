"""Scores by where a value stands among the units of the same period: rank, percentile (位次).

Part of the engine, as :mod:`bizenv.indicators.normalisers` is. These scores are
relative: they change when others change, and nothing is fitted.
"""

from __future__ import annotations

import numpy as np
from attrs import field, frozen

from bizenv.indicators.checks import word_of
from bizenv.indicators.normalisers import Normaliser
from bizenv.indicators.ranking import ranks
from bizenv.indicators.trees import Array
from bizenv.kernel.text import Text

__all__ = ["Percentile", "RankScore"]


def _places(x: Array, sign: Array, ties: str) -> Array:
    """The rank of every value in its column, the best first."""
    return np.moveaxis(ranks(np.moveaxis(x * sign, -1, -2), ties), -1, -2)


def _present(x: Array) -> Array:
    return np.asarray((~np.isnan(x)).sum(axis=-2, keepdims=True), dtype=np.float64)


@frozen
class RankScore(Normaliser):
    """How many units are not ahead: N for the best, 1 for the last (排名法).

    ``ties`` are ranked as ``competition`` (1, 1, 3), ``dense`` or ``average``.

    >>> x = np.array([[5.0], [7.0], [7.0]])
    >>> RankScore().apply(x, np.ones(1), np.empty((0, 1))).tolist()
    [[1.0], [3.0], [3.0]]
    """

    kind = "rank"
    text = Text("排名法", "rank")
    relative = True
    ties: str = field(
        default="competition", validator=word_of("competition", "dense", "average", "last")
    )

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:  # noqa: ARG002 - by the units
        """N + 1 less the rank, N being the units with a value, or the distinct values if dense."""
        places = _places(x, sign, self.ties)
        if self.ties == "dense":
            return np.asarray(np.nanmax(np.where(np.isnan(places), 0, places), axis=-2,
                                        keepdims=True) + 1 - places)  # fmt: skip
        return _present(x) + 1 - places

    def span(self) -> tuple[float, float]:
        """From 1 on."""
        return (1.0, np.inf)


@frozen
class Percentile(Normaliser):
    """The share of units that a value beats, in per cent (百分位).

    ``formula`` is one of three, r being the competition rank among N units:
    ``published`` (N - r + 1) / N, as Chinese reports print it; ``below``: the
    units with a worse value, by N - 1; ``middle``: those, and half of those
    with the same value, by N.

    >>> x = np.array([[1.0], [2.0], [3.0]])
    >>> [Percentile(f).apply(x, np.ones(1), None)[:, 0].round(1).tolist()
    ...  for f in ("published", "below", "middle")]
    [[33.3, 66.7, 100.0], [0.0, 50.0, 100.0], [16.7, 50.0, 83.3]]
    """

    kind = "percentile"
    text = Text("百分位", "percentile")
    relative = True
    formula: str = field(default="published", validator=word_of("published", "below", "middle"))

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:  # noqa: ARG002 - by the units
        """The percentile by the formula; a single unit beats all, or half by ``middle``."""
        n = _present(x)
        ahead = _places(x, sign, "competition") - 1
        if self.formula == "published":
            return np.asarray(100 * (n - ahead) / n)
        behind = n - _places(x, sign, "last")
        if self.formula == "below":
            return np.asarray(np.where(n == 1, 100.0 + 0 * x, 100 * behind / np.maximum(n - 1, 1)))
        return np.asarray(100 * (behind + (n - ahead - behind) / 2) / n)

    def span(self) -> tuple[float, float]:
        """From 0 to 100."""
        return (0.0, 100.0)
