"""A table of violations, checked: every row that goes in comes out (案件表的核查)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from attrs import Factory, define, evolve, frozen

from bizenv.kernel.errors import RecordError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.batches import Batch, Table
from bizenv.tables.cells import blank
from bizenv.tables.headers import HeaderWords
from bizenv.tables.mapping import TableMap
from bizenv.tolerance.bulk import BulkVerdict, check_columns
from bizenv.tolerance.frames import field_words
from bizenv.tolerance.records import TEXTS, read_field
from bizenv.tolerance.rules import ToleranceRules
from bizenv.tolerance.verdicts import ViolationVerdict

__all__ = ["BLANK", "UNREADABLE", "CheckedRow", "CheckedRows", "DocketTally", "check_docket"]

UNREADABLE, BLANK = "unreadable", "blank-row"
"""The statuses of rows that have no verdict."""


@frozen(eq=False)
class CheckedRow:
    """One row: where it stands, what it says, and what the rules say of it."""

    place: Place
    status: str
    cells: Mapping[str, Any]
    verdict: ViolationVerdict | None
    problems: tuple[Problem, ...]


@define(slots=False, eq=False, frozen=True)
class CheckedRows:
    """Some rows of a table with their verdicts."""

    file: str
    batch: Batch
    columns: Mapping[str, str]
    mapping: TableMap
    bulk: BulkVerdict
    vocabulary: Vocabulary
    notes: tuple[Text, ...] = ()
    """What is worth telling of the whole table."""

    def __len__(self) -> int:
        return len(self.batch)

    @cached_property
    def statuses(self) -> list[str]:
        """By row, the outcome's code, ``unreadable`` or ``blank-row``."""
        outcomes = self.bulk.column("outcome").decode()
        statuses = [outcome or UNREADABLE for outcome in outcomes]
        for position in self.batch.torn:
            statuses[position] = UNREADABLE
        columns = self.batch.columns.values()
        for position in range(len(statuses)):
            if position not in self.batch.torn and all(blank(c[position]) for c in columns):
                statuses[position] = BLANK
        return statuses

    def positions(self, statuses: Iterable[str]) -> list[int]:
        """The rows that have one of some statuses."""
        wanted = frozenset(statuses)
        return [place for place, status in enumerate(self.statuses) if status in wanted]

    def rows(self, wanted: Iterable[int] | None = None) -> Iterator[CheckedRow]:
        """The rows, all of them or those at some positions."""
        for position in range(len(self)) if wanted is None else wanted:
            place, status = self.place(position), self.statuses[position]
            cells = {name: column[position] for name, column in self.batch.columns.items()}
            if status in (UNREADABLE, BLANK):
                problems = self._problems(position, status, place)
                yield CheckedRow(place, status, cells, None, problems)
            else:
                yield CheckedRow(place, status, cells, self.bulk.verdict(position), ())

    def place(self, position: int) -> Place:
        """Where a row stands in its file."""
        line = self.batch.lines[position] if self.batch.lines else None
        return Place(self.file, line, row=self.batch.rows[position])

    def _problems(self, position: int, status: str, place: Place) -> tuple[Problem, ...]:
        """Why a row has no verdict, told by reading it again alone."""
        if status == BLANK:
            return (Problem(BLANK, _NO_WORDS, _A_VIOLATION, place, None, "note"),)
        if position in self.batch.torn:
            return (self.batch.torn[position],)
        found: list[Problem] = []
        for field, cell in self.mapping.row(self.batch, self.columns, position).items():
            try:
                read_field(field, cell, self.vocabulary)
            except RecordError as error:
                found.extend(error.problems)
        if not found:
            try:
                self.bulk.verdict(position)
            except RecordError as error:
                found.extend(error.problems)
        return tuple(self._placed(problem, place) for problem in found)

    def _placed(self, problem: Problem, place: Place) -> Problem:
        field = problem.place.field
        header = self.columns.get(field) if field else None
        return evolve(problem, place=evolve(place, field=field, header=header))


_NO_WORDS = Text("空行", "a row without words")
_A_VIOLATION = Text("一项违法行为", "a violation")


@define
class DocketTally:
    """What a checked table counts: rows by status, codes of findings, missing facts, problems."""

    statuses: Counter[str] = Factory(Counter)
    codes: Counter[str] = Factory(Counter)
    missing: Counter[str] = Factory(Counter)
    notes: tuple[Text, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.statuses.total()

    def count(self, *statuses: str) -> int:
        """How many rows have one of these statuses."""
        return sum(self.statuses[status] for status in statuses)

    def add(self, checked: CheckedRows) -> None:
        """Count some more rows."""
        self.notes = checked.notes
        self.statuses.update(checked.statuses)
        blanks = set(checked.positions([BLANK]))
        self.codes.update(problem.code for problem in checked.batch.torn.values())
        for row, code in enumerate(checked.bulk.codes.tolist()):
            if row not in blanks and row not in checked.batch.torn:
                answer = checked.bulk.answers[code]
                verdict = answer.verdict
                self.codes.update(answer.problems if verdict is None else verdict.codes)
                self.missing.update(() if verdict is None else map(str, verdict.missing))


def check_docket(
    table: Table,
    rules: ToleranceRules,
    vocabulary: Vocabulary,
    words: HeaderWords,
    mapping: TableMap | None = None,
    at: date | None = None,
) -> Iterator[CheckedRows]:
    """Check a table of violations batch by batch; a table without rows gives one empty batch.

    Raises:
        TableError: two columns may hold the same field, or a mapped column is not there.
    """
    mapping = mapping or TableMap()
    every = field_words(rules, vocabulary, words)
    columns = mapping.columns(table.headers, every, table.file, TEXTS)
    batches = table.batches()
    first = next(batches, None)
    head = first or Batch({name: [] for name in table.headers}, [])
    notes = _notes(table.headers, columns, empty=first is None)
    for batch in chain((head,), batches):
        fields = {
            name: column
            for name in every
            if (column := mapping.encode(batch, columns, name)) is not None
        }
        verdict = check_columns(fields, len(batch), rules, vocabulary, at)
        yield CheckedRows(table.file, batch, columns, mapping, verdict, vocabulary, notes)


def _notes(headers: Iterable[str], columns: Mapping[str, str], *, empty: bool) -> tuple[Text, ...]:
    """What is worth telling of a table before its rows: columns that nothing was read from."""
    unread = tuple(name for name in headers if name not in columns.values())
    notes = [_UNREAD.filled(columns=unread)] if unread else []
    return (*notes, _EMPTY) if empty else tuple(notes)


_UNREAD = Text("未读取的列：{columns}。", "Columns that are not read: {columns}.")
_EMPTY = Text(
    "表头下面没有数据行，没有违法行为可以判断。",
    "There is no row below the header: nothing was judged.",
)
