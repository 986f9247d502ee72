"""Telling: why a row has its outcome or none, and what must be done."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from bizenv.inspections.bulk import check_columns
from bizenv.inspections.rules import Opinion
from bizenv.inspections.telling import (
    duties_words,
    duty_words,
    first_due,
    missed,
    open_duties,
    opinion_words,
    problem_words,
)
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Severity
from bizenv.tables.columns import encode
from bizenv.testing import a_citation, a_rulebook


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


# --- what must be done ------------------------------------------------------

FILE = Obligation("file", Text("备案", "file it"), a_citation(), due=date(2024, 3, 22))
NOT_DONE = evolve(FILE, due=date(2024, 3, 20), done=Truth.NO)
DONE = evolve(FILE, due=date(2024, 3, 1), done=Truth.YES)
LATE = evolve(DONE, late=Truth.YES, done_on=date(2024, 3, 2))


def test_a_duty_is_told_with_its_day_its_state_and_its_clause() -> None:
    """Not known, not done, done, done late."""
    assert [duty_words(each, "zh") for each in (FILE, NOT_DONE, DONE, LATE)] == [
        "备案，最迟 2024-03-22（《示例办法》第一条）",
        "备案，最迟 2024-03-20，未办（《示例办法》第一条）",
        "备案，最迟 2024-03-01，已办（《示例办法》第一条）",
        "备案，最迟 2024-03-01，办理迟于期限（2024-03-02）（《示例办法》第一条）",
    ]
    assert duties_words((NOT_DONE, DONE), "en") == (
        "file it, no later than 2024-03-20, not done (《示例办法》第一条); "
        "file it, no later than 2024-03-01, done (《示例办法》第一条)"
    )
    assert duties_words((), "en") is None


def test_a_duty_is_open_unless_it_was_done_in_time() -> None:
    """One that is only not known to be done is open too, but it is not missed."""
    every = (FILE, NOT_DONE, DONE, LATE)
    assert open_duties(every) == (FILE, NOT_DONE, LATE)
    assert [missed(each) for each in every] == [False, True, False, True]


def test_the_first_due_day_is_that_of_what_was_not_done_yet() -> None:
    """What was done, be it late, has no day any more; nor has what is due on no day."""
    assert first_due((FILE, NOT_DONE, DONE, LATE)) == date(2024, 3, 20)
    assert first_due((DONE, LATE, evolve(FILE, due=None))) is None
