"""Where a unit stays behind: among the last of its class, period after period (短板)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from bizenv.indicators.boards import Panel, Scoreboard
from bizenv.indicators.explaining import figure, known
from bizenv.indicators.ranking import ranks
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text

__all__ = ["Laggard", "laggards"]


@frozen
class Laggard:
    """One indicator at which a unit stays among the last of its class.

    ``at_stake`` is how many points of the whole the unit would gain if it had
    the median score of its class; None where that moves the others too.
    """

    unit: str
    code: str
    text: Text
    place: int
    of: int
    periods: int
    score: float
    median: float
    at_stake: float | None

    def say(self, lang: Lang) -> str:
        """The laggard in words."""
        facts = {
            "unit": self.unit,
            "name": self.text,
            "place": self.place,
            "of": self.of,
            "periods": self.periods,
            "score": figure(self.score, 2),
            "median": figure(self.median, 2),
            "stake": figure(self.at_stake),
        }
        return _LINE.fill(lang, facts)

    def to_dict(self) -> dict[str, Any]:
        """The laggard as plain values, for JSON."""
        return {
            "unit": self.unit,
            "code": self.code,
            "zh": self.text.zh,
            "en": self.text.say("en"),
            "place": self.place,
            "of": self.of,
            "periods": self.periods,
            "score": self.score,
            "median": self.median,
            "at_stake": self.at_stake,
        }


_LINE = Text(
    "{unit}：{name} 连续 {periods} 期居末（第 {place} 名，共 {of} 个），得 {score} 分，"
    "同类中位 {median} 分，可增 {stake} 分",
    "{unit}: {name} among the last for {periods} periods (rank {place} of {of}), score {score}, "
    "median of the class {median}, {stake} points at stake",
)


def laggards(
    panel: Panel,
    *,
    bottom: int | None = None,
    share: float | None = None,
    periods: int = 1,
    unit: str | None = None,
    nodes: Sequence[str] | None = None,
) -> tuple[Laggard, ...]:
    """Who is among the last ``bottom`` units, or the last ``share``, in each of the last periods.

    Units are compared within their class; those without a class among
    themselves. Those with the lowest score of all, when nobody is above it, are
    not behind. ``nodes`` are the monitored indicators unless named. The most
    points at stake come first.

    Raises:
        UsageError: neither or both of ``bottom`` and ``share`` are given, or the
            panel has fewer periods.
    """
    if (bottom is None) == (share is None):
        raise UsageError("laggards: expected bottom=k or share=s, one of them")
    if not 1 <= periods <= len(panel):
        raise UsageError(f"periods={periods!r}: expected 1 to {len(panel)}, as the panel has")
    board = panel[panel.periods[-1]]
    codes = board.plan.index.leaves if nodes is None else tuple(nodes)
    columns = [board.column(code) for code in codes]
    scores = panel.scores[-periods:][..., columns]
    behind = np.zeros(scores.shape[1:], dtype=bool)
    places = np.full(scores.shape[1:], np.nan)
    sizes = np.zeros(scores.shape[1:], dtype=int)
    for each in np.unique(board.classes):
        mine = np.flatnonzero(board.classes == each)
        place, size = _from_the_end(scores[:, mine])
        last = _count(bottom, share, size)
        behind[mine] = ((place <= last) & _someone_above(scores[:, mine])).all(axis=0)
        places[mine], sizes[mine] = size[-1] + 1 - place[-1], size[-1]
    if unit is not None:
        behind[np.arange(len(behind)) != panel.observations.unit_position(unit)] = False
    medians = _medians(board, columns)
    found = [
        Laggard(
            panel.units[row],
            codes[n],
            board.text(codes[n]),
            int(places[row, n]),
            int(sizes[row, n]),
            periods,
            float(scores[-1, row, n]),
            float(medians[row, n]),
            _at_stake(board, row, columns[n], medians[row, n]),
        )
        for row, n in np.argwhere(behind)
    ]
    return tuple(sorted(found, key=lambda each: -(each.at_stake or 0.0)))


def _count(bottom: int | None, share: float | None, size: Array) -> Array:
    if bottom is not None:
        return np.full(size.shape, float(bottom))
    return np.floor((share or 0.0) * size + 1e-9)


def _from_the_end(scores: Array) -> tuple[Array, Array]:
    """The place counted from the last, 1 the last, and how many have a score."""
    place = np.moveaxis(ranks(np.moveaxis(-scores, -1, -2)), -1, -2)
    return place, (~np.isnan(scores)).sum(axis=-2, keepdims=True).astype(np.float64)


def _someone_above(scores: Array) -> npt.NDArray[np.bool_]:
    most = np.fmax.reduce(scores, axis=-2, keepdims=True)
    return np.asarray(scores < most)


def _medians(board: Scoreboard, columns: Sequence[int]) -> Array:
    """For each unit the median score of its class at some columns."""
    scores = board.scores[:, list(columns)]
    medians = np.full(scores.shape, np.nan)
    for each in np.unique(board.classes):
        mine = board.classes == each
        medians[mine] = [_median(column) for column in scores[mine].T]
    return medians


def _median(values: Array) -> float:
    there = values[~np.isnan(values)]
    return float(np.median(there)) if len(there) else math.nan


def _at_stake(board: Scoreboard, row: int, column: int, median: float) -> float | None:
    """Points of the whole gained with the median score at a column, re-scored."""
    plan = board.plan
    scores = board.scores[row : row + 1].copy()
    if scores[0, column] >= median:
        return 0.0
    scores[0, column] = median
    while (above := int(plan.tree.parent[column])) >= 0:
        children = plan.tree.below[above - plan.tree.leaf_count]
        how = plan.aggregators[above - plan.tree.leaf_count]
        if how.relative:
            return None
        scores[0, above] = how.combine(scores[:, children], board.shares[None, children])[0]
        column = above
    return known(scores[0, -1] - board.scores[row, -1])
