"""What a setting must be: a finite number, one above zero, points in order."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from bizenv.kernel.errors import UsageError

__all__ = ["not_zero", "number", "optional_number", "positive", "rising", "share", "whole"]

Points = tuple[tuple[float, float], ...]


def number(value: object) -> float:
    """A finite number, as a float.

    >>> number(2)
    2.0
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise UsageError(f"{value!r}: expected a finite number")
    return float(value)


def optional_number(value: object) -> float | None:
    """A finite number, or None."""
    return None if value is None else number(value)


def positive(_: object, attribute: Any, value: float) -> None:
    """Validate a field that is above 0."""
    if value <= 0:
        raise UsageError(f"{attribute.name}={value!r}: expected a number above 0")


def not_negative(_: object, attribute: Any, value: float | None) -> None:
    """Validate a field that is None, 0 or above."""
    if value is not None and value < 0:
        raise UsageError(f"{attribute.name}={value!r}: expected a number from 0 on")


def not_zero(_: object, attribute: Any, value: float) -> None:
    """Validate a field that is not 0."""
    if value == 0:
        raise UsageError(f"{attribute.name}={value!r}: expected a number other than 0")


def share(_: object, attribute: Any, value: float) -> None:
    """Validate a field that is a share, from 0 to 1."""
    if not 0 <= value <= 1:
        raise UsageError(f"{attribute.name}={value!r}: expected a share from 0 to 1")


def whole(_: object, attribute: Any, value: object) -> None:
    """Validate a field that counts from 1 on."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise UsageError(f"{attribute.name}={value!r}: expected a whole number from 1 on")


def word_of(*known: str | int) -> Any:
    """Validate a field that is one of some words."""

    def check(_: object, attribute: Any, value: object) -> None:
        if value not in known:
            names = ", ".join(map(repr, known))
            raise UsageError(f"{attribute.name}={value!r}: expected one of {names}")

    return check


def rising(value: Iterable[Iterable[float]]) -> Points:
    """Points (x, y) with rising x and y that never turns: at least two of them."""
    points = tuple((number(x), number(y)) for x, y in value)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if len(points) < 2 or any(b <= a for a, b in pairwise(xs)):
        raise UsageError(f"points={points!r}: expected two or more, each x above the one before")
    steps = [b - a for a, b in pairwise(ys)]
    if min(steps) < 0 < max(steps) or max(map(abs, steps)) == 0:
        raise UsageError(f"points={points!r}: expected y to rise or to fall, not to turn")
    return points
