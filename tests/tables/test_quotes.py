# ruff: noqa: PT017 - a property allows two ends
"""Quotes: a badly quoted cell spoils its row, and no other."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.errors import TableError
from bizenv.tables.quotes import Row, Torn, csv_rows


def rows_of(text: str) -> list[Row]:
    """The rows of a text."""
    return list(csv_rows(io.StringIO(text, newline=""), ",", "plan.csv"))


def told(text: str) -> list[tuple[int, int | None, Any]]:
    """Number, line and cells of each row; of a torn one the words that were read."""
    return [
        (row.number, row.line, row.cells.problem.got if isinstance(row.cells, Torn) else row.cells)
        for row in rows_of(text)
    ]


def test_words_behind_a_closed_quote_spoil_one_row() -> None:
    """``"x"y`` has no one meaning; the rows around it have."""
    assert told('a,b\n"x"y,2\n3,4\n') == [
        (1, 1, ["a", "b"]),
        (2, 2, "'\"x\"y,2'"),
        (3, 3, ["3", "4"]),
    ]


def test_the_last_row_may_be_spoilt() -> None:
    """With and without a line end."""
    assert told('1,2\n"x"y') == told('1,2\n"x"y\n') == [(1, 1, ["1", "2"]), (2, 2, "'\"x\"y'")]


def test_several_rows_may_be_spoilt() -> None:
    """Each by itself."""
    assert [row.number for row in rows_of('"a"b\n"c"d\n\ne\n') if isinstance(row.cells, Torn)] == [
        1,
        2,
    ]


def test_a_quote_left_open_spoils_its_own_row() -> None:
    """The rows below it that are like the row above are rows of their own."""
    assert told('a,b\n1,"2\n3,4\n5,6\n7,"8"\n9,10\n') == [
        (1, 1, ["a", "b"]),
        (2, 2, "'1,\"2'"),
        (3, 3, ["3", "4"]),
        (4, 4, ["5", "6"]),
        (5, 5, ["7", "8"]),
        (6, 6, ["9", "10"]),
    ]


def test_a_cell_of_several_lines_with_a_bad_quote_is_one_row() -> None:
    """So it is in a spreadsheet; the lines below keep their numbers."""
    assert told('a,b\n1,"x\ny"z\n9,10\n') == [
        (1, 1, ["a", "b"]),
        (2, 2, "'1,\"x'"),
        (3, 4, ["9", "10"]),
    ]
    assert told('a,b\n1,"x\n3,"y\n9,10\n')[1:] == [(2, 2, "'1,\"x'"), (3, 4, ["9", "10"])]


def test_a_row_that_is_read_again_may_be_spoilt_too() -> None:
    """Two quotes left open, one after the other, and a third cell that is well quoted."""
    assert told('a,b\n1,"2\n3,4\n5,"6\n7,8\n9,"10"\n') == [
        (1, 1, ["a", "b"]),
        (2, 2, "'1,\"2'"),
        (3, 3, ["3", "4"]),
        (4, 4, "'5,\"6'"),
        (5, 5, ["7", "8"]),
        (6, 6, ["9", "10"]),
    ]


@pytest.mark.parametrize(("text", "row"), [('a,b\n1,"2\n3,4\n', 2), ('a\n"x\ny"\n"z', 3)])
def test_a_quote_that_never_closes_is_refused(text: str, row: int) -> None:
    """What lies behind it may be one cell or many rows; the row where it opens is told."""
    with pytest.raises(TableError) as caught:
        rows_of(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.row) == ("bad-csv", row)
    assert problem.words("en").startswith(
        "got a quote that opens in this row and never closes, expected quotes that close"
    )
    assert problem.words("zh") == (
        "读到从这一行起一直没有闭合的引号，应为成对的引号，后面紧接分隔符"
        "（提示：单元格里的引号要写两次，整格再用引号括起来）"
    )


def test_a_cell_that_is_too_large_is_refused() -> None:
    """Whether its quote was left open or it is a book."""
    with pytest.raises(TableError) as caught:
        rows_of("a\n" + '"' + "x\n" * 600_000)
    assert caught.value.say("zh") == (
        "plan.csv:2 第 2 行：读到超过 1,000,000 个字符的单元格，应为最多 1,000,000 个字符 "
        "[bad-csv] 提示：看看这一行的引号是否没有闭合"
    )


@given(st.text('ab,"\n', max_size=30))
def test_any_lines_are_rows_or_refused(text: str) -> None:
    """Property: every line belongs to one row, and rows are numbered without a gap."""
    try:
        rows = rows_of(text)
    except TableError as error:
        assert [problem.code for problem in error.problems] == ["bad-csv"]
        return
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    lines = [row.line or 0 for row in rows]
    assert lines == sorted(set(lines))
    assert all(1 <= line <= len(text.splitlines()) for line in lines)


@given(st.lists(st.lists(st.text('ab,"\n', max_size=4), min_size=2, max_size=2), max_size=6))
def test_rows_that_are_well_quoted_are_read_as_written(cells: list[list[str]]) -> None:
    """Property: what the csv module writes comes back, with the line on which it stands."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n").writerows(cells)
    rows = rows_of(file.getvalue())
    assert [row.cells for row in rows] == cells
    ends = [1 + sum(cell.count("\n") for cell in row) for row in cells]
    assert [row.line for row in rows] == [1 + sum(ends[:place]) for place in range(len(cells))]


@given(st.lists(st.sampled_from(["1,2", '"3",4', '"x"y,5', '6,"z"w']), min_size=1, max_size=8))
def test_rows_of_one_line_are_spoilt_one_by_one(lines: list[str]) -> None:
    """Property: of rows that each fill a line, exactly the badly quoted ones are torn."""
    rows = rows_of("\n".join(lines) + "\n")
    assert [isinstance(row.cells, Torn) for row in rows] == [line[-1] in "5w" for line in lines]
