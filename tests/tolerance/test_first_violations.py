"""First violations: window, match, scope and basis, and an unknown history."""

from __future__ import annotations

from datetime import date

import pytest

from bizenv.calendars.periods.period import Period
from bizenv.kernel.errors import UsageError
from bizenv.tolerance.asking import Situation
from bizenv.tolerance.conditions import FirstViolation
from bizenv.tolerance.first_violations import window_named
from bizenv.tolerance.values import PriorViolation, Violation

D = date
WIDE = {"match": "any", "scope": "anywhere", "basis": "discovered"}


def asked(first, *history, item=None, **facts):
    violation = Violation(history=history, **{"discovered": D(2024, 2, 29), **facts})
    return first.answer(Situation(violation, item))


@pytest.mark.parametrize(
    ("window", "then", "expected"),
    [
        ("2 years", D(2022, 2, 28), "yes"),  # ends on 28 February 2024
        ("2 years", D(2022, 3, 1), "no"),
        ("12 months", D(2023, 2, 28), "yes"),
        ("12 months", D(2023, 3, 1), "no"),
        ("30 days", D(2024, 1, 30), "no"),
        ("30 days", D(2024, 1, 29), "yes"),
        ("calendar-year", D(2024, 1, 1), "no"),
        ("calendar-year", D(2023, 12, 31), "yes"),
        ("unbounded", D(1990, 1, 1), "no"),
        ("2 years", D(2024, 3, 1), "yes"),  # later, so not earlier
    ],
)
def test_a_window_reaches_to_the_corresponding_day(window, then, expected):
    first = FirstViolation(window=window, **WIDE)
    assert asked(first, PriorViolation(discovered=then)).truth.value == expected


def test_a_prior_violation_of_29_february_ends_on_the_28th():
    first = FirstViolation(window="12 months", **WIDE)
    prior = PriorViolation(discovered=D(2024, 2, 29))
    assert [
        asked(first, prior, discovered=D(2025, m, d)).truth.value for m, d in ((2, 28), (3, 1))
    ] == ["no", "yes"]


def test_an_unknown_history_is_not_an_empty_one():
    first = FirstViolation(window="2 years", **WIDE)
    unknown = first.answer(Situation(Violation()))
    assert (unknown.truth.value, unknown.missing) == ("unknown", ("history", "discovered"))
    assert asked(first).truth.value == "yes"
    assert first.answer(Situation(Violation(first=True))).truth.value == "yes"
    assert first.answer(Situation(Violation(first=False))).truth.value == "no"


@pytest.mark.parametrize(
    ("match", "prior", "own", "expected"),
    [
        ("same-item", {"item": "a"}, {"item": "a"}, "no"),
        ("same-item", {"item": "b"}, {"item": "a"}, "yes"),
        ("same-item", {"behaviour": "未 备案"}, {"behaviour": "未备案"}, "no"),
        ("same-item", {"behaviour": "其他"}, {"behaviour": "未备案"}, "yes"),
        ("same-item", {}, {"item": "a"}, "unknown"),
        ("same-item", {"item": "a"}, {}, "unknown"),
        ("same-type", {"kind": "甲"}, {"kind": "甲"}, "no"),
        ("same-type", {"kind": "甲"}, {"kind": "乙"}, "yes"),
        ("same-type", {"kind": "甲"}, {}, "unknown"),
        ("any", {}, {}, "no"),
    ],
)
def test_only_a_prior_violation_that_matches_counts(match, prior, own, expected):
    first = FirstViolation(window="unbounded", match=match, scope="anywhere", basis="occurred")
    assert asked(first, PriorViolation(**prior), **own).truth.value == expected


@pytest.mark.parametrize("scope", ["agency", "jurisdiction", "domain"])
def test_only_one_in_scope_counts(scope):
    first = FirstViolation(window="unbounded", match="any", scope=scope, basis="occurred")
    prior = PriorViolation(**{scope: "青原"})
    assert asked(first, prior, **{scope: "青原"}).truth.value == "no"
    assert asked(first, prior, **{scope: "吉州"}).truth.value == "yes"
    assert asked(first, prior).missing == (scope,)
    assert asked(first, PriorViolation(), **{scope: "青原"}).missing == ("history",)


def test_a_violation_that_was_not_penalised_does_not_count_by_penalty():
    first = FirstViolation(window="2 years", match="any", scope="anywhere", basis="penalised")
    assert asked(first, PriorViolation(penalised=False)).truth.value == "yes"
    assert asked(first, PriorViolation(penalised=D(2023, 1, 1))).truth.value == "no"
    assert asked(first, PriorViolation()).missing == ("history",)
    assert asked(first, PriorViolation(penalised=D(2023, 1, 1)), discovered=None).missing == (
        "discovered",
    )
    ever = FirstViolation(window="unbounded", match="any", scope="anywhere", basis="penalised")
    assert asked(ever, PriorViolation(penalised=D(1990, 1, 1))).truth.value == "no"
    assert asked(ever, PriorViolation()).missing == ("history",)


def test_by_the_day_it_occurred_the_window_ends_on_the_day_of_the_act():
    first = FirstViolation(window="2 years", match="any", scope="anywhere", basis="occurred")
    prior = PriorViolation(occurred=D(2022, 1, 1))
    assert asked(first, prior, occurred=D(2024, 1, 1)).truth.value == "no"
    assert asked(first, prior, occurred=D(2024, 1, 2)).truth.value == "yes"


def test_the_item_that_asks_is_the_one_that_is_meant():
    first = FirstViolation(
        window="unbounded", match="same-item", scope="anywhere", basis="occurred"
    )
    assert asked(first, PriorViolation(item="a"), item="a").truth.value == "no"
    assert asked(first, PriorViolation(item="a"), item="b").truth.value == "yes"
    assert first.of_item


def test_a_window_is_a_period_in_days_months_or_years_or_a_word():
    assert window_named(Period(2, "year")) == Period(2, "year")
    assert FirstViolation(window="calendar-year", **WIDE).text.zh.startswith("当年（自然年）")
    with pytest.raises(UsageError, match="expected days, months or years"):
        window_named("5 working days")


def test_what_it_reads_is_what_its_definition_needs():
    first = FirstViolation(window="2 years", match="same-type", scope="agency", basis="discovered")
    assert first.reads == ("history", "first", "kind", "agency", "discovered")
