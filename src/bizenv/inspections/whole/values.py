"""What is said of a schedule as a whole: findings that name rows, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from attrs import evolve, field, frozen

from bizenv.inspections.whole.joint_visits import Share
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.verdict import MissingFact, RulebookRef, Severity, plain

__all__ = ["ScheduleFinding", "ScheduleOutcome", "ScheduleVerdict"]

_SHOWN_ROWS = 12


class ScheduleOutcome(StrEnum):
    """What the rules say of a schedule as a whole (计划整体结论)."""

    CLEAN = "clean"
    """No rule on the whole schedule is broken, and nothing is open."""
    REVIEW = "to-review"
    """Nothing is broken; something is for people to decide."""
    UNDETERMINED = "undetermined"
    """Nothing is surely broken; facts are missing."""
    BREACHED = "breached"
    """A rule is broken."""

    @property
    def text(self) -> Text:
        """The outcome in words."""
        return _OUTCOMES[self]


_OUTCOMES = {
    ScheduleOutcome.CLEAN: Text("没有问题", "clean"),
    ScheduleOutcome.REVIEW: Text("需要审核", "to review"),
    ScheduleOutcome.UNDETERMINED: Text("无法判定", "undetermined"),
    ScheduleOutcome.BREACHED: Text("违反规定", "breached"),
}


@frozen(kw_only=True)
class ScheduleFinding:
    """One thing that is wrong with, or open in, a schedule as a whole.

    ``rows`` are all the rows that it is about, from 0, and ``earlier`` those of
    the history; ``worst`` are the rows among them that could go. ``citation``
    is None where no document is needed to see it, as with a blank id.
    """

    code: str
    severity: Severity = field(converter=Severity)
    text: Text
    rows: tuple[int, ...]
    worst: tuple[int, ...] = ()
    earlier: tuple[int, ...] = ()
    rule: str | None = None
    citation: Citation | None = None
    missing: tuple[MissingFact, ...] = ()
    facts: Mapping[str, Any] = field(factory=dict, hash=False)

    def message(self, lang: Lang) -> str:
        """The finding in words; rows are named by :attr:`rows`, not here."""
        return self.text.fill(lang, self.facts)

    @property
    def clause(self) -> str | None:
        """The clause as one cites it."""
        return self.citation.short() if self.citation else None

    def lines(self, lang: Lang, name: Mapping[int, int] | None = None) -> list[str]:
        """The finding in lines: what, by which clause, in which rows.

        ``name`` says how a row is called where it is not counted from 0.
        """
        lines = [f"[{self.severity.text.say(lang)}] {self.message(lang)} [{self.code}]"]
        if self.clause:
            lines.append(_CLAUSE.fill(lang, {"clause": self.clause}))
        if self.missing:
            facts = tuple(fact.text for fact in self.missing)
            lines.append(_MISSING.fill(lang, {"facts": facts}))
        lines.append(_ROWS.fill(lang, {"rows": shown_rows(self.rows, lang, name)}))
        if self.worst and self.worst != self.rows:
            lines.append(_WORST.fill(lang, {"rows": shown_rows(self.worst, lang, name)}))
        if self.earlier:
            lines.append(_EARLIER.fill(lang, {"rows": shown_rows(self.earlier, lang)}))
        return [lines[0], *(f"    {line}" for line in lines[1:])]

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain values, for JSON."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "zh": self.message("zh"),
            "en": self.message("en"),
            "rows": list(self.rows),
            "worst": list(self.worst),
            "earlier": list(self.earlier),
            "rule": self.rule,
            "clause": self.clause,
            "missing": [str(fact) for fact in self.missing],
            "facts": plain(self.facts),
        }


def shown_rows(rows: tuple[int, ...], lang: Lang, name: Mapping[int, int] | None = None) -> str:
    """Rows in words; of very many the first ones and their number."""
    first = tuple(str(name[row] if name else row) for row in rows[:_SHOWN_ROWS])
    words = ("、" if lang == "zh" else ", ").join(first)
    if len(rows) <= _SHOWN_ROWS:
        return words
    return _AND_MORE.fill(lang, {"rows": words, "count": f"{len(rows):,}"})


_AND_MORE = Text("{rows} 等 {count} 行", "{rows} … ({count} rows)")
_CLAUSE = Text("依据：{clause}", "by: {clause}")
_MISSING = Text("尚不清楚：{facts}", "not known: {facts}")
_ROWS = Text("涉及的行：{rows}", "rows: {rows}")
_WORST = Text("其中超出的行：{rows}", "of these too many: {rows}")
_EARLIER = Text("另计以往检查：{rows}", "earlier visits counted: {rows}")


@frozen(eq=False)
class ScheduleVerdict:
    """The verdict on a schedule as a whole.

    ``rows`` is how many rows were judged, ``unread`` are those that are no
    inspections and were left out. ``joint_before`` and ``joint_after`` are the
    shares of joint visits as planned, and once every merge is made.
    """

    rulebook: RulebookRef
    rows: int
    findings: tuple[ScheduleFinding, ...]
    joint_before: Share
    joint_after: Share
    unread: tuple[int, ...] = ()

    def of(self, *severities: Severity) -> tuple[ScheduleFinding, ...]:
        """The findings of some severities."""
        return tuple(f for f in self.findings if f.severity in severities)

    @property
    def breaches(self) -> tuple[ScheduleFinding, ...]:
        """The rules that are broken."""
        return self.of(Severity.BREACH)

    @property
    def undetermined(self) -> tuple[ScheduleFinding, ...]:
        """What cannot be decided for want of facts."""
        return self.of(Severity.UNKNOWN)

    @property
    def outcome(self) -> ScheduleOutcome:
        """The gravest of what was found."""
        weights = {finding.severity for finding in self.findings}
        for severity, outcome in _WEIGHED:
            if severity in weights:
                return outcome
        return ScheduleOutcome.CLEAN

    def failed(self, *, strict: bool = False) -> bool:
        """Whether it fails: a rule is broken, or, strictly, anything is open."""
        if strict:
            return self.outcome is not ScheduleOutcome.CLEAN
        return self.outcome is ScheduleOutcome.BREACHED

    def explain(self, lang: Lang = "zh") -> str:
        """Everything that was found, in words."""
        head = _HEAD.fill(
            lang,
            {"outcome": self.outcome.text, "rulebook": str(self.rulebook), "rows": self.rows},
        )
        lines = [head, *(line for finding in self.findings for line in finding.lines(lang))]
        return "\n".join([*lines, *self.share_lines(lang)])

    def share_lines(self, lang: Lang) -> list[str]:
        """The joint-visit rate before and after, where anything could be merged."""
        if self.joint_before == self.joint_after:
            return []
        facts = {"before": self.joint_before.text, "after": self.joint_after.text}
        return [_SHARES.fill(lang, facts)]

    def to_dict(self) -> dict[str, Any]:
        """The verdict as plain values, for JSON."""
        shares = (("joint_before", self.joint_before), ("joint_after", self.joint_after))
        return {
            "outcome": self.outcome.value,
            "rulebook": str(self.rulebook),
            "rows": self.rows,
            "unread": list(self.unread),
            "findings": [finding.to_dict() for finding in self.findings],
            **{name: {"joint": s.joint, "visits": s.visits} for name, s in shares},
        }

    def __str__(self) -> str:
        return self.explain("en")

    def with_rows(self, rows: Mapping[int, int], *, unread: tuple[int, ...]) -> ScheduleVerdict:
        """The same verdict with its rows called by other numbers, and those left out."""
        moved = [
            evolve(f, rows=tuple(rows[r] for r in f.rows), worst=tuple(rows[r] for r in f.worst))
            for f in self.findings
        ]
        return evolve(self, findings=tuple(moved), unread=unread)


_WEIGHED = (
    (Severity.BREACH, ScheduleOutcome.BREACHED),
    (Severity.UNKNOWN, ScheduleOutcome.UNDETERMINED),
    (Severity.REVIEW, ScheduleOutcome.REVIEW),
)
_HEAD = Text("{outcome}（{rulebook}，{rows} 行）", "{outcome} ({rulebook}, {rows} rows)")
_SHARES = Text(
    "联合检查率：现为 {before}，合并后 {after}",
    "joint-visit rate: {before} as planned, {after} once merged",
)
