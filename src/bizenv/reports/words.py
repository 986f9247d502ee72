"""Rows and outcomes in words, in both languages; how they weigh."""

from __future__ import annotations

from bizenv.inspections.schedules import BLANK, UNREADABLE, CheckedRow
from bizenv.inspections.telling import duties_words, opinion_words, problem_words
from bizenv.inspections.values import InspectionOutcome
from bizenv.kernel.text import Lang, Text
from bizenv.reports.results import Level
from bizenv.reports.terminal import visible

__all__ = [
    "LEVELS",
    "STILL_TO_DO",
    "code_of",
    "message_of",
    "outcome_text",
    "row_text",
    "statuses_of",
    "who",
]

_OTHER_OUTCOMES = {
    UNREADABLE: Text("无法读取", "unreadable"),
    BLANK: Text("空行", "blank row"),
}


def outcome_text(outcome: str) -> Text:
    """The words for an outcome's code, ``unreadable`` and ``blank-row`` among them.

    >>> outcome_text("forbidden").zh
    '不得检查'
    """
    return _OTHER_OUTCOMES.get(outcome) or InspectionOutcome(outcome).text


def who(row: CheckedRow, lang: Lang) -> str:
    """Who visits whom, in words."""
    agency = row.words("agency") or _NO_AGENCY.say(lang)
    enterprise = row.words("enterprise_name", "enterprise") or _NO_ENTERPRISE.say(lang)
    return visible(f"{agency} → {enterprise}")


def message_of(row: CheckedRow, lang: Lang) -> str:
    """Why a row has its outcome, or why it has none: each problem with its column."""
    if row.opinion is not None:
        return opinion_words(row.opinion, lang)
    return problem_words(row.problems, lang)


def row_text(row: CheckedRow, lang: Lang) -> str:
    """A row in one paragraph: who, why, by which clause, when instead, what to do."""
    if row.opinion is None:
        return message_of(row, lang)
    facts = {
        "who": who(row, lang),
        "why": opinion_words(row.opinion, lang),
        "clause": row.opinion.clause,
    }
    text = _WHO_WHY.fill(lang, facts)
    text += _NEXT.fill(lang, {"day": row.next_allowed}) if row.next_allowed else ""
    duties = duties_words(row.obligations, lang)
    return text + (_DUTIES.fill(lang, {"duties": duties}) if duties else "")


def code_of(row: CheckedRow) -> str:
    """The code that comes first: of the findings, or of what keeps the row from having any.

    A lawful row is told only for what is still to be done.
    """
    if row.opinion is None:
        return row.problems[0].code
    return STILL_TO_DO if row.opinion.outcome.lawful else row.opinion.codes[0]


STILL_TO_DO = "still-to-do"


LEVELS: dict[str, Level] = {
    "forbidden": "error",
    UNREADABLE: "error",
    "undetermined": "warning",
    "needs-review": "warning",
    BLANK: "note",
}
"""By status, how a row weighs for a machine; what is lawful does not stand here.

Breaches and rows that cannot be read are errors; what a person must decide or
is not known yet is a warning.
"""


def statuses_of(*levels: Level) -> frozenset[str]:
    """The statuses that weigh as much as one of these levels.

    >>> sorted(statuses_of("error"))
    ['forbidden', 'unreadable']
    """
    return frozenset(status for status, level in LEVELS.items() if level in levels)


_NO_AGENCY = Text("（未填机关）", "(no agency)")
_NO_ENTERPRISE = Text("（未填企业）", "(no enterprise)")
_WHO_WHY = Text("{who}：{why}依据：{clause}。", "{who}: {why} By: {clause}.")
_NEXT = Text("最近的可检查日：{day}", " Next allowed day: {day}")
_DUTIES = Text("应当办理：{duties}", " To be done: {duties}")
