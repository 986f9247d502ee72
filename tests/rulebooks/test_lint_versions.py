"""Versions stand in order, share no day, and leave no gap that is not declared."""

from __future__ import annotations

import pytest
from rules_yaml import FIRST, SECOND, edited, messages, read, spot

from bizenv.kernel.text import Text

SECOND_FROM = "2024-01-01\n        until"
UNPROVED = "expected a case on each side of every boundary [boundary-without-case]"


def unproved(text: str, at: str, where: str, *wanted: str) -> list[str]:
    place = spot(text, at)
    days = ", ".join(wanted)
    return [f"{place} {where}.window: got no case on {days}, {UNPROVED}"] if wanted else []


GAP = ("until: 2023-12-31", "until: 2023-11-30")


def test_overlapping_versions_name_both_and_the_days_they_share() -> None:
    text = edited(("until: 2023-12-31", "until: 2024-03-31"))
    assert messages(read(text)) == [
        *unproved(text, "{month_days: 1-22}", FIRST, "2024-03-31", "2024-04-01"),
        f"{spot(text, SECOND_FROM)} {SECOND}.from: got '2024-01-01', which shares "
        "2024-01-01 to 2024-03-31 with '2023-01-01', expected versions in order that share no "
        "day [overlapping-versions] Hint: let '2023-01-01' end the day before: until: 2023-12-31",
    ]


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("from: 2023-01-01", "from: 2023-12-31", "2023-12-31"),
        ("from: unstated", "from: unstated", "every day to 2023-12-31"),
        ("from: 2023-01-01", "from: unstated", "2023-01-01 to 2023-12-31"),
    ],
)
def test_the_shared_days_are_told_without_sentinels(first: str, second: str, shared: str) -> None:
    text = edited(("from: 2023-01-01", first), ("from: 2024-01-01", second))
    (told,) = [p for p in read(text).problems if p.code == "overlapping-versions"]
    assert f"which shares {shared} with {first.removeprefix('from: ')!r}" in str(told)
    assert "9999" not in told.say("zh")
    assert "0001" not in told.say("zh")
    assert (told.hint is None) is (second == "from: unstated")


def test_versions_that_are_always_in_force_share_every_day() -> None:
    text = edited(
        ("from: 2023-01-01\n        until: 2023-12-31", "from: unstated\n        until: open"),
        ("from: 2024-01-01", "from: unstated"),
    )
    (told,) = [p for p in read(text).problems if p.code == "overlapping-versions"]
    assert told.got == Text(
        "'unstated'，它与 'unstated' 同时施行的日子：每一天",
        "'unstated', which shares every day with 'unstated'",
    )


def test_versions_out_of_order_are_told() -> None:
    text = edited(
        ("from: 2024-01-01\n        until: open", "from: 2021-01-01\n        until: 2021-12-31")
    )
    (told,) = [p for p in read(text).problems if p.code == "versions-out-of-order"]
    assert str(told) == (
        f"{spot(text, '2021-01-01')} {SECOND}.from: got '2021-01-01', which stands after "
        "'2023-01-01', expected versions in order of time [versions-out-of-order]"
    )


def test_a_gap_must_be_declared_and_the_hint_says_how() -> None:
    text = edited(GAP)
    (told,) = read(text).errors
    assert str(told) == (
        f"{spot(text, SECOND_FROM)} {SECOND}.from: got no version for 2023-12-01 "
        "to 2023-12-31, expected versions that follow each other, or a gap that is declared "
        "[undeclared-gap] Hint: add to 'gaps': {from: 2023-12-01, until: 2023-12-31, "
        "reason: {zh: …}}"
    )


def test_a_declared_gap_is_accepted() -> None:
    gap = "    gaps: [{from: 2023-12-01, until: 2023-12-31, reason: {zh: 旧文件已失效}}]\n"
    reading = read(edited(GAP, ("    versions:", f"{gap}    versions:")))
    assert reading.errors == ()


def test_a_first_day_that_is_only_a_month_leaves_no_gap_and_no_overlap() -> None:
    reading = read(edited(("from: 2024-01-01", "from: 2024-01")))
    assert reading.errors == (
        # The case names the version by the day it had before.
        *[p for p in reading.problems if p.code == "unknown-version"],
    )
    assert [p.code for p in reading.problems if "gap" in p.code or "overlap" in p.code] == []


def test_a_version_that_cannot_be_read_is_no_gap_between_its_neighbours() -> None:
    middle = (
        "      - {from: 2023-07-01, until: 2023-12-99, cite: {source: notice-2022}, "
        "window: {month_days: 1-5}}\n      - from: 2024-01-01"
    )
    text = edited(("until: 2023-12-31", "until: 2023-06-30"), ("      - from: 2024-01-01", middle))
    assert [problem.code for problem in read(text).errors] == ["bad-date"]


def test_what_was_left_out_is_not_judged_again() -> None:
    """A version whose days are wrong has no gap, no boundary and no overlap of its own."""
    text = edited(("from: 2023-01-01", "from: 2023-01"), ("until: 2023-12-31", "until: 2023-12"))
    assert [p.code for p in read(text).errors] == ["bad-date"]
