"""What each day of a calendar is: by a notice, a fixed holiday, or by the week (日期类别).

>>> kinds = DayKinds({}, ("sat", "sun"), ((10, 1),), None)
>>> kinds.of(date(2027, 10, 1)).value, kinds.of(date(2027, 10, 2)).value
('holiday', 'weekend')
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from attrs import frozen

from bizenv.calendars.weekdays import WEEKDAYS
from bizenv.calendars.workdays.arrangements import Arranged, Bounds
from bizenv.calendars.workdays.certainty import DayKind
from bizenv.calendars.workdays.settings import Fixed, fixed_in
from bizenv.calendars.workdays.table import WorkTable

__all__ = ["DayKinds"]


@frozen(slots=False, eq=False)
class DayKinds:
    """The kind of every day, by what is arranged, the weekend and the fixed holidays.

    A fixed holiday counts as one where no notice arranges the year.
    """

    arranged: Mapping[date, Arranged]
    weekend: tuple[str, ...]
    fixed: tuple[Fixed, ...]
    bounds: Bounds | None

    @cached_property
    def _rests(self) -> frozenset[int]:
        return frozenset(map(WEEKDAYS.index, self.weekend))

    @cached_property
    def _since(self) -> dict[tuple[int, int], int]:
        """By month and day of a fixed holiday, the first year in which it was one."""
        return {(month, day): since[0] if since else 1 for month, day, *since in self.fixed}

    def of(self, day: date) -> DayKind:
        """What a day is."""
        rests = day.weekday() in self._rests
        said = self.arranged.get(day)
        if said is not None:
            return said.kind if rests or said.kind is DayKind.HOLIDAY else DayKind.WORKING
        if self._is_fixed(day) and not self._known(day):
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if rests else DayKind.WORKING

    def _is_fixed(self, day: date) -> bool:
        since = self._since.get((day.month, day.day))
        return since is not None and since <= day.year

    def _known(self, day: date) -> bool:
        return self.bounds is not None and self.bounds.first <= day <= self.bounds.known

    def table(self, first: date, last: date) -> WorkTable:
        """The days from one to another: the week's pattern, but for days that are named."""
        week = [weekday not in self._rests for weekday in range(len(WEEKDAYS))]
        fixed = [d for year in range(first.year, last.year + 1) for d in fixed_in(year, self.fixed)]
        named = dict.fromkeys((*self.arranged, *fixed))
        return WorkTable.by_week(first, last, week, ((day, self.of(day).works) for day in named))
