"""Equal faults of many rows are one, with the number of rows and the first of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizenv.inspections.faults import Faults
from bizenv.inspections.schedules import check_table
from bizenv.inspections.telling import problem_words
from bizenv.tables import batches
from bizenv.tables.readers import open_table
from bizenv.testing import a_rulebook

WORDS = {"start": ["检查日期"], "end": ["结束日期"]}


def faults(
    folder: Path, text: str, name: str = "plan.csv"
) -> list[tuple[int, list[int | None], str]]:
    """The faults of a schedule: how many rows, the first of them, the words."""
    path = folder / name
    path.write_text(text, "utf-8")
    found = Faults()
    for batch in check_table(open_table(path, WORDS), a_rulebook().inspections, WORDS):
        found.add(batch)
    return [(f.rows, f.first, problem_words(f.problems(), "en")) for f in found.most_common()]


def test_one_word_in_many_rows_is_one_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commonest first, five rows named, however the file is cut; blank rows are none."""
    monkeypatch.setattr(batches, "BATCH_ROWS", 3)
    text = "检查日期,domain\n" + "2024-03-15,yy\n" + "2024-03-15,taxx\n" * 7 + ",\n"
    assert faults(tmp_path, text) == [
        (
            7,
            [3, 4, 5, 6, 7],
            "domain: got 'taxx', expected a known domain (did you mean 'tax'?)",
        ),
        (1, [2], "domain: got 'yy', expected a known domain"),
    ]


def test_two_faults_of_a_row_are_two(tmp_path: Path) -> None:
    """A cell that cannot be read, a day that is missing; a cell is told without the others."""
    assert faults(tmp_path, "检查日期,end,domain\n,soon,税务\n") == [
        (
            1,
            [2],
            "end: got 'soon', expected a day such as 2023-06-15, 2023/6/15, 2023年6月15日 or "
            "20230615",
        ),
        (1, [2], "检查日期 (start): got no day, expected the day of the visit"),
    ]


def test_an_end_before_the_start_and_a_torn_row(tmp_path: Path) -> None:
    """What belongs to no cell alone is known by its words."""
    text = "检查日期,结束日期\n" + "2024-03-15,2024-03-14\n" * 2 + "soon,x\n2024-03-15\n"
    span, day, end, torn = faults(tmp_path, text)
    assert span == (
        2,
        [2, 3],
        "结束日期 (end): got 2024-03-15 to 2024-03-14, expected an end that is not before the "
        "start, and at most ten years after it",
    )
    assert (day[:2], end[:2]) == ((1, [4]), (1, [4]))
    assert torn == (1, [5], "got 1 cells, expected 2 cells")
