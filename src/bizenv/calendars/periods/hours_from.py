"""Hours as time passes: from which moment, and so many later (小时的起算与推移).

>>> from zoneinfo import ZoneInfo
>>> home = ZoneInfo("Asia/Shanghai")
>>> later(datetime(2023, 6, 1, 22, tzinfo=home), 4, home).isoformat()
'2023-06-02T02:00:00+08:00'
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from bizenv.calendars.periods import wording
from bizenv.kernel.errors import UsageError

if TYPE_CHECKING:
    from bizenv.calendars.periods.period import Period

__all__ = ["beginning", "later"]


def later(moment: datetime, hours: int, zone: tzinfo) -> datetime:
    """So many hours later as time passes, whatever the clocks of the zone do."""
    try:
        return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(zone)
    except OverflowError:
        raise UsageError(wording.FAR) from None


def beginning(period: Period, start: datetime, zone: tzinfo) -> datetime:
    """The moment from which the hours of a period run: the start, or the next full hour."""
    if not period.from_next_hour:
        return start
    return later(start.replace(minute=0, second=0, microsecond=0), 1, zone)
