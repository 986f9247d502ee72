"""How a visit stands to a quiet period, and when it may take place instead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bizenv.inspections.quiet_periods import QuietVersion, Window

__all__ = ["days_of", "next_free", "window_of"]

_ONE_DAY = timedelta(days=1)
_SEARCH_DAYS = 731  # two years: a rule that frees no day in two years frees none
_FREE = (Window.NOT_IN_FORCE, Window.OUTSIDE)


def window_of(version: QuietVersion, start: date, end: date) -> Window:
    """How a visit stands to one version: the gravest state of its days."""
    if start == end:
        return version.window_on(start)
    return max(map(version.window_on, days_of(start, end)))


def days_of(start: date, end: date) -> Iterator[date]:
    """Every day of a visit."""
    return map(date.fromordinal, range(start.toordinal(), end.toordinal() + 1))


def next_free(barring: tuple[QuietVersion, ...], start: date, days: int) -> date | None:
    """The first day after ``start`` that begins so many days which no version bars.

    None if no such day comes within two years.
    """
    free, day = 0, start
    for _ in range(min(_SEARCH_DAYS + days, (date.max - start).days)):
        day += _ONE_DAY
        free = free + 1 if all(v.window_on(day) in _FREE for v in barring) else 0
        if free == days:
            return day - timedelta(days=days - 1)
    return None
