"""What one version of a quiet period asks of a visit's facts, whatever the day.

A *hearing* holds the five questions of a version with their answers: is it an
inspection at all; is it in scope; does an exemption hold; was it approved; is
a catch-all ground claimed. What follows from them on some day is the ruling
(:mod:`bizenv.inspections.rulings`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

from attrs import frozen

from bizenv.inspections.grounds import any_holds, in_scope, meets
from bizenv.inspections.memos import Memo
from bizenv.inspections.quiet_periods import Condition, Ground, QuietVersion
from bizenv.inspections.situations import Facts
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

    @property
    def checks(self) -> tuple[Check, ...]:
        """The questions that asked anything."""
        every = (self.regulated, self.scope, self.exempt, self.approved, self.claimed)
        return tuple([check for check in every if check.parts])

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
        regulated = [c for g in version.not_inspections for c in g.conditions]
        self._regulated = _kept(
            (Condition("act", version.acts), *regulated),
            lambda facts: _is_inspection(version, facts, vocabulary),
        )
        self._scope = _kept(version.covers, lambda facts: in_scope(version, facts, vocabulary))
        self._approved = _kept((Condition("approved"),), lambda facts: _approval(version, facts))
        exemptions = [ground for ground in version.exemptions if not ground.catch_all]
        catch_alls = [ground for ground in version.exemptions if ground.catch_all]
        self._exempt = _any_of(_EXEMPT_ASKED, exemptions, vocabulary)
        self._claimed = _any_of(_CLAIMED_ASKED, catch_alls, vocabulary)

    def hear(self, facts: Facts) -> Hearing:
        """Ask everything that the version asks."""
        return Hearing(
            version=self.version,
            regulated=self._regulated(facts),
            scope=self._scope(facts),
            exempt=self._exempt(facts),
            approved=self._approved(facts),
            claimed=self._claimed(facts),
        )


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

    def together(places: Iterable[int]) -> Question:
        some = [grounds[place] for place in places]
        conditions = [condition for ground in some for condition in ground.conditions]
        return _kept(
            conditions, lambda facts: any_holds(asked, [meets(g, facts, vocabulary) for g in some])
        )

    questions = [together(places) for places in alike.values()] or [together(())]
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


def _approval(version: QuietVersion, facts: Facts) -> Check:
    """Whether an approval that the rule admits was given."""
    if version.approval is None:
        return Check(asked=_APPROVAL_ASKED, truth=Truth.NO)
    part = Check(
        asked=_APPROVAL_ASKED,
        truth=Truth.of(facts["approved"]),
        expected=version.approval.by,
        citation=version.approval.citation,
        fact="approved",
    )
    return Check(asked=_APPROVAL_ASKED, truth=part.truth, parts=(part,))


_INSPECTION_ASKED = Text("是否属于检查", "an inspection at all")
_ACT_ASKED = Text("是否属于规制的行为", "an act that is regulated")
_EXCEPTED_ASKED = Text("是否属于不算检查的情形", "a visit that is no inspection")
_APPROVAL_ASKED = Text("是否已获批准", "approved")
_EXEMPT_ASKED = Text("是否有例外情形", "an exemption holds")
_CLAIMED_ASKED = Text("是否主张兜底情形", "a catch-all ground is claimed")
