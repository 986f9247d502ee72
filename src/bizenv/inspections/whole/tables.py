"""A table judged as a whole: read batch by batch, told by the rows of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import define

from bizenv.inspections.cell_facts import CellReader
from bizenv.inspections.records import FIELDS, TEXTS
from bizenv.inspections.whole.columns import Gatherer, VisitColumns
from bizenv.inspections.whole.frames import judge_columns, whole_fields
from bizenv.inspections.whole.papers import PlanEntry, Records
from bizenv.inspections.whole.rules import ScheduleRules
from bizenv.inspections.whole.values import ScheduleFinding, ScheduleVerdict
from bizenv.kernel.place import Place
from bizenv.tables.batches import Table
from bizenv.tables.cells import blank, text_of
from bizenv.tables.headers import HeaderWords
from bizenv.tables.mapping import TableMap

__all__ = ["WholeCheck", "check_whole_table", "plan_entries", "read_table"]


@define(slots=False, eq=False, frozen=True)
class WholeCheck:
    """A verdict on a whole table, and where its rows stand in the file."""

    verdict: ScheduleVerdict
    file: str
    rows: list[int]
    lines: list[int] | None

    @cached_property
    def by_row(self) -> Mapping[int, list[ScheduleFinding]]:
        """By row, from 0, the findings that want it looked at: what could go, or else all."""
        found: dict[int, list[ScheduleFinding]] = {}
        for finding in self.verdict.findings:
            for row in finding.worst or finding.rows:
                found.setdefault(row, []).append(finding)
        return found

    def place(self, row: int) -> Place:
        """Where a row, from 0, stands in the file."""
        return Place(self.file, self.lines[row] if self.lines else None, row=self.rows[row])

    def numbers(self, rows: Iterable[int]) -> list[int]:
        """Rows as a spreadsheet counts them."""
        return [self.rows[row] for row in rows]


def check_whole_table(
    table: Table,
    rules: ScheduleRules,
    words: HeaderWords,
    mapping: TableMap,
    *,
    records: Records,
    history: VisitColumns | None = None,
    through: tuple[date, date] | None = None,
) -> WholeCheck:
    """Judge a table as a whole.

    Raises:
        TableError: two columns may hold one field, or a mapped column is not there.
    """
    numbers: list[int] = []
    lines: list[int] = []
    columns = read_table(table, rules, words, mapping, numbers, lines)
    verdict = judge_columns(columns, history, rules, records, through)
    return WholeCheck(verdict, table.file, numbers, lines or None)


def read_table(
    table: Table,
    rules: ScheduleRules,
    words: HeaderWords,
    mapping: TableMap,
    numbers: list[int] | None = None,
    lines: list[int] | None = None,
) -> VisitColumns:
    """The visits of a table as columns; ``numbers`` and ``lines`` take where its rows stand."""
    circumstances = rules.vocabulary["circumstance"].codes
    every = {field: words.get(field, ()) for field in (*FIELDS, *circumstances)}
    found = mapping.columns(table.headers, every, table.file, TEXTS)
    gatherer = Gatherer(CellReader(rules.vocabulary))
    wanted = whole_fields(rules)
    for batch in table.batches():
        cells = {name: column for name in wanted if (column := mapping.encode(batch, found, name))}
        gatherer.add(cells, len(batch), batch.torn)
        if numbers is not None:
            numbers += batch.rows
        if lines is not None:
            lines += batch.lines or ()
    return gatherer.done()


def plan_entries(table: Table, words: HeaderWords) -> Iterator[PlanEntry]:
    """A year's plan in a table: each row one entry; a blank cell may be anything.

    Raises:
        RecordError: a day cannot be read.
        TableError: two columns may hold one field.
    """
    from bizenv.tables.cells import read_day

    mapping = TableMap()
    names = ("enterprise", "enterprise_name", "agency", "matter", "start", "end")
    found = mapping.columns(table.headers, {n: words.get(n, ()) for n in names}, table.file, TEXTS)
    for batch in table.batches():
        for place in range(len(batch)):
            said = mapping.row(batch, found, place)
            told = {name: value for name, value in said.items() if not blank(value)}
            if not told:
                continue
            text = {name: text_of(told[name]) for name in names[:4] if name in told}
            yield PlanEntry(
                enterprise=text.get("enterprise") or text.get("enterprise_name"),
                agency=text.get("agency"),
                matter=text.get("matter"),
                first=read_day(told["start"], "start") if "start" in told else None,
                last=read_day(told["end"], "end") if "end" in told else None,
            )
