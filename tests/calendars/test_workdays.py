"""The holiday calendar: what the notices give off, and what they leave unknown."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.workdays import Notice, WorkCalendar, work_calendar
from bizenv.kernel.errors import NotADayError, UsageError
from bizenv.kernel.truth import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
CN = work_calendar("CN")
NEW_YEAR = Notice(2020, frozenset({date(2019, 12, 31), date(2020, 1, 1)}), frozenset())
OWN = WorkCalendar("XX", (NEW_YEAR,))


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2023, 6, 22), YES),  # Dragon Boat
        (date(2023, 6, 25), NO),  # a Sunday made a working day
        (date(2023, 6, 17), NO),  # a plain Saturday: a rest day, no holiday
        (date(2022, 12, 31), YES),  # New Year 2023 reached back
        (date(2021, 12, 31), NO),  # New Year 2022 did not
        (date(2006, 6, 1), UNKNOWN),  # before the first notice kept
    ],
)
def test_a_day_is_off_where_a_notice_says_so(day: date, answer: Truth) -> None:
    assert CN.holiday(day) is answer


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2019, 12, 30), UNKNOWN),
        (date(2019, 12, 31), YES),
        (date(2020, 1, 1), YES),
        (date(2020, 1, 2), NO),
        (date(2020, 12, 28), NO),
        (date(2020, 12, 29), UNKNOWN),
        (date(2020, 12, 31), UNKNOWN),
        (date(2021, 1, 1), UNKNOWN),
    ],
)
def test_the_end_of_the_last_notified_year_waits_for_the_next_notice(
    day: date, answer: Truth
) -> None:
    assert OWN.holiday(day) is answer


@given(st.dates(date(2019, 1, 1), date(2021, 12, 31)))
def test_one_more_notice_never_overturns_what_was_known(day: date) -> None:
    later = WorkCalendar("XX", (NEW_YEAR, Notice(2021, frozenset({date(2021, 1, 1)}), frozenset())))
    known = OWN.holiday(day)
    assert known is UNKNOWN or later.holiday(day) is known


@pytest.mark.parametrize("value", [datetime(2023, 6, 22, tzinfo=UTC), "2023-06-22", None])
def test_a_calendar_answers_for_plain_days_only(value: Any) -> None:
    with pytest.raises(NotADayError, match=r"^day=.*expected a local day"):
        CN.holiday(value)


@pytest.mark.parametrize("name", ["CN", "cn"])
def test_a_shipped_calendar_is_found_in_any_case(name: str) -> None:
    assert work_calendar(name) == CN
    assert repr(work_calendar(name)) == "work_calendar('CN')"


@pytest.mark.parametrize("name", ["XX", "", "../calendars", "CN/..", "cn1"])
def test_a_calendar_that_is_not_shipped_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        work_calendar(name)
    assert str(caught.value) == f"id={name!r}: expected a shipped calendar, one of 'CN'"


def test_a_calendar_is_its_notices_and_survives_pickling() -> None:
    twin = pickle.loads(pickle.dumps(OWN))  # noqa: S301 - our own bytes
    assert twin == OWN
    assert hash(twin) == hash(OWN)
    assert twin.holiday(date(2020, 1, 1)) is YES
    assert WorkCalendar("XX", ()) != OWN


def test_a_notice_is_read_from_its_file() -> None:
    record = {
        "year": 2020,
        "off": ["2019-12-31"],
        "work": ["2020-01-19"],
        "published": "2019-11-21",
        "papers": ["国办发明电〔2019〕16号"],
    }
    assert Notice.from_dict(record) == Notice(
        2020,
        frozenset({date(2019, 12, 31)}),
        frozenset({date(2020, 1, 19)}),
        date(2019, 11, 21),
        ("国办发明电〔2019〕16号",),
    )
    bare = {"year": 2020, "off": [], "work": []}
    assert Notice.from_dict(bare) == Notice(2020, frozenset(), frozenset())


def test_the_shipped_notices_stand_in_order_of_years() -> None:
    years = [notice.year for notice in CN.notices]
    assert years == list(range(2007, years[-1] + 1))
