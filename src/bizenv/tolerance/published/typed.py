"""The typed conditions that phrases stand for, made in one place (条件的生成)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import chain

from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import All, AnyOf, Condition, Stated
from bizenv.tolerance.published.phrases import Said

__all__ = ["all_needed", "code_of", "one_enough", "one_of", "open_question"]


def all_needed(parts: Iterable[Condition]) -> Condition:
    """Conditions that are all needed, on one level; one alone is itself, none stands twice."""
    every = (part.parts if isinstance(part, All) else (part,) for part in parts)
    found = tuple(dict.fromkeys(chain.from_iterable(every)))
    return found[0] if len(found) == 1 else All(*found)


def one_enough(parts: Iterable[Condition]) -> Condition:
    """Conditions of which one is enough; one alone is itself, and none stands twice."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else AnyOf(*found)


def one_of(readings: Sequence[Sequence[Said]]) -> Said:
    """Readings of which one is enough, as one: each may hold several conditions."""
    sorts = {each.sort for reading in readings for each in reading}
    notes = dict.fromkeys(note for reading in readings for each in reading for note in each.notes)
    parts = [all_needed(each.condition for each in reading) for reading in readings]
    return Said(one_enough(parts), sorts.pop() if len(sorts) == 1 else "any", tuple(notes))


def open_question(text: str) -> Stated:
    """Words that were not understood, as a question that only an officer answers.

    >>> open_question("资料完备").words.zh
    '资料完备'
    """
    return Stated(code_of("sentence", text), Text(text))


def code_of(kind: str, words: str) -> str:
    """A code for words that no vocabulary has: the same words have the same code.

    >>> code_of("measured", "占用时间")
    'measured-0ff1443d'
    """
    return f"{kind}-{sha256(words.encode()).hexdigest()[:8]}"
