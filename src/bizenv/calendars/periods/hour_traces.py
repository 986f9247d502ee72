"""How a deadline in hours came about: office hours, closed days and why (按小时推算的过程)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from typing import TYPE_CHECKING

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.periods.steps import Step, Treatment, joined
from bizenv.calendars.periods.traces import reason
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Text

if TYPE_CHECKING:
    from bizenv.calendars.workdays.calendar import OnUnknown

__all__ = ["hours_trace", "working_hours_trace"]

_TICK = timedelta(microseconds=1)
Stretch = tuple[datetime, datetime]

_NEXT_HOUR = Text(
    "{moment} 起算：开始的时不计入",
    "runs from {moment}: the hour in which it starts does not count",
)
_RUNS = Text("{start} 至 {end}，昼夜连续计算", "{start} to {end}, day and night")
_OPEN = Text("办公 {spans}，累计 {total}", "open {spans}, {total} so far")
_NO_HOURS = Text("没有办公时间", "no office hours")


def hours_trace(
    start: datetime, begin: datetime, end: datetime, cited: Citation | None
) -> tuple[Step, ...]:
    """The steps of hours that pass as time does, all three moments in one zone."""
    why = _RUNS.filled(start=f"{begin:%Y-%m-%d %H:%M}", end=f"{end:%Y-%m-%d %H:%M}")
    last = max(begin.date(), (end - _TICK).date())
    ran = Step(begin.date(), last, Treatment.COUNTED, why, citation=cited)
    return (*_start(start, begin, cited), ran)


def _start(start: datetime, begin: datetime, cited: Citation | None) -> list[Step]:
    """That the count begins at the next full hour, where it does."""
    if start == begin:
        return []
    why = _NEXT_HOUR.filled(moment=f"{begin:%Y-%m-%d %H:%M}")
    return [Step(begin.date(), begin.date(), Treatment.EVENT, why, citation=cited)]


def working_hours_trace(
    start: datetime,
    begin: datetime,
    end: datetime,
    clock: Clock,
    on_unknown: OnUnknown,
    cited: Citation | None,
) -> tuple[Step, ...]:
    """The steps of working hours, by the days of the office, in its zone."""
    zone = clock.hours.timezone
    spans = clock.spans(begin, end, on_unknown=on_unknown)
    by_day = {day: list(each) for day, each in groupby(spans, lambda span: span[0].date())}
    days = _days(begin.astimezone(zone), end, zone)
    steps = joined(_steps(days, by_day, clock, on_unknown, cited))
    return (*_start(start, begin, cited), *steps)


def _days(begin: datetime, end: datetime, zone: tzinfo) -> list[date]:
    first, last = begin.date(), (end.astimezone(zone) - _TICK).date()
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def _steps(
    days: list[date],
    by_day: dict[date, list[Stretch]],
    clock: Clock,
    on_unknown: OnUnknown,
    cited: Citation | None,
) -> Iterator[Step]:
    total = timedelta(0)
    for day in days:
        spans = by_day.get(day, [])
        total += sum((clock.elapsed(*span, on_unknown=on_unknown) for span in spans), timedelta(0))
        yield _step(day, spans, total, clock, on_unknown, cited)


def _step(
    day: date,
    spans: list[Stretch],
    total: timedelta,
    clock: Clock,
    on_unknown: OnUnknown,
    cited: Citation | None,
) -> Step:
    """A day on which the office is open, or closed for a reason that the calendar may know."""
    works, why, notice, sure = True, _NO_HOURS, None, Certainty.FINAL
    if clock.calendar is not None:
        works, why, notice, sure = reason(day, clock.calendar, on_unknown)
    if spans:
        why = _OPEN.filled(spans=tuple(map(_span, spans)), total=_length(total))
        return Step(day, day, Treatment.COUNTED, why, None, notice, cited, sure)
    if works:
        why = (clock.calendar and clock.calendar.day(day).shut) or _NO_HOURS
    return Step(day, day, Treatment.SKIPPED, why, None, notice, None, sure)


def _span(span: Stretch) -> str:
    return f"{span[0]:%H:%M}–{_closing(span)}"


def _closing(span: Stretch) -> str:
    opening, closing = span
    return "24:00" if closing.date() > opening.date() else f"{closing:%H:%M}"


def _length(total: timedelta) -> str:
    hours, rest = divmod(total, timedelta(hours=1))
    return f"{hours}:{rest // timedelta(minutes=1):02}"
