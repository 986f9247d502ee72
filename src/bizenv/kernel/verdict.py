"""What a check answers: a verdict that shows its working (结论).

A :class:`Verdict` has an outcome of its topic, the findings that say why (each
with a code, a citation and the facts used), the obligations that follow, and
the names of the facts that are still missing. It has no truth value.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum, StrEnum
from html import escape
from types import MappingProxyType
from typing import Any, Generic, NoReturn, Protocol, Self, TypeVar

from attrs import field, frozen

from bizenv.kernel.errors import NoTruthError, UsageError
from bizenv.kernel.fields import instance, member, optional_day, words
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Lang, Text, check_lang, say
from bizenv.kernel.truth import Truth

__all__ = [
    "Check",
    "Finding",
    "MissingFact",
    "Obligation",
    "RulebookRef",
    "Severity",
    "Timing",
    "Verdict",
    "plain",
]


class _Outcome(Protocol):
    """What every topic's outcome has: a kebab-case value and its words."""

    @property
    def value(self) -> str: ...

    @property
    def text(self) -> Text: ...


OutcomeT_co = TypeVar("OutcomeT_co", bound=_Outcome, covariant=True)


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
class RulebookRef:
    """Which rulebook gave a verdict: id, version and content hash (SHA-256).

    >>> str(RulebookRef("cn-jx-qingyuan", "1", "9f2c" + "0" * 60))
    'cn-jx-qingyuan 1 (sha256:9f2c00000000)'
    """

    id: str
    version: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.id} {self.version} (sha256:{self.sha256[:12]})"


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


@frozen
class Timing:
    """When something must be done: a count of a unit before or after an anchor.

    ``relation`` is ``before``, ``after`` or ``at``; ``anchor`` is ``start`` or
    ``end`` of the visit; ``unit`` is ``working_days``, ``days``, ``hours`` and
    so on. A timing without a count means "at any time before" or "after".

    >>> Timing("before", "start", 3, "working_days").text.en
    '3 working days before the start'
    """

    relation: str
    anchor: str
    count: int | None = None
    unit: str | None = None

    def __attrs_post_init__(self) -> None:
        for name, known in (("relation", _RELATIONS), ("anchor", _ANCHORS)):
            _one_of(name, getattr(self, name), known)
        if (self.count is None) is not (self.unit is None):
            raise UsageError(f"{self!r}: expected a count and a unit, or neither")
        if self.unit is not None:
            _one_of("unit", self.unit, _UNITS)
        if self.count is not None and (self.relation == "at" or self.count < 0):
            raise UsageError(f"{self!r}: expected a count of 0 or more, before or after")

    def __str__(self) -> str:
        """As a rulebook writes it: ``3 working days before start``."""
        words = f"{self.relation} {self.anchor}"
        if self.count is None or self.unit is None:
            return words
        unit = self.unit.replace("_", " ")
        return f"{self.count} {unit.removesuffix('s') if self.count == 1 else unit} {words}"

    @property
    def text(self) -> Text:
        """The timing in words."""
        anchor, relation = _ANCHORS[self.anchor], _RELATIONS[self.relation]
        if self.count is None or self.unit is None:
            return Text(f"{anchor.zh}{relation.zh}", f"{relation.en} the {anchor.en}")
        unit = _UNITS[self.unit]
        english = (unit.en or "").removesuffix("s") if self.count == 1 else unit.en
        return Text(
            f"{anchor.zh}{relation.zh} {self.count} {unit.zh}",
            f"{self.count} {english} {relation.en} the {anchor.en}",
        )


def _one_of(name: str, value: str, known: Mapping[str, Text]) -> None:
    if value not in known:
        raise UsageError(f"{name}={value!r}: expected one of {', '.join(map(repr, known))}")


_ANCHORS = {"start": Text("检查开始", "start"), "end": Text("检查结束", "end")}
_RELATIONS = {
    "before": Text("前", "before"),
    "after": Text("后", "after"),
    "at": Text("时", "at"),
}
_UNITS = {
    "working_days": Text("个工作日", "working days"),
    "days": Text("日", "days"),
    "months": Text("个月", "months"),
    "years": Text("年", "years"),
    "hours": Text("小时", "hours"),
    "working_hours": Text("个工作小时", "working hours"),
}


@frozen
class Obligation:
    """Something that must be done: what, by whom, to whom, when, by which clause.

    ``done`` says whether the record shows that it was done.
    """

    code: str = field(validator=words)
    text: Text = field(validator=instance(Text))
    citation: Citation = field(validator=instance(Citation))
    by: Text | None = None
    to: Text | None = None
    timing: Timing | None = None
    due: date | None = field(default=None, validator=optional_day)
    done: Truth = Truth.UNKNOWN

    def message(self, lang: Lang) -> str:
        """The obligation in words."""
        parts = [self.text.say(lang)]
        for label, value in ((_BY, self.by), (_TO, self.to), (_WHEN, self.timing)):
            if value is not None:
                words = value.text if isinstance(value, Timing) else value
                parts.append(label.fill(lang, {"value": words}))
        if self.due is not None:
            parts.append(_DUE.fill(lang, {"value": self.due}))
        if self.done is Truth.YES:
            parts.append(_DONE.say(lang))
        return ("，" if lang == "zh" else ", ").join(parts)

    def to_dict(self) -> dict[str, Any]:
        """The obligation as plain values, for JSON."""
        return {
            "code": self.code,
            "zh": self.message("zh"),
            "en": self.message("en"),
            "due": plain(self.due),
            "done": self.done.value,
            "clause": self.citation.short(),
        }


_BY = Text("由{value}办理", "by {value}")
_TO = Text("向{value}提出", "to {value}")
_WHEN = Text("时限：{value}", "{value}")
_DUE = Text("最迟 {value}", "no later than {value}")
_DONE = Text("已办", "done")


@frozen(kw_only=True)
class Verdict(Generic[OutcomeT_co]):
    """The answer of a check, with its working.

    ``outcome`` is an enumeration of the topic. ``missing`` names exactly the
    facts that would settle an undetermined verdict; it is empty otherwise.
    """

    outcome: OutcomeT_co
    rulebook: RulebookRef
    findings: tuple[Finding, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    checks: tuple[Check, ...] = ()

    def __bool__(self) -> NoReturn:
        raise NoTruthError(
            "a verdict is neither true nor false: write "
            f"`verdict.outcome == {self.outcome.value!r}` or look at verdict.findings"
        )

    @property
    def subject(self) -> Text:
        """What was judged, in words; each topic says it of its own records."""
        raise NotImplementedError

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the findings, each once, in order."""
        return tuple(dict.fromkeys(finding.code for finding in self.findings))

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """The findings that say a rule is broken."""
        return tuple(f for f in self.findings if f.severity is Severity.BREACH)

    def extra_lines(self, lang: Lang) -> list[str]:  # noqa: ARG002 - topics use it
        """Lines that a topic adds to :meth:`explain`."""
        return []

    def extra_dict(self) -> dict[str, Any]:
        """Entries that a topic adds to :meth:`to_dict`."""
        return {}

    def explain(self, lang: Lang, *, checks: bool = True) -> str:
        """The whole verdict in words: what, why, by which clause, what next.

        ``checks=False`` leaves out the list of everything that was asked.
        """
        lang = check_lang(lang)
        lines = [_OUTCOME.fill(lang, {"outcome": self.outcome.text, "subject": self.subject})]
        for finding in self.findings:
            lines.append(f"- {finding.message(lang)} [{finding.code}]")
            lines.append(f"  {_CLAUSE.say(lang)}{finding.citation.long(lang)}")
        if self.missing:
            names = say(tuple(fact.text for fact in self.missing), lang)
            lines.append(_MISSING.fill(lang, {"facts": names}))
        lines.extend(self.extra_lines(lang))
        if self.obligations:
            lines.append(_OBLIGATIONS.say(lang))
            lines.extend(
                f"- {duty.message(lang)} ({duty.citation.short()})" for duty in self.obligations
            )
        if checks and self.checks:
            lines.append(_ASKED.say(lang))
            lines.extend(line for check in self.checks for line in check.lines(lang, 1))
        lines.append(_RULEBOOK.fill(lang, {"rulebook": str(self.rulebook)}))
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The verdict as plain values, ready for JSON."""
        return {
            "format": "bizenv.verdict/1",
            "outcome": self.outcome.value,
            "subject": plain(self.subject),
            "findings": [finding.to_dict() for finding in self.findings],
            "obligations": [duty.to_dict() for duty in self.obligations],
            "missing": [str(fact) for fact in self.missing],
            **self.extra_dict(),
            "checks": [check.to_dict() for check in self.checks],
            "rulebook": {
                "id": self.rulebook.id,
                "version": self.rulebook.version,
                "sha256": self.rulebook.sha256,
            },
        }

    def _repr_html_(self) -> str:
        blocks = [
            f'<pre lang="{tag}">{escape(self.explain(lang, checks=False))}</pre>'
            for lang, tag in _HTML_LANGS
        ]
        return f'<div class="bizenv-verdict">{"".join(blocks)}</div>'


_HTML_LANGS: tuple[tuple[Lang, str], ...] = (("zh", "zh-CN"), ("en", "en"))
_OUTCOME = Text("结论：{outcome}。{subject}", "Verdict: {outcome}. {subject}")
_CLAUSE = Text("依据：", "By: ")
_MISSING = Text("尚不清楚：{facts}", "Not known: {facts}")
_OBLIGATIONS = Text("应当办理：", "To be done:")
_ASKED = Text("逐项核对：", "What was asked:")
_RULEBOOK = Text("规则库：{rulebook}", "Rulebook: {rulebook}")
