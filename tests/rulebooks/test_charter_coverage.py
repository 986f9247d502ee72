"""What worked requests prove: each promise kept and broken, each need met and lacking."""

from __future__ import annotations

import pytest
from attrs import evolve
from requests_yaml import book

from bizenv import load_rulebook
from bizenv.rulebooks.cases import run_cases
from bizenv.rulebooks.charter_coverage import charter_coverage


def missed(*dropped: str) -> dict[str, tuple[str, ...]]:
    rules = book()
    kept = tuple(case for case in rules.worked_cases if case.name not in dropped)
    report = run_cases(evolve(rules, worked_cases=kept))
    return {each.what: each.missed for each in report.coverage}


def test_a_rulebook_whose_cases_prove_everything() -> None:
    assert missed() == {"promise": (), "closure": ()}
    assert run_cases(book()).passed


@pytest.mark.parametrize(
    ("dropped", "what", "name"),
    [
        ("replied a day later", "promise", "example-requests/requests@2023-01-01/reply missed"),
        ("urgent, late", "promise", "example-requests/requests@2024-01-01/reply-urgent missed"),
        (
            "contact in time, reply on the last day, nobody reached twice",
            "closure",
            "example-requests/requests@2024-01-01/follow-up before writing-off met",
        ),
    ],
)
def test_what_no_case_reaches_is_named(dropped: str, what: str, name: str) -> None:
    assert name in missed(dropped)[what]


def test_charters_that_are_inherited_are_proved_where_they_stand() -> None:
    rules = book()
    inherited = tuple(evolve(charter, rulebook="another") for charter in rules.charters)
    assert charter_coverage(evolve(rules, charters=inherited), ()) == ()


def test_a_charter_that_promises_nothing_is_asked_for_its_needs_alone() -> None:
    (needs,) = charter_coverage(load_rulebook("cn-jx-qingyuan"), ())
    assert str(needs) == "closure 0/6"


def test_needs_of_some_kinds_are_named_with_them() -> None:
    rules = book()
    (charter,) = rules.charters
    version = charter.versions[1]
    asked = evolve(version.closure[0], kinds=["systemic", "individual"])
    changed = evolve(charter, versions=[evolve(version, closure=[asked])])
    (_, closure) = charter_coverage(evolve(rules, charters=(changed,)), ())
    assert closure.missed == tuple(
        f"example-requests/requests@2024-01-01/reply before closing (individual, systemic) {how}"
        for how in ("lacking", "met")
    )
