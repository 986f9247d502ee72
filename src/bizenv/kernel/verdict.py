"""What a check answers: a verdict that shows its working (结论).

A :class:`Verdict` has an outcome of its topic, the findings that say why (each
with a code, a citation and the facts used), the obligations that follow, and
the names of the facts that are still missing. It has no truth value.
"""

from __future__ import annotations

from html import escape
from typing import Any, Generic, NoReturn, Protocol, TypeVar

from attrs import frozen

from bizenv.kernel.errors import NoTruthError
from bizenv.kernel.findings import Check, Finding, MissingFact, Severity, plain
from bizenv.kernel.obligations import Obligation, Timing
from bizenv.kernel.text import Lang, Text, check_lang, say

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
