"""Legal YAML, bad law: what is wrong with a rulebook that reads well.

Days and terms are finite, so these checks are exact: they enumerate. An
*error* makes the law ambiguous or empty, and the rulebook cannot be loaded. A
*warning* is a lack of proof, such as a boundary that no case tests. What the
validation had to leave out is not judged again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations, pairwise, product
from typing import Any

from attrs import field, frozen

from bizenv.calendars.days import (
    Complement,
    Dates,
    DaySet,
    Intersection,
    MonthDays,
    Recurrence,
    Union,
    Unsettled,
    Weekdays,
    days_from,
)
from bizenv.inspections.quiet_periods import Ground, QuietPeriod, QuietVersion
from bizenv.inspections.records import FIELDS, inspection_from_row
from bizenv.inspections.schema import QuietPeriodModel, QuietVersionModel
from bizenv.inspections.values import Inspection
from bizenv.kernel.errors import RecordError
from bizenv.kernel.legal import Validity
from bizenv.kernel.truth import Truth
from bizenv.kernel.vocabulary import NONE, Vocabulary, nearest
from bizenv.rulebooks.nodes import Path, Tree
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.schema import CaseModel, RulebookModel
from bizenv.rulebooks.vocabulary import duty_terms

__all__ = ["days_to_try", "leaves", "lint_rulebook"]

_ONE_DAY = timedelta(days=1)
_FIRST_YEAR, _CYCLE_YEARS = 2001, 28  # in 28 years every weekday meets every date


def lint_rulebook(
    tree: Tree,
    model: RulebookModel,
    rulebook: Rulebook,
    own: Mapping[int, QuietPeriod],
    left_out: frozenset[Path],
) -> None:
    """Note in the tree everything that is wrong with the law or unproved by cases.

    ``own`` are the file's own quiet periods by their place in its list.
    """
    lost = _Lost(left_out | tree.told)
    _terms_once(tree)
    _names_once(tree, ("quiet_periods",), [(p.id if p else None) for p in model.quiet_periods])
    _names_once(tree, ("cases",), [(case.name if case else None) for case in model.cases], "name")
    spots: list[_Spot] = []
    for number, period_model in enumerate(model.quiet_periods):
        if period_model:
            path: Path = ("quiet_periods", number)
            spots.extend(_spots(path, period_model, own[number]))
            _versions_follow(tree, path, period_model, own[number], lost)
    for spot in spots:
        if lost.spares((*spot.path, "window")):
            _window_has_sense(tree, spot)
        _duties_known(tree, spot)
        _grounds_have_sense(tree, spot, rulebook.vocabulary, lost)
    unread = any(problem.code in _UNREAD for problem in tree.problems)
    visits = _cases_fit(tree, model, rulebook, lost)
    if visits is not None and lost.spares(("cases",)) and not unread:
        for spot in spots:
            _boundaries_have_cases(tree, spot, visits, lost)


_UNREAD = frozenset({"bad-key", "duplicate-key", "second-document"})
"""Codes of problems where a part of the file was not read; cases may stand there."""


@frozen
class _Spot:
    """One version and where it stands."""

    path: Path
    period: QuietPeriod
    version: QuietVersion
    raw: QuietVersionModel


def _spots(path: Path, model: QuietPeriodModel, period: QuietPeriod) -> Iterator[_Spot]:
    versions = iter(period.versions)
    for number, version in enumerate(model.versions):
        if version:
            yield _Spot((*path, "versions", number), period, next(versions), version)


@frozen
class _Lost:
    """What could not be read, or had to be left out by the validation."""

    cuts: frozenset[Path]
    _around: frozenset[Path] = field(init=False)

    def __attrs_post_init__(self) -> None:
        around = frozenset(cut[:depth] for cut in self.cuts for depth in range(len(cut) + 1))
        object.__setattr__(self, "_around", around)

    def spares(self, path: Path) -> bool:
        """Whether nothing of a part was left out."""
        above = (path[:depth] for depth in range(len(path)))
        return path not in self._around and self.cuts.isdisjoint(above)

    @property
    def rules_whole(self) -> bool:
        """Whether every rule, version and exemption is there under its name."""
        return not any(len(cut) == 1 or _NAMING.intersection(cut[-2:]) for cut in self.cuts)


_NAMING = frozenset({"quiet_periods", "versions", "exemptions", "from"})


# --- names and terms --------------------------------------------------------


def _terms_once(tree: Tree) -> None:
    """The same word twice in one list of words."""

    def visit(node: object, path: Path) -> None:
        if isinstance(node, dict):
            for key, part in node.items():
                visit(part, (*path, key))
        elif isinstance(node, list):
            seen: set[str] = set()
            for number, part in enumerate(node):
                if isinstance(part, str) and part in seen:
                    tree.wrong("term-twice", (*path, number), repr(part), "each term once")
                elif isinstance(part, str):
                    seen.add(part)
                else:
                    visit(part, (*path, number))

    visit(tree.value, ())


def _names_once(tree: Tree, path: Path, names: Iterable[str | None], key: str = "id") -> None:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            tree.wrong("duplicate-id", (*path, number, key), repr(name), "a name of its own")
        if name:
            seen.add(name)


def _duties_known(tree: Tree, spot: _Spot) -> None:
    terms = duty_terms()
    for number, duty in enumerate(spot.raw.duties):
        if duty and duty.do not in terms:
            path = (*spot.path, "duties", number, "do")
            _tell_unknown(tree, "unknown-term", path, duty.do, terms)


def _tell_unknown(
    tree: Tree, code: str, path: Path, word: str, known: Iterable[str], *, key: bool = False
) -> None:
    known = sorted(known)
    hint = nearest(word, known)
    got = f"the key {word!r}" if key else repr(word)
    expected = f"one of {', '.join(known)}" if known else "no name, for there is none"
    tree.wrong(code, path, got, expected, f"did you mean {hint!r}?" if hint else None, key=key)


# --- versions in time -------------------------------------------------------


def _versions_follow(
    tree: Tree, path: Path, model: QuietPeriodModel, period: QuietPeriod, lost: _Lost
) -> None:
    """Versions stand in order, share no day, and leave no gap that is not declared."""
    numbers = [number for number, version in enumerate(model.versions) if version]
    dated = [
        (number, version)
        for number, version in zip(numbers, period.versions, strict=True)
        if all(lost.spares((*path, "versions", number, key)) for key in ("from", "until"))
    ]
    gaps_known = lost.spares((*path, "gaps"))
    declared = {(gap.first, gap.last) for gap in period.gaps}
    found: set[tuple[date, date]] = set()
    in_line = len(dated) == len(model.versions)
    for (before, earlier), (number, later) in pairwise(dated):
        place = (*path, "versions", number, "from")
        gap = earlier.validity.gap_before(later.validity)
        if _out_of_line(tree, place, earlier, later):
            in_line = False
        elif gap and gap not in declared and gaps_known and number == before + 1:
            _tell_gap(tree, place, *gap)
        elif gap:
            found.add(gap)
    numbers = [number for number, gap_model in enumerate(model.gaps) if gap_model]
    for number, stated in zip(numbers, period.gaps, strict=True):
        if in_line and gaps_known and (stated.first, stated.last) not in found:
            got = f"{stated.first.isoformat()} to {stated.last.isoformat()}"
            tree.wrong("no-such-gap", (*path, "gaps", number), got, "the days between two versions")


def _out_of_line(tree: Tree, place: Path, earlier: QuietVersion, later: QuietVersion) -> bool:
    shared = earlier.validity.overlap(later.validity)
    if shared:
        got = f"{later.name!r}, which shares {_span(*shared)} with {earlier.name!r}"
        expected = "versions in order that share no day"
        tree.wrong("overlapping-versions", place, got, expected)
    elif _first(later.validity) < _first(earlier.validity):
        got = f"{later.name!r}, which stands after {earlier.name!r}"
        tree.wrong("versions-out-of-order", place, got, "versions in order of time")
    else:
        return False
    return True


def _first(validity: Validity) -> date:
    return validity.earliest or date.min


def _span(first: date, last: date) -> str:
    if first == date.min:
        return "every day" if last == date.max else f"every day to {last.isoformat()}"
    if last == date.max:
        return f"every day from {first.isoformat()}"
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _tell_gap(tree: Tree, place: Path, first: date, last: date) -> None:
    tree.wrong(
        "undeclared-gap",
        place,
        f"no version for {_span(first, last)}",
        "versions that follow each other, or a gap that is declared",
        f"add to 'gaps': {{from: {first}, until: {last}, reason: {{zh: …}}}}",
    )


# --- the window -------------------------------------------------------------


def days_to_try(window: DaySet) -> Iterator[date]:
    """Days enough to know what a window can answer: every kind of day, and days it names.

    >>> sum(1 for _ in days_to_try(MonthDays(1, 22)))
    10227
    """
    parts = list(leaves(window))
    year = max(_FIRST_YEAR, *(leaf.start.year for leaf in parts if isinstance(leaf, Recurrence)), 0)
    yield from days_from(date(year, 1, 1), date(year + _CYCLE_YEARS - 1, 12, 31))
    for leaf in parts:
        if isinstance(leaf, Dates):
            yield from leaf.days


def leaves(window: DaySet) -> Iterator[DaySet]:
    """The simple sets that a window is made of."""
    if isinstance(window, (Union, Intersection)):
        yield from leaves(window.left)
        yield from leaves(window.right)
    elif isinstance(window, (Complement, Unsettled)):
        yield from leaves(window.days)
    else:
        yield window


def _window_has_sense(tree: Tree, spot: _Spot) -> None:
    path, window = (*spot.path, "window"), spot.version.window
    truths = set(map(window.truth, days_to_try(window)))
    got = window.describe("en")
    if truths == {Truth.NO}:
        tree.wrong("empty-window", path, got, "a window that covers some day")
    elif truths == {Truth.YES}:
        tree.wrong("endless-window", path, got, "a window that leaves some day free")
    for leaf in leaves(window):
        if isinstance(leaf, MonthDays) and leaf.first >= 29:
            tree.wrong(
                "day-not-in-every-month",
                path,
                leaf.describe("en"),
                "days that every month has",
                "in shorter months there is no such day",
                severity="warning",
            )


# --- exemptions -------------------------------------------------------------

_Combination = dict[str, Any]
_SETS = {"act": "acts", "kind": "kinds", "domain": "domains", "trigger": "triggers"}
_SETTLING = ("kind", "trigger")
"""The axes whose terms may settle one another by definition."""
_HELD = "circumstances"


def _asks(ground: Ground) -> set[str]:
    """The axes that a ground asks about."""
    axes = {axis for axis, name in _SETS.items() if getattr(ground, name) is not None}
    axes |= {"level"} if ground.least_level else set()
    return axes | ({_HELD} if ground.circumstances else set())


def _meets(ground: Ground, axis: str, choice: Any, vocabulary: Vocabulary) -> bool:
    """Whether what was chosen on one axis is what a ground asks for there."""
    if axis == _HELD:
        return set(ground.circumstances).issubset(choice)
    if axis == "level":
        levels = vocabulary["level"]
        return levels.rank(choice) >= levels.rank(ground.least_level or "")
    wanted = getattr(ground, _SETS[axis])
    return wanted is None or not wanted.isdisjoint(vocabulary[axis].expand((choice,)))


def matches(ground: Ground, combination: _Combination, vocabulary: Vocabulary) -> bool:
    """Whether a ground holds for one combination of terms.

    The same question as :func:`bizenv.inspections.grounds.meets` asks of the
    facts of a visit; a test ties the two together.
    """
    return all(_meets(ground, axis, combination[axis], vocabulary) for axis in _asks(ground))


def _choices(axis: str, grounds: Iterable[Ground], vocabulary: Vocabulary) -> Iterable[Any]:
    """What may be chosen on an axis; of terms that no ground tells apart, one.

    A ground asks that circumstances hold and never that they do not, so each
    ground's own set of them, and none at all, are choices enough.
    """
    if axis == _HELD:
        return {frozenset(), *(frozenset(ground.circumstances) for ground in grounds)}
    codes = vocabulary[axis].codes
    if axis in ("domain", "trigger"):
        codes = (*codes, NONE)
    if axis in _SETTLING:
        return codes
    told_apart: dict[tuple[bool, ...], str] = {}
    for code in codes:
        answers = tuple(_meets(ground, axis, code, vocabulary) for ground in grounds)
        told_apart.setdefault(answers, code)
    return told_apart.values()


def _combinations(grounds: Iterable[Ground], vocabulary: Vocabulary) -> Iterator[_Combination]:
    """Every way to choose on the axes, less those that contradict a definition."""
    grounds = tuple(grounds)
    axes = sorted(set[str]().union(*map(_asks, grounds)))
    for choice in product(*(_choices(axis, grounds, vocabulary) for axis in axes)):
        combination = dict(zip(axes, choice, strict=True))
        if not _contradicts(combination, vocabulary):
            yield combination


def _contradicts(combination: _Combination, vocabulary: Vocabulary) -> bool:
    for axis in _SETTLING:
        term = vocabulary[axis].get(combination.get(axis, ""))
        for other, settled in (term.settles if term else {}).items():
            if combination.get(other, settled) != settled:
                return True
    return False


def _grounds_have_sense(tree: Tree, spot: _Spot, vocabulary: Vocabulary, lost: _Lost) -> None:
    version = spot.version
    for name, models in (
        ("not_inspections", spot.raw.not_inspections),
        ("exemptions", spot.raw.exemptions),
    ):
        _names_once(tree, (*spot.path, name), [(model.id if model else None) for model in models])
    numbers = [number for number, model in enumerate(spot.raw.exemptions) if model]
    grounds = [
        ((*spot.path, "exemptions", number), ground)
        for number, ground in zip(numbers, version.exemptions, strict=True)
        if not ground.catch_all and lost.spares((*spot.path, "exemptions", number))
    ]
    if all(lost.spares((*spot.path, key)) for key in ("acts", "kinds", "not_inspections")):
        grounds = [each for each in grounds if _exempts_some(tree, *each, spot, vocabulary)]
    told: set[str] = set()
    for (_, earlier), (path, later) in combinations(grounds, 2):
        if not told & {earlier.id, later.id}:
            told |= _shadowed(tree, path, later, earlier, vocabulary)


def _exempts_some(
    tree: Tree, path: Path, ground: Ground, spot: _Spot, vocabulary: Vocabulary
) -> bool:
    """Whether an exemption holds for some of the visits that are regulated, and not for all."""
    version = spot.version
    of_the_rule = Ground(
        "kinds", spot.period.text, version.citation, kinds=version.kinds, acts=version.acts
    )
    space = _combinations((of_the_rule, *version.not_inspections, ground), vocabulary)
    held = {
        matches(ground, combination, vocabulary)
        for combination in space
        if matches(of_the_rule, combination, vocabulary)
        and not any(matches(out, combination, vocabulary) for out in version.not_inspections)
    }
    if True not in held:
        got, expected = f"the exemption {ground.id!r}", "one that some regulated visit can meet"
        tree.wrong("exemption-never-matches", path, got, expected)
    elif False not in held:
        got = f"the exemption {ground.id!r}, which every regulated visit meets"
        expected = "one that leaves something forbidden"
        tree.wrong("exemption-swallows-rule", path, got, expected)
    return len(held) == 2


def _shadowed(
    tree: Tree, path: Path, later: Ground, earlier: Ground, vocabulary: Vocabulary
) -> set[str]:
    """The one of two exemptions, if any, that holds only where the other does, told."""
    space = list(_combinations((later, earlier), vocabulary))
    by_later = [matches(later, combination, vocabulary) for combination in space]
    by_earlier = [matches(earlier, combination, vocabulary) for combination in space]
    pairs = ((later, by_later, earlier, by_earlier), (earlier, by_earlier, later, by_later))
    for narrow, holds, wide, covers in pairs:
        if any(holds) and all(b for a, b in zip(holds, covers, strict=True) if a):
            got = f"{narrow.id!r}, which holds only where {wide.id!r} holds too"
            tree.wrong("exemption-shadowed", path, got, "exemptions that each add something")
            return {narrow.id}
    return set()


# --- cases ------------------------------------------------------------------


def _cases_fit(
    tree: Tree, model: RulebookModel, rulebook: Rulebook, lost: _Lost
) -> list[Inspection] | None:
    """Hold every case against the rules; its visits, or None where one cannot be read."""
    if model.cases and lost.rules_whole and not rulebook.quiet_periods:
        expected = "quiet_periods, here or in a parent"
        tree.wrong("no-rules", ("cases",), "cases without a rule", expected, key=True)
        return None
    visits: list[Inspection] = []
    readable = True
    for number, case in enumerate(model.cases):
        if case is not None:
            visit = _read_case(tree, ("cases", number), case, rulebook.vocabulary, lost)
            readable = readable and visit is not None
            visits += [visit] if visit else []
            if lost.rules_whole:
                _case_names(tree, ("cases", number), case, rulebook, visit)
    return visits if readable else None


def _read_case(
    tree: Tree, path: Path, case: CaseModel, vocabulary: Vocabulary, lost: _Lost
) -> Inspection | None:
    """Read the record of a case; None, with its problems told, where it cannot be read."""
    known = (*FIELDS, *vocabulary["circumstance"].codes)
    for name in (name for name in case.inspection if name not in known):
        place = (*path, "inspection", name)
        _tell_unknown(tree, "unknown-field", place, name, known, key=True)
    record = {name: cell for name, cell in case.inspection.items() if name in known}
    try:
        return inspection_from_row(record, vocabulary)
    except RecordError as error:
        for problem in error.problems:
            spot = (*path, "inspection", problem.place.field or "")
            if lost.spares(spot) and not tree.told_within(spot):
                tree.wrong(problem.code, spot, problem.got, problem.expected, problem.hint)
        return None


def _case_names(
    tree: Tree, path: Path, case: CaseModel, rulebook: Rulebook, visit: Inspection | None
) -> None:
    """What a case names must be there: the rule, the version, the exemptions."""
    periods = {period.id: period for period in rulebook.quiet_periods}
    if case.rule is not None and case.rule not in periods:
        _tell_unknown(tree, "unknown-rule", (*path, "rule"), case.rule, periods)
        return
    rules = [periods[case.rule]] if case.rule else list(periods.values())
    known = {ground.id for r in rules for v in r.versions for ground in v.exemptions}
    for place, id in enumerate(case.expect.exemptions or ()):
        if id is not None and id not in known:
            spot = (*path, "expect", "exemptions", place)
            _tell_unknown(tree, "unknown-exemption", spot, id, known)
    if case.version is not None:
        _case_in_version(tree, (*path, "version"), case.version, rules, visit)


def _case_in_version(
    tree: Tree, path: Path, name: str, rules: list[QuietPeriod], visit: Inspection | None
) -> None:
    versions = [version for rule in rules for version in rule.versions]
    named = [version for version in versions if version.name == name]
    if not named:
        _tell_unknown(tree, "unknown-version", path, name, {v.name for v in versions})
    elif visit and all(version.validity.holds_on(visit.start) is Truth.NO for version in named):
        got = f"{name!r}, which is not in force on {visit.start.isoformat()}"
        expected = "a version that is in force on the day of the case"
        tree.wrong("case-outside-version", path, got, expected)


@frozen
class _Boundary:
    """A kind of day that wants a case, and how to know it."""

    wanted: str
    holds: Callable[[date], bool]


def _on_month_day(number: int) -> _Boundary:
    return _Boundary(f"a visit on day {number} of a month", lambda day: day.day == number)


def _on_weekday(number: int) -> _Boundary:
    return _Boundary(f"a visit on a {_WEEK[number]}", lambda day: day.weekday() == number)


def _on(edge: date) -> _Boundary:
    return _Boundary(f"a visit on {edge.isoformat()}", lambda day: day == edge)


def _where(leaf: DaySet, truth: Truth, words: str) -> _Boundary:
    return _Boundary(f"{words} {leaf.describe('en')}", lambda day: leaf.truth(day) is truth)


_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _edges_of_window(window: DaySet) -> Iterator[_Boundary]:
    """The days around which the window flips."""
    for leaf in leaves(window):
        if isinstance(leaf, MonthDays):
            numbers = {leaf.first - 1, leaf.first, leaf.last, leaf.last + 1}
            yield from map(_on_month_day, sorted(numbers & set(range(1, 32))))
        elif isinstance(leaf, Weekdays):
            inside = {_WEEK.index(name) for name in leaf.names}
            near = inside | {(n + step) % 7 for n in inside for step in (-1, 1)}
            yield from map(_on_weekday, sorted(near) if near != inside else ())
        elif set(map(leaf.truth, days_to_try(leaf))) >= {Truth.YES, Truth.NO}:
            yield _where(leaf, Truth.YES, "a visit on")
            yield _where(leaf, Truth.NO, "a visit not on")


def _edges_of_validity(validity: Validity) -> Iterator[_Boundary]:
    """The days around which the version comes into force and goes out of it."""
    if validity.earliest and validity.latest:
        yield from map(_on, (validity.earliest - _ONE_DAY, validity.latest))
    if validity.until:
        yield from map(_on, (validity.until, validity.until + _ONE_DAY))


def _boundaries_have_cases(tree: Tree, spot: _Spot, visits: list[Inspection], lost: _Lost) -> None:
    days = {day for visit in visits for day in (visit.start, visit.end)}
    validity = spot.version.validity
    in_force = {day for day in days if validity.holds_on(day) is not Truth.NO}
    asked: list[tuple[_Boundary, set[date]]] = []
    if lost.spares((*spot.path, "window")):
        asked += [(boundary, in_force) for boundary in _edges_of_window(spot.version.window)]
    if all(lost.spares((*spot.path, key)) for key in ("from", "until")):
        asked += [(boundary, days) for boundary in _edges_of_validity(validity)]
    for boundary, among in asked:
        if not any(map(boundary.holds, among)):
            tree.wrong(
                "boundary-without-case",
                (*spot.path, "window"),
                f"no case with {boundary.wanted}",
                "a case on each side of every boundary",
                severity="warning",
            )
