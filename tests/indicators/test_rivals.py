"""What others do meanwhile."""

import numpy as np
import pytest
from counties import FRONTIER, flat_index

from bizenv.indicators.missing import Reweight
from bizenv.indicators.observations import Observations
from bizenv.indicators.rivals import Fixed, Sampled, Trend
from bizenv.indicators.rules import score
from bizenv.kernel.errors import UsageError

INDEX = flat_index({"a": 1})
PAST = np.array([[10, 50, 90], [20, 50, 80], [30, 50, np.nan]])
BOARD = score(
    Observations(["u0", "u1", "u2"], ["a"], ["2022-01", "2022-02", "2022-03"], PAST[:, :, None]),
    INDEX,
    FRONTIER.replace(missing=Reweight(0.5)),
)


def test_fixed_rivals_stay() -> None:
    assert Fixed().gains(BOARD).tolist() == [[0, 0, 0]]


def test_a_trend_goes_on_and_without_one_nothing_is_assumed() -> None:
    assert Trend(periods=3, ahead=2).gains(BOARD).tolist() == [[20, 0, 0]]


def test_sampled_rivals_repeat_their_own_changes() -> None:
    found = Sampled(periods=3, ahead=4, runs=50).gains(BOARD)
    assert found.shape == (50, 3)
    assert set(found[:, 0]) == {40.0}
    assert set(found[:, 1]) == {0.0}
    assert set(found[:, 2]) <= {0.0, -10.0, -20.0, -30.0, -40.0}
    again = Sampled(periods=3, ahead=4, runs=50).gains(BOARD)
    assert np.array_equal(found, again)
    assert not np.array_equal(found, Sampled(periods=3, ahead=4, runs=50, seed=1).gains(BOARD))


@pytest.mark.parametrize("periods", [4, 1])
def test_the_past_must_be_long_enough(periods: int) -> None:
    board = BOARD if periods == 4 else BOARD.panel["2022-03"]
    if periods == 1:
        values = PAST[:1, :, None]
        one = Observations(["u0", "u1", "u2"], ["a"], ["2022-01"], values)
        board = score(one, INDEX, FRONTIER)
    with pytest.raises(UsageError, match=f"periods={periods}: there are"):
        Trend(periods=periods).gains(board)


@pytest.mark.parametrize("share", [0, 1.1])
def test_the_share_of_futures_is_a_share(share: float) -> None:
    with pytest.raises(UsageError, match="expected a share above 0, at most 1"):
        Sampled(share=share)
