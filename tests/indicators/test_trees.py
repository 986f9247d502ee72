"""The tree as positions: shares, effective weights, sums upward."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from bizenv.indicators.trees import Tree
from bizenv.indicators.values import Index, Indicator
from bizenv.testing.indicators import indexes

INDEX = Index(
    "x",
    [
        Indicator(code="a"),
        Indicator(code="h"),
        Indicator(code="b", parent="h"),
        Indicator(code="c", parent="h"),
    ],
)


def test_columns_are_leaves_then_headings() -> None:
    tree = Tree.of(INDEX)
    assert tree.codes == ("a", "b", "c", "h", "x")
    assert tree.parent.tolist() == [4, 3, 3, 4, -1]
    assert (tree.root, tree.place["h"]) == (4, 3)
    assert tree.membership.tolist() == [[1, 0, 0, 0, 1], [0, 1, 0, 1, 1], [0, 0, 1, 1, 1]]


def test_weights_are_shared_among_siblings_and_multiplied_down() -> None:
    tree = Tree.of(INDEX)
    shares = tree.within_parents(np.array([1.0, 1.0, 3.0, 3.0, 9.0]))
    assert shares.tolist() == [0.25, 0.25, 0.75, 0.75, 1.0]
    assert tree.effective(shares).tolist() == [0.25, 0.1875, 0.5625, 0.75, 1.0]
    assert tree.within_parents(np.zeros(5)).tolist() == [0, 0, 0, 0, 1]


@given(indexes())
def test_effective_weights_of_the_leaves_add_up_to_one(index: Index) -> None:
    tree = Tree.of(index)
    raw = np.arange(1.0, len(tree.codes) + 1)
    effective = tree.effective(tree.within_parents(raw))
    np.testing.assert_allclose(tree.totals(effective[: tree.leaf_count]), effective, rtol=1e-12)
