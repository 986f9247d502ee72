"""Hypothesis strategies for the texts of published tolerance lists.

What they draw is made up in the manner of published lists. The strategies need
Hypothesis installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["list_cells", "list_sentences", "list_tables"]

_FIRST = ("首次违法", "初次违法", "两年内首次被发现", "12个月内首次违法", "近一年内无同类违法记录")
_CORRECTED = (
    "及时改正",
    "当场改正",
    "在责令改正期限内改正",
    "责令改正后5个工作日内完成备案",
    "自检查之日起十日内改正",
)
_HARM = ("危害后果轻微", "没有造成危害后果", "未造成环境污染", "违法行为轻微")
_OTHER = ("没有违法所得", "积极配合调查", "签署承诺书", "持续时间不超过20日", "货值金额不足500元")
_JOINTS = ("，", "，且", "，并", "且", "；")
_MARKS = (("（{}）", "一二三四"), ("({})", "1234"), ("{}.", "1234"), ("{}、", "1234"))


def list_sentences() -> SearchStrategy[str]:
    """Sentences of conditions that are understood to the last word."""
    from hypothesis import strategies as st

    @st.composite
    def sentence(draw: DrawFn) -> str:
        groups = draw(st.permutations([_FIRST, _CORRECTED, _HARM, _OTHER]))
        chosen = groups[: draw(st.integers(1, len(groups)))]
        words = draw(st.sampled_from(chosen[0]))
        for group in chosen[1:]:
            words += draw(st.sampled_from(_JOINTS)) + draw(st.sampled_from(group))
        return words

    return sentence()


def list_cells() -> SearchStrategy[str]:
    """Cells of one condition, or of several that are numbered, with a head that joins them."""
    from hypothesis import strategies as st

    @st.composite
    def numbered(draw: DrawFn) -> str:
        mark, numbers = draw(st.sampled_from(_MARKS))
        parts = draw(st.lists(list_sentences(), min_size=2, max_size=len(numbers)))
        head = draw(st.sampled_from(["同时满足下列情形的：", "有下列情形之一的："]))
        texts = (mark.format(n) + part for n, part in zip(numbers, parts, strict=False))
        return head + "；".join(texts)

    return list_sentences() | numbered()


def list_tables() -> SearchStrategy[str]:
    """Lists as CSV, of three columns, each item with conditions."""
    from hypothesis import strategies as st

    def table(cells: list[str]) -> str:
        rows = (f"{n},未按规定公示{n},{cell}" for n, cell in enumerate(cells, 1))
        return "\n".join(("序号,违法行为,适用条件", *rows)) + "\n"

    return st.lists(list_cells(), min_size=1, max_size=5).map(table)
