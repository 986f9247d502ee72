"""What keeps rows of a schedule from being read: equal faults told once, with their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from attrs import Factory, define, frozen

from bizenv.inspections.cell_facts import CellReader, Unread
from bizenv.inspections.records import placed, span_problems
from bizenv.inspections.schedules import UNREADABLE, CheckedBatch
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.tables.cells import shown

__all__ = ["Fault", "Faults"]

_FIRST_ROWS = 5


@define
class Fault:
    """One fault of one or many rows.

    ``rows`` counts them, ``first`` names the first few. What is wrong is told
    by ``problems`` when asked: looking for the nearest known word takes long.
    """

    problems: Callable[[], tuple[Problem, ...]]
    rows: int = 0
    first: list[int | None] = Factory(list)


@frozen
class Faults:
    """The faults of a schedule: those of one column, one code and one word are one."""

    by_key: dict[tuple[Any, ...], Fault] = Factory(dict)

    def add(self, checked: CheckedBatch) -> None:
        """Add the rows of one more batch that cannot be read."""
        for position in checked.positions({UNREADABLE}):
            for key, problems in _faults(checked, position):
                fault = self.by_key.setdefault(key, Fault(problems))
                fault.rows += 1
                if len(fault.first) < _FIRST_ROWS:
                    fault.first.append(checked.place(position).row)

    def most_common(self) -> list[Fault]:
        """The faults, those of most rows first."""
        return sorted(self.by_key.values(), key=lambda fault: -fault.rows)


_Told = Callable[[], tuple[Problem, ...]]


def _faults(checked: CheckedBatch, position: int) -> Iterator[tuple[tuple[Any, ...], _Told]]:
    """The faults of one row, each with what it is known by."""
    if position in checked.batch.torn:
        yield _of_problem(checked.batch.torn[position])
        return
    facts = {}
    for field, cell in checked.fields(position).items():
        facts[field] = fact = checked.reader.read(field, cell)
        if isinstance(fact, Unread):
            yield (
                (field, fact.codes, shown(cell)),
                partial(_of_cell, checked.reader, checked.columns, field, cell),
            )
    start, end = facts.get("start"), facts.get("end")
    if not isinstance(start, Unread):
        for problem in span_problems(start, None if isinstance(end, Unread) else end):
            yield _of_problem(placed(problem, Place(), checked.columns))


def _of_problem(problem: Problem) -> tuple[tuple[Any, ...], _Told]:
    return (problem.place.field, problem.code, problem.words("en")), lambda: (problem,)


def _of_cell(
    reader: CellReader, columns: Mapping[str, str], field: str, cell: Any
) -> tuple[Problem, ...]:
    """Why a cell cannot be read, without what is wrong with the other cells of its row."""
    own = (p for p in reader.problems({field: cell}) if p.place.field == field)
    return tuple(placed(problem, Place(), columns) for problem in own)
