"""The one verb: observations and a scheme go in, a scoreboard comes out (评价).

>>> from bizenv.indicators.normalisers import MinMax
>>> from bizenv.indicators.values import Index, Indicator
>>> index = Index("x", [Indicator(code="rate", weight=1)])
>>> seen = Observations.from_wide([{"unit": u, "rate": v} for u, v in zip("abc", [1, 2, 3])])
>>> score(seen, index, Scheme(normalise=MinMax())).ranks.tolist()
[3.0, 2.0, 1.0]
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import evolve

from bizenv.indicators.boards import Panel, Scoreboard
from bizenv.indicators.engine import Fit, aggregate, fit, normalise
from bizenv.indicators.missing import Refuse
from bizenv.indicators.observations import Observations
from bizenv.indicators.plans import Plan, plan
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.trees import Array, Flags
from bizenv.indicators.values import Index
from bizenv.kernel.errors import RecordError, UsageError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text

__all__ = ["board_of", "freeze", "rescored", "score", "score_all"]


def score(
    observations: Observations, index: Index, scheme: Scheme, on: object = None
) -> Scoreboard:
    """The board of one period: the last, unless another is named.

    Raises:
        UsageError: the scheme does not fit the index or the observations.
        RecordError: a value is missing and the scheme refuses that.
    """
    return board_of(observations, plan(index, scheme), on)


def board_of(observations: Observations, made: Plan, on: object = None) -> Scoreboard:
    """The board of one period by a scheme that is compiled, as :func:`score` gives it."""
    position = len(observations.periods) - 1
    if on is not None:
        position = observations.period_position(on)
    return next(iter(_panel(observations, made, [position])))


def rescored(board: Scoreboard, raw: Array) -> tuple[Array, Array]:
    """The scores of the leaves and the weights of a board, had other values been observed.

    ``raw`` has the shape of ``observations.raw(index)``, ``(periods, units,
    leaves)``, and gaps where that has them.
    """
    made, seen = board.plan, board.panel.observations
    at = [seen.period_position(board.period)]
    filled = _filled(seen, made, raw, _screened(made, raw, _in_force(seen, made)))
    written = None if made.weighs_data else board.fit.shares
    fits = _fits(seen, made, filled, at, written)
    leaves = _leaves(made, fits, filled, at)[0]
    leaves[board.screened] = np.nan
    shares = board.shares if written is not None else _shares(made, fits, _in_force(seen, made)[at])
    return leaves, shares.reshape(-1)


def score_all(observations: Observations, index: Index, scheme: Scheme) -> Panel:
    """The boards of all periods, scored by one scheme."""
    made = plan(index, scheme)
    return _panel(observations, made, range(len(observations.periods)))


def freeze(scheme: Scheme, observations: Observations, index: Index, on: object = None) -> Scheme:
    """The scheme with its goalposts and weights written down, from a reference period.

    Without ``on`` it is the scheme's own reference. A frozen scheme scores the
    same values the same way for ever.

    >>> from bizenv.indicators.normalisers import MinMax
    >>> from bizenv.indicators.values import Indicator
    >>> index = Index("x", [Indicator(code="rate", weight=1)])
    >>> seen = Observations.from_wide([{"unit": u, "rate": v} for u, v in zip("ab", [1, 3])])
    >>> dict(freeze(Scheme(normalise=MinMax()), seen, index).goalposts)
    {'rate': (1.0, 3.0)}
    """
    from bizenv.indicators.freezing import frozen_scheme

    made = plan(index, scheme if on is None else scheme.replace(reference=str(on)))
    if made.scheme.reference == "each":
        raise UsageError("freeze: reference='each' has no one reference; name a period")
    _, filled, _ = _values(observations, made, _in_force(observations, made))
    return frozen_scheme(made, _fits(observations, made, filled, [0])[0])


def _values(observations: Observations, made: Plan, in_force: Flags) -> tuple[Array, Array, Flags]:
    """What was observed, what there is once gaps are filled, and who is screened out.

    Units that are screened out are no part of anything: no goalpost, no median.
    """
    raw = observations.raw(made.index)
    screened = _screened(made, raw, in_force)
    return raw, _filled(observations, made, raw, screened), screened


def _filled(observations: Observations, made: Plan, raw: Array, screened: Flags) -> Array:
    filled = np.where(screened[..., None], np.nan, raw) if screened.any() else raw
    for step in made.scheme.fillers:
        if step.needs_classes and (observations.class_of < 0).any():
            lacking = observations.units[int(np.argmin(observations.class_of))]
            raise UsageError(f"{step.kind} among the class: the unit {lacking!r} has no class")
        filled = step.fill(filled, observations.class_of)
    if made.scheme.fillers:
        counts = _in_force(observations, made)[:, None, :] & ~screened[..., None]
        filled = np.where(counts, filled, np.nan)
    return filled


def _in_force(observations: Observations, made: Plan) -> Flags:
    """Which leaves are in force in each period: ``(periods, leaves)``."""
    leaves = [made.index[code] for code in made.index.leaves]
    if not any(each.since or each.until for each in leaves):
        return np.ones((len(observations.periods), len(leaves)), dtype=bool)
    return np.array([[each.valid(when) for each in leaves] for when in observations.periods])


def _panel(observations: Observations, made: Plan, positions: Sequence[int]) -> Panel:
    in_force = _in_force(observations, made)
    raw, filled, screened = _values(observations, made, in_force)
    if isinstance(made.scheme.rest, Refuse):
        expected = in_force[:, None, :] & ~screened[..., None]
        _refuse_missing(observations, made, filled, expected, positions)
    fits = _fits(observations, made, filled, positions)
    chosen = slice(positions[0], positions[-1] + 1)  # one period, or all
    shares = _shares(made, fits, in_force[chosen])
    leaves = _leaves(made, fits, filled, positions)
    if screened.any():  # a fixed score for what is missing is not for them
        leaves = np.where(screened[chosen][..., None], np.nan, leaves)
    return Panel(
        made,
        observations,
        tuple(observations.periods[position] for position in positions),
        raw[chosen],
        filled[chosen],
        aggregate(made, leaves, shares),
        shares,
        fits,
        screened[chosen],
    )


def _fits(
    observations: Observations,
    made: Plan,
    filled: Array,
    positions: Sequence[int],
    written: Array | None = None,
) -> tuple[Fit, ...]:
    """The fit of each period, or the one that holds for all."""
    reference = made.scheme.reference
    if reference == "each":
        return tuple(fit(made, filled[position], written) for position in positions)
    if reference == "all":
        return (fit(made, filled.reshape(-1, filled.shape[-1]), written),)
    position = 0 if reference == "first" else observations.period_position(reference)
    return (fit(made, filled[position], written),)


def _leaves(made: Plan, fits: tuple[Fit, ...], filled: Array, positions: Sequence[int]) -> Array:
    """The normalised scores of some periods."""
    chosen = filled[positions[0] : positions[-1] + 1]
    if len(fits) == 1 and (len(filled) > 1 or fits[0].scores is None):
        return normalise(made, fits[0], chosen)
    pairs = zip(fits, chosen, strict=True)  # known scores are those of the reference itself
    scored = [normalise(made, f, x) if f.scores is None else f.scores for f, x in pairs]
    return scored[0][None] if len(scored) == 1 else np.stack(scored)


def _shares(made: Plan, fits: tuple[Fit, ...], in_force: Flags) -> Array:
    """Weights among the siblings that are in force: ``(periods, columns)``."""
    shares = np.stack([each.shares for each in fits])
    shares = np.broadcast_to(shares, (len(in_force), shares.shape[-1]))
    if in_force.all():
        return np.asarray(shares)
    living = made.tree.totals(in_force.astype(np.float64)) > 0
    return made.tree.within_parents(shares * living)


def _screened(made: Plan, raw: Array, in_force: Flags) -> Flags:
    """Which units have too few values to be scored: ``(periods, units)``."""
    screen = made.scheme.screen
    if screen is None:
        return np.zeros(raw.shape[:2], dtype=bool)
    there = (~np.isnan(raw)).sum(axis=-1)
    return np.asarray(there / in_force.sum(axis=-1)[:, None] < screen.at_least - 1e-9)


def _refuse_missing(
    observations: Observations,
    made: Plan,
    filled: Array,
    expected: Flags,
    positions: Sequence[int],
) -> None:
    problems = []
    for position in positions:
        gaps = np.isnan(filled[position])
        if not gaps.any():
            continue
        gaps &= expected[position]
        for unit, leaf in np.argwhere(gaps)[:_MOST]:
            code, name = made.index.leaves[leaf], observations.units[unit]
            got = Text(
                f"{name} 在 {observations.periods[position]} 没有值",
                f"no value of {name} in {observations.periods[position]}",
            )
            problems.append(
                Problem("missing-value", got, _A_VALUE, Place(field=code), hint=_POLICIES)
            )
    if problems:
        raise RecordError(tuple(evolve(each) for each in problems[:_MOST]))


_MOST = 100
_A_VALUE = Text("每个单位都有值", "a value of every unit")
_POLICIES = Text(
    "可在评价方案的 missing 中写明如何处理缺失值", "say in the scheme's missing what to do about it"
)
