"""The cases beside the rules: run them, and say what they leave unproved.

Coverage counts versions, exemptions and outcomes: which of them could be
reached, and which of those some case reached.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from bizenv.inspections.quiet_periods import QuietPeriod, QuietVersion, Window
from bizenv.inspections.rules import InspectionRules
from bizenv.inspections.values import Inspection, InspectionOutcome, InspectionVerdict
from bizenv.inspections.windows import window_of
from bizenv.kernel.errors import RecordError
from bizenv.kernel.problems import spaced
from bizenv.kernel.text import Lang, Text, say
from bizenv.kernel.truth import Truth
from bizenv.rulebooks.lint_windows import days_to_try
from bizenv.rulebooks.rulebook import Case, Rulebook

__all__ = ["CaseReport", "CaseResult", "Coverage", "run_cases"]


@frozen
class CaseResult:
    """How one case came out; ``differences`` is empty where it passed."""

    case: Case
    differences: tuple[Text, ...]

    @property
    def passed(self) -> bool:
        """Whether the verdict was the expected one."""
        return not self.differences


@frozen
class Coverage:
    """Of one kind of thing, what could be reached and what was."""

    what: str
    reachable: frozenset[str]
    reached: frozenset[str]

    @property
    def missed(self) -> tuple[str, ...]:
        """What no case reached."""
        return tuple(sorted(self.reachable - self.reached))

    def __str__(self) -> str:
        return f"{self.what} {len(self.reachable & self.reached)}/{len(self.reachable)}"


@frozen
class CaseReport:
    """The cases of one rulebook: results and coverage."""

    rulebook: str
    results: tuple[CaseResult, ...]
    coverage: tuple[Coverage, ...]

    @property
    def passed(self) -> bool:
        """Whether every case passed and nothing is left unproved."""
        return all(r.passed for r in self.results) and not any(c.missed for c in self.coverage)


def run_cases(book: Rulebook) -> CaseReport:
    """Run every case of a rulebook.

    >>> from bizenv import load_rulebook
    >>> run_cases(load_rulebook("cn-jx-qingyuan")).passed
    True
    """
    own = [period for period in book.quiet_periods if period.rulebook == book.id]
    reached: dict[str, set[str]] = {"version": set(), "exemption": set(), "outcome": set()}
    results = []
    for case in book.cases:
        try:
            visit = book.inspection(case.record)
        except RecordError as error:
            told = Text(error.say("zh"), error.say("en"))
            results.append(CaseResult(case, (told,)))
            continue
        verdict = book.check(visit)
        differences = tuple(_differences(case, verdict, book.inspections, visit))
        results.append(CaseResult(case, differences))
        for what, name in _reached(own, book.inspections, visit, verdict):
            reached[what].add(name)
    reachable: dict[str, set[str]] = {"version": set(), "exemption": set(), "outcome": set()}
    for period in own:
        for version in period.versions:
            for what, name in _reachable(period, version):
                reachable[what].add(name)
    coverage = tuple(
        Coverage(what, frozenset(names), frozenset(reached[what]))
        for what, names in reachable.items()
    )
    return CaseReport(book.id, tuple(results), coverage)


def held_exemptions(rules: InspectionRules, visit: Inspection) -> tuple[str, ...]:
    """The ids of the exemptions that hold for a visit, by the versions that bar its days."""
    return tuple(dict.fromkeys(ground.id for ground in rules.held(visit)))


def _differences(
    case: Case, verdict: InspectionVerdict, rules: InspectionRules, visit: Inspection
) -> Iterator[Text]:
    found = {
        "outcome": (case.outcome.value, verdict.outcome.value),
        "codes": (case.codes, verdict.codes),
        "exemptions": (case.exemptions, held_exemptions(rules, visit)),
        "duties": (case.duties, _duties(case, verdict)),
        "missing": (case.missing, tuple(map(str, verdict.missing))),
        "next_allowed": (case.next_allowed, verdict.next_allowed),
    }
    for name, (expected, got) in found.items():
        if expected is not None and _unordered(expected) != _unordered(got):
            zh, en = ((_shown(expected, lang), _shown(got, lang)) for lang in _LANGS)
            yield Text(
                f"{name}：应为{zh[0]}，实为{zh[1]}", f"{name}: expected {en[0]}, got {en[1]}"
            )


_LANGS: tuple[Lang, ...] = ("zh", "en")
_NONE = Text("无", "none")


def _duties(case: Case, verdict: InspectionVerdict) -> tuple[str, ...]:
    """The duties told: by code, and with their timing where the case names one."""
    timed = any(" " in duty for duty in case.duties or ())
    return tuple(
        f"{duty.code} {duty.timing}" if timed and duty.timing else duty.code
        for duty in verdict.obligations
    )


def _unordered(value: object) -> object:
    return set(value) if isinstance(value, tuple) else value


def _shown(value: object, lang: Lang) -> str:
    return spaced(say(value or _NONE, lang), lang)


def _name(period: QuietPeriod, version: QuietVersion, id: str = "") -> str:
    return f"{period.id}@{version.name}" + (f" {id}" if id else "")


def _reached(
    own: list[QuietPeriod], rules: InspectionRules, visit: Inspection, verdict: InspectionVerdict
) -> Iterator[tuple[str, str]]:
    held = set(held_exemptions(rules, visit))
    for period in own:
        for version in period.versions:
            if window_of(version, visit.start, visit.end) is Window.NOT_IN_FORCE:
                continue
            yield "version", _name(period, version)
            yield "outcome", _name(period, version, verdict.outcome.value)
            for ground in version.exemptions:
                if ground.id in held:
                    yield "exemption", _name(period, version, ground.id)


def _reachable(period: QuietPeriod, version: QuietVersion) -> Iterator[tuple[str, str]]:
    yield "version", _name(period, version)
    for ground in version.exemptions:
        yield "exemption", _name(period, version, ground.id)
    for outcome in _reachable_outcomes(version):
        yield "outcome", _name(period, version, outcome.value)


def _reachable_outcomes(version: QuietVersion) -> Iterator[InspectionOutcome]:
    truths = set(map(version.window.truth, days_to_try(version.window)))
    if Truth.NO in truths or version.approval:
        yield InspectionOutcome.ALLOWED
    if Truth.YES in truths:
        yield InspectionOutcome.FORBIDDEN
    if any(not ground.catch_all for ground in version.exemptions):
        yield InspectionOutcome.EXEMPT
        yield InspectionOutcome.UNDETERMINED
    if Truth.YES in truths and any(ground.catch_all for ground in version.exemptions):
        yield InspectionOutcome.NEEDS_REVIEW
    if version.not_inspections:
        yield InspectionOutcome.NOT_AN_INSPECTION
    if Truth.UNKNOWN in truths:
        yield InspectionOutcome.UNDETERMINED
