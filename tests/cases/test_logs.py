"""Event logs in both shapes, under other people's headers; nothing is lost."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases.logs import CaseLog, cases_from_events, to_xes_rows
from bizenv.cases.states import state_of
from bizenv.cases.values import Case, Event, EventKind
from bizenv.kernel.errors import TableError
from bizenv.kernel.place import Place
from bizenv.kernel.text import Text
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.tables.batches import Batch, Table
from bizenv.tables.cells import BadCell
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.tables.readers import open_table
from bizenv.testing.cases import cases

CHINA = ZoneInfo("Asia/Shanghai")
WORDS = header_words()["cases"]


def log(*rows: dict[str, Any], **options: Any) -> CaseLog:
    return cases_from_events(rows, case_vocabulary(), WORDS, zone=CHINA, **options)


def row(case: object = "C1", event: object = "登记", time: object = "2023-06-15", **more: object):  # type: ignore[no-untyped-def]
    return {"工单编号": case, "事件": event, "时间": time, **more}


def said(read: CaseLog, lang: Any = "en") -> list[str]:
    return [problem.say(lang) for problem in read.all_problems]


# --- one row an event ---------------------------------------------------------------


def test_the_events_of_a_case_may_be_spread_over_the_log() -> None:
    read = log(
        row("C1", "登记", "2023-06-15"),
        row("C2", "登记", "2023年6月15日9时"),
        row("C1", "签收", "2023-06-16 09:30", 经办单位="区住建局"),
    )
    assert [case.id for case in read.cases] == ["C1", "C2"]
    assert read.cases[0].events == (
        Event("received", date(2023, 6, 15)),
        Event("signed", datetime(2023, 6, 16, 9, 30, tzinfo=CHINA), by="区住建局"),
    )
    assert read.cases[0].events[1].place == Place(row=3)
    assert read.all_problems == ()


def test_every_fact_of_an_event_and_of_its_case_is_read() -> None:
    read = log(
        row(event="延期", 批准人="分管领导", 延期至="2023-07-20", 延长期限="10个工作日"),
        row(event="不予受理", 不予受理理由="仲裁", 备注="另案处理"),
        row(event="回访", 满意度="满意", 申请延期时间="", 录入时间="2023-06-21"),
        row(event="改派", 接收单位="区税务局", 暂停原因=None),
        row(
            诉求类别="个体性",
            诉求来源="恳谈会",
            紧急程度="急件",
            企业名称="甲公司",
            主办单位="乙局",
        ),
        row(event="受理", 协办单位="丙局、丁局", 期数=16, 诉求事项="用地"),
    )
    assert read.all_problems == ()
    (case,) = read.cases
    assert (case.kind, case.channel, case.priority) == ("individual", "talk", "urgent")
    assert (case.enterprise, case.lead, case.subject) == ("甲公司", "乙局", "用地")
    assert (case.co_agencies, case.session) == (("丙局", "丁局"), "16")
    extended, refused, asked, moved, *_ = case.events
    assert (extended.by, extended.until) == ("分管领导", date(2023, 7, 20))
    assert str(extended.period) == "10 working days"
    assert (refused.ground, refused.text) == ("arbitration", "另案处理")
    assert (asked.grade, asked.recorded) == ("satisfied", date(2023, 6, 21))
    assert moved.to == "区税务局"


def test_a_row_whose_event_or_time_cannot_be_read_stays_with_its_case() -> None:
    read = log(row("C1", "签收了", "soon"), row("C2", None, None), row("C2", "签收", "2023-02-30"))
    one, two = read.cases
    assert (one.events, two.events) == ((), ())
    assert [row.kind for row in (*one.unread, *two.unread)] == [None, None, EventKind.SIGNED]
    assert [problem.code for problem in read.all_problems] == [
        *("unknown-term", "bad-time", "missing-event", "missing-time", "bad-time")
    ]
    assert said(read)[2:4] == [
        "row 2 事件 (event): got nothing, expected what happened [missing-event]",
        "row 2 时间 (time): got nothing, expected when it happened [missing-time]",
    ]
    assert state_of(two).closed.value == "unknown"


def test_another_fact_that_cannot_be_read_is_told_and_the_event_is_kept() -> None:
    read = log(row(event="回访", 满意度="还行吧"))
    assert read.cases[0].events == (Event("followed-up", date(2023, 6, 15)),)
    assert said(read, "zh") == [
        "第 1 行 满意度 (grade)：读到 '还行吧'，"
        "应为满意度：满意、基本满意、不满意、未接通 [unknown-term]"
    ]


def test_rows_that_name_no_case_are_told_and_blank_rows_noted() -> None:
    read = log(row(None), row("", None, ""), row(2.0**60))
    assert read.cases == ()
    assert said(read)[0] == (
        "row 1 工单编号 (case): got nothing, expected the id of a case [missing-case]"
    )
    assert said(read, "zh")[1] == "第 2 行：读到空行，应为一个事件 [blank-row]"
    assert [p.code for p in read.problems] == ["missing-case", "blank-row", "lost-digits"]
    assert [p.severity for p in read.problems] == ["error", "note", "error"]


def test_rows_that_say_different_things_of_their_case_are_told() -> None:
    read = log(
        row(诉求类别="个体性"),
        row(event="受理", 诉求类别="行业性"),
        row(event="签收", 诉求类别=None),
        row(event="答复", 诉求类别="?"),
    )
    assert read.cases[0].kind == "individual"
    assert [problem.code for problem in read.all_problems] == ["conflicting-fact", "unknown-term"]
    assert said(read)[0] == (
        "row 2 诉求类别 (kind): got 'systemic', expected 'individual' as in a row above "
        "[conflicting-fact]"
    )


def test_the_fields_own_names_are_headers_too() -> None:
    read = log({"case": "1", "event": "signed", "time": "2023-06-15", "kind": "urgent"})
    assert read.cases[0] == Case(
        "1", kind="individual", events=[Event("signed", date(2023, 6, 15))]
    )


def test_a_map_names_columns_and_meanings() -> None:
    mapping = TableMap(
        {
            "case": FieldMap(column="Ticket"),
            "event": FieldMap(column="What", values={"Take in charge ticket": "signed"}),
            "time": FieldMap(column="When", format="%Y/%m/%d %H:%M:%S.%f"),
            "channel": FieldMap(blank="hotline"),
        }
    )
    cells = {"Ticket": "1", "What": "Take in charge ticket", "When": "2012/10/09 14:50:17.000"}
    (case,) = log(cells, mapping=mapping).cases
    assert case.channel == "hotline"
    assert case.events == (Event("signed", datetime(2012, 10, 9, 14, 50, 17, tzinfo=CHINA)),)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        (("事件", "时间"), "missing-column"),
        (("工单编号", "时间"), "missing-column"),
        (("工单编号", "事件"), "missing-column"),
        ((), "missing-column"),
    ],
)
def test_a_table_without_case_event_or_time_is_refused(headers: tuple[str, ...], code: str) -> None:
    with pytest.raises(TableError) as error:
        log(dict.fromkeys(headers, "x"))
    assert error.value.problems[0].code == code


# --- the due time that a record states ----------------------------------------------


@pytest.mark.parametrize(
    ("header", "cell", "due"),
    [
        ("承诺办结时间", "2023-06-30", date(2023, 6, 30)),
        ("办理时限", "2023年6月30日17时", datetime(2023, 6, 30, 17, tzinfo=CHINA)),
        ("sla_target_dt", "2023-06-30 17:00:00", datetime(2023, 6, 30, 17, tzinfo=CHINA)),
        ("expected_datetime", "2023-06-30T09:00:00Z", datetime(2023, 6, 30, 17, tzinfo=CHINA)),
        ("Due Date", "2023/6/30", date(2023, 6, 30)),
        ("due", "", None),
    ],
)
def test_a_row_may_state_when_its_case_is_due(header: str, cell: str, due: object) -> None:
    assert log(row(**{header: cell})).cases[0].due == due
    by_stage = {"编号": "1", "登记时间": "2023-06-15", header: cell}
    assert log(by_stage).cases[0].due == due


def test_a_due_time_that_is_no_time_is_told_and_the_rest_of_the_row_is_read() -> None:
    """A period under such a header has no start to be counted from."""
    read = log(row(办理时限="5个工作日"))
    assert (read.cases[0].due, len(read.cases[0].events)) == (None, 1)
    assert said(read) == [
        "row 1 办理时限 (due): got '5个工作日', expected a time such as 2023-06-20 14:30 or "
        "2023年6月20日14时30分, or a day [bad-time]"
    ]


def test_a_due_time_that_changes_from_row_to_row_is_told() -> None:
    """What was promised first stays; a later end is an extension, and an event."""
    read = log(row(due="2023-06-30"), row(event="签收", due="2023-07-15"))
    assert read.cases[0].due == date(2023, 6, 30)
    assert said(read) == [
        "row 2 due: got 2023-07-15, expected 2023-06-30 as in a row above [conflicting-fact]"
    ]


# --- other cities and other systems -------------------------------------------------


def test_the_headers_and_times_of_new_york_are_read_with_a_format() -> None:
    """Month first, twelve hours; the other columns are left alone."""
    cells = {
        "Unique Key": "57430001",
        "Created Date": "01/15/2023 10:20:00 PM",
        "Closed Date": "01/17/2023 12:05:09 AM",
        "Agency": "DSNY",
        "Agency Name": "Department of Sanitation",
        "Complaint Type": "Missed Collection",
        "Descriptor": "Trash",
        "Status": "Closed",
        "Due Date": "01/20/2023 12:00:00 AM",
    }
    american = FieldMap(format=["%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y"])
    mapping = TableMap(dict.fromkeys(("received", "closed", "due"), american))
    zone = ZoneInfo("America/New_York")
    rows = [cells, {**cells, "Unique Key": "2", "Closed Date": "", "Due Date": "01/20/2023"}]
    read = cases_from_events(rows, case_vocabulary(), WORDS, zone=zone, mapping=mapping)
    assert read.all_problems == ()
    one, two = read.cases
    assert one == Case(
        "57430001",
        lead="DSNY",
        subject="Missed Collection",
        due=date(2023, 1, 20),
        events=[
            Event("received", datetime(2023, 1, 15, 22, 20, tzinfo=zone)),
            Event("closed", datetime(2023, 1, 17, 0, 5, 9, tzinfo=zone)),
        ],
    )
    assert two.due == date(2023, 1, 20)
    assert two.events[1:] == (Event("closed"),)  # its status says so, and nobody knows since when


def test_without_a_format_the_order_of_day_and_month_is_not_guessed() -> None:
    """The row is kept, and the message says how to tell."""
    read = log({"Unique Key": "1", "Created Date": "01/02/2023 10:20:00 PM", "Closed Date": ""})
    assert len(read.cases[0].unread) == 1
    assert said(read) == [
        "row 1 Created Date (received): got '01/02/2023 10:20:00 PM', expected a time such as "
        "2023-06-20 14:30 or 2023年6月20日14时30分, or a day [bad-time] Hint: name the format in "
        "a --map file, for example '%m/%d/%Y %I:%M:%S %p'"
    ]


@pytest.mark.parametrize(
    "headers",
    [
        ("CaseID", "Opened", "Closed", "Responsible Agency", "Request Type"),
        (
            *("service_request_id", "requested_datetime", "closed_date"),
            *("agency_responsible", "service_name"),
        ),
        ("SR_NUMBER", "CREATED_DATE", "CLOSED_DATE", "OWNER_DEPARTMENT", "SR_TYPE"),
        ("case_enquiry_id", "open_dt", "closed_dt", "department", "case_title"),
    ],
    ids=["San Francisco", "Open311", "Chicago", "Boston"],
)
def test_the_headers_of_other_cities_are_read(headers: tuple[str, ...]) -> None:
    cells = ("9", "2023-01-15T22:20:00.000", "2023/01/17 10:05:09 AM", "Works", "Potholes")
    read = log(dict(zip(headers, cells, strict=True)))
    assert read.all_problems == ()
    (case,) = read.cases
    assert (case.id, case.lead, case.subject) == ("9", "Works", "Potholes")
    assert [event.time for event in case.events] == [
        datetime(2023, 1, 15, 22, 20, tzinfo=CHINA),
        datetime(2023, 1, 17, 10, 5, 9, tzinfo=CHINA),
    ]


def test_the_log_of_a_help_desk_is_read() -> None:
    """Unknown activities are told, with the nearest known one or the advice to map it."""
    rows = [
        {"Case ID": "Case 1", "Activity": activity, "Resource": "Value 1", "Complete Timestamp": at}
        for activity, at in [
            ("Assigned", "2012/10/09 14:50:17.000"),
            ("Take in charge ticket", "2012/10/09 14:51:01.000"),
            ("Resolvd", "2012/10/12 15:02:56.000"),
            ("Closed", "2012/10/25 11:54:26.000"),
        ]
    ]
    (case,) = (read := log(*rows)).cases
    assert [event.kind.value for event in case.events] == ["assigned", "closed"]
    assert case.events[0] == Event(
        "assigned", datetime(2012, 10, 9, 14, 50, 17, tzinfo=CHINA), by="Value 1"
    )
    hints = [told.partition("Hint: ")[2] for told in said(read)]
    assert hints == ["say in a --map file what it stands for", "did you mean 'resolved'?"]


# --- files --------------------------------------------------------------------------


def test_a_file_gives_places_with_line_and_file(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "工单编号,环节,时间\nC1,登记,2023-06-15\nC1,签收,soon\nC1,答复,2023-06-16,x\n,,,y\n",
        encoding="utf-8",
    )
    read = cases_from_events(open_table(path, WORDS), case_vocabulary(), WORDS)
    (case,) = read.cases
    assert case.events[0].place == Place(str(path), 2, row=2)
    codes = [problem.code for problem in read.all_problems]
    assert codes == ["bad-time", "wrong-cell-count", "wrong-cell-count"]
    assert [p.place.row for p in read.all_problems] == [3, 4, 5]
    assert [row.kind for row in case.unread] == [None, EventKind.SIGNED]


def test_a_case_may_go_on_in_the_next_batch() -> None:
    """What was read of the columns is kept from batch to batch."""
    headers = ("case", "event", "time")
    cells = [("1", "received", "2023-06-15"), ("1", "signed", "2023-06-16")]
    batches = [
        Batch({name: [cell] for name, cell in zip(headers, row, strict=True)}, [number])
        for number, row in enumerate(cells, 2)
    ]
    table = Table("log.csv", headers, lambda: iter(batches))
    (case,) = cases_from_events(table, case_vocabulary(), WORDS).cases
    assert [(e.kind.value, e.place) for e in case.events] == [
        ("received", Place("log.csv", row=2)),
        ("signed", Place("log.csv", row=3)),
    ]


def test_generators_and_empty_logs_are_read() -> None:
    assert cases_from_events((cells for cells in [row()]), case_vocabulary(), WORDS).cases == (
        Case("C1", events=[Event("received", date(2023, 6, 15))]),
    )
    with pytest.raises(TableError):
        cases_from_events([], case_vocabulary(), WORDS)


# --- one row a case -----------------------------------------------------------------


def test_a_ledger_with_a_column_for_each_stage_is_read() -> None:
    read = log(
        {
            "编号": "C1",
            "登记时间": "2023-06-15",
            "受理时间": "2023/6/15 10:00",
            "交办时间": "2023-06-16",
            "签收时间": "",
            "答复时间": "2023-06-19",
            "办结时间": "2023-06-20",
            "回访时间": "2023-06-21",
            "满意度": "满意",
            "销号时间": "2023-06-25",
            "责任单位": "区住建局",
        }
    )
    (case,) = read.cases
    assert [event.kind.value for event in case.events] == [
        *("received", "accepted", "assigned", "replied", "closed", "followed-up", "written-off")
    ]
    assert case.lead == "区住建局"
    assert case.events[5].grade == "satisfied"
    assert case.events[0].place == Place(row=1, field="received", header="登记时间")
    state = state_of(case)
    assert (state.stage.value, state.faults) == ("written-off", ())


def test_a_grade_without_a_time_is_a_follow_up_at_an_unknown_time() -> None:
    (case,) = log({"编号": "1", "办结时间": "2023-06-20", "满意度": "不满意"}).cases
    assert case.events[1] == Event("followed-up", grade="dissatisfied")
    assert case.events[1].place == Place(row=1)
    assert state_of(case).satisfied.value == "no"


def test_a_stage_that_cannot_be_read_stays_with_its_case() -> None:
    read = log(
        {"编号": "1", "登记时间": "2023-06-15", "办结时间": "快了", "满意度": "好"},
        {"编号": None, "登记时间": "2023-06-15", "办结时间": None, "满意度": None},
    )
    (case,) = read.cases
    assert [row.kind for row in case.unread] == [EventKind.CLOSED]
    assert [p.code for p in read.all_problems] == ["unknown-term", "bad-time", "missing-case"]
    assert "办结时间 (closed): got '快了'" in said(read)[1]
    assert state_of(case).closed.value == "unknown"


def test_a_row_without_the_time_of_any_stage_is_told() -> None:
    read = log({"编号": "1", "登记时间": "", "满意度": ""}, {"编号": "2", "登记时间": "2023-06-15"})
    assert [case.events for case in read.cases] == [(), (Event("received", date(2023, 6, 15)),)]
    assert said(read) == [
        "row 1: got no time of any stage, expected the time of one at least, such as that of "
        "receipt [missing-event]"
    ]
    assert said(read, "zh") == [
        "第 1 行：读到没有任何环节的时间，应为至少一个环节的时间，如登记时间 [missing-event]"
    ]


def test_a_column_for_the_stage_of_a_case_makes_no_row_an_event() -> None:
    """Many tables with one row a case say how it stands, beside the times of its stages."""
    read = log({"编号": "1", "环节": "已办结", "登记时间": "2023-06-15", "备注": "催办"})
    assert [event.kind.value for event in read.cases[0].events] == ["received"]
    assert read.unused == ("环节", "备注")


def test_columns_that_are_not_read_are_named() -> None:
    read = log(
        {"工单编号": "1", "事件": "登记", "时间": "2023-06-15", "批示": "阅", "办结时间": ""}
    )
    assert read.unused == ("批示", "办结时间")
    assert log(row()).unused == ()


def test_a_case_knows_where_it_first_stands() -> None:
    read = log(row("C1", "签收"), row("C2"), row("C1"), row("C3", "soon", "soon"))
    assert [case.place for case in read.cases] == [Place(row=1), Place(row=2), Place(row=4)]


# --- XES ----------------------------------------------------------------------------


def test_the_names_of_xes_are_read() -> None:
    read = log(
        {
            "case:concept:name": "C1",
            "concept:name": "签收",
            "time:timestamp": "2023-06-20T06:30:00+00:00",
            "org:resource": "区住建局",
            "lifecycle:transition": "complete",
            "case:channel": "12345",
        }
    )
    (case,) = read.cases
    assert case.channel == "hotline"
    moment = datetime(2023, 6, 20, 14, 30, tzinfo=CHINA)
    assert case.events == (Event("signed", moment, by="区住建局"),)


def transitions(*words: object, **more: Any) -> CaseLog:
    cells = {"case": "1", "event": "登记", "time": "2023-06-20"}
    rows = [{**cells, "lifecycle:transition": word} for word in words]
    return log(*rows, **more)


def test_an_event_that_is_not_complete_is_left_aside_with_a_note() -> None:
    """Nothing has happened yet, so nothing is in doubt either."""
    read = transitions("START", None, "Complete")
    assert [event.kind.value for event in read.cases[0].events] == ["received", "received"]
    assert said(read) == [
        "row 1 lifecycle:transition (lifecycle): got 'START', expected an event that is complete "
        "[event-not-complete] Hint: a --map file may say more, for example "
        "lifecycle: {values: {suspend: paused}}"
    ]
    assert read.cases[0].unread == ()
    assert read.cases[0].problems[0].severity == "note"
    assert state_of(read.cases[0]).closed.value == "no"


def test_a_map_says_which_event_a_transition_is() -> None:
    """Whatever the activity is called: it is the case that rests."""
    mapped = FieldMap(values={"suspend": "paused", "resume": "恢复", "COMPLETE": "complete"})
    read = transitions("suspend", "resume", "COMPLETE", mapping=TableMap({"lifecycle": mapped}))
    assert [event.kind.value for event in read.cases[0].events] == ["paused", "resumed", "received"]
    assert read.all_problems == ()
    every = TableMap({"lifecycle": FieldMap(values={"complete": "complete"}, otherwise="开始")})
    assert [p.code for p in transitions("go", mapping=every).all_problems] == ["unknown-term"]


def test_a_transition_that_cannot_be_read_leaves_its_row_unread() -> None:
    cell = BadCell("bad-cell", "#REF!", Text("数值", "a value"))
    read = transitions(cell)
    assert [p.code for p in read.all_problems] == ["bad-cell"]
    assert len(read.cases[0].unread) == 1


def test_activities_that_are_no_events_of_a_case_are_left_aside_by_a_map() -> None:
    """They are told as notes, and leave nothing in doubt; other unknown words still do."""
    mapping = TableMap({"event": FieldMap(values={"Archive scan": "", "Done": "closed"})})
    read = log(row(event="Archive scan"), row(event="Done"), mapping=mapping)
    assert said(read) == [
        "row 1 事件 (event): got 'Archive scan', expected an activity that the map counts as an "
        "event of a case [event-set-aside]"
    ]
    (case,) = read.cases
    assert (case.unread, state_of(case).closed.value) == ((), "yes")
    both = log(row(event="Archive scan", time="soon"), mapping=mapping)
    assert [(p.code, p.severity) for p in both.all_problems] == [
        ("event-set-aside", "note"),
        ("bad-time", "error"),
    ]
    assert log(row(event="Scan 2"), mapping=mapping).cases[0].unread


def test_attributes_of_a_case_have_the_names_of_xes_under_any_known_header() -> None:
    cells = {"case:concept:name": "1", "concept:name": "登记", "time:timestamp": "2023-06-20"}
    (case,) = log({**cells, "case:department": "甲局", "case:deadline": "2023-07-01"}).cases
    assert (case.lead, case.due) == ("甲局", date(2023, 7, 1))


def test_rows_of_xes_have_the_words_of_a_language_where_one_is_asked_for() -> None:
    case = Case("1", lead="甲", co_agencies=("乙", "丙"), events=[Event("signed")])
    (written,) = to_xes_rows([case], "zh")
    assert written == {
        "case:concept:name": "1",
        "concept:name": "签收",
        "lifecycle:transition": "complete",
        "case:lead": "甲",
        "case:co_agencies": "乙、丙",
    }
    assert list(to_xes_rows([Case("2")])) == []


@given(st.lists(cases(), max_size=3), st.sampled_from([None, "zh", "en"]))
def test_what_is_written_for_process_mining_is_read_again(several: list[Case], lang: Any) -> None:
    """Cases without events have no row."""
    due = datetime(2023, 6, 30, 17, tzinfo=CHINA)
    named = [
        evolve(case, id=f"C{n}", kind="systemic", co_agencies=("甲", "乙"), due=due)
        for n, case in enumerate(several)
    ]
    kept = tuple(case for case in named if case.events)
    if kept:
        read = log(*to_xes_rows(kept, lang))
        assert read == CaseLog(kept)


CELLS = st.sampled_from([None, "", "登记", "签收", "x", "2023-06-15", "2023-06-16 09:00", 3, 2.5])


@given(st.lists(st.fixed_dictionaries({"case": CELLS, "event": CELLS, "time": CELLS}), min_size=1))
def test_every_row_is_an_event_or_a_problem(rows: list[dict[str, Any]]) -> None:
    read = log(*rows)
    events = sum(len(case.events) for case in read.cases)
    unread = sum(len(case.unread) for case in read.cases)
    assert events + unread + len(read.problems) == len(rows)


@given(st.lists(st.fixed_dictionaries({"case": CELLS, "event": CELLS, "time": CELLS}), min_size=1))
def test_the_order_of_rows_does_not_matter_to_a_log(rows: list[dict[str, Any]]) -> None:
    def stages(read: CaseLog) -> dict[str, Any]:
        states = ((case.id, state_of(case)) for case in read.cases)
        return {id: (state.stage, state.events) for id, state in states}

    assert stages(log(*rows)) == stages(log(*reversed(rows)))


def states(*words: str, **more: str) -> CaseLog:
    rows = [
        {"工单编号": str(n), "登记时间": "2023-06-15", "办理状态": w} for n, w in enumerate(words)
    ]
    return log(*({**row, **more} for row in rows))


def test_a_column_of_states_tells_what_happened_and_not_when() -> None:
    read = states("已办结", "Closed", "销号", "Canceled", "正在办理", "")
    told = [[(e.kind.value, e.time) for e in case.events[1:]] for case in read.cases]
    assert told == [
        *([("closed", None)], [("closed", None)], [("written-off", None)]),
        *([("withdrawn", None)], [], []),
    ]
    assert (read.all_problems, read.unused, read.puzzling) == ((), (), ())


def test_a_state_says_nothing_new_where_a_column_has_the_time() -> None:
    for header in ("办结时间", "解决时间", "解释时间", "销号时间"):
        read = states("已办结", **{header: "2023-06-20"})
        assert len(read.cases[0].events) == 2
    read = states("已销号", 办结时间="2023-06-20")
    assert [event.kind.value for event in read.cases[0].events] == [
        *("received", "closed", "written-off"),
    ]


def test_a_state_that_is_not_known_is_told_once_and_changes_nothing() -> None:
    read = states("Open - Dup", "Open - Dup", "奇怪")
    assert read.puzzling == ("Open - Dup", "奇怪")
    assert (len(read.cases[0].events), read.all_problems) == (1, ())


def test_a_column_of_states_makes_no_row_of_a_long_log_an_event() -> None:
    read = log({"case": "1", "event": "received", "time": "2023-06-15", "status": "Closed"})
    assert (len(read.cases[0].events), read.unused) == (1, ("status",))
