"""Grounds are asked condition by condition; the linter asks the same in bulk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.inspections.grounds import meets, missing_facts, truth_of
from bizenv.inspections.quiet_periods import Condition, Ground
from bizenv.inspections.situations import read_facts, situation_of
from bizenv.inspections.values import Enterprise
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Check
from bizenv.rulebooks.lint_exemptions import matches
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import a_ground, a_quiet_period, a_rulebook, an_inspection
from bizenv.testing.strategies import grounds

VOCABULARY = base_vocabulary()


def combinations() -> st.SearchStrategy[Mapping[str, Any]]:
    """One term on each axis, as the linter combines them."""
    axes = {
        name: st.sampled_from(VOCABULARY[name].codes)
        for name in ("act", "kind", "domain", "trigger", "level", "credit")
    }
    held = st.frozensets(st.sampled_from(VOCABULARY["circumstance"].codes))
    return st.fixed_dictionaries({**axes, "circumstances": held})


@settings(max_examples=200, deadline=None)
@given(grounds(), combinations())
def test_the_linter_and_the_judgement_agree_on_what_a_ground_holds(
    ground: Ground, combination: Mapping[str, Any]
) -> None:
    """One meaning: what enumeration says holds is what a visit with these facts meets."""
    visit = an_inspection(
        act=combination["act"],
        kind=combination["kind"],
        domain=combination["domain"],
        trigger=combination["trigger"],
        deploying_level=combination["level"],
        enterprise=Enterprise("E1", credit=combination["credit"]),
        circumstances={
            code: code in combination["circumstances"] for code in VOCABULARY["circumstance"].codes
        },
    )
    facts = read_facts(situation_of(visit), VOCABULARY)
    met = meets(ground, facts, VOCABULARY).truth
    assert matches(ground, dict(combination), VOCABULARY) is (met is Truth.YES)


def test_a_ground_without_conditions_is_met_by_everything() -> None:
    """The empty conjunction is true."""
    ground = evolve(a_ground(), triggers=None)
    facts = read_facts(situation_of(an_inspection()), VOCABULARY)
    assert Truth.YES is meets(ground, facts, VOCABULARY).truth


def test_missing_facts_are_named_once_in_order_of_asking() -> None:
    """What failed already asks for nothing."""

    def leaf(fact: str, truth: Truth) -> Check:
        return Check(Text(fact), truth, fact=fact)

    unknown, no = Truth.UNKNOWN, Truth.NO
    checks = [
        Check(Text("a"), unknown, parts=(leaf("domain", unknown), leaf("kind", Truth.YES))),
        Check(Text("b"), no, parts=(leaf("zone", unknown), leaf("trigger", no))),
        Check(Text("c"), unknown, parts=(leaf("trigger", unknown), leaf("domain", unknown))),
    ]
    assert ("domain", "trigger") == missing_facts(checks)


@pytest.mark.parametrize(
    ("stated", "wanted", "truth"),
    [
        ("fire-safety", "work-safety", Truth.UNKNOWN),
        ("work-safety", "fire-safety", Truth.UNKNOWN),
        ("fire-safety", "food-safety", Truth.NO),
        ("food-safety", "drug-safety", Truth.NO),
        ("food-safety", "market-order", Truth.NO),
        ("market-supervision", "food-safety", Truth.UNKNOWN),
        ("food-safety", "market-supervision", Truth.YES),
    ],
)
def test_terms_that_overlap_leave_it_open(stated: str, wanted: str, truth: Truth) -> None:
    """What another term may be, or includes, is open; a sister of it is not meant."""
    codes = VOCABULARY["domain"].expand([stated])
    assert truth_of(Condition("domain", frozenset({wanted})), codes, VOCABULARY) is truth


def test_a_version_that_names_a_term_tells_it_from_others() -> None:
    """Where fire stands on the list beside work safety, it is no work safety."""
    fire = a_ground("fire", domains=["fire-safety"], triggers=["complaint"])
    safety = a_ground("safety", domains=["work-safety"])
    stated = {
        name: a_rulebook(a_quiet_period(exemptions=grounds)).check(
            an_inspection(start=date(2024, 3, 15), domain=name, trigger="none")
        )
        for name, grounds in (("fire-safety", (fire, safety)), ("special-equipment", (safety,)))
    }
    assert {name: verdict.outcome for name, verdict in stated.items()} == {
        "fire-safety": "forbidden",
        "special-equipment": "undetermined",
    }
