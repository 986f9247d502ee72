"""Points by a table: every printed pair, each edge and just outside it."""

from __future__ import annotations

import numpy as np
import pytest

from bizenv.indicators.normalisers import Normaliser
from bizenv.indicators.point_tables import AsScored, Bonus, Deduction, Piecewise, Steps
from bizenv.kernel.errors import UsageError


def points(method: Normaliser, value: float, sign: float = 1.0) -> float:
    one, signs = np.array([[value]]), np.array([sign])
    return float(method.apply(one, signs, method.fit(one, signs, np.full((2, 1), np.nan)))[0, 0])


@pytest.mark.parametrize(
    ("method", "pairs"),
    [
        (Deduction(full=25, target=98, slope=0.5, floor=12.5),
         {87.5: 19.75, 83.33: 17.67, 75: 13.5, 71.43: 12.5, 50: 12.5}),
        (Deduction(full=25, target=95, slope=0.5, floor=12.5),
         {70.59: 12.8, 66.67: 12.5, 50: 12.5}),
        (Deduction(full=20, target=95, slope=1), {89.82: 14.82, 66.67: 0}),
        (Deduction(full=10, target=95, slope=1), {80: 0, 77.27: 0}),
    ],
)  # fmt: skip
def test_published_rates_give_the_published_points(
    method: Normaliser, pairs: dict[float, float]
) -> None:
    """The bulletins of Lianyungang (facts 3.6) print rate and points to two decimals."""
    slack = 0.0051
    for rate, printed in pairs.items():
        assert points(method, rate) == pytest.approx(printed, abs=slack)


@pytest.mark.parametrize(
    ("method", "value", "sign", "expected"),
    [
        (Steps([(60, 50), (90, 100)]), 59.99, 1, 0),
        (Steps([(60, 50), (90, 100)]), 60, 1, 50),
        (Steps([(60, 50), (90, 100)]), 90, 1, 100),
        (Steps([(3, 100), (5, 60)], below=10), 3, -1, 100),
        (Steps([(3, 100), (5, 60)], below=10), 3.01, -1, 60),
        (Steps([(3, 100), (5, 60)], below=10), 5.01, -1, 10),
        (Piecewise([(50, 0), (90, 80), (100, 100)]), 40, 1, 0),
        (Piecewise([(50, 0), (90, 80), (100, 100)]), 95, 1, 90),
        (Piecewise([(50, 0), (90, 80), (100, 100)]), 101, 1, 100),
        (Deduction(full=20, target=95, slope=1), 95.01, 1, 20),
        (Deduction(full=20, target=10, slope=2, floor=5), 12, -1, 16),
        (Deduction(full=20, target=10, slope=2, floor=5), 99, -1, 5),
        (Bonus(slope=2, cap=5), -1, 1, 0),
        (Bonus(slope=2, cap=5, start=1), 3, 1, 4),
        (Bonus(slope=2, cap=5), 9, 1, 5),
        (Bonus(slope=1, cap=5, start=4), 3, -1, 1),
        (AsScored(), 59.97, 1, 59.97),
        (AsScored(high=50), 59.97, 1, 50),
        (AsScored(low=0), -1, 1, 0),
    ],
)
def test_a_value_has_its_points(
    method: Normaliser, value: float, sign: float, expected: float
) -> None:
    assert points(method, value, sign) == pytest.approx(expected)


@pytest.mark.parametrize(
    "method",
    [Steps([(1, 1)]), Piecewise([(0, 0), (1, 1)]), Deduction(full=1, target=1, slope=1),
     Bonus(slope=1, cap=1), AsScored(0, 1)],
)  # fmt: skip
def test_what_is_missing_has_no_points(method: Normaliser) -> None:
    assert np.isnan(points(method, np.nan))
    assert np.isnan(points(method, np.nan, -1))


def test_a_table_says_between_which_points_it_lies() -> None:
    assert Steps([(1, 5), (2, 9)], below=1).span() == (1, 9)
    assert Piecewise([(0, 9), (1, 2)]).span() == (2, 9)
    assert Deduction(full=9, target=1, slope=1, floor=2).span() == (2, 9)
    assert Bonus(slope=1, cap=3).span() == (0, 3)
    assert AsScored().span() == (-np.inf, np.inf)
    assert AsScored(0, 9).span() == (0, 9)


def test_a_table_agrees_with_a_direction_or_not() -> None:
    assert Steps([(1, 5), (2, 9)]).agrees(1)
    assert not Steps([(1, 5), (2, 9)]).agrees(-1)
    assert Steps([(1, 9), (2, 5)]).agrees(-1)
    assert Piecewise([(0, 9), (1, 2)]).agrees(-1)
    assert not Piecewise([(0, 9), (1, 2)]).agrees(1)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Steps([]), "steps=(): expected one or more, each edge above the one before"),
        (lambda: Steps([(2, 1), (1, 2)]), "steps=((2.0, 1.0), (1.0, 2.0)): expected one or more, "
         "each edge above the one before"),
        (lambda: Deduction(full=1, target=1, slope=1, floor=1),
         "floor=1.0: expected a number below full=1.0"),
        (lambda: Bonus(slope=0, cap=1), "slope=0.0: expected a number above 0"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_used_is_refused(build: object, message: str) -> None:
    with pytest.raises(UsageError) as told:
        build()  # type: ignore[operator] # a builder
    assert str(told.value) == message
