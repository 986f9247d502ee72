"""Periods: what they refuse, how they are written, and when they end (golden days)."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.laws import law_profile, law_profiles
from bizenv.calendars.periods.period import End, Period, Roll, Unit
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.calendars.workdays.notices import Notice
from bizenv.kernel.errors import NotADayError, UnknownDayError, UsageError
from bizenv.kernel.text import Text

CN = work_calendar("CN")
ROLLS = Roll.NEXT_WORKING_DAY
STARTS = st.dates(date(2007, 1, 1), date(2025, 6, 30))


# --- the value ------------------------------------------------------------------


@pytest.mark.parametrize("n", [0, -5, 1.5, "5", True, None])
def test_a_period_is_a_whole_number_of_one_or_more(n: Any) -> None:
    with pytest.raises(UsageError) as caught:
        Period(n, "working_day")
    assert str(caught.value) == f"n={n!r}: expected a whole number of 1 or more"
    assert caught.value.say("zh") == f"n={n!r}：应为大于零的整数"


def test_a_unit_or_option_that_is_not_known_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^'week': expected one of 'working_day', 'day', "):
        Period(1, "week")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"^'later': expected one of 'none', "):
        Period(1, "day", roll="later")
    with pytest.raises(UsageError, match=r"^'noon': expected one of 'midnight', "):
        Period(1, "day", end="noon")
    with pytest.raises(UsageError, match=r"^start_counts='yes': expected a bool$"):
        Period(1, "day", start_counts="yes")


@pytest.mark.parametrize("unit", [Unit.HOUR, Unit.WORKING_HOUR])
def test_hours_have_no_start_day_that_could_count(unit: Unit) -> None:
    with pytest.raises(UsageError) as caught:
        Period(2, unit, start_counts=True)
    assert str(caught.value) == (
        f"{unit.text.en}s run from a moment, so start_counts has no meaning for them"
    )


@pytest.mark.parametrize(
    ("unit", "options", "english", "chinese"),
    [
        (
            "hour",
            {"roll": "next_working_day"},
            "hours run from a moment, so roll has no meaning for them",
            "小时从一个时刻起算，roll 对它没有意义",
        ),
        (
            "working_hour",
            {"end": "close"},
            "working hours run from a moment, so end has no meaning for them",
            "个工作小时从一个时刻起算，end 对它没有意义",
        ),
        (
            "day",
            {"from_next_hour": True},
            "days are counted by days, so from_next_hour has no meaning for them",
            "日按日计算，from_next_hour 对它没有意义",
        ),
    ],
)
def test_an_option_without_meaning_for_the_unit_is_refused(
    unit: str, options: Any, english: str, chinese: str
) -> None:
    with pytest.raises(UsageError) as caught:
        Period(5, unit, **options)  # type: ignore[arg-type] # read as a unit
    assert (str(caught.value), caught.value.say("zh")) == (english, chinese)


def test_an_option_that_there_is_not_is_refused() -> None:
    law = law_profile("行政许可法")
    for call in (lambda: law.period("20日", rolls="none"), lambda: Period.parse("20日", rolls=1)):
        with pytest.raises(UsageError) as caught:
            call()
        assert str(caught.value) == (
            "rolls: expected an option of a period, start_counts, roll, end, from_next_hour"
        )
        assert caught.value.say("zh") == (
            "rolls：期限没有这个选项，可用 start_counts、roll、end、from_next_hour"
        )


def test_hours_of_a_law_have_no_end_of_day() -> None:
    assert law_profile("民法典").period("2小时") == Period(2, "hour", law="民法典")


def test_different_meaning_is_a_different_value() -> None:
    five = [Period(5, unit) for unit in Unit]
    five += [Period(5, "day", start_counts=True), Period(5, "day", roll=ROLLS)]
    five += [Period(5, "day", end=End.CLOSE), Period(5, "day", law="信访工作条例")]
    assert len(set(five)) == len(five)
    assert Period(5, "working_day") == Period(5, Unit.WORKING_DAY)


def test_a_period_survives_pickling() -> None:
    period = law_profile("民法典").period("60日")
    assert pickle.loads(pickle.dumps(period)) == period  # noqa: S301 - our own bytes


def test_a_period_is_told_in_both_languages() -> None:
    assert Period(5, "working_day").text == Text("5 个工作日", "5 working days")
    assert Period(1, "month").text == Text("1 个月", "1 month")


UNITS = st.sampled_from(list(Unit))


@given(st.integers(1, 999_999), UNITS)
def test_a_plain_period_reads_back_from_its_words(n: int, unit: Unit) -> None:
    period = Period(n, unit)
    assert Period.parse(str(period)) == period
    assert Period.parse(period.text.zh) == period


@given(st.integers(1, 400), UNITS, st.sampled_from(law_profiles()))
def test_a_period_of_a_law_reads_back_under_that_law(n: int, unit: Unit, law: Any) -> None:
    period = law.period(unit.words(n, "en"))
    assert Period.parse(str(period), law=law) == period


@given(st.integers(1, 400), st.sampled_from(law_profiles()))
def test_explicit_calendar_days_stay_calendar_days_under_every_law(n: int, law: Any) -> None:
    period = Period.parse(f"{n}个自然日", law=law)
    assert period.unit is Unit.DAY
    assert Period.parse(str(period), law=law.id) == period


PERIODS = st.builds(
    Period,
    st.integers(1, 400),
    st.sampled_from([Unit.DAY, Unit.MONTH, Unit.YEAR, Unit.WORKING_DAY]),
    start_counts=st.booleans(),
    roll=st.sampled_from(list(Roll)),
    end=st.sampled_from(list(End)),
    law=st.none() | st.sampled_from(law_profiles()),
) | st.builds(
    Period, st.integers(1, 99), st.just(Unit.HOUR), from_next_hour=st.booleans()
)  # fmt: skip


@given(PERIODS)
def test_the_repr_can_be_pasted_back(period: Period) -> None:
    assert eval(repr(period), {"Period": Period}) == period  # noqa: S307 - our own text


# --- golden days ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2023, 4, 27), 5, date(2023, 5, 8)),
        (date(2023, 6, 20), 15, date(2023, 7, 12)),
        (date(2023, 9, 28), 20, date(2023, 11, 1)),
        (date(2024, 2, 8), 15, date(2024, 3, 6)),
        (date(2025, 9, 26), 5, date(2025, 10, 10)),
        (date(2025, 9, 29), 10, date(2025, 10, 20)),
        (date(2026, 2, 13), 5, date(2026, 2, 27)),
        (date(2026, 4, 30), 3, date(2026, 5, 8)),
        (date(2026, 9, 18), 7, date(2026, 9, 29)),
    ],
)
def test_working_days_as_published(start: date, n: int, due: date) -> None:
    deadline = Period(n, "working_day").deadline(start, CN)
    assert (deadline.day, deadline.certainty) == (due, Certainty.FINAL)


@pytest.mark.parametrize(
    ("start", "n", "nominal", "due"),
    [
        (date(2023, 8, 1), 60, date(2023, 9, 30), date(2023, 10, 7)),
        (date(2025, 8, 4), 60, date(2025, 10, 3), date(2025, 10, 9)),
        (date(2026, 1, 17), 30, date(2026, 2, 16), date(2026, 2, 24)),
        (date(2025, 7, 3), 90, date(2025, 10, 1), date(2025, 10, 9)),
    ],
)
def test_calendar_days_that_end_on_a_rest_day(
    start: date, n: int, nominal: date, due: date
) -> None:
    assert Period(n, "day").deadline(start).day == nominal
    assert Period(n, "day", roll=ROLLS).deadline(start, CN).day == due
    assert law_profile("民法典").period(f"{n}日").deadline(start, CN).day == due


@pytest.mark.parametrize(
    ("start", "text", "due"),
    [
        (date(1999, 12, 31), "2个月", date(2000, 2, 29)),
        (date(1998, 6, 1), "3年", date(2001, 6, 1)),
    ],
)
def test_the_patent_office_s_examples_of_months_and_years(
    start: date, text: str, due: date
) -> None:
    assert Period.parse(text).deadline(start).day == due


@pytest.mark.parametrize(
    ("start", "nominal", "due"),
    [
        (date(2007, 10, 30), date(2007, 12, 30), date(2008, 1, 2)),
        (date(2007, 12, 6), date(2008, 2, 6), date(2008, 2, 13)),
    ],
)
def test_the_patent_office_s_examples_of_rest_days(start: date, nominal: date, due: date) -> None:
    """Guideline of 2008: two months, and a rest day at the end as the notices arrange it."""
    assert Period(2, "month").deadline(start).day == nominal
    assert law_profile("专利法实施细则").period("2个月").deadline(start, CN).day == due


FILING_DAYS = {
    2013: {1: 18, 2: 22, 3: 15, 4: 18},
    2018: {1: 15, 2: 22, 3: 15, 4: 18, 5: 15, 6: 15, 7: 16, 8: 15, 9: 17, 10: 24, 11: 15, 12: 17},
    2020: {1: 15, 2: 17, 3: 16, 4: 20, 5: 22, 6: 15, 7: 15, 8: 17, 9: 15, 11: 16, 12: 15},
    2021: {1: 20, 2: 23, 3: 15, 4: 20, 5: 21, 6: 18, 7: 15, 8: 16, 9: 15, 10: 26, 11: 15, 12: 15},
    2022: {1: 19, 2: 23, 3: 15, 4: 20, 5: 19, 6: 20, 7: 15, 8: 15, 9: 20, 10: 25, 11: 15, 12: 15},
    2023: {1: 16, 2: 15, 3: 15, 4: 17, 5: 18, 6: 15, 7: 17, 8: 15, 9: 15, 10: 23, 11: 15, 12: 15},
    2024: {1: 15, 2: 23, 3: 15, 4: 18, 5: 22, 6: 19, 7: 15, 8: 15, 9: 18, 10: 24, 11: 15, 12: 16},
    2025: {1: 15, 2: 20, 3: 17, 4: 18, 5: 22, 6: 16, 7: 15, 8: 15, 9: 15, 10: 27, 11: 17, 12: 15},
    2026: {1: 20, 2: 24, 3: 16, 4: 20, 5: 22, 6: 15, 7: 15, 8: 17, 9: 15, 10: 26, 11: 16, 12: 15},
}
"""The last filing days that the tax authority published, by year and month.

For October 2020 it published the 23rd; see the test of that month.
"""


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(y, m, d) for y, months in FILING_DAYS.items() for m, d in months.items()],
)
def test_the_tax_authority_s_filing_days(year: int, month: int, day: int) -> None:
    """Fifteen days after the end of the month before, by art. 109."""
    month_end = date(year, month, 1) - timedelta(days=1)
    deadline = law_profile("税收征管法实施细则").period("15日").deadline(month_end, CN)
    assert deadline.day == date(year, month, day)


def test_one_published_filing_day_is_not_what_the_other_years_lead_to() -> None:
    """October 2020: eight days of holiday gave the 23rd, eight days of the calendar more."""
    deadline = law_profile("税收征管法实施细则").period("15日").deadline(date(2020, 9, 30), CN)
    assert deadline.day == date(2020, 10, 27)


@pytest.mark.parametrize(
    ("year_end", "day"),
    [
        (date(2023, 12, 31), date(2024, 5, 31)),  # a Friday
        (date(2024, 12, 31), date(2025, 6, 3)),  # 31 May to 2 June were the Dragon Boat days
        (date(2021, 12, 31), date(2022, 5, 31)),
    ],
)
def test_the_settlement_after_the_year_is_not_put_off_for_holidays_in_between(
    year_end: date, day: date
) -> None:
    """Five months hold the Spring Festival and Labour Day; only the last day moves."""
    law = law_profile("税收征管法实施细则")
    assert law.period("5个月").deadline(year_end, CN).day == day


@pytest.mark.parametrize("hours", ["00:00-24:00", "12:00-24:00"])
def test_working_hours_that_end_at_midnight_end_on_the_day_that_closes(hours: str) -> None:
    """14 February 2026 was worked; the Spring Festival began on the 15th."""
    clock = Clock(Hours({"mon-sun": hours}, "Asia/Shanghai"), CN)
    due = Period(12, "working_hour").deadline(at("2026-02-14T12:00+08:00"), clock=clock)
    assert (due.day, due.ends) == (date(2026, 2, 14), "2026-02-14 24:00")
    assert due.instant.isoformat() == "2026-02-15T00:00:00+08:00"


def test_the_start_is_told_in_the_zone_of_the_end() -> None:
    due = Period(5, "hour").deadline(at("2023-06-20T10:00+02:00"))
    assert due.explain("en").splitlines()[0] == (
        "ends 2023-06-20 21:00 (final): 5 hours from 2023-06-20 16:00"
    )


@pytest.mark.parametrize("name", ["处罚法", "许可法", "强制法", "复议法", "民诉法", "信访条例"])
def test_a_law_is_found_by_the_short_name_that_people_use(name: str) -> None:
    assert name.removesuffix("法").removesuffix("条例") in law_profile(name).source.title or (
        name == "民诉法" and law_profile(name).id == "cn-civil-procedure-law"
    )


def test_the_tax_rule_needs_no_law_to_be_named() -> None:
    period = Period(15, "day", roll=Roll.TAX_HOLIDAYS)
    assert period.deadline(date(2024, 9, 30), CN).day == date(2024, 10, 24)


@pytest.mark.parametrize(
    ("unit", "start", "due"),
    [
        ("day", date(2023, 6, 1), date(2023, 6, 5)),
        ("working_day", date(2023, 6, 1), date(2023, 6, 7)),  # a Thursday
        ("working_day", date(2023, 6, 3), date(2023, 6, 9)),  # a Saturday: the Monday is first
        ("working_day", date(2023, 6, 25), date(2023, 6, 29)),  # a Sunday that is worked
    ],
)
def test_the_start_day_counts_only_where_that_is_said(unit: str, start: date, due: date) -> None:
    assert Period(5, Unit(unit), start_counts=True).deadline(start, CN).day == due


def test_a_year_of_which_the_start_counts_ends_on_the_day_before() -> None:
    assert Period(1, "year", start_counts=True).deadline(date(2023, 1, 1)).day == date(2023, 12, 31)


# --- hours ------------------------------------------------------------------------

CHINA = law_profile("民法典")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_hours_run_from_the_moment() -> None:
    deadline = Period.parse("24小时").deadline(at("2023-06-02T10:20+08:00"))
    assert deadline.instant.isoformat() == "2023-06-03T10:20:00+08:00"
    assert (deadline.day, deadline.certainty) == (date(2023, 6, 3), Certainty.FINAL)


@pytest.mark.parametrize(
    "start",
    ["2023-06-02T10:20+08:00", "2023-06-02T10:00+08:00", "2023-06-02T10:59:59.999999+08:00"],
)
def test_in_civil_procedure_hours_run_from_the_next_hour(start: str) -> None:
    deadline = law_profile("民事诉讼法").period("24小时").deadline(at(start))
    assert deadline.instant.isoformat() == "2023-06-03T11:00:00+08:00"


def test_hours_pass_as_time_does_where_clocks_change() -> None:
    start = at("2026-03-28T12:00+01:00")
    deadline = Period(24, "hour").deadline(start, zone="Europe/Berlin")
    assert deadline.instant.isoformat() == "2026-03-29T13:00:00+02:00"
    assert deadline.instant - start == timedelta(hours=24)


def test_the_day_of_a_moment_is_that_of_the_zone() -> None:
    deadline = Period(1, "hour").deadline(datetime(2023, 6, 1, 15, 30, tzinfo=UTC))
    assert deadline.day == date(2023, 6, 2)
    assert deadline.instant.isoformat() == "2023-06-02T00:30:00+08:00"


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        (date(2023, 6, 1), "2023-06-01"),
        (datetime(2023, 6, 1, 8), "2023-06-01T08:00:00"),
        ("2023-06-01", "'2023-06-01'"),
    ],
)
def test_hours_need_a_moment_with_its_zone(start: Any, shown: str) -> None:
    with pytest.raises(UsageError) as caught:
        Period(2, "hour").deadline(start)
    assert str(caught.value) == (
        f"start={shown}: 2 hours run from a moment; expected a datetime with its time zone"
    )


def test_hours_beyond_what_a_moment_can_hold_are_refused() -> None:
    with pytest.raises(UsageError) as caught:
        Period(10**9, "hour").deadline(at("2023-06-01T00:00+08:00"))
    assert str(caught.value) == "the period ends beyond the years that a date can hold"


@pytest.mark.parametrize("start", [datetime(2023, 6, 1, 8, tzinfo=UTC), "2023-06-01", None])
@pytest.mark.parametrize("unit", ["day", "working_day"])
def test_days_start_on_a_plain_day(start: Any, unit: str) -> None:
    with pytest.raises(NotADayError, match=r"^start=.*: expected a local day"):
        Period(2, Unit(unit)).deadline(start, CN)


# --- what is needed, what is unknown -------------------------------------------------


@pytest.mark.parametrize("period", [Period(5, "working_day"), Period(5, "day", roll=ROLLS)])
def test_what_needs_a_calendar_says_so(period: Period) -> None:
    with pytest.raises(UsageError) as caught:
        period.deadline(date(2023, 6, 1))
    assert str(caught.value) == (
        f"the period of {period.text.en} needs a working-day calendar, such as work_calendar('CN')"
    )
    assert caught.value.say("zh") == (
        f"期限 {period.text.zh}需要工作日历，例如 work_calendar('CN')"
    )


@pytest.mark.parametrize(
    ("period", "start", "sure"),
    [
        (Period(5, "working_day"), date(2026, 12, 20), Certainty.FINAL),  # ends the 25th
        (Period(6, "working_day"), date(2026, 12, 20), Certainty.FINAL),  # the 28th, the last sure
        (Period(7, "working_day"), date(2026, 12, 20), Certainty.PROVISIONAL),
        (Period(9, "working_day"), date(2026, 12, 20), Certainty.PROVISIONAL),  # the 31st
        (Period(10, "day", roll=ROLLS), date(2026, 12, 19), Certainty.PROVISIONAL),
        (Period(10, "day", roll=ROLLS), date(2026, 12, 18), Certainty.FINAL),
        (Period(10, "day"), date(2026, 12, 30), Certainty.FINAL),  # hangs on no calendar
    ],
)
def test_a_deadline_is_as_sure_as_the_least_sure_day_it_hangs_on(
    period: Period, start: date, sure: Certainty
) -> None:
    assert period.deadline(start, CN).certainty is sure


@pytest.mark.parametrize(
    "period",
    [
        Period(10, "working_day"),
        Period(20, "day", roll=ROLLS),
        Period(20, "day", roll=Roll.TAX_HOLIDAYS),
        Period(1, "month", roll=ROLLS),
    ],
)
def test_beyond_the_notices_nothing_is_guessed_unless_asked(period: Period) -> None:
    start = date(2026, 12, 20)
    with pytest.raises(UnknownDayError, match=r"awaits the State Council's holiday notice for"):
        period.deadline(start, CN)
    asked = period.deadline(start, CN, on_unknown="provisional")
    assert asked.certainty is Certainty.PROVISIONAL
    assert asked.day > date(2026, 12, 31)


def test_what_lies_before_the_first_notice_is_not_guessed_either() -> None:
    with pytest.raises(UnknownDayError, match="lies before the first notice kept"):
        Period(5, "working_day").deadline(date(2006, 12, 1), CN)


@pytest.mark.parametrize(
    "period",
    [
        Period(10, "working_day"),
        Period(2, "day", roll=ROLLS),  # the last day, 31 December 2022, moves to 3 January
        Period(12, "day", roll=Roll.TAX_HOLIDAYS),
    ],
)
def test_a_day_before_the_first_notice_makes_the_whole_unsure(period: Period) -> None:
    own = WorkCalendar("XX", [Notice(2023, [date(2023, 1, 1), date(2023, 1, 2)], [])])
    asked = period.deadline(date(2022, 12, 29), own, on_unknown="provisional")
    assert asked.day >= date(2023, 1, 3)
    assert asked.certainty is Certainty.PROVISIONAL


# --- properties -----------------------------------------------------------------------


@given(STARTS, st.integers(1, 300))
def test_working_days_are_those_of_the_calendar(start: date, n: int) -> None:
    assert Period(n, "working_day").deadline(start, CN).day == CN.add(start, n)


KINDS = st.sampled_from([Unit.WORKING_DAY, Unit.DAY])


@given(STARTS, st.integers(1, 300), KINDS, st.sampled_from([Roll.NONE, ROLLS]), st.booleans())
def test_a_longer_period_never_ends_earlier(
    start: date, n: int, unit: Unit, roll: Roll, start_counts: bool
) -> None:
    def due(n: int) -> date:
        return Period(n, unit, roll=roll, start_counts=start_counts).deadline(start, CN).day

    assert due(n) <= due(n + 1)


@given(STARTS, st.integers(1, 300), st.sampled_from([ROLLS, Roll.TAX_HOLIDAYS]))
def test_a_last_day_that_moves_lands_on_a_working_day(start: date, n: int, roll: Roll) -> None:
    plain = Period(n, "day").deadline(start).day
    moved = Period(n, "day", roll=roll).deadline(start, CN).day
    assert CN.is_working(moved)
    assert moved >= plain
    if roll is ROLLS:
        assert CN.count(plain - timedelta(days=1), moved) == 1


FIXED = {
    "劳动节": [date(2027, 5, 1), date(2027, 5, 2)],
    "国庆节": [date(2027, 10, day) for day in (1, 2, 3)],
    "春节": [date(2027, 2, day) for day in (5, 6, 7, 8)],
    "清明节": [date(2027, 4, 5)],
    "端午节": [date(2027, 6, 9)],
    "中秋节": [date(2027, 9, 15)],
}
NEXT_YEAR = [
    Notice(2027, {**FIXED, "元旦": [date(2026, 12, 29), date(2027, 1, 1)]}, [date(2027, 1, 3)]),
    Notice(2027, {**FIXED, "元旦": [date(2027, 1, 1), date(2027, 1, 4)]}, []),
]


@given(
    st.dates(date(2026, 9, 1), date(2026, 12, 31)),
    st.integers(1, 40),
    KINDS,
    st.sampled_from(list(Roll)),
    st.sampled_from(NEXT_YEAR),
)
def test_no_final_answer_changes_when_the_next_notice_comes(
    start: date, n: int, unit: Unit, roll: Roll, notice: Notice
) -> None:
    period = Period(n, unit, roll=roll)
    known = period.deadline(start, CN, on_unknown="provisional")
    later = period.deadline(start, CN.adding(notice), on_unknown="provisional")
    assert known.certainty is not Certainty.FINAL or later.day == known.day


# --- backwards ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "unit", "day", "act", "full"),
    [
        (3, "working_day", date(2023, 6, 15), date(2023, 6, 12), date(2023, 6, 9)),
        (3, "working_day", date(2023, 6, 27), date(2023, 6, 21), date(2023, 6, 20)),
        (1, "working_day", date(2023, 10, 9), date(2023, 10, 8), date(2023, 10, 7)),
        (7, "day", date(2023, 6, 15), date(2023, 6, 8), date(2023, 6, 7)),
        (1, "month", date(2023, 3, 31), date(2023, 2, 28), date(2023, 2, 27)),
        (1, "year", date(2024, 2, 29), date(2023, 2, 28), date(2023, 2, 27)),
    ],
)
def test_the_latest_day_to_act_before_a_day(
    n: int, unit: str, day: date, act: date, full: date
) -> None:
    period = Period(n, Unit(unit))
    assert period.before(day, CN).day == act
    assert period.before(day, CN, full=True).day == full


def test_before_a_day_a_rest_day_moves_back_and_not_on() -> None:
    period = Period(7, "day", roll=ROLLS)
    assert period.before(date(2023, 10, 9), CN).day == date(2023, 9, 28)  # the 2nd is a holiday
    assert period.before(date(2023, 10, 9), CN, full=True).day == date(2023, 9, 28)
    assert period.before(date(2023, 6, 15), CN).day == date(2023, 6, 8)  # worked: it stays
    assert period.before(date(2023, 10, 9), CN).certainty is Certainty.FINAL


@given(STARTS, st.integers(1, 60))
def test_acting_n_working_days_before_leaves_n_to_the_day(day: date, n: int) -> None:
    act = Period(n, "working_day").before(day, CN, on_unknown="provisional").day
    assert CN.count(act - timedelta(days=1), day - timedelta(days=1), "provisional") == n


def test_hours_have_no_day_before() -> None:
    with pytest.raises(UsageError) as caught:
        Period(2, "hour").before(date(2023, 6, 1), CN)
    assert str(caught.value) == ("the period of 2 hours: hours cannot be counted back from a day")


def test_before_needs_a_calendar_where_the_answer_hangs_on_one() -> None:
    for period in (Period(3, "working_day"), Period(3, "day", roll=ROLLS)):
        with pytest.raises(UsageError, match="needs a working-day calendar"):
            period.before(date(2023, 6, 15))
    assert Period(3, "day").before(date(2023, 6, 15)).certainty is Certainty.FINAL
    assert Period(3, "working_day").before(date(2026, 12, 31), CN).certainty is (
        Certainty.PROVISIONAL
    )


def test_a_rest_day_that_may_yet_be_worked_makes_the_day_before_it_unsure() -> None:
    then = CN.as_of(date(2018, 6, 1))  # Saturday 29 December 2018 was worked, as told later
    found = Period(1, "day", roll=ROLLS).before(date(2018, 12, 30), then)
    assert (found.day, found.certainty) == (date(2018, 12, 28), Certainty.PROVISIONAL)
    assert Period(1, "day", roll=ROLLS).before(date(2018, 12, 30), CN).day == date(2018, 12, 29)
