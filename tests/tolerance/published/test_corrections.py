"""Corrections: when and how, and from when a time runs.

The sentences are made up in the manner of published lists; what each of them says
was written down by hand.
"""

from __future__ import annotations

import pytest
from condition_words import noted_sentence

from bizenv.tolerance.published.sentences import read_sentence

SAID = {
    "及时改正": "corrected timely",
    "能够及时纠正": "corrected timely",
    "当场改正": "corrected on-spot",
    "当场予以纠正": "corrected on-spot",
    "现场整改到位": "corrected on-spot",
    "发现后当场整改": "corrected on-spot",
    "立即改正": "corrected at-once",
    "立即停止并改正": None,
    "次日完成整改": "corrected next-day",
    "主动改正": "corrected own-motion",
    "自行纠正违法行为": "corrected own-motion",
    "在被发现前主动改正": "corrected before-discovery",
    "在税务机关发现前主动改正": "corrected before-discovery",
    "在责令改正期限内改正": "corrected within-order",
    "在责令限期改正的期限内整改到位": "corrected within-order",
    "在规定期限内改正": "corrected within-order",
    "在执法部门规定的期限内改正": "corrected within-order",
    "按照要求在限期内完成整改": "corrected within-order",
    "经责令改正后按期改正": "corrected within-order",
    "按期改正": "corrected within-order",
    "责令限期改正后及时改正": "corrected within-order",
    "自责令改正之日起5日内改正": "corrected 5 days from order",
    "责令改正后五个工作日内改正": "corrected 5 working days from order",
    "经责令改正后5个工作日内完成备案": "corrected 5 working days from order",
    "自检查之日起十日内改正": "corrected 10 days from inspection",
    "检查发现之日起3个月内完成验收": "corrected 3 months from inspection",
    "被发现后能在7日内自行纠正": "corrected 7 days from discovery",
    "10日内改正": "corrected 10 days from order",
    "伍日内改正": "corrected 5 days from order",
    "０日内改正": None,
    "经批评教育后立即改正": "corrected at-once",
    "当场按规定悬挂": "corrected on-spot",
    "次日完成整改并达标排放": "all(corrected next-day | stated within-limits-again)",
    "在行政处罚决定作出前改正": "corrected before-closure",
    "案件调查终结前改正": "stated corrected-before-inquiry-ended",
    "在立案前主动改正": "stated corrected-before-filing",
}


@pytest.mark.parametrize(("words", "expected"), SAID.items(), ids=SAID)
def test_a_correction_is_read_with_its_time(words: str, expected: str | None) -> None:
    assert noted_sentence(read_sentence(words)) == [expected or f"? {words}"]
