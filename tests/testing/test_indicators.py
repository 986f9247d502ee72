"""Builders and strategies of indicators give what their names say."""

from __future__ import annotations

import numpy as np
from drawn import meet
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.missing import Reweight
from bizenv.indicators.values import Index
from bizenv.testing.indicators import an_index, indexes, observations, observed, schemes


def test_the_builders_give_a_flat_index_and_one_period() -> None:
    index = an_index(rate="higher", days="lower")
    assert (index.leaves, index["days"].sign, index["rate"].weight) == (("rate", "days"), -1, 1)
    seen = observed(a={"rate": 1}, b={"rate": None})
    assert (seen.units, seen.periods) == (("a", "b"), ("-",))


def test_indexes_are_flat_or_have_headings() -> None:
    meet(indexes(), lambda index: len(index.nodes) == 1)
    meet(indexes(), lambda index: len(index.nodes) == 3)
    meet(indexes(), lambda index: any(each.sign < 0 for each in index))


@settings(max_examples=25)
@given(st.data())
def test_observations_are_of_their_index(data: st.DataObject) -> None:
    index = data.draw(indexes())
    seen = data.draw(observations(index))
    assert seen.indicators == index.leaves
    assert not np.isnan(seen.values).any()


def test_values_are_missing_where_that_is_asked_for() -> None:
    index = an_index(rate="higher")
    meet(observations(index, missing=True), lambda seen: np.isnan(seen.values).any())


def test_schemes_bear_missing_values_where_that_is_asked_for() -> None:
    meet(schemes(), lambda scheme: scheme.weigh["*"].fitted)
    assert meet(schemes(missing=True), lambda _: True).rest == Reweight(0.0)


def test_hypothesis_knows_an_index() -> None:
    assert meet(st.from_type(Index), lambda _: True)
    assert meet(observations(), lambda seen: len(seen.periods) == 2)
