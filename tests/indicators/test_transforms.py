"""Transforms: exact values, domains, and which of them turn the direction."""

from __future__ import annotations

import numpy as np
import pytest

from bizenv.indicators.transforms import BoxCox, Curve, Inverse, Log, Power, Transform


@pytest.mark.parametrize(
    ("transform", "given", "expected"),
    [
        (Log(), [1, 10], [0, 2.302585092994046]),
        (Log(shift=1), [0, -1], [0, np.nan]),
        (BoxCox(0), [1, 10], [0, 2.302585092994046]),
        (BoxCox(2), [3, -1], [4, np.nan]),
        (BoxCox(0.5, shift=1), [3, -2], [2, np.nan]),
        (Power(0.8), [32, -1], [16, np.nan]),
        (Power(-1), [4, 0], [0.25, np.nan]),
        (Inverse(), [4, 0], [0.25, np.nan]),
        (Curve([(0, 0), (10, 10), (20, 12)]), [-5, 5, 20, 30], [-5, 5, 12, 14]),
        (Curve([(0, 10), (10, 0)]), [5, np.nan], [5, np.nan]),
    ],
)
def test_a_transform_gives(transform: Transform, given: list[float], expected: list[float]) -> None:
    np.testing.assert_allclose(transform.apply(np.array(given, dtype=float)), expected, rtol=1e-12)


def test_only_falling_transforms_turn_the_direction() -> None:
    falling = [Inverse(), Power(-2), Curve([(0, 1), (1, 0)])]
    rising = [Log(), BoxCox(-1), Power(2), Curve([(0, 0), (1, 1)])]
    assert [each.falling for each in (*falling, *rising)] == [True] * 3 + [False] * 4
