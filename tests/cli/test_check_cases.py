"""``bizenv check --kind cases``: event logs of every kind in, verdicts out, the exit status."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from bizenv.cli import sections

HEAD = "诉求编号,企业名称,主办单位,环节,时间,满意度\n"
SOUND = HEAD + (
    "A,甲公司,区住建局,登记,2023-06-15,\n"
    "A,,,交办,2023-06-16,\n"
    "A,,,解决,2023-06-19,\n"
    "A,,,回访,2023-06-20,满意\n"
    "A,,,销号,2023-06-20,\n"
)
LATE = "B,乙公司,区供电公司,交办,2023-06-16,\n"
SOON = "C,丙公司,区水利局,交办,2023-06-19,\n"
EARLY = "D,丁公司,区人社局,解决,2023-06-16,\nD,,,销号,2023-06-17,\n"
MISPLACED = "E,戊公司,区财政局,登记,2023-06-20,\nE,,,恢复,2023-06-20,\n"
UNREADABLE = "F,己公司,区税务局,登记,soon,\n"
OPEN = "G,庚公司,区商务局,办结,2023-06-20,\nG,,,回访,2023-06-20,满意\n"
CASELESS = ",辛公司,,登记,2023-06-20,\n"
BLANK = ",,,,,\n"
AT = ("--at", "2023-06-20")
LIST = "另有 {} 件未显示；--limit 0 显示全部，--output 写入文件。"


# --- exit status ------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "day", "usual", "strict"),
    [
        ("", 20, 0, 0),
        (BLANK, 20, 0, 0),
        (SOON, 20, 0, 0),
        (LATE, 21, 0, 0),
        (OPEN, 20, 0, 1),
        (LATE, 25, 1, 1),
        (EARLY, 20, 1, 1),
        (MISPLACED, 20, 1, 1),
        (UNREADABLE, 20, 1, 1),
        (CASELESS, 20, 1, 1),
        ("H,,,登记,2023-07-01,\n", 20, 0, 0),
    ],
    ids=[
        *("sound", "blank", "due soon", "the last day", "undetermined", "late", "too early"),
        *("misplaced", "unreadable", "caseless", "later"),
    ],
)
def test_the_exit_status(talks: Any, rows: str, day: int, usual: int, strict: int) -> None:
    """What must be mended fails; what is open fails where that was asked for."""
    at = ("--at", f"2023-06-{day}")
    assert talks("check", SOUND + rows, *at).exit_code == usual
    assert talks("check", SOUND + rows, *at, "--strict").exit_code == strict


@pytest.mark.parametrize("format", ["text", "jsonl", "csv", "sarif", "github"])
def test_the_exit_status_is_the_same_in_every_format(talks: Any, format: str) -> None:
    assert talks("check", SOUND, *AT, "-f", format).exit_code == 0
    assert talks("check", SOUND + EARLY, *AT, "-f", format).exit_code == 1


# --- when -------------------------------------------------------------------


def test_without_a_time_cases_are_judged_now(talks: Any) -> None:
    """What is later than now is a fault; the summary says when it was."""
    now = dt.datetime.now(dt.timezone(dt.timedelta(hours=8)))
    result = talks("check", SOUND + "I,,,登记,2999-01-01,\n", "--lang", "en")
    assert f", as of {now:%Y-%m-%d }" in result.stdout.splitlines()[0]
    assert result.exit_code == 1
    assert (
        "row 7: got 'received' of case I, 2999-01-01, expected nothing later than" in result.stdout
    )


def test_a_look_back_leaves_aside_what_came_later(talks: Any) -> None:
    """It is counted, told row by row in the other formats, and no fault."""
    result = talks("check", SOUND, "--at", "2023-06-16 12:00")
    assert result.exit_code == 0
    assert "还不能办结 (not-closable)     1" in result.stdout
    assert "晚于截止时间、没有计入的事件：3 个。" in result.stdout
    told = json.loads(talks("check", SOUND, "--at", "2023-06-16", "-f", "jsonl").stdout)
    assert [
        (problem["row"], problem["code"], problem["severity"]) for problem in told["problems"]
    ] == [
        (4, "event-in-future", "note"),
        (5, "event-in-future", "note"),
        (6, "event-in-future", "note"),
    ]


# --- text -------------------------------------------------------------------


def test_the_summary_comes_first_then_the_cases_then_what_cannot_be_read(talks: Any) -> None:
    """Undetermined cases, and those due soon, are counted and not shown."""
    text = SOUND + LATE + SOON + EARLY + MISPLACED + UNREADABLE + OPEN + CASELESS + BLANK
    lines = talks("check", text, "--at", "2023-06-25").stdout.splitlines()
    assert lines[0].startswith("log.csv　按 talks 1 (sha256:")
    assert lines[0].endswith(") 检查，截至 2023-06-25")
    heads = [line for line in lines if " 行　" in line]
    assert heads == [
        "B　第 7 行　乙公司 → 区供电公司　已交办　已经超期",
        "D　第 9、10 行　丁公司 → 区人社局　已销号　已经结束",
        "E　第 11、12 行　戊公司 → 区财政局　已登记　还不能办结",
    ]
    assert lines[-3:] == [
        "无法读取的行，相同的问题归在一起：",
        "  第 13 行：时间 (time)：读到 'soon'，应为时间，如 2023-06-20 14:30、"
        "2023年6月20日14时30分，或日期 [bad-time]",
        "  第 16 行：诉求编号 (case)：读到空白，应为诉求编号 [missing-case]",
    ]
    strict = talks("check", text, "--at", "2023-06-25", "--strict", "--lang", "en").stdout
    assert "G  rows 14, 15  庚公司 → 区商务局  closed  undetermined" in strict.splitlines()


@pytest.mark.parametrize(("limit", "shown", "hidden"), [("2", 2, 3), ("5", 5, 0), ("0", 5, 0)])
def test_so_many_cases_are_shown(talks: Any, limit: str, shown: int, hidden: int) -> None:
    """And the others counted; 0 shows all."""
    text = HEAD + "".join(f"B{n},,,交办,2023-06-01,\n" for n in range(5))
    for lang, mark, more in (
        ("zh", " 行　", LIST.format(hidden)),
        (
            "en",
            "  row ",
            f"{hidden} more cases are not shown; --limit 0 shows all, --output writes a file.",
        ),
    ):
        lines = talks("check", text, *AT, "--limit", limit, "--lang", lang).stdout.splitlines()
        assert sum(mark in line for line in lines) == shown
        assert (lines[-1] == more) is bool(hidden)


def test_a_large_report_waits_on_disk(talks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = talks("check", SOUND + EARLY, *AT).stdout
    monkeypatch.setattr(sections, "_SPOOL_BYTES", 10)
    assert talks("check", SOUND + EARLY, *AT).stdout == plain


# --- files ------------------------------------------------------------------


def test_every_ending(talks: Any) -> None:
    """Each names its format; each file is what it says; the terminal gets the summary."""
    text = SOUND + EARLY + CASELESS
    for name in "a.txt", "a.jsonl", "a.csv", "a.xlsx", "a.sarif":
        result = talks("check", text, *AT, "-o", name)
        assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, f"已写入 {name}")
        assert "已经结束 (ended)" in result.stdout
    assert Path("a.txt").read_text("utf-8") == talks("check", text, *AT).stdout
    assert Path("a.jsonl").read_text("utf-8") == talks("check", text, *AT, "-f", "jsonl").stdout
    assert Path("a.csv").read_bytes() == talks("check", text, *AT, "-f", "csv").stdout_bytes
    assert [sheet.title for sheet in openpyxl.load_workbook("a.xlsx").worksheets] == [
        "诉求",
        "问题",
    ]
    run = json.loads(Path("a.sarif").read_text("utf-8"))["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == [
        "written-off-too-early",
        "missing-case",
    ]
    assert run["properties"]["rulebook"] == "talks"


def test_annotations(talks: Any) -> None:
    lines = talks("check", SOUND + EARLY + SOON, "--at", "2023-06-21", "-f", "github").stdout
    assert [line.split("::")[1] for line in lines.splitlines()] == [
        "error file=log.csv,line=7,title=written-off-too-early",
        "notice file=log.csv,line=9,title=promise-due-soon",
    ]


def test_an_existing_file_is_not_replaced_unasked(talks: Any) -> None:
    Path("out.csv").write_text("old", "utf-8")
    assert talks("check", SOUND, *AT, "-o", "out.csv").exit_code == 2
    assert Path("out.csv").read_text("utf-8") == "old"
    assert talks("check", SOUND, *AT, "-o", "out.csv", "--overwrite").exit_code == 0


# --- what goes in -----------------------------------------------------------


def outcomes(result: Any) -> dict[str, str]:
    """By case, its outcome, of a report as JSON Lines."""
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return {row["case"]: row["outcome"] for row in rows if row["record"] == "case"}


JSONL = (*AT, "-f", "jsonl")
EXPECTED = {"A": "ended", "D": "ended"}


def test_a_log_in_the_encoding_of_a_chinese_excel(talks: Any) -> None:
    result = talks("check", (SOUND + EARLY).encode("gb18030"), *JSONL)
    assert outcomes(result) == EXPECTED
    assert json.loads(result.stdout.splitlines()[0])["enterprise"] == "甲公司"
    text = talks("check", (SOUND + EARLY).encode("gb18030"), *AT).stdout
    assert "文件不是 UTF-8，按 GB18030 读取" in text


def test_a_workbook_with_a_title_and_a_chosen_sheet(talks: Any, run: Any) -> None:
    """The header is found below the title, and the rows are those of the sheet."""
    talks("check", SOUND)
    book = openpyxl.Workbook()
    book.active.append(["说明"])
    sheet = book.create_sheet("六月")
    for row in ["示例区诉求台账"], [], *(line.split(",") for line in SOUND.splitlines()):
        sheet.append(row)
    book.save("log.xlsx")
    args = ("check", "log.xlsx", "--kind", "cases", "-r", "talks.yaml", *AT)
    assert run(*args).exit_code == 2
    result = run(*args, "--sheet", "六月", "--lang", "en")
    assert result.exit_code == 0
    assert "The header is in row 3; what stands above it is no event." in result.stdout
    told = json.loads(run(*args, "--sheet", "六月", "-f", "jsonl").stdout)
    assert told["rows"] == [4, 5, 6, 7, 8]


def test_one_row_a_case_with_a_column_for_each_stage(talks: Any) -> None:
    """A column that is not read is named."""
    text = "诉求编号,登记时间,交办时间,办结时间,领导批示\nA,2023/6/1,2023/6/2,,阅\nB,,,,\n"
    result = talks("check", text, *AT, "--lang", "en")
    assert "Columns that were not read: '领导批示'; name those that should be in a --map file." in (
        result.stdout
    )
    assert outcomes(talks("check", text, *JSONL)) == {"A": "overdue", "B": "unreadable"}


def test_json_lines(talks: Any) -> None:
    rows = [
        {"case": "A", "event": "received", "time": "2023-06-15"},
        {"case": "A", "event": "resolved", "time": "2023-06-16"},
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    assert outcomes(talks("check", text, *JSONL, name="log.jsonl")) == {
        "A": "not-to-be-written-off"
    }


@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Shanghai"])
def test_parquet_with_timestamps_under_the_names_of_xes(
    talks: Any, run: Any, zone: str | None
) -> None:
    """Moments with their zone, or local ones in the zone of the rulebook."""
    talks("check", SOUND)
    times = [dt.datetime(2023, 6, 16, 20), dt.datetime(2023, 6, 21, 20)]
    frame = pl.DataFrame(
        {
            "case:concept:name": ["A", "A"],
            "concept:name": ["assigned", "resolved"],
            "time:timestamp": times,
            "lifecycle:transition": ["complete", "complete"],
        }
    ).with_columns(pl.col("time:timestamp").dt.replace_time_zone(zone))
    frame.write_parquet("log.parquet")
    result = run(
        *("check", "log.parquet", "--kind", "cases", "-r", "talks.yaml"),
        *("--at", "2023-06-30", "-f", "jsonl"),
    )
    (clock,) = json.loads(result.stdout)["clocks"]
    start, state = {
        # 20:00 in Greenwich is 04:00 of the next day in China, a Saturday
        None: ("2023-06-16T20:00:00+08:00", "met"),
        "UTC": ("2023-06-16T20:00:00+00:00", "missed"),
        "Asia/Shanghai": ("2023-06-16T20:00:00+08:00", "met"),
    }[zone]
    assert (clock["start"], clock["state"]) == (start, state)


def test_a_map_reads_the_log_of_another_system(talks: Any) -> None:
    """Other columns, other words, American times; what a blank means."""
    Path("map.yaml").write_text(
        """\
fields:
  case: {column: CaseID}
  event:
    column: Activity
    values: {Opened: received, Routed: assigned, Closed: resolved}
    otherwise: in-progress
  time: {column: When, format: "%m/%d/%Y %I:%M %p"}
  channel: {blank: 12345}
""",
        "utf-8",
    )
    text = (
        "CaseID,Activity,When\n"
        "1,Opened,06/14/2023 09:00 AM\n"
        "1,Routed,06/15/2023 09:00 AM\n"
        "1,Looked at,06/15/2023 10:00 AM\n"
    )
    result = talks("check", text, *JSONL, "--map", "map.yaml", "--assume", "kind=个体性")
    told = json.loads(result.stdout)
    assert (told["outcome"], told["channel"], told["kind"]) == (
        "not-closable",
        "hotline",
        "individual",
    )
    assert [event["event"] for event in told["events"]] == ["received", "assigned", "in-progress"]


# --- what cannot be used ----------------------------------------------------


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        (
            ["log.csv", "-r", "cn-jx-duchang"],
            "规则库 'cn-jx-duchang' 没有关于诉求的规则",
            "the rulebook 'cn-jx-duchang' has no rules on requests",
        ),
        (
            ["log.csv", "-r", "talks.yaml", "--at", "soon"],
            "--at：读到 'soon'，应为时间，如 2023-06-20 14:30、2023年6月20日14时30分，或日期 "
            "[bad-time]",
            "--at: got 'soon', expected a time such as 2023-06-20 14:30 or 2023年6月20日14时30分, "
            "or a day [bad-time]",
        ),
        (
            ["log.csv", "-r", "talks.yaml", "--assume", "kind=个体"],
            "kind：读到 '个体'，应为诉求类别：个体性急需性、行业性体制性 [unknown-term] "
            "提示：是否为 '个体性'？",
            "kind: got '个体', expected individual or urgent, sector-wide or systemic "
            "[unknown-term] Hint: did you mean '个体性'?",
        ),
        (
            ["log.csv", "-r", "talks.yaml", "-o", "talks.yaml", "-f", "text", "--overwrite"],
            "talks.yaml 就是规则文件：请换一个文件名",
            "talks.yaml is the rulebook file: choose another name",
        ),
        (["gone.csv", "-r", "talks.yaml"], "gone.csv：没有这个文件", "gone.csv: no such file"),
    ],
)
def test_what_cannot_be_used_is_told_and_ends_with_2(
    talks: Any, run: Any, args: list[str], zh: str, en: str
) -> None:
    talks("check", SOUND)
    before = sorted(os.listdir())  # noqa: PTH208 - the working folder
    for lang, said in ("zh", zh), ("en", en):
        result = run("check", "--kind", "cases", *args, "--lang", lang)
        assert (result.exit_code, result.stderr, result.stdout) == (2, f"{said}\n", "")
    assert sorted(os.listdir()) == before  # noqa: PTH208 - the same


def test_a_table_that_names_no_case(talks: Any) -> None:
    """The columns, the words that would do, and the nearest."""
    for lang, place in ("zh", "log.csv：读到"), ("en", "log.csv: got "):
        result = talks("check", "诉求编码,事件\n", *AT, "--lang", lang)
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
        assert result.stderr.startswith(place)
        told = ["'诉求编码'", "诉求编号", " [missing-column] ", "--map"]
        assert [word for word in told if word not in result.stderr] == []


def test_an_assumption_about_a_field_of_inspections_is_refused(talks: Any) -> None:
    result = talks("check", SOUND, "--assume", "domain=none", "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "--assume domain=none: expected FIELD=VALUE with a field of case, event, time, "
    )
