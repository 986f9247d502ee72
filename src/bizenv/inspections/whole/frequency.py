"""How often an enterprise may, or must, be visited (检查频次): bounds and what counts.

A :class:`FrequencyRule` is a line of dated versions. Each version says at most
or at least how many visits, in which span of time, counted for whom together
and about what, which visits count, which do not, and for which enterprises the
bound is higher.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from attrs import field, frozen

from bizenv.inspections.quiet_periods import Condition, Ground
from bizenv.inspections.whole.scoped import ScopedVersion
from bizenv.inspections.whole.spans import LICENCE_TERM, Span
from bizenv.kernel.errors import UsageError
from bizenv.kernel.legal import Gap
from bizenv.kernel.text import Text

__all__ = ["FrequencyRule", "FrequencyVersion", "Raise", "VisitedBy", "VisitedFor"]


class VisitedBy(StrEnum):
    """Whose visits are counted together (按谁合计)."""

    AGENCY = "agency"
    """Each agency for itself (同一执法主体)."""
    LEVEL = "level"
    """All agencies of one level of government (同一层级)."""
    ALL = "all"
    """Everybody (各级各部门合计)."""

    @property
    def text(self) -> Text:
        """The word for people."""
        return _BY[self]


class VisitedFor(StrEnum):
    """What visits have in common that are counted together (按什么合计)."""

    ENTERPRISE = "enterprise"
    MATTER = "matter"
    """The same matter at the same enterprise (同一事项)."""
    LICENCE = "licence"
    """The same licence (同一许可证)."""


_BY = {
    VisitedBy.AGENCY: Text("同一机关", "one agency"),
    VisitedBy.LEVEL: Text("同一层级", "one level"),
    VisitedBy.ALL: Text("各机关合计", "all agencies together"),
}


@frozen
class Raise:
    """A higher bound for visits that meet a ground (上浮): a poor credit grade, say."""

    to: int
    ground: Ground


@frozen(kw_only=True)
class FrequencyVersion(ScopedVersion):
    """One dated version of a frequency rule.

    ``after_clean`` means that the bound holds only where the last visit found
    nothing: a visit that found a violation starts the count anew. Where
    ``joint_once`` is set, all visits to an enterprise on one day are one joint
    visit (综合查一次) and count once.

    >>> from bizenv.kernel.legal import Citation, Source
    >>> FrequencyVersion(most=2, citation=Citation(Source("n", "通知", "official"))).text.en
    'at most 2 visits by one agency in a calendar year'

    Raises:
        UsageError: there is no bound, or one that contradicts the other.
    """

    most: int | None = field(default=None)
    least: int | None = None
    span: Span = field(factory=Span)
    by: VisitedBy = field(default=VisitedBy.AGENCY, converter=VisitedBy)
    per: VisitedFor = field(default=VisitedFor.ENTERPRISE, converter=VisitedFor)
    raises: tuple[Raise, ...] = ()
    after_clean: bool = False
    joint_once: bool = False

    @most.validator
    def _bounds(self, _: Any, value: int | None) -> None:
        low, high = self.least, value
        if low is None and high is None:
            raise UsageError("most=None, least=None: expected a bound")
        if any(bound is not None and not 0 <= bound <= _MOST for bound in (low, high)):
            raise UsageError(f"most={high!r}, least={low!r}: expected 0 to {_MOST}")
        if low is not None and high is not None and low > high:
            raise UsageError(f"least={low} is more than most={high}")

    @per.validator
    def _per_fits(self, _: Any, value: VisitedFor) -> None:
        if self.span == LICENCE_TERM and value is not VisitedFor.LICENCE:
            raise UsageError(f"per={value.value!r}: expected 'licence' with a licence's term")

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Everything that this version asks of a visit."""
        found = (Condition(FOUND),) if self.after_clean else ()
        raised = (c for each in self.raises for c in each.ground.conditions)
        return (*super().conditions, *raised, *found)

    @property
    def text(self) -> Text:
        """The bound in words."""
        facts = {"by": self.by.text, "span": self.span.text, "per": _PER[self.per]}
        if self.most is None:
            return _LEAST.filled(times=_times(self.least), least=self.least, **facts)
        words = _MOST_WORDS if self.least is None else _BOTH
        return words.filled(times=_times(self.most), most=self.most, least=self.least, **facts)


def _times(number: int | None) -> str:
    return "1 visit" if number == 1 else f"{number} visits"


FOUND = "violation-found"
"""The circumstance that tells whether a visit found a violation."""
_MOST = 1_000
_MOST_WORDS = Text("{by}{per}{span}最多 {most} 次", "at most {times} by {by}{per} in {span}")
_LEAST = Text("{by}{per}{span}至少 {least} 次", "at least {times} by {by}{per} in {span}")
_BOTH = Text("{by}{per}{span} {least} 至 {most} 次", "{least} to {times} by {by}{per} in {span}")
_PER: dict[VisitedFor, Text | str] = {
    VisitedFor.ENTERPRISE: "",
    VisitedFor.MATTER: Text("同一事项", " about one matter"),
    VisitedFor.LICENCE: Text("同一许可证", " about one licence"),
}


@frozen
class FrequencyRule:
    """A rule on how often enterprises are visited, with its versions in order of time."""

    id: str
    text: Text
    versions: tuple[FrequencyVersion, ...]
    gaps: tuple[Gap, ...] = ()
    rulebook: str = ""

    def rule(self, version: FrequencyVersion) -> str:
        """How a finding names the rule: ``cn-inspections-1999/yearly@1999-07-23``."""
        return f"{self.rulebook}/{self.id}@{version.name}"
