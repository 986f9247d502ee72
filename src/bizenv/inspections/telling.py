"""Why a row has its outcome or none, and what must be done, in words.

The words are the same in frames and reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bizenv.inspections.rules import Opinion
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Finding, Severity

__all__ = [
    "duties_words",
    "duty_words",
    "finding_words",
    "first_due",
    "grave",
    "missed",
    "open_duties",
    "opinion_words",
    "problem_words",
]


def opinion_words(opinion: Opinion, lang: Lang) -> str:
    """The findings that matter most, in words: those as grave as the outcome."""
    return finding_words(grave(opinion.findings), lang)


def grave(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings that are more than notes; the notes where there is nothing else."""
    return [f for f in findings if f.severity is not Severity.NOTE] or findings


def finding_words(findings: Iterable[Finding], lang: Lang) -> str:
    """Findings in words, one sentence after the other."""
    return (" " if lang == "en" else "").join(finding.message(lang) for finding in findings)


def problem_words(problems: Iterable[Problem], lang: Lang) -> str:
    """The problems of a row, each after the column that has it; a torn row has no column.

    >>> from bizenv.kernel.place import Place
    >>> no_day = Problem("missing-day", "''", Text("日期", "a day"), Place(field="start"))
    >>> problem_words([no_day, Problem("bad-json", "1", Text("对象", "an object"))], "en")
    "start: got '', expected a day; got 1, expected an object"
    """
    return _JOINT.say(lang).join(_in_column(problem, lang) for problem in problems)


def _in_column(problem: Problem, lang: Lang) -> str:
    column, words = problem.place.column_words, problem.words(lang)
    return _IN_COLUMN.fill(lang, {"column": column, "words": words}) if column else words


def duty_words(obligation: Obligation, lang: Lang) -> str:
    """What must be done, by whom, by which day, how it stands, and by which clause."""
    said = obligation.message(lang) + (_NOT_DONE.say(lang) if obligation.done is Truth.NO else "")
    words = {"words": said, "clause": obligation.citation.short()}
    return _BY_CLAUSE.fill(lang, words)


def duties_words(obligations: Iterable[Obligation], lang: Lang) -> str | None:
    """All that must be done around a visit, in one cell; None where there is nothing."""
    return _JOINT.say(lang).join(duty_words(each, lang) for each in obligations) or None


def open_duties(obligations: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """What the record does not show to be done in time: not done, late, or not said."""
    return tuple([o for o in obligations if o.done is not Truth.YES or o.late is Truth.YES])


def missed(obligation: Obligation) -> bool:
    """Whether the record says that it was not done, or was done too late."""
    return obligation.done is Truth.NO or obligation.late is Truth.YES


def first_due(obligations: Iterable[Obligation]) -> date | None:
    """The earliest day by which something that was not done yet must be done."""
    return min((o.due for o in obligations if o.due and o.done is not Truth.YES), default=None)


_NOT_DONE = Text("，未办", ", not done")
_BY_CLAUSE = Text("{words}（{clause}）", "{words} ({clause})")
_JOINT = Text("；", "; ")
_IN_COLUMN = Text("{column}：{words}", "{column}: {words}")
