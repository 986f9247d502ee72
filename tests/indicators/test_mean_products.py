"""Means by products of matrices are the engine's means."""

import numpy as np
import pytest
from counties import FRONTIER, nested_index

from bizenv.indicators.engine import aggregate
from bizenv.indicators.mean_products import means
from bizenv.indicators.missing import Reweight
from bizenv.indicators.plans import plan

INDEX = nested_index({"h": {"a": 1, "b": 2}, "k": {"d": 3, "e": 1, "f": 1}})


@pytest.mark.parametrize("at_least", [0.0, 0.5, 0.75])
@pytest.mark.parametrize("by", ["count", "weight"])
@pytest.mark.parametrize("gaps", [0.0, 0.4])
def test_they_agree(at_least: float, by: str, gaps: float) -> None:
    rng = np.random.default_rng(1)
    leaves = rng.random((30, 5)) * 100
    leaves[rng.random((30, 5)) < gaps] = np.nan
    made = plan(INDEX, FRONTIER.replace(missing=Reweight(at_least, by)))
    weights = rng.random((20, 8)) * (rng.random((20, 8)) > 0.1)
    shares = made.tree.within_parents(weights)
    np.testing.assert_allclose(
        means(made, leaves, shares), aggregate(made, leaves, shares)[..., -1], rtol=1e-12
    )


def test_a_unit_by_hand() -> None:
    made = plan(INDEX, FRONTIER.replace(missing=Reweight(0.0)))
    leaves = np.array([[10.0, 40.0, np.nan, 20.0, 60.0]])
    shares = np.array([[0.5, 0.5, 0.6, 0.3, 0.1, 0.25, 0.75, 1.0]])
    # codes: the leaves, then the headings in the order of the tree
    order = [made.tree.place[code] for code in ("a", "b", "d", "e", "f", "h", "k", "x")]
    placed = np.empty_like(shares)
    placed[:, order] = shares
    # h = 25; k = (0.3 * 20 + 0.1 * 60) / 0.4 = 30; the whole = 0.25 * 25 + 0.75 * 30
    assert means(made, leaves, placed)[0, 0] == pytest.approx(28.75)
