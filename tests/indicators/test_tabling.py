"""A board as a table in one language or both."""

from __future__ import annotations

from boards import panel

from bizenv.indicators.tabling import board_html, headers, table


def test_headers_are_in_one_language() -> None:
    board = panel()["2022-02"]
    assert headers(board, "zh") == [
        "单位", "期", "名次", "类别", "类内名次", "档次", "得分", "数据覆盖", "政务", "eco",
    ]  # fmt: skip
    assert headers(board, "en")[:3] == ["unit", "period", "rank"]


def test_cells_are_texts_and_nothing_where_there_is_none() -> None:
    rows = table(panel()["2022-01"])
    assert rows[0] == ["乙", "2022-01", "1", "二类", "1", "1", "86", "1", "80", "100"]
    assert rows[-1] == ["丁", "2022-01", "", "", "", "", "", "0", "", ""]


def test_a_page_holds_its_languages_and_its_findings() -> None:
    page = board_html(panel()["2022-01"], ("zh",))
    assert "<th>单位</th>" in page
    assert "<th>unit</th>" not in page
    assert "<li>1 个单位没有总分（丁）</li>" in page
