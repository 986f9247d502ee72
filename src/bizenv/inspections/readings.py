"""Facts read once for given rules, and which of them the rules cannot tell apart.

Two values of a fact are *alike* if every condition of the rules answers them
alike and they settle the same other facts. The rules say the same of visits
whose facts are alike, so each combination of unlike facts is judged once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import partial
from operator import getitem
from typing import Any, TypeAlias

from attrs import Factory, field, frozen

from bizenv.inspections.grounds import truth_of
from bizenv.inspections.memos import Memo
from bizenv.inspections.mixed import MIXED, terms_apart
from bizenv.inspections.quiet_periods import Condition
from bizenv.inspections.situations import (
    LATE,
    SETTLING,
    SITUATION,
    Facts,
    Situation,
    read_all,
    read_stated,
    settle,
    settled_by,
)
from bizenv.kernel.errors import RecordError
from bizenv.kernel.vocabulary import Vocabulary

__all__ = ["Reader", "Reading", "Readings"]

_MOST = 2_000
"""Values kept of each field; about 1 KiB each where they are sets of codes."""


@frozen(eq=False)
class Reading:
    """What a value of one field states: facts by name, none that no rule asks about.

    ``like`` is the first reading that the rules cannot tell from this one.
    """

    stated: Mapping[str, Any]
    like: Reading = field(default=Factory(lambda self: self, takes_self=True), repr=False)


Readings: TypeAlias = tuple[Reading, ...]
"""One reading for each field of a situation, in order."""


class Reader:
    """Reads situations for some conditions; values that were read are kept."""

    def __init__(self, conditions: Iterable[Condition], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._conditions: dict[str, list[Condition]] = {}
        for condition in dict.fromkeys(conditions):
            self._conditions.setdefault(condition.fact, []).append(condition)
        self.asks = frozenset(self._conditions) | self._settling()
        self._firsts: dict[str, dict[Hashable, Reading]] = {name: {} for name in SITUATION}
        self._values = tuple(
            Memo[Any, Reading](partial(self._reading, name), most=_MOST) for name in SITUATION
        )
        self._likes = tuple(
            Memo[Any, Reading](partial(self._like, kept), most=_MOST) for kept in self._values
        )
        self._settled = Memo(self._settle, most=_MOST)

    def read(self, situation: Situation) -> Readings:
        """Read a situation, field by field.

        Raises:
            RecordError: a word is in no list; every such word is told.
        """
        try:
            return tuple(map(getitem, self._values, situation))
        except RecordError:
            raise self._refusal(situation) from None

    def likes(self, situation: Situation) -> Readings:
        """For each field, the first reading that the rules cannot tell from the situation's.

        Raises:
            RecordError: a word is in no list; every such word is told.
        """
        try:
            return tuple(map(getitem, self._likes, situation))
        except RecordError:
            raise self._refusal(situation) from None

    def _refusal(self, situation: Situation) -> RecordError:
        """The error that tells the unknown words of every field."""
        return RecordError(tuple(read_all(situation, self._vocabulary)[1]))

    def facts(self, readings: Readings) -> Facts:
        """The facts that some readings state and settle."""
        facts = Facts()
        for reading in readings:
            if reading.stated:
                facts.update(reading.stated)
        for other, implied in self._settled[tuple([facts[name] for name in SETTLING])]:
            facts.setdefault(other, implied)
        return facts

    def _settle(self, stated: tuple[Any, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
        """What a trigger and a kind settle together, which one of the two may lack."""
        known = {n: v for n, v in zip(SETTLING, stated, strict=True) if v is not None}
        settled = settle(Facts(known), self._vocabulary)
        return tuple((other, codes) for other, codes in settled.items() if other not in known)

    def _settling(self) -> frozenset[str]:
        """The fields with a term that settles, at once or through another, what is asked."""
        asked = set(self._conditions)
        for _ in SETTLING:
            for name in SETTLING:
                terms = self._vocabulary[name].terms
                if any(asked.intersection(term.settles) for term in terms):
                    asked.add(name)
        return frozenset(asked)

    def _reading(self, name: str, value: Any) -> Reading:
        """Read one value, beside the first one that is alike."""
        stated = read_stated(name, value, self._vocabulary)
        asked = {fact: of for fact, of in stated.items() if fact in self.asks}
        firsts, signature = self._firsts[name], self._signature(name, asked)
        if len(firsts) >= _MOST:
            firsts.clear()
        like = firsts.setdefault(signature, Reading(asked))
        return like if like.stated == asked else Reading(asked, like)

    @staticmethod
    def _like(kept: Memo[Any, Reading], value: Any) -> Reading:
        return kept[value].like

    def _signature(self, name: str, asked: Mapping[str, Any]) -> Hashable:
        """All that the rules can tell of a field: their answers, and what it settles."""
        answers = tuple(
            (
                (fact, value == LATE),  # a late approval is told, another that is none is not
                *(truth_of(condition, value, self._vocabulary) for condition in conditions),
            )
            for fact, value in sorted(asked.items())
            if (conditions := self._conditions.get(fact))
        )
        settled = settled_by(name, asked.get(name), self._vocabulary)
        others = (other for other in SETTLING if other != name)
        keeps = name in asked and any(self._tells(name, other) for other in others)
        tells = tuple((o, codes) for o, codes in settled.items() if self._tells(o, name))
        # what is stated keeps others from settling the same fact
        return answers, keeps, tells, self._several(asked)

    def _several(self, asked: Mapping[str, Any]) -> Hashable:
        """The terms of a fact, where the rules tell them apart: each may be named by itself."""
        return tuple(
            terms_apart(fact, asked.get(fact), self._conditions.get(fact, ()), self._vocabulary)
            for fact in MIXED
        )

    def _tells(self, settled: str, by: str) -> bool:
        """Whether it matters that one field settles another: that one, or a third, is asked."""
        asked = self._conditions.keys() - {by}
        return settled in asked or any(
            asked & term.settles.keys()
            for term in (self._vocabulary[settled].terms if settled in SETTLING else ())
        )
