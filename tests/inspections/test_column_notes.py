"""Which columns were read is told, and one that may be the end of every visit is told loudly."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bizenv.inspections.column_notes import (
    columns_told,
    foreign_columns,
    unread_end,
    unread_ends,
)

READ = {"start": "检查日期"}


@pytest.mark.parametrize(
    ("header", "cells", "found"),
    [
        ("至", ["2023-07-05", None, ""], True),
        ("至", [date(2023, 7, 5)], True),
        ("检查完成时点", ["soon"], True),
        ("Finish of visit", ["soon"], True),
        ("weekend", ["yes"], False),
        ("至", ["2023-07-05", "soon"], False),
        ("至", ["20230705"], False),
        ("至", [45092], False),
        ("检查完成时点", [None, ""], False),
    ],
)
def test_a_column_that_may_be_the_end(header: str, cells: list[Any], found: bool) -> None:
    """By its days or its name; a bare number may be anything, and an empty column says nothing."""
    headers, columns = ["检查日期", header], {"检查日期": ["2023-06-25"], header: cells}
    assert list(unread_ends(headers, READ, columns)) == [header] * found
    assert list(unread_ends(headers, {**READ, "end": "结束日期"}, columns)) == []


def test_nothing_is_told_where_every_column_is_read() -> None:
    """Also where one column feeds two fields."""
    cells = {"检查日期": ["2023-06-25"]}
    assert columns_told(["检查日期"], {**READ, "end": "检查日期"}, cells) == ()


def test_the_warning_comes_before_the_list_unless_it_is_settled() -> None:
    """A map that says that there is no end leaves the list alone."""
    headers, cells = ["检查日期", "至"], {"检查日期": [], "至": ["2023-07-05"]}
    loud, told = columns_told(headers, READ, cells)
    assert loud == unread_end("至")
    assert told.en == "Columns read: 检查日期 → start; not read: '至'."
    assert told.zh == "读了这些列：检查日期 → start；没有读：'至'。"
    assert columns_told(headers, READ, cells, settled=True) == (told,)


@pytest.mark.parametrize("cells", [["Fire", None, "Food", "Food"], [["Fire"], ["Food"]]])
def test_a_column_without_a_known_word(cells: list[Any]) -> None:
    """One advice for all of it, whatever its cells are."""
    (told,) = foreign_columns(READ | {"kind": "类别"}, {"类别": cells}, lambda *_: False)
    example = f"kind: {{column: 类别, values: {{{str(cells[0])!r}: …}}}}"
    assert told.en == (
        "Mind: no word of the column '类别' is known, which was read as kind. "
        f"If it is that, say in a --map file what its words mean: {example}; "
        'if it is not, write kind: {column: ""}.'
    )
    assert told.zh == (
        "注意：'类别' 列读作 kind，其中没有一个词是认得的。若确是 kind，"
        f'请在 --map 文件中写明各词的意思：{example}；若不是，请写 kind: {{column: ""}}。'
    )


@pytest.mark.parametrize("cells", [["Fire", "Fire", ""], ["Fire", "routine"], []])
def test_a_column_that_is_not_foreign(cells: list[Any]) -> None:
    """A single word may be a slip, and is told in its row."""
    known = foreign_columns({"kind": "类别"}, {"类别": cells}, lambda _, cell: cell == "routine")
    assert list(known) == []
