"""Worked requests: a row, rows of events, or both become a case; slips keep their place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bizenv.cases.values import Event
from bizenv.kernel.errors import RecordError
from bizenv.rulebooks.cases import run_cases
from bizenv.rulebooks.reader import read_rulebook
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.rulebooks.worked_cases import WorkedRequest
from bizenv.rulebooks.worked_requests import case_of, read_request

ZONE = "Asia/Shanghai"


def read(record: dict[str, Any], *events: dict[str, Any]) -> list[Event]:
    found = read_request(record, events, base_vocabulary(), ZONE)
    assert found.problems == ()
    assert found.case is not None
    return list(found.case.events)


def told(record: dict[str, Any], *events: dict[str, Any]) -> list[tuple[Any, str]]:
    found = read_request(record, events, base_vocabulary(), ZONE)
    assert found.case is None
    return [(place, problem.code) for place, problem in found.problems]


def days(events: list[Event]) -> list[tuple[str, Any]]:
    return [(event.kind.value, event.time) for event in events]


def test_a_row_has_a_column_for_each_stage() -> None:
    row = {"登记时间": "2023-06-20", "replied": "2023-06-26"}
    assert days(read(row)) == [
        ("received", date(2023, 6, 20)),
        ("replied", date(2023, 6, 26)),
    ]


def test_rows_of_events_tell_the_rest() -> None:
    events = (
        {"event": "延期", "time": "2023-06-26", "by": "区长"},
        {"事件": "延期", "时间": "2023-06-28"},
    )
    found = read({"received": "2023-06-20"}, *events)
    assert days(found) == [
        ("received", date(2023, 6, 20)),
        ("extended", date(2023, 6, 26)),
        ("extended", date(2023, 6, 28)),
    ]
    assert found[1].by == "区长"


def test_the_facts_of_the_row_are_those_of_the_case() -> None:
    event = {"event": "received", "time": "2023-06-20"}
    found = read_request(
        {"诉求类别": "个体性", "channel": "热线"}, (event,), base_vocabulary(), ZONE
    )
    assert found.case is not None
    assert (found.case.kind, found.case.channel) == ("individual", "hotline")
    assert len(found.case.events) == 1


@pytest.mark.parametrize(
    ("record", "events", "expected"),
    [
        ({"colour": "red"}, (), [(("request", "colour"), "unknown-field")]),
        ({"received": "soon"}, (), [(("request", "received"), "bad-time")]),
        (
            {"received": "2023-06-20"},
            ({"event": "extendd", "time": "2023-06-26"},),
            [(("events", 0, "event"), "unknown-term")],
        ),
        (
            {"received": "2023-06-20"},
            ({"event": "extended", "time": "2023-06-26"}, {"event": "extended"}),
            [(("events", 1), "missing-time")],
        ),
        (
            {"登记日期": "2023-06-20", "登记时间": "2023-06-21"},
            (),
            [(("request",), "ambiguous-header")],
        ),
    ],
)
def test_a_slip_is_told_where_it_is_written(
    record: dict[str, Any], events: tuple[dict[str, Any], ...], expected: list[Any]
) -> None:
    assert told(record, *events) == expected


def test_a_request_that_cannot_be_read_is_an_error() -> None:
    worked = WorkedRequest("x", {"colour": "red"}, (), date(2023, 6, 20), "closable")
    with pytest.raises(RecordError) as caught:
        case_of(worked, base_vocabulary(), ZONE)
    assert caught.value.problems[0].code == "unknown-field"


def test_an_event_that_cannot_follow_is_part_of_the_case() -> None:
    """Whether it is a slip is for the verdict to say."""
    found = read({"received": "2023-06-20", "replied": "2023-06-19"})
    assert [event.kind.value for event in found] == ["received", "replied"]


def charter() -> str:
    from pathlib import Path

    return Path(__file__).with_name("charter.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "clocks: {contact: met, reply: met}",
            "clocks: {contact: met, reply: missed}",
            "clocks: expected contact met, reply missed, got contact met, reply met",
        ),
        (
            "due: {reply: 2023-06-26}",
            "due: {reply: 2023-06-27}",
            "due: expected reply 2023-06-27, got reply 2023-06-26",
        ),
        (
            "duties: [provide]",
            "duties: []",
            "duties: expected none, got provide",
        ),
        (
            "outcome: not-to-be-written-off",
            "outcome: closable",
            "outcome: expected closable, got not-to-be-written-off",
        ),
    ],
)
def test_a_request_that_comes_out_otherwise_says_how(right: str, wrong: str, message: str) -> None:
    text = charter()
    assert right in text
    reading = read_rulebook(text.replace(right, wrong), "rules.yaml")
    assert reading.rulebook is not None
    (result,) = run_cases(reading.rulebook).results
    assert [difference.say("en") for difference in result.differences] == [message]
