"""Where a period ends: the arithmetic of days (期限届满日的计算).

Plain functions of plain values; what they mean is said in
:mod:`bizenv.calendars.periods.period`.

>>> months_after(date(1999, 12, 31), 2), months_after(date(2023, 1, 1), 1, start_counts=True)
(datetime.date(2000, 2, 29), datetime.date(2023, 1, 31))
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from bizenv.calendars.workdays.calendar import OnUnknown, WorkCalendar
from bizenv.calendars.workdays.certainty import DayKind
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = [
    "Span",
    "days_within",
    "first_working_day",
    "long_holidays",
    "merged",
    "months_after",
    "months_before",
    "pushed",
    "shifted",
]

Span = tuple[date, date]
"""A first and a last day, both included."""

_ONE_DAY = timedelta(days=1)
_MONTHS = 12
_TOO_FAR = Text("期限超出日历能表示的范围", "the period ends beyond the years that a date can hold")


def shifted(day: date, n: int) -> date:
    """The day n days later, or earlier for a negative n.

    Raises:
        UsageError: no date can hold it.
    """
    try:
        return date.fromordinal(day.toordinal() + n)
    except (ValueError, OverflowError):
        raise UsageError(_TOO_FAR) from None


def _same_number(anchor: date, months: int) -> tuple[date, bool]:
    """The day of the same number so many months on, and whether that month has it."""
    total = anchor.year * _MONTHS + anchor.month - 1 + months
    year, month = divmod(total, _MONTHS)
    if not date.min.year <= year <= date.max.year:
        raise UsageError(_TOO_FAR)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(anchor.day, last)), anchor.day <= last


def months_after(start: date, n: int, start_counts: bool = False) -> date:
    """The last day of n months: the same number, or else the end of the month.

    Always counted from the start, never month by month: 31 January and one
    month is 28 February, and two months are 31 March (民法典 art. 202). Where
    the start counts, the last day is the one before the same number.
    """
    day, exists = _same_number(start, n)
    return shifted(day, -1) if start_counts and exists else day


def months_before(start: date, n: int) -> date:
    """The day of the same number n months earlier, or else the end of that month."""
    return _same_number(start, -n)[0]


def first_working_day(day: date, calendar: WorkCalendar, on_unknown: OnUnknown) -> date:
    """The day itself if it is worked, else the first working day after it."""
    if calendar.is_working(day, on_unknown):
        return day
    return calendar.add(day, 1, on_unknown)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap made one.

    >>> len(merged([(date(2023, 1, 1), date(2023, 1, 3)), (date(2023, 1, 2), date(2023, 1, 5))]))
    1
    """
    given = sorted(spans)
    if len(given) == 1:
        return (given[0],)
    found: list[Span] = []
    for first, last in given:
        if found and first <= found[-1][1] + _ONE_DAY:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return tuple(found)


def days_within(spans: Iterable[Span], after: date, until: date) -> tuple[Span, ...]:
    """The parts of spans that lie in (after, until]."""
    low = shifted(after, 1)
    parts = [(max(first, low), min(last, until)) for first, last in spans]
    return tuple([part for part in parts if part[0] <= part[1]])


def pushed(
    end: Callable[[int], date], spans: Iterable[Span], counted: Callable[[date, date], int]
) -> date:
    """The first day by which enough days were counted, days of some spans apart.

    ``end(k)`` is the last day of the period with k days more, ``counted(a, b)``
    how many days of a span would count. Spans stand in order and do not touch;
    one that begins before the end adds its days, and so may let the next begin
    before the end too.
    """
    more, day = 0, end(0)
    for first, last in spans:
        if first > day:
            break
        more += counted(first, last)
        day = end(more)
    return day


def long_holidays(
    after: date, until: date, least: int, calendar: WorkCalendar, on_unknown: OnUnknown
) -> tuple[Span, ...]:
    """The runs of rest days in (after, until] that hold a holiday and are long enough.

    Weekends that touch the holiday belong to the run; days outside the period
    do not, even where the holiday goes on.
    """
    runs: list[list[date]] = [[]]
    for n in range(after.toordinal() + 1, until.toordinal() + 1):
        day = date.fromordinal(n)
        if calendar.is_working(day, on_unknown):
            runs.append([])
        else:
            runs[-1].append(day)
    return tuple(
        (run[0], run[-1])
        for run in runs
        if len(run) >= least and any(_holiday(day, calendar) for day in run)
    )


def _holiday(day: date, calendar: WorkCalendar) -> bool:
    return calendar.day(day).kind is DayKind.HOLIDAY
