"""``bizenv check``: what goes in, what comes out, and the exit status."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bizenv.cli import asked as module

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
            "gone.csv：没有这个文件",
            "gone.csv: no such file",
        ),
        (
            ["gone.xlsx", "--rulebook", "cn-jx-qingyuan"],
            "gone.xlsx：没有这个文件",
            "gone.xlsx: no such file",
        ),
        (
            ["folder.csv", "--rulebook", "cn-jx-qingyuan"],
            "folder.csv：是文件夹，不是文件",
            "folder.csv: a folder, not a file",
        ),
        (
            ["plan.csv", "--rulebook", "cn-jx-qingyuan", "--map", "gone.yaml"],
            "gone.yaml：没有这个文件",
            "gone.yaml: no such file",
        ),
        ([".", "-r", "cn-jx-qingyuan"], ".：是文件夹，不是文件", ".: a folder, not a file"),
        (["gone", "-r", "cn-jx-qingyuan"], "gone：没有这个文件", "gone: no such file"),
        (
            ["plan.csv", "-r", "cn-jx-qingyuan", "--map", "."],
            ".：是文件夹，不是文件",
            ".: a folder, not a file",
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
        (
            ["plan.csv", "-r", "cn-jx-qingyuan", "--map", "map.csv", "-o", "map.csv"],
            "map.csv 就是 --map 文件：请换一个文件名",
            "map.csv is the --map file: choose another name",
        ),
        (
            ["plan.csv", "-r", "book.csv", "-o", "./book.csv", "--overwrite"],
            "book.csv 就是规则文件：请换一个文件名",
            "book.csv is the rulebook file: choose another name",
        ),
        (
            ["plan.csv", "-r", "cn-jx-qingyuan", "-o", "link.csv", "--overwrite"],
            "link.csv 就是要检查的文件：请换一个文件名",
            "link.csv is the file that is checked: choose another name",
        ),
    ],
)
def test_what_cannot_be_used_is_told_and_ends_with_2(
    run: Any, args: list[str], zh: str, en: str
) -> None:
    """On the stream for errors, in both languages, and nothing else."""
    Path("plan.csv").write_text(CLEAN, "utf-8")
    for name in "there.csv", "map.csv", "book.csv":
        Path(name).touch()
    Path("link.csv").symlink_to("plan.csv")
    Path("folder.csv").mkdir()
    for lang, said in ("zh", zh), ("en", en):
        result = run("check", *args, "--lang", lang)
        assert (result.exit_code, result.stderr, result.stdout) == (2, f"{said}\n", "")
    for name in "there.csv", "map.csv", "book.csv":
        assert Path(name).read_text("utf-8") == ""
    assert Path("plan.csv").read_text("utf-8") == CLEAN


@pytest.mark.parametrize(
    ("name", "text", "args", "code"),
    [
        ("plan.et", "x", [], "unknown-format"),
        ("plan.csv", "", [], "empty-table"),
        ("plan.csv", "\n\n", [], "empty-header"),
        ("plan.jsonl", "", [], "empty-table"),
        ("plan.xlsx", "", [], "bad-xlsx"),
        ("plan.xlsx", "x", [], "bad-xlsx"),
        ("plan.parquet", "", [], "bad-parquet"),
        ("plan.csv", "检查日期\n", ["--sheet", "x"], "no-sheets"),
    ],
)
def test_a_file_that_is_no_table(
    run: Any, name: str, text: str, args: list[str], code: str
) -> None:
    """Each is told in one line with file and code, in both languages; status 2."""
    Path(name).write_text(text, "utf-8")
    for lang, got in ("zh", "读到"), ("en", "got "):
        result = run("check", name, "--rulebook", "cn-jx-qingyuan", *args, "--lang", lang)
        (line,) = result.stderr.splitlines()
        assert (result.exit_code, result.stdout) == (2, "")
        assert line.startswith(name)
        assert got in line
        assert f" [{code}]" in line


@pytest.mark.parametrize(
    ("output", "zh", "en"),
    [
        (
            "gone/out.csv",
            "'gone' 不是文件夹：什么都没有写入",
            "'gone' is no folder: nothing was written",
        ),
        (
            "folder.csv",
            "'folder.csv' 不是文件：什么都没有写入",
            "'folder.csv' is no file: nothing was written",
        ),
    ],
)
def test_an_output_that_cannot_be_written(check: Any, output: str, zh: str, en: str) -> None:
    """A folder that does not exist, a folder in its place; nothing is left behind."""
    Path("folder.csv").mkdir()
    for lang, said in ("zh", zh), ("en", en):
        result = check(CLEAN, "-o", output, "--overwrite", "--lang", lang)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{said}\n")
    assert sorted(os.listdir()) == ["folder.csv", "plan.csv"]  # noqa: PTH208 - the working folder


def test_an_unknown_rulebook_is_told_with_the_nearest(run: Any) -> None:
    """A slip in the id, in both languages."""
    Path("plan.csv").write_text(CLEAN, "utf-8")
    for lang, said in (
        (
            "zh",
            "'cn-jx-qingyaun' 既不是随软件提供的规则库，也不是文件；是否为 'cn-jx-qingyuan'？",
        ),
        (
            "en",
            "'cn-jx-qingyaun' is neither a shipped rulebook nor a file; "
            "did you mean 'cn-jx-qingyuan'?",
        ),
    ):
        result = run("check", "plan.csv", "--rulebook", "cn-jx-qingyaun", "--lang", lang)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{said}\n")


def test_a_file_that_may_not_be_read(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user has no right to read it."""

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "plan.csv")

    monkeypatch.setattr(module, "open_table", forbidden)
    assert check(CLEAN).stderr == "plan.csv：没有读写权限\n"
    result = check(CLEAN, "--lang", "en")
    assert (result.exit_code, result.stderr) == (2, "plan.csv: permission denied\n")


@pytest.mark.parametrize(
    "args",
    [
        ["check"],
        ["check", "plan.csv"],
        ["check", "plan.csv", "--rulebook", "cn-jx-qingyuan", "--limit", "-1"],
        ["check", "plan.csv", "--rulebook", "cn-jx-qingyuan", "--format", "pdf"],
        ["check", "plan.csv", "--rulebook", "cn-jx-qingyuan", "--kind", "visits"],
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
    assert result.stderr.startswith("plan.csv:70002 第 70002 行：读到")
    assert " [bad-csv] " in result.stderr
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
    """Once, and not for every row; with the nearest word."""
    for lang, said in (
        ("zh", "domain：读到 '税务务'，应为已知的检查领域 [unknown-term] 提示：是否为 '税务'？"),
        (
            "en",
            "domain: got '税务务', expected a known domain [unknown-term] "
            "Hint: did you mean '税务'?",
        ),
    ):
        result = check(CLEAN, "--assume", "domain=税务务", "--lang", lang)
        assert (result.exit_code, result.stderr) == (2, f"{said}\n")


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
        "map.yaml:2:20 fields.agency.format：读到 '%Y'，应为只用于日期字段的格式："
        "start、end、filed、noticed、approved、scanned [bad-format]",
        "map.yaml:3:19 fields.start.format：读到 'YYYY'，应为写明年月日的格式，如 %m/%d/%Y "
        "[bad-format]",
    ]
    assert en.stderr.splitlines()[1] == (
        "map.yaml:3:19 fields.start.format: got 'YYYY', expected a format that tells year, month "
        "and day, such as %m/%d/%Y [bad-format]"
    )


def test_a_table_without_days(check: Any) -> None:
    """The columns, the words that would do, and the nearest of the user's own columns."""
    for lang, place in ("zh", "plan.csv：读到"), ("en", "plan.csv: got "):
        result = check("检查日起,x\n", "--lang", lang)
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
        assert result.stderr.startswith(place)
        told = [
            "'检查日起'",
            "'x'",
            "开始日期",
            " [missing-column] ",
            "{column: 检查日起}",
            "--map",
        ]
        assert [word for word in told if word not in result.stderr] == []


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
        "plan.xlsx：读到多个工作表：'Sheet'、'计划'，应为一个工作表 [several-sheets] "
        "提示：用 --sheet 指定一个\n"
    )
    assert run(*args, "--sheet", "计划", "--format", "jsonl").stdout.count("\n") == 1
