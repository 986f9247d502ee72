"""What is done where a value is missing (缺失值处理).

Part of the engine. The steps of a scheme are taken in turn: those that fill
values first, then what becomes of the rest. Nothing is filled unasked.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from bizenv.indicators.checks import number, share, whole, word_of
from bizenv.indicators.normalisers import over
from bizenv.indicators.trees import Array
from bizenv.kernel.text import Text

__all__ = [
    "CarryForward",
    "ClassMean",
    "ClassMedian",
    "Fill",
    "Filler",
    "Missing",
    "Refuse",
    "Reweight",
    "Screen",
]

Classes = npt.NDArray[np.intp]


@frozen
class Missing:
    """One step of what is done with missing values."""

    kind: ClassVar[str]
    text: ClassVar[Text]


@frozen
class Refuse(Missing):
    """A missing value is an error that names it (拒绝)."""

    kind = "refuse"
    text = Text("不允许缺失", "refused")


@frozen
class Reweight(Missing):
    """What is missing leaves its weight to its siblings, down to a least coverage (重新赋权).

    A heading is scored where ``at_least`` of the monitored indicators below it
    are there: by their count, or by their weight.
    """

    kind = "reweight"
    text = Text("按现有指标重新赋权", "reweighted among what is there")
    at_least: float = field(converter=number, validator=share)
    by: str = field(default="count", validator=word_of("count", "weight"))


@frozen
class Filler(Missing):
    """A step that fills raw values.

    ``fill`` takes ``(periods, units, columns)``, what was observed, and the
    class of each unit; it gives the values with some NaN filled.
    """

    @property
    def needs_classes(self) -> bool:
        """Whether units must have a class."""
        return False

    def fill(self, x: Array, classes: Classes) -> Array:
        """The values with what can be filled."""
        raise NotImplementedError


@frozen
class CarryForward(Filler):
    """The last value is carried on for at most some periods (沿用上期).

    >>> x = np.array([1.0, np.nan, np.nan]).reshape(3, 1, 1)
    >>> CarryForward(1).fill(x, np.zeros(1, dtype=np.intp)).ravel().tolist()
    [1.0, 1.0, nan]
    """

    kind = "carry-forward"
    text = Text("沿用上期", "carried forward")
    periods: int = field(default=1, validator=whole)

    def fill(self, x: Array, classes: Classes) -> Array:  # noqa: ARG002 - each unit by itself
        """The values, each gap filled from before it."""
        filled = x
        for back in range(1, min(self.periods, len(x) - 1) + 1):
            earlier = np.full(x.shape, np.nan)
            earlier[back:] = x[:-back]
            filled = np.where(np.isnan(filled), earlier, filled)
        return filled


@frozen
class _Middle(Filler):
    """The middle of the same class, or of all units."""

    among: str = field(default="class", validator=word_of("class", "all"))

    @property
    def needs_classes(self) -> bool:
        """Whether units must have a class."""
        return self.among == "class"

    def _middle(self, x: Array) -> Array:
        raise NotImplementedError

    def fill(self, x: Array, classes: Classes) -> Array:
        """The values, each gap filled by the middle of the class in the same period."""
        groups = classes if self.among == "class" else np.zeros_like(classes)
        filled = x.copy()
        for each in np.unique(groups[groups >= 0]):
            mine = np.flatnonzero(groups == each)
            part = x[..., mine, :]
            middle = self._middle(part)[..., None, :]
            filled[..., mine, :] = np.where(np.isnan(part), middle, part)
        return filled


@frozen
class ClassMedian(_Middle):
    """The median of the units of the same class in the same period (同类中位数).

    >>> x = np.array([[1.0], [3.0], [np.nan]])
    >>> ClassMedian().fill(x, np.zeros(3, dtype=np.intp)).ravel().tolist()
    [1.0, 3.0, 2.0]
    """

    kind = "class-median"
    text = Text("同类中位数", "median of the class")

    def _middle(self, x: Array) -> Array:
        return over(np.nanmedian, x)


@frozen
class ClassMean(_Middle):
    """The mean of the units of the same class in the same period (同类均值).

    >>> x = np.array([[1.0], [4.0], [np.nan]])
    >>> ClassMean("all").fill(x, np.zeros(3, dtype=np.intp)).ravel().tolist()
    [1.0, 4.0, 2.5]
    """

    kind = "class-mean"
    text = Text("同类均值", "mean of the class")

    def _middle(self, x: Array) -> Array:
        return over(np.nanmean, x)


@frozen
class Fill(Missing):
    """A missing value has a fixed score, such as 0 (按固定分)."""

    kind = "fill"
    text = Text("按固定分", "a fixed score")
    score: float = field(converter=number)


@frozen
class Screen:
    """Units with too few values are not scored at all (数据筛查).

    ``at_least`` is the share of monitored indicators that were observed, before
    anything is filled. The JRC asks for 0.65.
    """

    at_least: float = field(converter=number, validator=share)
