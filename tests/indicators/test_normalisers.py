"""Normalisation: values worked out by hand, ends, directions, constant columns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.indicators.normalisers import (
    Adjusted,
    Frontier,
    Indexed,
    MinMax,
    Normaliser,
    Target,
    ZScore,
)
from bizenv.kernel.errors import UsageError

NONE = (np.nan, np.nan)


def scored(
    method: Normaliser,
    values: list[float],
    sign: float = 1.0,
    bounds: tuple[float, float] = NONE,
    later: list[float] | None = None,
) -> list[float]:
    """One column fitted on its values, and scored: itself, or later values."""
    x, signs = np.array(values, dtype=float)[:, None], np.array([sign])
    posts = method.fit(x, signs, np.array(bounds)[:, None])
    y = x if later is None else np.array(later, dtype=float)[:, None]
    return [float(score) for score in method.apply(y, signs, posts)[:, 0].round(10)]


@pytest.mark.parametrize(
    ("method", "values", "sign", "bounds", "expected"),
    [
        (MinMax(), [1, 2, 5], 1, NONE, [0, 25, 100]),
        (MinMax(), [1, 2, 5], -1, NONE, [100, 75, 0]),
        (MinMax(low=1, high=7), [0, 1, 2], 1, NONE, [1, 4, 7]),
        (MinMax(), [3, 3], 1, NONE, [50, 50]),
        (MinMax(trim=0.25), [0, 1, 2, 3, 4], 1, NONE, [0, 0, 50, 100, 100]),
        (MinMax(trim=0.25, clamp=False), [0, 1, 2, 3, 4], 1, NONE, [-50, 0, 50, 100, 150]),
        (Frontier(), [18, 3.5, 1, 0, 30], -1, (18, 1), [0, 85.2941176471, 100, 100, 0]),
        (Frontier(high=1), [20, 85, 52.5], 1, (20, 85), [0, 1, 0.5]),
        (Target(), [0, 5, 10, 12], 1, (np.nan, 10), [0, 50, 100, 100]),
        (Target(), [2, 8, 10], -1, (np.nan, 4), [100, 33.3333333333, 0]),
        (Target(), [5, 6], 1, (np.nan, 4), [100, 100]),
        (Target(two_sided=True), [1, 3, 7], 1, (np.nan, 3), [50, 100, 0]),
        (Target(two_sided=True), [3, 3], 1, (np.nan, 3), [100, 100]),
        (ZScore(ddof=0), [1, 3], 1, NONE, [-1, 1]),
        (ZScore(ddof=1), [1, 2, 3], -1, NONE, [1, 0, -1]),
        (ZScore(ddof=1, mean=100, deviation=10), [1, 2, 3], 1, NONE, [90, 100, 110]),
        (ZScore(ddof=0), [2, 2], 1, NONE, [0, 0]),
        (Indexed(), [1, 3], 1, NONE, [50, 150]),
        (Indexed(), [1, 3], -1, NONE, [200, 66.6666666667]),
        (Indexed("best"), [1, 4], 1, NONE, [25, 100]),
        (Indexed("best"), [1, 4], -1, NONE, [100, 25]),
        (Adjusted(), [0, 2, 4], 1, NONE, [70, 100, 130]),
        (Adjusted(), [0, 2, 4], -1, NONE, [130, 100, 70]),
        (Adjusted(), [5, 5], 1, NONE, [100, 100]),
    ],
)
def test_a_column_is_scored(
    method: Normaliser,
    values: list[float],
    sign: float,
    bounds: tuple[float, float],
    expected: list[float],
) -> None:
    assert scored(method, values, sign, bounds) == expected


def test_later_values_are_scored_by_the_same_goalposts() -> None:
    assert scored(MinMax(), [0, 10], later=[5, 20]) == [50, 100]
    assert scored(MinMax(clamp=False), [0, 10], later=[20]) == [200]
    assert scored(ZScore(ddof=0), [0, 2], later=[3]) == [2]
    assert scored(Target(), [6, 6], bounds=(np.nan, 4), later=[3, 4]) == [0, 100]


def test_values_that_have_no_ratio_have_no_score() -> None:
    assert np.isnan(scored(Indexed(), [1, 2, 0])[2])
    assert np.isnan(scored(Indexed(), [-1, -2])[0])


@pytest.mark.parametrize(
    "method",
    [MinMax(), MinMax(trim=0.1), Frontier(), Target(), Target(two_sided=True), ZScore(ddof=1),
     Indexed(), Adjusted()],
)  # fmt: skip
def test_one_missing_value_touches_one_cell(method: Normaliser) -> None:
    x = np.array([[1.0, 2.0], [np.nan, 4.0], [5.0, 3.0]])
    bounds = np.array([[0.0, 0.0], [5.0, 5.0]])
    posts = method.fit(x, np.ones(2), bounds)
    assert np.isnan(method.apply(x, np.ones(2), posts)).tolist() == [[False] * 2, [True, False],
                                                                    [False] * 2]  # fmt: skip
    empty = np.full((2, 1), np.nan)
    posts = method.fit(empty, np.ones(1), bounds[:, :1])
    assert np.isnan(method.apply(empty, np.ones(1), posts)).all()


def test_values_beyond_the_goalposts_are_seen() -> None:
    posts = np.array([[0.0], [10.0]])
    x = np.array([[-1.0], [0.0], [10.0], [11.0], [np.nan]])
    assert MinMax().beyond(x, posts)[:, 0].tolist() == [True, False, False, True, False]
    assert Target().beyond(x, posts)[:, 0].tolist() == [True, False, False, False, False]
    two_sided = Target(two_sided=True).beyond(x, np.array([[15.0], [5.0]]))
    assert not two_sided.any()
    far = Target(two_sided=True).beyond(x, np.array([[10.0], [5.0]]))
    assert far[:, 0].tolist() == [True, False, False, True, False]
    assert ZScore(ddof=0).beyond(x, posts) is None


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: MinMax(low=2, high=2), "high=2.0: expected a number above low=2.0"),
        (lambda: MinMax(trim=0.5), "trim=0.5: expected a share from 0 to below 0.5"),
        (lambda: ZScore(ddof=2), "ddof=2: expected one of 0, 1"),
        (lambda: ZScore(ddof=1, deviation=0), "deviation=0.0: expected a number above 0"),
        (lambda: Indexed("median"), "to='median': expected one of 'mean', 'best'"),
    ],
)
def test_a_method_refuses_what_it_cannot_use(build: object, message: str) -> None:
    with pytest.raises(UsageError) as told:
        build()  # type: ignore[operator] # a builder
    assert str(told.value) == message


def test_a_method_says_between_which_scores_it_lies() -> None:
    assert MinMax().span() == (0.0, 100.0)
    assert MinMax(clamp=False).span() == (-np.inf, np.inf)
    assert (ZScore(ddof=0).span(), Indexed().span()) == ((-np.inf, np.inf), (0.0, np.inf))


@given(
    st.lists(st.integers(0, 50).map(float), min_size=2, max_size=6),
    st.sampled_from([MinMax(), ZScore(ddof=1), Adjusted()]),
    st.integers(1, 9),
    st.integers(-9, 9),
)
def test_scale_and_origin_change_nothing_and_sign_with_direction_neither(
    values: list[float], method: Normaliser, factor: int, constant: int
) -> None:
    moved = [factor * value + constant for value in values]
    assert scored(method, moved) == pytest.approx(scored(method, values), abs=1e-7)
    turned = scored(method, [-value for value in values], -1.0)
    assert turned == pytest.approx(scored(method, values), abs=1e-9)
