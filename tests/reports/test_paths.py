"""A path as a report, in each format."""

import csv
import json
from pathlib import Path

import openpyxl
from counties import board_of, flat_index

from bizenv.indicators.paths import path_to_rank
from bizenv.reports.paths import path_json_lines, path_lines, write_path_csv, write_path_xlsx

INDEX = flat_index({"=c": 2, "b": 1, "a": 1})
BOARD = board_of([[50, 100, 20], [90, 100, 90]], INDEX)
FOUND = path_to_rank(BOARD, "u0", 1, goal="even")


def test_text_cuts_long_lists() -> None:
    whole, cut = list(path_lines(FOUND, "en")), list(path_lines(FOUND, "en", 1))
    assert whole[:3] == FOUND.summary("en")
    assert [line[:5] for line in whole[3:]] == ["- =c:", "- a: ", "canno", "- b: "]
    assert cut[3].startswith("- =c:")
    assert cut[4] == "... and 1 more"


def test_nothing_idle_is_not_told() -> None:
    board = board_of([[50, 10, 20], [90, 100, 90]], INDEX)
    lines = list(path_lines(path_to_rank(board, "u0", 1), "zh"))
    assert not any("无法再贡献" in line for line in lines)


def test_csv_has_headers_in_the_language_and_harmless_formulas(tmp_path: Path) -> None:
    file = tmp_path / "path.csv"
    write_path_csv(FOUND, file, "zh")
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert rows[0] == [
        "代码", "指标", "现值", "目标值", "计量单位", "现得分", "改进后得分", "总分增加", "成本",
    ]  # fmt: skip
    assert rows[1][0] == "'=c"
    assert len(rows) == 3


def test_a_workbook_has_the_steps_and_the_result(tmp_path: Path) -> None:
    file = tmp_path / "path.xlsx"
    write_path_xlsx(FOUND, file, "en")
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["path", "result"]
    assert book["path"].max_row == 3
    assert book["result"].cell(2, 1).value == FOUND.summary("en")[0]


def test_json_is_the_path() -> None:
    assert json.loads("".join(path_json_lines(FOUND))) == json.loads(json.dumps(FOUND.to_dict()))
