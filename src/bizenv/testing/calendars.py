"""Hypothesis strategies for notices, local days and calendars. They need Hypothesis installed.

Each strategy builds valid values; none filters. Arguments say what is valid.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.calendars.workdays.notices import LocalDays, Notice
from bizenv.kernel.text import Text

__all__ = ["local_days", "notices", "work_calendars"]

_HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
_LABELS = (Text("庙会", "fair"), Text("本机关停止办公", "office closed"))
_FIRST_YEAR, _LAST_YEAR = 2019, 2030


@cache
@st.composite
def notices(draw: DrawFn, year: int | None = None) -> Notice:
    """Notices for a year: holidays of one to nine days, and weekends that are worked.

    They reach back to the last three days of the year before, never further.
    """
    if year is None:
        year = draw(st.integers(_FIRST_YEAR, _LAST_YEAR))
    first, last = date(year - 1, 12, 29), date(year, 12, 31)
    off: dict[date, str] = {}
    for name in draw(st.lists(st.sampled_from(_HOLIDAYS), unique=True, max_size=4)):
        start = draw(st.dates(first, last))
        count = draw(st.integers(1, min(9, (last - start).days + 1)))
        off.update((start + timedelta(days=n), name) for n in range(count))
    weekends = [day for day in _days(first, last) if day.weekday() > 4 and day not in off]
    work = draw(st.lists(st.sampled_from(weekends), unique=True, max_size=6))
    published = draw(st.none() | st.dates(date(year - 1, 10, 1), date(year - 1, 12, 28)))
    return Notice(year, off, work, published=published)


@cache
@st.composite
def local_days(draw: DrawFn, year: int | None = None, statutory: bool | None = None) -> LocalDays:
    """Days off and worked in one place, of both kinds, with and without the years seen."""
    if year is None:
        year = draw(st.integers(_FIRST_YEAR, _LAST_YEAR))
    days = st.dates(date(year, 1, 1), date(year, 12, 31))
    named = draw(st.lists(days, unique=True, max_size=6))
    parted = draw(st.integers(0, len(named)))
    return LocalDays(
        draw(st.sampled_from(_LABELS)),
        named[:parted],
        named[parted:],
        statutory=draw(st.booleans()) if statutory is None else statutory,
        years=draw(st.none() | st.just((year,))),
    )


@cache
@st.composite
def work_calendars(draw: DrawFn) -> WorkCalendar:
    """Calendars of one to three years, some with local days."""
    first = draw(st.integers(_FIRST_YEAR, _LAST_YEAR - 2))
    years = range(first, first + draw(st.integers(1, 3)))
    local = draw(st.lists(local_days(years[-1]), max_size=2))
    return WorkCalendar("XX", [draw(notices(year)) for year in years], local)


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
