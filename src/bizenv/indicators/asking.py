"""What is asked of a path, and which score is enough (目标与所需得分).

Part of the engine of :mod:`bizenv.indicators.paths`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.fillings import GOALS
from bizenv.indicators.rivals import Rivals
from bizenv.indicators.targets import needed_scores, place_among
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Asked", "ask"]


@frozen(eq=False)
class Asked:
    """What is asked, and what others are assumed to do."""

    board: Scoreboard
    unit: str
    rank: int
    goal: str
    within: str
    rivals: Rivals
    margin: float
    gains: Array = field(repr=False)
    """What is added to the scores of others, ``(futures, units)``."""
    others: npt.NDArray[np.bool_] = field(repr=False)
    """Among whom the unit is ranked."""

    def needed(self, totals: Array) -> Array:
        """The score that is enough in as many futures as must be: ``(plans,)``."""
        found = [self._needed(row) for row in totals]
        return np.array(found) + self.margin

    def _needed(self, totals: Array) -> float:
        futures = (totals + self.gains)[:, self.others]
        scores = np.sort(needed_scores(futures, self.rank, self.board.plan.scheme.ranking))
        return float(scores[self._enough(len(scores))])

    def _enough(self, futures: int) -> int:
        return int(np.ceil(self.rivals.share * futures - 1e-9)) - 1

    def places(self, totals: Array, own: float) -> Array:
        """The rank of an own score in every future, the best first."""
        ranking = self.board.plan.scheme.ranking
        futures = (totals + self.gains)[:, self.others]
        return np.sort(place_among(np.full(len(futures), own), futures, ranking))

    def place(self, totals: Array, own: float) -> float:
        """The rank that is held, or a better one, in as many futures as must be."""
        places = self.places(totals, own)
        return float(places[self._enough(len(places))])

    def share(self, totals: Array, own: float) -> float:
        """The share of the futures in which the rank is reached."""
        return float((self.places(totals, own) <= self.rank).mean())


def ask(
    board: Scoreboard, unit: str, rank: int, goal: str, within: str, rivals: Rivals, margin: float
) -> Asked:
    """Check what is asked, and learn what the rivals are assumed to do."""
    place = board.panel.observations.unit_position(unit)
    if goal not in GOALS:
        raise UsageError(f"goal={goal!r}: expected one of {', '.join(GOALS)}")
    if within not in ("all", "class"):
        raise UsageError(f"within={within!r}: expected 'all' or 'class'")
    others = ~np.isnan(board.totals)
    if within == "class":
        if board.classes[place] < 0:
            raise UsageError(f"{unit}: has no class")
        others &= board.classes == board.classes[place]
    count = int(others.sum())
    others[place] = False
    if type(rank) is not int or not 1 <= rank <= max(count, 1):
        raise UsageError(
            Text(
                f"目标名次 {rank!r}：应为 1 至 {count} 的整数",
                f"rank={rank!r}: expected a whole number from 1 to {count}",
            )
        )
    if not np.isfinite(margin) or margin < 0:
        raise UsageError(f"margin={margin!r}: expected a number from 0 on")
    gains = rivals.gains(board)
    return Asked(board, unit, rank, goal, within, rivals, margin, gains, others)
