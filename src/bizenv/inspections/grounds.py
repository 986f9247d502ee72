"""What is asked of a visit: its facts, and whether it meets a ground.

The facts of a visit other than who and when are its *situation*. They are read
once through the vocabulary (an unknown word is refused with the nearest known
one) and then asked condition by condition, each answer kept as a
:class:`~bizenv.kernel.verdict.Check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from bizenv.inspections.quiet_periods import Ground, Scope
from bizenv.inspections.values import Inspection
from bizenv.kernel.errors import Problem, RecordError
from bizenv.kernel.place import Place
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth, all_of, any_of
from bizenv.kernel.verdict import Check, MissingFact
from bizenv.kernel.vocabulary import NONE, Axis, Vocabulary, is_none

__all__ = [
    "AXIS_OF",
    "Facts",
    "in_scope",
    "meets",
    "missing_facts",
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
    "agency_level": "level",
}
"""Which axis of the vocabulary each fact takes its terms from."""

_LABELS = {
    "deploying_level": Text("部署层级", "deploying level"),
    "agency_level": Text("检查机关层级", "agency level"),
}


@frozen
class Facts:
    """The facts of a visit that rules ask about; None means not known."""

    act: str
    kind: str | None
    domain: frozenset[str] | None
    trigger: frozenset[str] | None
    deploying_level: str | None
    enterprise_class: frozenset[str] | None
    zone: frozenset[str] | None
    agency_level: str | None
    approved: Truth
    circumstances: Mapping[str, bool]


def situation_of(visit: Inspection) -> tuple[Any, ...]:
    """The visit's situation as a key: equal keys are judged alike on equal days."""
    enterprise, agency, approved = visit.enterprise, visit.agency, visit.approved
    return (
        visit.act,
        visit.kind,
        visit.domain,
        visit.trigger,
        visit.deploying_level,
        enterprise.classes if enterprise is not None else None,
        enterprise.zones if enterprise is not None else None,
        agency.level if agency is not None else None,
        approved if approved is None or approved is False else True,
        visit.circumstances,
    )


def unknown_term(axis: Axis, field: str, got: str, hint: str | None = None) -> Problem:
    """The problem of a word that an axis does not know, with the nearest that it does."""
    return Problem(
        "unknown-term",
        got,
        f"a known {axis.text.say('en')} ({axis.text.zh})",
        Place(field=field),
        f"did you mean {hint!r}?" if hint else None,
    )


def _resolve(axis: Axis, field: str, words: Iterable[str]) -> tuple[frozenset[str], list[Problem]]:
    codes: set[str] = set()
    problems: list[Problem] = []
    for word in words:
        if is_none(word):
            codes.add(NONE)
        elif term := axis.find(word):
            codes.add(term.code)
        else:
            problems.append(unknown_term(axis, field, repr(word), axis.suggest(word)))
    return axis.expand(codes), problems


def read_facts(situation: tuple[Any, ...], vocabulary: Vocabulary) -> Facts:
    """Read a situation through the vocabulary.

    A term may settle another axis by definition: a routine inspection has no
    complaint behind it. What the visit itself states is never overruled.

    Raises:
        RecordError: a word is in no list; the nearest known word is suggested.
    """
    *stated, approved, circumstances = situation
    problems: list[Problem] = []
    read: dict[str, frozenset[str] | None] = {}
    for (field, axis_name), value in zip(AXIS_OF.items(), stated, strict=True):
        words = (value,) if isinstance(value, str) else value
        if words is None:
            read[field] = None
            continue
        read[field], wrong = _resolve(vocabulary[axis_name], field, words)
        problems.extend(wrong)
    known = vocabulary["circumstance"]
    for name, _ in circumstances:
        problems.extend(_resolve(known, "circumstances", (name,))[1])
    if problems:
        raise RecordError(tuple(problems))
    for field in ("trigger", "kind"):
        _settle(field, read, vocabulary)
    return Facts(
        act=_one(read["act"]) or "inspection",
        kind=_one(read["kind"]),
        domain=read["domain"],
        trigger=read["trigger"],
        deploying_level=_one(read["deploying_level"]),
        enterprise_class=read["enterprise_class"],
        zone=read["zone"],
        agency_level=_one(read["agency_level"]),
        approved=Truth.of(approved),
        circumstances={_one(_resolve(known, "", (k,))[0]) or k: v for k, v in circumstances},
    )


def _one(codes: frozenset[str] | None) -> str | None:
    return min(codes) if codes else None


def _settle(field: str, read: dict[str, frozenset[str] | None], vocabulary: Vocabulary) -> None:
    for code in sorted(read[field] or ()):
        term = vocabulary[field].get(code)
        for other, settled in (term.settles if term else {}).items():
            if read[other] is None:
                read[other] = frozenset({settled})


def _label(vocabulary: Vocabulary, fact: str) -> Text:
    return _LABELS.get(fact) or vocabulary[AXIS_OF[fact]].text


def _words(axis: Axis, codes: Iterable[str]) -> Text:
    codes = sorted(codes)
    return Text(
        "、".join("无" if code == NONE else axis.label(code, "zh") for code in codes),
        ", ".join(axis.label(code, "en") for code in codes),
    )


def _among(
    facts: Facts, fact: str, wanted: frozenset[str], vocabulary: Vocabulary, *, negate: bool = False
) -> Check:
    """Whether one of the wanted codes is among the codes read."""
    value = getattr(facts, fact)
    codes = frozenset((value,)) if isinstance(value, str) else value
    axis = vocabulary[AXIS_OF[fact]]
    truth = _overlap(codes, wanted, axis)
    expected = _words(axis, wanted)
    if negate:
        truth, expected = ~truth, Text(f"不是{expected.zh}", f"not {expected.en}")
    return Check(
        asked=_label(vocabulary, fact),
        truth=truth,
        read=_UNKNOWN if codes is None else _words(axis, codes),
        expected=expected,
        fact=fact,
    )


def _overlap(codes: frozenset[str] | None, wanted: frozenset[str], axis: Axis) -> Truth:
    """Whether a wanted code is among the codes.

    A code that is broader than a wanted one leaves it open: who writes
    "ecology" has not said that it is no key pollution source.
    """
    if codes is None:
        return Truth.UNKNOWN
    if not wanted.isdisjoint(codes):
        return Truth.YES
    broader = axis.expand(wanted) - wanted
    return Truth.NO if broader.isdisjoint(codes) else Truth.UNKNOWN


def _at_least(facts: Facts, least: str, vocabulary: Vocabulary) -> Check:
    """Whether the deploying level is at least as high as the level asked."""
    axis, level = vocabulary["level"], facts.deploying_level
    return Check(
        asked=_LABELS["deploying_level"],
        truth=Truth.UNKNOWN if level is None else Truth.of(axis.rank(level) >= axis.rank(least)),
        read=_UNKNOWN if level is None else _words(axis, (level,)),
        expected=Text(f"{axis.label(least, 'zh')}及以上", f"{axis.label(least, 'en')} or higher"),
        fact="deploying_level",
    )


def _circumstance(facts: Facts, name: str, vocabulary: Vocabulary) -> Check:
    """Whether a circumstance holds."""
    axis = vocabulary["circumstance"]
    value = facts.circumstances.get(name)
    return Check(
        asked=_words(axis, (name,)),
        truth=Truth.of(value),
        read=_UNKNOWN if value is None else (_YES if value else _NO),
        expected=_YES,
        fact=name,
    )


_UNKNOWN = Text("不详", "not known")
_YES, _NO = Text("是", "yes"), Text("否", "no")


def meets(ground: Ground, facts: Facts, vocabulary: Vocabulary) -> Check:
    """Whether a visit meets a ground: every condition, each with its answer."""
    parts: list[Check] = []
    for fact, wanted in (
        ("act", ground.acts),
        ("kind", ground.kinds),
        ("domain", ground.domains),
        ("trigger", ground.triggers),
    ):
        if wanted is not None:
            parts.append(_among(facts, fact, wanted, vocabulary))
    if ground.least_level is not None:
        parts.append(_at_least(facts, ground.least_level, vocabulary))
    parts.extend(_circumstance(facts, name, vocabulary) for name in ground.circumstances)
    return Check(
        asked=ground.text,
        truth=all_of(part.truth for part in parts),
        citation=ground.citation,
        parts=tuple(parts),
    )


def in_scope(
    scope: Scope, kinds: frozenset[str] | None, facts: Facts, vocabulary: Vocabulary
) -> Check:
    """Whether the rule covers this kind of visit, this agency and this enterprise."""
    parts: list[Check] = []
    for fact, wanted in (
        ("kind", kinds),
        ("agency_level", scope.agency_levels),
        ("enterprise_class", scope.classes),
        ("zone", scope.zones),
    ):
        if wanted is not None:
            parts.append(_among(facts, fact, wanted, vocabulary))
    if scope.exclude_classes is not None:
        parts.append(
            _among(facts, "enterprise_class", scope.exclude_classes, vocabulary, negate=True)
        )
    parts.extend(_circumstance(facts, name, vocabulary) for name in scope.circumstances)
    return Check(
        asked=Text("是否属于适用范围", "within the scope"),
        truth=all_of(part.truth for part in parts),
        parts=tuple(parts),
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
    return Check(asked=asked, truth=any_of(part.truth for part in parts), parts=parts)
