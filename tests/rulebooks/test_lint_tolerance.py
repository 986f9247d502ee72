"""Tolerance lists that read well and say something wrong."""

from __future__ import annotations

import pytest

from bizenv.rulebooks.reader import read_rulebook

BOOK = """format: bizenv.rulebook/1
id: x
version: "1"
label: {zh: 示例}
jurisdiction: {level: city}
checked: 2026-11-28
sources: {s: {title: 清单, attestation: mirror}}
tolerance_lists:
  - id: l
    label: {zh: 清单}
    versions:
      - from: 2024-01-01
        until: open
        cite: {source: s}
        conditions: {minor: yes}
        items:
          - {id: a, behaviour: {zh: 甲}, leniency: may-not-punish}
          - {id: b, behaviour: {zh: 乙}, leniency: may-not-punish}
cases:
  - name: one
    violation: {事项编号: a, minor: yes, ended: 2024-03-01, discovered: 2024-03-02}
    expect: {outcome: may-not-punish, items: [a]}
"""


def told(old="", new=""):
    assert old in BOOK
    reading = read_rulebook(BOOK.replace(old, new) if old else BOOK, "x.yaml")
    return [(p.code, p.place.path) for p in reading.problems]


def test_a_list_and_its_case_are_sound():
    assert told() == []


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("id: b,", "id: a,", "duplicate-id", "tolerance_lists[0].versions[0].items[1].id"),
        (
            "{zh: 乙}",
            "{zh: 甲 }",
            "duplicate-item",
            "tolerance_lists[0].versions[0].items[1].behaviour",
        ),
        ("items: [a]", "items: [c]", "unknown-item", "cases[0].expect.items[0]"),
        ("事项编号: a", "事项编号: c", "unknown-item", "cases[0].violation"),
        ("minor: yes, ended", "minr: yes, ended", "unknown-field", "cases[0].violation.minr"),
        ("minor: yes, ended", "minor: perhaps, ended", "bad-yes-no", "cases[0].violation.minor"),
        (
            "discovered: 2024-03-02",
            "occurred: 2024-03-02",
            "facts-contradict",
            "cases[0].violation",
        ),
        (
            "minor: yes, ended",
            "item: a, minor: yes, ended",
            "unknown-field",
            "cases[0].violation.事项编号",
        ),
        ("minor: yes, ended", "minor: , ended", "empty-value", "cases[0].violation.minor"),
        (
            "minor: yes, ended: 2024-03-01, discovered: 2024-03-02",
            "minor: , ended: 2024-03-01, occurred: 2024-03-02",
            "empty-value",
            "cases[0].violation.minor",
        ),
        ("versions:\n", "versions:\n      -\n", "empty-value", "tolerance_lists[0].versions[0]"),
        ("outcome: may-not-punish,", "outcome: exempt,", "unknown-word", "cases[0].expect.outcome"),
        ("items: [a]}", "items: [a], codes: [exempt]}", "unknown-code", "cases[0].expect.codes[0]"),
        ("items: [a]}", "clocks: {}}", "bad-case", "cases[0]"),
        ("violation:", "inspection: {}\n    violation:", "bad-case", "cases[0]"),
        (
            "{zh: 清单}\n",
            "{zh: 清单}\n    gaps: [{from: 2023-01-01, until: 2023-02-01, reason: {zh: 无}}]\n",
            "no-such-gap",
            "tolerance_lists[0].gaps[0]",
        ),
    ],
)
def test_a_mistake_is_told_where_it_stands(old, new, code, path):
    assert told(old, new) == [(code, path)]


def test_a_history_is_read_and_told_too():
    good = "    history: [{item: a, occurred: 2023-01-01}]\n    expect"
    assert told("    expect", good) == []
    bad = "    history: [{item: a, occurred: soon}]\n    expect"
    assert told("    expect", bad) == [("bad-day", "cases[0].history")]


def test_a_violation_without_a_list_has_no_rules():
    start, end = BOOK.index("tolerance_lists"), BOOK.index("cases")
    reading = read_rulebook(BOOK[:start] + BOOK[end:], "x.yaml")
    assert "no-rules" in [problem.code for problem in reading.problems]


def test_two_lists_have_two_ids():
    second = BOOK[BOOK.index("  - id: l") : BOOK.index("cases")]
    text = BOOK.replace("cases:", f"{second}cases:")
    codes = [problem.code for problem in read_rulebook(text, "x.yaml").problems]
    assert codes == ["duplicate-id"]


def test_what_could_not_be_read_is_not_judged_again():
    broken = BOOK.replace(
        "    versions:\n      - from: 2024-01-01", "    versions:\n      - from: soon"
    )
    codes = [problem.code for problem in read_rulebook(broken, "x.yaml").problems]
    assert codes == ["bad-date"]
    start, end = BOOK.index("tolerance_lists"), BOOK.index("cases")
    lost = BOOK[:start] + "tolerance_lists: nothing\n" + BOOK[end:]
    assert [p.code for p in read_rulebook(lost, "x.yaml").problems] == ["wrong-type"]
