"""How a visit stands to a quiet period, and when it may take place instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from bizenv.calendars.days.sets import DayTable
from bizenv.inspections.memos import Memo
from bizenv.inspections.quiet_periods import QuietVersion, Window

__all__ = ["FreeDays", "days_of", "window_of"]

_ONE_DAY = timedelta(days=1)
_SEARCH_DAYS = 731  # two years: a rule that frees no day in two years frees none
_FREE = (Window.NOT_IN_FORCE, Window.OUTSIDE)
_MOST = 4_000
"""Answers kept for some versions; about 300 bytes each."""


def window_of(version: QuietVersion, start: date, end: date) -> Window:
    """How a visit stands to one version: the gravest state of its days."""
    if start == end:
        return version.window_on(start)
    return max(map(version.window_on, days_of(start, end)))


def days_of(start: date, end: date) -> Iterator[date]:
    """Every day of a visit."""
    return map(date.fromordinal, range(start.toordinal(), end.toordinal() + 1))


class FreeDays:
    """The days that none of some versions bars, or might bar.

    >>> from bizenv.testing import a_quiet_version
    >>> FreeDays([a_quiet_version()]).first_after(date(2024, 3, 10), 9)
    datetime.date(2024, 3, 23)
    """

    def __init__(self, barring: Iterable[QuietVersion]) -> None:
        windows_on = [version.window_on for version in barring]
        free = DayTable(lambda day: all(on(day) in _FREE for on in windows_on))
        self.free_on: Callable[[date], bool] = free.__getitem__
        """Whether a day is free."""
        self._first = Memo[tuple[date, int], date | None](lambda key: self._find(*key), most=_MOST)

    def first_after(self, start: date, days: int) -> date | None:
        """The first day after ``start`` that begins so many free days.

        None if no such day comes within two years.
        """
        return self._first[start, days]

    def _find(self, start: date, days: int) -> date | None:
        free, day = 0, start
        for _ in range(min(_SEARCH_DAYS + days, (date.max - start).days)):
            day += _ONE_DAY
            free = free + 1 if self.free_on(day) else 0
            if free == days:
                return day - timedelta(days=days - 1)
        return None
