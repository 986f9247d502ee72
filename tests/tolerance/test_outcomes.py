"""Outcomes: one for each kind of leniency, and three more."""

from __future__ import annotations

from bizenv import ViolationOutcome
from bizenv.tolerance.words import Leniency


def test_every_leniency_of_a_penalty_has_an_outcome_of_its_own():
    given = {each: ViolationOutcome.of(each) for each in Leniency}
    assert given.pop(Leniency.NO_COMPULSORY_MEASURE) is None
    assert {each.value for each in given} == {outcome.value for outcome in given.values()}
    others = set(ViolationOutcome) - set(given.values())
    assert {each.value for each in others} == {"time-barred", "no-ground", "undetermined"}


def test_what_spares_the_party():
    spared = [outcome.value for outcome in ViolationOutcome if outcome.spares]
    assert spared == ["time-barred", "shall-not-punish", "may-not-punish"]
