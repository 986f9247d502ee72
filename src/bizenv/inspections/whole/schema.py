"""How rules on whole schedules are written in a rulebook, and how they become values."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, InstanceOf, WithJsonSchema, model_validator

from bizenv.inspections.schema import (
    MOST_PARTS,
    Act,
    Cite,
    Domain,
    EnterpriseScopeModel,
    GroundModel,
    Kind,
    Level,
    TimingText,
    Trigger,
    known_codes,
)
from bizenv.inspections.whole.frequency import (
    FrequencyRule,
    FrequencyVersion,
    Raise,
    VisitedBy,
    VisitedFor,
)
from bizenv.inspections.whole.joint_visits import JointRule, JointVersion
from bizenv.inspections.whole.papers import Need, Paper, PaperRule, PaperVersion
from bizenv.inspections.whole.spans import LICENCE_TERM, Span, SpanKind
from bizenv.kernel.errors import UsageError
from bizenv.kernel.schema import (
    CitationModel,
    DatedModel,
    GapModel,
    Id,
    Model,
    TextModel,
    YesNo,
    wrong,
)
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary

__all__ = ["FrequencyRuleModel", "JointRuleModel", "PaperRuleModel", "read_span"]

_SPAN = re.compile(
    r"(?:(?P<count>[1-9]\d?) )?(?P<calendar>calendar )?"
    r"(?P<unit>month|quarter|half-year|year)s?(?: from (?P<anchor>\d{4}))?",
    re.ASCII,
)
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def read_span(text: object) -> Span:
    """Read a span as a rulebook writes it.

    >>> read_span("calendar year") == Span(12), read_span("12 months").kind.value
    (True, 'rolling')
    """
    if text == "licence term":
        return LICENCE_TERM
    found = _SPAN.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise wrong("bad-frequency", _A_SPAN)
    months = int(found["count"] or 1) * _MONTHS[found["unit"]]
    kind = SpanKind.CALENDAR if found["calendar"] else SpanKind.ROLLING
    anchor = int(found["anchor"]) if found["anchor"] else None
    if kind is SpanKind.ROLLING and anchor is not None:
        raise wrong("bad-frequency", _A_SPAN)
    try:
        return Span(months, kind, anchor)
    except UsageError:
        raise wrong("bad-frequency", _A_SPAN, _ANCHOR_HINT) from None


_A_SPAN = Text(
    "'calendar year'、'calendar quarter'、'12 months'、'2 calendar years from 2018' "
    "或 'licence term' 这样的周期",
    "a span such as 'calendar year', 'calendar quarter', '12 months', "
    "'2 calendar years from 2018' or 'licence term'",
)
_ANCHOR_HINT = Text(
    "多于一年的自然年周期要写明首年", "calendar spans of several years name their first year"
)


def _count(text: object) -> int:
    if not isinstance(text, str) or not re.fullmatch(r"\d{1,3}", text, re.ASCII):
        raise wrong("wrong-type", _A_COUNT)
    return int(text)


_A_COUNT = Text("0 至 999 的整数", "a whole number from 0 to 999")
Count = Annotated[
    int,
    BeforeValidator(_count),
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": "^[0-9]{1,3}$", "minimum": 0, "maximum": 999}
    ),
]
_BOUNDED: Any = {"maxItems": MOST_PARTS}


class ScopedModel(DatedModel):
    """One dated version of a rule, and which visits it is about."""

    acts: list[Act | None] | None = Field(default=None, min_length=1)
    kinds: list[Kind | None] | None = Field(default=None, min_length=1)
    domains: list[Domain | None] | None = Field(default=None, min_length=1)
    triggers: list[Trigger | None] | None = Field(default=None, min_length=1)
    agency_levels: list[Level | None] | None = Field(default=None, min_length=1)
    enterprises: EnterpriseScopeModel | None = None
    not_counted: list[GroundModel | None] = Field(default=[], json_schema_extra=_BOUNDED)

    def scoped(self, cite: Cite, vocabulary: Vocabulary) -> dict[str, Any]:
        """What every such version has, as arguments of its value."""
        scope = self.enterprises or EnterpriseScopeModel()
        grounds = (ground.build(cite, vocabulary) for ground in self.not_counted if ground)
        return {
            "validity": self.validity,
            "citation": cite(self.cite),
            "acts": known_codes(self.acts) or frozenset({"inspection"}),
            "kinds": known_codes(self.kinds),
            "domains": known_codes(self.domains),
            "triggers": known_codes(self.triggers),
            "scope": scope.build(known_codes(self.agency_levels)),
            "not_counted": tuple(grounds),
        }


class RaisedModel(Model):
    """A higher bound, and where it holds."""

    to: Count
    when: GroundModel


class FrequencyVersionModel(ScopedModel):
    """One dated version of a frequency rule."""

    most: Count | None = None
    least: Count | None = None
    in_: Annotated[
        InstanceOf[Span],
        BeforeValidator(read_span),
        WithJsonSchema({"type": "string", "pattern": f"^({_SPAN.pattern}|licence term)$"}),
    ] = Field(alias="in")
    by: VisitedBy = VisitedBy.AGENCY
    per: VisitedFor = VisitedFor.ENTERPRISE
    raised: list[RaisedModel | None] = Field(default=[], json_schema_extra=_BOUNDED)
    after_clean: YesNo = False
    joint_once: YesNo = False

    @model_validator(mode="after")
    def _makes_sense(self) -> FrequencyVersionModel:
        low, high = self.least, self.most
        if (low is None and high is None) or (low is not None and high is not None and low > high):
            raise wrong("bad-frequency", _A_BOUND)
        if low is not None and self.in_.kind is SpanKind.ROLLING:
            raise wrong("bad-frequency", _LEAST_IN_CALENDAR)
        if self.in_ == LICENCE_TERM and self.per is not VisitedFor.LICENCE:
            raise wrong("bad-frequency", _PER_LICENCE)
        if any(each and (high is None or each.to <= high) for each in self.raised):
            raise wrong("bad-frequency", _HIGHER)
        return self

    def build(self, cite: Cite, vocabulary: Vocabulary) -> FrequencyVersion:
        """The version as a value."""
        return FrequencyVersion(
            most=self.most,
            least=self.least,
            span=self.in_,
            by=self.by,
            per=self.per,
            raises=tuple(
                Raise(each.to, each.when.build(cite, vocabulary)) for each in self.raised if each
            ),
            after_clean=self.after_clean,
            joint_once=self.joint_once,
            **self.scoped(cite, vocabulary),
        )


_A_BOUND = Text(
    "'most'、'least' 至少其一，且 least 不大于 most",
    "'most' or 'least' or both, and a least that is not more than most",
)
_LEAST_IN_CALENDAR = Text(
    "有 'least' 时用自然周期或许可证有效期", "a calendar span or the licence term with 'least'"
)
_PER_LICENCE = Text("'licence term' 与 per: licence 同用", "per: licence with 'licence term'")
_HIGHER = Text("大于 'most' 的 raised.to", "a raised.to above 'most'")


class FrequencyRuleModel(Model):
    """A frequency rule and its versions."""

    id: Id
    label: TextModel
    versions: list[FrequencyVersionModel | None] = Field(min_length=1)
    gaps: list[GapModel | None] = Field(default=[])

    def build(self, cite: Cite, vocabulary: Vocabulary, rulebook: str) -> FrequencyRule:
        """The rule as a value."""
        versions = tuple(v.build(cite, vocabulary) for v in self.versions if v)
        gaps = tuple(gap.build() for gap in self.gaps if gap)
        return FrequencyRule(self.id, self.label.build(), versions, gaps, rulebook)


class JointVersionModel(ScopedModel):
    """One dated version of a rule on joint visits."""

    within_days: Count
    target_percent: Count | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> JointVersionModel:
        if not 1 <= self.within_days <= _MOST_DAYS or (self.target_percent or 0) > _ALL:
            raise wrong("bad-frequency", _DAYS_AND_PERCENT)
        return self

    def build(self, cite: Cite, vocabulary: Vocabulary) -> JointVersion:
        """The version as a value."""
        return JointVersion(
            days=self.within_days,
            target_percent=self.target_percent,
            **self.scoped(cite, vocabulary),
        )


_MOST_DAYS, _ALL = 92, 100
_DAYS_AND_PERCENT = Text(
    f"1 至 {_MOST_DAYS} 天、至多 {_ALL} %", f"1 to {_MOST_DAYS} days, and at most {_ALL} %"
)


class JointRuleModel(Model):
    """A rule on joint visits and its versions."""

    id: Id
    label: TextModel
    versions: list[JointVersionModel | None] = Field(min_length=1)
    gaps: list[GapModel | None] = Field(default=[])

    def build(self, cite: Cite, vocabulary: Vocabulary, rulebook: str) -> JointRule:
        """The rule as a value."""
        versions = tuple(v.build(cite, vocabulary) for v in self.versions if v)
        gaps = tuple(gap.build() for gap in self.gaps if gap)
        return JointRule(self.id, self.label.build(), versions, gaps, rulebook)


class PaperModel(Model):
    """One thing that the papers must show."""

    need: Need
    cite: CitationModel
    timing: TimingText | None = None
    number: Count | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> PaperModel:
        timed = self.need in (Need.FILED, Need.NOTICED, Need.APPROVED, Need.SCANNED)
        counted = self.need is Need.OFFICERS
        if (self.timing and not timed) or (self.number is not None and not counted):
            raise wrong("bad-paper", _WHICH_NEED)
        return self

    def build(self, cite: Cite) -> Paper:
        """The need as a value."""
        number = 2 if self.number is None else self.number
        return Paper(self.need, cite(self.cite), self.timing, number)


_WHICH_NEED = Text(
    "'timing' 只用于 filed、noticed、approved、scanned，'number' 只用于 officers",
    "'timing' with filed, noticed, approved or scanned only, 'number' with officers only",
)


class PaperVersionModel(ScopedModel):
    """One dated version of what the papers must show."""

    papers: list[PaperModel | None] = Field(min_length=1)

    def build(self, cite: Cite, vocabulary: Vocabulary) -> PaperVersion:
        """The version as a value."""
        papers = tuple(paper.build(cite) for paper in self.papers if paper)
        return PaperVersion(papers=papers, **self.scoped(cite, vocabulary))


class PaperRuleModel(Model):
    """What the papers of visits must show, and its versions."""

    id: Id
    label: TextModel
    versions: list[PaperVersionModel | None] = Field(min_length=1)
    gaps: list[GapModel | None] = Field(default=[])

    def build(self, cite: Cite, vocabulary: Vocabulary, rulebook: str) -> PaperRule:
        """The rule as a value."""
        versions = tuple(v.build(cite, vocabulary) for v in self.versions if v)
        gaps = tuple(gap.build() for gap in self.gaps if gap)
        return PaperRule(self.id, self.label.build(), versions, gaps, rulebook)
