"""What each day is, and the table of a calendar filled by the week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.workdays.arrangements import Arranged, Bounds
from bizenv.calendars.workdays.calendar import WorkCalendar, shipped_calendars, work_calendar
from bizenv.calendars.workdays.certainty import DayKind
from bizenv.calendars.workdays.daykinds import DayKinds
from bizenv.calendars.workdays.table import WorkTable

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
OFF, WORKED = Arranged(DayKind.HOLIDAY, "庙会", "n"), Arranged(DayKind.MAKE_UP, "", "n")
NAMED = {
    date(2026, 6, 1): OFF,  # a Monday
    date(2026, 6, 6): WORKED,  # a Saturday
    date(2026, 6, 2): WORKED,  # a Tuesday, worked anyhow
}
KINDS = DayKinds(NAMED, ("sat", "sun"), ((10, 1), (5, 2, 2027)), Bounds(FIRST, LAST, LAST))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 6, 1), DayKind.HOLIDAY),
        (date(2026, 6, 2), DayKind.WORKING),
        (date(2026, 6, 3), DayKind.WORKING),
        (date(2026, 6, 6), DayKind.MAKE_UP),
        (date(2026, 6, 7), DayKind.WEEKEND),
        (date(2026, 10, 1), DayKind.WORKING),  # the year is arranged, and this day is not named
        (date(2027, 10, 1), DayKind.HOLIDAY),
        (date(2025, 5, 2), DayKind.WORKING),  # not yet a holiday
        (date(2028, 5, 2), DayKind.HOLIDAY),
    ],
)
def test_a_day_is_as_arranged_or_a_fixed_holiday_or_as_the_week_says(
    day: date, kind: DayKind
) -> None:
    assert KINDS.of(day) is kind


def same(table: WorkTable, kinds: DayKinds) -> bool:
    """Whether a table is the one that is filled day by day."""
    other = WorkTable(table.first, table.last, lambda day: kinds.of(day).works)
    return all(getattr(table, name) == getattr(other, name) for name in WorkTable.__slots__)


@pytest.mark.parametrize("id", shipped_calendars())
def test_a_table_by_the_week_is_the_one_day_by_day(id: str) -> None:
    calendar = work_calendar(id)
    for table in (calendar.table, calendar._guessed):
        assert table is not None
        assert same(table, calendar._kinds)
    assert same(WorkCalendar("XX")._guessed, WorkCalendar("XX")._kinds)


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 900),
    st.dictionaries(st.dates(date(2020, 1, 1), date(2031, 1, 1)), st.sampled_from([OFF, WORKED])),
    st.sampled_from([("sat", "sun"), ("fri", "sat"), ("sun",)]),
)
def test_any_table_by_the_week_is_the_one_day_by_day(
    first: date, length: int, arranged: dict[date, Arranged], weekend: tuple[str, ...]
) -> None:
    kinds = DayKinds(arranged, weekend, ((10, 1), (2, 29)), None)
    assert same(kinds.table(first, first + timedelta(days=length)), kinds)
