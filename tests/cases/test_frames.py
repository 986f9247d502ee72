"""Event logs in data frames: the answers are those of the scalar rules, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import polars as pl
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases.closure import ClosureRule
from bizenv.cases.frames import CASE_COLUMNS, CLOCK_COLUMNS, JudgedFrame, judge_frame
from bizenv.cases.ledger import ledger
from bizenv.cases.logs import cases_from_events
from bizenv.cases.readings import ClockReading
from bizenv.cases.rules import CaseRules, CaseVerdict, check_case
from bizenv.cases.service_levels import PromiseStage
from bizenv.cases.values import Case, Time
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
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
            said = {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in said.items()
            }
            rows.append(
                {
                    "case": case.id,
                    "event": event.kind.value,
                    "time": text(event.time),
                    **facts,
                    **said,
                }
            )
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
    dues = [c.due_day for c in verdict.clocks if c.open and c.due_day]
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
    assert frame["outcome"].to_list() == ["undetermined", "overdue", "overdue"]
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
    found = [clock for clock in verdict.clocks if clock.stage is PromiseStage.RESOLVE]
    return found[-1] if found else None


ATS = st.sampled_from([AT, date(2023, 6, 18), date(2023, 6, 24), AT.replace(day=17, hour=9)])


@given(st.lists(cases(timeless=True), min_size=1, max_size=6).map(renumbered), ATS)
def test_every_answer_is_that_of_the_scalar_rule(some: list[Case], at: Time) -> None:
    """Of sound and of faulty cases, whose times are texts."""
    if rows := rows_of(some):
        same(pl.DataFrame(rows, infer_schema_length=None), rows, at)
        same(pd.DataFrame(rows), rows, at)


def many(some: list[Case]) -> list[Case]:
    """Each case several times, on other days, so that courses have several cases."""
    return renumbered([moved(case, timedelta(days=days)) for case in some for days in (0, 1, 4)])


def moved(case: Case, by: timedelta) -> Case:
    return evolve(case, events=[evolve(e, time=e.time and e.time + by) for e in case.events])


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
    assert not any(judged(pd.DataFrame(said), at).judged.log.odd) or "T00:00" in str(rows)


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


def test_due_times_may_be_timestamps() -> None:
    rows = [{**row, "due": datetime(2023, 6, 16, 17)} for row in rows_of([a_case("received")])]
    frame = judged(pd.DataFrame(rows)).cases()
    assert frame["stated_due"].tolist() == ["2023-06-16T17:00:00+08:00"]
