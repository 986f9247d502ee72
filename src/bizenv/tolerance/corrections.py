"""Conditions on correction: whether, how and by when a violation was set right (改正).

Days decide where they can. Within one day they cannot say what came first, so
there a named fact is asked for, such as ``corrected-on-spot``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from attrs import field, frozen

from bizenv.calendars.periods.period import Period, Unit
from bizenv.kernel.errors import UnknownDayError, UsageError
from bizenv.kernel.fields import member
from bizenv.kernel.findings import MissingFact
from bizenv.kernel.text import Text
from bizenv.tolerance.asking import Answer, Leaf, Situation, known, unknown
from bizenv.tolerance.facts import missing_fact
from bizenv.tolerance.values import Violation
from bizenv.tolerance.words import Anchor, Correction

__all__ = ["Corrected", "CorrectedWithin"]

_HOURS_A_DAY = 24


def _mode(value: Correction | str) -> Correction:
    return member(Correction, value)


@frozen
class Corrected(Leaf):
    """It was corrected in this way, by days where they tell (改正).

    >>> late = Violation(corrected=date(2024, 5, 20), order_due=date(2024, 5, 17))
    >>> Corrected("within-order").answer(Situation(late)).truth
    Truth.NO
    """

    how: Correction = field(converter=_mode)

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields that it reads."""
        return ("corrected", *_READS.get(self.how, ()), self.name)

    @property
    def text(self) -> Text:
        """The condition in words."""
        return self.how.text

    @property
    def name(self) -> str:
        """The named fact that answers where the days do not."""
        return f"corrected-{self.how.value}"

    @property
    def named(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The named fact, and no words of its own: they stand above other columns too."""
        return ((self.name, ()),)

    def answer(self, situation: Situation) -> Answer:
        """Whether it was; a day of correction that is not known leaves it open."""
        violation = situation.violation
        corrected = violation.corrected
        if corrected is False:
            return known(False, _NOT_CORRECTED)
        by_days = _BY_DAYS[self.how](violation, corrected) if corrected else None
        if by_days is not None:
            return known(by_days, corrected)
        said = violation.fact(self.name)
        if said is not None:
            return known(said, said)
        return unknown(*self._missing(violation), read=corrected)

    def _missing(self, violation: Violation) -> tuple[str | MissingFact, ...]:
        """The days that would tell, or the named fact where days may not."""
        needs = _NEEDS.get(self.how)
        if needs is None:
            return (missing_fact(self.name, self.how.text),)
        return tuple(name for name in needs if getattr(violation, name) is None)


_NOT_CORRECTED = Text("没有改正", "not corrected")
_NEEDS: dict[Correction, tuple[str, ...]] = {
    Correction.AT_ALL: ("corrected",),
    Correction.TIMELY: ("corrected", "order_due"),
    Correction.NEXT_DAY: ("corrected", "discovered"),
    Correction.WITHIN_ORDER: ("corrected", "order_due"),
    Correction.BEFORE_CLOSURE: ("corrected", "decided"),
}
"""The days that surely tell; within one day the other ways stay open."""
_READS = {
    Correction.TIMELY: ("discovered", "ordered", "order_due"),
    Correction.BEFORE_DISCOVERY: ("discovered",),
    Correction.OWN_MOTION: ("discovered",),
    Correction.ON_SPOT: ("discovered",),
    Correction.AT_ONCE: ("discovered",),
    Correction.NEXT_DAY: ("discovered",),
    Correction.WITHIN_ORDER: ("ordered", "order_due"),
    Correction.BEFORE_CLOSURE: ("decided",),
}
"""The days with which the day of correction is compared."""


def _at_all(violation: Violation, corrected: date) -> bool | None:  # noqa: ARG001 - one shape
    return True


def _earlier(violation: Violation, corrected: date) -> bool | None:
    """Before or after the day of discovery, surely; within it only the file can tell."""
    discovered = violation.discovered
    return None if discovered is None or corrected == discovered else corrected < discovered


def _own_motion(violation: Violation, corrected: date) -> bool | None:
    """Before anybody had found it, surely; afterwards only the file can tell why."""
    return True if _earlier(violation, corrected) else None


def _at_once(violation: Violation, corrected: date) -> bool | None:
    discovered = violation.discovered
    return True if discovered and corrected <= discovered else None


def _next_day(violation: Violation, corrected: date) -> bool | None:
    discovered = violation.discovered
    return None if discovered is None else corrected <= discovered + timedelta(days=1)


def _within_order(violation: Violation, corrected: date) -> bool | None:
    """Whoever corrects before an order, or before there is one, needs no time of it."""
    ordered, due = violation.ordered, violation.order_due
    if ordered is False or (ordered and corrected <= ordered):
        return True
    return None if due is None else corrected <= due


def _timely(violation: Violation, corrected: date) -> bool | None:
    discovered = violation.discovered
    if discovered and corrected <= discovered:
        return True
    return _within_order(violation, corrected)


def _before_closure(violation: Violation, corrected: date) -> bool | None:
    decided = violation.decided
    return None if decided is None else corrected <= decided


_BY_DAYS: dict[Correction, Callable[[Violation, date], bool | None]] = {
    Correction.AT_ALL: _at_all,
    Correction.TIMELY: _timely,
    Correction.BEFORE_DISCOVERY: _earlier,
    Correction.OWN_MOTION: _own_motion,
    Correction.ON_SPOT: _earlier,
    Correction.AT_ONCE: _at_once,
    Correction.NEXT_DAY: _next_day,
    Correction.WITHIN_ORDER: _within_order,
    Correction.BEFORE_CLOSURE: _before_closure,
}
"""By how it was corrected, what the days say; None where only the file can tell."""


def _period(value: Period | str) -> Period:
    return value if isinstance(value, Period) else Period.parse(value)


def _anchor(value: Anchor | str) -> Anchor:
    return member(Anchor, value)


_FIELDS = {
    Anchor.INSPECTION: "inspected",
    Anchor.ORDER: "ordered",
    Anchor.DISCOVERY: "discovered",
}


@frozen
class CorrectedWithin(Leaf):
    """It was corrected within a period from an inspection, an order or the discovery (限期改正).

    >>> from bizenv.calendars.workdays.calendar import work_calendar
    >>> within = CorrectedWithin("5个工作日", "order")
    >>> fixed = Violation(ordered=date(2024, 9, 27), corrected=date(2024, 10, 9))
    >>> within.answer(Situation(fixed, calendar=work_calendar("CN"))).truth
    Truth.YES
    """

    period: Period = field(converter=_period)
    start: Anchor = field(converter=_anchor)

    def __attrs_post_init__(self) -> None:
        if self.period.unit is Unit.WORKING_HOUR:
            raise UsageError(f"period={self.period!r}: expected days, months, years or hours")

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields that it reads."""
        return ("corrected", self.anchor, self.name)

    @property
    def anchor(self) -> str:
        """The field that holds the day from which it runs."""
        return _FIELDS[self.start]

    @property
    def text(self) -> Text:
        """The condition in words."""
        facts = {"period": self.period.text, "start": self.start.text}
        return _WITHIN.filled(**facts)

    @property
    def name(self) -> str:
        """The named fact that answers where the days do not."""
        return f"corrected-within-{str(self.period).replace(' ', '-')}"

    @property
    def named(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The named fact, and no words of its own: they stand above other columns too."""
        return ((self.name, ()),)

    def due(self, situation: Situation) -> date | None:
        """The last day; None where nothing runs yet, or days cannot tell.

        Raises:
            UnknownDayError: it hangs on a day that no notice arranges.
        """
        start = getattr(situation.violation, self.anchor)
        if not start or self.period.unit is Unit.HOUR:
            return None
        return self.period.deadline(start, situation.calendar).day

    def answer(self, situation: Situation) -> Answer:
        """Whether it was corrected by the last day."""
        violation = situation.violation
        corrected = violation.corrected
        if corrected is False:
            return known(False, _NOT_CORRECTED)
        try:
            in_time = self._in_time(situation, corrected) if corrected else None
        except UnknownDayError:
            return unknown("calendar", read=corrected)
        if in_time is not None:
            return known(in_time, corrected)
        said = violation.fact(self.name)
        if said is not None:
            return known(said, said)
        return unknown(*self._missing(violation), read=corrected)

    def _in_time(self, situation: Situation, corrected: date) -> bool | None:
        """What the days say; None where they do not."""
        start = getattr(situation.violation, self.anchor)
        if start is False:
            return True  # whoever corrects before an order needs no time of it
        if start is None:
            return None
        if self.period.unit is Unit.HOUR:
            return _within_hours(self.period.n, (corrected - start).days)
        due = self.due(situation)
        return corrected <= start or (due is not None and corrected <= due)

    def _missing(self, violation: Violation) -> tuple[str | MissingFact, ...]:
        if self.period.unit is Unit.HOUR:
            return (missing_fact(self.name, self.text),)
        return tuple(n for n in ("corrected", self.anchor) if getattr(violation, n) is None)


def _within_hours(hours: int, days: int) -> bool | None:
    """Whether so many days are surely within some hours, at whatever hour they began and ended."""
    if days < 0 or (days + 1) * _HOURS_A_DAY <= hours:
        return True
    return False if (days - 1) * _HOURS_A_DAY >= hours else None


_WITHIN = Text("自{start}起 {period}内改正", "corrected within {period} from {start}")
