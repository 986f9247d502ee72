"""Conditions as a rulebook writes them: the inverse of the schema (条件的写法).

>>> from bizenv.tolerance.conditions import Corrected, Harm
>>> written(Harm("minor") & ~Corrected("on-spot"))
{'all': [{'harm': 'minor'}, {'not': {'corrected': 'on-spot'}}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import (
    All,
    AnyOf,
    Approved,
    Committed,
    Condition,
    Cooperated,
    Corrected,
    CorrectedWithin,
    FirstViolation,
    Harm,
    InStage,
    Measured,
    Minor,
    NoFault,
    NoIllegalGain,
    Not,
    OutsideZone,
    Remedied,
    Stated,
    Unless,
)
from bizenv.tolerance.words import HarmLevel

__all__ = ["terms_of", "written"]

_OF_KIND: dict[type[Condition], tuple[str, str]] = {
    Approved: ("approved", "approval_kind"),
    OutsideZone: ("outside_zone", "protected_zone"),
    Remedied: ("remedied", "remedy"),
    Committed: ("committed", "commitment"),
    Unless: ("unless", "exclusion"),
}
"""By condition of a kind, its key in a rulebook and the axis of its terms."""
_BOUNDS = ("at_least", "more_than", "at_most", "less_than")


def written(condition: Condition) -> dict[str, Any]:
    """A condition as plain values, as ``conditions:`` in a rulebook has them.

    Raises:
        TypeError: a rulebook has no words for it.
    """
    match condition:
        case All(parts=parts):
            return {"all": [written(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [written(part) for part in parts]}
        case Not(part=part):
            return {"not": written(part)}
        case FirstViolation(window=window, match=same, scope=scope, basis=basis):
            words = {"match": same.value, "scope": scope.value, "basis": basis.value}
            return {"first_violation": {"window": str(window), **words}}
        case Corrected(how=how):
            return {"corrected": how.value}
        case CorrectedWithin(period=period, start=start):
            return {"corrected_within": {"period": str(period), "from": start.value}}
        case Harm(at_most=HarmLevel.NONE, kinds=kinds) if kinds:
            return {"no_harm_of": list(kinds)}
        case Harm(at_most=level, kinds=()):
            return {"harm": level.value}
        case Minor():
            return {"minor": "yes"}
        case NoIllegalGain():
            return {"illegal_gain": "none"}
        case Cooperated():
            return {"cooperated": "yes"}
        case NoFault(at_most=fault):
            return {"fault": fault.value}
        case InStage(stages=stages):
            return {"stage": list(stages)}
        case Measured():
            return {"measured": _measured(condition)}
        case Stated(name=name, words=text, holds=holds):
            denied = {} if holds else {"holds": "no"}
            return {"stated": {"fact": name, **_text(text), **denied}}
    key, _ = _OF_KIND.get(type(condition), ("", ""))
    if not key:
        raise TypeError(f"{condition!r}: no rulebook can say this")
    return {key: getattr(condition, "kind")}  # noqa: B009 - of several classes


def _measured(condition: Measured) -> dict[str, str]:
    bounds = {name: getattr(condition, name) for name in _BOUNDS}
    return {
        "of": condition.name,
        **{name: str(bound) for name, bound in bounds.items() if bound is not None},
    }


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh} if text.en is None else {"zh": text.zh, "en": text.en}


def terms_of(condition: Condition) -> Iterator[tuple[str, str, Text | None]]:
    """The terms that a condition is written with: axis, code, and words where it has them."""
    for leaf in condition.leaves():
        words: Text | None = getattr(leaf, "words", None)
        match leaf:
            case Measured(name=name):
                yield "measured", name, words
            case Harm(kinds=kinds):
                yield from (("harm_kind", kind, None) for kind in kinds)
            case InStage(stages=stages):
                yield from (("project_stage", stage, None) for stage in stages)
            case _ if type(leaf) in _OF_KIND:
                yield _OF_KIND[type(leaf)][1], getattr(leaf, "kind"), words  # noqa: B009
