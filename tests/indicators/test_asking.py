"""Which score is enough, in one future and in many."""

import numpy as np
import pytest
from counties import FRONTIER, board_of, flat_index

from bizenv.indicators.asking import Asked, ask
from bizenv.indicators.ranking import Ranking
from bizenv.indicators.rivals import Fixed, Sampled

INDEX = flat_index({"a": 1})
BOARD = board_of([[10], [50], [70]], INDEX, FRONTIER.replace(ranking=Ranking(decimals=None)))


def asked(gains: list[list[float]], share: float, rank: int = 1, margin: float = 0.0) -> Asked:
    rivals = Sampled(share=share)
    others = np.array([False, True, True])
    return Asked(BOARD, "u0", rank, "smallest", "all", rivals, margin, np.array(gains), others)


def test_enough_in_as_many_futures_as_must_be() -> None:
    # the best of the others has 70, 80, 90, 100 and 95 (the second rose by 45)
    gains = [[0.0, 0, 0], [0, 0, 10], [0, 0, 20], [0, 0, 30], [0, 45, 0]]
    totals = BOARD.scores[None, :, -1]
    for share, score in ((0.2, 70), (0.4, 80), (0.6, 90), (0.8, 95), (1.0, 100)):
        found = asked(gains, share)
        assert found.needed(totals)[0] == score
        assert found.share(totals[0], score) == pytest.approx(share)
        assert found.place(totals[0], score) == 1
        assert found.place(totals[0], score - 1) == 2


def test_a_margin_is_on_top() -> None:
    totals = BOARD.scores[None, :, -1]
    assert asked([[0.0, 0, 0]], 1.0, 2, 1.5).needed(totals)[0] == 51.5


def test_the_class_is_among_whom_one_is_ranked() -> None:
    board = board_of([[10], [50], [70]], INDEX, classes=["p", "q", "p"])
    assert ask(board, "u0", 1, "smallest", "class", Fixed(), 0).others.tolist() == [0, 0, 1]
    assert ask(board, "u0", 1, "smallest", "all", Fixed(), 0).others.tolist() == [0, 1, 1]
