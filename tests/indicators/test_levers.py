"""What a unit can move: how far, what it is worth, and back to raw values."""

from __future__ import annotations

import numpy as np
import pytest
from counties import FRONTIER, board_of, flat_index, nested_index, seen_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bizenv.indicators.aggregators import Arithmetic, Sum
from bizenv.indicators.levers import is_linear, levers, worth
from bizenv.indicators.limits import ClassQuantile, UpTo
from bizenv.indicators.missing import Reweight
from bizenv.indicators.normalisers import Frontier, Indexed, MinMax, Normaliser, Target, ZScore
from bizenv.indicators.outliers import Clip
from bizenv.indicators.point_tables import AsScored, Bonus, Deduction, Piecewise, Steps
from bizenv.indicators.rules import score
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.standings import Percentile
from bizenv.indicators.transforms import Curve, Inverse, Log, Power
from bizenv.indicators.values import Index, Indicator
from bizenv.kernel.errors import UsageError

UP = flat_index({"a": 1})
DOWN = flat_index({"c": 1})
VALUES = [[20.0], [60.0], [90.0]]


@pytest.mark.parametrize(
    ("index", "scheme", "reach", "room"),
    [
        (UP, Scheme(normalise=Frontier()), 80, 80),
        (DOWN, Scheme(normalise=Frontier()), 20, 20),
        (UP, Scheme(normalise=MinMax()), 70, 100),  # no further than the best, 90
        (UP, Scheme(normalise=ZScore(ddof=0)), 70, None),  # without an end: the best unit
        (UP, Scheme(normalise=Indexed(to="best")), 70, None),
        (UP, Scheme(normalise=AsScored()), 70, 70),
        (UP, Scheme(normalise=AsScored(high=100)), 80, 80),
        (UP, Scheme(normalise=Piecewise([(0, 0), (50, 80), (70, 100)])), 50, 68),
        (UP, Scheme(normalise=Deduction(full=25, target=98, slope=0.25)), 78, 19.5),
        (UP, Scheme(normalise=Bonus(slope=0.1, cap=5)), 30, 3),
        (UP, Scheme(normalise=Steps([(30, 50), (65, 100)])), 45, 100),
        (UP, Scheme(normalise=Target()), 80, 100),
        (UP, Scheme(normalise=Percentile()), 70, 200 / 3),
        (UP, Scheme(normalise=MinMax(), outliers=Clip(high=80)), 60, 100),
        (UP, Scheme(normalise=MinMax(), transform=Log()), 70, 100),
        (DOWN, Scheme(normalise=MinMax(), transform=Inverse()), None, None),
    ],
)
def test_the_smallest_move_to_the_most_there_is(
    index: Index, scheme: Scheme, reach: float | None, room: float | None
) -> None:
    board = board_of(VALUES, index, scheme)
    found = levers(board, "u0")
    if reach is not None:
        assert found.moves(found.top)[0] == pytest.approx(reach)
    if room is not None:
        assert found.room[0] == pytest.approx(room)
    better = score(seen_of([[float(20 + found.toward[0] * found.moves(found.top)[0])], *VALUES[1:]],
                           index.leaves), index, scheme)  # fmt: skip
    assert better.scores[0, 0] >= board.scores[0, 0]


def test_no_move_leaves_the_domain_of_a_transform() -> None:
    # under 1 / x values above 0 have a score; at 4 days the best, 1 a day, is 3 days away
    index = Index("x", [Indicator(code="d", direction="lower", best=1, worst=20, weight=1)])
    scheme = Scheme(normalise=Frontier(), transform=Inverse())
    found = levers(board_of([[4.0], [9.0]], index, scheme), "u0")
    assert found.moves(found.top)[0] == pytest.approx(3)
    near = Scheme(normalise=AsScored(), transform=Power(0.5))
    down = Index("x", [Indicator(code="d", weight=1)])
    assert levers(board_of([[4.0], [9.0]], down, near), "u0").moves(np.array([2.5]))[0] == (
        pytest.approx(2.25)
    )


def test_the_edge_of_a_domain_is_as_far_as_one_gets() -> None:
    # the goalpost -1 lies where a root has no value: 0 is the end
    index = Index("x", [Indicator(code="d", direction="lower", weight=1)])
    scheme = Scheme(normalise=MinMax(), transform=Power(0.5), goalposts={"d": (10.0, -1.0)})
    found = levers(board_of([[4.0], [9.0]], index, scheme), "u0")
    assert found.moves(found.top)[0] == pytest.approx(4)
    assert found.top[0] == pytest.approx(100 * 10 / 11)


@pytest.mark.parametrize(("value", "toward", "reach"), [(20.0, 1, 30), (90.0, -1, 40)])
def test_a_target_is_not_passed(value: float, toward: float, reach: float) -> None:
    index = Index("x", [Indicator(code="a", weight=1, best=50)])
    scheme = Scheme(normalise=Target(two_sided=True))
    found = levers(board_of([[value], [0.0], [100.0]], index, scheme), "u0")
    assert (found.toward[0], found.moves(found.top)[0]) == (toward, pytest.approx(reach))
    assert found.top[0] == 100


METHODS: list[Normaliser] = [
    Frontier(), ZScore(ddof=1), Piecewise([(0, 0), (50, 80), (100, 100)]), Indexed(),
    Deduction(full=25, target=98, slope=0.1),
]  # fmt: skip


@settings(max_examples=20, deadline=None)
@example(METHODS[2], Log(1.0), 1.0, 0.00390625)  # full marks are very far away
@given(
    method=st.sampled_from(METHODS),
    transform=st.sampled_from([None, Log(1.0), Curve([(0, 0), (30, 60), (100, 100)])]),
    value=st.floats(1, 80),
    part=st.floats(0, 1),
)
def test_a_move_brings_the_wanted_score_and_less_does_not(
    method: Normaliser, transform: object, value: float, part: float
) -> None:
    scheme = Scheme(normalise=method, transform={"a": transform} if transform else {})
    found = levers(board_of([[value], [99.0], [50.0]], UP, scheme), "u0")
    wanted = found.now + part * found.room
    move = found.moves(wanted)
    assert found.scores(move)[0] >= min(wanted[0], found.top[0])
    if move[0] > 1e-6:
        assert found.scores(move * (1 - 1e-6))[0] < wanted[0]


def test_why_an_indicator_cannot_help() -> None:
    index = flat_index({"a": 1, "b": 0, "d": 1, "e": 1, "f": 1, "g": 1})
    seen = seen_of([[50, 50, np.nan, 100, 50, 50], [90] * 6], index.leaves)
    board = score(seen, index, FRONTIER.replace(missing=Reweight(0.5)))
    found = levers(board, "u0", limits=[UpTo({"f": 50})], only=["a", "b", "d", "e", "f"])
    assert found.reasons == (None, "weightless", "missing", "at-best", "at-limit", "not-named")
    assert found.room.tolist() == [50, 0, 0, 0, 0, 0]


def test_a_limit_ends_the_way() -> None:
    board = board_of(VALUES, UP, classes=["p", "p", "q"])
    found = levers(board, "u0", limits=[ClassQuantile(1)])
    assert (found.room[0], bool(found.limited[0])) == (40.0, True)


def test_what_a_point_is_worth() -> None:
    index = nested_index({"h": {"a": 1, "b": 3}, "k": {"d": 1, "e": 0}})
    board = board_of([[10, 20, 30, 40], [1, 2, 3, 4]], index)
    assert worth(board, 0).tolist() == [0.125, 0.375, 0.5, 0.0]
    points = board_of(
        [[10, 20, 30, 40], [1, 2, 3, 4]], index,
        FRONTIER.replace(aggregate={"*": Arithmetic(), "k": Sum()}),
    )  # fmt: skip
    assert worth(points, 0).tolist() == [0.125, 0.375, 0.5, 0.5]
    assert is_linear(points)
    gaps = board_of(
        [[10, np.nan, 30, 40], [1, 2, 3, 4]], index, FRONTIER.replace(missing=Reweight(0))
    )
    assert worth(gaps, 0).tolist() == [0.5, 0.0, 0.5, 0.0]


def test_costs_come_from_the_nearest_node_above() -> None:
    index = nested_index({"h": {"a": 1, "b": 3}, "k": {"d": 1}})
    board = board_of([[10, 20, 30], [1, 2, 3]], index)
    assert levers(board, "u0", costs={"h": 2, "b": 5}).cost.tolist() == [2, 5, 1]
    assert levers(board, "u0", costs={"x": 4}).cost.tolist() == [4, 4, 4]


def test_what_is_wrong_is_refused() -> None:
    board = board_of(VALUES, UP)
    with pytest.raises(UsageError, match="costs: no indicator 'z'"):
        levers(board, "u0", costs={"z": 1})
    with pytest.raises(UsageError, match="costs of 'a': 0: expected a number above 0"):
        levers(board, "u0", costs={"a": 0})
    with pytest.raises(UsageError, match="no indicator 'z'"):
        levers(board, "u0", only=["z"])
    empty = board_of([[np.nan], [1.0]], UP, FRONTIER.replace(missing=Reweight(0.5)))
    with pytest.raises(UsageError, match="u0: has no score in 2022-12"):
        levers(empty, "u0")
