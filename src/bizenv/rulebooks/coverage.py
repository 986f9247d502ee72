"""What the cases of a rulebook prove: versions, exemptions, outcomes.

Each version is judged by what it says itself of a visit, whatever the other
rules say. What it could say follows from its questions: every way in which
they may be answered is tried in every window that some day gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

from attrs import frozen

from bizenv.calendars.days.tables import days_from
from bizenv.inspections.grounds import truth_of
from bizenv.inspections.hearings import Hearing, Questions
from bizenv.inspections.quiet_periods import Condition, QuietVersion, Window
from bizenv.inspections.rulings import outcome_in
from bizenv.inspections.situations import read_facts, situation_of
from bizenv.inspections.values import Inspection, InspectionOutcome
from bizenv.inspections.windows import window_of
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Check
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.rulebooks.lint_windows import days_to_try
from bizenv.rulebooks.rulebook import Rulebook

__all__ = ["Coverage", "coverage_of"]

_KINDS = ("version", "exemption", "outcome")
_YEARS = timedelta(days=28 * 366)
_Named = tuple[str, str]
"""What kind of thing, and its name."""


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


def coverage_of(book: Rulebook, visits: Iterable[Inspection]) -> tuple[Coverage, ...]:
    """What visits reach of a rulebook's own rules; rules inherited are proved where they stand.

    >>> from bizenv import load_rulebook
    >>> print(coverage_of(load_rulebook("cn-jx-qingyuan"), ())[0])
    version 0/1
    """
    visits = tuple(visits)
    reachable: list[_Named] = []
    reached: list[_Named] = []
    for period in book.quiet_periods:
        if period.rulebook == book.id:
            for version in period.versions:
                name = f"{period.id}@{version.name}"
                reachable += _reachable(name, version, book.vocabulary)
                reached += _reached(name, version, visits, book.vocabulary)
    return tuple(Coverage(kind, _of(kind, reachable), _of(kind, reached)) for kind in _KINDS)


def _of(kind: str, named: Iterable[_Named]) -> frozenset[str]:
    return frozenset(name for each, name in named if each == kind)


# --- what visits reach -------------------------------------------------------------


def _reached(
    name: str, version: QuietVersion, visits: Iterable[Inspection], vocabulary: Vocabulary
) -> Iterator[_Named]:
    """What one version says of each visit, and the exemptions that count in its window."""
    questions = Questions(version, vocabulary)
    for visit in visits:
        window = window_of(version, visit.start, visit.end)
        if window is Window.NOT_IN_FORCE:
            continue
        hearing = questions.hear(read_facts(situation_of(visit), vocabulary))
        yield "version", name
        yield "outcome", f"{name} {outcome_in(window, hearing)}"
        if window is not Window.OUTSIDE:
            yield from (("exemption", f"{name} {ground.id}") for ground in hearing.held)


# --- what could be reached ---------------------------------------------------------


def _reachable(name: str, version: QuietVersion, vocabulary: Vocabulary) -> Iterator[_Named]:
    yield "version", name
    yield from (("exemption", f"{name} {ground.id}") for ground in version.exemptions)
    yield from (("outcome", f"{name} {each}") for each in _outcomes(version, vocabulary))


def _outcomes(version: QuietVersion, vocabulary: Vocabulary) -> set[InspectionOutcome]:
    """Every outcome that the version may come to on a day on which it is, or may be, in force."""
    windows = set(map(version.window_on, _days(version))) - {Window.NOT_IN_FORCE}
    answers = _answers(version, vocabulary)
    hearings = [
        _supposed(version, zip(answers, truths, strict=True))
        for truths in product(*answers.values())
    ]
    return {outcome_in(*each) for each in product(windows, hearings)}


def _supposed(version: QuietVersion, answers: Iterable[tuple[str, Truth]]) -> Hearing:
    """A hearing with these answers to its questions."""
    checks: dict[str, Any] = {name: Check(_ASKED, truth) for name, truth in answers}
    return Hearing(version, **checks)


_ASKED = Text("假设的回答", "an answer supposed")


def _days(version: QuietVersion) -> Iterator[date]:
    """Days enough to know every window that a version may be in."""
    yield from days_to_try(version.window)
    first, last = version.validity.earliest, version.validity.until
    if first:
        yield from days_from(first, first + min(_YEARS, date.max - first))
    if last:
        yield from days_from(last - min(_YEARS, last - date.min), last)


def _answers(version: QuietVersion, vocabulary: Vocabulary) -> dict[str, set[Truth]]:
    """By question of a hearing, how it may be answered of a visit about one matter.

    A visit about several matters is judged by what is said of each.
    """
    catch_alls = [ground for ground in version.exemptions if ground.catch_all]
    acts, axis = Condition("act", version.acts), vocabulary["act"]
    regulated = {truth_of(acts, axis.expand((code,)), vocabulary) for code in axis.codes}
    return {
        "regulated": regulated | (_OPEN if version.not_inspections else set()),
        "scope": _OPEN if version.covers else {Truth.YES},
        "exempt": _OPEN if len(catch_alls) < len(version.exemptions) else {Truth.NO},
        "approved": _OPEN if version.approval else {Truth.NO},
        "claimed": _OPEN if catch_alls else {Truth.NO},
        "unseen": _OPEN if version.may_be_exempt else {Truth.NO},
    }


_OPEN = set(Truth)
