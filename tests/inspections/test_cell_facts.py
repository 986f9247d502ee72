"""Cells as facts: each distinct cell is read once, and each says what it says alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.inspections import cell_facts
from bizenv.inspections.cell_facts import CellReader, Unread
from bizenv.inspections.records import inspection_from_row, read_field
from bizenv.kernel.errors import RecordError
from bizenv.kernel.problems import Problem
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing.strategies import inspection_rows

WORDS = base_vocabulary()


def alone(row: dict[str, Any]) -> tuple[Problem, ...]:
    """What keeps a row from being an inspection."""
    try:
        inspection_from_row(row, WORDS)
    except RecordError as error:
        return error.problems
    return ()


@given(st.lists(inspection_rows(as_text=True), min_size=1, max_size=6))
def test_the_problems_of_a_row_are_those_of_the_record(rows: list[dict[str, Any]]) -> None:
    """Property: the same problems in the same order, read for the first time or again."""
    reader = CellReader(WORDS)
    expected = [alone(row) for row in rows]
    assert expected == [reader.problems(row) for row in rows]
    assert expected == [reader.problems(row) for row in rows]


def test_each_distinct_cell_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One word in two fields, and 1, 1.0 and true, are different cells; ids are read each time.

    No hint is looked for until a row is told, and then once for each cell.
    """
    asked: list[Any] = []
    hinted: list[Any] = []

    def counted(field: str, cell: object, *rest: Any, hints: bool = True) -> Any:
        (hinted if hints else asked).append((field, cell))
        return read_field(field, cell, *rest, hints=hints)

    monkeypatch.setattr(cell_facts, "read_field", counted)
    reader = CellReader(WORDS)
    cells = [("domain", "xx"), ("trigger", "xx"), ("filed", 1), ("filed", 1.0), ("filed", True)]
    for _ in range(3):
        for field, cell in [*cells, ("id", "7")]:
            reader.read(field, cell)
    assert ([*cells, *[("id", "7")] * 3], []) == (asked, hinted)
    for _ in range(2):
        reader.problems({"domain": "xx", "filed": True})
    assert hinted == [("domain", "xx")]


def test_only_what_is_told_has_hints() -> None:
    """A table with a hundred thousand unknown words is counted without looking for near ones."""
    reader = CellReader(WORDS)
    assert reader.read("domain", "taxx") == Unread(("unknown-term",))
    (problem, missing) = reader.problems({"domain": "taxx"})
    assert problem.words("en") == "got 'taxx', expected a known domain (did you mean 'tax'?)"
    assert missing.code == "missing-day"


@pytest.mark.parametrize("cell", [["xx"], {"x": 1}, b"xx"])
def test_a_cell_that_is_no_key_is_read_all_the_same(cell: object) -> None:
    """A list, an object or bytes."""
    assert Unread(("unknown-term",)) == CellReader(WORDS).read("domain", cell)


def test_cells_with_the_same_codes_are_alike_and_keep_their_own_problems() -> None:
    """So rows with different wrong words are judged once, and each is told its own.

    A list is no key, and is told without being kept.
    """
    reader = CellReader(WORDS)
    first, second = reader.read("domain", "xx"), reader.read("domain", "yy")
    assert first == second
    assert "Unread(codes=('unknown-term',))" == repr(first)
    told = [reader.problems({"domain": cell})[0].got for cell in ("xx", "yy", ["zz"])]
    assert ["'xx'", "'yy'", "'zz'"] == told


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ({"start": "2024-03-01", "end": "2024-02-01"}, ["bad-span"]),
        ({"start": "soon", "end": "2024-02-01"}, ["bad-day"]),
        ({"start": "", "end": "soon"}, ["bad-day", "missing-day"]),
        ({"start": "2024-03-01", "end": "soon"}, ["bad-day"]),
        ({"end": "2024-03-01"}, ["missing-day"]),
        ({"start": "2024-03-01"}, []),
    ],
)
def test_the_days_of_a_row_are_told_after_its_cells(row: dict[str, Any], codes: list[str]) -> None:
    """A start that cannot be read is told once; no span hangs on it."""
    assert codes == [problem.code for problem in CellReader(WORDS).problems(row)]
