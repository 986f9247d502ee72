"""A duty can arise in every situation that it names, and its timing says something."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizenv.rulebooks.reader import Reading, read_rulebook

RULES = Path(__file__).with_name("rules.yaml").read_text("utf-8")
DUTY = "quiet_periods[0].versions[1].duties[0]"
CITE = "cite: {source: notice-2023}"
CATCH_ALL = f"{{id: other, triggers: [other-necessary], catch_all: yes, {CITE}}}"
EXPECTED = "expected a situation that the version can bring about [duty-never-arises] Hint: "


def read(*edits: tuple[str, str]) -> tuple[str, Reading]:
    text = RULES
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text, read_rulebook(text, "rules.yaml")


def spot(text: str, at: str) -> str:
    """Line and column of the only place where these words stand."""
    assert text.count(at) == 1, at
    before = text[: text.index(at)]
    return f"rules.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


@pytest.mark.parametrize(
    ("situation", "hint", "zh"),
    [
        ("approved", "the version has no 'approval'", "本版没有 approval"),
        ("review", "the version has no catch-all ground", "本版没有兜底情形（catch_all）"),
    ],
)
def test_a_situation_that_the_version_cannot_bring_about_is_told_in_its_place(
    situation: str, hint: str, zh: str
) -> None:
    text, reading = read(("when: [exempt]", f"when: [exempt, outside, {situation}]"))
    (told,) = reading.errors
    assert str(told) == (
        f"{spot(text, f'{situation}]')} {DUTY}.when[2]: got '{situation}', {EXPECTED}{hint}"
    )
    assert told.say("zh").endswith(
        f"读到 '{situation}'，应为本版会出现的情形 [duty-never-arises] 提示：{zh}"
    )


def test_a_duty_on_exempt_visits_needs_an_exemption_and_a_catch_all_is_none() -> None:
    start = RULES.index("          - {id: safety,")
    end = RULES.index("        duties:")
    text, reading = read((RULES[start:end], f"          - {CATCH_ALL}\n"))
    (told,) = [problem for problem in reading.errors if problem.code == "duty-never-arises"]
    assert str(told) == (
        f"{spot(text, 'exempt]')} {DUTY}.when[0]: got 'exempt', "
        f"{EXPECTED}the version has no exemption"
    )


@pytest.mark.parametrize(
    ("situation", "added"),
    [
        ("approved", f"        approval: {{{CITE}}}\n"),
        ("review", f"          - {CATCH_ALL}\n"),
        ("review", "        exemptions_unseen: yes\n"),
    ],
)
def test_a_situation_that_the_version_can_bring_about_is_fine(situation: str, added: str) -> None:
    at = "        duties:"
    _, reading = read((at, added + at), ("when: [exempt]", f"when: [{situation}]"))
    assert reading.errors == ()


def test_where_the_approval_could_not_be_read_no_duty_is_blamed() -> None:
    at = "        duties:"
    _, reading = read((at, f"        approval: []\n{at}"), ("when: [exempt]", "when: [approved]"))
    assert [problem.code for problem in reading.errors] == ["wrong-type"]


@pytest.mark.parametrize("relation", ["before", "after"])
def test_a_timing_of_no_days_is_refused(relation: str) -> None:
    timing = f"0 working days {relation} start"
    text, reading = read(("3 working days before start", timing))
    (told,) = reading.errors
    assert str(told) == (
        f"{spot(text, timing)} {DUTY}.timing: got '{timing}', expected a count of at least 1 "
        "[bad-timing] Hint: write 'before start' where it is done before, 'at start' where it is "
        "done then"
    )


@pytest.mark.parametrize("timing", ["1 working day before start", "before start", "at start"])
def test_a_timing_of_a_day_or_without_a_count_is_fine(timing: str) -> None:
    _, reading = read(("3 working days before start", timing))
    assert reading.errors == ()


def test_a_duty_that_could_not_be_read_is_not_judged_and_the_others_are() -> None:
    at = "          - do: file"
    _, reading = read((at, f"          - file\n{at}"), ("when: [exempt]", "when: [approved]"))
    assert [problem.code for problem in reading.errors] == ["wrong-type", "duty-never-arises"]
