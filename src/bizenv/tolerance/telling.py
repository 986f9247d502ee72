"""Why a violation is judged as it is, and what must be done besides: in words (说明).

Each finding has a stable code and the clause it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.kernel.errors import UnknownDayError
from bizenv.kernel.findings import Finding, MissingFact, Severity
from bizenv.kernel.legal import Citation
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Verdict
from bizenv.tolerance.facts import FACTS
from bizenv.tolerance.lists import Accompaniment, Accompanying, TimeBar
from bizenv.tolerance.matching import By, Entry, Matching
from bizenv.tolerance.outcomes import ViolationOutcome
from bizenv.tolerance.values import Violation
from bizenv.tolerance.verdicts import Ruling
from bizenv.tolerance.words import Anchor

__all__ = [
    "ASKED",
    "DONE_FACTS",
    "IN_FORCE",
    "NOT_IN_FORCE",
    "Told",
    "duties_words",
    "findings",
    "obligations",
    "verdict_words",
]


@frozen(kw_only=True)
class Told:
    """What there is to tell of a judgement."""

    violation: Violation
    outcome: ViolationOutcome
    bar: TimeBar | None
    citation: Citation
    matching: Matching
    held: tuple[Entry, ...]
    failed: tuple[Ruling, ...]
    open: tuple[Entry, ...]
    missing: tuple[MissingFact, ...]


def findings(told: Told) -> tuple[Finding, ...]:
    """The reasons, the deciding ones first."""
    if told.outcome is ViolationOutcome.TIME_BARRED and told.bar:
        days = {"start": told.violation.ended, "discovered": told.violation.discovered}
        return (Finding("time-barred", Severity.NOTE, _BARRED, told.bar.citation, days),)
    return (
        *(_holds(entry) for entry in told.held),
        *_disagreements(told),
        *_lighter(told),
        *_open(told),
        *(_fails(ruling) for ruling in told.failed),
        *_unmatched(told),
        *_unconfirmed(told),
        *_no_ground(told),
    )


def _named(entry: Entry) -> Text:
    item = entry.item
    if item.is_general:
        return item.label
    return Text(f"{item.label.zh}（{item.id}）", f"{item.label.say('en')} ({item.id})")


def _holds(entry: Entry) -> Finding:
    facts = {"item": _named(entry), "leniency": entry.item.leniency.text}
    return Finding("ground-holds", Severity.NOTE, _HOLDS, entry.item.citation, facts)


def _fails(ruling: Ruling) -> Finding:
    facts = {"item": _named(ruling.entry), "conditions": ruling.failed}
    citation = ruling.entry.item.citation
    return Finding("ground-fails", Severity.NOTE, _FAILS, citation, facts)


def _disagreements(told: Told) -> Iterator[Finding]:
    """Items of lists that hold and give different things, each told with both citations."""
    items = [entry for entry in told.held if not entry.list.statute]
    first = items[0] if items else None
    for other in items[1:]:
        assert first is not None  # noqa: S101 - there are two
        if other.item.leniency is first.item.leniency or other.key == first.key:
            continue
        facts = {
            "item": _named(first),
            "leniency": first.item.leniency.text,
            "other": _named(other),
            "less": other.item.leniency.text,
            "clause": first.item.citation.short(),
        }
        yield Finding("items-disagree", Severity.REVIEW, _DISAGREE, other.item.citation, facts)


def _lighter(told: Told) -> Iterator[Finding]:
    """The version that applies is not that of the time of the act, or no longer in force."""
    violation = told.violation
    act = violation.ended or violation.occurred
    for entry in told.held[:1]:
        validity = entry.version.validity
        if act and validity.holds_on(act) is Truth.NO:
            yield _of_version(_LATER, entry, act)
        decided = violation.decided
        if decided and validity.holds_on(decided) is Truth.NO:
            yield _of_version(_EARLIER, entry, decided)


def _of_version(text: Text, entry: Entry, day: date) -> Finding:
    facts = {"rule": entry.rule, "day": day}
    return Finding("lighter-version", Severity.NOTE, text, entry.version.citation, facts)


def _open(told: Told) -> Iterator[Finding]:
    if told.outcome is not ViolationOutcome.UNDETERMINED:
        return
    facts = {"facts": tuple(fact.text for fact in told.missing)}
    citation = told.open[0].item.citation if told.open else told.citation
    if {"ended", "discovered"} & set(told.missing) and told.bar:
        citation = told.bar.citation
    yield Finding("facts-missing", Severity.UNKNOWN, _MISSING, citation, facts)


def _unmatched(told: Told) -> Iterator[Finding]:
    matching = told.matching
    if matching.offered:
        facts = {"items": tuple(map(_named, matching.offered))}
        severity = (
            Severity.UNKNOWN if told.outcome is ViolationOutcome.UNDETERMINED else Severity.NOTE
        )
        citation = matching.offered[0].item.citation
        yield Finding("items-offered", severity, _OFFERED, citation, facts)
    elif matching.by is By.NONE:
        yield Finding("no-item", Severity.NOTE, _NO_ITEM, told.citation)


def _unconfirmed(told: Told) -> Iterator[Finding]:
    for entry in told.held:
        if not entry.item.confirmed:
            facts = {"item": _named(entry)}
            yield Finding(
                "item-unconfirmed", Severity.REVIEW, _UNCONFIRMED, entry.item.citation, facts
            )


def _no_ground(told: Told) -> Iterator[Finding]:
    outcomes = [ViolationOutcome.of(entry.item.leniency) for entry in told.held]
    if told.outcome not in (*outcomes, *_NO_ONE_GROUND):
        facts = {"outcome": told.outcome.text}
        yield Finding("settled-either-way", Severity.NOTE, _EITHER_WAY, told.citation, facts)
    if told.outcome is ViolationOutcome.NO_GROUND:
        yield Finding("no-ground", Severity.NOTE, _NO_GROUND, told.citation)


_NO_ONE_GROUND = (ViolationOutcome.NO_GROUND, ViolationOutcome.UNDETERMINED)
ASKED = Text("{item}：{leniency}", "{item}: {leniency}")
IN_FORCE = Text("{rule} 适用", "{rule} applies")
NOT_IN_FORCE = Text("清单当时施行且属于本机关", "a list in force then, and of this agency")
_BARRED = Text(
    "行为终了于 {start}，{discovered} 才被发现，超过追责时效",
    "the act ended on {start} and was discovered on {discovered}, after the time for a penalty",
)
_HOLDS = Text("{item}：条件全部满足，{leniency}", "{item}: every condition holds; {leniency}")
_FAILS = Text("{item}：不满足{conditions}", "{item}: what does not hold: {conditions}")
_DISAGREE = Text(
    "{item}（{clause}）为{leniency}，{other} 为{less}，两者不一致，请核定",
    "{item} ({clause}) says {leniency}, {other} says {less}: they disagree, somebody must decide",
)
_LATER = Text(
    "行为发生于 {day}，当时 {rule} 尚未施行；该版从宽，故适用",
    "{rule} was not in force on {day}, when it was done; it is more lenient, so it applies",
)
_EARLIER = Text(
    "{rule} 在 {day} 作出决定时已不再施行；行为发生时施行，故适用",
    "{rule} is no longer in force on {day}; it was when it was done, so it applies",
)
_MISSING = Text("尚不清楚：{facts}", "not known: {facts}")
_OFFERED = Text(
    "表述或者条款与清单不完全一致，可能是：{items}，请选定",
    "neither words nor norm settle which item it is; it may be: {items}; somebody must choose",
)
_NO_ITEM = Text("不属于清单中的任何事项", "it is no item of any list")
_UNCONFIRMED = Text(
    "{item} 的条件尚未由执法人员与清单原文核对",
    "nobody has yet compared the conditions of {item} with the published list",
)
_EITHER_WAY = Text(
    "无论尚不清楚的事实如何，结论都是：{outcome}",
    "whatever the facts that are not known, the outcome is: {outcome}",
)
_NO_GROUND = Text("没有从宽处理的依据", "there is no ground for leniency")

# --- what must be done besides --------------------------------------------------------------


def obligations(
    held: tuple[Entry, ...],
    outcome: ViolationOutcome,
    violation: Violation,
    calendar: WorkCalendar | None,
) -> tuple[Obligation, ...]:
    """What goes with the grounds that give the outcome, each thing once, with its last day."""
    if outcome in (ViolationOutcome.TIME_BARRED, ViolationOutcome.UNDETERMINED):
        return ()
    giving = [e for e in held if ViolationOutcome.of(e.item.leniency) is outcome]
    wanted = (part for e in giving for part in (*e.item.also, *e.version.also))
    found: dict[Accompanying, Accompaniment] = {}
    for part in wanted:
        known = found.get(part.kind)
        if known is None or (known.within is None and part.within is not None):
            found[part.kind] = part
    return tuple(_obligation(part, violation, calendar) for part in found.values())


_ANCHOR_FIELDS = {
    Anchor.INSPECTION: "inspected",
    Anchor.ORDER: "ordered",
    Anchor.DISCOVERY: "discovered",
}


def _obligation(
    part: Accompaniment, violation: Violation, calendar: WorkCalendar | None
) -> Obligation:
    due, note = _due(part, violation, calendar)
    done, done_on = _done(part.kind, violation)
    late = Truth.of(done_on > due) if done_on and due else Truth.UNKNOWN
    return Obligation(
        code=part.kind.value,
        text=part.kind.text,
        citation=part.citation,
        due=due,
        note=note,
        done=done,
        done_on=done_on,
        late=late,
    )


def _due(
    part: Accompaniment, violation: Violation, calendar: WorkCalendar | None
) -> tuple[date | None, Text | None]:
    """The last day, or why there is none yet."""
    if part.within is None or part.start is None:
        return None, None
    name = _ANCHOR_FIELDS[part.start]
    start = getattr(violation, name)
    if not start:
        return None, _FROM.filled(period=part.within.text, start=part.start.text, fact=FACTS[name])
    try:
        return part.within.deadline(start, calendar).day, None
    except UnknownDayError:
        return None, _NO_NOTICE


_FROM = Text(
    "自{start}起 {period}内（{fact}不清楚）", "within {period} from {start} ({fact} is not known)"
)
_NO_NOTICE = Text("放假安排尚未公布，期限待定", "no day yet: the holiday notice is not out")
DONE_FACT = {
    Accompanying.COMMITMENT: "committed-tolerance-letter",
    Accompanying.EDUCATE: "educated",
    Accompanying.REGISTER: "registered",
    Accompanying.RECORD: "recorded",
    Accompanying.CONFISCATE: "confiscated",
}
"""The named facts that say that it was done."""
DONE_FACTS = tuple(DONE_FACT.values())


def _done(kind: Accompanying, violation: Violation) -> tuple[Truth, date | None]:
    if kind is Accompanying.ORDER_CORRECTION:
        ordered = violation.ordered
        if ordered:
            return Truth.YES, ordered
        return Truth.UNKNOWN if ordered is None else Truth.NO, None
    return Truth.of(violation.fact(DONE_FACT[kind])), None


# --- in one line ------------------------------------------------------------------------------


def verdict_words(verdict: Verdict[ViolationOutcome], lang: Lang) -> str:
    """Why a violation is judged as it is, in one line."""
    joint = "；" if lang == "zh" else "; "
    return joint.join(finding.message(lang) for finding in verdict.findings)


def duties_words(verdict: Verdict[ViolationOutcome], lang: Lang) -> str | None:
    """What must be done besides, in one line; None where there is nothing."""
    joint = "；" if lang == "zh" else "; "
    return joint.join(duty.message(lang) for duty in verdict.obligations) or None
