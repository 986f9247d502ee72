"""Telling: why a row has its outcome, or why it has none."""

from __future__ import annotations

from attrs import evolve

from bizenv.inspections.bulk import check_columns
from bizenv.inspections.rules import Opinion
from bizenv.inspections.telling import opinion_words, problem_words
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import Severity
from bizenv.tables.columns import encode
from bizenv.testing import a_rulebook


def an_opinion(day: str) -> Opinion:
    """What a made-up rulebook says of a visit without reason on a day."""
    cells = {"start": day, "trigger": "none", "domain": "tax"}
    columns = {name: encode([cell]) for name, cell in cells.items()}
    (answer,) = check_columns(columns, 1, a_rulebook().inspections).answers
    assert answer.opinion is not None
    return answer.opinion


def test_findings_as_grave_as_the_outcome_are_told() -> None:
    """A breach and another, and not the notes beside them; a space parts English sentences."""
    opinion = an_opinion("2024-03-15")
    breach = opinion.findings[0]
    assert "in-quiet-period" == breach.code
    note = evolve(breach, code="note", severity=Severity.NOTE, text=Text("注", "A note."))
    other = evolve(breach, code="other", text=Text("另有。", "And more."))
    told = evolve(opinion, findings=(breach, note, other))
    assert f"{breach.message('zh')}另有。" == opinion_words(told, "zh")
    assert f"{breach.message('en')} And more." == opinion_words(told, "en")


def test_notes_are_told_where_there_is_nothing_graver() -> None:
    """A lawful visit says why it is lawful."""
    opinion = an_opinion("2024-03-25")
    (finding,) = opinion.findings
    assert Severity.NOTE is finding.severity
    assert finding.message("zh") == opinion_words(opinion, "zh")


def test_each_problem_is_told_with_its_column() -> None:
    """One that belongs to no column stands alone."""
    day = Problem(
        "bad-day",
        "'soon'",
        Text("日期", "a day"),
        Place("plan.csv", 6, row=6, field="start", header="检查日期"),
        Text("请改写", "rewrite it"),
    )
    cells = Problem("wrong-cell-count", Text("3 格", "3 cells"), Text("7 格", "7 cells"))
    assert (
        "检查日期 (start)：读到 'soon'，应为日期（提示：请改写）；读到 3 格，应为 7 格"
    ) == problem_words([day, cells], "zh")
    assert (
        "检查日期 (start): got 'soon', expected a day (rewrite it); got 3 cells, expected 7 cells"
    ) == problem_words([day, cells], "en")
    assert "" == problem_words([], "en")
