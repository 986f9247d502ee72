"""Which versions of a list apply: the one at the time of the act, and a later one that is lighter.

What a list gave at the time of the act stays given. Where it changed before the
decision, the party has what the later version gives too (行政处罚法 art. 37), so
either day is enough.
"""

from __future__ import annotations

from datetime import date

from bizenv.kernel.findings import MissingFact
from bizenv.kernel.legal import Validity
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.tolerance.expressions import Residue, Unknown, some
from bizenv.tolerance.facts import missing_fact
from bizenv.tolerance.values import Violation

__all__ = ["applies"]


def applies(validity: Validity, violation: Violation, key: str) -> Residue:
    """Whether a version was in force at the act or at the decision; ``key`` names the version."""
    if validity.always:
        return Truth.YES
    at_act = _on_some_day(validity, *_days_of_act(violation))
    if at_act is Truth.YES:
        return at_act
    at_decision = _on_some_day(validity, *_days_of_decision(violation))
    if at_decision is Truth.YES:
        return at_decision
    return some(
        (
            _open(at_act, violation, _END_OF[violation.ended is False], f"{key} at the act"),
            _open(at_decision, violation, "decided", f"{key} at the decision"),
        )
    )


_END_OF = {False: "ended", True: "decided"}
_Days = tuple[date | None, date | None]


def _days_of_act(violation: Violation) -> _Days:
    """The first and last day on which the act may have ended."""
    ended = violation.ended
    if ended:
        return ended, ended
    if ended is False:
        return _days_of_decision(violation)  # it goes on, so the law of today is its own
    return violation.occurred, violation.decided


def _days_of_decision(violation: Violation) -> _Days:
    """The first and last day on which the decision may be made."""
    if violation.decided is not None:
        return violation.decided, violation.decided
    days = (violation.occurred, violation.ended, violation.discovered, violation.ordered)
    return max((day for day in days if day), default=None), None


def _on_some_day(validity: Validity, first: date | None, last: date | None) -> Truth:
    """Whether a version holds on a day of which only the bounds are known."""
    if first is not None and validity.until is not None and first > validity.until:
        return Truth.NO
    if last is not None and validity.earliest is not None and last < validity.earliest:
        return Truth.NO
    begun = validity.holds_on(first) if first is not None else _since_ever(validity)
    if begun is not Truth.YES:
        return Truth.UNKNOWN
    if validity.until is None or (last is not None and last <= validity.until):
        return Truth.YES
    return Truth.UNKNOWN


def _since_ever(validity: Validity) -> Truth:
    return Truth.UNKNOWN if validity.stated else Truth.YES


def _open(truth: Truth, violation: Violation, name: str, key: str) -> Residue:
    if truth is not Truth.UNKNOWN:
        return truth
    facts = _missing(violation, name)
    return Unknown(("version", key), facts=facts)


def _missing(violation: Violation, name: str) -> tuple[MissingFact, ...]:
    if getattr(violation, name) is None:
        return (missing_fact(name),)
    return (missing_fact("validity", _FIRST_DAY),)


_FIRST_DAY = Text("清单施行的确切日期", "the very day on which the list came into force")
