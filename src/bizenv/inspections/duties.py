"""What must be done around a visit, and by which day (应办事项及时限)."""

from __future__ import annotations

from datetime import date

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.inspections.quiet_periods import Duty
from bizenv.inspections.values import Inspection
from bizenv.kernel.errors import UnknownDayError
from bizenv.kernel.obligations import Obligation, Timing
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth

__all__ = ["due_day", "obligation_of"]


def obligation_of(duty: Duty, visit: Inspection, calendar: WorkCalendar) -> Obligation:
    """The duty as it stands for one visit: done or not, in time or late, and due on which day."""
    done = getattr(visit, duty.evidence) if duty.evidence else None
    due, note = _due(duty.timing, visit, calendar) if duty.timing else (None, None)
    return Obligation(
        code=duty.id,
        text=duty.text,
        citation=duty.citation,
        by=duty.by,
        to=duty.to,
        timing=duty.timing,
        due=due,
        note=note,
        done=Truth.of(None if done is None else done is not False),
        done_on=done if isinstance(done, date) else None,
        late=_late(done, due, duty.timing, visit),
    )


def _late(
    done: date | bool | None, due: date | None, timing: Timing | None, visit: Inspection
) -> Truth:
    """Whether it was done after its last day; unknown where no day is told.

    What must be done before an anchor is late after that day, even where the
    working days, or the hours, that settle its last day are not known.
    """
    if not isinstance(done, date) or timing is None:
        return Truth.UNKNOWN
    if due is not None:
        return Truth.of(done > due)
    anchor = visit.start if timing.anchor == "start" else visit.end
    return Truth.of(True if timing.relation == "before" and done > anchor else None)


def _due(
    timing: Timing, visit: Inspection, calendar: WorkCalendar
) -> tuple[date | None, Text | None]:
    """The last day for it, and what may still change or settle that day."""
    try:
        due = due_day(timing, visit.start, visit.end, calendar)
    except UnknownDayError as error:
        return None, error.args[0]
    if due is None or timing.unit != "working_days":
        return due, None
    anchor = visit.start if timing.anchor == "start" else visit.end
    final = calendar.certainty(anchor, due) is Certainty.FINAL
    return due, None if final else _PROVISIONAL


def due_day(timing: Timing, start: date, end: date, calendar: WorkCalendar) -> date | None:
    """The last day on which it is in time; None where the day does not settle it.

    The day of the anchor itself does not count (民法典 art. 201). What is to be
    done before the start, at any time, is due on the day of the start; hours
    are not told, because a visit has days only.

    >>> from bizenv.calendars.workdays.calendar import work_calendar
    >>> ahead = Timing("before", "start", 3, "working_days")
    >>> due_day(ahead, date(2023, 6, 26), date(2023, 6, 26), work_calendar("CN"))
    datetime.date(2023, 6, 20)

    Raises:
        UnknownDayError: the working days up to it are not published yet.
    """
    anchor = start if timing.anchor == "start" else end
    if timing.count is None:
        return None if timing.relation == "after" else anchor
    unit = (timing.unit or "").removesuffix("s")
    if timing.count == 0 or unit not in _BY_DAY:
        return anchor if timing.count == 0 else None
    from bizenv.calendars.periods.period import Period  # most visits have no such duty

    period = Period(timing.count, unit)
    if timing.relation == "after":
        return period.deadline(anchor, calendar).day
    return period.before(anchor, calendar).day


_BY_DAY = ("working_day", "day", "month", "year")
_PROVISIONAL = Text(
    "暂定：下一年的放假安排可能改动", "provisional: the next holiday notice may change it"
)
