"""A checked schedule as results: breaches, open questions, what is still to be done."""

from __future__ import annotations

from typing import Any

from bizenv.reports.visit_results import VisitResults
from bizenv.reports.words import row_text


def test_which_rows_weigh_how_much(check: Any) -> None:
    """Breaches and unreadable rows, then open ones; blank rows weigh nothing here."""
    (batch,) = check()
    told = VisitResults(batch)
    assert list(told.places("error")) == [0, 4, 6, 7]
    assert list(told.places("warning")) == [3]
    assert list(told.places("error", "warning")) == [0, 3, 4, 6, 7]
    assert list(told.places("note")) == []
    assert told.notes == batch.notes


def test_a_row_in_words(check: Any) -> None:
    (batch,) = check()
    (row,) = batch.rows([0])
    (result,) = VisitResults(batch).results([0], "en")
    assert (result.place, result.level, result.code) == (row.place, "error", "in-quiet-period")
    assert result.text == row_text(row, "en")
    assert result.key == tuple(row.cells.values())
    assert result.properties == {
        "outcome": "forbidden",
        "clause": "《示例办法》第一条",
        "rule": "example/quiet-days@2024-01-01",
        "nextAllowed": "2024-03-23",
        "obligations": [],
    }
