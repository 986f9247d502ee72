"""All, any and not, after Kleene; words and working of the whole."""

from __future__ import annotations

import pytest

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import All, AnyOf, Joined, Minor, Not, Situation, Stated
from bizenv.tolerance.values import Violation

F, G = Stated("f", Text("甲", "f")), Stated("g", Text("乙", "g"))


def asked(condition, **facts):
    return condition.answer(Situation(Violation(facts=facts)))


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        (All(F, G), {"f": True}, "unknown"),
        (All(F, G), {"f": False}, "no"),
        (All(F, G), {"f": True, "g": True}, "yes"),
        (AnyOf(F, G), {"f": True}, "yes"),
        (AnyOf(F, G), {"f": False}, "unknown"),
        (AnyOf(F, G), {"f": False, "g": False}, "no"),
        (Not(F), {"f": True}, "no"),
        (Not(F), {}, "unknown"),
        (Not(AnyOf(F, G)), {"f": False, "g": False}, "yes"),
    ],
)
def test_unknown_stays_unknown_until_it_does_not_matter(condition, facts, expected):
    assert asked(condition, **facts).truth.value == expected
    assert condition.check(Situation(Violation(facts=facts))).truth.value == expected


def test_what_is_missing_is_each_fact_once():
    assert asked(All(F, AnyOf(G, F))).missing == ("f", "g")
    assert asked(Not(F)).missing == ("f",)


def test_the_words_of_the_whole():
    both = All(F, AnyOf(G, Not(F)))
    assert both.text.zh == "甲，且(乙，或者并非：甲)"
    assert both.text.en == "f, and (g, or not: f)"
    assert repr(All(Minor())) == "All(Minor())"


def test_equal_conditions_are_one():
    assert All(F, G) == All(F, G)
    assert hash(AnyOf(F)) == hash(AnyOf(F))
    assert AnyOf(F) != All(F)
    assert list(Not(All(F, G)).leaves()) == [F, G]


def test_a_join_needs_conditions():
    for parts in ((), ("f",)):
        with pytest.raises(UsageError, match="at least one condition"):
            All(*parts)
    assert issubclass(AnyOf, Joined)
