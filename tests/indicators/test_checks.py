"""Settings are refused when they cannot be used."""

from __future__ import annotations

import pytest

from bizenv.indicators.aggregators import Geometric, MazziottaPareto
from bizenv.indicators.checks import number, optional_number, rising
from bizenv.indicators.missing import CarryForward, Reweight
from bizenv.indicators.transforms import Power
from bizenv.indicators.weighers import Entropy, Pca
from bizenv.kernel.errors import UsageError


@pytest.mark.parametrize("bad", ["1", None, True, float("nan"), float("inf")])
def test_only_finite_numbers_are_numbers(bad: object) -> None:
    with pytest.raises(UsageError, match="expected a finite number"):
        number(bad)


def test_an_optional_number_may_be_none() -> None:
    assert (optional_number(None), optional_number(2)) == (None, 2.0)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Geometric(-1), "floor=-1.0: expected a number from 0 on"),
        (lambda: Power(0), "exponent=0.0: expected a number other than 0"),
        (lambda: Reweight(1.1), "at_least=1.1: expected a share from 0 to 1"),
        (lambda: CarryForward(0), "periods=0: expected a whole number from 1 on"),
        (lambda: Pca(1.5), "components=1.5: expected a whole number from 1 on"),
        (lambda: MazziottaPareto("up"), "penalty='up': expected one of 'minus', 'plus'"),
        (lambda: Entropy("all"), "of='all': expected one of 'scores', 'raw'"),
    ],
)
def test_a_setting_is_told_by_its_name(build: object, message: str) -> None:
    with pytest.raises(UsageError) as told:
        build()  # type: ignore[operator] # a builder
    assert str(told.value) == message


@pytest.mark.parametrize(
    "points",
    [[(0, 1)], [(0, 0), (0, 1)], [(1, 0), (0, 1)], [(0, 0), (1, 2), (2, 1)], [(0, 1), (1, 1)]],
)
def test_points_rise_in_x_and_never_turn(points: list[tuple[float, float]]) -> None:
    with pytest.raises(UsageError, match=r"^points="):
        rising(points)
