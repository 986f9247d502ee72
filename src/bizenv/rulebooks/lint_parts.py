"""What the checks of a rulebook share: where a version stands, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from bizenv.inspections.quiet_periods import QuietPeriod, QuietVersion
from bizenv.inspections.schema import QuietPeriodModel, QuietVersionModel
from bizenv.rulebooks.nodes import Path

__all__ = ["Lost", "Spot", "spots_of"]


@frozen
class Spot:
    """One version and where it stands."""

    path: Path
    period: QuietPeriod
    version: QuietVersion
    raw: QuietVersionModel


def spots_of(path: Path, model: QuietPeriodModel, period: QuietPeriod) -> Iterator[Spot]:
    """The versions of a quiet period that could be read, each where it stands."""
    versions = iter(period.versions)
    for number, version in enumerate(model.versions):
        if version:
            yield Spot((*path, "versions", number), period, next(versions), version)


@frozen
class Lost:
    """What could not be read, or had to be left out by the validation.

    >>> lost = Lost(frozenset({("cases", 0, "name")}))
    >>> lost.spares(("cases", 1)), lost.spares(("cases", 0)), lost.spares(("cases",))
    (True, False, False)
    """

    cuts: frozenset[Path]
    _around: frozenset[Path] = field(init=False)

    def __attrs_post_init__(self) -> None:
        around = frozenset(cut[:depth] for cut in self.cuts for depth in range(len(cut) + 1))
        object.__setattr__(self, "_around", around)

    def spares(self, path: Path) -> bool:
        """Whether nothing of a part was left out."""
        above = (path[:depth] for depth in range(len(path)))
        return path not in self._around and self.cuts.isdisjoint(above)

    def spares_all_but(self, path: Path, *keys: str) -> bool:
        """Whether nothing of a part was left out, but for what stands under some keys.

        >>> lost = Lost(frozenset({("exemptions", 0, "cite")}))
        >>> lost.spares_all_but(("exemptions", 0), "cite")
        True
        """
        within = [cut for cut in self.cuts if cut[: len(path)] == path and cut != path]
        passed_over = {cut for cut in within if cut[len(path)] in keys}
        return Lost(self.cuts - passed_over).spares(path)

    @property
    def rules_whole(self) -> bool:
        """Whether every rule, version and exemption is there under its name."""
        return not any(len(cut) == 1 or _NAMING.intersection(cut[-2:]) for cut in self.cuts)


_NAMING = frozenset({"quiet_periods", "versions", "exemptions", "from"})
