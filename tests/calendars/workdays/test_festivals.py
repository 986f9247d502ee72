"""Holidays whose day moves: a notice for a year gives each of them off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.calendars.workdays.festivals import Festival, left_out
from bizenv.calendars.workdays.notices import Notice
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

CN = work_calendar("CN")
ONLY_FIXED = (
    "元旦：1月1日至3日放假，共3天。劳动节：5月1日至5日放假调休，共5天。"
    "国庆节：10月1日至7日放假调休，共7天。"
)
WHOLE = {
    "元旦": ["2027-01-01"],
    "春节": ["2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08"],
    "清明节": ["2027-04-05"],
    "劳动节": ["2027-05-01"],
    "端午节": ["2027-06-09"],
    "中秋节": ["2027-09-15"],
    "国庆节": ["2027-10-01", "2027-10-04", "2027-10-05"],
}
"""By holiday, days of a made-up notice for 2027."""


def refusal(off: Any, year: int = 2027) -> tuple[str, str]:
    """What the calendar says of a notice that it refuses."""
    with pytest.raises(UsageError) as caught:
        CN.adding(Notice(year, off))
    return str(caught.value), caught.value.say("zh")


def named(off: dict[str, list[str]]) -> dict[date, str]:
    return {date.fromisoformat(day): name for name, days in off.items() for day in days}


def days(off: dict[str, list[str]]) -> list[date]:
    """The same days without names."""
    return list(named(off))


def without(name: str) -> dict[str, list[str]]:
    return {other: given for other, given in WHOLE.items() if other != name}


def test_a_notice_without_the_festivals_is_no_notice_for_a_year() -> None:
    """Else the Spring Festival would be worked, and for certain."""
    notice = Notice.from_text(ONLY_FIXED, 2027)
    assert refusal(notice.off) == (
        "notice '2027' for 2027 looks incomplete: no days are off for Spring Festival, "
        "Tomb-Sweeping Day, Dragon Boat Festival, Mid-Autumn Festival, or too few; give the whole "
        "year, or say what it supersedes if it changes single days",
        "2027 年的通知 '2027' 看来不完整：春节、清明节、端午节、中秋节没有放假，或者天数太少；"
        "请给出全年的安排，只改动若干天的请写 supersedes",
    )


def test_a_whole_notice_is_taken_with_names_and_without() -> None:
    for off in (named(WHOLE), days(WHOLE)):
        assert CN.adding(Notice(2027, off)).known_through == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("春节", "Spring Festival"),
        ("清明节", "Tomb-Sweeping Day"),
        ("端午节", "Dragon Boat Festival"),
        ("中秋节", "Mid-Autumn Festival"),
    ],
)
def test_each_festival_is_missed(name: str, english: str) -> None:
    """National Day's own days are within the bounds of Mid-Autumn, and are not Mid-Autumn's."""
    assert f"no days are off for {english}, or too few;" in refusal(named(without(name)))[0]


@pytest.mark.parametrize("name", ["春节", "清明节", "端午节"])
def test_a_festival_is_missed_among_days_without_names(name: str) -> None:
    assert "incomplete" in refusal(days(without(name)))[0]


def test_three_days_are_no_spring_festival() -> None:
    short = WHOLE | {"春节": WHOLE["春节"][:3]}
    assert "no days are off for Spring Festival, or too few" in refusal(named(short))[0]


@pytest.mark.parametrize("name", ["国庆节、中秋节", "National Day, Mid-Autumn Festival"])
def test_a_festival_within_another_holiday_is_told_by_the_name(name: str) -> None:
    joined = without("中秋节") | {name: WHOLE["国庆节"]}
    del joined["国庆节"]
    assert CN.adding(Notice(2027, named(joined))).known_through == date(2027, 12, 31)


def test_festivals_became_holidays_in_2008() -> None:
    off = {date(2007, 1, 1): "元旦", date(2007, 5, 1): "劳动节"}
    off |= {date(2007, 10, day): "国庆节" for day in (1, 2, 3)}
    off |= {date(2007, 2, day): "春节" for day in (18, 19, 20, 21)}
    fixed, festivals = CN.fixed, CN.festivals
    assert left_out(2007, off, (), ("sat", "sun"), fixed, festivals) is None


def test_a_notice_that_changes_another_may_leave_them_out() -> None:
    change = Notice(2026, [date(2026, 3, 2)], supersedes="2026", published=date(2026, 2, 1))
    assert not CN.adding(change).is_working(date(2026, 3, 2))


@pytest.mark.parametrize("notice", CN.notices, ids=lambda notice: notice.id)
def test_every_notice_since_2007_gives_them_off_with_names_and_without(notice: Notice) -> None:
    if notice.supersedes is None:
        for off in (notice.off, dict.fromkeys(notice.off, "")):
            said = left_out(notice.year, off, notice.work, CN.weekend, CN.fixed, CN.festivals)
            assert said is None


@given(
    st.sampled_from([n for n in CN.notices if n.supersedes is None and n.year >= 2008]), st.data()
)
def test_a_notice_that_loses_a_festival_is_always_refused(
    notice: Notice, data: st.DataObject
) -> None:
    lost = data.draw(st.sampled_from(CN.festivals))
    off = {day: name for day, name in notice.off.items() if lost.text.zh not in name}
    said = left_out(notice.year, off, notice.work, CN.weekend, CN.fixed, CN.festivals)
    assert said is not None
    assert str(lost.text.en) in said.say("en")


@pytest.mark.parametrize(
    "given_",
    [
        ((2, 26), (1, 20)),
        ((2, 30), (3, 1)),
        ((1, 20), (1, 21), 3),
        ((1, 20), (1, 21), 0),
        ((1, 20), (1, 21), 1, 0),
        ("01-20", "02-26"),
        (None, None),
    ],
)
def test_a_festival_that_cannot_be_is_refused(given_: Iterable[Any]) -> None:
    with pytest.raises(UsageError) as caught:
        Festival(Text("庙会", "fair"), *given_)
    assert str(caught.value).endswith(
        ": expected two days of a year in order (month and day), the least number of days off "
        "between them, and a first year"
    )
    assert "应为一年中先后两天" in caught.value.say("zh")
