"""A log in a data frame: which cases the columns hold, and which are read one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals.stable.v1 as nw
import pandas as pd
import polars as pl

from bizenv.calendars.periods.zones import zone_of
from bizenv.cases.log_columns import LogColumns, read_log
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.tables.mapping import TableMap

CHINA = zone_of("Asia/Shanghai", None)


def read(frame: Any) -> LogColumns:
    wrapped = nw.from_native(frame, eager_only=True)
    words = header_words()["cases"]
    return read_log(wrapped, case_vocabulary(), words, CHINA, CHINA, TableMap())


def test_plain_cases_stay_in_the_columns_and_odd_ones_are_read_one_by_one() -> None:
    rows = [
        {"工单编号": "1", "事件": "登记", "时间": "2023-06-15"},
        {"工单编号": "2", "事件": "登记", "时间": "soon"},
        {"工单编号": "3", "事件": "暂停", "时间": "2023-06-15"},
        {"工单编号": "2", "事件": "签收", "时间": "2023-06-16"},
    ]
    log = read(pl.DataFrame(rows))
    assert log.columns.ids == ["1", "2", "3"]
    assert sorted(log.odd) == [1]
    assert len(log.odd[1].events) == len(log.odd[1].unread) == 1
    assert log.odd[1].unread[0].problems[0].place.row == 2


def test_ids_that_are_spelt_as_numbers_and_as_texts_are_one_case() -> None:
    rows = [{"case": 7, "event": "received", "time": "2023-06-15"}]
    more = [{"case": "7", "event": "signed", "time": "2023-06-16"}]
    log = read(pd.DataFrame(rows + more))
    assert (log.columns.ids, log.columns.starts.tolist()) == (["7"], [0, 2])


def test_a_case_without_events_is_a_case() -> None:
    log = read(pl.DataFrame({"case": ["1", "2"], "received": ["2023-06-15", None]}))
    assert log.columns.starts.tolist() == [0, 1, 1]


def test_a_fact_of_a_stage_without_its_time_makes_a_case_odd() -> None:
    frame = pl.DataFrame({"case": ["1"], "received": ["2023-06-15"], "grade": ["satisfied"]})
    assert [event.kind.value for event in read(frame).odd[0].events] == ["received", "followed-up"]


def test_columns_of_days_and_blank_timestamps() -> None:
    frame = pl.DataFrame(
        {
            "case": ["1", "2"],
            "received": [date(2023, 6, 15), date(2023, 6, 16)],
            "replied": pl.Series([None, None], dtype=pl.Datetime("us")),
        }
    )
    log = read(frame)
    assert [event.time for event in log.columns.events(1, CHINA)] == [date(2023, 6, 16)]


def test_only_complete_steps_of_xes_are_plain() -> None:
    rows = [
        {"case:concept:name": "1", "concept:name": "received", "time:timestamp": "2023-06-15"}
        | {"lifecycle:transition": step}
        for step in ("complete", "start")
    ]
    log = read(pl.DataFrame(rows))
    assert [problem.code for problem in log.odd[0].problems] == ["event-not-complete"]
    assert read(pl.DataFrame(rows[:1])).odd == {}


def test_a_state_without_a_time_makes_a_case_odd() -> None:
    """What a column of states alone tells of has no time; other states add nothing."""
    frame = pl.DataFrame(
        {
            "case": ["1", "2", "3", "4", "5"],
            "received": ["2023-06-15"] * 5,
            "解决时间": [None, "2023-06-20", None, None, None],
            "办理状态": ["已办结", "办结", "正在办理", "看不懂", "已销号"],
        }
    )
    log = read(frame)
    told = {n: [(e.kind.value, e.time) for e in case.events[1:]] for n, case in log.odd.items()}
    assert told == {0: [("closed", None)], 4: [("written-off", None)]}
    assert log.columns.starts.tolist() == [0, 2, 4, 5, 6, 8]
