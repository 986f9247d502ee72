"""The judgement of a case: may it be closed, may it be written off, what is late, what is next.

:func:`check_case` brings together how the case stands, how its clocks read and
what it needs. A clock that is red comes first: what is overdue must be done
whether or not the case could be closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Any

from attrs import field, frozen

from bizenv.cases import telling
from bizenv.cases.clocks import clocks_of
from bizenv.cases.closure import ClosureRule, Step, missing_facts, needs_of, single_needs
from bizenv.cases.doubts import leaves_doubt
from bizenv.cases.due_times import due_differs
from bizenv.cases.readings import ClockReading, ClockState
from bizenv.cases.service_levels import Promise, ServiceLevel, case_fact
from bizenv.cases.stages import Stage
from bizenv.cases.states import CaseState, state_of
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Case, Time
from bizenv.cases.writing_off import WritingOffRule
from bizenv.kernel.fields import instance
from bizenv.kernel.findings import Check, Finding, MissingFact
from bizenv.kernel.legal import Citation
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import RulebookRef, Verdict

__all__ = ["CaseOutcome", "CaseRules", "CaseVerdict", "check_case"]


class CaseOutcome(StrEnum):
    """What is true of a case now (结论)."""

    CLOSABLE = "closable"
    """Everything is there; it may be closed."""
    NOT_CLOSABLE = "not-closable"
    MAY_BE_WRITTEN_OFF = "may-be-written-off"
    """It is closed, and everything is there; it may be written off."""
    NOT_TO_BE_WRITTEN_OFF = "not-to-be-written-off"
    OVERDUE = "overdue"
    """A promise is broken, and what was promised is still to be done."""
    ENDED = "ended"
    """Written off, withdrawn, merged or not accepted: nothing is left to do."""
    UNDETERMINED = "undetermined"

    @property
    def text(self) -> Text:
        """The outcome in words."""
        return _OUTCOMES[self]


_OUTCOMES = {
    CaseOutcome.CLOSABLE: Text("可以办结", "it may be closed"),
    CaseOutcome.NOT_CLOSABLE: Text("还不能办结", "it may not be closed yet"),
    CaseOutcome.MAY_BE_WRITTEN_OFF: Text("可以销号", "it may be written off"),
    CaseOutcome.NOT_TO_BE_WRITTEN_OFF: Text("还不能销号", "it may not be written off yet"),
    CaseOutcome.OVERDUE: Text("已经超期", "overdue"),
    CaseOutcome.ENDED: Text("已经结束", "ended"),
    CaseOutcome.UNDETERMINED: Text("无法判定", "undetermined"),
}


def _tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(value)


@frozen(kw_only=True, slots=False)
class CaseRules:
    """The rules on cases of one rulebook.

    ``writing_off`` says who may write cases off. ``citation`` is the document
    itself, for what no clause of its own says.

    Raises:
        UsageError: a promise needs a calendar or a clock that is not there.
    """

    service_level: ServiceLevel = field(validator=instance(ServiceLevel))
    closure: tuple[ClosureRule, ...] = field(default=(), converter=_tuple)
    writing_off: tuple[WritingOffRule, ...] = field(default=(), converter=_tuple)
    base: TimeBase = field(factory=TimeBase, validator=instance(TimeBase))
    citation: Citation = field(validator=instance(Citation))
    rulebook: RulebookRef = field(validator=instance(RulebookRef))

    def __attrs_post_init__(self) -> None:
        self.base.check(self.service_level)

    @property
    def each(self) -> tuple[Promise | ClosureRule | WritingOffRule, ...]:
        """Every rule, each of which binds requests received when its validity says."""
        return (*self.service_level.promises, *self.closure, *self.writing_off)

    @cached_property
    def undated(self) -> tuple[Promise | ClosureRule | WritingOffRule, ...]:
        """The rules of whose document no first day was seen."""
        return tuple(each for each in self.each if each.validity and not each.validity.stated)

    @property
    def names(self) -> frozenset[str]:
        """The names that matter of those who signed a closing, or wrote a case off."""
        signers = (rule.signers or () for rule in self.closure)
        return frozenset(chain(*signers, *(rule.by for rule in self.writing_off)))


@frozen(kw_only=True)
class CaseVerdict(Verdict[CaseOutcome]):
    """The verdict on a case: ``state`` is how it stands, ``clocks`` what they read."""

    state: CaseState
    at: Time
    clocks: tuple[ClockReading, ...] = ()

    @property
    def subject(self) -> Text:
        """Which case, how it stands, and when."""
        return telling.subject(self.state, self.at)

    def extra_lines(self, lang: Lang) -> list[str]:
        """Each clock on a line."""
        return [f"- {clock.say(lang)}" for clock in self.clocks]

    def extra_dict(self) -> dict[str, Any]:
        """The stage, the four facts and the clocks."""
        state = self.state
        return {
            "case": state.case.id,
            "at": self.at.isoformat(),
            "stage": state.stage.value,
            "closed": state.closed.value,
            "solved": state.solved.value,
            "satisfied": state.satisfied.value,
            "written_off": state.written_off.value,
            "clocks": [clock.to_dict() for clock in self.clocks],
        }


_GONE = frozenset({Stage.WITHDRAWN, Stage.MERGED, Stage.DECLINED})
"""These ended without having to be closed."""
_UNASKED = _GONE | {Stage.NOTHING}
"""Of these it is not asked what closing needs: they need not be closed, or had not begun."""


def check_case(case: Case, rules: CaseRules, at: Time) -> CaseVerdict:
    """Judge a case by the rules of a rulebook, as it stood at a time.

    A day as ``at`` means its end.

    Raises:
        UsageError: ``at`` is a local time, and the rules name no zone.
    """
    state = state_of(case, at, zone=rules.base.zone)
    clocks = clocks_of(state, rules.service_level, rules.base)
    step = Step.WRITING_OFF if state.stage in _CLOSED else Step.CLOSING
    received = rules.base.received(state)
    checks = _checks(state, rules, step, received)
    outcome = _outcome(state, clocks, checks, step)
    findings = (
        *telling.faults(case, state, rules.citation),
        *(finding for clock in clocks for finding in telling.clock_findings(clock, rules.citation)),
        *due_differs(state, clocks, rules.base.local),
        *telling.gaps(state, checks),
        *(f for rule in rules.writing_off if (f := rule.finding(state, received))),
        *_without_first_day(rules, state, received, clocks),
    )
    return CaseVerdict(
        outcome=outcome,
        rulebook=rules.rulebook,
        findings=findings,
        obligations=(
            *_obligations(state, clocks, checks),
            *_to_write_off(rules, state, outcome, received),
        ),
        missing=_missing(state, clocks, checks) if outcome is CaseOutcome.UNDETERMINED else (),
        checks=checks,
        state=state,
        at=at,
        clocks=clocks,
    )


_CLOSED = frozenset({Stage.CLOSED, Stage.WRITTEN_OFF})


def _checks(
    state: CaseState, rules: CaseRules, step: Step, received: date | None
) -> tuple[Check, ...]:
    """What was asked: what closing needs, or writing off once a case is closed."""
    if state.stage in _UNASKED:
        return ()
    return (needs_of(state, rules.closure, step, received),)


def _outcome(
    state: CaseState, clocks: Iterable[ClockReading], checks: tuple[Check, ...], step: Step
) -> CaseOutcome:
    states = {clock.state for clock in clocks if _bears(clock)}
    if state.stage in _GONE or state.stage is Stage.WRITTEN_OFF:
        return CaseOutcome.ENDED
    if state.stage is Stage.NOTHING:
        return CaseOutcome.UNDETERMINED
    if any(_surely_red(clock) for clock in clocks):
        return CaseOutcome.OVERDUE
    ready = checks[-1].truth
    if ClockState.RED in states or ClockState.UNDETERMINED in states or ready is Truth.UNKNOWN:
        return CaseOutcome.UNDETERMINED
    if step is Step.CLOSING:
        return CaseOutcome.CLOSABLE if ready is Truth.YES else CaseOutcome.NOT_CLOSABLE
    yes, no = CaseOutcome.MAY_BE_WRITTEN_OFF, CaseOutcome.NOT_TO_BE_WRITTEN_OFF
    return yes if ready is Truth.YES else no


def _bears(clock: ClockReading) -> bool:
    """Whether it matters to the outcome what a clock reads: it is not over, and not optional."""
    return clock.stop is None and not clock.optional


def _surely_red(clock: ClockReading) -> bool:
    """Whether a promise is overdue by days that are published."""
    return clock.state is ClockState.RED and not telling.is_guessed(clock)


def _missing(
    state: CaseState, clocks: Iterable[ClockReading], checks: tuple[Check, ...]
) -> tuple[MissingFact, ...]:
    """The facts that would settle it, each once."""
    found: list[MissingFact] = []
    if state.stage is Stage.NOTHING:
        found.append(case_fact("events" if leaves_doubt(state) else "received"))
    for clock in clocks:
        if _bears(clock):
            found += telling.open_facts(clock)
    for check in checks:
        found += missing_facts(check)
    return tuple(dict.fromkeys(found))


def _obligations(
    state: CaseState, clocks: Iterable[ClockReading], checks: tuple[Check, ...]
) -> tuple[Obligation, ...]:
    """What is to be done next: what was promised, by when, and what is still needed."""
    if state.stage in _UNASKED or state.stage is Stage.WRITTEN_OFF:
        return ()
    promised = [telling.promised(clock, state.lead) for clock in clocks if clock.owed]
    needs = (part for check in checks for _, part in single_needs(check))
    needed = [telling.needed(part) for part in needs if part.truth is Truth.NO]
    due_first = sorted(promised, key=lambda duty: (duty.due is None, duty.due or date.min))
    return (*due_first, *needed)


def _to_write_off(
    rules: CaseRules, state: CaseState, outcome: CaseOutcome, received: date | None
) -> Iterator[Obligation]:
    """Who has to write a case off that is ready for it."""
    if outcome is CaseOutcome.MAY_BE_WRITTEN_OFF:
        for rule in rules.writing_off:
            if rule.applies(state.case, received) is Truth.YES:
                yield rule.duty()


def _without_first_day(
    rules: CaseRules, state: CaseState, received: date | None, clocks: Iterable[ClockReading]
) -> Iterator[Finding]:
    """That a document is taken as in force of which no first day was seen, once for each."""
    if not rules.undated or state.stage is Stage.NOTHING:
        return
    promised = {id(clock.promise) for clock in clocks}
    told: set[str] = set()
    for rule in rules.undated:
        if isinstance(rule, Promise):
            binds = id(rule) in promised
        else:
            binds = rule.applies(state.case, received) is not Truth.NO
        issued, source = rule.citation.source.issued, rule.citation.source.id
        before = issued is None or (received is not None and received < issued)
        if binds and before and source not in told:
            told.add(source)
            yield telling.start_unstated(rule.citation)
