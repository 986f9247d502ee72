"""Which enterprise a row means: placeholders told, near-duplicates offered (企业标识).

A blank or a placeholder is no enterprise, so its rows are never one giant
firm. Two spellings that look alike are offered to people and never merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from bizenv.kernel.text import core
from bizenv.tables.cells import blank

__all__ = ["LookAlike", "look_alikes", "true_id"]


def true_id(words: str | None) -> str | None:
    """An id that tells somebody from others; None of a blank or a placeholder.

    >>> true_id("91360803MA35"), true_id("0"), true_id("无"), true_id("----"), true_id("999999")
    ('91360803MA35', None, None, None, None)
    """
    if words is None:
        return None
    if words.isascii() and words.isalnum():
        if len(words) > _LONGEST:  # most ids, and no need to look further
            return words if words.count(words[0]) < len(words) else None
        letters = words.lower()
    elif blank(words):
        return None
    else:
        letters = core(words)
    if not letters.isalnum() or letters in _PLACEHOLDERS:
        return None
    alike = len(set(letters)) == 1 and (letters in _ONE_CHAR or len(letters) >= _REPEATED)
    return None if alike and letters.isascii() else words


_REPEATED = 3
_ONE_CHAR = frozenset("0x?")
_PLACEHOLDERS = frozenset(
    "无 不详 未知 待定 待补 暂无 空 未填 没有 不明 none null nan na unknown tbd test 测试 "
    "00 12345 123456 1234567 12345678 123456789 1234567890".split()
)
_LONGEST = max(map(len, _PLACEHOLDERS))


@frozen
class LookAlike:
    """Ids or names that may mean one enterprise; only a person can tell."""

    spellings: tuple[str, ...]
    why: str
    """``spelling``: they differ in marks, widths or case; ``name``: one name, several ids."""


def look_alikes(names: Mapping[str, Sequence[str]]) -> tuple[LookAlike, ...]:
    """Ids that may mean one enterprise, given by id with the names that stand beside it.

    >>> look_alikes({"甲 公司": (), "甲公司": ()})
    (LookAlike(spellings=('甲 公司', '甲公司'), why='spelling'),)
    """
    spelt = _shared((id, (_core(id),)) for id in names)
    named = _shared(
        (id, {_core(each) for each in beside if true_id(each)}) for id, beside in names.items()
    )
    told = set(spelt)
    return (
        *(LookAlike(ids, "spelling") for ids in spelt),
        *(LookAlike(ids, "name") for ids in dict.fromkeys(named) if ids not in told),
    )


def _core(words: str) -> str:
    return words.lower() if words.isascii() and words.isalnum() else core(words)


def _shared(keyed: Iterable[tuple[str, Iterable[str]]]) -> list[tuple[str, ...]]:
    """The ids that share a key, in the order of the first of each."""
    first: dict[str, str] = {}
    more: dict[str, list[str]] = {}
    for id, keys in keyed:
        for key in keys:
            if first.setdefault(key, id) != id:
                more.setdefault(key, [first[key]]).append(id)
    return [tuple(sorted(ids)) for ids in more.values()]
