"""What could not be read or placed keeps a breach from being claimed, where it may have helped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bizenv.calendars.periods.period import Period
from bizenv.cases.readings import ClockState
from bizenv.cases.rules import CaseOutcome, check_case
from bizenv.cases.service_levels import ExtensionRule, Promise
from bizenv.cases.values import Case, Event, UnreadEvent
from bizenv.kernel.problems import Problem
from bizenv.testing import a_citation
from bizenv.testing.cases import a_case, a_promise, an_event, case_rules

AT = date(2023, 6, 30)
WRONG = Problem("bad-time", "'soon'", "a time")
EXTENSION = ExtensionRule(by=Period(2, "working_day"), citation=a_citation())


def state(case: Case, promise: Promise | None = None) -> tuple[str, tuple[str, ...]]:
    """What the clock of a promise reads, and the facts that are missing."""
    verdict = check_case(case, case_rules(promise or a_promise()), AT)
    (clock,) = verdict.clocks
    return clock.state.value, tuple(map(str, clock.missing))


def unread(kind: str | None, *events: Event) -> Case:
    case = a_case("received", "assigned", unread=[UnreadEvent(kind, (WRONG,))])
    return case.plus(*events)


def misplaced(event: Event) -> Case:
    """A case with an event before its registration, which cannot be placed."""
    return a_case("received", "assigned").plus(event)


UNKNOWN = ("undetermined", ("events",))


@pytest.mark.parametrize("kind", [None, "replied", "withdrawn", "re-handled"])
def test_a_row_that_may_have_kept_the_promise(kind: str | None) -> None:
    """Of what kind it is may not be known either."""
    assert state(unread(kind)) == UNKNOWN


def test_a_row_that_cannot_have_kept_it() -> None:
    assert state(unread("signed")) == ("red", ())


def test_the_verdict_is_open_and_names_what_could_not_be_used() -> None:
    verdict = check_case(unread("replied"), case_rules(a_promise()), AT)
    assert verdict.outcome is CaseOutcome.UNDETERMINED
    assert verdict.missing == ("events",)


def test_what_was_done_late_may_have_been_done_in_time_before() -> None:
    late = an_event("replied", 29)
    assert state(unread("replied", late)) == UNKNOWN
    assert state(unread("signed", late)) == ("missed", ())


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("paused", {"pauses": "hearing"}),
        ("paused", {"pauses": None}),
        ("extended", {"extension": EXTENSION}),
        ("received", {"restarts_on": "received"}),
        ("resumed", {"pauses": "hearing", "restarts_after": "hearing"}),
    ],
)
def test_a_row_that_may_have_given_more_time(kind: str, changes: dict[str, Any]) -> None:
    """Only where the promise has room for it."""
    assert state(unread(kind), a_promise(**changes)) == UNKNOWN
    assert state(unread(kind)) == ("red", ())


def test_an_event_that_cannot_be_placed_counts_by_its_time() -> None:
    """After the due day it cannot have kept the promise, whatever else is wrong with it."""
    assert state(misplaced(an_event("replied", 14))) == UNKNOWN
    assert state(misplaced(Event("reopened", date(2023, 6, 18)))) == ("red", ())
    after = a_case("received", "withdrawn", "assigned").plus(an_event("replied", 18))
    rules = case_rules(a_promise(starts_on="received"))
    (clock,) = check_case(after, rules, AT).clocks
    assert clock.state is ClockState.CANCELLED


def test_a_late_event_that_cannot_follow_helps_nothing() -> None:
    case = a_case("received", "assigned", "returned").plus(an_event("replied", 28))
    assert state(case) == ("red", ())
    assert (
        state(a_case("received", "assigned", "returned").plus(an_event("replied", 19))) == UNKNOWN
    )


def test_what_is_told_twice_or_still_to_come_leaves_nothing_open() -> None:
    twice = a_case("received", "assigned").plus(an_event("assigned", 16))
    assert state(twice) == ("red", ())
    later = a_case("received", "assigned").plus(Event("replied", date(2023, 7, 3)))
    assert state(later) == ("red", ())


def test_a_pause_within_a_pause_gives_no_more_time() -> None:
    case = a_case("received", "assigned").plus(
        an_event("paused", 19, cause="hearing"),
        an_event("paused", 20, cause="hearing"),
        an_event("resumed", 21),
    )
    assert state(case, a_promise(pauses="hearing")) == ("red", ())


def test_a_green_clock_stays_green() -> None:
    """Nothing is claimed of it that a row could refute."""
    verdict = check_case(unread("replied"), case_rules(a_promise()), date(2023, 6, 19))
    assert verdict.clocks[0].state is ClockState.GREEN


def test_of_what_need_not_be_done_nothing_hangs_on_a_doubt() -> None:
    """The clock is undetermined, and the verdict is not."""
    case = unread(None)
    rules = case_rules(a_promise("object", "1 working day", optional=True))
    verdict = check_case(case, rules, AT)
    assert verdict.clocks[0].state is ClockState.UNDETERMINED
    assert (verdict.outcome, verdict.missing) == (CaseOutcome.CLOSABLE, ())
