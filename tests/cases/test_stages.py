"""The table of transitions: complete, and as an officer knows it."""

from __future__ import annotations

import pytest

from bizenv.cases.stages import NEW_CYCLE, ONCE_A_CYCLE, TRANSITIONS, Stage, after, follows
from bizenv.cases.values import EventKind

USUAL = [
    ("received", "registered"),
    ("accepted", "accepted"),
    ("assigned", "assigned"),
    ("returned", "sent-back"),
    ("reassigned", "assigned"),
    ("signed", "working"),
    ("paused", "working"),
    ("resumed", "working"),
    ("extended", "working"),
    ("continuing", "continuing"),
    ("replied", "answered"),
    ("resolved", "closed"),
    ("followed-up", "closed"),
    ("re-handled", "assigned"),
    ("explained", "closed"),
    ("written-off", "written-off"),
    ("reopened", "registered"),
    ("withdrawn", "withdrawn"),
]
"""One case from its registration on: each event, and where the case stands then."""


def test_the_usual_course_runs_through() -> None:
    stage = Stage.NOTHING
    for event, then in USUAL:
        found = after(EventKind(event), stage)
        assert found is not None, event
        assert found.value == then, event
        stage = found


@pytest.mark.parametrize(
    ("event", "stage"),
    [
        ("signed", "nothing"),
        ("accepted", "accepted"),
        ("signed", "working"),
        ("replied", "sent-back"),
        ("return-refused", "assigned"),
        ("written-off", "working"),
        ("followed-up", "working"),
        ("paused", "closed"),
        ("reopened", "working"),
        ("replied", "merged"),
        ("received", "registered"),
        ("not-accepted", "accepted"),
    ],
)
def test_what_runs_backwards_or_skips_the_point_cannot_follow(event: str, stage: str) -> None:
    assert after(EventKind(event), Stage(stage)) is None


def test_a_record_may_leave_steps_out() -> None:
    """A ledger with a registration and a reply and nothing between is a ledger."""
    assert after(EventKind.REPLIED, Stage.REGISTERED) is Stage.ANSWERED
    assert after(EventKind.RESOLVED, Stage.REGISTERED) is Stage.CLOSED


def test_an_agency_to_which_a_case_was_passed_on_may_still_accept_it_or_not() -> None:
    """As with a petition: the office passes it on, the agency says whether it takes it up."""
    for stage in (Stage.ASSIGNED, Stage.WORKING):
        assert after(EventKind.ACCEPTED, stage) is stage
        assert after(EventKind.NOT_ACCEPTED, stage) is Stage.DECLINED
    assert after(EventKind.ACCEPTED, Stage.ANSWERED) is None


def test_an_agency_reports_back_before_or_after_the_closing() -> None:
    """It changes nothing about where the case stands."""
    for stage in (Stage.WORKING, Stage.CLOSED, Stage.WRITTEN_OFF):
        assert after(EventKind.REPORTED, stage) is stage
    assert after(EventKind.REPORTED, Stage.DECLINED) is None


def test_every_kind_of_event_has_a_line_and_every_stage_can_be_reached() -> None:
    assert {line.event for line in TRANSITIONS} == set(EventKind)
    assert {line.after for line in TRANSITIONS} >= set(Stage) - {Stage.NOTHING}


def test_no_two_lines_say_different_things() -> None:
    pairs = [(line.event, stage) for line in TRANSITIONS for stage in line.follows]
    assert len(pairs) == len(set(pairs))


def test_nothing_follows_a_merger() -> None:
    assert not any(Stage.MERGED in follows(kind) for kind in EventKind)


def test_what_begins_a_cycle_is_no_end() -> None:
    assert NEW_CYCLE.isdisjoint(ONCE_A_CYCLE)
    assert {kind.value for kind in NEW_CYCLE} == {"re-handled", "reopened"}


def test_the_stages_at_which_a_case_has_ended() -> None:
    ended = [stage.value for stage in Stage if stage.ended]
    assert ended == ["declined", "closed", "written-off", "withdrawn", "merged"]


def test_every_stage_has_words_of_its_own() -> None:
    assert len({stage.text for stage in Stage}) == len(Stage)
    assert Stage.SENT_BACK.text.zh == "已退回待定"
