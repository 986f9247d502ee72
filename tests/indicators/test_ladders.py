"""The whole steps by which indicators move."""

import numpy as np
import pytest
from counties import FRONTIER, board_of, flat_index

from bizenv.indicators.ladders import climbs, spreadable
from bizenv.indicators.levers import levers
from bizenv.indicators.limits import UpTo
from bizenv.indicators.normalisers import Frontier
from bizenv.indicators.point_tables import Steps
from bizenv.kernel.errors import UsageError

INDEX = flat_index({"a": 1, "c": 1, "s": 1})
SCHEME = FRONTIER.replace(normalise={"*": Frontier(), "s": Steps([(30, 40), (60, 80), (90, 100)])})
BOARD = board_of([[40, 25, 35], [90, 10, 95]], INDEX, SCHEME)


def test_steps_of_a_size_up_to_the_goalpost_and_once_beyond() -> None:
    found = climbs(levers(BOARD, "u0"), {"a": 25, "c": 20})
    assert found[0].moves.tolist() == [25, 50, 75]
    assert found[0].points.tolist() == [25, 50, 60]
    assert found[1].moves.tolist() == [20, 40]
    assert found[1].points.tolist() == [20, 25]


def test_no_step_passes_a_limit() -> None:
    found = climbs(levers(BOARD, "u0", limits=[UpTo({"a": 70})]), {"a": 25})
    assert found[0].moves.tolist() == [25]
    none = climbs(levers(BOARD, "u0", limits=[UpTo({"a": 50})]), {"a": 25})
    assert none[0].moves.tolist() == []


def test_tables_move_from_edge_to_edge() -> None:
    found = climbs(levers(BOARD, "u0"), {})
    assert list(found) == [2]
    assert found[2].moves == pytest.approx([25, 55])
    assert found[2].points.tolist() == [40, 60]


def test_tables_of_different_length() -> None:
    index = flat_index({"s": 1, "t": 1})
    scheme = FRONTIER.replace(normalise={"s": Steps([(30, 40), (60, 80)]), "t": Steps([(50, 9)])})
    found = climbs(levers(board_of([[0, 0], [99, 99]], index, scheme), "u0"), {})
    assert found[0].moves == pytest.approx([30, 60])
    assert found[1].moves == pytest.approx([50])


def test_an_indicator_that_cannot_help_has_no_steps() -> None:
    assert climbs(levers(BOARD, "u0", only=["c"]), {"a": 1}) == {}


def test_wrong_steps_are_refused() -> None:
    movable = levers(BOARD, "u0")
    with pytest.raises(UsageError, match="whole: 'a': 0: expected a step above 0"):
        climbs(movable, {"a": 0})
    with pytest.raises(UsageError, match="whole: 'x': 1: expected a step above 0 of an indicator"):
        climbs(movable, {"x": 1})
    with pytest.raises(UsageError, match="whole: 'a' would have 6000 steps; expected at most 1000"):
        climbs(movable, {"a": 0.01})


def test_tables_cannot_be_spread_evenly() -> None:
    found = spreadable(levers(BOARD, "u0"))
    assert found.reasons == (None, None, "uneven-steps")
    assert np.array_equal(found.room > 0, [True, True, False])
