"""What worked schedules prove of rules on whole schedules."""

from __future__ import annotations

from attrs import evolve

from bizenv import load_rulebook
from bizenv.rulebooks.cases import run_cases


def test_a_shipped_book_leaves_nothing_unproved() -> None:
    report = run_cases(load_rulebook("cn-economic-inspections"))
    assert [str(coverage) for coverage in report.coverage] == [
        "bound 6/6",
        "uncounted 10/10",
        "merge 1/1",
        "paper 2/2",
    ]


def test_what_a_case_proved_is_lacking_without_it() -> None:
    book = load_rulebook("cn-economic-inspections")
    fewer = [c for c in book.worked_cases if "no notice" not in c.name and "gate" not in c.name]
    report = run_cases(evolve(book, worked_cases=tuple(fewer)))
    missed = {coverage.what: coverage.missed for coverage in report.coverage if coverage.missed}
    assert missed["paper"] == ("notice@1999-07-23 noticed broken",)
