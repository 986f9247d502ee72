"""What ``bizenv check`` writes: to the terminal and to files, in every format."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bizenv.cli import sections
from bizenv.tables import batches

HEAD = "检查机关,企业名称,检查日期,检查领域,检查起因\n"
CLEAN = HEAD + "区税务局,甲,2023-07-25,税务,无\n"
BREACH = "区税务局,甲,2023-07-15,税务,无\n"
OPEN = "区税务局,乙,2023-07-15,税务,\n"
REVIEW = "区税务局,丙,2023-07-15,税务,其他确需检查\n"
UNREADABLE = "区税务局,丁,soon,税务,无\n"
BLANK = ",,,,\n"

# --- text -------------------------------------------------------------------


def test_the_summary_comes_first_then_the_breaches(check: Any) -> None:
    """Lawful, blank and open rows are counted, breaches are shown, then what is unreadable."""
    result = check(CLEAN + BREACH + OPEN + UNREADABLE + BLANK)
    lines = result.stdout.splitlines()
    assert lines[0].startswith("plan.csv　按 cn-jx-qingyuan ")
    assert lines[2:9] == [
        "结论                     行数",
        "-----------------------  ----",
        "可以检查 (allowed)          1",
        "不得检查 (forbidden)        1",
        "无法判定 (undetermined)     1",
        "无法读取 (unreadable)       1",
        "空行 (blank-row)            1",
    ]
    shown = [line for line in lines if line.startswith("第 ")]
    assert shown == [
        "第 3 行　2023-07-15　区税务局 → 甲　不得检查",
    ]
    assert lines[-3:] == [
        "",
        "无法读取的行，相同的问题归在一起：",
        "  第 5 行：检查日期 (start)：读到 'soon'，应为确实存在的日期，如 2023-06-15、"
        "2023/6/15、2023年6月15日、20230615 [bad-day]",
    ]
    assert result.stderr == ""


def test_strict_shows_open_rows(check: Any) -> None:
    """As they fail, they are told."""
    result = check(CLEAN + OPEN + REVIEW, "--strict", "--lang", "en")
    shown = [line for line in result.stdout.splitlines() if line.startswith("row ")]
    assert shown == [
        "row 3  2023-07-15  区税务局 → 乙  undetermined",
        "row 4  2023-07-15  区税务局 → 丙  needs review",
    ]


@pytest.mark.parametrize(
    ("limit", "shown", "hidden"), [("2", 2, 3), ("5", 5, 0), ("0", 5, 0), ("1", 1, 4)]
)
def test_so_many_rows_are_shown(
    check: Any, limit: str, shown: int, hidden: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the others counted; 0 shows all; batches do not matter."""
    monkeypatch.setattr(batches, "BATCH_ROWS", 2)
    for lang, word, more in (
        ("zh", "第 ", f"另有 {hidden} 行未显示；--limit 0 显示全部，--output 写入文件。"),
        (
            "en",
            "row ",
            f"{hidden} more rows are not shown; --limit 0 shows all, --output writes a file.",
        ),
    ):
        lines = check(HEAD + BREACH * 5, "--limit", limit, "--lang", lang).stdout.splitlines()
        assert sum(line.startswith(word) for line in lines) == shown
        assert (lines[-1] == more) is bool(hidden)


def test_two_hundred_rows_are_shown_where_nothing_is_said(check: Any) -> None:
    """A large plan does not flood the terminal."""
    lines = check(HEAD + BREACH * 1_201).stdout.splitlines()
    assert lines[-1].startswith("另有 1,001 行未显示")


def test_a_schedule_does_not_steer_the_terminal(check: Any) -> None:
    """Nor does the name of its file."""
    text = HEAD + "\x1b[2J局,\x9b甲,2023-07-15,税务,无\n"
    result = check(text, name="p\x1bn.csv")
    assert all(line.replace("　", " ").isprintable() for line in result.stdout.splitlines())
    assert r"\x1b[2J局 → \x9b甲" in result.stdout
    result = check("x\x1b\n", name="p\x1bn.csv")
    assert result.stderr.startswith(r"p\x1bn.csv：")
    assert result.stderr[:-1].isprintable()


def test_half_a_character_can_be_shown_and_written(check: Any) -> None:
    """JSON can spell one, UTF-8 cannot."""
    text = '{"start": "2023-07-15", "agency": "\\ud800", "domain": "税务", "trigger": "无"}\n'
    result = check(text, name="plan.jsonl")
    assert (result.exit_code, r"\ud800 → " in result.stdout) == (1, True)
    for name in "out.txt", "out.jsonl", "out.csv", "out.sarif", "out.xlsx":
        assert check(text, "--output", name, name="plan.jsonl").exit_code == 1


# --- files ------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_is_written_and_summed_up(check: Any, lang: str) -> None:
    """The summary goes to the terminal, every row to the file."""
    result = check(CLEAN + BREACH, "--output", "out.csv", "--lang", lang)
    assert result.exit_code == 1
    assert (
        result.stdout.splitlines()[-1]
        == {
            "zh": "已写入 out.csv",
            "en": "written to out.csv",
        }[lang]
    )
    assert "不得检查 (forbidden)" in result.stdout or lang == "en"
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["企业名称"], row["outcome"]) for row in rows] == [
        ("甲", "allowed"),
        ("甲", "forbidden"),
    ]


def test_every_ending(check: Any) -> None:
    """Each names its format; each file is what it says."""
    text = CLEAN + BREACH
    for name in "a.txt", "a.jsonl", "a.ndjson", "a.csv", "a.xlsx", "a.sarif", "a.json":
        assert check(text, "-o", name).exit_code == 1
    assert Path("a.txt").read_text("utf-8") == check(text).stdout
    assert Path("a.jsonl").read_text("utf-8") == check(text, "-f", "jsonl").stdout
    assert Path("a.ndjson").read_text("utf-8") == Path("a.jsonl").read_text("utf-8")
    assert Path("a.csv").read_bytes() == check(text, "-f", "csv").stdout_bytes
    assert [cell.value for cell in openpyxl.load_workbook("a.xlsx").active["B"]] == [
        "企业名称",
        "甲",
        "甲",
    ]
    assert json.loads(Path("a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert Path("a.json").read_text("utf-8") == Path("a.sarif").read_text("utf-8")
    assert check(text, "-f", "sarif").stdout == Path("a.sarif").read_text("utf-8")


def test_a_format_wins_over_the_ending(check: Any) -> None:
    """Also where the ending names none."""
    check(CLEAN + BREACH, "-o", "a.md", "-f", "github")
    assert Path("a.md").read_text("utf-8").startswith("::error file=plan.csv,line=3,title=")
    assert check(CLEAN + BREACH, "-f", "github").stdout == Path("a.md").read_text("utf-8")


def test_a_file_is_replaced_where_that_was_asked_for(check: Any) -> None:
    """Only then."""
    Path("out.csv").write_text("old", "utf-8")
    assert check(CLEAN, "-o", "out.csv").exit_code == 2
    assert Path("out.csv").read_text("utf-8") == "old"
    assert check(CLEAN, "-o", "out.csv", "--overwrite").exit_code == 0
    assert Path("out.csv").read_text("utf-8-sig").startswith("检查机关,")


def test_a_large_report_waits_on_disk(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows wait for the summary in a file where they are many."""
    plain = check(HEAD + BREACH * 9).stdout
    monkeypatch.setattr(sections, "_SPOOL_BYTES", 10)
    assert check(HEAD + BREACH * 9).stdout == plain
