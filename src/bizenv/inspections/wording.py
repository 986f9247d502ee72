"""How a ruling is worded: the findings of one version of a quiet period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from attrs import evolve, field, frozen

from bizenv.inspections.mixed import Cover
from bizenv.inspections.quiet_periods import QuietPeriod, QuietVersion, Window
from bizenv.inspections.values import InspectionOutcome
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Lang, Text, say
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Check, Finding, MissingFact, Severity
from bizenv.kernel.vocabulary import Axis

__all__ = ["Wording", "with_reason"]


@frozen
class Wording:
    """The findings of one version in one window, each made when it is asked for."""

    version: QuietVersion
    facts: Mapping[str, Any] = field(hash=False)
    """What every message may use."""

    @classmethod
    def of(cls, period: QuietPeriod, version: QuietVersion, window: Window, acts: Axis) -> Wording:
        """The wording for one version and how a visit stands to it."""
        codes = sorted(version.acts)
        facts = {
            "lies": _MAY_LIE if window in _UNSETTLED else _LIES,
            "rule": period.text,
            "window": Text(version.window.describe("zh"), version.window.describe("en")),
            "forbids": version.strictness.text,
            "acts": Text(
                "、".join(acts.label(code, "zh") for code in codes),
                ", ".join(acts.label(code, "en") for code in codes),
            ),
        }
        return cls(version, facts)

    def _finding(
        self,
        code: str,
        text: Text,
        citation: Citation | None = None,
        severity: Severity = Severity.NOTE,
        **more: Any,
    ) -> Finding:
        """A finding that cites the version where it cites nothing nearer."""
        cited = citation or self.version.citation
        return Finding(code, severity, text, cited, {**self.facts, **more})

    def no_inspection(self, ground: Check | None) -> tuple[Finding, ...]:
        """It is another act, or a visit that the document itself leaves out."""
        asked, cited = (ground.asked, ground.citation) if ground else (_OTHER_ACT, None)
        return (self._finding("not-an-inspection", _NOT_AN_INSPECTION, cited, ground=asked),)

    def out_of_scope(self) -> tuple[Finding, ...]:
        """The rule does not cover it."""
        return (self._finding("out-of-scope", _OUT_OF_SCOPE),)

    def not_in_force(self) -> tuple[Finding, ...]:
        """The rule was not in force."""
        return (self._finding("not-in-force", _NOT_IN_FORCE),)

    def outside(self) -> tuple[Finding, ...]:
        """No day of it is quiet."""
        return (self._finding("outside-quiet-period", _OUTSIDE),)

    def exempt(self, held: Iterable[Check]) -> tuple[Finding, ...]:
        """Every exemption that holds."""
        return tuple(
            self._finding("exempt", _EXEMPT, check.citation, exemption=check.asked)
            for check in held
        )

    def approved(self) -> tuple[Finding, ...]:
        """It was approved, as the rule admits."""
        approval = self.version.approval
        return (self._finding("approved", _APPROVED, approval.citation if approval else None),)

    def approved_late(self, outcome: InspectionOutcome) -> Finding:
        """The approval was given after the visit had begun, and so is none."""
        approval = self.version.approval
        forbidden = outcome is InspectionOutcome.FORBIDDEN
        return self._finding(
            "approved-late",
            _APPROVED_LATE,
            approval.citation if approval else None,
            Severity.BREACH if forbidden else Severity.NOTE,
        )

    def claimed(self, claims: Iterable[Check]) -> tuple[Finding, ...]:
        """Every catch-all ground that is claimed."""
        return tuple(
            self._finding(
                "catch-all-claimed",
                _CATCH_ALL,
                check.citation,
                Severity.REVIEW,
                exemption=check.asked,
            )
            for check in claims
        )

    def forbidden(self) -> tuple[Finding, ...]:
        """Nothing excuses it."""
        text = _FORBIDDEN_UNSEEN if self.version.exemptions_unseen else _FORBIDDEN
        return (self._finding("in-quiet-period", text, severity=Severity.BREACH),)

    def partly_covered(self, cover: Cover) -> tuple[Finding, ...]:
        """An exemption covers some of its matters, and not all."""
        held = (check.citation for check in cover.whole.parts if check.truth is Truth.YES)
        return (
            self._finding(
                "partly-covered",
                _PARTLY_COVERED,
                next(held, None),
                Severity.REVIEW,
                covered=cover.covered,
                left=cover.left,
            ),
        )

    def exemptions_unseen(self) -> tuple[Finding, ...]:
        """An exemption may hold that nobody has seen yet."""
        return (self._finding("exemptions-unseen", _UNSEEN, severity=Severity.REVIEW),)

    def undetermined(
        self, missing: tuple[MissingFact, ...], outcomes: Iterable[InspectionOutcome]
    ) -> Finding:
        """It cannot be decided before these facts are known."""
        return Finding(
            "facts-missing",
            Severity.UNKNOWN,
            _UNDETERMINED,
            self.version.citation,
            _either_way(missing, outcomes),
        )

    def lawful_either_way(
        self, missing: tuple[MissingFact, ...], outcomes: Iterable[InspectionOutcome]
    ) -> Finding:
        """It is lawful whatever these facts may be, but the duties hang on them."""
        return Finding(
            "lawful-either-way",
            Severity.NOTE,
            _LAWFUL_ANYWAY,
            self.version.citation,
            _either_way(missing, outcomes),
        )

    def start_unstated(self) -> Finding:
        """No first day was seen, and the rule is taken as in force."""
        citation = self.version.citation
        issued = citation.source.issued
        text, facts = (_START_UNSTATED, {"issued": issued}) if issued else (_NO_DATE_AT_ALL, {})
        return Finding("start-unstated", Severity.NOTE, text, citation, facts)


def with_reason(finding: Finding, reason: str | None) -> Finding:
    """A finding that is to be reviewed for its reason, with what was recorded, or that nothing was.

    The reason is free text and differs from visit to visit, so it is added last.
    """
    if finding.code != "catch-all-claimed":
        return finding
    text = _NO_REASON if reason is None else _WITH_REASON
    return evolve(finding, text=text, facts={**finding.facts, "reason": reason})


def _either_way(
    missing: tuple[MissingFact, ...], outcomes: Iterable[InspectionOutcome]
) -> dict[str, Any]:
    """The facts that are open, and the outcomes that it may end in."""
    *texts, last = dict.fromkeys(outcome.text for outcome in outcomes)
    if texts:
        zh, en = (say(tuple(texts), lang) for lang in get_args(Lang))
        last = Text(f"{zh}或{last.zh}", f"{en} or {last.say('en')}")
    return {"facts": tuple(fact.text for fact in missing), "outcomes": last}


_LIES, _MAY_LIE = Text("在", "lies in"), Text("可能在", "may lie in")
_UNSETTLED = (Window.START_UNSETTLED, Window.DAYS_UNSETTLED)
_OTHER_ACT = Text("其他行为", "another act")
_NOT_AN_INSPECTION = Text(
    "这次入企不属于{rule}所说的检查：{ground}。",
    "This visit is no inspection in the sense of the {rule}: {ground}.",
)
_OUT_OF_SCOPE = Text("{rule}不适用于这次检查。", "The {rule} does not cover this visit.")
_NOT_IN_FORCE = Text(
    "检查当日{rule}没有施行。", "The {rule} is not in force on the day of the visit."
)
_OUTSIDE = Text("检查日不在{rule}（{window}）内。", "The visit lies outside the {rule} ({window}).")
_EXEMPT = Text(
    "检查日{lies}{rule}（{window}）内，但属于例外情形：{exemption}。",
    "The visit {lies} the {rule} ({window}), and an exemption holds: {exemption}.",
)
_APPROVED = Text(
    "检查日{lies}{rule}（{window}）内，但已经批准。",
    "The visit {lies} the {rule} ({window}) and was approved.",
)
_NO_REASON = Text(
    "检查日{lies}{rule}（{window}）内，主张的是兜底情形（{exemption}），须记明理由并审核；"
    "记录中没有理由（reason）。",
    "The visit {lies} the {rule} ({window}) and claims a catch-all ground ({exemption}): "
    "the reason must be recorded and reviewed, and it is missing (reason).",
)
_WITH_REASON = Text(
    "检查日{lies}{rule}（{window}）内，主张的是兜底情形（{exemption}），须审核；"
    "记录的理由是“{reason}”。",
    "The visit {lies} the {rule} ({window}) and claims a catch-all ground ({exemption}), "
    'which must be reviewed; the reason recorded is "{reason}".',
)
_APPROVED_LATE = Text(
    "批准的日期晚于检查开始的日期，不算已经批准。",
    "The approval was given after the day on which the visit began: it does not count.",
)
_CATCH_ALL = Text(
    "检查日{lies}{rule}（{window}）内，主张的是兜底情形（{exemption}），须记明理由并审核。",
    "The visit {lies} the {rule} ({window}) and claims a catch-all ground ({exemption}): "
    "the reason must be recorded and reviewed.",
)
_FORBIDDEN = Text(
    "检查日{lies}{rule}（{window}）内，没有例外情形，{forbids}{acts}。",
    "The visit {lies} the {rule} ({window}) and no exemption holds: {forbids} ({acts}).",
)
_FORBIDDEN_UNSEEN = Text(
    "检查日{lies}{rule}（{window}）内，见到的文字中没有成立的例外情形（文件的例外情形没有见全），"
    "{forbids}{acts}。",
    "The visit {lies} the {rule} ({window}) and no exemption that was seen holds "
    "(the document's exemptions were not all seen): {forbids} ({acts}).",
)
_PARTLY_COVERED = Text(
    "检查日{lies}{rule}（{window}）内，例外情形只及于{covered}，不及于{left}，须由人审核。",
    "The visit {lies} the {rule} ({window}), and the exemption covers {covered} only; "
    "{left} is not covered: a person must review it.",
)
_UNSEEN = Text(
    "检查日{lies}{rule}（{window}）内，文件的例外情形没有见全，须由人查对原文。",
    "The visit {lies} the {rule} ({window}), and the document's exemptions were not all seen: "
    "a person must look there.",
)
_UNDETERMINED = Text(
    "还不能判定：取决于{facts}，可能是{outcomes}。",
    "This cannot be decided yet: it depends on {facts}, and may be {outcomes}.",
)
_LAWFUL_ANYWAY = Text(
    "无论{facts}如何都可以检查（{outcomes}）；各种可能的应办事项都已列出。",
    "It may go ahead whatever {facts} may be ({outcomes}); the duties of either case are told.",
)
_START_UNSTATED = Text(
    "没有见到从哪一天起施行（文件日期：{issued}），这里按已经施行判断。",
    "No first day was seen (the document: {issued}); the rule is taken as in force.",
)
_NO_DATE_AT_ALL = Text(
    "没有见到文件日期和施行日期，这里按已经施行判断。",
    "Neither the document's date nor a first day was seen; the rule is taken as in force.",
)
