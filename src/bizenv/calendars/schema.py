"""How notices, local days and calendars are written in a file.

Scalars arrive as the text that was written; the types here read them. What a
key means is told in the documentation of the calendar files.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import shipped_calendars
from bizenv.calendars.workdays.settings import Fixed
from bizenv.kernel.errors import UsageError
from bizenv.kernel.schema import Day, Model, TextModel, Words, read_day, wrong
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest

__all__ = [
    "A_PERIOD",
    "CalendarModel",
    "FestivalModel",
    "LocalModel",
    "NoticeModel",
    "PeriodText",
    "Span",
]

Span = tuple[date, date]
"""A first and a last day, both included."""

_FIRST_YEAR, _LAST_YEAR = 1949, 2099
_MOST_DAYS = 366
_MOST_BACK = 31
_ORDER = Text("先写起始日，后写结束日", "the first day before the last")
_LONG = Text(f"不超过 {_MOST_DAYS} 天", f"at most {_MOST_DAYS} days")
_A_YEAR = Text(
    f"{_FIRST_YEAR} 至 {_LAST_YEAR} 之间的年份", f"a year from {_FIRST_YEAR} to {_LAST_YEAR}"
)
_BACK = Text(f"0 至 {_MOST_BACK} 的整数", f"a whole number from 0 to {_MOST_BACK}")
_MONTH_DAY = Text(
    "写作 MM-DD 的月和日，如 10-01；只从某年起放假的，写首个放假日，如 2025-05-02",
    "a month and day written MM-DD, such as 10-01, or the first such holiday, such as 2025-05-02",
)
_PLAIN_MONTH_DAY = Text(
    "写作 MM-DD 的月和日，如 10-01", "a month and day written MM-DD, such as 10-01"
)
_YES_NO = Text("yes 或 no", "'yes' or 'no'")


def _span(text: object) -> Span:
    first, _, last = str(text).partition("/")
    start, end = read_day(first), read_day(last or first)
    if end < start:
        raise wrong("bad-span", _ORDER)
    if (end - start).days >= _MOST_DAYS:
        raise wrong("bad-span", _LONG)
    return start, end


def _year(year: int) -> int:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise wrong("bad-number", _A_YEAR)
    return year


def _reach(days: int) -> int:
    if not 0 <= days <= _MOST_BACK:
        raise wrong("bad-number", _BACK)
    return days


def _month_day(text: object) -> Fixed:
    found = re.fullmatch(r"(?:(\d{4})-)?(\d\d)-(\d\d)", str(text), re.ASCII)
    try:
        day = date(int(found[1] or 2000), int(found[2]), int(found[3])) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        raise wrong("bad-date", _MONTH_DAY)
    return (day.month, day.day, day.year) if found[1] else (day.month, day.day)


def _month_and_day(text: object) -> tuple[int, int]:
    """A month and day of any year."""
    month, day, *since = _month_day(text)
    if since:
        raise wrong("bad-date", _PLAIN_MONTH_DAY)
    return month, day


def _flag(text: object) -> bool:
    """Yes and no as YAML writes them here, true and false as JSON does."""
    if text not in ("yes", "no", "true", "false"):
        raise wrong("bad-yes-no", _YES_NO)
    return text in ("yes", "true")


def _calendar(text: str) -> str:
    known = shipped_calendars()
    if text.upper() not in known:
        close = nearest(text.upper(), known)
        hint = Text(f"是否指 {close!r}？", f"did you mean {close!r}?") if close else None
        names = ", ".join(known)
        expected = Text(f"随附的工作日历：{names}", f"a shipped calendar: {names}")
        raise wrong("unknown-calendar", expected, hint)
    return text.upper()


_SPAN_SCHEMA = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?$"}
_Span = Annotated[Span, BeforeValidator(_span), WithJsonSchema(_SPAN_SCHEMA)]
_Spans = list[_Span | None]
_Year = Annotated[int, AfterValidator(_year)]
_MonthDay = Annotated[
    Fixed,
    BeforeValidator(_month_day),
    WithJsonSchema({"type": "string", "pattern": r"^(\d{4}-)?\d{2}-\d{2}$"}),
]
_PlainMonthDay = Annotated[
    tuple[int, int],
    BeforeValidator(_month_and_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{2}-\d{2}$"}),
]
_Flag = Annotated[
    bool, BeforeValidator(_flag), WithJsonSchema({"enum": ["yes", "no", True, False]})
]
_Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class NoticeModel(Model):
    """A holiday notice; its year is missed by the reader, not here."""

    format: Literal["bizenv.notice/1"] | None = None
    year: _Year | None = None
    id: Words | None = None
    number: Words | None = None
    issued: Day | None = None
    published: Day | None = None
    supersedes: Words | None = None
    title: Words | None = None
    url: Words | None = None
    off: dict[Words, _Spans] = Field(default_factory=dict)
    work: _Spans = Field(default_factory=list)


class LocalModel(Model):
    """Days off or worked in one region, or closing days of one agency."""

    label: TextModel
    statutory: _Flag
    years: list[_Year | None] | None = None
    off: _Spans = Field(default_factory=list)
    work: _Spans = Field(default_factory=list)
    title: Words | None = None
    published: Day | None = None


class FestivalModel(Model):
    """A holiday whose day moves: between which days it falls, and how many are off."""

    label: TextModel
    first: _PlainMonthDay
    last: _PlainMonthDay
    least: int | None = None
    since: _Year | None = None


class CalendarModel(Model):
    """A calendar: what it takes over, its weekend, its notices and its local days."""

    format: Literal["bizenv.calendar/1"] | None = None
    id: Words | None = None
    extends: Annotated[str, AfterValidator(_calendar)] | None = None
    weekend: list[_Weekday | None] | None = None
    awaits: TextModel | None = None
    fixed: list[_MonthDay | None] | None = None
    fixed_by: Words | None = None
    festivals: list[FestivalModel | None] | None = None
    reach_back: Annotated[int, AfterValidator(_reach)] | None = None
    notices: list[NoticeModel | None] = Field(default_factory=list)
    local: list[LocalModel | None] = Field(default_factory=list)


def _period(text: object) -> str:
    """A period as it is written; what it counts may hang on a law, so it is built later."""
    try:
        Period.parse(str(text))
    except UsageError as error:
        raise wrong("bad-period", A_PERIOD, Text(error.say("zh"), error.say("en"))) from None
    return str(text)


A_PERIOD = Text(
    "期限，如 '3 working days'、'15个工作日'、'30 days' 或 '2 hours'",
    "a period such as '3 working days', '30 days' or '2 hours'",
)
PeriodText = Annotated[str, BeforeValidator(_period), WithJsonSchema({"type": "string"})]
