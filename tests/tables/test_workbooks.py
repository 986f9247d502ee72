"""Workbooks: the sheet that is meant, merged cells, formulas without a result."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bizenv.tables.cells import BadCell, read_day, text_of

Helper = Callable[..., Any]


XML_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=6).map(
    lambda text: text if text.strip() else ""  # openpyxl does not mark blanks alone as kept
)


def test_the_cells_of_a_workbook_keep_their_types(
    tmp_path: Path, read: Helper, places: Helper, workbook: Helper, opened: Helper
) -> None:
    """Days, moments, numbers, truths and texts; an id of 001 stays 001."""
    cells = [dt.date(2023, 6, 15), dt.datetime(2023, 6, 15, 9, 30), 45092, 1.5, True, "001", None]
    path = workbook(tmp_path / "a.xlsx", [["start", *"abcdef"], cells])
    (row,) = read(path)
    assert list(row.values()) == [*cells[:-1], ""]
    assert places(path) == ([2], None, {})
    assert opened(path).rows == 1


def test_a_title_and_line_breaks_in_a_header(
    tmp_path: Path, read: Helper, places: Helper, workbook: Helper
) -> None:
    """The header lies below the title, and 检查⏎日期 is 检查日期."""
    path = workbook(
        tmp_path / "a.xlsx",
        [["2023年度计划"], ["检查\n日期", "企业名称"], ["2023-06-15", "甲"]],
        merged="A1:B1",
    )
    assert read(path) == [{"检查\n日期": "2023-06-15", "企业名称": "甲"}]
    assert places(path)[0] == [3]


def test_a_merged_cell_holds_for_every_row_it_spans(
    tmp_path: Path, read: Helper, workbook: Helper
) -> None:
    """One agency, merged over three rows, visits three times."""
    rows = [["检查机关", "start"], ["区税务局", "1"], [None, "2"], [None, "3"], ["乙", "4"]]
    path = workbook(tmp_path / "a.xlsx", [*rows], merged="A2:A4")
    assert [row["检查机关"] for row in read(path)] == ["区税务局"] * 3 + ["乙"]


def test_a_heading_that_is_merged_across_a_row_says_nothing_of_its_columns(
    tmp_path: Path, read: Helper
) -> None:
    """二、市场监管类 stays where it begins; beside other words a merged cell is spread."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [
        ["序号", "start", "trigger", "agency"],
        ["二、市场监管类", None, None, None],
        ["1", "2023-06-15", "无", None],
        ["2", None, "投诉", None],
        [None, "2023-06-17", None, None],
    ]:
        sheet.append(row)
    for cells in "A2:D2", "C3:D3", "A4:A5", "B5:C5":
        sheet.merge_cells(cells)
    book.save(path)
    assert [tuple(row.values()) for row in read(path)] == [
        ("二、市场监管类", "", "", ""),
        ("1", "2023-06-15", "无", "无"),
        ("2", "", "投诉", ""),
        ("2", "2023-06-17", "2023-06-17", ""),
    ]


@pytest.mark.parametrize("raw", [43630, 43630.0])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_workbook_that_counts_from_1904(
    tmp_path: Path, raw: float, prefix: str, read: Helper
) -> None:
    """Formatted as a day or not, a cell is the same day; other numbers stay numbers."""
    path, marked = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["start", "raw", "number", "text", "huge"])
    book.active.append([dt.date(2023, 6, 15), raw, 12, "43630", 913303000000000012])
    book.save(path)
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(marked, "w") as written:
        for part in given.namelist():
            text = given.read(part)
            if part == "xl/workbook.xml":
                assert b'date1904="1"' in text
                text = text.replace(b"<workbookPr", f"<{prefix}workbookPr".encode())
            written.writestr(part, text)
    (row,) = read(marked)
    days = [read_day(row[name]) for name in ("start", "raw")]
    assert days == [dt.date(2023, 6, 15), dt.date(2023, 6, 15)]
    assert [text_of(row[name]) for name in ("raw", "number", "text")] == ["43630", "12", "43630"]
    assert type(row["huge"]) is float


def test_a_workbook_that_counts_from_1900(tmp_path: Path, read: Helper, workbook: Helper) -> None:
    """The same number is a day four years earlier."""
    (row,) = read(workbook(tmp_path / "a.xlsx", [["start"], [43630]]))
    assert read_day(row["start"]) == dt.date(2019, 6, 14)


def test_a_header_of_two_rows(tmp_path: Path, read: Helper) -> None:
    """Below a merged cell the lower row is the header."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["企业名称", "检查日期", None])
    sheet.append([None, "开始日期", "结束"])
    sheet.append(["甲", "2023-06-15", "2023-06-16"])
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    book.save(path)
    assert read(path) == [{"企业名称": "甲", "开始日期": "2023-06-15", "结束": "2023-06-16"}]


def test_a_sheet_that_is_formatted_far_below_its_last_row(tmp_path: Path, read: Helper) -> None:
    """Rows that have a format and no words are no rows; those between rows are."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ["start"], ["2023-06-15"], [], ["2023-06-16"]:
        sheet.append(row)
    sheet["A5000"].number_format = "yyyy-mm-dd"
    sheet["B4000"] = ""
    book.save(path)
    assert read(path) == [{"start": "2023-06-15"}, {"start": ""}, {"start": "2023-06-16"}]


def test_formulas_that_are_filled_down_and_say_nothing(tmp_path: Path, read: Helper) -> None:
    """``=IF(A9="","",…)`` below the last row makes no row, and neither does ``#N/A``."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["start", "2023-06-15"])
        for row in range(2, 50):
            sheet.write_formula(row, 0, '=IF(B1="","","x")', None, "x" if row % 2 else "#N/A")
    # Excel and WPS write an empty text as ``<c t="str"><f>…</f><v></v></c>``.
    change_sheet(path, "<v>x</v>", "<v></v>")
    assert read(path) == [{"start": "2023-06-15"}]


def change_sheet(path: Path, old: str, new: str) -> None:
    """Replace some text of the first sheet of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old.encode() in parts[sheet]
    parts[sheet] = parts[sheet].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_errors_and_formulas_without_a_result_are_no_blanks(
    tmp_path: Path, read: Helper, workbook: Helper
) -> None:
    """Openpyxl writes formulas and computes none; each row comes out with what it holds."""
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["start", "agency"],
            ["2023-06-15", "#REF!"],
            ["=B2", "甲"],
            ["#N/A", None],
            ["#VALUE!", "=A1&B1"],
        ],
    )
    rows = read(path)
    assert [[str(cell) for cell in row.values()] for row in rows] == [
        ["2023-06-15", "#REF!"],
        ["=B2", "甲"],
        ["#N/A", ""],
        ["#VALUE!", "=A1&B1"],
    ]
    bad = [cell for row in rows for cell in row.values() if isinstance(cell, BadCell)]
    assert [cell.problem("agency").say("zh") for cell in bad[:2]] == [
        "agency：读到 #REF!，应为一个值 [bad-cell] "
        "提示：请在 Excel 或 WPS 中改正公式，重新计算并保存",
        "agency：读到没有算出结果的公式 =B2，应为一个值 [bad-cell] "
        "提示：请在 Excel 或 WPS 中改正公式，重新计算并保存",
    ]


def test_an_error_beside_the_table_is_passed_over(
    tmp_path: Path, read: Helper, places: Helper, workbook: Helper
) -> None:
    """A reckoning in the margin is no part of the row."""
    path = workbook(tmp_path / "a.xlsx", [["start"], ["2023-06-15", None, "#DIV/0!"]])
    assert read(path) == [{"start": "2023-06-15"}]
    assert places(path)[2] == {}


def test_a_formula_below_the_last_row_is_a_row(
    tmp_path: Path, read: Helper, workbook: Helper
) -> None:
    """Nobody has computed what it says, so it may be a visit."""
    rows = [["start", "agency"], ["2023-06-15", "甲"], [], ["=A2", "=B2"]]
    path = workbook(tmp_path / "a.xlsx", rows)
    assert [str(row["start"] or "") for row in read(path)] == ["2023-06-15", "", "=A2"]


def test_an_error_in_a_merged_cell_holds_for_every_row(
    tmp_path: Path, read: Helper, workbook: Helper
) -> None:
    """As any other word does."""
    rows = [["agency", "start"], ["#REF!", "1"], [None, "2"]]
    path = workbook(tmp_path / "a.xlsx", rows, merged="A2:A3")
    assert [str(row["agency"]) for row in read(path)] == ["#REF!", "#REF!"]


def test_several_sheets(tmp_path: Path, read: Helper, refusal: Helper, workbook: Helper) -> None:
    """Which sheet is meant must be said, and must be there."""
    path = workbook(tmp_path / "a.xlsx", [["start"], ["1"]], [["start"], ["2"]], [])
    assert refusal(path) == (
        "a.xlsx: got the sheets '表1', '表2', expected one sheet [several-sheets] "
        "Hint: choose with --sheet"
    )
    assert read(path, "表2") == [{"start": "2"}]
    assert refusal(path, "表4") == (
        "a.xlsx: got '表4', expected one of '表1', '表2', '表3' [unknown-sheet]"
    )


def test_one_sheet_with_words_among_empty_ones(
    tmp_path: Path, read: Helper, workbook: Helper
) -> None:
    """Empty sheets are passed over."""
    assert read(workbook(tmp_path / "a.xlsx", [], [["start"], ["1"]], [])) == [{"start": "1"}]


def test_hidden_sheets_are_passed_over(tmp_path: Path, read: Helper, workbook: Helper) -> None:
    """WPS keeps sheets of its own, which no officer sees; by name they can be read."""
    path = workbook(tmp_path / "a.xlsx", [["start"], ["1"]], [["start"], ["2"]])
    book = openpyxl.load_workbook(path)
    book["表2"].sheet_state = "veryHidden"
    book.save(path)
    assert read(path) == [{"start": "1"}]
    assert read(path, "表2") == [{"start": "2"}]


def test_a_workbook_without_words(tmp_path: Path, refusal: Helper, workbook: Helper) -> None:
    """An empty sheet is no table, chosen by name or not."""
    path = workbook(tmp_path / "a.xlsx", [])
    said = "a.xlsx: got no rows, expected a header and rows [empty-table]"
    assert (refusal(path), refusal(path, "表1")) == (said, said)


def test_a_wide_sheet_keeps_its_cells(tmp_path: Path, read: Helper, workbook: Helper) -> None:
    """Three hundred columns reach column KN."""
    path = workbook(tmp_path / "a.xlsx", [["start", *map(str, range(299))], list(range(300))])
    (row,) = read(path)
    assert list(row.values()) == list(range(300))


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_what_is_no_workbook_is_refused(
    tmp_path: Path, ending: str, write: Helper, refusal: Helper, refused_in_chinese: Helper
) -> None:
    """Many systems export a page of HTML and call it XLS."""
    path = write(tmp_path, f"a.{ending}", "<html><table></table></html>")
    said = refusal(path)
    assert said.startswith(f"a.{ending}: got ")
    assert said.endswith(", expected a workbook of Excel or WPS [bad-xlsx]")
    assert refused_in_chinese(path) == (
        f"a.{ending}：读到打不开的文件：已损坏，或是别的格式，应为 Excel 或 WPS 工作簿 [bad-xlsx]"
    )


@given(
    rows=st.lists(st.lists(XML_TEXTS, min_size=2, max_size=2), min_size=1, max_size=5),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_that_openpyxl_writes_is_read(
    tmp_path: Path, rows: list[list[str]], read: Helper
) -> None:
    """Property: cells of any text come back, and so does every row above the last with words."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["start", "x"])
    for number, row in enumerate(rows, 2):
        for place, text in enumerate(row, 1):
            cell = book.active.cell(number, place, text or None)
            cell.data_type = "s" if text else "n"  # a text that begins with = is a text
    book.save(path)
    while rows and not any(rows[-1]):
        rows.pop()
    assert [list(row.values()) for row in read(path)] == rows


def test_a_note_beside_the_table_is_a_column_without_a_header(
    tmp_path: Path, workbook: Helper, read: Helper
) -> None:
    """The row has every fact, and the note comes out with it."""
    rows = [
        ["检查日期", "检查起因"],
        ["2023-06-15", "投诉举报"],
        ["2023-06-16", "无", None, "待定?"],
    ]
    assert read(workbook(tmp_path / "a.xlsx", rows)) == [
        {"检查日期": "2023-06-15", "检查起因": "投诉举报", "column 3": "", "column 4": ""},
        {"检查日期": "2023-06-16", "检查起因": "无", "column 3": "", "column 4": "待定?"},
    ]


def test_a_title_that_is_wider_than_the_table_adds_no_column(
    tmp_path: Path, workbook: Helper, read: Helper
) -> None:
    rows = [["六月检查计划"], ["检查日期", "检查起因"], ["2023-06-15", "投诉举报"]]
    path = workbook(tmp_path / "a.xlsx", rows, merged="A1:E1")
    assert read(path) == [{"检查日期": "2023-06-15", "检查起因": "投诉举报"}]
