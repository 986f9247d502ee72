"""The engine broadcasts: many periods and many weights at a time, the same as one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.aggregators import Arithmetic, Geometric, Minimum
from bizenv.indicators.engine import (
    aggregate,
    beyond,
    contributions,
    coverage,
    fit,
    normalise,
    plan,
    run,
    weigh,
)
from bizenv.indicators.missing import Fill, Reweight
from bizenv.indicators.normalisers import MinMax
from bizenv.indicators.outliers import WinsoriseByShare
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.standings import Percentile
from bizenv.indicators.values import Index, Indicator
from bizenv.indicators.weighers import Critic, Entropy, Equal, Given
from bizenv.testing.indicators import indexes

INDEX = Index(
    "x",
    [
        Indicator(code="a", weight=1),
        Indicator(code="h", weight=3),
        Indicator(code="b", parent="h", weight=1),
        Indicator(code="c", parent="h", weight=1, direction="lower"),
    ],
)
X = np.array([[0.0, 10.0, 4.0], [10.0, 0.0, 0.0], [5.0, 5.0, 1.0]])


def test_raw_values_become_scores_of_all_columns() -> None:
    made = plan(INDEX, Scheme(normalise=MinMax()))
    fitted = fit(made, X)
    assert fitted.shares.tolist() == [0.25, 0.5, 0.5, 0.75, 1.0]
    expected = [[0, 100, 0, 50, 37.5], [100, 0, 100, 50, 62.5], [50, 50, 75, 62.5, 59.375]]
    assert run(made, fitted, X).tolist() == expected


def test_leading_axes_broadcast() -> None:
    made = plan(INDEX, Scheme(normalise=MinMax()))
    fitted = fit(made, X)
    leaves = normalise(made, fitted, np.stack([X, X[::-1]]))
    draws = made.tree.within_parents(np.arange(1.0, 21.0).reshape(2, 2, 5))
    many = aggregate(made, leaves, draws)
    assert many.shape == (2, 2, 3, 5)
    one = aggregate(made, leaves[1], draws[0, 1])
    assert many[0, 1].tolist() == one.tolist()
    others = aggregate(made, leaves, fitted.shares, [Minimum(), Minimum()])
    assert others[..., -1].tolist() == leaves.min(axis=-1).tolist()


def test_weights_by_level_are_taken_from_the_scores_below() -> None:
    made = plan(INDEX, Scheme(normalise=MinMax(), weigh=Entropy("scores", by="level")))
    shares = fit(made, X).shares
    leaves = normalise(made, fit(made, X), X)
    below = Entropy("scores").weights(leaves[:, 1:])
    heading = leaves[:, 1:] @ below
    top = Entropy("scores").weights(np.stack([leaves[:, 0], heading], axis=1))
    np.testing.assert_allclose(shares, [top[0], *below, top[1], 1.0], rtol=1e-12)


def test_flat_weights_add_up_to_their_heading() -> None:
    for method in (Critic(), Entropy("raw"), Equal("flat")):
        made = plan(INDEX, Scheme(normalise=MinMax(), weigh=method))
        fitted = fit(made, X)
        leaves = normalise(made, fitted, X)
        flat = method.weights(X if method == Entropy("raw") else leaves)
        effective = made.tree.effective(fitted.shares)[:3]
        np.testing.assert_allclose(effective, flat, rtol=1e-12)
        np.testing.assert_allclose(weigh(made, leaves, X), fitted.shares)


def test_one_heading_may_be_weighed_in_its_own_way() -> None:
    made = plan(INDEX, Scheme(normalise=MinMax(), weigh={"*": Critic(), "h": Given({"b": 3})}))
    assert fit(made, X).shares[1:3].tolist() == [0.75, 0.25]


def test_outliers_are_held_by_the_limits_of_the_reference() -> None:
    made = plan(INDEX, Scheme(normalise=MinMax(), outliers={"a": WinsoriseByShare(0.25)}))
    fitted = fit(made, X)
    assert fitted.limits is not None
    assert fitted.limits[:, 0].tolist() == [2.5, 7.5]
    scores = normalise(made, fitted, np.array([[-9.0, 20.0, 9.0]]))
    assert scores.tolist() == [[0.0, 100.0, 0.0]]
    assert beyond(made, fitted, np.array([[-9.0, 20.0, 9.0]])).tolist() == [[False, True, True]]


def test_methods_without_goalposts_have_nothing_beyond() -> None:
    made = plan(INDEX, Scheme(normalise=Percentile()))
    assert not beyond(made, fit(made, X), X).any()


def test_a_missing_value_may_have_a_fixed_score() -> None:
    gap = X.copy()
    gap[0, 0] = np.nan
    made = plan(INDEX, Scheme(normalise=MinMax(), missing=Fill(-5)))
    assert normalise(made, fit(made, gap), gap)[0, 0] == -5


def test_coverage_counts_leaves_or_their_weight() -> None:
    present = np.array([[1.0, 0.0, 1.0]])
    by_count = plan(INDEX, Scheme(normalise=MinMax(), missing=Reweight(0.5)))
    by_weight = plan(INDEX, Scheme(normalise=MinMax(), missing=Reweight(0.5, "weight")))
    shares = fit(by_count, X).shares
    assert coverage(by_count, present).tolist() == [[0.5, 2 / 3]]
    assert coverage(by_count, present, shares).tolist() == [[0.5, 2 / 3]]
    assert coverage(by_weight, present, shares).tolist() == [[0.5, 0.625]]
    none = coverage(by_count, present, np.array([1.0, 0.0, 0.0, 0.0, 1.0]))
    assert np.isnan(none[0, 0])
    assert none[0, 1] == 1


def test_a_heading_with_too_little_below_is_not_scored() -> None:
    gap = X.copy()
    gap[0, 1:] = np.nan
    gap[1, 1] = np.nan
    made = plan(INDEX, Scheme(normalise=MinMax(), missing=Reweight(0.5)))
    scores = run(made, fit(made, X), gap)
    assert np.isnan(scores[:, 3]).tolist() == [True, False, False]
    assert np.isnan(scores[:, 4]).tolist() == [True, False, False]  # a third is below a half
    loose = aggregate(made, scores[:, :3], fit(made, X).shares, at_least=0.3)
    assert loose[0, 4] == scores[0, 0]


@settings(max_examples=40)
@given(indexes(), st.randoms(use_true_random=False))
def test_a_nested_mean_is_the_flat_one_with_the_product_of_weights(
    index: Index, random: object
) -> None:
    made = plan(index, Scheme(normalise=MinMax()))
    rng = np.random.default_rng(random.randrange(2**32))  # type: ignore[attr-defined] # a Random
    leaves = rng.random((4, made.tree.leaf_count)) * 100
    shares = weigh(made, leaves)
    flat = leaves @ made.tree.effective(shares)[: made.tree.leaf_count]
    np.testing.assert_allclose(aggregate(made, leaves, shares)[:, -1], flat, rtol=1e-12)


@settings(max_examples=40)
@given(indexes(), st.randoms(use_true_random=False), st.sampled_from([Arithmetic(), Geometric()]))
def test_contributions_of_the_leaves_add_up_to_the_whole(
    index: Index, random: object, how: object
) -> None:
    made = plan(index, Scheme(normalise=MinMax(), aggregate=how, missing=Reweight(0)))  # type: ignore[arg-type] # one of two
    rng = np.random.default_rng(random.randrange(2**32))  # type: ignore[attr-defined] # a Random
    leaves = rng.integers(0, 3, (4, made.tree.leaf_count)) * 50.0
    leaves[rng.random(leaves.shape) < 0.2] = np.nan
    shares = weigh(made, leaves)
    scores = aggregate(made, leaves, shares)
    parts = contributions(made, scores, shares)
    live = ~np.isnan(scores[:, -1])
    total = np.nansum(parts[:, : made.tree.leaf_count], axis=1)
    np.testing.assert_allclose(total[live], scores[live, -1], atol=1e-9)
