"""Scores by a fixed table of points: steps, straight pieces, deductions, bonus (分值表).

Part of the engine, as :mod:`bizenv.indicators.normalisers` is. Nothing here is
fitted: the points are what the table says, whoever else is scored.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TypeVar

import numpy as np
from attrs import field, frozen

from bizenv.indicators.checks import number, optional_number, positive, rising
from bizenv.indicators.normalisers import Normaliser
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["AsScored", "Bonus", "Deduction", "Piecewise", "Steps"]

T = TypeVar("T")


@frozen
class AsScored(Normaliser):
    """The value is a score already; it is taken as it is (原始分).

    >>> AsScored().apply(np.array([[59.97]]), np.ones(1), np.empty((0, 1))).tolist()
    [[59.97]]
    """

    kind = "as-scored"
    text = Text("原始分", "as scored")
    turns = False
    low: float | None = field(default=None, converter=optional_number)
    high: float | None = field(default=None, converter=optional_number)

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:  # noqa: ARG002 - as it is
        """The values, held between low and high where these are given."""
        if self.low is None and self.high is None:
            return x
        return np.clip(x, self.low, self.high)

    def span(self) -> tuple[float, float]:
        """Between low and high, where these are given."""
        low = -np.inf if self.low is None else self.low
        return (low, np.inf if self.high is None else self.high)


def _thresholds(value: Iterable[Iterable[float]]) -> tuple[tuple[float, float], ...]:
    steps = tuple((number(edge), number(score)) for edge, score in value)
    edges = [edge for edge, _ in steps]
    if not steps or any(b <= a for a, b in pairwise(edges)):
        raise UsageError(f"steps={steps!r}: expected one or more, each edge above the one before")
    return steps


@frozen
class Steps(Normaliser):
    """Points by thresholds: from each edge on the points beside it (分档赋分).

    Where less is better the points stand for values up to the edge.

    >>> table = Steps([(60, 50), (90, 100)], below=0)
    >>> table.apply(np.array([[59.9], [60.0], [95.0]]), np.ones(1), np.empty((0, 1))).tolist()
    [[0.0], [50.0], [100.0]]
    """

    kind = "steps"
    text = Text("分档赋分", "steps")
    steps: tuple[tuple[float, float], ...] = field(converter=_thresholds)
    below: float = field(default=0.0, converter=number)
    """The points of a value that reaches no edge."""

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:  # noqa: ARG002 - by the table
        """The points of the last edge reached."""
        edges, points = np.array(self.steps).T
        rising_points = np.concatenate([[self.below], points])
        falling_points = np.concatenate([points, [self.below]])
        up = rising_points[np.searchsorted(edges, x, side="right")]
        down = falling_points[np.searchsorted(edges, x, side="left")]
        return np.where(np.isnan(x), np.nan, np.where(sign > 0, up, down))

    def span(self) -> tuple[float, float]:
        """The fewest and the most points of the table."""
        points = [self.below, *(score for _, score in self.steps)]
        return (min(points), max(points))

    def agrees(self, sign: float) -> bool:
        """Whether a better value never has fewer points."""
        points = [score for _, score in self.steps]
        points = [self.below, *points] if sign > 0 else [*points, self.below]
        return _sorted(points, sign)


def _sorted(points: list[float], sign: float) -> bool:
    return points == sorted(points, reverse=sign < 0)


@frozen
class Piecewise(Normaliser):
    """Points on straight pieces between (value, points); held at both ends (分段线性).

    >>> table = Piecewise([(50, 0), (90, 80), (100, 100)])
    >>> table.apply(np.array([[40.0], [70.0], [95.0]]), np.ones(1), np.empty((0, 1))).tolist()
    [[0.0], [40.0], [90.0]]
    """

    kind = "piecewise"
    text = Text("分段线性", "piecewise linear")
    points: tuple[tuple[float, float], ...] = field(converter=rising)

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:  # noqa: ARG002 - by the table
        """The points on the pieces."""
        xs, ys = np.array(self.points).T
        return np.asarray(np.interp(x, xs, ys))

    def span(self) -> tuple[float, float]:
        """The fewest and the most points of the table."""
        ends = (self.points[0][1], self.points[-1][1])
        return (min(ends), max(ends))

    def agrees(self, sign: float) -> bool:
        """Whether a better value never has fewer points."""
        return (self.points[-1][1] - self.points[0][1]) * sign > 0


@frozen
class Deduction(Normaliser):
    """Full marks from a target on; below it points are taken off, down to a floor (扣分).

    ``points = max(floor, full - slope * max(0, target - value))``; where less is
    better the shortfall is ``value - target``.

    >>> table = Deduction(full=25, target=98, slope=0.5, floor=12.5)
    >>> table.apply(np.array([[87.5], [50.0]]), np.ones(1), np.empty((0, 1))).tolist()
    [[19.75], [12.5]]
    """

    kind = "deduction"
    text = Text("扣分", "deductions")
    full: float = field(converter=number)
    target: float = field(converter=number)
    slope: float = field(converter=number, validator=positive)
    floor: float = field(default=0.0, converter=number)

    def __attrs_post_init__(self) -> None:
        if self.floor >= self.full:
            raise UsageError(f"floor={self.floor!r}: expected a number below full={self.full!r}")

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:  # noqa: ARG002 - by the table
        """Full marks, less what is taken off."""
        short = np.maximum(0.0, sign * (self.target - x))
        return np.maximum(self.floor, self.full - self.slope * short)

    def span(self) -> tuple[float, float]:
        """From the floor to full marks."""
        return (self.floor, self.full)


@frozen
class Bonus(Normaliser):
    """Points for each unit beyond a start, up to a cap (加分).

    >>> Bonus(slope=2, cap=5).apply(np.array([[0.0], [1.0], [9.0]]), np.ones(1), None).tolist()
    [[0.0], [2.0], [5.0]]
    """

    kind = "bonus"
    text = Text("加分", "bonus")
    slope: float = field(converter=number, validator=positive)
    cap: float = field(converter=number, validator=positive)
    start: float = field(default=0.0, converter=number)

    def apply(self, x: Array, sign: Array, posts: Array) -> Array:  # noqa: ARG002 - by the table
        """The points earned beyond the start."""
        earned = np.maximum(0.0, sign * (x - self.start))
        return np.minimum(self.cap, self.slope * earned)

    def span(self) -> tuple[float, float]:
        """From none to the cap."""
        return (0.0, self.cap)
