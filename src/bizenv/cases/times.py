"""When something happened, as it is written in a cell (时间).

>>> read_time("2023年6月20日14时30分", as_zone("Asia/Shanghai")).isoformat()
'2023-06-20T14:30:00+08:00'
>>> read_time("2023/6/20")
datetime.date(2023, 6, 20)

A local time gets the zone that is named, and stays without one where none is.
Local midnight is read as the day: spreadsheets and exports write days so.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any

from bizenv.cases.ordering import as_zone
from bizenv.cases.values import Time
from bizenv.kernel.errors import RecordError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.cells import ORDER_HINT, BadCell, read_day, shown, text_of

__all__ = ["as_zone", "read_time", "read_time_as", "read_times"]

_CLOCK = re.compile(
    r"(.+?)(?:T|\s+|(?<=[日号]))"
    r"(上午|下午|晚上|中午|凌晨|[AP]\.?M\.?)?\s*"
    r"(\d{1,2})[:时点](\d{1,2})?(?:分|:)?(?:(\d{1,2})(?:[.,](\d{1,6})\d*)?秒?)?\s*"
    r"(上午|下午|晚上|[AP]\.?M\.?)?\s*"
    r"(Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_AFTER_NOON = frozenset({"下午", "晚上", "PM"})
_IN_THE_MORNING = frozenset({"上午", "凌晨", "AM"})
_SERIAL = re.compile(r"\d{5}\.\d+", re.ASCII)
_DIGITS = re.compile(r"(\d{8})T?(\d{2})(\d{2})(\d{2})(Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - local time, as the sheet has it
_SERIALS = range(20_000, 73_415)  # 1954-10-03 to 2100-12-30
_PLAIN_LENGTH = len("2023-06-20 14:30")

_EXPECTED = Text(
    "时间，如 2023-06-20 14:30、2023年6月20日14时30分，或日期",
    "a time such as 2023-06-20 14:30 or 2023年6月20日14时30分, or a day",
)
_REAL = Text("确实存在的时间", "a time that there is")
_FORMAT_HINT = Text(
    "可用 --map 文件写明时间格式，如 '%m/%d/%Y %I:%M:%S %p'",
    "name the format in a --map file, for example '%m/%d/%Y %I:%M:%S %p'",
)


def _wrong(value: object, field: str, expected: Text = _EXPECTED) -> RecordError:
    return RecordError((Problem("bad-time", shown(value), expected, Place(field=field)),))


def read_time(value: object, zone: tzinfo | None = None, field: str = "time") -> Time:
    """Read a moment or a bare day from a cell.

    Raises:
        RecordError: the cell holds no time; the problem says what it holds.
    """
    if type(value) is str:
        if len(value) >= _PLAIN_LENGTH and (plain := _plain(value, zone)):
            return plain
        return _from_text(value, value, zone, field)
    if isinstance(value, BadCell):
        raise RecordError((value.problem(field),))
    if isinstance(value, datetime):
        if value != value:  # NaT
            raise _wrong(value, field)
        return _local(value, zone)
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        raise _wrong(value, field)
    if isinstance(value, float) and not value.is_integer():
        return _from_serial(value, value, zone, field)
    return _from_text(text_of(value), value, zone, field)


def read_times(
    cells: Iterable[object], read: Callable[[object], Any], zone: tzinfo | None
) -> list[Any]:
    """A column of times: the plainest way of writing is read here, the others by ``read``.

    >>> read_times(["2023-06-20 14:30:00", "soon"], lambda cell: None, None)
    [datetime.datetime(2023, 6, 20, 14, 30), None]
    """
    said: list[Any] = []
    for cell in cells:
        if type(cell) is str and len(cell) == _WITH_SECONDS and not cell.endswith("00:00:00"):
            plain = _plain(cell, zone)
            said.append(read(cell) if plain is None else plain)
        else:
            said.append(read(cell))
    return said


_WITH_SECONDS = len("2023-06-20 14:30:00")


def read_time_as(
    value: object, formats: Sequence[str], zone: tzinfo | None = None, field: str = "time"
) -> Time:
    """Read a time that is written in one of some formats, as for ``strptime``.

    What two formats read differently is refused; a cell that already is a time stays so.

    >>> read_time_as("06/20/2023 02:30 PM", ["%m/%d/%Y %I:%M %p"]).isoformat()
    '2023-06-20T14:30:00'

    Raises:
        RecordError: no format fits, or two read different times.
    """
    if not isinstance(value, str):
        return read_time(value, zone, field)
    text = unicodedata.normalize("NFKC", text_of(value))
    read = {time for format in formats if (time := _formatted(text, format, zone))}
    if len(read) == 1:
        return read.pop()
    zh, en = " 或 ".join(formats), " or ".join(formats)
    written = Text(f"按 {zh} 写的时间，只有一种读法", f"a time written as {en}, read in one way")
    raise _wrong(value, field, written)


def _formatted(text: str, format: str, zone: tzinfo | None) -> Time | None:
    try:
        return _local(datetime.strptime(text, format), zone)  # noqa: DTZ007 - localised here
    except ValueError:
        return None


def _plain(text: str, zone: tzinfo | None) -> Time | None:
    """A time in the plainest way of writing; None where it is written otherwise."""
    if text[4] != "-" or text[7] != "-" or text[10] not in " T":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _local(moment, zone)


_MIDNIGHT = time()


def _local(moment: datetime, zone: tzinfo | None) -> Time:
    """A moment with its zone; a local midnight is the day."""
    if moment.tzinfo is not None:
        return moment
    if not moment.hour and moment.time() == _MIDNIGHT:
        return moment.date()
    return moment if zone is None else moment.replace(tzinfo=zone)


def _from_serial(number: float, value: object, zone: tzinfo | None, field: str) -> Time:
    """A day and a part of the day, as a spreadsheet counts them, to the second."""
    if not math.isfinite(number) or int(number) not in _SERIALS:
        raise _wrong(value, field)
    return _local(_EXCEL_EPOCH + timedelta(seconds=round(number * 86_400)), zone)


def _from_text(text: str, value: object, zone: tzinfo | None, field: str) -> Time:
    text = unicodedata.normalize("NFKC", text_of(text))
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text), value, zone, field)
    if digits := _DIGITS.fullmatch(text):  # 20230620143000
        text = "{} {}:{}:{}{}".format(*digits.groups(""))
    found = _CLOCK.fullmatch(text)
    try:
        day = read_day(found[1] if found else text, field)
    except RecordError as error:
        hint = error.problems[0].hint
        if found is not None or ":" in text:
            hint = _FORMAT_HINT if hint is ORDER_HINT else None
        problem = Problem("bad-time", shown(value), _EXPECTED, Place(field=field), hint)
        raise RecordError((problem,)) from None
    if found is None:
        return day
    try:
        return _local(_moment(day, found), zone)
    except ValueError:
        raise _wrong(value, field, _REAL) from None


def _moment(day: date, found: re.Match[str]) -> datetime:
    _, half, hour, minute, second, part, half_after, offset = found.groups()
    hours = _hours(int(hour), (half or half_after or "").upper().replace(".", ""))
    micros = int((part or "0").ljust(6, "0"))
    at = time(hours, int(minute or 0), int(second or 0), micros)
    return datetime.combine(day, at, _offset(offset))


def _hours(hour: int, half: str) -> int:
    """The hour of the day; 12 with a half of the day is noon or midnight.

    >>> _hours(2, "下午"), _hours(12, "AM"), _hours(12, "中午"), _hours(14, "下午")
    (14, 0, 12, 14)
    """
    if (half in _AFTER_NOON and hour < 12) or (half == "中午" and hour < 3):
        return hour + 12
    return 0 if half in _IN_THE_MORNING and hour == 12 else hour


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(span if text[0] == "+" else -span)
