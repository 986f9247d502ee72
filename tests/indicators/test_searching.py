"""The search: what it looks at is what the engine gives."""

import numpy as np
import pytest
from counties import FRONTIER, board_of, flat_index

import bizenv.indicators.searching as module
from bizenv.indicators.aggregators import Harmonic
from bizenv.indicators.levers import levers
from bizenv.indicators.normalisers import Normaliser
from bizenv.indicators.paths import path_to_rank
from bizenv.indicators.rules import score
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.searching import moved_totals, shortfalls
from bizenv.indicators.standings import Percentile

INDEX = flat_index({"a": 1, "c": 1})
VALUES = np.array([[40.0, 60], [50, 30], [80, 50]])


@pytest.mark.parametrize("cells", [2_000_000, 1])
@pytest.mark.parametrize("method", [Percentile(), FRONTIER.normalise["*"]])
def test_the_scores_of_all_once_one_has_moved(
    method: Normaliser, cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CELLS", cells)
    scheme = Scheme(normalise=method, aggregate=Harmonic())
    board = board_of(VALUES, INDEX, scheme)
    moves = np.array([[0.0, 0.0], [15, 0], [45, 40]])
    found = moved_totals(levers(board, "u0"), moves)
    for plan, totals in zip(moves, found, strict=True):
        values = VALUES.copy()
        values[0] += plan * [1, -1]
        again = board_of(values, INDEX, scheme)
        assert totals == pytest.approx(again.scores[:, -1])
    short = shortfalls(levers(board, "u0"), moves, lambda totals: totals.max(axis=1))
    best = found.max(axis=1) if board.plan.relative else found[0].max()
    assert short == pytest.approx(best - found[:, 0])


def test_of_many_indicators_the_next_and_the_last_level_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_MOST_TRIES", 1)
    board = board_of(VALUES, INDEX, FRONTIER.replace(aggregate=Harmonic()))
    path = path_to_rank(board, "u0", 1)
    assert path.reached
    assert path.achieved == score(path.after.panel.observations, INDEX, board.plan.scheme).ranks[0]


def test_where_every_indicator_is_at_its_last_level_no_step_is_left() -> None:
    board = board_of(VALUES, INDEX, FRONTIER.replace(aggregate=Harmonic()))
    movable = levers(board, "u0")
    levels = np.array([[10.0, 10.0]])
    whole = np.zeros(2, dtype=np.bool_)
    search = module.Search(movable, levels, levels, lambda totals: totals.max(axis=1), whole)
    search.at[:] = 1
    assert search._best_step(1.0) is None
