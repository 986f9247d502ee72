"""Worked cases are values: what is recorded, and what is expected."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from bizenv.rulebooks.worked_cases import WorkedRequest, WorkedVisit

VISIT = WorkedVisit("first day", {"start": "2023-06-01"}, "forbidden")
REQUEST = WorkedRequest("in time", {"received": "2023-06-01"}, (), date(2023, 6, 2), "closable")


def test_what_is_not_expected_is_not_compared() -> None:
    assert (VISIT.codes, VISIT.next_allowed) == (None, None)
    assert (REQUEST.codes, REQUEST.clocks, REQUEST.due) == (None, None, None)


def test_cases_are_told_apart_by_everything_they_say() -> None:
    """Records have no hash, and still two cases can stand in one set."""
    other = evolve(REQUEST, clocks={"reply": "met"})
    assert other != REQUEST
    assert len({VISIT, REQUEST, other}) == 3
    assert len({REQUEST, evolve(REQUEST)}) == 1
