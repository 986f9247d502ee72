"""The weekly hours of an office, in its time zone (办公时间).

>>> office = Hours({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, zone="Asia/Shanghai")
>>> office.describe("zh")
'周一至周五 09:00–12:00、14:00–17:30（Asia/Shanghai）'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from attrs import frozen

from bizenv.calendars.clocks.hourwords import (
    MAKE_UP,
    WHOLE_DAY,
    Spans,
    read_week,
    read_zone,
    span_words,
)
from bizenv.calendars.weekdays import WEEKDAY_TEXTS, WEEKDAYS
from bizenv.calendars.workdays.certainty import DayKind
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text, check_lang

__all__ = ["Hours", "round_the_clock"]


@frozen(repr=False, init=False)
class Hours:
    """When an office is open, by weekday: several segments a day, in one time zone.

    The keys are weekdays (``"mon"``), spans of them (``"mon-fri"``), several
    joined by commas, and ``"make-up"`` for rest days of the week that a notice
    makes working (调休上班). The values are segments, ``"09:00-12:00"``; ``24:00``
    may end a day. A weekday that is not named is closed.

    >>> Hours({"mon-thu": "09:00-17:00", "fri": "09:00-13:00"}, zone="Europe/Berlin")
    Hours({'mon-thu': ['09:00-17:00'], 'fri': ['09:00-13:00']}, zone='Europe/Berlin')

    Raises:
        UsageError: a segment is empty, overlaps another, runs past midnight or
            cannot be read; no day has hours; the time zone is not known.
    """

    week: tuple[Spans, ...]
    """The open hours of each weekday, Monday first, in seconds of the day."""
    make_up: Spans | None
    """The hours of rest days that are worked; None where they are not given."""
    zone: str

    def __init__(self, week: Mapping[str, str | Iterable[str]], zone: str) -> None:
        given = read_week(week)
        days = tuple(given.get(name, ()) for name in WEEKDAYS)
        if not any(days):
            raise UsageError(
                Text(
                    f"week={week!r}：没有任何办公时间，至少要有一天，"
                    "例如 {'mon-fri': '09:00-17:00'}",
                    f"week={week!r}: expected hours on at least one day of the week, "
                    "for example {'mon-fri': '09:00-17:00'}",
                )
            )
        self.__attrs_init__(days, given.get(MAKE_UP), read_zone(zone))

    @property
    def is_continuous(self) -> bool:
        """Whether every day of the week is open round the clock."""
        return all(spans == WHOLE_DAY for spans in self.week)

    @property
    def timezone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.zone)

    def for_make_up(self, rest: Iterable[str] = ("sat", "sun")) -> Spans | None:
        """The hours of a rest day that is worked, or None where they cannot be known.

        They are those given for ``"make-up"``, else those of the other
        weekdays, if these all have the same.
        """
        if self.make_up is not None:
            return self.make_up
        others = {s for name, s in zip(WEEKDAYS, self.week, strict=True) if name not in set(rest)}
        return others.pop() if len(others) == 1 else None

    def describe(self, lang: Lang) -> str:
        """The hours in words."""
        names = tuple(text.say(check_lang(lang)) for text in WEEKDAY_TEXTS)
        to, comma, semicolon = ("至", "、", "；") if lang == "zh" else (" to ", ", ", "; ")
        parts = [
            f"{_run(names, first, last, to)} {comma.join(span_words(spans, '–'))}"
            for first, last, spans in self._runs()
        ]
        if self.make_up:
            worked = DayKind.MAKE_UP.text.say(lang)
            parts.append(f"{worked} {comma.join(span_words(self.make_up, '–'))}")
        zone = f"（{self.zone}）" if lang == "zh" else f" ({self.zone})"
        return semicolon.join(parts) + zone

    def _runs(self) -> Iterator[tuple[int, int, Spans]]:
        """Neighbouring weekdays with the same hours: first, last, hours."""
        first = 0
        for last, spans in enumerate(self.week):
            if last == 6 or self.week[last + 1] != spans:
                if spans:
                    yield first, last, spans
                first = last + 1

    def __repr__(self) -> str:
        given = {
            _run(WEEKDAYS, first, last, "-"): span_words(spans)
            for first, last, spans in self._runs()
        }
        if self.make_up is not None:
            given[MAKE_UP] = span_words(self.make_up)
        return f"Hours({given!r}, zone={self.zone!r})"


def _run(names: tuple[str, ...], first: int, last: int, to: str) -> str:
    return names[first] if first == last else f"{names[first]}{to}{names[last]}"


def round_the_clock(zone: str) -> Hours:
    """Every hour of every day of the week.

    >>> round_the_clock("Asia/Shanghai").is_continuous
    True
    """
    return Hours({",".join(WEEKDAYS): "00:00-24:00"}, zone)
