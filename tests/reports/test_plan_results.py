"""A repaired schedule for viewers: what weighs how much, and the edit that mends the file."""

import json
from pathlib import Path

from planned import HEAD, planned

from bizenv.kernel.verdict import RulebookRef
from bizenv.reports.plan_results import PlanResults
from bizenv.reports.sarif import sarif

REF = RulebookRef("example", "1", "0" * 64)


def test_breaches_and_what_cannot_be_placed_are_errors_the_rest_weighs_less(tmp_path: Path) -> None:
    told = PlanResults(planned(tmp_path))
    every = told.places("error", "warning", "note")
    assert [(r.place.row, r.level, r.code) for r in told.results(every, "en")] == [
        (2, "error", "in-quiet-period"),
        (4, "error", "bad-day"),
        (5, "note", "blank-row"),
        (6, "warning", "facts-missing"),
        (7, "error", "in-quiet-period"),
        (8, "warning", "on-rest-day"),
    ]
    assert told.notes == told.planned.batches[0].notes


def test_the_words_say_who_moves_from_when_to_when_and_why(tmp_path: Path) -> None:
    told = PlanResults(planned(tmp_path))
    moved, rest = (next(told.results([place], "en")) for place in (0, 5))
    assert moved.text.startswith("区税务局 → 甲,公司: 2024-06-18 moves to 2024-06-24. The visit")
    assert moved.text.endswith("By: 《示例办法》第一条.")
    assert rest.text == (
        "(no agency) → (no enterprise): 2024-06-29 moves to 2024-06-28. The day is no working day."
    )
    assert next(told.results([3], "zh")).text.startswith("=1+1 → 丁：仍在 2024-06-05。")


def test_the_edits_put_the_new_days_into_the_file(tmp_path: Path) -> None:
    told = PlanResults(planned(tmp_path))
    lines = (tmp_path / "plan.csv").read_text(encoding="utf-8").split("\n")
    for result in told.results(told.places("error", "warning"), "en"):
        for edit in reversed(result.edits):
            line = lines[edit.line - 1]
            lines[edit.line - 1] = line[: edit.start] + edit.text + line[edit.end :]
    assert lines[1] == 'V1,区税务局,"甲,公司",日常检查,无,无,账簿,2024-06-24,2024-06-24'
    assert lines[7] == ",,,日常检查,无,无,,2024-06-28,"


def test_a_cell_that_goes_on_in_the_next_line_is_not_edited(tmp_path: Path) -> None:
    told = PlanResults(planned(tmp_path, 'V1,A,"甲\n乙",日常检查,无,无,,2024-06-18,\n'))
    assert next(told.results([0], "en")).edits == ()


def test_another_file_than_a_table_of_text_is_not_edited(tmp_path: Path) -> None:
    keys = HEAD.strip().split(",")
    row = dict(
        zip(keys, ["V1", "A", "甲", "日常检查", "无", "无", "", "2024-06-18", ""], strict=True)
    )

    told = PlanResults(planned(tmp_path, json.dumps(row) + "\n", "", "plan.jsonl"))
    (result,) = told.results([0], "en")
    assert (result.code, result.edits) == ("in-quiet-period", ())


def test_the_log_of_viewers_holds_the_edits_as_fixes(tmp_path: Path) -> None:
    log = sarif([PlanResults(planned(tmp_path))], REF, "1.0", "en")
    (run,) = log["runs"]
    moved = run["results"][0]
    (fix,) = moved["fixes"]
    (change,) = fix["artifactChanges"]
    place = moved["locations"][0]["physicalLocation"]
    assert change["artifactLocation"] == place["artifactLocation"]
    assert [r["insertedContent"]["text"] for r in change["replacements"]] == ["2024-06-24"] * 2
    assert change["replacements"][0]["deletedRegion"] == {
        "startLine": 2,
        "startColumn": 28,
        "endColumn": 38,
    }
    assert (moved["properties"]["from"], moved["properties"]["to"]) == ("2024-06-18", "2024-06-24")
    assert "fixes" not in run["results"][1]
