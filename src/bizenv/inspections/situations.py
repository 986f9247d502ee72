"""The situation of a visit: every fact of it other than who and when.

The facts are read once through the vocabulary; an unknown word is refused with
the nearest known one. Facts that answer every condition of the rules alike are
*alike*: the rules say the same of them, and need to be asked only once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, TypeAlias

from bizenv.inspections.values import Inspection
from bizenv.kernel.errors import RecordError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem, did_you_mean
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import NONE, Axis, Vocabulary, is_none

__all__ = [
    "AXIS_OF",
    "LATE",
    "SITUATION",
    "Facts",
    "approval_of",
    "read_facts",
    "situation_of",
    "unknown_term",
]

AXIS_OF = {
    "act": "act",
    "kind": "kind",
    "domain": "domain",
    "trigger": "trigger",
    "deploying_level": "level",
    "enterprise_class": "enterprise_class",
    "zone": "zone",
    "credit": "credit",
    "agency_level": "level",
}
"""Which axis of the vocabulary each fact takes its terms from."""

SITUATION = (*AXIS_OF, "approved", "circumstances")
"""The facts of a situation in order; an inspection has each of them under its name."""

Situation: TypeAlias = tuple[Any, ...]
"""The facts of a visit as stated, in the order of ``SITUATION``."""

LATE = "late"
"""How an approval stands that was given after the visit had begun: it is none."""

_terms_of: Callable[[Inspection], Situation] = attrgetter(*AXIS_OF)


def situation_of(visit: Inspection) -> Situation:
    """The visit's situation as a key: equal keys are judged alike on equal days.

    >>> visit = Inspection(start=date(2023, 3, 7), approved=date(2023, 4, 4))
    >>> situation_of(visit)[-2:]
    ('late', ())
    """
    approved = approval_of(visit.approved, visit.start)
    return (*_terms_of(visit), approved, visit.circumstances)


def approval_of(approved: date | bool | None, start: date) -> bool | str | None:
    """How an approval stands to the start of a visit: given by that day, not given, or late.

    A day cannot be told from an hour of it, so one of the same day is in time.

    >>> approval_of(date(2023, 3, 7), date(2023, 3, 7)), approval_of(True, date(2023, 3, 7))
    (True, True)
    """
    if approved is None or isinstance(approved, bool):
        return approved
    return LATE if approved > start else True


class Facts(dict[str, Any]):
    """The facts of a visit that rules ask about, by name; None where not known.

    Terms are sets of codes with every broader code; each circumstance is True
    or False, and so is ``approved``, unless it is ``LATE``.
    """

    def __missing__(self, name: str) -> None:
        return None


def unknown_term(axis: Axis, field: str, got: str, hint: Text | None = None) -> Problem:
    """The problem of a word that an axis does not know."""
    return Problem(
        "unknown-term",
        got,
        Text(f"已知的{axis.text.zh}", f"a known {axis.text.say('en')}"),
        Place(field=field),
        hint,
    )


# --- reading ----------------------------------------------------------------


def read_codes(axis: Axis, field: str, words: Iterable[str]) -> frozenset[str]:
    """The codes of some words, with every broader code.

    Raises:
        RecordError: a word is not known; every such word is told.
    """
    codes: set[str] = set()
    problems: list[Problem] = []
    for word in words:
        if is_none(word):
            codes.add(NONE)
        elif term := axis.find(word):
            codes.add(term.code)
        else:
            problems.append(unknown_term(axis, field, repr(word), did_you_mean(axis.suggest(word))))
    if problems:
        raise RecordError(tuple(problems))
    return axis.expand(codes)


def read_stated(field: str, value: Any, vocabulary: Vocabulary) -> Mapping[str, Any]:
    """What one field of a situation states: facts by name; nothing where it is None.

    Raises:
        RecordError: a word is in no list.
    """
    if value is None:
        return {}
    if field == "approved":
        return {field: value}
    if field == "circumstances":
        return _read_circumstances(dict(value), vocabulary["circumstance"])
    words = (value,) if isinstance(value, str) else sorted(value)
    return {field: read_codes(vocabulary[AXIS_OF[field]], field, words)}


def _read_circumstances(flags: Mapping[str, bool], axis: Axis) -> dict[str, bool]:
    read_codes(axis, "circumstances", flags)  # refuses every word that is not known
    terms = {name: axis.find(name) for name in flags}
    return {term.code: flags[name] for name, term in terms.items() if term}


SETTLING = ("trigger", "kind")
"""The fields whose terms may settle other facts by definition, in the order they are asked."""


def settled_by(
    field: str, codes: Iterable[str] | None, vocabulary: Vocabulary
) -> dict[str, frozenset[str]]:
    """What the terms of a field settle by definition: the first that does, of each fact."""
    settled: dict[str, frozenset[str]] = {}
    for code in sorted(codes or ()) if field in SETTLING else ():
        term = vocabulary[field].get(code)
        for other, implied in (term.settles if term else {}).items():
            settled.setdefault(other, vocabulary[other].expand((implied,)))
    return settled


def settle(facts: Facts, vocabulary: Vocabulary) -> Facts:
    """The facts with those that others settle by definition.

    A routine inspection has no complaint behind it. What the visit itself
    states is never overruled.
    """
    for field in SETTLING:
        for other, implied in settled_by(field, facts[field], vocabulary).items():
            facts.setdefault(other, implied)
    return facts


def read_facts(situation: Situation, vocabulary: Vocabulary) -> Facts:
    """Read a situation through the vocabulary.

    Raises:
        RecordError: a word is in no list; every such word is told, with the
            nearest known one.
    """
    facts, problems = read_all(situation, vocabulary)
    if problems:
        raise RecordError(tuple(problems))
    return settle(facts, vocabulary)


def read_all(situation: Situation, vocabulary: Vocabulary) -> tuple[Facts, list[Problem]]:
    """What every field of a situation states, and every word in no list."""
    facts = Facts()
    problems: list[Problem] = []
    for field, value in zip(SITUATION, situation, strict=True):
        try:
            facts.update(read_stated(field, value, vocabulary))
        except RecordError as error:
            problems.extend(error.problems)
    return facts, problems
