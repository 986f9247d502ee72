"""The arrays of a calendar's table for NumPy: two look-ups answer a million rows (批量查表).

>>> from bizenv.calendars.workdays.calendar import work_calendar
>>> arrays = arrays_of(work_calendar("CN"))
>>> days = np.array(["2023-04-27"], "M8[D]").view(np.int64)
>>> arrays.nth(days, np.array(5)).values.view("M8[D]")
array(['2023-05-08'], dtype='datetime64[D]')
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import numpy as np
from attrs import frozen

from bizenv.calendars.bulk.column_kinds import Array
from bizenv.calendars.workdays.calendar import WorkCalendar

__all__ = ["LookedUp", "TableArrays", "arrays_of"]

_EPOCH = date(1970, 1, 1).toordinal()


@frozen(eq=False)
class LookedUp:
    """What the table says of each row; a value means nothing where it is not ``known``.

    ``sure`` makes the certainties where they are asked for: 0 is final, 1 provisional.
    """

    values: Array
    known: Array
    sure: Callable[[], Array]


@frozen(eq=False)
class TableArrays:
    """The known days of a calendar, as days since 1970, in arrays of 64-bit integers.

    Shapes: ``flags`` has one entry a day, ``before`` one more, ``working`` one
    a working day.
    """

    base: int
    flags: Array
    before: Array
    working: Array
    final: int
    """The last final day."""

    def _within(self, places: Array) -> Array:
        inside: Array = (places >= 0) & (places < len(self.flags))
        return inside

    def _sure(self, latest: Array) -> Array:
        """Certainties by the last day that an answer hangs on."""
        return (latest > self.final).astype(np.uint8)

    def nth(self, days: Array, n: Array) -> LookedUp:
        """The n-th working day after each day, or before it for a negative n."""
        places, forward = days - self.base, n > 0
        nth = self.before.take(places + forward, mode="clip") + (n - forward)
        starts = (places >= -forward.astype(np.int64)) & (places <= len(self.flags) - forward)
        known = starts & (nth >= 0) & (nth < len(self.working))
        due = self.working.take(nth, mode="clip") if len(self.working) else nth
        return LookedUp(due, known, lambda: self._sure(np.where(forward, due, days - 1)))

    def between(self, a: Array, b: Array) -> LookedUp:
        """How many working days lie in (a, b], negative where b comes first."""
        first, last = a - self.base, b - self.base
        shift = last >= first
        before = [self.before.take(places + shift, mode="clip") for places in (last, first)]
        low, high = np.where(shift, first, last - 1), np.where(shift, last, first - 1)
        known = (first == last) | ((low >= -1) & (high < len(self.flags)))
        return LookedUp(
            before[0] - before[1],
            known,
            lambda: self._sure(np.where(a == b, self.base, np.maximum(a - 1, b))),
        )

    def works(self, days: Array) -> LookedUp:
        """Whether each day is a working day."""
        places = days - self.base
        flags = self.flags.take(places, mode="clip") if len(self.flags) else places
        return LookedUp(flags, self._within(places), lambda: self._sure(days))


@lru_cache(16)
def arrays_of(calendar: WorkCalendar) -> TableArrays:
    """The arrays of a calendar; they hold no day where it has no notice."""
    table, final = calendar.table, calendar.final_through
    if table is None or final is None:
        none = np.zeros(0, dtype=np.int64)
        return TableArrays(0, none, np.zeros(1, dtype=np.int64), none, 0)
    working = np.array(table.working, dtype="M8[D]").view(np.int64)
    flags, before = (np.array(each, dtype=np.int64) for each in (table.flags, table.before))
    return TableArrays(table.base - _EPOCH, flags, before, working, final.toordinal() - _EPOCH)
