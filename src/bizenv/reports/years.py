"""A year at a glance: working, rest, make-up, quiet and provisional days, a line a month."""

from __future__ import annotations

import csv
import io
import json
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from bizenv.calendars.days.tables import days_from
from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.calendars.workdays.certainty import Certainty, DayKind, WorkDay
from bizenv.calendars.workdays.holidays import holiday_text
from bizenv.inspections.quiet_periods import QuietPeriod, Window
from bizenv.kernel.text import Lang, Text, say
from bizenv.reports.terminal import aligned

_ONE_DAY = timedelta(days=1)

__all__ = ["YearDay", "csv_text", "json_lines", "quiet_on", "year_days", "year_lines"]


@frozen
class YearDay:
    """One day of the year: what it is, and whether it is quiet."""

    workday: WorkDay
    quiet: Window | None = None
    """How the day stands to the quiet periods asked for; None where none was asked for."""

    @property
    def day(self) -> date:
        """The day."""
        return self.workday.day

    @property
    def open(self) -> bool:
        """Whether it is surely a working day on which no quiet period stands."""
        return self.workday.kind.works and self.quiet in _FREE

    @property
    def mark(self) -> str:
        """Two characters: what kind of day it is, and quiet or not settled."""
        unsettled = self.workday.certainty is not Certainty.FINAL or self.quiet in _UNSETTLED
        quiet = "q" if self.quiet is not None and self.quiet.inside else " "
        return _MARKS[self.workday.kind] + ("?" if unsettled else quiet)

    def to_dict(self) -> dict[str, Any]:
        """The day as plain values, for JSON."""
        work = self.workday
        return {
            "day": work.day.isoformat(),
            "kind": work.kind.value,
            "working": work.kind.works,
            "holiday": work.name,
            "notice": work.notice,
            "certainty": work.certainty.value,
            "quiet": None if self.quiet is None else _QUIET[self.quiet],
        }


_MARKS = {
    DayKind.WORKING: ".",
    DayKind.MAKE_UP: "W",
    DayKind.WEEKEND: "-",
    DayKind.HOLIDAY: "H",
}
_UNSETTLED = (Window.START_UNSETTLED, Window.DAYS_UNSETTLED)
_FREE = (None, Window.NOT_IN_FORCE, Window.OUTSIDE)
_QUIET = {
    Window.NOT_IN_FORCE: "no",
    Window.OUTSIDE: "no",
    Window.START_UNSETTLED: "unknown",
    Window.DAYS_UNSETTLED: "unknown",
    Window.INSIDE_START_UNSTATED: "yes",
    Window.INSIDE: "yes",
}


def quiet_on(periods: Iterable[QuietPeriod], day: date) -> Window:
    """How a day stands to several quiet periods: the gravest of their versions."""
    windows = (version.window_on(day) for period in periods for version in period.versions)
    return max(windows, default=Window.NOT_IN_FORCE)


def year_days(
    year: int, calendar: WorkCalendar, quiet: tuple[QuietPeriod, ...] | None = None
) -> tuple[YearDay, ...]:
    """Every day of a year.

    >>> from bizenv.calendars.workdays.calendar import work_calendar
    >>> sum(day.workday.kind.works for day in year_days(2026, work_calendar("CN")))
    248
    """
    return tuple(
        YearDay(calendar.day(day), None if quiet is None else quiet_on(quiet, day))
        for day in days_from(date(year, 1, 1), date(year, 12, 31))
    )


def year_lines(days: tuple[YearDay, ...], calendar: WorkCalendar, lang: Lang) -> Iterator[str]:
    """The year as text: a line a month, then what the marks mean and the holidays."""
    year, quiet = days[0].day.year, days[0].quiet is not None
    heads = [_WORKING.say(lang), *([_OPEN.say(lang)] if quiet else [])]
    rows = [[str(year), "".join(f"{n:<3}" for n in range(1, 32)).rstrip(), *heads]]
    rows.extend(_month(days, month, quiet, lang) for month in range(1, 13))
    totals = [sum(d.workday.kind.works for d in days), *([sum(d.open for d in days)] * quiet)]
    rows.append([_TOTAL.say(lang), "", *map(str, totals)])
    yield from aligned(rows, right=range(2, 4))
    yield ""
    yield _LEGEND.say(lang) + (_LEGEND_QUIET.say(lang) if quiet else "")
    yield ""
    yield from _holidays(days, calendar, lang)
    yield from _certainty(days, calendar, lang)


def _month(days: tuple[YearDay, ...], month: int, quiet: bool, lang: Lang) -> list[str]:
    here = [day for day in days if day.day.month == month]
    assert len(here) == monthrange(here[0].day.year, month)[1]  # noqa: S101 - whole months
    marks = "".join(f"{day.mark:<3}" for day in here).rstrip()
    counts = [sum(d.workday.kind.works for d in here), *([sum(d.open for d in here)] * quiet)]
    return [_MONTH.fill(lang, {"month": f"{month:>2}"}), marks, *map(str, counts)]


def _holidays(days: tuple[YearDay, ...], calendar: WorkCalendar, lang: Lang) -> Iterator[str]:
    """The holidays in runs of days, and the rest days that are worked."""
    off = (each.workday for each in days if each.workday.kind is DayKind.HOLIDAY)
    for run in _runs(off):
        name = run[0].name
        text = holiday_text(name, calendar) if name else DayKind.HOLIDAY.text
        first, last = run[0].day, run[-1].day
        span = first.isoformat() if first == last else f"{first} – {last}"
        yield _HOLIDAY.fill(lang, {"name": text, "span": span, "count": len(run)})
    worked = tuple(d.day for d in days if d.workday.kind is DayKind.MAKE_UP)
    if worked:
        yield _MADE_UP.fill(lang, {"days": say(worked, lang)})


def _runs(days: Iterable[WorkDay]) -> Iterator[list[WorkDay]]:
    """Days of one name that follow each other, as one list each."""
    run: list[WorkDay] = []
    for day in days:
        if run and (day.name != run[-1].name or day.day - run[-1].day > _ONE_DAY):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _certainty(days: tuple[YearDay, ...], calendar: WorkCalendar, lang: Lang) -> Iterator[str]:
    """Which days are not final yet, and what is awaited; and what the year rests on."""
    open_days = [d.day for d in days if d.workday.certainty is not Certainty.FINAL]
    if open_days:
        awaited = calendar.awaits.fill(lang, {"year": open_days[-1].year + 1})
        if days[-1].workday.certainty is Certainty.UNKNOWN:
            awaited = calendar.awaits.fill(lang, {"year": open_days[-1].year})
        facts = {"first": open_days[0], "last": open_days[-1], "awaited": awaited}
        yield _NOT_FINAL.fill(lang, facts)
    yield _BY.fill(lang, {"ref": str(calendar.ref)})


def csv_text(days: Iterable[YearDay]) -> str:
    """The year as a table that a spreadsheet opens, a row a day."""
    out = io.StringIO()
    out.write("\ufeff")
    rows = [day.to_dict() for day in days]
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def json_lines(days: Iterable[YearDay]) -> Iterator[str]:
    """The year as JSON Lines, a line a day."""
    for day in days:
        yield json.dumps(day.to_dict(), ensure_ascii=False) + "\n"


_MONTH = Text("{month} 月", "{month}")
_WORKING = Text("工作日", "working")
_OPEN = Text("可检查", "open")
_TOTAL = Text("合计", "all")
_LEGEND = Text(
    ". 工作日  - 周末  H 放假  W 调休上班  ? 暂定或未定",
    ". working day  - weekend  H holiday  W make-up working day  ? provisional or not settled",
)
_LEGEND_QUIET = Text(
    "  q 安静期（“可检查”指不在安静期的工作日）",
    "  q quiet (open: working days that are not quiet)",
)
_HOLIDAY = Text("{name}：{span}，共 {count} 天", "{name}: {span}, days off: {count}")
_MADE_UP = Text("调休上班：{days}", "make-up working days: {days}")
_NOT_FINAL = Text(
    "{first} 至 {last} 尚未最终确定：等待{awaited}",
    "{first} to {last} are not final: they await {awaited}",
)
_BY = Text("依据：工作日历 {ref}", "by the calendar {ref}")
