"""How sure a rank is: the ranks under many other choices (排名的不确定性).

>>> from bizenv.indicators.normalisers import MinMax
>>> from bizenv.indicators.values import Index, Indicator
>>> from bizenv.indicators.variations import Weights
>>> index = Index("x", [Indicator(code="a", weight=1), Indicator(code="b", weight=1)])
>>> rows = [dict(unit="甲", a=0, b=9), dict(unit="乙", a=8, b=0), dict(unit="丙", a=9, b=9)]
>>> seen = Observations.from_wide(rows)
>>> sure = uncertainty(seen, index, Scheme(normalise=MinMax()), [Weights(0.5)], runs=200, seed=1)
>>> sure.of("丙").low, sure.of("丙").high, sure.of("甲").low, sure.of("甲").high
(1.0, 1.0, 2.0, 3.0)
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from attrs import field, frozen

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.explaining import figure, known
from bizenv.indicators.futures import Draws, Futures
from bizenv.indicators.observations import Observations
from bizenv.indicators.ranking import ranks, ranks_within
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.trees import Array
from bizenv.indicators.values import Index
from bizenv.indicators.variations import DropOne, Variation
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text

__all__ = ["RankUncertainty", "UnitUncertainty", "leave_one_out", "uncertainty"]


@frozen
class UnitUncertainty:
    """How sure the rank of one unit is.

    ``low`` and ``high`` are the ends of the interval of ranks that holds
    ``share`` of the futures, ``tiers`` the share of the futures in each tier.
    """

    unit: str
    rank: float | None
    low: float | None
    median: float | None
    high: float | None
    share: float
    runs: int
    tier: float | None
    tiers: tuple[float, ...]

    def say(self, lang: Lang) -> str:
        """How sure the rank is, in words."""
        facts = {
            "unit": self.unit,
            "rank": figure(self.rank),
            "low": figure(self.low),
            "high": figure(self.high),
            "median": figure(self.median),
            "share": figure(100 * self.share),
            "runs": self.runs,
        }
        return _UNIT.fill(lang, facts) + self._tiers(lang)

    def _tiers(self, lang: Lang) -> str:
        if not self.tiers:
            return ""
        parts = tuple(
            _TIER.filled(tier=number, share=figure(100 * share, 1))
            for number, share in enumerate(self.tiers, 1)
            if share > 0
        )
        return _TIERS.fill(lang, {"tiers": parts})

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain values, for JSON and tables."""
        return {
            "unit": self.unit,
            "rank": self.rank,
            "low": self.low,
            "median": self.median,
            "high": self.high,
            "share": self.share,
            "runs": self.runs,
            "tier": self.tier,
            **{f"tier_{number}": share for number, share in enumerate(self.tiers, 1)},
        }


_UNIT = Text(
    "{unit}：现居第 {rank} 名；{runs} 种情形中的 {share} % 居第 {low} 至 {high} 名，"
    "中位为第 {median} 名",
    "{unit}: rank {rank}; in {share} % of {runs} futures rank {low} to {high}, median {median}",
)
_TIERS = Text("；{tiers}", "; {tiers}")
_TIER = Text("第 {tier} 档占 {share} %", "tier {tier} in {share} %")


@frozen(eq=False)
class RankUncertainty:
    """The ranks of every unit in many futures, with the draws that made them.

    Shapes: ``totals``, ``ranks``, ``class_ranks`` and ``tiers`` are
    ``(runs, units)``; NaN is not scored. ``draws`` has by the kind of a
    variation its choice in each future.
    """

    board: Scoreboard = field(repr=False)
    vary: tuple[Variation, ...]
    seed: int | None
    """None where the futures were not drawn."""
    draws: Draws = field(repr=False)
    totals: Array = field(repr=False)

    @property
    def runs(self) -> int:
        """How many futures there are."""
        return len(self.totals)

    @property
    def units(self) -> tuple[str, ...]:
        """Who is ranked, in the order of the board."""
        return self.board.units

    @cached_property
    def ranks(self) -> Array:
        """Ranks among all units."""
        return ranks(self.totals, self.board.plan.scheme.ranking.ties)

    @cached_property
    def class_ranks(self) -> Array:
        """Ranks among the units of the same class."""
        ties = self.board.plan.scheme.ranking.ties
        return ranks_within(self.totals, self.board.classes, ties)

    @cached_property
    def tiers(self) -> Array:
        """The tier in each future, NaN where there is none."""
        tiers = self.board.plan.scheme.tiers
        if tiers is None:
            return np.full(self.totals.shape, np.nan)
        return tiers.of(self.units, self.totals, self.board.classes)

    def interval(self, share: float = 0.9, within: str = "all") -> Array:
        """Low, median and high of the ranks of every unit: ``(3, units)``.

        The ends are ranks that occur; at most half of what is left out lies
        beyond either. ``within="class"`` reads ranks in the class.
        """
        if not 0 < share < 1:
            raise UsageError(f"share={share!r}: expected a share between 0 and 1")
        cuts = ((1 - share) / 2, 0.5, (1 + share) / 2)
        return _quantiles(self._ranks(within), cuts)

    @cached_property
    def tier_shares(self) -> Array:
        """The share of the futures in each tier: ``(tiers, units)``."""
        tiers = self.board.plan.scheme.tiers
        count = 0 if tiers is None else tiers.count
        return np.array([(self.tiers == tier).mean(axis=0) for tier in range(1, count + 1)])

    def share_within(self, rank: float, within: str = "all") -> Array:
        """For every unit the share of the futures with a rank, or a better one: ``(units,)``."""
        return np.asarray((self._ranks(within) <= rank).mean(axis=0))

    def share_ahead(self, unit: str, other: str) -> float:
        """The share of the futures in which a unit has a higher score than another."""
        here, there = (self.board.panel.observations.unit_position(u) for u in (unit, other))
        return float((self.totals[:, here] > self.totals[:, there]).mean())

    def of(self, unit: str, share: float = 0.9) -> UnitUncertainty:
        """How sure the rank of one unit is."""
        return self._unit(self.board.panel.observations.unit_position(unit), share)

    def to_rows(self, share: float = 0.9) -> list[dict[str, Any]]:
        """A row for each unit, the best first."""
        return [self._unit(int(place), share).to_dict() for place in self.board.order]

    def to_frame(self, backend: str = "pandas", share: float = 0.9) -> Any:
        """The rows as a data frame: ``pandas``, ``polars`` or ``pyarrow``."""
        from bizenv.indicators.frames import rows_to_frame

        return rows_to_frame(self.to_rows(share), backend)

    def _ranks(self, within: str) -> Array:
        if within not in ("all", "class"):
            raise UsageError(f"within={within!r}: expected 'all' or 'class'")
        return self.ranks if within == "all" else self.class_ranks

    def _unit(self, place: int, share: float) -> UnitUncertainty:
        low, median, high = self.interval(share)[:, place]
        return UnitUncertainty(
            self.units[place],
            known(self.board.ranks[place]),
            known(low),
            known(median),
            known(high),
            share,
            self.runs,
            known(self.board.tiers[place]),
            tuple(map(float, self.tier_shares[:, place])) if len(self.tier_shares) else (),
        )


def _quantiles(values: Array, cuts: Sequence[float]) -> Array:
    """Values that occur, below which a share of the values of each column lie; NaN is left out."""
    ordered = np.sort(values, axis=0)  # NaN comes last
    there = (~np.isnan(values)).sum(axis=0)
    found = []
    for cut in cuts:
        place = np.clip(np.ceil(cut * there - 1e-9).astype(np.intp) - 1, 0, None)
        found.append(np.take_along_axis(ordered, place[None], axis=0)[0])
    return np.stack(found)


def uncertainty(
    observations: Observations,
    index: Index,
    scheme: Scheme,
    vary: Sequence[Variation],
    *,
    runs: int = 1000,
    seed: int,
    on: object = None,
) -> RankUncertainty:
    """The ranks of a period in many futures, each with its own choices.

    The same seed gives the same futures on the same version of numpy, and more
    runs go on where fewer ended.

    Raises:
        UsageError: nothing varies, or some combination of choices cannot be
            scored.
    """
    check_runs(runs)
    futures = Futures.of(observations, index, scheme, vary, on)
    draws = futures.draw(runs, seed)
    return RankUncertainty(futures.board, futures.vary, seed, draws, futures.totals(draws))


def check_runs(runs: object) -> None:
    """Refuse what is no number of futures."""
    if type(runs) is not int or not 1 <= runs <= _MOST:
        raise UsageError(f"runs={runs!r}: expected a whole number from 1 to {_MOST}")


_MOST = 1_000_000


def leave_one_out(
    observations: Observations,
    index: Index,
    scheme: Scheme,
    nodes: Sequence[str] | None = None,
    *,
    on: object = None,
) -> RankUncertainty:
    """The ranks when each indicator in turn is left out, its weight going to its siblings.

    ``nodes`` are all monitored indicators unless named. The future at position
    n leaves out the n-th.
    """
    vary = DropOne(nodes)
    futures = Futures.of(observations, index, scheme, [vary], on)
    draws = {vary.kind: vary.columns(futures.board.plan)}
    return RankUncertainty(futures.board, futures.vary, None, draws, futures.totals(draws))
