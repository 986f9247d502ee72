"""Conditions in a short notation, so that a key of expected readings can be read."""

from __future__ import annotations

from bizenv.tolerance.conditions import (
    AnyOf,
    Condition,
    Corrected,
    CorrectedWithin,
    FirstViolation,
    Harm,
    InStage,
    Joined,
    Measured,
    NoFault,
    Not,
    Stated,
)
from bizenv.tolerance.published.sentences import ReadSentence

__all__ = ["noted", "noted_sentence"]

_SIGNS = {"at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<"}


def noted(condition: Condition) -> str:
    """A condition in a few signs: ``first 2 year``, ``corrected within-order``, ``harm minor``."""
    match condition:
        case Joined(parts=parts):
            word = "any" if isinstance(condition, AnyOf) else "all"
            return f"{word}({' | '.join(map(noted, parts))})"
        case Not(part=part):
            return f"not {noted(part)}"
        case FirstViolation():
            return _first(condition)
        case Corrected(how=how):
            return f"corrected {how.value}"
        case CorrectedWithin(period=period, start=start):
            return f"corrected {period} from {start.value}"
        case Measured():
            return condition.name + "".join(
                f" {sign} {bound}"
                for name, sign in _SIGNS.items()
                if (bound := getattr(condition, name)) is not None
            )
    if isinstance(condition, Harm):
        return " ".join(["harm", condition.at_most.value, *condition.kinds])
    if isinstance(condition, InStage):
        return f"stage {' '.join(condition.stages)}"
    if isinstance(condition, Stated):
        return f"stated {condition.name}"
    if isinstance(condition, NoFault):
        return f"nofault {condition.at_most.value}"
    kind = getattr(condition, "kind", None)
    word = type(condition).__name__.casefold()
    return f"{word} {kind}" if kind else word


def _first(first: FirstViolation) -> str:
    """The window, and what differs from the same item, this agency, by discovery."""
    usual = ("same-item", "agency", "discovered")
    parts = (first.match.value, first.scope.value, first.basis.value)
    other = [part for part, common in zip(parts, usual, strict=True) if part != common]
    return " ".join(["first", str(first.window), *other])


def noted_sentence(sentence: ReadSentence) -> list[str]:
    """What a sentence says, and ``?`` with the words that were not understood."""
    said = [noted(each.condition) for each in sentence.said]
    return [*said, *(f"? {words}" for words in sentence.unread)]
