"""A period that stands still: no last day, until it is resumed."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import date

import pytest

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
