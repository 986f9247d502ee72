"""How weekly hours are written: weekdays, segments of a day, time zones (办公时间的写法).

>>> read_week({"mon-tue": "09:00-12:00"})["tue"]
((32400, 43200),)
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise

from bizenv.calendars.weekdays import WEEKDAYS
from bizenv.calendars.workdays.certainty import DayKind
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = [
    "MAKE_UP",
    "WHOLE_DAY",
    "Span",
    "Spans",
    "read_week",
    "read_zone",
    "span_words",
]

Span = tuple[int, int]
"""From one second of a local day to another, the end not included."""
Spans = tuple[Span, ...]
"""The open hours of one day, in order."""

MAKE_UP = DayKind.MAKE_UP.value
_DAY = 24 * 3600
WHOLE_DAY: Spans = ((0, _DAY),)
_ALIKE = 0.8
_TIME = r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?"
_SPAN = re.compile(rf"\s*{_TIME}\s*[-–]\s*{_TIME}\s*", re.ASCII)

_A_SEGMENT = ("：要写成 '09:00-12:00'", ": expected a segment such as '09:00-12:00'")


def read_week(week: object) -> dict[str, Spans]:
    """The hours of each day that is named, and of make-up days.

    Raises:
        UsageError: a day is named twice or not known, or a segment cannot be used.
    """
    if not isinstance(week, Mapping):
        raise UsageError(
            Text(
                f"week={week!r}：要写成星期到时段的对应，例如 {{'mon-fri': ['09:00-12:00']}}",
                f"week={week!r}: expected hours by weekday, "
                "for example {'mon-fri': ['09:00-12:00']}",
            )
        )
    given: dict[str, Spans] = {}
    for key, texts in week.items():
        spans = _read_spans(key, [texts] if isinstance(texts, str) else texts)
        for name in _read_days(key):
            if name in given:
                raise UsageError(
                    Text(f"week：{name!r} 写了两次", f"week: {name!r} is given hours twice")
                )
            given[name] = spans
    return given


def _read_days(key: object) -> Iterator[str]:
    """The days that a key names; a span may run over the end of the week."""
    for part in str(key).split(","):
        name = part.strip()
        first, dash, last = name.partition("-")
        if name == MAKE_UP or name in WEEKDAYS:
            yield name
        elif dash and first in WEEKDAYS and last in WEEKDAYS:
            start = WEEKDAYS.index(first)
            count = (WEEKDAYS.index(last) - start) % 7 + 1
            yield from (WEEKDAYS[(start + n) % 7] for n in range(count))
        else:
            names = ", ".join(map(repr, (*WEEKDAYS, MAKE_UP)))
            raise UsageError(
                Text(
                    f"week：{key!r} 不是星期，可写 {names} 或 'mon-fri'",
                    f"week: {key!r}: expected weekdays out of {names}, or a span such as 'mon-fri'",
                )
            )


def _read_spans(key: object, texts: object) -> Spans:
    if not isinstance(texts, Iterable):
        raise _bad_span(key, texts, *_A_SEGMENT)
    spans = sorted((_read_span(key, text), text) for text in texts)
    for ((_, end), before), ((start, _), after) in pairwise(spans):
        if start < end:
            raise UsageError(
                Text(
                    f"week[{key!r}]：{before!r} 与 {after!r} 重叠",
                    f"week[{key!r}]: {before!r} and {after!r} overlap",
                )
            )
    return tuple(span for span, _ in spans)


def _read_span(key: object, text: object) -> Span:
    found = _SPAN.fullmatch(text) if isinstance(text, str) else None
    clock = [int(part or 0) for part in found.groups()] if found else [25, 0, 0, 25, 0, 0]
    start, end = (h * 3600 + m * 60 + s for h, m, s in (clock[:3], clock[3:]))
    if start >= _DAY or end > _DAY:
        raise _bad_span(key, text, *_A_SEGMENT)
    if start == end:
        raise _bad_span(key, text, " 长度为零", " has no length")
    if start > end:
        first, last = _time(start), _time(end)
        raise _bad_span(
            key,
            text,
            f" 跨过了午夜：请在当天写 '{first}-24:00'，在次日写 '00:00-{last}'",
            f" runs past midnight; write '{first}-24:00' on this day "
            f"and '00:00-{last}' on the next",
        )
    return start, end


def _bad_span(key: object, text: object, zh: str, en: str) -> UsageError:
    return UsageError(Text(f"week[{key!r}]：{text!r}{zh}", f"week[{key!r}]: {text!r}{en}"))


def read_zone(zone: object) -> str:
    """The name of a time zone that this machine knows.

    Raises:
        UsageError: there is no such zone, or no zones at all.
    """
    name = zone.key if isinstance(zone, zoneinfo.ZoneInfo) else zone
    try:
        if isinstance(name, str):
            zoneinfo.ZoneInfo(name)
            return name
    except (LookupError, ValueError, OSError):  # unknown, malformed, or a folder of zones
        pass
    known = zoneinfo.available_timezones()
    if not known:
        raise UsageError(
            Text(
                f"zone={zone!r}：本机没有时区数据（Windows 常见），请运行 pip install tzdata",
                f"zone={zone!r}: this machine has no time-zone data (usual on Windows); "
                "run pip install tzdata",
            )
        )
    near = _near_zone(str(name), known)
    raise UsageError(
        Text(
            f"zone={zone!r}：不是已知时区，例如可写 {near!r}",
            f"zone={zone!r}: expected the name of a time zone, for example {near!r}",
        )
    )


def _near_zone(name: str, known: Iterable[str]) -> str:
    """A zone that may be meant: a slip of the pen, or else China's.

    An offset such as UTC+8 is near to no name: ``UTC`` would be eight hours off.
    """
    offset = any(character.isdigit() for character in name)
    close = [] if offset else get_close_matches(name, sorted(known), 1, _ALIKE)
    return close[0] if close else "Asia/Shanghai"


def _time(second: int) -> str:
    hours, rest = divmod(second, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def span_words(spans: Spans, dash: str = "-") -> list[str]:
    """The segments as they are written: ``09:00-12:00``."""
    return [f"{_time(start)}{dash}{_time(end)}" for start, end in spans]
