"""The days of a recurrence rule of RFC 5545 (周期规则), in bounded time.

Rules come from rulebooks, which are not trusted: a rule that never holds again
must come to its end all the same.

>>> sorted(recurring_days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2020, 1, 1), 202))
[datetime.date(2020, 2, 29), datetime.date(2024, 2, 29), datetime.date(2028, 2, 29)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache
from typing import cast

from dateutil.rrule import rrule, rrulestr

from bizenv.kernel.errors import UsageError

__all__ = ["BLOCK", "parsed_rule", "recurring_days"]

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WEEKDAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_NUMBERS = "[+-]?[1-9][0-9]{0,2}"
_RULE_PARTS = {
    "FREQ": "|".join(_FREQUENCIES),
    "INTERVAL": "[1-9][0-9]{0,3}",
    "COUNT": "[1-9][0-9]{0,3}",
    "UNTIL": "[0-9]{8}",
    "WKST": _WEEKDAY,
    "BYSETPOS": _NUMBERS,
    "BYMONTH": "[1-9]|1[0-2]",
    "BYMONTHDAY": "[+-]?(?:[1-9]|[12][0-9]|3[01])",
    "BYYEARDAY": _NUMBERS,
    "BYWEEKNO": "[+-]?(?:[1-9]|[1-4][0-9]|5[0-3])",
    "BYDAY": f"(?:[+-]?(?:[1-9]|[1-4][0-9]|5[0-3]))?{_WEEKDAY}",
}
_LAST_YEAR = 9998
_GREGORIAN_CYCLE = 400  # after so many years the calendar repeats, weekday by weekday
BLOCK = 10
"""The days of a rule are worked out for so many years at a time."""


def _rule_parts(rule: str) -> dict[str, str]:
    """The parts of a rule by name, each checked against RFC 5545 as far as days go."""
    parts: dict[str, str] = {}
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name not in _RULE_PARTS:
            raise UsageError(f"rule={rule!r}: {name!r} is not one of {', '.join(_RULE_PARTS)}")
        if name in parts:
            raise UsageError(f"rule={rule!r}: {name} stands twice")
        pattern = _RULE_PARTS[name]
        if name.startswith("BY"):
            pattern = f"(?:{pattern})(?:,(?:{pattern}))*"
        if not re.fullmatch(pattern, value):
            raise UsageError(f"rule={rule!r}: {part!r} is not a part that RFC 5545 knows")
        parts[name] = value
    if "FREQ" not in parts:
        raise UsageError(f"rule={rule!r}: expected FREQ, one of {', '.join(_FREQUENCIES)}")
    if parts["FREQ"] in ("DAILY", "WEEKLY") and re.search("[0-9]", parts.get("BYDAY", "")):
        raise UsageError(f"rule={rule!r}: a numbered BYDAY wants FREQ=MONTHLY or FREQ=YEARLY")
    if "COUNT" in parts and "UNTIL" in parts:
        raise UsageError(f"rule={rule!r}: expected COUNT or UNTIL, not both")
    return parts


@lru_cache(maxsize=256)
def parsed_rule(rule: str, start: date) -> tuple[rrule, date | None]:
    """The rule as dateutil reads it, without its UNTIL, which comes beside it."""
    parts = _rule_parts(rule)
    until = parts.pop("UNTIL", None)
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        last = date.fromisoformat(until) if until else None
        parsed = cast("rrule", rrulestr(text, dtstart=datetime.combine(start, time())))
    except ValueError as error:
        raise UsageError(f"rule={rule!r}: not an RFC 5545 rule ({error})") from error
    return parsed, last


@lru_cache(maxsize=1024)
def recurring_days(rule: str, start: date, block: int) -> frozenset[date]:
    """The days of a rule in one block of ten years.

    dateutil looks for the next day until the year 9999, however long that
    takes. So the rule is moved to the last years there are, by whole cycles of
    the calendar, where a rule that never holds again soon comes to its end.
    """
    first_year, last_year = max(1, block * BLOCK), block * BLOCK + BLOCK - 1
    if last_year < start.year:
        return frozenset()
    parsed, until = parsed_rule(rule, start)
    years = max(0, _whole_cycles(_LAST_YEAR - last_year))
    # A rule that counts neither its days nor its steps may as well start later.
    counts = "COUNT" in rule or "INTERVAL" in rule
    idle = 0 if counts else max(0, _whole_cycles(first_year - 1 - start.year))
    moved = parsed.replace(dtstart=datetime.combine(_later(start, years + idle), time()))
    first, last = date(first_year + years, 1, 1), date(last_year + years, 12, 31)
    found = (_later(day, -years) for day in _days_of(moved, last) if day >= first)
    return frozenset(day for day in found if until is None or day <= until)


def _whole_cycles(years: int) -> int:
    return years // _GREGORIAN_CYCLE * _GREGORIAN_CYCLE


def _later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def _days_of(rule: rrule, last: date) -> Iterator[date]:
    """The days of a rule up to a last day."""
    try:
        for moment in rule:
            if moment.date() > last:
                return
            yield moment.date()
    except ValueError:  # dateutil stepped over the end of the year 9999
        return
