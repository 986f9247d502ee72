"""In which time zone a deadline ends (时区).

>>> str(zone_of(None, None))
'Asia/Shanghai'
"""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.periods import wording
from bizenv.kernel.errors import UsageError

__all__ = ["zone_of"]

_HOME = "Asia/Shanghai"


@lru_cache(64)
def _named_zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise UsageError(wording.NO_ZONE.filled(zone=repr(name))) from None


def zone_of(zone: str | tzinfo | None, clock: Clock | None) -> tzinfo:
    """The time zone that was asked for, else that of the clock, else China's."""
    if isinstance(zone, tzinfo):
        return zone
    if zone is None and clock is not None:
        return clock.hours.timezone
    return _named_zone(_HOME if zone is None else zone)
