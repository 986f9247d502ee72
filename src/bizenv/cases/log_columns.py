"""An event log in a data frame, read column by column (事件日志的列).

What :mod:`bizenv.cases.logs` reads cell by cell is read here once for each
distinct cell, and timestamps by arithmetic. Rows that the columns cannot hold
are handed to that reader, so nothing is read in two ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, tzinfo
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from attrs import define, field, frozen

from bizenv.cases.event_columns import EventColumns, EventRows, arrange
from bizenv.cases.instants import Instants, Sort, from_moments, from_times, from_utc
from bizenv.cases.logs import (
    STAGE_OF,
    TOLD_BY_STATUS,
    CaseLog,
    cases_from_events,
    find_columns,
    is_long,
)
from bizenv.cases.records import CASE_FACTS, EVENT_FACTS, TIMES, CellReader
from bizenv.cases.values import Case, EventKind
from bizenv.kernel.problems import Problem
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.batches import Batch, Table
from bizenv.tables.columns import Encoded
from bizenv.tables.frames import encode_frame
from bizenv.tables.headers import HeaderWords
from bizenv.tables.mapping import TableMap

if TYPE_CHECKING:
    import narwhals.stable.v1 as nw

__all__ = ["LogColumns", "read_log"]

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

_WORDS = (
    *("grade", "cause", "ground", "by", "to", "text", "recorded"),
    *("period", "asked"),
)
"""What an event may say besides kind and time without making its case odd."""


@frozen(eq=False)
class LogColumns:
    """A log as columns, the cases that these cannot hold, and what belongs to no case."""

    columns: EventColumns
    odd: Mapping[int, Case]
    problems: tuple[Problem, ...] = ()


def read_log(
    frame: nw.DataFrame[Any],
    vocabulary: Vocabulary,
    words: HeaderWords,
    zone: tzinfo | None,
    local: tzinfo,
    mapping: TableMap,
) -> LogColumns:
    """Read a log from a data frame, with one row an event or one row a case.

    ``zone`` is the time zone of local times, None where none is named;
    ``local`` that in which days begin and end.

    Raises:
        TableError: no column holds the case, none an event, or two may hold the
            same field.
    """
    columns = find_columns(tuple(frame.columns), words, mapping)
    reader = _Reader(frame, columns, vocabulary, zone, local, mapping)
    ids = reader.said("case")
    named = _where(ids, lambda value: type(value) is str)
    numbers, cases = _numbered(ids, named)
    facts = {name: _some(reader.said(name), named) for name in CASE_FACTS if reader.held(name)}
    events = (
        reader.events(named, numbers) if is_long(reader.held) else reader.stages(named, numbers)
    )
    arranged = arrange(cases, events, numbers, facts)
    arranged.odd[numbers[reader.bare]] = True
    if zone is None:  # then the day of a moment is that of its own zone
        arranged.odd[:] = True
    rows = ~named
    rows[np.flatnonzero(named)[arranged.odd[numbers]]] = True
    log = reader.one_by_one(np.flatnonzero(rows), words)
    places = {id: number for number, id in enumerate(cases)}
    odd = {places[case.id]: case for case in log.cases}
    return LogColumns(arranged, odd, log.problems)


def _where(column: Encoded, wanted: Callable[[Any], bool]) -> Array:
    """The rows of a column whose values are wanted."""
    found: Array = np.array([wanted(value) for value in column.values], dtype=bool)[column.codes]
    return found


def _some(column: Encoded, rows: Array) -> Encoded:
    return Encoded(column.codes[rows], column.values)


def _numbered(ids: Encoded, named: Array) -> tuple[Array, list[str]]:
    """The case of each row that names one, by number, in the order of their first rows."""
    codes = ids.codes[named]
    occurring, first = np.unique(codes, return_index=True)
    # two spellings of one id, such as a number and a text, are one case
    spelt = [ids.values[code] for code in occurring[np.argsort(first)].tolist()]
    places = {id: number for number, id in enumerate(dict.fromkeys(spelt))}
    by_code = np.zeros(len(ids.values), dtype=np.int64)
    for code in occurring.tolist():
        by_code[code] = places[ids.values[code]]
    return by_code[codes], list(places)


@define(eq=False)
class _Reader:
    """Reads the columns of a frame, each distinct cell once."""

    frame: nw.DataFrame[Any]
    columns: Mapping[str, str]
    vocabulary: Vocabulary
    zone: tzinfo | None
    local: tzinfo
    mapping: TableMap
    cells: dict[str, Encoded] = field(init=False)
    bare: Array = field(factory=lambda: np.zeros(0, dtype=np.int64), init=False)
    """The rows that tell of no event, where each row is a case."""

    def __attrs_post_init__(self) -> None:
        headers = [header for name, header in self.columns.items() if name not in TIMES]
        self.cells = encode_frame(self.frame, headers)

    def held(self, name: str) -> bool:
        """Whether a field is there: in a column, or as the map says."""
        return name in self.columns or name in self.mapping.fields

    def said(self, name: str) -> Encoded:
        """What the cells of a field say."""
        given = self._given(name)
        reader = CellReader(name, self.vocabulary, self.zone, self.mapping)
        return Encoded(given.codes, reader.column(list(given.values)))

    def _given(self, name: str) -> Encoded:
        if name not in self.columns:
            return Encoded(np.zeros(len(self.frame), dtype=np.int64), [None])
        header = self.columns[name]
        if header not in self.cells:
            self.cells |= encode_frame(self.frame, [header])
        return self.cells[header]

    def times(self, name: str) -> Instants:
        """What the cells of a field of times say."""
        if name in self.columns and name not in self.mapping.fields:
            series = self.frame[self.columns[name]]
            if (read := _timestamps(series, self.zone, self.local)) is not None:
                return read
        said = self.said(name)
        return from_times(said.values, self.local).take(said.codes)

    # --- one row an event -------------------------------------------------------------

    def events(self, named: Array, numbers: Array) -> EventRows:
        """The events of a log with one row an event."""
        words, more = self._words(EVENT_FACTS, named), {}
        for name in [name for name in words if name not in _WORDS]:
            more[name] = words.pop(name)
        if self.held("lifecycle"):
            more["lifecycle"] = _some(self.said("lifecycle"), named)
        times = self.times("time").take(np.flatnonzero(named))
        return EventRows(numbers, _some(self.said("event"), named), times, words, more)

    def _words(self, names: Iterable[str], named: Array) -> dict[str, Encoded]:
        return {name: _some(self.said(name), named) for name in names if self.held(name)}

    # --- one row a case ---------------------------------------------------------------

    def stages(self, named: Array, numbers: Array) -> EventRows:
        """The events of a log with one row a case."""
        rows = np.flatnonzero(named)
        words = self._words(STAGE_OF, named)
        parts: list[tuple[EventKind, Array, Instants]] = []
        told = np.zeros(len(rows), dtype=bool)
        times_of = {
            kind: self.times(kind.value).take(rows) for kind in EventKind if self.held(kind.value)
        }
        by_status = self._by_status(times_of, named)
        for kind in EventKind:
            said = [word for name, word in words.items() if STAGE_OF[name] is kind]
            if kind not in times_of and kind not in by_status and not said:
                continue
            times = times_of.get(kind) or self.times(kind.value).take(rows)
            there = times.sorts != Sort.ABSENT
            if kind in by_status:
                there |= by_status[kind]
            for word in said:
                there |= _where(word, lambda value: value is not None)
            told |= there
            parts.append((kind, np.flatnonzero(there), times))
        self.bare = np.flatnonzero(~told)
        return _stacked(parts, words, numbers)

    def _by_status(
        self, times_of: Mapping[EventKind, Instants], named: Array
    ) -> dict[EventKind, Array]:
        """By kind, the rows in which a column of states alone tells of an event."""
        if not self.held("status"):
            return {}
        states, found = _some(self.said("status"), named), {}
        for kind in TOLD_BY_STATUS:
            alone = _where(states, kind.__eq__)
            for other in {kind, *TOLD_BY_STATUS[kind]} & set(times_of):
                alone &= times_of[other].sorts == Sort.ABSENT
            if alone.any():
                found[kind] = alone
        return found

    # --- what the columns cannot hold -------------------------------------------------

    def one_by_one(self, rows: Array, words: HeaderWords) -> CaseLog:
        """Some rows read as any table is."""
        import narwhals.stable.v1 as nw

        if not len(rows):
            return CaseLog(())
        headers = list(dict.fromkeys(self.columns.values()))
        some = self.frame.select(headers)[rows.tolist()]
        cells = encode_frame(nw.from_native(some.to_native(), eager_only=True), headers)
        batch = Batch({h: cells[h].decode() for h in headers}, (rows + 1).tolist())
        table = Table("", tuple(headers), lambda: iter((batch,)), len(rows))
        return cases_from_events(
            table, self.vocabulary, words, zone=self.zone, mapping=self.mapping
        )


def _stacked(
    parts: list[tuple[EventKind, Array, Instants]], words: Mapping[str, Encoded], numbers: Array
) -> EventRows:
    """The events of several stages one below the other; each word goes with its stage."""
    sizes = [len(rows) for _, rows, _ in parts]
    kinds = Encoded(np.repeat(np.arange(len(parts)), sizes), [kind for kind, _, _ in parts])
    taken = [times.take(rows) for _, rows, times in parts]
    times = Instants(*(_joined([getattr(t, name) for t in taken]) for name in _ARRAYS))
    moved = {}
    for name, word in words.items():
        codes = [
            word.codes[rows] if STAGE_OF[name] is kind else np.full(len(rows), len(word.values))
            for kind, rows, _ in parts
        ]
        moved[name] = Encoded(_joined(codes), [*word.values, None])
    more = {name: moved.pop(name) for name in list(moved) if name not in _WORDS}
    cases = _joined([numbers[rows] for _, rows, _ in parts])
    return EventRows(cases, kinds, times, moved, more)


_ARRAYS = ("sorts", "micros", "days")


def _joined(arrays: list[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)


def _timestamps(series: nw.Series[Any], zone: tzinfo | None, local: tzinfo) -> Instants | None:
    """A column of timestamps or days; None for a column of anything else."""
    import narwhals.stable.v1 as nw

    absent = series.is_null().to_numpy().astype(bool)
    if series.dtype == nw.Date:
        days = series.fill_null(_EPOCH).to_numpy().astype("datetime64[D]").astype(np.int64)
        sorts = np.where(absent, Sort.ABSENT, Sort.DAY).astype(np.int8)
        return Instants(sorts, np.zeros_like(days), np.where(absent, 0, days))
    if series.dtype != nw.Datetime:
        return None
    aware = getattr(series.dtype, "time_zone", None) is not None
    series = series.dt.convert_time_zone("UTC").dt.replace_time_zone(None) if aware else series
    micros = series.to_numpy().astype("datetime64[us]").astype(np.int64)
    return from_utc(micros, absent, local) if aware else from_moments(micros, absent, zone, local)


_EPOCH = date(1970, 1, 1)
