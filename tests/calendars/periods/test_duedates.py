"""How deadlines are made: by the clock, from a deemed start, in a time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.changes import deemed_start
from bizenv.calendars.periods.laws import law_profile
from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.errors import UsageError

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


@pytest.mark.parametrize("period", [Period(2, "hour"), Period(2, "working_hour")])
def test_hours_that_end_at_midnight_belong_to_the_day_that_ends(period: Period) -> None:
    clock = Clock.round_the_clock("Asia/Shanghai")
    deadline = period.deadline(at("2023-06-01T22:00+08:00"), clock=clock)
    assert (deadline.day, deadline.ends) == (date(2023, 6, 1), "2023-06-01 24:00")
    assert deadline.instant == at("2023-06-02T00:00+08:00")


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
