"""A period that stands still: no last day, until it is resumed."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.periods.laws import law_profile
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.kernel.errors import UsageError

CN = work_calendar("CN")
START = date(2023, 6, 1)
LICENCE = law_profile("行政许可法").period("20日").deadline(START, CN)  # ends 2023-06-30
REPLY = law_profile("政府信息公开条例").period("20个工作日").deadline(START, CN)


def refused(call: Callable[[], object]) -> tuple[str, str]:
    """What a refusal says, in English and in Chinese."""
    with pytest.raises(UsageError) as caught:
        call()
    return str(caught.value), caught.value.say("zh")


def test_while_suspended_there_is_no_last_day() -> None:
    still = REPLY.suspend(date(2023, 6, 8), "third-party")
    assert not hasattr(still, "day")
    assert still.resume(date(2023, 6, 15)).day == date(2023, 7, 7)
    assert still.resume(date(2023, 6, 8)).day == REPLY.day
    facts = still.to_dict()
    assert (facts["day"], facts["instant"], facts["certainty"]) == (None, None, None)
    assert facts["suspended_since"] == "2023-06-08"
    assert facts["trace"][-1]["last"] == "2023-06-07"
    assert json.dumps(facts)
    assert repr(still).startswith("<Suspended since 2023-06-08: Period(20, 'working_day', ")


def test_a_suspension_is_told_in_both_languages() -> None:
    still = REPLY.suspend(date(2023, 6, 8), "third-party")
    assert still.explain("zh").splitlines()[0] == (
        "20 个工作日的期限自 2023-06-08 起中止，恢复之前没有届满日：征求第三方意见"
    )
    assert (
        still.explain("zh").splitlines()[1].startswith("依据：《中华人民共和国政府信息公开条例》")
    )
    assert still.explain("en").splitlines()[0] == (
        "the period of 20 working days stands still from 2023-06-08 and has no last day until it "
        "is resumed: consultation of a third party"
    )
    assert still.explain("en").splitlines()[-1] == (
        "- 2023-06-05 to 2023-06-07 counted: working day "
        "(《中华人民共和国政府信息公开条例》第三十三条第二款)"
    )
    assert "依据" not in REPLY.suspend(date(2023, 6, 8)).explain("zh")


@pytest.mark.parametrize("since", [date(2023, 5, 31), date(2023, 7, 1)])
def test_a_suspension_lies_within_the_period(since: date) -> None:
    assert refused(lambda: LICENCE.suspend(since)) == (
        f"since={since}: expected a day from 2023-06-01 to 2023-06-30",
        f"since={since}：应在 2023-06-01 至 2023-06-30 之间",
    )


def test_a_period_is_not_resumed_before_it_stood_still() -> None:
    still = LICENCE.suspend(date(2023, 6, 8))
    assert refused(lambda: still.resume(date(2023, 6, 7)))[0] == (
        "resumed=2023-06-07: it lies before the suspension of 2023-06-08"
    )


def test_a_suspended_period_survives_pickling() -> None:
    still = REPLY.suspend(date(2023, 6, 8), "third-party")
    assert pickle.loads(pickle.dumps(still)) == still  # noqa: S301 - our own bytes


# --- the rest days at the end -----------------------------------------------------------

SIXTY = law_profile("民法典").period("60日").deadline(date(2025, 8, 4), CN)
"""Its days are over on 3 October; the holiday moves the last one to 9 October."""
FILING = law_profile("税收征管法实施细则").period("15日", start_counts=True)
MAY = FILING.deadline(date(2026, 5, 1), CN)
"""Five days of holiday add five working days: it ends on 22 May."""


@pytest.mark.parametrize(
    ("since", "resumed", "day"),
    [
        (date(2025, 10, 3), date(2025, 11, 1), date(2025, 11, 3)),
        (date(2025, 10, 5), date(2025, 11, 1), date(2025, 11, 3)),  # 1 November is a Saturday
        (date(2025, 10, 9), date(2025, 11, 1), date(2025, 11, 3)),
        (date(2025, 10, 5), date(2025, 10, 7), date(2025, 10, 9)),  # still before the last day
        (date(2025, 10, 9), date(2025, 10, 9), date(2025, 10, 9)),
    ],
)
def test_a_period_does_not_end_while_it_stands_still(since: date, resumed: date, day: date) -> None:
    assert SIXTY.day == date(2025, 10, 9)
    assert SIXTY.suspend(since).resume(resumed).day == day


def test_days_that_a_long_holiday_added_stand_still_too() -> None:
    assert MAY.day == date(2026, 5, 22)
    # 18 to 22 May were to come: they come after the suspension
    assert MAY.suspend(date(2026, 5, 18)).resume(date(2026, 6, 1)).day == date(2026, 6, 5)


def test_a_suspension_at_the_end_is_told_day_by_day() -> None:
    text = SIXTY.suspend(date(2025, 10, 5)).resume(date(2025, 11, 1)).explain("en")
    assert text.splitlines()[5:-1] == [
        "- 2025-10-03 to 2025-10-04 rest at the end, passed over: holiday: National Day and "
        "Mid-Autumn Festival (国办发明电〔2024〕12号)",
        "- 2025-10-05 to 2025-10-31 not counted: suspended: no ground stated",
        "- 2025-11-01 to 2025-11-02 rest at the end, passed over: weekend",
        "- 2025-11-03 the last day moves here: working day",
    ]


@given(
    st.sampled_from(["20日", "60日", "2个月", "1年"]),
    st.sampled_from(["民法典", "行政许可法", "信访工作条例", "税收征管法实施细则"]),
    st.dates(date(2008, 1, 1), date(2023, 12, 31)),
    st.data(),
)
def test_no_period_ends_before_it_is_resumed(
    text: str, law: str, start: date, data: st.DataObject
) -> None:
    deadline = law_profile(law).period(text).deadline(start, CN)
    for _ in range(2):
        since = data.draw(st.dates(start, deadline.day))
        resumed = since + timedelta(days=data.draw(st.integers(0, 60)))
        later = deadline.suspend(since).resume(resumed)
        assert later.day >= max(resumed, deadline.day)
        counted = {d for step in later.trace for d in (step.first, step.last)}
        assert later.day in counted
        deadline = later
