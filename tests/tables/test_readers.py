# ruff: noqa: PT017 - a property allows two ends
"""Readers: every row that goes in comes out, or the file is refused with its place."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import json
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv.kernel.errors import TableError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.tables import readers
from bizenv.tables.cells import BadCell
from bizenv.tables.readers import Table, detect_encoding, open_table

WORDS = {
    "start": ["检查日期", "开始日期"],
    "agency": ["检查机关"],
    "enterprise_name": ["企业名称"],
    "trigger": ["检查起因"],
}
shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(folder: Path, name: str, text: str | bytes, encoding: str = "utf-8") -> Path:
    """A file with these words."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def read(path: Path, sheet: str | None = None) -> list[dict[str, Any]]:
    """Every row of a table, by header."""
    return rows_of(open_table(path, WORDS, sheet))


def rows_of(table: Table) -> list[dict[str, Any]]:
    """Every row of an opened table; each batch must be of one length."""
    rows: list[dict[str, Any]] = []
    for batch in table.batches():
        assert {len(column) for column in batch.columns.values()} <= {len(batch)}
        assert batch.lines is None or len(batch.lines) == len(batch)
        assert all(0 <= place < len(batch) for place in batch.torn)
        rows += [
            {name: column[place] for name, column in batch.columns.items()}
            for place in range(len(batch))
        ]
    return rows


def places(path: Path) -> tuple[list[int], list[int] | None, dict[int, Problem]]:
    """Rows, lines and torn rows of a table of one batch."""
    (batch,) = open_table(path, WORDS).batches()
    return batch.rows, batch.lines, batch.torn


def refusal(path: Path, sheet: str | None = None) -> str:
    """The message with which a file is refused, its folder left out."""
    with pytest.raises(TableError) as caught:
        read(path, sheet)
    return str(caught.value).replace(f"{path.parent}/", "")


def said(problem: Problem, path: Path) -> tuple[str, str]:
    """A problem in English and Chinese, its folder left out."""
    folder = f"{path.parent}/"
    return problem.say("en").replace(folder, ""), problem.say("zh").replace(folder, "")


def refused_in_chinese(path: Path, sheet: str | None = None) -> str:
    """The same in Chinese."""
    with pytest.raises(TableError) as caught:
        read(path, sheet)
    return caught.value.say("zh").replace(f"{path.parent}/", "")


def workbook(path: Path, *sheets: Sequence[Sequence[Any]], merged: str | None = None) -> Path:
    """A workbook, written by openpyxl."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
        if merged:
            sheet.merge_cells(merged)
    book.save(path)
    return path


# --- which reader -----------------------------------------------------------


@pytest.mark.parametrize("name", ["plan.et", "plan.ods", "plan", "plan.json", "plan.pdf"])
def test_an_unknown_ending_is_refused_with_advice(tmp_path: Path, name: str) -> None:
    """A file of WPS's own format is to be saved as XLSX."""
    assert refusal(write(tmp_path, name, "x")) == (
        f"{name}: got '{name}', expected a file ending in .csv, .tsv, .txt, .xlsx, .xlsm, .xls, "
        ".parquet, .jsonl, .ndjson [unknown-format] "
        "Hint: open it in Excel or WPS and save it as XLSX or CSV"
    )


def test_the_ending_may_be_in_capitals(tmp_path: Path) -> None:
    """``PLAN.CSV`` is a CSV file."""
    assert read(write(tmp_path, "PLAN.CSV", "start\n2023-06-15\n")) == [{"start": "2023-06-15"}]


def test_only_workbooks_have_sheets(tmp_path: Path) -> None:
    """A sheet of a CSV file cannot be chosen."""
    assert refusal(write(tmp_path, "a.csv", "start\n"), "表1") == (
        "a.csv: got the sheet '表1', expected no sheet: only XLSX files have them [no-sheets]"
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx", "xls", "parquet", "jsonl"])
def test_a_missing_file_is_an_os_error_with_its_name(tmp_path: Path, ending: str) -> None:
    """It is not taken for a broken table."""
    path = tmp_path / f"gone.{ending}"
    with pytest.raises(FileNotFoundError, match="gone"):
        open_table(path, WORDS)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_a_folder_is_an_os_error(tmp_path: Path, ending: str) -> None:
    """A folder with such a name is no file."""
    path = tmp_path / f"folder.{ending}"
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        open_table(path, WORDS)


@pytest.mark.parametrize(
    ("ending", "library"), [("xlsx", "python_calamine"), ("parquet", "polars")]
)
def test_a_missing_library_is_named(
    tmp_path: Path, ending: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The advice says what to install."""
    monkeypatch.setitem(sys.modules, library, None)
    assert refusal(write(tmp_path, f"a.{ending}", "x")) == (
        f"a.{ending}: got nothing to read it with, expected the library {library} "
        '[missing-library] Hint: python -m pip install "bizenv[cli]"'
    )


# --- CSV: encodings and delimiters ------------------------------------------

CHINESE = "检查日期,检查机关\n2023-06-15,区市场监管局\n"
ROW = {"检查日期": "2023-06-15", "检查机关": "区市场监管局"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_the_encodings_that_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    """The same rows come from UTF-8 with and without mark, UTF-16 and GB18030."""
    assert read(write(tmp_path, "a.csv", CHINESE, encoding)) == [ROW]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_both_orders_of_utf_16(tmp_path: Path, mark: bytes, encoding: str) -> None:
    """The mark says which byte comes first."""
    path = write(tmp_path, "a.csv", mark + CHINESE.encode(encoding))
    assert (detect_encoding(path), read(path)) == ("utf-16", [ROW])


def test_bytes_in_no_encoding(tmp_path: Path) -> None:
    """0xFF is in neither UTF-8 nor GB18030."""
    assert refusal(write(tmp_path, "a.csv", b"start\n2023\xff\xff")) == (
        "a.csv: got a byte at 10 that does not belong, expected a text in UTF-8 or GB18030 "
        "[bad-encoding]"
    )


@pytest.mark.parametrize(
    ("raw", "at", "encoding"),
    [
        (codecs.BOM_UTF8 + b"start\n\xff", 9, "UTF-8"),
        (codecs.BOM_UTF16_LE + "start".encode("utf-16-le") + b"\x00", 12, "UTF-16"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", 2, "UTF-16"),
    ],
)
def test_a_mark_is_a_promise(tmp_path: Path, raw: bytes, at: int, encoding: str) -> None:
    """A file that breaks off in the encoding of its mark is refused, not half read."""
    assert refusal(write(tmp_path, "a.csv", raw)) == (
        f"a.csv: got a byte at {at} that does not belong, expected a text in {encoding} "
        "[bad-encoding]"
    )


def test_the_place_of_a_bad_byte_in_a_large_file(tmp_path: Path) -> None:
    """A character that begins at the end of one block and is broken in the next."""
    block = 1 << 20
    path = write(tmp_path, "a.jsonl", b" " * (block - 1) + b"\xe4" + b"\xff" + b" " * 10)
    assert refusal(path) == (
        f"a.jsonl: got the byte at {block - 1}, expected a text in UTF-8 [bad-encoding]"
    )


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(tmp_path: Path, sign: str) -> None:
    """Comma, tab, semicolon and bar."""
    text = f"检查日期{sign}检查机关\n2023-06-15{sign}区市场监管局\n"
    assert read(write(tmp_path, "a.csv", text)) == [ROW]


def test_signs_within_a_cell_are_no_delimiters(tmp_path: Path) -> None:
    """Many semicolons in one cell do not outweigh the commas of the header."""
    text = "检查日期,检查机关\n2023-06-15,a;b;c;d;e;f\n"
    assert read(write(tmp_path, "a.csv", text)) == [
        {"检查日期": "2023-06-15", "检查机关": "a;b;c;d;e;f"}
    ]


def test_signs_within_a_cell_under_unknown_headers(tmp_path: Path) -> None:
    """The delimiter is the one that most lines have."""
    text = "x,y\n1,a;b;c;d\n2,e\n"
    assert read(write(tmp_path, "a.csv", text)) == [
        {"x": "1", "y": "a;b;c;d"},
        {"x": "2", "y": "e"},
    ]


def test_a_file_with_one_column(tmp_path: Path) -> None:
    """There is no delimiter at all."""
    text = "检查日期\n2023-06-15\n2023-06-16\n"
    assert [row["检查日期"] for row in read(write(tmp_path, "a.csv", text))] == [
        "2023-06-15",
        "2023-06-16",
    ]


# --- CSV: rows --------------------------------------------------------------


def test_a_title_above_the_header(tmp_path: Path) -> None:
    """Rows above the header are not data; those below keep their numbers."""
    path = write(tmp_path, "a.csv", "2023年计划,\n单位：区政府,\n检查日期,x\n2023-06-15,甲\n")
    assert read(path) == [{"检查日期": "2023-06-15", "x": "甲"}]
    assert places(path)[:2] == ([4], [4])


def test_a_row_with_the_day_is_the_header(tmp_path: Path) -> None:
    """Known words above it, in a form's head, do not make that the header."""
    text = "检查机关,区税务局,企业名称\n检查日期,编号,备注\n2023-06-15,1,\n"
    path = write(tmp_path, "a.csv", text)
    assert read(path) == [{"检查日期": "2023-06-15", "编号": "1", "备注": ""}]
    table = open_table(path, WORDS)
    assert (table.skipped, table.place) == (1, Place(str(path), row=2))


def test_a_header_in_the_first_row_has_nothing_above_it(tmp_path: Path) -> None:
    """Its place is the file."""
    table = open_table(write(tmp_path, "a.csv", "start\n1\n"), WORDS)
    assert (table.skipped, table.place.row) == (0, None)


def test_rows_and_lines_after_a_cell_with_line_breaks(tmp_path: Path) -> None:
    """A row is counted as the spreadsheet shows it, a line as an editor shows it."""
    text = '检查\n日期,检查机关\n2023-06-15,"区\n市\n局"\n2023-06-16,乙\n'
    path = write(tmp_path, "a.csv", text.replace("检查\n日期", '"检查\n日期"'))
    assert read(path)[0] == {"检查\n日期": "2023-06-15", "检查机关": "区\n市\n局"}
    assert places(path)[:2] == ([2, 3], [3, 6])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(tmp_path: Path, end: str) -> None:
    """Unix, Windows and the old Macintosh."""
    path = write(tmp_path, "a.csv", end.join(["start,x", "2023-06-15,1", ""]))
    assert read(path) == [{"start": "2023-06-15", "x": "1"}]


def test_rows_that_do_not_fit_the_header_are_torn(tmp_path: Path) -> None:
    """Too many and too few cells; the row keeps its place and says why."""
    path = write(tmp_path, "a.csv", "start,x\n1,2,3\n1\n1,2,,\n1,2\n")
    rows, lines, torn = places(path)
    assert (rows, lines) == ([2, 3, 4, 5], [2, 3, 4, 5])
    assert {place: said(problem, path) for place, problem in torn.items()} == {
        0: (
            "a.csv:2 row 2: got 3 cells, expected 2 cells [wrong-cell-count]",
            "a.csv:2 第 2 行：读到 3 个单元格，应为 2 个单元格 [wrong-cell-count]",
        ),
        1: (
            "a.csv:3 row 3: got 1 cells, expected 2 cells [wrong-cell-count]",
            "a.csv:3 第 3 行：读到 1 个单元格，应为 2 个单元格 [wrong-cell-count]",
        ),
    }
    assert read(path) == [
        {"start": "1", "x": "2"},
        {"start": "1", "x": None},
        {"start": "1", "x": "2"},
        {"start": "1", "x": "2"},
    ]


def test_blank_rows_come_out(tmp_path: Path) -> None:
    """Empty lines, lines of commas and lines of spaces are rows."""
    path = write(tmp_path, "a.csv", "start,x\n\n,\n  ,\n1,2\n")
    rows, lines, torn = places(path)
    assert (rows, lines, torn) == ([2, 3, 4, 5], [2, 3, 4, 5], {})


def test_one_badly_quoted_cell_spoils_one_row(tmp_path: Path) -> None:
    """The rows around it are read, and keep their numbers."""
    path = write(tmp_path, "a.csv", 'start,x\n1,2\n"3"x,4\n5,"a\nb"\n7,8\n')
    rows, lines, torn = places(path)
    assert (rows, lines) == ([2, 3, 4, 5], [2, 3, 4, 6])
    assert [said(problem, path) for problem in torn.values()] == [
        (
            "a.csv:3 row 3: got '\"3\"x,4', expected quotes that close before the next delimiter "
            "[bad-csv] Hint: write a quote within a cell twice, and put the cell in quotes: "
            '"so ""quoted"" it is"',
            "a.csv:3 第 3 行：读到 '\"3\"x,4'，应为成对的引号，后面紧接分隔符 [bad-csv] "
            "提示：单元格里的引号要写两次，整格再用引号括起来",
        )
    ]
    assert read(path) == [
        {"start": "1", "x": "2"},
        {"start": None, "x": None},
        {"start": "5", "x": "a\nb"},
        {"start": "7", "x": "8"},
    ]


def test_a_badly_quoted_header_is_refused(tmp_path: Path) -> None:
    """Without its header nothing in the table has a meaning."""
    said = refusal(write(tmp_path, "a.csv", '"start"x,y\n1,2\n'))
    assert said.startswith("a.csv:1 row 1: got '\"start\"x,y', expected quotes that close")


@pytest.mark.parametrize(
    ("text", "row"), [('start,x\n1,2\n3,"4\n5,6\n7,8\n', 3), ('start,"x\n1,2\n', 1)]
)
def test_an_unclosed_quote_is_refused_with_its_row(tmp_path: Path, text: str, row: int) -> None:
    """Rows are never swallowed by the cell that a quote opens."""
    assert refusal(write(tmp_path, "a.csv", text)).startswith(
        f"a.csv:{row} row {row}: got a quote that opens in this row and never closes, "
        "expected quotes that close before the next delimiter [bad-csv]"
    )


def test_a_huge_cell_is_read_and_a_larger_one_refused(tmp_path: Path) -> None:
    """A million characters fit into a cell."""
    (row,) = read(write(tmp_path, "a.csv", "start\n" + "x" * 1_000_000))
    assert len(row["start"]) == 1_000_000
    assert refusal(write(tmp_path, "b.csv", "start\n" + "x" * 1_000_001)) == (
        "b.csv:2 row 2: got a cell of more than 1,000,000 characters, expected at most 1,000,000 "
        "characters [bad-csv] Hint: see whether a quote in this row was left open"
    )


def test_a_larger_limit_of_the_host_program_stays(tmp_path: Path) -> None:
    """The csv module's limit is one for the whole process; reading does not lower it."""
    before = csv.field_size_limit(2_000_000)
    try:
        read(write(tmp_path, "a.csv", "start\nx"))
        assert csv.field_size_limit() == 2_000_000
    finally:
        csv.field_size_limit(before)


def test_a_nul_byte_is_a_character(tmp_path: Path) -> None:
    """It stays in its cell."""
    assert read(write(tmp_path, "a.csv", "start,x\na\0b,1\n")) == [{"start": "a\0b", "x": "1"}]


def test_more_rows_than_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches follow one another without a gap."""
    monkeypatch.setattr(readers, "BATCH_ROWS", 2)
    path = write(tmp_path, "a.csv", "start\n1\n2\n3\n4\n5\n")
    table = open_table(path, WORDS)
    assert [batch.rows for batch in table.batches()] == [[2, 3], [4, 5], [6]]
    assert [row["start"] for row in rows_of(table)] == list("12345")


# --- CSV: headers -----------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "tsv", "txt"])
def test_an_empty_file(tmp_path: Path, ending: str) -> None:
    """Nothing is no table."""
    assert refusal(write(tmp_path, f"a.{ending}", "")) == (
        f"a.{ending}: got no rows, expected a header and rows [empty-table]"
    )


def test_a_header_alone(tmp_path: Path) -> None:
    """A table without rows is a table."""
    assert read(write(tmp_path, "a.csv", "start,x\n")) == []


def test_a_header_without_words(tmp_path: Path) -> None:
    """The first row must say something."""
    assert refusal(write(tmp_path, "a.csv", ",,\n1,2,3\n")) == (
        "a.csv:1: got row 1 without words, expected a header [empty-header]"
    )


def test_headers_without_words_are_numbered(tmp_path: Path) -> None:
    """A column without header between others keeps its cells; one at the end is no column."""
    path = write(tmp_path, "a.csv", "start,,x,,\n1,2,3,,\n")
    assert read(path) == [{"start": "1", "column 2": "2", "x": "3"}]


def test_a_header_twice(tmp_path: Path) -> None:
    """The line of the header is told."""
    assert refusal(write(tmp_path, "a.csv", "title\nstart,x,x \n")) == (
        "a.csv:2: got 'x', expected headers that stand once each [duplicate-header]"
    )


def test_a_very_wide_table(tmp_path: Path) -> None:
    """Two thousand columns are read, one more is refused."""
    wide = ",".join(f"c{n}" for n in range(2_000))
    assert len(open_table(write(tmp_path, "a.csv", wide), WORDS).headers) == 2_000
    assert refusal(write(tmp_path, "b.csv", f"{wide},last")) == (
        "b.csv:1: got 2,001 columns, expected at most 2,000 [too-many-columns]"
    )


# --- XLSX -------------------------------------------------------------------


def test_the_cells_of_a_workbook_keep_their_types(tmp_path: Path) -> None:
    """Days, moments, numbers, truths and texts; an id of 001 stays 001."""
    cells = [dt.date(2023, 6, 15), dt.datetime(2023, 6, 15, 9, 30), 45092, 1.5, True, "001", None]
    path = workbook(tmp_path / "a.xlsx", [["start", *"abcdef"], cells])
    (row,) = read(path)
    assert list(row.values()) == [*cells[:-1], ""]
    assert places(path) == ([2], None, {})
    assert open_table(path, WORDS).rows == 1


def test_a_title_and_line_breaks_in_a_header(tmp_path: Path) -> None:
    """The header lies below the title, and 检查⏎日期 is 检查日期."""
    path = workbook(
        tmp_path / "a.xlsx",
        [["2023年度计划"], ["检查\n日期", "企业名称"], ["2023-06-15", "甲"]],
        merged="A1:B1",
    )
    assert read(path) == [{"检查\n日期": "2023-06-15", "企业名称": "甲"}]
    assert places(path)[0] == [3]


def test_a_merged_cell_holds_for_every_row_it_spans(tmp_path: Path) -> None:
    """One agency, merged over three rows, visits three times."""
    rows = [["检查机关", "start"], ["区税务局", "1"], [None, "2"], [None, "3"], ["乙", "4"]]
    path = workbook(tmp_path / "a.xlsx", [*rows], merged="A2:A4")
    assert [row["检查机关"] for row in read(path)] == ["区税务局"] * 3 + ["乙"]


def test_a_header_of_two_rows(tmp_path: Path) -> None:
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


def test_a_sheet_that_is_formatted_far_below_its_last_row(tmp_path: Path) -> None:
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


def test_formulas_that_are_filled_down_and_say_nothing(tmp_path: Path) -> None:
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


def test_errors_and_formulas_without_a_result_are_no_blanks(tmp_path: Path) -> None:
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


def test_an_error_beside_the_table_is_passed_over(tmp_path: Path) -> None:
    """A reckoning in the margin is no part of the row."""
    path = workbook(tmp_path / "a.xlsx", [["start"], ["2023-06-15", None, "#DIV/0!"]])
    assert read(path) == [{"start": "2023-06-15"}]
    assert places(path)[2] == {}


def test_a_formula_below_the_last_row_is_a_row(tmp_path: Path) -> None:
    """Nobody has computed what it says, so it may be a visit."""
    rows = [["start", "agency"], ["2023-06-15", "甲"], [], ["=A2", "=B2"]]
    path = workbook(tmp_path / "a.xlsx", rows)
    assert [str(row["start"] or "") for row in read(path)] == ["2023-06-15", "", "=A2"]


def test_an_error_in_a_merged_cell_holds_for_every_row(tmp_path: Path) -> None:
    """As any other word does."""
    rows = [["agency", "start"], ["#REF!", "1"], [None, "2"]]
    path = workbook(tmp_path / "a.xlsx", rows, merged="A2:A3")
    assert [str(row["agency"]) for row in read(path)] == ["#REF!", "#REF!"]


def test_several_sheets(tmp_path: Path) -> None:
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


def test_one_sheet_with_words_among_empty_ones(tmp_path: Path) -> None:
    """Empty sheets are passed over."""
    assert read(workbook(tmp_path / "a.xlsx", [], [["start"], ["1"]], [])) == [{"start": "1"}]


def test_hidden_sheets_are_passed_over(tmp_path: Path) -> None:
    """WPS keeps sheets of its own, which no officer sees; by name they can be read."""
    path = workbook(tmp_path / "a.xlsx", [["start"], ["1"]], [["start"], ["2"]])
    book = openpyxl.load_workbook(path)
    book["表2"].sheet_state = "veryHidden"
    book.save(path)
    assert read(path) == [{"start": "1"}]
    assert read(path, "表2") == [{"start": "2"}]


def test_a_workbook_without_words(tmp_path: Path) -> None:
    """An empty sheet is no table, chosen by name or not."""
    path = workbook(tmp_path / "a.xlsx", [])
    said = "a.xlsx: got no rows, expected a header and rows [empty-table]"
    assert (refusal(path), refusal(path, "表1")) == (said, said)


def test_a_wide_sheet_keeps_its_cells(tmp_path: Path) -> None:
    """Three hundred columns reach column KN."""
    path = workbook(tmp_path / "a.xlsx", [["start", *map(str, range(299))], list(range(300))])
    (row,) = read(path)
    assert list(row.values()) == list(range(300))


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, ending: str) -> None:
    """Many systems export a page of HTML and call it XLS."""
    path = write(tmp_path, f"a.{ending}", "<html><table></table></html>")
    said = refusal(path)
    assert said.startswith(f"a.{ending}: got ")
    assert said.endswith(", expected a workbook of Excel or WPS [bad-xlsx]")
    assert refused_in_chinese(path) == (
        f"a.{ending}：读到打不开的文件：已损坏，或是别的格式，应为 Excel 或 WPS 工作簿 [bad-xlsx]"
    )


def test_an_error_that_is_not_about_the_file_is_not_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what a library raises over a file becomes a refusal."""
    path = workbook(tmp_path / "a.xlsx", [["start"]])

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(readers, "_fill_merged", interrupted)
    with pytest.raises(KeyboardInterrupt):
        open_table(path, WORDS)


# --- Parquet ----------------------------------------------------------------


def test_the_cells_of_parquet_keep_their_types(tmp_path: Path) -> None:
    """Days, midnights, moments, nulls, lists, as polars gives them."""
    columns = {
        "start": [dt.date(2023, 6, 15), None],
        "midnight": [dt.datetime(2023, 6, 15), None],
        "moment": [dt.datetime(2023, 6, 15, 9), None],
        "trigger": [["a", "b"], None],
        "id": ["001", None],
        "n": [1.5, None],
    }
    path = tmp_path / "a.parquet"
    pl.DataFrame(columns).write_parquet(path)
    assert read(path) == [{n: c[0] for n, c in columns.items()}, dict.fromkeys(columns)]
    assert places(path) == ([2, 3], None, {})
    assert open_table(path, WORDS).rows == 2


def test_parquet_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches follow one another without a gap; no rows give no batch."""
    monkeypatch.setattr(readers, "BATCH_ROWS", 2)
    path = tmp_path / "a.parquet"
    pl.DataFrame({"start": range(5)}).write_parquet(path)
    assert [batch.rows for batch in open_table(path, WORDS).batches()] == [[2, 3], [4, 5], [6]]
    pl.DataFrame({"start": []}).write_parquet(path)
    assert read(path) == []


def test_a_name_with_signs_of_a_pattern(tmp_path: Path) -> None:
    """Brackets and stars in a name are a part of the name."""
    pl.DataFrame({"start": ["2"]}).write_parquet(tmp_path / "a1.parquet")
    path = tmp_path / "a[1].parquet"
    pl.DataFrame({"start": ["1"]}).write_parquet(path)
    assert read(path) == [{"start": "1"}]


def test_a_folder_named_like_a_column_adds_no_column(tmp_path: Path) -> None:
    """``year=2023/`` is a folder, nothing more."""
    folder = tmp_path / "year=2023"
    folder.mkdir()
    pl.DataFrame({"start": ["1"]}).write_parquet(folder / "a.parquet")
    assert read(folder / "a.parquet") == [{"start": "1"}]


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    """Any other bytes."""
    said = refusal(write(tmp_path, "a.parquet", "start\n2023-06-15\n"))
    assert said.startswith("a.parquet: got ")
    assert said.endswith(", expected a Parquet file [bad-parquet]")


def test_a_day_that_python_has_not_is_refused(tmp_path: Path) -> None:
    """The year 29349 is found when the rows are read."""
    path = tmp_path / "a.parquet"
    pl.DataFrame({"start": pl.Series([10_000_000]).cast(pl.Date)}).write_parquet(path)
    said = refusal(path)
    assert said.startswith("a.parquet: got year 29349 is out of range")
    assert said.endswith(", expected a Parquet file [bad-parquet]")


def test_a_panic_of_a_library_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries written in Rust panic over some broken files."""
    path = tmp_path / "a.parquet"
    pl.DataFrame({"start": ["1"]}).write_parquet(path)
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})

    def panicking(*_: object, **__: object) -> None:
        raise panic("assertion failed\nbacktrace")

    monkeypatch.setattr(pl, "scan_parquet", panicking)
    assert refusal(path) == (
        "a.parquet: got assertion failed, expected a Parquet file [bad-parquet]"
    )


# --- JSON Lines -------------------------------------------------------------


def test_keys_that_appear_later_are_columns(tmp_path: Path) -> None:
    """Headers are the keys of all lines, in the order of their first appearance."""
    path = write(tmp_path, "a.jsonl", '{"start": "1"}\n\n{"x": [2], "start": null}\n')
    assert open_table(path, WORDS).headers == ("start", "x")
    assert read(path) == [{"start": "1", "x": None}, {"start": None, "x": [2]}]
    assert places(path) == ([1, 3], [1, 3], {})


def test_a_mark_before_json_is_no_problem(tmp_path: Path) -> None:
    """Windows programs write one."""
    path = write(tmp_path, "a.ndjson", '{"检查日期": "2023-06-15"}\n', "utf-8-sig")
    assert read(path) == [{"检查日期": "2023-06-15"}]


@pytest.mark.parametrize(
    ("line", "got"),
    [
        ("{", "Expecting property name enclosed in double quotes at character 3"),
        ("[1]", "an array"),
        ("1", "a number"),
        ("null", "null"),
        ('{"x": NaN}', "the word NaN, which is no JSON value"),
        ('{"x": -Infinity}', "the word -Infinity, which is no JSON value"),
        ('{"x": 1, "y": 2, "x": 3}', "the key 'x' twice"),
        ("[" * 100_000, None),
        ('{"x": ' + "1" * 5_000 + "}", None),
    ],
    ids=range(9),
)
def test_a_broken_line_is_torn(tmp_path: Path, line: str, got: str | None) -> None:
    """It comes out with the reason, and the lines around it are whole."""
    path = write(tmp_path, "a.jsonl", f'{{"start": "1"}}\n{line}\n{{"start": "2"}}\n')
    rows, _, torn = places(path)
    assert rows == [1, 2, 3]
    told = torn[1].to_dict("en")
    assert [told["code"], told["expected"]] == ["bad-json", "a JSON object"]
    assert torn[1].place == Place(str(path), 2, row=2)
    assert got in (None, told["got"])
    assert [row["start"] for row in read(path)] == ["1", None, "2"]


@pytest.mark.parametrize("text", ["", "\n \n", "{}\n", "[1]\n2\n"])
def test_json_without_any_record(tmp_path: Path, text: str) -> None:
    """No keys, no table."""
    assert refusal(write(tmp_path, "a.jsonl", text)) == (
        "a.jsonl: got no records, expected one JSON object a line [empty-table]"
    )


def test_json_in_another_encoding(tmp_path: Path) -> None:
    """JSON is UTF-8."""
    assert refusal(write(tmp_path, "a.jsonl", '{"检": 1}', "gb18030")) == (
        "a.jsonl: got the byte at 2, expected a text in UTF-8 [bad-encoding]"
    )


def test_json_with_very_many_keys(tmp_path: Path) -> None:
    """Two thousand and one different keys are too many columns."""
    lines = "".join(json.dumps({f"k{n}": n}) + "\n" for n in range(2_001))
    assert refusal(write(tmp_path, "a.jsonl", lines)) == (
        "a.jsonl: got 2,001 columns, expected at most 2,000 [too-many-columns]"
    )


# --- any table that is written is read --------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
XML_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=6).map(
    lambda text: text if text.strip() else ""  # openpyxl does not mark blanks alone as kept
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=8)
)


def named(rows: list[list[str]]) -> list[str]:
    """Headers for rows of cells."""
    return ["start", "x", "y", "z"][: len(rows[0])]


@given(rows=TABLES, sign=st.sampled_from(",;\t"), end=st.sampled_from(["\n", "\r\n"]))
@shared_folder
def test_every_row_that_csv_writes_is_read(
    tmp_path: Path, rows: list[list[str]], sign: str, end: str
) -> None:
    """Property: cells of any text, quoted by the csv module, come back as they were."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=sign, lineterminator=end, quoting=csv.QUOTE_ALL)
        writer.writerows([named(rows), *rows])
    table = open_table(path, {"start": [], "x": [], "y": [], "z": []})
    assert [list(row.values()) for row in rows_of(table)] == rows
    assert not any(batch.torn for batch in table.batches())


@given(rows=TABLES)
@shared_folder
def test_every_row_that_json_writes_is_read(tmp_path: Path, rows: list[list[str]]) -> None:
    """Property: cells of any text, written by the json module, come back as they were."""
    path = tmp_path / "a.jsonl"
    records = [dict(zip(named(rows), row, strict=True)) for row in rows]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    assert read(path) == records


@given(
    rows=st.lists(st.lists(XML_TEXTS, min_size=2, max_size=2), min_size=1, max_size=5),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_that_openpyxl_writes_is_read(tmp_path: Path, rows: list[list[str]]) -> None:
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


@given(rows=st.lists(st.lists(st.none() | TEXTS, min_size=2, max_size=2), max_size=8))
@shared_folder
def test_every_row_that_polars_writes_is_read(tmp_path: Path, rows: list[list[str | None]]) -> None:
    """Property: cells of any text and nulls come back as they were."""
    path = tmp_path / "a.parquet"
    frame = pl.DataFrame(rows, schema={"start": pl.String, "x": pl.String}, orient="row")
    frame.write_parquet(path)
    assert [list(row.values()) for row in read(path)] == rows


# --- any bytes --------------------------------------------------------------


def _samples() -> dict[str, bytes]:
    """A sound file of each binary format, to be damaged."""
    book = openpyxl.Workbook()
    for row in ["检查日期", "x"], [dt.date(2023, 6, 15), 1], ["a", "b"]:
        book.active.append(row)
    book.active.merge_cells("A3:B3")
    xlsx, parquet = io.BytesIO(), io.BytesIO()
    book.save(xlsx)
    pl.DataFrame({"start": [dt.date(2023, 6, 15)] * 9, "x": [["a"], None, []] * 3}).write_parquet(
        parquet
    )
    return {"xlsx": xlsx.getvalue(), "parquet": parquet.getvalue()}


SAMPLES = _samples()
TEXTUAL = st.text('",;\n\r\t {}[]:a1\\\0检', max_size=60).map(str.encode)
TEXT_BYTES = st.binary(max_size=60) | TEXTUAL


@given(ending=st.sampled_from([e.removeprefix(".") for e in readers.FORMATS]), raw=TEXT_BYTES)
@shared_folder
def test_any_bytes_are_a_table_or_are_refused(tmp_path: Path, ending: str, raw: bytes) -> None:
    """Property: no reader raises anything but our error."""
    path = write(tmp_path, f"fuzz.{ending}", raw)
    try:
        read(path)
    except TableError as error:
        assert [problem.place.file for problem in error.problems] == [str(path)]


@given(ending=st.sampled_from(sorted(SAMPLES)), data=st.data())
@shared_folder
def test_a_damaged_file_is_a_table_or_is_refused(
    tmp_path: Path, ending: str, data: st.DataObject
) -> None:
    """Property: bytes changed, cut or put in at any place of a workbook or a Parquet file."""
    raw = SAMPLES[ending]
    place = data.draw(st.integers(0, len(raw) - 1))
    length = data.draw(st.integers(0, 20))
    put = data.draw(st.binary(max_size=8))
    path = write(tmp_path, f"fuzz.{ending}", raw[:place] + put + raw[place + length :])
    try:
        read(path)
    except TableError as error:
        assert [problem.place.file for problem in error.problems] == [str(path)]
