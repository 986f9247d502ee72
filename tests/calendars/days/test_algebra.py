"""The algebra of sets of days: why a day of several sets is not settled.

The laws of the algebra are tested with every kind of set, in test_sets.
"""

from __future__ import annotations

from datetime import date

import pytest

from bizenv.calendars.days.algebra import DaySet
from bizenv.calendars.days.holidays import WorkingDays
from bizenv.calendars.days.kinds import MonthDays, Unsettled
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.kernel.errors import UnknownDayError
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth

CN = work_calendar("CN")
OPEN = Unsettled(MonthDays(20, 20), Text("文件没有写明", "the document does not say"))


@pytest.mark.parametrize(
    ("days", "day", "english", "chinese"),
    [
        (
            WorkingDays(CN),
            date(2026, 12, 30),
            "2026-12-30 is not settled in working days: the calendar CN is final through "
            "2026-12-28; 2026-12-30 may still be changed by the State Council's holiday notice "
            "for 2027",
            "2026-12-30 是否属于工作日尚未确定：工作日历 CN 只确定到 2026-12-28；"
            "2026-12-30 可能由《国务院办公厅关于2027年部分节假日安排的通知》改动",
        ),
        (
            ~(MonthDays(1, 22) & WorkingDays(CN)),
            date(2027, 1, 4),
            "2027-01-04 is not settled in every day except (days 1–22 of every month that are also "
            "working days): the calendar CN knows 2007-01-01 to 2026-12-31; 2027-01-04 awaits the "
            "State Council's holiday notice for 2027",
            "2027-01-04 是否属于（每月 1–22 日中的工作日）以外的日子尚未确定：工作日历 CN 只知道 "
            "2007-01-01 至 2026-12-31；2027-01-04 要等"
            "《国务院办公厅关于2027年部分节假日安排的通知》公布",
        ),
        (
            MonthDays(1, 19) | OPEN,
            date(2026, 3, 20),
            "2026-03-20 is not settled in days 1–19 of every month and day 20 of every month not "
            "settled (the document does not say): the document does not say",
            "2026-03-20 是否属于每月 1–19 日和每月 20 日未定（文件没有写明）尚未确定：文件没有写明",
        ),
    ],
)
def test_a_day_that_is_not_settled_is_told_with_what_is_awaited(
    days: DaySet, day: date, english: str, chinese: str
) -> None:
    with pytest.raises(UnknownDayError) as caught:
        days.covers(day)
    assert (str(caught.value), caught.value.say("zh")) == (english, chinese)


def test_a_set_of_one_s_own_that_settles_nothing_says_so() -> None:
    class Nowhere(DaySet):
        def _truth(self, day: date) -> Truth:  # noqa: ARG002 - all days alike
            return Truth.UNKNOWN

        def _describe(self, lang: Lang) -> str:
            return "某日" if lang == "zh" else "some day"

    with pytest.raises(UnknownDayError) as caught:
        Nowhere().covers(date(2026, 3, 20))
    assert (
        str(caught.value) == "2026-03-20 is not settled in some day: nothing published settles it"
    )
    assert caught.value.say("zh") == "2026-03-20 是否属于某日尚未确定：没有公布的文件说明"
