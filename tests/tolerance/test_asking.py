"""A question's answer, and its working."""

from __future__ import annotations

from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.tolerance.asking import Situation, known, unknown
from bizenv.tolerance.conditions import Harm, Minor, NoIllegalGain, Stated
from bizenv.tolerance.facts import missing_fact
from bizenv.tolerance.values import Violation


def test_an_answer_names_the_facts_that_are_missing():
    assert unknown("harm", missing_fact("f")).missing == ("harm", "f")
    assert known(False, 3) == (Truth.NO, 3, ())


def test_the_working_shows_what_was_read():
    checks = [
        Harm("none").check(Situation(Violation(harm="minor"))),
        NoIllegalGain().check(Situation(Violation(illegal_gain=True))),
        Minor().check(Situation(Violation(minor=False))),
        Minor().check(Situation(Violation())),
    ]
    assert [(c.truth.value, c.read.zh) for c in checks] == [
        ("no", "危害后果轻微"),
        ("no", "是"),
        ("no", "否"),
        ("unknown", "不清楚"),
    ]


def test_a_question_says_which_fields_it_reads_and_which_facts_answer_it():
    stated = Stated("f", Text("某事实"))
    assert (stated.reads, stated.named, list(stated.leaves())) == (
        ("f",),
        (("f", ("某事实",)),),
        [stated],
    )
    assert (Minor().reads, Minor().named, Minor().choices[True]) == (("minor",), (), True)
