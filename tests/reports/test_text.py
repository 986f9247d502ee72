"""Text for people: aligned tables, then each row with its reason, its clause and what to do."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from bizenv.inspections.schedules import Tally
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.reports.terminal import width
from bizenv.reports.text import agency_table, outcome_table, row_lines, summary_lines
from bizenv.reports.words import message_of
from bizenv.testing import a_citation


@pytest.fixture
def tally(check: Any) -> Tally:
    """The counts of the schedule with a row of every kind."""
    counted = Tally()
    for batch in check():
        counted.add(batch)
    return counted


@given(st.lists(st.sampled_from(["区税务局", "E1", "ＡＢ局", "e\u0301", "长" * 9]), unique=True))
def test_the_columns_of_a_table_end_together(agencies: list[str]) -> None:
    """Property: whatever the agencies are called, every line is as wide as the rule."""
    tally = Tally()
    for number, agency in enumerate(agencies):
        tally.agencies[agency, "forbidden"] += 10**number
        tally.agencies[agency, "allowed"] += 1
    for lang in ("zh", "en"):
        lines = agency_table(tally, lang)
        assert {width(line) for line in lines if agencies} <= {width(lines[1])}


# --- the summary ------------------------------------------------------------


def test_rows_by_outcome_in_chinese(tally: Tally) -> None:
    """Only outcomes that occur, in their own order, and all rows together."""
    assert outcome_table(tally, "zh") == [
        "结论                     行数",
        "-----------------------  ----",
        "可以检查 (allowed)          1",
        "例外可查 (exempt)           1",
        "不得检查 (forbidden)        2",
        "无法判定 (undetermined)     1",
        "无法读取 (unreadable)       2",
        "空行 (blank-row)            1",
        "合计                        8",
    ]


def test_rows_by_outcome_in_english(tally: Tally) -> None:
    """The same."""
    assert outcome_table(tally, "en") == [
        "outcome                      rows",
        "---------------------------  ----",
        "allowed (allowed)               1",
        "exempt (exempt)                 1",
        "forbidden (forbidden)           2",
        "undetermined (undetermined)     1",
        "unreadable (unreadable)         2",
        "blank row (blank-row)           1",
        "all                             8",
    ]


def test_rows_by_agency(tally: Tally) -> None:
    """The agency with most breaches first; rows that name none have a line."""
    assert agency_table(tally, "zh") == [
        "检查机关      可以检查  例外可查  不得检查  无法判定  无法读取",
        "------------  --------  --------  --------  --------  --------",
        "区税务局             1         0         2         0         1",
        "（未填机关）         0         0         0         0         1",
        "区应急局             0         1         0         1         0",
    ]
    assert agency_table(tally, "en")[0::4] == [
        "agency       allowed  exempt  forbidden  undetermined  unreadable",
        "区应急局           0       1          0             1           0",
    ]


def test_large_numbers_are_grouped() -> None:
    """A million is 1,000,000."""
    tally = Tally()
    tally.statuses["allowed"] = 1_000_000
    assert outcome_table(tally, "en")[-1] == "all                1,000,000"


def test_very_many_agencies_are_counted() -> None:
    """Forty are shown."""
    tally = Tally()
    for number in range(42):
        tally.agencies[f"局{number:02}", "allowed"] = 1
    lines = agency_table(tally, "zh")
    assert (len(lines), lines[-2][:3], lines[-1]) == (43, "局39", "另有 2 个机关未列出")
    assert agency_table(tally, "en")[-1] == "2 more agencies not shown"
    del tally.agencies["局41", "allowed"], tally.agencies["局40", "allowed"]
    assert len(agency_table(tally, "zh")) == 42


def test_an_agency_does_not_steer_the_terminal() -> None:
    """Its control characters are spelt out, and counted in the width of the column."""
    tally = Tally()
    tally.agencies["\x1b[2J局\n", "allowed"] = 1
    assert agency_table(tally, "zh") == [
        "检查机关    可以检查",
        "----------  --------",
        r"\x1b[2J局          1",
    ]


def test_the_whole_summary(tally: Tally) -> None:
    """File and rulebook, the two tables, and which facts are missing how often."""
    lines = summary_lines(tally, "plan\x07.csv", "example 1", "zh")
    assert lines[0] == r"plan\x07.csv　按 example 1 检查"
    assert lines[1] == lines[11] == lines[17] == ""
    assert lines[2:11] == outcome_table(tally, "zh")
    assert lines[12:17] == agency_table(tally, "zh")
    assert lines[18].startswith(
        "无法判定的行缺少：检查起因 trigger（1 行）。空白若表示“无”，请写 --assume 字段=none"
    )
    assert len(lines) == 19
    english = summary_lines(tally, "plan.csv", "example 1", "en")
    assert english[0] == "plan.csv, checked by example 1"
    assert english[18].startswith("Rows that are undetermined lack: trigger (1). Where a blank ")


def test_missing_facts_are_counted_by_label_and_name(tally: Tally) -> None:
    """The one most often missing first; a fact without a label by its name alone."""
    tally.missing["x"] = 1_000
    assert summary_lines(tally, "a.csv", "x", "zh")[18].startswith(
        "无法判定的行缺少：x x（1,000 行）、检查起因 trigger（1 行）。"
    )
    assert summary_lines(tally, "a.csv", "x", "en")[18].startswith(
        "Rows that are undetermined lack: x (1,000), trigger (1). "
    )


def test_a_summary_without_anything_missing() -> None:
    """Notes are left out where there is nothing to note."""
    tally = Tally()
    tally.statuses["allowed"] = 1
    assert summary_lines(tally, "a.csv", "x", "en") == [
        "a.csv, checked by x",
        "",
        "outcome            rows",
        "-----------------  ----",
        "allowed (allowed)     1",
        "all                   1",
        "",
        "agency",
        "------",
    ]


def test_what_was_seen_of_the_file_is_told_before_the_tables() -> None:
    """A note a line, in the language of the report."""
    tally = Tally(notes=(Text("表头取自第 3 行。", "The header is in row 3."),))
    assert summary_lines(tally, "a.csv", "x", "zh")[:3] == [
        "a.csv　按 x 检查",
        "表头取自第 3 行。",
        "",
    ]
    assert summary_lines(tally, "a.csv", "x", "en")[1] == "The header is in row 3."


def test_a_rule_whose_first_day_is_not_stated_is_noted() -> None:
    """With the number of rows that it concerns."""
    tally = Tally()
    tally.codes["start-unstated"] = 1_234
    for lang in ("zh", "en"):
        assert "1,234" in summary_lines(tally, "a.csv", "x", lang)[-1]


# --- rows -------------------------------------------------------------------


def test_a_breach_in_both_languages(check: Any) -> None:
    """Where, when, who and what; why; by which clause; when instead."""
    (batch,) = check()
    (row,) = batch.rows([0])
    assert row_lines(row, "zh") == [
        "第 2 行　2024-03-15　区税务局 → 甲公司　不得检查",
        f"    {message_of(row, 'zh')} [in-quiet-period]",
        "    依据：《示例办法》第一条",
        "    最近的可检查日：2024-03-23",
    ]
    assert row_lines(row, "en") == [
        "row 2  2024-03-15  区税务局 → 甲公司  forbidden",
        f"    {message_of(row, 'en')} [in-quiet-period]",
        "    by: 《示例办法》第一条",
        "    next allowed day: 2024-03-23",
    ]


def test_days_are_shown_as_days(check: Any) -> None:
    """However they are written: 45366 is 15 March 2024, and two days are a span."""
    (batch,) = check()
    heads = [row_lines(row, "en")[0] for row in batch.rows([1, 2, 7])]
    assert heads == [
        "row 3  2024-03-25  区税务局 → 甲公司  allowed",
        "row 4  2024-03-15  区应急局 → 乙公司  exempt",
        "row 9  2024-03-21–2024-03-24  区税务局 → 丁公司  forbidden",
    ]


def test_the_same_day_twice_is_one_day(check: Any) -> None:
    """A visit that ends on the day it starts."""
    (batch,) = check("start,end\n2024-03-15,2024/3/15\n")
    (row,) = batch.rows()
    assert row_lines(row, "zh")[0].startswith("第 2 行　2024-03-15　（未填机关）")


def test_an_undetermined_row_says_what_is_not_known(check: Any) -> None:
    """By its label."""
    (batch,) = check()
    (row,) = batch.rows([3])
    assert row_lines(row, "zh")[3] == "    尚不清楚：检查起因"
    assert row_lines(row, "en")[3] == "    not known: trigger"


def test_a_row_says_what_must_be_done(check: Any) -> None:
    """Done or not, each on a line of its own, with its clause."""
    (batch,) = check()
    (row,) = batch.rows([3])
    duty = Obligation("file", Text("备案", "file it"), a_citation(), done=Truth.YES)
    row = evolve(row, obligations=(duty,))
    assert row_lines(row, "zh")[-2:] == ["    应当办理：", "    - 备案，已办（《示例办法》第一条）"]
    assert row_lines(row, "en")[-2:] == [
        "    to be done:",
        "    - file it, done (《示例办法》第一条)",
    ]


def test_rows_without_a_verdict(check: Any) -> None:
    """What the cells say, and why that cannot be read."""
    (batch,) = check()
    unread, blank = batch.rows([4, 5])
    assert row_lines(unread, "zh") == [
        "第 6 行　soon　（未填机关） → （未填企业）　无法读取",
        f"    {message_of(unread, 'zh')} [bad-day;unknown-term]",
    ]
    assert row_lines(blank, "en") == [
        "row 7  (no day)  (no agency) → (no enterprise)  blank row",
        f"    {message_of(blank, 'en')} [blank-row]",
    ]


def test_no_line_steers_the_terminal(check: Any) -> None:
    """Cells with escape sequences and line breaks stay on their line."""
    text = 'agency,enterprise,start\n"a\n\x1b[2J","\x9bb","\x1b]0;x\x07"\n'
    (batch,) = check(text)
    (row,) = batch.rows()
    lines = row_lines(row, "zh")
    assert all(line.replace("　", "").isprintable() for line in lines)
    assert lines[0] == r"第 2 行　\x1b]0;x\x07　a \x1b[2J → \x9bb　无法读取"
