"""Conditions on what was done: each yes, no and unknown."""

from __future__ import annotations

import pytest

from bizenv.kernel.text import Text
from bizenv.tolerance.asking import Situation
from bizenv.tolerance.conditions import Cooperated, Harm, Minor, NoFault, NoIllegalGain
from bizenv.tolerance.values import Violation


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        (Minor(), {"minor": True}, "yes"),
        (Minor(), {}, "unknown"),
        (Cooperated(), {"cooperated": False}, "no"),
        (Cooperated(), {}, "unknown"),
        (NoIllegalGain(), {"illegal_gain": False}, "yes"),
        (NoIllegalGain(), {}, "unknown"),
        (Harm("minor"), {"harm": "none"}, "yes"),
        (Harm("minor"), {"harm": "serious"}, "no"),
        (Harm("none"), {"harms": {"pollution": "minor"}}, "no"),
        (Harm("minor"), {"harms": {"pollution": "minor"}}, "unknown"),
        (Harm("none", "pollution"), {"harm": "none"}, "yes"),
        (Harm("none", "pollution"), {"harms": {"pollution": "minor"}}, "no"),
        (Harm("none", ("pollution", "injury")), {"harms": {"pollution": "none"}}, "unknown"),
        (NoFault(), {"fault": "none"}, "yes"),
        (NoFault(), {"fault": "negligence"}, "no"),
        (NoFault("negligence"), {"fault": "negligence"}, "yes"),
        (NoFault("negligence"), {"fault": "intent"}, "no"),
        (NoFault(), {}, "unknown"),
    ],
)
def test_each_answers_by_what_is_known(condition, facts, expected):
    assert condition.answer(Situation(Violation(**facts))).truth.value == expected


def test_harm_of_a_kind_that_is_not_known_is_asked_for_by_its_name():
    harm = Harm("none", ("pollution",), words=Text("环境污染", "pollution"))
    assert harm.answer(Situation(Violation())).missing == ("harm-pollution",)
    assert (harm.text.zh, harm.fact, harm.reads) == (
        "没有造成危害（环境污染）",
        None,
        ("harm", "harms"),
    )
    assert Harm("none", ("x",)).text.en == "no harm was done (x)"
    assert harm.choices[True] is True


def test_the_words_of_each_stand_in_both_languages():
    said = [Minor(), Cooperated(), NoIllegalGain(), Harm("minor"), NoFault(), NoFault("negligence")]
    assert all(each.text.en and each.fact for each in said)
    assert Harm("minor").choices == {"none": True, "minor": True, "serious": False}
