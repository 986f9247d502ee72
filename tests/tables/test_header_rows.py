"""Headers of two lines are one header; headers that stand twice are told apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bizenv.tables.header_rows import is_pair, joined, told_apart

Helper = Callable[..., Any]
WORDS = {
    "start": ["检查日期", "检查时间", "开始日期", "开始"],
    "end": ["结束日期", "结束"],
    "agency": ["检查机关"],
}


def header(upper: list[Any], lower: list[Any]) -> list[str] | None:
    """Two rows as one header; None where they are not one."""
    return joined(upper, lower, WORDS) if is_pair(upper, lower, WORDS) else None


@pytest.mark.parametrize(
    ("upper", "lower", "one"),
    [
        (["检查机关", "检查时间", ""], ["", "开始日期", "结束"], ["检查机关", "开始日期", "结束"]),
        (["检查机关", "检查时间", "检查时间"], ["检查机关", "开始", "结束"], ["检查机关", "开始", "结束"]),  # noqa: E501
        (["检查时间", None, "检查机关"], ["开始", "结束"], ["开始", "结束", "检查机关"]),
        (["检查机关", "", "检查日期"], ["", "电话", None], None),
        (["检查机关", "整改", ""], ["", "开始", "结束"], ["检查机关", "整改 开始", "整改 结束"]),
        (["检查机关", "", ""], ["", "开始", "结束"], ["检查机关", "开始", "结束"]),
    ],
)  # fmt: skip
def test_two_lines_are_one_header(
    upper: list[Any], lower: list[Any], one: list[str] | None
) -> None:
    """Words below a known header stand alone; below others they keep what stands above them."""
    assert header(upper, lower) == one


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["检查计划", "", ""], ["检查机关", "检查日期", "备注"]),  # a title
        (["检查机关", "检查日期"], ["区税务局", "2023-06-15"]),  # a row
        (["检查机关", "检查日期", ""], ["", "2023-06-15", "开始"]),  # a row that says little
        (["检查机关", "区税务局", "开始"], ["检查日期", "编号", "备注"]),  # a form's head
        (["备注", "检查时间", ""], ["", "开始", "结束"]),  # nothing known in one line
    ],
)
def test_other_rows_are_no_header_together(upper: list[str], lower: list[str]) -> None:
    """A title above the header, or a row below it, is no part of it."""
    assert header(upper, lower) is None


def test_the_second_of_equal_names_has_a_number() -> None:
    """The number is one that no other name has."""
    assert told_apart(["a", "a", "a (2)", "a", ""]) == ["a", "a (3)", "a (2)", "a (4)", ""]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_end_below_a_header_that_spans_columns_is_read(
    tmp_path: Path, write: Helper, workbook: Helper, rows_of: Helper, opened: Helper, kind: str
) -> None:
    """The rows begin below both lines and keep their numbers, a title above them or not."""
    rows = [
        ["2023年计划", None, None, None],
        ["企业名称", "检查日期", None, "检查机关"],
        [None, "开始日期", "结束日期", None],
        ["甲", "2023-06-25", "2023-07-05", "区税务局"],
    ]
    path = tmp_path / f"a.{kind}"
    if kind == "csv":
        write(tmp_path, "a.csv", "\n".join(",".join(cell or "" for cell in row) for row in rows))
    else:
        workbook(path, rows)
    table = opened(path)
    assert (table.headers, table.skipped) == (("企业名称", "开始日期", "结束日期", "检查机关"), 1)
    (batch,) = table.batches()
    assert (batch.rows, rows_of(table)) == (
        [4],
        [dict(zip(table.headers, rows[3], strict=True))],
    )


def test_the_line_that_has_the_day_may_be_the_lower_one(
    tmp_path: Path, write: Helper, opened: Helper
) -> None:
    """It would be the header by itself; then the columns beside it would have no name."""
    text = "检查机关,企业名称,计划,,\n,,检查日期,备注,\n区税务局,甲,2023-06-15,x,\n"
    assert opened(write(tmp_path, "a.csv", text)).headers == (
        "检查机关",
        "企业名称",
        "计划 检查日期",
        "计划 备注",
    )
