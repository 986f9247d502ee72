"""All paths of a board as one table are the single paths."""

from __future__ import annotations

import numpy as np
import pytest
from counties import FRONTIER, board_of, nested_index

from bizenv.indicators.aggregators import Geometric
from bizenv.indicators.limits import ClassQuantile
from bizenv.indicators.missing import Reweight
from bizenv.indicators.normalisers import Frontier
from bizenv.indicators.path_tables import paths_to_ranks
from bizenv.indicators.paths import path_to_rank
from bizenv.indicators.point_tables import Steps
from bizenv.indicators.ranking import Ranking
from bizenv.kernel.errors import UsageError

INDEX = nested_index({"h": {"a": 1, "c1": 3}, "k": {"b": 2, "d": 1}})
VALUES = np.random.default_rng(4).integers(0, 100, size=(7, 4)).astype(float)


@pytest.mark.parametrize("ties", ["competition", "average", "dense"])
@pytest.mark.parametrize("limited", [False, True])
def test_every_row_is_the_single_path(ties: str, limited: bool) -> None:
    board = board_of(VALUES, INDEX, FRONTIER.replace(ranking=Ranking(ties=ties, decimals=1)))
    limits = [ClassQuantile(0.5)] if limited else []
    table = paths_to_ranks(board, limits=limits, costs={"k": 2})
    assert len(table) == sum(int(np.ceil(rank)) - 1 for rank in board.ranks)
    for row in table.to_rows():
        path = path_to_rank(board, row["unit"], row["target"], limits=limits, costs={"k": 2})
        assert row["achieved"] == path.promised
        assert (row["achieved"] <= row["target"]) == path.reached
        if path.reached and path.short > 0:
            assert row["cost"] == pytest.approx(path.cost, abs=1e-6)
            assert row["count"] == len(path.steps)
            assert row["short"] == pytest.approx(path.short)
    assert (table.reached == 1).all() != limited


def test_some_units_and_no_rows_for_the_first_or_the_unscored() -> None:
    values = np.vstack([VALUES, np.full((1, 4), np.nan)])
    board = board_of(values, INDEX, FRONTIER.replace(missing=Reweight(0.5)))
    best = board.units[int(np.nanargmin(board.ranks))]
    assert len(paths_to_ranks(board, units=[best, "u7"])) == 0
    worst = board.units[int(np.nanargmax(board.ranks))]
    frame = paths_to_ranks(board, units=[worst]).to_frame("polars")
    assert frame["target"].to_list() == [1, 2, 3, 4, 5, 6]


def test_out_of_reach_has_no_cost() -> None:
    board = board_of([[10, 90, 10, 10], [90, 10, 90, 90]], INDEX)
    row = paths_to_ranks(board, units=["u0"], limits=[ClassQuantile(0.1)]).to_rows()[0]
    assert (row["cost"], row["count"], row["achieved"]) == (None, None, 2.0)


def test_other_schemes_are_refused() -> None:
    with pytest.raises(UsageError, match="expected arithmetic means or sums"):
        paths_to_ranks(board_of(VALUES, INDEX, FRONTIER.replace(aggregate=Geometric(1))))
    steps = FRONTIER.replace(normalise={"*": Frontier(), "a": Steps([(50, 100)])})
    with pytest.raises(UsageError, match="indicators that are scored by steps"):
        paths_to_ranks(board_of(VALUES, INDEX, steps))
