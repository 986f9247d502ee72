"""Holidays whose day moves from year to year, and what a notice for a year leaves out (农历节日).

No calendar here computes the lunar date. What is known is between which days a
festival falls, and that a notice for a year gives it off.

>>> autumn = Festival(Text("中秋节", "Mid-Autumn Festival"), (9, 7), (10, 10), since=2008)
>>> autumn.days_off(2027, {date(2027, 9, 15): ""}, ()), autumn.days_off(2027, {}, ())
(1, 0)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from bizenv.calendars.workdays import refusals
from bizenv.calendars.workdays.settings import Fixed, fixed_in, month_days, not_off
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import instance
from bizenv.kernel.text import Text

__all__ = ["Festival", "festivals_from", "left_out"]

MonthDay = tuple[int, int]


@frozen
class Festival:
    """A holiday that falls between two days of each year, month and day each.

    ``least`` is how many days a notice gives off for it, ``since`` the first
    year in which it was a holiday.

    Raises:
        UsageError: the days are no days of a year in order, or a number is none.
    """

    text: Text = field(validator=instance(Text))
    first: MonthDay
    last: MonthDay
    least: int = 1
    since: int = 1

    def __attrs_post_init__(self) -> None:
        try:
            first, last = date(2000, *self.first), date(2000, *self.last)
            fits = first <= last and 1 <= self.least <= (last - first).days + 1
            usable = fits and date(self.since, 1, 1).year == self.since
        except (TypeError, ValueError):
            usable = False
        if not usable:
            raise UsageError(refusals.BAD_FESTIVAL.filled(festival=repr(self)))

    def days_off(self, year: int, off: Mapping[date, str], taken: Collection[str]) -> int:
        """How many of the days that a notice gives off are this festival's.

        A day counts by its name or, where its name is not that of another
        holiday (``taken``), by lying between the two days. Fixed holidays are
        left out beforehand.
        """
        return sum(
            self._named(name)
            or (
                name not in taken
                and day.year == year
                and self.first <= (day.month, day.day) <= self.last
            )
            for day, name in off.items()
        )

    def _named(self, name: str) -> bool:
        return any(word in name for word in (self.text.zh, self.text.en) if word)


def left_out(
    year: int,
    off: Mapping[date, str],
    work: Collection[date],
    weekend: Collection[str | None],
    fixed: Iterable[Fixed],
    festivals: Iterable[Festival],
) -> Text | None:
    """What a notice for a year should give off and does not, in words; None if it is all there.

    >>> left_out(2027, {}, (), ("sat", "sun"), [(1, 1)], ()).en
    'the fixed holidays 2027-01-01 are not off'
    """
    fixed = tuple(fixed)
    days = not_off(year, off, work, fixed, weekend)
    names = tuple(each.text for each in _missing(year, off, fixed, tuple(festivals)))
    told = [
        template.filled(what=what)
        for template, what in ((refusals.FIXED_WORKED, days), (refusals.NO_FESTIVAL, names))
        if what
    ]
    if not told:
        return None
    return Text("；".join(each.zh for each in told), "; ".join(each.say("en") for each in told))


def _missing(
    year: int, off: Mapping[date, str], fixed: tuple[Fixed, ...], festivals: tuple[Festival, ...]
) -> list[Festival]:
    """The festivals of a year that no day off is for."""
    fixed_days = fixed_in(year, fixed)
    moving = {day: name for day, name in off.items() if day not in fixed_days}
    of_fixed = {off[day] for day in fixed_days if day in off}
    named = {name for name in moving.values() for each in festivals if each._named(name)}
    taken = (of_fixed | named) - {""}
    due = [each for each in festivals if each.since <= year]
    return [each for each in due if each.days_off(year, moving, taken) < each.least]


def festivals_from(records: Iterable[Mapping[str, Any]]) -> tuple[Festival, ...]:
    """Festivals as data files write them."""
    return tuple(
        Festival(
            Text(**record["label"]),
            _month_and_day(record["first"]),
            _month_and_day(record["last"]),
            record.get("least", 1),
            record.get("since", 1),
        )
        for record in records
    )


def _month_and_day(text: str) -> MonthDay:
    return month_days([text])[0][:2]
