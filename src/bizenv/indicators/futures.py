"""The scores of many futures at once: the same observations under other choices.

Part of the engine of :mod:`bizenv.indicators.uncertainty`. Futures that share
their methods share what was scored by them. Where the whole is made of
arithmetic means, all weights of such a group are a few matrix products.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from attrs import evolve, field, frozen

from bizenv.indicators.aggregators import Arithmetic
from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.engine import aggregate
from bizenv.indicators.mean_products import means
from bizenv.indicators.missing import CarryForward
from bizenv.indicators.observations import Observations
from bizenv.indicators.plans import Plan, plan
from bizenv.indicators.rules import board_of, rescored
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
        factors = _factors(board.plan, draws, runs)
        if factors is None:
            return np.broadcast_to(board.scores[:, -1], (runs, len(board.units)))
        shares = board.plan.tree.within_parents(board.shares * factors)
        return self._whole(board, board.normalised, shares)

    def _whole(self, board: Scoreboard, leaves: Array, shares: Array) -> Array:
        """The scores of the whole of some futures with the same leaves: ``(runs, units)``."""
        made = board.plan
        if self._plain(made):
            return means(made, leaves, shares)
        at_a_time = max(1, _CELLS // board.scores.size)
        parts = [
            aggregate(made, leaves, shares[start : start + at_a_time])[..., -1]
            for start in range(0, len(shares), at_a_time)
        ]
        return np.concatenate(parts)

    def _plain(self, made: Plan) -> bool:
        """Whether weighted means are all that is to be done.

        Equal units may differ in the last bit of a matrix product, so that the
        scores must be rounded before they are ranked.
        """
        return (
            not self.exact
            and made.scheme.ranking.decimals is not None
            and all(type(how) is Arithmetic for how in made.aggregators)
        )

    def _disturbed(self, board: Scoreboard, error: MeasurementError, draws: Draws) -> Array:
        """The scores of futures whose values are disturbed, one by one."""
        board = _trimmed(board)
        made, seen = board.plan, board.panel.observations
        raw, position = seen.raw(made.index), seen.period_position(board.period)
        deviations = error.deviations(raw[position], made)
        drawn = draws[error.kind]
        factors = _factors(made, draws, len(drawn))
        found = np.empty((len(drawn), len(board.units)))
        for run, seed in enumerate(drawn):
            errors = np.random.default_rng(int(seed)).standard_normal(deviations.shape)
            errors *= deviations
            values = raw.copy()
            values[position] += errors
            leaves, shares = rescored(board, values)
            if factors is not None:
                shares = made.tree.within_parents(shares * factors[run])
            found[run] = self._whole(board, leaves, shares[None])
        return found


def _factors(made: Plan, draws: Draws, runs: int) -> Array | None:
    """By what the weights are multiplied, ``(runs, columns)``; None where they are not."""
    factors, dropped = draws.get(Weights.kind), draws.get(DropOne.kind)
    if dropped is None:
        return factors
    found = np.ones((runs, len(made.tree.codes))) if factors is None else factors.copy()
    found[np.arange(runs), dropped.astype(np.intp)] = 0.0
    for node, children in made.tree.headings:  # nothing is left of a heading without children
        found[:, node] *= found[:, children].any(axis=1)
    return found


def _trimmed(board: Scoreboard) -> Scoreboard:
    """The board without the periods that cannot bear on it."""
    seen, scheme = board.panel.observations, board.plan.scheme
    carries = any(isinstance(step, CarryForward) for step in scheme.fillers)
    if carries or scheme.reference == "all":
        return board
    named = {"first": seen.periods[0], "each": board.period}.get(scheme.reference, scheme.reference)
    kept = sorted({seen.period_position(named), seen.period_position(board.period)})
    few = evolve(seen, periods=[seen.periods[p] for p in kept], values=seen.values[kept])
    return board_of(few, board.plan, board.period)
