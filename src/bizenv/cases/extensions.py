"""Which extensions of a promise count, and which do not (延期是否有效)."""

from __future__ import annotations

from attrs import frozen

from bizenv.calendars.clocks.segments import EPOCH
from bizenv.cases.cycles import Extension
from bizenv.cases.measures import DayMeasure, Due, Measure, Until
from bizenv.cases.runs import Run
from bizenv.cases.service_levels import ExtensionRule, case_fact
from bizenv.cases.states import CaseState
from bizenv.cases.timing import is_after
from bizenv.cases.values import Event, Time
from bizenv.kernel.findings import MissingFact
from bizenv.kernel.legal import Citation

__all__ = ["RefusedExtension", "extended"]


@frozen
class RefusedExtension:
    """An extension that does not count, or not in full: why, and when it was due then."""

    event: Event
    code: str
    due: Time
    citation: Citation


def extended(
    measure: Measure, state: CaseState, run: Run, limit: Due | None = None
) -> tuple[tuple[RefusedExtension, ...], tuple[MissingFact, ...]]:
    """Prolong a promise by every extension that counts; tell those that do not.

    ``limit`` is the end beyond which no extension reaches, None where there is none.
    """
    rule = measure.promise.extension
    if rule is None or not state.extensions:
        return (), ()
    granting = _Granting(measure, rule, limit)
    places = {id(event): place for place, event in enumerate(state.events)}
    last = places[id(run.stop)] if run.stop else len(places)
    for extension in state.extensions:
        if places[id(run.start)] < places[id(extension.event)] < last:
            granting.hear(extension)
    return tuple(granting.refused), tuple(granting.missing)


class _Granting:
    """The extensions of one promise, one after another."""

    def __init__(self, measure: Measure, rule: ExtensionRule, limit: Due | None) -> None:
        self.measure, self.rule, self.limit = measure, rule, limit
        self.granted = 0
        self.refused: list[RefusedExtension] = []
        self.missing: list[MissingFact] = []

    def hear(self, extension: Extension) -> None:
        """Let one extension count, or say why it does not."""
        asked, granted = extension.asked, extension.event.time
        if asked is None or granted is None:
            self.missing.append(_TIME)
        elif code := self._against(extension, asked, granted):
            self._refuse(extension, code)
        elif (wanted := self._wanted(extension, granted)) is None:
            self.missing.append(case_fact("until"))
        else:
            self.granted += 1
            self._grant(extension, wanted, granted)

    def _against(self, extension: Extension, asked: Time, granted: Time) -> str | None:
        """The code of what speaks against it."""
        due, rule, base = self.measure.due, self.rule, self.measure.base
        if any(is_after(time, due.day, due.instant, base) for time in (asked, granted)):
            return "extension-after-expiry"
        if rule.ask_before is not None:
            last = rule.ask_before.before(due.day, base.calendar, "provisional").day
            if base.day(asked) > last:
                return "extension-asked-late"
        if rule.times is not None and self.granted >= rule.times:
            return "extension-too-often"
        by = extension.granted_by
        if rule.granted_by is not None and by is not None and by not in rule.granted_by:
            return "extension-not-granted"
        return None

    def _refuse(self, extension: Extension, code: str) -> None:
        due, event = self.measure.due, extension.event
        self.refused.append(RefusedExtension(event, code, due.day, self.rule.citation))

    def _wanted(self, extension: Extension, granted: Time) -> Due | None:
        """The end that was granted; None where the record does not say it."""
        base = self.measure.base
        if extension.until is not None:
            return Until(base.day(extension.until), base.moment(extension.until))
        by = extension.period or self.rule.by
        by_days = isinstance(self.measure, DayMeasure)
        if by is None:
            return self.limit  # for as long as may be
        return None if by.unit.by_the_hour is by_days else self.measure.later(by, granted)

    def _grant(self, extension: Extension, wanted: Due, granted: Time) -> None:
        if self.rule.granted_by is not None and extension.granted_by is None:
            self._refuse(extension, "extension-granter-unknown")  # it counts until shown otherwise
        if (most := self._most(granted)) is not None and _later(wanted, most):
            self._refuse(extension, "extension-too-long")
            wanted = most
        if _later(wanted, self.measure.due):
            self.measure.due = wanted

    def _most(self, granted: Time) -> Due | None:
        """The latest end that an extension may reach: each adds so much, all of them so much."""
        each = self.measure.later(self.rule.by, granted) if self.rule.by else None
        if each is None or self.limit is None:
            return each or self.limit
        return self.limit if _later(each, self.limit) else each


def _later(one: Due, other: Due) -> bool:
    return one.instant - EPOCH > other.instant - EPOCH


_TIME = case_fact("time")
