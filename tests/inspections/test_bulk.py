"""Bulk judgement: few answers for many rows, each the answer of the scalar rule."""

from __future__ import annotations

from datetime import date

from bizenv.inspections.bulk import check_columns
from bizenv.inspections.cell_facts import CellReader
from bizenv.tables.columns import encode
from bizenv.testing import a_rulebook, an_inspection

BOOK = a_rulebook()  # days 1 to 22 are quiet, complaints are exempt
RULES = BOOK.inspections
QUIET, FREE = date(2024, 3, 15), date(2024, 3, 25)


def test_rows_of_one_situation_share_an_answer() -> None:
    """Two days in the same window and two spellings of one trigger are one situation."""
    columns = {
        "start": encode([QUIET, date(2024, 3, 14), FREE, QUIET]),
        "trigger": encode(["投诉举报", "complaint", "complaint", "none"]),
        "domain": encode(["tax"] * 4),
        "kind": encode(["routine", "日常检查", "routine", "routine"]),
    }
    verdict = check_columns(columns, 4, RULES)
    assert 3 == len(verdict.answers)
    assert verdict.codes[0] == verdict.codes[1]
    outcomes = [
        BOOK.check(an_inspection(start=day, trigger=trigger, domain="tax")).outcome.value
        for day, trigger in [(QUIET, "complaint"), (FREE, "complaint"), (QUIET, "none")]
    ]
    assert ["exempt", "allowed", "forbidden"] == outcomes
    assert [outcomes[0], *outcomes] == verdict.column("outcome").decode()


def test_a_row_that_cannot_be_read_has_each_code_once() -> None:
    """Two unknown words are one code; the day comes first."""
    columns = {
        "start": encode(["soon"]),
        "trigger": encode(["xx"]),
        "domain": encode(["yy"]),
        "filed": encode(["?"]),
    }
    (answer,) = check_columns(columns, 1, RULES).answers
    assert (None, ("bad-day", "unknown-term")) == (answer.opinion, answer.problems)


def test_without_any_day_no_row_has_a_verdict() -> None:
    """The day of the visit is missing in each."""
    verdict = check_columns({"domain": encode(["tax", "tax"])}, 2, RULES)
    assert ["missing-day"] * 2 == verdict.column("codes").decode()
    assert [None] * 2 == verdict.column("outcome").decode()


def test_a_reader_is_kept_for_more_batches() -> None:
    """The second batch gets the answer of the first."""
    reader = CellReader(RULES.vocabulary)
    first, second = (
        check_columns({"start": encode(["soon"])}, 1, RULES, reader).answers for _ in range(2)
    )
    assert first[0].problems == second[0].problems == ("bad-day",)
