"""Conditions joined on one level, alternatives, and questions that only an officer answers."""

from __future__ import annotations

from condition_words import noted

from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.tolerance.conditions import All, Cooperated, Minor, NoIllegalGain, Situation
from bizenv.tolerance.published import notes
from bizenv.tolerance.published.phrases import said
from bizenv.tolerance.published.typed import (
    all_needed,
    code_of,
    one_enough,
    one_of,
    open_question,
)
from bizenv.tolerance.values import Violation


def test_conditions_that_are_all_needed_stand_on_one_level_once() -> None:
    joined = all_needed([Minor(), All(Cooperated(), Minor())])
    assert noted(joined) == "all(minor | cooperated)"
    assert all_needed([Minor(), Minor()]) == Minor()


def test_one_alternative_is_itself() -> None:
    assert one_enough([Minor(), Minor()]) == Minor()
    assert noted(one_enough([Minor(), Cooperated()])) == "any(minor | cooperated)"


def test_alternatives_keep_what_was_assumed_and_their_sort() -> None:
    same = one_of([(said("gain", Minor(), notes.WINDOW),), (said("gain", Cooperated()),)])
    assert (same.sort, same.notes) == ("gain", (notes.WINDOW,))
    other = one_of([(said("a", Minor()), said("b", Cooperated())), (said("c", NoIllegalGain()),)])
    assert (other.sort, noted(other.condition)) == (
        "any",
        "any(all(minor | cooperated) | noillegalgain)",
    )


def test_a_question_stays_open_until_somebody_answers_it() -> None:
    question = open_question("资料完备")
    name = code_of("sentence", "资料完备")
    assert question.words == Text("资料完备")
    assert question.answer(Situation(Violation())).truth is Truth.UNKNOWN
    answered = Situation(Violation(facts={name: True}))
    assert question.answer(answered).truth is Truth.YES
