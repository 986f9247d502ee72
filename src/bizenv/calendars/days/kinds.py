"""Kinds of sets of days: of the month, of the week, named, recurring, all (日期集合的种类).

>>> MonthDays(1, 22).next_outside(date(2023, 6, 15))
datetime.date(2023, 6, 23)
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from bizenv.calendars.days.algebra import DaySet, phrase
from bizenv.calendars.days.recurrences import BLOCK, parsed_rule, recurring_days
from bizenv.calendars.weekdays import WEEKDAY_TEXTS, WEEKDAYS
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import as_day, instance, words
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth

__all__ = [
    "EVERY_DAY",
    "NO_DAY",
    "Dates",
    "Everything",
    "MonthDays",
    "Nothing",
    "Recurrence",
    "Unsettled",
    "Weekdays",
]

_LAST_OF_MONTH = 31
_NO_DAY_OF_MONTH = Text(
    "{name}={number}：应为每月的第几日，1 至 31",
    "{name}={number}: expected a day of the month, 1 to 31",
)
_WRONG_ORDER = Text("last={last}：早于 first={first}", "last={last} comes before first={first}")
_NO_WEEKDAY = Text("{name}：应为星期，可写 {known}", "{name}: expected a weekday, one of {known}")
_NO_NAMES = Text(
    "Weekdays() 至少要有一个星期，例如 Weekdays('mon')",
    "Weekdays() needs at least one weekday, for example Weekdays('mon')",
)


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
            if type(number) is not int or not 1 <= number <= _LAST_OF_MONTH:
                raise UsageError(_NO_DAY_OF_MONTH.filled(name=name, number=repr(number)))
        if self.last < self.first:
            raise UsageError(_WRONG_ORDER.filled(first=repr(self.first), last=repr(self.last)))

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
            raise UsageError(_NO_WEEKDAY.filled(name=repr(name), known=WEEKDAYS))
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
            raise UsageError(_NO_NAMES)
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

    def _why(self, day: date) -> Text:  # noqa: ARG002 - all its days alike
        return self.why

    def _describe(self, lang: Lang) -> str:
        days, why = phrase(self.days, lang), self.why.say(lang)
        return f"{days}未定（{why}）" if lang == "zh" else f"{days} not settled ({why})"

    def __repr__(self) -> str:
        return f"Unsettled({self.days!r}, {self.why!r})"
