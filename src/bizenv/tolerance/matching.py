"""Which items of the lists a violation is: by id, by norm, by the words of the behaviour (匹配).

An exact id decides. So do words that are an item's own, once spaces, width and
case are set aside. A norm decides where one item alone cites it. Everything else
is offered: the nearest items are named, and none is ever chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias, TypeVar

from attrs import frozen

from bizenv.kernel.errors import RecordError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem, did_you_mean
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest, normal
from bizenv.kernel.worded import Worded
from bizenv.tolerance.lists import ListVersion, ToleranceItem, ToleranceList
from bizenv.tolerance.norms import broader, norm_key
from bizenv.tolerance.values import NO_ITEM, Violation

__all__ = ["By", "Entry", "Index", "Matching"]

_NEAR = 0.5
_MOST_OFFERED = 3
_MOST_WORDS = 2_000


class By(Worded):
    """How a violation was tied to items, or why it was not (匹配方式)."""

    ITEM = "item", "按事项编号", "by the id of the item"
    WORDS = "words", "按违法行为的表述", "by the words of the behaviour"
    NORM = "norm", "按违反的条款", "by the norm broken"
    NONE = "none", "没有匹配的事项", "no item fits"
    SEVERAL = "several", "可能是几个事项之一", "one of several items, or none"
    OPEN = "open", "尚未确定是哪个事项", "not known yet which item it is"


@frozen(slots=False)
class Entry:
    """One item of one version of one list."""

    list: ToleranceList
    version: ListVersion
    item: ToleranceItem

    @cached_property
    def rule(self) -> str:
        """How a verdict names the version that it stands in."""
        return self.list.rule(self.version)

    @property
    def key(self) -> tuple[str, str]:
        """The item, whichever version it stands in."""
        return self.list.id, self.item.id

    @cached_property
    def name(self) -> str:
        """How a verdict names it: ``cn-tax/first-violations@2021-04-01/tax-01``."""
        return f"{self.rule}/{self.item.id}"


@frozen
class Matching:
    """What a violation was tied to: items that it is, and items that it may be.

    ``offered`` are the nearest of those that it may be, for a person to choose from.
    """

    by: By
    matched: tuple[Entry, ...] = ()
    possible: tuple[Entry, ...] = ()
    offered: tuple[Entry, ...] = ()


_Entries: TypeAlias = tuple[Entry, ...]
_KeyT = TypeVar("_KeyT")


class Index:
    """The items of some lists, found by id, words and norms."""

    def __init__(self, lists: Iterable[ToleranceList]) -> None:
        self.entries = entries = tuple(
            Entry(each, version, item)
            for each in lists
            for version in each.versions
            for item in version.items
        )
        self.general = tuple(entry for entry in entries if entry.item.is_general)
        self.listed = tuple(entry for entry in entries if not entry.item.is_general)
        self._ids = _grouped((name, e) for e in entries for name in _names(e))
        self._words = _grouped((normal(w), e) for e in self.listed for w in _words(e.item))
        self._norms = _grouped((norm_key(n), e) for e in self.listed for n in e.item.norms)
        self._within = _grouped(
            (cover, e)
            for e in self.listed
            for norm in e.item.norms
            for cover in broader(norm_key(norm))[1:]
        )
        self._pairs = _grouped((pair, e) for e in self.listed for pair in _pairs_of(e.item))
        self._sizes = {e.name: len(_pairs_of(e.item)) for e in self.listed}

    def knows(self, item: str) -> bool:
        """Whether some list has an item of this id."""
        return item == NO_ITEM or item in self._ids

    def match(self, violation: Violation) -> Matching:
        """Which items a violation is, and which it may be.

        Raises:
            RecordError: it names an item that no list has.
        """
        if violation.item is not None:
            return self._by_id(violation.item)
        words = violation.behaviour
        if words and (found := self._words.get(normal(words))):
            return Matching(By.WORDS, found)
        if violation.norms is not None:
            return self._by_norms(violation.norms, words)
        return Matching(By.OPEN, (), self.listed, self.near(words) if words else ())

    def _by_id(self, item: str) -> Matching:
        if item == NO_ITEM:
            return Matching(By.NONE)
        found = self._ids.get(item)
        if found is None:
            hint = did_you_mean(nearest(item, self._ids))
            problem = Problem("unknown-item", repr(item), _AN_ITEM, Place(field="item"), hint)
            raise RecordError((problem,))
        return Matching(By.ITEM, found)

    def _by_norms(self, norms: Iterable[str], words: str | None) -> Matching:
        keys = [norm_key(norm) for norm in norms]
        covers = [cover for key in keys for cover in broader(key)]
        exact = _once(entry for cover in covers for entry in self._norms.get(cover, ()))
        if len({entry.key for entry in exact}) == 1:
            return Matching(By.NORM, exact)
        wider = _once(e for key in keys for e in self._within.get(key, ()))
        possible = exact or wider
        near = self.near(words) if words else ()
        if possible:
            return Matching(By.SEVERAL, (), possible, near or possible[:_MOST_OFFERED])
        if words is None:
            return Matching(By.OPEN, (), self.listed)
        return Matching(By.SEVERAL, (), near, near) if near else Matching(By.NONE)

    def near(self, words: str) -> _Entries:
        """The items whose words share most pairs of characters with these, the nearest first.

        Of one item in several versions the latest is named.
        """
        pairs = _pairs(words[:_MOST_WORDS])
        by_name: dict[str, Entry] = {}
        counts: Counter[str] = Counter()
        for pair in pairs:
            for entry in self._pairs.get(pair, ()):
                name = entry.name
                counts[name] += 1
                by_name[name] = entry
        likeness = {
            name: 2 * count / (len(pairs) + self._sizes[name]) for name, count in counts.items()
        }
        close = sorted((-like, name) for name, like in likeness.items() if like >= _NEAR)
        latest = {by_name[name].key: by_name[name] for _, name in close}
        return tuple(latest.values())[:_MOST_OFFERED]


_AN_ITEM = Text("清单中的事项编号，或 'none'", "the id of an item of a list, or 'none'")


def _grouped(pairs: Iterable[tuple[_KeyT, Entry]]) -> Mapping[_KeyT, _Entries]:
    found: dict[_KeyT, dict[str, Entry]] = {}
    for key, entry in pairs:
        found.setdefault(key, {})[entry.name] = entry
    return {key: tuple(entries.values()) for key, entries in found.items()}


def _once(entries: Iterable[Entry]) -> _Entries:
    return tuple({entry.name: entry for entry in entries}.values())


def _names(entry: Entry) -> Iterator[str]:
    """How a record may name an item: by its id, or with its list where two share an id."""
    yield entry.item.id
    yield f"{entry.list.id}/{entry.item.id}"


def _words(item: ToleranceItem) -> Iterator[str]:
    if item.behaviour is not None:
        yield item.behaviour.zh
        if item.behaviour.en:
            yield item.behaviour.en
    yield from item.also_written


def _pairs(words: str) -> frozenset[str]:
    """The pairs of characters that stand side by side in words."""
    plain = normal(words)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _pairs_of(item: ToleranceItem) -> frozenset[str]:
    return _pairs(item.behaviour.zh) if item.behaviour else frozenset()
