"""The judgement: may this visit take place, by which clause, and if not, when.

Each version of each quiet period rules on the visit's situation
(:mod:`bizenv.inspections.rulings`); here the rulings of the versions that are
in force on its days are brought together, and the strictest stands.

None of the documents seen makes a penalty void because of the day. A breach is
a finding on compliance and never a claim of nullity.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from attrs import define, frozen

from bizenv.inspections.grounds import read_facts, situation_of
from bizenv.inspections.quiet_periods import Duty, QuietPeriod, QuietVersion, Window
from bizenv.inspections.rulings import Judged, judge
from bizenv.inspections.values import Inspection, InspectionOutcome, InspectionVerdict
from bizenv.inspections.windows import days_of, next_free, window_of
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Check, Finding, MissingFact, Obligation, RulebookRef
from bizenv.kernel.vocabulary import Vocabulary

__all__ = ["InspectionRules", "Told", "check_inspection", "outcome_of"]

_SHOWN_DAYS = 10

Situated: TypeAlias = tuple[Any, ...]
"""A situation as :func:`~bizenv.inspections.grounds.situation_of` gives it."""

_RANK = {
    outcome: rank
    for rank, outcome in enumerate(
        (
            InspectionOutcome.NOT_AN_INSPECTION,
            InspectionOutcome.ALLOWED,
            InspectionOutcome.EXEMPT,
            InspectionOutcome.NEEDS_REVIEW,
            InspectionOutcome.UNDETERMINED,
            InspectionOutcome.FORBIDDEN,
        )
    )
}


@frozen(eq=False)
class Told:
    """What all quiet periods together say of a situation that stands in given windows.

    It holds everything of a verdict that does not depend on who and on which
    day: visits of one situation in the same windows share it.
    """

    outcome: InspectionOutcome
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    missing: tuple[MissingFact, ...]
    checks: tuple[Check, ...]
    rule: str
    clause: str
    codes: tuple[str, ...]
    inside: tuple[QuietVersion, ...]
    """The versions in whose window the visit surely lies."""
    barring: tuple[QuietVersion, ...]
    """Where the visit may not surely take place: the versions that would bar it."""


@define(slots=False, frozen=True, kw_only=True)
class InspectionRules:
    """The rules on inspections of one rulebook.

    What they say of a situation is worked out once and kept; the number of
    things kept is bounded.
    """

    quiet_periods: tuple[QuietPeriod, ...]
    vocabulary: Vocabulary
    rulebook: RulebookRef

    @cached_property
    def versions(self) -> tuple[QuietVersion, ...]:
        """Every version of every quiet period, in order."""
        return tuple(v for period in self.quiet_periods for v in period.versions)

    @cached_property
    def asks(self) -> frozenset[str]:
        """The facts of a visit that some version asks about."""
        return frozenset(fact for version in self.versions for fact in version.asks)

    @cached_property
    def _judged(self) -> Memo[Situated, tuple[tuple[Judged, ...], ...]]:
        return Memo(self._judge)

    @cached_property
    def _told(self) -> Memo[tuple[Situated, tuple[Window, ...]], Told]:
        return Memo(lambda key: _tell(self._judged[key[0]], key[1]))

    @cached_property
    def _next(self) -> Memo[tuple[Told, date, int], date | None]:
        return Memo(lambda key: next_free(key[0].barring, key[1], key[2]))

    def _judge(self, situation: Situated) -> tuple[tuple[Judged, ...], ...]:
        facts = read_facts(situation, self.vocabulary)
        return tuple(
            tuple(judge(period, version, facts, self.vocabulary) for version in period.versions)
            for period in self.quiet_periods
        )

    def judged(self, situation: Situated) -> tuple[tuple[Judged, ...], ...]:
        """By quiet period, what each version says of a situation.

        Raises:
            RecordError: a word of the situation is in no list.
        """
        return self._judged[situation]

    def windows(self, start: date, end: date) -> tuple[Window, ...]:
        """How a visit stands to every version."""
        return tuple([window_of(version, start, end) for version in self.versions])

    def told(self, situation: Situated, windows: tuple[Window, ...]) -> Told:
        """What the rules say of a situation in these windows, one for each version.

        Raises:
            RecordError: a word of the situation is in no list.
        """
        return self._told[situation, windows]

    def next_allowed(self, told: Told, start: date, days: int) -> date | None:
        """The first day after ``start`` that begins so many days which nothing bars."""
        return self._next[told, start, days] if told.barring else None

    def __getstate__(self) -> dict[str, Any]:
        return {name: self.__dict__[name] for name in ("quiet_periods", "vocabulary", "rulebook")}


KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


class Memo(dict[KeyT, ValueT]):
    """Answers of a function, kept by key; it starts again when it grows too large."""

    _MOST = 100_000

    def __init__(self, of: Callable[[KeyT], ValueT]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, key: KeyT) -> ValueT:
        value = self._of(key)
        if len(self) >= self._MOST:
            self.clear()
        self[key] = value
        return value


# --- one visit --------------------------------------------------------------


def _tell(judged: tuple[tuple[Judged, ...], ...], windows: tuple[Window, ...]) -> Told:
    """Bring together what the versions say that speak on the days of a visit.

    Of one quiet period the strictest version speaks, so that a visit across
    two versions is told one thing. Where none is in force, the last version of
    each quiet period says so. Of all of them the strictest outcome stands.
    """
    stands = iter(windows)
    by_period = [[(version, next(stands)) for version in versions] for versions in judged]
    speaking = [answer for answers in by_period for answer in _strictest(answers)] or [
        (answers[-1][0], Window.NOT_IN_FORCE) for answers in by_period
    ]
    rulings = [version.rulings[window] for version, window in speaking]
    (strictest, _), ruling = max(
        zip(speaking, rulings, strict=True), key=lambda pair: _RANK[pair[1].outcome]
    )
    outcome = ruling.outcome
    findings = _joined([told.findings for told in rulings])
    undetermined = outcome is InspectionOutcome.UNDETERMINED
    return Told(
        outcome=outcome,
        findings=findings,
        duties=_joined([told.duties for told in rulings]),
        missing=_joined([told.missing for told in rulings]) if undetermined else (),
        checks=_joined([version.checks for version, _ in speaking]),
        rule=strictest.rule,
        clause=ruling.findings[0].citation.short(),
        codes=tuple(dict.fromkeys(finding.code for finding in findings)),
        inside=tuple(version.version for version, window in speaking if window.inside),
        barring=() if outcome.lawful else _barring(judged),
    )


def _strictest(answers: list[tuple[Judged, Window]]) -> list[tuple[Judged, Window]]:
    """Of the versions of one quiet period that are in force, those that are strictest."""
    ranks = [
        -1 if window is Window.NOT_IN_FORCE else _RANK[version.rulings[window].outcome]
        for version, window in answers
    ]
    return [a for a, rank in zip(answers, ranks, strict=True) if rank == max(ranks) >= 0]


def _barring(judged: tuple[tuple[Judged, ...], ...]) -> tuple[QuietVersion, ...]:
    """The versions whose window would bar, or might bar, this situation."""
    return tuple(
        version.version
        for versions in judged
        for version in versions
        if not version.rulings[Window.INSIDE].outcome.lawful
    )


def outcome_of(visit: Inspection, rules: InspectionRules) -> InspectionOutcome:
    """The outcome alone, for speed; always that of :func:`check_inspection`."""
    return rules.told(situation_of(visit), rules.windows(visit.start, visit.end)).outcome


def check_inspection(visit: Inspection, rules: InspectionRules) -> InspectionVerdict:
    """Judge one visit by the quiet periods of a rulebook.

    Where several quiet periods apply, the strictest outcome stands and every
    one is told in the findings.

    Raises:
        RecordError: the visit uses a word that is in no list.
    """
    told = rules.told(situation_of(visit), rules.windows(visit.start, visit.end))
    return InspectionVerdict(
        outcome=told.outcome,
        rulebook=rules.rulebook,
        record=visit,
        findings=told.findings,
        obligations=tuple([_obligation(duty, visit) for duty in told.duties]),
        missing=told.missing,
        checks=told.checks,
        next_allowed=rules.next_allowed(told, visit.start, visit.days),
        quiet_days=_quiet_days(visit, told.inside),
        rule=told.rule,
        clause=told.clause,
    )


def _joined(parts: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Several tuples as one, each member once."""
    if len(parts) == 1:
        return parts[0]
    members: list[Any] = []
    for part in parts:
        members.extend(member for member in part if member not in members)
    return tuple(members)


def _obligation(duty: Duty, visit: Inspection) -> Obligation:
    done = getattr(visit, duty.evidence) if duty.evidence else None
    return Obligation(
        code=duty.id,
        text=duty.text,
        citation=duty.citation,
        by=duty.by,
        to=duty.to,
        timing=duty.timing,
        done=Truth.of(None if done is None else done is not False),
    )


def _quiet_days(visit: Inspection, inside: tuple[QuietVersion, ...]) -> tuple[date, ...]:
    if not inside:
        return ()
    if visit.start == visit.end:
        return (visit.start,)
    days = (
        d for d in days_of(visit.start, visit.end) if any(v.window_on(d).inside for v in inside)
    )
    return tuple(islice(days, _SHOWN_DAYS))
