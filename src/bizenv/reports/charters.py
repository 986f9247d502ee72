"""Service charters as text: what is promised of which requests, and what closing needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bizenv.cases.charters import CharterVersion, ServiceCharter
from bizenv.cases.closure import ClosureRule
from bizenv.cases.service_levels import ExtensionRule, Promise, Reopening, YellowLight
from bizenv.cases.values import EventKind
from bizenv.cases.writing_off import WritingOffRule
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Lang, Text, inset, say
from bizenv.kernel.vocabulary import Axis, Vocabulary

__all__ = ["charter_lines", "promises_in_short"]


def promises_in_short(charter: ServiceCharter, lang: Lang) -> str:
    """The promises of the last version, the period of each.

    >>> from bizenv.testing.cases import a_charter, a_promise
    >>> promises_in_short(a_charter(a_promise(), a_promise("sign", "1 working day")), "en")
    'time to reply: 3 working days, time to sign for it: 1 working day'
    """
    promises = charter.versions[-1].promises
    parts = (_SHORT.filled(promise=p.text, period=p.period.text) for p in promises)
    return say(tuple(parts), lang) or _NO_TIMES.say(lang)


def charter_lines(
    charter: ServiceCharter, rulebook: str, vocabulary: Vocabulary, lang: Lang
) -> Iterator[str]:
    """A charter in full; one that is inherited names the rulebook it comes from."""
    inherited = "" if charter.rulebook in ("", rulebook) else f"{charter.rulebook}/"
    yield f"{charter.text.say(lang)} ({inherited}{charter.id})"
    for version in charter.versions:
        yield from _version(version, vocabulary, lang)
    for gap in charter.gaps:
        yield f"  {gap.first} – {gap.last}{_GAP.fill(lang, {'reason': gap.reason})}"


def _version(version: CharterVersion, vocabulary: Vocabulary, lang: Lang) -> Iterator[str]:
    until = version.validity.until
    first = _UNSTATED.say(lang) if version.name == "unstated" else version.name
    yield f"  {first} – {until.isoformat() if until else _OPEN.say(lang)}"
    yield f"    {_BY.say(lang)}{version.citation.long(lang)}"
    if scope := _scope(version, vocabulary, lang):
        yield f"    {_ONLY.fill(lang, {'words': scope})}"
    for promise in version.promises:
        yield from _promise(promise, vocabulary, lang)
        yield from _clause(promise.citation, version.citation, lang)
    for rule in version.closure:
        yield f"    {_closure(rule, vocabulary, lang)}"
        yield from _clause(rule.citation, version.citation, lang)
    for writer in version.writing_off:
        yield f"    {_writing_off(writer, vocabulary, lang)}"
        yield from _clause(writer.citation, version.citation, lang)


def _clause(clause: Citation, document: Citation, lang: Lang) -> Iterator[str]:
    """The clause of a rule, where it says more than the document as a whole."""
    if clause.locator != document.locator or clause.quote != document.quote:
        quote = Text("：“{words}”", ': "{words}"').fill(lang, {"words": clause.quote or ""})
        yield f"      {_BY.say(lang)}{clause.short()}{quote if clause.quote else ''}"


def _writing_off(rule: WritingOffRule, vocabulary: Vocabulary, lang: Lang) -> str:
    names = sorted(rule.by)
    who = inset(Text("、".join(names), " or ".join(names)))
    words = _WRITING_OFF.fill(lang, {"by": who})
    scope = _scope(rule, vocabulary, lang)
    return words + (_OF_KINDS.fill(lang, {"kinds": scope}) if scope else "")


# --- promises ---------------------------------------------------------------------


def _promise(promise: Promise, vocabulary: Vocabulary, lang: Lang) -> Iterator[str]:
    facts = {
        "text": promise.text,
        "period": promise.period.text,
        "start": _events(promise.starts_on),
        "met": _events(promise.met_by),
        "id": promise.id,
    }
    yield "    " + _PROMISE.fill(lang, facts)
    yield from (f"      {line}" for line in _details(promise, vocabulary, lang))


def _details(promise: Promise, vocabulary: Vocabulary, lang: Lang) -> Iterator[str]:
    """What else a promise says: of which cases, and what moves its end."""
    if scope := _scope(promise, vocabulary, lang):
        yield _ONLY.fill(lang, {"words": scope})
    if promise.optional:
        yield _OPTIONAL.say(lang)
    if promise.deems is not None:
        yield _DEEMS.fill(lang, {"event": promise.deems.text})
    if promise.restarts_on:
        yield _RESTARTS.fill(lang, {"events": _events(promise.restarts_on)})
    if promise.pauses != frozenset():
        yield _pauses(promise, vocabulary["pause_cause"], lang)
    if promise.restarts_after:
        causes = _terms(vocabulary["pause_cause"], promise.restarts_after, lang)
        yield _RESTARTS_AFTER.fill(lang, {"causes": causes})
    if promise.extension is not None:
        yield _extension(promise.extension, lang)
    if promise.yellow is not None:
        yield _yellow(promise.yellow, lang)
    if promise.reopening is not Reopening.CONTINUE:
        yield promise.reopening.text.say(lang)


def _events(kinds: Iterable[EventKind]) -> Text:
    words = [kind.text for kind in sorted(kinds, key=lambda kind: kind.rank)]
    zh, en = ("或".join(w.zh for w in words), " or ".join(w.say("en") for w in words))
    return Text(zh, en)


def _scope(
    rule: Promise | ClosureRule | WritingOffRule | CharterVersion,
    vocabulary: Vocabulary,
    lang: Lang,
) -> str:
    """Of which cases something is said; nothing where it is of all."""
    axes = {
        "case_kind": rule.kinds,
        "channel": rule.channels,
        "priority": rule.priorities if isinstance(rule, Promise) else None,
        "case_circumstance": rule.only_if if isinstance(rule, Promise) else None,
    }
    parts = (_terms(vocabulary[axis], codes, lang) for axis, codes in axes.items() if codes)
    return ("；" if lang == "zh" else "; ").join(parts)


def _terms(axis: Axis, codes: Iterable[str], lang: Lang) -> str:
    return say(tuple(axis.label(code, lang) for code in sorted(codes)), lang)


def _pauses(promise: Promise, axis: Axis, lang: Lang) -> str:
    if promise.pauses is None:
        return _ANY_PAUSE.say(lang)
    return _PAUSES.fill(lang, {"causes": _terms(axis, promise.pauses, lang)})


def _extension(rule: ExtensionRule, lang: Lang) -> str:
    parts = [_ANY_TIMES if rule.times is None else _TIMES.filled(n=rule.times)]
    if rule.by is not None:
        parts.append(_AT_MOST.filled(by=rule.by.text))
    if rule.in_all is not None:
        parts.append(_IN_ALL.filled(most=rule.in_all.text))
    if rule.ask_before is not None:
        parts.append(_ASKED.filled(before=rule.ask_before.text))
    if rule.granted_by is not None:
        names = sorted(rule.granted_by)
        parts.append(_GRANTED.filled(by=inset(Text("、".join(names), ", ".join(names)))))
    return _EXTENSION.fill(lang, {"how": tuple(parts)})


def _yellow(light: YellowLight, lang: Lang) -> str:
    if light.before is not None:
        return _YELLOW_BEFORE.fill(lang, {"before": light.before.text})
    share = light.share
    assert share is not None  # noqa: S101 - one of them there is
    return _YELLOW_SHARE.fill(lang, {"share": f"{float(share):.0%}"})


# --- closure ----------------------------------------------------------------------


def _closure(rule: ClosureRule, vocabulary: Vocabulary, lang: Lang) -> str:
    words = _NEEDS.fill(lang, {"step": rule.before.text, "need": rule.need.text})
    if scope := _scope(rule, vocabulary, lang):
        words += _OF_KINDS.fill(lang, {"kinds": scope})
    if rule.signers is not None:
        names = sorted(rule.signers)
        words += _SIGNED.fill(lang, {"by": inset(Text("、".join(names), ", ".join(names)))})
    if rule.reasons:
        causes = _terms(vocabulary["pause_cause"], rule.reasons, lang)
        words += _REASONS.fill(lang, {"causes": causes})
    if rule.tries is not None:
        words += _TRIES.fill(lang, {"n": rule.tries})
    return words


_SHORT = Text("{promise}：{period}", "{promise}: {period}")
_NO_TIMES = Text(
    "只有办结、销号的条件，没有时限", "what closing and writing off need, and no times"
)
_UNSTATED = Text("施行日期未载明", "first day not stated")
_OPEN = Text("现行", "open")
_BY = Text("依据：", "by: ")
_GAP = Text("：没有规则（{reason}）", ": no rule ({reason})")
_PROMISE = Text(
    "承诺：{text}（{id}）：{period}，自{start}起，到{met}止",
    "promise: {text} ({id}): {period}, from {start} to {met}",
)
_ONLY = Text("只限：{words}", "only: {words}")
_OPTIONAL = Text("可以不做；逾期不能再做", "need not be done, and may not be done later")
_DEEMS = Text("逾期没有完成的，视为{event}", "if not done in time, this counts as done: {event}")
_WRITING_OFF = Text("销号：只能由{by}办理", "may be written off by {by} only")
_RESTARTS = Text("{events}后重新计时", "anew after: {events}")
_RESTARTS_AFTER = Text("{causes}结束后重新计时", "anew when this ends: {causes}")
_PAUSES = Text("不计入的时间：{causes}", "does not count: {causes}")
_ANY_PAUSE = Text("不计入的时间：任何暂停", "does not count: any pause")
_EXTENSION = Text("可延期：{how}", "may be extended: {how}")
_ANY_TIMES = Text("次数不限", "any number of times")
_TIMES = Text("{n} 次", "times: {n}")
_AT_MOST = Text("每次最多 {by}", "by {by} at most")
_IN_ALL = Text("总共最长 {most}", "{most} in all at most")
_ASKED = Text("提前 {before}申请", "asked for {before} before")
_GRANTED = Text("由{by}批准", "granted by {by}")
_YELLOW_SHARE = Text("用去 {share} 时亮黄灯", "yellow when {share} is used")
_YELLOW_BEFORE = Text("到期前 {before}亮黄灯", "yellow {before} before it is due")
_NEEDS = Text("{step}须：{need}", "{step} needs: {need}")
_OF_KINDS = Text("（{kinds}）", " ({kinds})")
_SIGNED = Text("，由{by}签批", ", by {by}")
_REASONS = Text("；可代替的理由：{causes}", "; reasons instead: {causes}")
_TRIES = Text("；联系 {n} 次未接通即可", "; nobody reached in {n} tries is enough")
