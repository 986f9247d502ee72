"""Reports of a board: text, CSV, a workbook, JSON, a page; what strangers wrote does no harm."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from boards import SCHEME, panel

from bizenv.indicators.laggards import laggards
from bizenv.indicators.missing import CarryForward, Reweight
from bizenv.indicators.movement import movement
from bizenv.indicators.ranking import Ranking
from bizenv.reports.boards import (
    BoardReport,
    board_html_lines,
    board_json_lines,
    board_lines,
    write_board_csv,
    write_board_xlsx,
)


def full() -> BoardReport:
    both = panel()
    board = both["2022-02"]
    return BoardReport(
        board,
        "seen.csv",
        board.explain("乙"),
        movement(board, both["2022-01"]),
        laggards(both, bottom=1),
    )


def test_a_board_is_told_in_words() -> None:
    report = BoardReport(panel()["2022-01"], "seen.csv")
    hash = SCHEME.hash[:12]
    assert list(board_lines(report, "en")) == [
        f"seen.csv: demo, 2022-01, 4 units; scheme scheme 1 ({hash})",
        "",
        "unit  period   rank  class  rank in class  tier  score  coverage",
        "----  -------  ----  -----  -------------  ----  -----  --------",
        "乙    2022-01     1  二类               1     1   86.0      100%",
        "<甲>  2022-01     2  一类               1     2   57.0      100%",
        "丙    2022-01     2  一类               1     2   57.0      100%",
        "丁    2022-01" + " " * 49 + "0%",
        "",
        "- 1 units have no score (丁) [unit-not-scored]",
        "- government: not scored for 1 units with too few indicators (丁) [low-coverage]",
    ]
    assert not report.clean


def test_long_lists_are_cut_and_everything_asked_is_told() -> None:
    lines = list(board_lines(full(), "en", limit=1))
    assert lines[4:6] == [
        "<甲>  2022-02     1  一类               1     1   90.0      100%",
        "... and 3 more",
    ]
    assert "乙, 2022-02: 86, rank 2 of 4" in lines
    assert "Places from 2022-01 to 2022-02" in lines
    assert any(line.startswith("丁: ") or "at stake" in line for line in lines)
    assert "    rate: 80" not in "\n".join(lines)  # of the whole only its first level
    node = BoardReport(full().board, "f", full().board.explain("乙", "gov"))
    assert "  rate: 80" in "\n".join(board_lines(node, "en"))


def test_notes_are_counted_and_leave_a_board_clean() -> None:
    scheme = SCHEME.replace(missing=[CarryForward(), Reweight(0.5)], ranking=Ranking(decimals=None))
    report = BoardReport(panel(scheme)["2022-02"], "f")
    assert report.clean
    lines = list(board_lines(report, "zh"))
    assert lines[-1] == "- 1 个指标有说明 [value-filled]"


def test_a_table_file_has_every_column(tmp_path: Path) -> None:
    write_board_csv(full(), tmp_path / "b.csv", "zh")
    lines = (tmp_path / "b.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "单位,期,名次,类别,类内名次,档次,得分,数据覆盖,政务,eco"
    assert lines[1] == "<甲>,2022-02,1,一类,1,1,90,1,90,90"


def test_a_workbook_has_a_sheet_for_each_question(tmp_path: Path) -> None:
    write_board_xlsx(full(), tmp_path / "b.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames == ["scoreboard", "why", "movement", "laggards", "findings"]
    assert [cell.value for cell in book["movement"][2]][:4] == ["<甲>", 2, 1, 1]
    assert [cell.value for cell in book["why"][5]][:5] == ["days", "days", 2, "d", "less is better"]
    assert book["laggards"].max_row == len(full().laggards) + 1
    write_board_xlsx(BoardReport(panel()["2022-01"], "f"), tmp_path / "c.xlsx", "zh")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert book.sheetnames == ["评价结果", "提示"]
    assert book["提示"]["A2"].value == "unit-not-scored"


def test_a_document_is_json_without_strange_numbers() -> None:
    document = json.loads("".join(board_json_lines(full())))
    assert document["units"][0]["unit"] == "<甲>"
    assert {"explanation", "movement", "laggards"} <= set(document)
    assert "movement" not in json.loads("".join(board_json_lines(BoardReport(full().board, "f"))))


def test_a_page_escapes_what_it_is_told() -> None:
    page = "".join(board_html_lines(full(), "en"))
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert "<甲>" not in page
    assert "&lt;甲&gt;" in page
    assert "Places from 2022-01 to 2022-02" in page
    bare = "".join(board_html_lines(BoardReport(full().board, "<b>"), "zh"))
    assert "<pre>" not in bare
    assert "&lt;b&gt;" in bare
