"""The mean score of many units: of a class, a region, a province by population (平均分)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError

__all__ = ["average"]


def average(
    board: Scoreboard,
    units: Iterable[str] | None = None,
    node: str | None = None,
    weights: Mapping[str, float] | str | None = None,
) -> float:
    """The mean score of some units at a node; of all units at the whole unless named.

    ``weights`` are a number for each unit, or the code of what was observed of
    each, such as the population; without them units count alike.

    >>> from bizenv.indicators.normalisers import MinMax
    >>> from bizenv.indicators.observations import Observations
    >>> from bizenv.indicators.rules import score
    >>> from bizenv.indicators.schemes import Scheme
    >>> from bizenv.indicators.values import Index, Indicator
    >>> index = Index("x", [Indicator(code="rate", weight=1)])
    >>> seen = Observations.from_rows([{"unit": u, "rate": v} for u, v in zip("abc", [1, 2, 3])])
    >>> board = score(seen, index, Scheme(normalise=MinMax()))
    >>> average(board), average(board, "bc", weights={"b": 3, "c": 1})
    (50.0, 62.5)

    Raises:
        UsageError: a unit has no score or no weight, or the weights add up to 0.
    """
    seen = board.panel.observations
    names = board.units if units is None else tuple(units)
    places = [seen.unit_position(name) for name in names]
    scores = board.scores[places, board.column(node)]
    counts = _weights(board, names, places, weights)
    for name, score, weight in zip(names, scores, counts, strict=True):
        if np.isnan(score) or not weight >= 0:
            lacking = "score" if np.isnan(score) else "weight"
            raise UsageError(f"average: {name!r} has no {lacking} in {board.period}")
    if counts.sum() == 0:
        raise UsageError("average: the weights add up to 0, expected more")
    return float((scores * counts).sum() / counts.sum())


def _weights(
    board: Scoreboard,
    names: tuple[str, ...],
    places: list[int],
    weights: Mapping[str, float] | str | None,
) -> Array:
    if weights is None:
        return np.ones(len(names))
    if isinstance(weights, str):
        seen = board.panel.observations
        return seen.select([weights])[seen.period_position(board.period), places, 0]
    return np.array([float(weights.get(name, np.nan)) for name in names])
