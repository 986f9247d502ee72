"""The score that a rank needs, against a search through all published scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.ranking import Ranking
from bizenv.indicators.targets import needed_by_rank, needed_scores, place_among

RIVALS = np.array([[9.0, 8.0, 8.0, 5.0, np.nan]])


@pytest.mark.parametrize(
    ("ties", "rank", "score"),
    [
        ("competition", 1, 9.0),
        ("competition", 2, 8.0),
        ("competition", 3, 8.0),
        ("competition", 5, -np.inf),
        ("dense", 2, 8.0),
        ("dense", 3, 5.0),
        ("dense", 4, -np.inf),
        ("average", 1, 10.0),  # at 9 both would have 1.5
        ("average", 2, 9.0),
        ("average", 3, 8.0),
    ],
)
def test_the_published_score_that_is_enough(ties: str, rank: int, score: float) -> None:
    ranking = Ranking(ties=ties, decimals=0)
    needed = needed_scores(RIVALS, rank, ranking)[0]
    assert np.round(needed + 0.5, 3) == score if np.isfinite(score) else needed == score


@settings(max_examples=50)
@given(
    scores=st.lists(st.integers(0, 6), min_size=1, max_size=6),
    rank=st.integers(1, 6),
    ties=st.sampled_from(["competition", "dense", "average"]),
    half=st.sampled_from(["up", "even"]),
)
def test_it_is_enough_and_less_is_not(scores: list[int], rank: int, ties: str, half: str) -> None:
    ranking = Ranking(ties=ties, decimals=0, half=half)
    others = np.array([scores], dtype=float)
    needed = needed_scores(others, rank, ranking)
    assert needed[0] == needed_by_rank(others[0], np.array([rank]), ranking)[0]
    if np.isfinite(needed[0]):
        assert place_among(needed, others, ranking)[0] <= rank
        assert place_among(needed - 0.001, others, ranking)[0] > rank
    else:
        assert place_among(np.array([-99.0]), others, ranking)[0] <= rank


def test_without_decimals_a_tie_or_the_next_number_is_enough() -> None:
    exact = Ranking(decimals=None)
    assert needed_scores(RIVALS, 2, exact)[0] == 8.0
    above = needed_scores(RIVALS, 1, Ranking(ties="average", decimals=None))[0]
    assert 9.0 < above < 9.000001
