"""Scores as ranks and tiers: ties stated, decimals declared (排名与档次).

Part of the engine: ``rounded`` and ``ranks`` take scores of shape
``(..., units)``, as many boards at a time as there are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from bizenv.indicators.checks import number, word_of
from bizenv.indicators.trees import Array, Positions
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Ranking", "Tiers", "beats", "ranks", "ranks_within", "rounded"]

_NOISE = 6
"""Digits beyond the declared ones that are read before rounding, so that 0.5 is a half."""


def rounded(scores: Array, decimals: int | None, half: str = "up") -> Array:
    """Scores at declared decimals; a half goes up (away from zero) or to the even digit.

    >>> rounded(np.array([2.675, 0.125, 1.005]), 2).tolist()
    [2.68, 0.13, 1.01]
    >>> rounded(np.array([0.125, 0.375]), 2, "even").tolist()
    [0.12, 0.38]
    """
    if decimals is None:
        return scores
    scaled = np.round(scores * 10.0**decimals, _NOISE)
    whole = np.rint(scaled) if half == "even" else np.trunc(scaled + np.copysign(0.5, scaled))
    return np.asarray(whole / 10.0**decimals + 0.0)


def ranks(scores: Array, ties: str = "competition") -> Array:
    """The rank of every score, the highest first; NaN has none.

    ``competition`` gives equals the better rank (1, 1, 3), ``last`` the worse
    one (2, 2, 3), ``dense`` leaves no gap (1, 1, 2), ``average`` (1.5, 1.5, 3).

    >>> ranks(np.array([2.0, 3.0, 3.0, np.nan])).tolist()
    [3.0, 1.0, 1.0, nan]
    """
    rows = np.ascontiguousarray(scores).reshape(math.prod(scores.shape[:-1]), scores.shape[-1])
    order = np.argsort(-rows, axis=1)  # NaN comes last; equals may stand in any order
    order += np.arange(len(rows))[:, None] * rows.shape[1]
    ahead = rows.ravel()[order]
    new = np.ones(ahead.shape, dtype=bool)
    new[:, 1:] = ahead[:, 1:] != ahead[:, :-1]
    found = np.empty(rows.size)
    found[order] = _places(new, ties)
    return np.where(np.isnan(scores), np.nan, found.reshape(scores.shape))


def _places(new: npt.NDArray[np.bool_], ties: str) -> Array:
    """Places in order, where ``new`` marks the first of each group of equals."""
    if ties == "dense":
        return np.cumsum(new, axis=-1).astype(np.float64)
    count = new.shape[-1]
    spots = np.arange(1, count + 1, dtype=np.float64)
    first = np.maximum.accumulate(np.where(new, spots, 0.0), axis=-1)
    if ties == "competition":
        return np.asarray(first)
    ends = np.ones(new.shape, dtype=bool)
    ends[..., :-1] = new[..., 1:]
    marked = np.where(ends, spots, np.inf)[..., ::-1]
    last = np.minimum.accumulate(marked, axis=-1)[..., ::-1]
    return np.asarray(last if ties == "last" else (first + last) / 2)


def ranks_within(scores: Array, classes: Positions, ties: str = "competition") -> Array:
    """Ranks among the units of the same class; -1 is no class, and has no rank.

    >>> ranks_within(np.array([5.0, 9.0, 7.0]), np.array([0, 1, 0])).tolist()
    [2.0, 1.0, 1.0]
    """
    found = np.full(scores.shape, np.nan)
    for each in np.unique(classes[classes >= 0]):
        mine = np.flatnonzero(classes == each)
        found[..., mine] = ranks(scores[..., mine], ties)
    return found


def beats(rank: float, units: int) -> float:
    """The share of units that a rank beats, as it is published: (N - rank + 1) / N (超过).

    >>> round(100 * beats(1076, 1698), 1)
    36.7
    """
    if not 1 <= rank <= units:
        raise UsageError(f"rank={rank!r}: expected a rank from 1 to {units}")
    return (units - rank + 1) / units


@frozen
class Ranking:
    """How scores are rounded and ranked (排名规则).

    ``decimals`` are those that are published: scores equal at them share a
    rank. None ranks the scores as they are computed.
    """

    ties: str = field(default="competition", validator=word_of("competition", "dense", "average"))
    decimals: int | None = 4
    half: str = field(default="up", validator=word_of("up", "even"))

    def __attrs_post_init__(self) -> None:
        if self.decimals is not None and not (
            type(self.decimals) is int and 0 <= self.decimals <= 12
        ):
            raise UsageError(f"decimals={self.decimals!r}: expected a whole number from 0 to 12")

    def publish(self, scores: Array) -> Array:
        """Scores at the declared decimals."""
        return rounded(scores, self.decimals, self.half)

    def rank(self, scores: Array, classes: Positions | None = None) -> Array:
        """Ranks of scores ``(..., units)``, overall or within classes."""
        said = self.publish(scores)
        if classes is None:
            return ranks(said, self.ties)
        return ranks_within(said, classes, self.ties)


def _cuts(value: Iterable[float]) -> tuple[float, ...]:
    return tuple(number(each) for each in value)


def _read_only(value: Mapping[str, int]) -> Mapping[str, int]:
    return MappingProxyType(dict(value))


_WAYS = {
    "share": Text("按名次占比", "by share of the ranks"),
    "score": Text("按得分", "by score"),
    "list": Text("按名单", "by list"),
}


@frozen
class Tiers:
    """Into which tier a unit falls (档次); tier 1 is the best.

    >>> Tiers.by_share([0.25, 0.5, 0.75]).count, Tiers.by_score([90, 80]).count
    (4, 3)
    """

    way: str = field(validator=word_of(*_WAYS))
    cuts: tuple[float, ...] = field(default=(), converter=_cuts)
    units: Mapping[str, int] = field(factory=dict, converter=_read_only, hash=False)
    within: str = field(default="all", validator=word_of("all", "class"))

    def __attrs_post_init__(self) -> None:
        ordered = sorted(set(self.cuts), reverse=self.way == "score")
        if self.way == "list":
            if self.cuts or self.within != "all":
                raise UsageError("tiers by list: cuts and within would not be used")
            if not self.units or any(type(t) is not int or t < 1 for t in self.units.values()):
                raise UsageError("tiers by list: expected for each unit a whole number from 1 on")
        elif self.units or not self.cuts or list(self.cuts) != ordered:
            order = "falling" if self.way == "score" else "rising"
            raise UsageError(f"tiers by {self.way}: cuts={self.cuts!r}: expected {order} numbers")
        elif self.way == "share" and not 0 < self.cuts[0] <= self.cuts[-1] < 1:
            raise UsageError(f"tiers by share: cuts={self.cuts!r}: expected shares between 0 and 1")
        elif self.way == "score" and self.within != "all":
            raise UsageError("tiers by score: within='class' would not be used")

    @classmethod
    def by_share(cls, cuts: Iterable[float], within: str = "all") -> Tiers:
        """Tiers by the share of units up to a rank: 0.25 is the best quarter."""
        return cls("share", cuts, within=within)

    @classmethod
    def by_score(cls, cuts: Iterable[float]) -> Tiers:
        """Tiers by the least score of each but the last, as published."""
        return cls("score", cuts)

    @classmethod
    def by_list(cls, units: Mapping[str, int]) -> Tiers:
        """Tiers that somebody has drawn up."""
        return cls("list", units=units)

    @property
    def text(self) -> Text:
        """How tiers are drawn, in words."""
        return _WAYS[self.way]

    @property
    def count(self) -> int:
        """How many tiers there are."""
        return max(self.units.values()) if self.way == "list" else len(self.cuts) + 1

    def of(self, units: Iterable[str], published: Array, classes: Positions) -> Array:
        """The tier of every unit, NaN where it has none.

        Shapes: ``(..., units)``; ``published`` are the rounded scores.

        >>> tiers = Tiers.by_share([0.5])
        >>> tiers.of("abcd", np.array([9.0, 7.0, 8.0, 7.0]), np.full(4, -1)).tolist()
        [1.0, 2.0, 1.0, 2.0]
        """
        if self.way == "list":
            named = [float(self.units.get(unit, np.nan)) for unit in units]
            return np.where(np.isnan(published), np.nan, np.array(named))
        if self.way == "score":
            tier = 1.0 + sum((published < cut).astype(np.float64) for cut in self.cuts)
            return np.where(np.isnan(published), np.nan, tier)
        if self.within == "all":
            return self._by_share(published)
        tier = np.full(published.shape, np.nan)
        for each in np.unique(classes[classes >= 0]):
            mine = np.flatnonzero(classes == each)
            tier[..., mine] = self._by_share(published[..., mine])
        return tier

    def _by_share(self, published: Array) -> Array:
        places = ranks(published)
        among = (~np.isnan(places)).sum(axis=-1, keepdims=True)
        tier = 1.0 + sum((places > cut * among + 1e-9).astype(np.float64) for cut in self.cuts)
        return np.where(np.isnan(places), np.nan, tier)
