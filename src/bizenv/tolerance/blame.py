"""Conditions on what was done: how minor, how harmful, by whose fault, with what gain (情节)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from bizenv.kernel.fields import member
from bizenv.kernel.text import Text
from bizenv.tolerance.asking import DENIED, Answer, Leaf, Situation, known, unknown
from bizenv.tolerance.facts import missing_fact
from bizenv.tolerance.values import Violation
from bizenv.tolerance.words import Fault, HarmLevel

__all__ = ["Cooperated", "Harm", "Minor", "NoFault", "NoIllegalGain"]


@frozen
class Minor(Leaf):
    """The violation itself is minor (违法行为轻微)."""

    @property
    def fact(self) -> str:
        """The fact that it reads."""
        return "minor"

    @property
    def text(self) -> Text:
        """The condition in words."""
        return Text("违法行为轻微", "the violation is minor")

    def answer(self, situation: Situation) -> Answer:
        """Whether it is minor."""
        return _flag(situation.violation.minor, "minor")


@frozen
class NoIllegalGain(Leaf):
    """Nothing was gained by it (没有违法所得)."""

    @property
    def fact(self) -> str:
        """The fact that it reads."""
        return "illegal_gain"

    @property
    def text(self) -> Text:
        """The condition in words."""
        return Text("没有违法所得", "no illegal gains")

    @property
    def choices(self) -> Mapping[object, bool]:
        """Whether there are gains, and so whether it holds."""
        return DENIED

    def answer(self, situation: Situation) -> Answer:
        """Whether there is none."""
        gain = situation.violation.illegal_gain
        return unknown("illegal_gain") if gain is None else known(not gain, gain)


@frozen
class Cooperated(Leaf):
    """The party cooperated with the inquiry (配合调查)."""

    @property
    def fact(self) -> str:
        """The fact that it reads."""
        return "cooperated"

    @property
    def text(self) -> Text:
        """The condition in words."""
        return Text("配合调查", "the party cooperated with the inquiry")

    def answer(self, situation: Situation) -> Answer:
        """Whether it did."""
        return _flag(situation.violation.cooperated, "cooperated")


def _flag(value: bool | None, name: str) -> Answer:
    return unknown(name) if value is None else known(value, value)


def _level(value: HarmLevel | str) -> HarmLevel:
    return member(HarmLevel, value)


def kinds_of(kinds: Iterable[str] | str) -> tuple[str, ...]:
    return (kinds,) if isinstance(kinds, str) else tuple(kinds)


@frozen
class Harm(Leaf):
    """No more harm was done than this, in all or of some kinds (危害后果).

    ``kinds`` are terms of the vocabulary such as ``pollution``; without them
    the harm as a whole is meant.

    >>> Harm("none", ("pollution",)).answer(Situation(Violation(harm="none"))).truth
    Truth.YES
    """

    at_most: HarmLevel = field(converter=_level)
    kinds: tuple[str, ...] = field(default=(), converter=kinds_of)
    words: Text | None = field(default=None, eq=False, kw_only=True)

    @property
    def fact(self) -> str | None:
        """The fact that it reads, where no kind is named."""
        return None if self.kinds else "harm"

    @property
    def choices(self) -> Mapping[object, bool]:
        """By level of harm; where kinds are named, its own answer."""
        if self.kinds:
            return super().choices
        return {level: level.rank <= self.at_most.rank for level in HarmLevel}

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields that it reads."""
        return ("harm", "harms")

    @property
    def text(self) -> Text:
        """The condition in words."""
        if not self.kinds:
            return _HARM[self.at_most]
        names = self.words or Text("、".join(self.kinds), ", ".join(self.kinds))
        return _HARM_OF[self.at_most].filled(kinds=names)

    def answer(self, situation: Situation) -> Answer:
        """Whether it was no more."""
        violation = situation.violation
        if self.kinds:
            return self._of_kinds(violation)
        if violation.harm is not None:
            return known(violation.harm.rank <= self.at_most.rank, violation.harm)
        worst = max((level for _, level in violation.harms), key=_rank, default=HarmLevel.NONE)
        return known(False, worst) if worst.rank > self.at_most.rank else unknown("harm")

    def _of_kinds(self, violation: Violation) -> Answer:
        levels = {kind: violation.harm_of(kind) for kind in self.kinds}
        worst = max((lvl for lvl in levels.values() if lvl), key=_rank, default=HarmLevel.NONE)
        if worst.rank > self.at_most.rank:
            return known(False, worst)
        missing = [
            missing_fact(f"harm-{kind}", Text(f"危害后果：{kind}", f"harm: {kind}"))
            for kind, level in levels.items()
            if level is None
        ]
        return unknown(*missing) if missing else known(True, worst)


def _rank(level: HarmLevel) -> int:
    return level.rank


_HARM = {
    HarmLevel.NONE: Text("没有造成危害后果", "no harm was done"),
    HarmLevel.MINOR: Text("危害后果轻微", "the harm is minor at most"),
    HarmLevel.SERIOUS: Text("有无危害后果不限", "whatever the harm"),
}
_HARM_OF = {
    HarmLevel.NONE: Text("没有造成危害（{kinds}）", "no harm was done ({kinds})"),
    HarmLevel.MINOR: Text("危害轻微（{kinds}）", "the harm is minor at most ({kinds})"),
    HarmLevel.SERIOUS: Text("有无危害不限（{kinds}）", "whatever the harm ({kinds})"),
}


def _fault(value: Fault | str) -> Fault:
    return member(Fault, value)


@frozen
class NoFault(Leaf):
    """The party is to blame for no more than this (主观过错).

    ``at_most`` is ``none`` where the party must prove that it has no fault, or
    ``negligence`` where only intent excludes it.
    """

    at_most: Fault = field(default=Fault.NONE, converter=_fault)

    @property
    def fact(self) -> str:
        """The fact that it reads."""
        return "fault"

    @property
    def text(self) -> Text:
        """The condition in words."""
        return _FAULTS[self.at_most]

    @property
    def choices(self) -> Mapping[object, bool]:
        """By fault."""
        order = tuple(Fault)
        most = order.index(self.at_most)
        return {fault: place <= most for place, fault in enumerate(order)}

    def answer(self, situation: Situation) -> Answer:
        """Whether the fault is no more."""
        fault = situation.violation.fault
        if fault is None:
            return unknown("fault")
        return known(self.choices[fault], fault)


_FAULTS = {
    Fault.NONE: Text("当事人证明没有主观过错", "the party proves that it has no fault"),
    Fault.NEGLIGENCE: Text("并非故意", "it was not done on purpose"),
    Fault.INTENT: Text("不论有无过错", "whatever the fault"),
}
