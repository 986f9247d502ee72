"""Pieces of patterns: what may be passed over, and what may never be."""

from __future__ import annotations

import re

import pytest

from bizenv.tolerance.published.fragments import (
    ACTOR,
    AGENCY,
    DURATION,
    NUMBER,
    SAFE,
    TOLD,
    WITHIN,
)


@pytest.mark.parametrize("letter", "未不没无非除但若逾拒否勿免或且并及和")
def test_a_letter_that_may_turn_the_meaning_is_never_passed_over(letter: str) -> None:
    assert re.fullmatch(SAFE, letter) is None
    assert re.fullmatch(AGENCY, f"{letter}在执法部门") is None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (AGENCY, "被县级以上市场监督管理部门"),
        (AGENCY, "执法人员"),
        (ACTOR, "违法行为人"),
        (ACTOR, "生产经营单位"),
        (ACTOR, ""),
        (DURATION, "5个工作日"),
        (DURATION, "三个月"),
        (NUMBER, "0.1"),
        (NUMBER, "二十"),
        (TOLD, "经批评教育后"),
        (WITHIN, "以内"),
    ],
)
def test_pieces_cover_what_lists_write(pattern: str, words: str) -> None:
    assert re.fullmatch(pattern, words)
