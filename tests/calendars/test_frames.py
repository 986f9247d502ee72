"""Whole columns: the same answers as for one day, in the same kind of column."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.frames import (
    Answers,
    add_working_days,
    count_working_days,
    deadline,
    is_working_day,
)
from bizenv.calendars.periods.laws import law_profile, law_profiles
from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import OnUnknown, WorkCalendar, work_calendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.calendars.workdays.notices import Notice
from bizenv.kernel.errors import NotADayError, UnknownDayError, UsageError

CN = work_calendar("CN")
SMALL = WorkCalendar("XX", [Notice(2027, {"New Year": [date(2027, 1, 1)]})])
EMPTY = WorkCalendar("XX")

Days = Sequence[date | None]


def moments(days: Days) -> list[datetime | None]:
    return [day and datetime(day.year, day.month, day.day) for day in days]


ENGINES: dict[str, Callable[[Days], Any]] = {
    "list": list,
    "tuple": tuple,
    "numpy": lambda days: np.array(days, dtype="datetime64[D]"),
    "numpy moments": lambda days: np.array(days, dtype="datetime64[D]").astype("datetime64[us]"),
    "numpy objects": lambda days: np.array([*days, None], dtype=object)[:-1],
    "pandas": lambda days: pd.Series(moments(days), dtype="datetime64[us]"),
    "pandas objects": lambda days: pd.Series(days, dtype=object),
    "pandas dates in Arrow": lambda days: pd.Series(days, dtype=pd.ArrowDtype(pa.date32())),
    "pandas moments in Arrow": lambda days: pd.Series(
        moments(days), dtype=pd.ArrowDtype(pa.timestamp("us"))
    ),
    "polars": lambda days: pl.Series(days, dtype=pl.Date),
    "polars moments": lambda days: pl.Series(moments(days), dtype=pl.Datetime("ms")),
    "arrow": lambda days: pa.array(days, pa.date32()),
    "arrow in chunks": lambda days: pa.chunked_array([days], pa.date64()),
}
"""Every kind of column, made from days."""

engines = pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES)


def plain(column: Any) -> list[Any]:
    """A column as Python's own values, None where there is none."""
    cells = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
    return [None if pd.isna(cell) else _plain(cell) for cell in cells]


def _plain(cell: Any) -> Any:
    cell = cell.item() if isinstance(cell, np.generic) else cell
    if isinstance(cell, datetime):
        return cell.date()
    return int(cell) if isinstance(cell, float) else cell


edges = st.sampled_from([date.min, date.max, date(2006, 12, 31), date(2007, 1, 1)])
known_days = st.dates(date(2007, 1, 1), date(2026, 6, 30))
late_days = st.dates(date(2026, 11, 1), date(2027, 3, 1))
any_days = st.one_of(st.none(), known_days, late_days, st.dates(), edges)
near_days = st.one_of(
    st.none(), known_days, late_days, st.dates(date(2000, 1, 1), date(2030, 1, 1))
)
numbers = st.integers(-300, 300).filter(bool)


def alone(scalar: Callable[..., Any], *cells: Any) -> Any:
    """The scalar's answer for one row: None for a row without a day, or with no known answer."""
    try:
        return None if None in cells else scalar(*cells)
    except UnknownDayError:
        return None


# --- the same meaning as for one day ---------------------------------------------


@engines
@given(data=st.data())
def test_adding_equals_the_scalar_row_by_row(make: Callable[[Days], Any], data: Any) -> None:
    """Days of any year, without a day, no rows at all; unknown answers stay empty."""
    rows = data.draw(st.lists(st.tuples(any_days, st.one_of(numbers, st.just(10**7)))))
    days, counts = [day for day, _ in rows], [n for _, n in rows]
    expected = [alone(CN.add, day, n) for day, n in rows]
    assert plain(add_working_days(make(days), counts, CN, "null")) == expected
    n = data.draw(numbers)
    expected = [alone(CN.add, day, n) for day in days]
    assert plain(add_working_days(make(days), n, CN, "null")) == expected


@engines
@given(rows=st.lists(st.tuples(any_days, any_days)), one=st.one_of(known_days, late_days))
def test_counting_equals_the_scalar_row_by_row(
    make: Callable[[Days], Any], rows: list[tuple[date | None, date | None]], one: date
) -> None:
    """Between two columns, and between a column and one day, both ways round."""
    a, b = make([row[0] for row in rows]), make([row[1] for row in rows])
    counts = count_working_days(a, b, CN, "null")
    assert plain(counts) == [alone(CN.count, *row) for row in rows]
    to_one = count_working_days(a, one, CN, "null")
    assert plain(to_one) == [alone(CN.count, first, one) for first, _ in rows]
    from_one = count_working_days(one, b, CN, "null")
    assert plain(from_one) == [alone(CN.count, one, last) for _, last in rows]


@engines
@given(days=st.lists(any_days))
def test_whether_a_day_is_worked_equals_the_scalar(
    make: Callable[[Days], Any], days: list[date | None]
) -> None:
    answers = is_working_day(make(days), CN, "null")
    assert plain(answers) == [alone(CN.is_working, day) for day in days]


PERIODS = [
    *(law.period(text) for law in law_profiles() for text in ("5日", "60日", "3个月", "1年")),
    Period(20, "working_day"),
    Period(15, "day", roll="tax_holidays"),
    Period(5, "working_day", start_counts=True),
]


@engines
@given(data=st.data())
def test_deadlines_equal_the_scalar_for_every_law_and_roll(
    make: Callable[[Days], Any], data: Any
) -> None:
    """One period for all rows, and one for each row; values and certainties."""
    rows = data.draw(st.lists(st.tuples(near_days, st.sampled_from(PERIODS))))
    days, periods = [day for day, _ in rows], [period for _, period in rows]
    answers = deadline(make(days), periods, CN, "provisional", certainty=True)
    due, sure = answers
    single = [day and period.deadline(day, CN, "provisional") for day, period in rows]
    assert plain(due) == [each and each.day for each in single]
    assert plain(sure) == [each and each.certainty.value for each in single]
    assert plain(answers.guessed) == [each and each.guessed for each in single]
    period = data.draw(st.sampled_from(PERIODS))
    expected = [alone(lambda day: period.deadline(day, CN).day, day) for day in days]
    assert plain(deadline(make(days), period, CN, "null")) == expected


@pytest.mark.parametrize("calendar", [CN, SMALL, EMPTY], ids=["CN", "one year", "no notice"])
@given(rows=st.lists(st.tuples(near_days, numbers)))
def test_provisional_answers_equal_the_scalar(
    calendar: WorkCalendar, rows: list[tuple[date | None, int]]
) -> None:
    """Also where a calendar knows one year, or nothing."""
    mode: OnUnknown = "provisional"
    days, counts = [day for day, _ in rows], [n for _, n in rows]
    added = add_working_days(days, counts, calendar, mode)
    assert added == [day and calendar.add(day, n, mode) for day, n in rows]
    until = date(2027, 2, 1)
    counted = count_working_days(days, until, calendar, mode)
    assert counted == [None if day is None else calendar.count(day, until, mode) for day in days]
    worked = is_working_day(days, calendar, mode)
    assert worked == [None if day is None else calendar.is_working(day, mode) for day in days]


@given(rows=st.lists(st.tuples(any_days, numbers), min_size=1))
def test_a_column_is_refused_if_and_only_if_a_row_alone_is(
    rows: list[tuple[date | None, int]],
) -> None:
    days, counts = [day for day, _ in rows], [n for _, n in rows]
    refused = [alone(CN.add, day, n) is None and day is not None for day, n in rows]
    if any(refused):
        with pytest.raises(UnknownDayError, match=f"^no answer for {sum(refused)} of {len(rows)} "):
            add_working_days(days, counts, CN)
    else:
        assert None not in add_working_days([d for d in days if d], counts[0], CN, "provisional")


@given(rows=st.lists(st.tuples(known_days, numbers), min_size=1))
def test_counting_to_what_was_added_gives_the_number_back(rows: list[tuple[date, int]]) -> None:
    days, counts = np.array([d for d, _ in rows], "M8[D]"), np.array([n for _, n in rows])
    due = add_working_days(days, counts, CN, "provisional")
    assert count_working_days(days, due, CN, "provisional").tolist() == counts.tolist()


VECTORS = [
    ("2023-04-27", 5, "2023-05-08"),  # Saturday 6 May is worked
    ("2023-06-20", 15, "2023-07-12"),
    ("2023-09-28", 20, "2023-11-01"),
    ("2024-02-08", 15, "2024-03-06"),
    ("2025-09-26", 5, "2025-10-10"),
    ("2025-09-29", 10, "2025-10-20"),
    ("2026-02-13", 5, "2026-02-27"),
    ("2026-04-30", 3, "2026-05-08"),
    ("2026-09-18", 7, "2026-09-29"),  # Sunday 20 September is worked
]


def test_published_examples_come_out_as_one_column() -> None:
    start, n, due = zip(*VECTORS, strict=True)
    answers = add_working_days(np.array(start, "M8[D]"), np.array(n))
    assert answers.astype(str).tolist() == list(due)


def test_sixty_days_end_on_a_make_up_saturday() -> None:
    """民法典: 60 days from 1 August 2023 end on 30 September, a holiday until 7 October."""
    answers = deadline([date(2023, 8, 1)], law_profile("民法典").period("60日"))
    assert answers == [date(2023, 10, 7)]


# --- the same kind of column -------------------------------------------------------


def test_pandas_keeps_index_name_and_type() -> None:
    days = [date(2023, 4, 27), None]
    received = pd.Series(moments(days), [7, 9], name="received", dtype="datetime64[ns]")
    due, sure = add_working_days(received, 5, certainty=True)
    expected = pd.Series(
        [pd.Timestamp(2023, 5, 8), pd.NaT], [7, 9], name="received", dtype="datetime64[ns]"
    )
    pd.testing.assert_series_equal(due, expected)
    pd.testing.assert_series_equal(
        sure, pd.Series(["final", None], [7, 9], pd.array(["text"]).dtype, "received")
    )
    counts = count_working_days(received, date(2023, 5, 8))
    pd.testing.assert_series_equal(
        counts, pd.Series([5, None], [7, 9], name="received", dtype="Int64")
    )
    flags = is_working_day(received)
    pd.testing.assert_series_equal(
        flags, pd.Series([True, None], [7, 9], name="received", dtype="boolean")
    )


def test_polars_keeps_name_and_type() -> None:
    received = pl.Series("received", [date(2023, 4, 27), None])
    due, sure = add_working_days(received, 5, certainty=True)
    assert due.equals(pl.Series("received", [date(2023, 5, 8), None]), check_names=True)
    assert sure.equals(pl.Series("received", ["final", None]), check_names=True)
    counts = count_working_days(received, received)
    assert counts.equals(pl.Series("received", [0, None], dtype=pl.Int64), check_dtypes=True)


def test_numpy_says_absent_as_numpy_can() -> None:
    """NaT for a day, NaN for a number, None for a yes or no and for a word."""
    days = np.array(["2023-04-27", "NaT"], dtype="datetime64[ns]")
    due, sure = add_working_days(days, 5, certainty=True)
    assert due.dtype == days.dtype
    assert due.astype(str).tolist()[0].startswith("2023-05-08T00:00")
    assert sure.tolist() == ["final", None]
    assert str(count_working_days(days, date(2023, 5, 8)).tolist()) == "[5.0, nan]"
    assert is_working_day(days).tolist() == [True, None]
    whole = count_working_days(days[:1], date(2023, 5, 8))
    assert whole.dtype == np.int64
    assert is_working_day(days[:1]).dtype == np.bool_


def test_an_index_of_days_gives_a_series() -> None:
    days = pd.DatetimeIndex(["2023-04-27", "2023-06-20"], name="received")
    due: Any = add_working_days(days, 5)
    expected = pd.Series(pd.to_datetime(["2023-05-08", "2023-06-28"]), name="received")
    pd.testing.assert_series_equal(due, expected.astype(due.dtype))


@pytest.mark.parametrize("chunked", [False, True])
def test_a_dictionary_of_days_is_read_as_its_days(chunked: bool) -> None:
    days = pa.array([date(2023, 4, 27), None, date(2023, 4, 27)]).dictionary_encode()
    due = add_working_days(pa.chunked_array([days]) if chunked else days, 5)
    assert due.type == pa.date32()
    assert due.to_pylist() == [date(2023, 5, 8), None, date(2023, 5, 8)]


def test_a_calendar_may_be_given_by_its_id() -> None:
    """11 April 2024 was a holiday in Guangxi alone."""
    assert is_working_day([date(2024, 4, 11)], "CN-GX") == [False]
    assert is_working_day([date(2024, 4, 11)], "cn") == [True]


@pytest.mark.parametrize(
    ("calendar", "message"),
    [
        ("XX", "id='XX': expected a shipped calendar, one of 'CN', 'CN-GX'"),
        ("", "id='': expected a shipped calendar, one of 'CN', 'CN-GX'"),
        (7, "calendar=7: expected a WorkCalendar, or the id of a shipped one such as 'CN'"),
    ],
)
def test_what_is_no_calendar_is_refused(calendar: Any, message: str) -> None:
    for ask in (
        lambda: is_working_day([date(2024, 4, 11)], calendar),
        lambda: add_working_days([date(2024, 4, 11)], 1, calendar),
    ):
        with pytest.raises(UsageError) as caught:
            ask()
        assert str(caught.value) == message


def test_a_number_is_told_as_it_was_given() -> None:
    with pytest.raises(UsageError) as caught:
        add_working_days([date(2026, 12, 1)], 10**30, on_unknown="provisional")
    assert str(caught.value) == (
        f"row 0 (counted from 0): 2026-12-01, n={10**30}: n={10**30}: expected a count that ends "
        "within 30 years"
    )


def test_a_column_starts_at_the_edge_as_a_day_does() -> None:
    eve, after = date(2006, 12, 31), date(2027, 1, 1)
    assert count_working_days([eve, after], [date(2007, 12, 31), date(2026, 12, 30)]) == [249, -2]
    assert add_working_days([eve, after], [5, -3]) == [date(2007, 1, 10), date(2026, 12, 29)]
    assert add_working_days([eve, after], [5, -3], certainty=True).certainty == [
        "final",
        "provisional",
    ]


def test_a_row_left_empty_is_unknown() -> None:
    days: list[date | None] = [date(2026, 12, 25)]
    answers = add_working_days(days, 9, on_unknown="null", certainty=True)
    assert answers == Answers([None], ["unknown"])


# --- certainty -----------------------------------------------------------------------


def test_certainty_is_that_of_the_days_that_were_counted() -> None:
    """28 December 2026 is final, the days after it are open, 2027 is told by the week."""
    days = [date(2026, 12, 25), date(2026, 12, 25), date(2026, 12, 25), None]
    answers = add_working_days(days, [1, 2, 5, 1], CN, "provisional", certainty=True)
    assert answers == Answers(
        [date(2026, 12, 28), date(2026, 12, 29), date(2027, 1, 4), None],
        ["final", "provisional", "provisional", None],
    )
    assert answers.guessed == [False, False, True, None]


@engines
def test_a_guess_is_told_from_the_last_days_of_december(make: Callable[[Days], Any]) -> None:
    """Both are provisional; in the kind of the column, one mask more tells them apart."""
    days: Days = [date(2026, 12, 28), date(2026, 12, 31), date(2027, 3, 1), None]
    found = add_working_days(make(days), 1, CN, "provisional", certainty=True)
    assert plain(found.certainty) == ["provisional", "provisional", "provisional", None]
    assert plain(found.guessed) == [False, True, True, None]
    counted = count_working_days(make(days), date(2026, 12, 31), CN, "provisional", certainty=True)
    assert plain(counted.guessed) == [False, False, True, None]
    worked = is_working_day(make(days), CN, "null", certainty=True)
    assert plain(worked.guessed) == [False, False, None, None]


@given(days=st.lists(near_days, min_size=1), n=st.integers(1, 30))
def test_an_answer_is_a_guess_where_a_day_that_counts_is_unknown(
    days: list[date | None], n: int
) -> None:
    found = add_working_days(days, n, CN, "provisional", certainty=True)
    for day, due, guessed in zip(days, found.values, found.guessed, strict=True):
        if day is not None and due is not None:
            sure = CN.certainty(day + timedelta(days=1), due)
            assert guessed is (sure is Certainty.UNKNOWN)
            assert guessed is Period(n, "working_day").deadline(day, CN, "provisional").guessed


def test_answers_survive_pickling_with_their_mask() -> None:
    found = add_working_days([date(2026, 12, 31)], 1, CN, "provisional", certainty=True)
    twin = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert (twin, twin.guessed) == (found, [True])


def test_a_count_backwards_hangs_on_its_days_and_not_on_the_start() -> None:
    """The 28th alone before the 29th; the 30th, 29th and 28th before the 31st."""
    days = [date(2026, 12, 29), date(2026, 12, 31)]
    assert add_working_days(days, [-1, -3], certainty=True) == Answers(
        [date(2026, 12, 28), date(2026, 12, 28)], ["final", "provisional"]
    )


def test_certainty_of_a_count_is_that_of_its_days() -> None:
    """(a, b] forwards, [b, a) backwards, no day at all where both are one."""
    a = [date(2026, 12, 25), date(2026, 12, 28), date(2026, 12, 29), date(2026, 12, 31)]
    b = [date(2026, 12, 28), date(2026, 12, 29), date(2026, 12, 25), date(2026, 12, 31)]
    counts, sure = count_working_days(a, b, certainty=True)
    assert (counts, sure) == ([1, 1, -2, 0], ["final", "provisional", "final", "final"])


def test_a_row_left_empty_is_unknown_and_a_row_without_a_day_says_nothing() -> None:
    days = [date(2026, 12, 29), date(2027, 1, 1), None]
    worked = is_working_day(days, CN, "null", certainty=True)
    assert worked == Answers([True, None, None], ["provisional", "unknown", None])
    due = deadline(days, "1个工作日", CN, "null", certainty=True)
    assert due == Answers([date(2026, 12, 30), None, None], ["provisional", "unknown", None])


# --- what is refused -------------------------------------------------------------------


def test_unknown_days_are_refused_with_how_many_and_which_first() -> None:
    days = [date(2026, 12, 1), date(2026, 12, 20), date(2026, 12, 25)]
    with pytest.raises(UnknownDayError) as caught:
        add_working_days(days, 10)
    assert caught.value.say("en") == (
        "no answer for 2 of 3 rows, the first is row 1 (counted from 0), 2026-12-20, n=10: "
        "the calendar CN knows 2007-01-01 to 2026-12-31; 2027-01-01 awaits the State Council's "
        'holiday notice for 2027; with on_unknown="null" such rows stay empty'
    )
    assert caught.value.say("zh") == (
        "3 行中有 2 行没有结果，第一个是第 1 行（从 0 数起），2026-12-20，n=10："
        "工作日历 CN 只知道 2007-01-01 至 2026-12-31；2027-01-01 要等"
        '《国务院办公厅关于2027年部分节假日安排的通知》公布；可用 on_unknown="null" 把这些行留空'
    )


@pytest.mark.parametrize(
    ("ask", "facts"),
    [
        (lambda days: count_working_days(days, date(2026, 1, 1)), "2027-01-04 to 2026-01-01: "),
        (is_working_day, "2027-01-04: "),
        (lambda days: deadline(days, "3个工作日"), "3 working days from 2027-01-04: "),
    ],
)
def test_each_question_names_the_facts_of_the_row(ask: Callable[..., Any], facts: str) -> None:
    with pytest.raises(UnknownDayError) as caught:
        ask([None, date(2023, 6, 1), date(2027, 1, 4)])
    head = f"no answer for 1 of 3 rows, the first is row 2 (counted from 0), {facts}the calendar CN"
    assert str(caught.value).startswith(head)


def test_a_count_beyond_all_years_is_refused_with_its_row() -> None:
    with pytest.raises(UsageError) as caught:
        add_working_days(
            [date(2026, 12, 1), None, date(2026, 12, 1)], [1, 2, 10**6], CN, "provisional"
        )
    assert str(caught.value) == (
        "row 2 (counted from 0): 2026-12-01, n=1000000: n=1000000: expected a count that ends "
        "within 30 years"
    )


def test_what_cannot_be_asked_is_told_before_what_is_not_known() -> None:
    with pytest.raises(UsageError) as caught:
        deadline([date(2027, 1, 4), date.max], ["3个工作日", "3日"])
    assert caught.value.say("zh") == (
        "第 1 行（从 0 数起）：9999-12-31 起 3 日：期限超出日历能表示的范围"
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: add_working_days([date(2023, 6, 1)], 1, on_unknown="ignore"),  # type: ignore[call-overload]
            "on_unknown='ignore': expected one of raise, provisional, null",
        ),
        (
            lambda: add_working_days([date(2023, 6, 1)], [1, 2]),
            "n has 2 rows and the days have 1: expected as many",
        ),
        (
            lambda: deadline([date(2023, 6, 1)], []),
            "period has 0 rows and the days have 1: expected as many",
        ),
        (
            lambda: count_working_days(
                pd.Series([date(2023, 6, 1)]), pd.Series([date(2023, 6, 1)], index=[5])
            ),
            "b and the days have different indexes: align them first, or pass an array without one",
        ),
        (
            lambda: count_working_days(date(2023, 6, 1), date(2023, 6, 2)),
            "neither a nor b is a column: for two single days call WorkCalendar.count",
        ),
    ],
)
def test_arguments_that_do_not_fit_are_refused(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        call()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "day",
    [
        date(2023, 7, 12),
        datetime(2023, 7, 12),
        pd.Timestamp(2023, 7, 12),
        np.datetime64("2023-07-12"),
        np.datetime64("2023-07-12T00:00"),
    ],
    ids=repr,
)
def test_a_single_day_to_count_to_is_read_as_a_cell_is(day: Any) -> None:
    """15 working days lie after 20 June 2023 up to 12 July."""
    assert count_working_days([date(2023, 6, 20)], day) == [15]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (
            datetime(2023, 6, 2, 8, tzinfo=UTC),
            "b=2023-06-02T08:00:00+00:00: expected a day, not a moment of it; settle the time zone "
            "and take the day first",
        ),
        (pd.NaT, "b=NaT: expected a day; read texts as days first"),
        (
            np.datetime64("NaT"),
            f"b={np.datetime64('NaT')!r}: expected a day; read texts as days first",
        ),
    ],
)
def test_a_single_moment_or_nothing_is_no_day_to_count_to(day: Any, message: str) -> None:
    with pytest.raises(NotADayError) as caught:
        count_working_days([date(2023, 6, 1)], day)
    assert str(caught.value) == message


# --- import ------------------------------------------------------------------------------


def test_the_front_door_offers_them_without_loading_numpy() -> None:
    """What is heavy comes with the first use; pandas, polars and pyarrow never by themselves."""
    code = (
        "import sys, bizenv; before = 'numpy' in sys.modules; bizenv.add_working_days; "
        "print(before, [n for n in ('numpy', 'pandas', 'polars', 'pyarrow') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False ['numpy']"


def test_a_column_needs_no_office_hours_to_end_a_period() -> None:
    period = Period(5, "working_day", end="close")
    assert deadline([date(2023, 4, 27)], period) == [date(2023, 5, 8)]
