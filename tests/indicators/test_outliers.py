"""Outliers: limits, and skewness and kurtosis by their formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bizenv.indicators.outliers import (
    Clip,
    Outliers,
    WinsoriseByShare,
    WinsoriseBySkew,
    kurtosis,
    skewness,
)
from bizenv.kernel.errors import UsageError

X = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 1000]


def limits(method: Outliers, values: list[float]) -> list[float]:
    return [float(end) for end in method.limits(np.array(values)[:, None])[:, 0]]


def by_hand(values: list[float]) -> tuple[float, float]:
    """G1 and G2 of SAS and Excel, from their definitions with the sample deviation."""
    n, mean = len(values), sum(values) / len(values)
    s = math.sqrt(sum((v - mean) ** 2 for v in values) / (n - 1))
    skew = n / ((n - 1) * (n - 2)) * sum(((v - mean) / s) ** 3 for v in values)
    kurt = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * sum(((v - mean) / s) ** 4 for v in values)
    return skew, kurt - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))


@pytest.mark.parametrize("values", [X, [1, 2, 4, 8, 16], [5, 1, 1, 1, 0.5, 0.2, 9]])
def test_skewness_and_kurtosis_are_those_of_spreadsheets(values: list[float]) -> None:
    column = np.array(values, dtype=float)[:, None]
    skew, kurt = by_hand(values)
    assert skewness(column)[0] == pytest.approx(skew, rel=1e-12)
    assert kurtosis(column)[0] == pytest.approx(kurt, rel=1e-12)


def test_too_few_or_equal_values_have_neither() -> None:
    assert np.isnan(skewness(np.array([[1.0], [2.0]]))).all()
    assert np.isnan(kurtosis(np.array([[1.0], [2.0], [4.0]]))).all()
    assert np.isnan(skewness(np.ones((5, 1)))).all()


def test_one_value_after_the_other_is_held_until_the_column_is_tame() -> None:
    assert limits(WinsoriseBySkew(), X) == [1, 9]
    assert limits(WinsoriseBySkew(), [-v for v in X]) == [-9, -1]
    assert limits(WinsoriseBySkew(), [*X, 900]) == [1, 1000]  # two of eleven: not peaked enough
    assert limits(WinsoriseBySkew(), [*range(30), 900, 1000]) == [0, 29]
    assert limits(WinsoriseBySkew(most=1), [*range(30), 900, 1000]) == [0, 900]
    assert limits(WinsoriseBySkew(), [1, 2, 3, np.nan]) == [1, 3]
    assert limits(WinsoriseBySkew(most=1), [*range(30), 900, 900]) == [0, 29]  # they tie
    assert limits(WinsoriseBySkew(most=99), [0, 0, 0, 0, 0, 5]) == [0, 0]


def test_limits_by_share_and_by_hand() -> None:
    assert limits(WinsoriseByShare(0.25), [0, 1, 2, 3, 4]) == [1, 3]
    assert limits(WinsoriseByShare(0, 0.25), [0, 1, 2, 3, 4]) == [0, 3]
    assert limits(Clip(low=0), [5]) == [0, math.inf]
    assert limits(Clip(low=0, high=9), [5]) == [0, 9]


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (Clip, "low=None, high=None: expected one, or low < high"),
        (lambda: Clip(2, 1), "low=2, high=1: expected one, or low < high"),
        (lambda: WinsoriseByShare(0), "low=0.0, high=None: expected shares from 0 to below 0.5"),
        (lambda: WinsoriseByShare(0.1, 0.5),
         "low=0.1, high=0.5: expected shares from 0 to below 0.5"),
        (lambda: WinsoriseBySkew(most=0), "most=0: expected a whole number from 1 on"),
    ],
)  # fmt: skip
def test_limits_that_cannot_be_used_are_refused(build: object, message: str) -> None:
    with pytest.raises(UsageError) as told:
        build()  # type: ignore[operator] # a builder
    assert str(told.value) == message
