"""A rulebook as text: whose it is, what it rests on, what it says, what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bizenv.inspections.quiet_periods import Duty, Ground, QuietVersion, Situation
from bizenv.kernel.text import Lang, Text, say
from bizenv.kernel.verdict import Obligation
from bizenv.kernel.vocabulary import Axis, Vocabulary
from bizenv.reports.charters import charter_lines, promises_in_short
from bizenv.reports.terminal import aligned
from bizenv.reports.wholes import whole_lines, wholes_in_short
from bizenv.rulebooks.cases import CaseReport
from bizenv.rulebooks.coverage import Coverage
from bizenv.rulebooks.rulebook import Rulebook

__all__ = ["case_lines", "list_lines", "rulebook_lines"]


def list_lines(books: Iterable[Rulebook], lang: Lang) -> Iterator[str]:
    """Rulebooks one a line: the id, the place, quiet days, promises, items of leniency."""
    return aligned([(book.id, book.text.say(lang), _in_short(book, lang)) for book in books])


def _in_short(book: Rulebook, lang: Lang) -> str:
    promises = (promises_in_short(charter, lang) for charter in book.charters)
    parts = (_days(book, lang), wholes_in_short(book, lang), *promises, _items(book, lang))
    return ("；" if lang == "zh" else "; ").join(part for part in parts if part)


def _days(book: Rulebook, lang: Lang) -> str:
    """The quiet days of the last version of each quiet period."""
    return ("；" if lang == "zh" else "; ").join(
        version.window.describe(lang)
        for period in book.quiet_periods
        for version in period.versions[-1:]
    )


def _items(book: Rulebook, lang: Lang) -> str:
    """How many items the last versions of its own tolerance lists have."""
    own = [each for each in book.tolerance_lists if each.rulebook == book.id]
    count = sum(len(each.versions[-1].items) for each in own)
    return _ITEMS.fill(lang, {"count": count}) if count else ""


_ITEMS = Text("{count} 项从宽规定", "leniency in {count} items")


def rulebook_lines(book: Rulebook, lang: Lang) -> Iterator[str]:
    """A rulebook in full."""
    yield f"{book.text.say(lang)}  ({book.ref})"
    yield _CHECKED.fill(lang, {"day": book.checked})
    yield _SOURCES.say(lang)
    for source in book.sources:
        address = f" {source.url}" if source.url else ""
        yield f"  - {source.name(lang)}{address}"
    for period in book.quiet_periods:
        inherited = "" if period.rulebook in ("", book.id) else f"{period.rulebook}/"
        yield f"{period.text.say(lang)} ({inherited}{period.id})"
        for version in period.versions:
            yield from _version_lines(version, book.vocabulary, lang)
        for gap in period.gaps:
            yield f"  {gap.first} – {gap.last}{_GAP.fill(lang, {'reason': gap.reason})}"
    yield from whole_lines(book, lang)
    for charter in book.charters:
        yield from charter_lines(charter, book.id, book.vocabulary, lang)
    if book.office_hours:
        yield _HOURS.fill(lang, {"hours": book.office_hours.describe(lang)})
    if book.unseen:
        yield _UNSEEN.say(lang)
        yield from (f"  - {text.say(lang)}" for text in book.unseen)


def _version_lines(version: QuietVersion, vocabulary: Vocabulary, lang: Lang) -> Iterator[str]:
    first = _UNSTATED.say(lang) if version.name == "unstated" else version.name
    last = version.validity.until.isoformat() if version.validity.until else _OPEN.say(lang)
    acts = _words(vocabulary["act"], version.acts, lang)
    colon = "：" if lang == "zh" else ": "
    yield f"  {first} – {last}{colon}{version.window.describe(lang)}"
    yield f"    {version.strictness.text.say(lang)}{colon}{acts}"
    yield f"    {_BY.say(lang)}{version.citation.long(lang)}"
    yield from _scope_lines(version, vocabulary, lang)
    for ground in version.not_inspections:
        yield f"    {_NOT_INSPECTION.say(lang)}{_ground(ground, vocabulary, lang)}"
    for ground in version.exemptions:
        label = _CATCH_ALL if ground.catch_all else _EXEMPT
        yield f"    {label.say(lang)}{_ground(ground, vocabulary, lang)}"
    if version.approval:
        by = _APPROVED_BY.fill(lang, {"by": version.approval.by}) if version.approval.by else ""
        yield f"    {_APPROVAL.say(lang)}{by}{version.approval.citation.short()}"
    for duty in version.duties:
        when = say(tuple(_SITUATIONS[situation] for situation in duty.situations), lang)
        yield f"    {_DUTY.say(lang)}{_duty(duty, lang)}" + _WHEN.fill(lang, {"when": when})


def _scope_lines(version: QuietVersion, vocabulary: Vocabulary, lang: Lang) -> Iterator[str]:
    """Which kinds, agencies and enterprises a version covers; nothing where it covers all."""
    scope = version.scope
    for label, axis, codes in (
        (_KINDS, "kind", version.kinds),
        (_LEVELS, "level", scope.agency_levels),
        (_CLASSES, "enterprise_class", scope.classes),
        (_ZONES, "zone", scope.zones),
        (_EXCLUDED, "enterprise_class", scope.exclude_classes),
        (_REQUIRED, "circumstance", frozenset(scope.circumstances) or None),
    ):
        if codes is not None:
            yield f"    {label.say(lang)}{_words(vocabulary[axis], codes, lang)}"


def _duty(duty: Duty, lang: Lang) -> str:
    """A duty as a verdict tells it: what, by whom, to whom, when."""
    parts = (duty.text, duty.citation, duty.by, duty.to, duty.timing)
    return Obligation(duty.id, *parts).message(lang)


def _words(axis: Axis, codes: Iterable[str], lang: Lang) -> str:
    return say(tuple(axis.label(code, lang) for code in sorted(codes)), lang)


def _ground(ground: Ground, vocabulary: Vocabulary, lang: Lang) -> str:
    notes = []
    if ground.least_level:
        level = vocabulary["level"].label(ground.least_level, lang)
        notes.append(_LEAST.fill(lang, {"level": level}))
    notes += [vocabulary["circumstance"].label(name, lang) for name in ground.circumstances]
    extra = f" + {' + '.join(notes)}" if notes else ""
    return f"{ground.text.say(lang)}{extra} ({ground.id})"


def case_lines(report: CaseReport, lang: Lang) -> Iterator[str]:
    """The cases of a rulebook: what failed, and what is covered."""
    failed = [result for result in report.results if not result.passed]
    for result in failed:
        yield f"  ✗ {result.case.line}: {result.case.name}"
        yield from (f"      {say(difference, lang)}" for difference in result.differences)
    passed = len(report.results) - len(failed)
    yield f"{report.rulebook}: " + _PASSED.fill(
        lang, {"passed": passed, "all": len(report.results)}
    )
    for coverage in report.coverage:
        yield f"  {_coverage(coverage, lang)}"


def _coverage(coverage: Coverage, lang: Lang) -> str:
    reached = len(coverage.reachable & coverage.reached)
    text = f"{_COVERED[coverage.what].say(lang)} {reached}/{len(coverage.reachable)}"
    return text + f"  {_MISSED.say(lang)}{say(coverage.missed, lang)}" if coverage.missed else text


_CHECKED = Text("核对日期：{day}", "checked on {day}")
_SOURCES = Text("依据：", "sources:")
_UNSEEN = Text("未见到、因而没有写入：", "not seen, and therefore left out:")
_UNSTATED = Text("施行日期未载明", "first day not stated")
_OPEN = Text("现行", "open")
_BY = Text("依据：", "by: ")
_HOURS = Text("办公时间：{hours}", "office hours: {hours}")
_GAP = Text("：没有规则（{reason}）", ": no rule ({reason})")
_KINDS = Text("只限检查类型：", "only kinds: ")
_LEVELS = Text("只限机关层级：", "only agencies of level: ")
_CLASSES = Text("只限企业：", "only enterprises: ")
_ZONES = Text("只限园区：", "only in: ")
_EXCLUDED = Text("不适用于：", "not for: ")
_REQUIRED = Text("前提：", "only where: ")
_NOT_INSPECTION = Text("不算检查：", "no inspection: ")
_EXEMPT = Text("例外：", "exempt: ")
_CATCH_ALL = Text("兜底（须审核）：", "catch-all (needs review): ")
_APPROVED_BY = Text("由{by}批准，", "by {by}, ")
_APPROVAL = Text("经批准可查：", "allowed with approval: ")
_WHEN = Text("（{when}）", " ({when})")
_DUTY = Text("应办：", "to be done: ")
_LEAST = Text("{level}及以上部署", "deployed at {level} level or higher")
_PASSED = Text("用例通过 {passed}/{all}", "cases passed {passed}/{all}")
_COVERED = {
    "version": Text("版本", "version"),
    "exemption": Text("例外", "exemption"),
    "outcome": Text("结论", "outcome"),
    "promise": Text("承诺", "promise"),
    "closure": Text("办结条件", "closure"),
    "bound": Text("频次上下限", "bound"),
    "uncounted": Text("不计入或上浮的情形", "left out or raised"),
    "merge": Text("联合检查", "joint visits"),
    "paper": Text("手续", "papers"),
    "conditions": Text("条件", "conditions"),
}
_MISSED = Text("未覆盖：", "not covered: ")
_SITUATIONS = {
    Situation.EXEMPT: Text("例外可查时", "when exempt"),
    Situation.APPROVED: Text("经批准时", "when approved"),
    Situation.OUTSIDE: Text("安静期外", "outside the window"),
    Situation.REVIEW: Text("主张兜底情形时", "when a catch-all is claimed"),
}
