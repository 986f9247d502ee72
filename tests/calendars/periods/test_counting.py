"""The arithmetic of days: months that clip, spans that merge, days that push."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.periods.counting import (
    days_within,
    first_working_day,
    long_holidays,
    merged,
    months_after,
    months_before,
    pushed,
    shifted,
)
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.kernel.errors import UsageError

CN = work_calendar("CN")
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(1999, 12, 31), 2, date(2000, 2, 29)),  # the patent office's example
        (date(1998, 6, 1), 36, date(2001, 6, 1)),  # the patent office's example
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 1, 31), 2, date(2023, 3, 31)),  # from the anchor, not month by month
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 12, 31), 1, date(2024, 1, 31)),
    ],
)
def test_months_end_on_the_same_number_or_the_end_of_the_month(
    start: date, months: int, last: date
) -> None:
    assert months_after(start, months) == last


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2023, 1, 1), 12, date(2023, 12, 31)),
        (date(2023, 3, 1), 1, date(2023, 3, 31)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 1, 15), 1, date(2023, 2, 14)),
    ],
)
def test_where_the_start_counts_months_end_a_day_before_the_same_number(
    start: date, months: int, last: date
) -> None:
    assert months_after(start, months, start_counts=True) == last


def test_months_before_end_on_the_same_number_too() -> None:
    assert months_before(date(2023, 3, 31), 1) == date(2023, 2, 28)
    assert months_before(date(2024, 1, 15), 3) == date(2023, 10, 15)


@given(DAYS, st.integers(1, 600))
def test_more_months_never_end_earlier(start: date, n: int) -> None:
    assert start < months_after(start, n) < months_after(start, n + 1)


@pytest.mark.parametrize("n", [10**9, -(10**9)])
def test_beyond_what_a_date_can_hold_is_refused(n: int) -> None:
    for count in (lambda: shifted(date(2023, 1, 1), n), lambda: months_after(date(2023, 1, 1), n)):
        with pytest.raises(UsageError) as caught:
            count()
        assert str(caught.value) == "the period ends beyond the years that a date can hold"


SPANS = st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=6).map(
    lambda pairs: [(first, first + timedelta(days=n)) for first, n in pairs]
)


@given(SPANS)
def test_merging_keeps_the_days_and_leaves_no_overlap(spans: list[tuple[date, date]]) -> None:
    def days(of: object) -> list[date]:
        return [a + timedelta(days=n) for a, b in of for n in range((b - a).days + 1)]  # type: ignore[attr-defined]

    assert sorted(set(days(spans))) == days(merged(spans))


def test_spans_that_touch_are_made_one() -> None:
    touching = [(date(2023, 1, 4), date(2023, 1, 5)), (date(2023, 1, 1), date(2023, 1, 3))]
    assert merged(touching) == ((date(2023, 1, 1), date(2023, 1, 5)),)


def test_spans_are_cut_to_the_days_after_one_and_up_to_another() -> None:
    spans = [(date(2023, 1, 1), date(2023, 1, 5)), (date(2023, 1, 8), date(2023, 1, 20))]
    found = days_within(spans, date(2023, 1, 3), date(2023, 1, 9))
    assert found == (
        (date(2023, 1, 4), date(2023, 1, 5)),
        (date(2023, 1, 8), date(2023, 1, 9)),
    )
    assert days_within(spans, date(2023, 1, 5), date(2023, 1, 7)) == ()


def test_a_day_pushed_out_may_meet_more_days_that_do_not_count() -> None:
    first = date(2023, 6, 1)
    spans = [(date(2023, 6, 4), date(2023, 6, 4)), (date(2023, 6, 6), date(2023, 6, 7))]

    def end(more: int) -> date:
        return first + timedelta(days=3 + more)

    found = pushed(end, spans, lambda a, b: (b - a).days + 1)
    assert found == date(2023, 6, 5)  # 2, 3 and 5 June count


@given(
    st.lists(st.integers(1, 40), max_size=12),
    st.integers(1, 20),
)
def test_a_day_is_pushed_out_to_where_enough_days_count(out: list[int], n: int) -> None:
    """Property: a walk from day to day that leaves days out comes to the same end."""
    start = date(2023, 6, 1)
    days = {start + timedelta(days=each) for each in out}
    walked, left = start, n
    while left:
        walked += timedelta(days=1)
        left -= walked not in days
    spans = merged((day, day) for day in days)

    def end(more: int) -> date:
        return start + timedelta(days=n + more)

    assert pushed(end, spans, lambda a, b: (b - a).days + 1) == walked


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2023, 9, 28), date(2023, 9, 28)),
        (date(2023, 9, 30), date(2023, 10, 7)),  # a Saturday that is worked
        (date(2023, 6, 25), date(2023, 6, 25)),  # a Sunday that is worked
        (date(2023, 6, 24), date(2023, 6, 25)),
    ],
)
def test_the_first_working_day_is_the_day_itself_where_it_is_worked(day: date, found: date) -> None:
    assert first_working_day(day, CN, "raise") == found


@pytest.mark.parametrize(
    ("after", "until", "spans"),
    [
        (date(2024, 5, 31), date(2024, 6, 15), [(date(2024, 6, 8), date(2024, 6, 10))]),
        (date(2024, 8, 31), date(2024, 9, 15), []),  # one day inside, of three
        (date(2022, 12, 31), date(2023, 1, 15), []),  # two days inside, of three
        (date(2023, 4, 30), date(2023, 5, 15), [(date(2023, 5, 1), date(2023, 5, 3))]),
        (date(2024, 1, 31), date(2024, 2, 15), [(date(2024, 2, 10), date(2024, 2, 15))]),
        (date(2023, 7, 1), date(2023, 7, 31), []),  # plain weekends are no holiday
    ],
)
def test_a_long_holiday_is_a_run_of_rest_days_inside_the_period(
    after: date, until: date, spans: list[tuple[date, date]]
) -> None:
    assert long_holidays(after, until, 3, CN, "raise") == tuple(spans)
