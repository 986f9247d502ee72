"""The cases beside the rules: run them, and say what they leave unproved."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from bizenv.inspections.rules import InspectionRules
from bizenv.inspections.values import Inspection, InspectionVerdict
from bizenv.kernel.errors import RecordError
from bizenv.kernel.problems import spaced
from bizenv.kernel.text import Lang, Text, say
from bizenv.rulebooks.coverage import Coverage, coverage_of
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
    results, visits = [], []
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
        visits.append(visit)
    return CaseReport(book.id, tuple(results), coverage_of(book, visits))


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
