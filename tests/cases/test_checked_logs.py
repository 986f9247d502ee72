"""A log checked as a whole: every case and every row comes out, with what is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases import checked_logs as module
from bizenv.cases.checked_logs import (
    LATER,
    UNREADABLE,
    CaseTally,
    CheckedCase,
    check_log,
    log_notes,
)
from bizenv.cases.closure import ClosureRule
from bizenv.cases.logs import CaseLog, cases_from_events
from bizenv.cases.rules import check_case
from bizenv.cases.service_levels import YellowLight
from bizenv.cases.values import Case, Event
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.tables.batches import Table
from bizenv.tables.readers import open_table
from bizenv.testing import a_citation
from bizenv.testing.cases import a_case, a_promise, an_event, case_rules, cases

RULES = case_rules(
    a_promise("reply", "3 working days", yellow=YellowLight(0.6)),
    closure=[
        ClosureRule("outcome", "closing", citation=a_citation("第九条")),
        ClosureRule("follow-up", "writing-off", citation=a_citation("第十条")),
    ],
)
WORDS = header_words()["cases"]
# A case of these kinds of events has one a day from Thursday 15 June 2023 on: assigned on the
# 16th, the reply is due on the 21st; the 22nd to the 24th are a holiday.


def june(day: int) -> date:
    return date(2023, 6, day)


def checked(case: Case, day: int = 20, *, back: bool = False) -> CheckedCase:
    (part,) = check_log(CaseLog((case,)), RULES, june(day), looking_back=back)
    return part.cases[0]


def read(*rows: dict[str, Any]) -> CaseLog:
    return cases_from_events(rows, case_vocabulary(), WORDS, zone="Asia/Shanghai")


def row(case: str | None, event: str, time: str, **more: str) -> dict[str, Any]:
    return {"工单编号": case, "事件": event, "时间": time, **more}


# --- one case -----------------------------------------------------------------------


def test_a_sound_case_has_the_verdict_of_the_rules_and_nothing_else() -> None:
    case = a_case("received", "assigned", lead="区住建局")
    found = checked(case, 16)
    assert found.verdict == check_case(case, RULES, june(16))
    assert (found.status, found.judged, found.agency) == ("not-closable", True, "区住建局")
    assert found.codes == ("condition-missing",)
    assert found.obligations == found.verdict.obligations
    assert [found.overdue, found.undetermined, found.failing, found.due_soon] == [False] * 4


def test_a_case_that_is_late_fails() -> None:
    found = checked(a_case("received", "assigned"), 25)
    assert (found.overdue, found.failing, found.at_fault) == (True, True, False)


def test_a_case_whose_light_is_yellow_is_due_soon_and_does_not_fail() -> None:
    found = checked(a_case("received", "assigned"), 20)
    assert (found.status, found.due_soon, found.failing) == ("not-closable", True, False)


def test_a_case_of_which_a_fact_is_missing_is_undetermined_and_does_not_fail() -> None:
    closed = a_case("received", "replied", "closed")  # whether it was settled is not said
    found = checked(closed.plus(an_event("followed-up", 18, grade="satisfied")), 18)
    assert (found.undetermined, found.failing, found.too_early) == (True, False, False)


@pytest.mark.parametrize(
    ("kinds", "codes"),
    [
        (["received", "explained", "written-off"], ("written-off-too-early",)),
        (["received", "replied", "written-off"], ("closed-too-early", "written-off-too-early")),
    ],
)
def test_a_case_that_was_closed_or_written_off_too_early_fails(
    kinds: list[str], codes: tuple[str, ...]
) -> None:
    found = checked(a_case(*kinds), 20)
    assert (found.status, found.too_early, found.failing) == ("ended", True, True)
    assert found.codes[-len(codes) :] == codes


def test_an_event_that_cannot_follow_is_a_problem_with_its_row_and_no_finding() -> None:
    log = read(row("C1", "登记", "2023-06-15"), row("C1", "恢复", "2023-06-16"))
    (part,) = check_log(log, RULES, june(16))
    (found,) = part.cases
    assert (found.misplaced, found.at_fault, found.failing) == (True, True, True)
    assert [problem.say("en") for problem in found.problems] == [
        "row 2: got 'resumed' of case C1, 2023-06-16, expected it during a pause "
        "[resume-without-pause]"
    ]
    assert [finding.code for finding in found.findings] == ["condition-missing"]
    assert found.codes == ("condition-missing", "resume-without-pause")


def test_the_rows_of_a_case_are_those_that_tell_of_it() -> None:
    log = read(
        row("C1", "登记", "2023-06-15"),
        row("C2", "登记", "2023-06-15"),
        row("C1", "签收", "soon"),
        row("C1", "交办", "2023-06-16", 满意度="还行"),
    )
    (part,) = check_log(log, RULES, june(16))
    assert [case.rows for case in part.cases] == [(1, 3, 4), (2,)]
    assert part.cases[0].place == Place(row=1)
    assert [problem.place.row for problem in part.cases[0].problems] == [3, 4]


def test_a_case_that_comes_from_no_file_has_no_place() -> None:
    found = checked(a_case("received"))
    assert (found.place, found.rows) == (Place(), ())


def test_a_case_nothing_of_which_can_be_used_has_no_verdict() -> None:
    log = read(row("C1", "签收了", "2023-06-16"))
    (part,) = check_log(log, case_rules(), june(16))  # without needs it would be closable
    (found,) = part.cases
    assert (found.status, found.judged, found.failing) == (UNREADABLE, False, True)
    assert (found.findings, found.obligations) == ((), ())
    assert found.codes == ("unknown-term",)


# --- looking back -------------------------------------------------------------------


def test_what_is_later_is_a_fault_where_the_time_is_now() -> None:
    found = checked(a_case("received", "assigned"), 15)
    assert (found.later, found.misplaced, found.failing) == ((), True, True)
    assert [problem.severity for problem in found.problems] == ["error"]


def test_what_is_later_is_left_aside_and_noted_where_one_looks_back() -> None:
    case = a_case("received", "assigned")
    found = checked(case, 15, back=True)
    assert (found.later, found.misplaced, found.failing) == (case.events[1:], False, False)
    assert found.verdict == check_case(a_case("received"), RULES, june(15))
    assert [(problem.code, problem.severity) for problem in found.problems] == [
        ("event-in-future", "note")
    ]
    assert found.problems[0].words("zh") == (
        "读到诉求 C1 的“交办”（2023-06-16），应为不晚于 2023-06-15"
    )


def test_a_case_of_which_nothing_had_happened_yet_is_later() -> None:
    found = checked(a_case("received", "assigned"), 14, back=True)
    assert (found.status, found.judged, found.failing) == (LATER, False, False)


def test_a_case_with_a_row_that_cannot_be_read_is_not_merely_later() -> None:
    log = read(row("C1", "登记", "2023-06-15"), row("C1", "签收", "soon"))
    (part,) = check_log(log, RULES, june(14), looking_back=True)
    assert part.cases[0].status == UNREADABLE


# --- the whole log ------------------------------------------------------------------


def test_the_last_part_has_the_rows_that_name_no_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PART_CASES", 2)
    log = read(*(row(f"C{n}", "登记", "2023-06-15") for n in range(5)), row(None, "登记", "x"))
    notes = (Text("注", "note"),)
    parts = list(check_log(log, RULES, june(16), notes=notes))
    assert [len(part) for part in parts] == [2, 2, 1]
    assert [[problem.code for problem in part.rows] for part in parts] == [[], [], ["missing-case"]]
    assert {part.notes for part in parts} == {notes}


def test_a_log_without_cases_is_one_part_so_that_its_notes_are_told() -> None:
    (part,) = check_log(CaseLog((), (Problem("blank-row", "x", "y"),)), RULES, june(16))
    assert (part.cases, len(part.rows)) == ((), 1)


def test_what_is_worth_telling_of_a_log(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("某区台账\n\n诉求编号,登记时间,领导批示\nC1,2023-06-15,阅\n", "utf-8")
    table = open_table(path, WORDS)
    log = cases_from_events(table, case_vocabulary(), WORDS)
    assert [note.zh for note in log_notes(table, log)] == [
        "表头取自第 3 行，它上面的 2 行没有当作事件。",
        "没有用到的列：'领导批示'；应当用到的，可用 --map 文件指明。",
    ]
    assert [note.en for note in log_notes(table, log)] == [
        "The header is in row 3; what stands above it is no event.",
        "Columns that were not read: '领导批示'; name those that should be in a --map file.",
    ]


def test_a_log_of_which_nothing_is_worth_telling_and_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("诉求编号,登记时间\nC1,2023-06-15\n", "utf-8")
    table = open_table(path, WORDS)
    assert log_notes(table, cases_from_events(table, case_vocabulary(), WORDS)) == ()
    (told,) = log_notes(table, CaseLog(()))
    assert told.zh == "表头下面没有数据行，没有诉求可以判断。"
    assert told.en == "There is no row below the header: nothing was checked."


@given(st.lists(cases(timeless=True), max_size=4), st.booleans())
def test_no_event_is_lost_whatever_happened(found: list[Case], back: bool) -> None:
    """Property: each event is applied, told among the problems, or left aside and told."""
    named = tuple(Case(f"C{n}", events=case.events) for n, case in enumerate(found))
    parts = list(check_log(CaseLog(named), RULES, june(20), looking_back=back))
    cases = [case for part in parts for case in part.cases]
    assert [case.case for case in cases] == list(named)
    for case in cases:
        applied = len(case.verdict.state.events)
        assert applied + len(case.problems) == len(case.case.events)
        assert bool(case.later) <= back


# --- the tally ----------------------------------------------------------------------


def test_what_a_log_counts() -> None:
    log = read(
        row("C1", "登记", "2023-06-15", 主办单位="区住建局"),
        row("C1", "交办", "2023-06-16"),
        row("C2", "登记", "2023-06-15", 主办单位="区住建局"),
        row("C2", "恢复", "2023-06-16"),
        row("C3", "登记", "2023-06-15"),
        row("C3", "办结", "2023-06-16"),
        row("C3", "销号", "2023-06-17"),
        row("C4", "登记", "2023-06-15"),
        row("C4", "办结", "2023-06-16"),
        row("C4", "回访", "2023-06-17", 满意度="满意"),
        row("C5", "登记", "2023-07-15"),
        row(None, "登记", "2023-06-15"),
        {"工单编号": None},
    )
    tally = CaseTally()
    for part in check_log(log, RULES, june(25), looking_back=True, notes=(Text("注"),)):
        tally.add(part)
    assert dict(tally.statuses) == {
        "overdue": 1,
        "not-closable": 1,
        "ended": 1,
        "undetermined": 1,
        "later": 1,
    }
    assert tally.agencies["区住建局", "overdue"] == 1
    assert tally.agencies["", "undetermined"] == 1
    clocks = {(stage.value, state.value): n for (stage, state), n in tally.clocks.items()}
    assert clocks == {("reply", "red"): 1, ("reply", "not-started"): 3}
    assert dict(tally.missing) == {"outcome": 1}
    assert dict(tally.problems) == {
        "resume-without-pause": 1,
        "event-in-future": 1,
        "missing-case": 1,
        "blank-row": 1,
    }
    assert (tally.cases, tally.failing, tally.undetermined, tally.faulty) == (5, 3, 1, 1)
    assert (tally.too_early, tally.later) == (1, 1)
    assert (tally.faulty_rows, tally.caseless) == (2, 1)
    assert tally.notes == (Text("注"),)


def test_an_event_without_a_place_is_no_row() -> None:
    case = Case("C1", events=[Event("received", june(15)), an_event("signed", place=Place(row=7))])
    assert checked(case).rows == (7,)


def test_states_that_are_not_known_are_noted() -> None:
    table = Table("", ("case",), lambda: iter(()), 0)
    log = CaseLog((a_case("received"),), puzzling=("Open - Dup",))
    (note,) = log_notes(table, log)
    assert note.say("en") == (
        "The column of states has words that are not known: 'Open - Dup'; a --map file may say "
        "what they stand for (status)."
    )
    assert note.zh == "状态列中有看不懂的词：'Open - Dup'；可用 --map 文件说明（status）。"
