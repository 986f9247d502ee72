"""Whether a visit meets a ground: condition by condition, each answer told.

Each answer is kept as a :class:`~bizenv.kernel.verdict.Check`: what was asked,
what was read, what was expected.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from bizenv.inspections.quiet_periods import Condition, Ground, QuietVersion
from bizenv.inspections.situations import AXIS_OF, LATE, Facts
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth, all_of, any_of
from bizenv.kernel.verdict import Check, MissingFact
from bizenv.kernel.vocabulary import NONE, Axis, Vocabulary

__all__ = ["answer", "any_holds", "in_scope", "meets", "missing_facts", "truth_of"]

_LABELS = {
    "deploying_level": Text("部署层级", "deploying level"),
    "agency_level": Text("检查机关层级", "agency level"),
}
_UNKNOWN = Text("不详", "not known")
_SOME = Text("有", "any")
_YES, _NO = Text("是", "yes"), Text("否", "no")


def truth_of(condition: Condition, value: Any, vocabulary: Vocabulary) -> Truth:
    """Whether a fact of this value meets a condition.

    >>> truth_of(Condition("serious"), None, Vocabulary(()))
    Truth.UNKNOWN
    """
    if value is None:
        return Truth.UNKNOWN
    if condition.least is not None:
        level = vocabulary["level"]
        return Truth.of(max(map(level.rank, value)) >= level.rank(condition.least))
    if condition.terms is None:
        return Truth.of(value != LATE and value)
    truth = _overlap(value, condition.terms, vocabulary[AXIS_OF[condition.fact]])
    return ~truth if condition.negated else truth


def _overlap(codes: frozenset[str], wanted: frozenset[str], axis: Axis) -> Truth:
    """Whether a wanted code is among the codes.

    A code that is broader than a wanted one, or overlaps it, leaves it open: who
    writes "ecology" has not said that it is no key pollution source, and fire
    safety is work safety in one document and not in another.
    """
    if not wanted.isdisjoint(codes):
        return Truth.YES
    broader = not axis.expand(wanted).isdisjoint(axis.narrowest(codes))
    return Truth.UNKNOWN if broader or not wanted.isdisjoint(axis.may_be(codes)) else Truth.NO


# --- answers in words -------------------------------------------------------


def answer(condition: Condition, facts: Facts, vocabulary: Vocabulary) -> Check:
    """Whether the facts meet a condition, with what was read and what was asked."""
    value = facts[condition.fact]
    asked, expected = _asked(condition, vocabulary)
    return Check(
        asked=asked,
        truth=truth_of(condition, value, vocabulary),
        read=_read(condition.fact, value, vocabulary),
        expected=expected,
        fact=condition.fact,
    )


def _asked(condition: Condition, vocabulary: Vocabulary) -> tuple[Text, Text]:
    """What a condition asks about, and what it expects."""
    fact = condition.fact
    if condition.least is not None:
        zh, en = (vocabulary["level"].label(condition.least, lang) for lang in get_args(Lang))
        return _LABELS[fact], Text(f"{zh}及以上", f"{en} or higher")
    if condition.terms is None:
        return _words(vocabulary["circumstance"], (fact,)), _YES
    axis = vocabulary[AXIS_OF[fact]]
    expected = _words(axis, condition.terms)
    if condition.negated and condition.terms == {NONE}:
        expected = _SOME
    elif condition.negated:
        expected = Text(f"不是{expected.zh}", f"not {expected.en}")
    return _LABELS.get(fact, axis.text), expected


def _read(fact: str, value: Any, vocabulary: Vocabulary) -> Text:
    if value is None:
        return _UNKNOWN
    if isinstance(value, bool):
        return _YES if value else _NO
    return _words(vocabulary[AXIS_OF[fact]], value)


def _words(axis: Axis, codes: Iterable[str]) -> Text:
    codes = sorted(codes)
    return Text(
        "、".join("无" if code == NONE else axis.label(code, "zh") for code in codes),
        ", ".join(axis.label(code, "en") for code in codes),
    )


def meets(ground: Ground, facts: Facts, vocabulary: Vocabulary) -> Check:
    """Whether a visit meets a ground: every condition, each with its answer."""
    parts = tuple(answer(condition, facts, vocabulary) for condition in ground.conditions)
    return Check(
        asked=ground.text,
        truth=all_of(part.truth for part in parts),
        citation=ground.citation,
        parts=parts,
    )


def in_scope(version: QuietVersion, facts: Facts, vocabulary: Vocabulary) -> Check:
    """Whether the rule covers this kind of visit, this agency and this enterprise."""
    parts = tuple(answer(condition, facts, vocabulary) for condition in version.covers)
    return Check(
        asked=Text("是否属于适用范围", "within the scope"),
        truth=all_of(part.truth for part in parts),
        parts=parts,
    )


def missing_facts(checks: Iterable[Check]) -> tuple[MissingFact, ...]:
    """The facts on which unknown checks hang, each once, in order of asking.

    A conjunction that has already failed hangs on nothing.
    """
    found: dict[str, MissingFact] = {}

    def visit(check: Check) -> None:
        if check.truth is not Truth.UNKNOWN:
            return
        if check.fact is not None:
            found.setdefault(check.fact, MissingFact(check.fact, check.asked))
        for part in check.parts:
            visit(part)

    for check in checks:
        visit(check)
    return tuple(found.values())


def any_holds(asked: Text, checks: Iterable[Check]) -> Check:
    """One check from several of which one must hold."""
    parts = tuple(checks)
    return Check(asked=asked, truth=any_of([part.truth for part in parts]), parts=parts)
