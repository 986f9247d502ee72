"""The condition that it is a first violation, by window, match, scope and basis (首次违法).

Lists say it in more than one way: first within 12 months with the same agency,
no record of the same type within two years, first discovered at all.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from attrs import field, frozen

from bizenv.calendars.periods.period import Period
from bizenv.calendars.periods.units import Unit
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import member
from bizenv.kernel.findings import MissingFact
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth, all_of
from bizenv.kernel.vocabulary import normal
from bizenv.tolerance.asking import Answer, Leaf, Situation, known, unknown
from bizenv.tolerance.facts import missing_fact
from bizenv.tolerance.values import PriorViolation, Violation
from bizenv.tolerance.words import Basis, Match, Scope

__all__ = ["CALENDAR_YEAR", "UNBOUNDED", "FirstViolation", "Window", "window_named"]

CALENDAR_YEAR = "calendar-year"
"""The window of the same calendar year (自然年)."""
UNBOUNDED = "unbounded"
"""No window: every earlier violation counts."""
Window: TypeAlias = Period | str
"""A period back, ``calendar-year`` or ``unbounded``."""
_UNITS = (Unit.DAY, Unit.MONTH, Unit.YEAR)


def window_named(value: Window) -> Window:
    """A window as it is written: ``2 years``, ``12个月``, ``calendar-year``, ``unbounded``.

    >>> window_named("12个月")
    Period(12, 'month')

    Raises:
        UsageError: it is none of these.
    """
    if value in (CALENDAR_YEAR, UNBOUNDED):
        return value
    period = value if isinstance(value, Period) else Period.parse(value)
    if period.unit not in _UNITS:
        raise UsageError(_A_WINDOW.filled(got=repr(str(value))))
    return period


_A_WINDOW = Text(
    "窗口 {got}：应为以日、月或年计的期限，或 'calendar-year'、'unbounded'",
    "window {got}: expected days, months or years, or 'calendar-year' or 'unbounded'",
)


def _match(value: Match | str) -> Match:
    return member(Match, value)


def _scope(value: Scope | str) -> Scope:
    return member(Scope, value)


def _basis(value: Basis | str) -> Basis:
    return member(Basis, value)


@frozen(kw_only=True)
class FirstViolation(Leaf):
    """No earlier violation counts, within a window, of a match, in a scope, by a basis (首次).

    A window of two years that an earlier violation of 2022-06-15 opens ends on
    2024-06-15, that day included (民法典 arts. 201 and 202).

    >>> first = FirstViolation(window="2 years", match="any", scope="anywhere", basis="discovered")
    >>> before = [PriorViolation(discovered=date(2022, 6, 15))]
    >>> for day in (15, 16):
    ...     violation = Violation(discovered=date(2024, 6, day), history=before)
    ...     first.answer(Situation(violation)).truth
    Truth.NO
    Truth.YES
    """

    window: Window = field(converter=window_named)
    match: Match = field(converter=_match)
    scope: Scope = field(converter=_scope)
    basis: Basis = field(converter=_basis)

    @property
    def of_item(self) -> bool:  # type: ignore[override] # of some values only
        """Whether the answer hangs on which item asks."""
        return self.match is Match.SAME_ITEM

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields that it reads."""
        of_item = ("item", "behaviour") if self.of_item else ()
        return ("history", "first", *of_item, *self._own)

    @property
    def _own(self) -> tuple[str, ...]:
        """The facts of the violation itself that are held against those of earlier ones."""
        kind = ("kind",) if self.match is Match.SAME_TYPE else ()
        scope = () if self.scope is Scope.ANYWHERE else (self.scope.value,)
        day = () if self.window == UNBOUNDED else (self._own_day,)
        return (*kind, *scope, *day)

    @property
    def _own_day(self) -> str:
        """The field whose day the window ends on; a penalty is not there yet."""
        return "occurred" if self.basis is Basis.OCCURRED else "discovered"

    @property
    def text(self) -> Text:
        """The condition in words."""
        if isinstance(self.window, Period):
            window = Text(f"{self.window.text.zh}内", f"within {self.window.text.say('en')}")
        else:
            window = _WINDOWS[self.window]
        parts = {"window": window, "basis": self.basis.text, "match": self.match.text}
        return _FIRST.filled(scope=self.scope.text, **parts)

    def answer(self, situation: Situation) -> Answer:
        """Yes where no earlier violation counts, no where one does."""
        violation = situation.violation
        if violation.first is not None:
            return known(violation.first, violation.first)
        if violation.history is None:
            own = [name for name in self._own if getattr(violation, name) is None]
            return unknown("history", *own)
        missing: dict[MissingFact, None] = {}
        for prior in violation.history:
            truth, facts = self._counts(prior, situation)
            if truth is Truth.YES:
                return known(False, _EARLIER.filled(day=self._day_of(prior) or _SOME_DAY))
            if truth is Truth.UNKNOWN:
                missing.update(dict.fromkeys(map(missing_fact, facts)))
        if missing:
            return unknown(*missing)
        number = Text(f"{len(violation.history)} 条", f"{len(violation.history)} on record")
        return known(True, _NONE_COUNTS.filled(number=number))

    def _counts(self, prior: PriorViolation, situation: Situation) -> tuple[Truth, tuple[str, ...]]:
        """Whether an earlier violation counts, and what is missing where that is open."""
        violation = situation.violation
        asked = (
            self._matches(prior, situation),
            self._in_scope(prior, violation),
            self._in_window(prior, violation),
        )
        truth = all_of(truth for truth, _ in asked)
        return truth, tuple(fact for truth, fact in asked if truth is Truth.UNKNOWN)

    def _matches(self, prior: PriorViolation, situation: Situation) -> tuple[Truth, str]:
        violation = situation.violation
        if self.match is Match.ANY:
            return Truth.YES, ""
        if self.match is Match.SAME_TYPE:
            return _same(prior.kind, violation.kind, "kind")
        item = situation.item or violation.item
        if item and prior.item:
            return Truth.of(item == prior.item), ""
        if prior.behaviour and violation.behaviour:
            return Truth.of(normal(prior.behaviour) == normal(violation.behaviour)), ""
        return Truth.UNKNOWN, "item" if prior.item and not item else "history"

    def _in_scope(self, prior: PriorViolation, violation: Violation) -> tuple[Truth, str]:
        if self.scope is Scope.ANYWHERE:
            return Truth.YES, ""
        name = self.scope.value
        return _same(getattr(prior, name), getattr(violation, name), name)

    def _day_of(self, prior: PriorViolation) -> date | bool | None:
        day: date | bool | None = getattr(prior, self.basis.value)
        return day

    def _in_window(self, prior: PriorViolation, violation: Violation) -> tuple[Truth, str]:
        then, now = self._day_of(prior), getattr(violation, self._own_day)
        if then is False:
            return Truth.NO, ""
        if self.window == UNBOUNDED and (then or self.basis is not Basis.PENALISED):
            return Truth.YES, ""  # whatever is in the history came earlier
        if not isinstance(then, date):
            return Truth.UNKNOWN, "history"
        if now is None:
            return Truth.UNKNOWN, self._own_day
        return Truth.of(then <= now and self._reaches(then, now)), ""

    def _reaches(self, then: date, now: date) -> bool:
        if isinstance(self.window, Period):
            return now <= self.window.deadline(then).day
        return then.year == now.year


def _same(theirs: str | None, ours: str | None, name: str) -> tuple[Truth, str]:
    if theirs is None or ours is None:
        return Truth.UNKNOWN, name if ours is None else "history"
    return Truth.of(normal(theirs) == normal(ours)), ""


_FIRST = Text(
    "{window}{scope}首次{basis}的违法行为（{match}）",
    "a first violation {window} {scope}, {match}, by the day it was {basis}",
)
_WINDOWS = {
    CALENDAR_YEAR: Text("当年（自然年）", "within the calendar year"),
    UNBOUNDED: Text("不限期间", "of all time"),
}
_EARLIER = Text("{day} 有一条计入的记录", "a record that counts, of {day}")
_SOME_DAY = Text("此前", "an earlier day")
_NONE_COUNTS = Text("没有计入的记录（{number}）", "no record that counts ({number})")
