"""Sets of days: what each covers, their algebra, and what they refuse to guess."""

from __future__ import annotations

import pickle
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.days import sets as days_module
from bizenv.calendars.days.sets import (
    EVERY_DAY,
    NO_DAY,
    CompiledDays,
    Complement,
    Dates,
    DaySet,
    Everything,
    Holidays,
    MonthDays,
    Nothing,
    Recurrence,
    Unsettled,
    Weekdays,
    WorkingDays,
)
from bizenv.calendars.days.tables import days_from
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.kernel.errors import NotADayError, UsageError
from bizenv.kernel.fields import as_day
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth

OPEN = Text("文件未写明", "the document leaves it open")
FIRST, LAST = date(2023, 12, 1), date(2025, 1, 31)  # a leap year and two year ends
SPAN = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)

Reference = frozenset[date]
"""The days of the span that a set covers, worked out without bizenv."""


@st.composite
def month_days(draw: st.DrawFn) -> tuple[DaySet, Reference]:
    first, last = sorted((draw(st.integers(1, 31)), draw(st.integers(1, 31))))
    return MonthDays(first, last), frozenset(d for d in SPAN if first <= d.day <= last)


@st.composite
def weekdays(draw: st.DrawFn) -> tuple[DaySet, Reference]:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1))
    return Weekdays(*names), frozenset(d for d in SPAN if NAMES[d.weekday()] in names)


@st.composite
def dates(draw: st.DrawFn) -> tuple[DaySet, Reference]:
    named = draw(st.lists(st.sampled_from(SPAN), max_size=4))
    return Dates(*named), frozenset(named)


leaves = st.one_of(
    month_days(),
    weekdays(),
    dates(),
    st.sampled_from([(EVERY_DAY, frozenset(SPAN)), (NO_DAY, frozenset())]),
)
Pair = tuple[DaySet, Reference]


def combined(pairs: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    two = st.tuples(pairs, pairs)
    return st.one_of(
        two.map(lambda ab: (ab[0][0] | ab[1][0], ab[0][1] | ab[1][1])),
        two.map(lambda ab: (ab[0][0] & ab[1][0], ab[0][1] & ab[1][1])),
        pairs.map(lambda a: (~a[0], frozenset(SPAN) - a[1])),
    )


settled = st.recursive(leaves, combined, max_leaves=6)
"""Day sets, each with the days of the span that it covers."""
unsettled = settled.map(lambda pair: Unsettled(pair[0], OPEN))
day_sets = st.one_of(
    settled.map(lambda pair: pair[0]),
    st.tuples(settled, unsettled).map(lambda two: two[0][0] | two[1]),
    st.tuples(settled, unsettled).map(lambda two: ~(two[0][0] & two[1])),
)
span_days = st.sampled_from(SPAN)


# --- the algebra ------------------------------------------------------------


@given(settled)
def test_a_set_covers_the_days_that_set_arithmetic_says(pair: Pair) -> None:
    days, reference = pair
    assert {day for day in SPAN if days.covers(day)} == reference
    assert days.between(FIRST, LAST) == tuple(sorted(reference))


@given(day_sets, day_sets, span_days)
def test_joining_meeting_and_turning_round_are_kleenes(a: DaySet, b: DaySet, day: date) -> None:
    assert (a | b).truth(day) is (a.truth(day) | b.truth(day))
    assert (a & b).truth(day) is (a.truth(day) & b.truth(day))
    assert (~a).truth(day) is ~a.truth(day)
    assert (~~a).truth(day) is a.truth(day)


@given(settled, span_days)
def test_next_and_next_outside_are_the_first_later_days(pair: Pair, day: date) -> None:
    days, _ = pair
    later = [day + timedelta(days=n) for n in range(1, 3_701)]
    for found, wanted in ((days.next(day), True), (days.next_outside(day), False)):
        expected = next((each for each in later if days.covers(each) is wanted), None)
        assert found == expected


@given(day_sets, st.sampled_from([date(2024, 2, 29), date(2023, 12, 31), date(2025, 1, 1)]))
def test_a_compiled_set_says_the_same(days: DaySet, day: date) -> None:
    compiled = days.compiled()
    assert compiled.truth(day) is days.truth(day)
    assert pickle.loads(pickle.dumps(compiled)).truth(day) is days.truth(day)  # noqa: S301


@given(day_sets)
def test_the_repr_can_be_pasted_back(days: DaySet) -> None:
    scope = {name: getattr(days_module, name) for name in days_module.__all__}
    scope |= {"Text": Text, "datetime": __import__("datetime")}
    pasted = eval(repr(days), scope)  # noqa: S307 - our own repr
    assert repr(pasted) == repr(days)
    assert [pasted.truth(day) for day in SPAN] == [days.truth(day) for day in SPAN]


@given(day_sets)
def test_a_set_survives_pickling_and_is_frozen(days: DaySet) -> None:
    assert pickle.loads(pickle.dumps(days)) == days  # noqa: S301 - our own bytes
    assert hash(pickle.loads(pickle.dumps(days))) == hash(days)  # noqa: S301
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        days.left = NO_DAY  # type: ignore[attr-defined]


def grown(sets: list[DaySet]) -> list[DaySet]:
    """The sets, and every way to combine one or two of them."""
    pairs = [(a, b) for a in sets for b in sets]
    return [*sets, *(~a for a in sets), *(a | b for a, b in pairs), *(a & b for a, b in pairs)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_sets_that_read_alike_are_alike(lang: Lang) -> None:
    """Brackets stand where a phrase could be misread; all sets of up to four parts are tried."""
    said: dict[str, list[Truth]] = {}
    for days in grown(grown([MonthDays(1, 5), Weekdays("mon")])):
        truths = [days.truth(day) for day in SPAN[:60]]
        assert said.setdefault(days.describe(lang), truths) == truths


# --- each kind of set -------------------------------------------------------


@pytest.mark.parametrize("month", range(1, 13))
def test_month_days_clamp_at_the_end_of_each_month(month: int) -> None:
    last = monthrange(2023, month)[1]
    covered = MonthDays(25, 31).between(date(2023, month, 1), date(2023, month, last))
    assert [day.day for day in covered] == list(range(25, last + 1))


def test_the_quiet_days_of_the_report_end_on_the_22nd() -> None:
    quiet = MonthDays(1, 22)
    assert [quiet.covers(date(2023, 6, day)) for day in (1, 22, 23, 30)] == [
        True,
        True,
        False,
        False,
    ]
    assert quiet.next(date(2023, 6, 22)) == date(2023, 7, 1)
    assert quiet.next_outside(date(2023, 5, 31)) == date(2023, 6, 23)


def test_days_that_the_document_leaves_open_are_unknown() -> None:
    window = MonthDays(1, 19) | Unsettled(MonthDays(20, 20), OPEN)
    answers = [window.truth(date(2023, 6, day)) for day in (19, 20, 21)]
    assert answers == [Truth.YES, Truth.UNKNOWN, Truth.NO]


def test_every_day_and_no_day_are_each_other_turned_round() -> None:
    assert Everything() == EVERY_DAY
    assert Nothing() == NO_DAY
    assert (~EVERY_DAY).covers(FIRST) is NO_DAY.covers(FIRST) is False
    assert (~NO_DAY).covers(FIRST) is EVERY_DAY.covers(FIRST) is True


def test_next_gives_up_after_ten_years() -> None:
    assert NO_DAY.next(date(2023, 1, 1)) is None
    assert EVERY_DAY.next_outside(date(2023, 1, 1)) is None
    start, far = date(2023, 1, 1), timedelta(days=3_700)
    assert Dates(start + far).next(start) == start + far
    assert Dates(start + far + timedelta(days=1)).next(start) is None


def test_the_last_day_there_is_has_nothing_after_it() -> None:
    assert EVERY_DAY.next(date.max) is None
    assert EVERY_DAY.between(date.max, date.max) == (date.max,)
    assert MonthDays(1, 31).compiled().truth(date.min) is Truth.YES


def test_between_is_empty_when_the_end_comes_first() -> None:
    assert EVERY_DAY.between(date(2023, 1, 2), date(2023, 1, 1)) == ()


# --- what is refused --------------------------------------------------------


@pytest.mark.parametrize("value", [NOON, "2024-06-01", None, 20240601])
@pytest.mark.parametrize(
    "days",
    [
        MonthDays(1, 22),
        Weekdays("mon"),
        Dates(date(2024, 6, 1)),
        Holidays(work_calendar("CN")),
        WorkingDays(work_calendar("CN")),
        Recurrence("FREQ=DAILY", date(2024, 1, 1)),
        EVERY_DAY,
        NO_DAY,
        Unsettled(MonthDays(1, 1), OPEN),
        ~MonthDays(1, 22) | Weekdays("mon") & EVERY_DAY,
        MonthDays(1, 22).compiled(),
    ],
    ids=lambda days: "compiled" if isinstance(days, CompiledDays) else repr(days),
)
def test_what_is_no_plain_day_is_refused(days: DaySet, value: Any) -> None:
    with pytest.raises(NotADayError, match=r"^day=.*expected a local day"):
        days.truth(value)


def test_a_datetime_is_refused_wherever_a_day_is_asked_for() -> None:
    quiet, day = MonthDays(1, 22), date(2024, 6, 1)
    asks = [
        lambda: quiet.covers(NOON),
        lambda: quiet.next(NOON),
        lambda: quiet.next_outside(NOON),
        lambda: quiet.between(NOON, day),
        lambda: quiet.between(day, NOON),
        lambda: list(days_from(NOON, day)),
        lambda: Dates(NOON),
        lambda: Recurrence("FREQ=DAILY", NOON),
        lambda: as_day(NOON),
    ]
    for ask in asks:
        with pytest.raises(NotADayError, match=r"write \.date\(\) once the time zone is settled$"):
            ask()


def test_a_set_joins_sets_only() -> None:
    with pytest.raises(UsageError, match=r"^right=datetime.date\(2024, 1, 1\): expected a DaySet$"):
        MonthDays(1, 22) | date(2024, 1, 1)  # type: ignore[operator]
    with pytest.raises(UsageError, match=r"^days=None: expected a DaySet$"):
        Complement(None)  # type: ignore[arg-type]


# --- words ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (MonthDays(1, 22), "每月 1–22 日", "days 1–22 of every month"),
        (MonthDays(20, 20), "每月 20 日", "day 20 of every month"),
        (Weekdays("thu", "mon"), "每周一、周四", "every Monday, Thursday"),
        (Dates(date(2026, 1, 4), date(2026, 1, 2)), "2026-01-02、2026-01-04", None),
        (
            Dates(*(date(2026, 1, n) for n in range(1, 8))),
            "2026-01-01、2026-01-02、2026-01-03、2026-01-04、2026-01-05、另有 2 日",
            "2026-01-01, 2026-01-02, 2026-01-03, 2026-01-04, 2026-01-05, 2 more",
        ),
        (Dates(), "没有任何一天", "no day"),
        (
            Recurrence("FREQ=MONTHLY;BYDAY=2TH", date(2023, 1, 1)),
            "按规则 FREQ=MONTHLY;BYDAY=2TH（自 2023-01-01）",
            "FREQ=MONTHLY;BYDAY=2TH from 2023-01-01",
        ),
        (Holidays(work_calendar("CN")), "法定节假日", "statutory holidays"),
        (~WorkingDays(work_calendar("CN")), "工作日以外的日子", "every day except working days"),
        (EVERY_DAY, "每一天", "every day"),
        (NO_DAY, "没有任何一天", "no day"),
        (
            Unsettled(MonthDays(20, 20), OPEN),
            "每月 20 日未定（文件未写明）",
            "day 20 of every month not settled (the document leaves it open)",
        ),
        (
            MonthDays(1, 5) | Weekdays("mon") | Weekdays("fri"),
            "每月 1–5 日和每周一和每周五",
            "days 1–5 of every month and every Monday and every Friday",
        ),
        (
            ~MonthDays(1, 5) & Weekdays("mon"),
            "（每月 1–5 日以外的日子）中的每周一",
            "(every day except days 1–5 of every month) that are also every Monday",
        ),
        (
            ~(MonthDays(1, 5) | Weekdays("mon")),
            "（每月 1–5 日和每周一）以外的日子",
            "every day except (days 1–5 of every month and every Monday)",
        ),
        (
            ~MonthDays(1, 5) | Weekdays("mon"),
            "（每月 1–5 日以外的日子）和每周一",
            "(every day except days 1–5 of every month) and every Monday",
        ),
    ],
)
def test_a_set_in_words(days: DaySet, zh: str, en: str | None) -> None:
    assert days.describe("zh") == zh
    assert en is None or days.describe("en") == en


def test_a_set_is_described_in_known_languages_only() -> None:
    with pytest.raises(UsageError, match=r"^lang='fr': expected 'zh' or 'en'$"):
        MonthDays(1, 22).describe("fr")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ((MonthDays(1, 2) | EVERY_DAY) & NO_DAY, "(MonthDays(1, 2) | EVERY_DAY) & NO_DAY"),
        (MonthDays(1, 2) | EVERY_DAY & NO_DAY, "MonthDays(1, 2) | EVERY_DAY & NO_DAY"),
        (~(EVERY_DAY | NO_DAY), "~(EVERY_DAY | NO_DAY)"),
        (EVERY_DAY | (NO_DAY | EVERY_DAY), "EVERY_DAY | (NO_DAY | EVERY_DAY)"),
        (Dates(date(2026, 1, 4)), "Dates(datetime.date(2026, 1, 4))"),
        (Holidays(work_calendar("CN")), "Holidays(work_calendar('CN'))"),
        (~WorkingDays(work_calendar("CN")), "~WorkingDays(work_calendar('CN'))"),
        (
            Recurrence("FREQ=DAILY", date(2023, 1, 1)),
            "Recurrence('FREQ=DAILY', datetime.date(2023, 1, 1))",
        ),
    ],
)
def test_the_repr_has_only_the_brackets_it_needs(days: DaySet, shown: str) -> None:
    assert repr(days) == shown


def test_holidays_of_one_calendar_are_equal_also_after_pickling() -> None:
    holidays = Holidays(work_calendar("CN"))
    assert pickle.loads(pickle.dumps(holidays)) == holidays  # noqa: S301 - our own bytes


@pytest.mark.parametrize("lang", ["zh", "en"])
@given(pair=settled)
def test_every_set_has_words(lang: Lang, pair: Pair) -> None:
    assert pair[0].describe(lang).strip()
