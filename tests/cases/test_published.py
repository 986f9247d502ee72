"""Printed figures are read as they stand, with how far they were rounded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases.published import Count, Ratio, Total, printed
from bizenv.cases.rates import rounded
from bizenv.kernel.errors import UsageError


@pytest.mark.parametrize(
    ("text", "value", "step", "exact"),
    [
        ("272", 272, 1, True),
        ("3,656", 3656, 1, True),
        ("98.3 %", Fraction(983, 10), Fraction(1, 10), False),
        ("30%", 30, 1, False),
        ("100％", 100, 1, False),
        ("-1.11%", Fraction(-111, 100), Fraction(1, 100), False),
        ("+2", 2, 1, True),
        ("173.83万", 1_738_300, 100, False),
        ("1.25亿", 125_000_000, 1_000_000, False),
        ("９８", 98, 1, True),
        (15, 15, 1, True),
    ],
)
def test_a_number_is_read_as_it_is_printed(
    text: str | int, value: Fraction, step: Fraction, exact: bool
) -> None:
    number = printed(text)
    assert (number.value, number.step, number.exact) == (value, step, exact)
    assert str(number) == str(text)
    assert number.slack == (0 if exact else Fraction(step) / 2)


@pytest.mark.parametrize("value", ["", "about 30", "1,23", "98.", 98.3, True, None, "12%%"])
def test_what_is_no_printed_number_is_refused(value: object) -> None:
    with pytest.raises(UsageError) as caught:
        printed(value)  # type: ignore[arg-type]
    expected = "expected a number as printed, such as '98.3 %'"
    assert str(caught.value) == f"printed={value!r}: {expected}"


@pytest.mark.parametrize(
    ("text", "value", "shows"),
    [
        ("98.3 %", Fraction(9825, 100), True),
        ("98.3 %", Fraction(98249, 1000), False),
        ("98.3 %", Fraction(98349, 1000), True),
        ("98.3 %", Fraction(9835, 100), False),
        ("272", Fraction(272), True),
        ("173.83万", Fraction(1_738_349), True),
        ("173.83万", Fraction(1_738_350), False),
    ],
)
def test_a_number_shows_what_is_rounded_half_up_to_it(
    text: str, value: Fraction, shows: bool
) -> None:
    assert printed(text).shows(value) is shows


@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_what_we_print_shows_what_it_was_printed_from(value: Fraction, decimals: int) -> None:
    assert printed(f"{rounded(value, decimals):f} %").shows(value)


def test_a_figure_is_made_of_what_is_printed() -> None:
    total = Total("诉求", "272", ["184", 28, "60"])
    assert total.parts == (printed("184"), printed(28), printed("60"))
    assert (total.sum, total.slack) == (272, 0)
    assert Total("x", "1.5万", ["1.0万", "0.5万"]).slack == 1500
    assert Count("x", printed("1")) == Count("x", "1")
    assert Ratio("x", "50 %").denominator is None
    with pytest.raises(UsageError):
        Count(" ", "1")
