"""A checked log as results for viewers and CI runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bizenv.kernel.text import Text
from bizenv.kernel.verdict import RulebookRef
from bizenv.reports.annotations import annotation_lines
from bizenv.reports.case_results import CaseResults
from bizenv.reports.case_words import case_text
from bizenv.reports.sarif import sarif, write_sarif

REF = RulebookRef("example", "1", "0" * 64)


def told(check_log: Any, *args: Any, **kwargs: Any) -> list[CaseResults]:
    return [CaseResults(part) for part in check_log(*args, **kwargs)]


def test_which_cases_and_rows_weigh_how_much(check_log: Any) -> None:
    """Cases first, in their order, then the rows that name none; a blank row weighs nothing."""
    (results,) = told(check_log, notes=(Text("注", "note"),))
    assert list(results.places("error")) == [1, 2, 3, 6, 8]
    assert list(results.places("warning")) == [5]
    assert list(results.places("note")) == [4]
    assert list(results.places("error", "warning")) == [1, 2, 3, 5, 6, 8]
    assert results.notes == (Text("注", "note"),)


def test_a_case_in_words(check_log: Any, case: Any) -> None:
    """With what a viewer may show beside it."""
    (results,) = told(check_log)
    (late,) = results.results([1], "en")
    assert (late.place.row, late.level, late.code) == (7, "error", "promise-overdue")
    assert late.text == case_text(case("A2"), "en")
    assert late.key == ("A2", "promise-overdue", "condition-missing")
    assert {**late.properties, "obligations": len(late.properties["obligations"])} == {
        "case": "A2",
        "rows": [7, 8],
        "outcome": "overdue",
        "stage": "assigned",
        "clause": "《示例办法》第八条",
        "nextDue": "2023-06-25",
        "obligations": 2,
    }


def test_a_row_that_names_no_case(check_log: Any) -> None:
    (results,) = told(check_log)
    (row,) = results.results([8], "zh")
    assert (row.place.row, row.level, row.code) == (21, "error", "missing-case")
    assert row.text == "第 21 行 诉求编号 (case)：读到空白，应为诉求编号 [missing-case]"


def test_the_annotations_of_a_log(check_log: Any) -> None:
    """Errors, then what is open, then what is due soon, each at its first row."""
    heads = [line.split("::")[1] for line in annotation_lines(told(check_log), "en")]
    assert heads == [
        "error file=log.csv,line=7,title=promise-overdue",
        "error file=log.csv,line=9,title=written-off-too-early",
        "error file=log.csv,line=12,title=resume-without-pause",
        "error file=log.csv,line=19,title=unknown-term",
        "error file=log.csv,line=21,title=missing-case",
        "warning file=log.csv,line=17,title=promise-undetermined",
        "notice file=log.csv,line=15,title=promise-due-soon",
    ]


def test_the_log_as_sarif(check_log: Any) -> None:
    """Every rule has words; fingerprints stay when a case is put in above."""
    write_sarif(told(check_log), REF, "0.1.0", Path("out.sarif"), "zh")
    (run,) = json.loads(Path("out.sarif").read_text("utf-8"))["runs"]
    assert [(r["ruleId"], r["level"]) for r in run["results"]] == [
        ("promise-overdue", "error"),
        ("written-off-too-early", "error"),
        ("resume-without-pause", "error"),
        ("promise-undetermined", "warning"),
        ("unknown-term", "error"),
        ("missing-case", "error"),
        ("promise-due-soon", "note"),
    ]
    rules = {
        rule["id"]: rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"]
    }
    assert rules["promise-overdue"] == "超期，还没有完成"
    assert run["results"][0]["properties"]["case"] == "A2"
    late = "诉求编号,环节,时间\nB,交办,2023-06-01\n"
    more = "诉求编号,环节,时间\nA,登记,2023-06-01\nB,交办,2023-06-01\n"
    prints = []
    for text in late, more:
        (run,) = sarif(told(check_log, text), REF, "0.1.0", "en")["runs"]
        prints += [each["partialFingerprints"]["bizenvRow/v1"] for each in run["results"]]
    assert prints[0] == prints[2] != prints[1]
