"""Why a verdict is what it is: findings, and the checks that led there (认定与核对)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Any, Self

from attrs import field, frozen

from bizenv.kernel.fields import instance, member, words
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth

__all__ = ["Check", "Finding", "MissingFact", "Severity", "plain"]


class Severity(StrEnum):
    """How a finding weighs (轻重)."""

    BREACH = "breach"
    """The rule is broken."""
    REVIEW = "review"
    """A person has to decide."""
    UNKNOWN = "unknown"
    """It cannot be decided until a fact is known."""
    NOTE = "note"
    """It explains; nothing is wrong."""

    @property
    def text(self) -> Text:
        """The word for people."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Severity.BREACH: Text("违反", "breach"),
    Severity.REVIEW: Text("待审", "review"),
    Severity.UNKNOWN: Text("待定", "undecided"),
    Severity.NOTE: Text("说明", "note"),
}


def _severity(value: Severity | str) -> Severity:
    return member(Severity, value)


def plain(value: Any) -> Any:
    """A value as JSON knows it: days as ISO text, sets sorted, texts as mappings.

    >>> plain({"day": date(2023, 6, 1), "who": frozenset({"b", "a"})})
    {'day': '2023-06-01', 'who': ['a', 'b']}
    """
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(part) for part in value), key=str)
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    return value


def _read_only(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(facts))


class MissingFact(str):
    """The name of a fact that is not known, with its label.

    It is a text, so that ``"domain" in verdict.missing`` reads as it should.

    >>> MissingFact("domain", Text("检查领域", "domain")).text.zh
    '检查领域'
    """

    __slots__ = ("text",)
    text: Text

    def __new__(cls, name: str, text: Text) -> Self:
        """Name a fact and label it."""
        fact = super().__new__(cls, name)
        fact.text = text
        return fact

    def __getnewargs__(self) -> tuple[str, Text]:  # type: ignore[override] # str has one
        return (str(self), self.text)


@frozen
class Check:
    """One thing that was asked on the way to a verdict, and what was read.

    ``parts`` are the smaller questions whose answers made this one. Failed and
    passed checks have the same shape, so that "why was it not exempt" is
    answered as fully as "why was it".
    """

    asked: Text
    truth: Truth
    read: Text | None = None
    expected: Text | None = None
    citation: Citation | None = None
    parts: tuple[Check, ...] = ()
    fact: str | None = None

    def lines(self, lang: Lang, depth: int = 0) -> list[str]:
        """The check and its parts as indented lines."""
        mark = _MARKS[self.truth].say(lang)
        line = f"{'  ' * depth}{mark} {self.asked.say(lang)}"
        colon, semicolon = ("：", "；") if lang == "zh" else (": ", "; ")
        notes = []
        if self.read is not None:
            notes.append(_READ.fill(lang, {"value": self.read}))
        if self.expected is not None:
            notes.append(_EXPECTED.fill(lang, {"value": self.expected}))
        if notes:
            line += colon + semicolon.join(notes)
        return [line, *(text for part in self.parts for text in part.lines(lang, depth + 1))]

    def to_dict(self) -> dict[str, Any]:
        """The check as plain values, for JSON."""
        return {
            "asked": plain(self.asked),
            "fact": self.fact,
            "truth": self.truth.value,
            "read": plain(self.read),
            "expected": plain(self.expected),
            "clause": self.citation.short() if self.citation else None,
            "parts": [part.to_dict() for part in self.parts],
        }


_MARKS = {
    Truth.YES: Text("[是]", "[yes]"),
    Truth.NO: Text("[否]", "[no]"),
    Truth.UNKNOWN: Text("[未知]", "[unknown]"),
}
_READ = Text("实际 {value}", "is {value}")
_EXPECTED = Text("要求 {value}", "asks for {value}")


@frozen
class Finding:
    """One reason of a verdict: a stable code, a message, a citation, the facts used.

    A finding without a citation cannot be built.
    """

    code: str = field(validator=words)
    severity: Severity = field(converter=_severity)
    text: Text = field(validator=instance(Text))
    citation: Citation = field(validator=instance(Citation))
    facts: Mapping[str, Any] = field(factory=dict, converter=_read_only, hash=False)

    def message(self, lang: Lang) -> str:
        """The finding in words, with its facts filled in."""
        return self.text.fill(lang, self.facts)

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain values, for JSON."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "zh": self.message("zh"),
            "en": self.message("en"),
            "clause": self.citation.short(),
            "source": self.citation.source.id,
            "attestation": self.citation.source.attestation.value,
            "facts": plain(self.facts),
        }

    def __reduce__(self) -> tuple[Any, ...]:
        return (
            Finding,
            (self.code, self.severity, self.text, self.citation, dict(self.facts)),
        )
