"""The strategies of calendars build valid values, and all kinds of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from drawn import meet
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.calendars.workdays.notices import LocalDays, Notice
from bizenv.kernel.truth import Truth
from bizenv.testing import calendars


@pytest.mark.parametrize(
    ("name", "kind"),
    [("notices", Notice), ("local_days", LocalDays), ("work_calendars", WorkCalendar)],
)
def test_every_strategy_draws_and_is_found_by_type(name: str, kind: type) -> None:
    for strategy in (getattr(calendars, name)(), st.from_type(kind)):

        @given(strategy)
        def draws(value: Any) -> None:
            assert isinstance(value, kind)

        draws()


def test_every_name_is_tested() -> None:
    assert set(calendars.__all__) == {"notices", "local_days", "work_calendars"}


@pytest.mark.parametrize(
    "odd",
    [
        lambda notice: len(notice.off) > 9,
        lambda notice: any(day.year < notice.year for day in notice.off),
        lambda notice: not notice.off and not notice.work,
        lambda notice: notice.published is None and notice.work,
    ],
)
def test_odd_notices_are_met(odd: Any) -> None:
    meet(calendars.notices(), odd)


@given(calendars.notices(2027), calendars.local_days(2027, statutory=True))
def test_the_year_and_the_kind_can_be_given(notice: Notice, local: LocalDays) -> None:
    assert notice.year == 2027
    assert local.statutory
    assert all(day.year == 2027 for day in local.off | local.work)


@given(calendars.work_calendars(), st.data())
def test_counting_undoes_adding_on_any_calendar(
    calendar: WorkCalendar, data: st.DataObject
) -> None:
    assert calendar.table is not None
    a, b = (data.draw(st.sampled_from(calendar.table.working)) for _ in "ab")
    n = calendar.count(a, b)
    assert n == 0 or calendar.add(a, n) == b
    assert calendar.count(b, a) == -n


@given(calendars.work_calendars(), st.dates(date(2018, 6, 1), date(2031, 12, 31)), st.data())
def test_any_past_state_of_a_calendar_agrees_with_it(
    calendar: WorkCalendar, asked: date, data: st.DataObject
) -> None:
    """What was final stays, whatever notices come."""
    past = calendar.as_of(asked)
    assert past.as_of(asked) == past
    if past.table is None:
        return
    day = data.draw(st.dates(past.table.first, past.table.last))
    if past.certainty(day) is Certainty.FINAL:
        assert calendar.day(day) == past.day(day)
    if past.holiday(day) is not Truth.UNKNOWN:
        assert calendar.holiday(day) is past.holiday(day)
