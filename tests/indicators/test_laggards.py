"""Laggards: the last of a class for some periods, with the points at stake."""

from __future__ import annotations

import pytest

from bizenv.indicators.aggregators import Copeland, Geometric
from bizenv.indicators.boards import Panel
from bizenv.indicators.laggards import laggards
from bizenv.indicators.missing import Reweight
from bizenv.indicators.normalisers import Frontier
from bizenv.indicators.observations import Observations
from bizenv.indicators.rules import score_all
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.values import Index, Indicator
from bizenv.kernel.errors import UsageError

INDEX = Index(
    "x",
    [
        Indicator(code="gov", weight=4),
        Indicator(code="rate", parent="gov", weight=1, best=100, worst=0),
        Indicator(code="days", parent="gov", weight=1, best=0, worst=10, direction="lower"),
        Indicator(code="eco", weight=1, best=100, worst=0),
    ],
)
LAST = {"a": (40, 5, 50), "b": (60, 5, 50), "c": (80, 5, 50), "d": (10, 9, None), "e": (90, 1, 90)}
BEFORE = {**LAST, "a": (70, 5, 50)}


def panel(scheme: Scheme | None = None) -> Panel:
    rows = [
        {"unit": unit, "period": period, **dict(zip(("rate", "days", "eco"), row, strict=True))}
        for period, units in (("2022-01", BEFORE), ("2022-02", LAST))
        for unit, row in units.items()
    ]
    classes = dict.fromkeys("abc", "x")
    scheme = scheme or Scheme(normalise=Frontier(), missing=Reweight(0.3))
    return score_all(Observations.from_rows(rows, classes=classes), INDEX, scheme)


def test_the_last_of_a_class_is_told_with_the_points_at_stake() -> None:
    (one, other) = laggards(panel(), bottom=1, nodes=["rate"])
    assert (one.unit, one.code, one.place, one.of) == ("d", "rate", 2, 2)
    assert (other.unit, other.score, other.median) == ("a", 40, 60)
    assert other.at_stake == pytest.approx(0.8 * 0.5 * 20)
    assert other.say("en") == (
        "a: rate among the last for 1 periods (rank 3 of 3), score 40, median of the class 60, "
        "8 points at stake"
    )
    assert other.say("zh") == (
        "a：rate 连续 1 期居末（第 3 名，共 3 个），得 40 分，同类中位 60 分，可增 8 分"
    )
    assert other.to_dict()["at_stake"] == pytest.approx(8)


def test_one_must_be_behind_in_every_period() -> None:
    assert [each.unit for each in laggards(panel(), bottom=1, periods=2)] == ["d", "d"]
    assert {each.code for each in laggards(panel(), bottom=1, periods=2, unit="d")} == {
        "rate", "days",
    }  # fmt: skip
    assert laggards(panel(), bottom=1, unit="e") == ()


def test_equals_at_the_top_are_not_behind() -> None:
    """All of class x have the same days and eco."""
    assert {each.code for each in laggards(panel(), bottom=3) if each.unit in "abc"} == {"rate"}


def test_a_share_is_of_the_class() -> None:
    assert [each.unit for each in laggards(panel(), share=0.5, nodes=["rate"])] == ["d", "a"]
    assert laggards(panel(), share=0.3, nodes=["rate"]) == ()


def test_headings_may_lag_and_the_median_may_be_below() -> None:
    (first, second) = laggards(panel(), bottom=1, nodes=["gov"])
    assert (first.unit, second.unit) == ("d", "a")
    assert second.at_stake == pytest.approx(0.8 * 10)
    behind = laggards(panel(), bottom=2, nodes=["rate"], unit="b")
    assert (behind[0].at_stake, behind[0].place) == (0.0, 2)


def test_where_others_move_too_nothing_is_promised() -> None:
    scheme = Scheme(normalise=Frontier(), missing=Reweight(0.3), aggregate={"x": Copeland()})
    assert {each.at_stake for each in laggards(panel(scheme), bottom=1)} == {None}
    means = Scheme(normalise=Frontier(), missing=Reweight(0.3), aggregate=Geometric())
    (one,) = laggards(panel(means), bottom=1, unit="a")
    board = panel(means)["2022-02"]
    gov = (60 * 50) ** 0.5
    assert one.at_stake == pytest.approx(gov**0.8 * 50**0.2 - board.scores[0, -1])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "laggards: expected bottom=k or share=s, one of them"),
        ({"bottom": 1, "share": 0.1}, "laggards: expected bottom=k or share=s, one of them"),
        ({"bottom": 1, "periods": 3}, "periods=3: expected 1 to 2, as the panel has"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, float], message: str) -> None:
    with pytest.raises(UsageError) as told:
        laggards(panel(), **asked)  # type: ignore[arg-type] # wrong on purpose
    assert str(told.value) == message
