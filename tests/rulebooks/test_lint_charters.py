"""Service charters: what is legal YAML but no promise, and worked requests that prove nothing.

Whole messages stand in ``charter_mistakes.txt``, below the name of each mistake.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from requests_yaml import told

MISTAKES = {
    "period that is none": (
        "within: 3 working days",
        "within: three weeks or so",
    ),
    "law that is none": (
        "law: 民法典",
        "law: 民法",
    ),
    "an event that starts and meets": (
        "met_by: [in-progress]",
        "met_by: [in-progress, assigned]",
    ),
    "event that is none": (
        "met_by: [in-progress]",
        "met_by: [in-progres]",
    ),
    "light of nothing": (
        "{share: 0.9}",
        "{}",
    ),
    "light of more than the whole": (
        "share: 0.9",
        "share: 90",
    ),
    "extension in hours of a promise in days": (
        "by: 2 working days",
        "by: 2 hours",
    ),
    "extension asked for by the hour": (
        "ask_before: 1 working day",
        "ask_before: 1 hour",
    ),
    "extension no times": (
        "times: any",
        "times: 0",
    ),
    "need with what belongs to another": (
        "need: reply, before",
        "need: reply, tries: 2, before",
    ),
    "promise that never holds": (
        "            priorities: [urgent]\n",
        "",
    ),
    "a promise that deems its own start": (
        "met_by: [in-progress]",
        "met_by: [in-progress]\n            deems: assigned",
    ),
    "a need outside its version": (
        "        closure:\n          - {need: reply,",
        "        kinds: [systemic]\n        closure:\n"
        "          - {need: reply, kinds: [individual],",
    ),
    "the same id twice": (
        "- id: reply-urgent",
        "- id: reply",
    ),
    "versions that overlap": (
        "until: 2023-12-31",
        "until: 2024-01-31",
    ),
    "a version that says nothing": (
        "        promises:\n          - id: reply\n",
        "        x:\n          - id: reply\n",
    ),
    "working hours without office hours": (
        'office_hours:\n  hours: {mon-fri: ["09:00-12:00", "13:00-17:00"]}\n'
        "  cite: {source: measures, locator: 第二条}\n",
        "",
    ),
    "office hours that run backwards": (
        '"13:00-17:00"',
        '"17:00-13:00"',
    ),
    "case of two topics": (
        "request: {received: 2023-01-01,",
        "inspection: {start: 2023-01-01}\n    request: {received: 2023-01-01,",
    ),
    "case without a time": (
        "    at: 2024-01-04\n",
        "",
    ),
    "time that is none": (
        "at: 2024-01-04",
        "at: soon",
    ),
    "outcome of an inspection": (
        "{outcome: undetermined, missing",
        "{outcome: exempt, missing",
    ),
    "code that is none": (
        "codes: [promise-missed], clocks: {reply: missed}",
        "codes: [promise-mised], clocks: {reply: missed}",
    ),
    "promise that is not there": (
        "clocks: {contact: met, reply: met}",
        "clocks: {contat: met, reply: met}",
    ),
    "field that is none": (
        "登记时间: 2023-12-31",
        "登记时问: 2023-12-31",
    ),
    "event that cannot be read": (
        "{event: replied, time: 2024-01-05 17:30}",
        "{event: replid, time: 2024-01-05 17:30}",
    ),
    "a record of an exemption": (
        "missing: [priority]}",
        "exemptions: []}",
    ),
    "extension that is no longer than the promise": (
        "extension: {by: 2 working days,",
        "extension: {in_all: 2 working days,",
    ),
    "extension as often as one likes": ("times: any", "times: often"),
    "a start day of hours": (
        "within: 1 working hour\n",
        "within: 1 working hour\n            start_counts: yes\n",
    ),
    "signers of what nobody signs": (
        "{need: reply, before: closing",
        "{need: reply, signers: [区长], before: closing",
    ),
    "stage that is none": ("stage: first-contact", "stage: first-cntact"),
    "requests of another kind of rulebook": ("service_charters:", "service_charters: []\nx:"),
}
EXPECTED: dict[str, list[str]] = {}
for line in Path(__file__).with_name("charter_mistakes.txt").read_text("utf-8").splitlines():
    if line.startswith("## "):
        EXPECTED[line.removeprefix("## ")] = messages = []
    elif line:
        messages.append(line)


def test_a_sound_charter_is_told_nothing_of() -> None:
    assert told() == []


def test_every_mistake_has_its_messages() -> None:
    assert set(MISTAKES) == set(EXPECTED)
    assert all(EXPECTED.values())


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_stands(name: str) -> None:
    assert told(MISTAKES[name]) == EXPECTED[name]
