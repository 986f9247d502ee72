"""The paper trail of a visit: listed, planned, filed, noticed, approved, by whom, scanned.

Each need is kept, broken or not known; what is not known is never a breach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.inspections.duties import obligation_of
from bizenv.inspections.quiet_periods import Duty
from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.scoped import ScopedVersion
from bizenv.kernel.legal import Citation, Gap
from bizenv.kernel.obligations import Timing
from bizenv.kernel.text import Text, core
from bizenv.kernel.truth import Truth, any_of
from bizenv.kernel.verdict import MissingFact

__all__ = [
    "Need",
    "Paper",
    "PaperRule",
    "PaperVersion",
    "PlanEntry",
    "Records",
    "State",
    "paper_state",
]


class Need(StrEnum):
    """What the papers of a visit must show (检查手续)."""

    LISTED = "listed"
    """The matter is on the published list (事项清单)."""
    PLANNED = "planned"
    """The visit is in the year's plan (年度检查计划)."""
    FILED = "filed"
    NOTICED = "noticed"
    APPROVED = "approved"
    OFFICERS = "officers"
    """So many officers make it (执法人员不少于两人)."""
    LICENSED = "licensed"
    """The officers are licensed (执法证)."""
    RECUSED = "recused"
    """No officer takes part who should stand aside (回避)."""
    SCANNED = "scanned"
    """The visit was entered by scan code (扫码入企)."""

    @property
    def text(self) -> Text:
        """The need in words."""
        return _NEEDS[self]


_NEEDS = {
    Need.LISTED: Text("事项在公布的清单内", "the matter is on the published list"),
    Need.PLANNED: Text("列入年度检查计划", "the visit is in the year's plan"),
    Need.FILED: Text("备案", "filed for the record"),
    Need.NOTICED: Text("出示检查通知书", "the inspection notice"),
    Need.APPROVED: Text("经批准", "approved"),
    Need.OFFICERS: Text("执法人员人数", "the number of officers"),
    Need.LICENSED: Text("执法人员持证", "the officers are licensed"),
    Need.RECUSED: Text("应回避的人员已回避", "officers with an interest stand aside"),
    Need.SCANNED: Text("扫码入企", "entered by scan code"),
}
_AT_LEAST = Text("执法人员不少于 {number} 人", "at least {number} officers")
_IN_TIME = Text("{need}（{timing}）", "{need} ({timing})")
_DONE = frozenset({Need.FILED, Need.NOTICED, Need.APPROVED, Need.SCANNED})
_FACT_OF = {
    Need.LISTED: ("on-list", "matter"),
    Need.PLANNED: ("in-plan", "enterprise", "agency", "matter", "start"),
    Need.OFFICERS: ("officers",),
    Need.LICENSED: ("officers-licensed",),
    Need.RECUSED: ("officer-interested",),
    **{need: (need.value, "start", "end") for need in _DONE},
}


@frozen
class Paper:
    """One thing that the papers must show, by which clause, and in which time."""

    need: Need = field(converter=Need)
    citation: Citation
    timing: Timing | None = None
    number: int = 2
    """Of officers: how many at least."""

    @property
    def text(self) -> Text:
        """The need in words, with its number or its time."""
        if self.need is Need.OFFICERS:
            return _AT_LEAST.filled(number=self.number)
        if self.timing is None:
            return self.need.text
        return _IN_TIME.filled(need=self.need.text, timing=self.timing.text)

    @property
    def reads(self) -> tuple[str, ...]:
        """The facts of a visit that it asks for."""
        return _FACT_OF[self.need]


@frozen(kw_only=True)
class PaperVersion(ScopedVersion):
    """One dated version of what the papers of visits must show."""

    papers: tuple[Paper, ...]


@frozen
class PaperRule:
    """What the papers of visits must show, with its versions in order of time."""

    id: str
    text: Text
    versions: tuple[PaperVersion, ...]
    gaps: tuple[Gap, ...] = ()
    rulebook: str = ""

    def rule(self, version: PaperVersion) -> str:
        """How a finding names the rule."""
        return f"{self.rulebook}/{self.id}@{version.name}"


# --- what the office keeps besides the schedule --------------------------------


@frozen(kw_only=True)
class PlanEntry:
    """One entry of a year's plan; what it leaves open (None) may be anything.

    >>> PlanEntry(agency="区应急局", matter="安全生产").holds(
    ...     Inspection(start=date(2026, 3, 24), agency="区应急局", matter="安全 生产"))
    Truth.YES
    """

    enterprise: str | None = None
    agency: str | None = None
    matter: str | None = None
    first: date | None = None
    last: date | None = None

    def holds(self, visit: Inspection) -> Truth:
        """Whether it plans this visit; unknown where the visit lacks what it asks for."""
        truth = Truth.of(
            (self.first is None or self.first <= visit.start)
            and (self.last is None or visit.start <= self.last)
        )
        enterprise, agency = visit.enterprise, visit.agency
        spellings = {core(s) for s in (enterprise.id, enterprise.name) if s} if enterprise else None
        truth &= _among(self.enterprise, spellings)
        truth &= _among(self.agency, {core(agency.id)} if agency and agency.id else None)
        return truth & _among(self.matter, {core(visit.matter)} if visit.matter else None)


def _among(wanted: str | None, known: set[str] | None) -> Truth:
    if wanted is None:
        return Truth.YES
    return Truth.of(None if known is None else core(wanted) in known)


class Records:
    """The published list of matters and the year's plan; None where they are not at hand."""

    def __init__(
        self,
        matters: Iterable[str] | None = None,
        plan: Iterable[PlanEntry] | None = None,
    ) -> None:
        self.matters = None if matters is None else frozenset(map(core, matters))
        self.plan = None if plan is None else tuple(plan)
        self._by_enterprise: dict[str | None, list[PlanEntry]] = {}
        for entry in self.plan or ():
            key = None if entry.enterprise is None else core(entry.enterprise)
            self._by_enterprise.setdefault(key, []).append(entry)

    def planned(self, visit: Inspection) -> Truth:
        """Whether the plan has this visit."""
        enterprise = visit.enterprise
        if enterprise is None or not enterprise.id:
            return any_of(entry.holds(visit) for entry in self.plan or ())
        keys = {None, core(enterprise.id), *([core(enterprise.name)] if enterprise.name else [])}
        near = (entry for key in keys for entry in self._by_enterprise.get(key, ()))
        return any_of(entry.holds(visit) for entry in near)


# --- one need of one visit ------------------------------------------------------


@frozen
class State:
    """How one need stands: kept, broken (and whether late), or unknown and for want of what."""

    truth: Truth
    late: bool = False
    missing: tuple[MissingFact, ...] = ()


_KEPT, _BROKEN = State(Truth.YES), State(Truth.NO)


def _open(*facts: tuple[str, Text]) -> State:
    return State(Truth.UNKNOWN, missing=tuple(MissingFact(*fact) for fact in facts))


def paper_state(paper: Paper, visit: Inspection, records: Records, calendar: WorkCalendar) -> State:
    """How one need stands for one visit.

    >>> from bizenv.calendars.workdays.calendar import work_calendar
    >>> from bizenv.kernel.legal import Source
    >>> two = Paper("officers", Citation(Source("n", "通知", "official")))
    >>> visit = Inspection(start=date(2026, 3, 24), officers=("甲",))
    >>> paper_state(two, visit, Records(), work_calendar("CN")).truth
    Truth.NO
    """
    if paper.need in _DONE:
        return _done_state(paper, visit, calendar)
    return _STATES[paper.need](paper, visit, records)


def _done_state(paper: Paper, visit: Inspection, calendar: WorkCalendar) -> State:
    """Whether it was done in time; a bare "yes" is in time where no number of days is asked."""
    need = paper.need
    duty = Duty(need.value, need.text, (), paper.citation, timing=paper.timing, evidence=need.value)
    stands = obligation_of(duty, visit, calendar)
    if stands.done is Truth.NO:
        return _BROKEN
    if stands.done is Truth.UNKNOWN:
        return _open((need.value, need.text))
    if paper.timing is None or stands.late is Truth.NO:
        return _KEPT
    if stands.late is Truth.YES:
        return State(Truth.NO, late=True)
    if stands.done_on is None:
        return _KEPT if paper.timing.count is None else _open((f"{need.value}_on", _DAY_OF))
    return _open(("calendar", _CALENDAR))


def _listed(_: Paper, visit: Inspection, records: Records) -> State:
    if (said := dict(visit.circumstances).get("on-list")) is not None:
        return State(Truth.of(said))
    if records.matters is None:
        return _open(("matters", _MATTERS))
    if visit.matter is None:
        return _open(("matter", _MATTER))
    return State(Truth.of(core(visit.matter) in records.matters))


def _planned(_: Paper, visit: Inspection, records: Records) -> State:
    if (said := dict(visit.circumstances).get("in-plan")) is not None:
        return State(Truth.of(said))
    if records.plan is None:
        return _open(("plan", _PLAN))
    truth = records.planned(visit)
    if truth is not Truth.UNKNOWN:
        return State(truth)
    facts = (("enterprise", _ENTERPRISE), ("agency", _AGENCY), ("matter", _MATTER))
    return _open(*(fact for fact in facts if getattr(visit, fact[0]) is None))


def _officers(paper: Paper, visit: Inspection, _: Records) -> State:
    if visit.officers is None:
        return _open(("officers", _NEEDS[Need.OFFICERS]))
    return State(Truth.of(len(set(map(core, visit.officers))) >= paper.number))


def _circumstance(name: str, need: Need, *, wanted: bool) -> _Of:
    def state(_: Paper, visit: Inspection, __: Records) -> State:
        said = dict(visit.circumstances).get(name)
        return _open((name, need.text)) if said is None else State(Truth.of(said is wanted))

    return state


_Of = Callable[[Paper, Inspection, Records], State]
_STATES: Mapping[Any, _Of] = {
    Need.LISTED: _listed,
    Need.PLANNED: _planned,
    Need.OFFICERS: _officers,
    Need.LICENSED: _circumstance("officers-licensed", Need.LICENSED, wanted=True),
    Need.RECUSED: _circumstance("officer-interested", Need.RECUSED, wanted=False),
}
_DAY_OF = Text("办理的日期", "the day on which it was done")
_CALENDAR = Text("当年的放假安排", "the holiday notice of the year")
_MATTERS = Text("公布的检查事项清单", "the published list of matters")
_PLAN = Text("年度检查计划", "the year's plan")
_MATTER = Text("检查事项", "matter")
_ENTERPRISE = Text("企业", "enterprise")
_AGENCY = Text("检查机关", "agency")
