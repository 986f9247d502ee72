"""Paths to a rank: scored anew, against every plan there is on small boards."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from attrs import evolve
from counties import FRONTIER, board_of, flat_index, nested_index, seen_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bizenv.indicators.aggregators import (
    Aggregator,
    Arithmetic,
    Copeland,
    Geometric,
    Harmonic,
    MazziottaPareto,
    Minimum,
)
from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.limits import ClassQuantile, UpTo
from bizenv.indicators.missing import Reweight
from bizenv.indicators.normalisers import Frontier, MinMax, Normaliser, ZScore
from bizenv.indicators.observations import Observations
from bizenv.indicators.path_values import Path
from bizenv.indicators.paths import path_to_rank
from bizenv.indicators.point_tables import Steps
from bizenv.indicators.ranking import Ranking
from bizenv.indicators.rivals import Sampled, Trend
from bizenv.indicators.rules import score
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.standings import Percentile
from bizenv.indicators.values import Index, Indicator
from bizenv.indicators.weighers import Entropy
from bizenv.kernel.errors import UsageError
from bizenv.testing.indicators import indexes, observations, schemes

INDEX = nested_index({"h": {"a": 1, "c1": 3}, "k": {"b": 2}})
VALUES = [[40, 60, 30], [50, 30, 60], [80, 50, 70], [90, 10, 90]]


def applied(board: Scoreboard, path: Path) -> Scoreboard:
    """The board scored anew with the values that a path names, by no code of paths."""
    seen = board.panel.observations
    values = seen.values.copy()
    place = seen.units.index(path.unit)
    for step in path.steps:
        values[-1, place, seen.indicators.index(step.code)] = step.then
    return score(evolve(seen, values=values), board.plan.index, board.plan.scheme)


SCHEMES = [
    FRONTIER,
    FRONTIER.replace(ranking=Ranking(decimals=1, ties="dense")),
    FRONTIER.replace(ranking=Ranking(decimals=0, ties="average", half="even")),
    FRONTIER.replace(ranking=Ranking(decimals=None)),
    FRONTIER.replace(aggregate=Geometric()),
    FRONTIER.replace(aggregate=Geometric(20)),
    FRONTIER.replace(aggregate=Geometric(50)),
    FRONTIER.replace(aggregate={"*": Geometric(1), "h": Arithmetic()}),
    FRONTIER.replace(aggregate=Harmonic()),
    FRONTIER.replace(aggregate=Minimum()),
    FRONTIER.replace(aggregate={"*": Arithmetic(), "h": MazziottaPareto()}),
    Scheme(normalise=MinMax()),
    Scheme(normalise=ZScore(ddof=1)),
    Scheme(normalise=Percentile()),
    Scheme(normalise=MinMax(), weigh=Entropy("scores")),
    FRONTIER.replace(aggregate={"*": Arithmetic(), "x": Copeland()}),
    FRONTIER.replace(normalise={"*": Frontier(), "a": Steps([(30, 10), (60, 50), (90, 100)])}),
]


@pytest.mark.parametrize("goal", ["smallest", "fewest", "even"])
@pytest.mark.parametrize("number", range(len(SCHEMES)))
def test_what_a_path_says_is_what_scoring_gives(number: int, goal: str) -> None:
    board = board_of(VALUES, INDEX, SCHEMES[number])
    for rank in (1, 2, 3):
        path = path_to_rank(board, "u0", rank, goal=goal)
        again = applied(board, path)
        assert path.achieved == again.ranks[0]
        assert path.reached == (again.ranks[0] <= rank)
        assert path.after.totals.tolist() == again.totals.tolist()
        steps_apart = goal == "even" and number == len(SCHEMES) - 1
        assert path.reached or board.plan.relative or board.plan.weighs_data or steps_apart


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3), min_size=2, max_size=5),
    rank=st.integers(1, 2),
    costs=st.lists(st.sampled_from([1, 2, 5]), min_size=3, max_size=3),
)
def test_no_plan_on_a_grid_is_cheaper(values: list[list[int]], rank: int, costs: list[int]) -> None:
    scheme = FRONTIER.replace(ranking=Ranking(decimals=2))
    board = board_of(values, INDEX, scheme)
    prices = dict(zip(INDEX.leaves, costs, strict=True))
    path = path_to_rank(board, "u0", rank, costs=prices)
    assert path.exact
    assert path.achieved <= rank
    now = board.normalised[0]
    grid = [np.unique([x, *np.linspace(x, 100, 5)]) for x in now]
    plans = np.array(list(product(*grid)))
    totals = plans @ np.array([0.125, 0.375, 0.5])
    others = np.round(board.totals[1:], 2)
    ranks = 1 + (others > np.floor(totals * 100 + 0.5 - 1e-7)[:, None] / 100).sum(axis=1)
    enough = ranks <= rank
    assert enough.any()
    assert (((plans - now) @ np.array(costs))[enough]).min() >= path.cost - 1e-6


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(st.lists(st.integers(5, 95), min_size=3, max_size=3), min_size=2, max_size=4),
    steps=st.lists(st.sampled_from([10, 25, 40]), min_size=3, max_size=3),
)
def test_no_whole_steps_are_cheaper(values: list[list[int]], steps: list[int]) -> None:
    board = board_of(values, INDEX)
    whole = dict(zip(INDEX.leaves, steps, strict=True))
    path = path_to_rank(board, "u0", 1, whole=whole)
    now = board.normalised[0]
    choices = [
        [min(100.0, x + n * size) for n in range(int(np.ceil((100 - x) / size)) + 1)]
        for x, size in zip(now, steps, strict=True)
    ]
    plans = np.array(list(product(*choices)))
    enough = plans @ np.array([0.125, 0.375, 0.5]) >= board.totals[1:].max() - 5e-5
    assert path.cost == pytest.approx((plans - now).sum(axis=1)[enough].min(), abs=1e-6)
    for step in path.steps:
        moves = abs(step.then - step.now) / whole[step.code]
        assert moves == pytest.approx(round(moves))


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(st.lists(st.integers(1, 99), min_size=3, max_size=3), min_size=2, max_size=4)
)
def test_no_geometric_plan_on_a_grid_is_cheaper(values: list[list[int]]) -> None:
    board = board_of(values, INDEX, FRONTIER.replace(aggregate=Geometric()))
    path = path_to_rank(board, "u0", 1)
    assert path.exact
    assert path.achieved == 1
    now = board.normalised[0]
    plans = np.array(list(product(*(np.linspace(x, 100, 12) for x in now))))
    totals = np.exp(np.log(plans) @ np.array([0.125, 0.375, 0.5]))
    enough = totals >= board.totals[1:].max()
    assert (plans - now).sum(axis=1)[enough].min(initial=np.inf) >= path.cost - 1e-6


def test_the_fewest_indicators_are_the_fewest() -> None:
    index = flat_index({"a": 5, "b": 1, "d": 1, "e": 1})
    board = board_of([[50, 0, 0, 0], [60, 60, 60, 60]], index)
    costs = {"a": 9}
    smallest = path_to_rank(board, "u0", 1, costs=costs)
    fewest = path_to_rank(board, "u0", 1, costs=costs, goal="fewest")
    assert [len(smallest.steps), len(fewest.steps)] == [3, 1]
    assert smallest.cost < fewest.cost
    assert path_to_rank(board, "u0", 1, goal="even").method == "even"


def test_one_who_is_there_already_needs_nothing() -> None:
    path = path_to_rank(board_of(VALUES, INDEX), "u3", 2)
    assert (path.steps, path.cost, path.method, path.exact, path.short) == ((), 0, "none", True, 0)
    assert path.reached


def test_a_tie_is_enough() -> None:
    index = flat_index({"a": 1})
    path = path_to_rank(board_of([[50], [70]], index, FRONTIER.replace(
        ranking=Ranking(decimals=0))), "u0", 1)  # fmt: skip
    assert path.steps[0].then == pytest.approx(69.50001, abs=1e-6)  # published as 70
    assert path.achieved == 1
    more = path_to_rank(board_of([[50], [70]], index), "u0", 1, margin=2)
    assert more.steps[0].then == pytest.approx(72, abs=1e-3)


def test_out_of_reach_says_how_far_it_gets() -> None:
    board = board_of(VALUES, INDEX)
    limits = [UpTo({"a": 50, "c1": 55, "b": 60})]
    path = path_to_rank(board, "u0", 1, limits=limits)
    assert not path.reached
    assert {step.code: round(step.then, 9) for step in path.steps} == {"a": 50, "c1": 55, "b": 60}
    assert path.achieved == path.promised == 4.0
    assert path.method == "all"
    by_product = board_of(VALUES, INDEX, FRONTIER.replace(aggregate=Geometric()))
    assert not path_to_rank(by_product, "u0", 1, limits=limits).reached
    by_search = board_of(VALUES, INDEX, FRONTIER.replace(aggregate=Harmonic()))
    found = path_to_rank(by_search, "u0", 1, limits=limits)
    assert not found.reached
    assert len(found.steps) == 3


def test_nothing_can_help_where_nothing_may_be_moved() -> None:
    path = path_to_rank(board_of(VALUES, INDEX), "u0", 1, limits=[UpTo({"a": 0})], only=["a"])
    assert path.steps == ()
    assert not path.reached
    assert [each.reason for each in path.idle] == ["at-limit", "not-named", "not-named"]
    search = board_of(VALUES, INDEX, FRONTIER.replace(aggregate=Harmonic()))
    assert path_to_rank(search, "u0", 1, limits=[UpTo({"a": 0})], only=["a"]).steps == ()


def test_the_rank_in_the_class() -> None:
    board = board_of(VALUES, INDEX, classes=["p", "p", "q", "q"])
    path = path_to_rank(board, "u0", 1, within="class", limits=[ClassQuantile(1)])
    assert path.rank == 2
    assert path.achieved == 1 == path.after.class_ranks[0]
    assert path.after.ranks[0] == 3


MONTHS = [f"2022-{month:02}" for month in range(1, 13)]


def yearly() -> Scoreboard:
    rises = np.linspace(0, 11, 12)[:, None] * np.array([[0, 1.0, 3.0]])
    values = np.array([40.0, 50, 20]) + rises
    seen = Observations(["u0", "u1", "u2"], ["a"], MONTHS, values[:, :, None])
    return score(seen, flat_index({"a": 1}), FRONTIER)


def test_rivals_on_their_trend() -> None:
    # u1 gains 1 a month and has 61, u2 gains 3 and has 53: in a year 73 and 89
    path = path_to_rank(yearly(), "u0", 1, rivals=Trend(12, 12))
    assert path.steps[0].then == pytest.approx(89, abs=1e-3)
    assert path.promised == path.achieved == 1


def test_rivals_by_chance_in_a_share_of_the_futures() -> None:
    rng = np.random.default_rng(3)
    values = np.array([20.0, 50, 30]) + rng.normal(0, 3, (12, 3)).cumsum(axis=0)
    seen = Observations(["u0", "u1", "u2"], ["a"], MONTHS, values[:, :, None])
    board = score(seen, flat_index({"a": 1}), FRONTIER)
    some = path_to_rank(board, "u0", 1, rivals=Sampled(share=0.8, periods=12))
    all_of_them = path_to_rank(board, "u0", 1, rivals=Sampled(share=1, periods=12))
    assert 0.8 <= some.share < 0.82
    assert all_of_them.share == 1
    assert some.cost < all_of_them.cost
    assert some.reached
    assert some.promised == some.achieved == 1


def test_a_value_by_head_is_told_by_head() -> None:
    index = Index("x", [
        Indicator(code="n", auxiliary=True),
        Indicator(code="a", weight=1, per="n", best=1, worst=0),
    ])  # fmt: skip
    seen = Observations(["u0", "u1"], ["a", "n"], ["2022"], np.array([[[20.0, 100], [40, 50]]]))
    path = path_to_rank(score(seen, index, FRONTIER), "u0", 1)
    assert (path.steps[0].now, round(path.steps[0].then, 3)) == (0.2, 0.8)
    assert path.achieved == 1
    assert path.after.panel.observations.values[0, 0, 0] == pytest.approx(80, abs=1e-3)


def test_goalposts_that_move_are_met_by_more() -> None:
    # the unit itself is the worst of a: a small rise would only move the goalpost
    board = board_of([[0, 78], [50, 60], [100, 100]], flat_index({"a": 1, "b": 1}),
                     Scheme(normalise=MinMax()))  # fmt: skip
    path = path_to_rank(board, "u0", 2, only=["a"])
    assert path.achieved == 2
    assert path.steps[0].then > 6  # 5 points would do if the goalpost stayed
    assert not path.exact


def test_after_so_many_rounds_the_last_plan_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what it achieves, which is less than was asked."""
    monkeypatch.setattr("bizenv.indicators.paths._ROUNDS", 1)
    board = board_of([[0, 78], [50, 60], [100, 100]], flat_index({"a": 1, "b": 1}),
                     Scheme(normalise=MinMax()))  # fmt: skip
    path = path_to_rank(board, "u0", 2, only=["a"])
    assert (path.achieved, path.reached) == (3, False)


def test_missing_values_leave_their_weight_and_cannot_help() -> None:
    seen = seen_of([[40, np.nan, 30], [50, 30, 60]], INDEX.leaves)
    board = score(seen, INDEX, FRONTIER.replace(missing=Reweight(0.5)))
    path = path_to_rank(board, "u0", 1)
    assert path.achieved == 1
    assert [(each.code, each.reason) for each in path.idle] == [("c1", "missing")]


def test_a_search_takes_back_what_a_later_step_makes_needless() -> None:
    # a is cheaper by gain, but not enough; the one step of b is enough by itself
    scheme = FRONTIER.replace(aggregate=Harmonic())
    board = board_of([[10, 10], [15, 15]], flat_index({"a": 1, "b": 1}), scheme)
    path = path_to_rank(board, "u0", 1, limits=[UpTo({"a": 20})], whole={"b": 30})
    assert [(step.code, step.then) for step in path.steps] == [("b", 40.0)]


def test_where_no_single_step_helps_all_are_taken_and_then_taken_back() -> None:
    board = board_of([[10, 10], [50, 60]], flat_index({"a": 1, "b": 1}),
                     FRONTIER.replace(aggregate=Minimum()))  # fmt: skip
    path = path_to_rank(board, "u0", 1)
    assert {s.code: round(s.then, 3) for s in path.steps} == {"a": 50.0, "b": 50.0}


METHODS: list[tuple[Normaliser, Aggregator]] = [
    (Percentile(), Arithmetic()), (Frontier(), Minimum()), (Frontier(), Harmonic()),
]  # fmt: skip


@pytest.mark.parametrize(("method", "how"), METHODS)
def test_a_search_keeps_whole_steps(method: Normaliser, how: Aggregator) -> None:
    board = board_of(VALUES, INDEX, Scheme(normalise=method, aggregate=how))
    path = path_to_rank(board, "u0", 2, whole={"a": 10, "c1": 5, "b": 10})
    assert path.reached
    assert not path.exact
    sizes = {"a": 10, "c1": 5, "b": 10}
    for step in path.steps:
        moves = abs(step.then - step.now) / sizes[step.code]
        assert moves == pytest.approx(round(moves))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"unit": "u9"}, "there is no unit 'u9'"),
        ({"rank": 0}, "rank=0: expected a whole number from 1 to 4"),
        ({"rank": 5}, "rank=5: expected a whole number from 1 to 4"),
        ({"goal": "best"}, "goal='best': expected one of smallest, fewest, even"),
        ({"within": "tier"}, "within='tier': expected 'all' or 'class'"),
        ({"within": "class"}, "u0: has no class"),
        ({"margin": -1}, "margin=-1: expected a number from 0 on"),
        ({"goal": "even", "whole": {"a": 1}}, "nothing can be spread evenly over whole steps"),
    ],
)
def test_wrong_arguments_are_refused(changes: dict[str, object], message: str) -> None:
    arguments: dict[str, object] = {"unit": "u0", "rank": 1} | changes
    with pytest.raises(UsageError) as caught:
        path_to_rank(board_of(VALUES, INDEX), **arguments)  # type: ignore[arg-type]
    assert message in str(caught.value)


@settings(max_examples=25, deadline=None)
@given(data=st.data(), goal=st.sampled_from(["smallest", "fewest", "even"]))
def test_under_any_scheme_what_is_said_is_what_scoring_gives(
    data: st.DataObject, goal: str
) -> None:
    index = data.draw(indexes(4))
    seen = data.draw(observations(index, units=4, missing=True))
    board = score(seen, index, data.draw(schemes(missing=True)))
    scored = [
        unit for unit, total in zip(board.units, board.totals, strict=True) if not np.isnan(total)
    ]
    assume(scored)
    unit = data.draw(st.sampled_from(scored))
    rank = data.draw(st.integers(1, len(scored)))
    path = path_to_rank(board, unit, rank, goal=goal)
    place = seen.units.index(unit)
    values = seen.values.copy()
    for step in path.steps:
        values[-1, place, seen.indicators.index(step.code)] = step.then
    again = score(evolve(seen, values=values), index, board.plan.scheme)
    assert path.achieved == again.ranks[place]
    assert path.reached == (path.achieved <= rank)
    assert path.explain("zh") != path.explain("en")
