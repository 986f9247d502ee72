"""Ranks: ties, decimals, classes, tiers, and the published percentile."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.indicators.ranking import Ranking, Tiers, beats, ranks, ranks_within, rounded
from bizenv.kernel.errors import UsageError


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("competition", [3, 1, 1, np.nan, 4]),
        ("last", [3, 2, 2, np.nan, 4]),
        ("average", [3, 1.5, 1.5, np.nan, 4]),
        ("dense", [2, 1, 1, np.nan, 3]),
    ],
)
def test_equals_are_ranked_as_stated(ties: str, expected: list[float]) -> None:
    found = ranks(np.array([2.0, 3.0, 3.0, np.nan, 1.0]), ties)
    np.testing.assert_array_equal(found, expected)


def test_many_boards_are_ranked_at_once() -> None:
    found = ranks(np.array([[1.0, 2.0], [np.nan, np.nan], [5.0, 5.0]]))
    np.testing.assert_array_equal(found, [[2, 1], [np.nan, np.nan], [1, 1]])
    within = ranks_within(np.array([[5.0, 9.0, 7.0, 1.0]]), np.array([0, 1, 0, -1]))
    np.testing.assert_array_equal(within, [[2, 1, 1, np.nan]])


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=8))
def test_the_order_of_ranks_is_the_order_of_scores(scores: list[int]) -> None:
    for ties in ("competition", "dense", "average", "last"):
        found = ranks(np.array(scores, dtype=float), ties)
        for one, first in zip(scores, found, strict=True):
            for other, second in zip(scores, found, strict=True):
                assert (one > other) == (first < second)
    expected = [1 + sum(other > one for other in scores) for one in scores]
    assert ranks(np.array(scores, dtype=float)).tolist() == expected


@given(st.integers(-(10**7), 10**7), st.integers(0, 3))
def test_decimals_are_rounded_as_a_person_does(thousandths: int, decimals: int) -> None:
    exact, step = Decimal(thousandths) / 1000, Decimal(1).scaleb(-decimals)
    one = np.array([thousandths / 1000])
    for half, rule in (("up", ROUND_HALF_UP), ("even", ROUND_HALF_EVEN)):
        assert rounded(one, decimals, half)[0] == float(exact.quantize(step, rule))


def test_a_ranking_publishes_and_ranks() -> None:
    scores = np.array([85.974, 85.971, 80.0])
    assert Ranking(decimals=2).rank(scores).tolist() == [1, 1, 3]
    assert Ranking(decimals=None).rank(scores).tolist() == [1, 2, 3]
    assert Ranking(decimals=2).rank(scores, np.array([0, 1, 1])).tolist() == [1, 1, 2]
    assert rounded(np.array([-0.001]), 2).tolist() == [0.0]
    assert not np.signbit(rounded(np.array([-0.001]), 2))[0]


@pytest.mark.parametrize("bad", [-1, 13, 1.5, True])
def test_decimals_are_a_small_whole_number(bad: object) -> None:
    with pytest.raises(UsageError, match=r"^decimals="):
        Ranking(decimals=bad)  # type: ignore[arg-type] # wrong on purpose


@pytest.mark.parametrize(
    ("rank", "printed"),
    [(1076, 36.7), (1195, 29.7), (289, 83), (1206, 29), (841, 50.5), (1208, 28.9)],
)
def test_published_percentiles_recompute(rank: int, printed: float) -> None:
    """A county's report (facts 4.4 d) says which share of 1698 places it beats."""
    assert round(100 * beats(rank, 1698), 1) == printed


def test_a_rank_beyond_the_units_is_refused() -> None:
    with pytest.raises(UsageError, match="rank=4: expected a rank from 1 to 3"):
        beats(4, 3)


ALL = np.full(4, -1)


def test_tiers_by_share_count_ranks() -> None:
    scores = np.array([9.0, 8.0, 7.0, 6.0])
    tiers = Tiers.by_share([0.25, 0.5, 0.75])
    assert tiers.of("abcd", scores, ALL).tolist() == [1, 2, 3, 4]
    tied = np.array([9.0, 9.0, 7.0, np.nan])
    np.testing.assert_array_equal(tiers.of("abcd", tied, ALL), [2, 2, 4, np.nan])


def test_tiers_by_share_within_a_class() -> None:
    tiers = Tiers.by_share([0.5], within="class")
    scores = np.array([9.0, 8.0, 7.0, 6.0])
    np.testing.assert_array_equal(
        tiers.of("abcd", scores, np.array([0, 1, 0, -1])), [1, 2, 2, np.nan]
    )
    assert Tiers.by_share([0.5], within="class").of(
        "ab", scores[:2], np.array([0, 0])
    ).tolist() == [
        1,
        2,
    ]


def test_tiers_by_score_and_by_list() -> None:
    scores = np.array([90.0, 89.99, np.nan, 50.0])
    np.testing.assert_array_equal(
        Tiers.by_score([90, 60]).of("abcd", scores, ALL), [1, 2, np.nan, 3]
    )
    listed = Tiers.by_list({"a": 2, "c": 1, "b": 1})
    np.testing.assert_array_equal(listed.of("abcd", scores, ALL), [2, 1, np.nan, np.nan])
    assert (listed.count, Tiers.by_score([90]).count) == (2, 2)
    assert Tiers.by_share([0.5]).text.say("en") == "by share of the ranks"


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Tiers.by_share([]), "tiers by share: cuts=(): expected rising numbers"),
        (lambda: Tiers.by_share([0.5, 0.25]),
         "tiers by share: cuts=(0.5, 0.25): expected rising numbers"),
        (lambda: Tiers.by_share([0.5, 1]),
         "tiers by share: cuts=(0.5, 1.0): expected shares between 0 and 1"),
        (lambda: Tiers.by_score([60, 90]),
         "tiers by score: cuts=(60.0, 90.0): expected falling numbers"),
        (lambda: Tiers("score", [1], within="class"),
         "tiers by score: within='class' would not be used"),
        (lambda: Tiers("share", [0.5], {"a": 1}),
         "tiers by share: cuts=(0.5,): expected rising numbers"),
        (lambda: Tiers("list", [1], {"a": 1}),
         "tiers by list: cuts and within would not be used"),
        (lambda: Tiers.by_list({"a": 0}),
         "tiers by list: expected for each unit a whole number from 1 on"),
        (lambda: Tiers.by_list({}),
         "tiers by list: expected for each unit a whole number from 1 on"),
        (lambda: Tiers("rank"), "way='rank': expected one of 'share', 'score', 'list'"),
    ],
)  # fmt: skip
def test_tiers_that_cannot_be_drawn_are_refused(build: object, message: str) -> None:
    with pytest.raises(UsageError) as told:
        build()  # type: ignore[operator] # a builder
    assert str(told.value) == message


@given(st.lists(st.integers(0, 9), min_size=1, max_size=9), st.sampled_from([[0.25, 0.5], [0.4]]))
def test_tiers_by_share_part_the_units_in_the_order_of_scores(
    scores: list[int], cuts: list[float]
) -> None:
    found = Tiers.by_share(cuts).of(map(str, scores), np.array(scores, float), np.array([-1]))
    assert all(1 <= tier <= len(cuts) + 1 for tier in found)
    for one, first in zip(scores, found, strict=True):
        for other, second in zip(scores, found, strict=True):
            assert one <= other or first <= second
