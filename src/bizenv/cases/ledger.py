"""Many cases in figures: the ledger (台账).

A ledger is its lines, one for each case. Every figure is worked out from them,
so that groups add up to the whole and no figure stands without its cases.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, tzinfo
from html import escape
from typing import Any

from attrs import evolve, field, frozen

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.cases.entries import Desk, Entry, Readings
from bizenv.cases.indicators import COUNTS, INDICATORS
from bizenv.cases.matters import Matter, repeated
from bizenv.cases.ordering import as_zone, local_day
from bizenv.cases.rates import Rate
from bizenv.cases.stages import Stage
from bizenv.cases.states import CaseState, state_of
from bizenv.cases.tallies import Bands, Tally, tally_of
from bizenv.cases.values import Case, Time
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text

__all__ = ["GROUPINGS", "Group", "Ledger", "is_later_case", "ledger"]

GROUPINGS: dict[str, Text] = {
    "session": Text("场次", "session"),
    "channel": Text("渠道", "channel"),
    "agency": Text("承办单位", "agency"),
    "kind": Text("诉求类型", "kind"),
    "priority": Text("紧急程度", "priority"),
    "month": Text("登记月份", "month of receipt"),
}
"""By what a ledger can be grouped: the name, and its label."""
Key = tuple[str | None, ...]


def _groupings(value: str | Iterable[str]) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else tuple(value)
    for name in names:
        if name not in GROUPINGS:
            raise UsageError(_BAD_BY.filled(name=repr(name), known=tuple(GROUPINGS)))
    if len(set(names)) < len(names):
        raise UsageError(_BY_TWICE.filled(names=repr(names)))
    return names


def _in_order(part: str | None) -> tuple[bool, list[str | int]]:
    """By what groups are sorted: session 2 before session 10, what is not known at the end."""
    parts = re.split(r"(\d+)", part or "")
    return part is None, [int(each) if place % 2 else each for place, each in enumerate(parts)]


def _bands(value: Iterable[int]) -> Bands:
    bands = tuple(value)
    if any(last < 0 for last in bands) or list(bands) != sorted(set(bands)):
        raise UsageError(_BAD_BANDS.filled(bands=repr(bands)))
    return bands


def _by_case(value: Iterable[Entry]) -> tuple[Entry, ...]:
    entries = tuple(sorted(value, key=lambda entry: entry.case))
    twice = [id for id, n in Counter(entry.case for entry in entries).items() if n > 1]
    if twice:
        raise UsageError(_TWICE.filled(ids=", ".join(map(repr, twice[:3])), n=len(twice)))
    return entries


def _ids(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(value))


_TWICE = Text(
    "{n} 个诉求编号不止一次出现：{ids}；每件诉求只应有一个编号",
    "{n} ids of cases stand more than once: {ids}; expected an id for each case",
)


@frozen
class Group:
    """The cases that have the same words in what the ledger is grouped by (分组).

    A part of the key is None where the fact is not known.
    """

    key: Key
    tally: Tally

    def say(self, lang: Lang) -> str:
        """The key in words.

        >>> Group(("区住建局", None), Tally()).say("en")
        '区住建局 / not known'
        """
        return " / ".join(_UNKNOWN.say(lang) if part is None else part for part in self.key)


@frozen(repr=False)
class Ledger:
    """The lines of many cases at one time, and every figure of them (台账).

    ``entries`` stand in the order of their ids. ``later`` are the ids of cases
    of which nothing had happened yet; they are in no figure.

    >>> from bizenv.testing.cases import a_case
    >>> book = ledger([a_case("received", "resolved", lead="区住建局")], date(2023, 6, 30))
    >>> print(book.rate("resolution"))
    1/1 = 100.00 %

    Raises:
        UsageError: an id stands twice, or a grouping is not known.
    """

    at: Time
    entries: tuple[Entry, ...] = field(converter=_by_case)
    by: tuple[str, ...] = field(default=(), converter=_groupings)
    bands: Bands = field(default=(5, 15, 30), converter=_bands)
    later: tuple[str, ...] = field(default=(), converter=_ids)
    total: Tally = field(init=False, eq=False, repr=False)

    @total.default
    def _total(self) -> Tally:
        return tally_of(self.entries)

    def __repr__(self) -> str:
        by = f" by {', '.join(self.by)}" if self.by else ""
        return f"<Ledger of {len(self.entries):,} cases{by} at {self.at}>"

    # --- figures ------------------------------------------------------------------

    @property
    def received(self) -> int:
        """All cases."""
        return len(self.entries)

    def count(self, name: str) -> int:
        """How many cases are ``closed``, ``open``, ``stage_continuing`` and so on."""
        return self.total.count(name)

    def rate(self, name: str) -> Rate:
        """A rate of all cases by its name, such as ``resolution``."""
        return self.total.rate(name)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The figures of each group; cases of which a fact is not known are groups too."""
        found: dict[Key, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[tuple(getattr(entry, name) for name in self.by)].append(entry)
        keys = sorted(found, key=lambda key: [_in_order(part) for part in key])
        return tuple(Group(key, tally_of(found[key])) for key in keys)

    # --- lists --------------------------------------------------------------------

    @property
    def overdue(self) -> tuple[Entry, ...]:
        """Cases that are open after their due time, the oldest first."""
        late = [entry for entry in self.entries if entry.facts.overdue]
        return tuple(sorted(late, key=lambda entry: (entry.received or date.max, entry.case)))

    @property
    def faulty(self) -> tuple[str, ...]:
        """Ids of cases with events or rows that could not be applied or read."""
        return tuple(entry.case for entry in self.entries if entry.facts.faulty)

    @property
    def repeated(self) -> tuple[Matter, ...]:
        """Cases that look like one matter of one enterprise; offered, never merged."""
        return repeated(self.entries)

    # --- parts and wholes ---------------------------------------------------------

    def grouped(self, by: str | Iterable[str]) -> Ledger:
        """The same ledger in other groups."""
        return evolve(self, by=by)

    def only(self, **words: str | Iterable[str | None] | None) -> Ledger:
        """The ledger of those cases that have one of these words.

        >>> ledger([], date(2023, 6, 30)).only(session=["1", "2"]).received
        0
        """
        wanted: dict[str, set[str | None]] = {}
        for name in _groupings(words):
            given = words[name]
            wanted[name] = {given} if given is None or isinstance(given, str) else set(given)
        kept = [e for e in self.entries if all(getattr(e, n) in w for n, w in wanted.items())]
        return evolve(self, entries=kept, later=())

    def __add__(self, other: Ledger) -> Ledger:
        if not isinstance(other, Ledger):
            return NotImplemented
        mine, yours = ((each.at, each.by, each.bands) for each in (self, other))
        if mine != yours:
            raise UsageError(_TWO_FORMS.filled(mine=repr(mine), yours=repr(yours)))
        later = self.later + other.later
        return evolve(self, entries=self.entries + other.entries, later=later)

    # --- showing ------------------------------------------------------------------

    def rows(self, lang: Lang = "zh") -> list[dict[str, Any]]:
        """Every figure as a row, in long form: the whole first, then each group."""
        whole = {"group": "total", **dict.fromkeys(self.by)}
        rows = [{**whole, **row} for row in self.total.rows(self.bands, lang)]
        for group in self.groups if self.by else ():
            head = {"group": "group", **dict(zip(self.by, group.key, strict=True))}
            rows += [{**head, **row} for row in group.tally.rows(self.bands, lang)]
        return rows

    def say(self, lang: Lang) -> str:
        """The figures of the whole ledger, one a line."""
        return "\n".join(f"{label}{_COLON.say(lang)}{said}" for label, said in self._lines(lang))

    def _lines(self, lang: Lang) -> list[tuple[str, str]]:
        counts = self.total.counts
        shown = [(COUNTS[name].say(lang), str(n)) for name, n in counts.items() if n]
        rates = [(each.label.say(lang), self.rate(each.name).say(lang)) for each in INDICATORS]
        time = self.total.working_time
        days = _DAYS.fill(
            lang, {"n": time.cases, "p50": _dash(time.median), "p90": _dash(time.percentile(90))}
        )
        return [*shown, *rates, (_TIME.say(lang), days)]

    def to_dict(self) -> dict[str, Any]:
        """The ledger as plain values, for JSON."""
        return {
            "at": self.at.isoformat(),
            "by": list(self.by),
            "later": list(self.later),
            "faulty": list(self.faulty),
            "overdue": [entry.case for entry in self.overdue],
            "repeated": [
                {"enterprise": m.enterprise, "subject": m.subject, "cases": list(m.cases)}
                for m in self.repeated
            ],
            "total": self.total.to_dict(self.bands),
            "groups": [
                {"key": list(group.key), **group.tally.to_dict(self.bands)}
                for group in (self.groups if self.by else ())
            ],
        }

    def __str__(self) -> str:
        return self.say("en")

    def _repr_html_(self) -> str:
        return f'<div class="bizenv-ledger">{self._table("zh")}{self._table("en")}</div>'

    def _table(self, lang: Lang) -> str:
        """The groups as rows and the rates as columns; the whole comes last."""
        heads = [_GROUP.say(lang), COUNTS["received"].say(lang)]
        heads += [each.label.say(lang) for each in INDICATORS]
        lines = [(g.say(lang), g.tally) for g in (self.groups if self.by else ())]
        body = "".join(_html_row(name, tally, lang) for name, tally in lines)
        whole = _html_row(_TOTAL.say(lang), self.total, lang)
        head = "".join(f"<th>{escape(each)}</th>" for each in heads)
        tag = "zh-CN" if lang == "zh" else "en"
        return f'<table lang="{tag}"><tr>{head}</tr>{body}{whole}</table>'


def ledger(
    cases: Iterable[Case | CaseState],
    at: Time,
    by: str | Iterable[str] = (),
    *,
    calendar: WorkCalendar | None = None,
    readings: Readings | None = None,
    zone: str | tzinfo | None = None,
    bands: Iterable[int] = (5, 15, 30),
) -> Ledger:
    """The ledger of many cases at a time, grouped by session, agency, month and so on.

    ``calendar`` counts working times and ages; without one they are not known.
    ``readings`` tells of each case what its clock reads, or whether it is
    ``timely``, ``late`` or ``pending``. ``zone`` is the time zone of local
    times and of the months. What came later than ``at`` is left aside, and
    cases of which nothing else is recorded are listed in ``later``. ``bands``
    are the last working days of the bands of age.

    >>> from bizenv.testing.cases import a_case
    >>> cases = [a_case("received", "explained", id="1"), a_case("received", id="2")]
    >>> book = ledger(cases, date(2023, 6, 30), by=["agency", "month"])
    >>> book.groups[0].say("en"), str(book.rate("closure_of_accepted"))
    ('not known / 2023-06', '1/1 = 100.00 %')

    Raises:
        UsageError: an id stands twice, or an argument cannot be used.
    """
    named = as_zone(zone)
    desk = Desk(local_day(at, named), calendar, readings, named)
    entries, later = [], []
    for case in cases:
        state = _at(case, at, named)
        if is_later_case(state):
            later.append(state.case.id)
        else:
            entries.append(desk.entry(state))
    return Ledger(at, entries, by, bands, later)


def _at(case: Case | CaseState, at: Time, zone: tzinfo | None) -> CaseState:
    """The state at the time; one that was worked out for another time is not used."""
    if isinstance(case, CaseState):
        if case.at == at:
            return case
        case = case.case
    return state_of(case, at, zone=zone)


def is_later_case(state: CaseState) -> bool:
    """Whether all that is recorded of a case came later."""
    if state.stage is not Stage.NOTHING or state.case.unread or not state.faults:
        return False
    return all(fault.code == "event-in-future" for fault in state.faults)


def _dash(value: int | None) -> str:
    return "—" if value is None else str(value)


def _html_row(name: str, tally: Tally, lang: Lang) -> str:
    cells = [str(tally.received), *(tally.rate(each.name).say(lang) for each in INDICATORS)]
    body = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f"<tr><th>{escape(name)}</th>{body}</tr>"


_BAD_BY = Text("by={name}：应为 {known} 之一", "by={name}: expected one of {known}")
_BY_TWICE = Text("by={names}：每一项只写一次", "by={names}: expected each name once")
_BAD_BANDS = Text(
    "bands={bands}：应为天数，从小到大，不重复",
    "bands={bands}: expected days, each more than the one before",
)
_TWO_FORMS = Text(
    "{mine} 与 {yours}：应为同一时间、同一分组和账龄的两本台账",
    "{mine} and {yours}: expected ledgers of one time and one form",
)
_UNKNOWN = Text("不明", "not known")
_GROUP = Text("分组", "group")
_TOTAL = Text("合计", "total")
_COLON = Text("：", ": ")
_TIME = Text("办结用时（工作日）", "working days to close")
_DAYS = Text(
    "{n} 件，中位数 {p50}，90 分位 {p90}",
    "{n} cases, median {p50}, 90th percentile {p90}",
)
