"""How a deadline came about: every day once, with the right reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.periods.deadlines import Deadline
from bizenv.calendars.periods.laws import law_profile
from bizenv.calendars.periods.period import Period, Roll, Unit
from bizenv.calendars.periods.steps import Step, Treatment
from bizenv.calendars.periods.traces import reason
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.calendars.workdays.notices import LocalDays, Notice
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.text import Text

CN = work_calendar("CN")
STARTS = st.dates(date(2007, 1, 1), date(2024, 12, 31))
COUNTED = (Treatment.COUNTED,)


def told(steps: tuple[Step, ...]) -> list[str]:
    """The steps in short: first, last, treatment, why, count."""
    return [
        f"{s.first:%m-%d} {s.last:%m-%d} {s.treatment.value}: {s.why.en} {s.through or ''}".strip()
        for s in steps
    ]


def days_of(steps: tuple[Step, ...], *treatments: Treatment) -> list[date]:
    """The days of the steps that are treated so; all but events if none is named."""
    return [
        step.first + timedelta(days=n)
        for step in steps
        for n in range((step.last - step.first).days + 1)
        if (step.treatment in treatments if treatments else step.treatment is not Treatment.EVENT)
    ]


def test_working_days_with_a_holiday_and_a_day_made_up_for_it() -> None:
    steps = Period(5, "working_day").deadline(date(2023, 4, 27), CN).trace
    assert told(steps) == [
        "04-27 04-27 start: the start day",
        "04-28 04-28 counted: working day 1",
        "04-29 05-03 skipped: holiday: Labour Day",
        "05-04 05-05 counted: working day 3",
        "05-06 05-06 counted: make-up working day 4",
        "05-07 05-07 skipped: weekend",
        "05-08 05-08 counted: working day 5",
    ]
    assert steps[2].source == steps[4].source == "国办发明电〔2022〕16号"
    assert steps[2].why.zh == "劳动节放假"


def test_calendar_days_whose_last_is_a_rest_day() -> None:
    steps = law_profile("民法典").period("60日").deadline(date(2023, 8, 1), CN).trace
    assert told(steps) == [
        "08-01 08-01 start: the start day",
        "08-02 09-29 counted: day of the calendar 59",
        "09-30 10-06 rolled: holiday: Mid-Autumn Festival and National Day",
        "10-07 10-07 landed: make-up working day",
    ]
    assert [step.citation.locator for step in steps if step.citation] == [
        "第二百零一条第一款", "第二百条", "第二百零三条第一款", "第二百零三条第一款",
    ]  # fmt: skip


def test_the_tax_rule_adds_the_days_of_the_holiday() -> None:
    steps = law_profile("税收征管法实施细则").period("15日").deadline(date(2024, 5, 31), CN).trace
    assert told(steps) == [
        "05-31 05-31 start: the start day",
        "06-01 06-14 counted: day of the calendar 14",
        "06-15 06-16 skipped: weekend",
        "06-17 06-19 added: the holiday of 2024-06-08 to 2024-06-10 lies inside the period",
    ]


def test_the_tax_rule_with_a_last_day_that_is_worked() -> None:
    steps = law_profile("税收征管法实施细则").period("15日").deadline(date(2024, 3, 31), CN).trace
    assert told(steps) == [
        "03-31 03-31 start: the start day",
        "04-01 04-15 counted: day of the calendar 15",
        "04-16 04-18 added: the holiday of 2024-04-04 to 2024-04-06 lies inside the period",
    ]


def test_a_start_day_that_counts_is_a_day_of_the_count() -> None:
    steps = Period(2, "day", start_counts=True).deadline(date(2023, 6, 1)).trace
    assert told(steps) == ["06-01 06-02 counted: day of the calendar 2"]


def test_months_are_not_numbered() -> None:
    steps = Period(1, "month").deadline(date(2023, 6, 1)).trace
    assert told(steps) == [
        "06-01 06-01 start: the start day",
        "06-02 07-01 counted: day of the calendar",
    ]


LICENCE = law_profile("行政许可法").period("20日").deadline(date(2023, 6, 1), CN)


def test_an_extension_stands_between_its_legs() -> None:
    steps = LICENCE.extend(decided=date(2023, 6, 29)).trace
    at = next(n for n, step in enumerate(steps) if step.treatment is Treatment.EVENT)
    assert told(steps[at - 1 : at + 2]) == [
        "06-26 06-30 counted: working day 20",
        "06-29 06-29 event: extended by 10 working days from the expiry, decided 2023-06-29",
        "07-01 07-02 skipped: weekend",
    ]
    assert told(steps)[-1] == "07-10 07-14 counted: working day 10"


def test_days_left_out_say_why_and_by_which_article() -> None:
    steps = LICENCE.exclude(date(2023, 6, 5), date(2023, 6, 7), "hearing").trace
    assert told(steps)[2:5] == [
        "06-03 06-04 skipped: weekend",
        "06-05 06-07 excluded: hearing",
        "06-08 06-09 counted: working day 3",
    ]
    assert steps[3].citation is not None
    assert steps[3].citation.locator == "第四十五条"


def test_a_suspension_is_told_as_one() -> None:
    steps = LICENCE.suspend(date(2023, 6, 5)).resume(date(2023, 6, 8)).trace
    assert told(steps)[3] == "06-05 06-07 excluded: suspended: no ground stated"


@pytest.mark.parametrize("first", [date(2023, 7, 3), date(2023, 5, 1)])
def test_time_outside_the_period_is_told_to_change_nothing(first: date) -> None:
    steps = LICENCE.exclude(first, first, Text("听证", "hearing")).trace
    assert steps[:-1] == LICENCE.trace
    assert steps[-1].why == Text(
        f"{first} 不计入：听证（不在期限之内，不影响期限）",
        f"{first} does not count: hearing (outside the period, so it changes nothing)",
    )


def test_a_restart_is_told_first() -> None:
    own = Citation(Source("own", "本市规定", "official"), "第三条")  # type: ignore[arg-type]
    steps = LICENCE.restart(date(2023, 6, 12), citation=own).trace
    assert told(steps)[:2] == [
        "06-12 06-12 event: runs anew from 2023-06-12, before that from 2023-06-01",
        "06-12 06-12 start: the start day",
    ]


# --- backwards --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("full", "steps"),
    [
        (
            False,
            [
                "06-21 06-21 counted: working day 3",
                "06-22 06-24 skipped: holiday: Dragon Boat Festival",
                "06-25 06-25 counted: make-up working day 2",
                "06-26 06-26 counted: working day 1",
                "06-27 06-27 start: the day itself",
            ],
        ),
        (
            True,
            [
                "06-20 06-20 landed: the latest day to act: working day",
                "06-21 06-21 counted: working day 3",
                "06-22 06-24 skipped: holiday: Dragon Boat Festival",
                "06-25 06-25 counted: make-up working day 2",
                "06-26 06-26 counted: working day 1",
                "06-27 06-27 start: the day itself",
            ],
        ),
    ],
)
def test_working_days_before_a_day(full: bool, steps: list[str]) -> None:
    found = Period(3, "working_day").before(date(2023, 6, 27), CN, full=full).trace
    assert told(found) == steps


def test_calendar_days_before_a_day_with_a_rest_day_at_the_end() -> None:
    rolls = Period(7, "day", roll=Roll.NEXT_WORKING_DAY).before(date(2023, 10, 9), CN)
    assert told(rolls.trace) == [
        "09-28 09-28 landed: the latest day to act: working day",
        "09-29 10-01 skipped: holiday: Mid-Autumn Festival and National Day",
        "10-02 10-08 counted: day of the calendar 7",
        "10-09 10-09 start: the day itself",
    ]
    plain = Period(2, "day").before(date(2023, 6, 5), full=True)
    assert told(plain.trace) == [
        "06-02 06-02 landed: the latest day to act: day of the calendar",
        "06-03 06-04 counted: day of the calendar 2",
        "06-05 06-05 start: the day itself",
    ]


# --- reasons -----------------------------------------------------------------------


def test_beyond_the_notices_fixed_holidays_are_told_as_assumed() -> None:
    asked = Period(5, "working_day").deadline(date(2026, 12, 28), CN, on_unknown="provisional")
    step = next(step for step in asked.trace if step.first == date(2027, 1, 1))
    assert (step.treatment, step.certainty) == (Treatment.SKIPPED, Certainty.UNKNOWN)
    assert step.why == Text("固定节日，尚无放假安排", "a holiday of fixed day; no notice is out")


def test_a_local_holiday_has_its_own_name_in_both_languages() -> None:
    local = LocalDays(Text("三月三", "Sanyuesan"), [date(2023, 4, 24)], statutory=True)
    works, why, _, _ = reason(date(2023, 4, 24), CN.adding(local), "raise")
    assert not works
    assert why == Text("三月三放假", "holiday: Sanyuesan")
    plain = reason(date(2023, 6, 22), CN.adding(local), "raise")[1]
    assert plain == Text("端午节放假", "holiday: Dragon Boat Festival")


def test_a_holiday_without_a_name_is_a_holiday_still() -> None:
    own = WorkCalendar("XX", [Notice(2027, [date(2027, 1, 1)], [])])
    assert reason(date(2027, 1, 1), own, "raise")[1] == Text("放假", "holiday")


@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_shipped_holiday_has_an_english_name(year: int) -> None:
    named = [day for notice in CN.notices if notice.year == year for day in notice.off]
    assert named
    for day in named:
        if day.year >= 2007:
            english = reason(day, CN, "raise")[1].en
            assert english is not None
            assert english.isascii()


# --- properties ---------------------------------------------------------------------


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    """Deadlines of every unit and roll, some of them changed."""
    roll = draw(st.sampled_from(list(Roll)))
    unit = draw(st.sampled_from([Unit.WORKING_DAY, Unit.DAY, Unit.MONTH]))
    n = draw(st.integers(1, 3 if unit is Unit.MONTH else 45))
    start = draw(STARTS)
    period = Period(n, unit, roll=roll, start_counts=draw(st.booleans()))
    deadline = period.deadline(start, CN)
    if draw(st.booleans()):
        first = start + timedelta(days=draw(st.integers(-3, 50)))
        last = first + timedelta(days=draw(st.integers(0, 20)))
        deadline = deadline.exclude(first, last)
    if draw(st.booleans()):
        deadline = deadline.extend("7 working days", decided=deadline.day)
    return deadline


@given(deadlines())
def test_every_day_from_the_start_to_the_last_is_told_once(deadline: Deadline) -> None:
    start = deadline.start
    span = [start + timedelta(days=n) for n in range((deadline.day - start).days + 1)]  # type: ignore[operator]
    assert days_of(deadline.trace) == span


@given(STARTS, st.integers(1, 90))
def test_as_many_working_days_are_counted_as_the_period_has(start: date, n: int) -> None:
    trace = Period(n, "working_day").deadline(start, CN).trace
    counted = days_of(trace, *COUNTED)
    assert len(counted) == n
    assert all(CN.is_working(day) for day in counted)
    assert not any(CN.is_working(day) for day in days_of(trace, Treatment.SKIPPED))


@given(STARTS, st.integers(1, 90), st.booleans())
def test_backwards_every_day_is_told_once_too(day: date, n: int, full: bool) -> None:
    back = Period(n, "working_day").before(day, CN, on_unknown="provisional", full=full)
    span = [back.day + timedelta(days=k) for k in range((day - back.day).days + 1)]
    assert days_of(back.trace) == span
    assert len(days_of(back.trace, *COUNTED)) == n
