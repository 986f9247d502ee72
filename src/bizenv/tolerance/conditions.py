"""The conditions of tolerance lists: a small closed language (免罚条件).

Each condition is a frozen value that is asked of a :class:`Situation` and
answers yes, no or unknown, with what was read and which facts are missing.
:class:`All`, :class:`AnyOf` and :class:`Not` join them after Kleene.

>>> from bizenv.tolerance.values import Violation
>>> both = All(Harm("minor"), Corrected("within-order"))
>>> answer = both.answer(Situation(Violation(harm="none")))
>>> answer.truth, answer.missing
(Truth.UNKNOWN, ('corrected', 'order_due'))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import ClassVar

from attrs import field, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import instance
from bizenv.kernel.findings import Check
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth, all_of, any_of
from bizenv.tolerance.asking import Answer, Condition, Leaf, Situation
from bizenv.tolerance.blame import Cooperated, Harm, Minor, NoFault, NoIllegalGain
from bizenv.tolerance.circumstances import (
    Approved,
    Committed,
    InStage,
    Measured,
    OutsideZone,
    Remedied,
    Stated,
    Unless,
)
from bizenv.tolerance.corrections import Corrected, CorrectedWithin
from bizenv.tolerance.first_violations import FirstViolation, Window

__all__ = [
    "All",
    "Answer",
    "AnyOf",
    "Approved",
    "Committed",
    "Condition",
    "Cooperated",
    "Corrected",
    "CorrectedWithin",
    "FirstViolation",
    "Harm",
    "InStage",
    "Joined",
    "Leaf",
    "Measured",
    "Minor",
    "NoFault",
    "NoIllegalGain",
    "Not",
    "OutsideZone",
    "Remedied",
    "Situation",
    "Stated",
    "Unless",
    "Window",
]


def _parts(parts: Iterable[Condition]) -> tuple[Condition, ...]:
    found = tuple(parts)
    if not found or not all(isinstance(part, Condition) for part in found):
        raise UsageError(f"parts={found!r}: expected at least one condition")
    return found


@frozen(init=False, repr=False, slots=False)
class Joined(Condition):
    """Several conditions as one; their order changes no answer."""

    parts: tuple[Condition, ...]
    word: ClassVar[Text]
    joint: ClassVar[Text]

    def __init__(self, *parts: Condition) -> None:
        self.__attrs_init__(_parts(parts))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.parts))})"

    @staticmethod
    def join(truths: Iterable[Truth]) -> Truth:
        """The truth of the whole."""
        raise NotImplementedError

    @cached_property
    def text(self) -> Text:
        """The parts in words, joined."""
        zh = [_bracketed(part, part.text.zh) for part in self.parts]
        en = [_bracketed(part, part.text.say("en")) for part in self.parts]
        return Text(self.joint.zh.join(zh), self.joint.say("en").join(en))

    def leaves(self) -> Iterator[Leaf]:
        """The single questions of every part."""
        for part in self.parts:
            yield from part.leaves()

    def answer(self, situation: Situation) -> Answer:
        """The answers joined; what is missing is that of the parts that are open."""
        answers = [part.answer(situation) for part in self.parts]
        truth = self.join(answer.truth for answer in answers)
        if truth is not Truth.UNKNOWN:
            return Answer(truth)
        missing = dict.fromkeys(fact for answer in answers for fact in answer.missing)
        return Answer(truth, None, tuple(missing))

    def check(self, situation: Situation, citation: Citation | None = None) -> Check:
        """The answer, with every part's working."""
        parts = tuple(part.check(situation) for part in self.parts)
        truth = self.join(part.truth for part in parts)
        return Check(self.word, truth, None, None, citation, parts)


def _bracketed(part: Condition, text: str) -> str:
    return f"({text})" if isinstance(part, Joined) else text


@frozen(init=False, repr=False, slots=False)
class All(Joined):
    """Every part must hold (同时满足)."""

    word = Text("同时满足", "all of")
    joint = Text("，且", ", and ")
    join = staticmethod(all_of)


@frozen(init=False, repr=False, slots=False)
class AnyOf(Joined):
    """One part is enough (满足之一)."""

    word = Text("满足下列之一", "any of")
    joint = Text("，或者", ", or ")
    join = staticmethod(any_of)


@frozen(slots=False)
class Not(Condition):
    """The part must not hold (不满足)."""

    part: Condition = field(validator=instance(Condition))

    @cached_property
    def text(self) -> Text:
        """The part in words, denied."""
        return Text(f"并非：{self.part.text.zh}", f"not: {self.part.text.say('en')}")

    def leaves(self) -> Iterator[Leaf]:
        """The single questions of the part."""
        yield from self.part.leaves()

    def answer(self, situation: Situation) -> Answer:
        """The opposite answer."""
        truth, read, missing = self.part.answer(situation)
        return Answer(~truth, read, missing)

    def check(self, situation: Situation, citation: Citation | None = None) -> Check:
        """The opposite answer, with the part's working."""
        part = self.part.check(situation)
        return Check(_NOT, ~part.truth, None, None, citation, (part,))


_NOT = Text("不满足", "not")
