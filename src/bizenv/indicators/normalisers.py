"""Raw values as scores: how one indicator is put on a scale where more is better (标准化).

Part of the engine. A method is fitted once, on the reference, and applied to
any panel: ``fit`` takes ``(units, columns)``, ``apply`` takes
``(..., units, columns)``; both work on many columns at a time. ``sign`` is 1
where more is better and -1 where less is. What ``fit`` returns, the goalposts,
has a row for each of ``posts`` and a column for each indicator.

A column without spread in the reference has the score ``flat`` everywhere: half
way between the ends, stated by the method. NaN stays where it is.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

import numpy as np
from attrs import field, frozen

from bizenv.indicators.checks import number, positive, word_of
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Adjusted", "Frontier", "Indexed", "MinMax", "Normaliser", "Target", "ZScore", "over"]


@frozen
class Normaliser:
    """How raw values of an indicator become scores.

    ``posts`` name what is fitted. ``bounds`` are the goalposts of the index:
    worst and best, NaN where they are not given.
    """

    kind: ClassVar[str]
    text: ClassVar[Text]
    posts: ClassVar[tuple[str, ...]] = ()
    given: ClassVar[tuple[str, ...]] = ()
    """Which goalposts the index must give."""
    relative: ClassVar[bool] = False
    """Whether the score of a unit depends on the other units of the same period."""
    turns: ClassVar[bool] = True
    """Whether the direction of the indicator is taken into account."""

    def fit(self, x: Array, sign: Array, bounds: Array) -> Array:  # noqa: ARG002 - others use it
        """The goalposts, by the values of the reference and the index."""
        return np.empty((0, x.shape[-1]))

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:
        """The scores; a better value never scores lower."""
        raise NotImplementedError

    def span(self) -> tuple[float, float]:
        """The lowest and the highest score there can be."""
        return (-np.inf, np.inf)

    def beyond(self, x: Array, posts: Array) -> Array | None:  # noqa: ARG002 - others use them
        """Where values lie beyond the goalposts; None where there are none to pass."""
        return None


def over(function: Callable[..., Any], x: Array) -> Array:
    """A reduction over the units that is NaN, without a warning, where there is no value."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(function(x, axis=-2))


def _between(x: Array, worst: Array, best: Array, flat: float) -> Array:
    """Where values lie from the worst (0) to the best (1)."""
    gap = best - worst
    level = gap == 0
    shares = np.subtract(x, worst)
    shares /= np.where(level, 1.0, gap)
    if level.any():
        shares = np.where(level & ~np.isnan(x), flat, shares)
    return shares


def _outside(x: Array, posts: Array) -> Array:
    low, high = np.minimum(posts[0], posts[1]), np.maximum(posts[0], posts[1])
    slack = 1e-9 * np.maximum(high - low, np.maximum(abs(low), abs(high)) * 1e-3)
    return np.asarray((x < low - slack) | (x > high + slack))


@frozen
class _Scaled(Normaliser):
    """A share between two goalposts on a scale from low to high."""

    posts = ("worst", "best")
    low: float = field(default=0.0, converter=number)
    high: float = field(default=100.0, converter=number)
    clamp: bool = True

    def __attrs_post_init__(self) -> None:
        if self.high <= self.low:
            raise UsageError(f"high={self.high!r}: expected a number above low={self.low!r}")

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:  # noqa: ARG002 - by the posts
        """The share of the way from the worst to the best, on the scale."""
        shares = _between(x, posts[0], posts[1], 0.5)
        if self.clamp:
            np.clip(shares, 0.0, 1.0, out=shares)
        shares *= self.high - self.low
        shares += self.low  # also where it is 0: a -0.0 becomes 0.0
        return shares

    def span(self) -> tuple[float, float]:
        """From low to high where scores are clamped."""
        return (self.low, self.high) if self.clamp else (-np.inf, np.inf)

    def beyond(self, x: Array, posts: Array) -> Array:
        """Values worse than the worst or better than the best."""
        return _outside(x, posts)


@frozen
class MinMax(_Scaled):
    """Min-max: 0 for the worst value of the reference, 100 for its best (极差法).

    With ``trim`` 0.05 the goalposts are the quantiles at 5 and 95 per cent, and
    the outermost values lie beyond them.

    >>> one = np.array([[1.0], [2.0], [5.0]])
    >>> MinMax().apply(one, np.ones(1), MinMax().fit(one, np.ones(1), np.full((2, 1), np.nan)))
    array([[  0.],
           [ 25.],
           [100.]])
    """

    kind = "min-max"
    text = Text("极差法", "min-max")
    trim: float = field(default=0.0, converter=number)
    """The share of values left out at each end when the goalposts are taken."""

    def __attrs_post_init__(self) -> None:
        _Scaled.__attrs_post_init__(self)
        if not 0 <= self.trim < 0.5:
            raise UsageError(f"trim={self.trim!r}: expected a share from 0 to below 0.5")

    def fit(self, x: Array, sign: Array, bounds: Array) -> Array:  # noqa: ARG002 - by the values
        """The worst and the best value of the reference."""
        if self.trim:
            low, high = (over(quantile(q), x) for q in (self.trim, 1 - self.trim))
        else:
            low, high = over(np.nanmin, x), over(np.nanmax, x)
        return np.stack([np.where(sign > 0, low, high), np.where(sign > 0, high, low)])


def quantile(share: float) -> Callable[..., Array]:
    """The value below which a share of the values lie, as a reduction for :func:`over`."""
    return lambda x, axis: np.asarray(np.nanquantile(x, share, axis=axis))


@frozen
class Frontier(_Scaled):
    """Distance to frontier: the share of the way between the index's goalposts (前沿距离).

    >>> Frontier().apply(np.array([[18.0], [3.5]]), np.array([-1.0]), np.array([[18.0], [1.0]]))
    array([[ 0.        ],
           [85.29411765]])
    """

    kind = "frontier"
    text = Text("前沿距离", "distance to frontier")
    given = ("worst", "best")

    def fit(self, x: Array, sign: Array, bounds: Array) -> Array:  # noqa: ARG002 - by the index
        """The goalposts of the index."""
        return bounds


@frozen
class Target(_Scaled):
    """Distance to target: full marks from the index's ``best`` on (目标距离).

    The zero is the worst value of the reference; with ``two_sided`` the score
    falls on either side of the target, to 0 at the largest distance.

    >>> method, x = Target(two_sided=True), np.array([[1.0], [3.0], [7.0]])
    >>> posts = method.fit(x, np.ones(1), np.array([[np.nan], [3.0]]))
    >>> method.apply(x, np.ones(1), posts).round(1).tolist()
    [[50.0], [100.0], [0.0]]
    """

    kind = "target"
    text = Text("目标距离", "distance to target")
    given = ("best",)
    two_sided: bool = False

    def fit(self, x: Array, sign: Array, bounds: Array) -> Array:
        """The zero, and the target."""
        target = bounds[1]
        if self.two_sided:
            return np.stack([target + over(np.nanmax, abs(x - target)), target])
        worst = np.where(sign > 0, over(np.nanmin, x), over(np.nanmax, x))
        passed = sign * (target - worst) < 0  # every unit is past the target
        return np.stack([np.where(passed, target, worst), target])

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:
        """The share of the way to the target."""
        if self.two_sided:
            x = posts[1] + abs(x - posts[1])
        level = posts[0] == posts[1]
        scores = super().apply(x, sign, posts)
        met = abs(x - posts[1]) == 0 if self.two_sided else sign * (x - posts[1]) >= 0
        ends = np.where(met, self.high, self.low)
        return np.where(level & ~np.isnan(x), ends, scores)

    def beyond(self, x: Array, posts: Array) -> Array:
        """Values worse than the zero; to pass the target is no finding."""
        if self.two_sided:
            return _outside(posts[1] + abs(x - posts[1]), posts)
        return np.asarray(_outside(x, posts) & ((x - posts[0]) * (posts[1] - posts[0]) < 0))


@frozen
class ZScore(Normaliser):
    """Standard scores of the reference's mean and deviation (标准差法).

    ``ddof`` 1 divides by n - 1, 0 by n.

    >>> x = np.array([[1.0], [2.0], [3.0]])
    >>> ZScore(ddof=1).apply(x, -np.ones(1), ZScore(ddof=1).fit(x, x[0], np.empty((2, 1)))).tolist()
    [[1.0], [0.0], [-1.0]]
    """

    kind = "z-score"
    text = Text("标准差法", "z-score")
    posts = ("mean", "deviation")
    ddof: int = field(kw_only=True, validator=word_of(0, 1))
    mean: float = field(default=0.0, converter=number)
    deviation: float = field(default=1.0, converter=number, validator=positive)

    def fit(self, x: Array, sign: Array, bounds: Array) -> Array:  # noqa: ARG002 - by the values
        """Mean and deviation; a column without spread has the deviation 0."""
        constant = over(np.nanmin, x) == over(np.nanmax, x)
        deviation = over(partial(np.nanstd, ddof=self.ddof), x)
        return np.stack([over(np.nanmean, x), np.where(constant, 0.0, deviation)])

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:
        """The standard score, turned where less is better."""
        level = posts[1] == 0
        z = (x - posts[0]) / np.where(level, 1.0, posts[1])
        z = np.where(level & ~np.isnan(x), 0.0, z)
        return self.mean + self.deviation * sign * z


@frozen
class Indexed(Normaliser):
    """The value as a ratio to the reference's mean, or to the best (指数化).

    For a cost the ratio is turned over, so that half the cost counts double.

    >>> x = np.array([[1.0], [3.0]])
    >>> Indexed().apply(x, np.ones(1), Indexed().fit(x, np.ones(1), np.empty((2, 1)))).tolist()
    [[50.0], [150.0]]
    """

    kind = "indexed"
    text = Text("指数化", "ratio to a base")
    posts = ("base",)
    to: str = field(default="mean", validator=word_of("mean", "best"))
    base: float = field(default=100.0, converter=number, validator=positive)

    def fit(self, x: Array, sign: Array, bounds: Array) -> Array:  # noqa: ARG002 - by the values
        """The mean, or the best value, of the reference."""
        if self.to == "mean":
            return over(np.nanmean, x)[None]
        return np.asarray(np.where(sign > 0, over(np.nanmax, x), over(np.nanmin, x))[None])

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:
        """The ratio, times the base; NaN where a value is not above 0."""
        usable = np.where((x > 0) & (posts[0] > 0), x, np.nan)
        return np.asarray(self.base * np.where(sign > 0, usable / posts[0], posts[0] / usable))

    def span(self) -> tuple[float, float]:
        """Above 0."""
        return (0.0, np.inf)


@frozen
class Adjusted(Normaliser):
    """The scale of the adjusted Mazziotta-Pareto index: the reference mean is 100.

    The goalposts stand half the range of the reference below and above its
    mean, and are 60 points apart, so that most scores lie from 70 to 130.

    >>> x, one = np.array([[0.0], [2.0], [4.0]]), np.ones(1)
    >>> Adjusted().apply(x, one, Adjusted().fit(x, one, np.empty((2, 1)))).tolist()
    [[70.0], [100.0], [130.0]]
    """

    kind = "adjusted"
    text = Text("以基期均值为 100 的极差法", "min-max around the reference mean")
    posts = ("mean", "half-range")

    def fit(self, x: Array, sign: Array, bounds: Array) -> Array:  # noqa: ARG002 - by the values
        """The mean and half the range of the reference."""
        return np.stack([over(np.nanmean, x), (over(np.nanmax, x) - over(np.nanmin, x)) / 2])

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:
        """30 points for half the range."""
        level = posts[1] == 0
        z = (x - posts[0]) / np.where(level, 1.0, posts[1])
        return 100.0 + 30.0 * sign * np.where(level & ~np.isnan(x), 0.0, z)
