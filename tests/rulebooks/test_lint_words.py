"""Words and names are known, stand once, and none covers another."""

from __future__ import annotations

import pytest
from rules_yaml import edited, read, spot

AGAIN = "quiet-days\n    label: {zh: 又"


def test_two_periods_of_one_id_are_told_and_the_first_one_stands() -> None:
    again = """\
  - id: quiet-days
    label: {zh: 又一个}
    versions:
      - {from: unstated, until: open, cite: {source: notice-2022}, window: {month_days: 1-3}}
cases:
"""
    text = edited(("cases:\n", again))
    assert [str(p) for p in read(text).errors] == [
        f"{spot(text, AGAIN)} quiet_periods[1].id: "
        "got 'quiet-days', expected a name of its own [duplicate-id]"
    ]


def narrower(text: str) -> list[str]:
    problems = read(text).problems
    return [str(p).partition(" ")[2] for p in problems if p.code == "narrower-term"]


WIDE = "wide: {label: {zh: 大类}}"
NARROW = "narrow: {label: {zh: 小类}, broader: [wide]}"
TELLS = (
    "got 'narrow', expected terms of which none falls under another [narrower-term] "
    "Hint: it falls under 'wide' of the same list"
)


@pytest.mark.parametrize(
    ("axis", "old", "new", "path"),
    [
        ("act", "strictness: absolute", "acts: [wide, narrow]", "acts[1]"),
        ("kind", "strictness: absolute", "kinds: [narrow, wide]", "kinds[0]"),
        (
            "enterprise_class",
            "strictness: absolute",
            "enterprises: {exclude: [wide, narrow]}",
            "enterprises.exclude[1]",
        ),
        (
            "zone",
            "strictness: absolute",
            "enterprises: {zones: [wide, narrow]}",
            "enterprises.zones[1]",
        ),
        (
            "trigger",
            "domains: [work-safety], cite",
            "triggers: [narrow, wide], cite",
            "exemptions[0].triggers[0]",
        ),
        (
            "domain",
            "strictness: absolute",
            "not_inspections: [{id: out, domains: [wide, narrow], cite: {source: notice-2022}}]",
            "not_inspections[0].domains[1]",
        ),
    ],
)
def test_a_narrower_term_beside_the_broader_one_is_told_in_every_list(
    axis: str, old: str, new: str, path: str
) -> None:
    terms = f"vocabulary: {{{axis}: {{{WIDE}, {NARROW}}}}}\nsources:"
    text = edited((old, new), ("sources:", terms))
    assert narrower(text) == [f"quiet_periods[0].versions[0].{path}: {TELLS}"]


def test_the_same_term_twice_is_no_narrower_one() -> None:
    text = edited(("[work-safety], cite", "[food-safety, food-safety], cite"))
    assert narrower(text) == []
    assert [problem.code for problem in read(text).errors] == ["term-twice"]


def test_terms_of_different_lists_do_not_cover_each_other() -> None:
    text = edited(
        ("domains: [work-safety, fire-safety], cite", "domains: [food-drug-safety], cite"),
        ("triggers: [complaint], cite", "domains: [food-safety], triggers: [complaint], cite"),
    )
    assert narrower(text) == []
