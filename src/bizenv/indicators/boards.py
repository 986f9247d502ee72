"""The result of scoring: scores at every node, ranks, tiers, and why (评价结果)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from bizenv.indicators.engine import Fit, contributions, coverage
from bizenv.indicators.explaining import Explanation, explain, known
from bizenv.indicators.notes import BoardFinding, findings_of
from bizenv.indicators.observations import Observations
from bizenv.indicators.plans import Plan
from bizenv.indicators.ranking import beats, ranks, ranks_within
from bizenv.indicators.schemes import settings
from bizenv.indicators.trees import Array
from bizenv.indicators.values import unknown_code
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Panel", "Scoreboard"]


@frozen(eq=False)
class Panel:
    """Many periods scored by one scheme; ``panel["2022-12"]`` is the board of one.

    Shapes: ``raw`` is what was observed, ``filled`` what was scored, both
    ``(periods, units, leaves)``; ``scores`` are ``(periods, units, columns)``,
    the normalised leaves first; ``shares`` are the weights among siblings,
    ``(periods, columns)``; ``fits`` are what was taken from the reference.
    """

    plan: Plan
    observations: Observations
    periods: tuple[str, ...]
    raw: Array = field(repr=False)
    filled: Array = field(repr=False)
    scores: Array = field(repr=False)
    shares: Array = field(repr=False)
    fits: tuple[Fit, ...] = field(repr=False)
    screened: npt.NDArray[np.bool_] = field(repr=False)

    def __getitem__(self, period: object) -> Scoreboard:
        """The board of one period."""
        sought = self.observations.periods[self.observations.period_position(period)]
        if sought not in self.periods:
            raise UsageError(f"{sought}: not scored; the periods are {', '.join(self.periods)}")
        return Scoreboard(self, self.periods.index(sought))

    def __iter__(self) -> Iterator[Scoreboard]:
        return (Scoreboard(self, position) for position in range(len(self.periods)))

    def __len__(self) -> int:
        return len(self.periods)

    def until(self, period: object) -> Panel:
        """The panel up to a period."""
        last = self[period].position + 1
        names = ("periods", "raw", "filled", "scores", "shares", "fits", "screened")
        return evolve(self, **{name: getattr(self, name)[:last] for name in names})

    @property
    def units(self) -> tuple[str, ...]:
        """Who is scored."""
        return self.observations.units

    @cached_property
    def published(self) -> Array:
        """Scores of the whole at the declared decimals: ``(periods, units)``."""
        return self.plan.scheme.ranking.publish(self.scores[..., self.plan.tree.root])

    @cached_property
    def ranks(self) -> Array:
        """Ranks among all units: ``(periods, units)``, NaN without a score."""
        return ranks(self.published, self.plan.scheme.ranking.ties)

    @cached_property
    def class_ranks(self) -> Array:
        """Ranks among the units of the same class."""
        ties = self.plan.scheme.ranking.ties
        return ranks_within(self.published, self.observations.class_of, ties)

    @cached_property
    def tiers(self) -> Array:
        """Tiers: ``(periods, units)``, NaN where there is none."""
        tiers = self.plan.scheme.tiers
        if tiers is None:
            return np.full(self.published.shape, np.nan)
        return tiers.of(self.units, self.published, self.observations.class_of)

    @cached_property
    def coverage(self) -> Array:
        """Which share of what is below each heading is there: ``(periods, units, headings)``."""
        leaves = self.scores[..., : self.plan.tree.leaf_count]
        return coverage(self.plan, (~np.isnan(leaves)).astype(np.float64), self.shares)

    @cached_property
    def contributions(self) -> Array:
        """What every column contributes to the whole: ``(periods, units, columns)``."""
        return contributions(self.plan, self.scores, self.shares)


@frozen(eq=False)
class Scoreboard:
    """The scores, ranks and tiers of one period (评价结果).

    Shapes: arrays are ``(units,)``, or ``(units, columns)`` with the columns of
    the tree. NaN means not scored.
    """

    panel: Panel = field(repr=False)
    position: int

    @property
    def plan(self) -> Plan:
        """The index and the scheme, compiled."""
        return self.panel.plan

    @property
    def period(self) -> str:
        """The period that is scored."""
        return self.panel.periods[self.position]

    @property
    def units(self) -> tuple[str, ...]:
        """Who is scored, in the order of the observations."""
        return self.panel.units

    @property
    def classes(self) -> npt.NDArray[np.intp]:
        """For each unit the position of its class; -1 for none."""
        return self.panel.observations.class_of

    @property
    def raw(self) -> Array:
        """What was observed: ``(units, leaves)``."""
        return np.asarray(self.panel.raw[self.position])

    @property
    def filled(self) -> Array:
        """What was scored, once missing values were filled: ``(units, leaves)``."""
        return np.asarray(self.panel.filled[self.position])

    @property
    def scores(self) -> Array:
        """The score at every column: ``(units, columns)``."""
        return np.asarray(self.panel.scores[self.position])

    @property
    def normalised(self) -> Array:
        """The scores of the monitored indicators: ``(units, leaves)``."""
        return self.scores[:, : self.plan.tree.leaf_count]

    @property
    def shares(self) -> Array:
        """The weights among siblings: ``(columns,)``."""
        return np.asarray(self.panel.shares[self.position])

    @property
    def coverage(self) -> Array:
        """Which share of what is below each heading is there: ``(units, headings)``."""
        return np.asarray(self.panel.coverage[self.position])

    @property
    def fit(self) -> Fit:
        """The goalposts and weights that were taken from the reference."""
        fits = self.panel.fits
        return fits[self.position if len(fits) > 1 else 0]

    @property
    def totals(self) -> Array:
        """The score of the whole, as it is published."""
        return np.asarray(self.panel.published[self.position])

    @property
    def ranks(self) -> Array:
        """Ranks among all units."""
        return np.asarray(self.panel.ranks[self.position])

    @property
    def class_ranks(self) -> Array:
        """Ranks among the units of the same class."""
        return np.asarray(self.panel.class_ranks[self.position])

    @property
    def tiers(self) -> Array:
        """Tiers, 1 the best."""
        return np.asarray(self.panel.tiers[self.position])

    @property
    def contributions(self) -> Array:
        """What every column contributes to the whole: ``(units, columns)``."""
        return np.asarray(self.panel.contributions[self.position])

    @cached_property
    def id(self) -> str:
        """A hash of the index, the scheme and the goalposts: what makes boards comparable."""
        said = {
            "index": settings(self.plan.index.indicators),
            "scheme": self.plan.scheme.hash,
            "posts": [[float(p) for p in posts.ravel()] for posts in self.fit.posts],
            "shares": [float(share) for share in self.shares],
        }
        return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()

    @property
    def screened(self) -> npt.NDArray[np.bool_]:
        """Which units have too few values to be scored."""
        return np.asarray(self.panel.screened[self.position])

    def column(self, code: str | None = None) -> int:
        """Where a node stands among the columns; the whole where none is named."""
        tree = self.plan.tree
        if code is None:
            return tree.root
        if code not in tree.place:
            raise UsageError(unknown_code(code, tree.codes))
        return tree.place[code]

    def text(self, code: str) -> Text:
        """The name of a node."""
        return self.plan.index.text(code)

    def places(self, code: str | None = None) -> Array:
        """Ranks among all units at a node."""
        return self.plan.scheme.ranking.rank(self.scores[:, self.column(code)])

    def goalposts(self, code: str) -> tuple[float | None, float | None]:
        """The worst and best value of an indicator, where its method has them.

        Under a transform they are on the scale of the transform.
        """
        number, place = self.plan.group_of[self.column(code)]
        names = self.plan.groups[number].method.posts
        if names != ("worst", "best"):
            return (None, None)
        worst, best = (known(post) for post in self.fit.posts[number][:, place])
        return (worst, best)

    @cached_property
    def findings(self) -> tuple[BoardFinding, ...]:
        """What is remarkable about the data."""
        return tuple(findings_of(self))

    @property
    def order(self) -> npt.NDArray[np.intp]:
        """The positions of the units, the best first; those without a score at the end."""
        return np.argsort(np.where(np.isnan(self.ranks), np.inf, self.ranks), kind="stable")

    def explain(self, unit: str, node: str | None = None) -> Explanation:
        """Why a unit has its score: raw value, goalposts, weight, contribution."""
        return explain(self, unit, node)

    def beats(self, unit: str) -> float:
        """The share of units that a unit beats: (N - rank + 1) / N."""
        place = self.panel.observations.unit_position(unit)
        if np.isnan(self.ranks[place]):
            raise UsageError(f"{unit}: has no score in {self.period}")
        return beats(float(self.ranks[place]), int((~np.isnan(self.ranks)).sum()))

    def to_rows(self) -> list[dict[str, Any]]:
        """A row for each unit, the best first: rank, class, tier, score, first-level scores."""
        names = self.panel.observations.class_names
        first = self.plan.index.children[self.plan.index.root]
        columns = [self.column(code) for code in first]
        publish = self.plan.scheme.ranking.publish
        return [
            {
                "unit": self.units[place],
                "period": self.period,
                "rank": _whole(self.ranks[place]),
                "class": names[self.classes[place]] if self.classes[place] >= 0 else None,
                "class_rank": _whole(self.class_ranks[place]),
                "tier": _whole(self.tiers[place]),
                "score": known(self.totals[place]),
                "coverage": known(self.coverage[place, -1]),
                **{
                    code: known(float(publish(self.scores[place, column])))
                    for code, column in zip(first, columns, strict=True)
                },
            }
            for place in self.order
        ]

    def to_frame(self, backend: str = "pandas") -> Any:
        """The rows as a data frame: ``pandas``, ``polars`` or ``pyarrow``."""
        from bizenv.indicators.frames import rows_to_frame

        return rows_to_frame(self.to_rows(), backend)

    def to_dict(self) -> dict[str, Any]:
        """The board as plain values, for JSON."""
        return {
            "format": "bizenv.scoreboard/1",
            "index": self.plan.index.id,
            "scheme": {
                "id": self.plan.scheme.id,
                "version": self.plan.scheme.version,
                "sha256": self.plan.scheme.hash,
            },
            "board": self.id,
            "period": self.period,
            "units": self.to_rows(),
            "findings": [finding.to_dict() for finding in self.findings],
        }

    def _repr_html_(self) -> str:
        from bizenv.indicators.tabling import board_html

        return board_html(self)


def _whole(value: float) -> int | float | None:
    """A rank as a whole number, where it is one."""
    if np.isnan(value):
        return None
    return int(value) if value == int(value) else float(value)
