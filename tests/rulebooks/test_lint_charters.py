"""Legal YAML, bad promises: each is told in its place, and nothing is told twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizenv.rulebooks.lint_charters import REQUEST_CODES
from bizenv.rulebooks.reader import Reading, read_rulebook

RULES = Path(__file__).with_name("charter.yaml").read_text("utf-8")
PROMISES = "service_charters[0].versions[0].promises"


def read(*edits: tuple[str, str]) -> Reading:
    text = RULES
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return read_rulebook(text, "rules.yaml")


def told(*edits: tuple[str, str]) -> list[str]:
    """The errors without their line and column."""
    return [str(problem).split(" ", 1)[1] for problem in read(*edits).errors]


def test_the_rulebook_of_these_tests_has_no_error() -> None:
    assert told() == []


def test_a_promise_behind_a_wider_one_never_holds() -> None:
    """The urgent ones are taken by the first promise of the stage."""
    (found,) = told(("            priorities: [urgent]\n", ""))
    assert found == (
        f"{PROMISES}[2].id: got 'reply', expected a promise that is for some case "
        "(at each stage the first that applies holds) [promise-never-holds]"
    )


def test_a_promise_for_every_kind_one_by_one_is_no_promise_for_every_case() -> None:
    """A rulebook that extends this one may have a kind more."""
    every = "            priorities: [emergency, urgent, normal, difficult]\n"
    assert told(("            priorities: [urgent]\n", every)) == []


def test_working_hours_need_office_hours() -> None:
    hours = RULES[RULES.index("office_hours:") : RULES.index("service_charters:")]
    (found,) = told((hours, ""))
    assert found == (
        f"{PROMISES}[0].within: got '2 working hours', expected a period that is not in "
        "working hours, or 'office_hours' in the rulebook [no-office-hours]"
    )


def test_each_promise_has_a_name_of_its_own() -> None:
    (found,) = [each for each in told(("id: urgent-reply", "id: reply")) if "duplicate" in each]
    assert found.startswith(f"{PROMISES}[2].id: got 'reply'")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            ("clocks: {contact: met, reply: met}", "clocks: {contact: met, repli: met}"),
            "cases[0].expect.clocks.repli: got the key 'repli', expected one of contact, reply, "
            "urgent-reply [unknown-promise] Hint: did you mean 'reply'?",
        ),
        (
            ("due: {reply: 2023-06-26}", "due: {replied: 2023-06-26}"),
            "cases[0].expect.due.replied: got the key 'replied', expected one of contact, reply, "
            "urgent-reply [unknown-promise] Hint: did you mean 'reply'?",
        ),
        (
            ("codes: [condition-missing]", "codes: [condition-mising]"),
            "cases[0].expect.codes[0]: got 'condition-mising', expected one of",
        ),
        (
            ("outcome: not-to-be-written-off", "outcome: allowed"),
            "cases[0].expect.outcome: got 'allowed', expected one of",
        ),
        (
            ("replied: 2023-06-26,", "repplied: 2023-06-26,"),
            "cases[0].request.repplied: got the key 'repplied', expected",
        ),
        (
            ("kind: individual,", "kind: indivdual,"),
            "cases[0].request.kind: got 'indivdual', expected",
        ),
    ],
)
def test_a_worked_request_names_what_there_is(edit: tuple[str, str], message: str) -> None:
    (found,) = told(edit)
    assert found.startswith(message), found


def test_requests_need_a_charter() -> None:
    charters = RULES[RULES.index("service_charters:") : RULES.index("cases:")]
    found = told((charters, ""))
    assert found == [
        "cases: got cases of requests without a rule, expected service_charters, here or in a "
        "parent [no-rules]"
    ]


def test_each_side_of_an_edge_wants_a_request() -> None:
    """The case was received in June; nothing proves New Year."""
    (warning,) = read().problems
    assert str(warning) == (
        "rules.yaml:20:15 service_charters[0].versions[0].from: got no request received on "
        "2022-12-31, 2023-01-01, expected a case on each side of every boundary "
        "[boundary-without-case]"
    )


@pytest.mark.parametrize(
    "edit",
    [
        ("within: 3 working days", "within: soon"),
        ("priorities: [urgent]", "priorities: [urgnt]"),
        ('"09:00-12:00", "13:00-17:00"', '"nine to five"'),
        ("stage: reply\n            within: 3", "stage: answer\n            within: 3"),
    ],
)
def test_what_could_not_be_read_is_not_judged_again(edit: tuple[str, str]) -> None:
    """No clock is missing because its promise is, and no promise is hidden by one unread."""
    assert len(told(edit)) == 1


def test_the_codes_of_requests_are_those_of_their_findings() -> None:
    assert len(set(REQUEST_CODES)) == len(REQUEST_CODES)
    assert "promise-overdue" in REQUEST_CODES
