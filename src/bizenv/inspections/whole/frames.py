"""Schedules judged as a whole: data frames, rows or inspections in, one verdict out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from attrs import evolve, fields

from bizenv.inspections.cell_facts import CellReader
from bizenv.inspections.records import FIELDS, TEXTS
from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.bulk import gather_columns
from bizenv.inspections.whole.columns import WHOLE_FIELDS, Gatherer, VisitColumns, columns_of
from bizenv.inspections.whole.papers import PlanEntry, Records
from bizenv.inspections.whole.rules import ScheduleRules, verdict_of
from bizenv.inspections.whole.values import ScheduleVerdict
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text
from bizenv.tables.columns import Encoded, encode
from bizenv.tables.frames import eager, encode_frame
from bizenv.tables.headers import Headers, HeaderWords
from bizenv.tables.mapping import TableMap

__all__ = ["check_whole", "judge_columns", "plan_of"]


def check_whole(
    schedule: Any,
    rules: ScheduleRules,
    known: HeaderWords,
    *,
    matters: Iterable[str] | None = None,
    plan: Iterable[PlanEntry | Mapping[str, Any]] | None = None,
    history: Any = None,
    through: tuple[date, date] | None = None,
    mapping: TableMap | None = None,
) -> ScheduleVerdict:
    """Judge a schedule as a whole: a data frame, or a list of inspections or of rows.

    ``history`` is given in the same ways; its visits count too. The other
    arguments are those of :func:`~bizenv.inspections.whole.rules.check_schedule`.

    Raises:
        TableError: no column holds the day, two may, or a header stands twice.
        UsageError: the frame is lazy, or the schedule is nothing that can be read.
    """
    read = partial(_columns, rules=rules, known=known, mapping=mapping or TableMap())
    columns, earlier = read(schedule), None if history is None else read(history)
    return judge_columns(columns, earlier, rules, Records(matters, plan_of(plan)), through)


def judge_columns(
    columns: VisitColumns,
    history: VisitColumns | None,
    rules: ScheduleRules,
    records: Records,
    through: tuple[date, date] | None = None,
) -> ScheduleVerdict:
    """The verdict on a schedule that was read; rows are told as the input counts them."""
    gathered = gather_columns(columns, history, rules, records)
    verdict = verdict_of(gathered, rules.rulebook, columns.rows, through)
    if columns.rows == columns.given:
        return verdict
    places = dict(enumerate(columns.places.tolist()))
    return verdict.with_rows(places, unread=columns.unread)


def plan_of(plan: Iterable[PlanEntry | Mapping[str, Any]] | None) -> list[PlanEntry] | None:
    """A year's plan as entries, given as such or as mappings of their fields.

    >>> plan_of([{"agency": "区应急局"}])[0].agency
    '区应急局'

    Raises:
        UsageError: a mapping has a key that no entry has.
    """
    if plan is None:
        return None
    names = [field.name for field in fields(PlanEntry)]
    entries = []
    for entry in plan:
        if isinstance(entry, PlanEntry):
            entries.append(entry)
        elif set(entry) <= set(names):
            entries.append(PlanEntry(**entry))
        else:
            raise UsageError(
                Text(
                    f"plan：{entry!r}，应为 PlanEntry，或有 {'、'.join(names)} 的映射",
                    f"plan: {entry!r}, expected a PlanEntry or a mapping of {', '.join(names)}",
                )
            )
    return entries


def _columns(
    schedule: Any, rules: ScheduleRules, known: HeaderWords, mapping: TableMap
) -> VisitColumns:
    """A schedule as columns of facts."""
    if isinstance(schedule, Sequence):
        if all(isinstance(each, Inspection) for each in schedule):
            return columns_of(schedule)
        if all(isinstance(each, Mapping) for each in schedule):
            names = dict.fromkeys(name for row in schedule for name in row)
            cells = {name: encode([row.get(name) for row in schedule]) for name in names}
            return _read(cells, len(schedule), rules, known, mapping)
    frame = eager(schedule)
    found = _headers(frame.columns, rules, known, mapping)
    by_header = encode_frame(frame, list(found.columns.values()))
    return _gathered(by_header, found, len(frame), rules, mapping)


def _read(
    cells: Mapping[str, Encoded],
    rows: int,
    rules: ScheduleRules,
    known: HeaderWords,
    mapping: TableMap,
) -> VisitColumns:
    return _gathered(cells, _headers(list(cells), rules, known, mapping), rows, rules, mapping)


def _headers(
    given: Sequence[str], rules: ScheduleRules, known: HeaderWords, mapping: TableMap
) -> Headers:
    """By field, the column that holds it, of the fields that a whole schedule is judged by."""
    every = (*FIELDS, *rules.vocabulary["circumstance"].codes)
    words = {field: known.get(field, ()) for field in every}
    found = Headers(mapping.columns(tuple(given), words, None, TEXTS))
    if mapping.read(None, "start") is None:
        found.require("start", words, given)
    wanted = whole_fields(rules)
    return evolve(found, columns={f: h for f, h in found.columns.items() if f in wanted})


def whole_fields(rules: ScheduleRules) -> frozenset[str]:
    """The fields that a schedule is judged by as a whole."""
    return frozenset((*WHOLE_FIELDS, *rules.vocabulary["circumstance"].codes))


def _gathered(
    cells: Mapping[str, Encoded],
    found: Headers,
    rows: int,
    rules: ScheduleRules,
    mapping: TableMap,
) -> VisitColumns:
    gatherer = Gatherer(CellReader(rules.vocabulary))
    read = {field: cells[header] for field, header in found.columns.items()}
    wanted = whole_fields(rules)
    for name in mapping.fields:
        if name in read:
            column = read[name]
            read[name] = Encoded(column.codes, [mapping.read(v, name) for v in column.values])
        elif name in wanted:
            read[name] = encode([mapping.read(None, name)] * rows)
    gatherer.add(read, rows)
    return gatherer.done()
