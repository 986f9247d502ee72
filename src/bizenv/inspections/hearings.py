"""What one version of a quiet period asks of a visit's facts, whatever the day.

A *hearing* holds the questions of a version with their answers: is it an
inspection at all; is it in scope; does an exemption hold; was it approved; is
a catch-all ground claimed; may an exemption that was not seen hold. What
follows from them on some day is the ruling (:mod:`bizenv.inspections.rulings`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

from attrs import frozen

from bizenv.inspections.grounds import answer, any_holds, in_scope, meets, truth_of
from bizenv.inspections.memos import Memo
from bizenv.inspections.mixed import (
    FIELDS_OF_LAW,
    Cover,
    by_field,
    cover_of,
    part_words,
    parts_of,
    together,
)
from bizenv.inspections.quiet_periods import Condition, Ground, QuietVersion
from bizenv.inspections.situations import AXIS_OF, LATE, Facts
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth, any_of
from bizenv.kernel.verdict import Check
from bizenv.kernel.vocabulary import Vocabulary

__all__ = ["Hearing", "Questions"]

_MOST = 500
"""Answers kept of each question; about 1 KiB each."""


@frozen(eq=False)
class Hearing:
    """The questions of one version, answered."""

    version: QuietVersion
    regulated: Check
    scope: Check
    exempt: Check
    approved: Check
    claimed: Check
    unseen: Check
    cover: Cover | None = None
    """How far the exemptions go, where they do not treat all parts of the visit alike."""

    @property
    def checks(self) -> tuple[Check, ...]:
        """The questions that asked anything."""
        every = (
            *(self.regulated, self.scope, self.exempt, self.approved, self.claimed),
            self.unseen,
        )
        return tuple([check for check in every if check.parts])

    @property
    def approved_late(self) -> bool:
        """Whether an approval that the rule admits was given only after the start."""
        return any(part.read == _AFTER_THE_START for part in self.approved.parts)

    @property
    def held(self) -> tuple[Ground, ...]:
        """The exemptions, catch-all grounds among them, that are surely met."""
        grounds = sorted(self.version.exemptions, key=lambda ground: ground.catch_all)
        answers = zip(grounds, (*self.exempt.parts, *self.claimed.parts), strict=True)
        return tuple(ground for ground, check in answers if check.truth is Truth.YES)


Question: TypeAlias = Callable[[Facts], Check]


class Questions:
    """The questions of one version; answers to equal facts are given once and kept.

    >>> from bizenv.testing import a_quiet_version
    >>> from bizenv.rulebooks.vocabulary import base_vocabulary
    >>> questions = Questions(a_quiet_version(), base_vocabulary())
    >>> questions.hear(Facts(trigger=frozenset({"complaint"}))).exempt.truth
    Truth.YES
    """

    def __init__(self, version: QuietVersion, vocabulary: Vocabulary) -> None:
        self.version = version
        self._vocabulary = vocabulary = _told_apart(version, vocabulary)
        self._excepted = [c for g in version.not_inspections for c in g.conditions]
        self._regulated = _kept(
            (Condition("act", version.acts), *self._excepted),
            lambda facts: _is_inspection(version, facts, vocabulary),
        )
        self._scope = _kept(version.covers, lambda facts: in_scope(version, facts, vocabulary))
        self._approved = _kept((_APPROVED,), lambda facts: _approval(version, facts, vocabulary))
        exemptions = [ground for ground in version.exemptions if not ground.catch_all]
        catch_alls = [ground for ground in version.exemptions if ground.catch_all]
        self._exempt = _any_of(_EXEMPT_ASKED, exemptions, vocabulary)
        self._claimed = _any_of(_CLAIMED_ASKED, catch_alls, vocabulary)
        unseen = version.may_be_exempt
        self._unseen = _kept(
            unseen,
            lambda facts: any_holds(_UNSEEN_ASKED, [answer(c, facts, vocabulary) for c in unseen]),
        )
        self._exempting = [c for ground in exemptions for c in ground.conditions]

    def hear(self, facts: Facts) -> Hearing:
        """Ask everything that the version asks."""
        every = parts_of(facts, self._excepted, self._vocabulary)
        regulated, parts = self._regulated_parts(every)
        if len(parts) in (0, len(every)):
            exempt, cover = self._exempt_parts(facts, (facts,))
        else:
            exempt, cover = self._exempt_parts(together(parts), by_field(parts))
        return Hearing(
            version=self.version,
            regulated=regulated,
            scope=self._scope(facts),
            exempt=exempt,
            approved=self._approved(facts),
            claimed=self._claimed(facts),
            unseen=self._unseen(facts),
            cover=cover,
        )

    def _regulated_parts(self, parts: Sequence[Facts]) -> tuple[Check, Sequence[Facts]]:
        """The surest answer of any part, and the parts that are, or may be, inspections.

        A visit is no inspection only if none of its parts is one.
        """
        answers = [self._regulated(part) for part in parts]
        surest = max(answers, key=lambda check: _SUREST.index(check.truth))
        some = zip(parts, answers, strict=True)
        return surest, [part for part, check in some if check.truth is not Truth.NO]

    def _exempt_parts(self, facts: Facts, fields: Sequence[Facts]) -> tuple[Check, Cover | None]:
        """Whether the exemptions cover every part, and how far they go where they differ.

        A part is a field of law, on whatever occasions it is looked at.
        """
        parts = [
            part
            for field in fields
            for part in parts_of(field, self._exempting, self._vocabulary, FIELDS_OF_LAW)
        ]
        answers = [self._exempt(part) for part in parts]
        if len({tuple(ground.truth for ground in check.parts) for check in answers}) < 2:
            return self._exempt(parts[0] if len(parts) == 1 else facts), None
        words = [part_words(part, facts, self._vocabulary) for part in parts]
        cover = cover_of(self._exempt(facts), tuple(zip(words, answers, strict=True)))
        return cover.whole, cover


def _told_apart(version: QuietVersion, vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary as a version means it: a term that it names is no other term."""
    named: dict[str, set[str]] = {}
    for condition in version.conditions:
        if condition.terms and condition.fact in AXIS_OF:
            named.setdefault(AXIS_OF[condition.fact], set()).update(condition.terms)
    return vocabulary.telling_apart(named)


def _kept(conditions: Iterable[Condition], ask: Question) -> Question:
    """The question, with its answers kept by the facts that its conditions ask about."""
    names = _names(conditions)
    if not names:
        settled = ask(Facts())
        return lambda _: settled
    read: Callable[[Facts], Any] = itemgetter(*names)
    if len(names) == 1:
        answers = Memo[Any, Check](lambda key: ask(Facts({names[0]: key})), most=_MOST)
    else:
        answers = Memo(lambda key: ask(Facts(zip(names, key, strict=True))), most=_MOST)
    return lambda facts: answers[read(facts)]


def _names(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """The facts that some conditions ask about, each once."""
    return tuple(dict.fromkeys(condition.fact for condition in conditions))


def _any_of(asked: Text, grounds: Sequence[Ground], vocabulary: Vocabulary) -> Question:
    """Whether one of some grounds is met; those that ask about the same facts are kept as one."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for place, ground in enumerate(grounds):
        alike.setdefault(_names(ground.conditions), []).append(place)

    def asking(places: Iterable[int]) -> Question:
        some = [grounds[place] for place in places]
        conditions = [condition for ground in some for condition in ground.conditions]
        return _kept(
            conditions, lambda facts: any_holds(asked, [meets(g, facts, vocabulary) for g in some])
        )

    questions = [asking(places) for places in alike.values()] or [asking(())]
    if len(questions) == 1:
        return questions[0]
    order = [place for places in alike.values() for place in places]
    in_order = itemgetter(*map(order.index, range(len(order))))

    def ask(facts: Facts) -> Check:
        checks = [question(facts) for question in questions]
        parts = in_order([part for check in checks for part in check.parts])
        return Check(asked, any_of([check.truth for check in checks]), parts=parts)

    return ask


def _is_inspection(version: QuietVersion, facts: Facts, vocabulary: Vocabulary) -> Check:
    """Whether the act is one that the rule regulates, and no exception to the word."""
    regulated = Ground("act", _ACT_ASKED, version.citation, acts=version.acts)
    act = meets(regulated, facts, vocabulary)
    excepted = [meets(ground, facts, vocabulary) for ground in version.not_inspections]
    outside = any_holds(_EXCEPTED_ASKED, excepted)
    return Check(
        asked=_INSPECTION_ASKED,
        truth=act.truth & ~outside.truth,
        parts=(act, outside) if excepted else (act,),
    )


def _approval(version: QuietVersion, facts: Facts, vocabulary: Vocabulary) -> Check:
    """Whether an approval that the rule admits was given, by the day of the start."""
    if version.approval is None:
        return Check(asked=_APPROVAL_ASKED, truth=Truth.NO)
    part = Check(
        asked=_APPROVAL_ASKED,
        truth=truth_of(_APPROVED, facts["approved"], vocabulary),
        read=_AFTER_THE_START if facts["approved"] == LATE else None,
        expected=version.approval.by,
        citation=version.approval.citation,
        fact="approved",
    )
    return Check(asked=_APPROVAL_ASKED, truth=part.truth, parts=(part,))


_SUREST = (Truth.NO, Truth.UNKNOWN, Truth.YES)
_UNSEEN_ASKED = Text("是否可能属于没有见到的例外情形", "an exemption that was not seen may hold")
_APPROVED = Condition("approved")
_AFTER_THE_START = Text("检查开始之后才批准", "after the start of the visit")
_INSPECTION_ASKED = Text("是否属于检查", "an inspection at all")
_ACT_ASKED = Text("是否属于规制的行为", "an act that is regulated")
_EXCEPTED_ASKED = Text("是否属于不算检查的情形", "a visit that is no inspection")
_APPROVAL_ASKED = Text("是否已获批准", "approved")
_EXEMPT_ASKED = Text("是否有例外情形", "an exemption holds")
_CLAIMED_ASKED = Text("是否主张兜底情形", "a catch-all ground is claimed")
