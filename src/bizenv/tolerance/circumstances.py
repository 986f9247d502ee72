"""Conditions on what else is found: stages, approvals, zones, remedies, measured values (情形)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import ClassVar

from attrs import field, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import instance, words
from bizenv.kernel.text import Text
from bizenv.tolerance.asking import DENIED, Answer, Leaf, Situation, known, unknown
from bizenv.tolerance.facts import missing_fact
from bizenv.tolerance.quantities import Quantity

__all__ = [
    "Approved",
    "Committed",
    "InStage",
    "Measured",
    "OutsideZone",
    "Remedied",
    "Stated",
    "Unless",
]


def _stages(stages: Iterable[str] | str) -> tuple[str, ...]:
    return (stages,) if isinstance(stages, str) else tuple(stages)


@frozen
class InStage(Leaf):
    """The project is at one of these stages (所处阶段), terms of the vocabulary."""

    stages: tuple[str, ...] = field(converter=_stages)
    words: Text | None = field(default=None, eq=False, kw_only=True)

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields that it reads."""
        return ("stage",)

    @property
    def text(self) -> Text:
        """The condition in words."""
        names = self.words or Text("、".join(self.stages), ", ".join(self.stages))
        return Text("处于{names}阶段", "at the stage: {names}").filled(names=names)

    def answer(self, situation: Situation) -> Answer:
        """Whether it is."""
        stage = situation.violation.stage
        return unknown("stage") if stage is None else known(stage in self.stages, stage)


# --- named facts ---------------------------------------------------------------------


@frozen
class Stated(Leaf):
    """A fact of its own, which an officer answers; the words say what is asked (另行查明).

    A sentence of a list that nobody has turned into a typed condition is kept so:
    it stays unknown until somebody answers it, and is never dropped.

    >>> from bizenv.tolerance.values import Violation
    >>> sentence = Stated("daily-mean-kept", Text("日均值未超标", "the daily mean is kept"))
    >>> sentence.answer(Situation(Violation())).missing
    ('daily-mean-kept',)
    """

    name: str = field(validator=words)
    words: Text = field(validator=instance(Text))
    holds: bool = True

    @property
    def fact(self) -> str:
        """The fact that it reads."""
        return self.name

    @property
    def named(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The fact and its words."""
        return ((self.fact, (self.words.zh,)),)

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields that it reads."""
        return (self.fact,)

    @property
    def text(self) -> Text:
        """The condition in words."""
        return self.words

    @property
    def choices(self) -> Mapping[object, bool]:
        """By what is said of the fact."""
        return super().choices if self.holds else DENIED

    def answer(self, situation: Situation) -> Answer:
        """What is said of the fact."""
        value = situation.violation.fact(self.name)
        if value is None:
            return unknown(missing_fact(self.name, self.words))
        return known(value is self.holds, value)


@frozen
class _Named(Leaf):
    """A fact whose name is made of a kind: ``approval-eia``, ``remedied-restored``."""

    kind: str = field(validator=words)
    words: Text | None = field(default=None, eq=False, kw_only=True)
    prefix: ClassVar[str]
    holds: ClassVar[bool] = True
    phrase: ClassVar[Text]

    @property
    def fact(self) -> str:
        """The fact that it reads."""
        return f"{self.prefix}-{self.kind}"

    @property
    def named(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The fact and its words."""
        return ((self.fact, (self.asked.filled(kind=self.label).zh,)),)

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields that it reads."""
        return (self.fact,)

    @property
    def text(self) -> Text:
        """The condition in words."""
        return self.phrase.filled(kind=self.label)

    @property
    def label(self) -> Text:
        """The kind in words; its code where no words were given."""
        return self.words or Text(self.kind, self.kind)

    @property
    def choices(self) -> Mapping[object, bool]:
        """By what is said of the fact."""
        return super().choices if self.holds else DENIED

    def answer(self, situation: Situation) -> Answer:
        """What is said of the fact."""
        value = situation.violation.fact(self.fact)
        if value is None:
            return unknown(missing_fact(self.fact, self.asked.filled(kind=self.label)))
        return known(value is self.holds, value)

    @property
    def asked(self) -> Text:
        """What is asked for where it is missing."""
        return self.phrase


@frozen
class Approved(_Named):
    """There is an approval of this kind (已取得批准); ``kind`` is a term of the vocabulary."""

    prefix = "approval"
    phrase = Text("已取得{kind}", "has {kind}")


@frozen
class OutsideZone(_Named):
    """It is not in a zone of this kind (不在某类区域); the fact is that it is in one."""

    prefix = "zone"
    holds = False
    phrase = Text("不在{kind}内", "outside {kind}")

    @property
    def asked(self) -> Text:
        """What is asked for where it is missing."""
        return Text("是否在{kind}内", "whether it is inside {kind}")


@frozen
class Remedied(_Named):
    """It was set right in this way (已补救): restored, stopped, cleared, repaired, paid."""

    prefix = "remedied"
    phrase = Text("已{kind}", "{kind}")


@frozen
class Committed(_Named):
    """The party signed this document (已签承诺书)."""

    prefix = "committed"
    phrase = Text("已签署{kind}", "{kind} signed")


@frozen
class Unless(_Named):
    """It is not of this excluded kind (除外情形): fraud, use of a disaster, safety."""

    prefix = "excluded"
    holds = False
    phrase = Text("不属于{kind}", "not a case of {kind}")

    @property
    def asked(self) -> Text:
        """What is asked for where it is missing."""
        return Text("是否属于{kind}", "whether it is a case of {kind}")


# --- measured values ---------------------------------------------------------------------


def _bound(value: Quantity | str | int | Decimal | None) -> Quantity | None:
    if value is None or isinstance(value, Quantity):
        return value
    return Quantity.parse(value) if isinstance(value, str) else Quantity(value)


@frozen(kw_only=True)
class Measured(Leaf):
    """A measured value lies within bounds (数量条件), each of which includes its end or not.

    >>> from bizenv.tolerance.values import Violation
    >>> ph = Measured("ph", at_least="5", at_most="10")
    >>> ph.answer(Situation(Violation(quantities={"ph": "10"}))).truth
    Truth.YES

    Raises:
        UsageError: no bound is given, or the bounds measure different things.
    """

    name: str = field(validator=words, kw_only=False)
    at_least: Quantity | None = field(default=None, converter=_bound)
    more_than: Quantity | None = field(default=None, converter=_bound)
    at_most: Quantity | None = field(default=None, converter=_bound)
    less_than: Quantity | None = field(default=None, converter=_bound)
    words: Text | None = field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        bounds = [bound for _, bound, _ in self._bounds()]
        if not bounds or any(bound.compare(bounds[0]) is None for bound in bounds):
            raise UsageError(f"{self!r}: expected at least one bound, all of one kind of unit")

    def _bounds(self) -> list[tuple[Text, Quantity, tuple[int, ...]]]:
        """Each bound: its words, its value, and how a value may compare with it."""
        given = (self.at_least, self.more_than, self.at_most, self.less_than)
        return [
            (text, bound, allowed)
            for (text, allowed), bound in zip(_BOUNDS, given, strict=True)
            if bound is not None
        ]

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields that it reads."""
        return (self.name,)

    @property
    def label(self) -> Text:
        """The measured thing in words."""
        return self.words or Text(self.name, self.name)

    @property
    def text(self) -> Text:
        """The condition in words."""
        said = [text.filled(bound=bound.text) for text, bound, _ in self._bounds()]
        zh = "且".join(text.zh for text in said)
        en = " and ".join(text.say("en") for text in said)
        return Text(f"{self.label.zh}{zh}", f"{self.label.say('en')} {en}")

    def answer(self, situation: Situation) -> Answer:
        """Whether it lies there; a unit that cannot be compared leaves it unknown."""
        value = situation.violation.quantity(self.name)
        if value is None:
            return unknown(missing_fact(self.name, self.label))
        found = [(value.compare(bound), allowed) for _, bound, allowed in self._bounds()]
        if any(order is None for order, _ in found):
            return unknown(missing_fact(self.name, self.label), read=value)
        return known(all(order in allowed for order, allowed in found), value)


_BOUNDS = (
    (Text("不低于 {bound}", "at least {bound}"), (0, 1)),
    (Text("高于 {bound}", "more than {bound}"), (1,)),
    (Text("不超过 {bound}", "at most {bound}"), (-1, 0)),
    (Text("低于 {bound}", "less than {bound}"), (-1,)),
)
