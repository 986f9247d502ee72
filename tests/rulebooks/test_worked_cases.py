"""Worked cases: what they keep, and what they leave uncompared."""

from __future__ import annotations

from datetime import date, datetime

from requests_yaml import book

from bizenv.rulebooks.worked_cases import WorkedRequest, WorkedVisit


def test_what_is_not_expected_is_not_compared() -> None:
    visit = WorkedVisit("n", {"start": "2023-06-15"}, "forbidden")
    assert (visit.codes, visit.exemptions, visit.duties, visit.next_allowed) == (None,) * 4


def test_a_worked_request_keeps_its_record_its_events_and_its_time() -> None:
    contact = book().worked_cases[4]
    assert isinstance(contact, WorkedRequest)
    assert (contact.record, len(contact.events)) == ({"priority": "normal"}, 7)
    assert contact.at == datetime(2024, 1, 31, 12)
    first = book().worked_cases[0]
    assert isinstance(first, WorkedRequest)
    assert (first.due, first.line) == ({"reply": date(2024, 1, 2)}, 63)
