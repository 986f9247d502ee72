"""Builders and Hypothesis strategies for indexes, observations and schemes.

The strategies need Hypothesis installed; the builder does not. Numbers are
whole, so that arithmetic on them is easy to follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from bizenv.indicators.aggregators import (
    Aggregator,
    Arithmetic,
    Geometric,
    Harmonic,
    MazziottaPareto,
    Minimum,
    Power,
)
from bizenv.indicators.missing import Missing, Refuse, Reweight
from bizenv.indicators.normalisers import MinMax, Normaliser, ZScore
from bizenv.indicators.observations import Observations
from bizenv.indicators.ranking import Ranking
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.standings import Percentile, RankScore
from bizenv.indicators.values import Index, Indicator
from bizenv.indicators.weighers import Critic, Entropy, Equal, Given, Weigher

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["an_index", "indexes", "observations", "observed", "schemes"]


def an_index(**leaves: str) -> Index:
    """A flat index of indicators with their directions, each of weight 1.

    >>> an_index(rate="higher", days="lower").leaves
    ('rate', 'days')
    """
    rows = [Indicator(code=code, direction=way, weight=1) for code, way in leaves.items()]
    return Index("example", rows)


def observed(**units: Mapping[str, float | None]) -> Observations:
    """Observations of one period: by unit, its values.

    >>> observed(a={"rate": 1.0}, b={"rate": None}).values.tolist()
    [[[1.0], [nan]]]
    """
    return Observations.from_rows([{"unit": unit, **values} for unit, values in units.items()])


def indexes(most: int = 6) -> SearchStrategy[Index]:
    """Trees of up to so many monitored indicators, some below headings, all weighted."""
    from hypothesis import strategies as st

    @st.composite
    def draw_index(draw: DrawFn) -> Index:
        heads = draw(st.integers(0, 2))
        rows = [Indicator(code=f"h{n}", weight=draw(st.integers(1, 5))) for n in range(heads)]
        count = draw(st.integers(max(heads, 1), max(most, heads, 1)))
        for n in range(count):
            above = n if n < heads else draw(st.integers(-1, heads - 1))
            rows.append(
                Indicator(
                    code=f"i{n}",
                    parent=None if above < 0 else f"h{above}",
                    direction=draw(st.sampled_from(("higher", "lower"))),
                    weight=draw(st.integers(1, 5)),
                )
            )
        return Index("drawn", rows)

    return draw_index()


def observations(
    index: Index | None = None, *, units: int = 5, periods: int = 2, missing: bool = False
) -> SearchStrategy[Observations]:
    """Observations of an index, or of a drawn one, by up to so many units and periods."""
    from hypothesis import strategies as st

    @st.composite
    def draw_observations(draw: DrawFn) -> Observations:
        leaves = (index or draw(indexes())).leaves
        names = [f"u{n}" for n in range(draw(st.integers(1, units)))]
        months = [f"2022-{n + 1:02}" for n in range(draw(st.integers(1, periods)))]
        size = len(months) * len(names) * len(leaves)
        one = st.integers(0, 20).map(float)
        cell = st.one_of(one, one, one, st.just(np.nan)) if missing else one
        cells = draw(st.lists(cell, min_size=size, max_size=size))
        values = np.array(cells).reshape(len(months), len(names), len(leaves))
        classes = {name: "ab"[draw(st.integers(0, 1))] for name in names}
        return Observations(names, leaves, months, values, classes)

    return draw_observations()


def schemes(*, missing: bool = False) -> SearchStrategy[Scheme]:
    """Schemes that fit every drawn index; with ``missing`` they bear missing values."""
    from hypothesis import strategies as st

    above_zero: list[Normaliser] = [MinMax(low=1), RankScore(), MinMax(clamp=True)]
    centred: list[Normaliser] = [ZScore(ddof=1, mean=100, deviation=10)]
    anything: list[Normaliser] = [*above_zero, Percentile("middle"), ZScore(ddof=0)]
    means: list[Aggregator] = [Geometric(), Harmonic(), Power(2)]
    linear: list[Aggregator] = [Arithmetic(), Minimum()]
    pairs = st.one_of(
        st.tuples(st.sampled_from(anything), st.sampled_from(linear)),
        st.tuples(st.sampled_from(above_zero), st.sampled_from(means)),
        st.tuples(st.sampled_from(centred), st.just(MazziottaPareto())),
    )
    flat: list[Weigher] = [Given(), Equal("level"), Equal("flat"), Critic()]
    rest: Missing = Reweight(0.0) if missing else Refuse()

    @st.composite
    def draw_scheme(draw: DrawFn) -> Scheme:
        normaliser, aggregator = draw(pairs)
        weigh = draw(st.sampled_from(flat if aggregator.weighted else [Given()]))
        if normaliser.span()[0] >= 0 and aggregator.weighted and draw(st.booleans()):
            weigh = Entropy("scores", by=draw(st.sampled_from(("flat", "level"))))
        return Scheme(
            normalise=normaliser,
            weigh=weigh,
            aggregate=aggregator,
            missing=rest,
            ranking=Ranking(draw(st.sampled_from(("competition", "dense", "average"))), 6),
        )

    return draw_scheme()
