"""``bizenv calendar``: a year at a glance."""

from __future__ import annotations

import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.cli.base import LangOption, Language, told_errors, write
from bizenv.kernel.errors import UnknownDayError
from bizenv.reports.years import csv_text, json_lines, year_days, year_lines
from bizenv.rulebooks.calendars import load_calendar
from bizenv.rulebooks.shelf import load_rulebook

__all__ = ["AsOfOption", "CalendarOption", "ProvisionalOption", "calendar", "chosen_calendar"]


class Format(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSONL = "jsonl"
    CSV = "csv"


CalendarOption = Annotated[str, typer.Option("--calendar", help="An id or a calendar file.")]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="As far as published on this day."),
]


ProvisionalOption = Annotated[
    bool, typer.Option("--provisional", help="Answer beyond what is published, and say so.")
]


def chosen_calendar(named: str, as_of: datetime | None) -> WorkCalendar:
    """The calendar of an id or a file, as far as published on a day."""
    chosen = load_calendar(named) if Path(named).suffix else work_calendar(named)
    return chosen if as_of is None else chosen.as_of(as_of.date())


@told_errors
def calendar(
    year: Annotated[int, typer.Argument(min=1, max=9999, help="The year.")],
    quiet: Annotated[
        str | None, typer.Option("--quiet", help="A rulebook's id or path: mark its quiet days.")
    ] = None,
    calendar: CalendarOption = "CN",
    as_of: AsOfOption = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="What is written.")] = (
        Format.TEXT
    ),
    provisional: ProvisionalOption = False,
    lang: LangOption = Language.ZH,
) -> None:
    """Show a year: working days, rest days, make-up days, and quiet days of a rulebook.

    Exit status: 0, or 2 where the year is not published yet.
    """
    chosen = chosen_calendar(calendar, as_of)
    if chosen.certainty(date(year, 1, 1)) is Certainty.UNKNOWN and not provisional:
        raise UnknownDayError(chosen.beyond(date(year, 1, 1), asked="--provisional"))
    periods = load_rulebook(quiet).quiet_periods if quiet else None
    days = year_days(year, chosen, periods)
    if format is Format.TEXT:
        write(year_lines(days, chosen, lang.lang))
    elif format is Format.CSV:
        sys.stdout.write(csv_text(days))
    else:
        sys.stdout.writelines(json_lines(days))
