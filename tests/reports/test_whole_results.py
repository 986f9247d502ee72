"""A whole schedule in reports; the formats themselves are tested with the command."""

from __future__ import annotations

import json

from bizenv import load_rulebook
from bizenv.inspections.whole.frames import check_whole
from bizenv.inspections.whole.tables import WholeCheck
from bizenv.reports.whole_results import (
    WholeResults,
    whole_cells,
    whole_json,
    whole_summary,
    whole_text,
)

BOOK = load_rulebook("cn-hn-longhui")


def whole(days: int) -> WholeCheck:
    rows = [
        {"start": f"2026-03-{n:02d}", "enterprise": "甲", "agency": "A"} for n in range(1, days + 1)
    ]
    verdict = check_whole(rows, BOOK.schedule, {})
    return WholeCheck(verdict, "plan.xlsx", list(range(2, days + 2)), None)


def test_cells_of_a_row_and_of_another() -> None:
    assert whole_cells(whole(2), 0, "en") == {"schedule_codes": None, "schedule_findings": None}
    assert whole_cells(whole(2), 1, "en")["schedule_codes"] == "too-many-visits"


def test_many_rows_are_told_by_the_first() -> None:
    results = WholeResults(whole(14))
    (result,) = results.results(results.places("error"), "en")
    assert result.text.endswith("(rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 …)")
    assert (result.place.row, result.place.line, results.places("note")) == (3, None, [])


def test_lines_and_summary() -> None:
    (line,) = whole_json(whole(2))
    assert json.loads(line)["schedule_finding"]["rows"] == [2, 3]
    assert whole_summary(whole(2), "en") == [
        "",
        "The schedule as a whole: breached. Breaches 1, to review 0, open 0, notes 0",
    ]
    assert list(whole_text(whole(1), "en", 0, strict=True)) == []
