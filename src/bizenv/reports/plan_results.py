"""A repaired schedule as results for viewers and CI runs, each with the edit that mends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import define

from bizenv.inspections.planning.plans import Move
from bizenv.inspections.planning.tables import (
    KEPT,
    MOVED,
    NO_PLACE,
    STAYS,
    PlannedRow,
    PlannedTable,
    message_of,
)
from bizenv.inspections.schedules import BLANK, UNREADABLE
from bizenv.kernel.text import Lang, Text
from bizenv.reports.results import Edit, Level, Result
from bizenv.reports.words import who
from bizenv.tables.cell_spans import cell_spans, lines_of

__all__ = ["PlanResults", "level_of", "plan_text"]

_LEVELS: dict[str, Level] = {
    UNREADABLE: "error",
    NO_PLACE: "error",
    STAYS: "warning",
    BLANK: "note",
}


def level_of(row: PlannedRow) -> Level | None:
    """How a row weighs; nothing where it is kept.

    A row that breaks a rule in the schedule as it was is an error, one that
    only makes room for others a warning.
    """
    if row.status == KEPT:
        return None
    if row.status == MOVED and row.change is not None:
        return "error" if row.change.visit.barred else "warning"
    return _LEVELS[row.status]


@define(slots=False, eq=False, frozen=True)
class PlanResults:
    """The rows of a planned table that do not just stay."""

    planned: PlannedTable

    @property
    def notes(self) -> tuple[Text, ...]:
        """What is worth telling of the whole table."""
        return self.planned.batches[0].notes

    @cached_property
    def _rows(self) -> Sequence[PlannedRow]:
        return [row for _, row in self.planned.rows(kept=False)]

    def places(self, *levels: Level) -> Sequence[int]:
        """The rows that weigh so much."""
        return [place for place, row in enumerate(self._rows) if level_of(row) in levels]

    def results(self, places: Iterable[int], lang: Lang) -> Iterator[Result]:
        """Rows in words."""
        rows = [self._rows[place] for place in places]
        lines = _lines(rows)
        return (_result(row, self.planned, lines, lang) for row in rows)


def _lines(rows: Sequence[PlannedRow]) -> Mapping[int, str]:
    """The lines of a text file in which visits move; none of another file."""
    moved = [row.old.place for row in rows if row.status == MOVED and row.old.place.line]
    if not moved or Path(moved[0].file or "").suffix.casefold() not in _CSV:
        return {}
    return lines_of(Path(moved[0].file or ""), (place.line or 0 for place in moved))


_CSV = frozenset([".csv", ".tsv", ".txt"])


def _result(row: PlannedRow, planned: PlannedTable, lines: Mapping[int, str], lang: Lang) -> Result:
    change, place = row.change, row.old.place
    level = level_of(row) or "note"
    key = tuple(row.old.cells.values())
    if change is None:
        problem = row.old.problems[0]
        return Result(place, level, problem.code, message_of(row, lang) or "", key)
    move = change if isinstance(change, Move) else None
    properties: dict[str, Any] = {
        "plan": row.status,
        "clause": change.why.clause,
        "rule": change.why.rule,
        "from": change.visit.start.isoformat(),
        "to": move.start.isoformat() if move else None,
    }
    edits = _edits(row, planned.day_columns, lines) if move else ()
    return Result(place, level, change.why.code, plan_text(row, lang), key, properties, edits)


def plan_text(row: PlannedRow, lang: Lang) -> str:
    """A row in one paragraph: who, from when to when, why, by which clause."""
    change = row.change
    facts = {"who": who(row.old, lang), "why": message_of(row, lang)}
    if change is None:
        return _WHO_WHY.fill(lang, facts)
    facts |= {"day": change.visit.start.isoformat(), "clause": change.why.clause}
    if isinstance(change, Move):
        facts["new"] = change.start.isoformat()
        said = _MOVES.fill(lang, facts)
    else:
        said = _STAYS.fill(lang, facts)
    return said + (_CLAUSE.fill(lang, facts) if change.why.clause else "")


def _edits(row: PlannedRow, columns: Sequence[str], lines: Mapping[int, str]) -> tuple[Edit, ...]:
    """The cells of the row's line that hold its days, and what is to stand there."""
    number = row.old.place.line or 0
    line = lines.get(number, "")
    names = list(row.old.cells)
    spans = cell_spans(line, ["" if cell is None else str(cell) for cell in row.old.cells.values()])
    if not spans:
        return ()
    return tuple(
        Edit(number, *spans[names.index(name)], str(row.cells[name]))
        for name in columns
        if row.cells[name] != row.old.cells[name]
    )


_WHO_WHY = Text("{who}：{why}", "{who}: {why}")
_MOVES = Text("{who}：{day} 改为 {new}。{why}", "{who}: {day} moves to {new}. {why}")
_STAYS = Text("{who}：仍在 {day}。{why}", "{who}: stays on {day}. {why}")
_CLAUSE = Text("依据：{clause}。", " By: {clause}.")
