"""Quantities: numbers with units, compared where they measure the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.errors import UsageError
from bizenv.tolerance.quantities import UNITS, Quantity, unit_named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1倍", Quantity("0.1", "times")),
        ("10 %", Quantity("10", "percent")),
        ("１０％", Quantity("10", "percent")),
        ("1,200元", Quantity("1200", "yuan")),
        ("-3", Quantity("-3")),
        ("10 t/h", Quantity("10", "t/h")),
        ("13周岁", Quantity("13", "year")),
    ],
)
def test_a_number_and_its_unit_are_read(text, expected):
    assert Quantity.parse(text) == expected


@pytest.mark.parametrize("text", ["", "倍", "1 parsec", "1.2.3", "NaN", "9" * 40])
def test_what_is_no_quantity_is_refused_with_what_was_got(text):
    with pytest.raises(UsageError, match="expected a"):
        Quantity.parse(text)


def test_a_float_is_refused_because_it_is_not_what_was_written():
    with pytest.raises(UsageError, match="expected a number and a unit"):
        Quantity(0.1)  # type: ignore[arg-type]


def test_other_units_of_one_kind_compare_and_kinds_do_not_mix():
    assert Quantity("1", "t").compare(Quantity("1000", "kg")) == 0
    assert Quantity("12", "month").compare(Quantity("1", "year")) == 0
    assert Quantity("1", "t").compare(Quantity("1", "times")) is None


def test_it_is_shown_as_it_is_written():
    quantity = Quantity("0.5", "倍")
    assert (str(quantity), quantity.text.zh, quantity.text.en) == (
        "0.5 times",
        "0.5倍",
        "0.5 times",
    )
    assert (str(Quantity("7")), Quantity("7").text.zh, repr(Quantity("7"))) == (
        "7",
        "7",
        "Quantity('7')",
    )


@given(st.decimals(-1000, 1000, places=2), st.sampled_from(sorted(UNITS)))
def test_what_is_written_is_read_again(number, unit):
    quantity = Quantity(number, unit)
    assert Quantity.parse(str(quantity)) == quantity
    assert unit_named(unit) == unit


def test_what_is_no_number_at_all_is_refused():
    with pytest.raises(UsageError, match="expected a number and a unit"):
        Quantity("many")
