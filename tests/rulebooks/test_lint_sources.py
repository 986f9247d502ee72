"""Every citation names a source, every source is cited, strict words are quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizenv.rulebooks.reader import read_rulebook

RULES = Path(__file__).with_name("rules.yaml").read_text("utf-8")
UNUSED = ("sources:\n", "sources:\n  letter: {title: 函, attestation: mirror}\n")
QUOTE = ", quote: 一律不得检查"


def codes(*edits: tuple[str, str]) -> list[str]:
    text = RULES
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return [problem.code for problem in read_rulebook(text, "rules.yaml").problems]


def test_a_source_that_is_cited_anywhere_is_used() -> None:
    assert codes(UNUSED) == ["unused-source"]
    cited = ("do: file", "do: file\n            by: {zh: 机关}")
    assert codes(UNUSED, cited) == ["unused-source"]
    of_a_duty = (
        "            timing: 3 working days before start\n            cite: {source: notice-2023}",
        "            timing: 3 working days before start\n            cite: {source: letter}",
    )
    assert codes(UNUSED, of_a_duty) == []


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (("strictness: in-principle", "strictness:"), "empty-value"),
        (("checked:", "id: again\nchecked:"), "duplicate-key"),
        (("do: file", "do: ｆile"), "full-width"),
    ],
)
def test_where_a_part_could_not_be_read_no_source_is_called_unused(
    edit: tuple[str, str], code: str
) -> None:
    """It may be cited there."""
    assert codes(UNUSED, edit) == [code]


def test_a_file_without_rules_of_its_own_may_have_sources() -> None:
    """A child that only extends its parent has a head with sources all the same."""
    head = RULES[: RULES.index("quiet_periods:")]
    assert read_rulebook(head, "rules.yaml").problems == ()


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ((), []),
        (((QUOTE, ""),), ["unquoted-strictness"]),
        (((QUOTE, ""), ("strictness: absolute", "strictness: unstated")), []),
        (((QUOTE, ""), ("        strictness: absolute\n", "")), []),
        (((QUOTE, ", quote: ' '"),), ["empty-value"]),
        (
            (("cite: {source: notice-2022, locator: 第二条, quote: 一律不得检查}", "cite: x"),),
            ["wrong-type"],
        ),
    ],
)
def test_strict_words_are_quoted_and_an_unstated_strictness_is_not(
    edits: tuple[tuple[str, str], ...], told: list[str]
) -> None:
    assert codes(*edits) == told


CHECKED = "checked: 2026-01-01"


def test_a_file_that_was_checked_before_a_source_was_issued_is_told() -> None:
    """The source of 20 December 2022 was there on that day, that of 25 December 2023 was not."""
    text = RULES.replace(CHECKED, "checked: 2023-12-24")
    (told,) = read_rulebook(text, "rules.yaml").problems
    assert str(told) == (
        "rules.yaml:7:10 checked: got 2023-12-24, when the source 'notice-2023' of 2023-12-25 was "
        "not issued yet, expected a day on which every source had been issued "
        "[checked-before-source] Hint: compare the file with the source, then state the day"
    )
    assert told.say("zh").endswith(
        "读到 2023-12-24，出处 'notice-2023' 在 2023-12-25 才发布，应为不早于每个出处发布日期的"
        "日期 [checked-before-source] 提示：对照新的出处核对一遍，再改日期"
    )
    assert told.severity == "warning"


@pytest.mark.parametrize(
    ("checked", "told"),
    [
        ("checked: 2023-12-25", []),
        ("checked: 2023-13-25", ["bad-date"]),
        ("checked: 2022-12-19", ["checked-before-source", "checked-before-source"]),
    ],
)
def test_the_day_of_the_last_source_is_late_enough(checked: str, told: list[str]) -> None:
    assert codes((CHECKED, checked)) == told
