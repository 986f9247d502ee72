"""Harm, the act itself, gain, fault and conduct.

The sentences are made up in the manner of published lists; what each of them says
was written down by hand.
"""

from __future__ import annotations

import pytest
from condition_words import noted_sentence

from bizenv.tolerance.published.sentences import read_sentence

SAID = {
    "没有造成危害后果": "harm none",
    "未造成危害后果": "harm none",
    "未造成社会危害后果": "harm none",
    "未产生任何危害后果": "harm none",
    "危害后果轻微": "harm minor",
    "造成的危害后果轻微": "harm minor",
    "违法行为轻微": "minor",
    "情节轻微": "minor",
    "违法情节显著轻微": "minor",
    "未造成环境污染": "harm none pollution",
    "未造成环境污染和生态破坏": "harm none pollution",
    "未造成人身伤害和财产损失": "harm none injury property-loss",
    "未造成人员伤亡、财产损失": "harm none injury property-loss",
    "未发生安全事故": "harm none accident",
    "未因此引发交通事故、造成交通拥堵等危害后果": "harm none",
    "没有违法所得": "noillegalgain",
    "积极配合执法部门调查": "cooperated",
    "当事人主动配合调查取证": "cooperated",
    "当事人有证据足以证明没有主观过错": "nofault none",
    "非主观故意": "nofault negligence",
    "不存在主观故意": "nofault negligence",
    "未造成人身、财产损害": "harm none injury property-loss",
    "未造成公路路产损害，引发交通事故和交通拥堵等危害后果": "harm none",
    "主动消除危害后果": "stated harm-removed",
    "如实陈述违法事实": "stated told-truthfully",
    "违法行为调查过程中，不存在拒绝接受调查处理、阻碍执法等妨碍执行公务的行为": "cooperated",
    "签署包容免罚承诺书": "committed tolerance-letter",
}


@pytest.mark.parametrize(("words", "expected"), SAID.items(), ids=SAID)
def test_harm_and_conduct_are_read(words: str, expected: str | None) -> None:
    assert noted_sentence(read_sentence(words)) == [expected or f"? {words}"]
