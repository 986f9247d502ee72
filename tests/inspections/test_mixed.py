"""Visits of several matters."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bizenv.inspections.mixed import narrowest, parts_of
from bizenv.inspections.quiet_periods import Condition
from bizenv.inspections.situations import Facts
from bizenv.inspections.values import InspectionVerdict
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import a_ground, a_quiet_period, a_quiet_version, a_rulebook, an_inspection

VOCABULARY = base_vocabulary()
SAFETY = a_ground("safety", domains=["work-safety"])
COMPLAINT = a_ground("complaint", triggers=["complaint"])


def judged(
    *exemptions: Any, version: dict[str, Any] | None = None, **facts: Any
) -> InspectionVerdict:
    """The verdict on a quiet day."""
    period = a_quiet_period(a_quiet_version(exemptions=exemptions, **(version or {})))
    given = {"kind": "special", "trigger": "double-random", **facts}
    return a_rulebook(period).check(an_inspection(start=date(2024, 3, 15), **given))


@pytest.mark.parametrize(
    ("domain", "trigger", "expected"),
    [
        ("work-safety", "double-random", "exempt"),
        ("tax", "double-random", "forbidden"),
        (["tax", "work-safety"], "double-random", "needs-review"),
        (["tax", "work-safety"], "complaint", "exempt"),
        ("tax", ["complaint", "double-random"], "exempt"),
        (["tax", "labour"], ["complaint", "double-random"], "exempt"),
        ("work-safety", ["complaint", "double-random"], "exempt"),
        (["tax", "labour"], ["double-random", "quality-sampling"], "forbidden"),
        (["tax", "work-safety"], None, "undetermined"),
    ],
)
def test_every_part_needs_an_exemption(domain: Any, trigger: Any, expected: str) -> None:
    """Each field is a part; an occasion that is exempt makes the whole visit so."""
    assert expected == judged(SAFETY, COMPLAINT, domain=domain, trigger=trigger).outcome


def test_a_conjunction_covers_the_fields_that_meet_all_of_it() -> None:
    """A complaint beside a draw, on safety and tax: safety is covered, tax is not."""
    both = a_ground("both", domains=["work-safety"], triggers=["complaint"])
    verdict = judged(both, domain=["work-safety", "tax"], trigger=["complaint", "double-random"])
    assert "needs-review" == verdict.outcome
    assert (
        "检查日在企业安静期（每月 1–22 日）内，例外情形只及于安全生产，不及于税务，须由人审核。"
    ) == verdict.findings[0].message("zh")


@pytest.mark.parametrize("other", ["double-random", "special-campaign", "emergency", "other"])
def test_another_occasion_takes_no_exemption_away(other: str) -> None:
    """投诉举报、突发事件: the list names any of its triggers, and one of them is there."""
    assert "exempt" == judged(COMPLAINT, trigger=["complaint", other]).outcome
    assert "exempt" == judged(COMPLAINT, domain="tax", trigger=["complaint", other]).outcome


def test_the_finding_names_what_is_covered_and_what_is_not() -> None:
    """It cites the exemption, and tells alike visits by their own words."""
    tax = judged(SAFETY, domain=["work-safety", "tax"]).findings[0]
    assert (
        "The visit lies in the enterprise quiet period (days 1–22 of every month), and the "
        "exemption covers work safety only; tax is not covered: a person must review it."
    ) == tax.message("en")
    assert SAFETY.citation == tax.citation
    labour = judged(SAFETY, domain=["work-safety", "labour"]).findings[0]
    assert "labour is not covered" in labour.message("en")


def test_what_is_no_inspection_is_so_in_all_its_parts() -> None:
    """Parts that are no inspection need no exemption."""
    version = {"not_inspections": [a_ground("licence", triggers=["licensing-review"])]}
    found = {
        triggers: judged(COMPLAINT, version=version, trigger=list(triggers)).outcome
        for triggers in (
            ("licensing-review",),
            ("licensing-review", "complaint"),
            ("licensing-review", "double-random"),
        )
    }
    assert ["not-an-inspection", "exempt", "forbidden"] == list(found.values())


def test_an_occasion_of_no_inspection_exempts_nothing() -> None:
    """What is no inspection is not asked whether it is exempt; the draw beside it is none."""
    version = {"not_inspections": [a_ground("licence", triggers=["licensing-review"])]}
    licence = a_ground("also", triggers=["licensing-review"])
    several = ["licensing-review", "double-random", "quality-sampling"]
    assert "forbidden" == judged(licence, version=version, trigger=several).outcome
    mixed = judged(licence, SAFETY, version=version, trigger=several, domain=["tax", "work-safety"])
    assert ("partly-covered",) == mixed.codes
    assert "只及于安全生产，不及于税务" in mixed.findings[0].message("zh")


def test_a_part_is_told_with_its_occasions_where_they_differ() -> None:
    """Of the tax books only the draw is an inspection; of safety the licence is one too."""
    out = a_ground("licence", domains=["tax"], triggers=["licensing-review"])
    verdict = judged(
        SAFETY,
        version={"not_inspections": [out]},
        domain=["tax", "work-safety"],
        trigger=["licensing-review", "double-random"],
    )
    said = verdict.findings[0].message("zh")
    assert "只及于安全生产，不及于税务（双随机抽查）" in said
    assert "tax (double-random draw) is not covered" in verdict.findings[0].message("en")


def test_an_open_part_is_told_by_the_fact_it_hangs_on() -> None:
    """A field that is broader than the one that is exempt leaves its part open."""
    source = a_ground("source", domains=["key-pollution-source", "food-safety"])
    verdict = judged(source, domain=["eco-environment", "food-safety"])
    assert ("undetermined", ("domain",)) == (verdict.outcome, verdict.missing)


def test_a_wider_term_is_no_part_of_its_own() -> None:
    """Who writes food safety beside food and drug safety names one field."""
    assert ("food-safety",) == narrowest(["food-safety", "food-drug-safety"], VOCABULARY["domain"])
    facts = Facts(domain=VOCABULARY["domain"].expand(["food-safety"]))
    asked = [Condition("domain", frozenset({"food-safety"}))]
    assert (facts,) == parts_of(facts, asked, VOCABULARY)
