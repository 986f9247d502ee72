"""What a ledger keeps of a case: facts that are recorded, and nothing guessed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given

from bizenv import work_calendar
from bizenv.cases.entries import Answer, Desk, Entry, Facts, Timeliness
from bizenv.cases.readings import ClockReading, ClockState
from bizenv.cases.service_levels import PromiseStage
from bizenv.cases.states import CaseState, state_of
from bizenv.cases.values import Case, Event, EventKind, UnreadEvent
from bizenv.kernel.errors import UsageError
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.testing.cases import a_case, an_event, cases

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
DAY = date(2023, 6, 30)
CHINA = ZoneInfo("Asia/Shanghai")


def facts(*kinds: str, **more: Any) -> Facts:
    return Desk(DAY).facts(state_of(a_case(*kinds, **more)))


def unread(kind: str | None) -> UnreadEvent:
    return UnreadEvent(
        None if kind is None else EventKind(kind), (Problem("bad-time", "'soon'", "a time"),)
    )


def followed(*grades: str | None) -> Case:
    """Received, replied to, and asked so often; a grade 'again' sends it back."""
    events = [an_event("received", 1), an_event("replied", 2)]
    for number, grade in enumerate(grades):
        if grade == "again":
            events.append(an_event("re-handled", 3 + 2 * number))
            events.append(an_event("replied", 4 + 2 * number))
        else:
            events.append(an_event("followed-up", 3 + 2 * number, grade=grade))
    return Case("C1", events=events)


# --- accepted, replied, answered --------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "accepted"),
    [
        ((), NO),
        (("received",), NO),
        (("received", "accepted"), YES),
        (("received", "not-accepted"), NO),
        (("received", "assigned"), YES),
        (("received", "resolved"), YES),
        (("received", "withdrawn"), UNKNOWN),
        (("received", "merged"), UNKNOWN),
        (("received", "accepted", "withdrawn"), YES),
        (("received", "not-accepted", "reopened"), NO),
        (("received", "accepted", "closed", "reopened"), YES),
    ],
)
def test_who_works_on_a_case_has_accepted_it(kinds: tuple[str, ...], accepted: Truth) -> None:
    assert facts(*kinds).accepted is accepted


@pytest.mark.parametrize(
    ("kinds", "replied"),
    [
        (("received",), NO),
        (("received", "replied"), YES),
        (("received", "explained"), YES),
        (("received", "resolved"), UNKNOWN),
        (("received", "replied", "closed"), YES),
    ],
)
def test_a_case_closed_without_a_word_of_the_reply_leaves_the_reply_open(
    kinds: tuple[str, ...], replied: Truth
) -> None:
    assert facts(*kinds).replied is replied


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("accepted", {"accepted"}),
        ("replied", {"accepted", "replied", "answered"}),
        ("followed-up", {"accepted", "answer", "ever"}),
        ("re-handled", {"accepted", "rehandled"}),
        ("received", set()),
        (None, {"accepted", "replied", "answered", "answer", "ever", "rehandled"}),
    ],
)
def test_a_row_that_cannot_be_read_leaves_open_what_it_may_say(
    kind: str | None, changed: set[str]
) -> None:
    found = facts("received", unread=[unread(kind)])
    names = ("accepted", "replied", "answered", "rehandled")
    open_ = {name for name in names if getattr(found, name) is UNKNOWN}
    open_ |= {name for name in ("answer", "ever") if getattr(found, name) is Answer.DOUBTFUL}
    assert open_ == changed
    assert found.faulty


def test_an_event_that_cannot_follow_leaves_open_what_it_says() -> None:
    found = facts("received", "followed-up")
    assert (found.answer, found.faulty) == (Answer.DOUBTFUL, True)


def test_what_stands_twice_or_is_still_to_come_leaves_nothing_open() -> None:
    event = an_event("received")
    twice = state_of(Case("C1", events=[event, event]))
    later = state_of(a_case("received", "followed-up"), date(2023, 6, 15))
    for state in (twice, later):
        assert state.faults
        assert Desk(DAY).facts(state) == facts("received")


def test_a_cell_that_cannot_be_read_is_a_fault_that_leaves_no_event_open() -> None:
    found = facts("received", "replied", problems=[Problem("bad-cell", "'#REF!'", "a name")])
    assert found == evolve(facts("received", "replied"), faulty=True)


def test_nothing_on_record_is_no_acceptance_and_not_open() -> None:
    found = facts()
    assert (found.accepted, found.answered, found.open) == (NO, NO, False)
    assert facts("received").open
    assert not facts("received", "closed").open


# --- follow-up --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grades", "answer", "ever"),
    [
        ((), "none", "none"),
        (("satisfied",), "satisfied", "satisfied"),
        (("basically-satisfied",), "satisfied", "satisfied"),
        (("dissatisfied",), "dissatisfied", "dissatisfied"),
        (("unreachable",), "unreached", "unreached"),
        ((None,), "unreached", "unreached"),
        (("unreachable", "satisfied"), "satisfied", "satisfied"),
        (("dissatisfied", "satisfied"), "satisfied", "dissatisfied"),
        (("dissatisfied", "again"), "none", "dissatisfied"),
        (("dissatisfied", "again", "satisfied"), "satisfied", "dissatisfied"),
        (("satisfied", "again"), "none", "satisfied"),
        (("unreachable", "again"), "none", "unreached"),
    ],
)
def test_an_answer_is_that_of_the_last_cycle_and_a_bad_one_is_remembered(
    grades: tuple[str | None, ...], answer: str, ever: str
) -> None:
    found = Desk(DAY).facts(state_of(followed(*grades)))
    assert (found.answer.value, found.ever.value) == (answer, ever)
    assert found.rehandled is Truth.of("again" in grades)


def test_good_answers_are_doubtful_beside_one_that_cannot_be_read() -> None:
    case = followed("satisfied")
    case = Case("C1", events=case.events, unread=[unread("followed-up")])
    found = Desk(DAY).facts(state_of(case))
    assert (found.answer, found.ever) == (Answer.SATISFIED, Answer.DOUBTFUL)
    bad = Case("C1", events=followed("dissatisfied").events, unread=[unread(None)])
    assert Desk(DAY).facts(state_of(bad)).ever is Answer.DISSATISFIED


# --- clocks -----------------------------------------------------------------------


def test_a_clock_is_told_by_id_or_asked_of_the_state() -> None:
    state = state_of(a_case("received", id="C7"))

    def late(asked: CaseState) -> str:
        assert asked is state
        return "late"

    assert Desk(DAY, readings={"C7": "timely"}).facts(state).reading is Timeliness.TIMELY
    assert Desk(DAY, readings={"C8": "timely"}).facts(state).reading is None
    assert Desk(DAY, readings=late).facts(state).reading is Timeliness.LATE
    assert Desk(DAY, readings=late).facts(state).overdue
    assert Desk(DAY, readings=lambda _: None).facts(state).reading is None


@pytest.mark.parametrize(
    ("state", "timeliness"),
    [
        ("not-started", "pending"),
        ("green", "pending"),
        ("yellow", "pending"),
        ("red", "late"),
        ("paused", "pending"),
        ("met", "timely"),
        ("missed", "late"),
        ("cancelled", None),
        ("undetermined", None),
    ],
)
def test_a_clock_that_reads_says_whether_its_time_is_kept(
    state: str, timeliness: str | None
) -> None:
    reading = ClockReading(PromiseStage.RESOLVE, ClockState(state))
    for told in (reading, reading.state):
        found = Desk(DAY, readings={"C1": told}).facts(state_of(a_case("received"))).reading
        assert (None if found is None else found.value) == timeliness


def test_an_unknown_reading_is_refused() -> None:
    with pytest.raises(UsageError, match="'soon': expected one of 'timely', 'late', 'pending'"):
        Desk(DAY, readings={"C1": "soon"}).facts(state_of(a_case("received")))


def test_where_no_reading_is_given_the_due_time_of_the_record_counts() -> None:
    """A reading that is given wins, also one that says nothing sure."""
    case = a_case("received", "closed", due=date(2023, 6, 15))
    state = state_of(case)
    assert Desk(DAY).facts(state).reading is Timeliness.LATE
    assert Desk(DAY, readings={"C8": "timely"}).facts(state).reading is Timeliness.LATE
    assert Desk(DAY, readings={"C1": "timely"}).facts(state).reading is Timeliness.TIMELY
    assert Desk(DAY, readings={"C1": ClockState.CANCELLED}).facts(state).reading is None
    later = a_case("received", due=DAY)
    assert Desk(DAY).facts(state_of(later)).reading is Timeliness.PENDING
    assert Desk(DAY).facts(state_of(later, DAY + timedelta(1))).reading is Timeliness.LATE


def test_notes_on_rows_that_were_left_aside_are_no_faults() -> None:
    note = Problem("event-set-aside", "'scan'", "an event", severity="note")
    for problems, faulty in (([note], False), ([note, Problem("bad-time", "'x'", "a time")], True)):
        case = a_case("received", problems=problems)
        assert Desk(DAY).facts(state_of(case)).faulty is faulty


# --- days -------------------------------------------------------------------------


def entry(case: Case, day: date = DAY, **more: Any) -> Entry:
    return Desk(day, work_calendar("CN"), **more).entry(state_of(case, zone=more.get("zone")))


def test_working_days_run_from_the_day_after_receipt_to_the_closing() -> None:
    """Over the Dragon Boat Festival of 2023: 22 and 23 June off, Sunday 25 June worked."""
    case = Case("C1", events=[an_event("received", 20), an_event("closed", 26)])
    found = entry(case)
    assert (found.received, found.ended) == (date(2023, 6, 20), date(2023, 6, 26))
    assert (found.days, found.age, found.month) == (3, None, "2023-06")


def test_an_open_case_has_an_age_and_no_working_time() -> None:
    found = entry(Case("C1", events=[an_event("received", 20)]), date(2023, 6, 21))
    assert (found.days, found.age, found.ended) == (None, 1, None)


def test_a_case_that_was_closed_again_took_until_then() -> None:
    kinds = (("received", 14), ("closed", 15), ("reopened", 16), ("closed", 20), ("resolved", 21))
    case = Case("C1", events=[an_event(kind, day) for kind, day in kinds])
    assert entry(case).ended == date(2023, 6, 20)


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([Event("received"), Event("closed")], "the day of receipt or of closing is not known"),
        ([an_event("received"), Event("closed")], "the day of receipt or of closing is not known"),
        (
            [Event("received", date(1999, 1, 4)), Event("closed", date(1999, 1, 5))],
            "the working days of that time are not published, or not known",
        ),
    ],
)
def test_days_that_cannot_be_counted_say_why(events: list[Event], why: str) -> None:
    days = entry(Case("C1", events=events)).days
    assert isinstance(days, Text)
    assert days.en == why


def test_without_a_calendar_no_day_is_counted() -> None:
    days = Desk(DAY).entry(state_of(a_case("received", "closed"))).days
    assert isinstance(days, Text)
    assert days.en == "no working-day calendar was given"


def test_a_closing_that_reads_earlier_than_the_receipt_is_not_counted() -> None:
    """Two zones, none named: the days are as they are written."""
    received = datetime(2023, 6, 16, 1, tzinfo=CHINA)
    closed = datetime(2023, 6, 15, 19, tzinfo=ZoneInfo("UTC"))
    case = Case("C1", events=[Event("received", received), Event("closed", closed)])
    assert isinstance(entry(case).days, Text)
    assert entry(case, zone=CHINA).days == 0


def test_the_month_is_that_of_the_zone() -> None:
    received = datetime(2023, 5, 31, 17, tzinfo=ZoneInfo("UTC"))
    case = Case("C1", events=[Event("received", received)])
    assert entry(case).month == "2023-05"
    assert entry(case, zone=CHINA).month == "2023-06"
    assert entry(Case("C1")).month is None


def test_a_line_keeps_what_cases_are_grouped_by() -> None:
    case = a_case(
        "received",
        id="C9",
        session="16",
        channel="talk",
        lead="区住建局",
        kind="individual",
        priority="high",
        enterprise="甲公司",
        subject="用电",
    )
    found = entry(case)
    assert (found.case, found.session, found.channel, found.agency) == (
        *("C9", "16", "talk", "区住建局"),
    )
    assert (found.kind, found.priority, found.enterprise, found.subject) == (
        *("individual", "high", "甲公司", "用电"),
    )


@given(cases(timeless=True))
def test_facts_that_were_seen_before_are_those_that_would_be_worked_out(case: Case) -> None:
    state, desk = state_of(case), Desk(DAY)
    first = desk.facts(state)
    assert desk.facts(state) == first == Desk(DAY).facts(state)
