"""Which score has which rank among given rivals, ties and decimals included (目标名次所需得分).

Part of the engine of :mod:`bizenv.indicators.paths`.
"""

from __future__ import annotations

import numpy as np

from bizenv.indicators.ranking import Ranking
from bizenv.indicators.trees import Array

__all__ = ["needed_by_rank", "needed_scores", "place_among"]

_HAIR = 1e-5
"""Of the last decimal: how far above the middle between two a score must lie to be rounded up."""


def place_among(score: Array, others: Array, ranking: Ranking) -> Array:
    """The rank of a score among others, as published: ``(futures,)``.

    ``others`` are ``(futures, rivals)``; NaN has no rank.

    >>> place_among(np.array([5.0]), np.array([[9.0, 5.0, 1.0]]), Ranking()).tolist()
    [2.0]
    """
    said, rivals = ranking.publish(np.asarray(score)), ranking.publish(others)
    ahead = rivals > said[..., None]
    if ranking.ties == "dense":
        return 1.0 + np.array(
            [len(np.unique(row[front])) for row, front in zip(rivals, ahead, strict=True)]
        )
    shared = 0.5 * (rivals == said[..., None]).sum(axis=-1) if ranking.ties == "average" else 0.0
    return np.asarray(1.0 + ahead.sum(axis=-1) + shared)


def needed_scores(others: Array, rank: int, ranking: Ranking) -> Array:
    """The lowest score with a rank, or a better one, in each future: ``(futures,)``.

    It is the score before it is rounded; minus infinity where any will do.

    >>> needed_scores(np.array([[90.0, 80.0, 70.0]]), 2, Ranking(decimals=0)).round(3).tolist()
    [79.5]
    """
    rivals = ranking.publish(others)
    step = 0.0 if ranking.decimals is None else 10.0**-ranking.decimals
    found = [_lowest(row[~np.isnan(row)], rank, ranking, step) for row in rivals]
    return np.array(found) - (0.5 - _HAIR) * step


def needed_by_rank(others: Array, targets: Array, ranking: Ranking) -> Array:
    """The lowest score for each of some ranks among the same rivals: ``(targets,)``."""
    rivals = ranking.publish(others[~np.isnan(others)])
    step = 0.0 if ranking.decimals is None else 10.0**-ranking.decimals
    found = [_lowest(rivals, int(target), ranking, step) for target in targets]
    return np.array(found) - (0.5 - _HAIR) * step


def _lowest(rivals: Array, rank: int, ranking: Ranking, step: float) -> float:
    """The lowest published score that is good enough: that of a rival, or just above one."""
    if ranking.ties == "dense":
        levels = np.unique(rivals)
        return float(levels[-rank]) if rank <= len(levels) else -np.inf
    ordered = np.sort(rivals)[::-1]
    if rank > len(ordered):
        return -np.inf
    level = float(ordered[rank - 1])
    if ranking.ties == "competition":
        return level
    above, equal = int((rivals > level).sum()), int((rivals == level).sum())
    if 1 + above + equal / 2 <= rank:
        return level
    return level + step if step else float(np.nextafter(level, np.inf))
