"""The judgement: may this visit take place, by which clause, and if not, when.

The order of judgement is that of the field: is it an inspection at all; is the
rule in force and in scope; is any day in the window (each day of a visit is
judged); does an exemption apply; is there an approval that the rule admits; is
a catch-all ground claimed; else it is forbidden. Where a fact is missing, both
ways are followed, and the outcome is undetermined only if they differ in
whether the visit is lawful.

None of the documents seen makes a penalty void because of the day. A breach is
a finding on compliance and never a claim of nullity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from attrs import define, field, frozen

from bizenv.inspections.grounds import (
    Facts,
    any_holds,
    in_scope,
    meets,
    missing_facts,
    read_facts,
    situation_of,
)
from bizenv.inspections.quiet_periods import (
    Duty,
    Ground,
    QuietPeriod,
    QuietVersion,
    Situation,
    Window,
)
from bizenv.inspections.values import Inspection, InspectionOutcome, InspectionVerdict
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import (
    Check,
    Finding,
    MissingFact,
    Obligation,
    RulebookRef,
    Severity,
)
from bizenv.kernel.vocabulary import Axis, Vocabulary

__all__ = ["InspectionRules", "check_inspection", "outcome_of"]

_ONE_DAY = timedelta(days=1)
_SEARCH_DAYS = 731  # two years: a rule that frees no day in two years frees none
_SHOWN_DAYS = 10

Situated: TypeAlias = tuple[Any, ...]
"""A situation as :func:`~bizenv.inspections.grounds.situation_of` gives it."""


_RANK = {
    outcome: rank
    for rank, outcome in enumerate(
        (
            InspectionOutcome.NOT_AN_INSPECTION,
            InspectionOutcome.ALLOWED,
            InspectionOutcome.EXEMPT,
            InspectionOutcome.NEEDS_REVIEW,
            InspectionOutcome.UNDETERMINED,
            InspectionOutcome.FORBIDDEN,
        )
    )
}


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


@frozen(eq=False)
class Told:
    """What all quiet periods together say of a situation that stands in given windows.

    It holds everything of a verdict that does not depend on who and on which
    day: visits of one situation in the same windows share it.
    """

    outcome: InspectionOutcome
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    missing: tuple[MissingFact, ...]
    checks: tuple[Check, ...]
    rule: str
    clause: str
    codes: tuple[str, ...]
    inside: tuple[QuietVersion, ...]
    """The versions in whose window the visit surely lies."""
    barring: tuple[QuietVersion, ...]
    """Where the visit may not surely take place: the versions that would bar it."""


@define(slots=False, frozen=True, kw_only=True)
class InspectionRules:
    """The rules on inspections of one rulebook.

    What they say of a situation is worked out once and kept; the number of
    things kept is bounded.
    """

    quiet_periods: tuple[QuietPeriod, ...]
    vocabulary: Vocabulary
    rulebook: RulebookRef

    @cached_property
    def versions(self) -> tuple[QuietVersion, ...]:
        """Every version of every quiet period, in order."""
        return tuple(v for period in self.quiet_periods for v in period.versions)

    @cached_property
    def _judged(self) -> Memo[Situated, tuple[tuple[Judged, ...], ...]]:
        return Memo(self._judge)

    @cached_property
    def _told(self) -> Memo[tuple[Situated, tuple[Window, ...]], Told]:
        return Memo(lambda key: _tell(self._judged[key[0]], key[1]))

    @cached_property
    def _next(self) -> Memo[tuple[Told, date, int], date | None]:
        return Memo(lambda key: next_free(key[0].barring, key[1], key[2]))

    def _judge(self, situation: Situated) -> tuple[tuple[Judged, ...], ...]:
        facts = read_facts(situation, self.vocabulary)
        return tuple(
            tuple(_judge(period, version, facts, self.vocabulary) for version in period.versions)
            for period in self.quiet_periods
        )

    def judged(self, situation: Situated) -> tuple[tuple[Judged, ...], ...]:
        """By quiet period, what each version says of a situation.

        Raises:
            RecordError: a word of the situation is in no list.
        """
        return self._judged[situation]

    def windows(self, start: date, end: date) -> tuple[Window, ...]:
        """How a visit stands to every version."""
        return tuple([window_of(version, start, end) for version in self.versions])

    def told(self, situation: Situated, windows: tuple[Window, ...]) -> Told:
        """What the rules say of a situation in these windows, one for each version.

        Raises:
            RecordError: a word of the situation is in no list.
        """
        return self._told[situation, windows]

    def next_allowed(self, told: Told, start: date, days: int) -> date | None:
        """The first day after ``start`` that begins so many days which nothing bars."""
        return self._next[told, start, days] if told.barring else None

    def __getstate__(self) -> dict[str, Any]:
        return {name: self.__dict__[name] for name in ("quiet_periods", "vocabulary", "rulebook")}


KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


class Memo(dict[KeyT, ValueT]):
    """Answers of a function, kept by key; it starts again when it grows too large."""

    _MOST = 100_000

    def __init__(self, of: Callable[[KeyT], ValueT]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, key: KeyT) -> ValueT:
        value = self._of(key)
        if len(self) >= self._MOST:
            self.clear()
        self[key] = value
        return value


# --- the window -------------------------------------------------------------


def window_of(version: QuietVersion, start: date, end: date) -> Window:
    """How a visit stands to one version: the gravest state of its days."""
    if start == end:
        return version.window_on(start)
    return max(map(version.window_on, _days(start, end)))


def _days(start: date, end: date) -> Iterator[date]:
    return map(date.fromordinal, range(start.toordinal(), end.toordinal() + 1))


# --- one version, one situation ---------------------------------------------


def _judge(
    period: QuietPeriod, version: QuietVersion, facts: Facts, vocabulary: Vocabulary
) -> Judged:
    """Ask everything that a version asks of a situation, and rule for each window."""
    regulated = _is_inspection(version, facts, vocabulary)
    scope = in_scope(version.scope, version.kinds, facts, vocabulary)
    exempt = any_holds(
        Text("是否有例外情形", "an exemption holds"),
        (meets(g, facts, vocabulary) for g in version.exemptions if not g.catch_all),
    )
    claimed = any_holds(
        Text("是否主张兜底情形", "a catch-all ground is claimed"),
        (meets(g, facts, vocabulary) for g in version.exemptions if g.catch_all),
    )
    approved = _approval(version, facts)
    checks = (regulated, scope, exempt, approved, claimed)
    rulings = {
        window: _rule(period, version, window, checks, vocabulary["act"]) for window in Window
    }
    parts = (*exempt.parts, *claimed.parts)
    grounds = sorted(version.exemptions, key=lambda ground: ground.catch_all)
    held = [g for g, part in zip(grounds, parts, strict=True) if part.truth is Truth.YES]
    rule = period.rule(version)
    return Judged(version, rule, rulings, tuple(c for c in checks if c.parts), tuple(held))


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


def _rule(
    period: QuietPeriod,
    version: QuietVersion,
    window: Window,
    checks: tuple[Check, ...],
    acts: Axis,
) -> Ruling:
    """Follow the order of judgement; where an answer is unknown, follow both ways."""
    steps = list(_steps(period, version, window, checks, acts))
    end = [truth for truth, _, _ in steps].index(Truth.YES)
    reached = [step for step in steps[: end + 1] if step[0] is not Truth.NO]
    leaves = [leaf for _, leaf, _ in reached]
    open_checks = [asked for truth, _, asked in reached if truth is Truth.UNKNOWN]
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


def _steps(
    period: QuietPeriod,
    version: QuietVersion,
    window: Window,
    checks: tuple[Check, ...],
    acts: Axis,
) -> Iterator[tuple[Truth, _Leaf, Check]]:
    """The steps in order: whether the judgement ends here, how, and what was asked."""
    regulated, scope, exempt, approved, claimed = checks
    facts: dict[str, Any] = {
        "lies": _MAY_LIE if window in _UNSETTLED else _LIES,
        "rule": period.text,
        "window": _describe(version),
        "forbids": version.strictness.text,
        "acts": _act_words(version, acts),
    }

    def leaf(
        code: str,
        outcome: InspectionOutcome,
        text: Text,
        citation: Citation | None = None,
        severity: Severity = Severity.NOTE,
        situation: Situation | None = None,
        **more: Any,
    ) -> _Leaf:
        finding = Finding(code, severity, text, citation or version.citation, {**facts, **more})
        return _Leaf(outcome, (finding,), situation)

    allowed = InspectionOutcome.ALLOWED
    grounds = (check for part in regulated.parts[1:] for check in part.parts)
    ground = next((check for check in grounds if check.truth is not Truth.NO), None)
    yield (
        ~regulated.truth,
        leaf(
            "not-an-inspection",
            InspectionOutcome.NOT_AN_INSPECTION,
            _NOT_AN_INSPECTION,
            ground.citation if ground else None,
            ground=ground.asked if ground else _OTHER_ACT,
        ),
        regulated,
    )
    yield ~scope.truth, leaf("out-of-scope", allowed, _OUT_OF_SCOPE), scope
    outside = leaf("outside-quiet-period", allowed, _OUTSIDE, situation=Situation.OUTSIDE)
    not_in_force = leaf("not-in-force", allowed, _NOT_IN_FORCE)
    if window is Window.NOT_IN_FORCE:
        yield Truth.YES, not_in_force, regulated
    elif window is Window.OUTSIDE:
        yield Truth.YES, outside, regulated
    elif window is Window.START_UNSETTLED:
        yield Truth.UNKNOWN, not_in_force, _START_CHECK
    elif window is Window.DAYS_UNSETTLED:
        yield Truth.UNKNOWN, outside, _DAYS_CHECK
    yield (
        exempt.truth,
        _Leaf(
            InspectionOutcome.EXEMPT,
            tuple(
                Finding(
                    "exempt",
                    Severity.NOTE,
                    _EXEMPT,
                    part.citation or version.citation,
                    {**facts, "exemption": part.asked},
                )
                for part in exempt.parts
                if part.truth is Truth.YES
            ),
            Situation.EXEMPT,
        ),
        exempt,
    )
    if version.approval is not None:
        yield (
            approved.truth,
            leaf(
                "approved",
                allowed,
                _APPROVED,
                version.approval.citation,
                situation=Situation.APPROVED,
            ),
            approved,
        )
    claims = [part for part in claimed.parts if part.truth is not Truth.NO]
    if claims:
        yield (
            claimed.truth,
            leaf(
                "catch-all-claimed",
                InspectionOutcome.NEEDS_REVIEW,
                _CATCH_ALL,
                claims[0].citation,
                Severity.REVIEW,
                Situation.REVIEW,
                exemption=claims[0].asked,
            ),
            claimed,
        )
    yield (
        Truth.YES,
        leaf(
            "in-quiet-period",
            InspectionOutcome.FORBIDDEN,
            _FORBIDDEN,
            severity=Severity.BREACH,
        ),
        regulated,
    )


def _describe(version: QuietVersion) -> Text:
    return Text(version.window.describe("zh"), version.window.describe("en"))


def _act_words(version: QuietVersion, acts: Axis) -> Text:
    codes = sorted(version.acts)
    return Text(
        "、".join(acts.label(code, "zh") for code in codes),
        ", ".join(acts.label(code, "en") for code in codes),
    )


def _undetermined(
    version: QuietVersion, leaves: list[_Leaf], missing: tuple[MissingFact, ...]
) -> Finding:
    outcomes = tuple(dict.fromkeys(leaf.outcome.text for leaf in leaves))
    facts = {"facts": tuple(fact.text for fact in missing), "outcomes": outcomes}
    return Finding("facts-missing", Severity.UNKNOWN, _UNDETERMINED, version.citation, facts)


def _lawful_anyway(
    version: QuietVersion, leaves: list[_Leaf], missing: tuple[MissingFact, ...]
) -> Finding:
    outcomes = tuple(dict.fromkeys(leaf.outcome.text for leaf in leaves))
    facts = {"facts": tuple(fact.text for fact in missing), "outcomes": outcomes}
    return Finding(
        "lawful-either-way", Severity.NOTE, _LAWFUL_ANYWAY, version.citation, facts
    )


def _start_unstated(version: QuietVersion) -> Finding:
    source = version.citation.source
    issued = source.issued.isoformat() if source.issued else source.title
    return Finding(
        "start-unstated", Severity.NOTE, _START_UNSTATED, version.citation, {"issued": issued}
    )


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
    "The visit {lies} the {rule} ({window}) and no exemption holds: "
    "it {forbids} take place ({acts}).",
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


# --- one visit --------------------------------------------------------------


def _tell(judged: tuple[tuple[Judged, ...], ...], windows: tuple[Window, ...]) -> Told:
    """Bring together what the versions say that speak on the days of a visit.

    Where none is in force, the last version of each quiet period says so. The
    strictest outcome stands.
    """
    stands = iter(windows)
    answers = [(version, next(stands)) for versions in judged for version in versions]
    speaking = [a for a in answers if a[1] is not Window.NOT_IN_FORCE] or [
        (versions[-1], Window.NOT_IN_FORCE) for versions in judged
    ]
    rulings = [version.rulings[window] for version, window in speaking]
    (strictest, _), ruling = max(
        zip(speaking, rulings, strict=True), key=lambda pair: _RANK[pair[1].outcome]
    )
    outcome = ruling.outcome
    findings = _joined([told.findings for told in rulings])
    undetermined = outcome is InspectionOutcome.UNDETERMINED
    return Told(
        outcome=outcome,
        findings=findings,
        duties=_joined([told.duties for told in rulings]),
        missing=_joined([told.missing for told in rulings]) if undetermined else (),
        checks=_joined([version.checks for version, _ in speaking]),
        rule=strictest.rule,
        clause=ruling.findings[0].citation.short(),
        codes=tuple(dict.fromkeys(finding.code for finding in findings)),
        inside=tuple(version.version for version, window in speaking if window.inside),
        barring=() if outcome.lawful else _barring(judged),
    )


def _barring(judged: tuple[tuple[Judged, ...], ...]) -> tuple[QuietVersion, ...]:
    """The versions whose window would bar, or might bar, this situation."""
    return tuple(
        version.version
        for versions in judged
        for version in versions
        if not version.rulings[Window.INSIDE].outcome.lawful
    )


def outcome_of(visit: Inspection, rules: InspectionRules) -> InspectionOutcome:
    """The outcome alone, for speed; always that of :func:`check_inspection`."""
    return rules.told(situation_of(visit), rules.windows(visit.start, visit.end)).outcome


def check_inspection(visit: Inspection, rules: InspectionRules) -> InspectionVerdict:
    """Judge one visit by the quiet periods of a rulebook.

    Where several quiet periods apply, the strictest outcome stands and every
    one is told in the findings.

    Raises:
        RecordError: the visit uses a word that is in no list.
    """
    told = rules.told(situation_of(visit), rules.windows(visit.start, visit.end))
    return InspectionVerdict(
        outcome=told.outcome,
        rulebook=rules.rulebook,
        record=visit,
        findings=told.findings,
        obligations=tuple([_obligation(duty, visit) for duty in told.duties]),
        missing=told.missing,
        checks=told.checks,
        next_allowed=rules.next_allowed(told, visit.start, visit.days),
        quiet_days=_quiet_days(visit, told.inside),
        rule=told.rule,
        clause=told.clause,
    )


def _joined(parts: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Several tuples as one, each member once."""
    if len(parts) == 1:
        return parts[0]
    members: list[Any] = []
    for part in parts:
        members.extend(member for member in part if member not in members)
    return tuple(members)


def _obligation(duty: Duty, visit: Inspection) -> Obligation:
    done = getattr(visit, duty.evidence) if duty.evidence else None
    return Obligation(
        code=duty.id,
        text=duty.text,
        citation=duty.citation,
        by=duty.by,
        to=duty.to,
        timing=duty.timing,
        done=Truth.of(None if done is None else done is not False),
    )


def _quiet_days(visit: Inspection, inside: tuple[QuietVersion, ...]) -> tuple[date, ...]:
    if not inside:
        return ()
    if visit.start == visit.end:
        return (visit.start,)
    days = (d for d in _days(visit.start, visit.end) if any(v.window_on(d).inside for v in inside))
    return tuple(islice(days, _SHOWN_DAYS))


# --- when instead -----------------------------------------------------------


def next_free(barring: tuple[QuietVersion, ...], start: date, days: int) -> date | None:
    """The first day after ``start`` that begins so many days which no version bars.

    None if no such day comes within two years.
    """
    free, day = 0, start
    for _ in range(min(_SEARCH_DAYS + days, (date.max - start).days)):
        day += _ONE_DAY
        free = free + 1 if all(v.window_on(day) in _FREE for v in barring) else 0
        if free == days:
            return day - timedelta(days=days - 1)
    return None


_FREE = (Window.NOT_IN_FORCE, Window.OUTSIDE)
