"""What is left of a question once the known facts are filled in (余式).

A residue is a truth, or a tree of *unknowns* joined by all, any and not. An
unknown stands for a fact with its values, or for an answer that hangs on several
facts; the tree says for each value what follows.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeAlias

from attrs import field, frozen

from bizenv.kernel.findings import MissingFact
from bizenv.kernel.truth import Truth
from bizenv.tolerance.asking import Answer, Condition, Leaf, Situation
from bizenv.tolerance.conditions import All, Joined, Not

__all__ = ["Every", "Opposite", "Residue", "Some", "Unknown", "every", "residue_of", "some"]


@frozen
class Unknown:
    """Something not known: its key, which values make the question hold, which facts would tell."""

    key: Hashable
    holds: tuple[tuple[Hashable, bool], ...] = field(default=((True, True), (False, False)))
    facts: tuple[MissingFact, ...] = field(default=(), eq=False)


@frozen(cache_hash=True)
class Every:
    """All parts must hold."""

    parts: tuple[Residue, ...]


@frozen(cache_hash=True)
class Some:
    """One part is enough."""

    parts: tuple[Residue, ...]


@frozen(cache_hash=True)
class Opposite:
    """The part must not hold."""

    part: Residue


Residue: TypeAlias = Truth | Unknown | Every | Some | Opposite


def every(parts: Iterable[Residue]) -> Residue:
    """All parts joined, as short as it can be said."""
    left = []
    for part in parts:
        if part is Truth.NO:
            return part
        if part is not Truth.YES:
            left.append(part)
    return _joined(left, Every) if left else Truth.YES


def some(parts: Iterable[Residue]) -> Residue:
    """Any of the parts, as short as it can be said."""
    left = []
    for part in parts:
        if part is Truth.YES:
            return part
        if part is not Truth.NO:
            left.append(part)
    return _joined(left, Some) if left else Truth.NO


def _joined(left: Sequence[Residue], kind: type[Every | Some]) -> Residue:
    """Several parts that are open, each once, without brackets in brackets."""
    if len(left) == 1:
        return left[0]
    flat = (p for part in left for p in (part.parts if isinstance(part, kind) else (part,)))
    parts = tuple(dict.fromkeys(flat))
    return kind(parts) if len(parts) > 1 else parts[0]


def opposite(part: Residue) -> Residue:
    """The part denied."""
    if isinstance(part, Truth):
        return ~part
    return part.part if isinstance(part, Opposite) else Opposite(part)


def residue_of(condition: Condition, situation: Situation) -> Residue:
    """What is left of a condition in a situation."""
    if isinstance(condition, Leaf):
        answer = condition.answer(situation)
        return _open(condition, situation, answer) if answer.missing else answer.truth
    if isinstance(condition, Not):
        return opposite(residue_of(condition.part, situation))
    assert isinstance(condition, Joined)  # noqa: S101 - the language is closed
    join = every if isinstance(condition, All) else some
    return join(residue_of(part, situation) for part in condition.parts)


def _open(leaf: Leaf, situation: Situation, answer: Answer) -> Unknown:
    key = leaf.fact or (leaf, situation.item if leaf.of_item else None)
    return Unknown(key, tuple(leaf.choices.items()), answer.missing)


def unknowns(residue: Residue) -> Iterator[Unknown]:
    """The unknowns in a residue, in order, some perhaps twice."""
    if isinstance(residue, Unknown):
        yield residue
    elif isinstance(residue, Opposite):
        yield from unknowns(residue.part)
    elif not isinstance(residue, Truth):
        for part in residue.parts:
            yield from unknowns(part)


def given(residue: Residue, key: Hashable, value: Hashable) -> Residue:
    """What is left once the unknown of a key has a value."""
    if isinstance(residue, Truth):
        return residue
    if isinstance(residue, Unknown):
        if residue.key != key:
            return residue
        return Truth.of(dict(residue.holds)[value])
    if isinstance(residue, Opposite):
        return opposite(given(residue.part, key, value))
    join = every if isinstance(residue, Every) else some
    return join(given(part, key, value) for part in residue.parts)
