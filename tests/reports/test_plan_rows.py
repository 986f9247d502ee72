"""A repaired schedule as rows: every row and column of the input, the old day beside the new."""

import csv
import json
from pathlib import Path

import openpyxl
from planned import HEAD, planned

from bizenv.reports.plan_rows import (
    plan_jsonl_lines,
    status_text,
    write_plan_csv,
    write_plan_xlsx,
)


def test_every_row_is_written_as_csv_and_no_cell_runs(tmp_path: Path) -> None:
    write_plan_csv(planned(tmp_path), tmp_path / "out.csv", "en")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:10] == [*HEAD.strip().split(","), "plan"]
    assert [row["plan"] for row in rows] == [
        *("moved", "kept", "unreadable", "blank-row", "stays", "no-place", "moved")
    ]
    assert (rows[0]["开始日期"], rows[0]["original_start"]) == ("2024-06-24", "2024-06-18")
    assert rows[4]["检查机关"] == "'=1+1"


def test_a_column_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    head = HEAD.rstrip("\n") + ",plan\n"
    done = planned(tmp_path, "V2,A,乙,日常检查,无,无,,2024-06-25,,mine\n", head)
    write_plan_csv(done, tmp_path / "out.csv", "en")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["plan"], row["bizenv_plan"]) == ("mine", "kept")


def test_every_row_is_a_line_of_json(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in plan_jsonl_lines(planned(tmp_path), "en")]
    assert len(lines) == 7
    assert (lines[0]["line"], lines[0]["row"], lines[0]["change"]["to"]) == (2, 2, "2024-06-24")
    assert lines[0]["record"]["开始日期"] == "2024-06-24"
    assert lines[1]["change"] is None
    assert lines[2]["problems"][0]["code"] == "bad-day"


def test_the_workbook_marks_what_moves_and_holds_the_figures(tmp_path: Path) -> None:
    write_plan_xlsx(planned(tmp_path), tmp_path / "out.xlsx", "zh")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet, figures = book.worksheets
    head = [cell.value for cell in sheet[1]]
    assert head[-7:] == ["安排", "原定日期", "原定结束日", "挪动天数", "改期缘由", "依据", "说明"]
    plans = [sheet.cell(row, len(HEAD.split(",")) + 1).value for row in range(2, 9)]
    assert plans == ["改期", "不变", "无法读取", "空行", "留在原日", "排不下", "改期"]
    fills = [sheet.cell(row, 1).fill.fgColor.rgb for row in range(2, 9)]
    assert fills == [
        *("FFFFE699", "FFFFFFFF", "FFF8CBAD", "FFEDEDED", "FFFFE699", "FFF8CBAD", "FFFFE699")
    ]
    assert "改期 2 次" in str(figures["A2"].value)


def test_what_becomes_of_a_row_has_words() -> None:
    assert status_text("no-place").en == "no place"
    assert status_text("unreadable").en == "unreadable"
