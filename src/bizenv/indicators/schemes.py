"""How an index is scored, as one frozen value with a hash (评价方案)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self, TypeVar

import attrs
from attrs import evolve, field, frozen

from bizenv.indicators.aggregators import Aggregator, Arithmetic
from bizenv.indicators.missing import Fill, Filler, Missing, Refuse, Reweight, Screen
from bizenv.indicators.normalisers import Normaliser
from bizenv.indicators.outliers import Outliers
from bizenv.indicators.ranking import Ranking, Tiers
from bizenv.indicators.transforms import Transform
from bizenv.indicators.weighers import Given, Weigher
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import words

__all__ = ["EVERYWHERE", "Scheme", "settings"]

EVERYWHERE = "*"
"""The key of a setting that holds wherever no other does."""
T = TypeVar("T")


def _by_code(value: T | Mapping[str, T], of: type[T]) -> Mapping[str, T]:
    """One method for all, or methods by code, as methods by code."""
    table = dict(value) if isinstance(value, Mapping) else {EVERYWHERE: value}
    for code, each in table.items():
        if not isinstance(each, of) or not isinstance(code, str):
            raise UsageError(f"{code}: {each!r}: expected a {of.__name__} by a code or '*'")
    return MappingProxyType(table)


def _normalisers(value: Normaliser | Mapping[str, Normaliser]) -> Mapping[str, Normaliser]:
    return _by_code(value, Normaliser)


def _transforms(value: Transform | Mapping[str, Transform]) -> Mapping[str, Transform]:
    return _by_code(value, Transform)


def _outliers(value: Outliers | Mapping[str, Outliers]) -> Mapping[str, Outliers]:
    return _by_code(value, Outliers)


def _weighers(value: Weigher | Mapping[str, Weigher]) -> Mapping[str, Weigher]:
    return MappingProxyType({EVERYWHERE: Given(), **_by_code(value, Weigher)})


def _aggregators(value: Aggregator | Mapping[str, Aggregator]) -> Mapping[str, Aggregator]:
    return MappingProxyType({EVERYWHERE: Arithmetic(), **_by_code(value, Aggregator)})


def _steps(value: Missing | Sequence[Missing]) -> tuple[Missing, ...]:
    steps = (value,) if isinstance(value, Missing) else tuple(value)
    if not steps or isinstance(steps[-1], Filler):
        steps = (*steps, Refuse())
    if not all(isinstance(step, Filler) for step in steps[:-1]):
        raise UsageError(
            f"missing={steps!r}: expected steps that fill, then Refuse, Reweight or Fill once"
        )
    if not isinstance(steps[-1], (Refuse, Reweight, Fill)):
        raise UsageError(f"missing={steps[-1]!r}: expected Refuse, Reweight or Fill at the end")
    return steps


def _posts(value: Mapping[str, Sequence[float]]) -> Mapping[str, tuple[float, ...]]:
    return MappingProxyType({code: tuple(map(float, posts)) for code, posts in value.items()})


@frozen(kw_only=True)
class Scheme:
    """How an index is scored: every convention by name (评价方案).

    ``normalise``, ``transform``, ``outliers``, ``weigh`` and ``aggregate`` are
    one method for all, or methods by code; the nearest above a monitored
    indicator holds, and ``"*"`` where there is none. ``reference`` is where
    goalposts and data-driven weights come from: ``first`` (the first period, so
    that a month that is added changes no other), a period, ``all``, or ``each``
    (every period by itself). :meth:`freeze` writes them down.

    >>> from bizenv.indicators.normalisers import MinMax
    >>> scheme = Scheme(normalise=MinMax())
    >>> scheme.replace(normalise=MinMax(high=10)).hash == scheme.hash
    False
    """

    id: str = field(default="scheme", validator=words)
    version: str = field(default="1", validator=words)
    normalise: Mapping[str, Normaliser] = field(converter=_normalisers, hash=False)
    transform: Mapping[str, Transform] = field(factory=dict, converter=_transforms, hash=False)
    outliers: Mapping[str, Outliers] = field(factory=dict, converter=_outliers, hash=False)
    weigh: Mapping[str, Weigher] = field(factory=Given, converter=_weighers, hash=False)
    aggregate: Mapping[str, Aggregator] = field(
        factory=Arithmetic, converter=_aggregators, hash=False
    )
    missing: tuple[Missing, ...] = field(factory=Refuse, converter=_steps)
    screen: Screen | None = None
    ranking: Ranking = field(factory=Ranking)
    tiers: Tiers | None = None
    reference: str = field(default="first", validator=words)
    goalposts: Mapping[str, tuple[float, ...]] = field(factory=dict, converter=_posts, hash=False)
    """By code what a normaliser would have fitted, in the order of its ``posts``."""

    @property
    def rest(self) -> Missing:
        """What becomes of values that no step has filled."""
        return self.missing[-1]

    @property
    def fillers(self) -> tuple[Filler, ...]:
        """The steps that fill raw values."""
        return tuple(step for step in self.missing if isinstance(step, Filler))

    def replace(self, **changes: Any) -> Self:
        """The scheme with some settings changed: a what-if."""
        return evolve(self, **changes)

    def to_dict(self) -> dict[str, Any]:
        """The scheme as plain values; methods have their ``kind``."""
        return {name: settings(getattr(self, name)) for name in attrs.fields_dict(type(self))}

    @cached_property
    def hash(self) -> str:
        """The hash of everything that the scheme says, but its id and version."""
        said = {k: v for k, v in self.to_dict().items() if k not in ("id", "version")}
        text = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def settings(value: Any) -> Any:
    """A setting as plain values.

    >>> from bizenv.indicators.aggregators import Geometric
    >>> settings({"*": Geometric(0.01)})
    {'*': {'kind': 'geometric', 'floor': 0.01}}
    """
    if attrs.has(type(value)):
        kind = {"kind": value.kind} if hasattr(value, "kind") else {}
        names = [a.name for a in attrs.fields(type(value))]
        return kind | {name: settings(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {key: settings(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [settings(each) for each in value]
    return value.value if isinstance(value, Enum) else value
