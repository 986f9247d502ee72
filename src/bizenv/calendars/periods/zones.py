"""In which time zone a deadline ends (时区).

>>> str(zone_of(None, None))
'Asia/Shanghai'
"""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hourwords import read_zone

__all__ = ["zone_of"]

_HOME = "Asia/Shanghai"


@lru_cache(1)
def _home() -> tzinfo:
    return ZoneInfo(read_zone(_HOME))


def zone_of(zone: str | tzinfo | None, clock: Clock | None) -> tzinfo:
    """The time zone that was asked for, else that of the clock, else China's.

    Raises:
        UsageError: there is no such zone, or no zones at all.
    """
    if isinstance(zone, tzinfo):
        return zone
    if zone is not None:
        return ZoneInfo(read_zone(zone))
    return _home() if clock is None else clock.hours.timezone
