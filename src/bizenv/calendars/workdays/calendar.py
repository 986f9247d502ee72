"""The working-day calendar of a place, from published holiday notices (工作日历).

>>> calendar = work_calendar("CN")
>>> calendar.is_working(date(2023, 6, 25))      # a Sunday made a working day
True
>>> calendar.add(date(2023, 4, 27), 5), calendar.count(date(2023, 4, 27), date(2023, 5, 8))
(datetime.date(2023, 5, 8), 5)

A day is *final*, *provisional* (the next notice may still reach back to it) or
*unknown* (no notice arranges it). Where an answer hangs on an unknown day the
calendar refuses, unless it is asked for a provisional answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from typing import Any, Literal

import attrs
from attrs import field, frozen

from bizenv.calendars.workdays import refusals
from bizenv.calendars.workdays.arrangements import (
    Bounds,
    arranged_days,
    bounds_of,
    check_reach,
    first_unknown,
    in_order,
    known_on,
)
from bizenv.calendars.workdays.certainty import CalendarRef, Certainty, DayKind, WorkDay
from bizenv.calendars.workdays.daykinds import DayKinds
from bizenv.calendars.workdays.festivals import Festival, left_out
from bizenv.calendars.workdays.notices import LocalDays, Notice
from bizenv.calendars.workdays.settings import (
    Fixed,
    fixed_holidays,
    rest_days,
)
from bizenv.calendars.workdays.shipped import read_shipped, shipped_ids
from bizenv.calendars.workdays.table import WorkTable
from bizenv.kernel.errors import UnknownDayError, UsageError
from bizenv.kernel.fields import as_day, instance, words
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth

__all__ = [
    "OnUnknown",
    "WorkCalendar",
    "as_calendar",
    "shipped_calendars",
    "work_calendar",
]

OnUnknown = Literal["raise", "provisional"]
"""What to do beyond the last notice: refuse, or answer by weekends and fixed holidays."""

_CHOICES = refusals.CHOICES
_MOST_BACK = 31
_GUESSED_YEARS = 30  # provisional answers reach so far beyond the notices


def _local(value: Iterable[LocalDays]) -> tuple[LocalDays, ...]:
    return tuple(value)


def _festivals(value: Iterable[Festival]) -> tuple[Festival, ...]:
    return tuple(value)


_AWAITS = Text("关于 {year} 年的放假通知", "the holiday notice for {year}")


@frozen(slots=False, repr=False, cache_hash=True)
class WorkCalendar:
    """Which days are worked, by the notices published so far.

    ``local`` adds days of one region or agency. ``fixed`` are the holidays that
    fall on the same day each year: month and day, and the year since which they
    are holidays where it matters. Provisional answers use them, and a notice for
    a year that does not give them and the ``festivals`` off is refused as
    incomplete.
    ``reach_back`` is how many of the last days of a year the next notice may
    still change.

    >>> own = WorkCalendar("XX", [Notice(2027, {"New Year": [date(2027, 1, 1)]}, [])])
    >>> own.next(date(2026, 12, 31), on_unknown="provisional"), own.next(date(2027, 1, 1))
    (datetime.date(2027, 1, 4), datetime.date(2027, 1, 4))

    Raises:
        UsageError: the notices contradict each other, leave a year or a fixed
            holiday out, or reach back to days that were final.
    """

    id: str = field(validator=words)
    notices: tuple[Notice, ...] = field(default=(), converter=in_order)
    local: tuple[LocalDays, ...] = field(default=(), converter=_local)
    weekend: tuple[str, ...] = field(default=("sat", "sun"), converter=rest_days)
    awaits: Text = field(default=_AWAITS, validator=instance(Text))
    fixed: tuple[Fixed, ...] = field(default=(), converter=fixed_holidays)
    reach_back: int = 3
    asked: date | None = None
    """The day as of which the notices are read; None for all of them."""
    festivals: tuple[Festival, ...] = field(default=(), converter=_festivals)
    """The holidays whose day moves, which a notice for a year has to give off too."""

    def __attrs_post_init__(self) -> None:
        if type(self.reach_back) is not int or not 0 <= self.reach_back <= _MOST_BACK:
            raise UsageError(refusals.BAD_REACH.filled(got=repr(self.reach_back), most=_MOST_BACK))
        for notice in self.notices:
            self._check_notice(notice)
        bounds_of(self.notices, self.local, self.reach_back)  # refuses local years with a gap

    def _check_notice(self, notice: Notice) -> None:
        about = {"id": repr(notice.id), "reach_back": self.reach_back}
        check_reach(notice, self.reach_back)
        missing = left_out(
            notice.year, notice.off, notice.work, self.weekend, self.fixed, self.festivals
        )
        if missing is not None and notice.supersedes is None:
            said = refusals.INCOMPLETE.filled(missing=missing, year=notice.year, **about)
            raise UsageError(said)
        if self.asked is not None and notice.known_by > self.asked:
            raise UsageError(
                refusals.TOO_LATE.filled(day=notice.known_by, asked=self.asked, **about)
            )

    # --- what is known --------------------------------------------------------

    @cached_property
    def _bounds(self) -> Bounds | None:
        return bounds_of(self.notices, self.local, self.reach_back)

    @property
    def first(self) -> date | None:
        """The first day that the notices settle; None where there is no notice."""
        return self._bounds.first if self._bounds else None

    @property
    def known_through(self) -> date | None:
        """The last day that the notices arrange."""
        return self._bounds.known if self._bounds else None

    @property
    def final_through(self) -> date | None:
        """The last day that the next notice will not reach back to."""
        return self._bounds.final if self._bounds else None

    @cached_property
    def ref(self) -> CalendarRef:
        """Which calendar this is, for an answer to name."""
        digest = hashlib.sha256(repr(self._state()).encode()).hexdigest()[:12]
        last = self.notices[-1].name if self.notices else ""
        return CalendarRef(self.id, last, digest, self.asked)

    def _state(self) -> tuple[object, ...]:
        """All that answers depend on, in an order that is the same in every process."""
        notices = [(n.id, n.known_by, sorted(n.off.items()), sorted(n.work)) for n in self.notices]
        local = [
            (each.text, sorted(each.off), sorted(each.work), each.statutory, each.years)
            for each in self.local
        ]
        return (self.id, notices, local, self.weekend, self.fixed, self.reach_back)

    def certainty(self, first: date, last: date | None = None) -> Certainty:
        """How sure the calendar is of a day, or of the least sure day of a span.

        >>> work_calendar("CN").certainty(date(2023, 6, 1)).value
        'final'
        """
        first = as_day(first)
        last = first if last is None else as_day(last)
        bounds, low, high = self._bounds, min(first, last), max(first, last)
        if bounds is None or low < bounds.first or high > bounds.known:
            return Certainty.UNKNOWN
        return Certainty.FINAL if high <= bounds.final else Certainty.PROVISIONAL

    def as_of(self, day: date) -> WorkCalendar:
        """The same calendar, as far as it was published on a day.

        A calendar that is read as of an earlier day stays as of that day: what
        came out in between it does not know.

        >>> work_calendar("CN").as_of(date(2020, 1, 26)).is_working(date(2020, 2, 1))
        True
        """
        day = min(as_day(day), self.asked or date.max)
        notices = [notice for notice in self.notices if notice.known_by <= day]
        return attrs.evolve(self, notices=notices, local=known_on(self.local, day), asked=day)

    def adding(self, *more: Notice | LocalDays, reach_back: int | None = None) -> WorkCalendar:
        """The same calendar with more notices or local days.

        ``reach_back`` lets a notice name earlier days of the December before its
        year than the calendar leaves open.

        >>> closed = LocalDays(Text("停止办公", "closed"), [date(2026, 8, 3)], statutory=False)
        >>> work_calendar("CN").adding(closed).is_open(date(2026, 8, 3))
        False

        Raises:
            UsageError: what is added does not fit; a notice for a year that leaves
                a fixed holiday or a festival out is taken for incomplete.
        """
        for each in more:
            if not isinstance(each, (Notice, LocalDays)):
                raise UsageError(refusals.NEITHER.filled(got=repr(each)))
        notices = [each for each in more if isinstance(each, Notice)]
        local = [each for each in more if isinstance(each, LocalDays)]
        return attrs.evolve(
            self,
            notices=[*self.notices, *notices],
            local=[*self.local, *local],
            reach_back=self.reach_back if reach_back is None else reach_back,
        )

    # --- one day --------------------------------------------------------------

    @cached_property
    def _kinds(self) -> DayKinds:
        arranged = arranged_days(self.notices, self.local)
        return DayKinds(arranged, self.weekend, self.fixed, self._bounds)

    @cached_property
    def table(self) -> WorkTable | None:
        """The known days as arrays; None where there is no notice."""
        bounds = self._bounds
        return self._kinds.table(bounds.first, bounds.known) if bounds else None

    @cached_property
    def _guessed(self) -> WorkTable:
        """The known days and, around them, days by weekends and fixed holidays alone."""
        first, last = self.first or date(1970, 1, 1), self.known_through or date(2070, 12, 31)
        start = date(max(first.year - _GUESSED_YEARS, 1), 1, 1)
        end = date(min(last.year + _GUESSED_YEARS, 9999), 12, 31)
        return self._kinds.table(start, end)

    @property
    def reach(self) -> tuple[date, date]:
        """The first and the last day of provisional answers."""
        return self._guessed.first, self._guessed.last

    def is_working(self, day: date, on_unknown: OnUnknown = "raise") -> bool:
        """Whether a day is a working day.

        Raises:
            NotADayError: the argument is not a plain day.
            UnknownDayError: no published notice arranges this day.
        """
        table = self.table
        if type(day) is date and table is not None and on_unknown in _CHOICES:
            i = day.toordinal() - table.base
            if 0 <= i < table.size:
                return table.flags[i]
        table = self._table_for(as_day(day), on_unknown)
        return table.flags[day.toordinal() - table.base]

    def is_open(self, day: date, on_unknown: OnUnknown = "raise") -> bool:
        """Whether the office is open: a working day that no local closure shuts.

        >>> shut = LocalDays(Text("停止办公", "closed"), [date(2023, 6, 1)], statutory=False)
        >>> office = work_calendar("CN").adding(shut)
        >>> office.is_working(date(2023, 6, 1)), office.is_open(date(2023, 6, 1))
        (True, False)
        """
        works = self.is_working(day, on_unknown)
        for local in self.local:
            works = (works or day in local.work) and day not in local.off
        return works

    def holiday(self, day: date) -> Truth:
        """Whether a notice gives the day off; unknown where none settles it.

        The last days of December are unknown until the next year's notice is
        out, because it may give them off.

        Raises:
            NotADayError: the argument is not a plain day.
        """
        said = self._kinds.arranged.get(as_day(day))
        if said is not None and said.kind is DayKind.HOLIDAY:
            return Truth.YES
        return Truth.NO if self.certainty(day) is Certainty.FINAL else Truth.UNKNOWN

    def day(self, day: date) -> WorkDay:
        """All that the calendar knows of a day; never an error for a day.

        >>> work_calendar("CN").day(date(2024, 10, 1)).name
        '国庆节'
        """
        certainty = self.certainty(day)
        said = self._kinds.arranged.get(day)
        name, source = (said.name, said.source) if said else (None, None)
        return WorkDay(day, self._kinds.of(day), certainty, name or None, source, self._shut(day))

    def _shut(self, day: date) -> Text | None:
        """What shuts the office on a day and leaves periods as they are."""
        closures = (each for each in self.local if not each.statutory and day in each.off)
        return next((each.text for each in closures), None)

    # --- counting -------------------------------------------------------------

    def add(self, day: date, n: int, on_unknown: OnUnknown = "raise") -> date:
        """The n-th working day after a day, or before it for a negative n.

        The day itself never counts, whether it is worked or not (民法典 art. 201).

        Raises:
            UsageError: n is 0 (the day itself, or the next working day?) or no whole number.
            UnknownDayError: the count runs beyond the last notice.
        """
        table = self.table
        if type(day) is date and type(n) is int and table is not None and on_unknown in _CHOICES:
            i = day.toordinal() - table.base
            if n > 0:
                if -1 <= i < table.size:  # the day before the first one counts from it
                    k = table.before[i + 1] + n - 1
                    if k < len(table.working):
                        return table.working[k]
            elif 0 <= i <= table.size and n:
                k = table.before[i] + n
                if k >= 0:
                    return table.working[k]
        return self._add_carefully(as_day(day), n, on_unknown)

    def _add_carefully(self, day: date, n: int, on_unknown: OnUnknown) -> date:
        n = refusals.whole_number(n)
        refusals.check_choice(on_unknown)
        if self.table is not None and (found := self.table.add(day, n)) is not None:
            return found
        if on_unknown == "raise":
            raise self._unknown(first_unknown(self._bounds, day, n))
        if day not in self._guessed:
            raise self._unknown(day)
        if (found := self._guessed.add(day, n)) is None:
            raise UsageError(refusals.TOO_MANY.filled(n=n, years=_GUESSED_YEARS))
        return found

    def count(self, a: date, b: date, on_unknown: OnUnknown = "raise") -> int:
        """How many working days lie after ``a`` up to ``b``: those of (a, b].

        Negative where ``b`` comes first, so that ``count(a, add(a, n)) == n``.

        Raises:
            UnknownDayError: a day that counts is not arranged by any notice.
        """
        table = self.table
        if type(a) is date and type(b) is date and table is not None and on_unknown in _CHOICES:
            i, j = a.toordinal() - table.base, b.toordinal() - table.base
            if -1 <= i <= j < table.size:
                return table.before[j + 1] - table.before[i + 1]
            if 0 <= j < i <= table.size:
                return table.before[j] - table.before[i]
        return self._count_carefully(as_day(a, "a"), as_day(b, "b"), on_unknown)

    def _count_carefully(self, a: date, b: date, on_unknown: OnUnknown) -> int:
        """The count of the days that count: ``a`` itself may lie beyond what is known."""
        refusals.check_choice(on_unknown)
        if a == b:
            return 0
        nearest = a + timedelta(days=1 if a < b else -1)
        found = self._table_for(nearest, on_unknown, b).count(a, b)
        assert found is not None  # noqa: S101 - the table holds all days that count
        return found

    def next(self, day: date, on_unknown: OnUnknown = "raise") -> date:
        """The first working day after a day."""
        return self.add(day, 1, on_unknown)

    def previous(self, day: date, on_unknown: OnUnknown = "raise") -> date:
        """The last working day before a day."""
        return self.add(day, -1, on_unknown)

    def between(self, start: date, end: date, on_unknown: OnUnknown = "raise") -> tuple[date, ...]:
        """The working days from ``start`` to ``end``, both included."""
        start, end = as_day(start, "start"), as_day(end, "end")
        refusals.check_choice(on_unknown)
        if end < start:
            return ()
        table = self._table_for(start, on_unknown, end)
        first = table.before[start.toordinal() - table.base]
        return tuple(table.working[first : table.before[end.toordinal() - table.base + 1]])

    def _table_for(self, day: date, on_unknown: OnUnknown, other: date | None = None) -> WorkTable:
        """The table that holds these days, or an error that says what is awaited."""
        refusals.check_choice(on_unknown)
        days = (day,) if other is None else (day, other)
        if self.table is not None and all(each in self.table for each in days):
            return self.table
        unknown = next(d for d in days if self.table is None or d not in self.table)
        if on_unknown == "raise":
            raise self._unknown(unknown)
        if not all(each in self._guessed for each in days):
            raise self._unknown(unknown)
        return self._guessed

    def _unknown(self, day: date) -> UnknownDayError:
        """The error for a day that is not known; how to ask is a note for who wrote the call."""
        error = UnknownDayError(self.beyond(day))
        if self.first is None or day >= self.first:
            error.add_note(refusals.ASK.fill("en", {"asked": 'on_unknown="provisional"'}))
        return error

    def beyond(self, day: date, asked: str | None = None) -> Text:
        """Why a day is not known and what is awaited; on a second line, how to ask all the same.

        ``asked`` is how a provisional answer is asked for where the reader stands.

        >>> print(work_calendar("CN").beyond(date(2006, 1, 1)).say("en"))
        the calendar CN knows 2007-01-01 to 2026-12-31; 2006-01-01 lies before the first notice kept
        """
        bounds, day = self._bounds, as_day(day)
        facts = {"id": self.id, "day": day, "awaited": self.awaits.filled(year=day.year)}
        if bounds is None:
            said = refusals.NOTHING_KNOWN.filled(**facts)
        else:
            late = refusals.AWAITED if day >= bounds.first else refusals.TOO_EARLY
            said = late.filled(first=bounds.first, last=bounds.known, **facts)
        if asked is None:
            return said
        hint = refusals.ASK.filled(asked=asked)
        return Text(f"{said.zh}\n{hint.zh}", f"{said.say('en')}\n{hint.say('en')}")

    def __repr__(self) -> str:
        return self._said

    @cached_property
    def _said(self) -> str:
        if self.id in shipped_calendars() and (short := self._short()) is not None:
            return short
        fields = ", ".join(
            f"{each.name}={getattr(self, each.name)!r}"
            for each in attrs.fields(WorkCalendar)
            if getattr(self, each.name) != each.default
        )
        return f"WorkCalendar({fields})"

    def _short(self) -> str | None:
        """A shipped calendar by its name and what was added; None for any other."""
        base = work_calendar(self.id, self.asked)
        added: list[Notice | LocalDays] = [n for n in self.notices if n not in set(base.notices)]
        added += self.local[len(base.local) :]
        if not set(base.notices) <= set(self.notices):
            return None
        changed = self.reach_back != base.reach_back
        if base.adding(*added, reach_back=self.reach_back) != self:
            return None
        asked = f", as_of={self.asked!r}" if self.asked else ""
        given = [*map(repr, added), *([f"reach_back={self.reach_back}"] if changed else [])]
        return f"work_calendar({self.id!r}{asked})" + (
            f".adding({', '.join(given)})" if given else ""
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return (WorkCalendar, tuple(getattr(self, f.name) for f in attrs.fields(WorkCalendar)))


# --- the shipped calendars ----------------------------------------------------


def shipped_calendars() -> tuple[str, ...]:
    """The ids of the calendars that ship with bizenv.

    >>> shipped_calendars()
    ('CN', 'CN-GX')
    """
    return shipped_ids()


def work_calendar(id: str = "CN", as_of: date | None = None) -> WorkCalendar:
    """The shipped calendar of a place: ``"CN"``, as far as published on ``as_of``.

    Raises:
        UsageError: there is no calendar of this name.
    """
    known = shipped_calendars()
    if str(id).upper() not in known:
        names = tuple(map(repr, known))
        raise UsageError(refusals.NO_CALENDAR.filled(id=repr(id), known=names))
    calendar = _read_calendar(id.upper())
    return calendar if as_of is None else _as_of(calendar, as_day(as_of, "as_of"))


def as_calendar(calendar: WorkCalendar | str | None) -> WorkCalendar | None:
    """A calendar that is given as itself, by the id of a shipped one, or not at all.

    Raises:
        UsageError: it is none of these.
    """
    if calendar is None or isinstance(calendar, WorkCalendar):
        return calendar
    if isinstance(calendar, str):
        return work_calendar(calendar)
    raise UsageError(refusals.NOT_A_CALENDAR.filled(got=repr(calendar)))


@lru_cache(64)
def _as_of(calendar: WorkCalendar, day: date) -> WorkCalendar:
    return calendar.as_of(day)


@cache
def _read_calendar(id: str) -> WorkCalendar:
    extends, given = read_shipped(id)
    base = _read_calendar(extends) if extends else WorkCalendar(id)
    added = ("notices", "local")
    more: dict[str, Any] = {key: [*getattr(base, key), *given.pop(key)] for key in added}
    return attrs.evolve(base, id=id, **more, **given)
