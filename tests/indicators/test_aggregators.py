"""Aggregation: independent values, order of means, contributions that add up."""

from __future__ import annotations

import statistics
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.aggregators import (
    Aggregator,
    Arithmetic,
    Copeland,
    Geometric,
    Harmonic,
    MazziottaPareto,
    Minimum,
    Power,
    Sum,
)

HALVES = np.array([[0.5, 0.5]])
EVERY = [
    Arithmetic(),
    Sum(),
    Geometric(),
    Geometric(2.0),
    Harmonic(),
    Harmonic(2.0),
    Power(2),
    Power(-2),
    Power(0.5),
    Minimum(),
    MazziottaPareto(),
    MazziottaPareto("plus"),
    MazziottaPareto(ddof=1),
    Copeland(),
]


@pytest.mark.parametrize(
    ("how", "values", "weights", "expected"),
    [
        (Arithmetic(), [50, 100], [0.7, 0.3], 65),
        (Arithmetic(), [50, np.nan], [0.7, 0.3], 50),
        (Arithmetic(), [np.nan, np.nan], [0.7, 0.3], np.nan),
        (Arithmetic(), [5, 9], [0, 0], np.nan),
        (Sum(), [59.97, 26], [1, 1], 85.97),
        (Sum(), [np.nan, 26], [1, 1], 26),
        (Sum(), [np.nan, 26], [1, 0], np.nan),
        (Geometric(), [4, 9], [0.5, 0.5], 6),
        (Geometric(), [0, 9], [0.5, 0.5], 0),
        (Geometric(), [0, 9], [0, 1], 9),
        (Geometric(1), [0, 9], [0.5, 0.5], 3),
        (Geometric(), [2, 16], [2, 1], 4),
        (Harmonic(), [2, 6], [0.5, 0.5], 3),
        (Harmonic(), [0, 6], [0.5, 0.5], 0),
        (Harmonic(2), [0, 6], [0.5, 0.5], 3),
        (Harmonic(), [0, 6], [0, 1], 6),
        (Power(2), [1, 7], [0.5, 0.5], 5),
        (Power(1), [50, 100], [0.7, 0.3], 65),
        (Minimum(), [2, 6], [0.1, 0.9], 2),
        (Minimum(), [2, 6], [0, 1], 6),
        (Minimum(), [np.nan, 6], [0.5, 0.5], 6),
        (MazziottaPareto(), [90, 110], [0.5, 0.5], 99),
        (MazziottaPareto("plus"), [90, 110], [0.5, 0.5], 101),
        (MazziottaPareto(ddof=1), [90, 110], [0.5, 0.5], 98),
        (MazziottaPareto(), [-5, 5], [0.5, 0.5], np.nan),
    ],
)
def test_children_are_combined(
    how: Aggregator, values: list[float], weights: list[float], expected: float
) -> None:
    found = how.combine(np.array([values], dtype=float), np.array([weights], dtype=float))
    np.testing.assert_allclose(found, [expected], rtol=1e-12)


def test_means_agree_with_the_standard_library() -> None:
    values, weights = [3.0, 8.0, 20.0], [1.0, 2.0, 5.0]
    one, shares = np.array([values]), np.array([weights])
    for how, expected in (
        (Arithmetic(), statistics.fmean(values, weights)),
        (Harmonic(), statistics.harmonic_mean(values, weights)),
    ):
        assert how.combine(one, shares)[0] == pytest.approx(expected, rel=1e-12)
    assert Geometric().combine(one, np.ones((1, 3)))[0] == pytest.approx(
        statistics.geometric_mean(values), rel=1e-12
    )
    penalty = statistics.pvariance(values) / statistics.fmean(values)
    assert MazziottaPareto().combine(one, np.ones((1, 3)))[0] == pytest.approx(
        statistics.fmean(values) - penalty, rel=1e-12
    )


def test_copeland_counts_duels() -> None:
    """A beats b by 0.6 to 0.4; c, without the first score, is judged by the second alone."""
    values = np.array([[3.0, 1.0], [2.0, 2.0], [np.nan, 3.0], [np.nan, np.nan]])
    found = Copeland().combine(values, np.array([[0.6, 0.4]]))
    np.testing.assert_array_equal(found, [0, -2, 2, np.nan])


def test_copeland_does_not_take_a_rounding_error_for_a_lead() -> None:
    values = np.array([[1.0, 1.0, 2.0], [2.0, 2.0, 1.0]])
    assert Copeland().combine(values, np.array([[0.1, 0.2, 0.3]])).tolist() == [0, 0]


@pytest.mark.parametrize("how", EVERY, ids=repr)
def test_contributions_add_up_of_what_is_there(how: Aggregator) -> None:
    values = np.array([[3.0, 8.0, 20.0], [5.0, np.nan, 1.0], [0.0, 4.0, 4.0]])
    weights = np.array([[0.5, 0.3, 0.2]])
    score, parts = how.combine(values, weights), how.shares(values, weights)
    np.testing.assert_allclose(np.nansum(parts, axis=1), score, atol=1e-9)
    assert np.isnan(parts).tolist() == np.isnan(values).tolist()


CELLS = st.one_of(st.integers(0, 20).map(float), st.just(np.nan))


@settings(max_examples=50)
@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4),
    st.sampled_from(EVERY),
)
def test_contributions_add_up_to_the_score(rows: list[list[float]], how: Aggregator) -> None:
    values, weights = np.array(rows), np.array([[0.5, 0.3, 0.2]])
    score, parts = how.combine(values, weights), how.shares(values, weights)
    live = ~np.isnan(score)
    np.testing.assert_allclose(np.nansum(parts, axis=1)[live], score[live], atol=1e-9)
    assert (np.isnan(parts) | ~np.isnan(values))[live].all()


@settings(max_examples=50)
@given(st.lists(st.integers(1, 30).map(float), min_size=3, max_size=3))
def test_means_stand_in_their_order(values: list[float]) -> None:
    one, weights = np.array([values]), np.array([[0.5, 0.3, 0.2]])
    order = [Minimum(), Power(-2), Harmonic(), Geometric(), Power(0.5), Arithmetic(), Power(2)]
    found = [how.combine(one, weights)[0] for how in order]
    assert all(low <= high + 1e-9 for low, high in pairwise(found))
    mean = Arithmetic().combine(one, weights)[0]
    assert MazziottaPareto().combine(one, weights)[0] <= mean + 1e-9
    assert MazziottaPareto("plus").combine(one, weights)[0] >= mean - 1e-9


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_duels_add_up_to_zero_and_a_loser_of_one_is_a_winner_of_another(
    rows: list[list[float]],
) -> None:
    found = Copeland().combine(np.array(rows), np.array([[0.6, 0.4]]))
    assert np.nansum(found) == 0


@settings(max_examples=50)
@given(
    st.lists(st.integers(0, 20).map(float), min_size=3, max_size=3),
    st.integers(0, 2),
    st.sampled_from([how for how in EVERY if how.kind not in ("copeland", "mazziotta-pareto")]),
)
def test_a_better_child_never_lowers_the_score(
    values: list[float], place: int, how: Aggregator
) -> None:
    better = list(values)
    better[place] += 1
    both = how.combine(np.array([values, better]), np.array([[0.5, 0.3, 0.2]]))
    assert both[1] >= both[0] - 1e-9


@given(st.lists(st.integers(0, 20).map(float), min_size=5, max_size=5), st.integers(1, 40))
def test_identical_units_tie_bit_for_bit(values: list[float], count: int) -> None:
    rows = np.array([values] * count) / 7
    weights = np.array([[0.31, 0.07, 0.22, 0.19, 0.21]])
    for how in EVERY:
        assert (
            len(set(how.combine(rows, weights).tolist())) <= 1
            or np.isnan(how.combine(rows, weights)).all()
        )


def test_every_kind_says_how_its_contributions_are_reckoned() -> None:
    assert {how.shared.say("en") for how in EVERY} == {
        "weight times score", "points", "score times slope", "borne by the lowest",
        "share in each duel",
    }  # fmt: skip
