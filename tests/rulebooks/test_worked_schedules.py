"""Worked schedules: what they expect, and what they prove."""

from __future__ import annotations

from attrs import evolve

from bizenv.rulebooks.cases import run_cases
from bizenv.rulebooks.reader import read_rulebook
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.worked_cases import WorkedSchedule

HEAD = """\
format: bizenv.rulebook/1
id: rules
version: "1"
label: {zh: 示例}
jurisdiction: {level: county}
checked: 2026-01-02
sources:
  doc: {title: 示例, attestation: official, issued: 2026-01-01}
frequency_rules:
  - id: cap
    label: {zh: 上下限}
    versions:
      - {from: unstated, until: open, cite: {source: doc}, least: 1, most: 1, in: calendar year}
cases:
"""
CASES = """\
  - name: two
    schedule:
      - {start: 2026-03-03, enterprise: E1, agency: A}
    history:
      - {start: 2026-02-03, enterprise: E1, agency: A}
    through: {first: 2026-01-01, last: 2026-12-31}
    expect: {outcome: breached, rows: {too-many-visits: [1]}, beyond: [1], missing: []}
"""


def book(cases: str = CASES) -> Rulebook:
    reading = read_rulebook(HEAD + cases, "rules.yaml")
    assert reading.rulebook is not None, reading.problems
    return reading.rulebook


def test_a_worked_schedule_is_judged_with_its_history() -> None:
    (result,) = run_cases(book()).results
    assert result.passed


def test_what_no_schedule_proves_is_told() -> None:
    (bound,) = run_cases(book()).coverage
    assert (bound.what, bound.missed) == ("bound", ("cap@unstated short", "cap@unstated within"))


def test_a_difference_is_told_by_name() -> None:
    changed = CASES.replace("beyond: [1]", "beyond: []").replace("visits: [1]", "visits: [2]")
    (result,) = run_cases(book(changed)).results
    assert [text.en for text in result.differences] == [
        "beyond: expected none, got 1",
        "rows.too-many-visits: expected 2, got 1",
    ]


def test_a_row_that_cannot_be_read_is_a_difference() -> None:
    one = book()
    (case,) = one.worked_cases
    assert isinstance(case, WorkedSchedule)
    broken = evolve(one, worked_cases=(evolve(case, schedule=({"start": "soon"},)),))
    (result,) = run_cases(broken).results
    assert "bad-day" in str(result.differences[0].en)
