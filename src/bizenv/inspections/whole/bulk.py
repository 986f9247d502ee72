"""What a schedule holds against each rule, in bulk.

Nothing of a rule is written twice. Each distinct situation is asked once; what
surely is in order is put aside by counting codes; the rest is counted and
merged by the scalar functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.inspections.quiet_periods import Condition
from bizenv.inspections.situations import SITUATION
from bizenv.inspections.values import Agency, Enterprise, Inspection
from bizenv.inspections.whole.columns import BLANK, PLACEHOLDER, TRUE, VisitColumns
from bizenv.inspections.whole.counting import (
    Counted,
    Counts,
    Group,
    Unplaced,
    counted,
    group_facts,
)
from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion
from bizenv.inspections.whole.gathering import (
    Identities,
    JointVisits,
    PaperCount,
    Scoped,
)
from bizenv.inspections.whole.identity import look_alikes
from bizenv.inspections.whole.joint_visits import (
    Entry,
    JointRule,
    JointVersion,
    Merge,
    Share,
    best_merges,
)
from bizenv.inspections.whole.papers import PaperRule, Records, paper_state
from bizenv.inspections.whole.rules import Gathered, ScheduleRules
from bizenv.inspections.whole.spans import SpanKind
from bizenv.inspections.whole.standings import Standing, Standings
from bizenv.kernel.legal import Validity
from bizenv.kernel.truth import Truth
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.columns import Codes, Encoded, compact, gather
from bizenv.tables.combinations import Combinations

__all__ = ["gather_columns"]

_RANK = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}
_TRUTHS = (Truth.NO, Truth.UNKNOWN, Truth.YES)


def gather_columns(
    columns: VisitColumns, history: VisitColumns | None, rules: ScheduleRules, records: Records
) -> Gathered:
    """What some visits, and those of a history, hold against each rule."""
    words = rules.vocabulary
    every = columns.joined(history) if history else columns
    return Gathered(
        tuple(_count(every, rule, words) for rule in rules.frequency),
        tuple(
            _joint(columns, rule, version, words)
            for rule in rules.joint_visits
            for version in rule.versions
        ),
        tuple(
            count
            for rule in rules.papers
            for count in _papers(columns, rule, records, rules.calendar, words)
        ),
        _identities(columns),
    )


# --- situations ----------------------------------------------------------------


def _situations(
    columns: VisitColumns, conditions: Iterable[Condition], asks: frozenset[str]
) -> tuple[list[tuple[Any, ...]], Codes]:
    """The distinct situations as far as some conditions ask, and which each row has."""
    asked = sorted(asks | {condition.fact for condition in conditions})
    plain = [name for name in asked if name in SITUATION]
    flags = [name for name in asked if name not in SITUATION]
    combined = Combinations(np.zeros(columns.rows, dtype=np.int32))
    for name in (*plain, *flags):
        combined.add(columns.fact(name))
    distinct, codes = combined.distinct()
    return [_situation(dict(zip((*plain, *flags), each, strict=True))) for each in distinct], codes


def _situation(facts: dict[str, Any]) -> tuple[Any, ...]:
    """A situation as the scalar path has it."""
    flags = sorted((n, v) for n, v in facts.items() if n not in SITUATION and v is not None)
    stated = [facts.get(name) for name in SITUATION[:-1]]
    stated[0] = stated[0] or "inspection"
    return (*stated, tuple(flags))


def _in_force(start: Encoded, validity: Validity) -> Codes:
    """For each row how sure it is that a version is in force: 0 no, 1 perhaps, 2 surely."""
    return gather(start, lambda day: _RANK[validity.holds_on(day)] if day else 0, np.int8)


def _ordinals(start: Encoded) -> Codes:
    return gather(start, lambda day: day.toordinal() if day else 0, np.int64)


# --- frequency -----------------------------------------------------------------


def _count(columns: VisitColumns, rule: FrequencyRule, vocabulary: Vocabulary) -> Counts:
    """Count visits by one rule; of groups that surely are in order nothing is kept."""
    groups = []
    unplaced = []
    for version in rule.versions:
        name = rule.rule(version)
        standings = Standings(version, vocabulary)
        distinct, codes = _situations(columns, version.conditions, standings.reader.asks)
        told = [standings.of(situation) for situation in distinct]
        ranks = np.array([_RANK[each.counts] for each in told], dtype=np.int8).take(codes)
        counts = np.minimum(ranks, _in_force(columns.fact("start"), version.validity))
        placed, lacking = _placed(columns, version, counts)
        unplaced += [Unplaced(name, version, fact, rows) for fact, rows in lacking.items()]
        wanted = _wanted(columns, version, placed)
        stand = (told, codes, counts)
        groups += [
            counted(name, version, group, members)
            for group, members in _members(columns, version, wanted, stand)
        ]
    groups.sort(key=lambda group: (group.rule, min((*group.rows, *group.perhaps))))
    order = {rule.rule(version): place for place, version in enumerate(rule.versions)}
    groups.sort(key=lambda group: order[group.rule])
    return Counts(tuple(groups), tuple(unplaced))


def _placed(
    columns: VisitColumns, version: FrequencyVersion, counts: Codes
) -> tuple[Codes, dict[str, tuple[int, ...]]]:
    """The rows that may count and have every fact of their group; and those that lack one."""
    may = counts > 0
    placed, lacking = may.copy(), {}
    for fact in filter(None, group_facts(version)):
        column = columns.fact(fact)
        if fact == "enterprise":
            there = columns.identities == TRUE
        else:
            there = np.array([bool(value) for value in column.values]).take(column.codes)
        rows = np.flatnonzero(may & ~there)
        if len(rows):
            lacking[fact] = tuple(rows.tolist())
        placed &= there
    return np.flatnonzero(placed), lacking


def _wanted(columns: VisitColumns, version: FrequencyVersion, rows: Codes) -> Codes:
    """The rows of groups that may be over or under a bound, by group, day and row."""
    keys, size = _group_keys(columns, version, rows)
    if version.least is None:
        assert version.most is not None  # noqa: S101 - a version has a bound
        numbers = np.bincount(keys, minlength=size)
        enough = numbers.take(keys) > version.most
        rows, keys = rows[enough], keys[enough]
    start = columns.fact("start")
    days = _ordinals(Encoded(start.codes[rows], start.values))
    order = np.lexsort((rows, days, keys))
    return np.stack([rows[order], keys[order]])


def _group_keys(columns: VisitColumns, version: FrequencyVersion, rows: Codes) -> tuple[Codes, int]:
    """For each of some rows a number of its group and calendar span, and how many there are."""
    parts = [columns.fact(fact) for fact in group_facts(version) if fact]
    if version.span.kind is SpanKind.CALENDAR:
        start = columns.fact("start")
        numbers = gather(start, lambda day: version.span.number(day) if day else 0, np.int64)
        low = int(numbers.min(initial=0))
        spread = np.arange(int(numbers.max(initial=0)) - low + 1)
        parts.append(Encoded(numbers - low, spread))  # type: ignore[arg-type] # only its length
    keys, size = np.zeros(len(rows), dtype=np.int64), 1
    for part in parts:
        width = len(part.values)
        if size * width >= _LARGEST:
            distinct, keys = compact(keys, size)
            size = len(distinct)
        keys = keys * width + part.codes[rows]
        size *= width
    distinct, keys = compact(keys, size)
    return keys, len(distinct)


_LARGEST = 1 << 62


def _members(
    columns: VisitColumns,
    version: FrequencyVersion,
    wanted: Codes,
    stand: tuple[Sequence[Standing], Codes, Codes],
) -> Iterable[tuple[Group, list[Counted]]]:
    """The groups of rows in order, each with its visits."""
    rows, keys = wanted
    told, codes, counts = stand
    facts = group_facts(version)
    who = [columns.fact(fact) for fact in facts if fact]
    start, agency, id = (columns.fact(name) for name in ("start", "agency", "id"))
    ends = [*np.flatnonzero(np.diff(keys)).tolist(), len(keys) - 1] if len(keys) else []
    every = rows.tolist()
    days = start.codes[rows].tolist()
    ranks, standing = counts[rows].tolist(), codes[rows].tolist()
    agencies, ids = agency.codes[rows].tolist(), id.codes[rows].tolist()
    first = 0
    for last in ends:
        visits: dict[Any, Counted] = {}
        for place in range(first, last + 1):
            day = days[place]
            key = day if version.joint_once else (day, agencies[place], ids[place])
            one = visits.get(key)
            if one is None:
                one = visits[key] = Counted(start.values[day], [])
            one.rows.append(every[place])
            one.counts.append(_TRUTHS[ranks[place]])
            one.standings.append(told[standing[place]])
        names = iter([part.values[part.codes[every[first]]] for part in who])
        yield Group(*[next(names) if fact else None for fact in facts]), list(visits.values())
        first = last + 1


# --- joint visits ----------------------------------------------------------------


def _joint(
    columns: VisitColumns, rule: JointRule, version: JointVersion, vocabulary: Vocabulary
) -> JointVisits:
    """What could be merged; only entries with another within days of them are looked at."""
    counts = _scope_ranks(columns, version, vocabulary)
    enterprise, agency = columns.fact("enterprise"), columns.fact("agency")
    true = columns.identities == TRUE
    named = np.array([bool(value) for value in agency.values]).take(agency.codes)
    rows = np.flatnonzero((counts > 0) & true & named)
    start = columns.fact("start")
    days = _ordinals(Encoded(start.codes[rows], start.values))
    firms = enterprise.codes[rows].astype(np.int64)
    order = np.lexsort((days, firms))
    rows, days, firms = rows[order], days[order], firms[order]
    agencies = agency.codes[rows].astype(np.int64)
    before = _share(firms, days, agencies, len(agency.values))
    chains = _chains(firms, days, version.days)
    merges = [
        merge
        for chain in _lively(chains, days, agencies, rows)
        for merge in _merged(columns, chain, counts, version.days)
    ]
    merges.sort(key=lambda merge: merge.rows)
    return JointVisits(rule.rule(version), version, tuple(merges), before, _after(before, merges))


def _scope_ranks(columns: VisitColumns, version: Any, vocabulary: Vocabulary) -> Codes:
    """For each row how sure it is that a version is about it."""
    scoped = Scoped(version, vocabulary)
    distinct, codes = _situations(columns, version.conditions, scoped.reader.asks)
    ranks = np.array([_RANK[scoped.truth(each)] for each in distinct], dtype=np.int8).take(codes)
    return np.minimum(ranks, _in_force(columns.fact("start"), version.validity))


def _share(firms: Codes, days: Codes, agencies: Codes, width: int) -> Share:
    """The share of joint visits; rows are sorted by enterprise and day."""
    if not len(firms):
        return Share(0, 0)
    new = np.concatenate([[True], (np.diff(firms) != 0) | (np.diff(days) != 0)])
    entry = np.cumsum(new) - 1
    visits = np.unique(entry * width + agencies)
    numbers = np.bincount(visits // width)
    return Share(int(numbers[numbers > 1].sum()), len(visits))


def _chains(firms: Codes, days: Codes, within: int) -> Codes:
    """For each row the number of its chain: entries of one enterprise without a longer gap."""
    if not len(firms):
        return firms
    apart = (np.diff(firms) != 0) | (np.diff(days) >= within)
    return np.concatenate([[0], np.cumsum(apart)])


def _lively(chains: Codes, days: Codes, agencies: Codes, rows: Codes) -> Iterable[Codes]:
    """The rows of each chain that has several days and several agencies."""
    if not len(chains):
        return
    starts = np.flatnonzero(np.concatenate([[True], np.diff(chains) != 0]))
    several = np.maximum.reduceat(days, starts) > np.minimum.reduceat(days, starts)
    several &= np.maximum.reduceat(agencies, starts) > np.minimum.reduceat(agencies, starts)
    ends = np.append(starts[1:], len(chains))
    for place in np.flatnonzero(several).tolist():
        yield rows[starts[place] : ends[place]]


def _merged(columns: VisitColumns, rows: Codes, counts: Codes, within: int) -> Iterable[Merge]:
    """The merges of one chain."""
    enterprise, agency, start = (columns.fact(n) for n in ("enterprise", "agency", "start"))
    days: dict[date, dict[str, list[int]]] = {}
    for row in sorted(rows.tolist()):
        by = days.setdefault(start.values[start.codes[row]], {})
        by.setdefault(agency.values[agency.codes[row]], []).append(row)
    entries = [
        Entry(
            day,
            {name: tuple(found) for name, found in by.items()},
            frozenset(name for name, found in by.items() if not (counts[found] == _SURE).any()),
        )
        for day, by in days.items()
    ]
    return best_merges(enterprise.values[enterprise.codes[rows[0]]], entries, within)


_SURE = 2


def _after(before: Share, merges: Iterable[Merge]) -> Share:
    """The share once every merge is made."""
    joint, visits = before.joint, before.visits
    for merge in merges:
        numbers = [len(entry.rows) for entry in merge.entries]
        joint += len(merge.agencies) - sum(n for n in numbers if n > 1)
        visits += len(merge.agencies) - sum(numbers)
    return Share(joint, visits)


# --- papers and identity -----------------------------------------------------------


def _papers(
    columns: VisitColumns,
    rule: PaperRule,
    records: Records,
    calendar: WorkCalendar,
    vocabulary: Vocabulary,
) -> Iterable[PaperCount]:
    """How each need stands; each distinct combination of the facts it reads is asked once."""
    for version in rule.versions:
        scope = _scope_ranks(columns, version, vocabulary)
        rows = np.flatnonzero(scope > 0)
        for paper in version.papers:
            count = PaperCount(rule.rule(version), version, paper)
            combined = Combinations(np.zeros(len(rows), dtype=np.int32))
            names = tuple(dict.fromkeys((*paper.reads, "start", "enterprise_name")))
            names = names if paper.reads[0] == "in-plan" else paper.reads
            parts = [Encoded(scope[rows].astype(np.int64), _TRUTHS)]
            for name in names:
                column = columns.fact(name)
                parts.append(Encoded(column.codes[rows], column.values))
            for part in parts:
                combined.add(part)
            distinct, codes = combined.distinct()
            order = np.argsort(codes, kind="stable")
            cuts = np.searchsorted(codes[order], np.arange(len(distinct) + 1))
            for place, each in enumerate(distinct):
                found = rows[order[cuts[place] : cuts[place + 1]]]
                visit = _visit(dict(zip(names, each[1:], strict=True)))
                state = paper_state(paper, visit, records, calendar)
                count.add(found.tolist(), each[0], state)
            yield count


def _visit(facts: dict[str, Any]) -> Inspection:
    """An inspection that has some facts only."""
    start = facts.pop("start", None) or date.min
    end = facts.pop("end", None)
    id, name = facts.pop("enterprise", None), facts.pop("enterprise_name", None)
    agency = facts.pop("agency", None)
    known = {n: v for n, v in facts.items() if n in _FIELDS}
    flags = {n: v for n, v in facts.items() if n not in _FIELDS}
    return Inspection(
        start=start,
        end=end or start,
        enterprise=Enterprise(id or "", name) if id or name else None,
        agency=Agency(agency) if agency else None,
        circumstances=flags,
        **known,
    )


_FIELDS = frozenset({"matter", "officers", "filed", "noticed", "approved", "scanned"})


def _identities(columns: VisitColumns) -> Identities:
    """Which enterprises the rows mean, as far as that is in doubt."""
    column, names = columns.fact("enterprise"), columns.fact("enterprise_name")
    kinds = columns.identities
    true = np.flatnonzero(kinds == TRUE)
    beside: dict[str, dict[str, None]] = {}
    if names.values != [None]:
        both = Combinations(np.zeros(len(true), dtype=np.int32))
        both.add(Encoded(column.codes[true], column.values))
        both.add(Encoded(names.codes[true], names.values))
        for id, name in both.distinct()[0]:
            beside.setdefault(id, {}).update({name: None} if name else {})
    else:
        occurring = np.unique(column.codes[true]).tolist()
        beside = {column.values[code]: {} for code in occurring}
    found = look_alikes({id: tuple(of) for id, of in beside.items()})
    numbers = {value: place for place, value in enumerate(column.values)} if found else {}
    alike = []
    for each in found:
        among = np.isin(column.codes, [numbers[id] for id in each.spellings])
        alike.append((each, tuple(np.flatnonzero(among).tolist())))
    alike.sort(key=lambda pair: pair[1])
    return Identities(
        tuple(np.flatnonzero(kinds == BLANK).tolist()),
        tuple(np.flatnonzero(kinds == PLACEHOLDER).tolist()),
        tuple(alike),
    )
