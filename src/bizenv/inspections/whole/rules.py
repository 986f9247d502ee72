"""The judgement of a schedule as a whole, visit by visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from attrs import field, frozen

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.counting import Counts, count_visits
from bizenv.inspections.whole.frequency import FrequencyRule
from bizenv.inspections.whole.gathering import (
    Identities,
    JointVisits,
    PaperCount,
    check_papers,
    find_identities,
    find_merges,
)
from bizenv.inspections.whole.joint_visits import JointRule, Share
from bizenv.inspections.whole.papers import PaperRule, Records
from bizenv.inspections.whole.telling import of_counts, of_identities, of_joint_visits, of_papers
from bizenv.inspections.whole.values import ScheduleVerdict
from bizenv.kernel.verdict import RulebookRef
from bizenv.kernel.vocabulary import Vocabulary

__all__ = ["Gathered", "ScheduleRules", "check_schedule", "verdict_of"]


@frozen(kw_only=True, eq=False)
class ScheduleRules:
    """The rules of one rulebook that no single visit shows."""

    frequency: tuple[FrequencyRule, ...] = ()
    joint_visits: tuple[JointRule, ...] = ()
    papers: tuple[PaperRule, ...] = ()
    vocabulary: Vocabulary = field(repr=False)
    rulebook: RulebookRef
    calendar: WorkCalendar = field(repr=False)

    @property
    def any(self) -> bool:
        """Whether there is any such rule."""
        return bool(self.frequency or self.joint_visits or self.papers)


@frozen(eq=False)
class Gathered:
    """What a schedule holds against each rule."""

    counts: tuple[Counts, ...]
    joint: tuple[JointVisits, ...]
    papers: tuple[PaperCount, ...]
    identities: Identities


def check_schedule(
    visits: Iterable[Inspection],
    rules: ScheduleRules,
    *,
    matters: Iterable[str] | None = None,
    plan: Iterable[Any] | None = None,
    history: Iterable[Inspection] = (),
    through: tuple[date, date] | None = None,
) -> ScheduleVerdict:
    """Judge a schedule as a whole: how often, how many at once, on what papers.

    ``matters`` is the published list of matters and ``plan`` the year's plan,
    each an :class:`~bizenv.inspections.whole.papers.PlanEntry`; what is not at
    hand leaves its rows undetermined. ``history`` are earlier visits, which are
    counted too. ``through`` are the first and last day for which every visit is
    in the schedule or the history: without it too few visits are never sure.

    Raises:
        RecordError: a visit uses a word that is in no list.
    """
    scheduled = tuple(visits)
    every = (*scheduled, *history)
    words, records = rules.vocabulary, Records(matters, plan)
    gathered = Gathered(
        tuple(count_visits(every, rule, words) for rule in rules.frequency),
        tuple(j for rule in rules.joint_visits for j in find_merges(scheduled, rule, words)),
        tuple(
            count
            for rule in rules.papers
            for count in check_papers(scheduled, rule, records, rules.calendar, words)
        ),
        find_identities(scheduled),
    )
    return verdict_of(gathered, rules.rulebook, len(scheduled), through)


def verdict_of(
    gathered: Gathered, rulebook: RulebookRef, rows: int, through: tuple[date, date] | None
) -> ScheduleVerdict:
    """The verdict on what was gathered, its findings in the order of the rules."""
    found = [
        *(f for counts in gathered.counts for f in of_counts(counts, rows, through)),
        *(f for joint in gathered.joint for f in of_joint_visits(joint)),
        *of_papers(gathered.papers),
        *of_identities(gathered.identities),
    ]
    return ScheduleVerdict(
        rulebook=rulebook,
        rows=rows,
        findings=tuple(found),
        joint_before=_share(gathered.joint, lambda joint: joint.before),
        joint_after=_share(gathered.joint, lambda joint: joint.after),
    )


def _share(joint: Sequence[JointVisits], of: Callable[[JointVisits], Share]) -> Share:
    """The share over every version; each visit falls under one."""
    shares = [of(each) for each in joint]
    return Share(sum(s.joint for s in shares), sum(s.visits for s in shares))
