"""How a deadline came about, day by day: counted, skipped, excluded, moved (推算过程).

A trace is a tuple of steps. A step is a day, or a span of days that are treated
alike for the same reason; what happened to the period stands between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import attrs

from bizenv.calendars.periods.changes import (
    Change,
    DeemedStart,
    Exclusion,
    Extension,
    Restart,
    Suspension,
    excluded_spans,
)
from bizenv.calendars.periods.counting import Span, days_within, shifted
from bizenv.calendars.periods.reckoning import Leg
from bizenv.calendars.periods.steps import Step, Treatment, joined
from bizenv.calendars.periods.units import Unit
from bizenv.calendars.periods.wording import span_text
from bizenv.calendars.workdays.certainty import Certainty, DayKind
from bizenv.calendars.workdays.holidays import holiday_text
from bizenv.kernel.text import Text

if TYPE_CHECKING:
    from bizenv.calendars.periods.period import Period
    from bizenv.calendars.workdays.calendar import OnUnknown, WorkCalendar

__all__ = ["reason", "trace_back", "trace_of"]


_START = Text("开始的当日", "the start day")
_CALENDAR_DAY = Text("按日历计算", "day of the calendar")
_LONG = Text("期限内放假 {span}", "the holiday of {span} lies inside the period")
_ASSUMED = Text("固定节日，尚无放假安排", "a holiday of fixed day; no notice is out")
_OFF = Text("{name}放假", "holiday: {name}")
_OFF_UNNAMED = Text("放假", "holiday")


# --- what a day is ------------------------------------------------------------


def reason(
    day: date, calendar: WorkCalendar, on_unknown: OnUnknown
) -> tuple[bool, Text, str | None, Certainty]:
    """Whether a day is worked, why, which notice says so, and how sure that is."""
    known = calendar.day(day)
    works = calendar.is_working(day, on_unknown)
    why = known.kind.text
    if known.kind is DayKind.HOLIDAY and known.name:
        why = _OFF.filled(name=holiday_text(known.name, calendar))
    elif known.kind is DayKind.HOLIDAY:
        why = _ASSUMED if known.certainty is Certainty.UNKNOWN else _OFF_UNNAMED
    return works, why, known.notice, known.certainty


# --- traces -------------------------------------------------------------------


def trace_of(
    legs: tuple[Leg, ...],
    changes: tuple[Change, ...],
    calendar: WorkCalendar | None,
    on_unknown: OnUnknown,
) -> tuple[Step, ...]:
    """The steps from the start to the last day, in order."""
    steps = [_event(each) for each in changes if isinstance(each, (Restart, DeemedStart))]
    extensions = [each for each in changes if isinstance(each, Extension)]
    for n, leg in enumerate(legs):
        if n:
            steps.append(_event(extensions[n - 1]))
        elif not leg.period.start_counts:
            steps.append(_start(leg))
        steps.extend(joined(_days(leg, changes, calendar, on_unknown)))
    idle = (each for span, each in excluded_spans(changes) if not _touches(span, legs))
    steps.extend(_without_effect(each) for each in idle)
    return tuple(steps)


def _event(change: Change) -> Step:
    day = {
        Extension: lambda each: each.decided,
        Restart: lambda each: each.received,
        DeemedStart: lambda each: each.received,
    }[type(change)](change)
    return Step(day, day, Treatment.EVENT, change.text, citation=change.citation)


def _touches(span: Span, legs: tuple[Leg, ...]) -> bool:
    """Whether a span holds a day that could count."""
    return any(days_within([span], leg.anchor, leg.due) for leg in legs)


def _without_effect(change: Exclusion | Suspension) -> Step:
    first, last = change.span
    return Step(first, last, Treatment.EVENT, _NO_EFFECT.filled(text=change.text))


_NO_EFFECT = Text(
    "{text}（不在期限之内，不影响期限）", "{text} (outside the period, so it changes nothing)"
)


def _start(leg: Leg) -> Step:
    law = leg.period.law
    return Step(leg.start, leg.start, Treatment.START, _START, citation=law.start if law else None)


def _days(
    leg: Leg, changes: tuple[Change, ...], calendar: WorkCalendar | None, on_unknown: OnUnknown
) -> Iterator[Step]:
    """One step for each day of a leg."""
    grounds = _grounds(leg, changes)
    counted = 0
    moves = leg.due != leg.nominal
    for n in range(leg.anchor.toordinal() + 1, leg.nominal.toordinal() + 1 - moves):
        day = date.fromordinal(n)
        if day in grounds:
            yield _excluded(day, grounds[day])
            continue
        step = _counted(day, leg, counted + 1, calendar, on_unknown)
        counted += step.treatment is Treatment.COUNTED
        yield step
    if moves and calendar is not None:
        yield from _moved(leg, counted + 1, grounds, calendar, on_unknown)


def _excluded(day: date, change: Exclusion | Suspension) -> Step:
    return Step(day, day, Treatment.EXCLUDED, change.why, citation=change.citation)


def _grounds(leg: Leg, changes: tuple[Change, ...]) -> dict[date, Exclusion | Suspension]:
    """By day of the leg that does not count: what leaves it out."""
    found: dict[date, Exclusion | Suspension] = {}
    for span, change in excluded_spans(changes):
        for first, last in days_within([span], leg.anchor, leg.due):
            for n in range((last - first).days + 1):
                found.setdefault(shifted(first, n), change)
    return found


def _counted(
    day: date, leg: Leg, number: int, calendar: WorkCalendar | None, on_unknown: OnUnknown
) -> Step:
    """A day of the count itself: counted, or a rest day that is skipped."""
    period = leg.period
    cited = period.law.unit_citation(period.n, period.unit) if period.law else None
    if period.unit is not Unit.WORKING_DAY or calendar is None:
        through = number if period.unit is Unit.DAY else None
        return Step(day, day, Treatment.COUNTED, _CALENDAR_DAY, through, citation=cited)
    works, why, notice, sure = reason(day, calendar, on_unknown)
    if works:
        return Step(day, day, Treatment.COUNTED, why, number, notice, cited, sure)
    return Step(day, day, Treatment.SKIPPED, why, None, notice, None, sure)


def _moved(
    leg: Leg,
    number: int,
    grounds: Mapping[date, Exclusion | Suspension],
    calendar: WorkCalendar,
    on_unknown: OnUnknown,
) -> Iterator[Step]:
    """The days from a last day that moves to the one to which it moves."""
    law = leg.period.law
    cited = law.roll.citation if law else None
    long = _long_text(leg.long)
    for n in range(leg.nominal.toordinal(), leg.due.toordinal() + 1):
        day = date.fromordinal(n)
        if day in grounds:
            yield _excluded(day, grounds[day])
            continue
        works, why, notice, sure = reason(day, calendar, on_unknown)
        if works and day == leg.nominal:
            yield attrs.evolve(_counted(day, leg, number, None, on_unknown), certainty=sure)
        elif works and long:
            yield Step(day, day, Treatment.ADDED, long, None, None, cited, sure)
        elif works:
            yield Step(day, day, Treatment.LANDED, why, None, notice, cited, sure)
        else:
            kind = Treatment.SKIPPED if long else Treatment.ROLLED
            yield Step(day, day, kind, why, None, notice, None if long else cited, sure)


def _long_text(spans: tuple[Span, ...]) -> Text | None:
    """The long holidays in words; None where there is none."""
    return _LONG.filled(span=tuple(span_text(*span) for span in spans)) if spans else None


def trace_back(
    period: Period,
    event: date,
    act: date,
    counted_from: date,
    calendar: WorkCalendar | None,
    on_unknown: OnUnknown,
) -> tuple[Step, ...]:
    """The steps from the last day to act up to the day before which it must be done.

    ``counted_from`` is the first day that counts: the act's own day, or a later
    one where whole days must lie between.
    """
    days = [date.fromordinal(n) for n in range(act.toordinal(), event.toordinal())]
    number, steps = 0, [Step(event, event, Treatment.START, _EVENT_DAY)]
    for day in reversed(days):
        if day < counted_from:
            steps.append(_gap(day, act, calendar, on_unknown))
            continue
        step = _back(day, period, number + 1, calendar, on_unknown)
        number += step.treatment is Treatment.COUNTED
        steps.append(step)
    return tuple(joined(reversed(steps)))


def _back(
    day: date, period: Period, number: int, calendar: WorkCalendar | None, on_unknown: OnUnknown
) -> Step:
    leg = Leg(period, day, day, day, day, (), Certainty.FINAL)
    return _counted(day, leg, number, calendar, on_unknown)


def _gap(day: date, act: date, calendar: WorkCalendar | None, on_unknown: OnUnknown) -> Step:
    """A day before those that count: the act's own, or a rest day passed over."""
    why, notice, sure = _CALENDAR_DAY, None, Certainty.FINAL
    if calendar is not None:
        _, why, notice, sure = reason(day, calendar, on_unknown)
    if day == act:
        return Step(day, day, Treatment.LANDED, _ACT.filled(why=why), None, notice, None, sure)
    return Step(day, day, Treatment.SKIPPED, why, None, notice, None, sure)


_EVENT_DAY = Text("该日本身", "the day itself")
_ACT = Text("最迟在这一天办理：{why}", "the latest day to act: {why}")
