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
    assert total.sum == 272
    assert Count("x", printed("1")) == Count("x", "1")
    assert Ratio("x", "50 %").denominator is None
    with pytest.raises(UsageError):
        Count(" ", "1")


@pytest.mark.parametrize(
    ("total", "parts", "explained"),
    [
        ("272", [184, 88], True),
        ("272", [184, 89], False),
        ("272", [184, 87], False),
        ("10 %", ["11 %"], False),  # below 10.5, and not below it
        ("10 %", ["5 %", "6 %"], True),
        ("5000", ["1万"], True),  # half of the step is rounded up
        ("4999", ["1万"], False),
        ("1万", [5000], True),
        ("1万", [15000], False),
        ("15000", ["1万"], False),
        ("14999", ["1万"], True),
    ],
)
def test_rounding_explains_what_one_sum_can_have_been_rounded_to(
    total: str, parts: list[str | int], explained: bool
) -> None:
    assert Total("x", total, parts).explained is explained


@given(st.lists(st.fractions(0, 100), min_size=1, max_size=5), st.integers(0, 2))
def test_parts_and_total_rounded_from_one_sum_are_always_explained(
    parts: list[Fraction], decimals: int
) -> None:
    total, *shown = (f"{rounded(each, decimals):f} %" for each in (sum(parts, Fraction(0)), *parts))
    assert Total("x", total, shown).explained
