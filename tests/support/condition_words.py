"""Conditions in a short notation, so that a key of expected readings can be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bizenv.tolerance.conditions import (
    All,
    AnyOf,
    Condition,
    Corrected,
    CorrectedWithin,
    FirstViolation,
    Harm,
    InStage,
    Measured,
    NoFault,
    Not,
    Stated,
)
from bizenv.tolerance.published.items import PublishedItem
from bizenv.tolerance.published.sentences import ReadSentence

__all__ = ["noted", "noted_item", "noted_sentence"]

_SIGNS = {"at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<"}


def noted(condition: Condition) -> str:
    """A condition in a few signs: ``first 2 years``, ``corrected within-order``, ``harm minor``."""
    note = _NOTES.get(type(condition))
    if note is not None:
        return note(condition)
    kind = getattr(condition, "kind", None)
    word = type(condition).__name__.casefold()
    return f"{word} {kind}" if kind else word


def _joined(word: str) -> Callable[[Any], str]:
    return lambda joined: f"{word}({' | '.join(map(noted, joined.parts))})"


def _first(first: FirstViolation) -> str:
    """The window, and what differs from the same item, this agency, by discovery."""
    usual = ("same-item", "agency", "discovered")
    parts = (first.match.value, first.scope.value, first.basis.value)
    other = [part for part, common in zip(parts, usual, strict=True) if part != common]
    return " ".join(["first", str(first.window), *other])


def _measured(measured: Measured) -> str:
    bounds = {sign: getattr(measured, name) for name, sign in _SIGNS.items()}
    said = [f" {sign} {bound}" for sign, bound in bounds.items() if bound is not None]
    return measured.name + "".join(said)


_NOTES: dict[type[Condition], Callable[[Any], str]] = {
    All: _joined("all"),
    AnyOf: _joined("any"),
    Not: lambda denied: f"not {noted(denied.part)}",
    FirstViolation: _first,
    Corrected: lambda corrected: f"corrected {corrected.how.value}",
    CorrectedWithin: lambda within: f"corrected {within.period} from {within.start.value}",
    Harm: lambda harm: " ".join(["harm", harm.at_most.value, *harm.kinds]),
    Measured: _measured,
    InStage: lambda project: f"stage {' '.join(project.stages)}",
    NoFault: lambda blame: f"nofault {blame.at_most.value}",
    Stated: lambda stated: f"stated {stated.name}",
}


def noted_sentence(sentence: ReadSentence) -> list[str]:
    """What a sentence says, and ``?`` with the words that were not understood."""
    said = [noted(each.condition) for each in sentence.said]
    return [*said, *(f"? {words}" for words in sentence.unread)]


def noted_item(item: PublishedItem) -> list[list[str]]:
    """What each sentence of an item says."""
    return [noted_sentence(sentence) for sentence in item.sentences]
