"""The situation of a visit: read once, refused where a word is not known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from bizenv.inspections.situations import (
    AXIS_OF,
    LATE,
    SITUATION,
    Facts,
    read_facts,
    settle,
    situation_of,
    unknown_term,
)
from bizenv.inspections.values import Agency, Enterprise, Inspection
from bizenv.kernel.errors import RecordError
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Axis, Term, Vocabulary
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing.strategies import inspections

VOCABULARY = base_vocabulary()


def test_a_situation_holds_each_fact_under_its_name() -> None:
    """One list says which facts there are and in which order."""
    visit = Inspection(
        start=date(2024, 3, 15),
        enterprise=Enterprise("E1", classes="sole-trader", zones="none"),
        agency=Agency("区税务局", "county"),
        domain="tax",
        approved=date(2024, 3, 1),
        circumstances={"serious": True},
    )
    assert {
        "act": "inspection",
        "kind": None,
        "domain": frozenset({"tax"}),
        "trigger": None,
        "deploying_level": None,
        "enterprise_class": frozenset({"sole-trader"}),
        "zone": frozenset({"none"}),
        "credit": None,
        "agency_level": "county",
        "approved": True,
        "circumstances": (("serious", True),),
    } == dict(zip(SITUATION, situation_of(visit), strict=True))


@pytest.mark.parametrize(
    ("approved", "standing"),
    [
        (None, None),
        (False, False),
        (True, True),
        (date(2024, 3, 14), True),
        (date(2024, 3, 15), True),
        (date(2024, 3, 16), LATE),
    ],
)
def test_an_approval_is_given_by_the_day_of_the_start(
    approved: date | bool | None, standing: bool | str | None
) -> None:
    """A day later it is late; without a day the word of the record is taken."""
    visit = Inspection(start=date(2024, 3, 15), end=date(2024, 3, 18), approved=approved)
    assert standing == dict(zip(SITUATION, situation_of(visit), strict=True))["approved"]


def test_facts_are_codes_with_every_broader_one() -> None:
    """Words in Chinese, an approval by its day, what is not known left out."""
    visit = Inspection(
        start=date(2024, 3, 15),
        domain="食品安全",
        trigger="无",
        approved=date(2024, 3, 1),
        circumstances={"serious": False},
    )
    facts = read_facts(situation_of(visit), VOCABULARY)
    assert {
        "act": frozenset({"inspection"}),
        "domain": frozenset({"food-safety", "food-drug-safety"}),
        "trigger": frozenset({"none"}),
        "approved": True,
        "serious": False,
    } == facts
    assert facts["zone"] is None


def test_what_a_term_settles_never_overrules_what_is_stated() -> None:
    """A routine inspection has no complaint behind it, unless it says so."""
    assert Facts(kind=frozenset({"routine"}), trigger=frozenset({"none"})) == settle(
        Facts(kind=frozenset({"routine"})), VOCABULARY
    )
    stated = Facts(kind=frozenset({"routine"}), trigger=frozenset({"media-exposure"}))
    assert Facts(stated) == settle(stated, VOCABULARY)


@pytest.mark.parametrize(
    ("visit", "message"),
    [
        (
            {"kind": "routin", "circumstances": {"colour": True, "serious": True}},
            "kind: got 'routin', expected a known kind of inspection [unknown-term] "
            "Hint: did you mean 'routine'?\n"
            "circumstances: got 'colour', expected a known circumstance [unknown-term]",
        ),
        (
            {"domain": ["taxx", "labor"]},
            "domain: got 'labor', expected a known domain [unknown-term] "
            "Hint: did you mean 'labour'?\n"
            "domain: got 'taxx', expected a known domain [unknown-term] "
            "Hint: did you mean 'tax'?",
        ),
    ],
)
def test_every_word_that_is_not_known_is_told(visit: dict[str, object], message: str) -> None:
    """All of them at once, in the order of the fields."""
    with pytest.raises(RecordError) as caught:
        read_facts(situation_of(Inspection(start=date(2024, 3, 15), **visit)), VOCABULARY)
    assert message == str(caught.value)


def test_an_unknown_word_is_told_in_one_language_at_a_time() -> None:
    """Wholly Chinese or wholly English, with or without a hint."""
    problem = unknown_term(Axis("zone", Text("园区", "zone"), ()), "zone", "'x'")
    assert "zone: got 'x', expected a known zone [unknown-term]" == str(problem)
    assert problem.say("zh").endswith("读到 'x'，应为已知的园区 [unknown-term]")


def test_a_term_may_settle_a_fact_through_another() -> None:
    """A trigger that settles the kind, and a kind that settles the domain."""
    axes = {name: Axis(name, Text(name), ()) for name in (*AXIS_OF.values(), "circumstance")}
    axes["trigger"] = Axis("trigger", Text("t"), (Term("a", Text("a"), settles={"kind": "b"}),))
    axes["kind"] = Axis("kind", Text("k"), (Term("b", Text("b"), settles={"domain": "none"}),))
    facts = settle(Facts(trigger=frozenset({"a"})), Vocabulary(tuple(axes.values())))
    assert frozenset({"none"}) == facts["domain"]


@given(inspections())
def test_every_visit_that_is_drawn_can_be_read(visit: Inspection) -> None:
    """Whatever it states is a fact, and nothing that is not known is."""
    facts = read_facts(situation_of(visit), VOCABULARY)
    assert all(value is not None for value in facts.values())
    assert (visit.domain is None) is ("domain" not in facts)
