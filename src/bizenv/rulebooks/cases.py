"""The cases beside the rules: run them, and say what they leave unproved."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from bizenv.cases.rules import CaseVerdict
from bizenv.inspections.rules import InspectionRules
from bizenv.inspections.values import Inspection, InspectionVerdict
from bizenv.kernel.errors import RecordError
from bizenv.kernel.problems import spaced
from bizenv.kernel.text import Lang, Text, say
from bizenv.rulebooks.charter_coverage import charter_coverage
from bizenv.rulebooks.coverage import Coverage, coverage_of
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.whole_coverage import whole_coverage
from bizenv.rulebooks.worked_cases import WorkedCase, WorkedRequest, WorkedSchedule, WorkedVisit
from bizenv.rulebooks.worked_requests import Figures, case_of, verdict_figures
from bizenv.rulebooks.worked_schedules import JudgedSchedule, judge_schedule, schedule_figures

__all__ = ["CaseReport", "CaseResult", "Coverage", "run_cases"]


@frozen
class CaseResult:
    """How one case came out; ``differences`` is empty where it passed."""

    case: WorkedCase
    differences: tuple[Text, ...]

    @property
    def passed(self) -> bool:
        """Whether the verdict was the expected one."""
        return not self.differences


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
    results: list[CaseResult] = []
    visits: list[Inspection] = []
    requests: list[CaseVerdict] = []
    schedules: list[JudgedSchedule] = []
    for case in book.worked_cases:
        try:
            figures = _figures(book, case, visits, requests, schedules)
        except RecordError as error:
            told = Text(error.say("zh"), error.say("en"))
            results.append(CaseResult(case, (told,)))
            continue
        results.append(CaseResult(case, tuple(_differences(figures))))
    by_charters = charter_coverage(book, requests)
    by_wholes = whole_coverage(book, schedules)
    others = (*by_wholes, *by_charters)
    of_visits = coverage_of(book, visits) if book.quiet_periods or not others else ()
    return CaseReport(book.id, tuple(results), (*of_visits, *others))


def _figures(
    book: Rulebook,
    case: WorkedCase,
    visits: list[Inspection],
    requests: list[CaseVerdict],
    schedules: list[JudgedSchedule],
) -> Figures:
    """Judge one case, and keep what was judged; by name, what is expected and what was got."""
    if isinstance(case, WorkedRequest):
        request = case_of(case, book.vocabulary, book.jurisdiction.time_zone)
        requests.append(book.check(request, at=case.at))
        return verdict_figures(case, requests[-1])
    if isinstance(case, WorkedSchedule):
        schedules.append(judge_schedule(book, case))
        return schedule_figures(case, schedules[-1].verdict)
    visits.append(book.inspection(case.record))
    return _visit_figures(case, book.check(visits[-1]), book.inspections, visits[-1])


def held_exemptions(rules: InspectionRules, visit: Inspection) -> tuple[str, ...]:
    """The ids of the exemptions that hold for a visit, by the versions that bar its days."""
    return tuple(dict.fromkeys(ground.id for ground in rules.held(visit)))


def _visit_figures(
    case: WorkedVisit, verdict: InspectionVerdict, rules: InspectionRules, visit: Inspection
) -> Figures:
    return {
        "outcome": (case.outcome, verdict.outcome.value),
        "codes": (case.codes, verdict.codes),
        "exemptions": (case.exemptions, held_exemptions(rules, visit)),
        "duties": (case.duties, _duties(case, verdict)),
        "missing": (case.missing, tuple(map(str, verdict.missing))),
        "next_allowed": (case.next_allowed, verdict.next_allowed),
    }


def _differences(figures: Figures) -> Iterator[Text]:
    for name, (expected, got) in figures.items():
        if expected is not None and _unordered(expected) != _unordered(got):
            zh, en = ((_shown(expected, lang), _shown(got, lang)) for lang in _LANGS)
            yield Text(
                f"{name}：应为{zh[0]}，实为{zh[1]}", f"{name}: expected {en[0]}, got {en[1]}"
            )


_LANGS: tuple[Lang, ...] = ("zh", "en")
_NONE = Text("无", "none")


def _duties(case: WorkedVisit, verdict: InspectionVerdict) -> tuple[str, ...]:
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
