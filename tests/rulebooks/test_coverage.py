"""What cases prove of a rulebook: each version for itself, and no more than they show."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.inspections.quiet_periods import Approval, QuietVersion, Scope
from bizenv.inspections.values import Inspection
from bizenv.kernel.legal import Validity
from bizenv.rulebooks.coverage import Coverage, coverage_of
from bizenv.rulebooks.reader import read_rulebook
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import a_citation, a_ground, a_quiet_period, a_quiet_version, a_rulebook
from bizenv.testing.strategies import inspections, rulebooks

VOCABULARY = base_vocabulary()


def book_of(**versions: QuietVersion) -> Rulebook:
    """A rulebook with one version for each quiet period."""
    periods = [a_quiet_period(version, id=id) for id, version in versions.items()]
    return a_rulebook(*(evolve(period, rulebook="example") for period in periods))


def covered(book: Rulebook, *visits: Inspection) -> dict[str, Coverage]:
    return {each.what: each for each in coverage_of(book, visits)}


def visit(day: str, **facts: Any) -> Inspection:
    return Inspection(start=date.fromisoformat(day), **facts)


UNDATED = evolve(a_citation(), source=evolve(a_citation().source, issued=None))
BARE = a_quiet_version(exemptions=())
MARCH = date(2024, 3, 1)


def outcomes(version: QuietVersion) -> set[str]:
    reachable = covered(book_of(quiet=version))["outcome"].reachable
    return {name.split()[1] for name in reachable}


def test_each_quiet_period_counts_what_it_says_itself() -> None:
    """The stricter rule decides the verdict; of the other one nothing is shown but its own."""
    strict = a_quiet_version(exemptions=())
    lenient = a_quiet_version(exemptions=(a_ground(),))
    book = book_of(strict=strict, lenient=lenient)
    seen = visit("2024-03-15", trigger="complaint")
    assert book.check(seen).outcome.value == "forbidden"
    (strict_name,) = [name for name in covered(book)["version"].reachable if "strict" in name]
    (lenient_name,) = [name for name in covered(book)["version"].reachable if "lenient" in name]
    assert covered(book, seen)["outcome"].reached == {
        f"{strict_name} forbidden",
        f"{lenient_name} exempt",
    }


def test_an_exemption_of_the_same_id_in_another_quiet_period_is_not_proved_by_it() -> None:
    by_domain = a_quiet_version(exemptions=(a_ground("g", domains=["work-safety"]),))
    by_trigger = a_quiet_version(exemptions=(a_ground("g", triggers=["complaint"]),))
    book = book_of(first=by_domain, second=by_trigger)
    seen = visit("2024-03-15", trigger="complaint", domain="tax")
    (reached,) = covered(book, seen)["exemption"].reached
    assert reached.startswith("second@")
    assert [name.split("@")[0] for name in covered(book, seen)["exemption"].missed] == ["first"]


@pytest.mark.parametrize(("day", "reached"), [("2024-03-22", 1), ("2024-03-23", 0)])
def test_an_exemption_counts_only_on_a_day_that_may_be_quiet(day: str, reached: int) -> None:
    book = book_of(quiet=a_quiet_version(exemptions=(a_ground(),)))
    seen = visit(day, trigger="complaint")
    assert len(covered(book, seen)["exemption"].reached) == reached


def test_a_version_that_is_not_in_force_is_not_reached() -> None:
    version = a_quiet_version(validity=Validity(MARCH, MARCH))
    none = covered(book_of(quiet=version), visit("2024-02-15", trigger="complaint"))
    assert [each.reached for each in none.values()] == [frozenset()] * 3


def test_a_rule_that_is_inherited_counts_where_it_stands() -> None:
    book = a_rulebook(evolve(a_quiet_period(BARE), rulebook="another"))
    assert [str(each) for each in coverage_of(book, [visit("2024-03-15")])] == [
        "version 0/0",
        "exemption 0/0",
        "outcome 0/0",
    ]


ALWAYS = {"allowed", "forbidden", "not-an-inspection"}


def test_a_bare_rule_allows_forbids_or_does_not_apply() -> None:
    assert outcomes(BARE) == ALWAYS


def test_a_rule_for_every_act_always_applies() -> None:
    every = frozenset(VOCABULARY["act"].codes)
    assert outcomes(evolve(BARE, acts=every)) == {"allowed", "forbidden"}


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({"scope": Scope(classes={"small-micro"})}, {"undetermined"}),
        ({"kinds": {"routine"}}, {"undetermined"}),
        ({"approval": Approval(a_citation())}, {"undetermined"}),
        ({"validity": Validity(MARCH, date(2024, 3, 31))}, {"undetermined"}),
        ({"not_inspections": (a_ground(),)}, {"undetermined"}),
        ({"exemptions": (a_ground(),)}, {"undetermined", "exempt"}),
        ({"exemptions": (a_ground(catch_all=True),)}, {"undetermined", "needs-review"}),
        ({"exemptions_unseen": True}, {"undetermined", "needs-review"}),
        ({"validity": Validity(date(2060, 1, 1), date(2060, 1, 1))}, set()),
        ({"validity": Validity(until=date(1999, 12, 31)), "citation": UNDATED}, set()),
    ],
)
def test_what_a_rule_asks_makes_more_outcomes_possible(change: Any, more: set[str]) -> None:
    assert outcomes(evolve(BARE, **change)) == ALWAYS | more


def test_a_rule_in_force_on_free_days_only_forbids_nothing() -> None:
    """Its window is the 1st to the 22nd, and it is in force from the 23rd on for a week."""
    week = Validity(date(2024, 3, 23), date(2024, 3, 23), date(2024, 3, 29))
    assert outcomes(evolve(BARE, validity=week)) == {"allowed", "not-an-inspection"}


def one_matter(field: str) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from([*VOCABULARY[field].codes, "none"])


@settings(max_examples=25, deadline=None)
@given(
    rulebooks(max_periods=1),
    st.lists(inspections(), min_size=1, max_size=5),
    one_matter("domain"),
    one_matter("trigger"),
)
def test_what_is_reached_can_be_reached(
    book: Rulebook, visits: list[Inspection], domain: str | None, trigger: str | None
) -> None:
    own = [evolve(period, rulebook=book.id) for period in book.quiet_periods]
    about_one = [evolve(each, domain=domain, trigger=trigger) for each in visits]
    for each in coverage_of(evolve(book, quiet_periods=own), about_one):
        assert each.reached <= each.reachable


def test_coverage_tells_what_was_missed_in_order() -> None:
    coverage = Coverage("version", frozenset("cab"), frozenset("bx"))
    assert (str(coverage), coverage.missed) == ("version 1/3", ("a", "c"))


def test_a_start_that_is_stated_by_the_month_may_leave_the_outcome_open() -> None:
    """As a rulebook writes it: ``from: 2024-01``."""
    text = Path(__file__).with_name("rules.yaml").read_text("utf-8")
    text = text[: text.index("cases:")].replace("from: 2024-01-01", "from: 2024-01")
    start = text.index("        exemptions:\n          - {id: safety")
    book = read_rulebook(text[:start], "rules.yaml").rulebook
    assert book is not None
    reachable = covered(book)["outcome"].reachable
    assert "quiet-days@2024-01 undetermined" in reachable
