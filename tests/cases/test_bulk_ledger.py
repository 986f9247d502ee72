"""The ledger of a log in a data frame: its lines are those of its cases."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from bizenv.cases.frames import judge_frame
from bizenv.cases.ledger import Ledger
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.testing.cases import a_promise, case_rules


def ledger_of(rows: list[dict[str, Any]], *promises: Any, by: str = "agency") -> Ledger:
    rules, words = case_rules(*promises), header_words()["cases"]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return judge_frame(frame, rules, case_vocabulary(), words, date(2023, 6, 30)).ledger(by)


def line(case: str, event: str, day: int, **said: Any) -> dict[str, Any]:
    return {"case": case, "event": event, "time": f"2023-06-{day}", "to": None, "lead": None} | said


ROWS = [
    line("1", "received", 12, lead="甲局"),
    line("1", "assigned", 12),
    line("1", "resolved", 30),
    line("2", "received", 12),
    line("2", "assigned", 13, to="乙局"),
    line("2", "resolved", 15),
    line("3", "received", 12, lead="甲局"),
    line("3", "assigned", 12),
    line("3", "reassigned", 13),
    line("4", "received", 20),
    line("4", "paused", 21),
]


def test_figures_by_agency_are_those_of_the_cases() -> None:
    """The agency that an event names counts; after a reassignment to nobody it is not known."""
    book = ledger_of(ROWS, a_promise("resolve", "5 working days"))
    named = [(entry.case, entry.agency) for entry in book.entries]
    assert named == [("1", "甲局"), ("2", "乙局"), ("3", None), ("4", None)]
    assert str(book.rate("on_time")) == "1/3 = 33.33 %"
    assert [entry.days for entry in book.entries[:2]] == [13, 3]


def test_without_a_promise_to_resolve_nothing_is_on_time_or_late() -> None:
    assert ledger_of(ROWS, a_promise()).rate("on_time").denominator == 0
    assert ledger_of(ROWS).rate("on_time").denominator == 0


def test_cases_of_which_everything_comes_later_are_in_no_figure() -> None:
    later = [{**row, "time": row["time"].replace("2023", "2024")} for row in ROWS]
    for row in later:
        row["case"] = "9" + row["case"]
    book = ledger_of([*ROWS, *later])
    assert (book.received, book.later) == (4, ("91", "92", "93", "94"))
