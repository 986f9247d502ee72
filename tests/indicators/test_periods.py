"""Periods are read as people write them, and sorted in time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.indicators.periods import NO_PERIOD, period_key, read_period
from bizenv.kernel.errors import UsageError


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (2022, "2022"), ("2022年", "2022"), ("2022.0", "2022"),
        ("2022-1", "2022-01"), ("2022/12", "2022-12"), ("2022年3月", "2022-03"),
        (202212, "2022-12"),
        ("2022-Q1", "2022-Q1"), ("2022第3季度", "2022-Q3"), ("2022年第4季度", "2022-Q4"),
        ("2022-12-31", "2022-12-31"), ("2022年6月1日", "2022-06-01"),
        (date(2022, 6, 1), "2022-06-01"), ("2022-06-01 00:00:00", "2022-06-01"), ("-", NO_PERIOD),
    ],
)  # fmt: skip
def test_a_period_is_read(written: object, read: str) -> None:
    assert read_period(written) == read


@pytest.mark.parametrize("bad", ["", "22", "2022-13", "2022-00", "2022-02-30", None])
def test_what_is_no_period_is_refused(bad: object) -> None:
    with pytest.raises(UsageError) as told:
        read_period(bad)
    assert str(told.value) == (f"{bad!r}: expected a period: 2022, 2022-Q3, 2022-12 or 2022-12-31")


def test_periods_are_sorted_in_time() -> None:
    assert period_key("2022-Q4") < period_key("2023-Q1")
    assert period_key("2022-09") < period_key("2022-10")
    assert period_key(NO_PERIOD) == ()


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = read_period(text)
    except UsageError as error:
        read = None
        told = str(error)
    assert read_period(read) == read if read else repr(text) in told
