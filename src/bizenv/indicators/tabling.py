"""A board as a table: its headers in both languages, and as HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from bizenv.kernel.text import Lang, Text, check_lang

if TYPE_CHECKING:
    from bizenv.indicators.boards import Scoreboard

__all__ = ["COLUMNS", "board_html", "headers", "table"]

COLUMNS = {
    "unit": Text("单位", "unit"),
    "period": Text("期", "period"),
    "rank": Text("名次", "rank"),
    "class": Text("类别", "class"),
    "class_rank": Text("类内名次", "rank in class"),
    "tier": Text("档次", "tier"),
    "score": Text("得分", "score"),
    "coverage": Text("数据覆盖", "coverage"),
}
"""The columns that every board has, with their headers."""


def headers(board: Scoreboard, lang: Lang) -> list[str]:
    """The headers of the rows of a board: the common ones, then the first-level indicators."""
    first = board.plan.index.children[board.plan.index.root]
    texts = [*COLUMNS.values(), *(board.text(code) for code in first)]
    return [text.say(lang) for text in texts]


def table(board: Scoreboard) -> list[list[str]]:
    """The cells of the rows of a board, as people read them."""
    return [[_cell(value) for value in row.values()] for row in board.to_rows()]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def board_html(board: Scoreboard, langs: tuple[str, ...] = ("zh", "en")) -> str:
    """A board as an HTML table; names from the data are escaped."""
    heads = "".join(_row(headers(board, check_lang(lang)), "th") for lang in langs)
    rows = "".join(_row(row, "td") for row in table(board))
    remarks = "".join(
        f"<li>{' '.join(escape(finding.message(check_lang(lang))) for lang in langs)}</li>"
        for finding in board.findings
    )
    return (
        f'<table class="bizenv-board"><thead>{heads}</thead><tbody>{rows}</tbody></table>'
        f"<ul>{remarks}</ul>"
    )


def _row(cells: list[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
