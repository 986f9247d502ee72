"""How periods are written, in Chinese, in English and in ISO 8601 (期限的写法).

>>> read_duration("十五个工作日"), read_duration("P20D")
(Duration(n=15, unit=<Unit.WORKING_DAY: 'working_day'>, bare=False), \
Duration(n=20, unit=<Unit.DAY: 'day'>, bare=True))

What can be read in two ways is refused, and the ways are named.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from attrs import frozen

from bizenv.calendars.periods.units import Unit
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Duration", "read_duration", "read_numeral"]


@frozen
class Duration:
    """A count and a unit, as they were written.

    ``bare`` says that the text has days and does not say which: a law may
    then read them as working days.
    """

    n: int
    unit: Unit
    bare: bool = False

    @property
    def text(self) -> Text:
        """The count and the unit for people."""
        return Text(self.unit.words(self.n, "zh"), self.unit.words(self.n, "en"))


_WEEK = "week"
_WORDS: dict[str, tuple[str, ...]] = {
    "working_day": (
        "个工作日", "工作日", "working day", "working days", "business day", "business days",
        "workday", "workdays", "work day", "work days", "wd", "bd", "個工作日",
    ),
    "bare": ("日", "天", "day", "days", "d"),
    "day": (
        "个自然日", "自然日", "个日历日", "日历日", "个日历天", "日历天",
        "calendar day", "calendar days", "natural day", "natural days",
    ),
    _WEEK: ("周", "个星期", "星期", "week", "weeks", "w", "wk", "wks"),
    "month": ("个月", "個月", "month", "months", "mo", "mos"),
    "year": ("年", "year", "years", "y", "yr", "yrs"),
    "hour": ("小时", "个小时", "hour", "hours", "h", "hr", "hrs"),
    "working_hour": (
        "个工作小时", "工作小时", "working hour", "working hours", "business hour",
        "business hours",
    ),
}  # fmt: skip
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words}
_DAYS_A_WEEK = 7
_MONTHS_A_YEAR = 12
_DIGIT_LIMIT = 6  # a longer number is no period, and would be slow to count

_COUNTED = re.compile(
    r"([0-9]+|[〇零一二两三四五六七八九十百千]+) ?([^0-9]*?)( ?(?:之内|以内|内))?"
)
_ISO = re.compile(r"p(?=.)(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)w)?(?:(\d+)d)?(?:t(\d+)h)?", re.ASCII)
_ISO_KINDS = ("year", "month", _WEEK, "bare", "hour")


def read_duration(text: str) -> Duration:
    """Read a period as it is written.

    Raises:
        UsageError: the text is no period, or can be read in more than one way;
            the message names the ways.
    """
    if not isinstance(text, str):
        raise UsageError(_NO_TEXT.filled(got=repr(text)))
    return _read(text)


@lru_cache(1024)
def _read(text: str) -> Duration:
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
    plain = _bare(plain)
    if iso := _ISO.fullmatch(plain):
        return _from_iso(text, iso)
    if both := _YEARS_AND_MONTHS.fullmatch(plain):
        return _in_months(text, both["n"], both["m"])
    if plain.startswith(("百", "千")):
        plain = f"一{plain}"
    _refuse_known_traps(text, plain)
    counted = _COUNTED.fullmatch(plain)
    kind = _KIND_OF.get(counted[2]) if counted else None
    if counted is None or kind is None:
        raise _refused(text, _CHOICES)
    return _duration(text, counted[1], kind)


_SINCE = re.compile(r"自[^0-9]{1,20}?(?:之日|次日|日)?起(?=.)")
_TWICE = re.compile(r"^([0-9]+) ?\(([〇零一二两三四五六七八九十百千]+)\)")


def _bare(plain: str) -> str:
    """The count and the unit alone: without from when, and without the count in words too."""
    plain = _SINCE.sub("", plain.removeprefix("within "), 1)
    said = _TWICE.match(plain)
    if said and read_numeral(said[2]) == read_numeral(said[1]):
        plain = said[1] + plain[said.end() :]
    word, _, rest = plain.partition(" ")
    number = _ENGLISH.get(word)
    return plain if number is None else f"{number} {rest}"


_ENGLISH = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split(),
        1,
    )
} | {"thirty": 30, "forty": 40, "sixty": 60, "ninety": 90}
_YEARS_AND_MONTHS = re.compile(
    r"(?P<n>{n}) ?(?:年|years?),? ?(?:零|又|and )?(?P<m>{n}) ?(?:个月|個月|months?)".format(
        n=r"(?:[0-9]+|[〇零一二两三四五六七八九十百千]+?)"
    )
)


def _duration(text: str, number: str, kind: str) -> Duration:
    n = read_numeral(number)
    if n is None or not n or len(number.lstrip("0")) > _DIGIT_LIMIT:
        raise _refused(text, _COUNT)
    if kind == _WEEK:
        return Duration(n * _DAYS_A_WEEK, Unit.DAY)
    if kind == "bare":
        return Duration(n, Unit.DAY, bare=True)
    return Duration(n, Unit(kind))


def _in_months(text: str, years: str, months: str) -> Duration:
    """Years and months as months: the order of the two changes nothing."""
    parts = [_duration(text, years, "year"), _duration(text, months, "month")]
    return _duration(text, str(parts[0].n * _MONTHS_A_YEAR + parts[1].n), "month")


def _from_iso(text: str, iso: re.Match[str]) -> Duration:
    parts = [(kind, n) for kind, n in zip(_ISO_KINDS, iso.groups(), strict=True) if n is not None]
    if [kind for kind, _ in parts] == ["year", "month"]:
        return _in_months(text, parts[0][1], parts[1][1])
    if len(parts) != 1:
        raise _refused(text, _ONE_UNIT)
    kind, number = parts[0]
    return _duration(text, number, kind)


def _refuse_known_traps(text: str, plain: str) -> None:
    for trap, choices in _TRAPS:
        if found := trap.fullmatch(plain):
            raise _refused(text, choices.filled(**found.groupdict()))


# --- numbers ------------------------------------------------------------------

_DIGITS = {character: n for n, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}  # noqa: RUF001 - a Chinese zero
_PLACES = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile(
    r"(?:([一二两三四五六七八九])千)?(?:零?([一二两三四五六七八九])百)?"
    r"(?:零?([一二三四五六七八九])?(十))?(?:零?([一二两三四五六七八九]))?"
)


def read_numeral(text: str) -> int | None:
    """A whole number in digits or in Chinese numerals; None for anything else.

    >>> read_numeral("一百零五"), read_numeral("30"), read_numeral("十十")
    (105, 30, None)
    """
    if text.isascii() and text.isdigit():
        return int(text[: _DIGIT_LIMIT + 1]) if len(text) > _DIGIT_LIMIT else int(text)
    if len(text) > 1 and all(character in _DIGITS and character != "两" for character in text):
        return int("".join(str(_DIGITS[character]) for character in text[:_DIGIT_LIMIT]))
    found = _NUMERAL.fullmatch(text)
    if found is None or not text:
        return None
    thousands, hundreds, tens, ten, ones = (found[n] or "" for n in range(1, 6))
    total = _DIGITS.get(ones, 0)
    for digit, place in ((thousands, "千"), (hundreds, "百"), (tens or (ten and "一"), "十")):
        total += _DIGITS.get(digit, 0) * _PLACES[place]
    return total


# --- what is refused ----------------------------------------------------------


def _refused(text: str, choices: Text) -> UsageError:
    return UsageError(_REFUSED.filled(got=repr(text), choices=choices))


_NO_TEXT = Text(
    "期限 {got}：应为文字，例如 “5个工作日”",
    "period {got}: expected a text such as '5 working days'",
)
_REFUSED = Text("期限 {got}：{choices}", "period {got}: {choices}")
_CHOICES = Text(
    "应为数字加单位：个工作日、日、个月、年、小时、个工作小时，例如 “5个工作日”",
    "expected a number and a unit (working days, days, months, years, hours, working hours), "
    "such as '5 working days'",
)
_COUNT = Text(
    "应为大于零且不超过六位的整数", "expected a whole number of 1 or more, of six digits at most"
)
_NO_UNIT = Text(
    "没有单位。写明 “5个工作日” “5日” “5个月” “5年” “5小时” 或者 “5个工作小时”",
    "it has no unit; write '5 working days', '5 days', '5 months', '5 years', '5 hours' or "
    "'5 working hours'",
)
_MONTH_OR_MINUTE = Text(
    "可能是月，也可能是分钟。期限写 “{n}个月”；分钟不作期限，请用 Clock.due",
    "it may be months or minutes; for a period write '{n} months' or '{n}个月'; minutes are no "
    "period, ask Clock.due",
)
_MINUTES = Text(
    "期限不以分钟计；办公时间内的时长请用 Clock.due(start, timedelta(minutes=...))",
    "periods are not counted in minutes; for working time ask "
    "Clock.due(start, timedelta(minutes=...))",
)
_PART_OF_AN_HOUR = Text(
    "应为整数；不足一小时的时长请用 Clock.due(start, timedelta(hours=...))",
    "expected a whole number; for parts of an hour ask Clock.due(start, timedelta(hours=...))",
)
_GROUPED = Text("数字里不加逗号，写 {a}{b}", "write the number without a comma: {a}{b}")
_BACKWARDS = Text(
    "“前”是倒推。期限写 “{n}”，用 before 或者 --before 推算最迟之日",
    "it counts back; write '{n}' and ask for the latest day with before, or --before",
)
_MONTH_OR_NAME = Text(
    "可能是几个月，也可能是月份的名称。期限写 “3个月”",
    "it may be a count of months or the name of a month; for a period write '3个月' or '3 months'",
)
_HALF = Text(
    "半数没有统一的计算方法。写整数：半个月写 “15日”，半年写 “6个月”，半天写小时",
    "halves are counted in more than one way; write a whole number: '15 days' for half a month, "
    "'6 months' for half a year, hours for half a day",
)
_PART = Text("应为整数", "expected a whole number")
_ONE_UNIT = Text(
    "一个期限只用一个单位，先后顺序会改变结果。写 “14个月” 或者 “45日”",
    "a period has one unit, because the order of several changes the day; write '14 months' or "
    "'45 days'",
)
_UNIT_WORDS = "|".join(sorted((*_KIND_OF, "月"), key=len, reverse=True))
_NUMBER = r"(?:[0-9]+|[〇零一二两三四五六七八九十百千]+)"
_TRAPS: tuple[tuple[re.Pattern[str], Text], ...] = tuple(
    (re.compile(pattern), choices)
    for pattern, choices in (
        (_NUMBER, _NO_UNIT),
        (r"(?P<n>\d+) ?m", _MONTH_OR_MINUTE),
        (rf"{_NUMBER} ?(?:mins?|minutes?|分钟|分)|pt\d+m|半(?:个)?小时|half an hour", _MINUTES),
        (r"(?P<a>\d{1,3}),(?P<b>\d{3})(?!\d).*", _GROUPED),
        (rf"(?P<n>{_NUMBER} ?(?:{_UNIT_WORDS}))(?:之前|以前|前)", _BACKWARDS),
        (r"(?:pt)?\d+[.,]\d+ ?(?:hours?|h|hrs?|个?小时)", _PART_OF_AN_HOUR),
        (rf"{_NUMBER} ?月", _MONTH_OR_NAME),
        (r".*(?:半|half).*", _HALF),
        (r"(?:-|p|pt)*\d+[.,]\d+.*", _PART),
        (r"-\d.*", _COUNT),
        (rf"(?:{_NUMBER} ?(?:{_UNIT_WORDS})(?:[ ,零又]|and)*){{2,}}", _ONE_UNIT),
    )
)
