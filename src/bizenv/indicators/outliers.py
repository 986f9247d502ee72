"""Outliers: held at a limit, where a column is too skewed or too peaked (异常值处理).

Part of the engine. Limits are fitted on the reference, shape
``(units, columns)``, and applied to any panel. The values as observed stay on
the board beside those that were scored.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from attrs import field, frozen

from bizenv.indicators.checks import number, positive
from bizenv.indicators.normalisers import over, quantile
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Clip", "Outliers", "WinsoriseBySkew", "WinsoriseByShare", "kurtosis", "skewness"]


@frozen
class Outliers:
    """How far values may lie before they are held at a limit."""

    kind: ClassVar[str]
    text: ClassVar[Text]

    def limits(self, x: Array) -> Array:
        """The lowest and the highest value that is kept: ``(2, columns)``."""
        raise NotImplementedError


@frozen
class Clip(Outliers):
    """Values held between two that are written down, such as a capped income.

    >>> Clip(high=75_000).limits(np.array([[80_000.0]])).ravel().tolist()
    [-inf, 75000.0]
    """

    kind = "clip"
    text = Text("固定上下限", "fixed limits")
    low: float | None = field(default=None)
    high: float | None = field(default=None)

    def __attrs_post_init__(self) -> None:
        ends = [number(end) for end in (self.low, self.high) if end is not None]
        if not ends or ends != sorted(set(ends)):
            raise UsageError(f"low={self.low!r}, high={self.high!r}: expected one, or low < high")

    def limits(self, x: Array) -> Array:
        """The limits that are written down, for every column."""
        low = -np.inf if self.low is None else float(self.low)
        high = np.inf if self.high is None else float(self.high)
        return np.stack([np.full(x.shape[-1], low), np.full(x.shape[-1], high)])


@frozen
class WinsoriseByShare(Outliers):
    """Values held at quantiles: 0.05 holds the outermost twentieth at each end.

    Quantiles lie between two values in proportion, as numpy's do.

    >>> WinsoriseByShare(0.25).limits(np.arange(5.0)[:, None]).ravel().tolist()
    [1.0, 3.0]
    """

    kind = "winsorise-by-share"
    text = Text("按分位数缩尾", "winsorised at quantiles")
    low: float = field(converter=number)
    high: float | None = None
    """The share at the upper end, where it is another."""

    def __attrs_post_init__(self) -> None:
        high = self.low if self.high is None else number(self.high)
        if not (0 <= self.low < 0.5 and 0 <= high < 0.5 and self.low + high > 0):
            raise UsageError(
                f"low={self.low!r}, high={self.high!r}: expected shares from 0 to below 0.5"
            )

    def limits(self, x: Array) -> Array:
        """The quantiles of the reference."""
        high = self.low if self.high is None else self.high
        return np.stack([over(quantile(share), x) for share in (self.low, 1 - high)])


@frozen
class WinsoriseBySkew(Outliers):
    """The most extreme values one by one, while skewness and kurtosis are both too large.

    As COINr does it: as long as the absolute skewness is above ``skew`` and the
    excess kurtosis above ``kurt``, one more value, with those that equal it, is
    held at the next one, on the high side where the skewness is positive, until
    ``most`` values are held. A column that is still too skewed then stays so;
    give it a transform instead.

    >>> x = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 1000])[:, None]
    >>> WinsoriseBySkew().limits(x).ravel().tolist()
    [1.0, 9.0]
    """

    kind = "winsorise-by-skew"
    text = Text("按偏度和峰度缩尾", "winsorised by skewness and kurtosis")
    skew: float = field(default=2.0, converter=number, validator=positive)
    kurt: float = field(default=3.5, converter=number, validator=positive)
    most: int = 5

    def __attrs_post_init__(self) -> None:
        if type(self.most) is not int or self.most < 1:
            raise UsageError(f"most={self.most!r}: expected a whole number from 1 on")

    def limits(self, x: Array) -> Array:
        """For each column the values at which the outermost are held."""
        found = np.stack([over(np.nanmin, x), over(np.nanmax, x)])
        for column in np.flatnonzero(self._extreme(x)):
            found[:, column] = self._hold(np.sort(x[~np.isnan(x[:, column]), column]))
        return found

    def _extreme(self, x: Array) -> Array:
        with np.errstate(invalid="ignore"):
            return np.asarray((abs(skewness(x)) > self.skew) & (kurtosis(x) > self.kurt))

    def _hold(self, ordered: Array) -> tuple[float, float]:
        low = high = 0
        held = ordered
        while low + high < self.most and self._extreme(held[:, None])[0]:
            if skewness(held[:, None])[0] >= 0:
                high = int((ordered >= held[-1]).sum())  # those that tie are held together
            else:
                low = int((ordered <= held[0]).sum())
            held = np.clip(ordered, ordered[low], ordered[-1 - high])
        return float(held[0]), float(held[-1])


def _moments(x: Array) -> tuple[Array, Array, Array, Array]:
    n = (~np.isnan(x)).sum(axis=-2).astype(np.float64)
    away = x - over(np.nanmean, x)
    second, third, fourth = (over(np.nanmean, away**power) for power in (2, 3, 4))
    return n, np.where(second > 0, second, np.nan), third, fourth


def skewness(x: Array) -> Array:
    """The skewness of columns as SAS, SPSS and Excel have it (G1); NaN under 3 values.

    >>> skewness(np.array([[1.0], [2.0], [6.0]])).round(4).tolist()
    [1.4579]
    """
    n, second, third, _ = _moments(x)
    few = np.where(n > 2, n, np.nan)
    return np.asarray(third / second**1.5 * np.sqrt(few * (few - 1)) / (few - 2))


def kurtosis(x: Array) -> Array:
    """The excess kurtosis as SAS, SPSS and Excel have it (G2); NaN under 4 values.

    >>> kurtosis(np.array([[1.0], [2.0], [3.0], [6.0]])).round(4).tolist()
    [1.5]
    """
    n, second, _, fourth = _moments(x)
    few = np.where(n > 3, n, np.nan)
    excess = fourth / second**2 - 3
    return np.asarray(((few + 1) * excess + 6) * (few - 1) / ((few - 2) * (few - 3)))
