"""Which choice matters: the share of the variance of ranks that each explains (敏感性分析).

First-order indices are estimated as Saltelli and others did (Variance based
sensitivity analysis of model output, 2010, table 2, formula b), total ones as
Jansen (Analysis of variance designs for model output, 1999; formula f of that
table). Each variation is one factor, however many numbers it draws: a column
of the sample is its whole choice, so that a choice among methods is a discrete
trigger and a set of weights moves as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import field, frozen

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.explaining import figure, known
from bizenv.indicators.futures import Draws, Futures
from bizenv.indicators.observations import Observations
from bizenv.indicators.ranking import ranks
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.trees import Array
from bizenv.indicators.uncertainty import check_runs
from bizenv.indicators.values import Index
from bizenv.indicators.variations import Variation
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text

__all__ = ["FactorSensitivity", "Sensitivity", "sensitivity"]


@frozen
class FactorSensitivity:
    """How much one choice matters.

    ``first`` is the share of the variance that the choice explains by itself,
    ``total`` the share in which it has a part, with others or alone; each with
    an interval. Estimates are told as they come: an index near 0 may be
    estimated below it.
    """

    kind: str
    text: Text
    unit: str | None
    """None for all units together."""
    first: float | None
    first_interval: tuple[float, float] | None
    total: float | None
    total_interval: tuple[float, float] | None

    def say(self, lang: Lang) -> str:
        """The indices in words."""
        facts = {
            "name": self.text,
            "first": _with_interval(self.first, self.first_interval),
            "total": _with_interval(self.total, self.total_interval),
        }
        return _LINE.fill(lang, facts)

    def to_dict(self) -> dict[str, Any]:
        """The indices as plain values, for JSON and tables."""
        first, total = (each or (None, None) for each in (self.first_interval, self.total_interval))
        return {
            "kind": self.kind,
            "zh": self.text.zh,
            "en": self.text.say("en"),
            "unit": self.unit,
            "first": self.first,
            "first_low": first[0],
            "first_high": first[1],
            "total": self.total,
            "total_low": total[0],
            "total_high": total[1],
        }


def _with_interval(value: float | None, interval: tuple[float, float] | None) -> str:
    if interval is None:
        return figure(value, 3)
    low, high = interval
    return f"{figure(value, 3)} [{figure(low, 3)}, {figure(high, 3)}]"


_LINE = Text("{name}：一阶 {first}，总效应 {total}", "{name}: first order {first}, total {total}")


@frozen(eq=False)
class Sensitivity:
    """First-order and total indices of every choice, for each unit and for all together.

    Shapes: ``first`` and ``total`` are ``(factors, units + 1)``, the last column
    for all units together, each weighing by its variance; ``first_interval``
    and ``total_interval`` are ``(2, factors, units + 1)``. NaN where nothing
    varies.
    """

    board: Scoreboard = field(repr=False)
    vary: tuple[Variation, ...]
    seed: int
    runs: int
    of: str
    first: Array = field(repr=False)
    total: Array = field(repr=False)
    first_interval: Array = field(repr=False)
    total_interval: Array = field(repr=False)

    def factors(self, unit: str | None = None) -> tuple[FactorSensitivity, ...]:
        """The indices of every choice for one unit, or for all together; the largest first."""
        place = -1
        if unit is not None:
            place = self.board.panel.observations.unit_position(unit)
        found = [self._factor(number, place, unit) for number in range(len(self.vary))]
        return tuple(sorted(found, key=lambda each: -(each.total or 0.0)))

    def to_rows(self) -> list[dict[str, Any]]:
        """A row for each choice, for all units together and then for each."""
        units = (None, *self.board.units)
        return [each.to_dict() for unit in units for each in self.factors(unit)]

    def explain(self, lang: Lang, unit: str | None = None) -> str:
        """The indices in words, a line for each choice."""
        return "\n".join(each.say(lang) for each in self.factors(unit))

    def _factor(self, number: int, place: int, unit: str | None) -> FactorSensitivity:
        each = self.vary[number]
        return FactorSensitivity(
            each.kind,
            each.text,
            unit,
            known(self.first[number, place]),
            _pair(self.first_interval[:, number, place]),
            known(self.total[number, place]),
            _pair(self.total_interval[:, number, place]),
        )


def _pair(ends: Array) -> tuple[float, float] | None:
    low, high = map(float, ends)
    return None if np.isnan(low) else (low, high)


def sensitivity(
    observations: Observations,
    index: Index,
    scheme: Scheme,
    vary: Sequence[Variation],
    *,
    runs: int = 256,
    seed: int,
    on: object = None,
    of: str = "rank",
    confidence: float = 0.9,
    resamples: int = 200,
) -> Sensitivity:
    """How much each choice matters for the ranks, or for the scores, of a period.

    It takes ``runs * (choices + 2)`` futures. Intervals are those of a
    bootstrap over the runs.

    Raises:
        UsageError: fewer than two things vary, or another argument is not usable.
    """
    check_runs(runs)
    if len(vary) < 2:
        raise UsageError(f"vary={vary!r}: expected two or more; one alone explains everything")
    if of not in ("rank", "score"):
        raise UsageError(f"of={of!r}: expected 'rank' or 'score'")
    if not 0 < confidence < 1 or resamples < 2:
        raise UsageError(
            f"confidence={confidence!r}, resamples={resamples!r}: expected a share between "
            "0 and 1, and two or more"
        )
    futures = Futures.of(observations, index, scheme, vary, on)
    one, other = futures.draw(runs, seed, 1), futures.draw(runs, seed, 2)
    samples = [one, other, *({**one, each.kind: other[each.kind]} for each in futures.vary)]
    a, b, *mixed = (_outcome(futures, draws, of) for draws in samples)
    mixes = np.stack(mixed)
    first, total = _indices(a, b, mixes)
    rng = np.random.default_rng([seed, len(vary), 3])
    drawn = [
        _indices(a[rows], b[rows], mixes[:, rows])
        for rows in rng.integers(runs, size=(resamples, runs))
    ]
    ends = ((1 - confidence) / 2, (1 + confidence) / 2)
    return Sensitivity(
        futures.board,
        futures.vary,
        seed,
        runs,
        of,
        first,
        total,
        _interval([each for each, _ in drawn], ends),
        _interval([each for _, each in drawn], ends),
    )


def _outcome(futures: Futures, draws: Draws, of: str) -> Array:
    totals = futures.totals(draws)
    return totals if of == "score" else ranks(totals, futures.board.plan.scheme.ranking.ties)


def _indices(a: Array, b: Array, mixes: Array) -> tuple[Array, Array]:
    """First-order and total indices, ``(factors, units + 1)``; see the module."""
    both = np.concatenate([a, b])
    variance = both.var(axis=0)
    centred = b - both.mean(axis=0)  # the estimate is the same, its noise smaller
    alone = (centred * (mixes - a)).mean(axis=1)
    together = ((a - mixes) ** 2).mean(axis=1) / 2
    return tuple(_by_variance(part, variance) for part in (alone, together))  # type: ignore[return-value] # two of them


def _by_variance(part: Array, variance: Array) -> Array:
    scored = ~np.isnan(variance)
    part = np.concatenate([part, part[:, scored].sum(axis=1, keepdims=True)], axis=1)
    whole = np.append(variance, variance[scored].sum())
    return part / np.where(whole > 1e-12, whole, np.nan)


def _interval(drawn: Sequence[Array], ends: tuple[float, float]) -> Array:
    return np.quantile(np.stack(drawn), ends, axis=0)
