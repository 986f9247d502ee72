"""The working-day calendar: what the notices settle, and what they leave unknown."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.workdays.calendar import (
    WorkCalendar,
    shipped_calendars,
    work_calendar,
)
from bizenv.calendars.workdays.certainty import Certainty, DayKind, WorkDay
from bizenv.calendars.workdays.notices import LocalDays, Notice
from bizenv.kernel.errors import NotADayError, UnknownDayError, UsageError
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
CN, GX = work_calendar("CN"), work_calendar("CN-GX")
NEW_YEAR = Notice(2020, [date(2019, 12, 31), date(2020, 1, 1)])
OWN = WorkCalendar("XX", [NEW_YEAR])
FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)
NATIONAL_DAY = date(2027, 10, 1)
MOVING = [date(2027, *day) for day in ((2, 5), (2, 6), (2, 7), (2, 8), (4, 5), (6, 9), (9, 15))]
"""The days of 2027 of which a notice gives off four, one, one and one, by the moon."""
days = st.dates(FIRST, LAST)
inner = st.dates(date(2009, 1, 1), date(2024, 12, 31))
AWAITS_2027 = (
    "the calendar CN knows 2007-01-01 to 2026-12-31; 2027-01-01 awaits the State Council's "
    "holiday notice for 2027"
)

# --- what is known ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "certainty"),
    [
        (date(2006, 12, 31), Certainty.UNKNOWN),
        (date(2007, 1, 1), Certainty.FINAL),
        (date(2026, 12, 28), Certainty.FINAL),
        (date(2026, 12, 29), Certainty.PROVISIONAL),
        (date(2026, 12, 31), Certainty.PROVISIONAL),
        (date(2027, 1, 1), Certainty.UNKNOWN),
    ],
)
def test_the_last_three_days_are_provisional_and_the_rest_is_final(
    day: date, certainty: Certainty
) -> None:
    assert CN.certainty(day) is certainty


def test_a_span_is_as_sure_as_its_least_sure_day() -> None:
    assert CN.certainty(date(2026, 12, 1), date(2026, 12, 28)) is Certainty.FINAL
    assert CN.certainty(date(2026, 12, 31), date(2026, 12, 1)) is Certainty.PROVISIONAL
    assert CN.certainty(date(2026, 12, 1), date(2027, 1, 1)) is Certainty.UNKNOWN


def test_a_calendar_says_how_far_it_reaches() -> None:
    assert (CN.first, CN.known_through, CN.final_through) == (FIRST, LAST, date(2026, 12, 28))
    empty = WorkCalendar("XX")
    assert (empty.first, empty.known_through, empty.final_through) == (None, None, None)
    assert empty.table is None
    assert empty.certainty(FIRST) is Certainty.UNKNOWN


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


def test_a_day_tells_all_that_is_known_of_it() -> None:
    assert CN.day(date(2023, 6, 22)) == WorkDay(
        date(2023, 6, 22), DayKind.HOLIDAY, Certainty.FINAL, "端午节", "国办发明电〔2022〕16号"
    )
    assert CN.day(date(2023, 6, 25)) == WorkDay(
        date(2023, 6, 25), DayKind.MAKE_UP, Certainty.FINAL, None, "国办发明电〔2022〕16号"
    )
    assert CN.day(date(2023, 6, 26)).kind is DayKind.WORKING
    assert CN.day(date(2023, 6, 17)).kind is DayKind.WEEKEND


def test_a_day_that_nothing_settles_is_told_with_its_certainty() -> None:
    """National Day falls on the same day each year; the rest is told by the week alone."""
    assert CN.day(date(2027, 10, 1)) == WorkDay(
        date(2027, 10, 1), DayKind.HOLIDAY, Certainty.UNKNOWN
    )
    assert CN.day(date(2027, 10, 8)).kind is DayKind.WORKING
    assert CN.day(date(2006, 1, 1)).certainty is Certainty.UNKNOWN


def test_a_working_day_that_a_notice_names_is_no_make_up_day() -> None:
    plain = WorkCalendar("XX", [Notice(2027, [], [date(2027, 1, 4), date(2027, 1, 9)])])
    assert plain.day(date(2027, 1, 4)).kind is DayKind.WORKING
    assert plain.day(date(2027, 1, 9)).kind is DayKind.MAKE_UP


# --- revisions ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "eve", "changed"),
    [
        (date(2015, 9, 4), date(2015, 5, 12), date(2015, 5, 13)),
        (date(2019, 5, 2), date(2019, 3, 21), date(2019, 3, 22)),
        (date(2020, 2, 1), date(2020, 1, 26), date(2020, 1, 27)),
    ],
)
def test_a_later_notice_counts_from_the_day_it_is_out(day: date, eve: date, changed: date) -> None:
    """Three times a working day became a day off in the middle of a year."""
    assert work_calendar("CN", eve).is_working(day)
    assert not work_calendar("CN", changed).is_working(day)
    assert not CN.is_working(day)


def test_a_calendar_as_of_a_day_names_that_day() -> None:
    past = work_calendar("CN", date(2025, 11, 3))
    assert past.known_through == date(2025, 12, 31)
    assert past.ref.as_of == date(2025, 11, 3)
    assert past.ref.notice == "国办发明电〔2024〕12号"
    assert work_calendar("CN", date(2025, 11, 4)).known_through == LAST
    assert work_calendar("CN", date(2000, 1, 1)).first is None


NAMED_LATER = frozenset(
    day for notice in CN.notices if notice.supersedes for day in (*notice.off, *notice.work)
)


@given(days, st.dates(date(2006, 12, 1), date(2026, 11, 1)))
def test_one_more_notice_never_overturns_what_was_final(day: date, asked: date) -> None:
    """But for the days that a later notice changes by name."""
    past = work_calendar("CN", asked)
    if past.certainty(day) is Certainty.FINAL and day not in NAMED_LATER:
        assert past.day(day) == CN.day(day)


@given(st.dates(date(2019, 1, 1), date(2021, 12, 31)))
def test_the_next_notice_settles_what_was_unknown_and_no_more(day: date) -> None:
    later = OWN.adding(Notice(2021, [date(2020, 12, 30), date(2021, 1, 1)]))
    known = OWN.holiday(day)
    assert known is UNKNOWN or later.holiday(day) is known


@given(inner, st.integers(-200, 200).filter(bool), st.sampled_from(["add", "count"]))
def test_no_answer_changes_when_days_beyond_the_known_are_added(
    day: date, n: int, what: str
) -> None:
    notice = Notice(2027, [LAST, date(2027, 1, 1), NATIONAL_DAY, *MOVING], [date(2027, 1, 3)])
    more = CN.adding(notice)
    if what == "add":
        assert more.add(day, n) == CN.add(day, n)
    else:
        assert more.count(day, day + timedelta(days=n)) == CN.count(day, day + timedelta(days=n))


def test_a_notice_may_not_reach_back_to_what_was_final() -> None:
    early = Notice(2027, [date(2026, 12, 26), date(2027, 1, 1), NATIONAL_DAY, *MOVING])
    with pytest.raises(UsageError) as caught:
        CN.adding(early)
    assert caught.value.say("en") == (
        "notice '2027' names 2026-12-26, but only the last 3 days of a year are left open for "
        "the next notice: if it does, give reach_back=6"
    )
    assert caught.value.say("zh") == (
        "通知 '2027' 安排了 2026-12-26，而上年只有最后 3 天留待次年通知："
        "确有此事的，加上 reach_back=6"
    )
    with pytest.raises(UsageError, match=r"give reach_back=6$"):
        CN.adding(early, reach_back=5)
    reached = CN.adding(early, reach_back=6)
    assert reached.known_through == date(2027, 12, 31)
    assert not reached.is_working(date(2026, 12, 26))
    assert repr(reached) == f"work_calendar('CN').adding({early!r}, reach_back=6)"


def test_a_notice_may_be_let_reach_back_to_the_first_of_december() -> None:
    early = Notice(2027, [date(2026, 12, 1), date(2027, 1, 1), NATIONAL_DAY, *MOVING])
    assert not CN.adding(early, reach_back=31).is_working(date(2026, 12, 1))


def test_a_calendar_as_of_a_day_takes_no_notice_of_later() -> None:
    later = Notice(2027, [date(2027, 1, 1), NATIONAL_DAY, *MOVING], published=date(2026, 11, 30))
    with pytest.raises(UsageError) as caught:
        work_calendar("CN", date(2026, 11, 29)).adding(later)
    assert str(caught.value) == (
        "notice '2027' came out on 2026-11-30, after 2026-11-29, as of which this calendar is read"
    )
    assert work_calendar("CN", date(2026, 11, 30)).adding(later).known_through == date(2027, 12, 31)


# --- a notice that is not all of it -------------------------------------------------


def test_a_notice_that_leaves_fixed_holidays_out_is_no_notice_for_a_year() -> None:
    """Else National Day would be worked, and for certain."""
    part = Notice.from_text("元旦：1月1日至3日放假，共3天。", 2027, published=date(2026, 11, 30))
    with pytest.raises(UsageError) as caught:
        CN.adding(part)
    assert caught.value.say("en") == (
        "notice '2027' for 2027 looks incomplete: the fixed holidays 2027-10-01 are not off; no "
        "days are off for Spring Festival, Tomb-Sweeping Day, Dragon Boat Festival, Mid-Autumn "
        "Festival, or too few; give the whole year, or say what it supersedes if it changes "
        "single days"
    )
    assert caught.value.say("zh") == (
        "2027 年的通知 '2027' 看来不完整：2027-10-01 是法定节假日，却没有安排放假；"
        "春节、清明节、端午节、中秋节没有放假，或者天数太少；"
        "请给出全年的安排，只改动若干天的请写 supersedes"
    )


def test_a_fixed_holiday_at_a_weekend_is_off_unless_it_is_worked() -> None:
    """1 and 2 May 2027 are a weekend, and so are 2 and 3 October."""
    off = [date(2027, 1, 1), NATIONAL_DAY, *MOVING]
    assert CN.adding(Notice(2027, off)).known_through == date(2027, 12, 31)
    with pytest.raises(UsageError, match=r"fixed holidays 2027-05-02 are not off"):
        CN.adding(Notice(2027, off, [date(2027, 5, 2)]))


def test_a_fixed_holiday_counts_from_its_first_year() -> None:
    """2 May became one in 2025; in 2008 it was off in exchange for a Sunday."""
    assert (5, 2, 2025) in CN.fixed
    old = WorkCalendar("XX", [Notice(2024, [date(2024, 5, 1)])], fixed=[(5, 1), (5, 2, 2025)])
    assert old.is_working(date(2024, 5, 2))
    assert not old.is_working(date(2025, 5, 2), "provisional")
    assert CN.is_working(date(2006, 5, 2), "provisional")


def test_a_change_need_not_name_the_fixed_holidays() -> None:
    change = Notice(2026, [date(2026, 3, 2)], supersedes="2026", published=date(2026, 2, 1))
    assert not CN.adding(change).is_working(date(2026, 3, 2))


def test_only_notices_and_local_days_are_added() -> None:
    with pytest.raises(UsageError, match=r"^'2027': expected a Notice or LocalDays$"):
        CN.adding("2027")  # type: ignore[arg-type]


# --- counting -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "n", "end"),
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
def test_working_days_are_counted_from_the_day_after(start: date, n: int, end: date) -> None:
    assert CN.add(start, n) == end
    assert CN.count(start, end) == n
    assert len(CN.between(start + timedelta(days=1), end)) == n


@given(inner, st.integers(-250, 250).filter(bool))
def test_counting_undoes_adding(day: date, n: int) -> None:
    found = CN.add(day, n)
    assert CN.is_working(found)
    assert CN.count(day, found) == n


@given(inner.filter(CN.is_working), st.integers(-250, 250).filter(bool))
def test_from_a_working_day_there_is_a_way_back(day: date, n: int) -> None:
    assert CN.add(CN.add(day, n), -n) == day


@given(days, days)
def test_the_days_between_are_the_working_ones(a: date, b: date) -> None:
    first, last = min(a, b), min(max(a, b), min(a, b) + timedelta(days=400))
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert CN.between(first, last) == tuple(day for day in span if CN.is_working(day))
    assert CN.count(first, last) == len(CN.between(first, last)) - CN.is_working(first)


def test_no_day_lies_between_a_day_and_an_earlier_one() -> None:
    assert CN.between(date(2023, 6, 2), date(2023, 6, 1)) == ()


@given(inner)
def test_next_and_previous_are_the_nearest_working_days(day: date) -> None:
    after, before = CN.next(day), CN.previous(day)
    assert before < day < after
    inside = CN.between(before, after)
    assert inside in ((before, after), (before, day, after))


def test_counting_to_the_same_day_is_nothing() -> None:
    assert CN.count(date(2023, 6, 1), date(2023, 6, 1)) == 0


def test_counting_backwards_is_negative() -> None:
    assert CN.count(date(2023, 5, 8), date(2023, 4, 27)) == -5


def test_whole_numbers_of_numpy_count_too() -> None:
    assert CN.add(date(2023, 4, 27), np.int64(5)) == date(2023, 5, 8)  # type: ignore[arg-type]


@pytest.mark.parametrize("n", [True, 2.0, "5", None])
def test_a_number_of_days_is_whole(n: Any) -> None:
    with pytest.raises(UsageError) as caught:
        CN.add(date(2023, 4, 27), n)
    assert caught.value.say("en") == f"n={n!r}: expected a whole number of working days"
    assert caught.value.say("zh") == f"n={n!r}：应为工作日的整数个数"


def test_no_working_days_have_two_meanings() -> None:
    with pytest.raises(UsageError) as caught:
        CN.add(date(2023, 4, 27), 0)
    assert str(caught.value) == (
        "n=0 has two meanings: the day itself, or the next working day if it is a rest day; "
        "write the day, or next(day - 1 day)"
    )


@pytest.mark.parametrize("value", [datetime(2023, 6, 22, tzinfo=UTC), "2023-06-22", None])
@pytest.mark.parametrize(
    "ask",
    [
        CN.holiday,
        CN.is_working,
        CN.certainty,
        CN.day,
        CN.next,
        CN.as_of,
        lambda day: CN.add(day, 1),
        lambda day: CN.count(day, FIRST),
        lambda day: CN.count(FIRST, day),
        lambda day: CN.between(FIRST, day),
    ],
)
def test_a_calendar_answers_for_plain_days_only(value: Any, ask: Any) -> None:
    with pytest.raises(NotADayError, match=r"^\w+=.*expected a local day"):
        ask(value)


# --- at the edges of what is known ------------------------------------------------


def test_a_count_needs_only_the_days_that_it_counts() -> None:
    """The eve of the first year and the day after the last are only where it starts."""
    assert CN.count(date(2006, 12, 31), date(2007, 12, 31)) == 249
    assert CN.count(date(2027, 1, 1), date(2026, 12, 30)) == -2
    assert CN.count(date(2030, 1, 1), date(2030, 1, 1)) == 0
    assert CN.add(date(2006, 12, 31), 5) == date(2007, 1, 10)
    assert CN.add(date(2027, 1, 1), -3) == date(2026, 12, 29)
    assert CN.previous(date(2027, 1, 1)) == LAST
    for ask in (
        lambda: CN.count(date(2006, 12, 30), date(2007, 12, 31)),
        lambda: CN.count(date(2027, 1, 2), LAST),
        lambda: CN.add(date(2006, 12, 30), 5),
        lambda: CN.add(date(2027, 1, 2), -3),
        lambda: CN.add(date(2006, 12, 31), -1),
        lambda: CN.add(date(2006, 12, 31), 10**6),
    ):
        with pytest.raises(UnknownDayError):
            ask()


@pytest.mark.parametrize("n", [1, 5, -1, -5])
def test_at_the_edge_a_provisional_answer_is_the_known_one(n: int) -> None:
    day = date(2006, 12, 31) if n > 0 else date(2027, 1, 1)
    assert CN.add(day, n, "provisional") == CN.add(day, n)


@pytest.mark.parametrize(
    ("day", "n", "named"),
    [
        (date(2006, 12, 1), 5, "2006-12-01 lies before the first notice kept"),
        (date(2006, 12, 31), -1, "2006-12-31 lies before the first notice kept"),
        (date(2007, 1, 1), -1, "2006-12-31 lies before the first notice kept"),
        (
            date(2006, 12, 31),
            10**6,
            "2027-01-01 awaits the State Council's holiday notice for 2027",
        ),
        (date(2027, 3, 1), 1, "2027-03-01 awaits the State Council's holiday notice for 2027"),
        (date(2027, 3, 1), -1, "2027-03-01 awaits the State Council's holiday notice for 2027"),
    ],
)
def test_the_error_names_the_day_at_which_the_count_fails(day: date, n: int, named: str) -> None:
    with pytest.raises(UnknownDayError) as caught:
        CN.add(day, n)
    assert str(caught.value).startswith(f"the calendar CN knows 2007-01-01 to 2026-12-31; {named}")


def test_where_nothing_is_known_a_count_fails_at_its_start() -> None:
    with pytest.raises(UnknownDayError, match=r"^the calendar XX knows no year; 2027-01-04 awaits"):
        WorkCalendar("XX").add(date(2027, 1, 4), 1)
    with pytest.raises(UnknownDayError, match=r"^the calendar CN knows 2007-01-01 to 2026-12-31"):
        CN.add(date(2080, 1, 1), 1, "provisional")


# --- beyond what is known -------------------------------------------------------------


@pytest.mark.parametrize(
    "ask",
    [
        lambda: CN.is_working(date(2027, 1, 1)),
        lambda: CN.next(LAST),
        lambda: CN.add(date(2026, 12, 3), 21),
        lambda: CN.count(LAST, date(2027, 1, 1)),
        lambda: CN.count(date(2027, 1, 2), LAST),
        lambda: CN.between(LAST, date(2027, 1, 1)),
        lambda: CN.is_open(date(2027, 1, 1)),
    ],
)
def test_beyond_the_last_notice_the_error_says_what_is_awaited(ask: Any) -> None:
    with pytest.raises(UnknownDayError) as caught:
        ask()
    assert caught.value.say("en") == AWAITS_2027
    assert caught.value.say("zh") == (
        "工作日历 CN 只知道 2007-01-01 至 2026-12-31；2027-01-01 要等"
        "《国务院办公厅关于2027年部分节假日安排的通知》公布"
    )


def test_how_to_ask_for_a_guess_is_said_where_the_reader_stands() -> None:
    """Who wrote the call reads it in the traceback, an officer on the next line."""
    with pytest.raises(UnknownDayError) as caught:
        CN.next(LAST)
    assert caught.value.__notes__ == ['Add on_unknown="provisional" for a provisional answer']
    told = CN.beyond(date(2027, 1, 1), asked="--provisional")
    assert told.say("en") == f"{AWAITS_2027}\nAdd --provisional for a provisional answer"
    assert told.say("zh").endswith("公布\n加上 --provisional 可看暂定结果")
    with pytest.raises(UnknownDayError) as caught:
        CN.previous(FIRST)
    assert not hasattr(caught.value, "__notes__")


def test_the_last_known_working_day_is_reached_without_a_guess() -> None:
    assert CN.add(date(2026, 12, 3), 20) == LAST


def test_before_the_first_notice_there_is_nothing_to_await() -> None:
    with pytest.raises(UnknownDayError) as caught:
        CN.previous(FIRST)
    assert caught.value.say("en") == (
        "the calendar CN knows 2007-01-01 to 2026-12-31; "
        "2006-12-31 lies before the first notice kept"
    )
    assert caught.value.say("zh") == (
        "工作日历 CN 只知道 2007-01-01 至 2026-12-31；2006-12-31 早于收录的放假安排"
    )


def test_without_a_notice_nothing_is_known() -> None:
    with pytest.raises(UnknownDayError) as caught:
        WorkCalendar("XX").is_working(date(2027, 1, 4))
    assert caught.value.say("en") == (
        "the calendar XX knows no year; 2027-01-04 awaits the holiday notice for 2027"
    )
    assert caught.value.say("zh") == (
        "工作日历 XX 还不知道任何一年；2027-01-04 要等关于 2027 年的放假通知公布"
    )


def test_a_provisional_answer_goes_by_weekends_and_fixed_holidays() -> None:
    ask = "provisional"
    assert not CN.is_working(date(2027, 1, 1), ask)
    assert CN.is_working(date(2027, 1, 4), ask)
    assert CN.next(LAST, ask) == date(2027, 1, 4)
    assert CN.add(date(2027, 9, 30), 1, ask) == date(2027, 10, 4)
    assert CN.count(date(2026, 12, 30), date(2027, 1, 5), ask) == 3
    assert CN.between(LAST, date(2027, 1, 4), ask) == (LAST, date(2027, 1, 4))
    assert WorkCalendar("XX").next(date(2027, 1, 1), ask) == date(2027, 1, 4)


@given(inner, st.integers(1, 200))
def test_asking_for_provisional_answers_changes_no_final_one(day: date, n: int) -> None:
    assert CN.add(day, n, "provisional") == CN.add(day, n)


def test_a_provisional_answer_ends_too() -> None:
    with pytest.raises(UsageError, match=r"^n=20000: expected a count that ends within 30 years$"):
        CN.add(LAST, 20_000, "provisional")
    with pytest.raises(UnknownDayError, match=r"^the calendar CN knows"):
        CN.is_working(date(2080, 1, 1), "provisional")


def test_provisional_answers_reach_thirty_years_further() -> None:
    assert CN.reach == (date(1977, 1, 1), date(2056, 12, 31))


def test_there_are_two_ways_to_treat_what_is_unknown() -> None:
    with pytest.raises(UsageError) as caught:
        CN.is_working(date(2027, 1, 1), "guess")  # type: ignore[arg-type]
    assert str(caught.value) == "on_unknown='guess': expected 'raise' or 'provisional'"


@pytest.mark.parametrize(
    "ask",
    [
        lambda guess: CN.is_working(FIRST, guess),
        lambda guess: CN.add(FIRST, 1, guess),
        lambda guess: CN.count(FIRST, LAST, guess),
        lambda guess: CN.count(FIRST, FIRST, guess),
        lambda guess: CN.between(FIRST, LAST, guess),
        lambda guess: CN.between(LAST, FIRST, guess),
        lambda guess: CN.is_open(FIRST, guess),
    ],
)
def test_a_third_way_is_refused_for_known_days_too(ask: Any) -> None:
    with pytest.raises(UsageError, match=r"^on_unknown='foo': expected 'raise' or"):
        ask("foo")


# --- regions and agencies ---------------------------------------------------------------

SHUT = LocalDays(
    Text("停止办公", "closed"), [date(2023, 6, 1)], [date(2023, 6, 3)], statutory=False
)
FAIR = LocalDays(Text("庙会"), [date(2023, 6, 1)], [date(2023, 6, 3)], statutory=True)


def test_a_closing_day_shuts_the_door_and_leaves_periods_alone() -> None:
    office = CN.adding(SHUT)
    assert office.add(date(2023, 5, 31), 1) == date(2023, 6, 1)
    assert not office.is_open(date(2023, 6, 1))
    assert office.is_open(date(2023, 6, 2))
    assert office.is_open(date(2023, 6, 3))
    assert office.day(date(2023, 6, 1)).kind is DayKind.WORKING
    assert office.day(date(2023, 6, 1)).shut == Text("停止办公", "closed")
    assert office.day(date(2023, 6, 2)).shut is None


def test_a_statutory_local_day_is_a_rest_day_for_every_period() -> None:
    region = CN.adding(FAIR)
    assert region.add(date(2023, 5, 31), 2) == date(2023, 6, 3)
    assert region.holiday(date(2023, 6, 1)) is YES
    assert region.day(date(2023, 6, 1)).name == "庙会"
    assert region.known_through == LAST


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 4, 11), False),
        (date(2024, 4, 10), True),
        (date(2017, 4, 1), False),  # worked in the rest of the country
        (date(2017, 4, 8), True),  # a Saturday worked in Guangxi alone
        (date(2020, 3, 26), True),  # called off that year
        (date(2023, 4, 23), False),
    ],
)
def test_guangxi_keeps_a_festival_of_its_own(day: date, works: bool) -> None:
    assert GX.is_working(day) is works


def test_a_region_knows_no_year_whose_days_were_not_seen() -> None:
    assert (GX.first, GX.known_through) == (date(2014, 1, 1), LAST)
    assert GX.certainty(date(2013, 6, 3)) is Certainty.UNKNOWN
    more = GX.adding(Notice(2027, [date(2027, 1, 1), NATIONAL_DAY, *MOVING]))
    assert more.known_through == LAST
    with pytest.raises(UnknownDayError) as caught:
        more.is_working(date(2027, 6, 1))
    assert str(caught.value) == (
        "the calendar CN-GX knows 2014-01-01 to 2026-12-31; 2027-06-01 awaits the holiday "
        "notices of the State Council and of Guangxi for 2027"
    )


def test_what_the_next_notice_settles_is_final_for_a_region_too() -> None:
    """The notice for 2027 is out, the region's days of 2027 are not."""
    more = GX.adding(Notice(2027, [date(2027, 1, 1), NATIONAL_DAY, *MOVING]))
    assert GX.certainty(LAST) is Certainty.PROVISIONAL
    assert more.certainty(LAST) is Certainty.FINAL


def test_before_its_notice_was_out_a_region_did_not_know_the_year() -> None:
    past = work_calendar("CN-GX", date(2024, 3, 21))
    assert past.known_through == date(2023, 12, 31)
    assert work_calendar("CN-GX", date(2024, 3, 22)).known_through == date(2024, 12, 31)
    assert work_calendar("CN-GX", date(2013, 12, 31)).first is None


# --- as a value -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["CN", "cn", "CN-GX"])
def test_a_shipped_calendar_is_found_in_any_case(name: str) -> None:
    assert repr(work_calendar(name)) == f"work_calendar('{name.upper()}')"


@pytest.mark.parametrize("name", ["XX", "", "../calendars", "CN/..", "cn1", "LAWS"])
def test_a_calendar_that_is_not_shipped_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        work_calendar(name)
    assert str(caught.value) == f"id={name!r}: expected a shipped calendar, one of 'CN', 'CN-GX'"


def test_folders_without_a_calendar_are_no_calendars() -> None:
    assert shipped_calendars() == ("CN", "CN-GX")


@pytest.mark.parametrize(
    "calendar",
    [
        CN,
        GX,
        OWN,
        work_calendar("CN", date(2020, 1, 26)),
        CN.adding(SHUT, Notice(2027, [date(2027, 1, 1), NATIONAL_DAY, *MOVING])),
        evolve(OWN, weekend=["fri"], fixed=[(1, 1)], reach_back=5, awaits=Text("通知")),
    ],
)
def test_a_calendar_survives_pickling_and_its_repr_can_be_pasted_back(
    calendar: WorkCalendar,
) -> None:
    names = {
        "datetime": dt,
        "work_calendar": work_calendar,
        "WorkCalendar": WorkCalendar,
        "Notice": Notice,
        "LocalDays": LocalDays,
        "Text": Text,
    }
    pasted = eval(repr(calendar), names)  # noqa: S307 - our own words
    twin = pickle.loads(pickle.dumps(calendar))  # noqa: S301 - our own bytes
    for other in (pasted, twin):
        assert other == calendar
        assert hash(other) == hash(calendar)
        assert other.ref == calendar.ref


def test_a_shipped_calendar_with_additions_shows_only_these() -> None:
    off = [date(2027, 1, 1), NATIONAL_DAY, *MOVING]
    new = Notice(2027, off, [date(2027, 2, 14), date(2027, 1, 9)], published=date(2026, 10, 30))
    assert repr(CN.adding(SHUT, new)) == f"work_calendar('CN').adding({new!r}, {SHUT!r})"
    assert "work=[datetime.date(2027, 1, 9), datetime.date(2027, 2, 14)]" in repr(new)
    assert "off=[datetime.date(2023, 6, 1)]" in repr(SHUT)
    past = work_calendar("CN", date(2026, 10, 31)).adding(new)
    told = f"work_calendar('CN', as_of=datetime.date(2026, 10, 31)).adding({new!r})"
    assert repr(past) == told
    names = {"work_calendar": work_calendar, "Notice": Notice, "datetime": dt}
    assert eval(told, names) == past  # noqa: S307 - our own words


def test_a_calendar_that_only_shares_the_name_shows_all_of_it() -> None:
    assert repr(WorkCalendar("CN", [NEW_YEAR])).startswith("WorkCalendar(id='CN', notices=(Notice(")
    assert repr(evolve(CN, weekend=["sun"])).startswith("WorkCalendar(id='CN', notices=(Notice(")


def test_calendars_differ_by_what_they_hold() -> None:
    assert WorkCalendar("XX") != OWN
    assert OWN.ref != evolve(OWN, weekend=["fri", "sat"]).ref
    assert OWN.ref.hash != OWN.adding(SHUT).ref.hash
    assert str(OWN.ref) == f"XX 2020 ({OWN.ref.hash})"
    assert WorkCalendar("XX").ref.notice == ""


def test_the_hash_of_a_calendar_is_the_same_in_every_process() -> None:
    """The order of a set of days is not."""
    code = "from bizenv import work_calendar; print(work_calendar('CN-GX').ref.hash)"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2")
    }
    assert told == {f"{GX.ref.hash}\n"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"weekend": ["sun", "sunday"]},
            "weekend=('sun', 'sunday'): expected days out of mon, tue, wed, thu, fri, sat, sun, "
            "with a working day left",
        ),
        (
            {"weekend": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]},
            "weekend=('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'): expected days out of "
            "mon, tue, wed, thu, fri, sat, sun, with a working day left",
        ),
        ({"fixed": [(2, 30)]}, "fixed=(2, 30): expected month and day, as in (10, 1)"),
        ({"fixed": [(5, 2, 0)]}, "fixed=(5, 2, 0): expected month and day, as in (10, 1)"),
        ({"fixed": [(5, 2, 1, 1)]}, "fixed=(5, 2, 1, 1): expected month and day, as in (10, 1)"),
        ({"fixed": [("1", 1)]}, "fixed=('1', 1): expected month and day, as in (10, 1)"),
        ({"reach_back": 32}, "reach_back=32: expected a number, 0 to 31"),
        ({"reach_back": True}, "reach_back=True: expected a number, 0 to 31"),
        ({"reach_back": -1}, "reach_back=-1: expected a number, 0 to 31"),
    ],
)
def test_a_calendar_refuses_to_exist_when_wrong(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        WorkCalendar("XX", **fields)
    assert str(caught.value) == message


def test_weekends_are_told_in_the_order_of_the_week() -> None:
    odd = WorkCalendar("XX", [Notice(2020, [])], weekend=["sun", "fri"])
    assert odd.weekend == ("fri", "sun")
    assert odd.is_working(date(2020, 1, 4))
    assert not odd.is_working(date(2020, 1, 3))


def test_the_shipped_notices_stand_in_order_of_years() -> None:
    years = [notice.year for notice in CN.notices if notice.supersedes is None]
    assert years == list(range(2007, 2027))


def test_a_calendar_of_an_earlier_day_does_not_claim_to_know_a_later_one() -> None:
    past = work_calendar("CN", date(2019, 1, 1))
    assert past.as_of(date(2025, 1, 1)) == past
    assert past.as_of(date(2025, 1, 1)).ref.as_of == date(2019, 1, 1)
    assert past.as_of(date(2018, 1, 1)).ref.as_of == date(2018, 1, 1)
