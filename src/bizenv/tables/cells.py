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
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from attrs import frozen

from bizenv.kernel.errors import RecordError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text

__all__ = [
    "FORMAT_EXPECTED",
    "MOST_EXACT",
    "ORDER_HINT",
    "BadCell",
    "Serial1904",
    "blank",
    "is_placeholder",
    "read_day",
    "read_day_as",
    "read_words",
    "read_yes_no",
    "shown",
    "tells_a_day",
    "text_of",
    "without_time",
]

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
_BLANK = frozenset(["", *"n/a na <na> nan nat null 不详 未知 待定 未填 未填写 无数据".split()])
_DASHES = "-/\\\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\uff0d\uff0f\uff3c"
"""Signs that say nothing, however many of them stand in a cell."""
_YES = frozenset("是 有 yes y true 1 √ ✓ 已 已办 已备案 已批准 已审批 已通知".split())
_NO = frozenset("否 无 no n false 0 × ✗ 未 未办 未备案 未批准 未审批 未通知 没有".split())
_SEVERAL = (list, tuple, set, frozenset)
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIAL_RANGE = range(20_000, 73_415)  # 1954-10-03 to 2100-12-30
_FROM_1900_TO_1904 = 1_462

DAY_EXPECTED = Text(
    "确实存在的日期，如 2023-06-15、2023/6/15、2023年6月15日、20230615",
    "a day such as 2023-06-15, 2023/6/15, 2023年6月15日 or 20230615",
)
_YES_OR_NO = Text("“是”或“否”", "yes or no (是 or 否)")
_MOST_SHOWN = 60
_MOST_SPELT = 1e21
MOST_EXACT = 2**53
"""Up to here every whole number is a float of its own; beyond, digits are lost."""


def text_of(value: object) -> str:
    """A cell's value as trimmed text; whole floats without their ``.0``.

    Characters without width, which pages and chats leave behind, go as spaces do.

    >>> text_of(12.0), text_of(" 区市场监管局\u3000\u200b")
    ('12', '区市场监管局')
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < _MOST_SPELT:
        return str(int(value))
    try:
        text = str(value)
    except ValueError:  # a whole number of thousands of digits
        text = hex(value) if isinstance(value, int) else object.__repr__(value)
    return (text if text.isascii() else text.translate(_INVISIBLE)).strip()


def blank(value: object) -> bool:
    """Whether a cell says nothing: empty, dashes, ``n/a``, ``不详``, an empty list.

    >>> blank("　"), blank("——"), blank(float("nan")), blank("无")
    (True, True, True, False)
    """
    if value is None:
        return True
    if isinstance(value, _SEVERAL):
        return all(map(blank, value))
    if isinstance(value, float):
        return math.isnan(value)
    if type(value) is date:  # the commonest cell that needs no look; NaT is a datetime
        return False
    return text_of(value).strip(_DASHES).casefold() in _BLANK


def shown(value: object) -> str:
    """A cell as a message quotes it: texts in quotes, the rest as a spreadsheet shows it.

    >>> shown("soon"), shown(datetime(2023, 6, 1, 8, 0)), shown(["消防", 5.0])
    ("'soon'", '2023-06-01 08:00', "'消防', 5")
    """
    text = _plain_words(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 3]}..."


def _plain_words(value: object) -> str:
    if getattr(value, "shape", None) == () and hasattr(value, "tolist"):  # a scalar of numpy
        value = value.tolist()
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, _SEVERAL):
        return ", ".join(map(_plain_words, value))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime) and value == value:  # NaT is unlike itself
        whole = value.second == value.microsecond == 0
        return value.isoformat(" ", "minutes" if whole else "auto")
    return text_of(value)


@frozen
class BadCell:
    """A cell that holds no value: an error of the spreadsheet, say, and why.

    >>> print(BadCell("bad-cell", "#REF!", Text("数值", "a value")))
    #REF!
    """

    code: str
    text: str
    expected: Text
    hint: Text | None = None
    got: Text | None = None
    """What the cell is, where its text does not say it."""

    def __str__(self) -> str:
        return self.text

    def problem(self, field: str | None) -> Problem:
        """The problem of the cell as one field."""
        got = self.got or self.text
        return Problem(self.code, got, self.expected, Place(field=field), self.hint)


class Serial1904(float):
    """A number in a workbook that counts days from 1904, as those of old Macs do.

    As a day it is 1462 days later than in other workbooks; as anything else it
    is a number.

    >>> read_day(Serial1904(43630)), read_day(45092), text_of(Serial1904(43630))
    (datetime.date(2023, 6, 15), datetime.date(2023, 6, 15), '43630')
    """

    __slots__ = ()


def _problem(
    code: str, value: object, expected: Text, field: str, hint: Text | None = None
) -> RecordError:
    return RecordError((Problem(code, shown(value), expected, Place(field=field), hint),))


def read_day(value: object, field: str = "day") -> date:
    """Read a day from a cell; a weekday beside it must be the day's own.

    A text with a time of day, or one whose order of day and month is open, is
    refused.

    Raises:
        RecordError: the cell holds no single day; the problem says what it holds.
    """
    if isinstance(value, BadCell):
        raise RecordError((value.problem(field),))
    if isinstance(value, datetime):
        if value.time() == time() and value.tzinfo is None:
            return value.date()
        raise _problem("not-a-day", value, _LOCAL_DAY, field, _TIME_HINT)
    if isinstance(value, date):
        return value
    counted = value + _FROM_1900_TO_1904 if isinstance(value, Serial1904) else value
    text = unicodedata.normalize("NFKC", text_of(counted))
    if midnight := _MIDNIGHT.fullmatch(text):
        text = midnight[1]
    text = _SPACES.sub("", text)
    noted = _WEEKDAY.fullmatch(text)
    day = _day_from_text(noted[1] if noted else text, value, field)
    if noted and "一二三四五六日".index(noted[2].replace("天", "日")) != day.weekday():
        expected = Text(f"{day} 当天的星期", f"the weekday of {day}")
        raise _problem("bad-day", value, expected, field, _WEEKDAY_HINT)
    return day


def is_placeholder(day: date) -> bool:
    """Whether a day stands for no day: no visit is that old, or lies that far ahead.

    >>> is_placeholder(date(1900, 1, 1)), is_placeholder(date(9999, 12, 31))
    (True, True)
    """
    return day.year < _FIRST_YEAR or day.year > _LAST_YEAR or day == _UNIX_ZERO


_FIRST_YEAR, _LAST_YEAR, _UNIX_ZERO = 1950, 2199, date(1970, 1, 1)


def without_time(value: object) -> Any:
    """A cell without its time of day; what has none stays as it is.

    A moment of a time zone is the day that its own clock shows. One of UTC is
    refused later, as it was: on the spot it may be the next day already.

    >>> without_time(datetime(2023, 6, 9, 9, 30)), without_time("2023/6/9 9:30")
    (datetime.date(2023, 6, 9), '2023/6/9')
    """
    if isinstance(value, datetime):
        offset = value.utcoffset() if value == value else None  # NaT is unlike itself
        return value if value.tzinfo and not offset else value.date()
    if isinstance(value, float) and int(value) in _SERIAL_RANGE:
        return type(value)(int(value)) if isinstance(value, Serial1904) else int(value)
    return _TIME.sub("", value) if isinstance(value, str) else value


_TIME = re.compile(
    r"(?<=[\d日号])(T|\s+)\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?\s*([ap]m)?\s*\Z",
    re.ASCII | re.IGNORECASE,
)


def read_day_as(value: object, formats: Sequence[str]) -> date | BadCell:
    """Read a day that is written in one of some formats, as for ``strptime``.

    A cell that already is a day stays so, and so does the serial number of one;
    of a local moment the day is taken, as of a text with a time.
    What two formats read differently is refused: it has two meanings.

    >>> read_day_as("15/06/2023", ["%d/%m/%Y", "%Y-%m-%d"])
    datetime.date(2023, 6, 15)
    >>> read_day_as("06/07/2023", ["%d/%m/%Y", "%m/%d/%Y"]).code
    'ambiguous-day'
    """
    if isinstance(value, BadCell):
        return value
    if isinstance(value, datetime) and value.tzinfo is None and value == value:
        return value.date()
    if isinstance(value, date):
        try:
            return read_day(value)
        except RecordError as error:
            (problem,) = error.problems
            return BadCell(problem.code, shown(value), _LOCAL_DAY, _NO_TIME_HINT)
    text = unicodedata.normalize("NFKC", text_of(value))
    days = {format: day for format in formats if (day := _formatted(text, format))}
    if len(set(days.values())) > 1:
        read = ", ".join(f"{day} ({format})" for format, day in days.items())
        expected = Text(f"只有一种读法的日期，不是 {read}", f"one day, not {read}")
        return BadCell("ambiguous-day", shown(value), expected, _ONE_FORMAT_HINT)
    if not days and isinstance(value, (int, float)):
        return _serial_or_bad(value, formats)
    if not days:
        return _unformatted(value, formats)
    return next(iter(days.values()))


def _serial_or_bad(value: float, formats: Sequence[str]) -> date | BadCell:
    try:
        return read_day(without_time(value))
    except RecordError:
        return _unformatted(value, formats)


def _unformatted(value: object, formats: Sequence[str]) -> BadCell:
    zh, en = " 或 ".join(formats), " or ".join(formats)
    expected = Text(f"按 {zh} 写的日期", f"a day written as {en}")
    return BadCell("bad-day", shown(value), expected, _FORMAT_HINT)


def _formatted(text: str, format: str) -> date | None:
    try:
        return datetime.strptime(text, format).date()  # noqa: DTZ007 - a local day
    except ValueError:
        return None


_A_MOMENT = datetime(2023, 11, 30, tzinfo=UTC)


def tells_a_day(format: str) -> bool:
    """Whether a format of ``strptime`` tells year, month and day.

    >>> tells_a_day("%d.%m.%Y"), tells_a_day("%d.%m."), tells_a_day("%q")
    (True, False, False)
    >>> tells_a_day("%Y-%m-%dT%H:%M:%S%z")
    True
    """
    try:
        return _formatted(_A_MOMENT.strftime(format), format) == _A_MOMENT.date()
    except (ValueError, re.error):  # a directive that stands twice
        return False


FORMAT_EXPECTED = Text(
    "写明年月日的格式，如 %m/%d/%Y", "a format that tells year, month and day, such as %m/%d/%Y"
)
_LOCAL_DAY = Text("当地日期，不带时间", "a local day without a time")
_REAL_DAY = Text("确实存在的日期", "a day that the calendar has")
_TIME_HINT = Text(
    "请填当地日期，或在 --map 文件中写 time: drop",
    "give the local day, or write time: drop in a --map file",
)
_NO_TIME_HINT = Text(
    "请填当地日期；带时区的时刻可在 --map 文件中写 time: drop，UTC 时刻请先换成当地时间",
    "give the local day; for a moment of a local time zone write time: drop in the --map file, "
    "one of UTC is first turned into local time",
)
ORDER_HINT = Text(
    "可用 --map 文件写明日期格式，如 '%m/%d/%Y'",
    "name the format in a --map file, for example '%m/%d/%Y'",
)
"""For a day whose order of day and month is open."""
_SPAN_HINT = Text(
    "请把开始日期和结束日期分两列填写", "give the first and the last day in two columns"
)
_WEEKDAY_HINT = Text("日期与星期不符", "the day and its weekday differ")
_ONE_FORMAT_HINT = Text(
    "请改写这一格，或在 --map 文件中只写一种格式",
    "rewrite the cell, or name one format in the --map file",
)
_FORMAT_HINT = Text(
    "--map 文件的 format 写的是这种格式，可以写几种：[格式一, 格式二]",
    "so says format in the --map file, which may list several: [one, two]",
)


def _day_from_text(text: str, value: object, field: str) -> date:
    if found := _SEPARATED.fullmatch(text):
        parts = found[1], found[3], found[4]
    elif (found := _CHINESE.fullmatch(text)) or (found := _COMPACT.fullmatch(text)):
        parts = found[1], found[2], found[3]
    elif _SERIAL.fullmatch(text) and int(float(text)) in _SERIAL_RANGE:
        return _EXCEL_EPOCH + timedelta(days=int(float(text)))
    else:
        raise _problem("bad-day", value, DAY_EXPECTED, field, _hint(text))
    try:
        return date(*map(int, parts))
    except ValueError:
        raise _problem("bad-day", value, _REAL_DAY, field) from None


def _hint(text: str) -> Text | None:
    if _OPEN_ORDER.fullmatch(text):
        return ORDER_HINT
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
    if isinstance(value, BadCell):
        raise RecordError((value.problem(field),))
    text = unicodedata.normalize("NFKC", text_of(value)).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise _problem("bad-yes-no", value, _YES_OR_NO, field)


def read_words(value: object) -> tuple[str, ...]:
    """Read one word or several, separated by 、 , ; / or |.

    >>> read_words("安全生产、消防")
    ('安全生产', '消防')
    """
    if isinstance(value, _SEVERAL):
        return tuple(sorted(text_of(part) for part in value if not blank(part)))
    return tuple(part for part in map(str.strip, _SEPARATORS.split(text_of(value))) if part)
