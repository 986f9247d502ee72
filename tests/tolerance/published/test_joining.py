"""How the phrases of a sentence are joined, and which joint binds first.

The sentences are made up in the manner of published lists; what each of them says
was written down by hand.
"""

from __future__ import annotations

import pytest
from condition_words import noted_sentence

from bizenv.tolerance.published.joining import count_joins, read_joined
from bizenv.tolerance.published.sentences import read_sentence

JOINED: dict[str, list[str]] = {
    "初次违法且危害后果轻微并及时改正的": ["first unbounded", "harm minor", "corrected timely"],
    "初次违法，危害后果轻微，并及时改正，可以不予行政处罚": [
        "first unbounded",
        "harm minor",
        "corrected timely",
    ],
    "违法行为轻微并及时改正，没有造成危害后果的": ["minor", "corrected timely", "harm none"],
    "首次被发现，责令限期改正后及时改正的": ["first unbounded", "corrected within-order"],
    "首次发现后，当场整改，且危害后果轻微": ["first unbounded", "corrected on-spot", "harm minor"],
    "首次发现，当场纠正，没有造成危害后果或危害后果轻微的": [
        "first unbounded",
        "corrected on-spot",
        "any(harm none | harm minor)",
    ],
    "违法行为及危害后果轻微": ["all(minor | harm minor)"],
    "初次违法；违法行为轻微；立即改正或在执法机关限定期限内改正": [
        "first unbounded",
        "minor",
        "any(corrected at-once | corrected within-order)",
    ],
    "在被发现前主动改正，或者在责令改正期限内改正": [
        "any(corrected before-discovery | corrected within-order)"
    ],
    "立即或者在规定期限内改正": ["any(corrected at-once | corrected within-order)"],
    "占用面积不超过5平方米，持续时间未超过2天，并能在责令整改时间内及时整改的": [
        "area <= 5 m2",
        "duration <= 2 day",
        "corrected within-order",
    ],
    "停止建设、恢复原状": ["remedied stopped", "remedied restored"],
    "情节轻微、及时改正，没有造成危害后果": ["minor", "corrected timely", "harm none"],
    "超标排放水污染物或者大气污染物倍数在0.1倍以内，或者pH值大于等于5且小于等于10，"
    "或者噪声超标在1分贝以内，次日完成整改": [
        "any(exceedance <= 0.1 times | ph >= 5 <= 10 | noise-exceedance <= 1 db)",
        "corrected next-day",
    ],
    "经责令限期改正，在规定期限内改正": ["corrected within-order"],
    "首次违\n法，及时\n改正": ["first unbounded", "corrected timely"],
    "首 次 违 法 ， 及 时 改 正": ["first unbounded", "corrected timely"],
    "首次违法，没有违法所得，积极配合调查，并签署承诺书": [
        "first unbounded",
        "noillegalgain",
        "cooperated",
        "committed tolerance-letter",
    ],
    "首次违法或者没有违法所得": ["any(first unbounded | noillegalgain)"],
    "仅pH值超过标准，且数值在5-10以内": ["stated ph-only", "ph >= 5 <= 10"],
}


@pytest.mark.parametrize(("sentence", "expected"), JOINED.items(), ids=JOINED)
def test_a_sentence_says_all_that_it_joins(sentence: str, expected: list[str]) -> None:
    assert noted_sentence(read_sentence(sentence)) == expected


def test_alternatives_of_two_sorts_are_read_only_as_a_whole_sentence() -> None:
    """Beside other conditions nobody could say what belongs to which."""
    words = "首次违法或者没有违法所得"
    assert read_joined(words) is not None
    assert read_joined(words, whole=False) is None
    assert read_joined(f"{words},及时改正") is None


def test_places_where_a_sentence_may_be_taken_apart_are_counted() -> None:
    assert count_joins("首次违法,且当场改正或者主动改正") == 2
