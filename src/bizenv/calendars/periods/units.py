"""What a period is counted in, how its last day moves, when that day ends (期限的计算单位).

>>> Unit.WORKING_DAY.words(5, "zh"), Unit.DAY.words(1, "en")
('5 个工作日', '1 day')
"""

from __future__ import annotations

from enum import StrEnum

from bizenv.kernel.text import Lang, Text

__all__ = ["End", "Roll", "Unit"]


class Unit(StrEnum):
    """What a period is counted in.

    A working day is no day: the two never mix.
    """

    WORKING_DAY = "working_day"
    DAY = "day"
    """A day of the calendar, worked or not."""
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    """An hour in which the office is open; needs a clock."""

    @property
    def text(self) -> Text:
        """The word for people."""
        return _UNITS[self]

    @property
    def by_the_hour(self) -> bool:
        """Whether it runs from a moment rather than from a day."""
        return self in (Unit.HOUR, Unit.WORKING_HOUR)

    def words(self, n: int, lang: Lang) -> str:
        """A count of it, as people write it."""
        word = self.text.say(lang)
        if lang == "zh":
            return f"{n} {word}"
        return f"{n} {word}" if n == 1 else f"{n} {word}s"


_UNITS = {
    Unit.WORKING_DAY: Text("个工作日", "working day"),
    Unit.DAY: Text("日", "day"),
    Unit.MONTH: Text("个月", "month"),
    Unit.YEAR: Text("年", "year"),
    Unit.HOUR: Text("小时", "hour"),
    Unit.WORKING_HOUR: Text("个工作小时", "working hour"),
}


class Roll(StrEnum):
    """What happens when the last day of a period is a rest day (期限届满日的顺延)."""

    NONE = "none"
    """Nothing: it stays the last day."""
    NEXT_WORKING_DAY = "next_working_day"
    """The first day after the rest days (民法典 art. 203)."""
    TAX_HOLIDAYS = "tax_holidays"
    """The same; and a long holiday inside the period adds its days to it.

    税收征收管理法实施细则 art. 109. How long a holiday must be is in the data of the law.
    """

    @property
    def text(self) -> Text:
        """The words for people."""
        return _ROLLS[self]


_ROLLS = {
    Roll.NONE: Text("不顺延", "the last day stays where it falls"),
    Roll.NEXT_WORKING_DAY: Text(
        "最后一日是休息日的，顺延至休息日结束的次日",
        "a last day that is a rest day moves to the first working day after it",
    ),
    Roll.TAX_HOLIDAYS: Text(
        "期限内有长假的，按放假天数顺延",
        "a long holiday inside the period adds its days",
    ),
}


class End(StrEnum):
    """When the last day of a period ends (截止时间)."""

    MIDNIGHT = "midnight"
    """At 24:00."""
    CLOSE = "close"
    """At close of business; needs a clock."""
    CLOSE_OR_MIDNIGHT = "close_or_midnight"
    """At close of business where a clock is given, else at 24:00 (民法典 art. 203)."""

    @property
    def text(self) -> Text:
        """The words for people."""
        return _ENDS[self]


_ENDS = {
    End.MIDNIGHT: Text("24 时截止", "ends at 24:00"),
    End.CLOSE: Text("停止业务活动时截止", "ends at close of business"),
    End.CLOSE_OR_MIDNIGHT: Text(
        "24 时截止，有业务时间的，停止业务活动时截止",
        "ends at 24:00, or at close of business where there are business hours",
    ),
}
