"""Statutory periods: a count, a unit, and how it is counted (法定期限).

>>> from bizenv.calendars.workdays.calendar import work_calendar
>>> period = Period.parse("15个工作日")
>>> str(period), period.deadline(date(2023, 6, 20), work_calendar("CN")).day
('15 working days', datetime.date(2023, 7, 12))

The start day does not count (民法典 art. 201). What else depends on the law is
said by a :class:`~bizenv.calendars.periods.laws.LawProfile`.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.periods.deadlines import Deadline
from bizenv.calendars.periods.duedates import deadline_before, deadline_of
from bizenv.calendars.periods.durations import read_duration
from bizenv.calendars.periods.laws import LawProfile, check_options, law_profile
from bizenv.calendars.periods.units import End, Roll, Unit
from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import instance, member
from bizenv.kernel.text import Text

if TYPE_CHECKING:
    from bizenv.calendars.periods.changes import DeemedStart
    from bizenv.calendars.workdays.calendar import OnUnknown

__all__ = ["End", "Period", "Roll", "Unit"]

_CLOCKS = (Clock, type(None))
_COUNT = Text("n={n}：应为大于零的整数", "n={n}: expected a whole number of 1 or more")
_NOT_BY_THE_HOUR = Text(
    "{unit}从一个时刻起算，{option} 对它没有意义",
    "{unit}s run from a moment, so {option} has no meaning for them",
)
_NOT_BY_THE_DAY = Text(
    "{unit}按日计算，{option} 对它没有意义",
    "{unit}s are counted by days, so {option} has no meaning for them",
)


def _unit(value: Unit | str) -> Unit:
    return member(Unit, value)


def _roll(value: Roll | str) -> Roll:
    return member(Roll, value)


def _end(value: End | str) -> End:
    return member(End, value)


def _law(value: LawProfile | str | None) -> LawProfile | None:
    return None if value is None else law_profile(value)


@frozen(repr=False, cache_hash=True)
class Period:
    """A count of one unit, and how it is counted; different meaning, different value.

    ``Period(5, "working_day")`` and ``Period(5, "day")`` never mix. Options:
    ``start_counts`` (the start day is the first), ``roll`` (what a rest day at
    the end does), ``end`` (when the last day ends), ``from_next_hour`` (hours
    run from the next full hour) and ``law`` (whose articles are cited).

    >>> Period(3, "month", roll=Roll.NEXT_WORKING_DAY)
    Period(3, 'month', roll='next_working_day')

    Raises:
        UsageError: n is no whole number of 1 or more, or an option has no
            meaning for the unit.
    """

    n: int
    unit: Unit = field(converter=_unit)
    start_counts: bool = field(default=False, kw_only=True, validator=instance(bool))
    roll: Roll = field(default=Roll.NONE, kw_only=True, converter=_roll)
    end: End = field(default=End.MIDNIGHT, kw_only=True, converter=_end)
    from_next_hour: bool = field(default=False, kw_only=True, validator=instance(bool))
    law: LawProfile | None = field(default=None, kw_only=True, converter=_law)

    def __attrs_post_init__(self) -> None:
        if type(self.n) is not int or self.n < 1:
            raise UsageError(_COUNT.filled(n=repr(self.n)))
        self._check_options()

    def _check_options(self) -> None:
        """Refuse what is said and has no meaning for the unit."""
        if not self.unit.by_the_hour:
            if self.from_next_hour:
                facts = {"unit": self.unit.text, "option": "from_next_hour"}
                raise UsageError(_NOT_BY_THE_DAY.filled(**facts))
            return
        given = {
            "start_counts": self.start_counts,
            "roll": self.roll is not Roll.NONE,
            "end": self.end is not End.MIDNIGHT,
        }
        for option in [name for name, is_given in given.items() if is_given]:
            raise UsageError(_NOT_BY_THE_HOUR.filled(unit=self.unit.text, option=option))

    @classmethod
    def parse(cls, text: str, law: LawProfile | str | None = None, **options: Any) -> Period:
        """Read a period as it is written, in Chinese, English or ISO 8601.

        Days are days of the calendar, unless the law says that they are
        working days. ``options`` are those of the class.

        >>> Period.parse("5天"), Period.parse("P20D"), Period.parse("2小时")
        (Period(5, 'day'), Period(20, 'day'), Period(2, 'hour'))

        Raises:
            UsageError: the text is no period, or can be read in more than one
                way; the message names the ways.
        """
        if law is not None:
            return law_profile(law).period(text, **options)
        check_options(options)
        duration = read_duration(text)
        return cls(duration.n, duration.unit, **options)

    @property
    def needs_calendar(self) -> bool:
        """Whether its last day hangs on which days are worked."""
        working = self.unit in (Unit.WORKING_DAY, Unit.WORKING_HOUR)
        return working or self.roll is not Roll.NONE

    @property
    def text(self) -> Text:
        """The count and the unit for people.

        >>> Period(5, "working_day").text
        Text(zh='5 个工作日', en='5 working days')
        """
        return Text(self.unit.words(self.n, "zh"), self.unit.words(self.n, "en"))

    def __str__(self) -> str:
        """The count and the unit, as :meth:`parse` reads them under the same law."""
        words = self.unit.words(self.n, "en")
        if self.unit is Unit.DAY and self.law is not None:
            rule = self.law.unit_rule(self.n)
            if rule is not None and rule.unit is not Unit.DAY:
                return words.replace("day", "calendar day")
        return words

    def __repr__(self) -> str:
        words = [str(self.n), repr(self.unit.value)]
        if self.start_counts:
            words.append("start_counts=True")
        if self.roll is not Roll.NONE:
            words.append(f"roll={self.roll.value!r}")
        if self.end is not End.MIDNIGHT:
            words.append(f"end={self.end.value!r}")
        if self.from_next_hour:
            words.append("from_next_hour=True")
        if self.law is not None:
            words.append(f"law={self.law.id!r}")
        return f"Period({', '.join(words)})"

    # --- when it ends ---------------------------------------------------------

    def deadline(
        self,
        start: date | datetime | DeemedStart,
        calendar: WorkCalendar | str | None = None,
        on_unknown: OnUnknown = "raise",
        clock: Clock | None = None,
        zone: str | tzinfo | None = None,
    ) -> Deadline:
        """When the period ends that starts on a day, or at a moment for hours.

        ``calendar``, or the id of a shipped one, is needed for working days and for
        a last day that moves;
        ``clock`` for working hours and for an end at close of business. The
        time zone is that of the clock, else Asia/Shanghai, unless it is given.

        >>> from bizenv.calendars.workdays.calendar import work_calendar
        >>> law = law_profile("民法典")
        >>> law.period("60日").deadline(date(2023, 8, 1), work_calendar("CN")).day
        datetime.date(2023, 10, 7)

        Raises:
            UnknownDayError: the answer hangs on a day that no notice arranges;
                with ``on_unknown="provisional"`` the deadline says so instead.
            UsageError: what the period needs is missing.
        """
        if (
            self.unit is Unit.WORKING_DAY
            and type(calendar) is WorkCalendar
            and type(start) is date
            and type(clock) in _CLOCKS
            and self.end is not End.CLOSE
            and not self.start_counts
            and zone is None
        ):
            day = calendar.add(start, self.n, on_unknown)
            final, first = calendar.final_through, calendar.first
            if final is not None and first is not None and day <= final and start >= first:
                return Deadline(self, start, day, Certainty.FINAL, calendar, on_unknown, clock)
        return deadline_of(self, start, calendar, on_unknown, clock, zone)

    def before(
        self,
        day: date,
        calendar: WorkCalendar | str | None = None,
        on_unknown: OnUnknown = "raise",
        *,
        full: bool = False,
        zone: str | tzinfo | None = None,
        clock: Clock | None = None,
    ) -> Deadline:
        """The latest day to act that is so long before a day.

        The day itself does not count, and the day of the act does: three
        working days before a Thursday is the Monday. With ``full=True`` the day
        of the act does not count either, so that n whole days lie between.

        >>> from bizenv.calendars.workdays.calendar import work_calendar
        >>> three, cn, visit = Period(3, "working_day"), work_calendar("CN"), date(2023, 6, 15)
        >>> three.before(visit, cn).day, three.before(visit, cn, full=True).day
        (datetime.date(2023, 6, 12), datetime.date(2023, 6, 9))

        Raises:
            UnknownDayError: the answer hangs on a day that no notice arranges.
            UsageError: hours have no day before.
        """
        return deadline_before(self, day, calendar, on_unknown, full=full, zone=zone, clock=clock)
