"""How the scores below a heading become its score (合成方法).

Part of the engine: ``combine`` takes the scores of the children, shape
``(..., units, children)``, NaN where one is missing, and their weights, shape
``(..., 1, children)``. Missing children leave their weight to the others; a
unit without any child with a weight has NaN.

``shares`` says what each child contributes; contributions always add up to the
score. For the means they are the value of a child times the slope of the score
at it, which adds up by Euler's theorem on homogeneous functions.

Every sum runs over the last axis, so that equal units have equal scores, bit
for bit.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from attrs import field, frozen

from bizenv.indicators.checks import not_negative, not_zero, number, word_of
from bizenv.indicators.trees import Array
from bizenv.kernel.text import Text

__all__ = [
    "Aggregator",
    "Arithmetic",
    "Copeland",
    "Geometric",
    "Harmonic",
    "MazziottaPareto",
    "Minimum",
    "Power",
    "Sum",
    "present_shares",
]


def present_shares(values: Array, weights: Array) -> tuple[Array, Array]:
    """Values with 0 for what is missing, and the weights shared among what is there.

    >>> values, shares = present_shares(np.array([[1.0, np.nan]]), np.array([[0.5, 0.5]]))
    >>> values.tolist(), shares.tolist()
    ([[1.0, 0.0]], [[1.0, 0.0]])
    """
    missing = np.isnan(values)
    if missing.any():
        weights = np.where(missing, 0.0, weights)
        values = np.where(missing, 0.0, values)
    total = weights.sum(axis=-1, keepdims=True)
    return values, weights / np.where(total > 0, total, np.nan)


@frozen
class Aggregator:
    """How children become the score of their heading."""

    kind: ClassVar[str]
    text: ClassVar[Text]
    shared: ClassVar[Text] = Text("得分乘以边际", "score times slope")
    """How contributions are reckoned."""
    weighted: ClassVar[bool] = True
    """Whether the weights of the children are used."""
    positive: ClassVar[bool] = False
    """Whether the children must have scores from 0 on."""
    relative: ClassVar[bool] = False
    """Whether the score of a unit depends on the other units."""

    def combine(self, values: Array, weights: Array) -> Array:
        """The scores of the heading: ``(..., units)``."""
        raise NotImplementedError

    def shares(self, values: Array, weights: Array) -> Array:
        """What each child contributes: ``(..., units, children)``, NaN where it is missing."""
        raise NotImplementedError


def _where_present(values: Array, shares: Array) -> Array:
    return np.where(np.isnan(values), np.nan, shares)


@frozen
class Arithmetic(Aggregator):
    """The weighted mean (加权平均).

    >>> Arithmetic().combine(np.array([[50.0, 100.0]]), np.array([[0.7, 0.3]])).tolist()
    [65.0]
    """

    kind = "arithmetic"
    text = Text("加权平均", "weighted mean")
    shared = Text("权重乘以得分", "weight times score")

    def combine(self, values: Array, weights: Array) -> Array:
        """The sum of weight times score."""
        there, shares = present_shares(values, weights)
        return np.asarray((there * shares).sum(axis=-1))

    def shares(self, values: Array, weights: Array) -> Array:
        """Weight times score."""
        there, shares = present_shares(values, weights)
        return _where_present(values, there * shares)


@frozen
class Sum(Aggregator):
    """Points added up, as where each indicator has its own full marks (分值相加).

    >>> Sum().combine(np.array([[59.97, 26.0]]), np.ones((1, 2))).round(2).tolist()
    [85.97]
    """

    kind = "sum"
    text = Text("分值相加", "sum of points")
    shared = Text("分值", "points")
    weighted = False

    def combine(self, values: Array, weights: Array) -> Array:
        """The sum of the points there are; a child that is not in force (weight 0) has none."""
        counted = self.shares(values, weights)
        nothing = np.isnan(counted).all(axis=-1)
        return np.where(nothing, np.nan, np.nansum(counted, axis=-1))

    def shares(self, values: Array, weights: Array) -> Array:
        """The points."""
        return np.where(weights > 0, values, np.nan)


@frozen
class Geometric(Aggregator):
    """The weighted geometric mean: a low score is not made up for by a high one (几何平均).

    Scores below ``floor`` are read as the floor; without one a score of 0 makes 0.

    >>> Geometric().combine(np.array([[4.0, 9.0]]), np.array([[0.5, 0.5]])).round(12).tolist()
    [6.0]
    """

    kind = "geometric"
    text = Text("几何平均", "geometric mean")
    positive = True
    floor: float = field(default=0.0, converter=number, validator=not_negative)

    def combine(self, values: Array, weights: Array) -> Array:
        """The exponential of the weighted mean of logarithms."""
        there, shares = present_shares(np.maximum(values, self.floor), weights)
        used = shares > 0
        with np.errstate(divide="ignore"):
            logs = np.where(used, np.log(np.where(used, there, 1.0)), 0.0)
        mean = np.asarray((shares * logs).sum(axis=-1))
        return np.asarray(np.exp(mean))

    def shares(self, values: Array, weights: Array) -> Array:
        """The share of its weight in the score."""
        _, shares = present_shares(values, weights)
        return _where_present(values, shares * self.combine(values, weights)[..., None])


@frozen
class Power(Aggregator):
    """The weighted power mean: 1 is the arithmetic, -1 the harmonic one (幂平均).

    >>> Power(2).combine(np.array([[1.0, 7.0]]), np.array([[0.5, 0.5]])).tolist()
    [5.0]
    """

    kind = "power"
    text = Text("幂平均", "power mean")
    positive = True
    exponent: float = field(converter=number, validator=not_zero)
    floor: float = field(default=0.0, converter=number, validator=not_negative)

    def _parts(self, values: Array, weights: Array) -> Array:
        there, shares = present_shares(np.maximum(values, self.floor), weights)
        used = shares > 0
        with np.errstate(divide="ignore"):
            powers = np.where(used, np.where(used, there, 1.0) ** self.exponent, 0.0)
        return np.asarray(np.where(used, shares * powers, 0.0 * shares))

    def combine(self, values: Array, weights: Array) -> Array:
        """The root of the weighted mean of powers."""
        mean = self._parts(values, weights).sum(axis=-1)
        with np.errstate(divide="ignore"):
            return np.asarray(mean ** (1 / self.exponent))

    def shares(self, values: Array, weights: Array) -> Array:
        """The share of its part in the mean of powers, of the score."""
        parts = self._parts(values, weights)
        endless = np.isinf(parts)
        parts = np.where(endless.any(axis=-1, keepdims=True), endless.astype(np.float64), parts)
        total = parts.sum(axis=-1, keepdims=True)
        shares = parts / np.where(total == 0, 1.0, total)
        return _where_present(values, shares * self.combine(values, weights)[..., None])


@frozen
class Harmonic(Power):
    """The weighted harmonic mean (调和平均).

    >>> Harmonic().combine(np.array([[2.0, 6.0]]), np.array([[0.5, 0.5]])).tolist()
    [3.0]
    """

    kind = "harmonic"
    text = Text("调和平均", "harmonic mean")
    exponent: float = field(default=-1.0, init=False)


@frozen
class Minimum(Aggregator):
    """The lowest of the scores (取最低).

    >>> Minimum().combine(np.array([[2.0, 6.0]]), np.ones((1, 2))).tolist()
    [2.0]
    """

    kind = "minimum"
    text = Text("取最低", "minimum")
    shared = Text("由最低者分担", "borne by the lowest")
    weighted = False

    def combine(self, values: Array, weights: Array) -> Array:
        """The lowest score there is."""
        lowest = np.fmin.reduce(np.where(weights > 0, values, np.nan), axis=-1)
        return np.asarray(lowest)

    def shares(self, values: Array, weights: Array) -> Array:
        """The whole score, shared by those that are the lowest."""
        lowest = self.combine(values, weights)[..., None]
        bears = (values == lowest) & (weights > 0)
        parts = bears * lowest / np.maximum(bears.sum(axis=-1, keepdims=True), 1)
        return _where_present(values, np.where(bears, parts, 0.0))


@frozen
class MazziottaPareto(Aggregator):
    """The mean less (or plus) a penalty for uneven scores: M - S² / M (马齐奥塔-帕累托).

    S² is the weighted variance of the children, times n / (n - ddof). The
    children need a scale whose scores are well above 0: ``ZScore(mean=100,
    deviation=10)`` for the index of 2007, :class:`Adjusted` for the adjusted one.

    >>> MazziottaPareto().combine(np.array([[90.0, 110.0]]), np.array([[0.5, 0.5]])).tolist()
    [99.0]
    """

    kind = "mazziotta-pareto"
    text = Text("马齐奥塔-帕累托合成", "Mazziotta-Pareto")
    penalty: str = field(default="minus", validator=word_of("minus", "plus"))
    ddof: int = field(default=0, validator=word_of(0, 1))

    def _moments(self, values: Array, weights: Array) -> tuple[Array, Array, Array, Array]:
        there, shares = present_shares(values, weights)
        mean = (there * shares).sum(axis=-1, keepdims=True)
        away = np.where(shares > 0, there - mean, 0.0)
        variance = (shares * away**2).sum(axis=-1, keepdims=True)
        count = (shares > 0).sum(axis=-1, keepdims=True)
        free = np.maximum(count - self.ddof, 1)
        factor = count / free * (1.0 if self.penalty == "minus" else -1.0)
        return shares, mean, away, factor * variance

    def combine(self, values: Array, weights: Array) -> Array:
        """The penalised mean; NaN where the mean is not above 0."""
        _, mean, _, variance = self._moments(values, weights)
        return np.asarray((mean - variance / np.where(mean > 0, mean, np.nan))[..., 0])

    def shares(self, values: Array, weights: Array) -> Array:
        """The score of a child times the slope of the penalised mean."""
        shares, mean, away, variance = self._moments(values, weights)
        base = np.where(mean > 0, mean, np.nan)
        plain = (shares * away**2).sum(axis=-1, keepdims=True)
        factor = np.where(plain > 0, variance / np.where(plain > 0, plain, 1.0), 0.0)
        slope = shares * (1 - 2 * factor * away / base + variance / base**2)
        return np.asarray(values * slope)


@frozen
class Copeland(Aggregator):
    """Duels won less duels lost: who has more weight in front, unit against unit (科普兰法).

    In a duel only indicators that both units have count.

    >>> Copeland().combine(np.array([[1.0], [2.0], [2.0]]), np.ones((1, 1))).tolist()
    [-2.0, 1.0, 1.0]
    """

    kind = "copeland"
    text = Text("科普兰法", "Copeland")
    shared = Text("各场对比中的份额", "share in each duel")
    relative = True

    def _duels(self, values: Array, weights: Array) -> Array:
        """For each pair, the weight in front less the weight behind."""
        lead = np.zeros((*values.shape[:-1], values.shape[-2]))
        for child in range(values.shape[-1]):
            lead = lead + weights[..., child : child + 1] * _ahead(values[..., child])
        return np.where(abs(lead) < _EVEN, 0.0, lead)

    def combine(self, values: Array, weights: Array) -> Array:
        """Duels won less duels lost; NaN for a unit without any value."""
        score = np.sign(self._duels(values, weights)).sum(axis=-1)
        return np.where((~np.isnan(values) & (weights > 0)).any(axis=-1), score, np.nan)

    def shares(self, values: Array, weights: Array) -> Array:
        """Each duel's point, shared by the weight that each child has in the lead."""
        lead = abs(self._duels(values, weights))
        parts = np.zeros(values.shape)
        for child in range(values.shape[-1]):
            ahead = weights[..., child : child + 1] * _ahead(values[..., child])
            parts[..., child] = (ahead / np.where(lead > 0, lead, np.inf)).sum(axis=-1)
        return _where_present(values, parts)


_EVEN = 1e-12
"""A lead below this is a rounding error."""


def _ahead(scores: Array) -> Array:
    """For each pair 1, 0 or -1: whether the first is ahead; 0 where either is missing."""
    signs = np.sign(scores[..., :, None] - scores[..., None, :])
    return np.where(np.isnan(signs), 0.0, signs)
