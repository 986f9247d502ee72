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

_READS = ("corrected", "discovered", "ordered", "order_due", "decided", "inspected", "facts")
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
        return _READS

    @property
    def text(self) -> Text:
        """The condition in words."""
        return self.how.text

    @property
    def name(self) -> str:
        """The named fact that answers where the days do not."""
        return f"corrected-{self.how.value}"

    def answer(self, situation: Situation) -> Answer:
        """Whether it was; a day of correction that is not known leaves it open."""
        violation = situation.violation
        corrected = violation.corrected
        if corrected is False:
            return known(False, _NOT_CORRECTED)
        answer = _BY_DAYS[self.how](violation, corrected) if corrected else unknown()
        if answer is None or answer.truth.value == "unknown":
            return self._stated(violation, answer)
        return answer

    def _stated(self, violation: Violation, answer: Answer | None) -> Answer:
        """What the named fact says where the days say nothing."""
        said = violation.fact(self.name)
        if said is not None:
            return known(said, said)
        if answer is not None and answer.missing:
            return Answer(answer.truth, violation.corrected, answer.missing)
        if violation.corrected is None:
            return unknown("corrected", *_needed(self.how, violation))
        return unknown(missing_fact(self.name, self.how.text), read=violation.corrected)


_NOT_CORRECTED = Text("没有改正", "not corrected")


def _needed(how: Correction, violation: Violation) -> tuple[str, ...]:
    """The other days that are needed beside the day of correction."""
    return tuple(name for name in _NEEDS.get(how, ()) if getattr(violation, name) is None)


_NEEDS: dict[Correction, tuple[str, ...]] = {
    Correction.TIMELY: ("discovered", "ordered", "order_due"),
    Correction.BEFORE_DISCOVERY: ("discovered",),
    Correction.OWN_MOTION: ("discovered",),
    Correction.ON_SPOT: ("discovered",),
    Correction.AT_ONCE: ("discovered",),
    Correction.NEXT_DAY: ("discovered",),
    Correction.WITHIN_ORDER: ("order_due",),
    Correction.BEFORE_CLOSURE: ("decided",),
}


def _at_all(violation: Violation, corrected: date) -> Answer | None:  # noqa: ARG001 - one shape
    return known(True, corrected)


def _before_discovery(violation: Violation, corrected: date) -> Answer | None:
    if violation.discovered is None:
        return unknown("discovered")
    if corrected == violation.discovered:
        return None
    return known(corrected < violation.discovered, corrected)


def _own_motion(violation: Violation, corrected: date) -> Answer | None:
    """Before anybody had found it, surely; afterwards only the file can tell why."""
    if violation.discovered is None:
        return unknown("discovered")
    return known(True, corrected) if corrected < violation.discovered else None


def _on_spot(violation: Violation, corrected: date) -> Answer | None:
    if violation.discovered is None:
        return unknown("discovered")
    if corrected == violation.discovered:
        return None
    return known(corrected < violation.discovered, corrected)


def _at_once(violation: Violation, corrected: date) -> Answer | None:
    if violation.discovered is None:
        return unknown("discovered")
    return known(True, corrected) if corrected <= violation.discovered else None


def _next_day(violation: Violation, corrected: date) -> Answer | None:
    if violation.discovered is None:
        return unknown("discovered")
    return known(corrected <= violation.discovered + timedelta(days=1), corrected)


def _within_order(violation: Violation, corrected: date) -> Answer | None:
    """Whoever corrects before an order, or before there is one, needs no time of it."""
    ordered, due = violation.ordered, violation.order_due
    if ordered is False or (ordered and corrected <= ordered):
        return known(True, corrected)
    return unknown("order_due") if due is None else known(corrected <= due, corrected)


def _timely(violation: Violation, corrected: date) -> Answer | None:
    discovered, ordered, due = violation.discovered, violation.ordered, violation.order_due
    early = discovered and corrected <= discovered
    if early or ordered is False or (ordered and corrected <= ordered):
        return known(True, corrected)
    return unknown("order_due") if due is None else known(corrected <= due, corrected)


def _before_closure(violation: Violation, corrected: date) -> Answer | None:
    decided = violation.decided
    return unknown("decided") if decided is None else known(corrected <= decided, corrected)


_BY_DAYS: dict[Correction, Callable[[Violation, date], Answer | None]] = {
    Correction.AT_ALL: _at_all,
    Correction.TIMELY: _timely,
    Correction.BEFORE_DISCOVERY: _before_discovery,
    Correction.OWN_MOTION: _own_motion,
    Correction.ON_SPOT: _on_spot,
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
        return ("corrected", self.anchor, "facts")

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

    def due(self, situation: Situation) -> date | MissingFact | None:
        """The last day; the missing fact where that is not known; None where nothing runs."""
        start = getattr(situation.violation, self.anchor)
        if start is None:
            return missing_fact(self.anchor)
        if start is False:
            return None
        if self.period.unit is Unit.HOUR:
            return missing_fact(self.name, self.text)
        try:
            return self.period.deadline(start, situation.calendar).day
        except UnknownDayError:
            return missing_fact("calendar")

    def answer(self, situation: Situation) -> Answer:
        """Whether it was corrected by the last day."""
        violation = situation.violation
        corrected = violation.corrected
        if corrected is False:
            return known(False, _NOT_CORRECTED)
        due = self.due(situation)
        start = getattr(violation, self.anchor)
        if corrected is not None and (due is None or (start and corrected <= start)):
            whole_day = self.period.unit is not Unit.HOUR or self.period.n >= _HOURS_A_DAY
            if due is None or corrected < start or whole_day:
                return known(True, corrected)
        if corrected is not None and isinstance(due, date):
            return known(corrected <= due, corrected)
        if corrected is not None and start and self._surely_late(corrected, start):
            return known(False, corrected)
        return self._stated(violation, due)

    def _surely_late(self, corrected: date, start: date) -> bool:
        """Whether so many hours had passed, at whatever hour it began and ended."""
        hours = (corrected - start).days * _HOURS_A_DAY - _HOURS_A_DAY
        return self.period.unit is Unit.HOUR and hours >= self.period.n

    def _stated(self, violation: Violation, due: date | MissingFact | None) -> Answer:
        said = violation.fact(self.name)
        if said is not None:
            return known(said, said)
        missing = [missing_fact("corrected")] if violation.corrected is None else []
        if isinstance(due, MissingFact):
            missing.append(due)
        return unknown(*missing, read=violation.corrected)


_WITHIN = Text("自{start}起 {period}内改正", "corrected within {period} from {start}")
