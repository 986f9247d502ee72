"""Stages, approvals and other facts.

The sentences are made up in the manner of published lists; what each of them says
was written down by hand.
"""

from __future__ import annotations

import pytest
from condition_words import noted_sentence

from bizenv.tolerance.published.sentences import read_sentence

SAID = {
    "尚处于建设阶段": "stage construction",
    "尚未投入生产": "stage not-started construction built-not-in-use",
    "环境影响评价文件已经批准": "approved eia-approval",
    "已取得营业执照": "approved approval-24f8b013",
    "位于环境敏感区以外": "outsidezone eco-sensitive",
    "日均值未超标": "stated daily-mean-kept",
}


@pytest.mark.parametrize(("words", "expected"), SAID.items(), ids=SAID)
def test_a_fact_is_read(words: str, expected: str | None) -> None:
    assert noted_sentence(read_sentence(words)) == [expected or f"? {words}"]
