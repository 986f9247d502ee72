"""What one version says of a visit: the order of judgement, followed step by step.

The order is that of the field: is it an inspection at all; is the rule in
scope and in force; is any day in the window; does an exemption apply; is there
an approval that the rule admits; is a catch-all ground claimed; does an
exemption cover a part; may one that was not seen hold; else it is forbidden.
Where a fact is missing, both ways are followed, and the outcome is undetermined
only if they differ and not all of them are lawful.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from bizenv.inspections.grounds import missing_facts
from bizenv.inspections.hearings import Hearing
from bizenv.inspections.quiet_periods import Duty, Situation, Window
from bizenv.inspections.values import InspectionOutcome
from bizenv.inspections.wording import Wording
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Check, Finding, MissingFact

__all__ = ["Ruling", "outcome_in", "rule"]


@frozen
class Ruling:
    """What one version says of a situation in one window."""

    outcome: InspectionOutcome
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    missing: tuple[MissingFact, ...]


@frozen(eq=False)
class _Step:
    """One question on the way: whether the judgement ends here, and how it ends then."""

    ends: Truth
    outcome: InspectionOutcome
    asked: Check
    findings: Callable[[Wording], tuple[Finding, ...]]
    situation: Situation | None = None

    @property
    def bears_on_force(self) -> bool:
        """Whether it matters here that the rule is in force: it binds, or is excused."""
        return self.situation is not None or not self.outcome.lawful


_UNEXCUSED = (InspectionOutcome.FORBIDDEN, InspectionOutcome.NEEDS_REVIEW)


def outcome_in(window: Window, hearing: Hearing) -> InspectionOutcome:
    """The outcome of :func:`rule` alone."""
    return _outcome(_reached(window, hearing))


def rule(window: Window, hearing: Hearing, wording: Wording) -> Ruling:
    """Follow the order of judgement; where an answer is unknown, follow both ways."""
    reached = _reached(window, hearing)
    outcome, last = _outcome(reached), reached[-1]
    findings, missing = last.findings(wording), missing_facts(_open(reached))
    situations = {step.situation for step in reached}  # each of them may turn out to be the one
    duties = tuple(d for d in hearing.version.duties if not situations.isdisjoint(d.situations))
    if outcome is InspectionOutcome.UNDETERMINED:
        duties = ()
        findings = (wording.undetermined(missing, _outcomes(reached)),)
    elif len(reached) > 1 and duties and outcome.lawful:
        findings = (*findings, wording.lawful_either_way(missing, _outcomes(reached)))
    if hearing.approved_late and outcome in _UNEXCUSED:
        findings = (*findings, wording.approved_late(outcome))
    if window is Window.INSIDE_START_UNSTATED and last.bears_on_force:
        findings = (*findings, wording.start_unstated())
    undetermined = outcome is InspectionOutcome.UNDETERMINED
    return Ruling(outcome, findings, duties, missing if undetermined else ())


def _reached(window: Window, hearing: Hearing) -> list[_Step]:
    """The steps at which the judgement ends or may end; the last one surely ends it."""
    reached, steps = [], _steps(window, hearing)
    while (step := next(steps)).ends is not Truth.YES:
        if step.ends is Truth.UNKNOWN:
            reached.append(step)
    return [*reached, step]


def _outcome(reached: list[_Step]) -> InspectionOutcome:
    """The outcome that stands: open only where what may happen is not all lawful."""
    outcomes = set(_outcomes(reached))
    if len(outcomes) > 1 and not all(outcome.lawful for outcome in outcomes):
        return InspectionOutcome.UNDETERMINED
    return reached[-1].outcome


def _outcomes(reached: Iterable[_Step]) -> list[InspectionOutcome]:
    return [step.outcome for step in reached]


def _open(reached: Iterable[_Step]) -> list[Check]:
    return [step.asked for step in reached if step.ends is Truth.UNKNOWN]


def _steps(window: Window, hearing: Hearing) -> Iterator[_Step]:
    """The steps of the judgement in order; the last one always ends it."""
    yield from _subject_steps(hearing)
    yield from _window_steps(window)
    yield from _excuse_steps(hearing)
    yield from _doubt_steps(hearing)
    yield _Step(Truth.YES, InspectionOutcome.FORBIDDEN, hearing.regulated, Wording.forbidden)


def _subject_steps(hearing: Hearing) -> Iterator[_Step]:
    """Is it an inspection at all, and does the rule cover it?"""
    asked = hearing.regulated

    def no_inspection(wording: Wording) -> tuple[Finding, ...]:
        excepted = (check for part in asked.parts[1:] for check in part.parts)
        return wording.no_inspection(next((c for c in excepted if c.truth is not Truth.NO), None))

    yield _Step(~asked.truth, InspectionOutcome.NOT_AN_INSPECTION, asked, no_inspection)
    scope = hearing.scope
    yield _Step(~scope.truth, InspectionOutcome.ALLOWED, scope, Wording.out_of_scope)


def _window_steps(window: Window) -> Iterator[_Step]:
    """Is the rule in force, and is the day quiet?"""
    ends, check = _WINDOWS.get(window, (Truth.NO, _DAYS_CHECK))
    idle = window in (Window.NOT_IN_FORCE, Window.START_UNSETTLED)
    yield _Step(
        ends,
        InspectionOutcome.ALLOWED,
        check,
        Wording.not_in_force if idle else Wording.outside,
        None if idle else Situation.OUTSIDE,
    )


def _excuse_steps(hearing: Hearing) -> Iterator[_Step]:
    """Does an exemption hold, was it approved, is a catch-all claimed?"""
    exempt, claimed = hearing.exempt, hearing.claimed
    yield _Step(
        exempt.truth,
        InspectionOutcome.EXEMPT,
        exempt,
        lambda wording: wording.exempt(_holding(exempt)),
        Situation.EXEMPT,
    )
    approved = hearing.approved
    yield _Step(
        approved.truth, InspectionOutcome.ALLOWED, approved, Wording.approved, Situation.APPROVED
    )
    yield _Step(
        claimed.truth,
        InspectionOutcome.NEEDS_REVIEW,
        claimed,
        lambda wording: wording.claimed(_holding(claimed)),
        Situation.REVIEW,
    )


def _doubt_steps(hearing: Hearing) -> Iterator[_Step]:
    """Is a part of it exempt, or may it be so by an exemption that was not seen?"""
    cover, unseen = hearing.cover, hearing.unseen
    if cover:
        yield _Step(
            cover.some.truth,
            InspectionOutcome.NEEDS_REVIEW,
            cover.some,
            lambda wording: wording.partly_covered(cover),
            Situation.EXEMPT,
        )
    yield _Step(
        unseen.truth,
        InspectionOutcome.NEEDS_REVIEW,
        unseen,
        Wording.exemptions_unseen,
        Situation.REVIEW,
    )


def _holding(asked: Check) -> list[Check]:
    return [part for part in asked.parts if part.truth is Truth.YES]


_START_CHECK = Check(
    asked=Text("规则的施行日期", "first day of force"), truth=Truth.UNKNOWN, fact="in_force"
)
_DAYS_CHECK = Check(
    asked=Text("安静日的具体日期", "which days are quiet"), truth=Truth.UNKNOWN, fact="window"
)
_WINDOWS = {
    Window.NOT_IN_FORCE: (Truth.YES, _START_CHECK),
    Window.OUTSIDE: (Truth.YES, _DAYS_CHECK),
    Window.START_UNSETTLED: (Truth.UNKNOWN, _START_CHECK),
    Window.DAYS_UNSETTLED: (Truth.UNKNOWN, _DAYS_CHECK),
}
"""Where a window itself ends the judgement, or may end it."""
