"""``bizenv check --kind violations``, in every format, with its exit status."""

from __future__ import annotations

import csv
import json

import openpyxl
import pytest
from typer.testing import CliRunner

from bizenv.cli.app import app

HEAD = "案号,事项编号,终了日期,发现日期,责令改正期限,改正日期,危害后果,首次违法,"
ROWS = f"""{HEAD}special-circumstances
1,tax-03,2024-04-16,2024-04-17,2024-04-25,2024-04-25,轻微,是,否
2,tax-03,2021-03-01,2023-04-17,,,无,,
3,tax-03,2024-04-16,2024-04-17,,,轻微,,
"""
BAD = "4,tax-99,,,,,,,\n"


@pytest.fixture
def run(tmp_path):
    def run(*options, bad=True):
        path = tmp_path / "v.csv"
        path.write_text(ROWS + (BAD if bad else ""), "utf-8")
        args = [
            "check",
            str(path),
            "-r",
            "cn-tax",
            "--kind",
            "violations",
            "--lang",
            "en",
            *options,
        ]
        return CliRunner().invoke(app, args)

    return run


def test_the_summary_and_every_row_are_shown(run):
    result = run()
    assert result.exit_code == 1
    assert "may go unpunished (may-not-punish)" in result.output
    assert "v.csv:2 row 2  tax-03, 2024-04-17  may go unpunished" in result.output
    assert "To be done: educate the party" in result.output
    assert "[unknown-item]" in result.output
    assert "(history): 1" in result.output


def test_the_exit_status_says_whether_anything_wants_attention(run):
    assert run(bad=False).exit_code == 0
    assert run("--strict", bad=False).exit_code == 1
    settled = (
        "--strict",
        "--assume",
        "first=否",
        "--assume",
        "special-circumstances=否",
        "--assume",
        "minor=否",
    )
    assert run(*settled, bad=False).exit_code == 0
    assert run("--at", "soon").exit_code == 2
    assert run("--at", "2024-06-01", bad=False).exit_code == 0


def test_only_so_many_rows_are_shown(run):
    assert "2 more rows are not shown" in run("--limit", "2").output


def test_json_lines_tell_each_row(run):
    rows = [json.loads(line) for line in run("--format", "jsonl").output.splitlines()]
    assert [row["outcome"] for row in rows] == [
        "may-not-punish",
        "time-barred",
        "undetermined",
        "unreadable",
    ]
    assert rows[0]["obligations"][0]["code"] == "educate"
    assert rows[3]["problems"][0]["code"] == "unknown-item"
    assert rows[2]["settling"]
    assert rows[0]["record"]["案号"] == "1"


def test_files_are_written_whole(run, tmp_path):
    for ending in ("csv", "xlsx", "sarif"):
        assert run("--output", str(tmp_path / f"out.{ending}")).exit_code == 1
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["outcome"] for row in rows] == [
        "may-not-punish",
        "time-barred",
        "undetermined",
        "unreadable",
    ]
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert [cell.value for cell in sheet["J"]][1:3] == [
        "may go unpunished",
        "time-barred: no penalty any more",
    ]
    sarif = json.loads((tmp_path / "out.sarif").read_text("utf-8"))
    assert [each["ruleId"] for each in sarif["runs"][0]["results"]] == [
        "facts-missing",
        "unknown-item",
    ]


def test_annotations_name_file_and_line(run):
    lines = run("--format", "github").output.splitlines()
    assert lines[0].startswith("::error")
    assert any(line.startswith("::warning") and "facts-missing" in line for line in lines)
