"""Words: problems, outcomes and findings in both languages, and nothing that steers a terminal."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from bizenv.inspections.values import InspectionOutcome
from bizenv.kernel.errors import Problem
from bizenv.kernel.place import Place
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import Severity
from bizenv.reports.words import (
    LEVELS,
    finding_text,
    message_of,
    outcome_text,
    problem_text,
    statuses_of,
    visible,
    who,
)

PROBLEMS = [
    (
        Problem("bad-day", "'soon'", "a day such as 2023-06-15", hint="choose with --sheet"),
        "读到 'soon'，应填写确实存在的日期，如 2023-06-15、2023年6月15日、20230615"
        "（提示：用 --sheet 指定一个）",
        "got 'soon', expected a day such as 2023-06-15 (choose with --sheet)",
    ),
    (
        Problem("missing-column", "the columns 'a', 'b'", "a column for 'start': start, 检查日期"),
        "缺少必需的列，字段 start，表头可写作 start, 检查日期；表中有：'a', 'b'",
        "got the columns 'a', 'b', expected a column for 'start': start, 检查日期",
    ),
    (
        Problem("missing-column", "no column 'a'", "one of 'b'", hint="did you mean 'b'?"),
        "缺少必需的列，应为其中之一：'b'；表中有：没有 'a' 列（提示：是否为 'b'？）",
        "got no column 'a', expected one of 'b' (did you mean 'b'?)",
    ),
    (
        Problem(
            "missing-column",
            "no columns",
            "a column for 'start': start",
            hint="did you mean 'x'? Or name the column in a --map file",
        ),
        "缺少必需的列，字段 start，表头可写作 start；表中有：没有列"
        "（提示：是否为 'x'？也可用 --map 文件指明列名）",
        "got no columns, expected a column for 'start': start "
        "(did you mean 'x'? Or name the column in a --map file)",
    ),
    (
        Problem("unknown-term", "'安全'", "a known domain (检查领域)"),
        "读到 '安全'，不是词表中的词；应填“检查领域”中的词",
        "got '安全', expected a known domain (检查领域)",
    ),
    (
        Problem("wrong-cell-count", "3 cells", "7 cells"),
        "单元格数量与表头不一致：3 个，7 个",
        "got 3 cells, expected 7 cells",
    ),
    (
        Problem("too-large", "2,000 bytes unpacked", "at most 1,999 bytes"),
        "文件过大：解压后 2,000 字节，最多 1,999 字节",
        "got 2,000 bytes unpacked, expected at most 1,999 bytes",
    ),
    (
        Problem("of-a-rulebook", "this", "that"),
        "读到 this，应为 that",
        "got this, expected that",
    ),
    (
        Problem("missing-day", "no day", "the day of the visit"),
        "没有填写检查日期",
        "got no day, expected the day of the visit",
    ),
]


@pytest.mark.parametrize(("problem", "zh", "en"), PROBLEMS, ids=lambda part: str(part)[:20])
def test_a_problem_in_both_languages(problem: Problem, zh: str, en: str) -> None:
    """Chinese sentences hold no English, apart from what was read and from options."""
    assert (problem_text(problem, "zh"), problem_text(problem, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("name the column in a --map file", "可用 --map 文件指明列名"),
        (
            "name the format in a --map file, for example '%m/%d/%Y'",
            "可用 --map 文件写明日期格式，如 '%m/%d/%Y'",
        ),
        (
            "give the local day, or name the format in a --map file",
            "请填当地日期，或用 --map 文件写明日期格式",
        ),
        ("give the first and the last day in two columns", "请把开始日期和结束日期分两列填写"),
        ("the day and its weekday differ", "日期与星期不符"),
        (
            "open it in Excel or WPS and save it as XLSX or CSV",
            "请在 Excel 或 WPS 中另存为 XLSX 或 CSV",
        ),
        ("delete the cells that lie far from the table", "请删除离表格很远的单元格"),
        ('python -m pip install "bizenv[cli]"', 'python -m pip install "bizenv[cli]"'),
    ],
)
def test_a_hint_in_chinese(english: str, chinese: str) -> None:
    """Every hint of a table or a cell; a command stays a command."""
    problem = Problem("bad-day", "'x'", "a day", hint=english)
    assert problem_text(problem, "zh").endswith(f"（提示：{chinese}）")
    assert problem_text(problem, "en").endswith(f" ({english})")


@pytest.mark.parametrize(
    ("code", "got", "expected", "chinese"),
    [
        ("unknown-format", "'a.et'", "a file ending in .csv", "不支持 'a.et' 这类文件；支持 .csv"),
        ("unknown-sheet", "'x'", "one of 'a', 'b'", "没有工作表 'x'；应为其中之一：'a', 'b'"),
        (
            "several-sheets",
            "the sheets 'a', 'b'",
            "one sheet",
            "有多个工作表：'a', 'b'",
        ),
        ("too-many-columns", "2,001 columns", "at most 2,000", "2,001 列：列数过多，最多 2,000"),
        ("missing-library", "nothing to read it with", "the library polars", "缺少组件：polars"),
        (
            "ambiguous-header",
            "the columns 'a', 'b'",
            "one column for 'start'",
            "分不清哪一列是所需的列：'a', 'b'；字段 start 只能对应一列",
        ),
        (
            "too-large",
            "cells up to row 1,048,576 and column 100",
            "at most 30,000,000 cells, blank ones among them",
            "文件过大：单元格远至第 1,048,576 行第 100 列，连同空白最多 30,000,000 个单元格",
        ),
        (
            "bad-encoding",
            "a byte at 7 that does not belong",
            "a text in UTF-8 or GB18030",
            "第 7 字节无法识别，应为 UTF-8 或 GB18030 文本",
        ),
        (
            "bad-encoding",
            "the byte at 7",
            "a text in UTF-8",
            "第 7 字节无法识别，应为 UTF-8 或 GB18030 文本",
        ),
        (
            "bad-format",
            "'x'",
            "a format only for the days start, end",
            "读到 'x'，只有日期字段可写格式：start, end",
        ),
        (
            "bad-format",
            "'x'",
            "a format that tells year, month and day, such as %m/%d/%Y",
            "读到 'x'，格式应写明年月日，如 %m/%d/%Y",
        ),
    ],
)
def test_a_problem_of_a_table_in_chinese(code: str, got: str, expected: str, chinese: str) -> None:
    """What was got and what was expected are Chinese too."""
    assert problem_text(Problem(code, got, expected), "zh") == chinese


# --- rows -------------------------------------------------------------------


def test_who_visits_whom(check: Any) -> None:
    """Names, or that there are none."""
    (batch,) = check()
    first, unread = batch.rows([0, 4])
    assert who(first, "zh") == who(first, "en") == "区税务局 → 甲公司"
    assert who(unread, "zh") == "（未填机关） → （未填企业）"
    assert who(unread, "en") == "(no agency) → (no enterprise)"


def test_why_a_row_has_its_outcome(check: Any) -> None:
    """The findings that weigh, in words: a breach, and not the notes beside it."""
    (batch,) = check()
    (row,) = batch.rows([0])
    assert row.told is not None
    breach = row.told.findings[0]
    assert breach.code == "in-quiet-period"
    assert message_of(row, "zh") == breach.message("zh")
    assert message_of(row, "en") == breach.message("en")
    note = evolve(breach, code="note", severity=Severity.NOTE, text=Text("注", "A note."))
    other = evolve(breach, code="other", text=Text("另有。", "And more."))
    told = evolve(row.told, findings=(breach, note, other))
    assert finding_text(told, "zh") == f"{breach.message('zh')}另有。"
    assert finding_text(told, "en") == f"{breach.message('en')} And more."


def test_notes_are_told_where_there_is_nothing_graver(check: Any) -> None:
    """A lawful row says why it is lawful."""
    (batch,) = check()
    (row,) = batch.rows([1])
    assert row.told is not None
    (finding,) = row.told.findings
    assert finding.severity is Severity.NOTE
    assert message_of(row, "zh") == finding_text(row.told, "zh") == finding.message("zh")
    assert message_of(row, "en") == finding.message("en")


def test_why_a_row_has_none(check: Any) -> None:
    """Every problem, with its field where it has one."""
    (batch,) = check()
    unread, blank, torn = batch.rows([4, 5, 6])
    assert message_of(unread, "zh") == (
        "start: 读到 'soon'，应填写确实存在的日期，如 2023-06-15、2023年6月15日、20230615；"
        "domain: 读到 'xx'，不是词表中的词；应填“检查领域”中的词"
    )
    assert message_of(unread, "en") == (
        "start: got 'soon', expected a day such as 2023-06-15, 2023/6/15, 2023年6月15日 or "
        "20230615; domain: got 'xx', expected a known domain (检查领域)"
    )
    assert message_of(blank, "zh") == "空行，没有检查内容"
    assert message_of(blank, "en") == "got a row without words, expected an inspection"
    assert message_of(torn, "zh") == "单元格数量与表头不一致：3 个，7 个"


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


# --- what a terminal obeys --------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("区市场监管局 → 甲", "区市场监管局 → 甲"),
        ("全角　空格", "全角　空格"),
        ("区市场\n监管局\t甲\r\n", "区市场 监管局 甲  "),
        ("\x1b[2J\x1b]0;title\x07", r"\x1b[2J\x1b]0;title\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("a\u2028b\u200bc", r"a b\u200bc"),
        ("\ud800", r"\ud800"),
    ],
)
def test_control_characters_are_spelt_out(text: str, shown: str) -> None:
    """Escape sequences, turned text and half characters are shown, not obeyed."""
    assert visible(text) == shown


@given(st.text())
def test_nothing_visible_steers_a_terminal(text: str) -> None:
    """Property: no control or format character is left, and a plain text stays as it is."""
    shown = visible(text)
    assert {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"} == set()
    assert visible(shown) == shown


def test_an_agency_does_not_steer_the_terminal(check: Any) -> None:
    """Nor does an enterprise."""
    (batch,) = check("检查机关,企业名称,检查日期\n\x1b[31m局,甲\x07,2024-03-15\n")
    (row,) = batch.rows()
    assert who(row, "zh") == r"\x1b[31m局 → 甲\x07"


def test_a_place_is_told_in_the_message(check: Any) -> None:
    """Places of problems name file, line, row and field."""
    (batch,) = check()
    (row,) = batch.rows([4])
    assert row.problems[0].place == Place("plan.csv", 6, row=6, field="start")
