"""The working-day calendar of a place, from published holiday notices (工作日历).

>>> work_calendar("CN").holiday(date(2023, 6, 22))
Truth.YES
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import field, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import as_day
from bizenv.kernel.truth import Truth

__all__ = ["Notice", "WorkCalendar", "work_calendar"]


@frozen
class Notice:
    """One holiday notice: the days it gives off and the rest days it makes working.

    ``year`` is the year that the notice arranges; single days may lie in the
    December before.
    """

    year: int
    off: frozenset[date]
    work: frozenset[date]
    published: date | None = None
    papers: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Notice:
        """Read a notice from its data file."""
        published = record.get("published")
        return cls(
            year=record["year"],
            off=frozenset(map(date.fromisoformat, record["off"])),
            work=frozenset(map(date.fromisoformat, record["work"])),
            published=date.fromisoformat(published) if published else None,
            papers=tuple(record.get("papers", ())),
        )


@frozen(repr=False, cache_hash=True)
class WorkCalendar:
    """Which days are holidays, by the notices published so far."""

    id: str
    notices: tuple[Notice, ...]
    _off: frozenset[date] = field(init=False, eq=False)
    _years: frozenset[int] = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        off = frozenset(day for notice in self.notices for day in notice.off)
        object.__setattr__(self, "_off", off)
        object.__setattr__(self, "_years", frozenset(n.year for n in self.notices))

    def holiday(self, day: date) -> Truth:
        """Whether a notice gives the day off; unknown where no notice is published.

        The last days of December are unknown until the next year's notice is
        out, because it may give them off.

        Raises:
            NotADayError: the argument is not a plain day.
        """
        day = as_day(day)
        if day in self._off:
            return Truth.YES
        if day.year not in self._years:
            return Truth.UNKNOWN
        late = day.month == 12 and day.day >= 29 and day.year + 1 not in self._years
        return Truth.UNKNOWN if late else Truth.NO

    def __repr__(self) -> str:
        return f"work_calendar({self.id!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (WorkCalendar, (self.id, self.notices))


def _read_notices(texts: Iterable[str]) -> tuple[Notice, ...]:
    notices = (Notice.from_dict(json.loads(text)) for text in texts)
    return tuple(sorted(notices, key=lambda notice: notice.year))


@cache
def work_calendar(id: str = "CN") -> WorkCalendar:
    """The shipped calendar of a place: ``"CN"``.

    Raises:
        UsageError: there is no calendar of this name.
    """
    folder = files("bizenv") / "data" / "calendars" / id.lower()
    if not id.isalpha() or not folder.is_dir():
        raise UsageError(f"id={id!r}: expected a shipped calendar, one of 'CN'")
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".json")), key=lambda p: p.name)
    return WorkCalendar(id.upper(), _read_notices(p.read_text("utf-8") for p in paths))
