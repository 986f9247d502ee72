"""The four facts of one cycle, and what leaves them in doubt."""

from __future__ import annotations

import pytest

from bizenv.cases.cycles import Doubt, Extension, Pause, facts_of
from bizenv.cases.values import Case, Event, EventKind
from bizenv.kernel.truth import Truth

CLOSING = frozenset({EventKind.CLOSED})


def test_a_pause_and_an_extension_tell_what_their_events_tell() -> None:
    pause = Pause(Event("paused", cause="hearing"))
    assert (pause.cause, pause.since, pause.until) == ("hearing", None, None)
    assert Extension(Event("extended"), 1).asked is None


@pytest.mark.parametrize(
    ("kinds", "unplaced", "fact", "expected"),
    [
        (["closed"], [], Truth.NO, Truth.UNKNOWN),
        (["signed"], [], Truth.NO, Truth.NO),
        (["closed"], [], Truth.YES, Truth.YES),
        (["reopened"], [], Truth.YES, Truth.YES),
        (["reopened"], ["reopened"], Truth.YES, Truth.UNKNOWN),
        (["reopened"], ["reopened"], Truth.NO, Truth.NO),
        (["closed"], ["closed"], Truth.UNKNOWN, Truth.UNKNOWN),
    ],
)
def test_a_fact_is_open_where_what_is_in_doubt_makes_or_undoes_it(
    kinds: list[str], unplaced: list[str], fact: Truth, expected: Truth
) -> None:
    doubt = Doubt(frozenset(map(EventKind, kinds)), frozenset(map(EventKind, unplaced)))
    assert doubt.about(fact, CLOSING) is expected


def test_a_record_without_faults_leaves_nothing_in_doubt() -> None:
    assert Doubt.of(Case("1"), []) is None


def test_a_cycle_without_doubt_is_what_its_events_say() -> None:
    cycle = facts_of(1, [Event("received"), Event("explained"), Event("resolved")])
    assert (cycle.closed, cycle.solved) == (Truth.YES, Truth.YES)
