"""A sentence of conditions, read (条件句的识别).

A sentence is read by taking it apart: at commas and 且 into conditions that are
all needed, at 或者 into those of which one is enough. Each piece must be a
phrase that is understood whole. What is not understood stays as text.

>>> read = read_sentence("初次违法且危害后果轻微并及时改正的")
>>> read.how.value, len(read.said)
('assumed', 3)
>>> read_sentence("逾期不改正的").how.value
'unread'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from attrs import field, frozen

from bizenv.kernel.text import Text
from bizenv.tolerance.published import notes
from bizenv.tolerance.published.joining import count_joins, read_joined
from bizenv.tolerance.published.lexicon import read_phrase
from bizenv.tolerance.published.phrases import Said
from bizenv.tolerance.published.plain import flat, printed

__all__ = ["How", "ReadSentence", "read_sentence"]


class How(StrEnum):
    """How far a sentence was understood (识别程度)."""

    READ = "read"
    """Every word was understood, and nothing was assumed."""
    ASSUMED = "assumed"
    """Every word was understood; what the list leaves open was assumed, and is told."""
    PARTLY = "partly"
    """Some conditions were read; the other words stay as text."""
    UNREAD = "unread"
    """Nothing was read; the whole sentence stays as text."""

    @property
    def text(self) -> Text:
        """The word for people."""
        return _HOW[self]

    @property
    def whole(self) -> bool:
        """Whether every word was understood."""
        return self in (How.READ, How.ASSUMED)


_HOW = {
    How.READ: Text("已识别", "read"),
    How.ASSUMED: Text("已识别，有推定", "read, with assumptions"),
    How.PARTLY: Text("部分识别", "partly read"),
    How.UNREAD: Text("未识别", "not read"),
}


@frozen
class ReadSentence:
    """A sentence, the conditions that it says, and the words that were not understood."""

    text: str
    said: tuple[Said, ...] = ()
    unread: tuple[str, ...] = ()
    why: tuple[Text, ...] = ()
    """Why words were not understood."""
    how: How = field(init=False)

    @how.default
    def _how(self) -> How:
        if self.unread:
            return How.PARTLY if self.said else How.UNREAD
        return How.ASSUMED if self.notes else How.READ

    @property
    def notes(self) -> tuple[Text, ...]:
        """What was assumed, each once."""
        return tuple(dict.fromkeys(note for each in self.said for note in each.notes))


_MOST_LETTERS = 400
_MOST_JOINS = 24
_EXCEPTION = re.compile(
    r"除外|除非|不适用|不在此限|另有规定|视为|但是|否则|不受|逾期(?:不|未)(?!超过)|拒不|仍不|仍未|例外"
)
_TAIL = re.compile(
    r"(?:的?(?:情形)?,?(?:依法)?(?:可以|应当|可)?(?:首查)?(?:予以)?"
    r"(?:不予(?:行政)?处罚|免予(?:行政)?处罚|免于(?:行政)?处罚|免罚))?[的;。,、.]*$"
)
_ASIDE = re.compile(r"\(([^()]*)\)")
_CLAUSE = re.compile(r"[,;。]")
_LED = re.compile(r"^(?:并且|而且|同时|以及|并|且)")
_LEADS_ON = re.compile(
    r"^(?:或|但|除|其中|如(?!实)|若|对|经|自|在此|属于以下)|(?:后|前|时|起|下|中|内|者|而言|的)$"
)
"""A clause that leans on its neighbours: read alone, either would say something else."""


def read_sentence(text: str, *, alternative: bool = False) -> ReadSentence:
    """Read a sentence; ``alternative`` says that it is one of several of which one is enough.

    What was read of the same words is remembered, for lists repeat themselves.
    """
    return _read(text, alternative)


@lru_cache(4_096)
def _read(text: str, alternative: bool) -> ReadSentence:
    words = _TAIL.sub("", flat(text)).strip()
    if len(words) > _MOST_LETTERS or count_joins(words) > _MOST_JOINS:
        return _unread(text, notes.TOO_LONG)
    if one := read_phrase(words):
        return ReadSentence(text, (one,))
    if _EXCEPTION.search(words):
        return _unread(text, notes.EXCEPTION)
    words = _ASIDE.sub(r",\1", words)
    whole = read_joined(words)
    if whole is None:
        return _partly(text, words, alternative=alternative)
    return _unread(text, notes.AMBIGUOUS) if _bounded_twice(whole) else ReadSentence(text, whole)


def _unread(text: str, why: Text) -> ReadSentence:
    return ReadSentence(text, unread=(text,), why=(why,))


def _bounded_twice(whole: Sequence[Said]) -> bool:
    """Whether two figures bound the same thing: they belong to cases that were not told apart."""
    bounded = [each.sort for each in whole if each.sort.startswith("measured:")]
    return len(bounded) != len(set(bounded))


def _partly(text: str, words: str, *, alternative: bool) -> ReadSentence:
    """The clauses that are understood, and the rest as text.

    Nothing is read out of a sentence whose clauses lean on each other.
    """
    clauses = [clause for clause in _CLAUSE.split(words) if clause]
    said: list[Said] = []
    unread: list[str] = []
    for clause in (_LED.sub("", clause) for clause in clauses):
        read = read_joined(clause, whole=False)
        if read is None:
            unread.append(clause)
        else:
            said += read
    leaning = [clause for clause in unread if _leans(clause, alternative=alternative)]
    or_joined = any(clause.startswith("或") for clause in clauses)
    if not said or leaning or or_joined or _bounded_twice(said):
        why = notes.CONDITIONAL if said and leaning else notes.UNKNOWN_WORDS
        return _unread(text, notes.AMBIGUOUS if said and or_joined else why)
    return ReadSentence(text, tuple(said), tuple(map(printed, unread)), (notes.UNKNOWN_WORDS,))


def _leans(clause: str, *, alternative: bool) -> bool:
    """Whether a clause leans on others; the head of an alternative is a condition of its own."""
    if alternative and clause.endswith("的"):
        return False
    return bool(_LEADS_ON.search(clause))
