"""What a quiet period is: days, strictness, scope, exemptions, duties (企业安静期).

A :class:`QuietPeriod` is a line of dated versions. Each version says which days
are quiet, for which acts, kinds of inspection, agencies and enterprises, what
is no inspection at all, which grounds are exempt, whether an approval lifts the
ban, and what must be done in each situation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

from attrs import field, fields, frozen

from bizenv.calendars.days.sets import DaySet, DayTable
from bizenv.kernel.legal import Attestation, Citation, Gap, Validity
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Timing
from bizenv.kernel.vocabulary import NONE

__all__ = [
    "Approval",
    "Condition",
    "Duty",
    "Ground",
    "QuietPeriod",
    "QuietVersion",
    "Scope",
    "Situation",
    "Strictness",
    "Window",
]


def _terms(values: Iterable[str] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(values)


class Strictness(StrEnum):
    """How strictly the document forbids (约束强度)."""

    IN_PRINCIPLE = "in-principle"
    """"In principle" (原则上): a breach is worded as such."""
    ABSOLUTE = "absolute"
    """Without such words (一律)."""
    UNSTATED = "unstated"
    """The words of the document were not seen."""

    @property
    def text(self) -> Text:
        """The word for people."""
        return _STRICTNESS[self]


_STRICTNESS = {
    Strictness.IN_PRINCIPLE: Text("原则上不得进行", "forbidden in principle"),
    Strictness.ABSOLUTE: Text("一律不得进行", "forbidden"),
    Strictness.UNSTATED: Text("不得进行", "forbidden"),
}


class Situation(StrEnum):
    """When a duty applies (适用情形)."""

    EXEMPT = "exempt"
    """In the window, under an exemption."""
    APPROVED = "approved"
    """In the window, with an approval that the rule admits."""
    OUTSIDE = "outside"
    """Outside the window."""
    REVIEW = "review"
    """In the window, on a catch-all ground, or on one that the document may name unseen."""


class Window(IntEnum):
    """How a day, or a whole visit, stands to a version of a quiet period (所处时段).

    In order of gravity: a visit stands as its gravest day does.
    """

    NOT_IN_FORCE = 0
    OUTSIDE = 1
    START_UNSETTLED = 2
    """Quiet, if the version is in force already."""
    DAYS_UNSETTLED = 3
    """In force, but it is not settled whether the day is quiet."""
    INSIDE_START_UNSTATED = 4
    """Quiet, on a day before a document that states no first day."""
    INSIDE = 5

    @property
    def inside(self) -> bool:
        """Whether the day is surely quiet."""
        return self >= Window.INSIDE_START_UNSTATED


@frozen
class Condition:
    """What a rule asks of one fact of a visit (条件).

    The fact has one of some terms (``negated``: none of them), or a term of at
    least some rank; without either, it is a circumstance that must hold.

    >>> Condition("trigger", frozenset({"complaint"})).fact
    'trigger'
    """

    fact: str
    terms: frozenset[str] | None = None
    least: str | None = None
    negated: bool = False


def _conditions(
    *asked: tuple[str, frozenset[str] | None], holding: Iterable[str] = ()
) -> tuple[Condition, ...]:
    """One condition for each fact of which some terms are asked, and each circumstance."""
    among = (Condition(fact, terms) for fact, terms in asked if terms is not None)
    return (*among, *map(Condition, holding))


@frozen
class Ground:
    """A ground that a visit may meet: a conjunction of conditions (情形).

    Each condition that is not None must hold: the act, the kind, one of the
    domains, one of the triggers, one of the credit grades, a deploying level at
    least as high, and every circumstance. A *catch-all* ground
    (其他确需检查的情形) holds where the visit claims it; it never exempts by itself.
    """

    id: str
    text: Text
    citation: Citation
    acts: frozenset[str] | None = field(default=None, converter=_terms)
    kinds: frozenset[str] | None = field(default=None, converter=_terms)
    domains: frozenset[str] | None = field(default=None, converter=_terms)
    triggers: frozenset[str] | None = field(default=None, converter=_terms)
    credits: frozenset[str] | None = field(default=None, converter=_terms)
    least_level: str | None = None
    circumstances: tuple[str, ...] = ()
    catch_all: bool = False

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What must hold, in order of asking."""
        level = self.least_level
        among = _conditions(
            ("act", self.acts),
            ("kind", self.kinds),
            ("domain", self.domains),
            ("trigger", self.triggers),
            ("credit", self.credits),
        )
        least = () if level is None else (Condition("deploying_level", least=level),)
        return (*among, *least, *_conditions(holding=self.circumstances))


@frozen
class Scope:
    """Which enterprises and agencies a rule covers (适用范围).

    None means every one. ``exclude_classes`` leaves enterprises of a class
    out; ``circumstances`` must all hold, for example that the enterprise is on
    the list of a phase-in.
    """

    classes: frozenset[str] | None = field(default=None, converter=_terms)
    zones: frozenset[str] | None = field(default=None, converter=_terms)
    exclude_classes: frozenset[str] | None = field(default=None, converter=_terms)
    agency_levels: frozenset[str] | None = field(default=None, converter=_terms)
    circumstances: tuple[str, ...] = ()

    def conditions(self, kinds: frozenset[str] | None = None) -> tuple[Condition, ...]:
        """What must hold of a visit of some kinds to be covered, in order of asking."""
        among = _conditions(
            ("kind", kinds),
            ("agency_level", self.agency_levels),
            ("enterprise_class", self.classes),
            ("zone", self.zones),
        )
        excluded = self.exclude_classes
        left_out = (
            () if excluded is None else (Condition("enterprise_class", excluded, negated=True),)
        )
        return (*among, *left_out, *_conditions(holding=self.circumstances))


@frozen
class Approval:
    """An approval that lifts the ban for one visit (批准)."""

    citation: Citation
    by: Text | None = None


@frozen
class Duty:
    """What must be done in some situations (应办事项): file, notify, scan, report.

    ``evidence`` names the field of the record that shows it was done.
    """

    id: str
    text: Text
    situations: tuple[Situation, ...]
    citation: Citation
    by: Text | None = None
    to: Text | None = None
    timing: Timing | None = None
    evidence: str | None = None


@frozen
class QuietVersion:
    """One dated version of a quiet period."""

    validity: Validity
    window: DaySet
    citation: Citation
    strictness: Strictness = Strictness.UNSTATED
    acts: frozenset[str] = frozenset({"inspection"})
    kinds: frozenset[str] | None = field(default=None, converter=_terms)
    scope: Scope = Scope()
    not_inspections: tuple[Ground, ...] = ()
    exemptions: tuple[Ground, ...] = ()
    approval: Approval | None = None
    duties: tuple[Duty, ...] = ()
    exemptions_unseen: bool = False
    """Whether the document may have exemptions that were not seen."""
    window_on: Callable[[date], Window] = field(init=False, repr=False, eq=False)
    """How one day stands to this version; a year is worked out when first asked."""

    def __attrs_post_init__(self) -> None:
        self.__setstate__({})

    def __getstate__(self) -> dict[str, Any]:
        names = (a.name for a in fields(QuietVersion) if a.init)
        return {name: getattr(self, name) for name in names}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "window_on", DayTable(self._window_on).__getitem__)

    def _window_on(self, day: date) -> Window:
        in_force = self._in_force_on(day)
        if in_force is Truth.NO:
            return Window.NOT_IN_FORCE
        quiet = self.window.truth(day)
        if quiet is Truth.NO:
            return Window.OUTSIDE
        if in_force is Truth.UNKNOWN:
            return Window.START_UNSETTLED
        if quiet is Truth.UNKNOWN:
            return Window.DAYS_UNSETTLED
        issued = self.citation.source.issued
        if not self.validity.stated and (issued is None or day < issued):
            return Window.INSIDE_START_UNSTATED
        return Window.INSIDE

    def _in_force_on(self, day: date) -> Truth:
        """Whether the version is in force, where a document states no first day too.

        A report may tell late of a rule that has long been in force; before
        the document itself was issued, nobody has said that it was.
        """
        truth, source = self.validity.holds_on(day), self.citation.source
        told_by_others = source.attestation is Attestation.REPORTED
        if truth is Truth.NO or self.validity.stated or told_by_others or source.issued is None:
            return truth
        return truth if day >= source.issued else Truth.UNKNOWN

    @property
    def covers(self) -> tuple[Condition, ...]:
        """What must hold of a visit for the rule to cover it, in order of asking."""
        return self.scope.conditions(self.kinds)

    @property
    def may_be_exempt(self) -> tuple[Condition, ...]:
        """Of which one must hold for a visit to fall under an exemption that was not seen.

        Exemptions name occasions and fields of law; a visit without either meets none.
        """
        if not self.exemptions_unseen:
            return ()
        names = ("trigger", "domain")
        return tuple(Condition(name, frozenset({NONE}), negated=True) for name in names)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Everything that this version asks of a visit."""
        grounds = (*self.not_inspections, *self.exemptions)
        return (
            Condition("act", self.acts),
            *self.covers,
            *(condition for ground in grounds for condition in ground.conditions),
            *(() if self.approval is None else (Condition("approved"),)),
            *self.may_be_exempt,
        )

    @property
    def name(self) -> str:
        """The version by its first day: ``2023-06-29``, ``2024-03`` or ``unstated``."""
        return self.validity.name


@frozen
class QuietPeriod:
    """A quiet period of one jurisdiction, with its versions in order of time."""

    id: str
    text: Text
    versions: tuple[QuietVersion, ...]
    gaps: tuple[Gap, ...] = ()
    rulebook: str = ""

    def rule(self, version: QuietVersion) -> str:
        """How a verdict names the rule: ``cn-jx-qingyuan/quiet-days@unstated``."""
        return f"{self.rulebook}/{self.id}@{version.name}"
