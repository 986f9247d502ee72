"""Every method a scheme may name, by its kind (方法一览)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from bizenv.indicators import (
    aggregators,
    missing,
    normalisers,
    outliers,
    point_tables,
    standings,
    transforms,
    weighers,
)

__all__ = ["METHODS"]


def _by_kind(*classes: Iterable[type[Any]]) -> Mapping[str, type[Any]]:
    return MappingProxyType({each.kind: each for group in classes for each in group})


METHODS: Mapping[str, Mapping[str, type[Any]]] = MappingProxyType(
    {
        "normalise": _by_kind(
            (
                normalisers.MinMax,
                normalisers.Frontier,
                normalisers.Target,
                normalisers.ZScore,
                normalisers.Indexed,
                normalisers.Adjusted,
            ),
            (
                point_tables.AsScored,
                point_tables.Steps,
                point_tables.Piecewise,
                point_tables.Deduction,
                point_tables.Bonus,
            ),
            (standings.RankScore, standings.Percentile),
        ),
        "transform": _by_kind(
            (
                transforms.Log,
                transforms.BoxCox,
                transforms.Power,
                transforms.Inverse,
                transforms.Curve,
            )
        ),
        "outliers": _by_kind((outliers.Clip, outliers.WinsoriseByShare, outliers.WinsoriseBySkew)),
        "weigh": _by_kind(
            (
                weighers.Given,
                weighers.Equal,
                weighers.Entropy,
                weighers.Critic,
                weighers.Ahp,
                weighers.Pca,
            )
        ),
        "aggregate": _by_kind(
            (
                aggregators.Arithmetic,
                aggregators.Sum,
                aggregators.Geometric,
                aggregators.Harmonic,
                aggregators.Power,
                aggregators.MazziottaPareto,
                aggregators.Minimum,
                aggregators.Copeland,
            )
        ),
        "missing": _by_kind(
            (
                missing.Refuse,
                missing.Reweight,
                missing.Fill,
                missing.CarryForward,
                missing.ClassMedian,
                missing.ClassMean,
            )
        ),
    }
)
"""By setting of a scheme, the methods that it may name."""
