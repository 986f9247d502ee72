"""A checked log as text for people: a summary, then each case that wants attention."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from attrs import define, evolve, field

from bizenv.cases.checked_logs import CaseTally, CheckedCase, CheckedPart
from bizenv.cases.faults import when
from bizenv.cases.readings import ClockState
from bizenv.cases.rules import CaseOutcome
from bizenv.cases.service_levels import PromiseStage
from bizenv.cases.values import Time
from bizenv.inspections.faults import Fault
from bizenv.inspections.telling import duty_words
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text
from bizenv.reports.case_words import (
    STATUSES,
    problem_text,
    row_words,
    status_text,
    weighty,
    who,
)
from bizenv.reports.terminal import ruled, visible

__all__ = ["CaseFaults", "case_lines", "case_summary_lines"]

_MOST_AGENCIES = 40
_FIRST_ROWS = 5
_CLOCKS = tuple(state for state in ClockState if state is not ClockState.NOT_STARTED)


# --- the summary ------------------------------------------------------------


def case_summary_lines(
    tally: CaseTally, file: str, rulebook: str, at: Time, lang: Lang
) -> list[str]:
    """The head of a report: file, rulebook, time, notes, cases, clocks, what is at fault."""
    head = _HEAD.fill(lang, {"file": file, "rulebook": rulebook, "at": when(at)})
    lines = [visible(head), *(visible(note.say(lang)) for note in tally.notes)]
    for table in (_status_table, _agency_table, _clock_table):
        if told := table(tally, lang):
            lines += ["", *told]
    if counted := [line for line in _counts(tally, lang) if line]:
        lines += ["", *counted]
    return lines


def _status_table(tally: CaseTally, lang: Lang) -> list[str]:
    rows = [
        [f"{status_text(status).say(lang)} ({status})", f"{tally.statuses[status]:,}"]
        for status in STATUSES
        if tally.statuses[status]
    ]
    rows.append([_ALL.say(lang), f"{tally.cases:,}"])
    return list(ruled([_OUTCOME.say(lang), _CASES.say(lang)], rows))


def _agency_table(tally: CaseTally, lang: Lang) -> list[str]:
    """Cases by agency in charge and status, the agencies with most overdue cases first."""
    statuses = [s for s in STATUSES if tally.statuses[s]]
    names = sorted(
        {agency for agency, _ in tally.agencies},
        key=lambda name: (-tally.agencies[name, CaseOutcome.OVERDUE], name),
    )
    rows = [
        [visible(name) or _UNKNOWN.say(lang), *(f"{tally.agencies[name, s]:,}" for s in statuses)]
        for name in names[:_MOST_AGENCIES]
    ]
    header = [_AGENCY.say(lang), *(_column_head(status, lang) for status in statuses)]
    lines = list(ruled(header, rows)) if rows else []
    if len(names) > _MOST_AGENCIES:
        lines.append(_MORE_AGENCIES.fill(lang, {"count": len(names) - _MOST_AGENCIES}))
    return lines


def _column_head(status: str, lang: Lang) -> str:
    """A status above a column: in English its code, since the words are a sentence."""
    return status_text(status).zh if lang == "zh" else status.replace("-", " ")


def _clock_table(tally: CaseTally, lang: Lang) -> list[str]:
    """Clocks by stage and state; none where none has started."""
    states = [state for state in _CLOCKS if any(tally.clocks[s, state] for s in PromiseStage)]
    stages = [stage for stage in PromiseStage if any(tally.clocks[stage, s] for s in states)]
    rows = [
        [stage.text.say(lang), *(f"{tally.clocks[stage, state]:,}" for state in states)]
        for stage in stages
    ]
    header = [_CLOCK.say(lang), *(state.text.say(lang) for state in states)]
    return list(ruled(header, rows)) if rows else []


def _counts(tally: CaseTally, lang: Lang) -> Iterable[str]:
    """What is at fault, what is left aside, which facts are missing."""
    for text, count in (
        (_TOO_EARLY, tally.too_early),
        (_FAULTY, tally.faulty),
        (_ROWS_AT_FAULT, tally.faulty_rows),
        (_CASELESS, tally.caseless),
        (_LATER, tally.later),
    ):
        yield text.fill(lang, {"count": f"{count:,}"}) if count else ""
    missing = (
        _FACT.fill(lang, {"label": fact.text, "name": str(fact), "count": f"{count:,}"})
        for fact, count in tally.missing.most_common()
    )
    if facts := tuple(missing):
        yield _MISSING_ALL.fill(lang, {"facts": facts})


# --- cases ------------------------------------------------------------------


def case_lines(case: CheckedCase, lang: Lang) -> list[str]:
    """One case: which, where, whose, how it stands; why, by which clause; what to do."""
    facts = {
        "id": case.case.id,
        "rows": row_words(case.rows, lang),
        "who": who(case, lang),
        "stage": case.verdict.state.stage.text,
        "status": status_text(case.status),
    }
    lines = [_CASE.fill(lang, facts)]
    for finding in weighty(case):
        said = {"why": finding.message(lang), "clause": finding.citation.short()}
        lines.append(f"    {_FINDING.fill(lang, said)} [{finding.code}]")
    lines += [f"    {problem_text(problem, lang)}" for problem in case.problems]
    if case.undetermined:
        names = tuple(fact.text for fact in case.verdict.missing)
        lines.append(f"    {_MISSING.fill(lang, {'facts': names})}")
    if case.obligations:
        lines.append(f"    {_DUTIES.say(lang)}")
        lines += [f"    - {duty_words(duty, lang)}" for duty in case.obligations]
    return [visible(line) for line in lines]


# --- what cannot be read ----------------------------------------------------


@define
class CaseFaults:
    """What cannot be read in the rows of a log: equal problems are told once, with their rows.

    An event that cannot follow is told with its case, and not here.
    """

    by_key: dict[tuple[str | None, str, str], Fault] = field(factory=dict)

    def add(self, part: CheckedPart) -> None:
        """Take up the rows of one more part."""
        for case in part.cases:
            placed = {fault.problem for fault in case.verdict.state.faults}
            self._take(each for each in case.problems if each not in placed)
        self._take(part.rows)

    def _take(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if problem.severity != "error":
                continue
            alone = evolve(problem, place=_column(problem.place))
            key = (problem.place.field, problem.code, problem.words("en"))
            fault = self.by_key.setdefault(key, Fault(partial(tuple, (alone,))))
            fault.rows += 1
            if len(fault.first) < _FIRST_ROWS:
                fault.first.append(problem.place.row)

    def most_common(self) -> list[Fault]:
        """The faults, those of most rows first."""
        return sorted(self.by_key.values(), key=lambda fault: -fault.rows)


def _column(place: Place) -> Place:
    return Place(field=place.field, header=place.header)


_HEAD = Text("{file}　按 {rulebook} 检查，截至 {at}", "{file}, checked by {rulebook}, as of {at}")
_OUTCOME = Text("结论", "outcome")
_CASES = Text("件数", "cases")
_ALL = Text("合计", "all")
_AGENCY = Text("现承办单位", "agency in charge")
_CLOCK = Text("时限", "clock")
_UNKNOWN = Text("（不明）", "(not known)")
_MORE_AGENCIES = Text("另有 {count} 个单位未列出", "{count} more agencies not shown")
_TOO_EARLY = Text(
    "条件不齐就已办结或销号的诉求：{count} 件。",
    "Cases that were closed or written off although something was lacking: {count}.",
)
_FAULTY = Text("记录有问题的诉求：{count} 件。", "Cases whose record is at fault: {count}.")
_ROWS_AT_FAULT = Text(
    "无法读取或无法采用的行：{count} 行。", "Rows that cannot be read or used: {count}."
)
_CASELESS = Text("不属于任何诉求的行：{count} 行。", "Rows that name no case: {count}.")
_LATER = Text(
    "晚于截止时间、没有计入的事件：{count} 个。",
    "Events that came later and were left aside: {count}.",
)
_FACT = Text("{label} {name}（{count} 件）", "{name} ({count})")
_MISSING_ALL = Text(
    "无法判定的诉求缺少：{facts}；--strict 列出这些诉求。",
    "Cases that are undetermined lack: {facts}; --strict shows them.",
)
_CASE = Text("{id}　{rows}　{who}　{stage}　{status}", "{id}  {rows}  {who}  {stage}  {status}")
_FINDING = Text("{why}依据：{clause}", "{why} By: {clause}")
_MISSING = Text("尚不清楚：{facts}", "not known: {facts}")
_DUTIES = Text("应当办理：", "to be done:")
