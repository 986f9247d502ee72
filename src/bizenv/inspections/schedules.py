"""A schedule of inspections, checked: every row that goes in comes out.

A row comes out with a verdict, or with the problems that keep it from having
one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import Factory, define, evolve, frozen

from bizenv.inspections.frames import Answer, BulkVerdict, check_columns
from bizenv.inspections.records import FIELDS, inspection_from_row
from bizenv.inspections.rules import InspectionRules, Told
from bizenv.inspections.values import Inspection, InspectionOutcome
from bizenv.kernel.errors import Problem, RecordError
from bizenv.kernel.place import Place
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.cells import blank, text_of
from bizenv.tables.columns import Encoded, compact
from bizenv.tables.headers import Headers, HeaderWords
from bizenv.tables.mapping import TableMap
from bizenv.tables.readers import Batch, Table

__all__ = ["CheckedBatch", "CheckedRow", "Tally", "check_table"]


@frozen(eq=False)
class CheckedRow:
    """One row: where it stands, what it says, and what the rules say of it.

    ``told`` is None where the row has no verdict; ``problems`` says why.
    """

    place: Place
    cells: Mapping[str, Any]
    fields: Mapping[str, Any]
    told: Told | None
    next_allowed: date | None
    problems: tuple[Problem, ...]

    @property
    def outcome(self) -> InspectionOutcome | None:
        """The outcome; None where there is no verdict."""
        return self.told.outcome if self.told else None

    def words(self, *fields: str) -> str | None:
        """What the row says in the first of these fields that is not blank."""
        for name in fields:
            if not blank(value := self.fields.get(name)):
                return text_of(value)
        return None


@frozen(eq=False)
class CheckedBatch:
    """Some rows of a schedule with their verdicts."""

    file: str
    batch: Batch
    fields: dict[str, Encoded]
    verdict: BulkVerdict
    vocabulary: Vocabulary

    def __len__(self) -> int:
        return len(self.batch)

    def rows(self, wanted: Sequence[int] | None = None) -> Iterator[CheckedRow]:
        """The rows, all of them or those at some positions."""
        next_allowed = self.verdict.next_allowed.astype(object)
        codes = self.verdict.codes.tolist()
        for position in range(len(self)) if wanted is None else wanted:
            answer = self.verdict.answers[codes[position]]
            place = self.place(position)
            cells = {name: column[position] for name, column in self.batch.columns.items()}
            fields = {
                name: column.values[column.codes[position]]
                for name, column in self.fields.items()
            }
            torn = self.batch.torn.get(position)
            problems = (torn,) if torn else self._problems(answer, place, cells, fields)
            told = None if problems else answer.told
            yield CheckedRow(
                place, cells, fields, told, next_allowed[position] if told else None, problems
            )

    def place(self, position: int) -> Place:
        """Where a row stands in its file."""
        line = self.batch.lines[position] if self.batch.lines else None
        return Place(self.file, line, row=self.batch.rows[position])

    def _problems(
        self, answer: Answer, place: Place, cells: Mapping[str, Any], fields: Mapping[str, Any]
    ) -> tuple[Problem, ...]:
        """Why a row has no verdict, told cell by cell by reading it again alone."""
        if answer.told is not None:
            return ()
        if all(blank(cell) for cell in cells.values()):
            return (
                Problem("blank-row", "a row without words", "an inspection", place, None, "note"),
            )
        try:
            inspection_from_row(fields, self.vocabulary)
        except RecordError as error:
            return tuple(
                evolve(problem, place=evolve(place, field=problem.place.field))
                for problem in error.problems
            )
        got = ", ".join(answer.problems)
        return (Problem("unreadable-row", got, "an inspection", place),)

    def inspection(self, row: CheckedRow) -> Inspection:
        """The inspection of a row, for the full verdict of the scalar check."""
        return inspection_from_row(row.fields, self.vocabulary)

    def outcomes(self) -> list[str]:
        """By distinct answer, its outcome's code; ``unreadable`` where it has none."""
        return [a.told.outcome.value if a.told else UNREADABLE for a in self.verdict.answers]

    def positions(self, *, lawful: bool) -> list[int]:
        """The rows whose verdict lets the visit go ahead, or the others, torn ones among them."""
        fine = [bool(a.told and a.told.outcome.lawful) for a in self.verdict.answers]
        torn = self.batch.torn
        return [
            position
            for position, code in enumerate(self.verdict.codes.tolist())
            if (fine[code] and position not in torn) is lawful
        ]


UNREADABLE = "unreadable"
BLANK = "blank-row"


@define
class Tally:
    """What a checked schedule counts: rows by outcome, and by agency and outcome.

    Rows that could not be read count as ``unreadable``, rows without words as
    ``blank-row``.
    """

    outcomes: Counter[str] = Factory(Counter)
    agencies: Counter[tuple[str, str]] = Factory(Counter)
    problems: Counter[str] = Factory(Counter)
    codes: Counter[str] = Factory(Counter)
    missing: Counter[str] = Factory(Counter)

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.outcomes.total()

    def count(self, *outcomes: str) -> int:
        """How many rows had one of these outcomes."""
        return sum(self.outcomes[outcome] for outcome in outcomes)

    def add(self, checked: CheckedBatch) -> None:
        """Count one more batch."""
        outcomes = checked.outcomes()
        agency = checked.fields.get("agency")
        answers = checked.verdict.answers
        width = len(agency.values) if agency else 1
        codes = checked.verdict.codes
        keys = codes * width + agency.codes if agency else codes
        distinct, places = compact(keys, len(answers) * width)
        counts = Counter(places.tolist())
        for position, problem in checked.batch.torn.items():
            counts[int(places[position])] -= 1
            self._count(UNREADABLE, self._agency(agency, int(keys[position]) % width), 1)
            self.problems[problem.code] += 1
        for place, key in enumerate(distinct.tolist()):
            code, who = divmod(key, width)
            number = counts[place]
            if not number:
                continue
            if outcomes[code] == UNREADABLE:
                continue
            self._count(outcomes[code], self._agency(agency, who), number)
            told = answers[code].told
            for finding in told.codes if told else ():
                self.codes[finding] += number
            for fact in told.missing if told else ():
                self.missing[str(fact)] += number
        unread = [p for p in checked.positions(lawful=False)
                  if outcomes[int(codes[p])] == UNREADABLE and p not in checked.batch.torn]
        for row in checked.rows(unread):
            kind = BLANK if row.problems[0].code == BLANK else UNREADABLE
            self._count(kind, row.words("agency"), 1)
            self.problems.update(problem.code for problem in row.problems)

    def _count(self, outcome: str, agency: str | None, number: int) -> None:
        self.outcomes[outcome] += number
        if outcome != BLANK:
            self.agencies[agency or "", outcome] += number

    @staticmethod
    def _agency(agency: Encoded | None, code: int) -> str | None:
        if agency is None or blank(agency.values[code]):
            return None
        return text_of(agency.values[code])


def check_table(
    table: Table, rules: InspectionRules, words: HeaderWords, mapping: TableMap | None = None
) -> Iterator[CheckedBatch]:
    """Check a table batch by batch.

    ``words`` are the known headers by field.

    Raises:
        TableError: no column holds the day, or a mapped column is not there.
    """
    mapping = mapping or TableMap()
    every = {
        field: words.get(field, ()) for field in (*FIELDS, *rules.vocabulary["circumstance"].codes)
    }
    columns = mapping.columns(table.headers, every, table.file)
    if "start" not in mapping.fields:
        Headers(columns).require("start", every, table.headers)
    for batch in table.batches():
        fields = mapping.encode(batch, columns)
        verdict = check_columns(fields, len(batch), rules)
        yield CheckedBatch(table.file, batch, fields, verdict, rules.vocabulary)
