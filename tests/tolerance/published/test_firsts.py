"""First violations: windows, which earlier violations count, by which of their days.

The sentences are made up in the manner of published lists; what each of them says
was written down by hand.
"""

from __future__ import annotations

import pytest
from condition_words import noted_sentence

from bizenv.tolerance.published.sentences import read_sentence

SAID = {
    "首次违法": "first unbounded",
    "初次违法的": "first unbounded",
    "系首次违法": "first unbounded",
    "当事人属于首次违法": "first unbounded",
    "首次实施违法行为": "first unbounded",
    "首次被发现": "first unbounded",
    "首次被行政执法机关发现": "first unbounded",
    "首次发现该类违法行为": "first unbounded same-type",
    "首次实施该项违法行为": "first unbounded",
    "两年内首次违法": "first 2 years",
    "二年内首次被发现": "first 2 years",
    "近两年内首次违法": "first 2 years",
    "12个月内首次被发现": "first 12 months",
    "十二个月内首次违法": "first 12 months",
    "１２个月内初次违法": "first 12 months",
    "一个自然年内首次违法": "first calendar-year",
    "同一自然年度内首次违法": "first calendar-year",
    "本年度内属于首次违法": "first calendar-year",
    "在本市首次违法": "first unbounded jurisdiction",
    "两年内无同类违法行为记录": "first 2 years same-type",
    "3年内没有同一违法行为": "first 3 years",
    "近三年内未发现同类违法行为": "first 3 years same-type",
    "一年内无违法记录": "first 1 year any",
    "二年内未因同类违法行为受到行政处罚": "first 2 years same-type penalised",
    "两年内未受过行政处罚": "first 2 years any penalised",
    "未曾因同类违法行为受过行政处罚": "first unbounded same-type penalised",
    "无违法记录": "first unbounded any",
    "首次发生": "first unbounded",
    "首次违反本规定": "first unbounded",
}


@pytest.mark.parametrize(("words", "expected"), SAID.items(), ids=SAID)
def test_a_first_violation_is_read_with_its_window_and_match(
    words: str, expected: str | None
) -> None:
    assert noted_sentence(read_sentence(words)) == [expected or f"? {words}"]
