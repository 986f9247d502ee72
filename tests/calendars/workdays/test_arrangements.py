"""Notices in order, held against each other, and folded into days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bizenv.calendars.workdays.arrangements import (
    Arranged,
    Bounds,
    arranged_days,
    bounds_of,
    in_order,
    known_on,
)
from bizenv.calendars.workdays.certainty import DayKind
from bizenv.calendars.workdays.notices import LocalDays, Notice
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text


def notice(year: int, **fields: Any) -> Notice:
    """A notice that gives the first of January off."""
    return Notice(year, {"元旦": [date(year, 1, 1)]}, **fields)


def change(year: int, id: str = "later", **fields: Any) -> Notice:
    """A notice that makes the second of May a day off."""
    about = {"supersedes": str(year), "issued": date(year, 3, 1), **fields}
    return Notice(year, {"劳动节": [date(year, 5, 2)]}, id=id, **about)


FAIR, FEAST = Text("庙会", "fair"), Text("节", "feast")


def local(text: Text, *years: int, **fields: Any) -> LocalDays:
    """Statutory local days seen for these years: the third of March of each."""
    off = [date(year, 3, 3) for year in years]
    return LocalDays(text, off, statutory=True, years=years, **fields)


def test_notices_stand_in_the_order_of_their_publication() -> None:
    first, later, last = notice(2025), change(2025), notice(2026)
    assert in_order([last, later, first]) == (first, later, last)


@pytest.mark.parametrize(
    ("notices", "message", "zh"),
    [
        (
            [notice(2025), change(2025, id="2025")],
            "two notices have the id '2025': give one of them another with id=",
            "有两份通知的 id 是 '2025'：请用 id= 另给一个",
        ),
        (
            [notice(2025), notice(2025, id="b")],
            "two notices arrange 2025: say which one supersedes the other",
            "两份通知都安排 2025 年：请写明哪一份修改另一份",
        ),
        (
            [notice(2025), notice(2027)],
            "no notice arranges 2026: expected years without a gap",
            "没有安排 2026 年的通知：年份之间不应有空缺",
        ),
        (
            [notice(2025), notice(2026, issued=date(2024, 3, 1))],
            "the notice for 2026 is out before that for 2025: check when they were published",
            "2026 年的通知先于 2025 年的公布：请核对公布日期",
        ),
        (
            [change(2025)],
            "notice 'later' supersedes '2025', which is not published before it",
            "通知 'later' 修改 '2025'，而它不在先前公布的通知之列",
        ),
        (
            [notice(2025), change(2025, issued=date(2024, 3, 1))],
            "notice 'later' supersedes '2025', which is not published before it",
            "通知 'later' 修改 '2025'，而它不在先前公布的通知之列",
        ),
        (
            [notice(2025), notice(2026), change(2026, supersedes="2025")],
            "notice 'later' supersedes '2025', expected both for the same year",
            "通知 'later' 修改 '2025'，两者的年份应当相同",
        ),
    ],
)
def test_notices_that_contradict_each_other_are_refused(
    notices: list[Notice], message: str, zh: str
) -> None:
    with pytest.raises(UsageError) as caught:
        in_order(notices)
    assert (caught.value.say("en"), caught.value.say("zh")) == (message, zh)


@pytest.mark.parametrize(
    ("notices", "places", "bounds"),
    [
        ([], [], None),
        ([], [local(FAIR, 2025)], None),
        (
            [notice(2025), change(2025), notice(2026)],
            [],
            Bounds(date(2025, 1, 1), date(2026, 12, 31), date(2026, 12, 28)),
        ),
        (
            [notice(2025), notice(2026)],
            [local(FAIR, 2024, 2025)],
            Bounds(date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 31)),
        ),
        (
            [notice(2025), notice(2026)],
            [local(FAIR, 2025), local(FAIR, 2026), local(FEAST, 2026)],
            Bounds(date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 28)),
        ),
        ([notice(2025)], [local(FAIR, 2026)], None),
        (
            [notice(2025)],
            [LocalDays(FAIR, statutory=True), LocalDays(FEAST, statutory=False, years=[2020])],
            Bounds(date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 28)),
        ),
    ],
)
def test_a_year_is_known_where_all_that_belongs_to_it_was_seen(
    notices: list[Notice], places: list[LocalDays], bounds: Bounds | None
) -> None:
    assert bounds_of(notices, places, 3) == bounds


def test_local_years_have_no_gap() -> None:
    with pytest.raises(UsageError) as caught:
        bounds_of([notice(2025)], [local(FAIR, 2023, 2025)], 3)
    assert caught.value.say("en") == ("fair: no local days for 2024, expected years without a gap")
    assert caught.value.say("zh") == "庙会：没有 2024 年的地方放假安排，年份之间不应有空缺"


def test_days_not_yet_out_leave_their_years_unknown() -> None:
    """They stay as a bound: before they were out, nobody knew."""
    seen = local(FAIR, 2025, published=date(2025, 2, 1))
    later = local(FAIR, 2026, published=date(2026, 2, 1))
    shut = LocalDays(FAIR, [date(2026, 3, 3)], statutory=False, published=date(2026, 2, 1))
    always = LocalDays(FEAST, [date(2026, 3, 3)], statutory=True)
    blank = LocalDays(FAIR, statutory=True, years=(), published=date(2026, 2, 1))
    assert known_on([seen, later, shut, always], date(2026, 1, 31)) == (seen, blank, always)
    assert known_on([seen, later, shut], date(2026, 2, 1)) == (seen, later, shut)


def test_later_notices_lie_over_earlier_ones_and_local_days_over_all() -> None:
    base = Notice(2026, {"劳动节": [date(2026, 5, 1)]}, [date(2026, 5, 2)])
    fair = LocalDays(FAIR, [date(2026, 3, 3)], [date(2026, 5, 1)], statutory=True, source="通知")
    bare = LocalDays(FEAST, [date(2026, 4, 4)], statutory=True)
    shut = LocalDays(FAIR, [date(2026, 5, 6)], statutory=False)
    assert arranged_days([base, change(2026, number="甲")], [fair, bare, shut]) == {
        date(2026, 5, 1): Arranged(DayKind.MAKE_UP, "", "通知"),
        date(2026, 5, 2): Arranged(DayKind.HOLIDAY, "劳动节", "甲"),
        date(2026, 3, 3): Arranged(DayKind.HOLIDAY, "庙会", "通知"),
        date(2026, 4, 4): Arranged(DayKind.HOLIDAY, "节", "节"),
    }
