"""Cases: each can be read and names what there is; together they stand at every boundary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from bizenv.calendars.days.sets import DaySet, MonthDays, Weekdays
from bizenv.calendars.weekdays import WEEKDAYS
from bizenv.inspections.quiet_periods import QuietPeriod
from bizenv.inspections.records import DAY_FIELDS, inspection_from_row
from bizenv.inspections.values import Inspection, InspectionOutcome
from bizenv.kernel.errors import RecordError, TableError
from bizenv.kernel.legal import Validity
from bizenv.kernel.problems import Problem
from bizenv.kernel.schema import A_DAY, padded, unpadded
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.rulebooks.lint_parts import Lost, Spot
from bizenv.rulebooks.lint_windows import days_to_try, described, leaves
from bizenv.rulebooks.lint_words import tell_unknown
from bizenv.rulebooks.nodes import Path, Tree
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.schema import CaseModel, RulebookModel
from bizenv.rulebooks.vocabulary import headers_of, known_fields

__all__ = [
    "FINDING_CODES",
    "boundaries_have_cases",
    "cases_fit",
    "edges_of_validity",
    "words_known",
]

FINDING_CODES = (
    *("not-an-inspection", "out-of-scope", "not-in-force", "outside-quiet-period", "exempt"),
    *("approved", "lawful-either-way", "catch-all-claimed", "in-quiet-period"),
    *("approved-late", "facts-missing", "partly-covered", "exemptions-unseen", "start-unstated"),
)
"""The codes that a verdict may have, in the order of the page of codes."""

_ONE_DAY = timedelta(days=1)


def cases_fit(
    tree: Tree, model: RulebookModel, rulebook: Rulebook, lost: Lost
) -> list[Inspection] | None:
    """Hold the cases of visits against the rules; the visits, or None where one cannot be read."""
    about_visits = [case is not None and case.is_visit for case in model.cases]
    if any(about_visits) and lost.rules_whole and not rulebook.quiet_periods:
        tree.wrong("no-rules", ("cases",), _NO_RULE, _RULES, key=True)
        return None
    visits: list[Inspection] = []
    readable = True
    for number, case in enumerate(model.cases):
        if case is not None and case.is_visit:
            visit = _read_case(tree, ("cases", number), case, rulebook.vocabulary, lost)
            readable = readable and visit is not None
            visits += [visit] if visit else []
            words_known(tree, ("cases", number, "expect"), case, FINDING_CODES, InspectionOutcome)
            if lost.rules_whole:
                _case_names(tree, ("cases", number), case, rulebook, visit)
    return visits if readable else None


def _read_case(
    tree: Tree, path: Path, case: CaseModel, vocabulary: Vocabulary, lost: Lost
) -> Inspection | None:
    """Read the record of a case; None, with its problems told, where it cannot be read.

    Its keys are fields, or headers as people write them, as in
    :meth:`~bizenv.rulebooks.rulebook.Rulebook.inspection`.
    """
    path, known = (*path, "inspection"), known_fields(vocabulary)
    inspection = case.inspection or {}
    try:
        headers = headers_of(inspection)
    except TableError as error:
        for problem in error.problems:  # two headers of one field; its hint is about tables
            tree.wrong(problem.code, path, problem.got, problem.expected)
        return None
    fields = {header: field for field, header in headers.items()}
    record = {fields.get(name, name): cell for name, cell in inspection.items()}
    for name in (name for name in inspection if fields.get(name, name) not in known):
        tell_unknown(tree, "unknown-field", (*path, name), name, known, key=True)
    for name in DAY_FIELDS:
        if unpadded(record.get(name)):
            spot = (*path, headers.get(name, name))
            tree.wrong("bad-date", spot, repr(record[name]), A_DAY, padded(record[name]))
    try:
        return inspection_from_row({n: c for n, c in record.items() if n in known}, vocabulary)
    except RecordError as error:
        for problem in error.problems:
            field = problem.place.field or ""
            _tell_cell(tree, (*path, headers.get(field, field)), problem, lost)
        return None


def _tell_cell(tree: Tree, spot: Path, problem: Problem, lost: Lost) -> None:
    """Note what is wrong with a cell, unless it was told already."""
    told = any(p.place == tree.place(spot) and p.code == "bad-date" for p in tree.problems)
    if lost.spares(spot) and not tree.told_within(spot) and not told:
        tree.wrong(problem.code, spot, problem.got, problem.expected, problem.hint)


def words_known(
    tree: Tree, path: Path, case: CaseModel, codes: Iterable[str], outcomes: type[StrEnum]
) -> None:
    """The outcome and every code that a case expects are such as its verdict may have."""
    outcome, known = case.expect.outcome.value, [each.value for each in outcomes]
    if outcome not in known:
        tell_unknown(tree, "unknown-word", (*path, "outcome"), outcome, known)
    for number, code in enumerate(case.expect.codes or ()):
        if code is not None and code not in codes:
            tell_unknown(tree, "unknown-code", (*path, "codes", number), code, codes)


def _case_names(
    tree: Tree, path: Path, case: CaseModel, rulebook: Rulebook, visit: Inspection | None
) -> None:
    """What a case names must be there: the rule, the version, the exemptions."""
    rules = [p for p in rulebook.quiet_periods if case.rule in (None, p.id)]
    if case.rule is not None and not rules:
        ids = {period.id for period in rulebook.quiet_periods}
        tell_unknown(tree, "unknown-rule", (*path, "rule"), case.rule, ids)
        return
    known = {ground.id for r in rules for v in r.versions for ground in v.exemptions}
    for place, id in enumerate(case.expect.exemptions or ()):
        if id is not None and id not in known:
            spot = (*path, "expect", "exemptions", place)
            tell_unknown(tree, "unknown-exemption", spot, id, known)
    if case.version is not None:
        _case_in_version(tree, (*path, "version"), case.version, rules, visit)


def _case_in_version(
    tree: Tree, path: Path, name: str, rules: list[QuietPeriod], visit: Inspection | None
) -> None:
    versions = [version for rule in rules for version in rule.versions]
    named = [version for version in versions if version.name == name]
    if not named:
        tell_unknown(tree, "unknown-version", path, name, {v.name for v in versions})
    elif visit and all(version.validity.holds_on(visit.start) is Truth.NO for version in named):
        got = Text(
            f"{name!r}，它在 {visit.start} 没有施行",
            f"{name!r}, which is not in force on {visit.start}",
        )
        tree.wrong("case-outside-version", path, got, _IN_FORCE)


# --- boundaries -------------------------------------------------------------


@frozen
class _Boundary:
    """A kind of day that wants a case, and how to know it."""

    wanted: Text
    holds: Callable[[date], bool]


def _on_month_day(number: int) -> _Boundary:
    words = Text(f"每月 {number} 日", f"day {number} of a month")
    return _Boundary(words, lambda day: day.day == number)


def _on_weekday(number: int) -> _Boundary:
    words = Text(f"周{'一二三四五六日'[number]}", f"a {WEEKDAYS[number]}")
    return _Boundary(words, lambda day: day.weekday() == number)


def _on(edge: date) -> _Boundary:
    return _Boundary(Text(edge.isoformat()), lambda day: day == edge)


def _within(leaf: DaySet) -> _Boundary:
    return _Boundary(described(leaf), lambda day: leaf.truth(day) is Truth.YES)


def _without(leaf: DaySet) -> _Boundary:
    days = described(leaf)
    words = Text(f"{days.zh}以外的日子", f"a day other than {days.en}")
    return _Boundary(words, lambda day: leaf.truth(day) is Truth.NO)


def _edges_of_window(window: DaySet) -> Iterator[_Boundary]:
    """The days around which the window flips."""
    for leaf in leaves(window):
        if isinstance(leaf, MonthDays):
            numbers = {leaf.first - 1, leaf.first, leaf.last, leaf.last + 1}
            yield from map(_on_month_day, sorted(numbers & set(range(1, 32))))
        elif isinstance(leaf, Weekdays):
            inside = {WEEKDAYS.index(name) for name in leaf.names}
            near = inside | {(n + step) % 7 for n in inside for step in (-1, 1)}
            yield from map(_on_weekday, sorted(near) if near != inside else ())
        elif set(map(leaf.truth, days_to_try(leaf))) >= {Truth.YES, Truth.NO}:
            yield from (_within(leaf), _without(leaf))


def edges_of_validity(validity: Validity) -> Iterator[_Boundary]:
    """The days around which the version comes into force and goes out of it."""
    if validity.earliest and validity.latest:
        yield from map(_on, (validity.earliest - _ONE_DAY, validity.latest))
    if validity.until:
        yield from map(_on, (validity.until, validity.until + _ONE_DAY))


def boundaries_have_cases(tree: Tree, spot: Spot, visits: list[Inspection], lost: Lost) -> None:
    """Some case stands on each side of every boundary; one warning a version tells where none."""
    days = {day for visit in visits for day in (visit.start, visit.end)}
    validity = spot.version.validity
    in_force = {day for day in days if validity.holds_on(day) is not Truth.NO}
    asked: list[tuple[_Boundary, set[date]]] = []
    if lost.spares((*spot.path, "window")):
        asked += [(boundary, in_force) for boundary in _edges_of_window(spot.version.window)]
    if all(lost.spares((*spot.path, key)) for key in ("from", "until")):
        asked += [(boundary, days) for boundary in edges_of_validity(validity)]
    wanted = [each.wanted for each, among in asked if not any(map(each.holds, among))]
    if wanted:
        got = Text(
            f"缺少案例的日子：{'、'.join(dict.fromkeys(each.zh for each in wanted))}",
            f"no case on {', '.join(dict.fromkeys(each.say('en') for each in wanted))}",
        )
        path = (*spot.path, "window")
        tree.wrong("boundary-without-case", path, got, _BOTH_SIDES, severity="warning")


_NO_RULE = Text("没有规则的案例", "cases without a rule")
_RULES = Text("quiet_periods，写在本文件或上级规则库中", "quiet_periods, here or in a parent")
_IN_FORCE = Text("在案例当日施行的版本", "a version that is in force on the day of the case")
_BOTH_SIDES = Text("每个边界的两侧都有案例", "a case on each side of every boundary")
