"""The closed lists of words: their order, and what is never merged."""

from __future__ import annotations

from bizenv.tolerance.words import Fault, HarmLevel, Leniency


def test_shall_comes_before_may_and_no_penalty_before_a_lesser_one():
    assert [each.value for each in sorted(Leniency, key=lambda each: each.rank)][:3] == [
        "shall-not-punish",
        "may-not-punish",
        "shall-mitigate",
    ]


def test_sparing_and_lightening_are_told_apart():
    assert {each for each in Leniency if each.spares} == {
        Leniency.SHALL_NOT_PUNISH,
        Leniency.MAY_NOT_PUNISH,
    }
    assert Leniency.SHALL_LIGHTEN_OR_MITIGATE.lightens
    assert not Leniency.SHALL_MITIGATE.lightens


def test_harm_is_ordered_and_every_word_has_both_languages():
    assert [each.rank for each in HarmLevel] == [0, 1, 2]
    assert all(each.text.en for each in (*HarmLevel, *Fault, *Leniency))
