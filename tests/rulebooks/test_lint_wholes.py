"""Rules on whole schedules in a rulebook: mistakes are told where they stand."""

from __future__ import annotations

import pytest

from bizenv.rulebooks.reader import read_rulebook

BOOK = """\
format: bizenv.rulebook/1
id: rules
version: "1"
label: {zh: 示例}
jurisdiction: {level: county}
checked: 2026-01-02
sources:
  doc: {title: 示例, attestation: official, issued: 2026-01-01}
frequency_rules:
  - id: cap
    label: {zh: 上限}
    versions:
      - from: 2026-01-01
        until: open
        cite: {source: doc}
        most: 2
        in: calendar year
        not_counted:
          - {id: complaint, triggers: [complaint], cite: {source: doc}}
        raised:
          - {to: 4, when: {id: poor, credits: [grade-d], cite: {source: doc}}}
joint_visits:
  - id: joint
    label: {zh: 联合}
    versions:
      - {from: unstated, until: open, cite: {source: doc}, within_days: 7}
paper_trail:
  - id: papers
    label: {zh: 手续}
    versions:
      - from: unstated
        until: open
        cite: {source: doc}
        papers:
          - {need: officers, number: 2, cite: {source: doc}}
cases:
  - name: one visit
    schedule:
      - {start: 2026-03-03, enterprise: E1, agency: A}
    expect: {outcome: undetermined, codes: [papers-open]}
"""


def messages(*changes: tuple[str, str]) -> list[str]:
    text = BOOK
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return [str(problem) for problem in read_rulebook(text, "rules.yaml").problems]


def test_a_sound_book_is_silent() -> None:
    assert messages() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("most: 2", "joint_once: no", "'most' or 'least' or both"),
        ("most: 2", "most: two", "a whole number from 0 to 999"),
        ("in: calendar year", "in: a year", "a span such as 'calendar year'"),
        ("in: calendar year", "in: 2 calendar years", "name their first year"),
        ("in: calendar year", "in: licence term", "per: licence with 'licence term'"),
        ("most: 2\n", "most: 2\n        least: 3\n", "a least that is not more than most"),
        ("in: calendar year", "in: 12 months\n        least: 1", "a calendar span or the licence"),
        ("to: 4", "to: 2", "a raised.to above 'most'"),
        ("within_days: 7", "within_days: 0", "1 to 92 days, and at most 100 %"),
        ("within_days: 7", "within_days: 7, target_percent: 101", "at most 100 %"),
        ("need: officers", "need: filed", "'number' with officers only"),
        ("number: 2", "timing: before start", "'timing' with filed, noticed"),
        (
            "- {id: complaint, triggers: [complaint], cite: {source: doc}}",
            "- {id: a, triggers: [complaint], cite: {source: doc}}\n"
            "          - {id: a, domains: [tax], cite: {source: doc}}",
            "got 'a'",
        ),
        (
            "  - id: joint\n",
            "  - id: joint\n    label: {zh: 又}\n    versions:\n"
            "      - {from: unstated, until: open, cite: {source: doc}, within_days: 3}\n"
            "  - id: joint\n",
            "[duplicate-id]",
        ),
        ("codes: [papers-open]", "codes: [paper-open]", "did you mean 'papers-open'?"),
        ("codes: [papers-open]", "rows: {paper-open: [1]}", "did you mean 'papers-open'?"),
        ("codes: [papers-open]", "rows: {papers-open: [0]}", "the number of a row, from 1"),
        ("outcome: undetermined", "outcome: forbidden", "[unknown-word]"),
        ("agency: A}", "agent: A}", "agent"),
        ("start: 2026-03-03", "start: soon", "[bad-day]"),
        ("    schedule:\n", "    inspection: {start: 2026-03-03}\n    schedule:\n", "[bad-case]"),
        ("codes: [papers-open]", "duties: [file]", "[bad-case]"),
        (
            "    schedule:\n",
            "    at: 2026-03-05\n    schedule:\n",
            "none for an inspection or a sch",
        ),
        (
            "    schedule:\n      - {start: 2026-03-03, enterprise: E1, agency: A}\n",
            "    inspection: {start: 2026-03-03}\n    matters: [fire]\n",
            "'matters', 'plan' and 'through' only beside a 'schedule'",
        ),
        ("codes: [papers-open]", "next_allowed: 2026-03-04", "[bad-case]"),
    ],
)
def test_a_mistake_is_told(old: str, new: str, said: str) -> None:
    told = messages((old, new))
    assert any(said in message for message in told), told


def test_two_headers_of_one_field_are_told() -> None:
    told = messages(("start: 2026-03-03", "start: 2026-03-03, 检查日期: 2026-03-03"))
    assert len(told) == 1


def test_history_alone_is_no_record() -> None:
    told = messages(("    schedule:\n      - {start", "    history:\n      - {start"))
    assert len(told) == 1
    assert "'violation' and 'history': one of the four [bad-case]" in told[0]


@pytest.mark.parametrize("record", ["inspection", "request"])
def test_history_is_of_no_inspection_and_no_request(record: str) -> None:
    written = f"    {record}: {{start: 2026-03-03}}\n    history:\n      - {{start"
    told = messages(("    schedule:\n      - {start", written))
    assert any("'history' only beside" in message for message in told)


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("      - {from: unstated", "joint_visits[0].versions[0]"),
        ("      - {start: 2026-03-03", "cases[0].schedule[0]"),
    ],
)
def test_a_part_that_is_no_mapping_is_told_once(before: str, place: str) -> None:
    """A version or a row that cannot be read is not looked at further."""
    (told,) = messages((before, f"      - none\n{before}"))
    assert f" {place}: got 'none'" in told
    assert "[wrong-type]" in told


def test_a_schedule_wants_rules_on_schedules() -> None:
    text = BOOK[: BOOK.index("frequency_rules:")] + BOOK[BOOK.index("cases:") :]
    told = [str(problem) for problem in read_rulebook(text, "rules.yaml").problems]
    assert any("got no rules on whole schedules" in message for message in told)


def test_two_versions_that_share_a_day_are_told() -> None:
    second = BOOK[BOOK.index("      - from: 2026-01-01") : BOOK.index("joint_visits:")]
    told = messages(("joint_visits:\n", second + "joint_visits:\n"))
    assert any("[overlapping-versions]" in message for message in told)


def test_rules_are_inherited_and_replaced() -> None:
    parent = read_rulebook(BOOK, "rules.yaml").rulebook
    assert parent is not None
    head = BOOK[: BOOK.index("joint_visits:")].replace("id: rules", "id: child\nextends: [rules]")
    child = read_rulebook(head.replace("most: 2", "most: 1"), "c.yaml", lambda _: parent).rulebook
    assert child is not None
    assert [rule.rulebook for rule in child.frequency_rules] == ["child"]
    assert child.frequency_rules[0].versions[0].most == 1
    assert [rule.rulebook for rule in (*child.joint_rules, *child.paper_rules)] == ["rules"] * 2
