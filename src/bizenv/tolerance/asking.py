"""How a condition is asked: the situation that goes in, the answer that comes out (查问).

Every condition answers yes, no or unknown, with what was read and which facts
would say more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

from attrs import field, frozen

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.kernel.fields import instance
from bizenv.kernel.findings import Check, MissingFact
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.tolerance.facts import missing_fact
from bizenv.tolerance.values import Violation

__all__ = ["DENIED", "Answer", "Condition", "Leaf", "Situation", "known", "unknown"]


@frozen
class Situation:
    """What a condition is asked of: a violation, as a case of one item, and the calendar.

    ``item`` is the id of the item whose conditions are asked, so that "first of
    the same item" has a meaning.
    """

    violation: Violation = field(validator=instance(Violation))
    item: str | None = None
    calendar: WorkCalendar | None = None


class Answer(NamedTuple):
    """Yes, no or unknown; what was read; and the facts that would say more."""

    truth: Truth
    read: Any = None
    missing: tuple[MissingFact, ...] = ()


def known(holds: bool, read: Any = None) -> Answer:
    """The answer where every fact is there."""
    return Answer(Truth.YES if holds else Truth.NO, read)


def unknown(*facts: str | MissingFact, read: Any = None) -> Answer:
    """The answer where some facts are missing."""
    named = [fact if isinstance(fact, MissingFact) else missing_fact(fact) for fact in facts]
    return Answer(Truth.UNKNOWN, read, tuple(named))


class Condition:
    """A condition: it has words, and answers a situation."""

    __slots__ = ()

    @property
    def text(self) -> Text:
        """The condition in words."""
        raise NotImplementedError

    def answer(self, situation: Situation) -> Answer:
        """Yes, no or unknown of a situation."""
        raise NotImplementedError

    def check(self, situation: Situation, citation: Citation | None = None) -> Check:
        """The answer with its working: what was asked, read and expected."""
        raise NotImplementedError

    def leaves(self) -> Iterator[Leaf]:
        """The single questions that the condition is made of."""
        raise NotImplementedError


class Leaf(Condition):
    """A single question.

    ``of_item`` says whether the answer hangs on which item asks, ``fact`` which
    fact it reads where that is one alone.
    """

    __slots__ = ()
    of_item: ClassVar[bool] = False

    @property
    def fact(self) -> str | None:
        """The one fact that it reads; None where it reads several."""
        return None

    @property
    def choices(self) -> Mapping[object, bool]:
        """By each value that its fact, or its own answer, may have: whether it holds."""
        return _EITHER

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields of a violation that it reads."""
        return (self.fact,) if self.fact else ()

    @property
    def named(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The named facts that may answer it, each with the words for it."""
        return ()

    def leaves(self) -> Iterator[Leaf]:
        """The question itself."""
        yield self

    def check(self, situation: Situation, citation: Citation | None = None) -> Check:
        """The answer with its working."""
        truth, read, missing = self.answer(situation)
        shown = _shown(read) if read is not None else _NOT_KNOWN if missing else None
        return Check(self.text, truth, shown, None, citation, (), self.fact)


def _shown(read: Any) -> Text:
    """What was read, in words."""
    if isinstance(read, Text):
        return read
    if isinstance(read, bool):
        return _YES if read else _NO
    text = getattr(read, "text", None)
    return text if isinstance(text, Text) else Text(str(read), str(read))


_EITHER: Mapping[object, bool] = MappingProxyType({True: True, False: False})
DENIED: Mapping[object, bool] = MappingProxyType({True: False, False: True})
_YES, _NO = Text("是", "yes"), Text("否", "no")
_NOT_KNOWN = Text("不清楚", "not known")
