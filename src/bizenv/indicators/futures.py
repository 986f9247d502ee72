"""The scores of many futures at once: the same observations under other choices.

Part of the engine of :mod:`bizenv.indicators.uncertainty`. Futures that share
their methods share what was scored by them. Where only arithmetic means stand
above complete scores, all weights of such a group are one matrix product.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from attrs import evolve, field, frozen

from bizenv.indicators.aggregators import Arithmetic
from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.engine import aggregate
from bizenv.indicators.missing import CarryForward
from bizenv.indicators.observations import Observations
from bizenv.indicators.plans import Plan, plan
from bizenv.indicators.rules import board_of
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.trees import Array
from bizenv.indicators.values import Index
from bizenv.indicators.variations import (
    Alternatives,
    DropOne,
    MeasurementError,
    Variation,
    Weights,
)
from bizenv.kernel.errors import UsageError

__all__ = ["Draws", "Futures"]

Draws = Mapping[str, Array]
"""By the kind of a variation, its choice in each future: ``(runs, ...)``."""

_CELLS = 2_000_000
"""How many scores are held at a time."""


@frozen(eq=False)
class Futures:
    """What may vary about one board, and the scores that follow.

    ``exact`` keeps to the general path, which is the definition of the quick one.
    """

    board: Scoreboard
    vary: tuple[Variation, ...]
    exact: bool = False
    _boards: dict[tuple[int, ...], Scoreboard] = field(factory=dict, init=False, repr=False)

    @classmethod
    def of(
        cls,
        observations: Observations,
        index: Index,
        scheme: Scheme,
        vary: Sequence[Variation],
        on: object = None,
    ) -> Futures:
        """The futures of a board, once it is known that every variation is used."""
        kinds = [each.kind for each in vary]
        if not kinds or len(set(kinds)) < len(kinds):
            raise UsageError(f"vary={vary!r}: expected one or more, each kind once")
        made = cls(board_of(observations, plan(index, scheme), on), tuple(vary))
        made.check()
        return made

    def check(self) -> None:
        """Refuse weights that vary where no method uses them."""
        schemes = [self.board.plan.scheme]
        for each in self._alternatives:
            schemes.extend(each.chosen(schemes[0], n) for n in range(len(each.options)))
        how = [each for scheme in schemes for each in scheme.aggregate.values()]
        if self._of(Weights) and not any(each.weighted for each in how):
            raise UsageError("vary: Weights would not be used, for no heading is a weighted one")

    def draw(self, runs: int, seed: int, stream: int = 0) -> Draws:
        """The choices of some futures; the first of many are those of few."""
        return {
            each.kind: each.draw(
                np.random.default_rng([seed, number, stream]), runs, self.board.plan
            )
            for number, each in enumerate(self.vary)
        }

    def totals(self, draws: Draws) -> Array:
        """The score of the whole in each future, as it would be published: ``(runs, units)``."""
        runs = len(next(iter(draws.values())))
        found = np.empty((runs, len(self.board.units)))
        if not self._alternatives:
            combos, which = np.empty((1, 0)), np.zeros(runs, dtype=np.intp)
        else:
            choices = np.stack([draws[each.kind] for each in self._alternatives], axis=1)
            combos, which = np.unique(choices, axis=0, return_inverse=True)
        for number, combo in enumerate(combos):
            mine = np.flatnonzero(which.ravel() == number)
            part = {kind: choice[mine] for kind, choice in draws.items()}
            found[mine] = self._scored(tuple(int(each) for each in combo), part, len(mine))
        return self.board.plan.scheme.ranking.publish(found)

    @cached_property
    def _alternatives(self) -> tuple[Alternatives, ...]:
        return tuple(each for each in self.vary if isinstance(each, Alternatives))

    def _of(self, kind: type[Variation]) -> bool:
        return any(isinstance(each, kind) for each in self.vary)

    def _board(self, combo: tuple[int, ...]) -> Scoreboard:
        """The board under one choice of methods; it is scored once."""
        if combo not in self._boards:
            scheme = self.board.plan.scheme
            for each, choice in zip(self._alternatives, combo, strict=True):
                scheme = each.chosen(scheme, choice)
            made = plan(self.board.plan.index, scheme)
            self._boards[combo] = board_of(self._seen, made, self.board.period)
        return self._boards[combo]

    @property
    def _seen(self) -> Observations:
        return self.board.panel.observations

    def _scored(self, combo: tuple[int, ...], draws: Draws, runs: int) -> Array:
        """The scores of futures with the same methods."""
        board = self._board(combo)
        errors = [each for each in self.vary if isinstance(each, MeasurementError)]
        if errors:
            return self._disturbed(board, errors[0], draws)
        shares = _shares(board.plan, board.shares, draws)
        if shares is None:
            return np.broadcast_to(board.scores[:, -1], (runs, len(board.units)))
        if self._plain(board):
            effective = board.plan.tree.effective(shares)[:, : board.plan.tree.leaf_count]
            return np.asarray(effective @ board.normalised.T)
        return _aggregated(board, shares)

    def _plain(self, board: Scoreboard) -> bool:
        """Whether weights times scores is all that is to be done.

        Equal units may differ in the last bit of a matrix product, so that the
        scores must be rounded before they are ranked.
        """
        gaps = np.isnan(board.normalised)
        return (
            not self.exact
            and board.plan.scheme.ranking.decimals is not None
            and all(type(how) is Arithmetic for how in board.plan.aggregators)
            and bool((gaps.any(axis=1) == gaps.all(axis=1)).all())
        )

    def _disturbed(self, board: Scoreboard, error: MeasurementError, draws: Draws) -> Array:
        """The scores of futures whose values are disturbed, one by one."""
        seen = _needed(board)
        position = seen.period_position(board.period)
        deviations = error.deviations(seen, position, board.plan)
        others = {kind: choice for kind, choice in draws.items() if kind != error.kind}
        found = []
        for run, drawn in enumerate(draws[error.kind]):
            rng = np.random.default_rng(int(drawn))
            values = seen.values.copy()
            values[position] += deviations * rng.standard_normal(deviations.shape)
            future = board_of(evolve(seen, values=values), board.plan, board.period)
            one = {kind: choice[run : run + 1] for kind, choice in others.items()}
            shares = _shares(board.plan, future.shares, one)
            if shares is None:
                found.append(future.scores[:, -1])
            else:
                found.append(aggregate(board.plan, future.normalised, shares[0])[:, -1])
        return np.stack(found)


def _shares(made: Plan, shares: Array, draws: Draws) -> Array | None:
    """The weights of each future, ``(runs, columns)``; None where none is changed."""
    factors, dropped = draws.get(Weights.kind), draws.get(DropOne.kind)
    if factors is None and dropped is None:
        return None
    runs = len(next(each for each in (factors, dropped) if each is not None))
    found = np.broadcast_to(shares, (runs, len(shares))).copy()
    if factors is not None:
        found *= factors
    if dropped is not None:
        found[np.arange(runs), dropped.astype(np.intp)] = 0.0
        for node, children in made.tree.headings:  # a heading without anything below it
            found[:, node] *= found[:, children].any(axis=1)
    return made.tree.within_parents(found)


def _aggregated(board: Scoreboard, shares: Array) -> Array:
    """The scores of the whole by the engine, some futures at a time."""
    at_a_time = max(1, _CELLS // board.scores.size)
    parts = [
        aggregate(board.plan, board.normalised, shares[start : start + at_a_time])[..., -1]
        for start in range(0, len(shares), at_a_time)
    ]
    return np.concatenate(parts)


def _needed(board: Scoreboard) -> Observations:
    """The observations without the periods that cannot bear on a board."""
    seen, scheme = board.panel.observations, board.plan.scheme
    carries = any(isinstance(step, CarryForward) for step in scheme.fillers)
    if carries or scheme.reference == "all":
        return seen
    named = {"first": seen.periods[0], "each": board.period}.get(
        scheme.reference, scheme.reference
    )
    kept = sorted({seen.period_position(named), seen.period_position(board.period)})
    return evolve(seen, periods=[seen.periods[p] for p in kept], values=seen.values[kept])
