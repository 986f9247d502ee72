"""Visits of several matters: each field of law counts by itself.

What a record names is all part of the visit. An exemption for work safety does
not carry a look at the tax books along, so a visit is split into its fields, and
the exemptions are asked about every one. The occasions of a visit are not split
so: a complaint that makes it lawful does so too where a draw has fallen on the
enterprise as well. Only to be no inspection at all, it must be none on every
occasion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import product
from typing import get_args

from attrs import frozen

from bizenv.inspections.grounds import truth_of
from bizenv.inspections.quiet_periods import Condition
from bizenv.inspections.situations import AXIS_OF, Facts
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth, all_of, any_of
from bizenv.kernel.verdict import Check
from bizenv.kernel.vocabulary import Axis, Vocabulary

__all__ = [
    "FIELDS_OF_LAW",
    "MIXED",
    "Cover",
    "by_field",
    "cover_of",
    "narrowest",
    "part_words",
    "parts_of",
    "terms_apart",
    "together",
]

MIXED = ("domain", "trigger")
"""The facts of which a visit may have several."""
FIELDS_OF_LAW = ("domain",)
"""Those of which each needs an exemption."""


def narrowest(codes: Iterable[str], axis: Axis) -> tuple[str, ...]:
    """The codes of some that no other one of them falls under, or may fall under.

    >>> from bizenv.rulebooks.vocabulary import base_vocabulary
    >>> narrowest(["food-drug-safety", "food-safety", "tax"], base_vocabulary()["domain"])
    ('food-safety', 'tax')
    """
    codes = frozenset(codes)
    wider = {above for code in codes for above in _above(code, axis)}
    return tuple(sorted(codes - wider))


def _above(code: str, axis: Axis) -> frozenset[str]:
    """What a term falls under, or may fall under where a record says so."""
    term = axis.get(code)
    return axis.expand((code, *(term.may_be if term else ()))) - {code}


def parts_of(
    facts: Facts,
    conditions: Collection[Condition],
    vocabulary: Vocabulary,
    split: Sequence[str] = MIXED,
) -> tuple[Facts, ...]:
    """The parts of a visit that some conditions tell apart, by the facts that are split.

    >>> from bizenv.rulebooks.vocabulary import base_vocabulary
    >>> facts = Facts(domain=frozenset({"tax", "labour"}))
    >>> asked = [Condition("domain", frozenset({"tax"}))]
    >>> [sorted(part["domain"]) for part in parts_of(facts, asked, base_vocabulary())]
    [['labour'], ['tax']]
    """
    terms = {name: terms_apart(name, facts[name], conditions, vocabulary) for name in split}
    several = {name: of for name, of in terms.items() if of}
    if not several:
        return (facts,)
    return tuple(
        Facts({**facts, **dict(zip(several, chosen, strict=True))})
        for chosen in product(*several.values())
    )


def terms_apart(
    name: str, codes: frozenset[str] | None, conditions: Iterable[Condition], vocabulary: Vocabulary
) -> tuple[frozenset[str], ...]:
    """The terms of a fact, each with what it falls under; none where they answer alike."""
    axis = vocabulary[AXIS_OF[name]]
    if codes is None or len(codes) < 2:
        return ()
    stated = narrowest(codes, axis)
    if len(stated) < 2:
        return ()
    terms = tuple([axis.expand((code, *(_above(code, axis) & codes))) for code in stated])
    asked = [condition for condition in conditions if condition.fact == name]
    answers = {tuple([truth_of(c, term, vocabulary) for c in asked]) for term in terms}
    return terms if len(answers) > 1 else ()


def together(parts: Iterable[Facts]) -> Facts:
    """Parts of one visit as one again: every field and occasion that they have.

    >>> parts = [Facts(trigger=frozenset({code})) for code in ("complaint", "covert-check")]
    >>> sorted(together(parts)["trigger"])
    ['complaint', 'covert-check']
    """
    first, *others = parts
    terms = {name: first[name].union(*(o[name] for o in others)) for name in MIXED if first[name]}
    return Facts({**first, **terms})


def by_field(parts: Iterable[Facts]) -> tuple[Facts, ...]:
    """Parts of one field of law as one."""
    fields: dict[frozenset[str] | None, list[Facts]] = {}
    for part in parts:
        fields.setdefault(part["domain"], []).append(part)
    return tuple(map(together, fields.values()))


def part_words(part: Facts, whole: Facts, vocabulary: Vocabulary) -> Text:
    """A part of a visit in words, by what tells it from the other parts."""
    names = [name for name in MIXED if part[name] != whole[name]]
    return Text(*(_named(part, names, vocabulary, lang) for lang in get_args(Lang)))


def _named(part: Facts, names: Sequence[str], vocabulary: Vocabulary, lang: Lang) -> str:
    axes = [(name, vocabulary[AXIS_OF[name]]) for name in names]
    labels = ([axis.label(c, lang) for c in narrowest(part[name], axis)] for name, axis in axes)
    first, *more = (("、" if lang == "zh" else ", ").join(several) for several in labels)
    if not more:
        return first
    return f"{first}（{more[0]}）" if lang == "zh" else f"{first} ({more[0]})"


# --- what exemptions cover --------------------------------------------------


@frozen(eq=False)
class Cover:
    """Which parts of a visit the exemptions cover.

    ``whole`` says whether every part is covered, ``some`` whether one is.
    """

    whole: Check
    some: Check
    covered: tuple[Text, ...] = ()
    left: tuple[Text, ...] = ()


def cover_of(asked: Check, parts: Sequence[tuple[Text, Check]]) -> Cover:
    """Bring the answers for the parts of a visit together with those for all of it.

    ``asked`` and every answer have one check for each exemption, in order.
    """
    truths = [check.truth for _, check in parts]
    every, some = all_of(truths), any_of(truths)
    unsure = Truth.UNKNOWN in (every, some)
    columns = zip(asked.parts, *(check.parts for _, check in parts), strict=True)
    grounds = tuple(_ground(column, truths, unsure=unsure) for column in columns)
    return Cover(
        whole=Check(asked.asked, every, parts=grounds),
        some=Check(_SOME_ASKED, some, parts=grounds),
        covered=tuple(words for words, check in parts if check.truth is Truth.YES),
        left=tuple(words for words, check in parts if check.truth is not Truth.YES),
    )


def _ground(column: Sequence[Check], truths: Sequence[Truth], *, unsure: bool) -> Check:
    """One exemption's answer: for a part that is open, where all hangs on it; else for all."""
    asked, *answers = column
    hanging = (a for a, t in zip(answers, truths, strict=True) if t is Truth.UNKNOWN and unsure)
    return next((answer for answer in hanging if answer.truth is Truth.UNKNOWN), asked)


_SOME_ASKED = Text("例外情形是否只及于部分事项", "an exemption holds for a part only")
