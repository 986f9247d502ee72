"""The verdict on a violation shows what may settle it, and what is offered."""

from __future__ import annotations

from datetime import date

from tolerances import item, listing, rules_of

from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import All, Stated
from bizenv.tolerance.rules import check_violation
from bizenv.tolerance.values import Violation

F, G = Stated("f", Text("甲", "f")), Stated("g", Text("乙", "g"))
RULES = rules_of(listing(item("a", "may-not-punish", All(F, G)), item("b", "may-not-punish", F)))
NOW = {"ended": date(2024, 3, 1), "discovered": date(2024, 3, 5)}


def test_all_missing_facts_settle_it_and_fewer_may():
    verdict = check_violation(Violation(item="a", **NOW), RULES)
    assert verdict.missing == ("f", "g")
    assert [(each.facts, each.outcome.value) for each in verdict.settling] == [
        (("f",), "no-ground"),
        (("g",), "no-ground"),
    ]
    assert "Knowing f may be enough for: no ground for leniency" in verdict.explain("en")
    assert verdict.to_dict()["settling"][1] == {"facts": ["g"], "outcome": "no-ground"}


def test_what_it_may_be_is_offered_for_a_person_to_choose():
    verdict = check_violation(Violation(behaviour="行为ab", **NOW), RULES)
    assert verdict.item is None
    assert "可能的事项，请选择：行为a（a）" in verdict.explain("zh")
    assert verdict.to_dict()["offered"] == ["/list@unstated/a"]
    assert verdict.to_dict()["matched_by"] == "open"


def test_its_subject_is_who_what_and_when():
    verdict = check_violation(Violation(enterprise="甲公司", item="a", **NOW), RULES)
    assert verdict.subject.zh == "甲公司，a，2024-03-05"
    assert verdict.to_dict()["fine"] is None


def test_a_ruling_says_what_its_item_gives_and_a_rulebook_without_a_bar_asks_for_none():
    rules = rules_of(listing(item("a", "may-not-punish", F)), bar=False)
    verdict = check_violation(Violation(item="a"), rules)
    assert [ruling.leniency.value for ruling in verdict.rulings] == ["may-not-punish"]
    assert len(verdict.checks) == 1
