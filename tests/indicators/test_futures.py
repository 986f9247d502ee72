"""The quick path of many futures is the general one, and both are what scoring gives."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve
from counties import FRONTIER, flat_index, nested_index, seen_of
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.aggregators import Arithmetic, Geometric, Minimum
from bizenv.indicators.futures import Futures
from bizenv.indicators.missing import CarryForward, Reweight
from bizenv.indicators.normalisers import Frontier, MinMax, ZScore
from bizenv.indicators.observations import Observations
from bizenv.indicators.rules import score
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.standings import Percentile
from bizenv.indicators.variations import (
    Aggregations,
    DropOne,
    MeasurementError,
    MissingPolicies,
    Normalisations,
    Variation,
    Weights,
)
from bizenv.indicators.weighers import Entropy, Given
from bizenv.kernel.errors import UsageError

INDEX = nested_index({"h": {"a": 1, "c1": 2}, "k": {"b": 3, "c2": 1, "d": 1}})
VALUES = np.random.default_rng(5).integers(1, 99, size=(3, 8, 5)).astype(np.float64)
SEEN = Observations(
    [f"u{n}" for n in range(8)], INDEX.leaves, ("2022-10", "2022-11", "2022-12"), VALUES
)
NORMALISATIONS = Normalisations([Frontier(), ZScore(ddof=1, mean=50, deviation=10), Percentile()])


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), spread=st.floats(0.01, 1))
def test_matrix_products_give_the_ranks_of_the_general_path(seed: int, spread: float) -> None:
    futures = Futures.of(SEEN, INDEX, FRONTIER, [Weights(spread), NORMALISATIONS, DropOne()])
    draws = futures.draw(30, seed)
    quick, slow = futures.totals(draws), evolve(futures, exact=True).totals(draws)
    assert np.abs(quick - slow).max() <= 1.0001e-4  # the last decimal, where a half is split


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    gaps=st.lists(st.booleans(), min_size=40, max_size=40),
    policy=st.builds(
        Reweight, st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from(["count", "weight"])
    ),
)
def test_gaps_are_reweighted_as_the_general_path_does(
    seed: int, gaps: list[bool], policy: Reweight
) -> None:
    values = np.where(np.reshape(gaps, (8, 5)), np.nan, VALUES[0])
    scheme = FRONTIER.replace(missing=policy)
    futures = Futures.of(seen_of(values, INDEX.leaves), INDEX, scheme, [Weights(0.5), DropOne()])
    draws = futures.draw(20, seed)
    quick, slow = futures.totals(draws), evolve(futures, exact=True).totals(draws)
    assert np.array_equal(np.isnan(quick), np.isnan(slow))
    assert np.nanmax(np.abs(quick - slow), initial=0) <= 1.0001e-4


def test_a_future_is_the_score_under_its_own_weights() -> None:
    futures = Futures.of(SEEN, INDEX, FRONTIER, [Weights(0.5)])
    draws = futures.draw(5, 3)
    tree = futures.board.plan.tree
    for run, factors in enumerate(draws["weights"]):
        table = {
            code: INDEX[code].weight * factors[tree.place[code]]  # type: ignore[operator]
            for code in tree.codes[:-1]
        }
        again = score(SEEN, INDEX, FRONTIER.replace(weigh=Given(table)))
        assert futures.totals(draws)[run] == pytest.approx(again.totals, abs=1.0001e-4)


def test_a_future_is_the_score_by_its_own_method() -> None:
    aggregations = Aggregations([Arithmetic(), Geometric(1), Minimum()])
    futures = Futures.of(SEEN, INDEX, FRONTIER, [NORMALISATIONS, aggregations])
    draws = {"normalisation": np.array([0.0, 2.0]), "aggregation": np.array([2.0, 1.0])}
    totals = futures.totals(draws)
    one = score(SEEN, INDEX, FRONTIER.replace(aggregate=Minimum()))
    other = score(SEEN, INDEX, Scheme(normalise=Percentile(), aggregate=Geometric(1)))
    assert totals.tolist() == [one.totals.tolist(), other.totals.tolist()]


def test_leaving_a_whole_heading_empty_leaves_it_out() -> None:
    index = nested_index({"h": {"a": 1}, "k": {"b": 1, "d": 1}})
    seen = seen_of([[80, 10, 30], [0, 40, 60]], index.leaves)
    futures = Futures.of(seen, index, FRONTIER, [DropOne(["a", "h", "b"])])
    place = futures.board.plan.tree.place
    totals = futures.totals({"left-out": np.array([place["a"], place["h"], place["b"]])})
    assert totals.tolist() == [[20.0, 50.0], [20.0, 50.0], [55.0, 30.0]]


@pytest.mark.parametrize("scheme", [
    FRONTIER,
    Scheme(normalise=MinMax()),
    Scheme(normalise=MinMax(), reference="2022-11"),
    Scheme(normalise=MinMax(), reference="each"),
    Scheme(normalise=MinMax(), reference="all"),
    Scheme(normalise=MinMax(), weigh=Entropy("scores"), reference="each"),
    Scheme(normalise=MinMax(), missing=[CarryForward(1)], reference="each"),
])  # fmt: skip
def test_disturbed_values_are_scored_as_if_they_had_been_observed(scheme: Scheme) -> None:
    futures = Futures.of(SEEN, INDEX, scheme, [MeasurementError(0.1)])
    draws = futures.draw(3, 9)
    found = futures.totals(draws)
    for run, seed in enumerate(draws["measurement"]):
        errors = np.random.default_rng(int(seed)).standard_normal((8, 5))
        values = VALUES.copy()
        values[2] += 0.1 * abs(VALUES[2]) * errors
        again = score(evolve(SEEN, values=values), INDEX, scheme)
        assert found[run] == pytest.approx(again.totals, abs=1.0001e-4)
    assert len({tuple(row) for row in found.tolist()}) == 3


def test_disturbed_values_and_weights_vary_together() -> None:
    vary: list[Variation] = [MeasurementError(0.1), Weights(0.5)]
    futures = Futures.of(SEEN, INDEX, FRONTIER, vary)
    draws = futures.draw(2, 9)
    alone = Futures.of(SEEN, INDEX, FRONTIER, vary[:1])
    same_errors = alone.totals({"measurement": draws["measurement"]})
    assert (futures.totals(draws) != same_errors).any()
    level = dict(draws, weights=np.ones_like(draws["weights"]))
    assert (futures.totals(level) == same_errors).all()


def test_missing_policies_vary() -> None:
    seen = seen_of([[80, np.nan], [60, 30]], ["a", "b"])
    index = flat_index({"a": 1, "b": 1})
    policies = MissingPolicies([Reweight(0.5), Reweight(0.9)])
    scheme = FRONTIER.replace(missing=Reweight(0.5))
    futures = Futures.of(seen, index, scheme, [policies, Weights(0.1)])
    draws = {"missing": np.array([0.0, 1.0]), "weights": np.ones((2, 3))}
    assert np.array_equal(futures.totals(draws), [[80.0, 45.0], [np.nan, 45.0]], equal_nan=True)


def test_without_decimals_equal_units_tie_because_no_product_is_taken() -> None:
    values = np.vstack([VALUES[0][:1]] * 8)
    scheme = FRONTIER.replace(ranking=evolve(FRONTIER.ranking, decimals=None))
    futures = Futures.of(seen_of(values, INDEX.leaves), INDEX, scheme, [Weights(0.9)])
    totals = futures.totals(futures.draw(200, 1))
    assert (totals == totals[:, :1]).all()


def test_the_first_of_many_futures_are_those_of_few() -> None:
    vary = [Weights(0.2), NORMALISATIONS, DropOne(), MeasurementError(0.1)]
    futures = Futures.of(SEEN, INDEX, FRONTIER, vary)
    few, many = futures.draw(3, 4), futures.draw(30, 4)
    for kind, choice in few.items():
        assert np.array_equal(choice, many[kind][:3])


@pytest.mark.parametrize("vary", [[], [Weights(0.1), Weights(0.2)]])
def test_each_kind_varies_once(vary: list[Variation]) -> None:
    with pytest.raises(UsageError, match="expected one or more, each kind once"):
        Futures.of(SEEN, INDEX, FRONTIER, vary)


def test_weights_that_nothing_uses_are_refused() -> None:
    scheme = FRONTIER.replace(aggregate=Minimum())
    with pytest.raises(UsageError, match="Weights would not be used"):
        Futures.of(SEEN, INDEX, scheme, [Weights(0.1)])
    Futures.of(SEEN, INDEX, scheme, [Weights(0.1), Aggregations([Minimum(), Arithmetic()])])
