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
from bizenv.calendars.workdays.notices import Notice
from bizenv.cli.base import LangOption, Language, told_errors, write
from bizenv.kernel.errors import CalendarError, UnknownDayError, UsageError
from bizenv.kernel.text import Text
from bizenv.reports.years import csv_text, json_lines, year_days, year_lines
from bizenv.rulebooks.calendars import load_calendar, load_notice
from bizenv.rulebooks.reader import read_text
from bizenv.rulebooks.shelf import load_rulebook

__all__ = [
    "AsOfOption",
    "CalendarOption",
    "NoticeOption",
    "NoticeYearOption",
    "ProvisionalOption",
    "calendar",
    "chosen_calendar",
]


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


NoticeOption = Annotated[
    Path | None,
    typer.Option(
        "--notice", help="A new holiday notice: YAML, JSON, or its own words in a text file."
    ),
]
NoticeYearOption = Annotated[
    int | None, typer.Option("--notice-year", help="The year that a text file arranges.")
]


def chosen_calendar(
    named: str, as_of: datetime | None, notice: Path | None = None, year: int | None = None
) -> WorkCalendar:
    """The calendar of an id or a file, with one more notice, as far as published on a day."""
    chosen = load_calendar(named) if Path(named).suffix else work_calendar(named)
    if notice is not None:
        chosen = chosen.adding(_read_notice(notice, year))
    return chosen if as_of is None else chosen.as_of(as_of.date())


def _read_notice(path: Path, year: int | None) -> Notice:
    """A notice from a data file, or from its own words."""
    if path.suffix.lower() in _DATA_FILES:
        return load_notice(path)
    text, problems = read_text(path)
    if problems:
        raise CalendarError(tuple(problems))
    if year is None:
        raise UsageError(_NO_YEAR.filled(file=str(path)))
    return Notice.from_text(text, year)


_DATA_FILES = (".yaml", ".yml", ".json")
_NO_YEAR = Text(
    "--notice {file}：通知的文字没有标明年份，请加上 --notice-year，例如 --notice-year 2027",
    "--notice {file}: the words of a notice need their year: give --notice-year, for example "
    "--notice-year 2027",
)


@told_errors
def calendar(
    year: Annotated[int, typer.Argument(min=1, max=9999, help="The year.")],
    quiet: Annotated[
        str | None, typer.Option("--quiet", help="A rulebook's id or path: mark its quiet days.")
    ] = None,
    calendar: CalendarOption = "CN",
    as_of: AsOfOption = None,
    notice: NoticeOption = None,
    notice_year: NoticeYearOption = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="What is written.")] = (
        Format.TEXT
    ),
    provisional: ProvisionalOption = False,
    lang: LangOption = Language.ZH,
) -> None:
    """Show a year: working days, rest days, make-up days, and quiet days of a rulebook.

    Exit status: 0, or 2 where the year is not published yet.
    """
    chosen = chosen_calendar(calendar, as_of, notice, notice_year)
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
