"""What one clock of a case reads at one time: its state and its times (时钟读数)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from bizenv.calendars.periods.deadlines import Deadline
from bizenv.calendars.periods.units import Unit
from bizenv.calendars.workdays.certainty import CalendarRef, Certainty
from bizenv.cases.extensions import RefusedExtension
from bizenv.cases.faults import when
from bizenv.cases.measures import Amount
from bizenv.cases.service_levels import Promise, PromiseStage
from bizenv.cases.values import Event
from bizenv.kernel.findings import MissingFact, plain
from bizenv.kernel.text import Lang, Text

__all__ = ["ClockReading", "ClockState", "amount_text", "last_of_stage"]


class ClockState(StrEnum):
    """How a clock stands (时钟状态)."""

    NOT_STARTED = "not-started"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"
    """It stands still, and has no due day until it goes on."""
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"
    """The case ended in time without what was promised, as by withdrawal."""
    UNDETERMINED = "undetermined"

    @property
    def text(self) -> Text:
        """The state in words."""
        return _STATES[self]

    @property
    def running(self) -> bool:
        """Whether time passes on it."""
        return self in (ClockState.GREEN, ClockState.YELLOW, ClockState.RED)


_STATES = {
    ClockState.NOT_STARTED: Text("未开始", "not started"),
    ClockState.GREEN: Text("绿灯", "green"),
    ClockState.YELLOW: Text("黄灯", "yellow"),
    ClockState.RED: Text("红灯", "red"),
    ClockState.PAUSED: Text("暂停", "paused"),
    ClockState.MET: Text("按期完成", "met"),
    ClockState.MISSED: Text("逾期", "missed"),
    ClockState.CANCELLED: Text("已终止", "cancelled"),
    ClockState.UNDETERMINED: Text("待定", "undetermined"),
}


@frozen
class ClockReading:
    """What one clock of a case reads at one time (时钟读数).

    ``used``, ``remaining`` and ``lateness`` are in the promise's own unit:
    days as a number, hours as a span of time. ``due`` is the last instant in
    time. A clock that is paused has no due day. ``missing`` are the facts that
    leave it undetermined, ``refused`` extensions that do not count,
    ``deadline`` the way to the due day, where it is counted in days. ``early``
    is what would have met the promise and came before its start.
    """

    stage: PromiseStage
    state: ClockState
    promise: Promise | None = None
    cycle: int = 1
    start: Event | None = None
    stop: Event | None = None
    due_day: date | None = None
    due: datetime | None = None
    used: Amount | None = None
    remaining: Amount | None = None
    lateness: Amount | None = None
    certainty: Certainty | None = None
    calendar: CalendarRef | None = None
    deadline: Deadline | None = field(default=None, eq=False)
    refused: tuple[RefusedExtension, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    early: Event | None = None

    @property
    def open(self) -> bool:
        """Whether what was promised is still to be done, or may still be done."""
        return self.state.running or self.state is ClockState.PAUSED

    @property
    def optional(self) -> bool:
        """Whether it may be done and need not be, so that nothing hangs on it."""
        return self.promise is not None and self.promise.optional

    @property
    def owed(self) -> bool:
        """Whether what was promised is still to be done."""
        return self.open and not self.optional

    @property
    def late(self) -> bool:
        """Whether what was promised was not done in time, by days that are published."""
        late = self.state in (ClockState.RED, ClockState.MISSED)
        return late and self.certainty is not Certainty.UNKNOWN

    def say(self, lang: Lang) -> str:
        """The clock on one line."""
        words = self.promise.text if self.promise else self.stage.text
        facts = {"promise": words, "state": self.state.text, "day": self.due_told}
        if self.due_day is None:
            return _READS.fill(lang, facts)
        if not self.lateness:
            return _READS_DUE.fill(lang, facts)
        return _READS_LATE.fill(lang, {**facts, "late": amount_text(self.lateness, self.unit)})

    @property
    def due_told(self) -> date | Text | None:
        """When it is due, for people: the day, and of a promise in hours the time as well."""
        by_the_hour = self.promise is not None and self.promise.period.unit.by_the_hour
        return when(self.due) if by_the_hour and self.due is not None else self.due_day

    @property
    def charter(self) -> str:
        """The charter that promises it; nothing where it is not known which promise holds."""
        return self.promise.charter if self.promise else ""

    @property
    def unit(self) -> Unit | None:
        """What its time is told in."""
        return self.promise.counted_in if self.promise else None

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain values, for JSON; hours are told in seconds."""
        return {
            "stage": self.stage.value,
            "promise": self.promise.id if self.promise else None,
            "rule": self.promise.rule if self.promise else None,
            "state": self.state.value,
            "cycle": self.cycle,
            "start": plain(self.start.time) if self.start else None,
            "stop": plain(self.stop.time) if self.stop else None,
            "due_day": plain(self.due_day),
            "due": plain(self.due),
            "unit": self.unit.value if self.unit else None,
            "used": _plain_amount(self.used),
            "remaining": _plain_amount(self.remaining),
            "lateness": _plain_amount(self.lateness),
            "certainty": plain(self.certainty),
            "calendar": str(self.calendar) if self.calendar else None,
            "missing": [str(fact) for fact in self.missing],
        }


def last_of_stage(clocks: Iterable[ClockReading], stage: PromiseStage) -> ClockReading | None:
    """What the last clock of a stage reads; of several charters the first one counts.

    A rulebook's own charter comes before those of its parents.
    """
    found = [clock for clock in clocks if clock.stage is stage]
    return next((c for c in reversed(found) if c.charter == found[0].charter), None)


_READS = Text("{promise}：{state}", "{promise}: {state}")
_READS_DUE = Text("{promise}：{state}，{day} 到期", "{promise}: {state}, due {day}")
_READS_LATE = Text(
    "{promise}：{state}，{day} 到期，超期 {late}", "{promise}: {state}, due {day}, {late} late"
)


def _plain_amount(amount: Amount | None) -> int | float | None:
    return amount.total_seconds() if isinstance(amount, timedelta) else amount


def amount_text(amount: Amount, unit: Unit | None) -> Text:
    """So many days, or so many hours and minutes, in words.

    >>> amount_text(3, Unit.WORKING_DAY).en, amount_text(timedelta(minutes=90), Unit.HOUR).en
    ('3 working days', '1 h 30 min')
    """
    if not isinstance(amount, timedelta):
        told = unit or Unit.DAY
        return Text(told.words(amount, "zh"), told.words(amount, "en"))
    hours, minutes = divmod(int(amount.total_seconds()) // 60, 60)
    if not (hours or minutes):
        return _SECONDS
    return _HOURS.filled(hours=hours, minutes=minutes)


_SECONDS = Text("1 分钟以内", "less than a minute")
_HOURS = Text("{hours} 小时 {minutes} 分", "{hours} h {minutes} min")
