"""What is left of a question once the known facts are filled in (余式).

A residue is a truth, or a tree of *unknowns* joined by all, any and not. An
unknown stands for a fact with its values, or for an answer that hangs on several
facts; the tree says for each value what follows.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeAlias

from attrs import field, frozen

from bizenv.kernel.findings import MissingFact
from bizenv.kernel.truth import Truth
from bizenv.tolerance.asking import Condition, Leaf, Situation
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
    left: dict[Residue, None] = {}
    for part in parts:
        if part is Truth.NO:
            return part
        if part is not Truth.YES:
            left.update(dict.fromkeys(part.parts if isinstance(part, Every) else (part,)))
    if len(left) < 2:
        return next(iter(left), Truth.YES)
    return Every(tuple(left))


def some(parts: Iterable[Residue]) -> Residue:
    """Any of the parts, as short as it can be said."""
    left: dict[Residue, None] = {}
    for part in parts:
        if part is Truth.YES:
            return part
        if part is not Truth.NO:
            left.update(dict.fromkeys(part.parts if isinstance(part, Some) else (part,)))
    if len(left) < 2:
        return next(iter(left), Truth.NO)
    return Some(tuple(left))


def opposite(part: Residue) -> Residue:
    """The part denied."""
    if isinstance(part, Truth):
        return ~part
    return part.part if isinstance(part, Opposite) else Opposite(part)


def residue_of(condition: Condition, situation: Situation) -> Residue:
    """What is left of a condition in a situation."""
    if isinstance(condition, Joined):
        join = every if isinstance(condition, All) else some
        return join(residue_of(part, situation) for part in condition.parts)
    if isinstance(condition, Not):
        return opposite(residue_of(condition.part, situation))
    assert isinstance(condition, Leaf)  # noqa: S101 - the language is closed
    answer = condition.answer(situation)
    if answer.truth is not Truth.UNKNOWN:
        return answer.truth
    key = condition.fact or (condition, situation.item if condition.of_item else None)
    return Unknown(key, tuple(condition.choices.items()), answer.missing)


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
