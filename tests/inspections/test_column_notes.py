"""Which columns were read is told, and one that may be the end of every visit is told loudly."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bizenv.inspections.column_notes import columns_told, unread_end, unread_ends

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
