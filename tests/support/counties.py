"""Small made-up boards for the tests of indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.normalisers import Frontier
from bizenv.indicators.observations import Observations
from bizenv.indicators.rules import score
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.values import Index, Indicator

FRONTIER = Scheme(normalise=Frontier())


def flat_index(weights: Mapping[str, float], **more: Any) -> Index:
    """Indicators from 0 to 100 in one level; those whose code begins with "c" are costs."""
    return Index("x", [_indicator(code, weight, None, **more) for code, weight in weights.items()])


def nested_index(weights: Mapping[str, Mapping[str, float]]) -> Index:
    """Headings that weigh 1, with indicators from 0 to 100 below them."""
    rows = []
    for head, below in weights.items():
        rows.append(Indicator(code=head, weight=1))
        rows.extend(_indicator(code, weight, head) for code, weight in below.items())
    return Index("x", rows)


def _indicator(code: str, weight: float, parent: str | None, **more: Any) -> Indicator:
    costs = code.startswith("c")
    return Indicator(
        code=code,
        parent=parent,
        weight=weight,
        direction="lower" if costs else "higher",
        best=0 if costs else 100,
        worst=100 if costs else 0,
        **more,
    )


def seen_of(
    values: Sequence[Sequence[float]] | npt.NDArray[np.float64],
    codes: Sequence[str],
    classes: Sequence[str] | None = None,
) -> Observations:
    """Observations of one period; the units are u0, u1 and so on."""
    array = np.array(values, dtype=np.float64)
    units = [f"u{n}" for n in range(len(array))]
    named = dict(zip(units, classes, strict=True)) if classes else None
    return Observations(units, codes, ("2022-12",), array[None], named)


def board_of(
    values: Sequence[Sequence[float]] | npt.NDArray[np.float64],
    index: Index,
    scheme: Scheme = FRONTIER,
    classes: Sequence[str] | None = None,
) -> Scoreboard:
    """A board of one period."""
    return score(seen_of(values, index.leaves, classes), index, scheme)
