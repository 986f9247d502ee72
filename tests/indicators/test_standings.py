"""Scores by where a value stands: three ways to count ties, three formulas."""

from __future__ import annotations

import numpy as np
import pytest

from bizenv.indicators.standings import Percentile, RankScore

X = np.array([[5.0], [7.0], [7.0], [np.nan], [1.0]])
NO_POSTS = np.empty((0, 1))


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("competition", [2, 4, 4, np.nan, 1]),
        ("last", [2, 3, 3, np.nan, 1]),
        ("average", [2, 3.5, 3.5, np.nan, 1]),
        ("dense", [2, 3, 3, np.nan, 1]),
    ],
)
def test_a_rank_score_counts_who_is_not_ahead(ties: str, expected: list[float]) -> None:
    found = RankScore(ties).apply(X, np.ones(1), NO_POSTS)[:, 0]
    np.testing.assert_array_equal(found, expected)


def test_less_is_better_turns_the_ranks() -> None:
    found = RankScore().apply(X, -np.ones(1), NO_POSTS)[:, 0]
    np.testing.assert_array_equal(found, [3, 2, 2, np.nan, 4])


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("published", [50, 100, 100, np.nan, 25]),
        ("below", [100 / 3, 200 / 3, 200 / 3, np.nan, 0]),
        ("middle", [37.5, 75, 75, np.nan, 12.5]),
    ],
)
def test_a_percentile_has_its_formula(formula: str, expected: list[float]) -> None:
    found = Percentile(formula).apply(X, np.ones(1), NO_POSTS)[:, 0]
    np.testing.assert_allclose(found, expected)


def test_a_unit_alone_beats_all() -> None:
    alone = np.array([[3.0], [np.nan]])
    for formula, expected in (("published", 100), ("below", 100), ("middle", 50)):
        found = Percentile(formula).apply(alone, np.ones(1), NO_POSTS)[:, 0]
        np.testing.assert_array_equal(found, [expected, np.nan])


def test_they_say_between_which_scores_they_lie() -> None:
    assert (RankScore().span(), Percentile().span()) == ((1, np.inf), (0, 100))
    panel = np.stack([X, X + 1])
    assert RankScore().apply(panel, np.ones(1), NO_POSTS).shape == (2, 5, 1)
