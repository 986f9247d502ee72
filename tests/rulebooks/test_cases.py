"""The cases beside the rules: passed or not, and what they leave unproved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from bizenv.rulebooks.cases import held_exemptions, run_cases
from bizenv.rulebooks.reader import read_rulebook
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.worked_cases import WorkedVisit

RULES = Path(__file__).with_name("rules.yaml").read_text("utf-8")


def book(text: str = RULES) -> Rulebook:
    rulebook = read_rulebook(text, "rules.yaml").rulebook
    assert rulebook is not None
    return rulebook


BOOK = book()
JUNE = WorkedVisit("June", {"start": "2023-06-15", "domain": "work-safety"}, "exempt")


def differences(case: WorkedVisit) -> tuple[str, ...]:
    (result,) = run_cases(evolve(BOOK, worked_cases=(case,))).results
    assert result.passed == (not result.differences)
    return tuple(difference.say("en") for difference in result.differences)


def test_every_case_of_the_rulebook_passes_and_nothing_is_unproved() -> None:
    report = run_cases(BOOK)
    assert report.rulebook == "cn-test"
    assert [result.case.name for result in report.results if not result.passed] == []
    assert list(map(str, report.coverage)) == ["version 2/2", "exemption 4/4", "outcome 10/10"]
    assert report.passed


@pytest.mark.parametrize(
    ("expected", "difference"),
    [
        ({}, ()),
        ({"codes": ("exempt",), "exemptions": ("work-safety",)}, ()),
        (
            {"outcome": "forbidden"},
            ("outcome: expected forbidden, got exempt",),
        ),
        ({"codes": ()}, ("codes: expected none, got exempt",)),
        ({"exemptions": ("safety",)}, ("exemptions: expected safety, got work-safety",)),
        ({"duties": ("file", "scan")}, ("duties: expected file, scan, got none",)),
        ({"missing": ("domain",)}, ("missing: expected domain, got none",)),
        (
            {"next_allowed": date(2023, 6, 23), "codes": ("x",)},
            ("codes: expected x, got exempt", "next_allowed: expected 2023-06-23, got none"),
        ),
    ],
)
def test_a_difference_says_what_was_expected_and_what_came(
    expected: dict[str, Any], difference: tuple[str, ...]
) -> None:
    assert differences(evolve(JUNE, **expected)) == difference


def test_a_difference_is_told_in_chinese_as_well() -> None:
    cases = (
        evolve(JUNE, duties=("file", "scan"), next_allowed=date(2023, 6, 23)),
        WorkedVisit("slip", {"start": "2023-06-31"}, "allowed"),
    )
    differed, unread = run_cases(evolve(BOOK, worked_cases=cases)).results
    assert [difference.say("zh") for difference in differed.differences] == [
        "duties：应为 file、scan，实为无",
        "next_allowed：应为 2023-06-23，实为无",
    ]
    assert [difference.say("zh") for difference in unread.differences] == [
        "start：读到 '2023-06-31'，应为确实存在的日期 [bad-day]"
    ]


def test_the_order_of_names_does_not_matter() -> None:
    record = {"start": "2024-03-20", "domain": "fire-safety", "trigger": "complaint"}
    case = WorkedVisit("both", record, "exempt", exemptions=("complaint", "safety"))
    assert differences(case) == ()


def test_a_record_that_cannot_be_read_is_a_difference() -> None:
    case = WorkedVisit("slip", {"start": "2023-06-31"}, "allowed")
    assert differences(case) == (
        "start: got '2023-06-31', expected a day that the calendar has [bad-day]",
    )


@pytest.mark.parametrize(
    ("dropped", "missed"),
    [
        ("complaint", ["quiet-days@2024-01-01 complaint"]),
        ("nothing known in 2024", ["quiet-days@2024-01-01 undetermined"]),
        ("first free day of March", ["quiet-days@2024-01-01 allowed"]),
    ],
)
def test_what_no_case_reaches_is_named(dropped: str, missed: list[str]) -> None:
    cases = tuple(case for case in BOOK.worked_cases if case.name != dropped)
    report = run_cases(evolve(BOOK, worked_cases=cases))
    assert [name for coverage in report.coverage for name in coverage.missed] == missed
    assert not report.passed


WITH_MORE = RULES.replace(
    "        duties:",
    """\
          - {id: other, triggers: [other-necessary], catch_all: yes, cite: {source: notice-2023}}
        not_inspections: [{id: help, triggers: [enterprise-request], cite: {source: notice-2023}}]
        approval: {cite: {source: notice-2023}}
        duties:""",
    1,
)


@pytest.mark.parametrize(
    ("window", "outcomes"),
    [
        (
            "{month_days: 1-20}",
            {"allowed", "forbidden", "exempt", "undetermined", "needs-review", "not-an-inspection"},
        ),
        (
            "{any: [{month_days: 1-19}, {unsettled: {days: {month_days: 20}, why: {zh: 未定}}}]}",
            {"allowed", "forbidden", "exempt", "undetermined", "needs-review", "not-an-inspection"},
        ),
    ],
)
def test_the_outcomes_that_can_be_reached_follow_from_the_rule(
    window: str, outcomes: set[str]
) -> None:
    text = WITH_MORE.replace("{month_days: 1-20}", window)
    (coverage,) = [each for each in run_cases(book(text)).coverage if each.what == "outcome"]
    assert {
        name.removeprefix("quiet-days@2024-01-01 ") for name in coverage.reachable if "2024" in name
    } == outcomes


def test_a_rule_without_exemptions_can_only_allow_forbid_or_not_apply() -> None:
    head, _, rest = RULES.partition("        exemptions:\n          - {id: work-safety")
    _, _, rest = rest.partition("\n")
    text = head.rstrip(" ") + rest
    text = text[: text.index("cases:")]
    (coverage,) = [each for each in run_cases(book(text)).coverage if each.what == "outcome"]
    reachable = {name.split()[1] for name in coverage.reachable if "2023" in name}
    assert reachable == {"allowed", "forbidden", "not-an-inspection"}


def test_only_open_days_leave_the_outcome_open() -> None:
    window = "{unsettled: {days: {month_days: 1-22}, why: {zh: 未定}}}"
    text = RULES.replace("{month_days: 1-22}", window)
    (coverage,) = [each for each in run_cases(book(text)).coverage if each.what == "outcome"]
    reachable = {name.split()[1] for name in coverage.reachable if "2023" in name}
    assert reachable == {"allowed", "exempt", "undetermined", "not-an-inspection"}


def test_where_no_day_is_settled_nothing_is_surely_allowed() -> None:
    window = "{unsettled: {days: {every_day: yes}, why: {zh: 未定}}}"
    text = RULES[: RULES.index("cases:")].replace("{month_days: 1-22}", window)
    (coverage,) = [each for each in run_cases(book(text)).coverage if each.what == "outcome"]
    reachable = {name.split()[1] for name in coverage.reachable if "2023" in name}
    assert reachable == {"exempt", "undetermined", "not-an-inspection"}


def test_exemptions_held_are_those_of_the_versions_in_force() -> None:
    visit = BOOK.inspection({"start": "2023-06-15", "domain": "work-safety"})
    assert held_exemptions(BOOK.inspections, visit) == ("work-safety",)
    later = BOOK.inspection({"start": "2024-06-15", "domain": "work-safety"})
    assert held_exemptions(BOOK.inspections, later) == ("safety",)


def test_inherited_rules_are_proved_by_their_own_rulebook() -> None:
    head = RULES[: RULES.index("quiet_periods:")].replace("id: cn-test", "id: cn-child")
    child = head.replace("sources:", "extends: [cn-test]\nsources:", 1)
    rulebook = read_rulebook(child, "child.yaml", {"cn-test": BOOK}.get).rulebook
    assert rulebook is not None
    report = run_cases(rulebook)
    assert list(map(str, report.coverage)) == ["version 0/0", "exemption 0/0", "outcome 0/0"]
