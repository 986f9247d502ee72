"""How conditions are written: one key each, and what is wrong with others."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bizenv.kernel.text import Text
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.tolerance import conditions as c
from bizenv.tolerance.schema_conditions import ConditionModel

CONTEXT = {"vocabulary": base_vocabulary()}
FIRST = {"window": "2 years", "match": "any", "scope": "agency", "basis": "discovered"}


def build(written):
    def label(axis, code):
        term = base_vocabulary()[axis].get(code)
        return term.text if term else None

    return ConditionModel.model_validate(written, context=CONTEXT).build(label)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (
            {"all": [{"minor": "yes"}, {"not": {"cooperated": "yes"}}]},
            c.All(c.Minor(), c.Not(c.Cooperated())),
        ),
        ({"any": [{"harm": "minor"}]}, c.AnyOf(c.Harm("minor"))),
        ({"first_violation": FIRST}, c.FirstViolation(**FIRST)),
        ({"corrected": "timely"}, c.Corrected("timely")),
        (
            {"corrected_within": {"period": "5个工作日", "from": "order"}},
            c.CorrectedWithin("5 working days", "order"),
        ),
        ({"no_harm_of": ["pollution"]}, c.Harm("none", ("pollution",))),
        ({"illegal_gain": "none"}, c.NoIllegalGain()),
        ({"fault": "negligence"}, c.NoFault("negligence")),
        ({"stage": ["construction"]}, c.InStage("construction")),
        ({"approved": "eia-approval"}, c.Approved("eia-approval")),
        ({"outside_zone": "eco-sensitive"}, c.OutsideZone("eco-sensitive")),
        ({"remedied": "restored"}, c.Remedied("restored")),
        ({"committed": "tolerance-letter"}, c.Committed("tolerance-letter")),
        ({"unless": "fraud"}, c.Unless("fraud")),
        (
            {"measured": {"of": "ph", "at_least": "5", "at_most": "10"}},
            c.Measured("ph", at_least=5, at_most=10),
        ),
        (
            {"stated": {"fact": "f", "zh": "甲", "holds": "no"}},
            c.Stated("f", Text("甲"), holds=False),
        ),
    ],
)
def test_each_key_is_one_condition(written, value):
    assert build(written) == value


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({}, "bad-condition"),
        ({"minor": "yes", "harm": "none"}, "bad-condition"),
        ({"minor": "no"}, "bad-yes-no"),
        ({"illegal_gain": "some"}, "unknown-word"),
        ({"harm": "some"}, "enum"),
        ({"first_violation": {**FIRST, "window": "5 working days"}}, "bad-period"),
        ({"corrected_within": {"period": "soon", "from": "order"}}, "bad-period"),
        ({"corrected_within": {"period": "2 working hours", "from": "order"}}, "bad-period"),
        ({"measured": {"of": "ph"}}, "bad-bounds"),
        ({"measured": {"of": "ph", "at_most": "1 t", "at_least": "1 倍"}}, "bad-bounds"),
        ({"measured": {"of": "ph", "at_most": "seven"}}, "bad-number"),
        ({"remedied": "prayed"}, "unknown-term"),
    ],
)
def test_what_is_no_condition_is_told_by_its_code(written, code):
    with pytest.raises(ValidationError) as told:
        build(written)
    assert told.value.errors()[0]["type"] == code


def test_terms_bring_their_words():
    assert (
        build({"no_harm_of": ["pollution", "injury"]}).text.zh
        == "没有造成危害（环境污染、人身伤害）"
    )
    assert build({"stage": ["construction"]}).text.en == "at the stage: construction"
