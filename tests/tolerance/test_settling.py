"""Which facts settle it: exactly those that matter, and what fewer may."""

from __future__ import annotations

from bizenv.kernel.text import Text
from bizenv.tolerance import settling
from bizenv.tolerance.expressions import Unknown, every, opposite, some
from bizenv.tolerance.facts import missing_fact
from bizenv.tolerance.outcomes import ViolationOutcome as Outcome
from bizenv.tolerance.settling import diagram_of

SHALL, MAY = Outcome.SHALL_NOT_PUNISH, Outcome.MAY_NOT_PUNISH
ITEM = (missing_fact("item"),)


def a(name, **options):
    return Unknown(name, facts=(missing_fact(name, Text(name)),), **options)


def told(diagram):
    return {(each.facts, each.outcome) for each in diagram.settlings()}


def test_one_fact_settles_and_each_value_leads_somewhere():
    diagram = diagram_of(((MAY, a("f")),), {}, ITEM)
    assert (diagram.settled, diagram.missing) == (None, ("f",))
    assert told(diagram) == {(("f",), MAY), (("f",), Outcome.NO_GROUND)}


def test_a_fact_that_changes_nothing_is_not_missing():
    f, g = a("f"), a("g")
    assert diagram_of(((MAY, some([f, every([f, g])])),), {}, ITEM).missing == ("f",)
    assert diagram_of(((MAY, some([f, opposite(f)])),), {}, ITEM).settled is MAY
    same = diagram_of(((MAY, f), (MAY, opposite(f))), {}, ITEM)
    assert (same.settled, same.missing) == (MAY, ())


def test_of_two_facts_one_may_be_enough():
    diagram = diagram_of(((MAY, every([a("f"), a("g")])),), {}, ITEM)
    assert diagram.missing == ("f", "g")
    assert told(diagram) == {(("f",), Outcome.NO_GROUND), (("g",), Outcome.NO_GROUND)}


def test_facts_with_more_than_two_values_are_told_apart():
    """No harm gives one thing, minor harm another: the level settles it at once."""
    none = a("harm", holds=(("none", True), ("minor", False)))
    minor = a("harm", holds=(("none", True), ("minor", True)))
    diagram = diagram_of(((SHALL, none), (MAY, minor)), {}, ITEM)
    assert told(diagram) == {(("harm",), SHALL), (("harm",), MAY)}


def test_which_item_it_is_is_asked_first_and_only_if_it_matters():
    items = {0: (), 1: ((MAY, a("f")),)}
    diagram = diagram_of((), items, ITEM)
    assert diagram.missing == ("item", "f")
    alike = {0: ((MAY, a("f")),), 1: ((MAY, a("f")),)}
    assert diagram_of((), alike, ITEM).missing == ("f",)


def test_a_question_with_very_many_facts_is_not_unfolded(monkeypatch):
    monkeypatch.setattr(settling, "_MOST_STATES", 2)
    diagram = diagram_of(((MAY, every([a("f"), a("g"), a("h")])),), {}, ITEM)
    assert (diagram.settled, diagram.missing) == (None, ("f", "g", "h"))
    assert told(diagram) == set()
    monkeypatch.setattr(settling, "_MOST_OPEN", 2)
    assert diagram_of(((MAY, every([a("f"), a("g"), a("h")])),), {}, ITEM).root is None
