"""Lines for a terminal: nothing steers it, and columns end together."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.reports.terminal import aligned, padded, ruled, visible, width

# --- what a terminal obeys --------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("区市场监管局 → 甲", "区市场监管局 → 甲"),
        ("全角　空格", "全角　空格"),
        ("区市场\n监管局\t甲\r\n", "区市场 监管局 甲  "),
        ("\x1b[2J\x1b]0;title\x07", r"\x1b[2J\x1b]0;title\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("a\u2028b\u200bc", r"a b\u200bc"),
        ("\ud800", r"\ud800"),
    ],
)
def test_control_characters_are_spelt_out(text: str, shown: str) -> None:
    """Escape sequences, turned text and half characters are shown, not obeyed."""
    assert visible(text) == shown


@given(st.text())
def test_nothing_visible_steers_a_terminal(text: str) -> None:
    """Property: no control or format character is left, and a plain text stays as it is."""
    shown = visible(text)
    assert {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"} == set()
    assert visible(shown) == shown


# --- widths -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("E1", 2), ("企业", 4), ("企业 E1", 7), ("ＡＢ", 4), ("e\u0301", 1), ("（）", 4)],
)
def test_width_is_what_a_terminal_shows(text: str, columns: int) -> None:
    """Chinese and full-width characters take two columns, combining marks none."""
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [("企业", "企业  ", "  企业"), ("E1", "E1    ", "    E1"), ("长长长", "长长长", "长长长")],
)
def test_a_text_is_filled_to_a_width(text: str, left: str, right: str) -> None:
    """With spaces behind it, or before it; never cut."""
    assert (padded(text, 6), padded(text, 6, right=True)) == (left, right)
    assert padded("长长长", 2) == "长长长"


def test_columns_stand_below_each_other() -> None:
    """Whatever the cells are made of; numbers to the right, no space at the end of a line."""
    lines = [["企业", "1", "甲"], ["E1", "1,000", ""]]
    assert list(aligned(lines)) == ["企业  1      甲", "E1    1,000"]
    assert list(aligned(lines, right=[1])) == ["企业      1  甲", "E1    1,000"]
    assert list(aligned([])) == []


def test_a_table_has_its_header_underlined() -> None:
    """Its columns are numbers, but those that are named as words."""
    rows = [["甲", "1", "x"], ["乙乙", "20", "yy"]]
    assert list(ruled(["名", "件数", "说明"], rows)) == [
        "名    件数  说明",
        "----  ----  ----",
        "甲       1     x",
        "乙乙    20    yy",
    ]
    assert list(ruled(["名", "件数", "说明"], rows, words=(0, 2)))[2:] == [
        "甲       1  x",
        "乙乙    20  yy",
    ]
    assert list(ruled(["名", "件数"], [])) == ["名  件数", "--  ----"]


@given(st.lists(st.tuples(st.text("企Ａa\u0301", max_size=4), st.just("|")), min_size=1))
def test_the_second_column_begins_at_one_place(lines: list[tuple[str, str]]) -> None:
    """Property: what stands before it is equally wide in every line."""
    assert len({width(line.removesuffix("|")) for line in aligned(lines)}) == 1
