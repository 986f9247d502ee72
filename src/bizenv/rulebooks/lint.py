"""Legal YAML, bad law: what is wrong with a rulebook that reads well.

Days and terms are finite, so these checks are exact: they enumerate. An
*error* makes the law ambiguous or empty, and the rulebook cannot be loaded. A
*warning* is a lack of proof, such as a boundary that no case tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise, product

from attrs import frozen

from bizenv.calendars.days import (
    Complement,
    DaySet,
    Intersection,
    MonthDays,
    Union,
    Unsettled,
    Weekdays,
    days_from,
)
from bizenv.inspections.quiet_periods import Ground, QuietPeriod, QuietVersion
from bizenv.inspections.records import inspection_from_row
from bizenv.inspections.schema import GroundModel, QuietPeriodModel, QuietVersionModel
from bizenv.inspections.values import Inspection
from bizenv.kernel.errors import RecordError
from bizenv.kernel.truth import Truth
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.rulebooks.nodes import Path, Tree
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.schema import RulebookModel
from bizenv.rulebooks.vocabulary import duty_terms

__all__ = ["lint_rulebook"]

_ONE_DAY = timedelta(days=1)
_CYCLE = (date(2001, 1, 1), date(2028, 12, 31))  # 28 years: every weekday meets every date


def lint_rulebook(
    tree: Tree, model: RulebookModel, rulebook: Rulebook, left_out: frozenset[Path]
) -> None:
    """Note in the tree everything that is wrong with the law or unproved by cases."""
    _terms_once(tree)
    _names_once(tree, ("quiet_periods",), [(p.id if p else None) for p in model.quiet_periods])
    _names_once(tree, ("cases",), [(case.name if case else None) for case in model.cases], "name")
    by_id = {period.id: period for period in rulebook.quiet_periods}
    spots: list[_Spot] = []
    for number, period_model in enumerate(model.quiet_periods):
        if period_model:
            path: Path = ("quiet_periods", number)
            period = by_id[period_model.id]
            spots.extend(_spots(path, period_model, period))
            _versions_follow(tree, path, period_model, period, left_out)
    for spot in spots:
        _window_has_sense(tree, spot)
        _duties_known(tree, spot)
        _grounds_have_sense(tree, spot, rulebook.vocabulary)
    visits = _cases_fit(tree, model, rulebook)
    if not any(path[:1] == ("cases",) for path in left_out):
        for spot in spots:
            _boundaries_have_cases(tree, spot, visits)


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


# --- names and terms --------------------------------------------------------


def _terms_once(tree: Tree) -> None:
    """The same word twice in one list of words."""

    def visit(node: object, path: Path) -> None:
        if isinstance(node, dict):
            for key, part in node.items():
                visit(part, (*path, key))
        elif isinstance(node, list):
            words = [part for part in node if isinstance(part, str)]
            for word in (w for w, count in Counter(words).items() if count > 1):
                again = [n for n, part in enumerate(node) if part == word][1:]
                for number in again:
                    tree.wrong("term-twice", (*path, number), repr(word), "each term once")
            for number, part in enumerate(node):
                visit(part, (*path, number))

    visit(tree.value, ())


def _names_once(
    tree: Tree, path: Path, names: Iterable[str | None], key: str = "id"
) -> None:
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
            hint = nearest(duty.do, terms)
            tree.wrong(
                "unknown-term",
                (*spot.path, "duties", number, "do"),
                repr(duty.do),
                f"a duty of the vocabulary: {', '.join(terms)}",
                f"did you mean {hint!r}?" if hint else None,
            )


# --- versions in time -------------------------------------------------------


def _versions_follow(
    tree: Tree,
    path: Path,
    model: QuietPeriodModel,
    period: QuietPeriod,
    left_out: frozenset[Path],
) -> None:
    """Versions stand in order, share no day, and leave no gap that is not declared."""
    numbers = [number for number, version in enumerate(model.versions) if version]
    declared = {(gap.first, gap.last) for gap in period.gaps}
    found: set[tuple[date, date]] = set()
    for (_, earlier), (number, later) in pairwise(zip(numbers, period.versions, strict=True)):
        place = (*path, "versions", number, "from")
        shared = earlier.validity.overlap(later.validity)
        if shared:
            first, last = (day.isoformat() for day in shared)
            got = f"{later.name!r}, which shares {first} to {last} with {earlier.name!r}"
            tree.wrong("overlapping-versions", place, got, "versions in order that share no day")
            continue
        gap = earlier.validity.gap_before(later.validity)
        if gap and gap not in declared and not _lies_within(path, left_out):
            first, last = (day.isoformat() for day in gap)
            tree.wrong(
                "undeclared-gap",
                place,
                f"no version from {first} to {last}",
                "versions that follow each other, or a gap that is declared",
                f"add to 'gaps': {{from: {first}, until: {last}, reason: …}}",
            )
        found |= {gap} if gap else set()
    for number, declared_gap in enumerate(period.gaps):
        if (declared_gap.first, declared_gap.last) not in found:
            got = f"{declared_gap.first.isoformat()} to {declared_gap.last.isoformat()}"
            tree.wrong("no-such-gap", (*path, "gaps", number), got, "the days between two versions")


def _lies_within(path: Path, left_out: frozenset[Path]) -> bool:
    return any(cut[: len(path)] == path for cut in left_out)


# --- the window -------------------------------------------------------------


def _window_has_sense(tree: Tree, spot: _Spot) -> None:
    path, window = (*spot.path, "window"), spot.version.window
    truths = {window.truth(day) for day in days_from(*_CYCLE)}
    got = window.describe("en")
    if truths == {Truth.NO}:
        tree.wrong("empty-window", path, got, "a window that covers some day")
    elif truths == {Truth.YES}:
        tree.wrong("endless-window", path, got, "a window that leaves some day free")
    for leaf in _leaves(window):
        if isinstance(leaf, MonthDays) and leaf.first >= 29:
            expected = "days that every month has"
            hint = "in shorter months this window is empty"
            tree.wrong("day-not-in-every-month", path, repr(leaf), expected, hint, severity="warning")


def _leaves(window: DaySet) -> Iterator[DaySet]:
    if isinstance(window, (Union, Intersection)):
        yield from _leaves(window.left)
        yield from _leaves(window.right)
    elif isinstance(window, (Complement, Unsettled)):
        yield from _leaves(window.days)
    else:
        yield window


# --- exemptions -------------------------------------------------------------

_Combination = dict[str, str]
_GROUND_AXES = (("act", "acts"), ("kind", "kinds"), ("domain", "domains"), ("trigger", "triggers"))


def _axes_of(ground: Ground) -> set[str]:
    axes = {axis for axis, name in _GROUND_AXES if getattr(ground, name) is not None}
    axes |= {"level"} if ground.least_level else set()
    return axes | {f"circumstance:{name}" for name in ground.circumstances}


def _combinations(axes: Iterable[str], vocabulary: Vocabulary) -> Iterator[_Combination]:
    """Every way to choose one term on each axis, less those that contradict a definition."""
    names = sorted(axes)
    choices = [
        ("yes", "no") if name.startswith("circumstance:") else vocabulary[name].codes
        for name in names
    ]
    for choice in product(*choices):
        combination = dict(zip(names, choice, strict=True))
        if not _contradicts(combination, vocabulary):
            yield combination


def _contradicts(combination: _Combination, vocabulary: Vocabulary) -> bool:
    for axis in ("kind", "trigger"):
        term = vocabulary[axis].get(combination.get(axis, ""))
        for other, settled in (term.settles if term else {}).items():
            if combination.get(other, settled) != settled:
                return True
    return False


def matches(ground: Ground, combination: _Combination, vocabulary: Vocabulary) -> bool:
    """Whether a ground holds for one combination of terms.

    The same question as :func:`bizenv.inspections.grounds.meets` asks of the
    facts of a visit; a test ties the two together.
    """
    for axis, name in _GROUND_AXES:
        wanted = getattr(ground, name)
        if wanted is not None:
            codes = vocabulary[axis].expand((combination[axis],))
            if wanted.isdisjoint(codes):
                return False
    if ground.least_level:
        levels = vocabulary["level"]
        least, given = levels.get(ground.least_level), levels.get(combination["level"])
        if least and given and (given.rank or 0) < (least.rank or 0):
            return False
    return all(combination[f"circumstance:{name}"] == "yes" for name in ground.circumstances)


def _grounds_have_sense(tree: Tree, spot: _Spot, vocabulary: Vocabulary) -> None:
    version = spot.version
    kinds = Ground("kinds", spot.period.text, version.citation, kinds=version.kinds,
                   acts=version.acts)

    def regulated(combination: _Combination) -> bool:
        return matches(kinds, combination, vocabulary) and not any(
            matches(ground, combination, vocabulary) for ground in version.not_inspections
        )

    base = _axes_of(kinds).union(*map(_axes_of, version.not_inspections))
    lists: dict[str, list[GroundModel | None]] = {
        "not_inspections": spot.raw.not_inspections,
        "exemptions": spot.raw.exemptions,
    }
    for name, models in lists.items():
        _names_once(tree, (*spot.path, name), [(m.id if m else None) for m in models])
    numbers = [n for n, model in enumerate(spot.raw.exemptions) if model]
    own: list[Ground] = []
    for number, ground in zip(numbers, version.exemptions, strict=True):
        path = (*spot.path, "exemptions", number)
        space = [
            c for c in _combinations(base | _axes_of(ground), vocabulary) if regulated(c)
        ]
        held = [matches(ground, combination, vocabulary) for combination in space]
        if ground.catch_all:
            continue
        if not any(held):
            tree.wrong(
                "exemption-never-matches",
                path,
                f"the exemption {ground.id!r}",
                "an exemption that some regulated visit can meet",
            )
        elif all(held):
            tree.wrong(
                "exemption-swallows-rule",
                path,
                f"the exemption {ground.id!r}, which every regulated visit meets",
                "an exemption that leaves something forbidden",
            )
        for other in own:
            _not_shadowed(tree, path, ground, other, vocabulary)
        own.append(ground)


def _not_shadowed(
    tree: Tree, path: Path, later: Ground, earlier: Ground, vocabulary: Vocabulary
) -> None:
    """Of two exemptions, neither may hold wherever the other does."""
    both = [
        (matches(later, c, vocabulary), matches(earlier, c, vocabulary))
        for c in _combinations(_axes_of(later) | _axes_of(earlier), vocabulary)
    ]
    for narrow, wide, (a, b) in ((later, earlier, (0, 1)), (earlier, later, (1, 0))):
        if any(pair[a] for pair in both) and all(pair[b] for pair in both if pair[a]):
            tree.wrong(
                "exemption-shadowed",
                path,
                f"{narrow.id!r}, which holds only where {wide.id!r} holds too",
                "exemptions that each add something",
            )
            return


# --- cases ------------------------------------------------------------------


def _cases_fit(tree: Tree, model: RulebookModel, rulebook: Rulebook) -> list[Inspection]:
    """Read every case's record, and hold its day against the version it names."""
    visits: list[Inspection] = []
    periods = {period.id: period for period in rulebook.quiet_periods}
    for number, case in enumerate(model.cases):
        if case is None:
            continue
        path: Path = ("cases", number)
        try:
            visit = inspection_from_row(case.inspection, rulebook.vocabulary)
        except RecordError as error:
            for problem in error.problems:
                field = problem.place.field
                spot = (*path, "inspection", *([field] if field else []))
                tree.wrong(problem.code, spot, problem.got, problem.expected, problem.hint)
            continue
        visits.append(visit)
        if case.rule is not None and case.rule not in periods:
            tree.wrong("unknown-rule", (*path, "rule"), repr(case.rule), _one_of(periods))
            continue
        rules = [periods[case.rule]] if case.rule else list(periods.values())
        known = {ground.id for r in rules for v in r.versions for ground in v.exemptions}
        for place, id in enumerate(case.expect.exemptions or ()):
            if id not in known:
                spot = (*path, "expect", "exemptions", place)
                hint = nearest(str(id), known)
                tree.wrong("unknown-exemption", spot, repr(id), _one_of(known),
                           f"did you mean {hint!r}?" if hint else None)
        if case.version is not None:
            _case_in_version(tree, path, case.version, rules, visit)
    return visits


def _one_of(known: Iterable[str]) -> str:
    return f"one of {', '.join(sorted(known))}"


def _case_in_version(
    tree: Tree, path: Path, name: str, rules: list[QuietPeriod], visit: Inspection
) -> None:
    versions = {version.name: version for rule in rules for version in rule.versions}
    version = versions.get(name)
    if version is None:
        tree.wrong("unknown-version", (*path, "version"), repr(name), _one_of(versions))
    elif version.validity.holds_on(visit.start) is Truth.NO:
        tree.wrong(
            "case-outside-version",
            (*path, "version"),
            f"{name!r}, which is not in force on {visit.start.isoformat()}",
            "a version that is in force on the day of the case",
        )


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


def _boundaries(version: QuietVersion) -> Iterator[_Boundary]:
    """The days around which the answer flips; each wants a case."""
    for leaf in _leaves(version.window):
        if isinstance(leaf, MonthDays):
            numbers = {leaf.first - 1, leaf.first, leaf.last, leaf.last + 1}
            yield from map(_on_month_day, sorted(numbers & set(range(1, 32))))
        elif isinstance(leaf, Weekdays):
            inside = {_WEEK.index(name) for name in leaf.names}
            near = inside | {(n + step) % 7 for n in inside for step in (-1, 1)}
            if near != inside:
                yield from map(_on_weekday, sorted(near))
        elif {leaf.truth(day) for day in days_from(*_CYCLE)} >= {Truth.YES, Truth.NO}:
            yield _where(leaf, Truth.YES, "a visit on")
            yield _where(leaf, Truth.NO, "a visit not on")
    validity = version.validity
    if validity.earliest and validity.latest:
        yield from map(_on, (validity.earliest - _ONE_DAY, validity.latest))
    if validity.until:
        yield from map(_on, (validity.until, validity.until + _ONE_DAY))


def _boundaries_have_cases(tree: Tree, spot: _Spot, visits: list[Inspection]) -> None:
    days = {day for visit in visits for day in (visit.start, visit.end)}
    for boundary in _boundaries(spot.version):
        if not any(map(boundary.holds, days)):
            tree.wrong(
                "boundary-without-case",
                (*spot.path, "window"),
                f"no case with {boundary.wanted}",
                "a case on each side of every boundary",
                severity="warning",
            )
