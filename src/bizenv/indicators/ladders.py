"""The whole steps by which an indicator moves, and what each brings (整步与分档).

Part of the engine of :mod:`bizenv.indicators.paths`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import evolve, frozen

from bizenv.indicators.levers import Levers
from bizenv.indicators.point_tables import Steps
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError

__all__ = ["Climb", "climbs", "spreadable"]

_MOST = 1000
"""How many steps an indicator may have."""


@frozen(eq=False)
class Climb:
    """The useful steps of one indicator: moves of raw values, and points on top of the present."""

    moves: Array
    points: Array


def climbs(movable: Levers, whole: Mapping[str, float]) -> dict[int, Climb]:
    """By leaf that moves by whole steps, its steps.

    Those are the leaves that are named, with the size of a step, and those that
    are scored by a table of steps.
    """
    board, found = movable.board, {}
    for code, size in whole.items():
        column = board.column(code)
        if column >= board.plan.tree.leaf_count or not 0 < size < np.inf:
            raise UsageError(f"whole: {code!r}: {size!r}: expected a step above 0 of an indicator")
        if movable.free[column]:
            found[column] = _of_size(movable, column, size)
    tables = [
        column
        for column in np.flatnonzero(movable.free).tolist()
        if isinstance(board.plan.method(column), Steps) and column not in found
    ]
    return found | _of_tables(movable, tables)


def spreadable(movable: Levers) -> Levers:
    """What moves freely: nothing can be spread evenly over the steps of a table."""
    methods = [movable.board.plan.method(column) for column in range(len(movable.now))]
    reasons = tuple(
        "uneven-steps" if reason is None and isinstance(method, Steps) else reason
        for reason, method in zip(movable.reasons, methods, strict=True)
    )
    free = np.array([reason is None for reason in reasons])
    return evolve(
        movable,
        reasons=reasons,
        room=np.where(free, movable.room, 0.0),
        reach=np.where(free, movable.reach, 0.0),
        top=np.where(free, movable.top, movable.now),
    )


def _of_size(movable: Levers, column: int, size: float) -> Climb:
    """Steps of one size; the last may pass the goalpost, but no limit."""
    steps = movable.moves(movable.top)[column] / size
    count = int(np.floor(steps + 1e-9) if movable.limited[column] else np.ceil(steps - 1e-9))
    if count > _MOST:
        code = movable.board.plan.index.leaves[column]
        raise UsageError(f"whole: {code!r} would have {count} steps; expected at most {_MOST}")
    return _useful(movable, column, size * np.arange(1.0, count + 1))


def _useful(movable: Levers, column: int, moves: Array) -> Climb:
    """The moves that bring more than those before."""
    rows = np.zeros((len(moves), len(movable.now)))
    rows[:, column] = moves
    points = movable.scores(rows)[:, column] - movable.now[column]
    before = np.maximum.accumulate(np.concatenate([[0.0], points]))[:-1]
    useful = points > before
    return Climb(moves[useful], points[useful])


def _of_tables(movable: Levers, columns: list[int]) -> dict[int, Climb]:
    """The edges of tables that lie ahead, all tables at a time."""
    moves: dict[int, list[float]] = {column: [] for column in columns}
    points: dict[int, list[float]] = {column: [] for column in columns}
    ahead = {column: _levels_ahead(movable, column) for column in columns}
    for step in range(max(map(len, ahead.values()), default=0)):
        wanted = movable.now.copy()
        for column, levels in ahead.items():
            wanted[column] = levels[min(step, len(levels) - 1)]
        found = movable.moves(wanted)
        for column, levels in ahead.items():
            if step < len(levels):
                moves[column].append(float(found[column]))
                points[column].append(levels[step] - float(movable.now[column]))
    return {c: Climb(np.array(moves[c]), np.array(points[c])) for c in columns}


def _levels_ahead(movable: Levers, column: int) -> list[float]:
    """The points of a table above the present ones, up to what can be reached."""
    method = movable.board.plan.method(column)
    points = (
        {method.below, *(score for _, score in method.steps)}
        if isinstance(method, Steps)
        else set()
    )
    return sorted(p for p in points if movable.now[column] < p <= movable.top[column])
