"""What a calendar is told besides its notices: its weekend and its fixed holidays.

>>> fixed_holidays([(10, 1), (5, 2, 2025)])
((10, 1), (5, 2, 2025))
>>> fixed_in(2024, [(10, 1), (5, 2, 2025)])
(datetime.date(2024, 10, 1),)
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from typing import TypeAlias

from bizenv.calendars.weekdays import WEEKDAYS
from bizenv.calendars.workdays import refusals
from bizenv.kernel.errors import UsageError

__all__ = ["Fixed", "fixed_holidays", "fixed_in", "month_days", "not_off", "rest_days"]

Fixed: TypeAlias = tuple[int, int] | tuple[int, int, int]
"""A holiday on the same day each year: month and day, and the first year where it is told."""


def rest_days(value: Iterable[str]) -> tuple[str, ...]:
    """The rest days of the week, in its order.

    Raises:
        UsageError: one is no day of the week, or no day is left to work.
    """
    names = tuple(dict.fromkeys(value))
    if not set(names) < set(WEEKDAYS):
        raise UsageError(
            refusals.BAD_WEEKEND.filled(weekend=repr(names), known=", ".join(WEEKDAYS))
        )
    return tuple(sorted(names, key=WEEKDAYS.index))


def fixed_holidays(value: Iterable[Fixed]) -> tuple[Fixed, ...]:
    """Fixed holidays as a calendar keeps them.

    Raises:
        UsageError: one is no day of a year.
    """
    return tuple(_fixed(each) for each in value)


def _fixed(value: Fixed) -> Fixed:
    try:
        month, day, *since = value
        date(2000, month, day)  # a leap year: it has them all
        if not since:
            return month, day
        (year,) = since
        return month, day, date(year, 1, 1).year
    except (TypeError, ValueError):
        raise UsageError(refusals.BAD_FIXED.filled(fixed=repr(value))) from None


def fixed_in(year: int, fixed: Iterable[Fixed]) -> tuple[date, ...]:
    """The days of a year that are fixed holidays by then."""
    found = []
    for month, day, *since in fixed:
        if (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
            continue
        if not since or since[0] <= year:
            found.append(date(year, month, day))
    return tuple(found)


def not_off(
    year: int,
    off: Container[date],
    work: Container[date],
    fixed: Iterable[Fixed],
    weekend: Container[str | None],
) -> tuple[date, ...]:
    """Fixed holidays that the notice for a year should give off and does not.

    A rest day of the week is off unless it is worked.

    >>> not_off(2027, [], [], [(10, 1), (10, 2)], ["sat", "sun"])
    (datetime.date(2027, 10, 1),)
    """
    return tuple(
        day
        for day in fixed_in(year, fixed)
        if day not in off and (day in work or WEEKDAYS[day.weekday()] not in weekend)
    )


def month_days(texts: Iterable[str]) -> list[Fixed]:
    """Fixed holidays as data files write them: a month and day, or the first day it was one.

    >>> month_days(["10-01", "2025-05-02"])
    [(10, 1), (5, 2, 2025)]
    """
    return [_month_day(text) for text in texts]


def _month_day(text: str) -> Fixed:
    *since, month, day = map(int, text.split("-"))
    return (month, day, since[0]) if since else (month, day)
