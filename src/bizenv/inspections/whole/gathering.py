"""What a schedule holds against each rule, visit by visit: the definition.

The same is gathered in bulk by :mod:`bizenv.inspections.whole.bulk`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from attrs import Factory, define, frozen

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.inspections.readings import Reader
from bizenv.inspections.situations import situation_of
from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.identity import LookAlike, look_alikes, true_id
from bizenv.inspections.whole.joint_visits import (
    Entry,
    JointRule,
    JointVersion,
    Merge,
    Share,
    best_merges,
    share_after,
    share_of,
)
from bizenv.inspections.whole.papers import (
    Paper,
    PaperRule,
    PaperVersion,
    Records,
    State,
    paper_state,
)
from bizenv.inspections.whole.standings import covered
from bizenv.kernel.legal import Validity
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import MissingFact
from bizenv.kernel.vocabulary import Vocabulary

__all__ = [
    "Identities",
    "JointVisits",
    "PaperCount",
    "Scoped",
    "check_papers",
    "find_identities",
    "find_merges",
]


class Scoped:
    """Whether visits fall under a version of a rule; situations are read once."""

    def __init__(self, version: JointVersion | PaperVersion, vocabulary: Vocabulary) -> None:
        self._version, self._vocabulary = version, vocabulary
        self.reader = Reader(version.conditions, vocabulary)

    def truth(self, situation: tuple[object, ...]) -> Truth:
        """Whether a situation is covered and no ground leaves it out."""
        facts = self.reader.facts(self.reader.read(situation))
        version = self._version
        return covered(facts, version.covers, version.not_counted, self._vocabulary)

    def of(self, visit: Inspection, validity: Validity) -> Truth:
        """Whether one visit falls under the version on its day."""
        in_force = validity.holds_on(visit.start)
        return in_force if in_force is Truth.NO else in_force & self.truth(situation_of(visit))


# --- joint visits ------------------------------------------------------------


@frozen
class JointVisits:
    """What could be merged under one version, and the shares before and after."""

    rule: str
    version: JointVersion
    merges: tuple[Merge, ...]
    before: Share
    after: Share


def find_merges(
    visits: Sequence[Inspection], rule: JointRule, vocabulary: Vocabulary
) -> tuple[JointVisits, ...]:
    """The merges that each version of a rule on joint visits offers.

    Rows without an enterprise, an agency or a true id are left out; the
    findings on identity tell them.
    """
    return tuple(
        joint_visits(rule.rule(version), version, entries_of(visits, version, vocabulary))
        for version in rule.versions
    )


def joint_visits(rule: str, version: JointVersion, entries: dict[str, list[Entry]]) -> JointVisits:
    """What some entries by enterprise could be merged to."""
    merges = [m for id, line in entries.items() for m in best_merges(id, line, version.days)]
    merges.sort(key=lambda merge: merge.rows)
    every = [entry for line in entries.values() for entry in line]
    return JointVisits(rule, version, tuple(merges), share_of(every), share_after(every, merges))


def entries_of(
    visits: Sequence[Inspection], version: JointVersion, vocabulary: Vocabulary
) -> dict[str, list[Entry]]:
    """The entries of each enterprise, in the order of their first rows."""
    scoped = Scoped(version, vocabulary)
    found: dict[str, dict[object, dict[str, list[tuple[int, Truth]]]]] = {}
    for row, visit in enumerate(visits):
        enterprise = true_id(visit.enterprise.id) if visit.enterprise else None
        agency = visit.agency.id if visit.agency else None
        if not enterprise or not agency:
            continue
        truth = scoped.of(visit, version.validity)
        if truth is not Truth.NO:
            days = found.setdefault(enterprise, {})
            days.setdefault(visit.start, {}).setdefault(agency, []).append((row, truth))
    return {
        enterprise: [
            Entry(
                day,  # type: ignore[arg-type] # a day, by which they were gathered
                {agency: tuple(row for row, _ in told) for agency, told in by.items()},
                frozenset(a for a, told in by.items() if all(t is not Truth.YES for _, t in told)),
            )
            for day, by in days.items()
        ]
        for enterprise, days in found.items()
    }


# --- papers ------------------------------------------------------------------


@define
class PaperCount:
    """How one need stands over a schedule: the rows where it is broken, late, or open."""

    rule: str
    version: PaperVersion
    paper: Paper
    broken: list[int] = Factory(list)
    late: list[int] = Factory(list)
    open: list[int] = Factory(list)
    missing: dict[MissingFact, None] = Factory(dict)

    def add(self, rows: Sequence[int], scope: Truth, state: State) -> None:
        """Count some rows that stand alike."""
        if scope is Truth.NO or state.truth is Truth.YES:
            return
        if scope is Truth.YES and state.truth is Truth.NO:
            (self.late if state.late else self.broken).extend(rows)
        else:
            self.open.extend(rows)
            self.missing.update(dict.fromkeys(state.missing))


def check_papers(
    visits: Sequence[Inspection],
    rule: PaperRule,
    records: Records,
    calendar: WorkCalendar,
    vocabulary: Vocabulary,
) -> tuple[PaperCount, ...]:
    """How each need of each version stands over a schedule."""
    counts: list[PaperCount] = []
    for version in rule.versions:
        scoped = Scoped(version, vocabulary)
        scopes = [scoped.of(visit, version.validity) for visit in visits]
        for paper in version.papers:
            count = PaperCount(rule.rule(version), version, paper)
            for row, (visit, scope) in enumerate(zip(visits, scopes, strict=True)):
                state = paper_state(paper, visit, records, calendar)
                count.add((row,), scope, state)
            counts.append(count)
    return tuple(counts)


# --- identity ----------------------------------------------------------------


@frozen
class Identities:
    """Rows without an enterprise, with a placeholder for one, and ids that look alike."""

    blank: tuple[int, ...]
    placeholders: tuple[int, ...]
    alike: tuple[tuple[LookAlike, tuple[int, ...]], ...]


def find_identities(visits: Sequence[Inspection]) -> Identities:
    """Which enterprises the rows mean, as far as that is in doubt."""
    blank: list[int] = []
    placeholders: list[int] = []
    names: dict[str, dict[str, None]] = defaultdict(dict)
    rows: dict[str, list[int]] = defaultdict(list)
    for row, visit in enumerate(visits):
        party = visit.enterprise
        if party is None or not party.id:
            blank.append(row)
        elif true_id(party.id) is None:
            placeholders.append(row)
        else:
            names[party.id].update({party.name: None} if party.name else {})
            rows[party.id].append(row)
    found = look_alikes({id: tuple(beside) for id, beside in names.items()})
    alike = [
        (each, tuple(sorted(row for id in each.spellings for row in rows[id]))) for each in found
    ]
    alike.sort(key=lambda pair: pair[1])
    return Identities(tuple(blank), tuple(placeholders), tuple(alike))
