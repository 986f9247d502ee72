"""What is asked of many days, answered once a day and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from bizenv.kernel.fields import as_day
from bizenv.kernel.truth import Truth

if TYPE_CHECKING:
    from bizenv.calendars.days.algebra import DaySet

__all__ = ["CompiledDays", "DayTable", "days_from"]

ValueT = TypeVar("ValueT")


def days_from(start: date, end: date) -> Iterator[date]:
    """Every day from ``start`` to ``end``, both included."""
    day, end = as_day(start, "start"), as_day(end, "end")
    for ordinal in range(day.toordinal(), end.toordinal() + 1):
        yield date.fromordinal(ordinal)


class DayTable(dict[date, ValueT]):
    """What a function says of each day, filled a year at a time when first asked.

    After that a look-up is one dictionary access.

    >>> DayTable(date.weekday)[date(2023, 6, 22)]
    3
    """

    _MOST_DAYS = 200_000
    """Above this many days the table starts again, so that its size is bounded."""

    def __init__(self, of: Callable[[date], ValueT]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, day: date) -> ValueT:
        day = as_day(day)
        if len(self) > self._MOST_DAYS:
            self.clear()
        for known in days_from(date(day.year, 1, 1), date(day.year, 12, 31)):
            self[known] = self._of(known)
        return self[day]


class CompiledDays:
    """A set of days whose years are computed once.

    >>> from bizenv.calendars.days.sets import MonthDays
    >>> quiet = MonthDays(1, 22).compiled()
    >>> quiet.truth(date(2023, 6, 22))
    Truth.YES
    """

    __slots__ = ("days", "truth")

    truth: Callable[[date], Truth]

    def __init__(self, days: DaySet) -> None:
        self.days = days
        self.truth = DayTable(days.truth).__getitem__

    def __reduce__(self) -> tuple[type[CompiledDays], tuple[DaySet]]:
        return (CompiledDays, (self.days,))
