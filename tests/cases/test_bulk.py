"""Many cases judged at once: each distinct question is asked once.

That every answer is that of the scalar rules is shown in ``test_frames.py``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from bizenv.cases import bulk
from bizenv.cases.frames import judge_frame
from bizenv.cases.rules import check_case
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.testing.cases import a_promise, case_rules

RULES = case_rules(a_promise())


def judged(rows: list[dict[str, Any]]) -> bulk.JudgedLog:
    words = header_words()["cases"]
    at = date(2023, 6, 30)
    return judge_frame(pl.DataFrame(rows), RULES, case_vocabulary(), words, at).judged


def replied(case: int, day: int) -> list[dict[str, Any]]:
    days = (("received", 12), ("assigned", 12), ("replied", day))
    return [{"case": str(case), "event": e, "time": f"2023-06-{d}"} for e, d in days]


def test_cases_that_ran_and_read_alike_are_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(*args: Any) -> Any:
        asked.append(args)
        return check_case(*args)

    monkeypatch.setattr(bulk, "check_case", counted)
    log = judged([row for case in range(300) for row in replied(case, 13 + case % 3)])
    assert {answer.codes for answer in log.answers.values} == {()}
    assert len(asked) == 1


def test_what_is_late_is_another_answer() -> None:
    log = judged([*replied(0, 15), *replied(1, 16)])
    codes = [log.answers.values[code].codes for code in log.answers.codes.tolist()]
    assert codes == [(), ("promise-missed",)]


def test_an_answer_says_which_clause_comes_first() -> None:
    (answer,) = judged(replied(0, 16)).answers.values
    assert (answer.clause, answer.missing) == (RULES.service_level.promises[0].citation.short(), ())


def test_what_is_still_due_is_told_by_case() -> None:
    log = judged([*replied(0, 13), *replied(1, 13)[:2]])
    assert log.due.days[log.due.sorts == 1].tolist() == [
        (date(2023, 6, 15) - date(1970, 1, 1)).days
    ]
    assert log.due.sorts.tolist() == [0, 1]
