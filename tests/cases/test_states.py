"""How a case stands: the fold of its events, and what it finds fault with."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bizenv.cases.ordering import up_to
from bizenv.cases.states import CaseState, state_of
from bizenv.cases.values import Case, Event, EventKind, UnreadEvent
from bizenv.kernel.errors import RecordError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.truth import Truth
from bizenv.testing.cases import a_case, an_event, cases, sound_cases

CHINA = ZoneInfo("Asia/Shanghai")
YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def at(hour: int, minute: int = 0, day: int = 20) -> datetime:
    return datetime(2023, 6, day, hour, minute, tzinfo=CHINA)


def facts(state: CaseState) -> tuple[Truth, Truth, Truth, Truth]:
    return state.closed, state.solved, state.satisfied, state.written_off


def codes(state: CaseState) -> list[str]:
    return [fault.code for fault in state.faults]


# --- the four facts ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "stage", "expected"),
    [
        ((), "nothing", (NO, NO, UNKNOWN, NO)),
        (("received",), "registered", (NO, NO, UNKNOWN, NO)),
        (("received", "not-accepted"), "declined", (NO, NO, UNKNOWN, NO)),
        (("received", "replied"), "answered", (NO, NO, UNKNOWN, NO)),
        (("received", "resolved"), "closed", (YES, YES, UNKNOWN, NO)),
        (("received", "explained"), "closed", (YES, NO, UNKNOWN, NO)),
        (("received", "closed"), "closed", (YES, UNKNOWN, UNKNOWN, NO)),
        (("received", "closed", "resolved"), "closed", (YES, YES, UNKNOWN, NO)),
        (("received", "study-opened"), "continuing", (NO, NO, UNKNOWN, NO)),
        (("received", "resolved", "written-off"), "written-off", (YES, YES, UNKNOWN, YES)),
        (("received", "replied", "written-off"), "written-off", (UNKNOWN, UNKNOWN, UNKNOWN, YES)),
        (("received", "withdrawn"), "withdrawn", (NO, UNKNOWN, UNKNOWN, NO)),
        (("received", "merged"), "merged", (NO, UNKNOWN, UNKNOWN, NO)),
    ],
)
def test_closed_solved_satisfied_and_written_off_are_four_facts(
    kinds: tuple[str, ...], stage: str, expected: tuple[Truth, ...]
) -> None:
    state = state_of(a_case(*kinds))
    assert state.stage.value == stage
    assert facts(state) == expected
    assert state.faults == ()


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        (["satisfied"], YES),
        (["basically-satisfied"], YES),
        (["dissatisfied"], NO),
        (["unreachable"], UNKNOWN),
        ([None], UNKNOWN),
        (["dissatisfied", "satisfied"], YES),
        (["satisfied", "unreachable"], YES),
    ],
)
def test_the_last_answer_of_the_enterprise_counts(grades: list[str], expected: Truth) -> None:
    asked = [an_event("followed-up", 20 + n, grade=grade) for n, grade in enumerate(grades)]
    state = state_of(a_case("received", "closed").plus(*asked))
    assert state.satisfied is expected


def test_handling_again_starts_a_cycle_whose_facts_are_open() -> None:
    """The first cycle stays what it was: closed, and found wanting."""
    case = a_case("received", "resolved").plus(
        an_event("followed-up", 17, grade="dissatisfied"), an_event("re-handled", 18)
    )
    state = state_of(case)
    first, second = state.cycles
    assert (first.number, first.closed, first.solved, first.satisfied) == (1, YES, YES, NO)
    assert (second.number, second.closed, second.solved, second.satisfied) == (2, NO, NO, UNKNOWN)
    assert facts(state) == (NO, NO, UNKNOWN, NO)
    assert [event.kind.value for event in second.events] == ["re-handled"]
    assert state.open


def test_a_case_may_be_solved_once_in_each_cycle() -> None:
    state = state_of(a_case("received", "resolved", "reopened", "resolved"))
    assert state.faults == ()
    assert len(state.cycles) == 2
    assert state.cycles[1].first("resolved") == an_event("resolved", 18)
    assert state.cycles[0].first("reopened") is None


# --- who, when, how often -----------------------------------------------------------


def test_the_lead_is_the_agency_to_which_the_case_went_last() -> None:
    events = [an_event("received", 15), an_event("assigned", 16, to="甲")]
    assert state_of(Case("1", lead="乙", events=events)).lead == "甲"
    moved = [*events, an_event("returned", 17), an_event("reassigned", 18, to="丙")]
    state = state_of(Case("1", events=moved))
    assert (state.lead, state.reassignments) == ("丙", 1)


def test_an_assignment_without_a_name_keeps_the_lead_and_a_reassignment_loses_it() -> None:
    assert state_of(a_case("received", "assigned", lead="乙")).lead == "乙"
    state = state_of(a_case("received", "assigned", "reassigned", lead="乙"))
    assert (state.lead, state.reassignments) == (None, 1)


def test_a_second_assignment_after_a_return_is_a_reassignment() -> None:
    state = state_of(a_case("received", "assigned", "returned", "assigned"))
    assert (state.reassignments, state.faults) == (1, ())


def test_a_refused_return_goes_back_to_the_agency() -> None:
    state = state_of(a_case("received", "assigned", "returned", "return-refused", "signed"))
    assert (state.stage.value, state.faults) == ("working", ())


def test_pauses_are_intervals_with_causes() -> None:
    case = a_case("received").plus(
        an_event("paused", 16, cause="hearing"),
        an_event("resumed", 18),
        an_event("paused", 20, cause="testing"),
    )
    state = state_of(case)
    spans = [(p.cause, p.since, p.until) for p in state.pauses]
    assert spans == [
        ("hearing", date(2023, 6, 16), date(2023, 6, 18)),
        ("testing", date(2023, 6, 20), None),
    ]
    assert state.paused
    assert not state_of(a_case("received")).paused


@pytest.mark.parametrize("end", ["resolved", "withdrawn", "merged", "re-handled"])
def test_a_pause_ends_with_the_case_or_with_its_cycle(end: str) -> None:
    state = state_of(a_case("received", "replied", "paused", end))
    assert state.faults == ()
    assert state.pauses[0].until == date(2023, 6, 18)
    assert not state.paused


def test_a_pause_that_is_over_keeps_its_end() -> None:
    state = state_of(a_case("received", "paused", "resumed", "resolved"))
    assert state.pauses[0].until == date(2023, 6, 17)


def test_extensions_tell_how_far_by_whom_and_when_they_were_asked_for() -> None:
    granted = an_event(
        "extended", 18, by="分管领导", until=date(2023, 7, 20), asked=date(2023, 6, 17)
    )
    (extension,) = state_of(a_case("received").plus(granted)).extensions
    assert (extension.asked, extension.until) == (date(2023, 6, 17), date(2023, 7, 20))
    assert (extension.granted_by, extension.period, extension.cycle) == ("分管领导", None, 1)


def test_an_extension_was_asked_for_at_the_latest_when_it_was_granted() -> None:
    (extension,) = state_of(a_case("received", "extended")).extensions
    assert extension.asked == date(2023, 6, 16)


def test_the_first_and_the_last_of_a_kind_are_found() -> None:
    state = state_of(a_case("received", "replied", "replied"))
    assert state.first("replied") == an_event("replied", 16)
    assert state.last("replied") == an_event("replied", 17)
    assert state.first("signed") is state.last("signed") is None
    assert state.times == {
        EventKind.RECEIVED: date(2023, 6, 15),
        EventKind.REPLIED: date(2023, 6, 16),
    }


def test_a_case_is_open_until_it_has_ended() -> None:
    assert not state_of(Case("1")).open
    assert state_of(a_case("received")).open
    assert not state_of(a_case("received", "closed")).open


def test_a_state_is_said_in_both_languages() -> None:
    state = state_of(a_case("received", "continuing"))
    assert (state.say("zh"), state.say("en")) == ("C1 持续推进", "C1 continuing")


# --- what cannot follow -------------------------------------------------------------


def told(state: CaseState) -> list[str]:
    return [fault.problem.say("en") for fault in state.faults]


def test_an_event_that_cannot_follow_is_kept_with_its_place_and_reason() -> None:
    signed = an_event("signed", 20, place=Place("log.csv", row=7))
    state = state_of(a_case("received", "closed").plus(signed))
    assert state.faults[0].event is signed
    assert told(state) == [
        "log.csv row 7: got 'signed for' of case C1, 2023-06-20, while closed, "
        "expected it while registered or accepted or assigned [cannot-follow]"
    ]
    assert state.faults[0].problem.say("zh") == (
        "log.csv 第 7 行：读到诉求 C1 的“签收”（2023-06-20），当时已办结，"
        "应为在已登记、已受理、已交办时 [cannot-follow]"
    )
    assert signed not in state.events


def test_what_lies_before_the_registration_is_not_applied() -> None:
    """A stop before its start: the case stays registered, and whether it is closed is open."""
    state = state_of(Case("C1", events=[an_event("received", 15), an_event("closed", 14)]))
    assert told(state) == [
        "got 'closed' of case C1, 2023-06-14, "
        "expected it after the request was received, 2023-06-15 [before-received]"
    ]
    assert state.stage.value == "registered"
    assert facts(state) == (UNKNOWN, UNKNOWN, UNKNOWN, NO)


def test_a_record_that_leaves_the_registration_out_begins_with_what_it_has() -> None:
    state = state_of(a_case("signed", "resolved"))
    assert (state.stage.value, state.faults) == ("closed", ())


def test_a_pause_in_a_pause_is_a_fault() -> None:
    assert told(state_of(a_case("received", "paused", "paused"))) == [
        "got 'paused' of case C1, 2023-06-17, "
        "expected the end of the pause of 2023-06-16 first [pause-in-pause]"
    ]


def test_a_resumption_without_pause_is_a_fault() -> None:
    assert told(state_of(a_case("received", "resumed"))) == [
        "got 'resumed' of case C1, 2023-06-16, expected it during a pause [resume-without-pause]"
    ]
    assert codes(state_of(a_case("received", "paused", "resumed", "resumed"))) == [
        "resume-without-pause"
    ]


def test_the_same_end_twice_in_a_cycle_is_a_fault() -> None:
    assert told(state_of(a_case("received", "closed", "closed"))) == [
        "got 'closed' of case C1, 2023-06-17, expected it once until the case is handled again; "
        "there is that of 2023-06-16 [done-already]"
    ]


def test_an_exact_duplicate_is_a_fault_and_is_applied_once() -> None:
    one = an_event("replied", 16, place=Place("log.csv", row=3))
    two = an_event("replied", 16, place=Place("log.csv", row=9))
    state = state_of(Case("C1", events=[an_event("received"), one, two]))
    assert told(state) == [
        "log.csv row 9: got 'replied' of case C1, 2023-06-16, "
        "expected each event once; it stands already log.csv row 3 [duplicate-event]"
    ]
    assert [event.kind.value for event in state.events] == ["received", "replied"]
    assert facts(state) == (NO, NO, UNKNOWN, NO)


def test_a_duplicate_without_place_says_so() -> None:
    assert told(state_of(a_case("received").plus(an_event("received")))) == [
        "got 'received' of case C1, 2023-06-15, "
        "expected each event once; it stands already in this case [duplicate-event]"
    ]


def test_an_event_in_the_future_is_a_fault() -> None:
    state = state_of(a_case("received", "closed"), at=date(2023, 6, 15))
    assert told(state) == [
        "got 'closed' of case C1, 2023-06-16, expected nothing later than 2023-06-15 "
        "[event-in-future]"
    ]
    assert facts(state) == (NO, NO, UNKNOWN, NO)
    assert state_of(a_case("received", "closed"), at=date(2023, 6, 16)).faults == ()


def test_a_local_time_without_zone_is_a_fault_and_leaves_open_what_it_may_have_done() -> None:
    local = Event("reopened", datetime(2023, 6, 20, 9))
    case = a_case("received", "resolved").plus(local)
    state = state_of(case)
    assert told(state) == [
        "got 'reopened' of case C1, 2023-06-20 09:00, "
        "expected a time with its zone, or a zone named by the rulebook [missing-time-zone]"
    ]
    assert facts(state) == (UNKNOWN, UNKNOWN, UNKNOWN, NO)
    named = state_of(case, zone="Asia/Shanghai")
    assert (named.stage.value, named.faults) == ("registered", ())
    assert named.events[-1].time == at(9)


@pytest.mark.parametrize(
    ("time", "until", "wrong"),
    [
        (date(2023, 6, 20), date(2023, 6, 19), True),
        (date(2023, 6, 20), date(2023, 6, 20), False),
        (at(9), at(8), True),
        (at(9), datetime(2023, 6, 20, 8), True),
        (at(9), datetime(2023, 6, 20, 10), False),
        (at(9), date(2023, 6, 20), False),
        (at(9), None, False),
        (None, date(2023, 6, 19), False),
    ],
)
def test_an_extension_cannot_end_before_it_was_granted(
    time: date | None, until: date | None, wrong: bool
) -> None:
    case = a_case("received").plus(Event("extended", time, until=until))
    assert codes(state_of(case)) == (["until-before-start"] if wrong else [])


def test_an_extension_that_ends_early_is_told_with_both_times() -> None:
    case = a_case("received").plus(an_event("extended", 20, until=date(2023, 6, 19)))
    assert told(state_of(case)) == [
        "got 'extended' of case C1, 2023-06-20, until 2023-06-19, "
        "expected an end after the extension [until-before-start]"
    ]
    assert state_of(case).extensions == ()


def test_a_closing_that_cannot_be_applied_leaves_open_whether_the_case_is_closed() -> None:
    case = a_case("received", "assigned", "returned", "closed")
    state = state_of(case)
    assert (codes(state), facts(state)) == (["cannot-follow"], (UNKNOWN, UNKNOWN, UNKNOWN, NO))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (None, (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)),
        (EventKind.SIGNED, (YES, YES, UNKNOWN, NO)),
        (EventKind.WRITTEN_OFF, (YES, YES, UNKNOWN, UNKNOWN)),
        (EventKind.RE_HANDLED, (UNKNOWN, UNKNOWN, UNKNOWN, NO)),
    ],
)
def test_a_row_that_cannot_be_read_leaves_open_what_it_may_have_done(
    kind: EventKind | None, expected: tuple[Truth, ...]
) -> None:
    row = UnreadEvent(kind, (Problem("bad-time", "'soon'", "a time"),))
    case = a_case("received", "resolved", unread=[row])
    assert facts(state_of(case)) == expected


def test_strict_raises_every_fault_and_every_unreadable_row() -> None:
    row = UnreadEvent(None, (Problem("bad-time", "'soon'", "a time"),))
    case = a_case("received", "resumed", "signed", "signed", unread=[row])
    with pytest.raises(RecordError) as error:
        state_of(case, strict=True)
    assert [p.code for p in error.value.problems] == [
        *("resume-without-pause", "cannot-follow", "bad-time")
    ]
    assert state_of(a_case("received"), strict=True).faults == ()


# --- what waits ---------------------------------------------------------------------


def test_an_event_waits_for_the_others_of_its_instant() -> None:
    """One pause ends and another begins at nine: usually a pause comes before its end."""
    case = a_case("received").plus(
        Event("paused", at(8)), Event("paused", at(9), cause="testing"), Event("resumed", at(9))
    )
    state = state_of(case)
    assert state.faults == ()
    assert [(p.since, p.until) for p in state.pauses] == [(at(8), at(9)), (at(9), None)]


def test_an_event_does_not_wait_beyond_its_instant() -> None:
    case = a_case("received").plus(
        Event("paused", at(8)), Event("paused", at(9)), Event("resumed", at(9, 1))
    )
    state = state_of(case)
    assert codes(state) == ["pause-in-pause"]
    assert [(p.since, p.until) for p in state.pauses] == [(at(8), at(9, 1))]


def test_a_bare_day_waits_until_the_day_is_over() -> None:
    """The whole life of a case on one day, written as bare days, in two cycles."""
    kinds = ("received", "assigned", "signed", "replied", "resolved", "re-handled")
    events = [an_event(kind, 15) for kind in kinds]
    events.append(an_event("signed", 15, by="甲"))
    state = state_of(Case("C1", events=events))
    assert state.faults == ()
    assert [event.kind.value for event in state.events] == [*kinds, "signed"]


def test_several_wait_and_follow_one_another() -> None:
    """Signed, returned and signed again wait for the reopening of the same instant."""
    case = a_case("received", "closed").plus(
        Event("assigned", at(9)), Event("signed", at(9)), Event("reopened", at(9))
    )
    state = state_of(case)
    assert state.faults == ()
    assert [event.kind.value for event in state.events[2:]] == ["reopened", "assigned", "signed"]


def test_what_has_no_time_is_applied_last() -> None:
    """A ledger that tells how satisfied a firm was, and not when it was asked."""
    case = a_case("received", "resolved").plus(Event("followed-up", grade="satisfied"))
    state = state_of(case)
    assert (state.satisfied, state.faults) == (YES, ())
    assert "followed-up" in state.times
    assert state.times[EventKind.FOLLOWED_UP] is None


# --- properties ---------------------------------------------------------------------


@given(cases(timeless=True), st.sampled_from([None, "Asia/Shanghai"]))
def test_every_event_is_applied_or_found_fault_with(case: Case, zone: str | None) -> None:
    for moment in (None, date(2023, 6, 20), at(12)):
        state = state_of(case, moment, zone=zone)
        assert len(state.events) + len(state.faults) == len(case.events)
        rest = [event.kind for event in case.events]
        for event in (*state.events, *(fault.event for fault in state.faults)):
            rest.remove(event.kind)
        assert rest == []


@given(cases(timeless=True), st.randoms())
def test_the_order_of_rows_does_not_matter(case: Case, random: object) -> None:
    mixed = list(case.events)
    random.shuffle(mixed)  # type: ignore[attr-defined] # a random.Random
    one, other = state_of(case), state_of(Case("C1", events=mixed))
    assert (one.stage, one.events, one.cycles) == (other.stage, other.events, other.cycles)
    assert (one.pauses, one.extensions, one.lead) == (other.pauses, other.extensions, other.lead)
    assert sorted(told(one)) == sorted(told(other))


@given(cases(), st.integers(0, 12), st.sampled_from([0, 9, 20]))
def test_the_state_at_a_time_is_that_of_the_events_until_then(
    case: Case, days: int, hour: int
) -> None:
    moment = at(0, 0, 15) + timedelta(days=days, hours=hour)
    state = state_of(case, moment, zone=CHINA)
    before = state_of(up_to(case, moment, CHINA), zone=CHINA)
    assert (state.stage, state.events, state.cycles) == (before.stage, before.events, before.cycles)
    assert (state.pauses, state.lead) == (before.pauses, before.lead)


@given(cases(), st.sampled_from([k for k in EventKind if k is not EventKind.RECEIVED]))
def test_an_event_at_the_end_changes_no_time_of_the_past(case: Case, kind: EventKind) -> None:
    """A registration is left out: before it nothing counts, so it does change the past."""
    before = state_of(case, zone=CHINA)
    after = state_of(case.plus(Event(kind, datetime(2023, 8, 1, tzinfo=UTC))), zone=CHINA)
    assert after.events[: len(before.events)] == before.events
    assert after.times.items() >= before.times.items()
    assert [p.begin for p in after.pauses[: len(before.pauses)]] == [p.begin for p in before.pauses]


@given(cases())
def test_the_events_that_were_applied_can_be_applied_again(case: Case) -> None:
    state = state_of(case, zone=CHINA)
    assume(state.events)
    again = state_of(Case("C1", events=state.events), zone=CHINA)
    assert (again.stage, again.events, again.faults) == (state.stage, state.events, ())


@given(sound_cases())
def test_a_case_that_runs_as_it_should_has_no_faults(case: Case) -> None:
    state = state_of(case, strict=True)
    assert state.events == case.events
    assert sum(len(cycle.events) for cycle in state.cycles) == len(case.events)


@given(cases(timeless=True))
def test_a_state_survives_pickling(case: Case) -> None:
    state = state_of(case)
    assert pickle.loads(pickle.dumps(state)) == state  # noqa: S301 - our own
