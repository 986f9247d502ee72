"""Reasons and duties in one line."""

from __future__ import annotations

from datetime import date

from tolerances import OTHER, item, listing, rules_of

from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import Stated
from bizenv.tolerance.lists import Accompaniment
from bizenv.tolerance.rules import check_violation
from bizenv.tolerance.telling import DONE_FACTS, duties_words, verdict_words
from bizenv.tolerance.values import Violation

NOW = {"ended": date(2024, 3, 1), "discovered": date(2024, 3, 5)}


def test_reasons_and_duties_are_joined():
    f = Stated("f", Text("甲"))
    also = [Accompaniment("educate", OTHER), Accompaniment("register", OTHER)]
    rules = rules_of(listing(item("a", "may-not-punish", f, also=also)))
    verdict = check_violation(Violation(item="a", facts={"f": True}, **NOW), rules)
    assert verdict_words(verdict, "zh") == "行为a（a）：条件全部满足，可以不予处罚"
    assert (
        duties_words(verdict, "en")
        == "educate the party; enter it in the register of first violations"
    )
    failed = check_violation(Violation(item="a", facts={"f": False}, **NOW), rules)
    assert duties_words(failed, "zh") is None
    assert (
        verdict_words(failed, "en")
        == "behaviour a (a): what does not hold: 甲; there is no ground for leniency"
    )


def test_what_was_done_is_said_by_facts_with_names():
    assert set(DONE_FACTS) == {
        "committed-tolerance-letter",
        "educated",
        "registered",
        "recorded",
        "confiscated",
    }
