"""``bizenv check``: what goes in, what comes out, and the exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bizenv.cli import check as module
from bizenv.tables import readers

HEAD = "检查机关,企业名称,检查日期,检查领域,检查起因\n"
CLEAN = HEAD + "区税务局,甲,2023-07-25,税务,无\n"
BREACH = "区税务局,甲,2023-07-15,税务,无\n"
OPEN = "区税务局,乙,2023-07-15,税务,\n"
REVIEW = "区税务局,丙,2023-07-15,税务,其他确需检查\n"
UNREADABLE = "区税务局,丁,soon,税务,无\n"
BLANK = ",,,,\n"


# --- exit status ------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "usual", "strict"),
    [
        ("", 0, 0),
        (BLANK, 0, 0),
        (OPEN, 0, 1),
        (REVIEW, 0, 1),
        (BREACH, 1, 1),
        (UNREADABLE, 1, 1),
    ],
    ids=["lawful", "blank", "undetermined", "review", "breach", "unreadable"],
)
def test_the_exit_status(check: Any, rows: str, usual: int, strict: int) -> None:
    """Breaches and unreadable rows fail; open questions fail where that was asked for."""
    assert check(CLEAN + rows).exit_code == usual
    assert check(CLEAN + rows, "--strict").exit_code == strict


@pytest.mark.parametrize("format", ["text", "jsonl", "csv", "sarif", "github"])
def test_the_exit_status_is_the_same_in_every_format(check: Any, format: str) -> None:
    """The format does not change what was found."""
    assert check(CLEAN, "--format", format).exit_code == 0
    assert check(CLEAN + BREACH, "--format", format).exit_code == 1


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        (
            ["gone.csv", "--rulebook", "cn-jx-qingyuan"],
            "gone.csv: 没有这个文件",
            "gone.csv: no such file",
        ),
        (
            ["gone.xlsx", "--rulebook", "cn-jx-qingyuan"],
            "gone.xlsx: 没有这个文件",
            "gone.xlsx: no such file",
        ),
        (
            ["folder.csv", "--rulebook", "cn-jx-qingyuan"],
            "folder.csv: 是文件夹，不是文件",
            "folder.csv: a folder, not a file",
        ),
        (
            ["plan.csv", "--rulebook", "cn-jx-qingyuan", "--map", "gone.yaml"],
            "gone.yaml: 没有这个文件",
            "gone.yaml: no such file",
        ),
        (
            ["plan.et", "--rulebook", "cn-jx-qingyuan"],
            "plan.et: 不支持 'plan.et' 这类文件；支持 .csv, .tsv, .txt, .xlsx, .xlsm, .xls, "
            ".parquet, .jsonl, .ndjson（提示：请在 Excel 或 WPS 中另存为 XLSX 或 CSV） "
            "[unknown-format]",
            "plan.et: got 'plan.et', expected a file ending in .csv, .tsv, .txt, .xlsx, .xlsm, "
            ".xls, .parquet, .jsonl, .ndjson (open it in Excel or WPS and save it as XLSX or CSV) "
            "[unknown-format]",
        ),
        (
            ["plan.csv", "--rulebook", "cn-jx-qingyuan", "--sheet", "x"],
            "plan.csv: 只有 XLSX 文件有工作表 [no-sheets]",
            "plan.csv: got the sheet 'x', expected no sheet: only XLSX files have them [no-sheets]",
        ),
        (
            ["plan.csv", "--rulebook", "cn-jx-qingyuan", "--format", "xlsx"],
            "--format xlsx 需要 --output",
            "--format xlsx needs --output",
        ),
        (
            ["plan.csv", "--rulebook", "cn-jx-qingyuan", "--output", "a.md"],
            "--output a.md：文件名的结尾看不出格式，请写 --format，为 text, jsonl, csv, xlsx, "
            "sarif, github 之一",
            "--output a.md: the ending names no format; write --format, one of text, jsonl, csv, "
            "xlsx, sarif, github",
        ),
        (
            ["plan.csv", "--rulebook", "cn-jx-qingyuan", "--output", "there.csv"],
            "there.csv 已存在：请另取文件名，或写 --overwrite",
            "there.csv exists: choose another name, or write --overwrite",
        ),
        (
            ["plan.csv", "--rulebook", "cn-jx-qingyuan", "--output", "plan.csv", "--overwrite"],
            "plan.csv 就是要检查的文件：请换一个文件名",
            "plan.csv is the file that is checked: choose another name",
        ),
    ],
)
def test_what_cannot_be_used_is_told_and_ends_with_2(
    run: Any, args: list[str], zh: str, en: str
) -> None:
    """On the stream for errors, in both languages, and nothing else."""
    Path("plan.csv").write_text(CLEAN, "utf-8")
    Path("plan.et").touch()
    Path("there.csv").touch()
    Path("folder.csv").mkdir()
    for lang, said in ("zh", zh), ("en", en):
        result = run("check", *args, "--lang", lang)
        assert (result.exit_code, result.stderr, result.stdout) == (2, f"{said}\n", "")
    assert Path("there.csv").read_text("utf-8") == ""


def test_an_unknown_rulebook_is_told_with_the_nearest(run: Any) -> None:
    """A slip in the id."""
    Path("plan.csv").write_text(CLEAN, "utf-8")
    result = run("check", "plan.csv", "--rulebook", "cn-jx-qingyaun")
    assert result.exit_code == 2
    assert "'cn-jx-qingyaun'" in result.stderr
    assert "'cn-jx-qingyuan'" in result.stderr


def test_a_file_that_may_not_be_read(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user has no right to read it."""

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "plan.csv")

    monkeypatch.setattr(module, "open_table", forbidden)
    assert check(CLEAN).stderr == "plan.csv: 没有读写权限\n"
    result = check(CLEAN, "--lang", "en")
    assert (result.exit_code, result.stderr) == (2, "plan.csv: permission denied\n")


def test_another_error_of_the_system(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told as the system tells it, with the file where there is one."""
    for error, said in (
        (OSError(28, "No space left on device", "out.csv"), "out.csv: No space left on device\n"),
        (OSError("broken"), "broken\n"),
    ):

        def failing(*_: object, error: OSError = error) -> None:
            raise error

        monkeypatch.setattr(module, "open_table", failing)
        result = check(CLEAN)
        assert (result.exit_code, result.stderr) == (2, said)


@pytest.mark.parametrize(
    "args",
    [
        ["check"],
        ["check", "plan.csv"],
        ["check", "plan.csv", "--rulebook", "cn-jx-qingyuan", "--limit", "-1"],
        ["check", "plan.csv", "--rulebook", "cn-jx-qingyuan", "--format", "pdf"],
        ["check", "plan.csv", "--rulebook", "cn-jx-qingyuan", "--kind", "cases"],
        ["check", "plan.csv", "--rulebook", "cn-jx-qingyuan", "--colour"],
    ],
)
def test_wrong_usage_ends_with_2(run: Any, args: list[str]) -> None:
    """Missing, unknown and impossible arguments."""
    Path("plan.csv").write_text(CLEAN, "utf-8")
    assert run(*args).exit_code == 2


def test_an_unreadable_table_is_told_before_anything_is_written(check: Any) -> None:
    """An unclosed quote in the second batch leaves no report."""
    result = check(HEAD + BREACH * 70_000 + '"区税务局\n', "--output", "out.csv")
    assert result.exit_code == 2
    assert result.stderr == (
        "plan.csv:70002: 引号没有成对，或单元格超过一百万字：unexpected end of data [bad-csv]\n"
    )
    assert sorted(os.listdir()) == ["plan.csv"]  # noqa: PTH208 - the working folder


# --- mapping and assumptions ------------------------------------------------


def test_a_blank_may_mean_none(check: Any) -> None:
    """What blanks mean is said once, for as many fields as needed."""
    row = HEAD + "区税务局,乙,2023-07-15,,\n"
    assert check(row, "--strict").exit_code == 1
    told = check(row, "--assume", "domain=none", "--assume", "trigger=投诉举报", "--strict")
    assert told.exit_code == 0
    assert "例外可查" in told.stdout


@pytest.mark.parametrize("said", ["domian=none", "none", "=none"])
def test_an_assumption_about_nothing_is_refused(check: Any, said: str) -> None:
    """The field must be known, and a value given."""
    zh, en = check(CLEAN, "--assume", said), check(CLEAN, "--assume", said, "--lang", "en")
    assert (zh.exit_code, en.exit_code) == (2, 2)
    assert zh.stderr.startswith(f"--assume {said}：应写 字段=值，字段为 id, enterprise, ")
    assert en.stderr.startswith(f"--assume {said}: expected FIELD=VALUE with a field of id, ")
    near = {"domian=none": ("；是否为 'domain'？\n", "; did you mean 'domain'?\n")}.get(said)
    if near:
        assert zh.stderr.endswith(near[0])
        assert en.stderr.endswith(near[1])
    else:
        assert "是否为" not in zh.stderr


def test_an_assumption_that_the_field_does_not_take_is_refused(check: Any) -> None:
    """Once, and not for every row."""
    result = check(CLEAN, "--assume", "domain=税务务", "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr == (
        "domain: got '税务务', expected a known domain (检查领域) (did you mean '税务'?) "
        "[unknown-term]\n"
    )


def test_an_assumption_adds_to_the_mapping(check: Any) -> None:
    """The column stays as mapped."""
    Path("map.yaml").write_text("fields:\n  trigger: {column: 因}\n", "utf-8")
    text = "检查日期,检查领域,因\n2023-07-15,税务,\n2023-07-15,税务,投诉举报\n"
    args = ["--map", "map.yaml", "--assume", "trigger=none", "--format", "jsonl"]
    rows = [json.loads(line) for line in check(text, *args).stdout.splitlines()]
    assert [row["outcome"] for row in rows] == ["forbidden", "exempt"]


def test_a_mapping_finds_the_header_below_a_title(check: Any) -> None:
    """Columns that only the mapping knows count as known words."""
    Path("map.yaml").write_text(
        'fields:\n  start: {column: when, format: "%d/%m/%Y"}\n  agency: {blank: 区卫健委}\n',
        "utf-8",
    )
    text = "inspections of 2023\n\nwhen,what\n25/07/2023,x\n"
    result = check(text, "--map", "map.yaml", "--format", "jsonl")
    row = json.loads(result.stdout)
    assert (row["outcome"], row["row"], row["record"]["when"]) == ("allowed", 4, "25/07/2023")


def test_a_mapping_with_problems_is_refused(check: Any) -> None:
    """Every problem with its place, in both languages."""
    Path("map.yaml").write_text(
        "fields:\n  agency: {format: '%Y'}\n  start: {format: 'YYYY'}\n", "utf-8"
    )
    zh, en = check(CLEAN, "--map", "map.yaml"), check(CLEAN, "--map", "map.yaml", "--lang", "en")
    assert (zh.exit_code, en.exit_code) == (2, 2)
    assert zh.stderr.splitlines() == [
        "map.yaml:2:20 fields.agency.format: 读到 '%Y'，只有日期字段可写格式："
        "start, end, filed, noticed, approved [bad-format]",
        "map.yaml:3:19 fields.start.format: 读到 'YYYY'，格式应写明年月日，如 %m/%d/%Y "
        "[bad-format]",
    ]
    assert en.stderr.splitlines()[1] == (
        "map.yaml:3:19 fields.start.format: got 'YYYY', expected a format that tells year, month "
        "and day, such as %m/%d/%Y [bad-format]"
    )


def test_a_table_without_days(check: Any) -> None:
    """The columns, the words that would do, and the nearest."""
    result = check("检查日起,x\n")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "plan.csv: 缺少必需的列，字段 start，表头可写作 start, 开始日期, "
    )
    assert result.stderr.endswith(
        "；表中有：'检查日起', 'x'（提示：是否为 '检查日期'？也可用 --map 文件指明列名） "
        "[missing-column]\n"
    )


def test_a_sheet_is_chosen(run: Any) -> None:
    """By its name."""
    book = openpyxl.Workbook()
    book.active.append(["检查日期"])
    other = book.create_sheet("计划")
    for row in ["检查日期"], ["2023-07-25"]:
        other.append(row)
    book.save("plan.xlsx")
    args = ["check", "plan.xlsx", "--rulebook", "cn-jx-qingyuan"]
    result = run(*args)
    assert result.exit_code == 2
    assert result.stderr == (
        "plan.xlsx: 有多个工作表：'Sheet', '计划'（提示：用 --sheet 指定一个） [several-sheets]\n"
    )
    assert run(*args, "--sheet", "计划", "--format", "jsonl").stdout.count("\n") == 1


# --- text -------------------------------------------------------------------


def test_the_summary_comes_first_then_the_breaches(check: Any) -> None:
    """Lawful, blank and open rows are counted, breaches and unreadable rows are shown."""
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
        "第 5 行　soon　区税务局 → 丁　无法读取",
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
    monkeypatch.setattr(readers, "BATCH_ROWS", 2)
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
    assert result.stderr.startswith(r"p\x1bn.csv: ")
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


def test_a_folder_that_does_not_exist(check: Any) -> None:
    """It is named."""
    result = check(CLEAN, "-o", "gone/out.csv")
    assert (result.exit_code, result.stderr) == (2, "'gone' is no folder: nothing was written\n")


def test_a_large_report_waits_on_disk(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows wait for the summary in a file where they are many."""
    plain = check(HEAD + BREACH * 9).stdout
    monkeypatch.setattr(module, "_SPOOL_BYTES", 10)
    assert check(HEAD + BREACH * 9).stdout == plain


# --- progress ---------------------------------------------------------------


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


def bar(
    monkeypatch: pytest.MonkeyPatch, *, streamed: bool = False, stdout: io.StringIO | None = None
) -> str:
    """What a person sees of a progress bar over three rows."""
    screen = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdout", stdout or io.StringIO())
    with module._progress(Path("plan.csv"), 3, "zh", streamed=streamed) as advance:
        advance(3)
        sys.stdout.write("a row of the report")
    assert sys.stdout.getvalue() == "a row of the report"
    return screen.getvalue()


def test_a_bar_is_shown_where_a_person_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the file and counts its rows, and takes nothing of the report to itself."""
    shown = bar(monkeypatch)
    assert "正在检查 plan.csv" in shown
    assert "3/3" in shown
    assert "a row of the report" not in shown
    assert "正在检查" in bar(monkeypatch, streamed=True)
    assert "正在检查" in bar(monkeypatch, stdout=Terminal())


def test_no_bar_is_shown_among_rows_on_the_same_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are written meanwhile would be written over."""
    assert bar(monkeypatch, streamed=True, stdout=Terminal()) == ""


def test_the_bar_is_gone_before_the_report_goes_on() -> None:
    """What follows the last batch is written below nothing."""
    seen: list[Any] = []

    @contextmanager
    def progress() -> Iterator[Any]:
        seen.append("shown")
        yield seen.append
        seen.append("gone")

    batch = type("Batch", (), {"__len__": lambda _: 7})()
    tally = type("Tally", (), {"add": lambda *_: None})()
    for each in module._counted(iter([batch, batch]), tally, progress()):
        assert each is batch
        seen.append("row")
    assert seen == ["shown", "row", 7, "row", 7, "gone"]


def test_no_bar_is_shown_where_nobody_watches(check: Any) -> None:
    """Nothing goes to the stream for errors."""
    assert check(CLEAN, "-o", "out.csv").stderr == ""
