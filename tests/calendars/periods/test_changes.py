"""What moves a deadline, as values; and when an application counts as accepted."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from typing import Any

import pytest

from bizenv.calendars.periods.changes import (
    DeemedStart,
    Exclusion,
    Extension,
    Restart,
    Suspension,
    change_dict,
    deemed_start,
    excluded_spans,
)
from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.errors import NotADayError, UsageError
from bizenv.kernel.text import Text

CN = work_calendar("CN")
JUNE = date(2023, 6, 1)
HEARING = Text("听证", "hearing")
LICENSING = "行政许可法"


def refused(error: pytest.ExceptionInfo[UsageError]) -> tuple[str, str]:
    """What a refusal says, English and Chinese."""
    return str(error.value), error.value.say("zh")


@pytest.mark.parametrize(
    ("change", "kind", "zh", "en"),
    [
        (
            Extension(Period(10, "working_day"), JUNE),
            "extension",
            "2023-06-01 决定延长 10 个工作日，自原届满日起算",
            "extended by 10 working days from the expiry, decided 2023-06-01",
        ),
        (
            Exclusion(JUNE, date(2023, 6, 5), HEARING),
            "exclusion",
            "2023-06-01 至 2023-06-05 不计入：听证",
            "2023-06-01 to 2023-06-05 does not count: hearing",
        ),
        (
            Suspension(JUNE, date(2023, 6, 5)),
            "suspension",
            "2023-06-01 起中止，2023-06-05 恢复计算：未写明事由",
            "suspended from 2023-06-01, resumed 2023-06-05: no ground stated",
        ),
        (
            Restart(date(2023, 6, 5), JUNE),
            "restart",
            "自 2023-06-05 起重新计算，原自 2023-06-01 起",
            "runs anew from 2023-06-05, before that from 2023-06-01",
        ),
    ],
)
def test_every_change_is_told_in_both_languages(change: Any, kind: str, zh: str, en: str) -> None:
    assert change_dict(change) == {"kind": kind, "text": {"zh": zh, "en": en}, "clause": None}
    assert pickle.loads(pickle.dumps(change)) == change  # noqa: S301 - our own bytes


def test_excluded_time_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        Exclusion(JUNE, date(2023, 5, 31))
    assert refused(caught) == (
        "excluded time 2023-06-01 to 2023-05-31: it ends before it starts",
        "不计入的时间 2023-06-01 至 2023-05-31：结束早于开始",
    )


def test_a_suspension_resumed_before_it_began_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        Suspension(JUNE, date(2023, 5, 31))
    assert refused(caught) == (
        "resumed=2023-05-31: it lies before the suspension of 2023-06-01",
        "resumed=2023-05-31：恢复早于中止之日 2023-06-01",
    )


@pytest.mark.parametrize("day", [datetime(2023, 6, 1), "2023-06-01", None])
def test_changes_happen_on_plain_days(day: Any) -> None:
    with pytest.raises(NotADayError):
        Extension(Period(10, "working_day"), day)


def test_only_exclusions_and_suspensions_leave_days_out_in_order() -> None:
    late, early = Exclusion(date(2023, 6, 9), date(2023, 6, 9)), Suspension(JUNE, date(2023, 6, 3))
    empty = Suspension(JUNE, JUNE)
    found = excluded_spans([late, Restart(JUNE, JUNE), empty, early])
    assert found == [((JUNE, date(2023, 6, 2)), early), (late.span, late)]


# --- deemed acceptance -----------------------------------------------------------


def test_nothing_asked_in_time_is_acceptance_on_receipt() -> None:
    found = deemed_start(LICENSING, JUNE, CN)
    assert (found.day, found.request_by, found.deemed) == (JUNE, date(2023, 6, 8), True)
    assert found.certainty is Certainty.FINAL
    assert found.citation.short() == "《中华人民共和国行政许可法》第三十二条第一款第四项"
    assert found.text == Text(
        "截至 2023-06-08 没有要求补正，自收到材料之日 2023-06-01 起视为受理",
        "nothing was asked for by 2023-06-08, so the application counts as accepted on receipt, "
        "2023-06-01",
    )


@pytest.mark.parametrize(
    ("requested", "start", "deemed"),
    [
        (date(2023, 6, 8), date(2023, 6, 20), False),  # the fifth working day
        (date(2023, 6, 9), JUNE, True),  # one day late
    ],
)
def test_a_request_counts_up_to_the_last_day(requested: date, start: date, deemed: bool) -> None:
    found = deemed_start(LICENSING, JUNE, CN, requested=requested, completed=date(2023, 6, 20))
    assert (found.day, found.deemed) == (start, deemed)


def test_the_three_ways_of_starting_are_told() -> None:
    late = deemed_start(LICENSING, JUNE, CN, requested=date(2023, 6, 9))
    assert late.text == Text(
        "2023-06-09 才要求补正，已过 2023-06-08，自收到材料之日 2023-06-01 起视为受理",
        "more was asked for on 2023-06-09, after 2023-06-08, so the application counts as "
        "accepted on receipt, 2023-06-01",
    )
    done = deemed_start(LICENSING, JUNE, CN, requested=date(2023, 6, 2), completed=date(2023, 6, 6))
    assert done.text == Text(
        "2023-06-02 要求补正，2023-06-06 补齐受理",
        "more was asked for on 2023-06-02, and complete on 2023-06-06, which starts the period",
    )
    assert isinstance(done, DeemedStart)


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (
            {"requested": date(2023, 5, 31)},
            "requested=2023-05-31: it lies before the receipt of 2023-06-01",
        ),
        (
            {"completed": date(2023, 6, 5)},
            "completed=2023-06-05: nothing was asked for, so nothing was completed; "
            "state requested",
        ),
        (
            {"requested": date(2023, 6, 6), "completed": date(2023, 6, 5)},
            "completed=2023-06-05: it lies before the request of 2023-06-06",
        ),
        (
            {"requested": date(2023, 6, 6)},
            "more was asked for on 2023-06-06 and is not complete, so no period runs yet; "
            "state completed once it is",
        ),
    ],
)
def test_days_that_contradict_each_other_are_refused(days: dict[str, date], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        deemed_start(LICENSING, JUNE, CN, **days)
    assert str(caught.value) == message
    assert not caught.value.say("zh").isascii()


def test_a_law_without_deemed_acceptance_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        deemed_start("信访工作条例", JUNE, CN)
    assert refused(caught) == (
        "Regulations on Petition Work: no rule on deemed acceptance on receipt is known of it",
        "《信访工作条例》没有收录逾期视为受理的规定",
    )
