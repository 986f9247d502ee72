"""Rules on whole schedules as text: how often, how joint, on what papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion
from bizenv.inspections.whole.joint_visits import JointRule, JointVersion
from bizenv.inspections.whole.papers import PaperRule, PaperVersion
from bizenv.kernel.text import Lang, Text, say
from bizenv.kernel.vocabulary import Axis
from bizenv.rulebooks.rulebook import Rulebook

__all__ = ["whole_lines", "wholes_in_short"]


def wholes_in_short(book: Rulebook, lang: Lang) -> str:
    """What the last version of each rule on whole schedules says.

    >>> from bizenv import load_rulebook
    >>> wholes_in_short(load_rulebook("cn-hn-longhui"), "en")
    'at most 1 visit by one agency in a calendar year'
    """
    bounds = [rule.versions[-1].text for rule in book.frequency_rules]
    joint = [_said(rule.versions[-1]) for rule in book.joint_rules]
    needs = [paper.text for rule in book.paper_rules for paper in rule.versions[-1].papers]
    said = [text.say(lang) for text in (*bounds, *joint, *needs)]
    return ("；" if lang == "zh" else "; ").join(dict.fromkeys(said))


def whole_lines(book: Rulebook, lang: Lang) -> Iterator[str]:
    """The rules on whole schedules in full; one that is inherited names its rulebook."""
    rules: tuple[FrequencyRule | JointRule | PaperRule, ...] = (
        *book.frequency_rules,
        *book.joint_rules,
        *book.paper_rules,
    )
    for rule in rules:
        inherited = "" if rule.rulebook in ("", book.id) else f"{rule.rulebook}/"
        yield f"{rule.text.say(lang)} ({inherited}{rule.id})"
        for version in rule.versions:
            yield from _version_lines(version, book, lang)
        for gap in rule.gaps:
            yield f"  {gap.first} – {gap.last}{_GAP.fill(lang, {'reason': gap.reason})}"


_Version = FrequencyVersion | JointVersion | PaperVersion


def _version_lines(version: _Version, book: Rulebook, lang: Lang) -> Iterator[str]:
    first = _UNSTATED.say(lang) if version.name == "unstated" else version.name
    last = version.validity.until.isoformat() if version.validity.until else _OPEN.say(lang)
    yield f"  {first} – {last}{_COLON.say(lang)}{_said(version).say(lang)}"
    yield f"    {_BY.say(lang)}{version.citation.long(lang)}"
    for condition in version.covers:
        if condition.terms is not None and condition.fact != "act":
            axis = book.vocabulary[_AXES.get(condition.fact, condition.fact)]
            words = _words(axis, condition.terms, lang)
            yield f"    {(_NOT_FOR if condition.negated else _ONLY).say(lang)}{words}"
    for ground in version.not_counted:
        yield f"    {_LEFT_OUT.say(lang)}{ground.text.say(lang)} ({ground.id})"
    if isinstance(version, FrequencyVersion):
        for each in version.raises:
            facts = {"to": each.to, "ground": each.ground.text}
            yield f"    {_RAISED.fill(lang, facts)} ({each.ground.id})"
        yield from (f"    {text.say(lang)}" for text in _notes(version))
    elif isinstance(version, PaperVersion):
        for paper in version.papers:
            cited = _CITED.fill(lang, {"clause": paper.citation.short()})
            yield f"    - {paper.text.say(lang)}{cited}"


def _said(version: _Version) -> Text:
    if isinstance(version, FrequencyVersion):
        return version.text
    if isinstance(version, PaperVersion):
        return _PAPERS
    if version.target_percent is None:
        return _WITHIN.filled(days=version.days)
    return _WITHIN_AND_RATE.filled(days=version.days, percent=version.target_percent)


def _notes(version: FrequencyVersion) -> Iterator[Text]:
    if version.after_clean:
        yield _AFTER_CLEAN
    if version.joint_once:
        yield _JOINT_ONCE


def _words(axis: Axis, codes: Iterable[str], lang: Lang) -> str:
    return say(tuple(axis.label(code, lang) for code in sorted(codes)), lang)


_AXES = {"agency_level": "level"}
_UNSTATED = Text("施行日期未载明", "first day not stated")
_OPEN = Text("现行", "open")
_COLON = Text("：", ": ")
_BY = Text("依据：", "by: ")
_ONLY = Text("只限：", "only: ")
_NOT_FOR = Text("不适用于：", "not for: ")
_LEFT_OUT = Text("不计入：", "not counted: ")
_RAISED = Text("上浮至 {to} 次：{ground}", "raised to {to}: {ground}")
_AFTER_CLEAN = Text("只在上一次没有发现违法时适用", "only where the last visit found no violation")
_JOINT_ONCE = Text("同一天的联合检查计一次", "joint visits on one day count once")
_GAP = Text("：没有规则（{reason}）", ": no rule ({reason})")
_WITHIN = Text(
    "{days} 天内几个机关入企，可并作一次联合检查",
    "entries of several agencies within {days} days could be one joint visit",
)
_WITHIN_AND_RATE = Text(
    "{days} 天内几个机关入企，可并作一次联合检查；联合检查率目标 {percent} %",
    "entries of several agencies within {days} days could be one joint visit; "
    "the target for the joint-visit rate is {percent} %",
)
_PAPERS = Text("检查手续", "the papers of a visit")
_CITED = Text("（{clause}）", " ({clause})")
