"""What a case needs before it may be closed, and before it may be written off (办结与销号条件).

Closed, solved, satisfied and written off are four facts, so the conditions are
asked one by one, each yes, no or unknown, each with its clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache

from attrs import field, frozen

from bizenv.cases.cycles import Cycle, Doubt
from bizenv.cases.service_levels import case_fact, in_force
from bizenv.cases.states import CaseState
from bizenv.cases.values import Case, Event, EventKind, Grade
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import instance, member
from bizenv.kernel.findings import Check, MissingFact
from bizenv.kernel.legal import Citation, Validity
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth, all_of

__all__ = ["ASKING", "ClosureRule", "Need", "Step", "missing_facts", "needs_of", "single_needs"]


class Step(StrEnum):
    """What a case is about to take: closing or writing off (环节)."""

    CLOSING = "closing"
    WRITING_OFF = "writing-off"

    @property
    def text(self) -> Text:
        """The step in words."""
        return _STEPS[self]


_STEPS = {
    Step.CLOSING: Text("办结", "closing"),
    Step.WRITING_OFF: Text("销号", "writing off"),
}


class Need(StrEnum):
    """What may be needed (条件)."""

    REPLY = "reply"
    """The enterprise was given a reply."""
    OUTCOME = "outcome"
    """The matter is settled, or it was explained why it cannot be."""
    MEASURE = "measure"
    """A matter of a whole sector: it is settled by a measure, or a study project was opened."""
    ASKED = "asked"
    """The enterprise was asked what it thinks of it, whatever it answered."""
    FOLLOW_UP = "follow-up"
    """The enterprise was asked and is at least basically satisfied, or there is a reason."""
    SIGNATURE = "signature"
    """Somebody in charge signed that the case is closed."""

    @property
    def text(self) -> Text:
        """The need as a question."""
        return _NEEDS[self]


_NEEDS = {
    Need.REPLY: Text("已经答复", "a reply was given"),
    Need.OUTCOME: Text("已经解决或者解释说明", "the matter is settled or explained"),
    Need.MEASURE: Text("已经出台措施或者课题立项", "a measure was taken or a study project opened"),
    Need.ASKED: Text(
        "已经征求企业意见，或者有规定的理由",
        "the enterprise was asked what it thinks, or a reason that the rule admits",
    ),
    Need.FOLLOW_UP: Text(
        "已经回访，满意或者基本满意，或者有规定的理由",
        "followed up: satisfied, basically satisfied, or a reason that the rule admits",
    ),
    Need.SIGNATURE: Text("办结已经签批", "the closing was signed"),
}
_CLOSING = frozenset({EventKind.RESOLVED, EventKind.EXPLAINED, EventKind.CLOSED})
_MAKERS = {
    Need.REPLY: frozenset({EventKind.REPLIED}),
    Need.OUTCOME: frozenset({EventKind.RESOLVED, EventKind.EXPLAINED}),
    Need.MEASURE: frozenset({EventKind.RESOLVED, EventKind.STUDY_OPENED}),
    Need.ASKED: frozenset({EventKind.FOLLOWED_UP}),
    Need.FOLLOW_UP: frozenset({EventKind.FOLLOWED_UP}),
    Need.SIGNATURE: _CLOSING,
}
ASKING = frozenset({Need.ASKED, Need.FOLLOW_UP})
"""The needs for which the enterprise is asked, so that nobody may be reached."""
_SATISFIED = frozenset({Grade.SATISFIED, Grade.BASICALLY_SATISFIED})
_ANSWERS = frozenset(Grade) - {Grade.UNREACHABLE}


def _need(value: Need | str) -> Need:
    return member(Need, value)


def _step(value: Step | str) -> Step:
    return member(Step, value)


def _names(value: Iterable[str] | str | None) -> frozenset[str] | None:
    if value is None:
        return None
    return frozenset((value,) if isinstance(value, str) else value)


def _reasons(value: Iterable[str] | str) -> frozenset[str]:
    return _names(value) or frozenset()


@frozen(cache_hash=True)
class ClosureRule:
    """One thing that is needed before a step, of which kinds of case, by which clause.

    ``kinds`` and ``channels`` are those of the cases, None for all; ``validity``
    says of requests received when. ``signers`` are who may sign, None for anybody.
    Where the enterprise is asked, ``reasons`` are the causes that stand in for
    its answer, ``tries`` after how many attempts an enterprise that cannot be
    reached needs no more.

    Raises:
        UsageError: an option has no meaning for the need.
    """

    need: Need = field(converter=_need)
    before: Step = field(converter=_step)
    kinds: frozenset[str] | None = field(default=None, converter=_names, kw_only=True)
    channels: frozenset[str] | None = field(default=None, converter=_names, kw_only=True)
    signers: frozenset[str] | None = field(default=None, converter=_names, kw_only=True)
    reasons: frozenset[str] = field(default=(), converter=_reasons, kw_only=True)
    tries: int | None = field(default=None, kw_only=True)
    validity: Validity | None = field(default=None, kw_only=True)
    citation: Citation = field(validator=instance(Citation), kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.signers is not None and self.need is not Need.SIGNATURE:
            raise UsageError(f"signers: expected them for a {Need.SIGNATURE.value} only")
        if (self.reasons or self.tries is not None) and self.need not in ASKING:
            names = " or ".join(need.value for need in Need if need in ASKING)
            raise UsageError(f"reasons, tries: expected them for {names} only")
        if self.tries is not None and (type(self.tries) is not int or self.tries < 1):
            raise UsageError(f"tries={self.tries!r}: expected a whole number of 1 or more")

    def applies(self, case: Case, received: date | None = None) -> Truth:
        """Whether it is asked of a case received on a day; unknown where a fact is."""
        if self.kinds is self.channels is None:
            return in_force(self.validity, received)
        return all_of([self._asks(name, case, received) for name in _ASKED])

    def _asks(self, name: str, case: Case, received: date | None) -> Truth:
        if name == "received":
            return in_force(self.validity, received)
        codes = self.kinds if name == "kind" else self.channels
        if codes is None:
            return Truth.YES
        fact = getattr(case, name)
        return Truth.UNKNOWN if fact is None else Truth.of(fact in codes)

    def met(self, state: CaseState) -> Truth:
        """Whether what is needed is there, in the last cycle."""
        cycle = state.cycles[-1]
        truth = _ASK[self.need](self, cycle)
        if truth is Truth.UNKNOWN:
            return truth
        doubt = Doubt.of(state.case, state.faults)
        return truth if doubt is None else doubt.about(truth, _MAKERS[self.need])

    def check(self, state: CaseState, received: date | None = None) -> Check | None:
        """The question and its answer; None where it is not asked of such a case."""
        case = state.case
        applies = self.applies(case, received)
        if applies is Truth.NO:
            return None
        met = self.met(state)
        fact: str | None = None
        if applies is Truth.UNKNOWN and met is not Truth.YES:
            met = Truth.UNKNOWN
            fact = next(n for n in _ASKED if self._asks(n, case, received) is Truth.UNKNOWN)
        elif met is Truth.UNKNOWN:
            fact = self._open_fact(state)
        return _answered(self, met, fact)

    def _open_fact(self, state: CaseState) -> str:
        if _ASK[self.need](self, state.cycles[-1]) is not Truth.UNKNOWN:
            return "events"
        return _OPEN[self.need]


_ASKED = ("kind", "channel", "received")
"""The facts of a case on which it hangs whether something is asked of it."""


@lru_cache(1_024)
def _answered(rule: ClosureRule, met: Truth, fact: str | None) -> Check:
    return Check(rule.need.text, met, citation=rule.citation, fact=fact)


_OPEN = {
    Need.OUTCOME: "outcome",
    Need.ASKED: "grade",
    Need.FOLLOW_UP: "grade",
    Need.SIGNATURE: "by",
}


# --- the questions ------------------------------------------------------------------


def _happened(rule: ClosureRule, cycle: Cycle) -> Truth:
    return Truth.of(any(event.kind in _MAKERS[rule.need] for event in cycle.events))


def _outcome(rule: ClosureRule, cycle: Cycle) -> Truth:
    """Closed without a word on the matter: nobody knows whether it was settled."""
    told = _happened(rule, cycle)
    if told is Truth.NO and cycle.first(EventKind.CLOSED) is not None:
        return Truth.UNKNOWN
    return told


def _follow_up(rule: ClosureRule, cycle: Cycle) -> Truth:
    """The last answer counts; nobody reached is no answer."""
    asked = [event for event in cycle.events if event.kind is EventKind.FOLLOWED_UP]
    answers = [event for event in asked if event.grade is not Grade.UNREACHABLE]
    if answers:
        return _answer(rule, answers[-1])
    if any(event.cause in rule.reasons for event in asked):
        return Truth.YES
    return Truth.of(rule.tries is not None and len(asked) >= rule.tries)


def _answer(rule: ClosureRule, event: Event) -> Truth:
    """Whether an answer is enough; one whose grade is not known may be no answer at all."""
    enough = _SATISFIED if rule.need is Need.FOLLOW_UP else _ANSWERS
    if event.grade in enough or event.cause in rule.reasons:
        return Truth.YES
    return Truth.UNKNOWN if event.grade is None else Truth.NO


def _signature(rule: ClosureRule, cycle: Cycle) -> Truth:
    closings = [event for event in cycle.events if event.kind in _CLOSING]
    signed = [event.by for event in closings if event.by is not None]
    if any(rule.signers is None or by in rule.signers for by in signed):
        return Truth.YES
    return Truth.UNKNOWN if len(signed) < len(closings) else Truth.NO


_ASK = {
    Need.REPLY: _happened,
    Need.OUTCOME: _outcome,
    Need.MEASURE: _happened,
    Need.ASKED: _follow_up,
    Need.FOLLOW_UP: _follow_up,
    Need.SIGNATURE: _signature,
}


def needs_of(
    state: CaseState, rules: Sequence[ClosureRule], step: Step, received: date | None = None
) -> Check:
    """Everything that a step needs, as one question whose parts are the needs.

    Writing off needs what closing needs besides, so its first part is that
    question, where anything is needed for closing. ``received`` is the day of
    the request, by which the version is chosen.
    """
    asked = (rule for rule in rules if rule.before is step)
    parts = tuple(check for rule in asked if (check := rule.check(state, received)) is not None)
    if step is Step.WRITING_OFF:
        closing = needs_of(state, rules, Step.CLOSING, received)
        parts = (closing, *parts) if closing.parts else parts
    return Check(_READY[step], all_of([part.truth for part in parts]), parts=parts)


_READY = {
    step: Text("{step}的条件齐备", "everything that {step} needs").filled(step=step.text)
    for step in Step
}


def single_needs(check: Check) -> Iterator[tuple[Step, Check]]:
    """The needs of a question one by one, each with the step that asks for it.

    >>> from bizenv.cases.states import state_of
    >>> from bizenv.testing import a_citation
    >>> from bizenv.testing.cases import a_case
    >>> rules = [ClosureRule("follow-up", "writing-off", citation=a_citation()),
    ...          ClosureRule("reply", "closing", citation=a_citation())]
    >>> state = state_of(a_case("received", "closed"))
    >>> check = needs_of(state, rules, Step.WRITING_OFF)
    >>> [step.value for step, _ in single_needs(check)]
    ['closing', 'writing-off']
    """
    step = next(step for step in Step if check.asked is _READY[step])
    for part in check.parts:
        if part.citation is None:  # every need has its clause; what closing needs has several
            yield from single_needs(part)
        else:
            yield step, part


def missing_facts(check: Check) -> tuple[MissingFact, ...]:
    """The facts that would settle the needs that are unknown, each once."""
    facts = (part.fact for _, part in single_needs(check) if part.truth is Truth.UNKNOWN)
    return tuple(case_fact(name) for name in dict.fromkeys(facts) if name is not None)
