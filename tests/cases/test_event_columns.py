"""Events as columns: in order, case by case; what does not fit is marked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest

from bizenv.cases.event_columns import EventColumns, EventRows, arrange
from bizenv.cases.instants import from_times
from bizenv.cases.values import EventKind
from bizenv.kernel.problems import Problem
from bizenv.tables.columns import Encoded, encode

BAD = Problem("unknown-term", "'x'", "an event")


def columns(
    *rows: tuple[int, EventKind | Problem | str, Any],
    facts: dict[str, list[Any]] | None = None,
    words: dict[str, list[Any]] | None = None,
    more: dict[str, list[Any]] | None = None,
) -> EventColumns:
    numbers = np.array([row[0] for row in rows], dtype=np.int64)
    kinds = encode([EventKind(row[1]) if isinstance(row[1], str) else row[1] for row in rows])
    encoded = [
        {name: plain(column) for name, column in (each or {}).items()}
        for each in (words, more, facts)
    ]
    events = EventRows(numbers, kinds, from_times([row[2] for row in rows], UTC), *encoded[:2])
    ids = [f"C{number}" for number in range(max(numbers, default=-1) + 1)]
    return arrange(ids, events, numbers, encoded[2])


def plain(column: list[Any]) -> Encoded:
    return Encoded(np.arange(len(column)), column)


def day(number: int) -> date:
    return date(2023, 6, number)


def test_events_stand_by_case_by_time_and_by_the_usual_order() -> None:
    log = columns((1, "assigned", day(15)), (0, "signed", day(16)), (1, "received", day(15)))
    assert log.starts.tolist() == [0, 1, 3]
    assert [event.kind.value for event in log.case(1, UTC).events] == ["received", "assigned"]
    assert log.odd.tolist() == [False, False]


@pytest.mark.parametrize(
    "rows",
    [
        [(0, "received", None)],
        [(0, "received", "soon")],
        [(0, BAD, day(15))],
        [(0, "received", day(15)), (0, "signed", datetime(2023, 6, 15, 9, tzinfo=UTC))],
        [(0, "signed", day(15)), (0, "signed", day(15))],
    ],
    ids=[
        "no time",
        "no such time",
        "no such event",
        "day and moment",
        "twice",
    ],
)
def test_what_the_arrays_cannot_hold_is_odd(rows: list[Any]) -> None:
    assert columns(*rows, (1, "received", day(15))).odd.tolist() == [True, False]


@pytest.mark.parametrize("kind", ["paused", "resumed", "extended"])
def test_pauses_and_extensions_are_held_like_other_events(kind: str) -> None:
    """What hangs on their times is read case by case; the case itself is not odd."""
    assert columns((0, kind, day(15)), (1, "received", day(15))).odd.tolist() == [False, False]


def test_words_that_cannot_be_read_and_columns_that_say_more_are_odd() -> None:
    rows = [(n, "received", day(15)) for n in range(3)]
    assert columns(*rows, words={"grade": [None, BAD, "satisfied"]}).odd.tolist() == [
        False,
        True,
        False,
    ]
    assert columns(*rows, more={"until": [day(20), None, None]}).odd.tolist() == [
        True,
        False,
        False,
    ]


def test_the_first_row_that_says_a_fact_counts_and_a_second_word_is_odd() -> None:
    rows = [(0, "received", day(15)), (0, "signed", day(16)), (1, "received", day(15))]
    log = columns(*rows, facts={"kind": [None, "systemic", "individual"]})
    assert (log.facts["kind"], log.odd.tolist()) == (["systemic", "individual"], [False, False])
    assert columns(*rows, facts={"kind": ["a", "b", None]}).odd.tolist() == [True, False]
    assert columns(*rows, facts={"kind": [None, None, BAD]}).odd.tolist() == [False, True]


def test_an_event_keeps_its_words() -> None:
    log = columns((0, "assigned", day(15)), words={"to": ["区住建局"], "by": [None]})
    (event,) = log.events(0, UTC)
    assert (event.to, event.by, event.time) == ("区住建局", None, day(15))
    assert log.time(0, UTC) == day(15)
