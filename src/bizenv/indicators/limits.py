"""How far an indicator can be moved: what is feasible, not only what would be scored (可行幅度).

A limit gives for every monitored indicator the raw value up to which one unit
can get; NaN is no limit. Several limits hold together: the nearest one counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from attrs import field, frozen

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.checks import number, share, whole
from bizenv.indicators.normalisers import over, quantile
from bizenv.indicators.trees import Array, Positions
from bizenv.indicators.values import unknown_code
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["BestGain", "ClassQuantile", "Limit", "UpTo"]


@frozen
class Limit:
    """How far the indicators of one unit can be moved."""

    kind: ClassVar[str]
    text: ClassVar[Text]

    def values(self, board: Scoreboard, place: int) -> Array:
        """The raw value up to which each indicator can be moved, ``(leaves,)``."""
        raise NotImplementedError


def _mates(board: Scoreboard, place: int) -> Positions:
    """The positions of the units of the same class; all units where there is none."""
    mine = board.classes[place]
    return np.flatnonzero(board.classes == mine if mine >= 0 else board.classes > -2)


@frozen
class ClassQuantile(Limit):
    """Up to what a share of the class does not surpass: 0.75 is its best quarter's threshold.

    >>> ClassQuantile(0.75).share
    0.75
    """

    kind = "class-quantile"
    text = Text("同类分位数", "quantile of the class")
    share: float = field(default=0.75, converter=number, validator=share)

    def values(self, board: Scoreboard, place: int) -> Array:
        """The quantile of the class in the direction of each indicator."""
        better = board.filled[_mates(board, place)] * board.plan.sign
        return over(quantile(self.share), better) * board.plan.sign


@frozen
class BestGain(Limit):
    """By as much as the best gain of any unit of the class within some periods so far.

    An indicator that has no such history, or that nobody has improved, cannot
    be moved.

    >>> BestGain(12).periods
    12
    """

    kind = "best-gain"
    text = Text("同类最大进步", "best gain of the class")
    periods: int = field(default=12, validator=whole)

    def values(self, board: Scoreboard, place: int) -> Array:
        """The value now, and the best gain on top."""
        seen = board.panel.observations
        upto = seen.period_position(board.period) + 1
        if upto <= self.periods:
            raise UsageError(
                f"BestGain({self.periods}): there are {upto} periods up to {board.period}; "
                "expected more than that many"
            )
        past = seen.raw(board.plan.index)[:upto][:, _mates(board, place)] * board.plan.sign
        gains = past[self.periods :] - past[: -self.periods]
        best = np.fmax.reduce(gains.reshape(-1, gains.shape[-1]), axis=0, initial=0.0)
        return np.asarray(board.filled[place] + best * board.plan.sign)


def _table(value: Mapping[str, float]) -> Mapping[str, float]:
    return MappingProxyType({code: number(each) for code, each in value.items()})


@frozen
class UpTo(Limit):
    """Up to values that are written down, by code.

    >>> UpTo({"days": 1.5}).table["days"]
    1.5
    """

    kind = "up-to"
    text = Text("给定上限", "given limit")
    table: Mapping[str, float] = field(converter=_table, hash=False)

    def values(self, board: Scoreboard, place: int) -> Array:  # noqa: ARG002 - the same for all
        """The values of the table; NaN where it has none."""
        leaves = board.plan.index.leaves
        for code in self.table:
            if code not in leaves:
                raise UsageError(unknown_code(code, leaves, "UpTo"))
        return np.array([self.table.get(code, np.nan) for code in leaves])
