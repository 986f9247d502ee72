"""Sets of days and their algebra (日期集合).

Every rule about days is a set: days 1 to 22 of each month, Mondays to
Thursdays, statutory holidays, everything but the first five days. Sets join
with ``|``, meet with ``&`` and turn round with ``~``.

>>> from datetime import date
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

from bizenv.calendars.days.algebra import Complement, DaySet, Intersection, Union
from bizenv.calendars.days.holidays import Holidays, WorkingDays
from bizenv.calendars.days.kinds import (
    EVERY_DAY,
    NO_DAY,
    Dates,
    Everything,
    MonthDays,
    Nothing,
    Recurrence,
    Unsettled,
    Weekdays,
)
from bizenv.calendars.days.tables import CompiledDays, DayTable

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
]
