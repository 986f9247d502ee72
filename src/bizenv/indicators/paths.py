"""What it takes to reach a rank: the smallest set of improvements, re-scored (达到目标名次的路径).

>>> from bizenv.indicators.normalisers import Frontier
>>> from bizenv.indicators.rules import score
>>> from bizenv.indicators.schemes import Scheme
>>> from bizenv.indicators.values import Index, Indicator
>>> from bizenv.indicators.observations import Observations
>>> index = Index("x", [
...     Indicator(code="days", direction="lower", best=0, worst=10, weight=3),
...     Indicator(code="rate", best=100, worst=0, weight=1)])
>>> seen = Observations.from_wide([
...     dict(unit="甲", days=2, rate=80), dict(unit="乙", days=4, rate=80)])
>>> path = path_to_rank(score(seen, index, Scheme(normalise=Frontier())), "乙", 1)
>>> [(step.code, step.now, round(step.then, 2)) for step in path.steps], path.achieved
([('days', 4.0, 2.0)], 1.0)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import evolve

from bizenv.indicators.asking import Asked, ask
from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.ladders import spreadable
from bizenv.indicators.levers import Levers, is_linear, levers
from bizenv.indicators.limits import Limit
from bizenv.indicators.path_values import Idle, Path, PathStep
from bizenv.indicators.planning import Planned, Planner
from bizenv.indicators.rivals import Fixed, Rivals
from bizenv.indicators.rules import board_of
from bizenv.indicators.searching import moved_totals
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError

__all__ = ["path_to_rank"]

_ROUNDS = 8
"""How often a path that misses when it is scored anew is planned again, for a higher score."""
_NOISE = 1e-13
"""Of a score: what may be lost when it is added up in another order."""


def path_to_rank(
    board: Scoreboard,
    unit: str,
    rank: int,
    *,
    goal: str = "smallest",
    within: str = "all",
    limits: Sequence[Limit] = (),
    costs: Mapping[str, float] | None = None,
    whole: Mapping[str, float] | None = None,
    only: Sequence[str] | None = None,
    rivals: Rivals | None = None,
    margin: float = 0.0,
) -> Path:
    """The improvements of a unit that bring it to a rank, or how far it can get.

    ``goal`` is ``smallest`` (least cost), ``fewest`` (fewest indicators) or
    ``even`` (many a little). A point of an indicator costs 1 unless ``costs``
    has its code or that of a node above it. ``whole`` gives raw steps by code;
    an indicator that is scored by steps moves by them anyway. ``only`` names
    nodes that may be moved; ``margin`` is added to the score that is needed.
    The path is planned with the goalposts and weights of the board and then
    scored anew with the whole engine; where others or goalposts move so that it
    misses, it is planned again for more.

    Raises:
        UsageError: the unit has no score, or an argument is not usable.
    """
    asked = ask(board, unit, rank, goal, within, rivals or Fixed(), margin)
    movable = levers(board, unit, limits=limits, costs=costs, only=only)
    if goal == "even" and whole:
        raise UsageError("whole: nothing can be spread evenly over whole steps")
    planner = Planner.of(asked, spreadable(movable) if goal == "even" else movable, whole or {})
    planned = _planned(planner)
    return _told(asked, planner.movable, planned, max(0.0, planner.short))


def _planned(planner: Planner) -> Planned:
    """A plan that is enough when it is scored anew, or the last that was tried."""
    movable = planner.movable
    if planner.short <= 0:
        return Planned(np.zeros(len(movable.now)), True, "none")
    extra = 0.0
    for attempt in range(_ROUNDS):
        planned = planner.plan(extra)
        totals = _rescored(movable, planned.moves).scores[:, -1]
        own = float(totals[movable.place])
        done = planner.asked.place(totals, own) <= planner.asked.rank
        if done or (planned.moves >= planner.farthest)[movable.free].all():
            break
        missed = max(0.0, float(planner.asked.needed(totals[None])[0]) - own)
        extra += (missed + _NOISE * abs(own)) * 1.01 * 1.4**attempt  # others may be lifted too
    return evolve(planned, exact=planned.exact and extra <= 10 * _NOISE * abs(own))


def _rescored(movable: Levers, moves: Array) -> Scoreboard:
    """The board scored anew by the whole engine, goalposts and other units included."""
    board, place = movable.board, movable.place
    seen = board.panel.observations
    values = seen.values.copy()
    position = seen.period_position(board.period)
    leaves = board.plan.index.leaves
    columns = {code: n for n, code in enumerate(seen.indicators)}
    for leaf in np.flatnonzero(moves > 0):
        indicator = board.plan.index[leaves[leaf]]
        raw = movable.raw[leaf] + movable.toward[leaf] * moves[leaf]
        by = 1.0 if indicator.per is None else values[position, place, columns[indicator.per]]
        values[position, place, columns[leaves[leaf]]] = raw * by
    return board_of(evolve(seen, values=values), board.plan, board.period)


def _told(asked: Asked, movable: Levers, planned: Planned, short: float) -> Path:
    board, place = asked.board, movable.place
    after = _rescored(movable, planned.moves)
    totals, own = after.scores[:, -1], float(after.scores[place, -1])
    achieved = asked.place(totals, own)
    steps = _steps(movable, planned.moves)
    return Path(
        unit=asked.unit,
        period=board.period,
        target=asked.rank,
        within=asked.within,
        goal=asked.goal,
        rivals=asked.rivals,
        rank=float((board.class_ranks if asked.within == "class" else board.ranks)[place]),
        score=float(board.scores[place, -1]),
        short=short,
        steps=steps,
        cost=float(sum(step.cost for step in steps)),
        promised=_promised(asked, movable, planned.moves),
        achieved=achieved,
        share=asked.share(totals, own),
        reached=achieved <= asked.rank,
        after_score=own,
        exact=planned.exact,
        method=planned.method,
        idle=_idle(movable),
        after=after,
    )


def _promised(asked: Asked, movable: Levers, moves: Array) -> float:
    """The rank by the goalposts and weights of the board."""
    totals = moved_totals(movable, moves[None])[0]
    return asked.place(totals, float(totals[movable.place]))


def _steps(movable: Levers, moves: Array) -> tuple[PathStep, ...]:
    """The indicators that are moved, the largest gain first."""
    board = movable.board
    then = movable.scores(moves)
    rise = np.nan_to_num(then - movable.now)
    gains = movable.worth * rise
    linear = is_linear(board)
    return tuple(
        PathStep(
            code=(code := board.plan.index.leaves[leaf]),
            text=board.text(code),
            unit=board.plan.index[code].unit,
            now=float(movable.raw[leaf]),
            then=float(movable.raw[leaf] + movable.toward[leaf] * moves[leaf]),
            score=float(movable.now[leaf]),
            then_score=float(then[leaf]),
            cost=float(movable.cost[leaf] * rise[leaf]),
            gain=float(gains[leaf]) if linear else None,
        )
        for leaf in np.argsort(-gains, kind="stable")
        if moves[leaf] > 0
    )


def _idle(movable: Levers) -> tuple[Idle, ...]:
    leaves = movable.board.plan.index.leaves
    return tuple(
        Idle(code, movable.board.text(code), reason)
        for code, reason in zip(leaves, movable.reasons, strict=True)
        if reason is not None
    )
