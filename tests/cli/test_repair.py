"""``bizenv repair``: a schedule in, the nearest lawful one out."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import openpyxl
import pytest

BOOK = "cn-jx-qingyuan"
HEAD = "编号,检查机关,企业名称,检查类型,检查领域,检查起因,检查日期,通知日期\n"
ROWS = """\
V1,区税务局,甲,日常检查,税务,无,2023-06-20,
V2,区税务局,乙,日常检查,税务,无,2023-06-20,2023-06-01
V3,区人社局,丙,日常检查,劳动保障,无,2023-06-25,
"""


@pytest.fixture
def repair(run: Any) -> Any:
    """Write a schedule, repair it in English, and give the result."""

    def repairing(text: str, *args: object, lang: str = "en") -> Any:
        Path("plan.csv").write_text(text, encoding="utf-8")
        return run("repair", "plan.csv", "--rulebook", BOOK, "--lang", lang, *args)

    return repairing


def days(file: str = "out.csv") -> list[str]:
    with Path(file).open(encoding="utf-8-sig", newline="") as lines:
        return [row["检查日期"] for row in csv.DictReader(lines)]


def test_the_terminal_shows_what_moves_and_the_proof(repair: Any) -> None:
    result = repair(HEAD + ROWS)
    assert result.exit_code == 0
    assert "of 3 visits 2 move, by 10 days in all." in result.stdout
    assert "Proved: no lawful schedule is nearer." in result.stdout
    assert "row 2  moved  区税务局 → 甲: 2023-06-20 moves to 2023-06-25." in result.stdout


def test_capacity_is_said_for_all_and_for_some(repair: Any) -> None:
    assert repair(HEAD + ROWS, "--capacity", "1", "-o", "out.csv").exit_code == 0
    assert days() == ["2023-06-26", "2023-06-25", "2023-06-25"]  # V2 was notified, and stays first
    args = ("--capacity", "1", "--capacity", "区税务局=2", "-o", "two.csv")
    assert repair(HEAD + ROWS, *args).exit_code == 0
    assert days("two.csv") == ["2023-06-25", "2023-06-25", "2023-06-25"]


@pytest.mark.parametrize("bad", ["six", "=3", "区税务局=", "-1", "区税务局=-2"])
def test_a_capacity_that_is_none_is_refused(repair: Any, bad: str) -> None:
    result = repair(HEAD + ROWS, f"--capacity={bad}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "expected visits a day" in result.stderr


def test_visits_that_were_notified_stay_and_the_status_says_that_it_is_not_lawful(
    repair: Any,
) -> None:
    result = repair(HEAD + ROWS, "--keep-noticed", "-o", "out.csv")
    assert result.exit_code == 1
    assert days() == ["2023-06-25", "2023-06-20", "2023-06-25"]


def test_a_row_that_cannot_be_read_fails_and_stays(repair: Any) -> None:
    result = repair(HEAD + "V1,A,甲,日常检查,税务,无,soon,\n", "-o", "out.csv")
    assert result.exit_code == 1
    assert days() == ["soon"]


def test_rest_days_range_and_count(repair: Any) -> None:
    row = HEAD + "V1,A,甲,日常检查,税务,无,2023-06-20,\n"
    assert repair(row, "--rest-days", "use", "-o", "use.csv").exit_code == 0
    assert days("use.csv") == ["2023-06-23"]
    assert repair(row, "--from", "2023-06-28", "-o", "from.csv").exit_code == 1
    assert days("from.csv") == ["2023-06-20"]
    assert repair(row, "--to", "2023-06-24").exit_code == 0  # back to May
    assert repair(row, "--from", "soon").exit_code == 2
    assert "by 2 working days in all" in repair(row, "--count", "working").stdout


def test_visits_of_an_enterprise_are_joined_on_few_days(repair: Any) -> None:
    rows = HEAD + "".join(
        f"V{n},机关{n},甲,日常检查,税务,无,2023-06-{day},\n" for n, day in enumerate((25, 27, 29))
    )
    args = ("--visit-days", "1", "--exact", "5", "-o", "out.csv")
    assert repair(rows, *args).exit_code == 0
    assert days() == ["2023-06-27"] * 3


def test_what_is_written_passes_the_check_and_is_not_repaired_again(repair: Any, run: Any) -> None:
    repair(HEAD + ROWS, "--capacity", "1", "-o", "out.csv")
    assert run("check", "out.csv", "--rulebook", BOOK).exit_code == 0
    again = run("repair", "out.csv", "-r", BOOK, "--capacity", "1", "-o", "again.csv")
    assert again.exit_code == 0
    assert days("again.csv") == days()


def test_each_format_is_written(repair: Any) -> None:
    for ending in ("xlsx", "sarif", "xml", "jsonl", "txt"):
        assert repair(HEAD + ROWS, "-o", f"out.{ending}").exit_code == 0
    sheet = openpyxl.load_workbook("out.xlsx").worksheets[0]
    assert sheet["G2"].value == "2023-06-25"
    log = json.loads(Path("out.sarif").read_text(encoding="utf-8"))
    assert [r["ruleId"] for r in log["runs"][0]["results"]] == ["in-quiet-period"] * 2
    assert ET.parse("out.xml").getroot().get("failures") == "2"  # noqa: S314 - ours
    lines = Path("out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["plan"] for line in lines] == ["moved", "moved", "kept"]
    assert "Proved" in Path("out.txt").read_text(encoding="utf-8")


def test_a_calendar_for_each_agency_goes_on_counting(repair: Any) -> None:
    args = ("--calendars", "calendars", "-o", "out.csv", "--overwrite")
    result = repair(HEAD + ROWS, *args)
    assert "written to calendars/区税务局.ics" in result.stdout
    assert sorted(path.name for path in Path("calendars").iterdir()) == [
        "区人社局.ics",
        "区税务局.ics",
    ]
    repair(HEAD + ROWS.replace("2023-06-25", "2023-06-27"), *args)
    text = Path("calendars/区人社局.ics").read_text(encoding="utf-8")
    assert "SEQUENCE:1" in text
    assert repair(HEAD + ROWS, "--calendars", "calendars").exit_code == 2


def test_the_input_is_never_overwritten(repair: Any) -> None:
    result = repair(HEAD + ROWS, "-o", "plan.csv", "--overwrite")
    assert result.exit_code == 2
    assert Path("plan.csv").read_text(encoding="utf-8") == HEAD + ROWS


def test_what_is_open_moves_strictly(repair: Any) -> None:
    row = HEAD + "V1,A,甲,日常检查,,,2023-06-20,\n"
    assert repair(row).exit_code == 1
    assert repair(row, "--strict", "--across-years", "-o", "out.csv").exit_code == 0
    assert days() == ["2023-06-25"]


def test_a_year_without_a_calendar_is_refused_in_words(repair: Any) -> None:
    row = HEAD + "V1,A,甲,日常检查,税务,无,2040-06-20,\n"
    result = repair(row, lang="zh")
    assert result.exit_code == 2
    assert "2040" in result.stderr


def test_calendars_alone_are_written_and_the_terminal_shows_the_plan(repair: Any) -> None:
    result = repair(HEAD + ROWS, "--calendars", "calendars")
    assert result.exit_code == 0
    assert "of 3 visits 2 move" in result.stdout
    assert Path("calendars/区税务局.ics").is_file()
