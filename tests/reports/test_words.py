"""Words: outcomes, findings and problems of rows in both languages."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from bizenv.inspections.values import InspectionOutcome
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import Severity
from bizenv.reports.words import (
    LEVELS,
    code_of,
    message_of,
    outcome_text,
    row_text,
    statuses_of,
    who,
)

# --- rows -------------------------------------------------------------------


def test_who_visits_whom(check: Any) -> None:
    """Names, or that there are none."""
    (batch,) = check()
    first, unread = batch.rows([0, 4])
    assert who(first, "zh") == who(first, "en") == "区税务局 → 甲公司"
    assert who(unread, "zh") == "（未填机关） → （未填企业）"
    assert who(unread, "en") == "(no agency) → (no enterprise)"


def test_why_a_row_has_its_outcome(check: Any) -> None:
    """The findings that weigh, in words."""
    (batch,) = check()
    (row,) = batch.rows([0])
    assert row.opinion is not None
    breach = row.opinion.findings[0]
    assert breach.code == "in-quiet-period"
    assert message_of(row, "zh") == breach.message("zh")
    assert message_of(row, "en") == breach.message("en")


def test_notes_are_told_where_there_is_nothing_graver(check: Any) -> None:
    """A lawful row says why it is lawful."""
    (batch,) = check()
    (row,) = batch.rows([1])
    assert row.opinion is not None
    (finding,) = row.opinion.findings
    assert finding.severity is Severity.NOTE
    assert message_of(row, "zh") == finding.message("zh")
    assert message_of(row, "en") == finding.message("en")


DAY = Problem(
    "bad-day",
    "'soon'",
    Text("确实存在的日期", "a day of the calendar"),
    Place("plan.csv", 6, row=6, field="start", header="检查日期"),
    Text("请改写", "rewrite it"),
)
DOMAIN = Problem("unknown-term", "'xx'", Text("检查领域", "a domain"), Place(field="domain"))
CELLS = Problem("wrong-cell-count", Text("3 格", "3 cells"), Text("7 格", "7 cells"))


def test_why_a_row_has_none(check: Any) -> None:
    """Every problem, with its column as the table has it, wholly in one language."""
    (batch,) = check()
    (unread,) = batch.rows([4])
    row = evolve(unread, problems=(DAY, DOMAIN, CELLS))
    assert message_of(row, "zh") == (
        "检查日期 (start)：读到 'soon'，应为确实存在的日期（提示：请改写）；"
        "domain：读到 'xx'，应为检查领域；读到 3 格，应为 7 格"
    )
    assert message_of(row, "en") == (
        "检查日期 (start): got 'soon', expected a day of the calendar (rewrite it); "
        "domain: got 'xx', expected a domain; got 3 cells, expected 7 cells"
    )


def test_the_columns_of_a_row_that_cannot_be_read(check: Any) -> None:
    """The place of each problem has file, line, row, field and the table's own header."""
    (batch,) = check()
    (row,) = batch.rows([4])
    assert [problem.place for problem in row.problems] == [
        Place("plan.csv", 6, row=6, field="start", header="检查日期"),
        Place("plan.csv", 6, row=6, field="domain", header="检查领域"),
    ]
    assert message_of(row, "zh").startswith("检查日期 (start)：读到 'soon'，应为")
    assert "；检查领域 (domain)：读到 'xx'，应为" in message_of(row, "zh")


def test_a_row_in_one_paragraph(check: Any) -> None:
    """Who, why, by which clause and when instead; without a day where any day would do."""
    (batch,) = check()
    breach, lawful, unread = batch.rows([0, 1, 4])
    assert row_text(breach, "zh") == (
        f"区税务局 → 甲公司：{message_of(breach, 'zh')}依据：《示例办法》第一条。"
        "最近的可检查日：2024-03-23"
    )
    assert row_text(breach, "en") == (
        f"区税务局 → 甲公司: {message_of(breach, 'en')} By: 《示例办法》第一条. "
        "Next allowed day: 2024-03-23"
    )
    assert row_text(lawful, "zh").endswith("依据：《示例办法》第一条。")
    assert row_text(unread, "zh") == message_of(unread, "zh")


def test_the_code_that_comes_first(check: Any) -> None:
    """Of the findings, or of the problems."""
    (batch,) = check()
    breach, unread = batch.rows([0, 4])
    assert (code_of(breach), code_of(unread)) == ("in-quiet-period", "bad-day")


# --- outcomes ---------------------------------------------------------------


def test_every_status_has_words_in_both_languages() -> None:
    """The six outcomes, unreadable and blank."""
    assert {status: outcome_text(status).say("zh") for status in [*InspectionOutcome, *LEVELS]} == {
        "not-an-inspection": "不属于检查",
        "allowed": "可以检查",
        "exempt": "例外可查",
        "needs-review": "需要审核",
        "forbidden": "不得检查",
        "undetermined": "无法判定",
        "unreadable": "无法读取",
        "blank-row": "空行",
    }
    assert outcome_text("blank-row").say("en") == "blank row"


def test_how_statuses_weigh() -> None:
    """Breaches and unreadable rows are errors, open questions warnings, blank rows notes."""
    assert statuses_of("error") == {"forbidden", "unreadable"}
    assert statuses_of("error", "warning") == {
        "forbidden",
        "unreadable",
        "undetermined",
        "needs-review",
    }
    assert statuses_of("note") == {"blank-row"}
    assert statuses_of() == frozenset()


def test_an_agency_does_not_steer_the_terminal(check: Any) -> None:
    """Nor does an enterprise."""
    (batch,) = check("检查机关,企业名称,检查日期\n\x1b[31m局,甲\x07,2024-03-15\n")
    (row,) = batch.rows()
    assert who(row, "zh") == r"\x1b[31m局 → 甲\x07"
