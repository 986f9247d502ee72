"""What was done about the harm, of whose accord and when.

The sentences are made up in the manner of published lists; what each of them says
was written down by hand.
"""

from __future__ import annotations

import pytest
from condition_words import noted_sentence

from bizenv.tolerance.published.sentences import read_sentence

SAID = {
    "恢复原状": "remedied restored",
    "已停止建设": "remedied stopped",
    "停止建设或者恢复原状": "any(remedied stopped | remedied restored)",
    "立即停止建设": "all(remedied stopped | stated remedied-at-once)",
    "在规定期限内清除污染或者修复损害": (
        "all(any(remedied cleared | remedied repaired) | stated remedied-within-order)"
    ),
    "经教育后停止违法行为": "remedied stopped",
    "及时清理": "all(remedied cleared | stated remedied-promptly)",
}


@pytest.mark.parametrize(("words", "expected"), SAID.items(), ids=SAID)
def test_a_remedy_is_read_with_its_manner(words: str, expected: str | None) -> None:
    assert noted_sentence(read_sentence(words)) == [expected or f"? {words}"]
