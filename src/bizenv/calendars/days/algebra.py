"""The algebra of sets of days: what every set answers, and how sets join and meet (日期集合的运算).

>>> from bizenv.calendars.days.kinds import MonthDays, Weekdays
>>> ~MonthDays(1, 5) & Weekdays("mon", "fri")
~MonthDays(1, 5) & Weekdays('mon', 'fri')
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import field, frozen

from bizenv.calendars.days.tables import CompiledDays, days_from
from bizenv.kernel.errors import UnknownDayError
from bizenv.kernel.fields import as_day, instance
from bizenv.kernel.text import Lang, Text, check_lang
from bizenv.kernel.truth import Truth

__all__ = ["Complement", "DaySet", "Intersection", "Union", "phrase"]

_ONE_DAY = timedelta(days=1)
_SEARCH_DAYS = 3_700  # ten years and a bit: beyond that "next" answers None
_NOT_SETTLED = Text("{day} 是否属于{days}尚未确定：{why}", "{day} is not settled in {days}: {why}")
_NOTHING_SAYS = Text("没有公布的文件说明", "nothing published settles it")


class DaySet:
    """A set of days. Subclasses say which; this class holds the algebra."""

    __slots__ = ()
    binding = 3
    """How tightly the repr binds: 1 union, 2 intersection, 3 anything else."""

    def truth(self, day: date) -> Truth:
        """Whether the day is in the set: yes, no, or not settled.

        Raises:
            NotADayError: the argument is not a plain day.
        """
        return self._truth(as_day(day))

    def _truth(self, day: date) -> Truth:
        raise NotImplementedError

    def describe(self, lang: Lang) -> str:
        """The set in words."""
        return self._describe(check_lang(lang))

    def _describe(self, lang: Lang) -> str:
        raise NotImplementedError

    def covers(self, day: date) -> bool:
        """Whether the day is in the set.

        Raises:
            NotADayError: the argument is not a plain day.
            UnknownDayError: nothing published settles this day.
        """
        truth = self.truth(day)
        if truth is Truth.UNKNOWN:
            raise UnknownDayError(self._told(day))
        return truth is Truth.YES

    def _told(self, day: date) -> Text:
        """That a day is not settled, and why."""
        days = Text(self._describe("zh"), self._describe("en"))
        return _NOT_SETTLED.filled(day=day, days=days, why=self._why(day))

    def _why(self, day: date) -> Text:  # noqa: ARG002 - most sets settle every day
        """Why a day is not settled: what is awaited, or what a document leaves open."""
        return _NOTHING_SAYS

    def next(self, day: date) -> date | None:
        """The first covered day after ``day``; None within ten years.

        Raises:
            UnknownDayError: an unsettled day comes first.
        """
        return self._search(day, True)

    def next_outside(self, day: date) -> date | None:
        """The first day after ``day`` that is not covered; None within ten years.

        Raises:
            UnknownDayError: an unsettled day comes first.
        """
        return self._search(day, False)

    def _search(self, day: date, wanted: bool) -> date | None:
        day = as_day(day)
        for _ in range(min(_SEARCH_DAYS, (date.max - day).days)):
            day += _ONE_DAY
            if self.covers(day) is wanted:
                return day
        return None

    def between(self, start: date, end: date) -> tuple[date, ...]:
        """The covered days from ``start`` to ``end``, both included.

        Raises:
            UnknownDayError: an unsettled day lies in between.
        """
        return tuple(day for day in days_from(start, end) if self.covers(day))

    def compiled(self) -> CompiledDays:
        """The same set with each year computed once and looked up after that."""
        return CompiledDays(self)

    def __or__(self, other: DaySet) -> DaySet:
        return Union(self, other)

    def __and__(self, other: DaySet) -> DaySet:
        return Intersection(self, other)

    def __invert__(self) -> DaySet:
        return Complement(self)


def _bound(days: DaySet, binding: int) -> str:
    return f"({days!r})" if days.binding < binding else repr(days)


def phrase(days: DaySet, lang: Lang, within: type[DaySet] | None = None) -> str:
    """The words for a part of a set, in brackets where they could be misread."""
    said = days._describe(lang)
    if not isinstance(days, (Union, Intersection, Complement)) or type(days) is within:
        return said
    return f"（{said}）" if lang == "zh" else f"({said})"


def _first_unknown(day: date, *parts: DaySet) -> Text:
    """Why a set of several is not settled: for the first part that is not."""
    return next(part._why(day) for part in parts if part._truth(day) is Truth.UNKNOWN)


@frozen(repr=False)
class Union(DaySet):
    """Days that are in either set."""

    left: DaySet = field(validator=instance(DaySet))
    right: DaySet = field(validator=instance(DaySet))
    binding = 1

    def _truth(self, day: date) -> Truth:
        left = self.left._truth(day)
        return left if left is Truth.YES else left | self.right._truth(day)

    def _why(self, day: date) -> Text:
        return _first_unknown(day, self.left, self.right)

    def _describe(self, lang: Lang) -> str:
        joint = "和" if lang == "zh" else " and "
        return joint.join(phrase(part, lang, Union) for part in (self.left, self.right))

    def __repr__(self) -> str:
        return f"{_bound(self.left, 1)} | {_bound(self.right, 2)}"


@frozen(repr=False)
class Intersection(DaySet):
    """Days that are in both sets."""

    left: DaySet = field(validator=instance(DaySet))
    right: DaySet = field(validator=instance(DaySet))
    binding = 2

    def _truth(self, day: date) -> Truth:
        left = self.left._truth(day)
        return left if left is Truth.NO else left & self.right._truth(day)

    def _why(self, day: date) -> Text:
        return _first_unknown(day, self.left, self.right)

    def _describe(self, lang: Lang) -> str:
        joint = "中的" if lang == "zh" else " that are also "
        return joint.join(phrase(part, lang, Intersection) for part in (self.left, self.right))

    def __repr__(self) -> str:
        return f"{_bound(self.left, 2)} & {_bound(self.right, 3)}"


@frozen(repr=False)
class Complement(DaySet):
    """Days that are not in the set."""

    days: DaySet = field(validator=instance(DaySet))

    def _truth(self, day: date) -> Truth:
        return ~self.days._truth(day)

    def _why(self, day: date) -> Text:
        return self.days._why(day)

    def _describe(self, lang: Lang) -> str:
        days = phrase(self.days, lang)
        return f"{days}以外的日子" if lang == "zh" else f"every day except {days}"

    def __repr__(self) -> str:
        return f"~{_bound(self.days, 3)}"
