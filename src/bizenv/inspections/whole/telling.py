"""What was counted, merged and missing, as findings in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from bizenv.inspections.whole.counting import Counts, VisitCount
from bizenv.inspections.whole.gathering import Identities, JointVisits, PaperCount
from bizenv.inspections.whole.joint_visits import Merge
from bizenv.inspections.whole.papers import Need
from bizenv.inspections.whole.spans import SpanKind
from bizenv.inspections.whole.values import ScheduleFinding
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import MissingFact, Severity

__all__ = ["CODES", "of_counts", "of_identities", "of_joint_visits", "of_papers"]

_PAPER_CODES = {
    Need.LISTED: "not-listed",
    Need.PLANNED: "not-planned",
    Need.FILED: "not-filed",
    Need.NOTICED: "not-noticed",
    Need.APPROVED: "not-approved",
    Need.OFFICERS: "too-few-officers",
    Need.LICENSED: "officer-unlicensed",
    Need.RECUSED: "officer-not-recused",
    Need.SCANNED: "not-scanned",
}
CODES = (
    *("too-many-visits", "too-many-visits-open", "too-few-visits", "too-few-visits-open"),
    *("visit-not-counted", "could-be-joint", "could-be-joint-open", "joint-rate-low"),
    *(*_PAPER_CODES.values(), "papers-late", "papers-open"),
    *("no-enterprise", "placeholder-enterprise", "look-alike-enterprises"),
)
"""The codes of findings on a whole schedule."""


# --- frequency ----------------------------------------------------------------


def of_counts(
    counts: Counts, scheduled: int, through: tuple[date, date] | None
) -> Iterator[ScheduleFinding]:
    """What counting found; rows from ``scheduled`` on are history.

    ``through`` are the first and last day for which every visit is known.
    """
    for group in counts.groups:
        yield from _over(group, scheduled)
        yield from _under(group, scheduled, through)
    for lost in counts.unplaced:
        if rows := tuple(row for row in lost.rows if row < scheduled):
            label = _PARTS[lost.fact]
            yield ScheduleFinding(
                code="visit-not-counted",
                severity=Severity.UNKNOWN,
                text=_NOT_COUNTED,
                rows=rows,
                rule=lost.rule,
                citation=lost.version.citation,
                missing=(MissingFact(lost.fact, label),),
                facts={"bound": lost.version.text, "fact": label},
            )


def _over(group: VisitCount, scheduled: int) -> Iterator[ScheduleFinding]:
    sure = tuple(row for row in group.beyond if row < scheduled)
    if sure:
        yield _finding(
            "too-many-visits", Severity.BREACH, _TOO_MANY, group, scheduled, sure, group.rows
        )
    perhaps = tuple(row for row in group.perhaps_beyond if row < scheduled)
    if perhaps:
        every = tuple(sorted((*group.rows, *group.perhaps)))
        yield _finding(
            "too-many-visits-open",
            Severity.UNKNOWN,
            _PERHAPS_MANY,
            group,
            scheduled,
            perhaps,
            every,
            group.missing,
        )


def _under(
    group: VisitCount, scheduled: int, through: tuple[date, date] | None
) -> Iterator[ScheduleFinding]:
    under = group.under
    every = tuple(sorted((*group.rows, *group.perhaps)))
    if under is Truth.NO or not any(row < scheduled for row in every):
        return
    whole = (
        group.version.span.kind is SpanKind.CALENDAR
        and through is not None
        and through[0] <= group.first
        and group.last <= through[1]
    )
    if whole and under is Truth.YES:
        yield _finding("too-few-visits", Severity.BREACH, _TOO_FEW, group, scheduled, (), every)
        return
    missing = (*group.missing, *(() if whole else (_THROUGH,)))
    yield _finding(
        "too-few-visits-open",
        Severity.UNKNOWN,
        _PERHAPS_FEW,
        group,
        scheduled,
        (),
        every,
        missing,
    )


def _finding(
    code: str,
    severity: Severity,
    text: Text,
    group: VisitCount,
    scheduled: int,
    worst: tuple[int, ...],
    every: tuple[int, ...],
    missing: tuple[MissingFact, ...] = (),
) -> ScheduleFinding:
    return ScheduleFinding(
        code=code,
        severity=severity,
        text=text,
        rows=tuple(row for row in every if row < scheduled),
        worst=worst,
        earlier=tuple(row - scheduled for row in every if row >= scheduled),
        rule=group.rule,
        citation=group.version.citation,
        missing=missing,
        facts={**_who(group), "low": group.low, "high": group.high, "limit": group.limit},
    )


def _who(group: VisitCount) -> dict[str, Any]:
    parts = [part for part in (group.group.who, group.group.what) if part]
    return {
        "enterprise": group.group.enterprise,
        "among": Text(*[f"（{'、'.join(parts)}）", f" ({', '.join(parts)})"]) if parts else "",
        "first": group.first,
        "last": group.last,
        "bound": group.version.text,
    }


_PARTS = {
    "enterprise": Text("企业", "enterprise"),
    "agency": Text("检查机关", "agency"),
    "agency_level": Text("检查机关层级", "agency level"),
    "matter": Text("检查事项", "matter"),
    "licence": Text("许可证", "licence"),
}
_THROUGH = MissingFact("through", Text("计划涵盖整个周期", "that the schedule is all of the span"))
_TOO_MANY = Text(
    "{enterprise}{among}{first} 至 {last} 有 {low} 次检查，超过 {limit} 次：{bound}",
    "{enterprise}{among}: {low} visits from {first} to {last}, more than {limit}: {bound}",
)
_PERHAPS_MANY = Text(
    "{enterprise}{among}{first} 至 {last} 可能有 {high} 次检查，"
    "是否超过 {limit} 次还不能确定：{bound}",
    "{enterprise}{among}: perhaps {high} visits from {first} to {last}; whether that is more than "
    "{limit} is open: {bound}",
)
_TOO_FEW = Text(
    "{enterprise}{among}{first} 至 {last} 只有 {high} 次检查：{bound}",
    "{enterprise}{among}: only {high} visits from {first} to {last}: {bound}",
)
_PERHAPS_FEW = Text(
    "{enterprise}{among}目前见到 {low} 次检查，是否够数还不能确定：{bound}",
    "{enterprise}{among}: {low} visits so far; whether they are enough is open: {bound}",
)
_NOT_COUNTED = Text(
    "这些行没有{fact}，无法计入：{bound}", "without the {fact} these rows are not counted: {bound}"
)


# --- joint visits -------------------------------------------------------------


def of_joint_visits(joint: JointVisits) -> Iterator[ScheduleFinding]:
    """What could be merged, the merge that removes most entries first; and the rate."""
    for merge in sorted(joint.merges, key=lambda m: (-m.removed, m.rows)):
        yield _merge_finding(joint, merge)
    target, percent = joint.version.target_percent, joint.before.percent
    if target is not None and percent is not None and percent < target:
        yield ScheduleFinding(
            code="joint-rate-low",
            severity=Severity.REVIEW,
            text=_RATE_LOW,
            rows=(),
            rule=joint.rule,
            citation=joint.version.citation,
            facts={"before": joint.before.text, "after": joint.after.text, "target": target},
        )


def _merge_finding(joint: JointVisits, merge: Merge) -> ScheduleFinding:
    days = tuple(entry.day for entry in merge.entries)
    return ScheduleFinding(
        code="could-be-joint" if merge.sure else "could-be-joint-open",
        severity=Severity.REVIEW if merge.sure else Severity.UNKNOWN,
        text=_JOINT,
        rows=merge.rows,
        rule=joint.rule,
        citation=joint.version.citation,
        facts={
            "enterprise": merge.enterprise,
            "agencies": merge.agencies,
            "entries": len(days),
            "first": days[0],
            "last": days[-1],
            "removed": merge.removed,
        },
    )


_JOINT = Text(
    "{enterprise}：{first} 至 {last} 有 {entries} 次入企（{agencies}），"
    "并作一次联合检查可少 {removed} 次",
    "{enterprise}: {entries} entries from {first} to {last} ({agencies}); one joint visit would "
    "save {removed}",
)
_RATE_LOW = Text(
    "联合检查率 {before}，低于 {target} %；合并后为 {after}",
    "the joint-visit rate is {before}, below {target} %; once merged it is {after}",
)


# --- papers -------------------------------------------------------------------


def of_papers(counts: Iterable[PaperCount]) -> Iterator[ScheduleFinding]:
    """What the papers do not show, need by need."""
    for count in counts:
        need = count.paper.need
        for code, severity, text, rows in (
            (_PAPER_CODES[need], Severity.BREACH, _NOT_KEPT, count.broken),
            ("papers-late", Severity.BREACH, _LATE, count.late),
            ("papers-open", Severity.UNKNOWN, _OPEN, count.open),
        ):
            if rows:
                yield ScheduleFinding(
                    code=code,
                    severity=severity,
                    text=text,
                    rows=tuple(sorted(rows)),
                    rule=count.rule,
                    citation=count.paper.citation,
                    missing=tuple(sorted(count.missing)) if rows is count.open else (),
                    facts={"need": count.paper.text, "rows": f"{len(rows):,}"},
                )


_NOT_KEPT = Text("{rows} 行不符合：{need}", "{need}: not shown in {rows} of the rows")
_LATE = Text("{rows} 行办理迟了：{need}", "{need}: late in {rows} of the rows")
_OPEN = Text("{rows} 行还不能确定：{need}", "{need}: open in {rows} of the rows")


# --- identity -----------------------------------------------------------------


def of_identities(found: Identities) -> Iterator[ScheduleFinding]:
    """Which rows name no enterprise, and which enterprises may be one."""
    for code, text, rows in (
        ("no-enterprise", _NO_ENTERPRISE, found.blank),
        ("placeholder-enterprise", _PLACEHOLDER, found.placeholders),
    ):
        if rows:
            yield ScheduleFinding(
                code=code,
                severity=Severity.UNKNOWN,
                text=text,
                rows=rows,
                missing=(MissingFact("enterprise", _PARTS["enterprise"]),),
                facts={"rows": f"{len(rows):,}"},
            )
    for alike, rows in found.alike:
        yield ScheduleFinding(
            code="look-alike-enterprises",
            severity=Severity.NOTE,
            text=_ALIKE_NAME if alike.why == "name" else _ALIKE,
            rows=rows,
            facts={"spellings": alike.spellings},
        )


_NO_ENTERPRISE = Text("{rows} 行没有写明企业", "no enterprise is named in {rows} of the rows")
_PLACEHOLDER = Text(
    "{rows} 行的企业标识只是占位，不能当作一家企业",
    "a placeholder stands for the enterprise in {rows} of the rows; they are not one firm",
)
_ALIKE = Text(
    "可能是同一家企业：{spellings}。请人工确认，未作合并",
    "these may be one enterprise: {spellings}. A person must tell; they were not merged",
)
_ALIKE_NAME = Text(
    "同一名称有几个标识：{spellings}。请人工确认，未作合并",
    "one name stands beside several ids: {spellings}. A person must tell; they were not merged",
)
