"""Over which time visits are counted: calendar spans, rolling ones, a licence's term."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum

from attrs import field, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["LICENCE_TERM", "Span", "SpanKind"]

_DAY = timedelta(days=1)


class SpanKind(StrEnum):
    """How a span lies in the calendar (计算周期)."""

    CALENDAR = "calendar"
    """From the first day of a year, a quarter, a month (自然年度、季度、月)."""
    ROLLING = "rolling"
    """Any so many months that end on the day of a visit (连续若干个月)."""
    LICENCE = "licence"
    """As long as one licence runs (许可证有效期)."""


@frozen
class Span:
    """The time over which visits are counted (计算周期).

    ``anchor`` is the first year of a calendar span that is longer than a year.

    >>> Span(12).around(date(2026, 6, 1))
    (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    >>> Span(12, SpanKind.ROLLING).around(date(2026, 3, 1))
    (datetime.date(2025, 3, 2), datetime.date(2026, 3, 1))

    Raises:
        UsageError: a calendar span does not divide years, or has no first year.
    """

    months: int = 12
    kind: SpanKind = SpanKind.CALENDAR
    anchor: int | None = field(default=None)

    def __attrs_post_init__(self) -> None:
        if self.kind is SpanKind.LICENCE:
            return
        if not 1 <= self.months <= _MOST_MONTHS:
            raise UsageError(f"months={self.months!r}: expected 1 to {_MOST_MONTHS}")
        if self.kind is SpanKind.CALENDAR and 12 % self.months and self.months % 12:
            raise UsageError(f"months={self.months!r}: expected a span that fits into years")
        if self.kind is SpanKind.CALENDAR and self.months > 12 and self.anchor is None:
            raise UsageError(f"months={self.months!r}: expected the first year as anchor")

    def number(self, day: date) -> int:
        """Which calendar span a day lies in, counted from the anchor."""
        months = (day.year - (self.anchor or 0)) * 12 + day.month - 1
        return months // self.months

    def around(self, day: date) -> tuple[date, date]:
        """The first and last day of the calendar span of a day, or of the one that ends on it."""
        if self.kind is SpanKind.ROLLING:
            return self.opens(day), day
        if self.kind is SpanKind.LICENCE:
            return date.min, date.max
        first = self.number(day) * self.months + (self.anchor or 0) * 12
        return _month(first), _last(first + self.months - 1)

    def opens(self, day: date) -> date:
        """The first day of the rolling span that ends on a day.

        It is the day after the corresponding day of the earlier month, or after
        that month's end where there is none.
        """
        earlier = day.year * 12 + day.month - 1 - self.months
        if earlier < 12:
            return date.min
        first = _month(earlier)
        last = calendar.monthrange(first.year, first.month)[1]
        return first.replace(day=min(day.day, last)) + _DAY

    @property
    def text(self) -> Text:
        """The span in words."""
        if self.kind is SpanKind.LICENCE:
            return _LICENCE
        if self.kind is SpanKind.CALENDAR and self.months in _CALENDAR:
            return _CALENDAR[self.months]
        years, months = divmod(self.months, 12)
        number, unit = (self.months, _MONTHS) if months or years < 2 else (years, _YEARS)
        words = _ROLLING if self.kind is SpanKind.ROLLING else _IN_LINE
        return words.filled(length=unit.filled(number=number))


def _month(number: int) -> date:
    """The first day of a month, counted from the year 0; none lies outside the calendar."""
    year, month = divmod(number, 12)
    if year < 1:
        return date.min
    return date(min(year, date.max.year), month + 1, 1)


def _last(number: int) -> date:
    """The last day of a month, counted from the year 0."""
    if number // 12 >= date.max.year:
        return date.max
    return _month(number + 1) - _DAY


_MOST_MONTHS = 1_200
LICENCE_TERM = Span(0, SpanKind.LICENCE)
"""As long as one licence runs."""
_LICENCE = Text("许可证有效期内", "the term of the licence")
_CALENDAR = {
    1: Text("每月", "a calendar month"),
    3: Text("每季度", "a calendar quarter"),
    6: Text("每半年", "half a calendar year"),
    12: Text("每年", "a calendar year"),
}
_MONTHS = Text("{number} 个月", "{number} months")
_YEARS = Text("{number} 年", "{number} years")
_ROLLING = Text("连续 {length}", "any {length}")
_IN_LINE = Text("每 {length}", "each {length}")
