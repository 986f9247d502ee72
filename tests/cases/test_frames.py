"""Event logs in data frames: the answers are those of the scalar rules, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.cases.closure import ClosureRule
from bizenv.cases.frames import CASE_COLUMNS, CLOCK_COLUMNS, JudgedFrame, judge_frame
from bizenv.cases.ledger import ledger
from bizenv.cases.logs import cases_from_events
from bizenv.cases.readings import ClockReading
from bizenv.cases.rules import CaseRules, CaseVerdict, check_case
from bizenv.cases.service_levels import ExtensionRule, PromiseStage
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Case, Time
from bizenv.cases.writing_off import WritingOffRule
from bizenv.kernel.errors import TableError, UsageError
from bizenv.kernel.legal import Validity
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.testing import a_citation
from bizenv.testing.cases import a_case, a_promise, case_rules, cases, sound_cases

CHINA = ZoneInfo("Asia/Shanghai")
VOCABULARY, WORDS = case_vocabulary(), header_words()["cases"]
CITE = a_citation()
RULES = case_rules(
    a_promise("sign", "1 working day", kinds=["individual"]),
    a_promise("sign", "2 working days", id="sign-2", kinds=["systemic"]),
    a_promise("reply", pauses=["hearing"], yellow=None, reopening="new-cycle"),
    a_promise("resolve", "5 working days", reopening="restart"),
    a_promise("follow-up", "2 days"),
    a_promise("first-contact", "2小时"),
    a_promise("report", Period.parse("3日", law="民法典"), reopening="unstated"),
    base=TimeBase(
        work_calendar("CN"),
        Clock(Hours({"mon-fri": "09:00-17:00"}, zone="Asia/Shanghai"), work_calendar("CN")),
        "Asia/Shanghai",
    ),
    closure=(
        ClosureRule("reply", "closing", citation=CITE),
        ClosureRule("measure", "closing", kinds=["systemic"], citation=CITE),
        ClosureRule("follow-up", "writing-off", tries=2, citation=CITE),
        ClosureRule("signature", "writing-off", signers=["区住建局"], citation=CITE),
    ),
)
AT = datetime(2023, 6, 22, 17, tzinfo=CHINA)


def rows_of(some: Sequence[Case]) -> list[dict[str, Any]]:
    """Cases as the rows of a table, each cell a text."""
    rows = []
    for case in some:
        facts = {name: getattr(case, name) for name in ("kind", "channel", "priority", "lead")}
        facts["due"] = text(case.due)
        for event in case.events:
            said = {name: getattr(event, name) for name in ("by", "to", "grade", "cause")}
            times = {name: text(getattr(event, name)) for name in ("time", "until", "recorded")}
            rows.append({"case": case.id, "event": event.kind.value} | times | facts | said)
    return rows


def renumbered(some: list[Case]) -> list[Case]:
    """Cases with ids of their own, of different kinds, due at different times."""
    kinds = ("individual", "systemic", None)
    return [
        evolve(case, id=f"C{n}", kind=kinds[n % 3], due=DUES[n % len(DUES)])
        for n, case in enumerate(some)
    ]


DUES = (None, date(2023, 6, 20), AT, date(2023, 6, 26), date(2023, 6, 17))


def text(time: Time | None) -> str | None:
    return None if time is None else time.isoformat()


def judged(frame: Any, at: Time = AT, rules: CaseRules = RULES, **options: Any) -> JudgedFrame[Any]:
    return judge_frame(frame, rules, VOCABULARY, WORDS, at, **options)


def one_by_one(
    rows: list[dict[str, Any]], at: Time = AT, rules: CaseRules = RULES
) -> list[CaseVerdict]:
    log = cases_from_events(rows, VOCABULARY, WORDS, zone=rules.base.zone)
    return [check_case(case, rules, at) for case in log.cases]


def case_row(verdict: CaseVerdict) -> dict[str, Any]:
    state = verdict.state
    dues = [c.due_day for c in verdict.clocks if c.owed and c.due_day]
    return {
        "case": state.case.id,
        "outcome": verdict.outcome.value,
        "codes": ";".join(verdict.codes),
        "clause": verdict.findings[0].citation.short() if verdict.findings else None,
        "missing": ";".join(map(str, verdict.missing)) or None,
        "stage": state.stage.value,
        "closed": state.closed.value,
        "solved": state.solved.value,
        "satisfied": state.satisfied.value,
        "written_off": state.written_off.value,
        "agency": state.lead,
        "received": RULES.base.received(state),
        "due": min(dues, default=None),
    }


def clock_row(case: str, clock: ClockReading) -> dict[str, Any]:
    told = clock.to_dict()
    base = RULES.base
    return {
        **{name: told[name] for name in CLOCK_COLUMNS if name in told},
        "case": case,
        "start": base.day(clock.start.time) if clock.start and clock.start.time else None,
        "stop": base.day(clock.stop.time) if clock.stop and clock.stop.time else None,
        "due_day": clock.due_day,
        "due": clock.due and clock.due.astimezone(UTC).replace(tzinfo=None),
        "missing": ";".join(told["missing"]) or None,
    }


def plain(frame: Any, columns: Sequence[str]) -> list[dict[str, Any]]:
    """A frame as rows of Python's own values."""
    if isinstance(frame, pd.DataFrame):
        frame = pl.from_pandas(frame)
    rows = frame.select(columns).to_dicts()
    days = ("received", "due_day", "start", "stop")
    for row in rows:
        for name, value in row.items():
            if isinstance(value, datetime) and (
                name in days or (name == "due" and "outcome" in row)
            ):
                row[name] = value.date()
    return rows


def test_a_frame_of_cases_says_what_each_verdict_says() -> None:
    rows = rows_of(
        [
            a_case(
                "received",
                "accepted",
                "assigned",
                "signed",
                "replied",
                "resolved",
                id="1",
                kind="individual",
            ),
            a_case("received", "assigned", id="2", kind="systemic"),
            a_case("received", "assigned", id="3"),
        ]
    )
    frame = judged(pl.DataFrame(rows)).cases()
    assert frame.columns == ["case", "kind", "channel", "priority", "stated_due", *CASE_COLUMNS]
    assert frame["outcome"].to_list() == ["overdue", "overdue", "overdue"]
    assert plain(frame, ["case", *CASE_COLUMNS]) == [case_row(v) for v in one_by_one(rows)]


def same(frame: Any, rows: list[dict[str, Any]], at: Time = AT, rules: CaseRules = RULES) -> None:
    """Every answer of a frame is that of the scalar rules, case by case."""
    verdicts, result = one_by_one(rows, at, rules), judged(frame, at, rules)
    columns = ["case", *CASE_COLUMNS]
    assert plain(result.cases(), columns) == [case_row(verdict) for verdict in verdicts]
    expected = [clock_row(v.state.case.id, clock) for v in verdicts for clock in v.clocks]
    assert plain(result.clocks(), CLOCK_COLUMNS) == [
        {name: row[name] for name in CLOCK_COLUMNS} for row in expected
    ]
    book = ledger(
        [verdict.state for verdict in verdicts],
        at,
        ["agency", "month"],
        calendar=rules.base.calendar,
        readings={v.state.case.id: resolving(v) for v in verdicts},
        zone=rules.base.local,
    )
    assert result.ledger(["agency", "month"]) == book


def resolving(verdict: CaseVerdict) -> ClockReading | None:
    """The last clock for resolving, of the first charter that has one."""
    found = [clock for clock in verdict.clocks if clock.stage is PromiseStage.RESOLVE]
    own = [clock for clock in found if clock.charter == found[0].charter]
    return own[-1] if own else None


ATS = st.sampled_from([AT, date(2023, 6, 18), date(2023, 6, 24), AT.replace(day=17, hour=9)])


@given(st.lists(cases(timeless=True), min_size=1, max_size=6).map(renumbered), ATS)
def test_every_answer_is_that_of_the_scalar_rule(some: list[Case], at: Time) -> None:
    """Of sound and of faulty cases, whose times are texts."""
    if rows := rows_of(some):
        same(pl.DataFrame(rows, infer_schema_length=None), rows, at)
        same(pd.DataFrame(rows), rows, at)


def many(some: list[Case]) -> list[Case]:
    """Each case several times, on other days, so that courses have several cases."""
    return renumbered(
        [
            moved(case, timedelta(days=days, hours=hours), pace)
            for case in some
            for days, hours, pace in ((0, 0, 1), (1, 3, 1), (4, 0, 2))
        ]
    )


def moved(case: Case, by: timedelta, pace: int) -> Case:
    """The case on later days; with a pace of two, two events fall at one instant or day."""
    first = case.events[0].time
    assert isinstance(first, datetime)
    return evolve(
        case,
        events=[
            evolve(event, time=first + (number // pace) * timedelta(days=1) + by)
            if pace > 1
            else evolve(event, time=event.time and event.time + by)
            for number, event in enumerate(case.events)
        ],
    )


@given(st.lists(sound_cases(), min_size=1, max_size=4).map(many), ATS)
def test_sound_cases_are_judged_by_their_courses(some: list[Case], at: Time) -> None:
    """Columns of timestamps, local or with a zone, are read by arithmetic."""
    rows = rows_of(some)
    times = [datetime.fromisoformat(row["time"]) for row in rows]
    aware = pl.DataFrame(rows, infer_schema_length=None).with_columns(time=pl.Series(times))
    assert not aware.is_empty()
    same(aware, rows, at)
    local = [time.astimezone(CHINA).replace(tzinfo=None) for time in times]
    said = [{**row, "time": time} for row, time in zip(rows, local, strict=True)]
    same(pd.DataFrame(said).astype({"time": "datetime64[us]"}), said, at)
    odd = judged(pd.DataFrame(said), at).judged.log.odd
    assert all(number % 3 == 2 for number in odd) or "T00:00" in str(rows)  # those with ties


@given(st.lists(sound_cases(), min_size=1, max_size=4).map(many), ATS)
def test_bare_days_are_judged_by_their_courses(some: list[Case], at: Time) -> None:
    rows = [{**row, "time": date.fromisoformat(row["time"][:10])} for row in rows_of(some)]
    same(pl.DataFrame(rows, infer_schema_length=None), rows, at)


@given(st.lists(sound_cases(), min_size=1, max_size=4).map(many), ATS)
def test_a_table_with_a_row_for_each_case(some: list[Case], at: Time) -> None:
    wide = []
    for case in some:
        stages = {e.kind.value: e.time.isoformat() for e in reversed(case.events) if e.time}
        grades = [e.grade.value for e in case.events if e.grade]
        grade = grades[0] if grades else None
        row = {"case": case.id, "kind": case.kind, "grade": grade, "due": text(case.due)}
        wide.append({**row, **stages})
    names = list(dict.fromkeys(name for row in wide for name in row))
    rows = [{name: row.get(name) for name in names} for row in wide]
    same(pl.DataFrame(rows, infer_schema_length=None), rows, at)


def test_a_stated_due_time_is_told_and_counts_where_no_clock_does() -> None:
    """Of cases that ran alike one is late by its record, and one states another day."""
    dues = ["2023-06-19", "2023-06-16", None, "2023-06-26"]
    some = [
        a_case("received", "assigned", "resolved", id=str(n), kind="individual") for n in range(4)
    ]
    rows = [{**row, "due": dues[int(row["case"])]} for row in rows_of(some)]
    promised = case_rules(a_promise("resolve", "5 working days"))
    without = case_rules(a_promise("reply"))
    for frame in (pl.DataFrame(rows), pd.DataFrame(rows)):
        result = judged(frame, rules=promised)
        told = plain(result.cases(), ["codes", "stated_due"])
        assert [row["stated_due"] for row in told] == dues
        assert [row["codes"] for row in told] == ["due-differs", "due-differs", "", ""]
        same(frame, rows, rules=promised)
        same(frame, rows, rules=without)
    assert str(judged(pl.DataFrame(rows), rules=without).ledger().rate("on_time")) == (
        "2/3 = 66.67 %"
    )


def test_due_times_may_be_timestamps_and_several_names_are_joined() -> None:
    more = {"due": datetime(2023, 6, 16, 17), "co_agencies": "甲、乙"}
    rows = [{**row, **more} for row in rows_of([a_case("received")])]
    frame = judged(pd.DataFrame(rows)).cases()
    assert frame["stated_due"].tolist() == ["2023-06-16T17:00:00+08:00"]
    assert frame["co_agencies"].tolist() == ["甲、乙"]


def test_a_row_for_each_case_with_the_stage_it_is_in_and_one_that_tells_nothing() -> None:
    """The stage makes no row an event; a row without the time of any stage leaves all in doubt."""
    rows = [
        {"case": "C1", "event": "closed", "kind": "individual", "received": "2023-06-15"},
        {"case": "C2", "event": "", "kind": "systemic", "received": ""},
    ]
    same(pl.DataFrame(rows), rows)


def log(*lines: tuple[str, str, datetime]) -> list[dict[str, Any]]:
    return [{"case": case, "event": kind, "time": time.isoformat()} for case, kind, time in lines]


def june(day: int, hour: int) -> datetime:
    return datetime(2023, 6, day, hour, tzinfo=CHINA)


def test_cases_that_differ_by_the_hour_of_closing_only() -> None:
    """The office closes at five; what was done at six was late."""
    rows = log(
        *(("1", "received", june(12, 9)), ("1", "reported", june(15, 17))),
        *(("2", "received", june(12, 10)), ("2", "reported", june(15, 18))),
    )
    same(pl.DataFrame(rows), rows)
    clocks = plain(judged(pl.DataFrame(rows)).clocks(), ["case", "stage", "state"])
    assert [c["state"] for c in clocks if c["stage"] == "report"] == ["met", "missed"]


def test_a_second_round_is_not_read_as_a_first_one_of_the_same_days() -> None:
    """Both clocks start on the 14th, in a second cycle; only one of them had run before."""
    rules = case_rules(a_promise("start", reopening="unstated"))
    before = (("received", june(12, 9)), ("closed", june(13, 9)), ("reopened", june(13, 12)))
    signed, begun = ("signed", june(12, 10)), ("in-progress", june(12, 11))
    second = (("signed", june(14, 9)), ("in-progress", june(14, 10)))
    rows = log(
        *(("1", *line) for line in (*before, *second)),
        *(("2", *line) for line in (before[0], signed, begun, *before[1:], *second)),
    )
    same(pl.DataFrame(rows), rows, rules=rules)
    clocks = plain(judged(pl.DataFrame(rows), rules=rules).clocks(), ["case", "state"])
    assert [clock["state"] for clock in clocks] == ["met", "met", "undetermined"]


def test_events_of_one_instant_may_stand_in_either_order() -> None:
    """What cannot follow yet waits for the others of its instant, and for no later one."""
    first = (("received", june(12, 9)), ("closed", june(13, 9)), ("in-progress", june(14, 9)))
    rows = log(
        *(("1", *line) for line in (*first, ("reopened", june(14, 9)))),
        *(("2", *line) for line in (*first, ("reopened", june(14, 10)))),
    )
    same(pl.DataFrame(rows), rows)
    assert judged(pl.DataFrame(rows)).cases()["stage"].to_list() == ["working", "registered"]


def test_a_correction_of_the_calendar_moves_only_what_was_open() -> None:
    """On 27 January 2020 the festival was extended; what was finished before keeps its day."""
    start = datetime(2020, 1, 20, 9, tzinfo=CHINA)
    rows = log(
        *(("1", "assigned", start), ("1", "replied", datetime(2020, 1, 23, 12, tzinfo=CHINA))),
        *(("2", "assigned", start), ("2", "replied", datetime(2020, 2, 5, 12, tzinfo=CHINA))),
        *(("3", "assigned", start.replace(day=23)), ("3", "in-progress", start.replace(day=23))),
    )
    same(pl.DataFrame(rows), rows, datetime(2020, 2, 20, 9, tzinfo=CHINA))


def test_who_signed_and_who_has_the_case_are_told_case_by_case() -> None:
    rows = [
        {"case": case, "event": event, "time": f"2023-06-{day}", "by": by, "to": to}
        for case, by, to in (("1", "区住建局", "甲"), ("2", "另一人", "乙"), ("3", None, None))
        for event, day in (("received", 12), ("assigned", 13), ("resolved", 14))
    ]
    same(pl.DataFrame(rows), rows)
    assert judged(pl.DataFrame(rows)).cases()["agency"].to_list() == ["甲", "乙", None]


def test_a_signature_counts_by_who_gave_it() -> None:
    signed = ClosureRule("signature", "writing-off", signers=["区住建局"], citation=CITE)
    rules = case_rules(a_promise(), closure=(signed,))
    rows = [
        {"case": case, "event": event, "time": f"2023-06-{day}", "by": by}
        for case, by in (("1", "区住建局"), ("2", "另一人"), ("3", None))
        for event, day in (("received", 12), ("resolved", 14))
    ]
    same(pl.DataFrame(rows), rows, AT, rules)
    outcomes = ["may-be-written-off", "not-to-be-written-off", "undetermined"]
    assert judged(pl.DataFrame(rows), AT, rules).cases()["outcome"].to_list() == outcomes


def test_rows_that_name_no_case_come_last_with_their_codes() -> None:
    rows = [
        {"case": None, "event": "received", "time": "2023-06-12"},
        {"case": "1", "event": "received", "time": "2023-06-12"},
        {"case": None, "event": None, "time": None},
    ]
    for frame in (pl.DataFrame(rows), pd.DataFrame(rows), pa.Table.from_pylist(rows)):
        told = judged(frame).cases()
        told = told if isinstance(told, pd.DataFrame) else pl.DataFrame(told).to_pandas()
        assert told["case"].fillna("").tolist() == ["1", "", ""]
        assert told["codes"].tolist()[1:] == ["missing-case", "blank-row"]


def test_what_a_map_says_is_read_in_bulk_too() -> None:
    rows = [
        {"Ticket": "1", "Step": "Opened", "When": "06/12/2023 09:00 AM"},
        {"Ticket": "1", "Step": "Done", "When": "06/13/2023 05:30 PM"},
    ]
    mapping = TableMap(
        {
            "case": FieldMap("Ticket"),
            "event": FieldMap("Step", {"Opened": "received", "Done": "resolved"}),
            "time": FieldMap("When", format="%m/%d/%Y %I:%M %p"),
            "kind": FieldMap(blank="individual"),
        }
    )
    told = judged(pl.DataFrame(rows), mapping=mapping).cases()
    assert told["stage"].to_list() == ["closed"]
    assert told["kind"].to_list() == ["individual"]
    assert told["received"].to_list() == [date(2023, 6, 12)]


def test_rules_without_a_zone_judge_case_by_case() -> None:
    """A moment then has its day by its own zone."""
    rules = case_rules(a_promise(), base=TimeBase(work_calendar("CN")))
    rows = log(("1", "assigned", june(12, 9).astimezone(UTC)), ("1", "replied", june(13, 9)))
    same(pl.DataFrame(rows), rows, date(2023, 6, 20), rules)


def test_a_log_without_rows_has_no_cases() -> None:
    empty = pl.DataFrame(schema={"case": pl.String, "event": pl.String, "time": pl.String})
    result = judged(empty)
    assert (len(result.cases()), len(result.clocks()), result.ledger().received) == (0, 0, 0)


def test_a_lazy_frame_and_a_frame_without_cases_are_refused() -> None:
    with pytest.raises(UsageError):
        judged(pl.LazyFrame({"case": ["1"]}))
    with pytest.raises(TableError) as caught:
        judged(pl.DataFrame({"event": ["received"], "time": ["2023-06-12"]}))
    assert caught.value.problems[0].code == "missing-column"


MORE = case_rules(
    a_promise("accept", "2 working days", deems="accepted", rule="cn-x/a@2023"),
    a_promise(
        "resolve",
        "5 working days",
        starts_on="accepted",
        pauses=["hearing"],
        rule="cn-x/a@2023",
        extension=ExtensionRule(
            times=1, by=Period(3, "working_day"), granted_by=["区住建局"], citation=CITE
        ),
    ),
    a_promise("object", "1 working day", optional=True, rule="cn-x/a@2023"),
    a_promise("reply", only_if=["complex"], rule="cn-x/a@2023", validity=Validity()),
    a_promise("resolve", "9 days", id="parent", starts_on="received", rule="cn-y/b@2020"),
    a_promise("sign", "1 working day", rule="cn-y/b@2020"),
    closure=[ClosureRule("reply", "closing", channels=["hotline"], citation=CITE)],
    writing_off=[WritingOffRule("区住建局", citation=CITE)],
)
COURSES = (
    (("received", 0), ("accepted", 1), ("assigned", 2), ("resolved", 6)),
    (("received", 0), ("assigned", 2), ("signed", 3), ("resolved", 9)),
    (("received", 0), ("accepted", 4), ("assigned", 4), ("replied", 5), ("resolved", 8)),
    (("received", 0), ("accepted", 1), ("paused", 2), ("resumed", 5), ("resolved", 9)),
    (("received", 0), ("accepted", 0), ("paused", 3)),
    (("received", 0), ("accepted", 1), ("extended", 4), ("resolved", 10)),
    (("received", 0), ("accepted", 1), ("extended", 2), ("extended", 5), ("resolved", 12)),
    (("received", 0), ("accepted", 1), ("resolved", 3), ("written-off", 4)),
    (("received", 0), ("accepted", 1), ("assigned", 1), ("returned", 2), ("replied", 3)),
    (("received", 1), ("assigned", 0), ("signed", 2)),
    (("received", 0), ("accepted", 1), ("paused", 2), ("resumed", 4), ("extended", 5)),
)
"""What happened to cases, and how many days after the first."""
SAID = {
    "paused": {"cause": "hearing"},
    "extended": {"by": "区住建局", "period": "3个工作日"},
    "written-off": {"by": "局长"},
}


def eventful() -> list[dict[str, Any]]:
    """Each course several times, on other days, with what else a record may say."""
    rows = []
    for number, (course, shift) in enumerate(product(COURSES, range(6))):
        facts = {
            "case": f"C{number}",
            "channel": ("hotline", "talk", None)[shift % 3],
            "circumstances": ("情况复杂", "无", None)[shift % 3],
            "due": text(date(2023, 6, 20 + shift)) if shift % 2 else None,
        }
        for kind, days in course:
            time = datetime(2023, 6, 8 + shift + days, 10 + days)
            said = dict.fromkeys(("by", "cause", "period", "asked")) | SAID.get(kind, {})
            if shift == 5:
                said |= {
                    "asked": text(date(2023, 6, 9)),
                    "by": "甲" if kind == "extended" else None,
                }
            rows.append({**facts, "event": kind, "time": text(time), **said})
    return rows


@pytest.mark.parametrize("at", [AT, date(2023, 6, 16), date(2023, 7, 30)])
@pytest.mark.parametrize("frame", [pl.DataFrame, pd.DataFrame])
def test_pauses_extensions_and_what_is_deemed_are_judged_in_bulk(frame: Any, at: Time) -> None:
    """They are those of the scalar rules, and most of these cases are judged by their courses."""
    rows = eventful()
    options = {"infer_schema_length": None} if frame is pl.DataFrame else {}
    given = frame(rows, **options)
    same(given, rows, at, MORE)
    result = judged(given, at, MORE).judged
    assert result.log.odd == {}
    assert len(result.verdicts) < len(result.ids) / 2


def test_what_was_judged_is_short_to_look_at() -> None:
    """A notebook shows it, also where it holds a hundred thousand cases."""
    result = judged(pl.DataFrame(rows_of([a_case("received")])), date(2023, 6, 30))
    assert (
        repr(result) == "<JudgedFrame of 1 cases by example 1 (sha256:000000000000) at 2023-06-30>"
    )
    assert repr(result.judged) == (
        "<JudgedLog of 1 cases by example 1 (sha256:000000000000) at 2023-06-30>"
    )
