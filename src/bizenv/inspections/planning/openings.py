"""On which days a visit may begin: no quiet day, no rest day, in its year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from bizenv.inspections.planning.terms import Terms
from bizenv.inspections.rules import InspectionRules

__all__ = ["Openings"]


class Openings:
    """The days of the years of a schedule, and on which of them visits may begin.

    Days are ordinals. ``bars`` are the places of the versions that bar a visit
    on their days.

    Raises:
        UnknownDayError: a year has no published calendar, and rest days matter.
    """

    def __init__(self, rules: InspectionRules, terms: Terms, years: Iterable[int]) -> None:
        self._rules, self._terms = rules, terms
        self.years = sorted(set(years))
        """The years of the schedule, and those between where visits may leave theirs."""
        if terms.across_years and self.years:
            self.years = list(range(self.years[0], self.years[-1] + 1))
        self._days = [day for year in self.years for day in _days_of(year)]
        self._known: dict[tuple[tuple[int, ...], int, int | None], tuple[int, ...]] = {}
        self._free: dict[tuple[int, ...], frozenset[int]] = {}

    @cached_property
    def working(self) -> frozenset[int]:
        """The working days of the years."""
        works = self._rules.calendar.is_working
        return frozenset(day for day in self._days if works(date.fromordinal(day)))

    @cached_property
    def usable(self) -> frozenset[int]:
        """The days on which a visit may begin or end, whatever the rules say."""
        days = frozenset(self._days) if self._terms.rest_days == "use" else self.working
        if self._terms.within is None:
            return days
        first, last = (day.toordinal() for day in self._terms.within)
        return frozenset(day for day in days if first <= day <= last)

    def usable_of(self, year: int) -> frozenset[int]:
        """The usable days of one year."""
        return self.usable.intersection(_days_of(year))

    @cached_property
    def mark(self) -> Mapping[int, int]:
        """Every day's place on the scale by which distance is measured."""
        if self._terms.count == "calendar":
            return {day: day for day in self._days}
        marks, passed = {}, 0
        for day in self._days:
            passed += day in self.working
            marks[day] = passed
        return marks

    def days(self, bars: tuple[int, ...], length: int, year: int) -> tuple[int, ...]:
        """The days on which a visit of so many days may begin, in order."""
        of = None if self._terms.across_years else year
        key = (bars, length, of)
        if key not in self._known:
            free = self._free_of(bars)
            self._known[key] = tuple(
                day
                for day in self._days
                if (of is None or date.fromordinal(day).year == of)
                and day in self.usable
                and day + length - 1 in self.usable
                and all(each in free for each in range(day, day + length))
            )
        return self._known[key]

    def _free_of(self, bars: tuple[int, ...]) -> frozenset[int]:
        """The days that none of these versions bars, or might bar."""
        if bars not in self._free:
            free = self._rules.free_days(bars).free_on
            self._free[bars] = frozenset(d for d in self._days if free(date.fromordinal(d)))
        return self._free[bars]


def _days_of(year: int) -> range:
    return range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
