"""How service charters are written: each option becomes a value, each slip is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from bizenv.calendars.periods.period import Period
from bizenv.cases.closure import ClosureRule
from bizenv.cases.service_levels import Promise, Reopening
from bizenv.rulebooks.reader import read_rulebook
from bizenv.rulebooks.rulebook import Rulebook

RULES = (Path(__file__).parents[1] / "rulebooks" / "charter.yaml").read_text("utf-8")
PROMISE = "service_charters[0].versions[0].promises"
CLOSURE = "service_charters[0].versions[0].closure"


def changed(*edits: tuple[str, str]) -> str:
    text = RULES
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def book(*edits: tuple[str, str]) -> Rulebook:
    reading = read_rulebook(changed(*edits), "rules.yaml")
    assert reading.rulebook is not None, [str(problem) for problem in reading.problems]
    return reading.rulebook


def promise(*edits: tuple[str, str], id: str = "reply") -> Promise:
    (charter,) = book(*edits).charters
    return next(each for each in charter.promises() if each.id == id)


def told(*edits: tuple[str, str]) -> list[str]:
    """The errors without their line and column."""
    reading = read_rulebook(changed(*edits), "rules.yaml")
    return [str(problem).split(" ", 1)[1] for problem in reading.errors]


def test_every_option_of_a_promise_becomes_what_it_says() -> None:
    found = promise()
    assert found.period == Period(3, "working_day")
    assert {kind.value for kind in found.restarts_on} == {"reassigned"}
    assert (found.pauses, found.restarts_after) == (
        {"hearing", "awaiting-papers"},
        {"awaiting-papers"},
    )
    assert found.reopening is Reopening.UNSTATED
    assert found.yellow is not None
    assert found.yellow.share == Fraction(9, 10)
    rule = found.extension
    assert rule is not None
    assert (rule.by, rule.in_all) == (Period(2, "working_day"), Period(6, "working_day"))
    assert (rule.times, rule.granted_by) == (2, {"区长"})
    assert rule.ask_before == Period(1, "working_day")
    assert rule.citation.locator == "第六条"
    assert found.citation.short() == "《企业诉求办理办法》第五条"


def test_what_is_left_out_is_what_usually_holds() -> None:
    found = promise(id="urgent-reply")
    assert (found.pauses, found.extension, found.yellow) == (frozenset(), None, None)
    assert (found.kinds, found.channels, found.priorities) == (None, None, {"urgent"})
    assert found.reopening is Reopening.CONTINUE


@pytest.mark.parametrize(
    ("within", "more", "expected"),
    [
        ("15个工作日", "", Period(15, "working_day")),
        ("3 months", "", Period(3, "month")),
        ("1 day", "start_counts: yes", Period(1, "day", start_counts=True)),
        ("30 days", "roll: next_working_day", Period(30, "day", roll="next_working_day")),
        ("30 days", "end: close_or_midnight", Period(30, "day", end="close_or_midnight")),
    ],
)
def test_a_period_is_read_as_it_is_written(within: str, more: str, expected: Period) -> None:
    edit = ("within: 1 working day", f"within: {within}\n            {more}".rstrip())
    assert promise(edit, id="urgent-reply").period == expected


@pytest.mark.parametrize(("law", "unit"), [("行政许可法", "working_day"), ("信访工作条例", "day")])
def test_the_same_days_are_counted_as_the_law_says(law: str, unit: str) -> None:
    edit = ("within: 1 working day", f"within: 20日\n            law: {law}")
    found = promise(edit, id="urgent-reply").period
    assert (found.n, found.unit.value) == (20, unit)
    assert found.law is not None
    assert found.law.text.zh == law


def test_any_pause_and_any_number_of_extensions() -> None:
    found = promise(("pauses: [hearing]", "any_pause: yes"), ("times: 2", "times: any"))
    assert found.pauses is None
    assert found.restarts_after == {"awaiting-papers"}
    assert found.extension is not None
    assert found.extension.times is None


def test_every_option_of_a_closure_rule_becomes_what_it_says() -> None:
    rules: tuple[ClosureRule, ...] = book().requests.closure
    assert [(rule.need.value, rule.before.value) for rule in rules] == [
        ("reply", "closing"),
        ("signature", "closing"),
        ("follow-up", "writing-off"),
    ]
    assert (rules[1].kinds, rules[1].signers) == ({"systemic"}, {"局长"})
    assert (rules[2].tries, rules[2].reasons) == (3, {"policy-pending"})


def test_the_office_hours_time_what_is_promised_in_working_hours() -> None:
    """Two working hours after 11 o'clock end at two, because of lunch."""
    clock = book().requests.base.clock
    assert clock is not None
    start = datetime(2023, 6, 20, 11, tzinfo=clock.hours.timezone)
    assert clock.due(start, timedelta(hours=2)) == start.replace(hour=14)
    assert promise(id="contact").period == Period(2, "working_hour")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            ("within: 3 working days", "within: 3"),
            f"{PROMISE}[2].within: got '3', expected a period such as '3 working days', "
            "'30 days' or '2 hours' [bad-period]",
        ),
        (
            ("within: 1 working day", "within: 20日\n            law: 行政许可"),
            f"{PROMISE}[1].law: got '行政许可', expected",
        ),
        (
            ("stage: first-contact", "stage: contact"),
            f"{PROMISE}[0].stage: got 'contact', expected 'accept', 'assign', 'return', 'sign', "
            "'start', 'first-contact', 'reply', 'resolve', 'deliver', 'follow-up' or 'report'",
        ),
        (
            ("met_by: [in-progress, replied]", "met_by: [in-progess]"),
            f"{PROMISE}[0].met_by[0]: got 'in-progess', expected",
        ),
        (
            ("in_all: 6 working days", "in_all: 3 working days"),
            "expected an 'in_all' that is longer than the promise (3 working days) [bad-promise]",
        ),
        (
            ("by: 2 working days", "by: 2 hours"),
            "expected an extension and a yellow light in the unit of the promise "
            "(3 working days) [bad-promise]",
        ),
        (
            ("ask_before: 1 working day", "ask_before: 1 hour"),
            f"{PROMISE}[2].extension: got",
        ),
        (
            ("times: 2", "times: 0"),
            f"{PROMISE}[2].extension.times: got '0', expected a whole number of at least 1, "
            "or 'any' [bad-number]",
        ),
        (
            ("restarts_after: [awaiting-papers]", "restarts_after: [waiting]"),
            f"{PROMISE}[2].restarts_after[0]: got 'waiting', expected",
        ),
        (
            ("reopening: unstated", "reopening: restarted"),
            f"{PROMISE}[2].reopening: got 'restarted', expected 'continue', 'new-cycle', "
            "'restart' or 'unstated' [unknown-word]",
        ),
        (
            ("need: reply, before: closing", "need: reply, before: closing, signers: [局长]"),
            "expected 'signers' for a signature only [bad-need]",
        ),
        (
            ("need: follow-up", "need: followup"),
            f"{CLOSURE}[2].need: got 'followup', expected",
        ),
    ],
)
def test_a_slip_is_told_in_its_place(edit: tuple[str, str], message: str) -> None:
    found = told(edit)
    assert any(message in each for each in found), found
