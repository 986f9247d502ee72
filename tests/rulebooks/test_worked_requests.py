"""Worked requests: read from a row, from rows of events, or from both."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from requests_yaml import book

from bizenv.kernel.errors import RecordError
from bizenv.rulebooks.cases import run_cases
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.rulebooks.worked_cases import WorkedRequest
from bizenv.rulebooks.worked_requests import ReadRequest, case_of, read_request

CHINA = ZoneInfo("Asia/Shanghai")


def read(record: dict[str, Any], *events: dict[str, Any]) -> ReadRequest:
    return read_request(record, events, base_vocabulary(), "Asia/Shanghai")


def test_a_row_says_what_happened_once() -> None:
    case = read(
        {"kind": "个体性急需性", "登记时间": "2023-06-15", "replied": "2023-06-16 09:30"}
    ).case
    assert case is not None
    assert (case.kind, [event.kind.value for event in case.events]) == (
        "individual",
        ["received", "replied"],
    )
    assert [event.time for event in case.events] == [
        date(2023, 6, 15),
        datetime(2023, 6, 16, 9, 30, tzinfo=CHINA),
    ]


def test_rows_of_events_say_the_rest() -> None:
    case = read(
        {"received": "2023-06-15", "lead": "区住建局"},
        {"event": "paused", "time": "2023-06-16", "cause": "hearing"},
        {"event": "paused", "time": "2023-06-19"},
    ).case
    assert case is not None
    assert [event.kind.value for event in case.events] == ["received", "paused", "paused"]
    assert (case.lead, case.events[1].cause) == ("区住建局", "hearing")


def test_facts_of_the_row_go_with_events_alone() -> None:
    case = read({"kind": "systemic"}, {"event": "received", "time": "2023-06-15"}).case
    assert case is not None
    assert (case.kind, len(case.events)) == ("systemic", 1)


@pytest.mark.parametrize(
    ("record", "events", "path", "code"),
    [
        ({"kinds": "systemic"}, [], ("request", "kinds"), "unknown-field"),
        ({"received": "soon"}, [], ("request", "received"), "bad-time"),
        (
            {"登记时间": "2023-06-15", "received": "2023-06-15"},
            [],
            ("request", "登记时间"),
            "unknown-field",
        ),
        ({}, [{"event": "asigned", "time": "2023-06-15"}], ("events", 0, "event"), "unknown-term"),
        ({}, [{"event": "assigned"}], ("events", 0), "missing-column"),
        ({}, [{"event": "assigned", "tme": "2023-06-15"}], ("events", 0, "tme"), "unknown-field"),
        ({"kind": "systemic"}, [], ("request",), "missing-column"),
        (
            {"答复时间": "2023-06-15", "回复时间": "2023-06-16"},
            [],
            ("request",),
            "ambiguous-header",
        ),
    ],
)
def test_what_cannot_be_read_is_told_where_it_is_written(
    record: dict[str, Any], events: list[dict[str, Any]], path: tuple[Any, ...], code: str
) -> None:
    found = read(record, *events)
    assert found.case is None
    assert (path, code) in [(place, problem.code) for place, problem in found.problems]


def test_a_worked_request_that_cannot_be_read_fails_with_its_problem() -> None:
    worked = WorkedRequest("n", {"received": "soon"}, (), date(2024, 1, 31), "closable")
    with pytest.raises(RecordError):
        case_of(worked, base_vocabulary(), "Asia/Shanghai")


def test_every_figure_that_differs_is_told() -> None:
    from attrs import evolve

    rules = book()
    first = rules.worked_cases[0]
    assert isinstance(first, WorkedRequest)
    wrong = evolve(
        first,
        outcome="closable",
        codes=("promise-missed",),
        duties=("reply",),
        clocks={"reply": "missed", "contact": "met"},
        due={"reply": date(2024, 1, 3)},
    )
    (result,) = run_cases(evolve(rules, worked_cases=(wrong,))).results
    assert [difference.say("en") for difference in result.differences] == [
        "outcome: expected closable, got may-be-written-off",
        "codes: expected promise-missed, got none",
        "duties: expected reply, got none",
        "clocks: expected reply missed, contact met, got reply met, contact —",
        "due: expected reply 2024-01-03, got reply 2024-01-02",
    ]
