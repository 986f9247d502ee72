"""From a period and what happened to its last day: legs, excluded days, certainty."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.periods.changes import Exclusion, Extension
from bizenv.calendars.periods.period import Period, Roll, Unit
from bizenv.calendars.periods.reckoning import least_sure, reckon
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.calendars.workdays.certainty import Certainty

CN = work_calendar("CN")
STARTS = st.dates(date(2007, 1, 1), date(2024, 12, 31))


def excluding(period: Period, start: date, *spans: tuple[date, date]) -> date:
    """The last day when these spans do not count."""
    changes = [Exclusion(first, last) for first, last in spans]
    return reckon(period, start, CN, "raise", changes)[-1].due


def test_the_least_sure_of_several() -> None:
    final, provisional, unknown = Certainty
    assert least_sure([final, unknown]) == (provisional, True)  # an answer that was asked for
    assert least_sure([final, provisional]) == (provisional, False)
    assert least_sure([]) == (final, False)


@pytest.mark.parametrize(
    ("unit", "n", "due"),
    [
        ("working_day", 5, date(2023, 6, 13)),  # 2, 8, 9, 12 and 13 June count
        ("day", 5, date(2023, 6, 11)),  # 2, 8, 9, 10 and 11 June
        ("month", 1, date(2023, 7, 6)),  # five days more
        ("year", 1, date(2024, 6, 6)),
    ],
)
def test_excluded_days_push_the_last_day_out(unit: str, n: int, due: date) -> None:
    span = (date(2023, 6, 3), date(2023, 6, 7))
    assert excluding(Period(n, Unit(unit)), date(2023, 6, 1), span) == due


def test_spans_that_overlap_count_once() -> None:
    period, start = Period(5, "working_day"), date(2023, 6, 1)
    one = excluding(period, start, (date(2023, 6, 3), date(2023, 6, 9)))
    two = excluding(
        period, start, (date(2023, 6, 3), date(2023, 6, 7)), (date(2023, 6, 6), date(2023, 6, 9))
    )
    assert one == two == date(2023, 6, 15)


def test_a_last_day_pushed_out_may_meet_another_span() -> None:
    spans = [(date(2023, 6, 5), date(2023, 6, 6)), (date(2023, 6, 9), date(2023, 6, 12))]
    assert excluding(Period(5, "working_day"), date(2023, 6, 1), *spans) == date(2023, 6, 14)


@pytest.mark.parametrize(
    "span",
    [
        (date(2023, 6, 9), date(2023, 6, 30)),  # the period ends on the 8th
        (date(2023, 5, 1), date(2023, 6, 1)),  # up to the start day
        (date(2023, 6, 3), date(2023, 6, 4)),  # a weekend
    ],
)
def test_a_span_without_a_day_that_counts_changes_nothing(span: tuple[date, date]) -> None:
    assert excluding(Period(5, "working_day"), date(2023, 6, 1), span) == date(2023, 6, 8)


@given(STARTS, st.integers(1, 60), st.integers(-5, 80), st.integers(0, 30))
def test_exactly_n_days_that_are_not_excluded_count(
    start: date, n: int, offset: int, length: int
) -> None:
    first = start + timedelta(days=offset)
    span = (first, first + timedelta(days=length))
    for unit in (Unit.WORKING_DAY, Unit.DAY):
        due = excluding(Period(n, unit), start, span)
        days = [start + timedelta(days=k + 1) for k in range((due - start).days)]
        works = [d for d in days if unit is Unit.DAY or CN.is_working(d)]
        counted = [d for d in works if not span[0] <= d <= span[1]]
        assert len(counted) == n
        assert counted[-1] == due


@given(STARTS, st.integers(1, 60), st.integers(1, 60))
def test_an_extension_in_working_days_is_one_longer_period(start: date, n: int, more: int) -> None:
    extension = Extension(Period(more, "working_day"), start)
    legs = reckon(Period(n, "working_day"), start, CN, "raise", [extension])
    assert len(legs) == 2
    assert legs[0].due == legs[1].start
    assert legs[-1].due == CN.add(start, n + more)


def test_a_span_may_lie_in_the_extension_only() -> None:
    changes = [
        Extension(Period(10, "working_day"), date(2023, 6, 29)),
        Exclusion(date(2023, 7, 3), date(2023, 7, 4)),
    ]
    legs = reckon(Period(20, "working_day"), date(2023, 6, 1), CN, "raise", changes)
    assert [leg.due for leg in legs] == [date(2023, 6, 30), date(2023, 7, 18)]


def test_an_extension_starts_at_the_expiry_that_a_rest_day_moved() -> None:
    rolls = Roll.NEXT_WORKING_DAY
    changes = [Extension(Period(30, "day", roll=rolls), date(2023, 9, 1))]
    legs = reckon(Period(60, "day", roll=rolls), date(2023, 8, 1), CN, "raise", changes)
    assert [leg.due for leg in legs] == [date(2023, 10, 7), date(2023, 11, 6)]


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        (date(2025, 10, 9), date(2025, 10, 10), date(2025, 10, 11)),  # a make-up Saturday
        (date(2025, 10, 4), date(2025, 10, 6), date(2025, 10, 9)),  # rest days all the same
        (date(2025, 10, 10), date(2025, 10, 11), date(2025, 10, 9)),  # after the last day
    ],
)
def test_a_last_day_that_moved_is_never_an_excluded_one(first: date, last: date, due: date) -> None:
    period = Period(60, "day", roll=Roll.NEXT_WORKING_DAY)
    assert excluding(period, date(2025, 8, 4), (first, last)) == due


@pytest.mark.parametrize(
    ("spans", "due"),
    [
        ([(date(2026, 5, 1), date(2026, 5, 5))], date(2026, 5, 20)),  # its days are out already
        ([(date(2026, 5, 1), date(2026, 5, 1))], date(2026, 5, 21)),  # 16 May and four working days
        ([(date(2026, 5, 3), date(2026, 5, 3))], date(2026, 5, 18)),  # two and two: not long
    ],
)
def test_an_excluded_holiday_does_not_count_twice(
    spans: list[tuple[date, date]], due: date
) -> None:
    period = Period(15, "day", start_counts=True, roll=Roll.TAX_HOLIDAYS)
    assert excluding(period, date(2026, 5, 1), *spans) == due
