"""Weights: independent values, directions, and columns that break other tools."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.weighers import (
    Ahp,
    Critic,
    Entropy,
    Equal,
    Given,
    Pca,
    Weigher,
    correlations,
)
from bizenv.kernel.errors import UsageError

SCORES = np.array([[10.0, 90.0, 30.0], [20.0, 70.0, 30.0], [70.0, 40.0, 30.0], [50.0, 10.0, 30.0]])


def entropy_by_hand(columns: list[list[float]]) -> list[float]:
    """Entropy weights in plain Python, column by column."""
    told = []
    for column in columns:
        total, n = sum(column), len(column)
        parts = [value / total for value in column]
        told.append(1 + sum(p * math.log(p) for p in parts if p) / math.log(n))
    return [each / sum(told) for each in told]


def test_entropy_agrees_with_a_sum_by_hand() -> None:
    found = Entropy("scores").weights(SCORES)
    expected = entropy_by_hand([SCORES[:, 0].tolist(), SCORES[:, 1].tolist()])
    np.testing.assert_allclose(found, [*expected, 0.0], rtol=1e-12)


def test_entropy_of_shifted_values() -> None:
    zeros = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 3.0]])
    expected = entropy_by_hand([[0.5, 1.5, 0.5], [0.5, 0.5, 3.5]])
    np.testing.assert_allclose(Entropy("scores", shift=0.5).weights(zeros), expected, rtol=1e-12)
    assert (Entropy("raw").raw, Entropy("scores").raw, Given().raw) == (True, False, False)


def test_entropy_counts_the_units_that_are_there() -> None:
    gap = np.array([[1.0, 2.0], [3.0, 2.5], [np.nan, 9.0]])
    expected = entropy_by_hand([[1.0, 3.0], [2.0, 2.5, 9.0]])
    np.testing.assert_allclose(Entropy("scores").weights(gap), expected, rtol=1e-12)


def test_entropy_refuses_values_below_zero() -> None:
    with pytest.raises(UsageError, match="entropy weights: there are values below 0"):
        Entropy("scores").weights(np.array([[-1.0], [1.0]]))


def test_critic_agrees_with_numpy_of_two_live_columns() -> None:
    live = SCORES[:, :2]
    conflict = 1 - np.corrcoef(live.T)[0, 1]
    raw = live.std(axis=0) * conflict
    np.testing.assert_allclose(Critic().weights(SCORES), [*(raw / raw.sum()), 0], rtol=1e-12)


def test_critic_of_columns_that_agree_weighs_the_living_alike() -> None:
    """Rounding errors of a correlation of 1 decide nothing."""
    agree = np.array([[0.1, 0.3, 5.0], [0.2, 0.6, 5.0], [0.7, 2.1, 5.0]])
    assert Critic().weights(agree).tolist() == [0.5, 0.5, 0]
    alone = np.array([[1.0, 5.0], [2.0, np.nan], [4.0, 5.0]])
    assert Critic().weights(alone).tolist() == [1, 0]
    assert Critic().weights(np.ones((3, 2))).tolist() == [0.5, 0.5]
    assert (Critic(by="level").flat, Pca(by="level").flat) == (False, False)


def test_critic_knows_directions_because_it_weighs_scores() -> None:
    """Two opposite raw columns, one of them a cost, do not conflict as scores."""
    raw = np.array([[1.0, 9.0, 2.0], [2.0, 8.0, 9.0], [3.0, 7.0, 1.0]])
    scores = raw * [1, -1, 1]
    assert Critic().weights(scores)[0] < Critic().weights(raw)[0]


def test_correlations_are_those_of_common_units() -> None:
    gap = SCORES.copy()
    gap[0, 0] = np.nan
    expected = np.corrcoef(SCORES[1:, :2].T)[0, 1]
    assert correlations(gap)[0, 1] == pytest.approx(expected, rel=1e-12)
    assert correlations(SCORES)[0, 1] == pytest.approx(np.corrcoef(SCORES[:, :2].T)[0, 1])
    assert correlations(SCORES)[2].tolist() == [0, 0, 0]


def test_principal_components_are_squared_loadings() -> None:
    rng = np.random.default_rng(3)
    x = rng.random((30, 4))
    strength, vectors = np.linalg.eigh(np.corrcoef(x.T))
    np.testing.assert_allclose(Pca().weights(x), vectors[:, -1] ** 2, rtol=1e-9)
    two = (vectors[:, -2:] ** 2 * strength[-2:]).sum(axis=1) / strength[-2:].sum()
    np.testing.assert_allclose(Pca(2).weights(x), two, rtol=1e-9)
    assert Pca(9).weights(SCORES)[2] == 0


SAATY = [[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]


def test_ahp_by_its_eigenvector_and_consistency_ratio() -> None:
    """Weights 0.648, 0.230, 0.122 and ratio 0.003 are what calculators of AHP print."""
    ahp = Ahp(["a", "b", "c"], SAATY)
    assert ahp.weights(np.empty((0, 3))).round(3).tolist() == [0.648, 0.23, 0.122]
    assert ahp.consistency_ratio == pytest.approx(0.0032, abs=5e-5)
    consistent = Ahp(["a", "b", "c"], [[1, 2, 4], [0.5, 1, 2], [0.25, 0.5, 1]])
    np.testing.assert_allclose(consistent.weights(np.empty((0, 3))), [4 / 7, 2 / 7, 1 / 7])
    assert consistent.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert Ahp(["a"], [[1]]).weights(np.empty((0, 1))).tolist() == [1]


@pytest.mark.parametrize(
    ("codes", "matrix", "message"),
    [
        (["a", "a"], [[1, 1], [1, 1]], "codes=('a', 'a'): expected 1 to 15 different codes"),
        (["a", "b"], [[1, 1]], "matrix: expected 2 rows of 2 numbers"),
        (["a", "b"], [[1, 2], [2, 1]], "matrix: a against b is 2.0 and the other way round 2.0: "
         "expected numbers above 0 whose product is 1"),
        (["a", "b"], [[2, 1], [1, 1]], "matrix: a against a is 2.0 and the other way round 2.0: "
         "expected numbers above 0 whose product is 1"),
        (["a", "b", "c"], [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]],
         "the matrix has the consistency ratio 6.130, expected at most 0.1"),
    ],
)  # fmt: skip
def test_a_matrix_that_cannot_be_used_is_refused(
    codes: list[str], matrix: list[list[float]], message: str
) -> None:
    with pytest.raises(UsageError) as told:
        Ahp(codes, matrix)
    assert str(told.value) == message


def test_given_weights_are_from_zero_on() -> None:
    with pytest.raises(UsageError, match=r"weight of a: -1.0: expected a number from 0 on"):
        Given({"a": -1})
    assert [w.flat for w in (Given(), Equal("flat"), Equal("level"), Ahp(["a"], [[1]]))] == [
        False, True, False, False,
    ]  # fmt: skip


@settings(max_examples=50)
@given(
    st.lists(
        st.lists(st.sampled_from([0.0, 1.0, 1.0, 5.0, np.nan]), min_size=3, max_size=3),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([Entropy("scores"), Critic(), Pca(), Pca(2), Equal("flat")]),
)
def test_weights_are_finite_from_zero_on_and_add_up_to_one(
    rows: list[list[float]], method: Weigher
) -> None:
    """Constant, zero, binary, empty columns and a unit alone are no reason for NaN."""
    found = method.weights(np.array(rows))
    assert np.isfinite(found).all()
    assert (found >= 0).all()
    assert found.sum() == pytest.approx(1, abs=1e-12)


@given(st.permutations(range(3)))
def test_weights_follow_their_columns(order: list[int]) -> None:
    for method in (Entropy("scores"), Critic(), Pca()):
        found = method.weights(SCORES[:, order])
        np.testing.assert_allclose(found, method.weights(SCORES)[order], atol=1e-12)
