"""Whether a case keeps its time, and what a clock says of it (是否按时)."""

from __future__ import annotations

from enum import StrEnum

from bizenv.cases.readings import ClockState
from bizenv.kernel.text import Text

__all__ = ["Timeliness", "by_clock"]


class Timeliness(StrEnum):
    """Whether a case keeps its time, at the time of the ledger (是否按时)."""

    TIMELY = "timely"
    """Closed by its due time."""
    LATE = "late"
    """Closed after its due time, or still open then."""
    PENDING = "pending"
    """Its due time is still to come."""

    @property
    def text(self) -> Text:
        """It in words."""
        return _WORDS[self]


_WORDS = {
    Timeliness.TIMELY: Text("按时", "in time"),
    Timeliness.LATE: Text("超期", "late"),
    Timeliness.PENDING: Text("未到期", "not due yet"),
}
_BY_CLOCK = {
    ClockState.NOT_STARTED: Timeliness.PENDING,
    ClockState.GREEN: Timeliness.PENDING,
    ClockState.YELLOW: Timeliness.PENDING,
    ClockState.RED: Timeliness.LATE,
    ClockState.PAUSED: Timeliness.PENDING,
    ClockState.MET: Timeliness.TIMELY,
    ClockState.MISSED: Timeliness.LATE,
}


def by_clock(state: ClockState) -> Timeliness | None:
    """What a clock says; one that was cancelled, or cannot be told, says nothing.

    >>> by_clock(ClockState.RED), by_clock(ClockState.CANCELLED)
    (<Timeliness.LATE: 'late'>, None)
    """
    return _BY_CLOCK.get(state)
