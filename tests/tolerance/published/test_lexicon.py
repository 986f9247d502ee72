"""All phrases together: one pattern covers all of a phrase, or it says nothing."""

from __future__ import annotations

import pytest

from bizenv.tolerance.published.lexicon import read_phrase


@pytest.mark.parametrize("words", ["", "首次违法" + "的" * 120, "危害后果轻微者", "台账完备"])
def test_what_no_pattern_covers_says_nothing(words: str) -> None:
    assert read_phrase(words) is None


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("首次违法", "first"),
        ("当场改正", "corrected"),
        ("危害后果轻微", "harm"),
        ("违法行为轻微", "minor"),
        ("没有违法所得", "gain"),
        ("配合调查", "cooperated"),
        ("没有主观过错", "fault"),
        ("没有主观故意", "intent"),
        ("签署承诺书", "committed"),
        ("pH值不超过10", "measured:ph"),
        ("恢复原状", "remedied"),
        ("日均值未超标", "fact"),
        ("已取得营业执照", "approved"),
    ],
)
def test_a_phrase_is_of_one_sort(words: str, sort: str) -> None:
    said = read_phrase(words)
    assert said is not None
    assert said.sort == sort
