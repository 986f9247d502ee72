"""What is written in one cell, read as a day, a yes or no, or a list of words.

People and spreadsheets write one day in many ways; each way that has one
meaning is read, and what has two meanings is refused.

>>> read_day("2023年6月15日"), read_day("45092")
(datetime.date(2023, 6, 15), datetime.date(2023, 6, 15))
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta

from bizenv.kernel.errors import Problem, RecordError
from bizenv.kernel.place import Place

__all__ = ["blank", "read_day", "read_words", "read_yes_no", "shown", "text_of"]

_SEPARATED = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.0+)?", re.ASCII)
_MIDNIGHT = re.compile(r"(.+?)(?:T|\s+)0?0:00(:00(\.0+)?)?", re.ASCII)
_WEEKDAY = re.compile(r"(.+?)\(?(?:星期|周|礼拜)([一二三四五六日天])\)?")
_SPACES = re.compile(r"(?<=\D)\s+|\s+(?=\D)")
_OPEN_ORDER = re.compile(r"\d{1,2}([-/.])\d{1,2}\1(\d{2}|\d{4})", re.ASCII)
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"))
_SEPARATORS = re.compile(r"[、,;；，/|]+")
_BLANK = frozenset(["", *"- — / \\ n/a na nan nat null 不详 未知 待定".split()])
_YES = frozenset("是 有 yes y true 1 √ ✓ 已 已办 已备案 已批准 已审批 已通知".split())
_NO = frozenset("否 无 no n false 0 × ✗ 未 未办 未备案 未批准 未审批 未通知 没有".split())
_SEVERAL = (list, tuple, set, frozenset)
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIAL_RANGE = range(20_000, 73_415)  # 1954-10-03 to 2100-12-30

DAY_EXPECTED = "a day such as 2023-06-15, 2023/6/15, 2023年6月15日 or 20230615"


def text_of(value: object) -> str:
    """A cell's value as trimmed text; whole floats without their ``.0``.

    Characters without width, which pages and chats leave behind, go as spaces do.

    >>> text_of(12.0), text_of(" 区市场监管局\u3000\u200b")
    ('12', '区市场监管局')
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value)
    return (text if text.isascii() else text.translate(_INVISIBLE)).strip()


def blank(value: object) -> bool:
    """Whether a cell says nothing: empty, a dash, ``n/a``, ``不详``, an empty list.

    >>> blank("　"), blank(float("nan")), blank("无")
    (True, True, False)
    """
    if value is None or (isinstance(value, _SEVERAL) and not value):
        return True
    if isinstance(value, float):
        return math.isnan(value)
    if type(value) is date:  # the commonest cell that needs no look; NaT is a datetime
        return False
    return text_of(value).casefold() in _BLANK


def shown(value: object) -> str:
    """A value as a message shows it: its repr, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _problem(code: str, value: object, expected: str, field: str, hint: str | None) -> RecordError:
    return RecordError((Problem(code, shown(value), expected, Place(field=field), hint),))


def read_day(value: object, field: str = "day", format: str | None = None) -> date:
    """Read a day from a cell; a weekday beside it must be the day's own.

    A text with a time of day, or one whose order of day and month is open, is
    refused unless ``format`` (as for ``datetime.strptime``) says how to read it.

    Raises:
        RecordError: the cell holds no single day; the problem says what it holds.
    """
    if isinstance(value, datetime):
        if value.time() == time() and value.tzinfo is None:
            return value.date()
        raise _problem("not-a-day", value, "a local day without a time", field, _TIME_HINT)
    if isinstance(value, date):
        return value
    text = unicodedata.normalize("NFKC", text_of(value))
    if format is not None:
        try:
            return datetime.strptime(text, format).date()  # noqa: DTZ007 - a local day
        except ValueError:
            raise _problem("bad-day", value, f"a day written as {format}", field, None) from None
    if midnight := _MIDNIGHT.fullmatch(text):
        text = midnight[1]
    text = _SPACES.sub("", text)
    noted = _WEEKDAY.fullmatch(text)
    day = _day_from_text(noted[1] if noted else text, value, field)
    if noted and "一二三四五六日".index(noted[2].replace("天", "日")) != day.weekday():
        expected = f"the weekday of {day.isoformat()}"
        raise _problem("bad-day", value, expected, field, "the day and its weekday differ")
    return day


_TIME_HINT = "give the local day, or name the format in a --map file"


def _day_from_text(text: str, value: object, field: str) -> date:
    if found := _SEPARATED.fullmatch(text):
        year, month, day = found[1], found[3], found[4]
    elif (found := _CHINESE.fullmatch(text)) or (found := _COMPACT.fullmatch(text)):
        year, month, day = found.groups()
    elif _SERIAL.fullmatch(text) and int(float(text)) in _SERIAL_RANGE:
        return _EXCEL_EPOCH + timedelta(days=int(float(text)))
    else:
        raise _problem("bad-day", value, DAY_EXPECTED, field, _hint(text))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise _problem("bad-day", value, "a day that the calendar has", field, None) from None


_ORDER_HINT = "name the format in a --map file, for example '%m/%d/%Y'"
_SPAN_HINT = "give the first and the last day in two columns"


def _hint(text: str) -> str | None:
    if _OPEN_ORDER.fullmatch(text):
        return _ORDER_HINT
    if re.search("[至到~]", text):
        return _SPAN_HINT
    return _TIME_HINT if ":" in text else None


def read_yes_no(value: object, field: str = "value") -> bool:
    """Read yes or no in either language.

    >>> read_yes_no("是"), read_yes_no("×")
    (True, False)

    Raises:
        RecordError: the cell says neither.
    """
    if isinstance(value, bool):
        return value
    text = unicodedata.normalize("NFKC", text_of(value)).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise _problem("bad-yes-no", value, "yes or no (是 or 否)", field, None)


def read_words(value: object) -> tuple[str, ...]:
    """Read one word or several, separated by 、 , ; / or |.

    >>> read_words("安全生产、消防")
    ('安全生产', '消防')
    """
    if isinstance(value, _SEVERAL):
        return tuple(sorted(text_of(part) for part in value))
    return tuple(part for part in map(str.strip, _SEPARATORS.split(text_of(value))) if part)
