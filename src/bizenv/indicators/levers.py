"""What one unit can move, how far, and what each point of it is worth (可改进的指标).

Part of the engine of :mod:`bizenv.indicators.paths`. Goalposts and weights are
those of the board. Raw values for wanted scores are found by bisection on the
engine's own scoring, so that every transform, table and limit of the scheme is
inverted by what it does, not by a second formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from bizenv.indicators.aggregators import Arithmetic, Sum
from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.checks import number
from bizenv.indicators.engine import normalise
from bizenv.indicators.limits import Limit
from bizenv.indicators.normalisers import Target
from bizenv.indicators.plans import Group
from bizenv.indicators.trees import Array
from bizenv.indicators.values import unknown_code
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["REASONS", "Levers", "is_linear", "levers", "worth"]

REASONS = {
    "missing": Text("没有数值", "it has no value"),
    "weightless": Text("没有权重", "it has no weight"),
    "at-best": Text("已得满分或已达最好水平", "it has full marks or the best value already"),
    "at-limit": Text("已到可行幅度的尽头", "it has come to the limit of what is feasible"),
    "not-named": Text("不在可改进的指标之列", "it is not among those that may be moved"),
    "uneven-steps": Text("只能逐档提升", "it moves by whole steps only"),
}
"""Why an indicator cannot help."""

_TIMES = 110
"""Halvings of a bisection: enough for a float, however far the search has gone."""
_FINE = 2.0**-20
"""The first stride of a search, as a share of the spread of the units."""
_DOUBLINGS = 64
"""How often the stride is doubled."""


@frozen(eq=False)
class Levers:
    """The monitored indicators of one unit, as what can be moved.

    Shapes: ``(leaves,)`` each. ``toward`` is 1 where raw values rise, -1 where
    they fall; ``reach`` is a move that brings the most, ``room`` how much in
    points of the indicator, ``top`` the score there, ``worth`` the points of the
    whole for one of them where all is linear, ``cost`` the cost of one of them.
    """

    board: Scoreboard = field(repr=False)
    place: int
    raw: Array = field(repr=False)
    now: Array = field(repr=False)
    toward: Array = field(repr=False)
    reach: Array = field(repr=False)
    room: Array = field(repr=False)
    top: Array = field(repr=False)
    worth: Array = field(repr=False)
    cost: Array = field(repr=False)
    limited: npt.NDArray[np.bool_] = field(repr=False)
    """Where a limit ends the way before the score does."""
    reasons: tuple[str | None, ...] = field(repr=False)
    """For each leaf why it cannot help; None where it can."""

    @property
    def free(self) -> npt.NDArray[np.bool_]:
        """Which leaves can be moved."""
        return np.array([reason is None for reason in self.reasons])

    def scores(self, moves: Array) -> Array:
        """The scores of the leaves after moves of raw values: ``(..., leaves)``."""
        return _scores(self.board, self.place, self.raw + self.toward * moves)

    def moves(self, wanted: Array) -> Array:
        """The smallest moves of raw values with at least the wanted scores: ``(leaves,)``."""
        wanted = np.minimum(wanted, self.top)
        low, high = np.zeros(len(wanted)), self.reach.copy()
        for _ in range(_TIMES):
            middle = (low + high) / 2
            enough = self.scores(middle) >= wanted
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        return np.where(wanted > self.now, high, 0.0)


def _scores(board: Scoreboard, place: int, raw: Array) -> Array:
    """The scores of a unit with other raw values, the other units as they are.

    Where scores do not depend on other units only its own row is scored.
    """
    made = board.plan
    if not any(group.method.relative for group in made.groups):
        scored = normalise(made, board.fit, raw.reshape(-1, raw.shape[-1]))
        return np.asarray(scored.reshape(raw.shape))
    everyone = np.broadcast_to(board.filled, (*raw.shape[:-1], *board.filled.shape)).copy()
    everyone[..., place, :] = raw
    return np.asarray(normalise(made, board.fit, everyone)[..., place, :])


def worth(board: Scoreboard, place: int) -> Array:
    """Points of the whole for one point of each leaf of a unit, where every heading adds up.

    What a unit does not have leaves its weight to its siblings.
    """
    tree = board.plan.tree
    there = ~np.isnan(board.scores[place])
    shares = tree.within_parents(np.where(there, board.shares, 0.0))
    found = np.where(there, 1.0, 0.0)
    pairs = list(zip(tree.headings, board.plan.aggregators, strict=True))
    for (node, children), how in reversed(pairs):
        counts = there[children] & (board.shares[children] > 0)
        found[children] = found[node] * (counts if isinstance(how, Sum) else shares[children])
    return np.asarray(found[: tree.leaf_count])


def is_linear(board: Scoreboard) -> bool:
    """Whether the whole is a sum of what the leaves have, each by itself."""
    made = board.plan
    return not made.relative and all(type(how) in (Arithmetic, Sum) for how in made.aggregators)


def levers(
    board: Scoreboard,
    unit: str,
    *,
    limits: Sequence[Limit] = (),
    costs: Mapping[str, float] | None = None,
    only: Sequence[str] | None = None,
) -> Levers:
    """What a unit can move.

    Raises:
        UsageError: the unit has no score, or a code or a cost is not usable.
    """
    place = board.panel.observations.unit_position(unit)
    if np.isnan(board.totals[place]):
        raise UsageError(f"{unit}: has no score in {board.period}")
    raw = np.where(np.isnan(board.raw[place]), np.nan, board.filled[place])
    now, toward = board.normalised[place], _toward(board, raw)
    reach, full = _reach(board, place, raw, toward)
    for limit in limits:
        allowed = (limit.values(board, place) - raw) * toward
        reach = np.where(np.isnan(allowed), reach, np.minimum(reach, np.maximum(allowed, 0.0)))
    top = full
    if limits:
        top = np.where(reach > 0, _scores(board, place, raw + toward * reach), now)
    weights = worth(board, place)
    checks = {
        "missing": np.isnan(raw),
        "weightless": weights <= 0,
        "not-named": ~_named(board, only),
        "at-best": full <= now,
        "at-limit": ~(top > now),
    }
    reasons = _first_of(checks, len(raw))
    blocked = np.array([reason is not None for reason in reasons])
    reach, top = np.where(blocked, 0.0, reach), np.where(blocked, now, top)
    return Levers(
        board, place, raw, now, toward, reach, np.nan_to_num(top - now), top, weights,
        _costs(board, costs or {}), top < full, reasons,
    )  # fmt: skip


def _toward(board: Scoreboard, raw: Array) -> Array:
    """Where better raw values lie; towards a target that is better than both sides."""
    toward = board.plan.sign.copy()
    for group, posts in zip(board.plan.groups, board.fit.posts, strict=True):
        if _two_sided(group):
            away = posts[1] - group.transformed(raw[group.columns])
            toward[group.columns] = np.where(away < 0, -1.0, 1.0) * group.turn
    return toward


def _reach(board: Scoreboard, place: int, raw: Array, toward: Array) -> tuple[Array, Array]:
    """Moves that bring the most there is to have, and the scores there."""
    strides = _stride(board.filled, raw) * 2.0 ** np.arange(_DOUBLINGS)[:, None]
    moves = np.minimum(strides, _farthest(board, raw, toward))
    scored = _scores(board, place, raw + toward * moves)
    known = np.isnan(scored) <= np.isnan(raw)
    if not known.all():
        edge = _edge(board, place, raw, toward, moves, known)
        moves = np.vstack([moves, edge])
        scored = np.vstack([scored, _scores(board, place, raw + toward * edge)])
    scored = np.where(np.isnan(scored), -np.inf, scored)
    first = np.argmax(scored, axis=0)[None]
    best = np.take_along_axis(scored, first, axis=0)[0]
    rises = best > board.normalised[place]
    reach = np.where(rises, np.take_along_axis(moves, first, axis=0)[0], 0.0)
    return reach, np.where(rises, best, board.normalised[place])


def _edge(
    board: Scoreboard,
    place: int,
    raw: Array,
    toward: Array,
    moves: Array,
    known: npt.NDArray[np.bool_],
) -> Array:
    """The largest moves up to which a transform has a value."""
    low: Array = np.max(np.where(known, moves, 0.0), axis=0)
    high: Array = np.min(np.where(known, np.inf, moves), axis=0)
    high = np.where(np.isinf(high), low, high)
    for _ in range(_TIMES):
        middle = (low + high) / 2
        unknown = np.isnan(_scores(board, place, raw + toward * middle))
        low, high = np.where(unknown, low, middle), np.where(unknown, middle, high)
    return low


def _farthest(board: Scoreboard, raw: Array, toward: Array) -> Array:
    """The largest moves that are tried.

    Where scores have no upper end, that is the best value of any unit; a target
    that is better than both sides is not passed.
    """
    better = board.filled * toward
    others = np.fmax.reduce(np.where(np.isnan(better), -np.inf, better), axis=0)
    farthest = np.full(len(raw), np.inf)
    for group, posts in zip(board.plan.groups, board.fit.posts, strict=True):
        columns = group.columns
        if np.isinf(group.method.span()[1]):
            move = others[columns] - (raw * toward)[columns]
            farthest[columns] = np.maximum(np.nan_to_num(move), 0.0)
        elif _two_sided(group) and group.transform is None:
            farthest[columns] = abs(posts[1] - raw[columns])
    return farthest


def _two_sided(group: Group) -> bool:
    return isinstance(group.method, Target) and group.method.two_sided


def _stride(filled: Array, raw: Array) -> Array:
    spread = np.fmax.reduce(filled, axis=0) - np.fmin.reduce(filled, axis=0)
    size = np.where(spread > 0, spread, np.maximum(abs(raw), 1.0))
    return np.asarray(np.nan_to_num(size, nan=1.0) * _FINE)


def _named(board: Scoreboard, only: Sequence[str] | None) -> npt.NDArray[np.bool_]:
    """Which leaves are, or stand below, the nodes that are named."""
    tree = board.plan.tree
    if only is None:
        return np.ones(tree.leaf_count, dtype=bool)
    return np.asarray(tree.membership[:, [board.column(code) for code in only]].any(axis=1))


def _first_of(checks: Mapping[str, npt.NDArray[np.bool_]], leaves: int) -> tuple[str | None, ...]:
    """For each leaf the first reason that holds, None where none does."""
    return tuple(
        next((reason for reason, holds in checks.items() if holds[leaf]), None)
        for leaf in range(leaves)
    )


def _costs(board: Scoreboard, costs: Mapping[str, float]) -> Array:
    """What a point of each leaf costs: its own cost, that of the nearest node above, else 1."""
    if not costs:
        return np.ones(board.plan.tree.leaf_count)
    index = board.plan.index
    known = board.plan.tree.codes
    for code, cost in costs.items():
        if code not in known:
            raise UsageError(unknown_code(code, known, "costs"))
        if number(cost) <= 0:
            raise UsageError(f"costs of {code!r}: {cost!r}: expected a number above 0")
    found = []
    for leaf in index.leaves:
        above: str | None = leaf
        while above is not None and above not in costs:
            above = index.parent(above)
        found.append(1.0 if above is None else float(costs[above]))
    return np.array(found)
