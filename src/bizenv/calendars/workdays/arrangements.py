"""Notices in the order of their publication, held against each other and folded into days.

>>> year = Notice(2027, {"元旦": [date(2027, 1, 1)]}, published=date(2026, 11, 30))
>>> arranged_days([year], ())[date(2027, 1, 1)].name
'元旦'
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from attrs import evolve, frozen

from bizenv.calendars.workdays import refusals
from bizenv.calendars.workdays.certainty import DayKind
from bizenv.calendars.workdays.notices import LocalDays, Notice
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = [
    "Arranged",
    "Bounds",
    "arranged_days",
    "bounds_of",
    "check_reach",
    "first_unknown",
    "in_order",
    "known_on",
]

_TWICE = Text(
    "有两份通知的 id 是 {id}：请用 id= 另给一个",
    "two notices have the id {id}: give one of them another with id=",
)
_NO_BASE = Text(
    "通知 {id} 修改 {supersedes}，而它不在先前公布的通知之列",
    "notice {id} supersedes {supersedes}, which is not published before it",
)
_OTHER_YEAR = Text(
    "通知 {id} 修改 {supersedes}，两者的年份应当相同",
    "notice {id} supersedes {supersedes}, expected both for the same year",
)
_TWO_A_YEAR = Text(
    "两份通知都安排 {year} 年：请写明哪一份修改另一份",
    "two notices arrange {year}: say which one supersedes the other",
)
_GAP = Text(
    "没有安排 {year} 年的通知：年份之间不应有空缺",
    "no notice arranges {year}: expected years without a gap",
)
_OUT_OF_ORDER = Text(
    "{year} 年的通知先于 {before} 年的公布：请核对公布日期",
    "the notice for {year} is out before that for {before}: check when they were published",
)
_LOCAL_GAP = Text(
    "{text}：没有 {year} 年的地方放假安排，年份之间不应有空缺",
    "{text}: no local days for {year}, expected years without a gap",
)


def in_order(value: Iterable[Notice]) -> tuple[Notice, ...]:
    """Notices as they came out; a set that contradicts itself is refused.

    Raises:
        UsageError: an id or a year twice, a year left out, or a change of nothing.
    """
    notices = tuple(sorted(value, key=lambda n: (n.known_by, n.year, n.id)))
    seen: dict[str, Notice] = {}
    for notice in notices:
        _check_change(notice, seen)
        seen[notice.id] = notice
    _check_years([n.year for n in notices if n.supersedes is None])
    return notices


def _check_change(notice: Notice, seen: dict[str, Notice]) -> None:
    about = {"id": repr(notice.id), "supersedes": repr(notice.supersedes)}
    if notice.id in seen:
        raise UsageError(_TWICE.filled(**about))
    if notice.supersedes is None:
        return
    if notice.supersedes not in seen:
        raise UsageError(_NO_BASE.filled(**about))
    if seen[notice.supersedes].year != notice.year:
        raise UsageError(_OTHER_YEAR.filled(**about))


def _check_years(years: Sequence[int]) -> None:
    """One notice a year, in the order of the years, so that every past state has no gap."""
    for before, year in pairwise(years):
        if year == before:
            raise UsageError(_TWO_A_YEAR.filled(year=year))
        if year < before:
            raise UsageError(_OUT_OF_ORDER.filled(year=before, before=year))
        if year > before + 1:
            raise UsageError(_GAP.filled(year=before + 1))


def check_reach(notice: Notice, reach_back: int) -> None:
    """A day once final stays as it is, so no notice may reach back further than is open.

    Raises:
        UsageError: it names an earlier day of the year before.
    """
    eve = date(notice.year - 1, 12, 31)
    first = min((*notice.off, *notice.work), default=eve)
    if (needed := (eve - first).days + 1) > reach_back and first <= eve:
        about = {"id": repr(notice.id), "reach_back": reach_back}
        raise UsageError(refusals.TOO_FAR_BACK.filled(day=first, needed=needed, **about))


@frozen
class Bounds:
    """The first and last day that is known, and the last one that is final."""

    first: date
    known: date
    final: date


def first_unknown(bounds: Bounds | None, day: date, n: int) -> date:
    """The day beyond which a count cannot go, or where it starts if that is further out."""
    if bounds is None:
        return day
    one = timedelta(days=1)
    before, after = bounds.first - one, bounds.known + one
    if n > 0:
        return day if day < before else max(day, after)
    return day if day > after else min(day, before)


def bounds_of(
    notices: Iterable[Notice], local: Iterable[LocalDays], reach_back: int
) -> Bounds | None:
    """What notices and local days together settle; None where that is no day.

    A year is known where a notice arranges it and every kind of local holiday
    was seen for it.
    """
    years = {notice.year for notice in notices if notice.supersedes is None}
    if not years:
        return None
    final = date(max(years), 12, 31) - timedelta(days=reach_back)
    for seen in _years_seen(local).values():
        years &= seen
    if not years:
        return None
    known = date(max(years), 12, 31)
    return Bounds(date(min(years), 1, 1), known, min(known, final))


def _years_seen(local: Iterable[LocalDays]) -> dict[Text, set[int]]:
    """By kind of local holiday, the years whose days were seen, without gaps."""
    seen: dict[Text, set[int]] = {}
    for each in local:
        if each.claims:
            seen.setdefault(each.text, set()).update(each.years or ())
    for text, years in seen.items():
        if gaps := set(range(min(years, default=0), max(years, default=0))) - years:
            raise UsageError(_LOCAL_GAP.filled(text=text, year=min(gaps)))
    return seen


def known_on(local: Iterable[LocalDays], day: date) -> tuple[LocalDays, ...]:
    """Local days as far as published on a day.

    Days that bound what is known stay, without what they say: before they were
    out, nobody knew.
    """
    return tuple(
        evolve(each, off=(), work=(), years=()) if _later(each, day) else each
        for each in local
        if each.claims or not _later(each, day)
    )


def _later(local: LocalDays, day: date) -> bool:
    known_by = local.known_by
    return known_by is not None and known_by > day


@frozen
class Arranged:
    """What is arranged for a day: its kind, its holiday, and who says so."""

    kind: DayKind
    name: str
    source: str


def arranged_days(notices: Iterable[Notice], local: Collection[LocalDays]) -> dict[date, Arranged]:
    """By day that is named, what holds in the end: later notices over earlier, local over all."""
    arranged: dict[date, Arranged] = {}
    for notice in notices:
        for day, name in notice.off.items():
            arranged[day] = Arranged(DayKind.HOLIDAY, name, notice.name)
        for day in notice.work:
            arranged[day] = Arranged(DayKind.MAKE_UP, "", notice.name)
    for each in local:
        if each.statutory:
            source = each.source or each.text.zh
            for day in each.off:
                arranged[day] = Arranged(DayKind.HOLIDAY, each.text.zh, source)
            for day in each.work:
                arranged[day] = Arranged(DayKind.MAKE_UP, "", source)
    return arranged
