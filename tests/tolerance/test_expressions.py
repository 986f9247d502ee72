"""What is left of a question once the known facts are filled in."""

from __future__ import annotations

from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.tolerance.asking import Situation
from bizenv.tolerance.conditions import All, AnyOf, FirstViolation, Harm, Not, Stated
from bizenv.tolerance.expressions import (
    Every,
    Opposite,
    Some,
    Unknown,
    every,
    given,
    opposite,
    residue_of,
    some,
    unknowns,
)
from bizenv.tolerance.values import Violation

A, B = Unknown("a"), Unknown("b")
F, G = Stated("f", Text("甲")), Stated("g", Text("乙"))


def test_joins_are_said_as_shortly_as_they_can_be():
    assert every([A, Truth.YES]) is A
    assert every([A, Truth.NO]) is Truth.NO
    assert every([A, every([A, B])]) == Every((A, B))
    assert every([]) is Truth.YES
    assert some([A, Truth.NO]) is A
    assert some([A, Truth.YES]) is Truth.YES
    assert some([some([A, B]), B]) == Some((A, B))
    assert some([A, A]) is A
    assert some([]) is Truth.NO


def test_twice_denied_is_said_once():
    assert opposite(opposite(A)) is A
    assert opposite(Truth.YES) is Truth.NO


def test_a_value_is_filled_in_everywhere():
    whole = some([every([A, B]), opposite(A)])
    assert given(whole, "a", True) is B
    assert given(whole, "a", False) is Truth.YES
    assert given(whole, "c", True) == whole
    assert given(Truth.NO, "a", True) is Truth.NO
    assert [unknown.key for unknown in unknowns(whole)] == ["a", "b", "a"]


def test_the_residue_of_a_condition_keeps_what_is_open():
    condition = All(F, AnyOf(G, Not(Harm("none"))))
    left = residue_of(condition, Situation(Violation(facts={"f": True})))
    assert isinstance(left, Some)
    assert [unknown.key for unknown in unknowns(left)] == ["g", "harm"]
    assert isinstance(left.parts[1], Opposite)
    assert residue_of(condition, Situation(Violation(facts={"f": False}))) is Truth.NO


def test_a_question_that_hangs_on_the_item_is_another_for_another_item():
    kind = {"scope": "anywhere", "basis": "occurred"}
    first = FirstViolation(window="unbounded", match="same-item", **kind)
    ever = FirstViolation(window="unbounded", match="any", **kind)
    keys = {
        unknown.key
        for each in (first, ever)
        for name in "ab"
        for unknown in unknowns(residue_of(each, Situation(Violation(), name)))
    }
    assert keys == {(first, "a"), (first, "b"), (ever, None)}
