"""A case's verdict in words: findings, and what is to be done (结论用语)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from bizenv.calendars.periods.units import Unit
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.cases.closure import Step, single_needs
from bizenv.cases.extensions import RefusedExtension
from bizenv.cases.faults import when
from bizenv.cases.measures import Amount
from bizenv.cases.readings import ClockReading, ClockState, amount_text
from bizenv.cases.service_levels import case_fact
from bizenv.cases.stages import Stage
from bizenv.cases.states import CaseState
from bizenv.cases.values import Case, Event, EventKind, Time
from bizenv.kernel.findings import Check, Finding, MissingFact, Severity
from bizenv.kernel.legal import Citation
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth

__all__ = [
    "clock_findings",
    "faults",
    "gaps",
    "is_guessed",
    "needed",
    "open_facts",
    "promised",
    "start_unstated",
    "subject",
]


def subject(state: CaseState, at: Time) -> Text:
    """Which case, how it stands, and when.

    >>> from datetime import date
    >>> from bizenv.cases.states import state_of
    >>> subject(state_of(Case("C1")), date(2023, 6, 20)).en
    'C1, nothing has happened (as of 2023-06-20)'
    """
    return _SUBJECT.filled(case=state.case.id, stage=state.stage.text, at=when(at))


_SUBJECT = Text("诉求 {case}，{stage}（截至 {at}）", "{case}, {stage} (as of {at})")

# --- the record -------------------------------------------------------------------


def faults(case: Case, state: CaseState, citation: Citation) -> Iterator[Finding]:
    """Everything that is wrong with the record itself."""
    rows = [problem for row in case.unread for problem in row.problems]
    for problem in (*(fault.problem for fault in state.faults), *rows, *case.problems):
        note = problem.severity == "note"
        severity, text = (Severity.NOTE, _REMARK) if note else (Severity.REVIEW, _PROBLEM)
        yield Finding(problem.code, severity, text, citation, _facts(problem))


def _facts(problem: Problem) -> dict[str, Text]:
    """What is wrong, and in which row where the record is a table."""
    words = Text(problem.words("zh"), problem.words("en"))
    place = problem.place
    if not str(place):
        return {"problem": words}
    return {"problem": _IN_ROW.filled(place=Text(place.say("zh"), place.say("en")), words=words)}


_IN_ROW = Text("{place}：{words}", "{place}: {words}")
_PROBLEM = Text("记录有问题：{problem}", "The record is at fault: {problem}")
_REMARK = Text("记录中有一行未采用：{problem}", "A row of the record is not taken: {problem}")


def start_unstated(citation: Citation) -> Finding:
    """No first day was seen of what binds the case, and it is taken as in force."""
    issued = citation.source.issued
    text, facts = (_START_UNSTATED, {"issued": issued}) if issued else (_NO_DATE_AT_ALL, {})
    return Finding("start-unstated", Severity.NOTE, text, citation, facts)


_START_UNSTATED = Text(
    "没有见到从哪一天起施行（文件日期：{issued}），诉求登记在此之前，这里按已经施行判断。",
    "No first day was seen (the document: {issued}), and the request came before it; the rule is "
    "taken as in force.",
)
_NO_DATE_AT_ALL = Text(
    "没有见到文件日期和施行日期，这里按已经施行判断。",
    "Neither the document's date nor a first day was seen; the rule is taken as in force.",
)

# --- the clocks -------------------------------------------------------------------


def is_guessed(clock: ClockReading) -> bool:
    """Whether the due day rests on days that no notice arranges yet."""
    return clock.certainty is Certainty.UNKNOWN


def open_facts(clock: ClockReading) -> tuple[MissingFact, ...]:
    """The facts that would settle a clock."""
    if clock.state is ClockState.RED and is_guessed(clock):
        return (case_fact("calendar"),)
    return clock.missing


def clock_findings(clock: ClockReading, citation: Citation) -> Iterator[Finding]:
    """What a clock says that somebody must know; ``citation`` is for what has none nearer."""
    for refused in clock.refused:
        yield _refused(refused)
    promise = clock.promise
    cited = promise.citation if promise else citation
    if clock.early is not None:
        yield _too_early(clock.early, clock, cited)
    facts: dict[str, Any] = {
        "promise": promise.text if promise else clock.stage.text,
        "day": clock.due_told,
    }
    if clock.state is ClockState.UNDETERMINED:
        names = tuple(fact.text for fact in clock.missing)
        facts |= {"facts": names}
        yield Finding("promise-undetermined", Severity.UNKNOWN, _UNCLEAR, cited, facts)
    elif clock.state is ClockState.YELLOW:
        yield Finding("promise-due-soon", Severity.NOTE, _SOON, cited, facts)
    elif clock.state in _LATE:
        yield _late(clock, cited, facts)
        if promise is not None and promise.deems is not None and clock.late:
            yield _deemed(promise.deems, clock, cited)


def _deemed(kind: EventKind, clock: ClockReading, citation: Citation) -> Finding:
    """What counts as having happened, because a promise was not kept in time."""
    start = when(clock.start.time if clock.start else None)
    facts = {"event": kind.text, "start": start}
    return Finding("deemed-done", Severity.NOTE, _DEEMED, citation, facts)


_DEEMED = Text(
    "逾期没有完成，自 {start} 起视为{event}。",
    "It was not done in time, so this counts as done from {start}: {event}.",
)


def _too_early(early: Event, clock: ClockReading, citation: Citation) -> Finding:
    """What would meet a promise was done before anything started it."""
    facts = {
        "promise": clock.promise.text if clock.promise else clock.stage.text,
        "event": early.kind.text,
        "time": when(early.time),
        "start": when(clock.start.time if clock.start else None),
    }
    return _placed("stop-before-start", Severity.REVIEW, _TOO_EARLY, citation, facts, early)


def _placed(
    code: str,
    severity: Severity,
    text: Text,
    citation: Citation,
    facts: dict[str, Any],
    event: Event,
) -> Finding:
    """A finding on an event, with its row where the record is a table."""
    place = event.place
    if place is None or not str(place):
        return Finding(code, severity, text, citation, facts)
    facts["place"] = Text(place.say("zh"), place.say("en"))
    return Finding(code, severity, _with_place(text), citation, facts)


@lru_cache(64)
def _with_place(text: Text) -> Text:
    return Text(f"{{place}}：{text.zh}", f"{{place}}: {text.say('en')}")


_TOO_EARLY = Text(
    "{promise}：{time} 的“{event}”早于计时起点 {start}，不算完成。",
    "{promise}: '{event}' of {time} comes before what started the clock, {start}; it does not "
    "meet the promise.",
)
_LATE = {
    ClockState.RED: (
        "promise-overdue",
        Text(
            "{promise}：{day} 到期，{late}，还没有完成。", "{promise}: due {day}, {late}, not done."
        ),
    ),
    ClockState.MISSED: (
        "promise-missed",
        Text("{promise}：{day} 到期，{late}。", "{promise}: due {day}, {late}."),
    ),
}


def _late(clock: ClockReading, citation: Citation, facts: dict[str, Any]) -> Finding:
    code, text = _LATE[clock.state]
    late = clock.lateness
    told = _late_by(late, clock.unit) if late else _LATE_THAT_DAY
    severity = Severity.UNKNOWN if is_guessed(clock) else Severity.BREACH
    return Finding(code, severity, text, citation, {**facts, "late": told})


@lru_cache(512)  # many cases are late by as much
def _late_by(late: Amount, unit: Unit | None) -> Text:
    return _LATE_BY.filled(late=amount_text(late, unit))


_LATE_BY = Text("超期 {late}", "{late} late")
_LATE_THAT_DAY = Text("过了截止时刻", "after the hour at which it ended")
_SOON = Text("{promise}：{day} 到期，已亮黄灯。", "{promise}: due {day}; the light is yellow.")
_UNCLEAR = Text(
    "{promise}：无法计时，取决于{facts}。",
    "{promise}: it cannot be timed; that depends on {facts}.",
)


def _refused(refused: RefusedExtension) -> Finding:
    code = refused.code
    severity = Severity.REVIEW if code == "extension-granter-unknown" else Severity.BREACH
    facts = {"time": when(refused.event.time), "due": refused.due}
    return _placed(code, severity, _REFUSED[code], refused.citation, facts, refused.event)


_REFUSED = {
    "extension-after-expiry": Text(
        "{time} 的延期不算：{due} 到期之前没有申请并批准。",
        "The extension of {time} does not count: it was not asked for and granted before the "
        "expiry, {due}.",
    ),
    "extension-asked-late": Text(
        "{time} 的延期不算：离 {due} 到期太近才申请。",
        "The extension of {time} does not count: it was asked for too close to the expiry, {due}.",
    ),
    "extension-too-often": Text(
        "{time} 的延期不算：延期次数已经用完，{due} 到期。",
        "The extension of {time} does not count: no more of them may be granted; it is due {due}.",
    ),
    "extension-not-granted": Text(
        "{time} 的延期不算：批准人无权批准，{due} 到期。",
        "The extension of {time} does not count: who granted it may not; it is due {due}.",
    ),
    "extension-granter-unknown": Text(
        "{time} 的延期没有写明由谁批准，暂按有效计算。",
        "The extension of {time} does not say who granted it; it is taken as granted.",
    ),
    "extension-too-long": Text(
        "{time} 的延期超过规定的最长时间，只按最长时间计算。",
        "The extension of {time} is longer than may be granted; it counts for the most that may.",
    ),
}

# --- what it needs ----------------------------------------------------------------


def gaps(state: CaseState, checks: tuple[Check, ...]) -> Iterator[Finding]:
    """What a case still needs, and what it lacked when it was closed or written off."""
    needs = (need for check in checks for need in single_needs(check))
    for step, part in needs:
        if part.truth is not Truth.YES:
            yield _gap(part, step, _TAKEN.get((state.stage, step)))


_TAKEN = {
    (Stage.CLOSED, Step.CLOSING): "closed-too-early",
    (Stage.WRITTEN_OFF, Step.CLOSING): "closed-too-early",
    (Stage.WRITTEN_OFF, Step.WRITING_OFF): "written-off-too-early",
}
"""The code where a step was taken although something was lacking."""


def _gap(part: Check, step: Step, early: str | None) -> Finding:
    citation = part.citation
    assert citation is not None  # noqa: S101 - every need has its clause
    facts = {"need": part.asked, "step": step.text}
    if part.truth is Truth.UNKNOWN:
        facts["fact"] = case_fact(part.fact or "events").text
        return Finding("condition-unclear", Severity.UNKNOWN, _OPEN, citation, facts)
    if early is not None:
        return Finding(early, Severity.BREACH, _EARLY, citation, facts)
    return Finding("condition-missing", Severity.NOTE, _LACKS, citation, facts)


_LACKS = Text("{step}还缺：{need}。", "For {step} it lacks: {need}.")
_EARLY = Text("已经{step}，但缺：{need}。", "The step of {step} was taken, and this lacks: {need}.")
_OPEN = Text(
    "{step}的条件不清楚：{need}，取决于{fact}。",
    "For {step} it is not known whether this holds: {need}; that depends on {fact}.",
)

# --- what is to be done -----------------------------------------------------------


def promised(clock: ClockReading, lead: str | None) -> Obligation:
    """What an open clock asks for, and by when."""
    promise = clock.promise
    assert promise is not None  # noqa: S101 - only a promise that is known runs
    return Obligation(
        clock.stage.value,
        promise.text,
        promise.citation,
        by=_agency(lead) if lead else None,
        due=clock.due_day,
        note=_note(clock),
        done=Truth.NO,
    )


@lru_cache(512)
def _agency(name: str) -> Text:
    return Text(name, name)


def _note(clock: ClockReading) -> Text | None:
    if clock.state is ClockState.PAUSED:
        return _STANDS_STILL
    if clock.state is ClockState.RED:
        return _OVERDUE
    if clock.certainty is not None and clock.certainty is not Certainty.FINAL:
        return _MAY_MOVE.filled(sure=clock.certainty.text)
    return None


_STANDS_STILL = Text("正在暂停，恢复后再定期限", "paused, so it has no due day yet")
_OVERDUE = Text("已经超期", "overdue")
_MAY_MOVE = Text("所依据的日历{sure}", "by a calendar that is {sure}")


def needed(part: Check) -> Obligation:
    """What closing or writing off still needs."""
    assert part.citation is not None  # noqa: S101 - every need has its clause
    assert part.fact is None  # noqa: S101 - only what surely lacks is to be done
    return Obligation("provide", _provide(part.asked), part.citation, done=Truth.NO)


@lru_cache(64)
def _provide(need: Text) -> Text:
    return _PROVIDE.filled(need=need)


_PROVIDE = Text("补齐：{need}", "see to it that {need}")
