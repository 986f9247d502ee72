"""Figures with units: bounds that include the figure and bounds that do not.

The sentences are made up in the manner of published lists; what each of them says
was written down by hand.
"""

from __future__ import annotations

import pytest
from condition_words import noted_sentence

from bizenv.tolerance.published.sentences import read_sentence

SAID = {
    "违法行为持续时间不超过20日": "duration <= 20 day",
    "违法行为持续时间3个月以下": "duration <= 3 month",
    "持续时间不满十日": "duration < 10 day",
    "超标倍数在0.1倍以下": "exceedance <= 0.1 times",
    "超标倍数小于0.1倍": "exceedance < 0.1 times",
    "超标倍数在0.1倍以下（不含）": "exceedance < 0.1 times",
    "超标倍数不超过10%": "exceedance <= 10 percent",
    "超标倍数不超过百分之十": "exceedance <= 10 percent",
    "5≤pH≤10": "ph >= 5 <= 10",
    "pH值大于等于5且小于等于10": "ph >= 5 <= 10",
    "pH值在5-10之间": "ph >= 5 <= 10",
    "ｐＨ值在５～１０之间": "ph >= 5 <= 10",
    "噪声超标在1分贝以内": "noise-exceedance <= 1 db",
    "货值金额不足500元": "value < 500 yuan",
    "货值金额在1万元以下": "value <= 1 10k-yuan",
    "违法所得不超过一百元": "illegal-gain <= 100 yuan",
    "占用面积不超过5平方米": "area <= 5 m2",
    "逾期不超过3个月": "delay <= 3 month",
    "所涉危险废物不超过0.1吨": "hazardous-waste <= 0.1 t",
    "锅炉总容量在1吨/小时（不含）以上10吨/小时以下（含）": "measured-e61b89b3 > 1 t/h <= 10 t/h",
    "占用时间未超过2天": "measured-0ff1443d <= 2 day",
    "pH值在10-5之间": None,
    "占用面积不超过5光年": None,
}


@pytest.mark.parametrize(("words", "expected"), SAID.items(), ids=SAID)
def test_a_figure_is_read_with_its_bound_and_unit(words: str, expected: str | None) -> None:
    assert noted_sentence(read_sentence(words)) == [expected or f"? {words}"]
