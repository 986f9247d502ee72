"""Working days as cumulative arrays: the reason why a calendar answers at once.

``before[i]`` counts the working days among the first ``i`` days of the table,
``working`` lists them. One sum and one look-up then answer *add* and *count*,
for any distance.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import accumulate

__all__ = ["WorkTable"]


class WorkTable:
    """The days from one day to another, and which of them are working days.

    >>> table = WorkTable(date(2023, 1, 2), date(2023, 1, 8), lambda day: day.weekday() < 5)
    >>> table.working[-1], table.before[-1]
    (datetime.date(2023, 1, 6), 5)
    """

    __slots__ = ("base", "before", "flags", "size", "working")

    def __init__(self, first: date, last: date, is_working: Callable[[date], bool]) -> None:
        self.base = first.toordinal()
        days = [date.fromordinal(n) for n in range(self.base, last.toordinal() + 1)]
        self.size = len(days)
        self.flags = [is_working(day) for day in days]
        self.before = list(accumulate(self.flags, initial=0))
        self.working = [day for day, works in zip(days, self.flags, strict=True) if works]

    @property
    def first(self) -> date:
        """The first day of the table."""
        return date.fromordinal(self.base)

    @property
    def last(self) -> date:
        """The last day of the table."""
        return date.fromordinal(self.base + self.size - 1)

    def __contains__(self, day: date) -> bool:
        return 0 <= day.toordinal() - self.base < self.size

    def add(self, day: date, n: int) -> date | None:
        """The n-th working day after (or before) a day; None where the table ends first."""
        i = day.toordinal() - self.base
        k = -1
        if n > 0 and -1 <= i < self.size:  # the day itself never counts
            k = self.before[i + 1] + n - 1
        elif n < 0 and 0 <= i <= self.size:
            k = self.before[i] + n
        return self.working[k] if 0 <= k < len(self.working) else None

    def count(self, a: date, b: date) -> int | None:
        """The working days in (a, b], negative if b comes first; None outside the table."""
        i, j = a.toordinal() - self.base, b.toordinal() - self.base
        if -1 <= i <= j < self.size:
            return self.before[j + 1] - self.before[i + 1]
        if 0 <= j < i <= self.size:
            return self.before[j] - self.before[i]
        return None
