"""The words of lists in one width, on one line, with known signs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.tolerance.published.plain import flat, folded, printed, trimmed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("５ 个\n工作日", "5个工作日"),
        ("①首次", "(1)首次"),
        ("〔2020〕【甲】", "(2020)(甲)"),
        ("5～10", "5-10"),
        ("≦10", "≤10"),
        ("调査 釆取", "调查采取"),
        ("首\u200b次\u3000违法", "首次违法"),
        ("贰拾日内", "二十日内"),
        ("捌佰元", "八百元"),
        ("陆域 柒", "陆域柒"),
        ("AB CD", "AB CD"),
        ("第 5 条", "第5条"),
    ],
)
def test_words_are_compared_in_one_form(text: str, expected: str) -> None:
    assert flat(text) == expected


def test_breaks_stay_where_parts_are_told_by_them() -> None:
    assert folded("首次\r\n违法\r。") == "首次\n违法\n。"


def test_words_are_printed_with_the_marks_of_chinese() -> None:
    assert printed(folded("超标（含０.１倍），改正；完")) == "超标（含0.1倍），改正；完"


@given(st.text("首次违法改正，；。①②（）０１0.1\n \t伍日内", max_size=60))
@settings(max_examples=50)
def test_what_is_flat_stays_so(text: str) -> None:
    assert flat(flat(text)) == flat(text)
    assert trimmed(trimmed(text)) == trimmed(text)
