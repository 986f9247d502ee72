"""Conditions written for a rulebook are read back as they were."""

from __future__ import annotations

import pytest

from bizenv.kernel.text import Text
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.tolerance.conditions import (
    All,
    AnyOf,
    Approved,
    Committed,
    Condition,
    Cooperated,
    Corrected,
    CorrectedWithin,
    FirstViolation,
    Harm,
    InStage,
    Measured,
    Minor,
    NoFault,
    NoIllegalGain,
    Not,
    OutsideZone,
    Remedied,
    Stated,
    Unless,
)
from bizenv.tolerance.published.sentences import read_sentence
from bizenv.tolerance.schema_conditions import ConditionModel
from bizenv.tolerance.written import terms_of, written

EVERY: list[Condition] = [
    FirstViolation(window="2 years", match="same-type", scope="jurisdiction", basis="penalised"),
    FirstViolation(window="calendar-year", match="any", scope="anywhere", basis="occurred"),
    Corrected("within-order"),
    CorrectedWithin("5 working days", "order"),
    Harm("minor"),
    Harm("none", ("pollution", "injury")),
    Minor(),
    NoIllegalGain(),
    Cooperated(),
    NoFault("negligence"),
    InStage(("construction", "built-not-in-use")),
    Approved("licence"),
    OutsideZone("eco-sensitive"),
    Remedied("restored"),
    Committed("tolerance-letter"),
    Unless("fraud"),
    Measured("ph", at_least="5", less_than="10"),
    Measured("exceedance", at_most="0.1倍"),
    Stated("educated", Text("已受教育", "it was educated")),
    Stated("educated", Text("已受教育"), holds=False),
    All(Minor(), AnyOf(Cooperated(), Not(Remedied("paid")))),
]


@pytest.mark.parametrize("condition", EVERY, ids=lambda each: type(each).__name__)
def test_a_condition_is_read_back_as_it_was(condition: Condition) -> None:
    context = {"vocabulary": base_vocabulary()}
    model = ConditionModel.model_validate(written(condition), context=context)
    assert model.build(lambda _axis, code: Text(code)) == condition


def test_what_no_rulebook_can_say_is_refused() -> None:
    with pytest.raises(TypeError, match="no rulebook can say this"):
        written(Harm("minor", ("pollution",)))
    with pytest.raises(TypeError, match="no rulebook can say this"):
        written(Condition())


def test_the_terms_of_a_condition_are_told_with_their_axes() -> None:
    terms = {(axis, code) for axis, code, _ in terms_of(All(*EVERY))}
    assert terms == {
        ("harm_kind", "pollution"),
        ("harm_kind", "injury"),
        ("project_stage", "construction"),
        ("project_stage", "built-not-in-use"),
        ("approval_kind", "licence"),
        ("protected_zone", "eco-sensitive"),
        ("remedy", "restored"),
        ("remedy", "paid"),
        ("commitment", "tolerance-letter"),
        ("exclusion", "fraud"),
        ("measured", "ph"),
        ("measured", "exceedance"),
    }


SENTENCES = (
    "未造成环境污染、人员伤亡、财产损失、交通事故、交通拥堵",
    "停止建设或者关闭或者恢复原状或者拆除设备或者清理或者修复",
    "签署承诺书，环评文件已经批准，位于环境敏感区以外，尚未投入生产",
    "持续时间不超过1日，超标倍数在1倍以下，5≤pH≤10，噪声超标在1分贝以内，违法所得不足1元，"
    "货值金额不足1元，占用面积不足1平方米，逾期不超过1日，危险废物不超过1吨",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_term_of_the_importer_is_in_the_vocabulary(sentence: str) -> None:
    read = read_sentence(sentence)
    assert read.how.whole
    vocabulary = base_vocabulary()
    used = [term for each in read.said for term in terms_of(each.condition)]
    assert used
    assert [code for axis, code, _ in used if code not in vocabulary[axis].codes] == []
