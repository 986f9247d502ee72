"""Working days as cumulative arrays: the reason why a calendar answers at once.

``before[i]`` counts the working days among the first ``i`` days of the table,
``working`` lists them. One sum and one look-up then answer *add* and *count*,
for any distance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import accumulate, compress

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
        days = range(self.base, last.toordinal() + 1)
        self._fill([is_working(date.fromordinal(n)) for n in days])

    @classmethod
    def by_week(
        cls, first: date, last: date, week: Sequence[bool], named: Iterable[tuple[date, bool]]
    ) -> WorkTable:
        """The same every week, Monday first, but for the days that are named.

        >>> week = (True,) * 5 + (False,) * 2
        >>> WorkTable.by_week(date(2023, 1, 2), date(2023, 1, 8), week, []).before[-1]
        5
        """
        table = cls.__new__(cls)
        table.base, size = first.toordinal(), (last - first).days + 1
        turned = [*week[first.weekday() :], *week[: first.weekday()]]
        flags = (turned * (size // len(turned) + 1))[:size]
        for day, works in named:
            i = day.toordinal() - table.base
            if 0 <= i < size:
                flags[i] = works
        table._fill(flags)
        return table

    def _fill(self, flags: list[bool]) -> None:
        self.size, self.flags = len(flags), flags
        self.before = list(accumulate(flags, initial=0))
        ordinals = compress(range(self.base, self.base + self.size), flags)
        self.working = list(map(date.fromordinal, ordinals))

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
