"""Below the summary: rows, then what cannot be read, then what is still to be done."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

HEAD = "检查机关,企业名称,检查日期,检查领域,检查起因,备案\n"
TO_FILE = "区税务局,甲,2024-03-25,税务,无,\n"
NOT_FILED = "区税务局,乙,2024-03-25,税务,无,否\n"
FILED = "区税务局,丙,2024-03-25,税务,无,2024-03-20\n"
LATE = "区税务局,丁,2024-03-25,税务,无,2024-03-24\n"
BREACH = "区税务局,戊,2024-03-15,税务,无,\n"
UNREADABLE = "区税务局,己,soon,税务,无,\n"


@pytest.fixture
def plan(run: Any) -> Any:
    """Check a schedule of Shangqiu, where a visit outside the quiet days is filed ahead."""

    def checking(rows: str, *args: str) -> Any:
        Path("plan.csv").write_text(HEAD + rows, "utf-8")
        return run("check", "plan.csv", "--rulebook", "cn-ha-shangqiu", *args)

    return checking


def test_a_lawful_row_tells_what_is_still_to_be_done(plan: Any) -> None:
    """Row, who, when; what, to whom, by which day, by which clause; the status stays 0."""
    result = plan(TO_FILE)
    lines = result.stdout.splitlines()
    at = lines.index("应办未办，或逾期办理（这些行可以检查）：")
    assert result.exit_code == 0
    assert lines[at - 2 : at] == [
        "可以检查的行中，有 1 行还有应办事项没有显示为按期办理。",
        "",
    ]
    assert lines[at + 1 : at + 3] == [
        "第 2 行　2024-03-25　区税务局 → 甲　可以检查",
        "    - 按规定表格报备，向市优化营商环境攻坚领导小组办公室提出，时限：检查开始前 3 日，"
        "最迟 2024-03-22（《商丘设企业宁静日非首创》）",
    ]
    assert lines[-1] == (
        "    - 上传执法结果，时限：检查结束后 3 日，最迟 2024-03-28"
        "（《商丘市确定“企业宁静日”的报道》）"
    )


def test_what_is_not_done_and_what_was_late(plan: Any) -> None:
    """Each as the record says; what was done in time is not told."""
    lines = plan(NOT_FILED + LATE + FILED, "--lang", "en").stdout.splitlines()
    filing = [line for line in lines if line.startswith("    - file ")]
    assert [line.split("no later than 2024-03-22, ")[1] for line in filing] == [
        "not done (《商丘设企业宁静日非首创》)",
        "done late (2024-03-24) (《商丘设企业宁静日非首创》)",
    ]
    assert (
        "Lawful rows around which something is not shown to be done in time: 3, "
        "of which 2 say that it was not."
    ) in lines
    assert "Still to be done, or done late (these rows are lawful):" in lines


@pytest.mark.parametrize(("row", "strict"), [(TO_FILE, 0), (FILED, 0), (NOT_FILED, 1), (LATE, 1)])
def test_strict_fails_where_the_record_says_that_it_was_not_done(
    plan: Any, row: str, strict: int
) -> None:
    """Or was done late; what is only not known fails never, and nothing fails as a rule."""
    assert plan(row).exit_code == 0
    assert plan(row, "--strict").exit_code == strict


def test_the_sections_stand_apart(plan: Any) -> None:
    """Rows, faults and duties, a blank line between them; each is cut and counted alone."""
    text = BREACH * 2 + UNREADABLE + UNREADABLE.replace("soon", "later") + TO_FILE * 3
    lines = plan(text, "--limit", "1", "--lang", "en").stdout.splitlines()
    more = "{} more {} are not shown; --limit 0 shows all, --output writes a file."
    at = lines.index("What cannot be read, like with like:")
    assert lines[at - 2 : at] == [more.format(1, "rows"), ""]
    assert lines[at + 1].startswith("  row 4: 检查日期 (start): got 'soon', expected a day such ")
    assert lines[at + 2 : at + 5] == [
        more.format(1, "problems"),
        "",
        "Still to be done, or done late (these rows are lawful):",
    ]
    assert [line for line in lines[at:] if line.startswith("row ")] == [
        "row 6  2024-03-25  区税务局 → 甲  allowed"
    ]
    assert lines[-1] == more.format(2, "rows")


def test_many_equal_faults_are_one_line(plan: Any) -> None:
    """With their number and the first five rows."""
    found = {
        lang: plan(UNREADABLE * 1_200, "--lang", lang).stdout.splitlines() for lang in ("zh", "en")
    }
    assert found["zh"][-2:] == [
        "无法读取的行，相同的问题归在一起：",
        "  1,200 行（第 2、3、4、5、6 行等）：检查日期 (start)：读到 'soon'，应为确实存在的日期，"
        "如 2023-06-15、2023/6/15、2023年6月15日、20230615 [bad-day]",
    ]
    assert found["en"][-1].startswith(
        "  1,200 rows (2, 3, 4, 5, 6 …): 检查日期 (start): got 'soon'"
    )
    (two,) = plan(UNREADABLE * 2).stdout.splitlines()[-1:]
    assert two.startswith("  2 行（第 2、3 行）：检查日期 (start)：")


def test_a_schedule_without_duties_has_no_such_section(check: Any) -> None:
    """Nothing is told where nothing is to be done."""
    result = check("检查日期,检查领域,检查起因\n2023-07-25,税务,无\n")
    assert "应办" not in result.stdout
    assert result.stdout.endswith("\n\n")


# --- the other formats ------------------------------------------------------


def test_tables_have_the_duties_and_the_first_day(plan: Any) -> None:
    """In words, with the earliest day of what was not done yet; none where it is forbidden."""
    plan(NOT_FILED + FILED + BREACH, "-o", "out.csv")
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["due"] for row in rows] == ["2024-03-22", "2024-03-25", ""]
    first = [row["obligations"].split("；")[0] for row in rows]
    head = "按规定表格报备，向市优化营商环境攻坚领导小组办公室提出，时限：检查开始前 3 日，"
    assert first == [
        f"{head}最迟 2024-03-22，未办（《商丘设企业宁静日非首创》）",
        f"{head}最迟 2024-03-22，已办（2024-03-20）（《商丘设企业宁静日非首创》）",
        "",
    ]
    plan(NOT_FILED + FILED + BREACH, "-o", "out.xlsx")
    sheet = openpyxl.load_workbook("out.xlsx").active
    assert [sheet.cell(1, column).value for column in (14, 15)] == ["应办事项", "最早期限"]
    assert [sheet.cell(row, 14).value or "" for row in (2, 3, 4)] == [
        row["obligations"] for row in rows
    ]
    assert [str(sheet.cell(row, 15).value)[:10] for row in (2, 3, 4)] == [
        "2024-03-22",
        "2024-03-25",
        "None",
    ]


def test_programs_get_them_as_values(plan: Any) -> None:
    """Each with its code, its day and whether it was done."""
    (row,) = [json.loads(line) for line in plan(LATE, "-f", "jsonl").stdout.splitlines()]
    assert row["due"] == "2024-03-25"
    assert [(o["code"], o["due"], o["done"], o["late"]) for o in row["obligations"]] == [
        ("file", "2024-03-22", "yes", "yes"),
        ("notice", "2024-03-25", "unknown", "unknown"),
        ("scan", "2024-03-25", "unknown", "unknown"),
        ("no-widening", None, "unknown", "unknown"),
        ("report", "2024-03-28", "unknown", "unknown"),
    ]


def test_viewers_and_ci_get_notes(plan: Any) -> None:
    """After what is graver; a lawful row without duties has none."""
    (run,) = json.loads(plan(TO_FILE + BREACH, "-f", "sarif").stdout)["runs"]
    assert [(r["ruleId"], r["level"]) for r in run["results"]] == [
        ("in-quiet-period", "error"),
        ("still-to-do", "note"),
    ]
    note = run["results"][1]
    assert note["properties"]["obligations"][0]["due"] == "2024-03-22"
    assert "应当办理：按规定表格报备，" in note["message"]["text"]
    error, notice = plan(TO_FILE + BREACH, "-f", "github", "--lang", "en").stdout.splitlines()
    assert error.startswith("::error file=plan.csv,line=3,title=in-quiet-period::")
    assert notice.startswith("::notice file=plan.csv,line=2,title=still-to-do::区税务局 → 甲: ")
    assert " To be done: file on the set form, " in notice
