"""Whether a violation may still be punished after so long (追责时效).

The time runs from the day of the act, from its end where it went on (行政处罚法
art. 36). A day that is not known matters only where it could change the answer.
"""

from __future__ import annotations

from collections.abc import Hashable

from bizenv.calendars.periods.period import Period
from bizenv.kernel.findings import Check, MissingFact
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.tolerance.asking import Situation
from bizenv.tolerance.expressions import Residue, Unknown, every, opposite, residue_of, some
from bizenv.tolerance.facts import missing_fact
from bizenv.tolerance.lists import TimeBar
from bizenv.tolerance.values import Violation

__all__ = ["bar_check", "bar_residue", "over"]


def bar_residue(bar: TimeBar, situation: Situation) -> Residue:
    """Whether a violation is time-barred; what is left of the question where that is open."""
    violation = situation.violation
    after = over(bar.period, violation)
    if after is Truth.NO or bar.longer is None or bar.longer_if is None:
        return after
    longer = residue_of(bar.longer_if, situation)
    return some((every((after, opposite(longer))), _over(bar.longer, violation, _AFTER_LONGER)))


_AFTER_PERIOD = ((0, False), (1, True), (2, True))
_AFTER_LONGER = ((0, False), (1, False), (2, True))
"""When it may have been found: in time, after the period, after the longer one too."""


def _over(period: Period, violation: Violation, when: tuple[tuple[Hashable, bool], ...]) -> Residue:
    """Whether a period had run out when the violation was discovered."""
    ended, discovered = violation.ended, violation.discovered
    if ended is False:
        return Truth.NO
    if ended is not None and discovered is not None:
        return Truth.of(discovered > period.deadline(ended).day)
    occurred = violation.occurred
    if occurred and discovered and discovered <= period.deadline(occurred).day:
        return Truth.NO  # it was found in time, however long it went on
    return Unknown("time-bar", when, _missing(violation))


def _missing(violation: Violation) -> tuple[MissingFact, ...]:
    names = [name for name in ("ended", "discovered") if getattr(violation, name) is None]
    return tuple(map(missing_fact, names))


def bar_check(bar: TimeBar, situation: Situation, truth: Truth) -> Check:
    """Whether it is time-barred, with its working."""
    violation = situation.violation
    parts = [_period_check(bar.period, violation)]
    if bar.longer is not None and bar.longer_if is not None:
        parts.append(_period_check(bar.longer, violation))
        longer = bar.longer_if.check(situation)
        asked = _LONGER.filled(period=bar.longer.text)
        parts.append(Check(asked, longer.truth, None, None, None, (longer,)))
    return Check(_BARRED, truth, None, None, bar.citation, tuple(parts))


def over(period: Period, violation: Violation) -> Residue:
    """Whether a period had run out when a violation was discovered."""
    return _over(period, violation, _AFTER_PERIOD)


def _period_check(period: Period, violation: Violation) -> Check:
    ran_out = over(period, violation)
    truth = ran_out if isinstance(ran_out, Truth) else Truth.UNKNOWN
    start = violation.ended or violation.occurred
    read = _DAYS.filled(start=start or _SOME_DAY, discovered=violation.discovered or _SOME_DAY)
    return Check(_OVER.filled(period=period.text), truth, read)


_BARRED = Text("已过追责时效", "it is time-barred")
_OVER = Text(
    "行为终了后超过 {period} 才被发现", "discovered more than {period} after the act ended"
)
_LONGER = Text("适用 {period} 的较长时效", "the longer time of {period} applies")
_DAYS = Text("{start} 至 {discovered}", "{start} to {discovered}")
_SOME_DAY = Text("（不清楚）", "(not known)")
