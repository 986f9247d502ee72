"""CSV: the delimiter is found, quotes are kept, and a bad row spoils no other."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv.tables.readers import open_table

Helper = Callable[..., Any]
shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

ROW = {"检查日期": "2023-06-15", "检查机关": "区市场监管局"}

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=8)
)


def named(rows: list[list[str]]) -> list[str]:
    """Headers for rows of cells."""
    return ["start", "x", "y", "z"][: len(rows[0])]


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(tmp_path: Path, sign: str, write: Helper, read: Helper) -> None:
    """Comma, tab, semicolon and bar."""
    text = f"检查日期{sign}检查机关\n2023-06-15{sign}区市场监管局\n"
    assert read(write(tmp_path, "a.csv", text)) == [ROW]


def test_signs_within_a_cell_are_no_delimiters(tmp_path: Path, write: Helper, read: Helper) -> None:
    """Many semicolons in one cell do not outweigh the commas of the header."""
    text = "检查日期,检查机关\n2023-06-15,a;b;c;d;e;f\n"
    assert read(write(tmp_path, "a.csv", text)) == [
        {"检查日期": "2023-06-15", "检查机关": "a;b;c;d;e;f"}
    ]


def test_signs_within_a_cell_under_unknown_headers(
    tmp_path: Path, write: Helper, read: Helper
) -> None:
    """The delimiter is the one that most lines have."""
    text = "x,y\n1,a;b;c;d\n2,e\n"
    assert read(write(tmp_path, "a.csv", text)) == [
        {"x": "1", "y": "a;b;c;d"},
        {"x": "2", "y": "e"},
    ]


def test_a_file_with_one_column(tmp_path: Path, write: Helper, read: Helper) -> None:
    """There is no delimiter at all."""
    text = "检查日期\n2023-06-15\n2023-06-16\n"
    assert [row["检查日期"] for row in read(write(tmp_path, "a.csv", text))] == [
        "2023-06-15",
        "2023-06-16",
    ]


def test_rows_and_lines_after_a_cell_with_line_breaks(
    tmp_path: Path, write: Helper, read: Helper, places: Helper
) -> None:
    """A row is counted as the spreadsheet shows it, a line as an editor shows it."""
    text = '检查\n日期,检查机关\n2023-06-15,"区\n市\n局"\n2023-06-16,乙\n'
    path = write(tmp_path, "a.csv", text.replace("检查\n日期", '"检查\n日期"'))
    assert read(path)[0] == {"检查\n日期": "2023-06-15", "检查机关": "区\n市\n局"}
    assert places(path)[:2] == ([2, 3], [3, 6])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(tmp_path: Path, end: str, write: Helper, read: Helper) -> None:
    """Unix, Windows and the old Macintosh."""
    path = write(tmp_path, "a.csv", end.join(["start,x", "2023-06-15,1", ""]))
    assert read(path) == [{"start": "2023-06-15", "x": "1"}]


def test_one_badly_quoted_cell_spoils_one_row(
    tmp_path: Path, write: Helper, read: Helper, places: Helper, said: Helper
) -> None:
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


def test_a_badly_quoted_header_is_refused(tmp_path: Path, write: Helper, refusal: Helper) -> None:
    """Without its header nothing in the table has a meaning."""
    said = refusal(write(tmp_path, "a.csv", '"start"x,y\n1,2\n'))
    assert said.startswith("a.csv:1 row 1: got '\"start\"x,y', expected quotes that close")


@pytest.mark.parametrize(
    ("text", "row"), [('start,x\n1,2\n3,"4\n5,6\n7,8\n', 3), ('start,"x\n1,2\n', 1)]
)
def test_an_unclosed_quote_is_refused_with_its_row(
    tmp_path: Path, text: str, row: int, write: Helper, refusal: Helper
) -> None:
    """Rows are never swallowed by the cell that a quote opens."""
    assert refusal(write(tmp_path, "a.csv", text)).startswith(
        f"a.csv:{row} row {row}: got a quote that opens in this row and never closes, "
        "expected quotes that close before the next delimiter [bad-csv]"
    )


def test_a_huge_cell_is_read_and_a_larger_one_refused(
    tmp_path: Path, write: Helper, read: Helper, refusal: Helper
) -> None:
    """A million characters fit into a cell."""
    (row,) = read(write(tmp_path, "a.csv", "start\n" + "x" * 1_000_000))
    assert len(row["start"]) == 1_000_000
    assert refusal(write(tmp_path, "b.csv", "start\n" + "x" * 1_000_001)) == (
        "b.csv:2 row 2: got a cell of more than 1,000,000 characters, expected at most 1,000,000 "
        "characters [bad-csv] Hint: see whether a quote in this row was left open"
    )


def test_a_larger_limit_of_the_host_program_stays(
    tmp_path: Path, write: Helper, read: Helper
) -> None:
    """The csv module's limit is one for the whole process; reading does not lower it."""
    before = csv.field_size_limit(2_000_000)
    try:
        read(write(tmp_path, "a.csv", "start\nx"))
        assert csv.field_size_limit() == 2_000_000
    finally:
        csv.field_size_limit(before)


def test_a_nul_byte_is_a_character(tmp_path: Path, write: Helper, read: Helper) -> None:
    """It stays in its cell."""
    assert read(write(tmp_path, "a.csv", "start,x\na\0b,1\n")) == [{"start": "a\0b", "x": "1"}]


@given(rows=TABLES, sign=st.sampled_from(",;\t"), end=st.sampled_from(["\n", "\r\n"]))
@shared_folder
def test_every_row_that_csv_writes_is_read(
    tmp_path: Path, rows: list[list[str]], sign: str, end: str, rows_of: Helper
) -> None:
    """Property: cells of any text, quoted by the csv module, come back as they were."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=sign, lineterminator=end, quoting=csv.QUOTE_ALL)
        writer.writerows([named(rows), *rows])
    table = open_table(path, {"start": [], "x": [], "y": [], "z": []})
    assert [list(row.values()) for row in rows_of(table)] == rows
    assert not any(batch.torn for batch in table.batches())
