"""``bizenv deadline``: when a promise is due."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import typer

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.deadlines import Deadline
from bizenv.calendars.periods.period import Period
from bizenv.calendars.periods.units import End, Roll, Unit
from bizenv.calendars.periods.zones import zone_of
from bizenv.calendars.workdays.calendar import OnUnknown, WorkCalendar
from bizenv.calendars.workdays.refusals import ASK
from bizenv.cli.base import LangOption, Language, told_errors, write
from bizenv.cli.calendar import (
    AsOfOption,
    CalendarOption,
    NoticeOption,
    NoticeYearOption,
    ProvisionalOption,
    chosen_calendar,
)
from bizenv.kernel.errors import UnknownDayError, UsageError
from bizenv.kernel.text import Text
from bizenv.tables.cells import read_day

__all__ = ["deadline"]


class Format(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


@told_errors
def deadline(
    start: Annotated[
        str,
        typer.Argument(
            help="The day it starts, 2023-06-20; for hours the moment, 2023-06-20T14:30."
        ),
    ],
    period: Annotated[
        str, typer.Argument(help="15个工作日, 30日, 3个月, '5 working days', P20D …")
    ],
    law: Annotated[
        str | None, typer.Option(help="A law by id or title, by which it is counted: 行政许可法.")
    ] = None,
    roll: Annotated[
        Roll | None, typer.Option(help="What a rest day at the end does, if not as the law says.")
    ] = None,
    before: Annotated[
        bool, typer.Option("--before", help="Count back: the latest day to act before START.")
    ] = False,
    hours: Annotated[
        list[str] | None,
        typer.Option(help="Office hours for working hours: mon-fri=09:00-12:00,14:00-17:30."),
    ] = None,
    zone: Annotated[str, typer.Option(help="The time zone of START.")] = "Asia/Shanghai",
    calendar: CalendarOption = "CN",
    as_of: AsOfOption = None,
    notice: NoticeOption = None,
    notice_year: NoticeYearOption = None,
    provisional: ProvisionalOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Tell it day by day.")] = False,
    format: Annotated[Format, typer.Option("--format", "-f", help="What is written.")] = (
        Format.TEXT
    ),
    lang: LangOption = Language.ZH,
) -> None:
    """Tell when PERIOD ends that starts on START, and why.

    Exit status: 0, or 2 where it cannot be told.
    """
    chosen = chosen_calendar(calendar, as_of, notice, notice_year)
    counted = Period.parse(period, law, **({"roll": roll} if roll else {}))
    _check_options(counted, hours, before)
    clock = _clock(hours, zone, chosen) if hours else None
    on_unknown: OnUnknown = "provisional" if provisional else "raise"
    moment = _start_of(counted, start, zone)
    try:
        if before:
            found = counted.before(moment, chosen, on_unknown, clock=clock)
        else:
            found = counted.deadline(moment, chosen, on_unknown, clock, None if clock else zone)
    except UnknownDayError as error:
        raise UnknownDayError(_asking(error)) from None
    _write(found, format, explain, lang)


def _check_options(period: Period, hours: list[str] | None, before: bool) -> None:
    """Refuse options that the period has no use for, and say which one it needs."""
    if before and period.unit.by_the_hour:
        raise UsageError(_NO_HOURS_BEFORE.filled(period=period.text))
    if period.unit is Unit.WORKING_HOUR and not hours:
        raise UsageError(_HOURS_WANTED.filled(period=period.text))
    if hours and not (period.unit is Unit.WORKING_HOUR or period.end is not End.MIDNIGHT):
        raise UsageError(_HOURS_UNUSED.filled(period=period.text))


def _asking(error: UnknownDayError) -> Text:
    """What is not known, and how to ask all the same."""
    return Text(f"{error.say('zh')}\n{_ASK.zh}", f"{error.say('en')}\n{_ASK.en}")


def _write(found: Deadline, format: Format, explain: bool, lang: Language) -> None:
    if format is Format.JSON:
        sys.stdout.write(json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n")
        return
    lines = found.explain(lang.lang).splitlines()
    write(lines if explain else lines[:1])


def _start_of(period: Period, text: str, zone: str) -> date | datetime:
    """What a period starts from: a moment for hours, a day for all others."""
    start = _moment(text, zone, by_the_hour=period.unit.by_the_hour)
    if isinstance(start, datetime) is period.unit.by_the_hour:
        return start
    template = _MOMENT_WANTED if period.unit.by_the_hour else _DAY_WANTED
    raise UsageError(template.filled(got=repr(text), period=period.text))


def _moment(text: str, zone: str, *, by_the_hour: bool) -> date | datetime:
    """A day, or a moment with its zone, as it was written; midnight is a moment for hours."""
    try:
        if not (by_the_hour and ":" in text):
            return read_day(text)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(_NO_MOMENT.filled(got=repr(text))) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone_of(zone, None))


def _clock(hours: list[str], zone: str, calendar: WorkCalendar) -> Clock:
    week = {}
    for each in hours:
        days, sign, spans = each.partition("=")
        if not sign or days in week:
            raise UsageError(_NO_HOURS.filled(got=repr(each)))
        week[days] = spans.split(",")
    return Clock(Hours(week, zone), calendar)


_HOURS_WANTED = Text(
    "{period}需要办公时间，请加上 --hours，例如 --hours mon-fri=09:00-12:00,14:00-17:30",
    "{period} need office hours: give --hours, for example --hours mon-fri=09:00-12:00,14:00-17:30",
)
_HOURS_UNUSED = Text(
    "--hours 对 {period}没有作用：它不按办公时间计算，也不在停止业务时截止",
    "--hours has no effect on {period}: they are not counted in office hours, nor do they end at "
    "close of business",
)
_NO_HOURS_BEFORE = Text(
    "--before：{period}以小时计，不能倒推到某一日",
    "--before: {period} cannot be counted back from a day",
)
_ASK = ASK.filled(asked="--provisional")
_NO_MOMENT = Text(
    "起算日 {got}：应为 2023-06-20，或带时刻的 2023-06-20T14:30",
    "START {got}: expected a day such as 2023-06-20, or a moment such as 2023-06-20T14:30",
)
_DAY_WANTED = Text(
    "起算日 {got}：{period}按日计算，请去掉时刻",
    "START {got}: {period} are counted by days; leave out the time",
)
_MOMENT_WANTED = Text(
    "起算日 {got}：{period}从一个时刻起算，请写明时刻，如 2023-06-20T14:30",
    "START {got}: {period} run from a moment; write the time too, as in 2023-06-20T14:30",
)
_NO_HOURS = Text(
    "--hours {got}：应写作 mon-fri=09:00-12:00,14:00-17:30，每组日子只写一次",
    "--hours {got}: expected mon-fri=09:00-12:00,14:00-17:30, and each span of days once",
)
