"""Correction: by days where they tell, by a named fact where they do not."""

from __future__ import annotations

from datetime import date

import pytest

from bizenv import work_calendar
from bizenv.kernel.errors import UsageError
from bizenv.tolerance.asking import Situation
from bizenv.tolerance.conditions import Corrected, CorrectedWithin
from bizenv.tolerance.values import Violation

D = date
FOUND = {"discovered": D(2024, 5, 6)}
ORDER = {"discovered": D(2024, 5, 6), "ordered": D(2024, 5, 8), "order_due": D(2024, 5, 17)}


def asked(condition, **facts):
    return condition.answer(Situation(Violation(**facts), calendar=work_calendar("CN")))


@pytest.mark.parametrize(
    ("how", "day", "more", "expected"),
    [
        ("at-all", D(2030, 1, 1), {}, "yes"),
        ("before-discovery", D(2024, 5, 5), FOUND, "yes"),
        ("before-discovery", D(2024, 5, 6), FOUND, "unknown"),
        ("before-discovery", D(2024, 5, 7), FOUND, "no"),
        ("on-spot", D(2024, 5, 7), FOUND, "no"),
        ("on-spot", D(2024, 5, 6), FOUND, "unknown"),
        ("at-once", D(2024, 5, 6), FOUND, "yes"),
        ("at-once", D(2024, 5, 7), FOUND, "unknown"),
        ("next-day", D(2024, 5, 7), FOUND, "yes"),
        ("next-day", D(2024, 5, 8), FOUND, "no"),
        ("own-motion", D(2024, 5, 5), FOUND, "yes"),
        ("own-motion", D(2024, 5, 7), FOUND, "unknown"),
        ("within-order", D(2024, 5, 17), ORDER, "yes"),
        ("within-order", D(2024, 5, 18), ORDER, "no"),
        ("within-order", D(2024, 5, 8), {"ordered": D(2024, 5, 8)}, "yes"),
        ("within-order", D(2024, 5, 9), {"ordered": D(2024, 5, 8)}, "unknown"),
        ("within-order", D(2024, 5, 9), {"ordered": False}, "yes"),
        ("timely", D(2024, 5, 6), FOUND, "yes"),
        ("timely", D(2024, 5, 17), ORDER, "yes"),
        ("timely", D(2024, 5, 18), ORDER, "no"),
        ("before-closure", D(2024, 6, 1), {"decided": D(2024, 6, 1)}, "yes"),
        ("before-closure", D(2024, 6, 2), {"decided": D(2024, 6, 1)}, "no"),
        ("before-closure", D(2024, 6, 2), {}, "unknown"),
    ],
)
def test_days_decide_where_they_can(how, day, more, expected):
    assert asked(Corrected(how), corrected=day, **more).truth.value == expected


@pytest.mark.parametrize("how", ["at-all", "timely", "on-spot", "within-order"])
def test_what_was_not_corrected_meets_none_of_them(how):
    assert asked(Corrected(how), corrected=False).truth.value == "no"


def test_a_named_fact_answers_where_days_do_not():
    spot = Corrected("on-spot")
    same = {"corrected": D(2024, 5, 6), **FOUND}
    assert asked(spot, **same).missing == ("corrected-on-spot",)
    assert asked(spot, **same, facts={"corrected-on-spot": True}).truth.value == "yes"
    assert spot.named == (("corrected-on-spot", ()),)
    assert spot.reads == ("corrected", "discovered", "corrected-on-spot")


def test_what_is_missing_is_what_would_tell():
    assert asked(Corrected("within-order")).missing == ("corrected", "order_due")
    assert asked(Corrected("next-day"), **FOUND).missing == ("corrected",)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(D(2024, 10, 10), "yes"), (D(2024, 10, 11), "no"), (D(2024, 9, 27), "yes")],
)
def test_five_working_days_are_counted_by_the_holiday_notice(day, expected):
    """From Friday 27 September 2024: the 29th is worked, 1 to 7 October are off."""
    within = CorrectedWithin("5个工作日", "order")
    assert asked(within, ordered=D(2024, 9, 27), corrected=day).truth.value == expected


def test_a_holiday_that_is_not_published_leaves_it_open():
    answer = asked(
        CorrectedWithin("5 working days", "order"), ordered=D(2040, 9, 27), corrected=D(2040, 10, 9)
    )
    assert answer.missing == ("calendar",)


def test_hours_cannot_be_told_from_days_within_the_edge():
    day = CorrectedWithin("24 hours", "discovery")
    assert [asked(day, corrected=D(2024, 5, n), **FOUND).truth.value for n in (5, 6, 7, 8)] == [
        "yes",
        "yes",
        "unknown",
        "no",
    ]
    assert asked(day, **FOUND).missing == ("corrected-within-24-hours",)
    assert (
        asked(CorrectedWithin("2 hours", "discovery"), corrected=D(2024, 5, 6), **FOUND).truth.value
        == "unknown"
    )


def test_a_time_that_does_not_run_is_kept_and_one_from_an_unknown_day_is_not_known():
    within = CorrectedWithin("7日", "order")
    assert asked(within, ordered=False, corrected=D(2024, 5, 6)).truth.value == "yes"
    assert asked(within, corrected=D(2024, 5, 6)).missing == ("ordered",)
    assert asked(within).missing == ("corrected", "ordered")
    assert asked(within, corrected=False).truth.value == "no"
    assert asked(within, facts={within.name: True}).truth.value == "yes"
    assert within.due(Situation(Violation())) is None
    assert within.text.zh == "自责令改正之日起 7 日内改正"
    assert (within.reads, within.named) == (
        ("corrected", "ordered", "corrected-within-7-days"),
        (("corrected-within-7-days", ()),),
    )


def test_working_hours_are_no_time_for_correction():
    with pytest.raises(UsageError, match="expected days"):
        CorrectedWithin("2 working hours", "order")
