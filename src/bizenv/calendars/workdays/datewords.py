"""Days as Chinese documents write them: 2月15日（农历腊月二十八、星期日）至23日.

>>> words = Words("2月14日（星期六）、28日")
>>> problems = []
>>> Dates(words, 2026, problems).read(0, len(words.clean))
(datetime.date(2026, 2, 14), datetime.date(2026, 2, 28))
>>> problems
[]
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from attrs import define, field, frozen

from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text

__all__ = ["DAY", "HOLIDAYS", "MOST_DAYS", "WEEKDAYS", "Dates", "Words", "real_day"]

DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:（[^（）\n]*）)?"
"""A day in cleaned text; the year and the month may be left out."""
_PARTS = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:（([^（）\n]*)）)?")
_SPAN = re.compile(rf"({DAY})(?:至({DAY}))?")
_OF_WEEK = r"(?:星期|周|礼拜)[一二三四五六日天]"
_WEEKDAY = re.compile(rf"({_OF_WEEK})")
HOLIDAYS = "元旦|除夕|春节|清明节?|五一|国际劳动节|劳动节|端午节?|中秋节?|国庆节?|十一"
"""Holidays by the names that notices use."""
_LUNAR_MONTH = r"闰?(?:正|冬|腊|十[一二]|[一二三四五六七八九十])月"
_ONES = "[一二三四五六七八九]"
_LUNAR_DAY = rf"(?:大年)?初(?:{_ONES}|十)|(?:二?十|廿){_ONES}?|三十"
_LUNAR_YEAR = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
_LUNAR = rf"农历|{_LUNAR_YEAR}|{_LUNAR_MONTH}(?:{_LUNAR_DAY})?|{_LUNAR_DAY}"
_OTHER_FEAST = "新年|(?:(?![不非无免停])[一-龥]){1,6}节"
_FEAST = rf"[“\"]?(?:{HOLIDAYS}|{_OTHER_FEAST})[”\"]?(?:国际劳动节)?(?:当[日天])?"
_NOTE = re.compile(rf"即?(?:(?:{_OF_WEEK}|三月三|{_LUNAR}|{_FEAST})[、，至]?)++")
"""What may stand in brackets behind a day; anything else could turn it round."""
WEEKDAYS = (
    Text("星期一", "a Monday"),
    Text("星期二", "a Tuesday"),
    Text("星期三", "a Wednesday"),
    Text("星期四", "a Thursday"),
    Text("星期五", "a Friday"),
    Text("星期六", "a Saturday"),
    Text("星期日", "a Sunday"),
)
_LIKE = str.maketrans(
    "(),:;.\uff0e~～-－—–―到０１２３４５６７８９",
    "（），：；。。至至至至至至至至0123456789",
)


_FILE = "<text>"  # a place begins with a name, as in Python's own "<string>"


@frozen(init=False)
class Words:
    """A text without its blanks and with one sign for each meaning, and where each part stood.

    >>> Words("1 月 1 日-3 日").clean
    '1月1日至3日'
    """

    text: str
    clean: str
    _spots: tuple[int, ...]

    def __init__(self, text: str) -> None:
        kept = [(n, c) for n, c in enumerate(text) if c == "\n" or not c.isspace()]
        clean = "".join(c for _, c in kept).translate(_LIKE)
        self.__attrs_init__(text, clean, (*(n for n, _ in kept), len(text)))

    def place(self, at: int) -> Place:
        """Where a part of the cleaned text stands in the text."""
        before = self.text[: self._spots[at]]
        return Place(_FILE, before.count("\n") + 1, len(before) - before.rfind("\n"))

    def quote(self, start: int, end: int, most: int = 60) -> str:
        """The words as they were written, cut where they are long."""
        words = self.text[self._spots[start] : self._spots[end - 1] + 1] if end else ""
        return words if len(words) <= most else f"{words[: most - 1]}…"

    def problem(
        self, code: str, start: int, end: int, expected: Text, hint: Text | None = None
    ) -> Problem:
        """A problem with a part of the cleaned text."""
        return Problem(code, self.quote(start, end), expected, self.place(start), hint)


_NOTED = Text(
    "括号里只写星期、农历日期或者节日名称",
    "brackets with a weekday, a lunar date or the name of a holiday only",
)
_REAL = Text("确实存在的日期", "a day that the calendar has")
_MONTH = Text("写明月份的日期", "a day with its month")
_ORDER = Text("先写起始日，后写结束日", "the first day before the last")
MOST_DAYS = 60
"""No holiday is longer; what is read as longer was read wrongly."""
_DECEMBER = 12
_NEW_YEAR_UNTIL = 16
_SHORT = Text(f"不超过 {MOST_DAYS} 天的一段", f"at most {MOST_DAYS} days")


@define
class Dates:
    """Reads one item's days in order; a part left out is taken from the day before it.

    A December without a year means the one nearest to ``anchor``, the first day
    that the item gives off: 12月31日 beside 1月1日 is in the year before.
    """

    words: Words
    year: int
    problems: list[Problem]
    anchor: date | None = None
    _last: date | None = field(default=None, init=False)

    def read(self, start: int, end: int) -> tuple[date, ...]:
        """The days of a list such as 2月14日、16日至18日; what cannot be read is told."""
        days: list[date] = []
        for found in _SPAN.finditer(self.words.clean, start, end):
            first = self._day(*found.span(1))
            last = self._day(*found.span(2)) if found[2] else first
            if first is not None and last is not None:
                if first > last and "年" not in found[1] and (first.month, last.month) == (12, 1):
                    first = first.replace(year=last.year - 1)  # 12月30日至1月1日
                days.extend(self._span(first, last, found))
        return tuple(days)

    def _span(self, first: date, last: date, found: re.Match[str]) -> list[date]:
        self._check_weekday(first, *found.span(1))
        if found[2]:
            self._check_weekday(last, *found.span(2))
        count = (last - first).days + 1
        if 1 <= count <= MOST_DAYS:
            return [first + timedelta(days=n) for n in range(count)]
        expected = _ORDER if count < 1 else _SHORT
        self.problems.append(self.words.problem("bad-span", *found.span(), expected))
        return []

    def _day(self, start: int, end: int) -> date | None:
        found = _PARTS.fullmatch(self.words.clean, start, end)
        assert found is not None  # noqa: S101 - the same pattern found it
        year, month, number, note = found.groups()
        if note is not None and not _NOTE.fullmatch(note):
            self.problems.append(self.words.problem("unread-words", *found.span(4), _NOTED))
        if month is None and self._last is None:
            self.problems.append(self.words.problem("bad-date", start, end, _MONTH))
            return None
        day = self._nearest(year, month, int(number))
        if day is None:
            self.problems.append(self.words.problem("bad-date", start, end, _REAL))
            return None
        self._last = day
        return day

    def _nearest(self, year: str | None, month: str | None, number: int) -> date | None:
        if year is not None:
            years = [int(year)]
        elif month is None and self._last is not None:
            years = [self._last.year]
        else:
            years = [self.year, self.year - 1] if self._may_reach_back(month) else [self.year]
        in_month = int(month) if month else self._last.month if self._last else 0
        days = [day for each in years if (day := real_day(each, in_month, number)) is not None]
        anchor = self.anchor or date(self.year, 1, 1)
        return min(days, key=lambda day: abs(day - anchor), default=None)

    def _may_reach_back(self, month: str | None) -> bool:
        """Whether a month without its year may be the December before: beside New Year only."""
        if self.anchor is None or month is None or int(month) != _DECEMBER:
            return False
        return self.anchor < date(self.year, 1, _NEW_YEAR_UNTIL)

    def _check_weekday(self, day: date, start: int, end: int) -> None:
        said = _WEEKDAY.search(self.words.clean, start, end)
        if said is None or "一二三四五六日".find(said[1][-1].replace("天", "日")) == day.weekday():
            return
        name = WEEKDAYS[day.weekday()]
        expected = Text(f"{name.zh}（{day}）", f"{name.say('en')} ({day})")
        self.problems.append(self.words.problem("weekday-mismatch", start, end, expected))


def real_day(year: int, month: int, number: int) -> date | None:
    """The day of these numbers; None where the calendar has none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None
