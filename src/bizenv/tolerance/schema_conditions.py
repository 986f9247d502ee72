"""How conditions are written in a rulebook: one key each, nested by all, any and not.

>>> ConditionModel.model_validate({"harm": "none"}).build(lambda axis, code: None)
Harm(at_most=<HarmLevel.NONE: 'none'>, kinds=(), words=None)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from bizenv.calendars.periods.period import Period
from bizenv.calendars.schema import PeriodText
from bizenv.kernel.errors import UsageError
from bizenv.kernel.schema import Id, InAxis, Model, Words, YesNo, wrong
from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import (
    All,
    AnyOf,
    Approved,
    Committed,
    Condition,
    Cooperated,
    Corrected,
    CorrectedWithin,
    FirstViolation,
    Harm,
    InStage,
    Measured,
    Minor,
    NoFault,
    NoIllegalGain,
    Not,
    OutsideZone,
    Remedied,
    Stated,
    Unless,
)
from bizenv.tolerance.first_violations import window_named
from bizenv.tolerance.quantities import Quantity
from bizenv.tolerance.words import Anchor, Basis, Correction, Fault, HarmLevel, Match, Scope

__all__ = ["ConditionModel", "Label", "QuantityText"]

Label = Callable[[str, str], Text | None]
"""The words of a term: by axis and code; None where it has none."""


def _window(text: object) -> str:
    try:
        window_named(str(text))
    except UsageError as error:
        raise wrong("bad-period", _A_WINDOW, Text(error.say("zh"), error.say("en"))) from None
    return str(text)


_A_WINDOW = Text(
    "期限（日、月、年），或 'calendar-year'、'unbounded'",
    "a period in days, months or years, or 'calendar-year' or 'unbounded'",
)
WindowText = Annotated[str, BeforeValidator(_window), WithJsonSchema({"type": "string"})]


def _quantity(text: object) -> str:
    try:
        Quantity.parse(str(text))
    except UsageError as error:
        raise wrong("bad-number", _A_QUANTITY, Text(error.say("zh"), error.say("en"))) from None
    return str(text)


_A_QUANTITY = Text("数字加单位，如 '0.1倍'", "a number and a unit such as '0.1 times'")
QuantityText = Annotated[
    str, BeforeValidator(_quantity), WithJsonSchema({"type": ["string", "number"]})
]


def _yes(text: object) -> bool:
    if text not in ("yes", True):
        raise wrong("bad-yes-no", _ONLY_YES, _BY_NOT)
    return True


_ONLY_YES = Text("'yes'", "'yes'")
_BY_NOT = Text("相反的条件写 'not: {…}'", "write the opposite as 'not: {…}'")
Yes = Annotated[bool, BeforeValidator(_yes), WithJsonSchema({"enum": ["yes"]})]


def _no_gain(text: object) -> str:
    if text != "none":
        raise wrong("unknown-word", Text("'none'", "'none'"))
    return "none"


NoGain = Annotated[str, BeforeValidator(_no_gain), WithJsonSchema({"enum": ["none"]})]


class FirstModel(Model):
    """A first violation: by window, match, scope and basis, none of which is guessed."""

    window: WindowText
    match: Match
    scope: Scope
    basis: Basis


class WithinModel(Model):
    """A period for correction, and from when it runs."""

    period: PeriodText
    from_: Anchor = Field(alias="from")

    @model_validator(mode="after")
    def _in_days(self) -> WithinModel:
        try:
            CorrectedWithin(self.period, self.from_)
        except UsageError:
            raise wrong("bad-period", _IN_DAYS) from None
        return self


_IN_DAYS = Text("以日、工作日、月、年或小时计的期限", "a period in days, months, years or hours")


class MeasuredModel(Model):
    """A measured value and its bounds, each with its unit."""

    of: Annotated[str, InAxis("measured")]
    at_least: QuantityText | None = None
    more_than: QuantityText | None = None
    at_most: QuantityText | None = None
    less_than: QuantityText | None = None

    @model_validator(mode="after")
    def _bounded(self) -> MeasuredModel:
        try:
            self.build(None)
        except UsageError:
            raise wrong("bad-bounds", _BOUNDS) from None
        return self

    def build(self, words: Text | None) -> Measured:
        """The condition as a value."""
        return Measured(
            self.of,
            at_least=self.at_least,
            more_than=self.more_than,
            at_most=self.at_most,
            less_than=self.less_than,
            words=words,
        )


_BOUNDS = Text(
    "至少一个界限（at_least、more_than、at_most、less_than），单位种类相同",
    "at least one of at_least, more_than, at_most and less_than, in units of one kind",
)


class StatedModel(Model):
    """A fact of its own: its name, and the words in which it is asked."""

    fact: Id
    zh: Words
    en: Words | None = None
    holds: YesNo = True


class ConditionModel(Model):
    """One condition; exactly one key says which."""

    all: list[ConditionModel | None] | None = Field(default=None, min_length=1)
    any: list[ConditionModel | None] | None = Field(default=None, min_length=1)
    not_: ConditionModel | None = Field(default=None, alias="not")
    first_violation: FirstModel | None = None
    corrected: Correction | None = None
    corrected_within: WithinModel | None = None
    harm: HarmLevel | None = None
    no_harm_of: list[Annotated[str, InAxis("harm_kind")] | None] | None = Field(
        default=None, min_length=1
    )
    minor: Yes | None = None
    illegal_gain: NoGain | None = None
    cooperated: Yes | None = None
    fault: Fault | None = None
    stage: list[Annotated[str, InAxis("project_stage")] | None] | None = Field(
        default=None, min_length=1
    )
    approved: Annotated[str, InAxis("approval_kind")] | None = None
    outside_zone: Annotated[str, InAxis("protected_zone")] | None = None
    remedied: Annotated[str, InAxis("remedy")] | None = None
    committed: Annotated[str, InAxis("commitment")] | None = None
    unless: Annotated[str, InAxis("exclusion")] | None = None
    measured: MeasuredModel | None = None
    stated: StatedModel | None = None

    @model_validator(mode="after")
    def _one_key(self) -> ConditionModel:
        if len(self.model_fields_set) != 1:
            raise wrong("bad-condition", _ONE_KEY, _BY_ALL)
        return self

    def build(self, label: Label) -> Condition:
        """The condition as a value, with the words of its terms."""
        (name,) = self.model_fields_set
        return _BUILDERS[name](getattr(self, name), label)


_ONE_KEY = Text("恰好一个条件", "exactly one condition")
_BY_ALL = Text("几个条件并列时写 'all: [{…}, {…}]'", "join several with 'all: [{…}, {…}]'")


def _joined(kind: type[All | AnyOf]) -> Callable[[Any, Label], Condition]:
    def build(parts: list[ConditionModel | None], label: Label) -> Condition:
        return kind(*(part.build(label) for part in parts if part))

    return build


def _labels(axis: str, codes: list[str | None], label: Label) -> tuple[tuple[str, ...], Text]:
    """The codes that could be read, and their words."""
    found = tuple(code for code in codes if code)
    texts = [label(axis, code) or Text(code, code) for code in found]
    en = ", ".join(text.say("en") for text in texts)
    return found, Text("、".join(text.zh for text in texts), en)


def _harms(codes: list[str | None], label: Label) -> Condition:
    kinds, words = _labels("harm_kind", codes, label)
    return Harm(HarmLevel.NONE, kinds, words=words)


def _stages(codes: list[str | None], label: Label) -> Condition:
    stages, words = _labels("project_stage", codes, label)
    return InStage(stages, words=words)


def _of_term(kind: Callable[..., Condition], axis: str) -> Callable[[Any, Label], Condition]:
    return lambda code, label: kind(code, words=label(axis, code))


_BUILDERS: dict[str, Callable[[Any, Label], Condition]] = {
    "all": _joined(All),
    "any": _joined(AnyOf),
    "not_": lambda part, label: Not(part.build(label)),
    "first_violation": lambda m, _: FirstViolation(
        window=m.window, match=m.match, scope=m.scope, basis=m.basis
    ),
    "corrected": lambda how, _: Corrected(how),
    "corrected_within": lambda m, _: CorrectedWithin(Period.parse(m.period), m.from_),
    "harm": lambda level, _: Harm(level),
    "no_harm_of": _harms,
    "minor": lambda _, __: Minor(),
    "illegal_gain": lambda _, __: NoIllegalGain(),
    "cooperated": lambda _, __: Cooperated(),
    "fault": lambda level, _: NoFault(level),
    "stage": _stages,
    "approved": _of_term(Approved, "approval_kind"),
    "outside_zone": _of_term(OutsideZone, "protected_zone"),
    "remedied": _of_term(Remedied, "remedy"),
    "committed": _of_term(Committed, "commitment"),
    "unless": _of_term(Unless, "exclusion"),
    "measured": lambda m, label: m.build(label("measured", m.of)),
    "stated": lambda m, _: Stated(m.fact, Text(m.zh, m.en), m.holds),
}
