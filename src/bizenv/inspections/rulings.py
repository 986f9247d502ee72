"""What one version of a quiet period says of one situation, whatever the day.

The order of judgement is that of the field: is it an inspection at all; is the
rule in scope and in force; is any day in the window; does an exemption apply;
is there an approval that the rule admits; is a catch-all ground claimed; else
it is forbidden. Where a fact is missing, both ways are followed, and the
outcome is undetermined only if they differ in whether the visit is lawful.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from attrs import field, frozen

from bizenv.inspections.grounds import Facts, any_holds, in_scope, meets, missing_facts
from bizenv.inspections.quiet_periods import (
    Duty,
    Ground,
    QuietPeriod,
    QuietVersion,
    Situation,
    Window,
)
from bizenv.inspections.values import InspectionOutcome
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Lang, Text, say
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Check, Finding, MissingFact, Severity
from bizenv.kernel.vocabulary import Axis, Vocabulary

__all__ = ["Judged", "Ruling", "judge"]


@frozen
class _Leaf:
    """One way a judgement can end: the outcome, and the findings that say why."""

    outcome: InspectionOutcome
    findings: tuple[Finding, ...]
    situation: Situation | None = None

    @property
    def bears_on_force(self) -> bool:
        """Whether it matters here that the rule is in force: it binds, or is excused."""
        return self.situation is not None or not self.outcome.lawful


@frozen
class Ruling:
    """What one version says of a situation in one window state."""

    outcome: InspectionOutcome
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    missing: tuple[MissingFact, ...]


@frozen
class Judged:
    """What one version says of a situation, whatever the day."""

    version: QuietVersion
    rule: str
    rulings: dict[Window, Ruling] = field(hash=False)
    checks: tuple[Check, ...]
    held: tuple[Ground, ...]
    """The exemptions, catch-all grounds among them, that the situation surely meets."""


@frozen
class _Asked:
    """The questions of a judgement that do not depend on the day, answered."""

    regulated: Check
    scope: Check
    exempt: Check
    approved: Check
    claimed: Check

    @property
    def checks(self) -> tuple[Check, ...]:
        """Those of them that asked anything."""
        every = (self.regulated, self.scope, self.exempt, self.approved, self.claimed)
        return tuple(check for check in every if check.parts)


def judge(
    period: QuietPeriod, version: QuietVersion, facts: Facts, vocabulary: Vocabulary
) -> Judged:
    """Ask everything that a version asks of a situation, and rule for each window."""
    exemptions = [ground for ground in version.exemptions if not ground.catch_all]
    catch_alls = [ground for ground in version.exemptions if ground.catch_all]
    asked = _Asked(
        regulated=_is_inspection(version, facts, vocabulary),
        scope=in_scope(version.scope, version.kinds, facts, vocabulary),
        exempt=any_holds(_EXEMPT_ASKED, (meets(g, facts, vocabulary) for g in exemptions)),
        approved=_approval(version, facts),
        claimed=any_holds(_CLAIMED_ASKED, (meets(g, facts, vocabulary) for g in catch_alls)),
    )
    answers = zip(
        (*exemptions, *catch_alls), (*asked.exempt.parts, *asked.claimed.parts), strict=True
    )
    return Judged(
        version=version,
        rule=period.rule(version),
        rulings={
            window: _rule(_Telling.of(period, version, window, vocabulary["act"]), window, asked)
            for window in Window
        },
        checks=asked.checks,
        held=tuple(ground for ground, check in answers if check.truth is Truth.YES),
    )


def _is_inspection(version: QuietVersion, facts: Facts, vocabulary: Vocabulary) -> Check:
    """Whether the act is one that the rule regulates, and no exception to the word."""
    act = meets(
        Ground(
            "act",
            Text("是否属于规制的行为", "an act that is regulated"),
            version.citation,
            acts=version.acts,
        ),
        facts,
        vocabulary,
    )
    excepted = [meets(ground, facts, vocabulary) for ground in version.not_inspections]
    outside = any_holds(Text("是否属于不算检查的情形", "a visit that is no inspection"), excepted)
    return Check(
        asked=Text("是否属于检查", "an inspection at all"),
        truth=act.truth & ~outside.truth,
        parts=(act, outside) if excepted else (act,),
    )


def _approval(version: QuietVersion, facts: Facts) -> Check:
    """Whether an approval that the rule admits was given."""
    asked = Text("是否已获批准", "approved")
    if version.approval is None:
        return Check(asked=asked, truth=Truth.NO)
    part = Check(
        asked=asked,
        truth=facts.approved,
        expected=version.approval.by,
        citation=version.approval.citation,
        fact="approved",
    )
    return Check(asked=asked, truth=part.truth, parts=(part,))


def _rule(tell: _Telling, window: Window, asked: _Asked) -> Ruling:
    """Follow the order of judgement; where an answer is unknown, follow both ways."""
    version = tell.version
    steps = list(_steps(tell, window, asked))
    end = [truth for truth, _, _ in steps].index(Truth.YES)
    reached = [step for step in steps[: end + 1] if step[0] is not Truth.NO]
    leaves = [leaf for _, leaf, _ in reached]
    open_checks = [check for truth, _, check in reached if truth is Truth.UNKNOWN]
    last = leaves[-1]
    outcome, findings = last.outcome, last.findings
    missing: tuple[MissingFact, ...] = ()
    duties = tuple(duty for duty in version.duties if last.situation in duty.situations)
    if len(leaves) > 1 and not all(leaf.outcome.lawful for leaf in leaves):
        outcome, duties, missing = InspectionOutcome.UNDETERMINED, (), missing_facts(open_checks)
        findings = (_undetermined(version, leaves, missing),)
    elif len(leaves) > 1 and duties:
        # Lawful whichever way the open answers fall, but the duties hang on them.
        findings = (*findings, _lawful_anyway(version, leaves, missing_facts(open_checks)))
    if window is Window.INSIDE_START_UNSTATED and last.bears_on_force:
        findings = (*findings, _start_unstated(version))
    return Ruling(outcome, findings, duties, missing)


@frozen
class _Telling:
    """How the findings of one version in one window are worded."""

    version: QuietVersion
    facts: Mapping[str, Any] = field(hash=False)

    @classmethod
    def of(cls, period: QuietPeriod, version: QuietVersion, window: Window, acts: Axis) -> _Telling:
        """The facts that every message may use."""
        days = Text(version.window.describe("zh"), version.window.describe("en"))
        codes = sorted(version.acts)
        facts = {
            "lies": _MAY_LIE if window in _UNSETTLED else _LIES,
            "rule": period.text,
            "window": days,
            "forbids": version.strictness.text,
            "acts": Text(
                "、".join(acts.label(code, "zh") for code in codes),
                ", ".join(acts.label(code, "en") for code in codes),
            ),
        }
        return cls(version, facts)

    def finding(
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


_Step = tuple[Truth, _Leaf, Check]
"""Whether the judgement ends here, how it ends then, and what was asked."""


def _steps(tell: _Telling, window: Window, asked: _Asked) -> Iterator[_Step]:
    """The steps of the judgement in order; the last one always ends it."""
    yield from _subject_steps(tell, asked)
    yield from _window_steps(tell, window, asked)
    yield from _excuse_steps(tell, asked)
    ban = tell.finding("in-quiet-period", _FORBIDDEN, severity=Severity.BREACH)
    yield Truth.YES, _Leaf(InspectionOutcome.FORBIDDEN, (ban,)), asked.regulated


def _subject_steps(tell: _Telling, asked: _Asked) -> Iterator[_Step]:
    """Is it an inspection at all, and does the rule cover it?"""
    excepted = (check for part in asked.regulated.parts[1:] for check in part.parts)
    ground = next((check for check in excepted if check.truth is not Truth.NO), None)
    no_inspection = tell.finding(
        "not-an-inspection",
        _NOT_AN_INSPECTION,
        ground.citation if ground else None,
        ground=ground.asked if ground else _OTHER_ACT,
    )
    leaf = _Leaf(InspectionOutcome.NOT_AN_INSPECTION, (no_inspection,))
    yield ~asked.regulated.truth, leaf, asked.regulated
    outside = tell.finding("out-of-scope", _OUT_OF_SCOPE)
    yield ~asked.scope.truth, _Leaf(InspectionOutcome.ALLOWED, (outside,)), asked.scope


def _window_steps(tell: _Telling, window: Window, asked: _Asked) -> Iterator[_Step]:
    """Is the rule in force, and is the day quiet?"""
    finding = tell.finding("outside-quiet-period", _OUTSIDE)
    outside = _Leaf(InspectionOutcome.ALLOWED, (finding,), Situation.OUTSIDE)
    idle = _Leaf(InspectionOutcome.ALLOWED, (tell.finding("not-in-force", _NOT_IN_FORCE),))
    step: dict[Window, _Step] = {
        Window.NOT_IN_FORCE: (Truth.YES, idle, asked.regulated),
        Window.OUTSIDE: (Truth.YES, outside, asked.regulated),
        Window.START_UNSETTLED: (Truth.UNKNOWN, idle, _START_CHECK),
        Window.DAYS_UNSETTLED: (Truth.UNKNOWN, outside, _DAYS_CHECK),
    }
    if window in step:
        yield step[window]


def _excuse_steps(tell: _Telling, asked: _Asked) -> Iterator[_Step]:
    """Does an exemption hold, was it approved, is a catch-all claimed?"""
    held = tuple(
        tell.finding("exempt", _EXEMPT, part.citation, exemption=part.asked)
        for part in asked.exempt.parts
        if part.truth is Truth.YES
    )
    exempt = _Leaf(InspectionOutcome.EXEMPT, held, Situation.EXEMPT)
    yield asked.exempt.truth, exempt, asked.exempt
    approval = tell.version.approval
    if approval is not None:
        finding = tell.finding("approved", _APPROVED, approval.citation)
        leaf = _Leaf(InspectionOutcome.ALLOWED, (finding,), Situation.APPROVED)
        yield asked.approved.truth, leaf, asked.approved
    claims = tuple(
        tell.finding(
            "catch-all-claimed",
            _CATCH_ALL,
            part.citation,
            Severity.REVIEW,
            exemption=part.asked,
        )
        for part in asked.claimed.parts
        if part.truth is Truth.YES
    )
    review = _Leaf(InspectionOutcome.NEEDS_REVIEW, claims, Situation.REVIEW)
    yield asked.claimed.truth, review, asked.claimed


def _outcomes(leaves: list[_Leaf]) -> Text:
    """The outcomes that the judgement may end in, one or another."""
    *texts, last = dict.fromkeys(leaf.outcome.text for leaf in leaves)
    if not texts:
        return last
    zh, en = (say(tuple(texts), lang) for lang in get_args(Lang))
    return Text(f"{zh}或{last.zh}", f"{en} or {last.say('en')}")


def _undetermined(
    version: QuietVersion, leaves: list[_Leaf], missing: tuple[MissingFact, ...]
) -> Finding:
    facts = {"facts": tuple(fact.text for fact in missing), "outcomes": _outcomes(leaves)}
    return Finding("facts-missing", Severity.UNKNOWN, _UNDETERMINED, version.citation, facts)


def _lawful_anyway(
    version: QuietVersion, leaves: list[_Leaf], missing: tuple[MissingFact, ...]
) -> Finding:
    facts = {"facts": tuple(fact.text for fact in missing), "outcomes": _outcomes(leaves)}
    return Finding("lawful-either-way", Severity.NOTE, _LAWFUL_ANYWAY, version.citation, facts)


def _start_unstated(version: QuietVersion) -> Finding:
    issued = version.citation.source.issued
    text = _START_UNSTATED if issued else _NO_DATE_AT_ALL
    facts = {"issued": issued} if issued else {}
    return Finding("start-unstated", Severity.NOTE, text, version.citation, facts)


_EXEMPT_ASKED = Text("是否有例外情形", "an exemption holds")
_CLAIMED_ASKED = Text("是否主张兜底情形", "a catch-all ground is claimed")
_START_CHECK = Check(
    asked=Text("规则的施行日期", "first day of force"), truth=Truth.UNKNOWN, fact="in_force"
)
_DAYS_CHECK = Check(
    asked=Text("安静日的具体日期", "which days are quiet"), truth=Truth.UNKNOWN, fact="window"
)
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
_CATCH_ALL = Text(
    "检查日{lies}{rule}（{window}）内，主张的是兜底情形（{exemption}），须记明理由并审核。",
    "The visit {lies} the {rule} ({window}) and claims a catch-all ground ({exemption}): "
    "the reason must be recorded and reviewed.",
)
_FORBIDDEN = Text(
    "检查日{lies}{rule}（{window}）内，没有例外情形，{forbids}{acts}。",
    "The visit {lies} the {rule} ({window}) and no exemption holds: {forbids} ({acts}).",
)
_UNDETERMINED = Text(
    "还不能判定：取决于{facts}，可能是{outcomes}。",
    "This cannot be decided yet: it depends on {facts}, and may be {outcomes}.",
)
_LAWFUL_ANYWAY = Text(
    "无论{facts}如何都可以检查（{outcomes}）；应办事项按更严的一种列出。",
    "It may go ahead whatever {facts} may be ({outcomes}); the duties told are the fuller ones.",
)
_START_UNSTATED = Text(
    "没有见到从哪一天起施行（文件日期：{issued}），这里按已经施行判断。",
    "No first day was seen (the document: {issued}); the rule is taken as in force.",
)
_NO_DATE_AT_ALL = Text(
    "没有见到文件日期和施行日期，这里按已经施行判断。",
    "Neither the document's date nor a first day was seen; the rule is taken as in force.",
)
