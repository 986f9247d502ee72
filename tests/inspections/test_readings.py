"""Facts that the rules cannot tell apart are judged once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bizenv.inspections import readings
from bizenv.inspections.quiet_periods import Condition
from bizenv.inspections.readings import Reader, Readings
from bizenv.inspections.situations import read_facts, situation_of
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Axis, Term, Vocabulary
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import an_inspection

VOCABULARY = base_vocabulary()
ASKED = (
    Condition("domain", frozenset({"work-safety", "key-pollution-source"})),
    Condition("trigger", frozenset({"complaint"})),
    Condition("serious"),
    Condition("approved"),
)


def likes(reader: Reader, **facts: Any) -> Readings:
    """The likes of an inspection with these facts."""
    return reader.likes(situation_of(an_inspection(**facts)))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"domain": "tax"}, {"domain": ["labour", "transport"]}, True),
        ({"domain": "tax"}, {"domain": "work-safety"}, False),
        ({"domain": "tax"}, {"domain": None}, False),
        ({"domain": "tax"}, {"domain": "eco-environment"}, False),
        ({"domain": "work-safety"}, {"domain": "eco-environment"}, False),
        ({"approved": True}, {"approved": False}, False),
        ({"approved": False}, {"approved": None}, False),
        ({"approved": date(9999, 1, 1)}, {"approved": False}, False),
        ({"approved": date(2000, 1, 1)}, {"approved": True}, True),
        ({"circumstances": {"serious": True}}, {"circumstances": {"serious": False}}, False),
        ({"circumstances": {"major": True}}, {"circumstances": {}}, True),
        ({"deploying_level": "city"}, {"deploying_level": None}, True),
        ({"kind": "routine"}, {"kind": "case"}, False),
        ({"kind": "special"}, {"kind": "case"}, True),
    ],
)
def test_values_are_alike_where_no_condition_tells_them_apart(
    one: dict[str, Any], other: dict[str, Any], alike: bool
) -> None:
    """What is settled counts as well: a routine inspection settles the trigger."""
    reader = Reader(ASKED, VOCABULARY)
    assert alike is (likes(reader, **one) == likes(reader, **other))


def test_what_is_not_asked_is_read_and_left_out() -> None:
    """The kind stays, because it may settle the trigger that is asked."""
    reader = Reader(ASKED, VOCABULARY)
    assert {"domain", "trigger", "serious", "approved", "kind"} == reader.asks
    visit = an_inspection(domain="tax", deploying_level="city", circumstances={"major": True})
    facts = reader.facts(reader.read(situation_of(visit)))
    assert {"domain", "trigger", "kind"} == set(facts)
    whole = read_facts(situation_of(visit), VOCABULARY)
    assert dict(facts) == {name: whole[name] for name in facts}


def test_a_stated_fact_keeps_another_from_settling_it() -> None:
    """The trigger settles a kind that settles the domain, unless another kind is stated."""
    axes = {name: Axis(name, Text(name), ()) for name in ("domain", "circumstance")}
    triggers = (Term("a", Text("a"), settles={"kind": "b"}),)
    kinds = (Term("b", Text("b"), settles={"domain": "none"}), Term("c", Text("c")))
    axes["trigger"] = Axis("trigger", Text("t"), triggers)
    axes["kind"] = Axis("kind", Text("k"), kinds)
    reader = Reader([Condition("domain", frozenset({"none"}))], Vocabulary(tuple(axes.values())))

    def likes(kind: str | None) -> Readings:
        # act, kind, domain, trigger, and what this vocabulary knows nothing of
        return reader.likes((None, kind, None, frozenset({"a"}), *[None] * 5, ()))

    assert {"domain", "trigger", "kind"} == reader.asks
    assert likes(None) != likes("c")
    assert frozenset({"none"}) == reader.facts(likes(None))["domain"]
    assert None is reader.facts(likes("c"))["domain"]


def test_what_is_kept_of_each_field_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values pass by, and the answers stay right."""
    monkeypatch.setattr(readings, "_MOST", 2)
    two = [Condition("domain", frozenset({code})) for code in ("tax", "labour")]
    reader = Reader(two, VOCABULARY)
    for _ in range(2):
        for code in VOCABULARY["domain"].codes:
            situation = situation_of(an_inspection(domain=code))
            facts = reader.facts(reader.likes(situation))
            assert (code in ("tax", "labour")) is bool(facts["domain"] & {"tax", "labour"})
    assert all(kept.kept <= 2 for kept in reader._values)
    assert all(len(firsts) <= 2 for firsts in reader._firsts.values())
