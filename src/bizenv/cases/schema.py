"""How service charters are written in a rulebook, and how they become values.

The models say what may stand where. Building a value also needs the file's
sources, which the reader of rulebooks passes in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.laws import law_profile, law_profiles
from bizenv.calendars.periods.period import End, Period, Roll, Unit
from bizenv.calendars.schema import A_PERIOD, PeriodText
from bizenv.cases.charters import CharterVersion, ServiceCharter
from bizenv.cases.closure import ASKING, ClosureRule, Need, Step
from bizenv.cases.service_levels import (
    ExtensionRule,
    Promise,
    PromiseStage,
    Reopening,
    YellowLight,
    go_together,
    is_longer,
)
from bizenv.cases.values import EventKind
from bizenv.cases.writing_off import WritingOffRule
from bizenv.kernel.errors import UsageError
from bizenv.kernel.legal import Citation
from bizenv.kernel.problems import did_you_mean, one_of
from bizenv.kernel.schema import (
    CitationModel,
    DatedModel,
    GapModel,
    Id,
    InAxis,
    Model,
    TextModel,
    Words,
    YesNo,
    wrong,
)
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest

__all__ = ["OfficeHoursModel", "ServiceCharterModel"]

Cite = Callable[[CitationModel], Citation]

# --- fields -----------------------------------------------------------------------


def _law(text: object) -> str:
    try:
        return law_profile(str(text)).id
    except UsageError:
        names = [profile.text.zh for profile in law_profiles()]
        hint = did_you_mean(nearest(str(text), names))
        raise wrong("unknown-word", one_of(names), hint) from None


Law = Annotated[str, BeforeValidator(_law), WithJsonSchema({"type": "string"})]
"""A law that says how periods are counted, by its title or id."""


def _times(text: object) -> int | None:
    if text == "any":
        return None
    if not (isinstance(text, str) and text.isascii() and text.isdigit() and 0 < len(text) < 4):
        raise wrong("bad-number", _A_COUNT)
    if int(text) < 1:
        raise wrong("bad-number", _A_COUNT)
    return int(text)


_A_COUNT = Text("至少为 1 的整数，或 'any'", "a whole number of at least 1, or 'any'")
Times = Annotated[
    int | None,
    BeforeValidator(_times),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^([1-9][0-9]*|any)$"}),
]


def _share(text: object) -> str:
    try:
        YellowLight(text)
    except (UsageError, ZeroDivisionError):
        raise wrong("bad-share", _A_SHARE) from None
    return str(text)


_A_SHARE = Text("时限的一部分，如 0.9", "a share of the time, such as 0.9")
Share = Annotated[str, BeforeValidator(_share), WithJsonSchema({"type": ["string", "number"]})]

CaseKind = Annotated[str, InAxis("case_kind")]
Channel = Annotated[str, InAxis("channel")]
Priority = Annotated[str, InAxis("priority")]
Cause = Annotated[str, InAxis("pause_cause")]
Circumstance = Annotated[str, InAxis("case_circumstance")]


def _known(codes: list[Any] | None) -> tuple[Any, ...]:
    """What could be read of a list."""
    return tuple(code for code in codes or () if code is not None)


def _some(codes: list[str | None] | None) -> tuple[str, ...] | None:
    return None if codes is None else _known(codes)


# --- promises ---------------------------------------------------------------------


class YellowModel(Model):
    """When the light turns yellow: a share of the time used, or a time before the end."""

    share: Share | None = None
    before: PeriodText | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> YellowModel:
        if (self.share is None) is (self.before is None):
            raise wrong("bad-yellow", _SHARE_OR_BEFORE)
        return self

    def build(self) -> YellowLight:
        """The yellow light as a value."""
        return YellowLight(self.share, Period.parse(self.before) if self.before else None)


_SHARE_OR_BEFORE = Text("'share'、'before' 二者之一", "one of 'share' and 'before'")


class ExtensionModel(Model):
    """How a promise may be extended."""

    by: PeriodText | None = None
    in_all: PeriodText | None = None
    times: Times = 1
    ask_before: PeriodText | None = None
    granted_by: list[Words | None] | None = Field(default=None, min_length=1)
    cite: CitationModel

    @model_validator(mode="after")
    def _asked_by_days(self) -> ExtensionModel:
        if self.ask_before and Period.parse(self.ask_before).unit.by_the_hour:
            raise wrong("asked-by-the-hour", _IN_DAYS)
        return self

    def build(self, cite: Cite) -> ExtensionRule:
        """The rule as a value."""
        return ExtensionRule(
            times=self.times,
            by=Period.parse(self.by) if self.by else None,
            in_all=Period.parse(self.in_all) if self.in_all else None,
            ask_before=Period.parse(self.ask_before) if self.ask_before else None,
            granted_by=_some(self.granted_by),
            citation=cite(self.cite),
        )


_IN_DAYS = Text("以天或工作日计的 'ask_before'", "an 'ask_before' in days or working days")


class PromiseModel(Model):
    """One promise: what is to have happened, from when, and within how long."""

    id: Id
    label: TextModel
    stage: PromiseStage
    within: PeriodText
    law: Law | None = None
    start_counts: YesNo = False
    roll: Roll | None = None
    end: End | None = None
    starts_on: list[EventKind | None] = Field(min_length=1)
    met_by: list[EventKind | None] = Field(min_length=1)
    restarts_on: list[EventKind | None] = Field(default=[])
    kinds: list[CaseKind | None] | None = Field(default=None, min_length=1)
    channels: list[Channel | None] | None = Field(default=None, min_length=1)
    priorities: list[Priority | None] | None = Field(default=None, min_length=1)
    only_if: list[Circumstance | None] | None = Field(default=None, min_length=1)
    optional: YesNo = False
    deems: EventKind | None = None
    pauses: list[Cause | None] = Field(default=[])
    restarts_after: list[Cause | None] = Field(default=[])
    any_pause: YesNo = False
    extension: ExtensionModel | None = None
    reopening: Reopening = Reopening.CONTINUE
    yellow: YellowModel | None = None
    cite: CitationModel

    @model_validator(mode="after")
    def _holds_together(self) -> PromiseModel:
        both = sorted(set(_known(self.starts_on)) & set(_known(self.met_by)))
        if both:
            expected = _EITHER.filled(event=both[0].value)
            raise wrong("start-and-finish", expected)
        if self.deems is not None and self.deems in self.starts_on:
            raise wrong("deems-start", _DEEMS_NO_START.filled(event=self.deems.value))
        period = self._period()
        longer = self.extension.by if self.extension else None
        most = self.extension.in_all if self.extension else None
        before = self.yellow.before if self.yellow else None
        for text in (longer, most, before):
            if text and not go_together(period, Period.parse(text)):
                raise wrong("unit-differs", _SAME_UNIT.filled(period=period.text))
        if most and not is_longer(Period.parse(most), period):
            raise wrong("no-longer", _LONGER.filled(period=period.text))
        return self

    def _period(self) -> Period:
        options: dict[str, Any] = {"start_counts": self.start_counts} if self.start_counts else {}
        options |= {name: value for name in ("roll", "end") if (value := getattr(self, name))}
        try:
            return Period.parse(self.within, self.law, **options)
        except UsageError as error:
            said = Text(error.say("zh"), error.say("en"))
            raise wrong("uncounted-period", A_PERIOD, said) from None

    @property
    def by_the_office(self) -> bool:
        """Whether it is counted in working hours, for which office hours are needed."""
        return self._period().unit is Unit.WORKING_HOUR

    def build(self, cite: Cite) -> Promise:
        """The promise as a value."""
        return Promise(
            self.id,
            self.label.build(),
            self.stage,
            self._period(),
            starts_on=_known(self.starts_on),
            met_by=_known(self.met_by),
            restarts_on=_known(self.restarts_on),
            kinds=_some(self.kinds),
            channels=_some(self.channels),
            priorities=_some(self.priorities),
            only_if=_some(self.only_if),
            optional=self.optional,
            deems=self.deems,
            pauses=None if self.any_pause else _known([*self.pauses, *self.restarts_after]),
            restarts_after=_known(self.restarts_after),
            extension=self.extension.build(cite) if self.extension else None,
            reopening=self.reopening,
            yellow=self.yellow.build() if self.yellow else None,
            citation=cite(self.cite),
        )


_EITHER = Text(
    "{event} 只写在 'starts_on'、'met_by' 二者之一",
    "{event} in one of 'starts_on' and 'met_by' only",
)
_DEEMS_NO_START = Text(
    "{event} 只写在 'starts_on'、'deems' 二者之一",
    "{event} in one of 'starts_on' and 'deems' only",
)
_SAME_UNIT = Text(
    "延期和黄灯与时限用同一种单位（{period}）",
    "an extension and a yellow light in the unit of the promise ({period})",
)
_LONGER = Text(
    "比时限（{period}）长的 'in_all'", "an 'in_all' that is longer than the promise ({period})"
)

# --- closure ----------------------------------------------------------------------


class ClosureModel(Model):
    """One thing that a case needs before it may be closed, or written off."""

    need: Need
    before: Step
    kinds: list[CaseKind | None] | None = Field(default=None, min_length=1)
    channels: list[Channel | None] | None = Field(default=None, min_length=1)
    signers: list[Words | None] | None = Field(default=None, min_length=1)
    reasons: list[Cause | None] = Field(default=[])
    tries: Times | None = None
    cite: CitationModel

    @model_validator(mode="after")
    def _of_its_need(self) -> ClosureModel:
        if self.signers is not None and self.need is not Need.SIGNATURE:
            raise wrong("bad-need", _SIGNERS_SIGN)
        if (self.reasons or self.tries is not None) and self.need not in ASKING:
            raise wrong("bad-need", _REASONS_FOLLOW)
        return self

    def build(self, cite: Cite) -> ClosureRule:
        """The rule as a value."""
        return ClosureRule(
            self.need,
            self.before,
            kinds=_some(self.kinds),
            channels=_some(self.channels),
            signers=_some(self.signers),
            reasons=_known(self.reasons),
            tries=self.tries,
            citation=cite(self.cite),
        )


_SIGNERS_SIGN = Text("'signers' 只用于签批（signature）", "'signers' for a signature only")
_REASONS_FOLLOW = Text(
    "'reasons'、'tries' 只用于征求意见（asked）和回访（follow-up）",
    "'reasons' and 'tries' for an 'asked' or a 'follow-up' only",
)

# --- writing off ------------------------------------------------------------------


class WritingOffModel(Model):
    """Who may write cases off."""

    by: list[Words | None] = Field(min_length=1)
    kinds: list[CaseKind | None] | None = Field(default=None, min_length=1)
    channels: list[Channel | None] | None = Field(default=None, min_length=1)
    cite: CitationModel

    def build(self, cite: Cite) -> WritingOffRule:
        """The rule as a value."""
        return WritingOffRule(
            _known(self.by),
            kinds=_some(self.kinds),
            channels=_some(self.channels),
            citation=cite(self.cite),
        )


# --- charters ---------------------------------------------------------------------


class CharterVersionModel(DatedModel):
    """One dated version of a charter."""

    kinds: list[CaseKind | None] | None = Field(default=None, min_length=1)
    channels: list[Channel | None] | None = Field(default=None, min_length=1)
    promises: list[PromiseModel | None] = Field(default=[])
    closure: list[ClosureModel | None] = Field(default=[])
    writing_off: list[WritingOffModel | None] = Field(default=[])

    @model_validator(mode="after")
    def _says_something(self) -> CharterVersionModel:
        if not (self.promises or self.closure or self.writing_off):
            raise wrong("empty-charter", _SOMETHING)
        return self

    @model_validator(mode="after")
    def _within_its_scope(self) -> CharterVersionModel:
        for rule in filter(None, (*self.promises, *self.closure, *self.writing_off)):
            for name in ("kinds", "channels"):
                all_of, some = getattr(self, name), getattr(rule, name)
                if all_of is not None and some is not None:
                    outside = [code for code in _known(some) if code not in all_of]
                    if outside:
                        codes = ", ".join(_known(all_of))
                        raise wrong(
                            "outside-scope",
                            _WITHIN.filled(name=name, codes=codes),
                            _NOT_AMONG.filled(code=repr(outside[0])),
                        )
        return self

    def build(self, cite: Cite) -> CharterVersion:
        """The version as a value."""
        return CharterVersion(
            self.validity,
            cite(self.cite),
            [promise.build(cite) for promise in self.promises if promise],
            [rule.build(cite) for rule in self.closure if rule],
            [rule.build(cite) for rule in self.writing_off if rule],
            _some(self.kinds),
            _some(self.channels),
        )


_SOMETHING = Text(
    "'promises'、'closure' 或 'writing_off'", "'promises', 'closure' or 'writing_off'"
)
_NOT_AMONG = Text("{code} 不在其中", "{code} is not among them")
_WITHIN = Text(
    "各条的 {name} 都在这一版的 {name}（{codes}）之内",
    "{name} of every rule within those of the version ({codes})",
)


class ServiceCharterModel(Model):
    """A service charter and its versions."""

    id: Id
    label: TextModel
    versions: list[CharterVersionModel | None] = Field(min_length=1)
    gaps: list[GapModel | None] = Field(default=[])

    def build(self, cite: Cite, rulebook: str) -> ServiceCharter:
        """The charter as a value, its versions in order of time."""
        return ServiceCharter(
            self.id,
            self.label.build(),
            [version.build(cite) for version in self.versions if version],
            [gap.build() for gap in self.gaps if gap],
            rulebook,
        )


# --- office hours -----------------------------------------------------------------


class OfficeHoursModel(Model):
    """When the offices are open, for promises in working hours."""

    hours: dict[str, Any] = Field(min_length=1)
    cite: CitationModel

    @model_validator(mode="after")
    def _readable(self) -> OfficeHoursModel:
        try:
            self.build("UTC")
        except UsageError as error:
            hint = Text(error.say("zh"), error.say("en"))
            raise wrong("bad-hours", _A_WEEK, hint) from None
        return self

    def build(self, zone: str) -> Hours:
        """The hours as a value, in a time zone."""
        return Hours(self.hours, zone)


_A_WEEK = Text(
    "每周的办公时间，如 {mon-fri: ['09:00-12:00', '13:00-17:00']}",
    "hours of a week, such as {mon-fri: ['09:00-12:00', '13:00-17:00']}",
)
