"""Closed lists of terms: a code, its words in both languages, other spellings.

A vocabulary turns what people write (``投诉举报``, ``Complaint``, ``complaint``)
into one code, and refuses what it does not know with the nearest known word.

>>> triggers = Axis("trigger", Text("检查起因", "trigger"), (
...     Term("complaint", Text("投诉举报", "complaint"), aliases=("群众举报",)),
... ))
>>> triggers.find("群众举报").code
'complaint'
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.problems import did_you_mean
from bizenv.kernel.text import Lang, Text

__all__ = ["NONE", "Axis", "Term", "Vocabulary", "is_none", "nearest", "normal"]


_RESERVED = frozenset({"", "none", "无"})
"""No term is spelled so: nothing at all, and the words for "known to be none"."""


NONE = "none"
"""The code for "known to be none of the terms"; 无 in Chinese."""


def is_none(word: str) -> bool:
    """Whether a word says "none of the terms".

    >>> is_none("无"), is_none("None"), is_none("")
    (True, True, False)
    """
    return normal(word) in (NONE, "无")


@lru_cache(maxsize=4_096)  # a hint asks for every known spelling anew
def normal(words: str) -> str:
    """The form in which words are compared: NFKC, lower case, no spaces, ``-`` or ``_``.

    >>> normal(" Food_Drug－Safety ")
    'fooddrugsafety'
    """
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(char for char in folded if not char.isspace() and char not in "-_")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, for a hint; None if none is close.

    >>> nearest("complaimt", ["complaint", "case"])
    'complaint'
    """
    return _nearest(normal(word), {normal(candidate): candidate for candidate in known})


_CUTOFF = 0.6


def _nearest(word: str, by_normal: Mapping[str, str]) -> str | None:
    """The nearest of some spellings, given by their normal forms."""
    letters = set(word)
    may = [each for each in by_normal if _may_be_near(word, letters, each)]
    close = get_close_matches(word, may, n=1, cutoff=_CUTOFF) if may else ()
    return by_normal[close[0]] if close else None


def _may_be_near(word: str, letters: set[str], other: str) -> bool:
    """Whether two words have letters enough in common; most have not, and are told quickly.

    Their likeness is twice the number of letters that match, over all letters.
    No more can match than the shorter word has, nor than the other has of these.
    """
    if letters.isdisjoint(other):
        return False
    needed = _CUTOFF * (len(word) + len(other)) / 2
    if min(len(word), len(other)) < needed:
        return False
    return sum(map(letters.__contains__, other)) >= needed


def _read_only(settles: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(settles))


@frozen
class Term:
    """One term: its code, its label, other spellings, and what it settles.

    ``broader`` names wider terms that it falls under (food safety is part of
    food and drug safety). ``may_be`` names terms that it may fall under, as one
    document puts it and another does not (fire safety may be work safety).
    ``settles`` maps another axis to the code that this
    term implies by definition when the record is silent there: a routine
    inspection has, by definition, no complaint behind it. ``rank`` orders the
    terms of an ordered axis such as levels of government.
    """

    code: str
    text: Text
    aliases: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    settles: Mapping[str, str] = field(factory=dict, converter=_read_only, hash=False)
    rank: int | None = None
    may_be: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        parts = (self.code, self.text, self.aliases, self.broader, dict(self.settles), self.rank)
        return (Term, (*parts, self.may_be))


@frozen
class Axis:
    """One closed list of terms, for example the triggers of an inspection.

    ``apart`` are codes that overlap no other, whatever they may be elsewhere.
    """

    name: str
    text: Text
    terms: tuple[Term, ...]
    apart: frozenset[str] = frozenset()
    _codes: dict[str, Term] = field(init=False, repr=False, eq=False)
    _spellings: dict[str, Term] = field(init=False, repr=False, eq=False)
    _written: dict[str, str] = field(init=False, repr=False, eq=False)
    _overlaps: dict[str, set[str]] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        codes: dict[str, Term] = {}
        spellings: dict[str, Term] = {}
        for term in self.terms:
            if term.code in codes:
                raise self._wrong(
                    f"词码 {term.code!r} 重复", f"the code {term.code!r} stands twice"
                )
            codes[term.code] = term
            for words in (term.code, term.text.zh, term.text.en or term.code, *term.aliases):
                if normal(words) in _RESERVED:
                    raise self._wrong(
                        f"{words!r} 不能作词 {term.code!r} 的写法",
                        f"{words!r} cannot spell the term {term.code!r}",
                    )
                other = spellings.setdefault(normal(words), term)
                if other is not term:
                    raise self._wrong(
                        f"{words!r} 既表示 {other.code!r}，又表示 {term.code!r}",
                        f"{words!r} means {other.code!r} and {term.code!r}",
                    )
        overlaps: dict[str, set[str]] = {}
        for one, two in ((term.code, code) for term in self.terms for code in term.may_be):
            overlaps.setdefault(one, set()).add(two)
            overlaps.setdefault(two, set()).add(one)
        object.__setattr__(self, "_overlaps", overlaps)
        object.__setattr__(self, "_codes", codes)
        object.__setattr__(self, "_spellings", spellings)
        written = (s for t in self.terms for s in (t.code, t.text.zh, t.text.en, *t.aliases) if s)
        object.__setattr__(self, "_written", {normal(words): words for words in written})

    def _wrong(self, zh: str, en: str) -> UsageError:
        return UsageError(Text(f"{self.text.zh}：{zh}", f"{self.name}: {en}"))

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, in order."""
        return tuple(self._codes)

    def get(self, code: str) -> Term | None:
        """The term with exactly this code."""
        return self._codes.get(code)

    def find(self, words: str) -> Term | None:
        """The term that these words spell: a code, a label or an alias."""
        return self._codes.get(words) or self._spellings.get(normal(words))

    def suggest(self, words: str) -> str | None:
        """The nearest spelling that is known."""
        return _nearest(normal(words), self._written)

    def suggest_code(self, words: str) -> str | None:
        """The code of the nearest spelling that is known."""
        spelling = self.suggest(words)
        term = self.find(spelling) if spelling else None
        return term.code if term else None

    def expand(self, codes: Iterable[str]) -> frozenset[str]:
        """Codes with every broader code above them."""
        found: set[str] = set()
        stack = list(codes)
        while stack:
            code = stack.pop()
            if code not in found:
                found.add(code)
                term = self._codes.get(code)
                stack.extend(term.broader if term else ())
        return frozenset(found)

    def may_be(self, codes: Iterable[str]) -> frozenset[str]:
        """The terms that some codes overlap: that they may fall under, or the other way round.

        >>> axis = Axis("domain", Text("检查领域"), (
        ...     Term("safety", Text("安全")), Term("fire", Text("消防"), may_be=("safety",))))
        >>> axis.may_be(["fire"]), axis.may_be(["safety"])
        (frozenset({'safety'}), frozenset({'fire'}))
        """
        overlapping = (code for code in codes if code in self._overlaps)
        free = (code for code in overlapping if self.apart.isdisjoint(self.expand((code,))))
        return frozenset().union(*(self._overlaps[code] for code in free))

    def narrowest(self, codes: Iterable[str]) -> frozenset[str]:
        """The codes of some that no other one of them falls under."""
        codes = frozenset(codes)
        return codes.difference(*(self.expand((code,)) - {code} for code in codes))

    def label(self, code: str, lang: Lang) -> str:
        """The words for a code; the code itself where it is not a term."""
        term = self._codes.get(code)
        return term.text.say(lang) if term else code

    def rank(self, code: str) -> int:
        """The rank of a term on an ordered axis; 0 for none and for terms without one.

        >>> Axis("level", Text("层级"), (Term("city", Text("市级"), rank=3),)).rank("city")
        3
        """
        term = self._codes.get(code)
        return (term.rank or 0) if term else 0

    def plus(self, terms: Iterable[Term]) -> Axis:
        """The axis with more terms at its end."""
        return evolve(self, terms=(*self.terms, *terms))


@frozen
class Vocabulary:
    """Axes by name."""

    axes: tuple[Axis, ...]
    _by_name: dict[str, Axis] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {axis.name: axis for axis in self.axes})

    def __getitem__(self, name: str) -> Axis:
        return self._by_name[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the axes."""
        return tuple(self._by_name)

    def hint(self, axis: Axis, word: str) -> Text | None:
        """What to say of a word that an axis does not know; None if nothing helps.

        A word of another axis is told as such, since it stands in the wrong place.

        >>> kinds = Axis("kind", Text("检查类型", "kind"), (Term("routine", Text("日常检查")),))
        >>> triggers = Axis("trigger", Text("检查起因", "trigger"), ())
        >>> Vocabulary((kinds, triggers)).hint(triggers, "日常检查").say("en")
        "'日常检查' is a word for kind"
        """
        other = next((each for each in self.axes if each is not axis and each.find(word)), None)
        if other is None:
            return did_you_mean(axis.suggest(word))
        zh, en = other.text.zh, other.text.say("en")
        return Text(f"{word!r} 是“{zh}”的用词", f"{word!r} is a word for {en}")

    def telling_apart(self, codes: Mapping[str, Iterable[str]]) -> Vocabulary:
        """The vocabulary in which some codes of some axes overlap no other."""
        return Vocabulary(
            tuple(
                evolve(axis, apart=axis.apart.union(codes[axis.name]))
                if axis.name in codes
                else axis
                for axis in self.axes
            )
        )

    def plus(self, more: Mapping[str, Iterable[Term]]) -> Vocabulary:
        """The vocabulary with more terms on some axes."""
        return Vocabulary(tuple(axis.plus(more.get(axis.name, ())) for axis in self.axes))
