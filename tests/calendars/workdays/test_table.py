"""The arrays behind a calendar, against counting by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.workdays.table import WorkTable

MONDAY = date(2023, 1, 2)
WEEKS = WorkTable(MONDAY, date(2023, 1, 15), lambda day: day.weekday() < 5)


def test_a_table_holds_its_days() -> None:
    assert (WEEKS.first, WEEKS.last, WEEKS.size) == (MONDAY, date(2023, 1, 15), 14)
    assert MONDAY in WEEKS
    assert date(2023, 1, 15) in WEEKS
    assert date(2023, 1, 1) not in WEEKS
    assert date(2023, 1, 16) not in WEEKS


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        (MONDAY, 1, date(2023, 1, 3)),
        (date(2023, 1, 6), 1, date(2023, 1, 9)),
        (date(2023, 1, 7), 1, date(2023, 1, 9)),
        (date(2023, 1, 7), -1, date(2023, 1, 6)),
        (date(2023, 1, 9), -5, MONDAY),
        (date(2023, 1, 9), -6, None),
        (date(2023, 1, 9), 4, date(2023, 1, 13)),
        (date(2023, 1, 9), 5, None),
        (date(2023, 1, 16), -1, date(2023, 1, 13)),  # the day itself never counts
        (date(2023, 1, 1), 1, MONDAY),
        (date(2023, 1, 16), 1, None),
        (date(2023, 1, 1), -1, None),
        (date(2023, 1, 17), -1, None),
        (date(2022, 12, 31), 1, None),
    ],
)
def test_the_nth_working_day_or_none_where_the_table_ends(
    day: date, n: int, found: date | None
) -> None:
    assert WEEKS.add(day, n) == found


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [
        (MONDAY, MONDAY, 0),
        (MONDAY, date(2023, 1, 9), 5),
        (date(2023, 1, 9), MONDAY, -5),
        (date(2023, 1, 7), date(2023, 1, 8), 0),
        (MONDAY, date(2023, 1, 16), None),
        (date(2023, 1, 1), MONDAY, 1),  # its first day does not count
        (MONDAY, date(2023, 1, 1), None),
        (date(2023, 1, 16), date(2023, 1, 13), -1),
        (date(2023, 1, 17), date(2023, 1, 13), None),
        (date(2022, 12, 31), MONDAY, None),
    ],
)
def test_a_count_leaves_out_its_first_day(a: date, b: date, count: int | None) -> None:
    assert WEEKS.count(a, b) == count


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.data())
def test_a_table_counts_as_one_counts_on_fingers(flags: list[bool], data: st.DataObject) -> None:
    days = [MONDAY + timedelta(days=n) for n in range(len(flags))]
    works = dict(zip(days, flags, strict=True))
    table = WorkTable(days[0], days[-1], works.__getitem__)
    assert table.working == [day for day in days if works[day]]
    a, b = data.draw(st.sampled_from(days)), data.draw(st.sampled_from(days))
    fingers = sum(works[day] for day in days if a < day <= b) - sum(
        works[day] for day in days if b <= day < a
    )
    assert table.count(a, b) == fingers
    n = data.draw(st.integers(1, 10))
    after = [day for day in days if day > a and works[day]]
    assert table.add(a, n) == (after[n - 1] if n <= len(after) else None)
