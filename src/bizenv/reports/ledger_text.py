"""A ledger as text for people: counts, rates with their numbers, working times, groups, lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from bizenv.cases.entries import Entry
from bizenv.cases.faults import when
from bizenv.cases.indicators import COUNTS, INDICATORS
from bizenv.cases.ledger import GROUPINGS, Group, Ledger
from bizenv.cases.matters import Matter
from bizenv.cases.rates import Rate
from bizenv.cases.reconcile import Reconciled
from bizenv.cases.records import AXIS_OF
from bizenv.cases.tallies import Tally
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text, say
from bizenv.kernel.truth import Truth
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.reports.terminal import ruled, visible

__all__ = ["LedgerReport", "ledger_lines"]

_GROUP_COUNTS = ("received", "open", "closed", "overdue")
_GROUP_RATES = ("resolution", "on_time", "satisfaction")


@frozen
class LedgerReport:
    """A ledger, and what is told beside it.

    ``published`` are figures of a report that were compared with it, ``notes``
    what is worth telling of the log, ``problems`` what is wrong with its rows,
    ``rulebook`` the rules that time its cases.
    """

    book: Ledger
    vocabulary: Vocabulary
    file: str
    rulebook: str | None = None
    notes: tuple[Text, ...] = ()
    published: Sequence[Reconciled] = ()
    problems: Sequence[Problem] = ()


def ledger_lines(report: LedgerReport, lang: Lang, limit: int) -> Iterator[str]:
    """The whole ledger as lines; ``limit`` is how many cases a list shows, 0 for all."""
    book = report.book
    sections = (
        _head(report, lang),
        _count_lines(book.total, lang),
        _rate_lines(book.total, lang),
        _time_lines(book, lang),
        _group_lines(report, lang),
        _listed(_OVERDUE, [_overdue(entry, lang) for entry in book.overdue], lang, limit),
        _listed(_REPEATED, [_matter(matter, lang) for matter in book.repeated], lang, limit),
        _published(report.published, lang),
    )
    for number, lines in enumerate(list(lines) for lines in sections):
        if lines:
            yield from ([""] if number else [])
            yield from map(visible, lines)


def _head(report: LedgerReport, lang: Lang) -> Iterator[str]:
    facts = {"file": report.file, "rulebook": report.rulebook, "at": when(report.book.at)}
    yield (_HEAD_TIMED if report.rulebook else _HEAD).fill(lang, facts)
    yield from (note.say(lang) for note in report.notes)
    if wrong := sum(problem.severity == "error" for problem in report.problems):
        yield _FAULTS.fill(lang, {"count": f"{wrong:,}"})
    if later := report.book.later:
        yield _LATER.fill(lang, {"count": f"{len(later):,}"})


def _count_lines(tally: Tally, lang: Lang) -> Iterator[str]:
    rows = [[COUNTS[name].say(lang), f"{n:,}"] for name, n in tally.counts.items() if n]
    return ruled([_COUNT.say(lang), _CASES.say(lang)], rows)


def _rate_lines(tally: Tally, lang: Lang) -> Iterator[str]:
    """Each rate with its numbers, its rule, and what is left out for which reason."""
    header = [text.say(lang) for text in (_RATE, _PERCENT, _NUMBERS, _RULE, _LEFT_OUT)]
    rows = [_rate_row(each.label, tally.rate(each.name), lang) for each in INDICATORS]
    return ruled(header, rows, words=(0, 3, 4))


def _rate_row(label: Text, rate: Rate, lang: Lang) -> list[str]:
    left_out = tuple(_REASON.fill(lang, {"reason": why, "n": n}) for why, n in rate.excluded)
    numbers = f"{rate.numerator}/{rate.denominator}"
    return [
        label.say(lang),
        _percent(rate, lang),
        numbers,
        rate.rule.say(lang),
        say(left_out, lang),
    ]


def _percent(rate: Rate, lang: Lang) -> str:
    percent = rate.percent()
    return _NOT_APPLICABLE.say(lang) if percent is None else f"{percent:f} %"


def _time_lines(book: Ledger, lang: Lang) -> Iterator[str]:
    """Working days to close, and open cases by age."""
    time = book.total.working_time
    facts = {"n": f"{time.cases:,}", "p50": _days(time.median), "p90": _days(time.percentile(90))}
    yield _TIME.fill(lang, facts)
    if reasons := tuple(_REASON.fill(lang, {"reason": r, "n": n}) for r, n in time.excluded):
        yield _TIME_LEFT_OUT.fill(lang, {"reasons": reasons})
    bands = tuple(
        _REASON.fill(lang, {"reason": band.text, "n": f"{band.count:,}"})
        for band in book.total.ageing(book.bands)
        if band.count
    )
    if bands:
        yield _AGES.fill(lang, {"bands": bands})


def _days(value: int | None) -> str:
    return "—" if value is None else str(value)


# --- groups -----------------------------------------------------------------


def _group_lines(report: LedgerReport, lang: Lang) -> Iterator[str]:
    """A line a group, and the whole at the end; nothing where nothing is grouped."""
    book = report.book
    if not book.by:
        return
    head = [" / ".join(GROUPINGS[name].say(lang) for name in book.by)]
    head += [COUNTS[name].say(lang) for name in _GROUP_COUNTS]
    head += [each.label.say(lang) for each in INDICATORS if each.name in _GROUP_RATES]
    head += [_MEDIAN.say(lang), _P90.say(lang)]
    rows = [_group_row(_key(group, report, lang), group.tally, lang) for group in book.groups]
    yield from ruled(head, [*rows, _group_row(_TOTAL.say(lang), book.total, lang)])


def _group_row(name: str, tally: Tally, lang: Lang) -> list[str]:
    rates = [tally.rate(each) for each in _GROUP_RATES]
    shown = [f"{_percent(r, lang)} ({r.numerator}/{r.denominator})" for r in rates]
    time = tally.working_time
    counts = [f"{tally.count(each):,}" for each in _GROUP_COUNTS]
    return [visible(name), *counts, *shown, _days(time.median), _days(time.percentile(90))]


def _key(group: Group, report: LedgerReport, lang: Lang) -> str:
    """The key of a group, terms by their labels."""
    parts = []
    for name, part in zip(report.book.by, group.key, strict=True):
        axis = report.vocabulary[AXIS_OF[name]] if name in AXIS_OF else None
        known = axis.label(part, lang) if axis is not None and part is not None else part
        parts.append(_UNKNOWN.say(lang) if known is None else known)
    return " / ".join(parts)


# --- lists ------------------------------------------------------------------


def _listed(title: Text, lines: list[str], lang: Lang, limit: int) -> Iterator[str]:
    if not lines:
        return
    yield title.fill(lang, {"count": f"{len(lines):,}"})
    shown = lines[: limit or None]
    yield from (f"  {line}" for line in shown)
    if hidden := len(lines) - len(shown):
        yield _MORE.fill(lang, {"count": f"{hidden:,}"})


def _overdue(entry: Entry, lang: Lang) -> str:
    facts = {
        "case": entry.case,
        "enterprise": entry.enterprise or _NO_ENTERPRISE.say(lang),
        "agency": entry.agency or _NO_AGENCY.say(lang),
        "stage": entry.facts.stage.text,
        "received": entry.received or _UNKNOWN,
        "age": _UNKNOWN if entry.age is None or isinstance(entry.age, Text) else entry.age,
    }
    return _OVERDUE_LINE.fill(lang, facts)


def _matter(matter: Matter, lang: Lang) -> str:
    facts = {"enterprise": matter.enterprise, "subject": matter.subject, "cases": matter.cases}
    return _MATTER.fill(lang, facts)


def _published(published: Iterable[Reconciled], lang: Lang) -> Iterator[str]:
    for number, told in enumerate(published):
        if not number:
            yield _PUBLISHED.say(lang)
        yield f"  {_MARKS[told.follows].say(lang)} {told.say(lang)}"


_HEAD = Text("{file}　截至 {at} 的台账", "{file}, ledger as of {at}")
_HEAD_TIMED = Text(
    "{file}　截至 {at} 的台账，按 {rulebook} 计时", "{file}, ledger as of {at}, timed by {rulebook}"
)
_LATER = Text(
    "截至当时尚无任何事件、没有计入的诉求：{count} 件。",
    "Cases of which nothing had happened yet, in no figure: {count}.",
)
_FAULTS = Text(
    "记录中有问题 {count} 处，能读到的都已计入；bizenv check --kind cases 逐条列出。",
    "Problems of the record: {count}; what can be read is counted, and bizenv check --kind cases "
    "lists them.",
)
_COUNT = Text("数量", "count")
_CASES = Text("件数", "cases")
_RATE = Text("比率", "rate")
_PERCENT = Text("百分比", "per cent")
_NUMBERS = Text("分子/分母", "numbers")
_RULE = Text("口径", "rule")
_LEFT_OUT = Text("未计入", "left out")
_REASON = Text("{reason} {n}", "{reason} {n}")
_NOT_APPLICABLE = Text("不适用", "not applicable")
_TIME = Text(
    "办结用时（工作日）：{n} 件，中位数 {p50}，90 分位 {p90}",
    "working days to close: {n} cases, median {p50}, 90th percentile {p90}",
)
_TIME_LEFT_OUT = Text("  未计入：{reasons}", "  left out: {reasons}")
_AGES = Text("在办时长：{bands}", "open cases by age: {bands}")
_MEDIAN = Text("用时中位数", "median days")
_P90 = Text("90 分位", "90th pct")
_TOTAL = Text("合计", "all")
_UNKNOWN = Text("不明", "not known")
_NO_AGENCY = Text("（主办单位不明）", "(no agency)")
_NO_ENTERPRISE = Text("（未填企业）", "(no enterprise)")
_OVERDUE = Text("超期未结（{count} 件）：", "Open after the due time ({count}):")
_OVERDUE_LINE = Text(
    "{case}　{enterprise} → {agency}　{stage}　登记 {received}　已 {age} 个工作日",
    "{case}  {enterprise} → {agency}  {stage}  received {received}  working days since: {age}",
)
_REPEATED = Text(
    "疑似重复诉求（{count} 组，须人工判断）：",
    "Matters that look repeated ({count}; a person decides):",
)
_MATTER = Text("{enterprise}：{subject}（{cases}）", "{enterprise}: {subject} ({cases})")
_MORE = Text(
    "  另有 {count} 项未显示；--limit 0 显示全部，--output 写入文件。",
    "  {count} more are not shown; --limit 0 shows all, --output writes a file.",
)
_PUBLISHED = Text("公布的数字：", "Published figures:")
_MARKS = {
    Truth.YES: Text("[一致]", "[follows]"),
    Truth.NO: Text("[不符]", "[does not follow]"),
    Truth.UNKNOWN: Text("[不能断定]", "[cannot be told]"),
}
