"""How deadlines are made: by the clock, from a deemed start, in a time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.changes import deemed_start
from bizenv.calendars.periods.laws import law_profile
from bizenv.calendars.periods.period import Period
from bizenv.calendars.periods.steps import Treatment
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.calendars.workdays.notices import LocalDays
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

CN = work_calendar("CN")
OFFICE = Clock(Hours({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, zone="Asia/Shanghai"), CN)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-02-27T16:30+08:00", 1, "2026-02-27T17:30:00+08:00"),  # at closing, not at opening
        ("2026-02-27T16:30+08:00", 2, "2026-02-28T10:00:00+08:00"),  # a Saturday that is worked
        ("2026-02-13T11:30+08:00", 1, "2026-02-13T14:30:00+08:00"),  # over lunch
    ],
)
def test_working_hours_are_counted_by_the_clock(start: str, n: int, due: str) -> None:
    deadline = Period(n, "working_hour").deadline(at(start), clock=OFFICE)
    assert deadline.instant.isoformat() == due
    assert deadline.certainty is Certainty.FINAL
    assert deadline.calendar == CN.ref


def test_working_hours_are_as_sure_as_the_calendar_of_the_clock() -> None:
    deadline = Period(8, "working_hour").deadline(at("2026-12-28T16:00+08:00"), clock=OFFICE)
    assert (deadline.day, deadline.certainty) == (date(2026, 12, 29), Certainty.PROVISIONAL)


def test_working_hours_need_a_clock() -> None:
    with pytest.raises(UsageError) as caught:
        Period(1, "working_hour").deadline(at("2026-02-27T16:30+08:00"), CN)
    assert str(caught.value) == "the period of 1 working hour needs business hours: give a clock"
    assert caught.value.say("zh") == "期限 1 个工作小时需要办公时间，请给出 clock"


def test_a_period_starts_on_the_day_that_is_deemed() -> None:
    law = law_profile("行政许可法")
    accepted = deemed_start(law, date(2023, 6, 1), CN, requested=date(2023, 6, 9))
    deadline = law.period("20日").deadline(accepted, CN)
    assert deadline.start == date(2023, 6, 1)
    assert deadline.day == date(2023, 6, 30)
    assert deadline.changes == (accepted,)
    assert deadline.trace[0].why == accepted.text


def test_a_deemed_start_may_make_the_deadline_less_sure() -> None:
    law = law_profile("行政许可法")
    accepted = deemed_start(law, date(2026, 12, 24), CN)
    assert (accepted.request_by, accepted.certainty) == (date(2026, 12, 31), Certainty.PROVISIONAL)
    assert Period(1, "day").deadline(accepted).certainty is Certainty.PROVISIONAL
    assert Period(1, "day").deadline(accepted).restart(date(2026, 12, 25)).certainty is (
        Certainty.FINAL
    )


@pytest.mark.parametrize("calendar", [None, CN])
def test_what_is_provisional_for_its_start_alone_says_so(calendar: WorkCalendar | None) -> None:
    accepted = deemed_start(law_profile("行政许可法"), date(2026, 12, 24), CN)
    told = Period(1, "day").deadline(accepted, calendar).explain("en")
    assert "Provisional: the next holiday notice may still change it" in told


@pytest.mark.parametrize("period", [Period(5, "working_day"), Period(5, "day"), Period(5, "hour")])
def test_a_time_zone_that_is_not_known_is_refused_at_once(period: Period) -> None:
    start = at("2023-06-01T08:00+08:00") if period.unit.by_the_hour else date(2023, 6, 1)
    with pytest.raises(UsageError, match="expected the name of a time zone"):
        period.deadline(start, CN, zone="Asia/Nowhere")


def test_the_same_day_ends_at_another_moment_in_another_zone() -> None:
    period, start = Period(5, "working_day"), date(2023, 6, 1)
    here, there = period.deadline(start, CN), period.deadline(start, CN, zone="Europe/Berlin")
    assert here.day == there.day
    assert here.instant.isoformat() == "2023-06-09T00:00:00+08:00"
    assert there.instant.isoformat() == "2023-06-09T00:00:00+02:00"
    assert there.instant - here.instant == timedelta(hours=6)


# --- hours, day by day ------------------------------------------------------------------


def test_working_hours_are_told_day_by_day_in_both_languages() -> None:
    """Across the Dragon Boat festival of 2023, from Wednesday to a Sunday that was worked."""
    deadline = Period(8, "working_hour").deadline(at("2023-06-21T16:00+08:00"), clock=OFFICE)
    assert deadline.explain("en").splitlines()[:-1] == [
        "ends 2023-06-25 17:30 (final): 8 working hours from 2023-06-21 16:00",
        "- 2023-06-21 counted: open 16:00–17:30, 1:30 so far",
        "- 2023-06-22 to 2023-06-24 not counted: holiday: Dragon Boat Festival "
        "(国办发明电〔2022〕16号)",
        "- 2023-06-25 counted: open 09:00–12:00, 14:00–17:30, 8:00 so far (国办发明电〔2022〕16号)",
        "Time zone: Asia/Shanghai",
    ]
    assert deadline.explain("zh").splitlines()[1:4] == [
        "- 2023-06-21 计入：办公 16:00–17:30，累计 1:30",
        "- 2023-06-22 至 2023-06-24 不计入：端午节放假（国办发明电〔2022〕16号）",
        "- 2023-06-25 计入：办公 09:00–12:00、14:00–17:30，累计 8:00（国办发明电〔2022〕16号）",
    ]


def test_a_start_in_an_hour_that_does_not_count_is_told() -> None:
    """In civil procedure the hour in which a period starts is left out (民诉法 85)."""
    period = law_profile("民事诉讼法").period("24小时")
    deadline = period.deadline(at("2023-06-01T14:30+08:00"))
    assert [step.line("en") for step in deadline.trace] == [
        "runs from 2023-06-01 15:00: the hour in which it starts does not count "
        "(《中华人民共和国民事诉讼法》第八十五条第二款)",
        "2023-06-01 to 2023-06-02 counted: 2023-06-01 15:00 to 2023-06-02 15:00, day and night "
        "(《中华人民共和国民事诉讼法》第八十五条第二款)",
    ]
    office = Period(1, "working_hour", from_next_hour=True)
    found = office.deadline(at("2023-06-01T14:30+08:00"), clock=OFFICE)
    assert [step.line("zh") for step in found.trace] == [
        "2023-06-01 15:00 起算：开始的时不计入",
        "2023-06-01 计入：办公 15:00–16:00，累计 1:00",
    ]


def test_a_day_without_office_hours_is_told_with_its_reason() -> None:
    shut = LocalDays(Text("停电检修", "no power"), [date(2023, 6, 2)], statutory=False)
    hours = Hours({"mon-wed": "09:00-12:00", "fri": "09:00-12:00", "make-up": []}, "Asia/Shanghai")
    clock = Clock(hours, CN.adding(shut))
    deadline = Period(4, "working_hour").deadline(at("2023-05-31T13:00+08:00"), clock=clock)
    assert [step.line("en") for step in deadline.trace] == [
        "2023-05-31 to 2023-06-01 not counted: no office hours",
        "2023-06-02 not counted: no power",
        "2023-06-03 to 2023-06-04 not counted: weekend",
        "2023-06-05 counted: open 09:00–12:00, 3:00 so far",
        "2023-06-06 counted: open 09:00–10:00, 4:00 so far",
    ]


def test_a_clock_without_a_calendar_is_told_too() -> None:
    clock = Clock(Hours({"mon-fri": "20:00-24:00"}, "Asia/Shanghai"), None)
    deadline = Period(6, "working_hour").deadline(at("2023-06-02T20:00+08:00"), clock=clock)
    assert [step.line("en") for step in deadline.trace] == [
        "2023-06-02 counted: open 20:00–24:00, 4:00 so far",
        "2023-06-03 to 2023-06-04 not counted: no office hours",
        "2023-06-05 counted: open 20:00–22:00, 6:00 so far",
    ]
    assert deadline.calendar is None


def test_hours_are_told_in_the_zone_that_was_asked_for() -> None:
    """The hours are those of the office; the start and the end are in one zone."""
    period, start = Period(8, "working_hour"), at("2023-06-21T16:00+08:00")
    deadline = period.deadline(start, clock=OFFICE, zone="Europe/Berlin")
    assert deadline.instant.isoformat() == "2023-06-25T11:30:00+02:00"
    lines = deadline.explain("en").splitlines()
    assert lines[0] == "ends 2023-06-25 11:30 (final): 8 working hours from 2023-06-21 10:00"
    assert lines[-2] == "Time zone: Europe/Berlin; office hours: Asia/Shanghai"
    assert deadline.explain("zh").splitlines()[-2] == "时区：Europe/Berlin；办公时间：Asia/Shanghai"
    late = Period(1, "working_hour").deadline(
        at("2023-06-21T09:00+08:00"), clock=OFFICE, zone="America/New_York"
    )
    assert (late.day, late.ends) == (date(2023, 6, 20), "2023-06-20 22:00")


@pytest.mark.parametrize("period", [Period(2, "hour"), Period(2, "working_hour")])
def test_hours_that_end_at_midnight_belong_to_the_day_that_ends(period: Period) -> None:
    clock = Clock.round_the_clock("Asia/Shanghai")
    deadline = period.deadline(at("2023-06-01T22:00+08:00"), clock=clock)
    assert (deadline.day, deadline.ends) == (date(2023, 6, 1), "2023-06-01 24:00")
    assert deadline.instant == at("2023-06-02T00:00+08:00")


@given(st.datetimes(datetime(2023, 1, 1), datetime(2023, 12, 1)), st.integers(1, 60))
def test_the_trace_of_working_hours_has_every_day(start: datetime, n: int) -> None:
    begin = start.replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    deadline = Period(n, "working_hour").deadline(begin, clock=OFFICE)
    days = [
        step.first + timedelta(days=k)
        for step in deadline.trace
        for k in range((step.last - step.first).days + 1)
    ]
    span = (deadline.day - begin.date()).days
    assert days == [begin.date() + timedelta(days=k) for k in range(span + 1)]
    assert deadline.trace[-1].treatment is Treatment.COUNTED
    assert deadline.trace[-1].why.say("en").endswith(f", {n}:00 so far")


# --- what cannot be used ----------------------------------------------------------------

DAY = date(2023, 6, 1)


@pytest.mark.parametrize(
    "call",
    [
        lambda given: Period(5, "working_day").deadline(DAY, given),
        lambda given: Period(5, "day").deadline(DAY, given),
        lambda given: Period(5, "working_day").before(DAY, given),
        lambda given: deemed_start("行政许可法", DAY, given),
    ],
)
def test_a_calendar_is_itself_or_the_id_of_a_shipped_one(call: Any) -> None:
    assert call("CN") == call(CN)
    with pytest.raises(UsageError) as caught:
        call(5)
    assert str(caught.value) == (
        "calendar=5: expected a WorkCalendar, or the id of a shipped one such as 'CN'"
    )
    with pytest.raises(UsageError, match="expected a shipped calendar"):
        call("XX")


def test_a_clock_that_is_none_is_refused() -> None:
    for call in (Period(5, "working_day").deadline, Period(5, "day").before):
        with pytest.raises(UsageError) as caught:
            call(DAY, CN, clock="x")  # type: ignore[arg-type]
        assert str(caught.value) == "clock='x': expected a Clock"
        assert caught.value.say("zh") == "clock='x'：应为 Clock"


@pytest.mark.parametrize("period", [Period(5, "day"), Period(5, "month"), Period(5, "hour")])
def test_what_to_do_beyond_the_notices_is_a_choice_of_two_everywhere(period: Period) -> None:
    start: Any = at("2023-06-01T14:30+08:00") if period.unit.by_the_hour else DAY
    with pytest.raises(UsageError) as caught:
        period.deadline(start, CN, "bogus")  # type: ignore[arg-type]
    assert str(caught.value) == "on_unknown='bogus': expected 'raise' or 'provisional'"
    with pytest.raises(UsageError, match="on_unknown='bogus'"):
        Period(5, "day").before(DAY, CN, "bogus")  # type: ignore[arg-type]
