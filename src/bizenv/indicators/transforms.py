"""Another scale for raw values before they are scored: logarithm, power, inverse (变换).

Part of the engine: ``apply`` takes and gives arrays of any shape. Goalposts are
written in raw units and transformed along. A value outside the domain of the
transform becomes NaN; the board tells of it.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from attrs import field, frozen

from bizenv.indicators.checks import not_zero, number, rising
from bizenv.indicators.trees import Array
from bizenv.kernel.text import Text

__all__ = ["BoxCox", "Curve", "Inverse", "Log", "Power", "Transform"]


@frozen
class Transform:
    """What is done to raw values before they are scored."""

    kind: ClassVar[str]
    text: ClassVar[Text]

    def apply(self, x: Array) -> Array:
        """The values on the new scale."""
        raise NotImplementedError

    @property
    def falling(self) -> bool:
        """Whether larger values become smaller, so that the direction turns."""
        return False


@frozen
class Log(Transform):
    """The natural logarithm of the value plus a shift.

    >>> Log().apply(np.array([1.0, np.e])).tolist()
    [0.0, 1.0]
    """

    kind = "log"
    text = Text("取自然对数", "natural logarithm")
    shift: float = field(default=0.0, converter=number)

    def apply(self, x: Array) -> Array:
        """ln(x + shift)."""
        moved = x + self.shift
        return np.log(np.where(moved > 0, moved, np.nan))


@frozen
class BoxCox(Transform):
    """Box and Cox's power: ``((x + shift) ** lam - 1) / lam``; the logarithm where lam is 0.

    >>> BoxCox(0.5).apply(np.array([4.0])).tolist()
    [2.0]
    """

    kind = "box-cox"
    text = Text("Box-Cox 变换", "Box-Cox")
    lam: float = field(converter=number)
    shift: float = field(default=0.0, converter=number)

    def apply(self, x: Array) -> Array:
        """The transformed values; NaN where x + shift is not above 0."""
        moved = np.where(x + self.shift > 0, x + self.shift, np.nan)
        return np.log(moved) if self.lam == 0 else (moved**self.lam - 1) / self.lam


@frozen
class Power(Transform):
    """A power of values that are not negative, as with the tax rate of Doing Business.

    >>> Power(2).apply(np.array([3.0])).tolist()
    [9.0]
    """

    kind = "power"
    text = Text("取幂", "power")
    exponent: float = field(converter=number, validator=not_zero)

    def apply(self, x: Array) -> Array:
        """X ** exponent; NaN where x is negative, or 0 under a negative exponent."""
        usable = x >= 0 if self.exponent > 0 else x > 0
        return np.where(usable, x, np.nan) ** self.exponent

    @property
    def falling(self) -> bool:
        """Larger values become smaller under a negative exponent."""
        return self.exponent < 0


@frozen
class Inverse(Transform):
    """1 / x of positive values: from days a case to cases a day.

    >>> Inverse().apply(np.array([4.0])).tolist(), Inverse().falling
    ([0.25], True)
    """

    kind = "inverse"
    text = Text("取倒数", "inverse")

    def apply(self, x: Array) -> Array:
        """1 / x; NaN where x is not above 0."""
        return 1.0 / np.where(x > 0, x, np.nan)

    @property
    def falling(self) -> bool:
        """Larger values become smaller."""
        return True


@frozen
class Curve(Transform):
    """Straight pieces between points (x, y), going on as the outermost pieces do.

    >>> Curve([(0, 0), (10, 10), (20, 12)]).apply(np.array([5.0, 30.0])).tolist()
    [5.0, 14.0]
    """

    kind = "curve"
    text = Text("分段线性变换", "piecewise linear")
    points: tuple[tuple[float, float], ...] = field(converter=rising)

    def apply(self, x: Array) -> Array:
        """The values on the curve."""
        xs, ys = np.array(self.points).T
        piece = np.clip(np.searchsorted(xs, x, side="right") - 1, 0, len(xs) - 2)
        slope = np.diff(ys) / np.diff(xs)
        return np.asarray(ys[piece] + (x - xs[piece]) * slope[piece])

    @property
    def falling(self) -> bool:
        """Whether the curve falls."""
        return self.points[-1][1] < self.points[0][1]
