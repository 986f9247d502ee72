"""Sets of days and their algebra (日期集合).

Every rule about days is a set: days 1 to 22 of each month, Mondays to
Thursdays, statutory holidays, everything but the first five days. Sets join
with ``|``, meet with ``&`` and turn round with ``~``.

>>> quiet = MonthDays(1, 22)
>>> quiet.covers(date(2023, 6, 22)), quiet.covers(date(2023, 6, 23))
(True, False)
>>> quiet.next_outside(date(2023, 6, 15))
datetime.date(2023, 6, 23)
>>> ~MonthDays(1, 5) & Weekdays("mon", "fri")
~MonthDays(1, 5) & Weekdays('mon', 'fri')

Membership is three-valued underneath, because some days are not settled yet:
next year's holidays before the notice is out, or a window that the document
leaves open. :meth:`DaySet.truth` says so; :meth:`DaySet.covers` refuses to
guess.
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import field, frozen

from bizenv.calendars.days.recurrences import BLOCK, parsed_rule, recurring_days
from bizenv.calendars.days.tables import CompiledDays, DayTable, days_from
from bizenv.calendars.weekdays import WEEKDAY_TEXTS, WEEKDAYS
from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.errors import UnknownDayError, UsageError
from bizenv.kernel.fields import as_day, instance, words
from bizenv.kernel.text import Lang, Text, check_lang
from bizenv.kernel.truth import Truth

__all__ = [
    "EVERY_DAY",
    "NO_DAY",
    "Complement",
    "CompiledDays",
    "Dates",
    "DaySet",
    "DayTable",
    "Everything",
    "Holidays",
    "Intersection",
    "MonthDays",
    "Nothing",
    "Recurrence",
    "Union",
    "Unsettled",
    "Weekdays",
    "WorkingDays",
    "as_day",
    "days_from",
]

_ONE_DAY = timedelta(days=1)
_SEARCH_DAYS = 3_700  # ten years and a bit: beyond that "next" answers None


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
            raise UnknownDayError(f"{day.isoformat()} is not settled in {self!r}")
        return truth is Truth.YES

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


@frozen(repr=False)
class MonthDays(DaySet):
    """The same days of every month, both ends included (每月几日至几日).

    A range clamps at the month's end: days 25 to 31 are the 25th to 28th in a
    common February.

    >>> MonthDays(25, 31).between(date(2023, 2, 24), date(2023, 3, 1))[-1]
    datetime.date(2023, 2, 28)
    """

    first: int
    last: int

    def __attrs_post_init__(self) -> None:
        for name, number in (("first", self.first), ("last", self.last)):
            if type(number) is not int or not 1 <= number <= 31:
                raise UsageError(f"{name}={number!r}: expected a day of the month, 1 to 31")
        if self.last < self.first:
            raise UsageError(f"last={self.last!r} comes before first={self.first!r}")

    def _truth(self, day: date) -> Truth:
        return Truth.YES if self.first <= day.day <= self.last else Truth.NO

    def _describe(self, lang: Lang) -> str:
        if self.first == self.last:
            return f"每月 {self.first} 日" if lang == "zh" else f"day {self.first} of every month"
        span = f"{self.first}–{self.last}"
        return f"每月 {span} 日" if lang == "zh" else f"days {span} of every month"

    def __repr__(self) -> str:
        return f"MonthDays({self.first}, {self.last})"


def _weekday_names(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in WEEKDAYS:
            raise UsageError(f"{name!r}: expected a weekday, one of {', '.join(WEEKDAYS)}")
    return tuple(sorted(set(names), key=WEEKDAYS.index))


@frozen(repr=False, init=False)
class Weekdays(DaySet):
    """The same days of every week (每周几).

    >>> Weekdays("mon", "fri").covers(date(2023, 5, 1))
    True
    """

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        if not names:
            raise UsageError("Weekdays() needs at least one weekday, for example Weekdays('mon')")
        self.__attrs_init__(_weekday_names(names))

    def _truth(self, day: date) -> Truth:
        return Truth.YES if WEEKDAYS[day.weekday()] in self.names else Truth.NO

    def _describe(self, lang: Lang) -> str:
        named = [WEEKDAY_TEXTS[WEEKDAYS.index(name)].say(lang) for name in self.names]
        return "每" + "、".join(named) if lang == "zh" else "every " + ", ".join(named)

    def __repr__(self) -> str:
        return f"Weekdays({', '.join(map(repr, self.names))})"


@frozen(repr=False, init=False)
class Dates(DaySet):
    """Days named one by one (逐日列明).

    >>> Dates(date(2026, 1, 4)).covers(date(2026, 1, 4))
    True
    """

    days: frozenset[date]

    def __init__(self, *days: date) -> None:
        named = frozenset(as_day(day) for day in days)
        self.__attrs_init__(named)

    def _truth(self, day: date) -> Truth:
        return Truth.YES if day in self.days else Truth.NO

    def _describe(self, lang: Lang) -> str:
        if not self.days:
            return NO_DAY._describe(lang)
        shown = [day.isoformat() for day in sorted(self.days)[:5]]
        if len(self.days) > len(shown):
            more = len(self.days) - len(shown)
            shown.append(f"另有 {more} 日" if lang == "zh" else f"{more} more")
        return ("、" if lang == "zh" else ", ").join(shown)

    def __repr__(self) -> str:
        return f"Dates({', '.join(map(repr, sorted(self.days)))})"


@frozen(repr=False)
class Recurrence(DaySet):
    """Days that recur by a rule of RFC 5545 (周期规则), from a first day on.

    >>> Recurrence("FREQ=MONTHLY;BYDAY=2TH", date(2023, 1, 1)).next(date(2023, 6, 1))
    datetime.date(2023, 6, 8)
    """

    rule: str = field(validator=words)
    start: date = field(converter=as_day)

    def __attrs_post_init__(self) -> None:
        parsed_rule(self.rule, self.start)

    def _truth(self, day: date) -> Truth:
        days = recurring_days(self.rule, self.start, day.year // BLOCK)
        return Truth.YES if day in days else Truth.NO

    def _describe(self, lang: Lang) -> str:
        start = self.start.isoformat()
        return f"按规则 {self.rule}（自 {start}）" if lang == "zh" else f"{self.rule} from {start}"

    def __repr__(self) -> str:
        return f"Recurrence({self.rule!r}, {self.start!r})"


@frozen(repr=False)
class Holidays(DaySet):
    """The days that a calendar's holiday notices give off (法定节假日放假).

    Days beyond the published notices are not settled.
    """

    calendar: WorkCalendar = field(validator=instance(WorkCalendar))

    def _truth(self, day: date) -> Truth:
        return self.calendar.holiday(day)

    def _describe(self, lang: Lang) -> str:
        return "法定节假日" if lang == "zh" else "statutory holidays"

    def __repr__(self) -> str:
        return f"Holidays({self.calendar!r})"


@frozen(repr=False)
class WorkingDays(DaySet):
    """The working days of a calendar (工作日); its complement are the rest days.

    Days beyond the published notices are not settled, and neither are the last
    days of December until the next notice is out.

    >>> from bizenv.calendars.workdays.calendar import work_calendar
    >>> rest = ~WorkingDays(work_calendar("CN"))
    >>> rest.between(date(2023, 6, 22), date(2023, 6, 26))[-1]   # 25 June was worked
    datetime.date(2023, 6, 24)
    """

    calendar: WorkCalendar = field(validator=instance(WorkCalendar))

    def _truth(self, day: date) -> Truth:
        if self.calendar.certainty(day) is not Certainty.FINAL:
            return Truth.UNKNOWN
        return Truth.of(self.calendar.is_working(day))

    def _describe(self, lang: Lang) -> str:
        return "工作日" if lang == "zh" else "working days"

    def __repr__(self) -> str:
        return f"WorkingDays({self.calendar!r})"


@frozen(repr=False)
class Everything(DaySet):
    """Every day (每一天)."""

    def _truth(self, day: date) -> Truth:  # noqa: ARG002 - all days alike
        return Truth.YES

    def _describe(self, lang: Lang) -> str:
        return "每一天" if lang == "zh" else "every day"

    def __repr__(self) -> str:
        return "EVERY_DAY"


@frozen(repr=False)
class Nothing(DaySet):
    """No day at all (没有任何一天)."""

    def _truth(self, day: date) -> Truth:  # noqa: ARG002 - all days alike
        return Truth.NO

    def _describe(self, lang: Lang) -> str:
        return "没有任何一天" if lang == "zh" else "no day"

    def __repr__(self) -> str:
        return "NO_DAY"


EVERY_DAY = Everything()
NO_DAY = Nothing()


@frozen(repr=False)
class Unsettled(DaySet):
    """Days of which the document does not say whether they count (未明确的日子).

    "Before the 20th" leaves the 20th open: ``MonthDays(1, 19) |
    Unsettled(MonthDays(20, 20), why)``.
    """

    days: DaySet = field(validator=instance(DaySet))
    why: Text = field(validator=instance(Text))

    def _truth(self, day: date) -> Truth:
        return Truth.NO if self.days._truth(day) is Truth.NO else Truth.UNKNOWN

    def _describe(self, lang: Lang) -> str:
        days, why = _phrase(self.days, lang), self.why.say(lang)
        return f"{days}未定（{why}）" if lang == "zh" else f"{days} not settled ({why})"

    def __repr__(self) -> str:
        return f"Unsettled({self.days!r}, {self.why!r})"


def _bound(days: DaySet, binding: int) -> str:
    return f"({days!r})" if days.binding < binding else repr(days)


def _phrase(days: DaySet, lang: Lang, within: type[DaySet] | None = None) -> str:
    """The words for a part of a set, in brackets where they could be misread."""
    said = days._describe(lang)
    if not isinstance(days, (Union, Intersection, Complement)) or type(days) is within:
        return said
    return f"（{said}）" if lang == "zh" else f"({said})"


@frozen(repr=False)
class Union(DaySet):
    """Days that are in either set."""

    left: DaySet = field(validator=instance(DaySet))
    right: DaySet = field(validator=instance(DaySet))
    binding = 1

    def _truth(self, day: date) -> Truth:
        left = self.left._truth(day)
        return left if left is Truth.YES else left | self.right._truth(day)

    def _describe(self, lang: Lang) -> str:
        joint = "和" if lang == "zh" else " and "
        return joint.join(_phrase(part, lang, Union) for part in (self.left, self.right))

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

    def _describe(self, lang: Lang) -> str:
        joint = "中的" if lang == "zh" else " that are also "
        return joint.join(_phrase(part, lang, Intersection) for part in (self.left, self.right))

    def __repr__(self) -> str:
        return f"{_bound(self.left, 2)} & {_bound(self.right, 3)}"


@frozen(repr=False)
class Complement(DaySet):
    """Days that are not in the set."""

    days: DaySet = field(validator=instance(DaySet))

    def _truth(self, day: date) -> Truth:
        return ~self.days._truth(day)

    def _describe(self, lang: Lang) -> str:
        days = _phrase(self.days, lang)
        return f"{days}以外的日子" if lang == "zh" else f"every day except {days}"

    def __repr__(self) -> str:
        return f"~{_bound(self.days, 3)}"
