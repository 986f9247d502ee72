"""Versions in time: in order, sharing no day, and no gap that is not declared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from bizenv.kernel.legal import Gap, Validity
from bizenv.kernel.schema import DatedModel, GapModel
from bizenv.kernel.text import Text
from bizenv.rulebooks.lint_parts import Lost
from bizenv.rulebooks.nodes import Path, Tree

__all__ = ["versions_follow"]

_Days = tuple[date, date]
_ONE_DAY = timedelta(days=1)


class DatedRuleModel(Protocol):
    """How a rule with versions is written."""

    @property
    def versions(self) -> Sequence[DatedModel | None]: ...

    @property
    def gaps(self) -> Sequence[GapModel | None]: ...


class _Version(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def validity(self) -> Validity: ...


class DatedRule(Protocol):
    """A rule with versions."""

    @property
    def versions(self) -> Sequence[_Version]: ...

    @property
    def gaps(self) -> Sequence[Gap]: ...


def versions_follow(
    tree: Tree, path: Path, model: DatedRuleModel, period: DatedRule, lost: Lost
) -> None:
    """Versions stand in order, share no day, and leave no gap that is not declared."""
    dated = _dated(path, model, period, lost)
    gaps_known = lost.spares((*path, "gaps"))
    declared = {(gap.first, gap.last) for gap in period.gaps}
    found: set[_Days] = set()
    in_line = len(dated) == len(model.versions)
    for (before, earlier), (number, later) in pairwise(dated):
        place = (*path, "versions", number, "from")
        gap = earlier.validity.gap_before(later.validity)
        if _out_of_line(tree, place, earlier, later):
            in_line = False
        elif gap and gap not in declared and gaps_known and number == before + 1:
            _tell_gap(tree, place, *gap)
        elif gap:
            found.add(gap)
    if in_line and gaps_known:
        _gaps_are_there(tree, (*path, "gaps"), model, found)


def _dated(
    path: Path, model: DatedRuleModel, period: DatedRule, lost: Lost
) -> list[tuple[int, _Version]]:
    """The versions whose first and last day could be read, by their place in the list."""
    numbers = [number for number, version in enumerate(model.versions) if version]
    return [
        (number, version)
        for number, version in zip(numbers, period.versions, strict=True)
        if all(lost.spares((*path, "versions", number, key)) for key in ("from", "until"))
    ]


def _gaps_are_there(tree: Tree, path: Path, model: DatedRuleModel, found: set[_Days]) -> None:
    """Every gap that is declared is one."""
    for number, gap in enumerate(model.gaps):
        if gap and (gap.from_, gap.until) not in found:
            tree.wrong("no-such-gap", (*path, number), _span(gap.from_, gap.until), _BETWEEN)


def _out_of_line(tree: Tree, place: Path, earlier: _Version, later: _Version) -> bool:
    shared = earlier.validity.overlap(later.validity)
    if shared:
        days = _span(*shared)
        got = Text(
            f"{later.name!r}，它与 {earlier.name!r} 同时施行的日子：{days.zh}",
            f"{later.name!r}, which shares {days.en} with {earlier.name!r}",
        )
        tree.wrong("overlapping-versions", place, got, _APART, _end_hint(earlier, later))
    elif _first(later.validity) < _first(earlier.validity):
        got = Text(
            f"{later.name!r}，它排在 {earlier.name!r} 之后",
            f"{later.name!r}, which stands after {earlier.name!r}",
        )
        tree.wrong("versions-out-of-order", place, got, _IN_ORDER)
    else:
        return False
    return True


def _end_hint(earlier: _Version, later: _Version) -> Text | None:
    """How the earlier version would end the day before the later one begins."""
    begins = later.validity.earliest
    if begins is None or begins <= (earlier.validity.latest or date.min):
        return None
    last = begins - _ONE_DAY
    return Text(
        f"让 {earlier.name!r} 在前一天结束：until: {last}",
        f"let {earlier.name!r} end the day before: until: {last}",
    )


def _first(validity: Validity) -> date:
    return validity.earliest or date.min


def _span(first: date, last: date) -> Text:
    """Days in words; the ends of the calendar are not spelt out."""
    if first == date.min and last == date.max:
        return Text("每一天", "every day")
    if first == date.min:
        return Text(f"{last} 以前", f"every day to {last}")
    if last == date.max:
        return Text(f"{first} 起", f"every day from {first}")
    if first == last:
        return Text(str(first), str(first))
    return Text(f"{first} 至 {last}", f"{first} to {last}")


def _tell_gap(tree: Tree, place: Path, first: date, last: date) -> None:
    days = _span(first, last)
    got = Text(f"没有版本的日子：{days.zh}", f"no version for {days.en}")
    lines = f"{{from: {first}, until: {last}, reason: {{zh: …}}}}"
    hint = Text(f"在 'gaps' 中写明：{lines}", f"add to 'gaps': {lines}")
    tree.wrong("undeclared-gap", place, got, _FOLLOWING, hint)


_BETWEEN = Text("两版之间的日子", "the days between two versions")
_APART = Text("先后有序、没有同一天的各版", "versions in order that share no day")
_IN_ORDER = Text("按时间先后排列的各版", "versions in order of time")
_FOLLOWING = Text(
    "前后相接的各版，或写明的空档", "versions that follow each other, or a gap that is declared"
)
