"""Event logs: tables of what happened, read as cases and written again (事件日志).

A log has one row an event, or one row a case with a column for each stage.
Both are told apart by their headers. Nothing is dropped: a row that cannot be
read stays with its case as a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, tzinfo
from itertools import chain
from typing import Any

from attrs import define, evolve, field, frozen

from bizenv.cases.ordering import as_zone
from bizenv.cases.records import CASE_FACTS, EVENT_FACTS, FIELDS, STAGES, TEXTS, CellReader
from bizenv.cases.values import Case, Event, EventKind, UnreadEvent
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.batches import Batch, Table
from bizenv.tables.cells import blank, shown
from bizenv.tables.headers import Headers, HeaderWords
from bizenv.tables.mapping import TableMap

__all__ = [
    "STAGE_OF",
    "TOLD_BY_STATUS",
    "CaseLog",
    "cases_from_events",
    "find_columns",
    "to_xes_rows",
    "told_by_status",
]


@frozen
class CaseLog:
    """The cases of a log, in the order in which they first appear.

    ``problems`` are those of rows that name no case; the other problems stand
    with their cases. ``unused`` are the columns that were not read, ``puzzling``
    the words of a column of states that say nothing known.
    """

    cases: tuple[Case, ...]
    problems: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()
    puzzling: tuple[str, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem of the log, those of the cases among them, by row."""
        told = list(self.problems)
        for case in self.cases:
            told += case.problems
            told += (problem for row in case.unread for problem in row.problems)
        return tuple(sorted(told, key=lambda problem: problem.place.row or 0))


@define
class _Draft:
    """What is known of a case while its rows are read."""

    place: Place
    facts: dict[str, Any] = field(factory=dict)
    events: list[Event] = field(factory=list)
    unread: list[UnreadEvent] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    def case(self, id: str) -> Case:
        """The case, now that every row is read."""
        return Case(
            id,
            **self.facts,
            events=self.events,
            unread=self.unread,
            problems=self.problems,
            place=self.place,
        )


def cases_from_events(
    source: Table | Iterable[Mapping[str, object]],
    vocabulary: Vocabulary,
    words: HeaderWords,
    *,
    zone: str | tzinfo | None = None,
    mapping: TableMap | None = None,
) -> CaseLog:
    """Read a log: a table, or rows that are mappings from headers to cells.

    ``words`` are the known headers by field; ``zone`` is the time zone of local
    times. The events of a case may stand anywhere, in any order.

    >>> from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
    >>> rows = [{"工单编号": "C1", "事件": "登记", "时间": "2023-06-15"},
    ...         {"工单编号": "C1", "事件": "已签收", "时间": "2023-06-16 09:00"}]
    >>> log = cases_from_events(rows, case_vocabulary(), header_words()["cases"],
    ...                         zone="Asia/Shanghai")
    >>> [event.kind.value for event in log.cases[0].events]
    ['received', 'signed']

    Raises:
        TableError: no column holds the case, none an event, or two may hold the
            same field.
        UsageError: the time zone is not known.
    """
    table = source if isinstance(source, Table) else _table_of(source)
    mapping = mapping or TableMap()
    columns = find_columns(table.headers, words, mapping, table.place)
    reader = _Reader(table.file, columns, vocabulary, as_zone(zone), mapping)
    for batch in table.batches():
        reader.take(batch)
    return reader.log(table.headers)


def find_columns(
    headers: tuple[str, ...], words: HeaderWords, mapping: TableMap, place: Place | None = None
) -> dict[str, str]:
    """By field, the column of a log that holds it.

    Raises:
        TableError: no column holds the case, none an event, or two may hold the
            same field.
    """
    every = {name: _spellings(name, words) for name in (*FIELDS, *STAGES)}
    place = place or Place()
    columns = mapping.columns(headers, every, place.file or "", TEXTS)
    held = Headers({**columns, **{name: name for name in mapping.fields}})
    held.require("case", every, headers, place)
    if not any(stage in held for stage in STAGES):
        for name in ("event", "time"):
            held.require(name, every, headers, place)
    return columns


def is_long(held: Callable[[str], bool]) -> bool:
    """Whether a log has one row an event, by which fields it has.

    A column for the stage that a case is in now makes no row an event.
    """
    return held("event") and (held("time") or not any(map(held, STAGES)))


def _spellings(name: str, words: HeaderWords) -> tuple[str, ...]:
    """The headers of a field; XES marks those of a case."""
    known = tuple(words.get(name, ()))
    return (*known, *(f"case:{word}" for word in (name, *known))) if name in CASE_FACTS else known


def _table_of(rows: Iterable[Mapping[str, object]]) -> Table:
    """Rows as a table; they are counted from 1."""
    rows = rows if isinstance(rows, (list, tuple)) else list(rows)
    headers = tuple(dict.fromkeys(chain.from_iterable(rows)))
    columns = {name: [row.get(name) for row in rows] for name in headers}
    batch = Batch(columns, list(range(1, len(rows) + 1)))
    return Table("", headers, lambda: iter((batch,)), len(rows))


@define
class _Reader:
    """Reads batches and gathers what they say by case."""

    file: str
    columns: Mapping[str, str]
    vocabulary: Vocabulary
    zone: tzinfo | None
    mapping: TableMap
    drafts: dict[str, _Draft] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    cells: dict[str, CellReader] = field(factory=dict)
    puzzling: dict[str, None] = field(factory=dict)

    def take(self, batch: Batch) -> None:
        """Read one more batch."""
        ids = self._column(batch, "case")
        drafts = [self._draft(batch, n, id) for n, id in enumerate(ids)]
        for name in CASE_FACTS:
            if self._held(name):
                self._facts(batch, name, drafts)
        if is_long(self._held):
            self._events(batch, drafts)
        else:
            self._stages(batch, drafts)

    def log(self, headers: Iterable[str]) -> CaseLog:
        """Everything that was read, and which columns were not."""
        cases = (draft.case(id) for id, draft in self.drafts.items())
        fields = LONG_FIELDS if is_long(self._held) else WIDE_FIELDS
        read = {self.columns[name] for name in fields if name in self.columns}
        unused = tuple(header for header in headers if header not in read)
        return CaseLog(tuple(cases), tuple(self.problems), unused, tuple(self.puzzling))

    # --- columns ------------------------------------------------------------------

    def _held(self, name: str) -> bool:
        return name in self.columns or name in self.mapping.fields

    def _column(self, batch: Batch, name: str) -> list[Any]:
        """What the cells of a field say."""
        reader = self.cells.get(name)
        if reader is None:
            reader = self.cells[name] = CellReader(name, self.vocabulary, self.zone, self.mapping)
        header = self.columns.get(name)
        return reader.column([None] * len(batch) if header is None else batch.columns[header])

    def _place(self, batch: Batch, n: int) -> Place:
        return Place(self.file or None, batch.lines[n] if batch.lines else None, row=batch.rows[n])

    def _told(self, batch: Batch, n: int, problem: Problem) -> Problem:
        """A problem of a cell with the place of its row."""
        name = problem.place.field
        header = self.columns.get(name) if name else None
        header = header if header != name else None
        return evolve(problem, place=evolve(self._place(batch, n), field=name, header=header))

    # --- cases --------------------------------------------------------------------

    def _draft(self, batch: Batch, n: int, id: Any) -> _Draft | None:
        """The case of a row; None where the row names none, which is told."""
        if type(id) is str:
            draft = self.drafts.get(id)
            if draft is None:
                draft = self.drafts[id] = _Draft(self._place(batch, n))
            if n in batch.torn:
                draft.unread.append(UnreadEvent(None, (batch.torn[n],)))
                return None
            return draft
        self.problems.append(self._caseless(batch, n, id))
        return None

    def _caseless(self, batch: Batch, n: int, id: Problem | None) -> Problem:
        if (torn := batch.torn.get(n)) is not None:
            return torn
        if id is not None:
            return self._told(batch, n, id)
        if all(blank(column[n]) for column in batch.columns.values()):
            return Problem("blank-row", _NO_WORDS, _AN_EVENT, self._place(batch, n), None, "note")
        return self._told(batch, n, _missing("missing-case", "case", _A_CASE))

    def _facts(self, batch: Batch, name: str, drafts: list[_Draft | None]) -> None:
        """What a column says of the cases; the first row that says it counts."""
        for n, (draft, value) in enumerate(zip(drafts, self._column(batch, name), strict=True)):
            if draft is None or value is None:
                continue
            if type(value) is Problem:
                draft.problems.append(self._told(batch, n, value))
            elif (known := draft.facts.setdefault(name, value)) != value:
                expected = Text(f"与上文一致：{shown(known)}", f"{shown(known)} as in a row above")
                problem = Problem("conflicting-fact", shown(value), expected, Place(field=name))
                draft.problems.append(self._told(batch, n, problem))

    # --- one row an event ---------------------------------------------------------

    def _events(self, batch: Batch, drafts: list[_Draft | None]) -> None:
        kinds, times = self._column(batch, "event"), self._column(batch, "time")
        ends = self._column(batch, "lifecycle") if self._held("lifecycle") else None
        facts = {name: self._column(batch, name) for name in EVENT_FACTS if self._held(name)}
        file, rows, lines = self.file or None, batch.rows, batch.lines
        for n, (draft, kind, time) in enumerate(zip(drafts, kinds, times, strict=True)):
            if draft is None:
                continue
            if ends and (end := ends[n]) is not None:
                kind = end  # noqa: PLW2901 - what the transition stands for
            if type(kind) is EventKind and isinstance(time, date):
                said = self._said(batch, n, draft, facts) if facts else {}
                place = Place(file, lines[n] if lines else None, None, rows[n])
                draft.events.append(Event(kind, time, **said, place=place))
            else:
                wrong = (
                    _missing("missing-event", "event", _A_KIND) if kind is None else kind,
                    _missing("missing-time", "time", _A_TIME) if time is None else time,
                )
                self._unread(batch, n, draft, kind, wrong)

    def _unread(self, batch: Batch, n: int, draft: _Draft, kind: Any, wrong: Iterable[Any]) -> None:
        """Keep a row that is no event; of one that is left aside nobody need be in doubt."""
        problems = tuple(self._told(batch, n, part) for part in wrong if type(part) is Problem)
        if any(problem.severity == "note" for problem in problems):
            draft.problems += problems
        else:
            read = kind if type(kind) is EventKind else None
            draft.unread.append(UnreadEvent(read, problems))

    def _said(
        self, batch: Batch, n: int, draft: _Draft, facts: Mapping[str, list[Any]]
    ) -> dict[str, Any]:
        """The facts of an event; one that cannot be read is not known, and is told."""
        said = {}
        for name, column in facts.items():
            value = column[n]
            if type(value) is Problem:
                draft.problems.append(self._told(batch, n, value))
            elif value is not None:
                said[name] = value
        return said

    # --- one row a case -----------------------------------------------------------

    def _stages(self, batch: Batch, drafts: list[_Draft | None]) -> None:
        stages = {k: self._column(batch, k.value) for k in EventKind if self._held(k.value)}
        facts = {name: self._column(batch, name) for name in STAGE_OF if self._held(name)}
        states = self._column(batch, "status") if self._held("status") else None
        for n, draft in enumerate(drafts):
            if draft is None:
                continue
            said: dict[EventKind, dict[str, Any]] = {}
            for name, value in self._said(batch, n, draft, facts).items():
                said.setdefault(STAGE_OF[name], {})[name] = value
            if states and (by_status := self._by_status(states[n], stages, n)) is not None:
                said.setdefault(by_status, {})
            if not said and all(column[n] is None for column in stages.values()):
                self._unread(batch, n, draft, None, (_NO_EVENT,))
            for kind in EventKind:
                time = stages[kind][n] if kind in stages else None
                if type(time) is Problem:
                    self._unread(batch, n, draft, kind, (time,))
                elif time is not None or kind in said:
                    place = self._place(batch, n)
                    if header := self.columns.get(kind.value):
                        place = evolve(place, field=kind.value, header=header)
                    draft.events.append(Event(kind, time, **said.get(kind, {}), place=place))

    def _by_status(
        self, state: Any, stages: Mapping[EventKind, list[Any]], n: int
    ) -> EventKind | None:
        """The event that the column of states alone tells of; a word not known is kept."""
        if type(state) is str:
            self.puzzling[state] = None
        timed = [kind for kind, column in stages.items() if column[n] is not None]
        return told_by_status(state, timed)


TOLD_BY_STATUS = {
    EventKind.CLOSED: frozenset({EventKind.RESOLVED, EventKind.EXPLAINED, EventKind.WRITTEN_OFF}),
    EventKind.RESOLVED: frozenset({EventKind.EXPLAINED, EventKind.CLOSED, EventKind.WRITTEN_OFF}),
    EventKind.EXPLAINED: frozenset({EventKind.RESOLVED, EventKind.CLOSED, EventKind.WRITTEN_OFF}),
    EventKind.WRITTEN_OFF: frozenset(),
    EventKind.WITHDRAWN: frozenset(),
    EventKind.MERGED: frozenset(),
    EventKind.NOT_ACCEPTED: frozenset(),
}
"""The states that a case comes to by an event, and what else leads beyond or to the same."""


def told_by_status(state: object, timed: Iterable[EventKind]) -> EventKind | None:
    """The event that a column of states alone tells of: it happened, and nobody wrote when.

    ``timed`` are the events that columns of their own tell of. A state such as
    "in progress" tells of no event.

    >>> told_by_status(EventKind.CLOSED, [EventKind.RECEIVED])
    <EventKind.CLOSED: 'closed'>
    >>> told_by_status(EventKind.CLOSED, [EventKind.RECEIVED, EventKind.RESOLVED])
    """
    if type(state) is not EventKind or state not in TOLD_BY_STATUS:
        return None
    return None if {state, *TOLD_BY_STATUS[state]} & set(timed) else state


STAGE_OF = {
    "ground": EventKind.NOT_ACCEPTED,
    "cause": EventKind.PAUSED,
    "until": EventKind.EXTENDED,
    "period": EventKind.EXTENDED,
    "asked": EventKind.EXTENDED,
    "grade": EventKind.FOLLOWED_UP,
}
"""In a table with one row a case, the event that each fact belongs to."""
LONG_FIELDS = tuple(name for name in FIELDS if name != "status")
WIDE_FIELDS = ("case", *CASE_FACTS, *STAGES, *STAGE_OF, "status")
"""The fields that are read of a log with one row an event, and with one row a case."""


def _missing(code: str, name: str, expected: Text) -> Problem:
    return Problem(code, _BLANK, expected, Place(field=name))


_BLANK = Text("空白", "nothing")
_NO_WORDS = Text("空行", "a row without words")
_AN_EVENT = Text("一个事件", "an event")
_A_CASE = Text("诉求编号", "the id of a case")
_A_KIND = Text("事件", "what happened")
_A_TIME = Text("时间", "when it happened")
_NO_EVENT = Problem(
    "missing-event",
    Text("没有任何环节的时间", "no time of any stage"),
    Text("至少一个环节的时间，如登记时间", "the time of one at least, such as that of receipt"),
)


# --- XES names ----------------------------------------------------------------------


def to_xes_rows(cases: Iterable[Case], lang: Lang | None = None) -> Iterator[dict[str, str]]:
    """The events of cases as rows under the names of XES, for process mining.

    Kinds are written as codes, or as words of a language. A case without events
    has no row.

    >>> case = Case("C1", events=[Event("signed", date(2023, 6, 20), by="区住建局")])
    >>> for row in to_xes_rows([case]):
    ...     print(row)
    {'case:concept:name': 'C1', 'concept:name': 'signed', 'time:timestamp': '2023-06-20', \
'lifecycle:transition': 'complete', 'org:resource': '区住建局'}
    """
    for case in cases:
        facts = {f"case:{name}": _written(getattr(case, name)) for name in CASE_FACTS}
        for event in case.events:
            kind = event.kind.value if lang is None else event.kind.text.say(lang)
            row = {
                "case:concept:name": case.id,
                "concept:name": kind,
                "time:timestamp": _written(event.time),
                "lifecycle:transition": "complete",
                "org:resource": _written(event.by),
            }
            row |= {name: _written(getattr(event, name)) for name in EVENT_FACTS if name != "by"}
            row |= facts
            yield {name: text for name, text in row.items() if text}


_WRITE: dict[type, Callable[[Any], str]] = {tuple: "、".join, type(None): lambda _: ""}


def _written(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return _WRITE.get(type(value), str)(value)
