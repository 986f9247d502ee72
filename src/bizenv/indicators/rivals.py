"""What the other units are assumed to do meanwhile: stay, go on, or go on by chance (对手假设).

A rival gives what is added to the scores of the whole, in one future or in
many: ``(futures, units)``.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from attrs import field, frozen

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.checks import number, whole
from bizenv.indicators.rules import score_all
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Fixed", "Rivals", "Sampled", "Trend"]


@frozen
class Rivals:
    """What others do meanwhile; ``share`` of the futures must be good enough."""

    kind: ClassVar[str]
    text: ClassVar[Text]
    share: float = field(default=1.0, init=False)

    def gains(self, board: Scoreboard) -> Array:
        """What is added to the score of every unit: ``(futures, units)``."""
        raise NotImplementedError


@frozen
class Fixed(Rivals):
    """The others stay where they are (他人不变)."""

    kind = "fixed"
    text = Text("其他单位得分不变", "the others stay as they are")

    def gains(self, board: Scoreboard) -> Array:
        """Nothing."""
        return np.zeros((1, len(board.units)))


def _past(board: Scoreboard, periods: int) -> Array:
    """The published scores of the last periods up to the board's: ``(periods, units)``."""
    seen = board.panel.observations
    upto = seen.period_position(board.period) + 1
    if upto < max(periods, 2):
        raise UsageError(
            f"periods={periods!r}: there are {upto} up to {board.period}; expected 2 or more, "
            "and as many"
        )
    panel = score_all(seen, board.plan.index, board.plan.scheme)
    return np.asarray(panel.published[upto - periods : upto])


@frozen
class Trend(Rivals):
    """The others go on as in the last ``periods``, for ``ahead`` periods (按趋势).

    The slope is that of a straight line through their scores, by least squares.
    A unit without a score in one of the periods stays where it is.
    """

    kind = "trend"
    text = Text("其他单位按近期趋势变化", "the others go on as of late")
    periods: int = field(default=12, validator=whole)
    ahead: int = field(default=12, validator=whole)

    def gains(self, board: Scoreboard) -> Array:
        """The slope, times the periods ahead."""
        past = _past(board, self.periods)
        time = np.arange(len(past)) - (len(past) - 1) / 2
        slope = time @ past / (time @ time)
        return np.nan_to_num(self.ahead * slope)[None]


def _a_share(_: object, attribute: Any, value: float) -> None:
    if not 0 < value <= 1:
        raise UsageError(f"{attribute.name}={value!r}: expected a share above 0, at most 1")


@frozen
class Sampled(Rivals):
    """The others change as they did before, in an order drawn by chance (按抽样).

    The change of a unit is the sum of ``ahead`` of its own changes from period
    to period among the last ``periods``, drawn with replacement. The target is
    reached where it is in a ``share`` of the futures.
    """

    kind = "sampled"
    text = Text("其他单位的变化由其以往变化抽样", "the others change as they did before, by chance")
    share: float = field(default=0.8, converter=number, validator=_a_share, kw_only=True)
    periods: int = field(default=13, validator=whole)
    ahead: int = field(default=12, validator=whole)
    runs: int = field(default=1000, validator=whole)
    seed: int = field(default=0, kw_only=True)

    def gains(self, board: Scoreboard) -> Array:
        """Sums of past changes, for every future."""
        changes = np.nan_to_num(np.diff(_past(board, self.periods), axis=0))
        rng = np.random.default_rng([self.seed, 7])
        found = np.zeros((self.runs, changes.shape[1]))
        units = np.arange(changes.shape[1])
        for _ in range(self.ahead):
            found += changes[rng.integers(len(changes), size=found.shape), units]
        return found
