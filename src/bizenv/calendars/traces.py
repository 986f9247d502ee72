"""How a deadline came about, day by day: counted, skipped, excluded, moved (推算过程).

A trace is a tuple of steps. A step is a day, or a span of days that are treated
alike for the same reason; what happened to the period stands between them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from bizenv.calendars.certainty import Certainty, DayKind
from bizenv.calendars.changes import (
    Change,
    DeemedStart,
    Exclusion,
    Extension,
    Restart,
    Suspension,
    excluded_spans,
    span_text,
)
from bizenv.calendars.counting import Span, days_within, shifted
from bizenv.calendars.units import Roll, Unit
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.verdict import plain

if TYPE_CHECKING:
    from bizenv.calendars.reckoning import Leg
    from bizenv.calendars.workdays import OnUnknown, WorkCalendar

__all__ = ["Step", "Treatment", "reason", "trace_back", "trace_of"]

_ONE_DAY = timedelta(days=1)


class Treatment(StrEnum):
    """What is done with a day (如何计算)."""

    EVENT = "event"
    """No day of the count: what happened to the period."""
    START = "start"
    """The start day, which does not count."""
    COUNTED = "counted"
    SKIPPED = "skipped"
    """A rest day in a count of working days."""
    EXCLUDED = "excluded"
    """A day that does not count by law or by suspension."""
    ROLLED = "rolled"
    """A rest day at the end, past which the last day moves."""
    ADDED = "added"
    """A working day that a long holiday added, or on which the last day lands."""

    @property
    def text(self) -> Text:
        """The words for people."""
        return _TREATMENTS[self]


_TREATMENTS = {
    Treatment.EVENT: Text("变动", "change"),
    Treatment.START: Text("不计入", "not counted"),
    Treatment.COUNTED: Text("计入", "counted"),
    Treatment.SKIPPED: Text("不计入", "not counted"),
    Treatment.EXCLUDED: Text("不计入", "not counted"),
    Treatment.ROLLED: Text("顺延", "moved past"),
    Treatment.ADDED: Text("顺延至此", "moved to here"),
}


@frozen
class Step:
    """A day or a span of days, what is done with it, and why.

    ``through`` is how many have been counted at its end. ``source`` names the
    notice that makes the day what it is.
    """

    first: date
    last: date
    treatment: Treatment
    why: Text
    through: int | None = None
    source: str | None = None
    citation: Citation | None = None
    certainty: Certainty = Certainty.FINAL

    def joins(self, other: Step) -> bool:
        """Whether another step goes on where this one ends, alike."""
        return (
            self.treatment is not Treatment.EVENT
            and self.last + _ONE_DAY == other.first
            and self._alike == other._alike
        )

    @property
    def _alike(self) -> tuple[Any, ...]:
        return self.treatment, self.why, self.source, self.citation, self.certainty

    def line(self, lang: Lang) -> str:
        """The step in words, on one line."""
        days = span_text(self.first, self.last).say(lang)
        if self.treatment is Treatment.EVENT:
            line = self.why.say(lang)
        else:
            facts = {"days": days, "treatment": self.treatment.text, "why": self.why}
            line = _LINE.fill(lang, facts)
        notes = [self._count(lang), self.source, self.citation and self.citation.short()]
        if self.certainty is not Certainty.FINAL:
            notes.append(self.certainty.text.say(lang))
        said = [note for note in notes if note]
        if not said:
            return line
        return f"{line}（{'，'.join(said)}）" if lang == "zh" else f"{line} ({', '.join(said)})"

    def _count(self, lang: Lang) -> str | None:
        if self.through is None:
            return None
        return _THROUGH.fill(lang, {"n": self.through})

    def to_dict(self) -> dict[str, Any]:
        """The step as plain values, for JSON."""
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "treatment": self.treatment.value,
            "why": plain(self.why),
            "through": self.through,
            "source": self.source,
            "clause": self.citation.short() if self.citation else None,
            "certainty": self.certainty.value,
        }


_LINE = Text("{days} {treatment}：{why}", "{days} {treatment}: {why}")
_THROUGH = Text("计至第 {n}", "{n} so far")
_START = Text("开始的当日", "the start day")
_CALENDAR_DAY = Text("按日历计算", "day of the calendar")
_REST_AT_END = Text("最后一日是休息日：{why}", "the last day is a rest day: {why}")
_LANDS = Text("休息日结束后的最后一日：{why}", "the last day, after the rest: {why}")
_LONG = Text("期限内放假 {span}，顺延：{why}", "moved for the holiday of {span} inside the period: {why}")
_ASSUMED = Text("固定节日，尚无放假安排", "a holiday of fixed day; no notice is out")
_OFF = Text("{name}放假", "holiday: {name}")
_OFF_UNNAMED = Text("放假", "holiday")


# --- what a day is ------------------------------------------------------------


@cache
def _holiday_names() -> dict[str, str]:
    path = files("bizenv") / "data" / "calendars" / "holiday_names.json"
    names: dict[str, str] = json.loads(path.read_text("utf-8"))
    return names


def _named(name: str) -> Text:
    """A holiday off, in both languages; a name that is not known in English stays."""
    parts = name.split("、")
    english = " and ".join(_holiday_names().get(part, part) for part in parts)
    return Text(_OFF.fill("zh", {"name": name}), _OFF.fill("en", {"name": english}))


def reason(
    day: date, calendar: WorkCalendar, on_unknown: OnUnknown
) -> tuple[bool, Text, str | None, Certainty]:
    """Whether a day is worked, why, which notice says so, and how sure that is."""
    known = calendar.day(day)
    works = calendar.is_working(day, on_unknown)
    why = known.kind.text
    if known.kind is DayKind.HOLIDAY:
        why = _named(known.name) if known.name else _OFF_UNNAMED
    if works is not known.kind.works:
        why = _ASSUMED
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
        steps.extend(_joined(_days(leg, changes, calendar, on_unknown)))
    late = [each for span, each in excluded_spans(changes) if span[0] > legs[-1].due]
    steps.extend(_without_effect(each) for each in late)
    return tuple(steps)


def _event(change: Change) -> Step:
    day = {
        Extension: lambda each: each.decided,
        Restart: lambda each: each.received,
        DeemedStart: lambda each: each.received,
    }[type(change)](change)
    return Step(day, day, Treatment.EVENT, change.text, citation=change.citation)


def _without_effect(change: Exclusion | Suspension) -> Step:
    first, last = change.span
    return Step(first, last, Treatment.EVENT, _NO_EFFECT.filled(text=change.text))


_NO_EFFECT = Text("{text}（在届满之后，不影响期限）", "{text} (after the last day, so it changes nothing)")


def _start(leg: Leg) -> Step:
    law = leg.period.law
    return Step(
        leg.start, leg.start, Treatment.START, _START, citation=law.start if law else None
    )


def _joined(steps: Iterator[Step]) -> Iterator[Step]:
    """Steps with those that go on alike made one."""
    held: Step | None = None
    for step in steps:
        if held is not None and held.joins(step):
            held = attrs.evolve(held, last=step.last, through=step.through)
            continue
        if held is not None:
            yield held
        held = step
    if held is not None:
        yield held


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
            change = grounds[day]
            yield Step(
                day, day, Treatment.EXCLUDED, change.ground or _UNSTATED, citation=change.citation
            )
            continue
        step = _counted(day, leg, counted + 1, calendar, on_unknown)
        counted += step.treatment is Treatment.COUNTED
        yield step
    if moves and calendar is not None:
        yield from _moved(leg, counted + 1, calendar, on_unknown)


_UNSTATED = Text("未写明事由", "no ground stated")


def _grounds(leg: Leg, changes: tuple[Change, ...]) -> dict[date, Exclusion | Suspension]:
    """By day of the leg that does not count: what leaves it out."""
    found: dict[date, Exclusion | Suspension] = {}
    for span, change in excluded_spans(changes):
        for first, last in days_within([span], leg.anchor, leg.nominal):
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


def _moved(leg: Leg, number: int, calendar: WorkCalendar, on_unknown: OnUnknown) -> Iterator[Step]:
    """The days from a last day that moves to the one on which it lands."""
    law = leg.period.law
    cited = law.roll.citation if law else None
    long = _long_text(leg.long)
    for n in range(leg.nominal.toordinal(), leg.due.toordinal() + 1):
        day = date.fromordinal(n)
        works, why, notice, sure = reason(day, calendar, on_unknown)
        if day == leg.nominal and works:
            through = number if leg.period.unit is Unit.DAY else None
            yield Step(day, day, Treatment.COUNTED, _CALENDAR_DAY, through, certainty=sure)
        elif works:
            text = (_LONG if long else _LANDS).filled(span=long, why=why)
            yield Step(day, day, Treatment.ADDED, text, None, notice, cited, sure)
        else:
            text = _REST_AT_END.filled(why=why) if not long else why
            kind = Treatment.SKIPPED if long else Treatment.ROLLED
            yield Step(day, day, kind, text, None, notice, cited if not long else None, sure)


def _long_text(spans: tuple[Span, ...]) -> Text | None:
    """The long holidays in words; None where there is none."""
    if not spans:
        return None
    texts = [span_text(*span) for span in spans]
    return Text("、".join(t.zh for t in texts), ", ".join(t.say("en") for t in texts))


def trace_back(
    leg: Leg, event: date, calendar: WorkCalendar | None, on_unknown: OnUnknown
) -> tuple[Step, ...]:
    """The steps from the day before which something must be done, backwards."""
    raise NotImplementedError
