"""What moves a deadline: extension, excluded time, suspension, restart, deemed start.

Five notions that never stand in for each other (延长、不计入、中止、重新计算、视为受理).
Each is a value that a deadline keeps and shows.

>>> print(Exclusion(date(2023, 6, 5), date(2023, 6, 7), Text("听证", "hearing")).text.en)
2023-06-05 to 2023-06-07 does not count: hearing
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from bizenv.calendars.certainty import Certainty
from bizenv.calendars.counting import Span
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import as_day, day
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import plain

if TYPE_CHECKING:
    from bizenv.calendars.laws import LawProfile
    from bizenv.calendars.periods import Period
    from bizenv.calendars.workdays import OnUnknown, WorkCalendar

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


def span_text(first: date, last: date) -> Text:
    """A span of days in words; one day where both are the same."""
    if first == last:
        return Text(first.isoformat(), first.isoformat())
    return _SPAN.filled(first=first, last=last)


_SPAN = Text("{first} 至 {last}", "{first} to {last}")


@frozen
class Extension:
    """A period prolonged from its expiry, decided on or before it (延长)."""

    by: Period
    decided: date = field(validator=day)
    citation: Citation | None = None

    @property
    def text(self) -> Text:
        """What was done, in words."""
        return _EXTENDED.filled(decided=self.decided, by=self.by.text)


@frozen
class Exclusion:
    """Days that do not count, both ends included (不计入期限的时间).

    Raises:
        UsageError: it ends before it starts.
    """

    first: date = field(validator=day)
    last: date = field(validator=day)
    ground: Text | None = None
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise UsageError(_ENDS_FIRST.filled(first=self.first, last=self.last))

    @property
    def span(self) -> Span:
        """Its first and last day."""
        return self.first, self.last

    @property
    def text(self) -> Text:
        """What was done, in words."""
        ground = self.ground or _NO_GROUND
        return _EXCLUDED.filled(span=span_text(*self.span), ground=ground)


@frozen
class Suspension:
    """A period that stood still from one day until it was resumed (中止后恢复).

    ``resumed`` is the first day that counts again.
    """

    since: date = field(validator=day)
    resumed: date = field(validator=day)
    ground: Text | None = None
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        if self.resumed < self.since:
            raise UsageError(_RESUMED_FIRST.filled(since=self.since, resumed=self.resumed))

    @property
    def span(self) -> Span:
        """The first and last day that do not count; empty if resumed on the same day."""
        return self.since, self.resumed - timedelta(days=1)

    @property
    def text(self) -> Text:
        """What was done, in words."""
        ground = self.ground or _NO_GROUND
        return _SUSPENDED.filled(since=self.since, resumed=self.resumed, ground=ground)


@frozen
class Restart:
    """A period that runs anew, from what was received later (重新计算)."""

    received: date = field(validator=day)
    before: date = field(validator=day)
    """The start that no longer counts."""
    citation: Citation | None = None

    @property
    def text(self) -> Text:
        """What was done, in words."""
        return _RESTARTED.filled(received=self.received, before=self.before)


@frozen
class DeemedStart:
    """The day on which a period starts because nothing was asked in time (视为受理).

    ``day`` is the day that starts the period, ``request_by`` the last day on
    which the agency could ask for what was missing.
    """

    day: date = field(validator=day)
    received: date = field(validator=day)
    request_by: date = field(validator=day)
    requested: date | None
    certainty: Certainty
    citation: Citation

    @property
    def deemed(self) -> bool:
        """Whether acceptance is deemed, because no request came in time."""
        return self.requested is None or self.requested > self.request_by

    @property
    def text(self) -> Text:
        """Why the period starts on that day, in words."""
        facts = {"day": self.day, "received": self.received, "by": self.request_by}
        if not self.deemed:
            return _COMPLETED.filled(requested=self.requested, **facts)
        if self.requested is None:
            return _DEEMED.filled(**facts)
        return _ASKED_LATE.filled(requested=self.requested, **facts)


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
    found = [
        (each.span, each)
        for each in changes
        if isinstance(each, (Exclusion, Suspension)) and each.span[0] <= each.span[1]
    ]
    return sorted(found, key=lambda pair: pair[0])


def deemed_start(
    law: LawProfile | str,
    received: date,
    calendar: WorkCalendar,
    *,
    requested: date | None = None,
    completed: date | None = None,
    on_unknown: OnUnknown = "raise",
) -> DeemedStart:
    """The day on which an application counts as accepted.

    An agency that does not ask for what is missing in time has accepted on the
    day of receipt. One that asked in time accepts when the rest is complete.
    ``requested=None`` says that nothing was ever asked.

    >>> from bizenv.calendars.workdays import work_calendar
    >>> deemed_start("行政许可法", date(2023, 6, 1), work_calendar("CN")).day
    datetime.date(2023, 6, 1)

    Raises:
        UsageError: the law knows no deemed start, the days contradict each
            other, or the application asked for in time is not complete yet.
    """
    from bizenv.calendars.laws import law_profile
    from bizenv.calendars.periods import Period

    profile = law_profile(law)
    rule = profile.deemed_start
    if rule is None:
        raise UsageError(_NO_DEEMED.filled(law=profile.text))
    received = as_day(received, "received")
    _check_order(received, requested, completed)
    by = Period(rule.within.n, rule.within.unit).deadline(received, calendar, on_unknown)
    in_time = requested is not None and requested <= by.day
    if in_time and completed is None:
        raise UsageError(_NOT_COMPLETE.filled(requested=requested))
    start = completed if in_time and completed is not None else received
    return DeemedStart(start, received, by.day, requested, by.certainty, rule.citation)


def _check_order(received: date, requested: date | None, completed: date | None) -> None:
    """Refuse days that run backwards."""
    if requested is not None and as_day(requested, "requested") < received:
        raise UsageError(_ASKED_FIRST.filled(requested=requested, received=received))
    if completed is None:
        return
    if requested is None:
        raise UsageError(_COMPLETED_UNASKED.filled(completed=completed))
    if as_day(completed, "completed") < requested:
        raise UsageError(_COMPLETED_FIRST.filled(completed=completed, requested=requested))


_NO_GROUND = Text("未写明事由", "no ground stated")
_EXTENDED = Text(
    "{decided} 决定延长 {by}，自原届满日起算", "extended by {by} from the expiry, decided {decided}"
)
_EXCLUDED = Text("{span} 不计入：{ground}", "{span} does not count: {ground}")
_SUSPENDED = Text(
    "{since} 起中止，{resumed} 恢复计算：{ground}",
    "suspended from {since}, resumed {resumed}: {ground}",
)
_RESTARTED = Text(
    "自 {received} 起重新计算，原自 {before} 起", "runs anew from {received}, before that from {before}"
)
_DEEMED = Text(
    "{by} 前没有要求补正，自收到材料之日 {received} 起视为受理",
    "nothing was asked for by {by}, so the application counts as accepted on receipt, {received}",
)
_ASKED_LATE = Text(
    "{requested} 才要求补正，已过 {by}，自收到材料之日 {received} 起视为受理",
    "more was asked for on {requested}, after {by}, so the application counts as accepted on "
    "receipt, {received}",
)
_COMPLETED = Text(
    "{requested} 要求补正，{day} 补齐受理",
    "more was asked for on {requested}, and complete on {day}, which starts the period",
)
_ENDS_FIRST = Text(
    "不计入的时间 {first} 至 {last}：结束早于开始",
    "excluded time {first} to {last}: it ends before it starts",
)
_RESUMED_FIRST = Text(
    "resumed={resumed}：恢复早于中止之日 {since}",
    "resumed={resumed}: it lies before the suspension of {since}",
)
_NO_DEEMED = Text(
    "《{law}》没有逾期视为受理的规定", "{law}: this law has no rule on deemed acceptance"
)
_ASKED_FIRST = Text(
    "requested={requested}：早于收到材料之日 {received}",
    "requested={requested}: it lies before the receipt of {received}",
)
_COMPLETED_UNASKED = Text(
    "completed={completed}：没有要求补正，就没有补齐之日；请写明 requested",
    "completed={completed}: nothing was asked for, so nothing was completed; state requested",
)
_COMPLETED_FIRST = Text(
    "completed={completed}：早于要求补正之日 {requested}",
    "completed={completed}: it lies before the request of {requested}",
)
_NOT_COMPLETE = Text(
    "{requested} 已要求补正，材料尚未补齐，期限没有开始；补齐后写明 completed",
    "more was asked for on {requested} and is not complete, so no period runs yet; "
    "state completed once it is",
)
