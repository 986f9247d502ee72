"""Grids of cells: the header is found below a title, and a row that does not fit is torn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bizenv.kernel.place import Place
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.readers import open_table

Helper = Callable[..., Any]


def test_a_title_above_the_header(
    tmp_path: Path, write: Helper, read: Helper, places: Helper
) -> None:
    """Rows above the header are not data; those below keep their numbers."""
    path = write(tmp_path, "a.csv", "2023年计划,\n单位：区政府,\n检查日期,x\n2023-06-15,甲\n")
    assert read(path) == [{"检查日期": "2023-06-15", "x": "甲"}]
    assert places(path)[:2] == ([4], [4])


def test_a_row_with_the_day_is_the_header(
    tmp_path: Path, write: Helper, read: Helper, opened: Helper
) -> None:
    """Known words above it, in a form's head, do not make that the header."""
    text = "检查机关,区税务局,企业名称\n检查日期,编号,备注\n2023-06-15,1,\n"
    path = write(tmp_path, "a.csv", text)
    assert read(path) == [{"检查日期": "2023-06-15", "编号": "1", "备注": ""}]
    table = opened(path)
    assert (table.skipped, table.place) == (1, Place(str(path), row=2))


def test_a_header_in_the_first_row_has_nothing_above_it(
    tmp_path: Path, write: Helper, opened: Helper
) -> None:
    """Its place is the file."""
    table = opened(write(tmp_path, "a.csv", "start\n1\n"))
    assert (table.skipped, table.place.row) == (0, None)


def test_rows_that_do_not_fit_the_header_are_torn(
    tmp_path: Path, write: Helper, read: Helper, places: Helper, said: Helper
) -> None:
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


def test_blank_rows_come_out(tmp_path: Path, write: Helper, places: Helper) -> None:
    """Empty lines, lines of commas and lines of spaces are rows."""
    path = write(tmp_path, "a.csv", "start,x\n\n,\n  ,\n1,2\n")
    rows, lines, torn = places(path)
    assert (rows, lines, torn) == ([2, 3, 4, 5], [2, 3, 4, 5], {})


@pytest.mark.parametrize("ending", ["csv", "tsv", "txt"])
def test_an_empty_file(tmp_path: Path, ending: str, write: Helper, refusal: Helper) -> None:
    """Nothing is no table."""
    assert refusal(write(tmp_path, f"a.{ending}", "")) == (
        f"a.{ending}: got no rows, expected a header and rows [empty-table]"
    )


def test_a_header_alone(tmp_path: Path, write: Helper, read: Helper) -> None:
    """A table without rows is a table."""
    assert read(write(tmp_path, "a.csv", "start,x\n")) == []


def test_a_header_without_words(tmp_path: Path, write: Helper, refusal: Helper) -> None:
    """The first row must say something."""
    assert refusal(write(tmp_path, "a.csv", ",,\n1,2,3\n")) == (
        "a.csv:1: got row 1 without words, expected a header [empty-header]"
    )


def test_headers_without_words_are_numbered(tmp_path: Path, write: Helper, read: Helper) -> None:
    """A column without header between others keeps its cells; one at the end is no column."""
    path = write(tmp_path, "a.csv", "start,,x,,\n1,2,3,,\n")
    assert read(path) == [{"start": "1", "column 2": "2", "x": "3"}]


def test_a_header_twice(tmp_path: Path, write: Helper, read: Helper) -> None:
    """The second has a number; a second column of contacts keeps nobody from reading."""
    path = write(tmp_path, "a.csv", "title\nstart,x,x \n1,2,3\n")
    assert read(path) == [{"start": "1", "x": "2", "x (2)": "3"}]


def test_a_log_is_known_by_its_column_of_cases(tmp_path: Path, write: Helper) -> None:
    """A row of XES that says "start" is no header, though visits have a field of that name."""
    text = (
        "case:concept:name,concept:name,time:timestamp,lifecycle:transition\n"
        "1,received,2023-06-15,complete\n1,replied,2023-06-16,start\n"
    )
    words = header_words()["cases"]
    table = open_table(write(tmp_path, "log.csv", text), words)
    assert table.headers[0] == "case:concept:name"
    title = write(tmp_path, "title.csv", "状态,时间\n编号,说明,x\n1,a,b\n")
    assert open_table(title, words).headers == ("编号", "说明", "x")
