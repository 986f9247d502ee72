"""A table repaired: every row that goes in comes out, with its new day and the old one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from attrs import define, frozen

from bizenv.inspections.memos import Memo
from bizenv.inspections.planning.frequency_caps import Frequency
from bizenv.inspections.planning.plans import Held, Move, Plan, Unplaced, Visit
from bizenv.inspections.planning.repairs import repair_visits
from bizenv.inspections.planning.rewriting import day_cell
from bizenv.inspections.planning.terms import Terms
from bizenv.inspections.planning.visits import Fixed, Judge, visits_of_batch
from bizenv.inspections.records import inspection_from_row
from bizenv.inspections.rules import InspectionRules
from bizenv.inspections.schedules import BLANK, UNREADABLE, CheckedBatch, CheckedRow, check_table
from bizenv.inspections.telling import problem_words
from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.frequency import FrequencyRule
from bizenv.kernel.text import Lang
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.batches import Table
from bizenv.tables.cells import blank
from bizenv.tables.headers import Headers, HeaderWords
from bizenv.tables.mapping import TableMap

__all__ = [
    "ADDED",
    "KEPT",
    "MOVED",
    "NO_PLACE",
    "STAYS",
    "PlannedRow",
    "PlannedTable",
    "added_cells",
    "message_of",
    "plan_table",
]

KEPT, MOVED, STAYS, NO_PLACE = "kept", "moved", "stays", "no-place"
"""What becomes of a row that could be read."""

ADDED = (
    "plan",
    "original_start",
    "original_end",
    "displacement",
    "forced_by",
    "clause",
    "message",
)
"""The columns that a repair adds: what became of the row, its old days, why."""

_PREFIX = "bizenv_"
"""What goes before an added column whose name the table has already."""

Change: TypeAlias = Move | Held | Unplaced


@frozen(eq=False)
class PlannedRow:
    """One row: its cells with the new days, what became of it, and the row as it was.

    ``span`` is its first and last day in the new schedule; None where it cannot be read.
    """

    old: CheckedRow
    status: str
    cells: Mapping[str, Any]
    change: Change | None
    span: tuple[date, date] | None


@define(slots=False, eq=False, frozen=True)
class PlannedTable:
    """A table with its plan."""

    headers: tuple[str, ...]
    batches: tuple[CheckedBatch, ...]
    plan: Plan

    @cached_property
    def changes(self) -> Mapping[int, Change]:
        """What becomes of the rows that do not just stay, by their number."""
        plan = self.plan
        every: tuple[Change, ...] = (*plan.moves, *plan.held, *plan.unplaced)
        return {row: each for each in every for row in each.visit.rows}

    @property
    def day_columns(self) -> tuple[str, ...]:
        """The columns that hold the days of visits."""
        columns = self.batches[0].columns
        return tuple(dict.fromkeys(columns[f] for f in ("start", "end") if f in columns))

    @property
    def lasting_columns(self) -> frozenset[str]:
        """The columns that say the same when a visit has moved: not its days, nor our own."""
        ours = {f"{prefix}{name}" for name in ADDED for prefix in ("", _PREFIX)}
        return frozenset(self.headers) - {*self.day_columns, *ours}

    def status(self, number: int, judged: str) -> str:
        """What becomes of a row."""
        if judged in _UNREAD:
            return judged
        change = self.changes.get(number)
        return KEPT if change is None else _STATUS[type(change)]

    def rows(self, *, kept: bool = True) -> Iterator[tuple[int, PlannedRow]]:
        """The rows with their numbers, in the order of the table; ``kept`` ones too, or not."""
        first = 0
        for batch in self.batches:
            statuses, write = batch.statuses, _DayWriter(batch)
            wanted = [
                place
                for place, status in enumerate(statuses)
                if kept or first + place in self.changes or status in _UNREAD
            ]
            for place, row in zip(wanted, batch.rows(wanted), strict=True):
                change = self.changes.get(first + place)
                status = self.status(first + place, row.status)
                span = None if status in _UNREAD else _span(batch, place, change)
                yield first + place, PlannedRow(row, status, write.cells(row, change), change, span)
            first += len(batch)


_STATUS = {Move: MOVED, Held: STAYS, Unplaced: NO_PLACE}
_UNREAD = frozenset([UNREADABLE, BLANK])


def _span(batch: CheckedBatch, place: int, change: Change | None) -> tuple[date, date]:
    if isinstance(change, Move):
        return change.start, change.end
    return batch.verdict.span(place)


class _DayWriter:
    """Writes new days into rows, each distinct cell once."""

    def __init__(self, batch: CheckedBatch) -> None:
        self._columns, self._mapping = batch.columns, batch.mapping
        self._written = Memo[tuple[str, type, Any, date], Any](
            lambda key: day_cell(key[2], key[3], key[0], self._mapping), most=_MOST
        )

    def cells(self, row: CheckedRow, change: Change | None) -> Mapping[str, Any]:
        """The cells of a row, with its new days where it moves; a blank end stays blank."""
        if not isinstance(change, Move):
            return row.cells
        start, end = self._columns["start"], self._columns.get("end")
        new = {**row.cells, start: self._write("start", row.cells[start], change.start)}
        if end is not None and not blank(self._mapping.read(row.cells[end], "end")):
            new[end] = self._write("end", row.cells[end], change.end)
        return new

    def _write(self, field: str, old: Any, day: date) -> Any:
        return self._written[field, type(old), old, day]


_MOST = 20_000


def added_cells(row: PlannedRow, lang: Lang) -> dict[str, Any]:
    """The cells that a repair adds to a row."""
    change = row.change
    moved = change if isinstance(change, Move) else None
    return {
        "plan": row.status,
        "original_start": moved.visit.start if moved else None,
        "original_end": moved.visit.end if moved else None,
        "displacement": moved.distance if moved else None,
        "forced_by": change.why.code if change else None,
        "clause": change.why.clause if change else None,
        "message": message_of(row, lang),
    }


def message_of(row: PlannedRow, lang: Lang) -> str | None:
    """Why a row does not just stay, in words; None where it does."""
    change = row.change
    if change is None:
        return problem_words(row.old.problems, lang) or None
    said = [change.why.text]
    if isinstance(change, Held):
        said.append(change.stays.text)
    if isinstance(change, Unplaced):
        said += [change.shortage.text, change.shortage.cure]
    return (" " if lang == "en" else "").join(text.say(lang) for text in said)


def plan_table(
    table: Table,
    rules: InspectionRules,
    words: HeaderWords,
    mapping: TableMap,
    terms: Terms,
    fixed: Fixed,
    frequency: Sequence[FrequencyRule] = (),
) -> PlannedTable:
    """Check a table and repair it; the whole table is held in memory.

    Raises:
        TableError: no column holds the day, two columns may, or a mapped column
            is not there.
        UnknownDayError: a year has no published calendar, and rest days matter.
    """
    batches = tuple(check_table(table, rules, words, mapping))
    Headers(dict(batches[0].columns)).require("start", words, table.headers, table.place)
    judge, rows, visits = Judge(rules, strict=terms.strict), 0, list[Visit]()
    records: dict[int, Inspection] = {}
    for batch in batches:
        new = list(visits_of_batch(batch, judge, fixed, rows))
        if frequency:
            records |= {v.row: _record(batch, v.row - rows, rules.vocabulary) for v in new}
        visits += new
        rows += len(batch)
    caps = Frequency(tuple(frequency), rules.vocabulary, records, terms.strict)
    plan = repair_visits(visits, rules, terms, rows, caps if frequency else None)
    return PlannedTable(table.headers, batches, plan)


def _record(batch: CheckedBatch, place: int, vocabulary: Vocabulary) -> Inspection:
    return inspection_from_row(batch.fields(place), vocabulary)
