"""How the phrases of a sentence are joined: 且 and commas, 或者, and which binds first.

>>> [each.sort for each in read_joined("首次被发现,立即改正或者在责令期限内改正")]
['first', 'corrected']
>>> read_joined("首次被发现或者及时改正,危害后果轻微") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bizenv.tolerance.published.lexicon import read_phrase
from bizenv.tolerance.published.phrases import Said
from bizenv.tolerance.published.typed import one_of

__all__ = ["count_joins", "read_joined"]

_JOINS = re.compile(r",?(?:并且|而且|同时|以及|并|且|及|和)|[,;。]|、(?![^,;。]*或)")
"""What joins conditions that are all needed."""
_OR = re.compile(r",?(?:或者|或)")
_ONLY = re.compile(r",?(?:或者|或)(?=仅)")
_VALUE = re.compile(r"(?<=^仅)(?P<thing>[^,]{1,8}?)(?P<rest>超过[^,]*,且)数值")
_SHARED_VERBS = ("改正", "整改", "纠正")


def count_joins(words: str) -> int:
    """How many places there are where a sentence may be taken apart."""
    return len(_JOINS.findall(words)) + len(_OR.findall(words))


def read_joined(words: str, *, whole: bool = True) -> tuple[Said, ...] | None:
    """What words say, if every one of them is understood; None otherwise.

    ``whole`` says that they are a whole sentence: two conditions of different
    sorts may then be alternatives, since nothing else can belong to either.
    """
    words = _with_value(words)
    said = _all_of(words)
    return _either(words) if said is None and whole else said


@lru_cache(4_096)
def _all_of(words: str) -> tuple[Said, ...] | None:
    """Conditions that are all needed."""
    one = _one(words)
    if one is not None:
        return (one,)
    for left, right in _halves(_JOINS, words):
        first = _one(left)
        rest = None if first is None else _all_of(right)
        if first is not None and rest is not None:
            return (first, *rest)
    return None


def _one(words: str) -> Said | None:
    """One condition: a phrase, or phrases of one sort of which one is enough."""
    return read_phrase(words) or _only(words) or _any_of(words)


def _any_of(words: str) -> Said | None:
    """Phrases of one sort joined by 或者: they cannot be meant otherwise."""
    said = _alternatives(words)
    if said is None or len({each.sort.split(":")[0] for each in said}) > 1:
        return None
    return one_of([(each,) for each in said])


def _only(words: str) -> Said | None:
    """Situations that each begin with 仅: each of them is whole, whatever joins it inside."""
    pieces = _ONLY.split(words)
    if len(pieces) < 2:
        return None
    said = [_all_of(_with_value(piece)) for piece in pieces]
    whole = [each for each in said if each is not None]
    return one_of(whole) if len(whole) == len(pieces) else None


def _either(words: str) -> tuple[Said, ...] | None:
    """Phrases of different sorts and nothing else: X 或者 Y."""
    said = _alternatives(words)
    return None if said is None else (one_of([(each,) for each in said]),)


def _alternatives(words: str) -> tuple[Said, ...] | None:
    """Two phrases or more, joined by 或者; a phrase may hold a 或者 of its own."""
    for left, right in _halves(_OR, words):
        first = read_phrase(_completed(left, words))
        if first is None:
            continue
        last = read_phrase(right)
        rest = _alternatives(right) if last is None else (last,)
        if rest is not None:
            return (first, *rest)
    return None


def _halves(joins: re.Pattern[str], words: str) -> Iterator[tuple[str, str]]:
    """The words left and right of each join; neither is empty."""
    for join in joins.finditer(words):
        left, right = words[: join.start()].removesuffix("的"), words[join.end() :]
        if left and right:
            yield left, right


def _with_value(words: str) -> str:
    """仅 X 超过标准，且数值在……: the value is that of X."""
    return _VALUE.sub(r"\g<thing>\g<rest>\g<thing>", words)


def _completed(piece: str, last: str) -> str:
    """A piece with the verb that it shares with the last: 立即或者限期内改正."""
    verb = next((verb for verb in _SHARED_VERBS if last.endswith(verb)), "")
    return piece if not verb or read_phrase(piece) is not None else piece + verb
