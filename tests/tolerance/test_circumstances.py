"""Named facts, stages and measured values."""

from __future__ import annotations

import pytest

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text
from bizenv.tolerance.asking import Situation
from bizenv.tolerance.conditions import (
    Approved,
    Committed,
    InStage,
    Measured,
    OutsideZone,
    Remedied,
    Stated,
    Unless,
)
from bizenv.tolerance.values import Violation

NAMED = [
    (Approved("eia"), "approval-eia", True),
    (OutsideZone("eco"), "zone-eco", False),
    (Remedied("restored"), "remedied-restored", True),
    (Committed("letter"), "committed-letter", True),
    (Unless("fraud"), "excluded-fraud", False),
    (Stated("f", Text("某事实")), "f", True),
    (Stated("f", Text("某事实"), holds=False), "f", False),
]


@pytest.mark.parametrize(("condition", "name", "holds"), NAMED)
def test_a_named_fact_is_asked_by_its_name_and_answered_by_it(condition, name, holds):
    def answer(facts):
        return condition.answer(Situation(Violation(facts=facts)))

    assert answer({}).missing == (name,)
    assert [answer({name: value}).truth.value for value in (holds, not holds)] == ["yes", "no"]
    assert condition.choices[holds] is True
    assert condition.reads == (name,)
    assert condition.named[0][0] == name


def test_the_words_of_a_term_are_shown_where_they_are_known():
    assert OutsideZone("eco", words=Text("环境敏感区", "an eco zone")).text.zh == "不在环境敏感区内"
    assert Unless("fraud").answer(Situation(Violation())).missing[0].text.zh == "是否属于fraud"
    assert Approved("eia").text.en == "has eia"


def test_a_stage_is_one_of_those_named():
    built = InStage("construction")
    assert built.answer(Situation(Violation(stage="construction"))).truth.value == "yes"
    assert built.answer(Situation(Violation(stage="in-use"))).truth.value == "no"
    assert built.answer(Situation(Violation())).missing == ("stage",)
    assert (built.text.zh, built.reads) == ("处于construction阶段", ("stage",))
    assert InStage(["a", "b"], words=Text("甲、乙")).text.zh == "处于甲、乙阶段"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("5", "yes"), ("4.99", "no"), ("10", "yes"), ("10.01", "no"), ("7 t", "unknown")],
)
def test_both_ends_of_a_bound_belong_to_it(value, expected):
    """5 ≤ pH ≤ 10; a unit that cannot be compared leaves it unknown."""
    ph = Measured("ph", at_least=5, at_most="10")
    assert ph.answer(Situation(Violation(quantities={"ph": value}))).truth.value == expected


def test_open_ends_do_not_belong_to_it():
    capacity = Measured(
        "capacity", more_than="4 t/h", less_than="10 t/h", words=Text("容量", "capacity")
    )
    answers = [
        capacity.answer(Situation(Violation(quantities={"capacity": f"{n} t/h"}))).truth.value
        for n in (4, 5, 10)
    ]
    assert answers == ["no", "yes", "no"]
    assert capacity.text.zh == "容量高于 4吨/小时且低于 10吨/小时"
    assert capacity.answer(Situation(Violation())).missing == ("capacity",)
    assert (capacity.reads, capacity.fact) == (("capacity",), None)


def test_a_measured_value_needs_bounds_of_one_kind():
    with pytest.raises(UsageError, match="at least one bound"):
        Measured("x")
    with pytest.raises(UsageError, match="all of one kind"):
        Measured("x", at_least="1 t", at_most="1 倍")
