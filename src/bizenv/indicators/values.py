"""What is measured: an index as a tree of indicators (指标体系)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from attrs import define, evolve, field, frozen

from bizenv.indicators.periods import period_key
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import member, optional_words, words
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest

__all__ = ["Direction", "Index", "Indicator"]


class Direction(StrEnum):
    """Which values of an indicator are good (指标方向)."""

    HIGHER = "higher"
    """More is better (正向)."""
    LOWER = "lower"
    """Less is better, as with a cost or a duration (逆向)."""

    @property
    def text(self) -> Text:
        """The word for people."""
        return _DIRECTIONS[self]

    @property
    def sign(self) -> float:
        """1 where more is better, -1 where less is."""
        return 1.0 if self is Direction.HIGHER else -1.0


_DIRECTIONS = {
    Direction.HIGHER: Text("正向", "more is better"),
    Direction.LOWER: Text("逆向", "less is better"),
}


def _direction(value: Direction | str) -> Direction:
    return member(Direction, value)


def _number(value: object) -> float | None:
    """A finite number as a float; None stays None."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise UsageError(f"{value!r}: expected a finite number")
    return float(value)


def _not_negative(_: object, attribute: Any, value: float | None) -> None:
    if value is not None and value < 0:
        raise UsageError(f"{attribute.name}={value!r}: expected a number from 0 on")


def _name(value: Text | str | None) -> Text | None:
    return Text(value) if isinstance(value, str) else value


@frozen(kw_only=True)
class Indicator:
    """One node of an index: a monitored indicator, or a heading over others.

    ``best`` and ``worst`` are the goalposts in the unit of the indicator.
    ``weight`` counts among the siblings and need not be a share.
    ``per`` names an indicator by which the values are divided, such as the
    population. ``auxiliary`` marks one that is observed but not scored.

    >>> Indicator(code="days", direction="lower", unit="d", best=0.5, worst=100).sign
    -1.0
    """

    code: str = field(validator=words)
    name: Text | None = field(default=None, converter=_name)
    parent: str | None = field(default=None, validator=optional_words)
    direction: Direction = field(default=Direction.HIGHER, converter=_direction)
    unit: str | None = field(default=None, validator=optional_words)
    best: float | None = field(default=None, converter=_number)
    worst: float | None = field(default=None, converter=_number)
    weight: float | None = field(default=None, converter=_number, validator=_not_negative)
    since: str | None = field(default=None, validator=optional_words)
    until: str | None = field(default=None, validator=optional_words)
    per: str | None = field(default=None, validator=optional_words)
    auxiliary: bool = False
    source: str | None = field(default=None, validator=optional_words)

    def __attrs_post_init__(self) -> None:
        if self.best is not None and self.worst is not None:
            gap = (self.best - self.worst) * self.sign
            if gap <= 0:
                raise UsageError(
                    Text(
                        f"{self.code}：best={self.best:g}、worst={self.worst:g} 与方向"
                        f"（{self.direction.text.zh}）不符",
                        f"{self.code}: best={self.best:g} and worst={self.worst:g} contradict "
                        f"the direction {self.direction.value!r}",
                    )
                )
        if self.since and self.until and period_key(self.since) > period_key(self.until):
            raise UsageError(f"{self.code}: since={self.since!r} is after until={self.until!r}")
        if self.auxiliary and (self.parent or self.weight is not None):
            raise UsageError(f"{self.code}: an auxiliary indicator has no parent and no weight")

    @property
    def sign(self) -> float:
        """1 where more is better, -1 where less is."""
        return self.direction.sign

    @property
    def text(self) -> Text:
        """The name, or the code where there is none."""
        return self.name or Text(self.code, self.code)

    def valid(self, period: str) -> bool:
        """Whether the indicator is in force in a period."""
        key = period_key(period)
        began = self.since is None or period_key(self.since)[: len(key)] <= key
        return began and (self.until is None or key <= period_key(self.until))


@define
class _Faults:
    """What is wrong with a tree, all of it."""

    lines: list[Text] = field(factory=list)

    def check(self, wrong: bool, zh: str, en: str) -> None:
        """Note a fault, in both languages."""
        if wrong:
            self.lines.append(Text(zh, en))


def _indicators(value: Iterable[Indicator]) -> tuple[Indicator, ...]:
    return tuple(value)


@frozen
class Index:
    """A tree of indicators of any depth, checked as a whole (指标体系).

    Indicators without a parent stand directly below the index. Where just one
    has none and others stand below it, that one is the index itself.

    >>> index = Index("live", [Indicator(code="days", direction="lower"), Indicator(code="rate")])
    >>> index.root, index.leaves
    ('live', ('days', 'rate'))

    Raises:
        UsageError: a code stands twice, a parent is unknown, there is a cycle,
            or something else keeps the rows from being a tree.
    """

    id: str = field(validator=words)
    indicators: tuple[Indicator, ...] = field(converter=_indicators)
    name: Text | None = field(default=None, converter=_name)

    def __attrs_post_init__(self) -> None:
        faults = _Faults()
        _check_tree(self, faults)
        if faults.lines:
            zh = "；".join(line.zh for line in faults.lines[:_MOST])
            en = "; ".join(line.say("en") for line in faults.lines[:_MOST])
            raise UsageError(Text(f"指标体系 {self.id}：{zh}", f"index {self.id}: {en}"))

    @classmethod
    def from_rows(
        cls, id: str, rows: Iterable[Mapping[str, Any]], name: Text | str | None = None
    ) -> Self:
        """An index from mappings, one for each indicator.

        ``name_zh`` and ``name_en`` may stand for ``name``; None is as absent.

        >>> Index.from_rows("x", [{"code": "a", "name_zh": "甲", "weight": 2}])["a"].text.zh
        '甲'
        """
        return cls(id, [_from_row(row) for row in rows], name)

    def __getitem__(self, code: str) -> Indicator:
        try:
            return self._by_code[code]
        except KeyError:
            raise UsageError(unknown_code(code, self._by_code)) from None

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    @cached_property
    def _by_code(self) -> dict[str, Indicator]:
        return {each.code: each for each in self.indicators}

    @cached_property
    def _own_root(self) -> str | None:
        """The one indicator that is the index itself, where there is one."""
        tops = [i.code for i in self.indicators if i.parent is None and not i.auxiliary]
        has_children = {i.parent for i in self.indicators}
        return tops[0] if len(tops) == 1 and tops[0] in has_children else None

    @cached_property
    def root(self) -> str:
        """The code of the whole index."""
        return self._own_root or self.id

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """By node, the codes that stand directly below it."""
        below: dict[str, list[str]] = {}
        for each in self.indicators:
            if not each.auxiliary and each.code != self._own_root:
                below.setdefault(each.parent or self.root, []).append(each.code)
        return {code: tuple(codes) for code, codes in below.items()}

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The monitored indicators, in the order of the tree."""
        return tuple(code for code in self.walk() if code not in self.children)

    @cached_property
    def auxiliaries(self) -> tuple[str, ...]:
        """What is observed but not scored."""
        return tuple(each.code for each in self.indicators if each.auxiliary)

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Every heading, the whole index last: what stands below comes before."""
        return tuple(code for code in reversed(self.walk()) if code in self.children)

    def walk(self, start: str | None = None) -> tuple[str, ...]:
        """Every code from a node downward, each heading before what stands below it.

        >>> Index("x", [Indicator(code="a"), Indicator(code="b", parent="a")]).walk()
        ('a', 'b')
        """
        found: list[str] = []
        waiting = [start or self.root]
        while waiting:
            code = waiting.pop()
            found.append(code)
            waiting.extend(reversed(self.children.get(code, ())))
        return tuple(found)

    def parent(self, code: str) -> str | None:
        """The node above; None above the whole index."""
        if code == self.root:
            return None
        return self[code].parent or self.root

    def text(self, code: str) -> Text:
        """The name of a node, the index itself among them."""
        if code in self._by_code:
            return self._by_code[code].text
        return self.name or Text(self.id, self.id)

    def level(self, code: str) -> int:
        """How deep a node stands: the index 0, a first-level indicator 1."""
        depth = 0
        while (above := self.parent(code)) is not None:
            code, depth = above, depth + 1
        return depth

    def replace(self, code: str, **changes: Any) -> Self:
        """The index with one indicator changed."""
        changed = evolve(self[code], **changes)
        return evolve(self, indicators=[changed if i.code == code else i for i in self])


_MOST = 10
"""How many faults of a tree are told."""


def unknown_code(code: object, known: Iterable[str], where: str = "") -> Text:
    """The refusal of a code that nothing has, with the nearest known one."""
    near = nearest(str(code), list(known))
    zh, en = (f"；是否为 {near!r}？", f"; did you mean {near!r}?") if near else ("", "")
    at_zh, at_en = (f"{where}：", f"{where}: ") if where else ("", "")
    return Text(f"{at_zh}没有指标 {code!r}{zh}", f"{at_en}no indicator {code!r}{en}")


def _from_row(row: Mapping[str, Any]) -> Indicator:
    given = {str(key): value for key, value in row.items() if value is not None}
    zh, en = given.pop("name_zh", None), given.pop("name_en", None)
    if zh is not None or en is not None:
        given["name"] = Text(zh or en, en)
    try:
        return Indicator(**given)
    except TypeError as error:
        raise UsageError(f"row {dict(row)!r}: {error}") from error


def _check_tree(index: Index, faults: _Faults) -> None:
    codes = [each.code for each in index.indicators]
    auxiliary, known = set(index.auxiliaries), set(codes)
    for code, times in Counter(codes).items():
        faults.check(times > 1, f"代码 {code!r} 重复", f"the code {code!r} stands more than once")
    faults.check(not codes, "没有指标", "there is no indicator")
    faults.check(
        index.id in known and index._own_root != index.id,
        f"指标与指标体系同用 id {index.id!r}",
        f"an indicator has the id of the index, {index.id!r}",
    )
    for each in index.indicators:
        _check_place(index, each, known, auxiliary, faults)
    if not faults.lines:
        reached = auxiliary.union(index.walk())
        lost = [code for code in codes if code not in reached][:5]
        faults.check(
            bool(lost),
            f"{'、'.join(lost)} 互为上级",
            f"a circle of parents holds {', '.join(lost)}",
        )
        faults.check(not index.children, "没有监测指标", "there is no monitored indicator")


def _check_place(
    index: Index, each: Indicator, known: set[str], auxiliary: set[str], faults: _Faults
) -> None:
    """Whether what an indicator names is there, and a heading has nothing of an indicator."""
    code, parent = each.code, each.parent
    faults.check(
        parent is not None and parent not in known and parent != index.id,
        f"{code!r} 的上级 {parent!r} 不存在",
        f"{code!r} has the unknown parent {parent!r}",
    )
    faults.check(
        parent in auxiliary, f"{code!r} 在辅助指标之下", f"{code!r} stands below an auxiliary one"
    )
    faults.check(
        each.per is not None and each.per not in known,
        f"{code!r} 的分母 {each.per!r} 不存在",
        f"{code!r} is divided by the unknown {each.per!r}",
    )
    faults.check(
        code in index.children and (each.best, each.worst, each.per) != (None, None, None),
        f"{code!r} 之下有指标，不应有 best、worst、per",
        f"{code!r} is a heading: it has no best, no worst and no per",
    )
