"""Are the lists sound? Counts, and what a legal department should look at (清单体检).

A remark is no error: a list may be lawful and yet repeat itself, cite a law that no
longer holds, or give more than the statute. Each remark names the item and, where
there is one, what it is held against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations

from attrs import frozen

from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.vocabulary import normal
from bizenv.tolerance.asking import Condition
from bizenv.tolerance.conditions import All, Corrected, CorrectedWithin, FirstViolation, Harm
from bizenv.tolerance.lists import Repealed, ToleranceItem, ToleranceList
from bizenv.tolerance.matching import Entry, Index
from bizenv.tolerance.norms import norm_key
from bizenv.tolerance.words import Correction, Leniency

__all__ = ["Difference", "Remark", "Statistics", "audit", "compare", "statistics"]

_NEAR = 0.9
_MOST_COMPARED = 2_000


@frozen
class Remark:
    """Something to look at: a code, the item, and what is the matter in words."""

    code: str
    entry: Entry
    text: Text


@frozen
class Statistics:
    """How many items there are: by agency, by field, by leniency; how many wait for an officer."""

    items: int
    by_agency: Counter[str]
    by_domain: Counter[str]
    by_leniency: Counter[Leniency]
    unconfirmed: int


@frozen
class Difference:
    """How an item differs between two lists: it is in one of them only, or says something else."""

    code: str
    item: str
    text: Text


def _entries(lists: Iterable[ToleranceList], day: date | None) -> tuple[Entry, ...]:
    """The items of lists that are no statute: of the versions in force on a day, or the latest."""
    found = []
    for each in lists:
        versions = [
            version
            for version in each.versions
            if day is None or version.validity.holds_on(day) is not Truth.NO
        ]
        if not each.statute and versions:
            found += [Entry(each, versions[-1], item) for item in versions[-1].items]
    return tuple(found)


def statistics(lists: Iterable[ToleranceList], day: date | None = None) -> Statistics:
    """Count the items of the versions in force on a day; without a day, of the latest ones.

    >>> statistics(()).items
    0
    """
    entries = _entries(lists, day)
    return Statistics(
        items=len(entries),
        by_agency=Counter(entry.list.agency or entry.list.text.zh for entry in entries),
        by_domain=Counter(entry.item.domain or "" for entry in entries),
        by_leniency=Counter(entry.item.leniency for entry in entries),
        unconfirmed=sum(not entry.item.confirmed for entry in entries),
    )


# --- remarks --------------------------------------------------------------------------------


def audit(
    lists: Iterable[ToleranceList], repealed: Iterable[Repealed] = (), day: date | None = None
) -> tuple[Remark, ...]:
    """What a legal department should look at, in the order of the lists."""
    lists = tuple(lists)
    entries = _entries(lists, day)
    statutes = tuple(e for e in Index(lists).general if e.list.statute)
    gone = {norm_key(each.title)[0]: each for each in repealed}
    remarks = [
        *_repeated(entries),
        *(remark for entry in entries for remark in _against_statutes(entry, statutes)),
        *(remark for entry in entries for remark in _repealed(entry, gone)),
        *(_remark("item-unconfirmed", e, _UNCONFIRMED) for e in entries if not e.item.confirmed),
        *_expired(lists, day),
    ]
    order = {entry.name: place for place, entry in enumerate(entries)}
    return tuple(sorted(remarks, key=lambda remark: order.get(remark.entry.name, len(order))))


def _remark(code: str, entry: Entry, text: Text, **facts: object) -> Remark:
    return Remark(code, entry, text.filled(**facts) if facts else text)


def _repeated(entries: tuple[Entry, ...]) -> Iterator[Remark]:
    """Items that say the same, or nearly so; of very many items only the first are compared."""
    said = [(e, normal(e.item.behaviour.zh)) for e in entries if e.item.behaviour]
    for (one, first), (other, second) in combinations(said[:_MOST_COMPARED], 2):
        if first == second:
            yield _remark("duplicate-item", other, _SAME, other=one.item.id)
        elif _near(first, second):
            yield _remark("near-duplicate-item", other, _ALIKE, other=one.item.id)


def _near(one: str, other: str) -> bool:
    if 2 * min(len(one), len(other)) < _NEAR * (len(one) + len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR


def _against_statutes(entry: Entry, statutes: tuple[Entry, ...]) -> Iterator[Remark]:
    """An item that gives less than the statute does on its conditions, or more than it allows."""
    item = entry.item
    if not item.leniency.spares:
        return
    given = [s for s in statutes if s.item.leniency.spares and _asks_as_much(item, s.item)]
    best = min((s.item.leniency for s in given), key=_rank, default=None)
    if best is None:
        if any(s.item.leniency.spares for s in statutes):
            yield _remark("more-lenient-than-statute", entry, _MORE, gives=item.leniency.text)
    elif _rank(best) < _rank(item.leniency):
        yield _remark("harsher-than-statute", entry, _LESS, gives=item.leniency.text, law=best.text)
    elif _rank(best) > _rank(item.leniency):
        facts = {"gives": item.leniency.text, "law": best.text}
        yield _remark("more-lenient-than-statute", entry, _MORE_THAN, **facts)


def _rank(leniency: Leniency) -> int:
    return leniency.rank


def _asks_as_much(item: ToleranceItem, statute: ToleranceItem) -> bool:
    """Whether whoever meets an item's conditions meets those of a statute.

    That a violation is minor is what the list itself finds by having the item.
    """
    own = _conjuncts(item.conditions)
    wanted = [part for part in _conjuncts(statute.conditions) if part.text.zh != _MINOR]
    return all(any(_implies(mine, part) for mine in own) for part in wanted)


_MINOR = "违法行为轻微"


def _conjuncts(condition: Condition) -> tuple[Condition, ...]:
    if isinstance(condition, All):
        return tuple(part for each in condition.parts for part in _conjuncts(each))
    return (condition,)


def _implies(mine: Condition, wanted: Condition) -> bool:
    """Whether a condition is at least as strict as another."""
    if mine == wanted:
        return True
    parts = getattr(mine, "parts", None)
    if parts is not None:
        return all(_implies(part, wanted) for part in parts)
    if isinstance(wanted, Harm) and isinstance(mine, Harm) and not mine.kinds:
        return mine.at_most.rank <= wanted.at_most.rank
    if isinstance(wanted, Corrected) and wanted.how is Correction.TIMELY:
        return isinstance(mine, Corrected | CorrectedWithin)
    return isinstance(wanted, FirstViolation) and isinstance(mine, FirstViolation)


def _repealed(entry: Entry, gone: dict[str, Repealed]) -> Iterator[Remark]:
    """Norms that no longer held when the version began, or that ended since."""
    for norm in entry.item.norms:
        law = gone.get(norm_key(norm)[0])
        if law is not None:
            facts = {"norm": norm, "day": law.validity.until or "", "by": law.citation.short()}
            yield _remark("repealed-norm", entry, _GONE, **facts)


def _expired(lists: Iterable[ToleranceList], day: date | None) -> Iterator[Remark]:
    """Lists of which no version is in force any more on a day."""
    for each in lists:
        last = each.versions[-1]
        until = last.validity.until
        if day is not None and until is not None and until < day:
            yield _remark("expired-list", Entry(each, last, last.items[0]), _EXPIRED, day=until)


_SAME = Text("表述与 {other} 相同", "the words are those of {other}")
_ALIKE = Text("表述与 {other} 几乎相同", "the words are nearly those of {other}")
_MORE = Text(
    "清单规定{gives}，所列条件达不到法律规定的任何一种不予处罚情形",
    "the list says: {gives}; on its conditions the statute spares nobody",
)
_MORE_THAN = Text(
    "清单规定{gives}，按所列条件法律规定的是{law}",
    "the list says: {gives}; on its conditions the statute says: {law}",
)
_LESS = Text(
    "清单规定{gives}，按所列条件法律规定的是{law}，清单更严",
    "the list says: {gives}; on its conditions the statute says: {law}, which is more lenient",
)
_GONE = Text("所引 {norm} 于 {day} 后废止（{by}）", "{norm} no longer holds after {day} ({by})")
_UNCONFIRMED = Text(
    "条件尚未由执法人员与原文核对", "nobody has compared the conditions with the published list"
)
_EXPIRED = Text("清单已于 {day} 失效", "the list ended on {day}")

# --- two lists ------------------------------------------------------------------------------


def compare(one: Iterable[ToleranceList], other: Iterable[ToleranceList]) -> tuple[Difference, ...]:
    """How two levels of a list differ, item by item; items are the same by words, then by id."""
    mine, theirs = _by_words(one), _by_words(other)
    found = [_only("only-in-first", mine[key], _ONLY_FIRST) for key in mine if key not in theirs]
    found += [
        _only("only-in-second", theirs[key], _ONLY_SECOND) for key in theirs if key not in mine
    ]
    for key, entry in mine.items():
        if key in theirs:
            found += _differences(entry, theirs[key])
    return tuple(found)


def _by_words(lists: Iterable[ToleranceList]) -> dict[str, Entry]:
    return {
        normal(entry.item.behaviour.zh) if entry.item.behaviour else entry.item.id: entry
        for entry in _entries(lists, None)
    }


def _only(code: str, entry: Entry, text: Text) -> Difference:
    return Difference(code, entry.item.id, text.filled(item=entry.item.label))


def _differences(one: Entry, other: Entry) -> Iterator[Difference]:
    facts: dict[str, object] = {"item": one.item.label}
    if one.item.leniency is not other.item.leniency:
        given = {"one": one.item.leniency.text, "other": other.item.leniency.text}
        yield Difference("leniency-differs", one.item.id, _DIFFERS.filled(**facts, **given))
    mine = dict.fromkeys(_conjuncts(one.item.conditions))
    theirs = dict.fromkeys(_conjuncts(other.item.conditions))
    for part in mine:
        if part not in theirs:
            text = _FIRST_ASKS.filled(**facts, condition=part.text)
            yield Difference("first-asks-more", one.item.id, text)
    for part in theirs:
        if part not in mine:
            text = _SECOND_ASKS.filled(**facts, condition=part.text)
            yield Difference("second-asks-more", one.item.id, text)


_ONLY_FIRST = Text("只在前者：{item}", "only in the first: {item}")
_ONLY_SECOND = Text("只在后者：{item}", "only in the second: {item}")
_DIFFERS = Text(
    "{item}：前者{one}，后者{other}", "{item}: the first says {one}, the second {other}"
)
_FIRST_ASKS = Text(
    "{item}：只有前者要求{condition}", "{item}: only the first asks for: {condition}"
)
_SECOND_ASKS = Text(
    "{item}：只有后者要求{condition}", "{item}: only the second asks for: {condition}"
)
