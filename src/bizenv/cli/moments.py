"""When a command asks about: a time that is written, or now; nothing else reads the clock."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

from bizenv.cases.times import read_time
from bizenv.cases.values import Time
from bizenv.tables.cells import read_day

__all__ = ["day_of", "moment_of"]

_TELLS_HOUR = re.compile("[:：时点]")


def moment_of(text: str | None, zone: tzinfo) -> Time:
    """The time that a text tells, in a zone where it names none; now where there is no text.

    A bare day stays a day. A midnight that is written out is a moment, unlike
    in a table, where spreadsheets write days so.

    >>> from zoneinfo import ZoneInfo
    >>> moment_of("2023年6月30日", ZoneInfo("Asia/Shanghai"))
    datetime.date(2023, 6, 30)
    >>> moment_of("2023-06-30 00:00", ZoneInfo("Asia/Shanghai")).isoformat()
    '2023-06-30T00:00:00+08:00'

    Raises:
        RecordError: the text tells no time.
    """
    if text is None:
        return datetime.now(zone).replace(microsecond=0)
    found = read_time(text, zone, "--at")
    if isinstance(found, datetime) or not _TELLS_HOUR.search(text):
        return found
    return datetime(found.year, found.month, found.day, tzinfo=zone)


def day_of(text: str | None) -> date | None:
    """The day that a text tells; None where there is no text.

    >>> day_of("2023年6月30日")
    datetime.date(2023, 6, 30)

    Raises:
        RecordError: the text tells no day.
    """
    return None if text is None else read_day(text, "--at")
