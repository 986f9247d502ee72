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
    assert year.between(inside, asked).known.tolist() == [known, known]
    assert year.nth(inside, np.array([300, 1])).known.tolist() == [False, False]


def test_only_the_days_that_count_need_be_known() -> None:
    """A count may start the day before the year, or backwards the day after it."""
    year = arrays_of(WorkCalendar("XX", [Notice(2027, {"New Year": [date(2027, 1, 1)]})]))
    edges, beyond = days("2026-12-31", "2028-01-01"), days("2026-12-30", "2028-01-02")
    last, first = days("2027-12-31", "2027-01-01")
    forward, back = year.between(edges[:1], last), year.between(edges[1:], first)
    assert (forward.values.tolist(), forward.known.tolist()) == ([260], [True])
    assert (back.values.tolist(), back.known.tolist()) == ([-260], [True])
    assert year.between(beyond, np.array([last, first])).known.tolist() == [False, False]
    assert year.between(beyond, beyond).known.tolist() == [True, True]
    nearest = year.nth(edges, np.array([1, -1]))
    assert nearest.values.tolist() == days("2027-01-04", "2027-12-31").tolist()
    assert nearest.known.tolist() == [True, True]
    assert year.nth(edges, np.array([-1, 1])).known.tolist() == [False, False]
    assert year.nth(beyond, np.array([1, -1])).known.tolist() == [False, False]


def test_a_calendar_without_a_notice_knows_nothing() -> None:
    arrays = arrays_of(WorkCalendar("XX"))
    some = days("1970-01-01", "2023-06-01")
    asked = arrays.between(some, some[::-1])
    for found in (arrays.works(some), asked, arrays.nth(some, np.array(1))):
        assert not found.known.any()
