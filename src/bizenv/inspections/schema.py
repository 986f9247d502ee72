"""How quiet periods are written in a rulebook, and how they become values.

The models say what may stand where. Building a value also needs the file's
sources, which the reader of rulebooks passes in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import reduce
from operator import and_, or_
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    InstanceOf,
    JsonValue,
    WithJsonSchema,
    model_validator,
)

from bizenv.calendars.days.sets import (
    EVERY_DAY,
    NO_DAY,
    Dates,
    DaySet,
    Holidays,
    MonthDays,
    Recurrence,
    Unsettled,
    Weekdays,
    WorkingDays,
)
from bizenv.calendars.weekdays import WEEKDAYS
from bizenv.calendars.workdays.calendar import shipped_calendars, work_calendar
from bizenv.inspections.quiet_periods import (
    Approval,
    Duty,
    Ground,
    QuietPeriod,
    QuietVersion,
    Scope,
    Situation,
    Strictness,
)
from bizenv.kernel.errors import UsageError
from bizenv.kernel.legal import Citation
from bizenv.kernel.problems import one_of
from bizenv.kernel.schema import (
    CitationModel,
    DatedModel,
    Day,
    GapModel,
    Id,
    InAxis,
    Model,
    TextModel,
    YesNo,
    wrong,
)
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import Timing
from bizenv.kernel.vocabulary import Vocabulary

__all__ = ["DutyTerm", "QuietPeriodModel", "WindowModel"]

Cite = Callable[[CitationModel], Citation]

_SPAN = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_TIMING = re.compile(
    r"(?:(\d{1,3}) (working day|day|month|year|hour|working hour)s? )?"
    r"(before|after|at) (start|end)",
    re.ASCII,
)


def _month_days(text: object) -> tuple[int, int]:
    found = _SPAN.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise wrong("bad-window", _A_SPAN)
    first, last = int(found[1]), int(found[2] or found[1])
    if not (1 <= first <= 31 and 1 <= last <= 31):
        raise wrong("bad-window", _IN_A_MONTH)
    if last < first:
        better = Text(f"可写作 {last}-{first}", f"write {last}-{first}")
        raise wrong("inverted-window", _FIRST_BEFORE_LAST, better)
    return first, last


_A_SPAN = Text("每月的几日，写作 '1-22' 或 '20'", "days of the month written '1-22' or '20'")
_IN_A_MONTH = Text("1 至 31 之间的日子", "days between 1 and 31")
_FIRST_BEFORE_LAST = Text("不晚于末日的首日", "a first day that is not after the last")
MonthSpan = Annotated[
    tuple[int, int],
    BeforeValidator(_month_days),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}(-\d{1,2})?$"}),
]


def _weekday(text: object) -> str:
    try:
        return Weekdays(str(text)).names[0]
    except UsageError:
        raise wrong("unknown-word", _A_WEEKDAY) from None


_A_WEEKDAY = Text(f"星期几，{one_of(WEEKDAYS).zh}", f"a weekday, {one_of(WEEKDAYS).en}")
Weekday = Annotated[
    str,
    BeforeValidator(_weekday),
    WithJsonSchema({"enum": list(WEEKDAYS)}),
]


def _calendar(text: object) -> str:
    try:
        return work_calendar(str(text)).id
    except UsageError:
        raise wrong("unknown-word", one_of(shipped_calendars())) from None


CalendarId = Annotated[str, BeforeValidator(_calendar)]
"""The id of a shipped working-day calendar, such as ``CN``."""


class RecurrenceModel(Model):
    """A rule of RFC 5545 and the day it starts from."""

    rule: str
    start: Day

    @model_validator(mode="after")
    def _readable(self) -> RecurrenceModel:
        try:
            Recurrence(self.rule, self.start)
        except UsageError:
            raise wrong("bad-recurrence", _A_RECURRENCE, _RECURRENCE_HINT) from None
        return self


_A_RECURRENCE = Text(
    "RFC 5545 的周期规则，如 FREQ=MONTHLY;BYDAY=2TH",
    "a rule of RFC 5545 such as FREQ=MONTHLY;BYDAY=2TH",
)
_RECURRENCE_HINT = Text(
    "FREQ 是 DAILY、WEEKLY、MONTHLY 或 YEARLY；COUNT 和 UNTIL 只写其一；不写时刻",
    "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY; COUNT or UNTIL, not both; no times of day",
)


MOST_PARTS = 100
"""Parts of a window, or grounds of a version, that are held against one another."""
_BOUNDED: dict[str, JsonValue] = {"maxItems": MOST_PARTS}  # the reader refuses more, as a whole


class UnsettledModel(Model):
    """Days that the document leaves open, and why."""

    days: WindowModel
    why: TextModel


class WindowModel(Model):
    """A set of days; exactly one key says which."""

    month_days: MonthSpan | None = None
    weekdays: list[Weekday | None] | None = Field(default=None, min_length=1)
    dates: list[Day | None] | None = Field(default=None, min_length=1)
    recurrence: RecurrenceModel | None = None
    holidays: CalendarId | None = None
    working_days: CalendarId | None = None
    every_day: YesNo | None = None
    any: list[WindowModel | None] | None = Field(
        default=None, min_length=2, json_schema_extra=_BOUNDED
    )
    all: list[WindowModel | None] | None = Field(
        default=None, min_length=2, json_schema_extra=_BOUNDED
    )
    not_: WindowModel | None = Field(default=None, alias="not")
    unsettled: UnsettledModel | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> WindowModel:
        given = sorted(self.model_fields_set)
        if len(given) != 1:
            keys = one_of(field.alias or name for name, field in WindowModel.model_fields.items())
            raise wrong("bad-window", Text(f"恰好一个键，{keys.zh}", f"exactly {keys.en}"))
        return self

    def build(self) -> DaySet:
        """The set of days as a value."""
        (name,) = self.model_fields_set
        value = getattr(self, name)
        return NO_DAY if value is None else _BUILD[name](value)  # nothing: told as a problem


def _build_all(
    parts: Iterable[WindowModel | None], join: Callable[[DaySet, DaySet], DaySet]
) -> DaySet:
    return reduce(join, (part.build() for part in parts if part))


_BUILD: dict[str, Callable[[Any], DaySet]] = {
    "month_days": lambda span: MonthDays(*span),
    "weekdays": lambda names: Weekdays(*filter(None, names)),
    "dates": lambda days: Dates(*filter(None, days)),
    "recurrence": lambda model: Recurrence(model.rule, model.start),
    "holidays": lambda name: Holidays(work_calendar(name)),
    "working_days": lambda name: WorkingDays(work_calendar(name)),
    "every_day": lambda yes: EVERY_DAY if yes else NO_DAY,
    "any": lambda parts: _build_all(parts, or_),
    "all": lambda parts: _build_all(parts, and_),
    "not_": lambda part: ~part.build(),
    "unsettled": lambda model: Unsettled(model.days.build(), model.why.build()),
}
"""How each key of a window becomes a set of days."""


class DutyTerm(Model):
    """One kind of duty of the vocabulary, and the field that shows it was done."""

    label: TextModel
    evidence: str | None = None


Act = Annotated[str, InAxis("act")]
Kind = Annotated[str, InAxis("kind")]
Domain = Annotated[str, InAxis("domain")]
Trigger = Annotated[str, InAxis("trigger")]
Level = Annotated[str, InAxis("level")]
EnterpriseClass = Annotated[str, InAxis("enterprise_class")]
Zone = Annotated[str, InAxis("zone")]
Credit = Annotated[str, InAxis("credit")]
Circumstance = Annotated[str, InAxis("circumstance")]


class GroundModel(Model):
    """A ground: every condition that is given must hold."""

    id: Id
    label: TextModel | None = None
    cite: CitationModel
    acts: list[Act | None] | None = Field(default=None, min_length=1)
    kinds: list[Kind | None] | None = Field(default=None, min_length=1)
    domains: list[Domain | None] | None = Field(default=None, min_length=1)
    triggers: list[Trigger | None] | None = Field(default=None, min_length=1)
    credits: list[Credit | None] | None = Field(default=None, min_length=1)
    least_level: Level | None = None
    circumstances: list[Circumstance | None] | None = Field(default=None, min_length=1)
    catch_all: YesNo = False

    def build(self, cite: Cite, vocabulary: Vocabulary) -> Ground:
        """The ground as a value, labelled by its terms where it has no label."""
        return Ground(
            id=self.id,
            text=self.label.build() if self.label else self._own_words(vocabulary),
            citation=cite(self.cite),
            acts=known_codes(self.acts),
            kinds=known_codes(self.kinds),
            domains=known_codes(self.domains),
            triggers=known_codes(self.triggers),
            credits=known_codes(self.credits),
            least_level=self.least_level,
            circumstances=tuple(sorted(known_codes(self.circumstances) or ())),
            catch_all=self.catch_all,
        )

    def _own_words(self, vocabulary: Vocabulary) -> Text:
        parts = [
            vocabulary[axis].get(code or "")
            for axis, codes in (
                ("domain", self.domains),
                ("trigger", self.triggers),
                ("credit", self.credits),
                ("kind", self.kinds),
                ("act", self.acts),
            )
            for code in codes or ()
        ]
        texts = [term.text for term in parts if term]
        if not texts:
            return Text(self.id, self.id)
        return Text(
            "、".join(text.zh for text in texts), ", ".join(text.say("en") for text in texts)
        )


def known_codes(codes: list[str | None] | None) -> frozenset[str] | None:
    """The codes of a list that could be read; None where there is no list."""
    return None if codes is None else frozenset(code for code in codes if code is not None)


class EnterpriseScopeModel(Model):
    """Which enterprises a rule covers."""

    classes: list[EnterpriseClass | None] | None = Field(default=None, min_length=1)
    zones: list[Zone | None] | None = Field(default=None, min_length=1)
    exclude: list[EnterpriseClass | None] | None = Field(default=None, min_length=1)
    circumstances: list[Circumstance | None] | None = Field(default=None, min_length=1)

    def build(self, agency_levels: frozenset[str] | None) -> Scope:
        """The scope as a value, with the levels of agencies that a version names."""
        return Scope(
            classes=known_codes(self.classes),
            zones=known_codes(self.zones),
            exclude_classes=known_codes(self.exclude),
            agency_levels=agency_levels,
            circumstances=tuple(sorted(known_codes(self.circumstances) or ())),
        )


class ApprovalModel(Model):
    """An approval that lifts the ban."""

    cite: CitationModel
    by: TextModel | None = None


def _timing(text: object) -> Timing:
    found = _TIMING.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise wrong("bad-timing", _A_TIMING)
    count, unit, relation, anchor = found.groups()
    if not count:
        return Timing(relation, anchor)
    if relation == "at":
        raise wrong("bad-timing", _A_TIMING, _COUNT_HINT)
    return Timing(relation, anchor, int(count), unit.replace(" ", "_") + "s")


_A_TIMING = Text(
    "时限，如 '3 working days before start'、'5 days after end' 或 'before start'",
    "a timing such as '3 working days before start', '5 days after end' or 'before start'",
)
_COUNT_HINT = Text(
    "写了天数就要写 before 或 after，不写 at", "with a count write before or after, not at"
)


TimingText = Annotated[
    InstanceOf[Timing],
    BeforeValidator(_timing),
    WithJsonSchema({"type": "string", "pattern": f"^{_TIMING.pattern}$"}),
]
"""A timing as a rulebook writes it."""


class DutyModel(Model):
    """Something to be done in some situations."""

    do: Id
    when: list[Situation | None] = Field(min_length=1)
    cite: CitationModel
    label: TextModel | None = None
    by: TextModel | None = None
    to: TextModel | None = None
    timing: TimingText | None = None

    def build(self, cite: Cite, duties: dict[str, DutyTerm]) -> Duty:
        """The duty as a value."""
        term = duties[self.do]
        return Duty(
            id=self.do,
            text=(self.label or term.label).build(),
            situations=tuple(situation for situation in self.when if situation),
            citation=cite(self.cite),
            by=self.by.build() if self.by else None,
            to=self.to.build() if self.to else None,
            timing=self.timing,
            evidence=term.evidence,
        )


class QuietVersionModel(DatedModel):
    """One dated version of a quiet period."""

    window: WindowModel
    strictness: Strictness = Strictness.UNSTATED
    acts: list[Act | None] | None = Field(default=None, min_length=1)
    kinds: list[Kind | None] | None = Field(default=None, min_length=1)
    agency_levels: list[Level | None] | None = Field(default=None, min_length=1)
    enterprises: EnterpriseScopeModel | None = None
    not_inspections: list[GroundModel | None] = Field(default=[], json_schema_extra=_BOUNDED)
    exemptions: list[GroundModel | None] = Field(default=[], json_schema_extra=_BOUNDED)
    exemptions_unseen: YesNo = False
    approval: ApprovalModel | None = None
    duties: list[DutyModel | None] = Field(default=[])

    def build(
        self, cite: Cite, vocabulary: Vocabulary, duties: dict[str, DutyTerm]
    ) -> QuietVersion:
        """The version as a value."""
        scope = self.enterprises or EnterpriseScopeModel()
        return QuietVersion(
            validity=self.validity,
            window=self.window.build(),
            citation=cite(self.cite),
            strictness=self.strictness,
            acts=known_codes(self.acts) or frozenset({"inspection"}),
            kinds=known_codes(self.kinds),
            scope=scope.build(known_codes(self.agency_levels)),
            not_inspections=tuple(g.build(cite, vocabulary) for g in self.not_inspections if g),
            exemptions=tuple(g.build(cite, vocabulary) for g in self.exemptions if g),
            approval=Approval(
                cite(self.approval.cite), self.approval.by.build() if self.approval.by else None
            )
            if self.approval
            else None,
            duties=tuple(d.build(cite, duties) for d in self.duties if d and d.do in duties),
            exemptions_unseen=self.exemptions_unseen,
        )


class QuietPeriodModel(Model):
    """A quiet period and its versions."""

    id: Id
    label: TextModel
    versions: list[QuietVersionModel | None] = Field(min_length=1)
    gaps: list[GapModel | None] = Field(default=[])

    def build(
        self, cite: Cite, vocabulary: Vocabulary, duties: dict[str, DutyTerm], rulebook: str
    ) -> QuietPeriod:
        """The quiet period as a value, its versions in order of time."""
        versions = [v.build(cite, vocabulary, duties) for v in self.versions if v]
        return QuietPeriod(
            id=self.id,
            text=self.label.build(),
            versions=tuple(versions),
            gaps=tuple(gap.build() for gap in self.gaps if gap),
            rulebook=rulebook,
        )


UnsettledModel.model_rebuild()
WindowModel.model_rebuild()
