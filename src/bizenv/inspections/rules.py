"""The judgement: may this visit take place, by which clause, and if not, when.

Each version of each quiet period gives a ruling on the visit
(:mod:`bizenv.inspections.rulings`); here the rulings of the versions that are
in force on its days are brought together into one opinion, and the strictest
stands.

None of the documents seen makes a penalty void because of the day. A breach is
a finding on compliance and never a claim of nullity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeAlias

from attrs import define, frozen

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.inspections.duties import obligation_of
from bizenv.inspections.hearings import Hearing, Questions
from bizenv.inspections.memos import Memo
from bizenv.inspections.quiet_periods import Duty, Ground, QuietPeriod, QuietVersion, Window
from bizenv.inspections.readings import Reader, Readings
from bizenv.inspections.rulings import Ruling, outcome_in, rule
from bizenv.inspections.situations import Situation, situation_of
from bizenv.inspections.values import Inspection, InspectionOutcome, InspectionVerdict
from bizenv.inspections.windows import FreeDays, days_of, window_of
from bizenv.inspections.wording import Wording, with_reason
from bizenv.kernel.verdict import Check, Finding, MissingFact, RulebookRef
from bizenv.kernel.vocabulary import Vocabulary

__all__ = ["InspectionRules", "Opinion", "check_inspection", "outcome_of"]

_FIELDS = ("quiet_periods", "vocabulary", "rulebook", "calendar")
_MOST = 2_000
"""Opinions kept, and as many visits' checks; about 2 KiB each."""

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


Windows: TypeAlias = tuple[Window, ...]
"""How a visit stands to each version of the rules, in order."""


@frozen(eq=False)
class Opinion:
    """What all quiet periods together say of a situation in given windows.

    It holds everything of a verdict that depends neither on who and on which
    day nor on how a fact was put: like visits in the same windows share it.
    """

    outcome: InspectionOutcome
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    missing: tuple[MissingFact, ...]
    rule: str
    clause: str
    codes: tuple[str, ...]
    inside: tuple[QuietVersion, ...]
    """The versions in whose window the visit surely lies."""
    speaking: tuple[int, ...]
    """The places of the versions whose rulings make the opinion."""
    barring: tuple[int, ...]
    """Where the visit may not surely take place: the places of those that would bar it."""


_NO_QUIET_PERIOD = Opinion(
    outcome=InspectionOutcome.ALLOWED,
    findings=(),
    duties=(),
    missing=(),
    rule="",
    clause="",
    codes=(),
    inside=(),
    speaking=(),
    barring=(),
)
"""Where a rulebook has no quiet period, none forbids a visit."""


class _Bench:
    """One version of a quiet period with its questions and its words."""

    def __init__(self, period: QuietPeriod, version: QuietVersion, vocabulary: Vocabulary) -> None:
        self.version = version
        self.rule = period.rule(version)
        self.questions = Questions(version, vocabulary)
        self._wordings: Memo[Window, Wording] = Memo(
            lambda window: Wording.of(period, version, window, vocabulary["act"]),
            most=2 * len(Window),
        )

    def ruling(self, window: Window, hearing: Hearing) -> Ruling:
        """What the version says in one window."""
        return rule(window, hearing, self._wordings[window])


@define(slots=False, frozen=True, kw_only=True)
class InspectionRules:
    """The rules on inspections of one rulebook.

    What they say is worked out once for like situations and kept; the number
    of things kept is bounded, to some 10 MiB at most.
    """

    quiet_periods: tuple[QuietPeriod, ...]
    vocabulary: Vocabulary
    rulebook: RulebookRef
    calendar: WorkCalendar
    """By which the working days of duties are counted."""

    @cached_property
    def versions(self) -> tuple[QuietVersion, ...]:
        """Every version of every quiet period, in order."""
        return tuple(v for period in self.quiet_periods for v in period.versions)

    @cached_property
    def reader(self) -> Reader:
        """Reads situations for what the versions ask."""
        return Reader((c for version in self.versions for c in version.conditions), self.vocabulary)

    @property
    def asks(self) -> frozenset[str]:
        """The facts of a visit that matter to some version, others never do."""
        return self.reader.asks

    @cached_property
    def _benches(self) -> tuple[_Bench, ...]:
        return tuple(
            _Bench(period, version, self.vocabulary)
            for period in self.quiet_periods
            for version in period.versions
        )

    @cached_property
    def _by_period(self) -> tuple[tuple[int, ...], ...]:
        """The places of the versions of each quiet period."""
        places = iter(range(len(self.versions)))
        return tuple(tuple(next(places) for _ in p.versions) for p in self.quiet_periods)

    @cached_property
    def _windows(self) -> Memo[tuple[date, date], Windows]:
        return Memo(lambda key: tuple([window_of(v, *key) for v in self.versions]), most=_MOST)

    @cached_property
    def _opinions(self) -> Memo[tuple[Readings, Windows], Opinion]:
        return Memo(lambda key: self._opine(*key), most=_MOST)

    @cached_property
    def _reasoned(self) -> Memo[tuple[Readings, Windows], tuple[Opinion, tuple[Check, ...]]]:
        return Memo(lambda key: self._reason(*key), most=_MOST)

    @cached_property
    def _free_days(self) -> Memo[tuple[int, ...], FreeDays]:
        return Memo(lambda places: FreeDays(self.versions[p] for p in places), most=64)

    def windows(self, start: date, end: date) -> Windows:
        """How a visit stands to every version."""
        return self._windows[start, end]

    def opinion(self, situation: Situation, windows: Windows) -> Opinion:
        """What the rules say of a situation in these windows, one for each version.

        Raises:
            RecordError: a word of the situation is in no list.
        """
        return self._opinions[self.reader.likes(situation), windows]

    def reasoned(self, situation: Situation, windows: Windows) -> tuple[Opinion, tuple[Check, ...]]:
        """The opinion, and everything that was asked on the way with what was read.

        Raises:
            RecordError: a word of the situation is in no list.
        """
        return self._reasoned[self.reader.read(situation), windows]

    def held(self, visit: Inspection) -> tuple[Ground, ...]:
        """The exemptions that a visit surely meets, of versions in force on its days."""
        facts = self.reader.facts(self.reader.read(situation_of(visit)))
        windows = self.windows(visit.start, visit.end)
        return tuple(
            ground
            for bench, window in zip(self._benches, windows, strict=True)
            if window is not Window.NOT_IN_FORCE
            for ground in bench.questions.hear(facts).held
        )

    def free_days(self, places: tuple[int, ...]) -> FreeDays:
        """The days that none of the versions at some places bars, or might bar."""
        return self._free_days[places]

    def bars(self, situation: Situation) -> tuple[int, ...]:
        """The places of the versions that would bar a situation on their days, or might.

        Raises:
            RecordError: a word of the situation is in no list.
        """
        return self.opinion(situation, (Window.INSIDE,) * len(self.versions)).barring

    def next_allowed(self, opinion: Opinion, start: date, days: int) -> date | None:
        """The first day after ``start`` that begins so many days which nothing bars."""
        if not opinion.barring:
            return None
        return self.free_days(opinion.barring).first_after(start, days)

    def _opine(self, readings: Readings, windows: Windows) -> Opinion:
        """Bring together what the versions say that speak on the days of a visit."""
        if not windows:
            return _NO_QUIET_PERIOD
        facts = self.reader.facts(readings)
        hear = cache(lambda place: self._benches[place].questions.hear(facts))
        speaking = _speaking(self._by_period, windows, hear)
        rulings = [self._benches[p].ruling(windows[p], hear(p)) for p in speaking]
        ruling = max(rulings, key=lambda each: _RANK[each.outcome])
        findings = _joined([each.findings for each in rulings])
        undetermined = ruling.outcome is InspectionOutcome.UNDETERMINED
        return Opinion(
            outcome=ruling.outcome,
            findings=findings,
            duties=_joined([each.duties for each in rulings]),
            missing=_joined([each.missing for each in rulings]) if undetermined else (),
            rule=self._benches[speaking[rulings.index(ruling)]].rule,
            clause=ruling.findings[0].citation.short(),
            codes=tuple(dict.fromkeys(finding.code for finding in findings)),
            inside=tuple([v for v, w in zip(self.versions, windows, strict=True) if w.inside]),
            speaking=speaking,
            barring=() if ruling.outcome.lawful else _barring(range(len(windows)), hear),
        )

    def _reason(self, readings: Readings, windows: Windows) -> tuple[Opinion, tuple[Check, ...]]:
        likes = tuple([reading.like for reading in readings])
        opinion, facts = self._opinions[likes, windows], self.reader.facts(readings)
        hearings = [self._benches[place].questions.hear(facts) for place in opinion.speaking]
        return opinion, _joined([hearing.checks for hearing in hearings])

    def __getstate__(self) -> dict[str, Any]:
        return {name: self.__dict__[name] for name in _FIELDS}


def _speaking(
    by_period: Sequence[tuple[int, ...]], windows: Windows, hear: Callable[[int], Hearing]
) -> tuple[int, ...]:
    """The versions that speak.

    Of one quiet period the strictest version speaks, so that a visit across
    two versions is told one thing. Where none is in force, the last version of
    each quiet period says so.
    """
    speaking: list[int] = []
    for places in by_period:
        in_force = [p for p in places if windows[p] is not Window.NOT_IN_FORCE]
        if len(in_force) == 1:
            speaking += in_force
            continue
        ranks = [_RANK[outcome_in(windows[p], hear(p))] for p in in_force]
        speaking += [p for p, rank in zip(in_force, ranks, strict=True) if rank == max(ranks)]
    return tuple(speaking) or tuple([places[-1] for places in by_period])


def _barring(places: Sequence[int], hear: Callable[[int], Hearing]) -> tuple[int, ...]:
    """The versions whose window would bar, or might bar, a situation."""
    return tuple([p for p in places if not outcome_in(Window.INSIDE, hear(p)).lawful])


# --- one visit --------------------------------------------------------------


def outcome_of(visit: Inspection, rules: InspectionRules) -> InspectionOutcome:
    """The outcome alone, for speed; always that of :func:`check_inspection`."""
    return rules.opinion(situation_of(visit), rules.windows(visit.start, visit.end)).outcome


def check_inspection(visit: Inspection, rules: InspectionRules) -> InspectionVerdict:
    """Judge one visit by the quiet periods of a rulebook.

    Where several quiet periods apply, the strictest outcome stands and every
    one is told in the findings.

    Raises:
        RecordError: the visit uses a word that is in no list.
    """
    windows = rules.windows(visit.start, visit.end)
    opinion, checks = rules.reasoned(situation_of(visit), windows)
    return InspectionVerdict(
        outcome=opinion.outcome,
        rulebook=rules.rulebook,
        record=visit,
        findings=tuple([with_reason(finding, visit.reason) for finding in opinion.findings]),
        obligations=tuple([obligation_of(duty, visit, rules.calendar) for duty in opinion.duties]),
        missing=opinion.missing,
        checks=checks,
        next_allowed=rules.next_allowed(opinion, visit.start, visit.days),
        quiet_days=_quiet_days(visit, opinion.inside),
        rule=opinion.rule,
        clause=opinion.clause,
    )


def _joined(parts: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Several tuples as one, each member once."""
    if len(parts) == 1:
        return parts[0]
    members: list[Any] = []
    for part in parts:
        members.extend(member for member in part if member not in members)
    return tuple(members)


def _quiet_days(visit: Inspection, inside: tuple[QuietVersion, ...]) -> tuple[date, ...]:
    if not inside:
        return ()
    if visit.start == visit.end:
        return (visit.start,)
    windows_on = [version.window_on for version in inside]
    days = days_of(visit.start, visit.end)
    return tuple([day for day in days if any(on(day).inside for on in windows_on)])
