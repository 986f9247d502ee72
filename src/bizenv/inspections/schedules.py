"""A schedule of inspections, checked: every row that goes in comes out.

A row comes out with a verdict, or with the problems that keep it from having
one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from attrs import Factory, define, frozen

from bizenv.inspections.bulk import READ_FIELDS, BulkVerdict, check_columns
from bizenv.inspections.cell_facts import CellReader, Unread
from bizenv.inspections.column_notes import columns_told, foreign_columns
from bizenv.inspections.records import FIELDS, TEXTS, placed
from bizenv.inspections.rules import InspectionRules, Opinion
from bizenv.inspections.telling import missed, open_duties
from bizenv.inspections.values import InspectionOutcome
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.batches import Batch, Table
from bizenv.tables.cells import BadCell, blank, text_of
from bizenv.tables.columns import Encoded
from bizenv.tables.headers import Headers, HeaderWords
from bizenv.tables.mapping import TableMap

__all__ = ["BLANK", "UNREADABLE", "CheckedBatch", "CheckedRow", "Tally", "check_table"]

UNREADABLE, BLANK = "unreadable", "blank-row"
"""The statuses of rows that have no verdict."""


@frozen(eq=False)
class CheckedRow:
    """One row: where it stands, what it says, and what the rules say of it.

    ``status`` is the outcome's code, ``unreadable`` or ``blank-row``. ``opinion``
    is None where the row has no verdict; ``problems`` says why.
    """

    place: Place
    status: str
    cells: Mapping[str, Any]
    fields: Mapping[str, Any]
    opinion: Opinion | None
    next_allowed: date | None
    problems: tuple[Problem, ...]
    obligations: tuple[Obligation, ...] = ()

    def words(self, *fields: str) -> str | None:
        """What the row says in the first of these fields that is not blank."""
        for name in fields:
            if not blank(value := self.fields.get(name)):
                return text_of(value)
        return None


@define(slots=False, eq=False, frozen=True)
class CheckedBatch:
    """Some rows of a schedule with their verdicts."""

    file: str
    batch: Batch
    columns: Mapping[str, str]
    mapping: TableMap
    verdict: BulkVerdict
    reader: CellReader
    notes: tuple[Text, ...] = ()
    """What is worth telling of the whole table."""

    def __len__(self) -> int:
        return len(self.batch)

    @cached_property
    def statuses(self) -> list[str]:
        """By row, the outcome's code, ``unreadable`` or ``blank-row``."""
        opinion = [answer.opinion for answer in self.verdict.answers]
        by_answer = [each.outcome.value if each else UNREADABLE for each in opinion]
        statuses = [by_answer[code] for code in self.verdict.codes.tolist()]
        for position in self.batch.torn:
            statuses[position] = UNREADABLE
        columns = self.batch.columns.values()
        for position, status in enumerate(statuses):
            torn = position in self.batch.torn
            if status == UNREADABLE and not torn and all(blank(c[position]) for c in columns):
                statuses[position] = BLANK
        return statuses

    def positions(self, statuses: Container[str]) -> list[int]:
        """The rows that have one of some statuses."""
        return [place for place, status in enumerate(self.statuses) if status in statuses]

    @cached_property
    def still_to_do(self) -> list[int]:
        """The lawful rows with something that the record does not show to be done in time."""
        return self._lawful(lambda each: bool(open_duties(each)))

    @cached_property
    def missed(self) -> list[int]:
        """The lawful rows with something that the record says was not done, or too late."""
        return self._lawful(lambda each: any(map(missed, each)))

    def _lawful(self, holds: Callable[[tuple[Obligation, ...]], bool]) -> list[int]:
        """The rows that may go ahead, and of whose obligations something holds."""
        duties = self.verdict.obligations
        held = np.array([holds(each) for each in duties.values], dtype=bool)
        places = np.flatnonzero(held[duties.codes]).tolist()
        return [place for place in places if self.statuses[place] in _LAWFUL]

    def rows(self, wanted: Iterable[int] | None = None) -> Iterator[CheckedRow]:
        """The rows, all of them or those at some positions."""
        next_allowed = self.verdict.next_allowed.astype(object)
        codes = self.verdict.codes
        duties = self.verdict.obligations
        for position in range(len(self)) if wanted is None else wanted:
            place, status = self.place(position), self.statuses[position]
            cells = {name: column[position] for name, column in self.batch.columns.items()}
            fields = self.fields(position)
            if status in (UNREADABLE, BLANK):
                problems = self._problems(position, status, place, fields)
                yield CheckedRow(place, status, cells, fields, None, None, problems)
            else:
                opinion = self.verdict.answers[codes[position]].opinion
                day, due = next_allowed[position], duties.values[duties.codes[position]]
                yield CheckedRow(place, status, cells, fields, opinion, day, (), due)

    def fields(self, position: int) -> Mapping[str, Any]:
        """What a row says, by field."""
        return self.mapping.row(self.batch, self.columns, position)

    def words(self, field: str) -> list[str]:
        """What the rows say in one field of words; empty where they say nothing."""
        column = self.mapping.encode(self.batch, self.columns, field)
        if column is None:
            return [""] * len(self)
        said = ["" if blank(value) else text_of(value) for value in column.values]
        return Encoded(column.codes, said).decode()

    def place(self, position: int) -> Place:
        """Where a row stands in its file."""
        line = self.batch.lines[position] if self.batch.lines else None
        return Place(self.file, line, row=self.batch.rows[position])

    def _problems(
        self, position: int, status: str, place: Place, fields: Mapping[str, Any]
    ) -> tuple[Problem, ...]:
        """Why a row has no verdict, told cell by cell by reading it again alone."""
        if status == BLANK:
            return (Problem(BLANK, _NO_WORDS, _AN_INSPECTION, place, None, "note"),)
        if position in self.batch.torn:
            return (self.batch.torn[position],)
        problems = self.reader.problems(fields)
        return tuple(placed(problem, place, self.columns) for problem in problems)


_LAWFUL = frozenset(outcome.value for outcome in InspectionOutcome if outcome.lawful)
_NO_WORDS = Text("空行", "a row without words")
_AN_INSPECTION = Text("一次检查", "an inspection")


@define
class Tally:
    """What a checked schedule counts: rows by status, and by agency and status.

    ``codes`` counts rows by the codes of their findings, ``missing`` by the
    facts that an undetermined row lacks, ``problems`` by the codes of what keeps
    them from being read. ``still_to_do`` counts the lawful rows around which
    something is not shown to be done in time, ``missed`` those of them where the
    record says that it was not. ``notes`` tell what was seen of the table as a whole.
    """

    statuses: Counter[str] = Factory(Counter)
    agencies: Counter[tuple[str, str]] = Factory(Counter)
    codes: Counter[str] = Factory(Counter)
    missing: Counter[str] = Factory(Counter)
    problems: Counter[str] = Factory(Counter)
    still_to_do: int = 0
    missed: int = 0
    notes: tuple[Text, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.statuses.total()

    def count(self, *statuses: str) -> int:
        """How many rows have one of these statuses."""
        return sum(self.statuses[status] for status in statuses)

    def add(self, checked: CheckedBatch) -> None:
        """Count one more batch."""
        self.notes = checked.notes
        self.statuses.update(checked.statuses)
        self.still_to_do += len(checked.still_to_do)
        self.missed += len(checked.missed)
        for (agency, status), number in _by_agency(checked).items():
            if status != BLANK:
                self.agencies[agency, status] += number
        torn = checked.batch.torn
        for problem in torn.values():
            self.problems[problem.code] += 1
        whole = Counter(
            code
            for place, (code, status) in enumerate(
                zip(checked.verdict.codes.tolist(), checked.statuses, strict=True)
            )
            if status != BLANK and place not in torn
        )
        for code, number in whole.items():
            answer = checked.verdict.answers[code]
            self.problems.update(dict.fromkeys(answer.problems, number))
            if opinion := answer.opinion:
                self.codes.update(dict.fromkeys(opinion.codes, number))
                self.missing.update(dict.fromkeys(opinion.missing, number))


def _by_agency(checked: CheckedBatch) -> Counter[tuple[str, str]]:
    """Rows by agency and status; the agency is empty where a row names none."""
    column = checked.mapping.encode(checked.batch, checked.columns, "agency")
    if column is None:
        return Counter(("", status) for status in checked.statuses)
    names = ["" if blank(value) else text_of(value) for value in column.values]
    counts = Counter(zip(column.codes.tolist(), checked.statuses, strict=True))
    return Counter({(names[code], status): number for (code, status), number in counts.items()})


def check_table(
    table: Table, rules: InspectionRules, words: HeaderWords, mapping: TableMap | None = None
) -> Iterator[CheckedBatch]:
    """Check a table batch by batch.

    ``words`` are the known headers by field. A table without rows gives one
    batch without rows, so that its notes are told.

    Raises:
        TableError: no column holds the day, two columns may, or a mapped column
            is not there.
    """
    mapping = mapping or TableMap()
    circumstances = rules.vocabulary["circumstance"].codes
    every = {field: words.get(field, ()) for field in (*FIELDS, *circumstances)}
    columns = mapping.columns(table.headers, every, table.file, TEXTS)
    if mapping.read(None, "start") is None:  # no column is needed where a blank has a meaning
        Headers(columns).require("start", every, table.headers, table.place)
    reader = CellReader(rules.vocabulary)

    def known(field: str, cell: Any) -> bool:
        return not isinstance(reader.read(field, mapping.read(cell, field)), Unread)

    batches = table.batches()
    first = next(batches, None)
    head = first or Batch({name: [] for name in table.headers}, [])
    notes = (
        *_notes(table, empty=first is None),
        *columns_told(table.headers, columns, head.columns, settled=mapping.lacks("end")),
        *foreign_columns(columns, head.columns, known),
    )
    for batch in chain((head,), batches):
        fields = {
            name: column
            for name in (*READ_FIELDS, *circumstances, *_odd_texts(batch, columns))
            if (column := mapping.encode(batch, columns, name))
        }
        verdict = check_columns(fields, len(batch), rules, reader)
        yield CheckedBatch(table.file, batch, columns, mapping, verdict, reader, notes)


def _odd_texts(batch: Batch, columns: Mapping[str, str]) -> Iterator[str]:
    """The fields of words of which a cell cannot be read; there are seldom any."""
    if not batch.typed:
        return
    for name in TEXTS:
        cells = batch.columns[columns[name]] if name in columns else ()
        if not {BadCell, float}.isdisjoint(map(type, cells)):
            yield name


def _notes(table: Table, *, empty: bool) -> tuple[Text, ...]:
    """What is worth telling of a table before its rows."""
    notes = list(table.notes)
    if above := table.skipped:
        notes.append(
            Text(
                f"表头取自第 {above + 1} 行，它上面的 {above} 行没有当作检查。",
                f"The header is in row {above + 1}; what stands above it is no visit.",
            )
        )
    return (*notes, _EMPTY) if empty else tuple(notes)


_EMPTY = Text(
    "表头下面没有数据行，没有检查可以判断。",
    "There is no row below the header: nothing was checked.",
)
