"""When a period ends, how sure that is, and how it came about (届满日).

>>> from bizenv.calendars.periods.laws import law_profile
>>> from bizenv.calendars.workdays.calendar import work_calendar
>>> law, calendar = law_profile("行政许可法"), work_calendar("CN")
>>> accepted = law.period("20日").deadline(date(2023, 6, 1), calendar)
>>> accepted.day, accepted.extend(decided=date(2023, 6, 29)).day
(datetime.date(2023, 6, 30), datetime.date(2023, 7, 14))

A deadline is no date: it has a certainty, a calendar that it rests on, and a
trace of every day counted or skipped, which is made when it is asked for.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from html import escape
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.periods import wording
from bizenv.calendars.periods.allowances import (
    extension_rule,
    extra_period,
    ground_of,
    restart_basis,
)
from bizenv.calendars.periods.changes import (
    Change,
    DeemedStart,
    Exclusion,
    Extension,
    Restart,
    change_dict,
)
from bizenv.calendars.periods.counting import shifted
from bizenv.calendars.periods.hour_traces import hours_trace, working_hours_trace
from bizenv.calendars.periods.hours_from import beginning
from bizenv.calendars.periods.reckoning import least_sure, reckon
from bizenv.calendars.periods.steps import Step
from bizenv.calendars.periods.suspensions import Suspended
from bizenv.calendars.periods.traces import trace_back, trace_of
from bizenv.calendars.periods.units import End, Roll, Unit
from bizenv.calendars.periods.zones import zone_of
from bizenv.calendars.workdays.certainty import CalendarRef, Certainty
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import as_day
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Lang, Text, check_lang

if TYPE_CHECKING:
    from bizenv.calendars.periods.period import Period
    from bizenv.calendars.workdays.calendar import OnUnknown, WorkCalendar

__all__ = ["Deadline"]


@frozen(repr=False)
class Deadline:
    """The last day of a period, with certainty, calendar and trace.

    ``start`` is the day or, for hours, the moment that starts it. ``changes``
    are what has happened to it. The last day itself, up to ``instant``, is in
    time.
    """

    period: Period
    start: date | datetime
    day: date
    certainty: Certainty
    _calendar: WorkCalendar | None = None
    _on_unknown: OnUnknown = "raise"
    clock: Clock | None = None
    zone: str | tzinfo | None = None
    changes: tuple[Change, ...] = ()
    _moment: datetime | None = None
    _counted_from: date | None = None
    guessed: bool = False
    """Whether it hangs on a day that no notice arranges, reckoned by weekends and fixed holidays.

    Such a deadline is provisional, and so is one that hangs on the last days of the
    last known December; those have come true in three years of four, and a guess
    is wrong much more often.
    """

    # --- what it says ---------------------------------------------------------

    @property
    def is_backward(self) -> bool:
        """Whether it is the latest day before something, and not after it."""
        return self._counted_from is not None

    @property
    def calendar(self) -> CalendarRef | None:
        """Which calendar it rests on; None where it needs none."""
        return self._calendar.ref if self._calendar is not None and self._rests else None

    @property
    def _rests(self) -> bool:
        """Whether any part of it hangs on which days are worked."""
        periods = [self.period, *(each.by for each in self.changes if isinstance(each, Extension))]
        deemed = any(isinstance(each, DeemedStart) for each in self.changes)
        return deemed or any(each.needs_calendar for each in periods)

    @property
    def instant(self) -> datetime:
        """The moment at which it ends: the hour, close of business, or 24:00 of the day.

        24:00 is written as 0:00 of the day after.

        Raises:
            UsageError: it ends at close of business, and no clock says when
                that is, or the office is closed on that day.
        """
        if self._moment is not None:
            return self._moment
        closing = self._closing() if self.period.end is not End.MIDNIGHT else None
        if closing is not None:
            return closing
        after = shifted(self.day, 1)
        return datetime(after.year, after.month, after.day, tzinfo=zone_of(self.zone, self.clock))

    def _closing(self) -> datetime | None:
        """When the office closes on the last day; None where that may be 24:00."""
        strict = self.period.end is End.CLOSE
        if self.clock is None:
            if strict:
                raise UsageError(wording.NEEDS_CLOCK.filled(period=self.period.text))
            return None
        zone = self.clock.hours.timezone
        opening = datetime(self.day.year, self.day.month, self.day.day, tzinfo=zone)
        after = shifted(self.day, 1)
        midnight = datetime(after.year, after.month, after.day, tzinfo=zone)
        spans = self.clock.spans(opening, midnight, on_unknown=self._on_unknown)
        if not spans and strict:
            raise UsageError(wording.SHUT.filled(day=self.day))
        return spans[-1][1] if spans else None

    @property
    def trace(self) -> tuple[Step, ...]:
        """How it came about: each day, or span of days treated alike, and why."""
        if self._moment is not None:
            return self._trace_of_hours(self._moment)
        if self._counted_from is not None:
            return trace_back(
                self.period,
                _plain(self.start),
                self.day,
                self._counted_from,
                self._calendar,
                self._on_unknown,
            )
        legs = reckon(
            self.period, _plain(self.start), self._calendar, self._on_unknown, self.changes
        )
        return trace_of(legs, self.changes, self._calendar, self._on_unknown)

    def _trace_of_hours(self, end: datetime) -> tuple[Step, ...]:
        assert isinstance(self.start, datetime)  # noqa: S101 - hours run from a moment
        zone = zone_of(self.zone, self.clock)
        start = self.start.astimezone(zone)
        begin, cited = beginning(self.period, start, zone), self.citation
        if self.period.unit is Unit.HOUR or self.clock is None:
            return hours_trace(start, begin, end, cited)
        return working_hours_trace(start, begin, end, self.clock, self._on_unknown, cited)

    @property
    def citation(self) -> Citation | None:
        """The article by which its unit is counted as it is."""
        law = self.period.law
        return law.unit_citation(self.period.n, self.period.unit) if law else None

    @property
    def ends(self) -> str:
        """The last day and the hour at which it ends: ``2023-07-12 24:00``."""
        instant = self.instant
        if instant.date() > self.day:
            return f"{self.day} 24:00"
        return f"{instant:%Y-%m-%d %H:%M}"

    @property
    def _starts(self) -> str:
        """The start as people write it, in the time zone of the end."""
        if not isinstance(self.start, datetime):
            return self.start.isoformat()
        return f"{self.start.astimezone(zone_of(self.zone, self.clock)):%Y-%m-%d %H:%M}"

    def __str__(self) -> str:
        return f"{self.day} ({self.certainty.value})"

    def __repr__(self) -> str:
        """How it was made; a deadline is not written down but reckoned."""
        made = "before" if self.is_backward else "deadline"
        changed = f" with {len(self.changes)} changes" if self.changes else ""
        return f"<Deadline {self}: {self.period!r}.{made}({self.start!r}){changed}>"

    # --- what happens to it ---------------------------------------------------

    def extend(
        self, by: Period | str | None = None, *, decided: date, citation: Citation | None = None
    ) -> Deadline:
        """The deadline prolonged from its expiry (延长).

        Without ``by``, by the most that the law allows. A ``citation`` of your
        own names another basis, and sets the law's limits aside.

        Raises:
            UsageError: it was decided after the expiry or before the start, it
                is longer or comes more often than the law allows, or neither
                law nor caller says by how much.
        """
        decided = as_day(decided, "decided")
        self._in_days()
        if decided > self.day:
            raise UsageError(wording.DECIDED_LATE.filled(decided=decided, day=self.day))
        if decided < _plain(self.start):
            raise UsageError(wording.DECIDED_EARLY.filled(decided=decided, start=self.start))
        rule = extension_rule(self.period, self.changes) if citation is None else None
        extra = extra_period(self.period, by, rule)
        basis = citation or (rule.citation if rule else None)
        return self.changed(Extension(extra, decided, basis))

    def exclude(
        self,
        first: date,
        last: date,
        ground: str | Text | None = None,
        *,
        citation: Citation | None = None,
    ) -> Deadline:
        """The deadline without days that do not count, both ends included (不计入).

        ``ground`` is a code of the law (``"hearing"``), or words of your own.
        Days that lie after the last day change nothing; spans that overlap
        count once.

        Raises:
            UsageError: the span ends before it starts, or the law knows no such
                ground for this period.
        """
        self._in_days()
        as_day(first, "first")
        as_day(last, "last")
        words, basis = ground_of(self.period, ground, citation)
        return self.changed(Exclusion(first, last, words, basis))

    def suspend(
        self,
        since: date,
        ground: str | Text | None = None,
        *,
        citation: Citation | None = None,
    ) -> Suspended:
        """The period standing still from a day on, with no last day until it is resumed (中止).

        Raises:
            UsageError: the day lies before the start or after the last day.
        """
        self._in_days()
        as_day(since, "since")
        if not _plain(self.start) <= since <= self.day:
            facts = {"since": since, "start": self.start, "day": self.day}
            raise UsageError(wording.SUSPENDED_OUTSIDE.filled(**facts))
        words, basis = ground_of(self.period, ground, citation)
        return Suspended(self, since, words, basis)

    def restart(self, received: date, *, citation: Citation | None = None) -> Deadline:
        """The period running anew from a later day, as if it had not run before (重新计算).

        Raises:
            UsageError: the day lies before the start, or no rule of the law lets the
                period run anew and no ``citation`` names another basis.
        """
        self._in_days()
        as_day(received, "received")
        before = _plain(self.start)
        if received < before:
            raise UsageError(wording.RESTARTED_FIRST.filled(received=received, start=before))
        change = Restart(received, before, restart_basis(self.period, citation))
        fresh = attrs.evolve(self, start=received, changes=())
        return fresh.changed(change)

    def _in_days(self) -> None:
        """Refuse periods in hours, which a clock pauses, and days before something."""
        if self.period.unit.by_the_hour or self.is_backward:
            raise UsageError(wording.HOURS_UNCHANGED.filled(period=self.period.text))

    def changed(self, change: Change) -> Deadline:
        """The deadline after one more change, whose limits were checked already."""
        return self.changed_by((change,))

    def changed_by(self, more: tuple[Change, ...]) -> Deadline:
        """The deadline after several changes, whose limits were checked already."""
        changes = (*self.changes, *more)
        legs = reckon(self.period, _plain(self.start), self._calendar, self._on_unknown, changes)
        known = [leg.certainty for leg in legs]
        known += [each.day_certainty for each in changes if isinstance(each, DeemedStart)]
        sure, guessed = least_sure(known)
        return Deadline(
            self.period,
            self.start,
            legs[-1].due,
            sure,
            self._calendar,
            self._on_unknown,
            self.clock,
            self.zone,
            changes,
            self._moment,
            self._counted_from,
            guessed,
        )

    # --- for people and machines ----------------------------------------------

    def explain(self, lang: Lang) -> str:
        """The whole deadline in words: when, by which article, day by day, how sure."""
        lang = check_lang(lang)
        facts = {"ends": self.ends, "sure": self.certainty.text, "start": self._starts}
        head = wording.BEFORE if self.is_backward else wording.AFTER
        lines = [head.fill(lang, {**facts, "period": self._counted})]
        told = self._citations()
        lines += [wording.CLAUSE.fill(lang, {"clause": each.long(lang)}) for each in told]
        lines += [f"- {step.line(lang, told)}" for step in self.trace]
        if self._moment is not None:
            lines.append(self._zones.say(lang))
        if self.certainty is not Certainty.FINAL:
            why = Certainty.UNKNOWN if self.guessed else self.certainty
            lines.append(wording.NOT_FINAL[why].say(lang))
        if self.calendar is not None:
            lines.append(wording.CALENDAR.fill(lang, {"calendar": _ref(self.calendar, lang)}))
        return "\n".join(lines)

    @property
    def _zones(self) -> Text:
        """The zone in which the hours are told, and that of the office where it is another."""
        zone = zone_of(self.zone, self.clock)
        if self.clock is None or self.clock.hours.timezone == zone:
            return wording.ZONE.filled(zone=str(zone))
        return wording.ZONES.filled(zone=str(zone), office=self.clock.hours.zone)

    @property
    def _counted(self) -> Text:
        """The period and its extensions in words."""
        text = self.period.text
        for by in [change.by for change in self.changes if isinstance(change, Extension)]:
            text = wording.LONGER.filled(period=text, by=by.text)
        return text

    def _citations(self) -> list[Citation]:
        """The articles by which it is counted: the unit, and a last day that moved."""
        law = self.period.law
        rolls = law is not None and self.period.roll is not Roll.NONE
        found = [self.citation, law.roll.citation if law and rolls else None]
        return [each for each in found if each is not None]

    def to_dict(self) -> dict[str, Any]:
        """The deadline as plain values, ready for JSON."""
        law = self.period.law
        return {
            "format": "bizenv.deadline/1",
            "period": str(self.period),
            "n": self.period.n,
            "unit": self.period.unit.value,
            "law": law.id if law else None,
            "clause": self.citation.short() if self.citation else None,
            "start": self.start.isoformat(),
            "direction": "before" if self.is_backward else "after",
            "day": self.day.isoformat(),
            "instant": self.instant.isoformat(),
            "certainty": self.certainty.value,
            "guessed": self.guessed,
            "calendar": _ref_dict(self.calendar),
            "changes": [change_dict(each) for each in self.changes],
            "trace": [step.to_dict() for step in self.trace],
        }

    def _repr_html_(self) -> str:
        blocks = [
            f'<pre lang="{tag}">{escape(self.explain(lang))}</pre>' for lang, tag in _HTML_LANGS
        ]
        return f'<div class="bizenv-deadline">{"".join(blocks)}</div>'


def _plain(start: date | datetime) -> date:
    return start.date() if isinstance(start, datetime) else start


def _ref(ref: CalendarRef, lang: Lang) -> str:
    """Which calendar, in words."""
    text = f"{ref.id} {ref.notice}".rstrip()
    text += f"（{ref.hash}）" if lang == "zh" else f" ({ref.hash})"
    return text + wording.AS_OF.fill(lang, {"day": ref.as_of}) if ref.as_of else text


def _ref_dict(ref: CalendarRef | None) -> dict[str, Any] | None:
    if ref is None:
        return None
    as_of = ref.as_of.isoformat() if ref.as_of else None
    return {"id": ref.id, "notice": ref.notice, "hash": ref.hash, "as_of": as_of}


_HTML_LANGS: tuple[tuple[Lang, str], ...] = (("zh", "zh-CN"), ("en", "en"))
