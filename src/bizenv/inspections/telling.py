"""Why a row has its outcome, or why it has none, in words: the same in frames and reports."""

from __future__ import annotations

from collections.abc import Iterable

from bizenv.inspections.rules import Opinion
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.verdict import Severity

__all__ = ["opinion_words", "problem_words"]


def opinion_words(opinion: Opinion, lang: Lang) -> str:
    """The findings that matter most, in words: those as grave as the outcome."""
    grave = [f for f in opinion.findings if f.severity is not Severity.NOTE] or opinion.findings
    return (" " if lang == "en" else "").join(finding.message(lang) for finding in grave)


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


_JOINT = Text("；", "; ")
_IN_COLUMN = Text("{column}：{words}", "{column}: {words}")
