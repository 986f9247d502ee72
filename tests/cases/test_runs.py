"""From when to when a promise runs."""

from __future__ import annotations

from typing import Any

import pytest

from bizenv.cases.runs import Run, runs_of
from bizenv.cases.states import state_of
from bizenv.testing.cases import a_case, a_promise, an_event


def runs(*kinds: str, **changes: Any) -> list[Run]:
    return list(runs_of(state_of(a_case(*kinds)), a_promise(**changes)).runs)


def told(run: Run) -> tuple[int, str, str | None, str | None]:
    finish = run.finish.kind.value if run.finish else None
    return run.cycle, run.start.kind.value, finish, run.end.kind.value if run.end else None


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["received"], []),
        (["received", "assigned"], [(1, "assigned", None, None)]),
        (["received", "assigned", "replied"], [(1, "assigned", "replied", None)]),
        (["received", "assigned", "withdrawn"], [(1, "assigned", None, "withdrawn")]),
        # written off first, replied never
        (
            ["received", "assigned", "closed", "written-off"],
            [(1, "assigned", None, "written-off")],
        ),
    ],
)
def test_a_promise_runs_from_its_start_to_what_meets_or_ends_it(
    kinds: list[str], expected: list[Any]
) -> None:
    assert [told(run) for run in runs(*kinds)] == expected


def test_the_first_start_and_the_first_finish_count() -> None:
    (run,) = runs(
        "received", "accepted", "assigned", "replied", "replied", starts_on=["accepted", "assigned"]
    )
    assert run.start.time.day == 16  # type: ignore[union-attr]
    assert run.finish.time.day == 18  # type: ignore[union-attr]


def test_what_restarts_a_promise_restarts_it_while_it_runs() -> None:
    line = ("received", "assigned", "reassigned", "replied", "reassigned")
    (run,) = runs(*line[:4], restarts_on="reassigned")
    assert told(run) == (1, "reassigned", "replied", None)


@pytest.mark.parametrize(
    ("cause", "start"),
    [("awaiting-papers", "resumed"), ("hearing", "assigned"), (None, "assigned")],
)
def test_the_end_of_a_pause_restarts_a_promise_where_its_cause_does(
    cause: str | None, start: str
) -> None:
    """Papers that were asked for begin the time anew; a hearing does not."""
    case = a_case("received", "assigned")
    case = case.plus(an_event("paused", 17, cause=cause), an_event("resumed", 20))
    asked = a_promise(pauses=["awaiting-papers", "hearing"], restarts_after="awaiting-papers")
    (run,) = runs_of(state_of(case), asked).runs
    assert run.start.kind.value == start


def test_a_finish_without_a_start_is_told() -> None:
    found = runs_of(state_of(a_case("received", "replied")), a_promise())
    assert found.runs == ()
    assert found.unstarted is not None
    assert found.unstarted.kind == "replied"
    again = a_case("received", "replied", "re-handled")
    later = runs_of(state_of(again), a_promise(starts_on="signed"))
    assert later.unstarted is not None


TWICE = ("received", "assigned", "replied", "re-handled", "replied")


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("continue", [(2, "assigned", "replied", None)]),
        ("new-cycle", [(1, "assigned", "replied", None), (2, "re-handled", "replied", None)]),
        ("restart", [(2, "re-handled", "replied", None)]),
        ("unstated", [(1, "assigned", "replied", None), (2, "re-handled", "replied", None)]),
    ],
)
def test_a_case_that_is_handled_again_runs_by_its_policy(policy: str, expected: list[Any]) -> None:
    """Handling again assigns it: that starts what an assignment starts."""
    found = runs(*TWICE, reopening=policy)
    assert [told(run) for run in found] == expected


def test_a_later_run_is_unsettled_where_the_policy_is_not_stated() -> None:
    """The first one is what the rule speaks of, in whichever cycle it runs."""
    assert [run.unsettled for run in runs(*TWICE, reopening="unstated")] == [False, True]
    line = ("received", "accepted", "closed", "reopened", "assigned")
    assert [run.unsettled for run in runs(*line, reopening="unstated")] == [False]


def test_between_two_cycles_there_is_a_break() -> None:
    (run,) = runs(*TWICE)
    ((finish, start),) = run.breaks
    assert (finish.kind, start.kind) == ("replied", "re-handled")
    assert run.first_cycle == 1


def test_what_an_earlier_cycle_left_undone_ends_with_it() -> None:
    line = ("received", "assigned", "closed", "reopened", "assigned")
    first, second = runs(*line, reopening="new-cycle")
    assert told(first) == (1, "assigned", None, "reopened")
    assert told(second) == (2, "assigned", None, None)


def test_reopening_registers_the_case_and_does_not_assign_it() -> None:
    assert [told(run) for run in runs("received", "assigned", "closed", "reopened")] == [
        (1, "assigned", None, "reopened")
    ]


def test_a_clock_that_restarts_forgets_the_cycle_before() -> None:
    assert runs("received", "assigned", "closed", "reopened", reopening="restart") == []
