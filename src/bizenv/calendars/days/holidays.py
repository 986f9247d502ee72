"""Sets of days that a calendar tells: holidays and working days (节假日与工作日).

>>> from bizenv.calendars.workdays.calendar import work_calendar
>>> Holidays(work_calendar("CN")).covers(date(2023, 6, 22))
True
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from bizenv.calendars.days.algebra import DaySet
from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.fields import instance
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth

__all__ = ["Holidays", "WorkingDays"]

_MAY_CHANGE = Text(
    "工作日历 {id} 只确定到 {final}；{day} 可能由{awaited}改动",
    "the calendar {id} is final through {final}; {day} may still be changed by {awaited}",
)


def _awaited(calendar: WorkCalendar, day: date) -> Text:
    """What is awaited for a day that a calendar does not settle."""
    if calendar.certainty(day) is Certainty.UNKNOWN:
        return calendar.beyond(day)
    awaited = calendar.awaits.filled(year=day.year + 1)
    facts = {"id": calendar.id, "final": calendar.final_through, "day": day}
    return _MAY_CHANGE.filled(awaited=awaited, **facts)


@frozen(repr=False)
class Holidays(DaySet):
    """The days that a calendar's holiday notices give off (法定节假日放假).

    Days beyond the published notices are not settled.
    """

    calendar: WorkCalendar = field(validator=instance(WorkCalendar))

    def _truth(self, day: date) -> Truth:
        return self.calendar.holiday(day)

    def _why(self, day: date) -> Text:
        return _awaited(self.calendar, day)

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

    def _why(self, day: date) -> Text:
        return _awaited(self.calendar, day)

    def _describe(self, lang: Lang) -> str:
        return "工作日" if lang == "zh" else "working days"

    def __repr__(self) -> str:
        return f"WorkingDays({self.calendar!r})"
