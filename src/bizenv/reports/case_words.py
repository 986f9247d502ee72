"""Checked cases in words, in both languages; how they weigh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import evolve

from bizenv.cases.checked_logs import LATER, TOO_EARLY, UNREADABLE, CheckedCase
from bizenv.cases.rules import CaseOutcome
from bizenv.inspections.telling import duties_words, finding_words, grave
from bizenv.kernel.findings import Finding, Severity
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text
from bizenv.reports.results import Level
from bizenv.reports.terminal import visible

__all__ = [
    "STATUSES",
    "case_text",
    "clauses_of",
    "code_of",
    "level_of",
    "message_of",
    "problem_text",
    "row_words",
    "status_text",
    "weighty",
    "who",
]

_OTHER_STATUSES = {
    LATER: Text("尚未发生", "not begun"),
    UNREADABLE: Text("无法读取", "unreadable"),
}
STATUSES: Final = (
    *(CaseOutcome.OVERDUE, CaseOutcome.NOT_CLOSABLE, CaseOutcome.CLOSABLE),
    *(CaseOutcome.NOT_TO_BE_WRITTEN_OFF, CaseOutcome.MAY_BE_WRITTEN_OFF),
    *(CaseOutcome.ENDED, CaseOutcome.UNDETERMINED, *_OTHER_STATUSES),
)
"""Every status, in the order in which reports count them."""
_MOST_ROWS = 5


def status_text(status: str) -> Text:
    """The words for a status.

    >>> status_text("overdue").zh, status_text("later").en
    ('已经超期', 'not begun')
    """
    return _OTHER_STATUSES.get(status) or CaseOutcome(status).text


def who(case: CheckedCase, lang: Lang) -> str:
    """Whose request it is, and who is in charge of it."""
    enterprise = case.case.enterprise or _NO_ENTERPRISE.say(lang)
    return visible(f"{enterprise} → {case.agency or _NO_AGENCY.say(lang)}")


def row_words(rows: Sequence[int], lang: Lang) -> str:
    """Row numbers, the first of very many.

    >>> row_words([2], "en"), row_words([2, 5], "zh"), row_words(range(2, 9), "en")
    ('row 2', '第 2、5 行', 'rows 2, 3, 4, 5, 6 …')
    """
    text = _ROW if len(rows) == 1 else _ROWS if len(rows) <= _MOST_ROWS else _MANY_ROWS
    return text.fill(lang, {"rows": tuple(rows[:_MOST_ROWS])})


def level_of(case: CheckedCase) -> Level | None:
    """How a case weighs: what must be mended, what is open, what is due soon."""
    if case.failing:
        return "error"
    if case.undetermined:
        return "warning"
    return "note" if case.due_soon else None


def weighty(case: CheckedCase) -> Sequence[Finding]:
    """The findings that say why a case weighs as it does."""
    return grave(case.findings)


def code_of(case: CheckedCase) -> str:
    """The code that comes first: what must be mended, else what is open or due soon."""
    breaches = (f.code for f in case.findings if f.severity is Severity.BREACH)
    first = [code for code in breaches if code in _TO_MEND]
    first += (problem.code for problem in case.problems if problem.severity == "error")
    first += (f.code for f in weighty(case))
    return first[0]


_TO_MEND = TOO_EARLY | {"promise-overdue"}


def problem_text(problem: Problem, lang: Lang) -> str:
    """A problem with its row and column; its file is told once for all."""
    return evolve(problem, place=evolve(problem.place, file=None, line=None)).say(lang)


def message_of(case: CheckedCase, lang: Lang) -> str:
    """Why a case has its outcome, and what is wrong with its rows."""
    parts = (finding_words(weighty(case), lang), _problems(case, lang))
    return (" " if lang == "en" else "").join(filter(None, parts))


def _problems(case: CheckedCase, lang: Lang) -> str:
    return _SEMICOLON.say(lang).join(problem_text(each, lang) for each in case.problems)


def clauses_of(case: CheckedCase) -> tuple[str, ...]:
    """The clauses behind its outcome, each once."""
    return tuple(dict.fromkeys(finding.citation.short() for finding in weighty(case)))


def case_text(case: CheckedCase, lang: Lang) -> str:
    """A case in one paragraph: which, whose, how it stands; why, by which clause; what to do."""
    stage = case.verdict.state.stage.text
    parts = [_HEAD.fill(lang, {"id": case.case.id, "who": who(case, lang), "stage": stage})]
    if clauses := clauses_of(case):
        why = finding_words(weighty(case), lang)
        parts.append(_WHY.fill(lang, {"why": why, "clauses": clauses}))
    if problems := _problems(case, lang):
        parts.append(_RECORD.fill(lang, {"problems": problems}))
    if duties := duties_words(case.obligations, lang):
        parts.append(_DUTIES.fill(lang, {"duties": duties}))
    return (" " if lang == "en" else "").join(parts)


_NO_AGENCY = Text("（主办单位不明）", "(no agency)")
_NO_ENTERPRISE = Text("（未填企业）", "(no enterprise)")
_ROW = Text("第 {rows} 行", "row {rows}")
_ROWS = Text("第 {rows} 行", "rows {rows}")
_MANY_ROWS = Text("第 {rows} 行等", "rows {rows} …")
_SEMICOLON = Text("；", "; ")
_HEAD = Text("{id}　{who}（{stage}）：", "{id} {who} ({stage}):")
_WHY = Text("{why}依据：{clauses}。", "{why} By: {clauses}.")
_RECORD = Text("记录有问题：{problems}。", "The record is at fault: {problems}.")
_DUTIES = Text("应当办理：{duties}。", "To be done: {duties}.")
