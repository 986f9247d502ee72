"""Service charters: promises that can hold and be timed, and worked requests that fit them."""

from __future__ import annotations

from itertools import product

from bizenv.cases.charters import ServiceCharter
from bizenv.cases.rules import CaseOutcome
from bizenv.cases.schema import CharterVersionModel, PromiseModel, ServiceCharterModel
from bizenv.cases.states import state_of
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Case
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.rulebooks.lint_cases import edges_of_validity, words_known
from bizenv.rulebooks.lint_parts import Lost
from bizenv.rulebooks.lint_words import names_once, tell_unknown
from bizenv.rulebooks.nodes import Path, Tree
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.schema import RulebookModel
from bizenv.rulebooks.worked_requests import read_request

__all__ = ["REQUEST_CODES", "charter_has_sense", "edges_have_requests", "requests_fit"]

REQUEST_CODES = (
    *("promise-due-soon", "promise-overdue", "promise-missed", "promise-undetermined"),
    *("condition-missing", "condition-unclear", "closed-too-early", "written-off-too-early"),
    *("extension-after-expiry", "extension-asked-late", "extension-too-often"),
    *("extension-not-granted", "extension-granter-unknown", "extension-too-long"),
    *("cannot-follow", "before-received", "pause-in-pause", "resume-without-pause"),
    *("done-already", "duplicate-event", "event-in-future", "missing-time-zone"),
    *("until-before-start", "stop-before-start", "due-differs"),
    *("start-unstated", "deemed-done", "written-off-by-other", "writer-off-unknown"),
)
"""The codes that a verdict on a case may have, in the order of the page of codes."""


# --- charters ---------------------------------------------------------------------


def charter_has_sense(
    tree: Tree, path: Path, model: ServiceCharterModel, rulebook: Rulebook, lost: Lost
) -> None:
    """What is wrong with the promises of each version, looked at alone."""
    for number, version in enumerate(model.versions):
        if version:
            place = (*path, "versions", number, "promises")
            names = [promise.id if promise else None for promise in version.promises]
            names_once(tree, place, names)
            if lost.spares(place):
                _each_can_hold(tree, place, version, rulebook.vocabulary)
            if lost.spares(("office_hours",)):
                _each_can_be_timed(tree, place, version, rulebook)


def _each_can_hold(
    tree: Tree, path: Path, version: CharterVersionModel, vocabulary: Vocabulary
) -> None:
    """No promise stands behind others of its stage that take every case it is for.

    At each stage the first promise that applies holds. Kinds, channels and
    priorities are finite, so every combination is tried.
    """
    taken: dict[str, set[tuple[str, ...]]] = {}
    for number, promise in enumerate(filter(None, version.promises)):  # none was left out
        mine = set(_covered(promise, vocabulary))
        before = taken.setdefault(promise.stage.value, set())
        if mine <= before:
            got = repr(promise.id)
            tree.wrong("promise-never-holds", (*path, number, "id"), got, _FOR_SOME_CASE)
        before |= mine


def _covered(promise: PromiseModel, vocabulary: Vocabulary) -> product[tuple[str, ...]]:
    """The kinds, channels and priorities of the cases that a promise is for."""
    given = (
        ("case_kind", promise.kinds),
        ("channel", promise.channels),
        ("priority", promise.priorities),
        ("case_circumstance", promise.only_if),
    )
    return product(*(_codes(axis, codes, vocabulary) for axis, codes in given))


_OTHER = "…"
"""Stands for a word that no list has."""


def _codes(axis: str, codes: list[str | None] | None, vocabulary: Vocabulary) -> list[str]:
    if codes is None:
        return [*vocabulary[axis].codes, _OTHER]
    return [code for code in codes if code is not None]


def _each_can_be_timed(
    tree: Tree, path: Path, version: CharterVersionModel, rulebook: Rulebook
) -> None:
    """Working hours need office hours."""
    for number, promise in enumerate(version.promises):
        if promise and promise.by_the_office and rulebook.office_hours is None:
            place = (*path, number, "within")
            tree.wrong("no-office-hours", place, repr(promise.within), _OFFICE_HOURS)


_FOR_SOME_CASE = Text(
    "至少适用于一种诉求的承诺（同一环节取第一项适用的）",
    "a promise that is for some case (at each stage the first that applies holds)",
)
_OFFICE_HOURS = Text(
    "不按工作小时计的期限，或规则库中有 'office_hours'",
    "a period that is not in working hours, or 'office_hours' in the rulebook",
)

# --- worked requests --------------------------------------------------------------


def requests_fit(tree: Tree, model: RulebookModel, rulebook: Rulebook, lost: Lost) -> list[Case]:
    """Hold every worked request against the rules; the cases that could be read."""
    numbers = [n for n, case in enumerate(model.cases) if case is not None and case.is_request]
    if numbers and not rulebook.charters and lost.spares(("service_charters",)):
        tree.wrong("no-rules", ("cases",), _NO_CHARTER, _CHARTERS, key=True)
        return []
    found = []
    for number in numbers:
        case = _read(tree, ("cases", number), model, rulebook)
        _names_known(tree, ("cases", number, "expect"), model, number, rulebook, lost)
        found += [case] if case else []
    return found


def _read(tree: Tree, path: Path, model: RulebookModel, rulebook: Rulebook) -> Case | None:
    worked = model.cases[int(path[1])]
    assert worked is not None  # noqa: S101 - asked before
    events = tuple(line or {} for line in worked.events or ())
    zone = rulebook.jurisdiction.time_zone
    read = read_request(worked.request or {}, events, rulebook.vocabulary, zone)
    for place, problem in read.problems:
        key = problem.code == "unknown-field"
        got, expected, hint = problem.got, problem.expected, problem.hint
        tree.wrong(problem.code, (*path, *place), got, expected, hint, key=key)
    return read.case


def _names_known(
    tree: Tree, path: Path, model: RulebookModel, number: int, rulebook: Rulebook, lost: Lost
) -> None:
    """What a worked request expects must be there: the outcome, the codes, the promises."""
    worked = model.cases[number]
    assert worked is not None  # noqa: S101 - asked before
    words_known(tree, path, worked, REQUEST_CODES, CaseOutcome)
    if not lost.spares(("service_charters",)):
        return
    known = {promise.id for each in rulebook.charters for promise in each.promises()}
    for name, told in (("clocks", worked.expect.clocks), ("due", worked.expect.due)):
        for id in told or ():
            if id not in known:
                tell_unknown(tree, "unknown-promise", (*path, name, id), id, known, key=True)


def edges_have_requests(
    tree: Tree, path: Path, charter: ServiceCharter, cases: list[Case], rulebook: Rulebook
) -> None:
    """Some request was received on each side of every edge of a version."""
    base = TimeBase(zone=rulebook.jurisdiction.time_zone)
    states = (state_of(case, zone=base.zone) for case in cases)
    received = {day for state in states if (day := base.received(state))}
    for number, version in enumerate(charter.versions):
        wanted = [
            edge.wanted
            for edge in edges_of_validity(version.validity)
            if not any(map(edge.holds, received))
        ]
        if wanted:
            got = Text(
                f"缺少登记日在此的案例：{'、'.join(each.zh for each in wanted)}",
                f"no request received on {', '.join(each.say('en') for each in wanted)}",
            )
            place = (*path, "versions", number, "from")
            tree.wrong("boundary-without-case", place, got, _BOTH_SIDES, severity="warning")


_NO_CHARTER = Text("没有规则的诉求案例", "cases of requests without a rule")
_CHARTERS = Text(
    "service_charters，写在本文件或上级规则库中", "service_charters, here or in a parent"
)
_BOTH_SIDES = Text("每个边界的两侧都有案例", "a case on each side of every boundary")
