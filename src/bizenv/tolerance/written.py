"""Conditions as a rulebook writes them: the inverse of the schema (条件的写法).

>>> written(All(Harm("minor"), Not(Corrected("on-spot"))))
{'all': [{'harm': 'minor'}, {'not': {'corrected': 'on-spot'}}]}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    of_kind = _OF_KIND.get(type(condition))
    if of_kind is not None:
        return {of_kind[0]: getattr(condition, "kind")}  # noqa: B009 - of several classes
    write = _WRITERS.get(type(condition))
    if write is None:
        raise TypeError(f"{condition!r}: no rulebook can say this")
    return write(condition)


def _first(first: FirstViolation) -> dict[str, Any]:
    words = {name: getattr(first, name).value for name in ("match", "scope", "basis")}
    return {"first_violation": {"window": str(first.window), **words}}


def _harm(harm: Harm) -> dict[str, Any]:
    if harm.kinds and harm.at_most is not HarmLevel.NONE:
        raise TypeError(f"{harm!r}: no rulebook can say this")
    return {"no_harm_of": list(harm.kinds)} if harm.kinds else {"harm": harm.at_most.value}


def _stated(stated: Stated) -> dict[str, Any]:
    denied = {} if stated.holds else {"holds": "no"}
    english = {} if stated.words.en is None else {"en": stated.words.en}
    return {"stated": {"fact": stated.name, "zh": stated.words.zh, **english, **denied}}


def _within(within: CorrectedWithin) -> dict[str, Any]:
    return {"corrected_within": {"period": str(within.period), "from": within.start.value}}


def _measured(measured: Measured) -> dict[str, Any]:
    bounds = {name: getattr(measured, name) for name in _BOUNDS}
    given = {name: str(bound) for name, bound in bounds.items() if bound is not None}
    return {"measured": {"of": measured.name, **given}}


_WRITERS: dict[type[Condition], Callable[[Any], dict[str, Any]]] = {
    All: lambda joined: {"all": [written(part) for part in joined.parts]},
    AnyOf: lambda joined: {"any": [written(part) for part in joined.parts]},
    Not: lambda denied: {"not": written(denied.part)},
    FirstViolation: _first,
    Corrected: lambda corrected: {"corrected": corrected.how.value},
    CorrectedWithin: _within,
    Harm: _harm,
    Minor: lambda _: {"minor": "yes"},
    NoIllegalGain: lambda _: {"illegal_gain": "none"},
    Cooperated: lambda _: {"cooperated": "yes"},
    NoFault: lambda blame: {"fault": blame.at_most.value},
    InStage: lambda project: {"stage": list(project.stages)},
    Measured: _measured,
    Stated: _stated,
}


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
