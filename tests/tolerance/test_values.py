"""Violations refuse to exist when wrong; what is not known is None."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from decimal import Decimal

import pytest

from bizenv import FineRange, PriorViolation, Quantity, Violation
from bizenv.kernel.errors import NotADayError, UsageError
from bizenv.tolerance.words import Fault, HarmLevel


@pytest.mark.parametrize(
    "wrong",
    [
        {"ended": True},
        {"corrected": "2024-05-06"},
        {"minor": "yes"},
        {"harm": "some"},
        {"facts": {"f": "yes"}},
        {"norms": ["  "]},
        {"history": ["2024-05-06"]},
        {"item": " "},
        {"occurred": date(2024, 5, 6), "ended": date(2024, 5, 5)},
        {"harm": "minor", "harms": {"pollution": "serious"}},
        {"quantities": {"ph": "seven"}},
    ],
)
def test_a_wrong_fact_is_refused(wrong):
    with pytest.raises(UsageError):
        Violation(**wrong)


def test_a_moment_is_no_day():
    with pytest.raises(NotADayError):
        Violation(discovered=datetime(2024, 5, 6, 8, 0))


def test_named_facts_are_kept_in_order_and_unknown_ones_left_out():
    violation = Violation(
        facts={"b": True, "a": False, "c": None}, quantities={"ph": "7", "age": 3}
    )
    assert violation.facts == (("a", False), ("b", True))
    assert (violation.fact("b"), violation.fact("x")) == (True, None)
    assert (violation.quantity("age"), violation.quantity("x")) == (Quantity(3), None)
    assert Violation(quantities={"ph": Quantity("7")}) == Violation(quantities=[("ph", "7")])


def test_no_harm_at_all_is_no_harm_of_any_kind():
    assert Violation(harm="none").harm_of("pollution") is HarmLevel.NONE
    assert Violation(harm="minor").harm_of("pollution") is None
    assert Violation(harms={"pollution": "minor"}).harm_of("pollution") is HarmLevel.MINOR


def test_one_norm_may_be_given_as_a_text():
    assert Violation(norms="价格法第十三条").norms == ("价格法第十三条",)


def test_a_violation_is_stored_and_taken_up_again():
    violation = Violation(
        fault="intent", history=[PriorViolation(penalised=False)], facts={"f": True}
    )
    assert pickle.loads(pickle.dumps(violation)) == violation  # noqa: S301 - our own bytes
    assert violation.fault is Fault.INTENT


def test_the_lowest_part_of_a_range_includes_its_upper_end():
    """苏市监规〔2024〕7号: the lowest 30 % of the range, inclusive."""
    assert FineRange(1000, 5000).lightened("0.30") == FineRange(1000, Decimal("2200.00"))
    assert FineRange(0, 5000).text.zh == "0 元至 5000 元"
    with pytest.raises(UsageError, match="least <= most"):
        FineRange(5, 1)
