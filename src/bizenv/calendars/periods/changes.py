"""What moves a deadline: extension, excluded time, suspension, restart, deemed start.

Five notions that never stand in for each other (延长、不计入、中止、重新计算、视为受理).
Each is a value that a deadline keeps and shows.

>>> print(Exclusion(date(2023, 6, 5), date(2023, 6, 7), Text("听证", "hearing")).text.en)
2023-06-05 to 2023-06-07 does not count: hearing
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from bizenv.calendars.periods import wording
from bizenv.calendars.periods.counting import Span
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import as_day
from bizenv.kernel.fields import day as a_day
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import plain

if TYPE_CHECKING:
    from bizenv.calendars.periods.laws import LawProfile
    from bizenv.calendars.periods.period import Period
    from bizenv.calendars.workdays.calendar import OnUnknown, WorkCalendar

__all__ = [
    "Change",
    "DeemedStart",
    "Exclusion",
    "Extension",
    "Restart",
    "Suspension",
    "deemed_start",
    "excluded_spans",
]


_ONE_DAY = timedelta(days=1)


@frozen
class Extension:
    """A period prolonged from its expiry, decided on or before it (延长)."""

    by: Period
    decided: date = field(validator=a_day)
    citation: Citation | None = None

    @property
    def text(self) -> Text:
        """What was done, in words."""
        return wording.EXTENDED.filled(decided=self.decided, by=self.by.text)


@frozen
class Exclusion:
    """Days that do not count, both ends included (不计入期限的时间).

    Raises:
        UsageError: it ends before it starts.
    """

    first: date = field(validator=a_day)
    last: date = field(validator=a_day)
    ground: Text | None = None
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise UsageError(wording.ENDS_FIRST.filled(first=self.first, last=self.last))

    @property
    def span(self) -> Span:
        """Its first and last day."""
        return self.first, self.last

    @property
    def why(self) -> Text:
        """Why a day of it does not count."""
        return self.ground or wording.NO_GROUND_STATED

    @property
    def text(self) -> Text:
        """What was done, in words."""
        return wording.EXCLUDED.filled(span=wording.span_text(*self.span), ground=self.why)


@frozen
class Suspension:
    """A period that stood still from one day until it was resumed (中止后恢复).

    ``resumed`` is the first day that counts again.
    """

    since: date = field(validator=a_day)
    resumed: date = field(validator=a_day)
    ground: Text | None = None
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        if self.resumed < self.since:
            raise UsageError(wording.RESUMED_FIRST.filled(since=self.since, resumed=self.resumed))

    @property
    def span(self) -> Span:
        """The first and last day that do not count; empty if resumed on the same day."""
        return self.since, self.resumed - _ONE_DAY

    @property
    def why(self) -> Text:
        """Why a day of it does not count."""
        return wording.SUSPENSION.filled(ground=self.ground or wording.NO_GROUND_STATED)

    @property
    def text(self) -> Text:
        """What was done, in words."""
        ground = self.ground or wording.NO_GROUND_STATED
        return wording.SUSPENDED.filled(since=self.since, resumed=self.resumed, ground=ground)


@frozen
class Restart:
    """A period that runs anew, from what was received later (重新计算)."""

    received: date = field(validator=a_day)
    before: date = field(validator=a_day)
    """The start that no longer counts."""
    citation: Citation | None = None

    @property
    def text(self) -> Text:
        """What was done, in words."""
        return wording.RESTARTED.filled(received=self.received, before=self.before)


@frozen
class DeemedStart:
    """The day on which a period starts because nothing was asked in time (视为受理).

    ``day`` is the day that starts the period, ``request_by`` the last day on
    which the agency could ask for what was missing.
    """

    day: date = field(validator=a_day)
    received: date = field(validator=a_day)
    request_by: date = field(validator=a_day)
    requested: date | None
    certainty: Certainty
    citation: Citation
    guessed: bool = False
    """Whether the last day for asking hangs on a day that no notice arranges."""

    @property
    def day_certainty(self) -> Certainty:
        """How sure the least sure day is on which it hangs."""
        return Certainty.UNKNOWN if self.guessed else self.certainty

    @property
    def deemed(self) -> bool:
        """Whether acceptance is deemed, because no request came in time."""
        return self.requested is None or self.requested > self.request_by

    @property
    def text(self) -> Text:
        """Why the period starts on that day, in words."""
        facts = {"day": self.day, "received": self.received, "by": self.request_by}
        if not self.deemed:
            return wording.COMPLETED.filled(requested=self.requested, **facts)
        if self.requested is None:
            return wording.DEEMED.filled(**facts)
        return wording.ASKED_LATE.filled(requested=self.requested, **facts)


Change = Extension | Exclusion | Suspension | Restart | DeemedStart


def change_dict(change: Change) -> dict[str, Any]:
    """A change as plain values, for JSON."""
    return {
        "kind": _KINDS[type(change)],
        "text": plain(change.text),
        "clause": change.citation.short() if change.citation else None,
    }


_KINDS: dict[type, str] = {
    Extension: "extension",
    Exclusion: "exclusion",
    Suspension: "suspension",
    Restart: "restart",
    DeemedStart: "deemed-start",
}


def excluded_spans(changes: Iterable[Change]) -> list[tuple[Span, Exclusion | Suspension]]:
    """The spans that do not count, in the order of their days."""
    found = [(each.span, each) for each in changes if isinstance(each, (Exclusion, Suspension))]
    found = [(span, each) for span, each in found if span[0] <= span[1]]
    return found if len(found) < 2 else sorted(found, key=itemgetter(0))


def deemed_start(
    law: LawProfile | str,
    received: date,
    calendar: WorkCalendar | str,
    *,
    requested: date | None = None,
    completed: date | None = None,
    on_unknown: OnUnknown = "raise",
) -> DeemedStart:
    """The day on which an application counts as accepted.

    An agency that does not ask for what is missing in time has accepted on the
    day of receipt. One that asked in time accepts when the rest is complete.
    ``requested=None`` says that nothing was ever asked.

    >>> from bizenv.calendars.workdays.calendar import work_calendar
    >>> deemed_start("行政许可法", date(2023, 6, 1), work_calendar("CN")).day
    datetime.date(2023, 6, 1)

    Raises:
        UsageError: the law knows no deemed start, the days contradict each
            other, or the application asked for in time is not complete yet.
    """
    from bizenv.calendars.periods.laws import law_profile
    from bizenv.calendars.periods.period import Period

    profile = law_profile(law)
    rule = profile.deemed_start
    if rule is None:
        raise UsageError(wording.NO_DEEMED.filled(law=profile.text))
    received = as_day(received, "received")
    _check_order(received, requested, completed)
    by = Period(rule.within.n, rule.within.unit).deadline(received, calendar, on_unknown)
    in_time = requested is not None and requested <= by.day
    if in_time and completed is None:
        raise UsageError(wording.NOT_COMPLETE.filled(requested=requested))
    start = completed if in_time and completed is not None else received
    return DeemedStart(start, received, by.day, requested, by.certainty, rule.citation, by.guessed)


def _check_order(received: date, requested: date | None, completed: date | None) -> None:
    """Refuse days that run backwards."""
    if requested is not None and as_day(requested, "requested") < received:
        raise UsageError(wording.ASKED_FIRST.filled(requested=requested, received=received))
    if completed is None:
        return
    if requested is None:
        raise UsageError(wording.COMPLETED_UNASKED.filled(completed=completed))
    if as_day(completed, "completed") < requested:
        raise UsageError(wording.COMPLETED_FIRST.filled(completed=completed, requested=requested))
