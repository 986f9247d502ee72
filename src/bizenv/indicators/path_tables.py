"""What every better rank would take every unit: all paths of a board as one table (路径总表).

Where the whole is a sum of what the indicators have, the cheapest path to any
rank is a prefix of one order of the indicators. So one sorting by unit answers
all ranks at once. Each path is scored by the engine with the goalposts of the
board; :func:`~bizenv.indicators.paths.path_to_rank` also moves what others have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from attrs import field, frozen

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.engine import aggregate
from bizenv.indicators.levers import is_linear, levers
from bizenv.indicators.limits import Limit
from bizenv.indicators.targets import needed_by_rank, place_among
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError

__all__ = ["PathTable", "paths_to_ranks"]


@frozen(eq=False)
class PathTable:
    """One row for each unit and each better rank.

    Shapes: ``(rows,)`` each. ``cost`` and ``count`` are those of the cheapest
    path; where it is out of reach they are NaN, and ``achieved`` is the rank
    with everything moved as far as it goes.
    """

    board: Scoreboard = field(repr=False)
    unit: Array = field(repr=False)
    """The position of the unit on the board."""
    rank: Array = field(repr=False)
    """The present rank."""
    target: Array = field(repr=False)
    short: Array = field(repr=False)
    cost: Array = field(repr=False)
    count: Array = field(repr=False)
    achieved: Array = field(repr=False)

    def __len__(self) -> int:
        return len(self.target)

    @property
    def reached(self) -> Array:
        """1 where the target can be reached, else 0."""
        return np.asarray((self.achieved <= self.target).astype(np.float64))

    def to_rows(self) -> list[dict[str, Any]]:
        """The rows as plain values; None where a target is out of reach."""
        columns = (self.rank, self.target, self.short, self.cost, self.count, self.achieved)
        return [
            {
                "unit": self.board.units[int(place)],
                "rank": rank,
                "target": int(target),
                "short": short,
                "cost": None if np.isnan(cost) else cost,
                "count": None if np.isnan(count) else int(count),
                "achieved": achieved,
            }
            for place, rank, target, short, cost, count, achieved in zip(
                self.unit, *(column.tolist() for column in columns), strict=True
            )
        ]

    def to_frame(self, backend: str = "pandas") -> Any:
        """The rows as a data frame: ``pandas``, ``polars`` or ``pyarrow``."""
        from bizenv.indicators.frames import rows_to_frame

        return rows_to_frame(self.to_rows(), backend)


def paths_to_ranks(
    board: Scoreboard,
    *,
    units: Sequence[str] | None = None,
    limits: Sequence[Limit] = (),
    costs: Mapping[str, float] | None = None,
) -> PathTable:
    """The cheapest path of every unit, or of some, to every rank better than its own.

    Raises:
        UsageError: the scheme is not a sum of its indicators, or some move by
            whole steps; :func:`~bizenv.indicators.paths.path_to_rank` finds
            single paths there.
    """
    if not is_linear(board):
        raise UsageError(
            "paths_to_ranks: expected arithmetic means or sums, and scores that do not depend "
            "on other units; path_to_rank finds single paths otherwise"
        )
    stepped = [g.method.kind for g in board.plan.groups if g.method.kind == "steps"]
    if stepped:
        raise UsageError("paths_to_ranks: indicators that are scored by steps; see path_to_rank")
    chosen = board.units if units is None else units
    scored = [unit for unit in chosen if not np.isnan(board.totals[_place(board, unit)])]
    parts = [_of_unit(board, unit, limits, costs) for unit in scored]
    columns = np.concatenate([np.empty((7, 0)), *parts], axis=1)
    return PathTable(board, *columns)


def _place(board: Scoreboard, unit: str) -> int:
    return board.panel.observations.unit_position(unit)


def _of_unit(
    board: Scoreboard, unit: str, limits: Sequence[Limit], costs: Mapping[str, float] | None
) -> Array:
    """The columns of one unit's rows."""
    m = levers(board, unit, limits=limits, costs=costs)
    ranking, own = board.plan.scheme.ranking, float(board.scores[m.place, -1])
    others = np.delete(board.scores[:, -1], m.place)
    targets = np.arange(1.0, np.ceil(board.ranks[m.place]))
    needs = needed_by_rank(others, targets, ranking) - own
    added, cost, count = _filled(m.worth, m.room, m.cost, needs)
    scores = np.where(added > 0, m.now + added, m.now)
    totals = aggregate(board.plan, scores, board.shares)[:, -1]
    achieved = place_among(totals, np.broadcast_to(others, (len(totals), len(others))), ranking)
    there = np.full(len(targets), float(m.place))
    rank = np.full(len(targets), float(board.ranks[m.place]))
    return np.stack([there, rank, targets, needs, cost, count, achieved])


def _filled(worth: Array, room: Array, cost: Array, needs: Array) -> tuple[Array, Array, Array]:
    """For each need what is added, ``(needs, leaves)``, its cost and how many are moved."""
    useful = np.flatnonzero((worth > 0) & (room > 0))
    order = useful[np.argsort(-(worth / cost)[useful], kind="stable")]
    gains, costs = (worth * room)[order], (cost * room)[order]
    before = np.concatenate([[0.0], np.cumsum(gains)])
    shares = np.clip((needs[:, None] - before[:-1]) / gains, 0.0, 1.0)
    added = np.zeros((len(needs), len(worth)))
    added[:, order] = shares * room[order]
    open_ones = needs > before[-1]
    total = np.where(open_ones, np.nan, shares @ costs)
    return added, total, np.where(open_ones, np.nan, (shares > 0).sum(axis=1))
