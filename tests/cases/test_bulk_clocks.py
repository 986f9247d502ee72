"""The clocks of many cases: each distinct pair of days is read once."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from bizenv.cases import bulk_clocks
from bizenv.cases.clocks import read_run
from bizenv.cases.frames import judge_frame
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.testing.cases import a_promise, case_rules


def clocks(rows: list[dict[str, Any]], *promises: Any) -> Any:
    rules, words = case_rules(*promises), header_words()["cases"]
    frame = pl.DataFrame(rows)
    return judge_frame(frame, rules, case_vocabulary(), words, date(2023, 6, 30)).clocks()


def rows(case: int, *events: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"case": str(case), "event": kind, "time": f"2023-06-{time}"} for kind, time in events]


def test_the_same_days_are_read_once_whatever_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def counted(*args: Any) -> Any:
        read.append(args)
        return read_run(*args)

    monkeypatch.setattr(bulk_clocks, "read_run", counted)
    log = [
        line
        for case in range(50)
        for line in rows(
            case, ("received", "11"), ("assigned", "12"), ("replied", str(13 + case % 2))
        )
    ]
    log += rows(99, ("assigned", "12"), ("signed", "12"), ("replied", "13"))
    assert clocks(log, a_promise())["state"].to_list() == ["met"] * 51
    assert len(read) == 2


def test_hours_are_read_case_by_case() -> None:
    log = rows(1, ("assigned", "12 09:00"), ("replied", "12 10:00"))
    log += rows(2, ("assigned", "12 09:00"), ("replied", "12 11:30"))
    assert clocks(log, a_promise(period="2小时"))["used"].to_list() == [3600.0, 9000.0]


def test_what_never_ran_reads_the_same_for_all() -> None:
    log = rows(1, ("received", "12")) + rows(2, ("received", "13"), ("replied", "14"))
    assert clocks(log, a_promise())["state"].to_list() == ["not-started", "undetermined"]


def test_days_that_no_calendar_reaches_leave_a_clock_open() -> None:
    log = [{"case": "1", "event": "assigned", "time": "1950-06-12"}]
    assert clocks(log, a_promise())["missing"].to_list() == ["calendar"]
