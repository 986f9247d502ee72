"""Cases as rows for machines: a row a case, then every problem of the log with its row."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv.cases.rules import CaseRules
from bizenv.cases.service_levels import PromiseStage
from bizenv.reports.case_rows import (
    case_cells,
    case_jsonl_lines,
    clock_names,
    column_names,
    promised_stages,
    write_case_csv,
)
from bizenv.reports.case_words import message_of, problem_text

STAGES = (PromiseStage.RESOLVE, PromiseStage.FOLLOW_UP)


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- columns ----------------------------------------------------------------


def test_the_columns_follow_what_the_rulebook_promises(rules: CaseRules) -> None:
    """Each stage once, in its order, with its state and its due day."""
    assert promised_stages(rules) == STAGES
    assert clock_names(PromiseStage.FIRST_CONTACT) == ("first_contact", "first_contact_due")
    assert column_names(STAGES) == (
        *("record", "case", "rows", "kind", "channel", "priority", "enterprise", "subject"),
        *("lead", "co_agencies", "session", "due", "circumstances", "agency", "received"),
        *("outcome", "codes", "clause", "stage", "closed", "solved", "satisfied", "written_off"),
        *("next_due", "resolve", "resolve_due", "follow_up", "follow_up_due"),
        *("missing", "message", "obligations"),
    )


def test_a_clock_that_runs_again_is_that_of_the_last_time(check_log: Any) -> None:
    """Both readings are in JSON Lines."""
    text = "诉求编号,诉求类别,环节,时间\n" + "".join(
        f"1,个体性,{event},2023-06-{day}\n"
        for event, day in (
            *(("登记", "01"), ("交办", "01"), ("解决", "02"), ("退回重办", "05"), ("解决", "20")),
        )
    )
    ((case,),) = [part.cases for part in check_log(text)]
    assert case_cells(case, "zh")["resolve"] == "missed"


# --- CSV --------------------------------------------------------------------


def test_every_case_and_every_problem_comes_out_as_csv(check_log: Any, case: Any) -> None:
    write_case_csv(check_log(), STAGES, Path("out.csv"), "zh")
    rows = csv_rows(Path("out.csv"))
    assert [(row["record"], row["case"], row["rows"], row["outcome"]) for row in rows] == [
        ("case", "A1", "2;3;4;5;6", "ended"),
        ("case", "A2", "7;8", "overdue"),
        ("case", "A3", "9;10;11", "ended"),
        ("case", "A4", "12;13;14", "not-closable"),
        ("case", "A5", "15;16", "not-closable"),
        ("case", "A6", "17;18", "undetermined"),
        ("case", "A7", "19", "unreadable"),
        ("case", "A8", "20", "later"),
        ("problem", "A4", "14", ""),
        ("problem", "A7", "19", ""),
        ("problem", "A8", "20", ""),
        ("problem", "", "21", "unreadable"),
        ("problem", "", "22", "blank-row"),
    ]
    assert [row["codes"] for row in rows[8:]] == [
        *("resume-without-pause", "unknown-term", "event-in-future", "missing-case", "blank-row")
    ]
    assert [row["message"] for row in rows[:8]] == [
        message_of(case(f"A{n}"), "zh") for n in range(1, 9)
    ]
    assert rows[9]["message"] == problem_text(case("A7").problems[0], "zh")
    assert rows[0] == {
        "record": "case",
        "case": "A1",
        "rows": "2;3;4;5;6",
        "kind": "individual",
        "channel": "talk",
        "priority": "",
        "enterprise": "甲公司",
        "subject": "用地",
        "lead": "区自然资源局",
        "co_agencies": "区住建局;区税务局",
        "session": "1",
        "due": "",
        "circumstances": "",
        "agency": "区自然资源局",
        "received": "2023-06-01",
        "outcome": "ended",
        "codes": "",
        "clause": "",
        "stage": "written-off",
        "closed": "yes",
        "solved": "yes",
        "satisfied": "yes",
        "written_off": "yes",
        "next_due": "",
        "resolve": "met",
        "resolve_due": "2023-06-06",
        "follow_up": "met",
        "follow_up_due": "2023-06-13",
        "missing": "",
        "message": "",
        "obligations": "",
    }
    assert (rows[1]["next_due"], rows[5]["missing"]) == ("2023-06-25", "outcome")
    assert rows[1]["clause"] == "《示例办法》第八条"
    assert rows[1]["obligations"] == (
        "办结时限，由区供电公司办理，最迟 2023-06-25，已经超期，未办（《示例办法》第八条）；"
        "补齐：已经解决或者解释说明，未办（《示例办法》第九条）"
    )
    unread = {name for name, value in rows[6].items() if value}
    assert unread == {
        *("record", "case", "rows", "kind", "channel", "enterprise", "subject", "lead"),
        *("session", "agency", "outcome", "codes", "message"),
    }


def test_csv_opens_in_excel_and_runs_nothing(check_log: Any) -> None:
    """A byte order mark, and no cell that is a formula."""
    text = "诉求编号,企业名称,登记时间\n=1+1,@SUM(A1),=cmd|x\n"
    write_case_csv(check_log(text), STAGES, Path("out.csv"), "en")
    assert Path("out.csv").read_bytes().startswith("\ufeffrecord,case,".encode())
    case, problem = csv_rows(Path("out.csv"))
    assert (case["case"], case["enterprise"]) == ("'=1+1", "'@SUM(A1)")
    assert not [
        cell for row in (case, problem) for cell in row.values() if cell[:1] in "=+-@" and cell
    ]


def test_csv_in_english(check_log: Any, case: Any) -> None:
    write_case_csv(check_log(), STAGES, Path("out.csv"), "en")
    assert csv_rows(Path("out.csv"))[1]["message"] == message_of(case("A2"), "en")


# --- JSON Lines -------------------------------------------------------------


def json_rows(check_log: Any, *args: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in case_jsonl_lines(check_log(*args), "en")]


def test_every_case_comes_out_as_json_and_every_row_that_names_none(check_log: Any) -> None:
    rows = json_rows(check_log)
    assert [(row["record"], row["case"], row["row"], row["outcome"]) for row in rows[:2]] == [
        ("case", "A1", 2, "ended"),
        ("case", "A2", 7, "overdue"),
    ]
    assert [(row["record"], row["rows"], row["outcome"], row["codes"]) for row in rows[8:]] == [
        ("problem", [21], "unreadable", "missing-case"),
        ("problem", [22], "blank-row", "blank-row"),
    ]
    assert rows[8]["problems"] == [
        {
            "code": "missing-case",
            "severity": "error",
            "file": "log.csv",
            "line": 21,
            "column": None,
            "row": 21,
            "field": "case",
            "header": "诉求编号",
            "got": "nothing",
            "expected": "the id of a case",
            "hint": None,
        }
    ]


def test_a_case_as_json_has_its_clocks_its_duties_and_its_events(check_log: Any) -> None:
    late, at_fault = json_rows(check_log)[1], json_rows(check_log)[3]
    assert [(clock["stage"], clock["state"], clock["lateness"]) for clock in late["clocks"]] == [
        ("resolve", "red", 5),
        ("follow-up", "not-started", None),
    ]
    assert [(duty["code"], duty["due"]) for duty in late["obligations"]] == [
        ("resolve", "2023-06-25"),
        ("provide", None),
    ]
    assert late["events"] == [
        {"event": "received", "time": "2023-06-19", "row": 7},
        {"event": "assigned", "time": "2023-06-19", "row": 8},
    ]
    assert [problem["code"] for problem in at_fault["problems"]] == ["resume-without-pause"]
    assert [event["event"] for event in at_fault["events"]] == ["received", "assigned", "resumed"]
    assert (late["file"], late["line"], late["rows"]) == ("log.csv", 7, [7, 8])
    sound = json_rows(check_log)[0]
    assert sound["co_agencies"] == ["区住建局", "区税务局"]
    assert sound["events"][3] == {
        "event": "followed-up",
        "time": "2023-06-08",
        "grade": "satisfied",
        "row": 5,
    }


def test_the_due_time_of_the_record_comes_out_as_it_stands(check_log: Any) -> None:
    """Where it differs from the promise, the finding says so in JSON Lines, as a note."""
    text = (
        "诉求编号,诉求类别,环节,时间,应办结时间\n"
        "1,个体性,登记,2023-06-27,2023-07-31 17:30\n"
        "1,个体性,交办,2023-06-27,\n"
    )
    (row,) = json_rows(check_log, text)
    assert row["due"] == "2023-07-31T17:30:00+08:00"
    (differs,) = [each for each in row["findings"] if each["code"] == "due-differs"]
    assert (differs["severity"], differs["zh"], differs["en"]) == (
        "note",
        "记录写明 2023-07-31 17:30 到期，按“办结时限”应为 2023-06-30 到期。",
        "The record states that it is due 2023-07-31 17:30; "
        "by the rule (time to resolve it) it is due 2023-06-30.",
    )
    write_case_csv(check_log(text), STAGES, Path("out.csv"), "zh")
    (cells,) = csv_rows(Path("out.csv"))
    assert cells["due"] == "2023-07-31T17:30:00+08:00"
    assert cells["codes"].split(";")[:2] == ["promise-due-soon", "due-differs"]


def test_a_case_without_a_verdict_has_no_clocks(check_log: Any) -> None:
    unread, later = json_rows(check_log)[6:8]
    for row in unread, later:
        assert [row[name] for name in ("findings", "clocks", "obligations")] == [[], [], []]
        assert (row["stage"], row["closed"]) == (None, None)
        assert len(row["problems"]) == 1


CELLS = st.sampled_from([None, "", "登记", "签收", "x", "2023-06-15", "2023-07-16 09:00", "1"])


@given(
    st.lists(
        st.fixed_dictionaries({"case": CELLS, "event": CELLS, "time": CELLS, "grade": CELLS}),
        min_size=1,
        max_size=8,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_row_is_lost_whatever_its_cells_say(check_log: Any, cells: list[dict[str, Any]]) -> None:
    """Property: every row is told by a case or by a problem, in CSV as in JSON Lines."""
    text = "case,event,time,grade\n" + "".join(
        ",".join(cell or "" for cell in row.values()) + "\n" for row in cells
    )
    numbers = set(range(2, len(cells) + 2))
    told = {row for line in json_rows(check_log, text) for row in line["rows"]}
    assert told == numbers
    write_case_csv(check_log(text), STAGES, Path("out.csv"), "zh")
    listed = {int(row) for line in csv_rows(Path("out.csv")) for row in line["rows"].split(";")}
    assert listed == numbers
