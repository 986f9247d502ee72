"""The arrays hold what the table holds, once for each calendar."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bizenv.calendars.bulk.table_arrays import arrays_of
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.notices import Notice


def days(*texts: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(texts, "datetime64[D]").view(np.int64)


def test_the_arrays_are_made_once_for_each_calendar() -> None:
    assert arrays_of(work_calendar("CN")) is arrays_of(work_calendar("CN"))
    assert arrays_of(work_calendar("CN")) is not arrays_of(work_calendar("CN-GX"))


@pytest.mark.parametrize("known", [False, True])
def test_only_days_and_answers_within_the_table_are_known(known: bool) -> None:
    """One year: 2027. Its first working day is 4 January, its last 31 December."""
    year = arrays_of(WorkCalendar("XX", [Notice(2027, {"New Year": [date(2027, 1, 1)]})]))
    inside, outside = days("2027-01-01", "2027-12-31"), days("2026-12-31", "2028-01-01")
    asked = inside if known else outside
    assert year.works(asked).known.tolist() == [known, known]
    assert year.between(asked, inside[::-1]).known.tolist() == [known, known]
    assert year.between(inside, asked).known.tolist() == [known, known]
    assert year.nth(asked, np.array([1, -1])).known.tolist() == [known, known]
    assert year.nth(inside, np.array([300, 1])).known.tolist() == [False, False]


def test_a_calendar_without_a_notice_knows_nothing() -> None:
    arrays = arrays_of(WorkCalendar("XX"))
    some = days("1970-01-01", "2023-06-01")
    for found in (arrays.works(some), arrays.between(some, some), arrays.nth(some, np.array(1))):
        assert not found.known.any()
