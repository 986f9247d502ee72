"""Cells of conditions taken apart: numbers, words above them, how parts are joined."""

from __future__ import annotations

import pytest

from bizenv.tolerance.published.parts import Joined, Parts, says_all, split_conditions

ALL, ANY, OPEN = Joined.ALL, Joined.ANY, Joined.UNSTATED


def told(parts: Parts) -> tuple[str, list[object]]:
    return parts.joined.value, [told(p.inner) if p.inner else p.text for p in parts.parts]


NUMBERED: dict[str, tuple[str, list[object]]] = {
    "同时满足下列情形的，不予行政处罚：（1）首次违法；（2）倍数在0.1倍以下。": (
        "all",
        ["首次违法", "倍数在0.1倍以下"],
    ),
    "有下列情形之一的：\n（一）首次违法；\n（二）及时改正": ("any", ["首次违法", "及时改正"]),
    "1.首次违法;2.及时改正": ("unstated", ["首次违法", "及时改正"]),
    "1、首次违法。2、及时改正。": ("unstated", ["首次违法", "及时改正"]),
    "1．首次违法\n2．及时改正": ("unstated", ["首次违法", "及时改正"]),
    "1.12个月内首次违法；2.5个工作日内改正": ("unstated", ["12个月内首次违法", "5个工作日内改正"]),
    "1.首次违法；2.5吨以下": ("unstated", ["1.首次违法；2.5吨以下"]),
    "①首次违法②及时改正": ("unstated", ["首次违法", "及时改正"]),
    "⑴首次违法；⑵及时改正": ("unstated", ["首次违法", "及时改正"]),
    "㈠首次违法；㈡及时改正": ("unstated", ["首次违法", "及时改正"]),
    "一、首次违法；二、及时改正": ("unstated", ["首次违法", "及时改正"]),
    "1.首次发现，当场纠正的 2.没有主观过错的": (
        "unstated",
        ["首次发现，当场纠正的", "没有主观过错的"],
    ),
    "首次违法，及时改正": ("unstated", ["首次违法，及时改正"]),
    "违反第（一）项、第（二）项规定，首次被发现": (
        "unstated",
        ["违反第（一）项、第（二）项规定，首次被发现"],
    ),
    "（2）首次违法；（3）及时改正": ("unstated", ["（2）首次违法；（3）及时改正"]),
    "持续1.5日，超标0.1倍": ("unstated", ["持续1.5日，超标0.1倍"]),
    "有下列情形之一的：（一）轻微；（二）初次违法，并符合下列条件：1.后果轻微；2.及时改正": (
        "any",
        ["轻微", ("unstated", ["后果轻微", "及时改正"])],
    ),
    "符合以下条件：首次违法，及时改正": ("unstated", ["首次违法，及时改正"]),
}


@pytest.mark.parametrize(("cell", "expected"), NUMBERED.items(), ids=range(len(NUMBERED)))
def test_parts_are_told_by_their_numbers(cell: str, expected: tuple[str, list[object]]) -> None:
    assert told(split_conditions(cell)) == expected


def test_the_head_of_a_column_says_how_parts_are_joined() -> None:
    assert says_all("适用条件（需同时满足）")
    assert not says_all("适用条件")
    assert split_conditions("1.首次违法；2.及时改正", ALL).joined is ALL
    assert split_conditions("有下列情形之一：1.首次违法；2.及时改正", ALL).joined is ANY


def test_a_cell_has_forty_parts_at_most() -> None:
    cell = "".join(f"（{n}）及时改正；" for n in range(1, 100))
    assert len(split_conditions(cell).parts) == 40


def test_nesting_ends_at_the_third_level() -> None:
    cell = "（一）甲（二）1.乙2.（1）丙（2）①丁②戊"
    inner = split_conditions(cell).parts[1].inner
    assert inner is not None
    assert inner.parts[1].inner is not None
    assert [part.inner for part in inner.parts[1].inner.parts] == [None, None]
