"""How sure a rank is, told by the ranks of many futures."""

from __future__ import annotations

import numpy as np
import pytest
from counties import FRONTIER, flat_index, seen_of

from bizenv.indicators.ranking import Tiers
from bizenv.indicators.uncertainty import RankUncertainty, leave_one_out, uncertainty
from bizenv.indicators.variations import Weights
from bizenv.kernel.errors import UsageError

INDEX = flat_index({"a": 1, "b": 1})
SEEN = seen_of([[90, 10], [60, 61], [10, 90], [5, 5]], INDEX.leaves, ["p", "q", "p", "q"])
SCHEME = FRONTIER.replace(tiers=Tiers.by_share([0.5]))


def sure(runs: int = 400, seed: int = 1, spread: float = 0.5) -> RankUncertainty:
    return uncertainty(SEEN, INDEX, SCHEME, [Weights(spread)], runs=runs, seed=seed)


def test_a_seed_reproduces_and_another_does_not() -> None:
    assert np.array_equal(sure(seed=3).ranks, sure(seed=3).ranks)
    assert not np.array_equal(sure(seed=3).ranks, sure(seed=4).ranks)


def test_small_spread_leaves_ranks_that_are_far_apart() -> None:
    found = sure(spread=0.01)
    assert found.of("u1").low == found.of("u1").high == found.of("u1").rank == 1.0
    assert found.of("u3").tiers == (0.0, 1.0)


def test_the_last_is_last_and_the_others_trade_places() -> None:
    found = sure()
    assert found.of("u3").low == found.of("u3").high == 4.0
    assert (found.of("u0").low, found.of("u0").high) == (1.0, 3.0)
    # u0 is ahead of u2 where a weighs more than b: half of the futures
    assert found.share_ahead("u0", "u2") == pytest.approx(0.5, abs=0.1)
    assert found.share_ahead("u0", "u3") == 1.0


def test_shares_of_tiers_add_up() -> None:
    found = sure()
    assert found.tier_shares.shape == (2, 4)
    assert found.tier_shares.sum(axis=0) == pytest.approx(1)
    assert found.tier_shares[0] == pytest.approx((found.ranks <= 2).mean(axis=0))
    assert found.share_within(2) == pytest.approx((found.ranks <= 2).mean(axis=0))


def test_ranks_in_the_class() -> None:
    found = sure()
    assert set(found.class_ranks[:, 3]) == {2.0}
    assert found.share_within(1, "class")[1] == 1.0
    assert found.interval(0.9, "class")[:, 1].tolist() == [1.0, 1.0, 1.0]


def test_intervals_are_ranks_that_occur() -> None:
    found = uncertainty(SEEN, INDEX, SCHEME, [Weights(0.5)], runs=100, seed=1)
    ordered = np.sort(found.ranks[:, 0])
    assert found.interval(0.8)[:, 0].tolist() == [ordered[9], ordered[49], ordered[89]]


def test_one_left_out_at_a_time_is_complete() -> None:
    found = leave_one_out(SEEN, INDEX, SCHEME)
    assert found.seed is None
    assert found.totals.tolist() == [[10.0, 61.0, 90.0, 5.0], [90.0, 60.0, 10.0, 5.0]]
    assert found.ranks[:, 0].tolist() == [3.0, 1.0]


def test_rows_and_frames_have_the_best_first() -> None:
    rows = sure().to_rows()
    assert [row["unit"] for row in rows] == ["u1", "u0", "u2", "u3"]
    assert list(rows[0]) == [
        "unit", "rank", "low", "median", "high", "share", "runs", "tier", "tier_1", "tier_2",
    ]  # fmt: skip
    assert sure().to_frame("polars")["unit"].to_list() == ["u1", "u0", "u2", "u3"]


def test_words() -> None:
    found = sure(spread=0.01).of("u3")
    assert found.say("zh") == (
        "u3：现居第 4 名；400 种情形中的 90 % 居第 4 至 4 名，中位为第 4 名；第 2 档占 100 %"
    )
    assert found.say("en") == (
        "u3: rank 4; in 90 % of 400 futures rank 4 to 4, median 4; tier 2 in 100 %"
    )


def test_without_tiers_nothing_is_said_of_them() -> None:
    found = uncertainty(SEEN, INDEX, FRONTIER, [Weights(0.1)], runs=3, seed=1)
    assert np.isnan(found.tiers).all()
    assert found.of("u0").tiers == ()
    assert found.of("u0").say("en").endswith("median 2")


@pytest.mark.parametrize("runs", [0, 2.0, True, 1_000_001])
def test_runs_are_a_whole_number(runs: object) -> None:
    with pytest.raises(UsageError, match="expected a whole number from 1 to 1000000"):
        uncertainty(SEEN, INDEX, SCHEME, [Weights(0.1)], runs=runs, seed=1)  # type: ignore[arg-type]


def test_wrong_arguments_are_refused() -> None:
    found = sure(5)
    with pytest.raises(UsageError, match="expected a share between 0 and 1"):
        found.interval(1)
    with pytest.raises(UsageError, match="expected 'all' or 'class'"):
        found.share_within(1, "tier")
    with pytest.raises(UsageError, match="there is no unit 'u9'"):
        found.of("u9")
