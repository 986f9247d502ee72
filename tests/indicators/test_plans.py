"""A scheme must fit its index; a setting that would not be used is an error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bizenv.indicators.aggregators import Copeland, Geometric, MazziottaPareto, Minimum, Sum
from bizenv.indicators.missing import Reweight
from bizenv.indicators.normalisers import Adjusted, Frontier, MinMax, Target, ZScore
from bizenv.indicators.outliers import Clip
from bizenv.indicators.plans import plan
from bizenv.indicators.point_tables import AsScored, Deduction, Piecewise, Steps
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.standings import Percentile
from bizenv.indicators.transforms import Inverse, Log
from bizenv.indicators.values import Index, Indicator
from bizenv.indicators.weighers import Ahp, Critic, Equal, Given
from bizenv.kernel.errors import UsageError
from bizenv.testing.indicators import indexes, schemes

INDEX = Index(
    "x",
    [
        Indicator(code="gov", weight=70),
        Indicator(code="eco", weight=30),
        Indicator(code="days", parent="gov", direction="lower", weight=1, best=1, worst=30),
        Indicator(code="rate", parent="gov", weight=1),
        Indicator(code="firms", parent="eco", weight=1),
    ],
)
AHP = Ahp(["days", "rate"], [[1, 3], [1 / 3, 1]])


def scheme(**changes: object) -> Scheme:
    return Scheme(**{"normalise": MinMax(), **changes})  # type: ignore[arg-type] # as given


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"normalise": {"*": MinMax(), "dais": MinMax()}},
         "normalise: no indicator 'dais'; did you mean 'days'?"),
        ({"normalise": {"gov": MinMax()}}, "normalise: no method for firms"),
        ({"normalise": {"*": MinMax(), "gov": MinMax(), "eco": MinMax()}},
         "normalise: the setting for '*' would not be used: "
         "other settings hold for all that stands below it"),
        ({"aggregate": {"days": Minimum()}},
         "aggregate: 'days' is no heading; expected '*' or one of x, gov, eco"),
        ({"normalise": Frontier()}, "rate: frontier needs 'worst' in the index"),
        ({"normalise": Target()}, "rate: target needs 'best' in the index"),
        ({"normalise": {"*": MinMax(), "days": Frontier()}, "transform": {"days": Log(-2)}},
         "days: best=1 has no natural logarithm"),
        ({"normalise": AsScored()},
         "days: less is better, but as-scored would reward more; normalise it"),
        ({"normalise": Steps([(1, 5), (2, 9)])},
         "days: the points of steps contradict the direction 'lower'"),
        ({"normalise": {"*": MinMax(), "rate": Piecewise([(0, 9), (1, 0)])}},
         "rate: the points of piecewise contradict the direction 'higher'"),
        ({"aggregate": Geometric(), "normalise": ZScore(ddof=1)},
         "aggregate: geometric of 'eco' needs scores from 0 on, or a floor above 0"),
        ({"aggregate": {"eco": Copeland(), "x": Geometric()}},
         "aggregate: geometric of 'x' needs scores from 0 on, or a floor above 0"),
        ({"aggregate": MazziottaPareto(), "normalise": ZScore(ddof=1)},
         "aggregate: mazziotta-pareto of 'eco' needs scores well above 0: "
         "z-score with mean 100 and deviation 10, or adjusted"),
        ({"goalposts": {"rate": (1,)}}, "goalposts of 'rate': got (1.0,), expected worst, best"),
        ({"goalposts": {"gov": (1, 2)}}, "goalposts of 'gov' would not be used by its method"),
        ({"goalposts": {"rate": (1, 2)}, "normalise": Percentile()},
         "goalposts of 'rate' would not be used by its method"),
        ({"reference": "all", "normalise": Percentile()},
         "reference='all' would not be used: nothing is taken from data"),
        ({"reference": "each", "normalise": {"*": Deduction(full=1, target=1, slope=1)}},
         "reference='each' would not be used: nothing is taken from data"),
        ({"weigh": AHP}, "weigh: ahp compares the children of one heading: give it by its code"),
        ({"weigh": {"gov": Critic()}},
         "weigh: by='flat' weighs all indicators, not those below 'gov' alone"),
        ({"weigh": {"gov": Equal("level")}, "aggregate": {"gov": Minimum()}},
         "weigh: the weights below 'gov' would not be used: minimum"),
        ({"weigh": {"x": AHP}},
         "weigh: the matrix of 'x' compares days, rate, expected gov, eco"),
        ({"weigh": Given({"day": 1})}, "weigh: the weight of 'day' would not be used"),
        ({"weigh": {"gov": Given({"firms": 1})}}, "weigh: the weight of 'firms' would not be used"),
        ({"weigh": Equal("flat"), "aggregate": Sum()},
         "weigh: no weights are used, for no heading is a weighted one"),
    ],
)  # fmt: skip
def test_a_scheme_that_does_not_fit_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as told:
        plan(INDEX, scheme(**changes))
    assert str(told.value) == message
    assert told.value.say("zh") != message


def test_lacking_weights_are_refused_and_a_child_alone_needs_none() -> None:
    bare = Index("x", [Indicator(code="a"), Indicator(code="b")])
    with pytest.raises(UsageError) as told:
        plan(bare, scheme())
    assert str(told.value) == (
        "weight of a, b: expected one in the index or in the scheme; for equal weights write equal"
    )
    assert plan(Index("x", [Indicator(code="a")]), scheme()).at_least == 0


def test_settings_hold_from_the_nearest_above() -> None:
    made = plan(
        INDEX,
        scheme(
            normalise={"*": MinMax(), "gov": MinMax(high=10), "rate": Percentile()},
            transform={"days": Inverse(), "eco": Log()},
            outliers={"gov": Clip(high=9)},
            missing=Reweight(0.5),
        ),
    )
    kinds = [(made.method(n).kind, made.method(n).span()[1]) for n in range(3)]
    assert kinds == [("min-max", 10), ("percentile", 100), ("min-max", 100)]
    assert [group.turn for group in made.groups] == [-1, 1, 1]
    assert [columns.tolist() for columns, _ in made.outliers] == [[0, 1]]
    assert (made.at_least, made.relative, made.weighs_data) == (0.5, True, False)


def test_goalposts_of_a_scheme_stand_in_for_those_of_the_index() -> None:
    posts = {"rate": (0, 10), "firms": (0, 5)}
    made = plan(INDEX, scheme(normalise=Frontier(), goalposts=posts))
    assert made.groups[0].written is not None
    assert made.groups[0].written[:, 1].tolist() == [0, 10]


def test_penalised_means_take_scores_that_lie_above_zero() -> None:
    for method in (Adjusted(), ZScore(ddof=0, mean=100, deviation=10), MinMax(low=1)):
        plan(INDEX, scheme(normalise=method, aggregate=MazziottaPareto()))


@settings(max_examples=30)
@given(indexes(), schemes())
def test_drawn_schemes_fit_drawn_indexes(index: Index, drawn: Scheme) -> None:
    assert plan(index, drawn).tree.codes == (*index.leaves, *index.nodes)
