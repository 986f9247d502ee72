"""How many visits count, and which are beyond the bound: the definition, visit by visit.

What cannot be decided is counted both ways: ``low`` visits surely count,
``high`` perhaps do. Of several visits on one day the later rows come later.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, compress
from typing import Any, TypeAlias

from attrs import Factory, define, frozen

from bizenv.inspections.situations import situation_of
from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.frequency import (
    FrequencyRule,
    FrequencyVersion,
    VisitedBy,
    VisitedFor,
)
from bizenv.inspections.whole.identity import true_id
from bizenv.inspections.whole.spans import SpanKind
from bizenv.inspections.whole.standings import Standing, Standings
from bizenv.kernel.truth import Truth, all_of, any_of
from bizenv.kernel.verdict import MissingFact
from bizenv.kernel.vocabulary import Vocabulary

__all__ = [
    "Counted",
    "Counts",
    "Group",
    "Unplaced",
    "VisitCount",
    "count_visits",
    "counted",
    "group_facts",
]

Rows: TypeAlias = tuple[int, ...]


@frozen
class Group:
    """Whose visits are counted together: enterprise, agency or level, matter or licence."""

    enterprise: str | None
    who: str | None = None
    what: str | None = None


@frozen(eq=False)
class VisitCount:
    """The visits of one group in one span, held against one version of a rule.

    ``rows`` surely count and ``perhaps`` may; ``beyond`` are the rows of visits
    beyond the bound, ``perhaps_beyond`` of those that may be. ``low`` and
    ``high`` bound how many visits there are; of a rolling span, the most that
    one span holds. ``limit`` is the lowest bound that any of the visits has.
    """

    rule: str
    version: FrequencyVersion
    group: Group
    first: date
    last: date
    rows: Rows
    perhaps: Rows
    beyond: Rows
    perhaps_beyond: Rows
    low: int
    high: int
    limit: int | None
    missing: tuple[MissingFact, ...] = ()

    @property
    def over(self) -> Truth:
        """Whether some visit is beyond the bound."""
        if self.beyond:
            return Truth.YES
        return Truth.UNKNOWN if self.perhaps_beyond else Truth.NO

    @property
    def under(self) -> Truth:
        """Whether there are too few visits, as far as these are all of the span."""
        least = self.version.least
        if least is None or self.low >= least:
            return Truth.NO
        return Truth.YES if self.high < least else Truth.UNKNOWN


@frozen
class Unplaced:
    """Rows that may count but lack the fact that says with which others."""

    rule: str
    version: FrequencyVersion
    fact: str
    rows: Rows


@frozen
class Counts:
    """What comes of counting by one rule."""

    groups: tuple[VisitCount, ...]
    unplaced: tuple[Unplaced, ...]


@define
class Counted:
    """One visit: some rows, its day, and how it stands."""

    day: date
    rows: list[int]
    counts: list[Truth] = Factory(list)
    standings: list[Standing] = Factory(list)
    truth: Truth = Truth.NO
    found: Truth = Truth.NO
    low: int | None = None
    high: int | None = None

    def settle(self) -> None:
        """What the rows say together: it counts if one does, it found what one found."""
        self.truth = any_of(self.counts)
        self.found = any_of(
            all_of((truth, each.found))
            for truth, each in zip(self.counts, self.standings, strict=True)
        )
        lows = [each.low for each in self.standings if each.low is not None]
        highs = [each.high for each in self.standings if each.high is not None]
        self.low, self.high = max(lows, default=None), max(highs, default=None)


def group_facts(version: FrequencyVersion) -> tuple[str, ...]:
    """The facts by which visits are counted together, in order of :class:`Group`."""
    by = {VisitedBy.AGENCY: "agency", VisitedBy.LEVEL: "agency_level", VisitedBy.ALL: ""}
    per = {VisitedFor.ENTERPRISE: "", VisitedFor.MATTER: "matter", VisitedFor.LICENCE: "licence"}
    return ("enterprise", by[version.by], per[version.per])


def count_visits(
    visits: Iterable[Inspection], rule: FrequencyRule, vocabulary: Vocabulary
) -> Counts:
    """Count visits by a frequency rule, group by group in the order of their first rows.

    Rows of one agency at one enterprise on one day with one id are one visit.
    A visit belongs to the day on which it starts.

    >>> from bizenv.kernel.legal import Citation, Source
    >>> from bizenv.kernel.text import Text
    >>> from bizenv.rulebooks.vocabulary import base_vocabulary
    >>> twice = FrequencyVersion(most=2, citation=Citation(Source("n", "通知", "official")))
    >>> rule = FrequencyRule("twice", Text("每年两次"), (twice,))
    >>> days = [date(2026, month, 1) for month in (3, 5, 9)]
    >>> visits = [Inspection(start=day, enterprise="E1", agency="A") for day in days]
    >>> (found,) = count_visits(visits, rule, base_vocabulary()).groups
    >>> found.low, found.beyond
    (3, (2,))

    Raises:
        RecordError: a visit uses a word that is in no list.
    """
    rows = tuple(visits)
    groups: list[VisitCount] = []
    unplaced: list[Unplaced] = []
    for version in rule.versions:
        placed, lacking = _placed(rows, version, vocabulary)
        name = rule.rule(version)
        lost = [fact for fact in group_facts(version) if fact in lacking]
        unplaced += [Unplaced(name, version, fact, tuple(lacking[fact])) for fact in lost]
        groups += [
            counted(name, version, group, list(members.values()))
            for (group, _), members in placed.items()
        ]
    return Counts(tuple(groups), tuple(unplaced))


_Placed: TypeAlias = dict[tuple[Group, int], dict[Any, Counted]]


def _placed(
    rows: Sequence[Inspection], version: FrequencyVersion, vocabulary: Vocabulary
) -> tuple[_Placed, dict[str, list[int]]]:
    """The visits that may count, by group and span; and the rows that lack a group's fact."""
    standings = Standings(version, vocabulary)
    placed: _Placed = {}
    lacking: dict[str, list[int]] = {}
    facts = group_facts(version)
    for row, visit in enumerate(rows):
        standing = standings.of(situation_of(visit))
        counts = standing.counts & version.validity.holds_on(visit.start)
        if counts is Truth.NO:
            continue
        values = [_part(visit, fact) for fact in facts]
        lost = [fact for fact, value in zip(facts, values, strict=True) if fact and not value]
        for fact in lost:
            lacking.setdefault(fact, []).append(row)
        if lost:
            continue
        calendar = version.span.kind is SpanKind.CALENDAR
        number = version.span.number(visit.start) if calendar else 0
        members = placed.setdefault((Group(*values), number), {})
        one = members.setdefault(_visit_key(visit, version), Counted(visit.start, []))
        one.rows.append(row)
        one.counts.append(counts)
        one.standings.append(standing)
    return placed, lacking


def _part(visit: Inspection, fact: str) -> str | None:
    """What a visit has of one fact of a group."""
    if fact == "enterprise":
        return true_id(visit.enterprise.id) if visit.enterprise else None
    if fact == "agency":
        return (visit.agency.id or None) if visit.agency else None
    return getattr(visit, fact) if fact else None


def _visit_key(visit: Inspection, version: FrequencyVersion) -> Any:
    """What rows of one visit have in common, beside their group."""
    if version.joint_once:
        return visit.start
    return visit.start, _part(visit, "agency"), visit.id


def counted(
    rule: str, version: FrequencyVersion, group: Group, members: list[Counted]
) -> VisitCount:
    """Count the visits of one group in one span."""
    for each in members:
        each.settle()
    members.sort(key=lambda each: (each.day, each.rows[0]))
    figures = list(_figures(version, members))
    beyond = [_sure(m, low) for m, (low, _) in zip(members, figures, strict=True)]
    perhaps = [
        _may(m, high) and not sure
        for m, (_, high), sure in zip(members, figures, beyond, strict=True)
    ]
    limits = [each.low for each in members if each.low is not None]
    days = [each.day for each in members]
    whole = version.span.kind is SpanKind.CALENDAR
    first, last = version.span.around(days[0]) if whole else (days[0], days[-1])
    open_rows = [m for m in members if m.truth is Truth.UNKNOWN]
    return VisitCount(
        rule=rule,
        version=version,
        group=group,
        first=first,
        last=last,
        rows=_rows(m for m in members if m.truth is Truth.YES),
        perhaps=_rows(open_rows),
        beyond=_rows(compress(members, beyond)),
        perhaps_beyond=_rows(compress(members, perhaps)),
        low=max(low for low, _ in figures),
        high=max(high for _, high in figures),
        limit=min(limits, default=None),
        missing=_missing(members),
    )


def _figures(version: FrequencyVersion, members: Sequence[Counted]) -> Iterator[tuple[int, int]]:
    """For each visit in order, how many there are up to it: surely, and perhaps.

    They are counted from the day on which a rolling span opens, and after the
    last earlier day on which a visit found something.
    """
    days = [member.day for member in members]
    sure = [0, *accumulate(member.truth is Truth.YES for member in members)]
    rolling = version.span.kind is SpanKind.ROLLING
    cuts = _cuts(members)
    for place, (day, (clean_low, clean_high)) in enumerate(zip(days, cuts, strict=True)):
        opens = bisect_left(days, version.span.opens(day)) if rolling else 0
        yield (
            sure[place + 1] - sure[max(opens, bisect_right(days, clean_low))],
            place + 1 - max(opens, bisect_right(days, clean_high)),
        )


def _cuts(members: Sequence[Counted]) -> Iterator[tuple[date, date]]:
    """The last earlier days on which a visit perhaps, and surely, found something."""
    low = high = low_so_far = high_so_far = today = date.min
    for member in members:
        if member.day != today:
            low, high, today = low_so_far, high_so_far, member.day
        if member.found is not Truth.NO:
            low_so_far = member.day
        if member.found is Truth.YES:
            high_so_far = member.day
        yield low, high


def _sure(member: Counted, low: int) -> bool:
    return member.truth is Truth.YES and member.high is not None and low > member.high


def _may(member: Counted, high: int) -> bool:
    return member.low is not None and high > member.low


def _rows(members: Iterable[Counted]) -> Rows:
    return tuple(sorted(row for member in members for row in member.rows))


def _missing(members: Iterable[Counted]) -> tuple[MissingFact, ...]:
    """The facts that are not known of visits that may count, each once."""
    found: Mapping[str, MissingFact] = {
        fact: fact for m in members for each in m.standings for fact in each.missing
    }
    return tuple(found.values())
