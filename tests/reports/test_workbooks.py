"""Workbooks: sheets of coloured rows, texts as texts, no more rows than a sheet holds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl

from bizenv.reports.workbooks import Column, Sheet, write_workbook


def test_sheets_stand_in_order_each_with_its_head_and_its_rows(tmp_path: Path) -> None:
    """Errors red, warnings yellow, notes grey, the rest white; heads stay in sight."""
    day = dt.date(2023, 6, 15)
    rows = [
        ("error", ["=1+1", day]),
        ("warning", [None, 2]),
        ("note", ["", 0.5]),
        (None, ["x", ""]),
    ]
    sheets = [
        Sheet("诉求", [Column("编号", 20), Column("日期")], rows),
        Sheet("问题", [Column("行")], []),
    ]
    write_workbook(sheets, tmp_path / "out.xlsx")
    first, second = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets
    assert (first.title, second.title) == ("诉求", "问题")
    assert [[cell.value for cell in row] for row in first.iter_rows()] == [
        ["编号", "日期"],
        ["=1+1", dt.datetime(2023, 6, 15)],
        [None, 2],
        [None, 0.5],
        ["x", None],
    ]
    assert first["A2"].data_type == "s"
    assert [first.cell(row, 1).fill.fgColor.rgb for row in range(2, 6)] == [
        *("FFF8CBAD", "FFFFE699", "FFEDEDED", "FFFFFFFF")
    ]
    assert (first.freeze_panes, first.auto_filter.ref) == ("A2", "A1:B5")
    assert 20 <= first.column_dimensions["A"].width < 21
    assert [[cell.value for cell in row] for row in second.iter_rows()] == [["行"]]
