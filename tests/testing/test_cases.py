"""Builders and strategies of cases give what their names say."""

from __future__ import annotations

from datetime import date, datetime

from drawn import meet
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases.states import state_of
from bizenv.cases.values import Case, Event, EventKind
from bizenv.testing import a_case, an_event
from bizenv.testing.cases import cases, events, sound_cases


def test_the_builders_give_one_event_a_day() -> None:
    case = a_case("received", "signed", id="S1", lead="甲")
    assert (case.id, case.lead) == ("S1", "甲")
    assert case.events == (an_event(), an_event("signed", 16))
    assert an_event("signed", time=date(2024, 1, 1)).time == date(2024, 1, 1)


@given(events(EventKind.EXTENDED))
def test_events_of_a_kind_are_of_that_kind(event: Event) -> None:
    assert event.kind is EventKind.EXTENDED
    assert not isinstance(event.time, datetime) or event.time.tzinfo is not None


def test_timeless_events_have_no_time_or_no_zone() -> None:
    meet(events(timeless=True), lambda event: event.time is None)
    meet(events(timeless=True), lambda e: isinstance(e.time, datetime) and e.time.tzinfo is None)


def test_cases_have_faults_of_many_sorts_and_sound_cases_none() -> None:
    for code in ("cannot-follow", "before-received", "duplicate-event", "done-already"):
        meet(cases(), lambda case, code=code: code in {f.code for f in state_of(case).faults})  # type: ignore[misc]
    meet(sound_cases(), lambda case: len(state_of(case).cycles) > 1)


@given(st.from_type(Case), st.from_type(Event), sound_cases(max_events=3))
def test_hypothesis_knows_cases_and_events_by_their_type(
    case: Case, event: Event, sound: Case
) -> None:
    assert isinstance(case, Case)
    assert isinstance(event, Event)
    assert 1 <= len(sound.events) <= 3
