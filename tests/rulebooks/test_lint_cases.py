"""Cases are read as records are, name what there is, and stand at every boundary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rules_yaml import SECOND, edited, messages, read, spot

from bizenv.rulebooks.cases import run_cases
from bizenv.rulebooks.lint_cases import FINDING_CODES

UNPROVED = "expected a case on each side of every boundary [boundary-without-case]"


def unproved(text: str, at: str, where: str, *wanted: str) -> list[str]:
    place = spot(text, at)
    days = ", ".join(wanted)
    return [f"{place} {where}.window: got no case on {days}, {UNPROVED}"] if wanted else []


@pytest.mark.parametrize(
    ("window", "wanted"),
    [
        # The cases of the second version lie on a Monday, a Wednesday and a Thursday.
        ("{weekdays: [mon]}", ["a tue", "a sun"]),
        ("{weekdays: [mon, tue, wed, thu, fri, sat, sun]}", []),
        ("{holidays: CN}", []),  # New Year's Day is among them
        (
            "{unsettled: {days: {month_days: 20-25}, why: {zh: 未写明}}}",
            [f"day {day} of a month" for day in (19, 25, 26)],
        ),
        ("{not: {dates: [2024-05-01]}}", ["2024-05-01"]),
        (
            "{recurrence: {rule: FREQ=WEEKLY, start: 2031-01-01}}",
            ["FREQ=WEEKLY from 2031-01-01"],
        ),
        ("{every_day: no}", []),
    ],
)
def test_each_kind_of_window_asks_for_cases_on_both_sides(window: str, wanted: list[str]) -> None:
    text = edited(("{month_days: 1-20}", window))
    unproved_ = [m for m in messages(read(text)) if m.endswith("[boundary-without-case]")]
    assert unproved_ == unproved(text, window, SECOND, *wanted)


def test_a_case_may_name_its_cells_by_the_headers_that_people_write() -> None:
    """As ``Rulebook.inspection`` does; the place of a mistake is that of its header."""
    text = edited(
        ("{start: 2024-03-20, domain: fire-safety}", "{检查日期: 2024-03-20, 检查领域: 消防安全}"),
        (
            "{start: 2024-03-20, trigger: complaint}",
            "{检查日期: 2024年3月20日, 检查起因: 投诉举报}",
        ),
    )
    reading = read(text)
    assert messages(reading) == []
    assert reading.rulebook is not None
    assert run_cases(reading.rulebook).passed


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            "{检查日期: 2024-3-20, domain: fire-safety}",
            "cases[10].inspection.检查日期: got '2024-3-20', expected a day written YYYY-MM-DD, "
            "with two digits each for month and day [bad-date] Hint: write 2024-03-20",
        ),
        (
            "{start: 2024-03-20, 检查领域: 消防安荃}",
            "cases[10].inspection.检查领域: got '消防安荃', expected a known domain "
            "[unknown-term] Hint: did you mean '消防安全'?",
        ),
        (
            "{start: 2024-03-20, domain: fire-safety, 备案: 2024-3-1}",
            "cases[10].inspection.备案: got '2024-3-1', expected a day written YYYY-MM-DD, "
            "with two digits each for month and day [bad-date] Hint: write 2024-03-01",
        ),
    ],
)
def test_a_mistake_under_a_header_stands_at_the_header(cells: str, message: str) -> None:
    text = edited(("{start: 2024-03-20, domain: fire-safety}", cells))
    assert [line.partition(" ")[2] for line in messages(read(text))] == [message]


def test_words_under_a_header_may_be_of_full_width() -> None:
    text = edited(
        (
            "{start: 2024-03-20, domain: fire-safety}",
            "{检查日期: 2024-03-20, 检查机关: 一科，二科, domain: fire-safety}",
        )
    )
    assert messages(read(text)) == []


def test_the_codes_that_a_case_may_expect_are_those_of_the_page() -> None:
    """The section of findings lists what a verdict may say."""
    page = (Path(__file__).parents[2] / "docs/reference/errors.md").read_text("utf-8")
    section = page[page.index("\n## Findings") : page.index("\n## Rows")]
    assert set(re.findall(r"(?m)^### (.+)$", section)) == set(FINDING_CODES)
