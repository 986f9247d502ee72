"""Cells read as the facts of cases and events."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from bizenv.calendars.periods.period import Period
from bizenv.cases.records import (
    AXIS_OF,
    CASE_FACTS,
    EVENT_FACTS,
    FIELDS,
    STAGES,
    CellReader,
    read_field,
)
from bizenv.cases.values import Case, Event, EventKind, Grade
from bizenv.kernel.errors import RecordError
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.tables.cells import BadCell
from bizenv.tables.mapping import FieldMap, TableMap

WORDS = case_vocabulary()


def read(name: str, cell: object, **mapped: Any) -> Any:
    mapping = TableMap({name: FieldMap(**mapped)}) if mapped else TableMap()
    return CellReader(name, WORDS, None, mapping).read(cell)


def said(name: str, cell: object, **mapped: Any) -> str:
    problem = read(name, cell, **mapped)
    assert isinstance(problem, Problem)
    return problem.say("en")


def test_the_fields_are_those_of_the_values_and_of_the_headers() -> None:
    assert set(CASE_FACTS) < {a.name for a in Case.__attrs_attrs__}
    assert set(EVENT_FACTS) < {a.name for a in Event.__attrs_attrs__}
    assert set(header_words()["cases"]) == {*FIELDS, *STAGES}
    assert set(AXIS_OF.values()) == set(WORDS.names)


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("event", "派单", EventKind.ASSIGNED),
        ("event", "Signed for", EventKind.SIGNED),
        ("grade", "基本满意", Grade.BASICALLY_SATISFIED),
        ("kind", "共性问题", "systemic"),
        ("channel", "12345", "hotline"),
        ("channel", 12345.0, "hotline"),
        ("priority", "急件", "urgent"),
        ("ground", "已进入信访程序", "in-petition"),
        ("cause", "听证", "hearing"),
        ("time", "2023-06-20", date(2023, 6, 20)),
        ("period", "10个工作日", Period(10, "working_day")),
        ("co_agencies", "区税务局、区人社局", ("区税务局", "区人社局")),
        ("case", 17.0, "17"),
        ("by", " 区住建局 ", "区住建局"),
        ("session", 16, "16"),
        ("text", "不详", None),
        ("time", "", None),
        ("due", "2023/6/20 14:30", datetime(2023, 6, 20, 14, 30)),
        ("lifecycle", "Complete", None),
        ("lifecycle", "", None),
        ("event", None, None),
    ],
)
def test_a_cell_is_read_as_its_field(name: str, cell: object, value: object) -> None:
    assert read(name, cell) == value


def test_an_unknown_word_is_told_with_the_nearest_known_one() -> None:
    assert said("event", "签收了").startswith("event: got '签收了', expected received, accepted, ")
    assert said("event", "签收了").endswith("[unknown-term] Hint: did you mean '签收'?")
    assert said("kind", "xyz") == (
        "kind: got 'xyz', expected individual or urgent, sector-wide or systemic [unknown-term]"
    )
    problem = read("kind", "xyz")
    assert problem.say("zh") == (
        "kind：读到 'xyz'，应为诉求类别：个体性急需性、行业性体制性 [unknown-term]"
    )


def test_a_number_that_lost_its_digits_is_no_id() -> None:
    assert said("case", 2.0**60).startswith("case: got 1152921504606846976, expected every digit")


def test_a_period_without_unit_is_refused() -> None:
    assert said("period", "10") == (
        "period: got '10', expected a period such as 10 working days or 30 days [bad-period]"
    )


def test_a_broken_cell_is_a_problem_of_its_field() -> None:
    cell = BadCell("bad-cell", "#REF!", Text("数值", "a value"))
    assert said("by", cell) == "by: got #REF!, expected a value [bad-cell]"


def test_a_map_says_what_words_and_blanks_mean_and_how_times_are_written() -> None:
    meanings = {"values": {"Closed": "closed"}, "otherwise": "in-progress"}
    assert read("event", "Closed", **meanings) is EventKind.CLOSED
    assert read("event", "Triage", **meanings) is EventKind.IN_PROGRESS
    assert read("event", "签收", values={"Closed": "closed"}) is EventKind.SIGNED
    assert read("channel", "", blank="hotline") == "hotline"
    assert read("channel", None, blank="hotline") == "hotline"
    assert read("time", "06/20/2023", format="%m/%d/%Y") == date(2023, 6, 20)


def test_a_map_may_say_that_a_word_says_nothing() -> None:
    """The fact is not known; of an event a note is kept, for the row must not be lost."""
    assert read("channel", "?", values={"?": ""}) is None
    assert read("event", "?", values={"?": ""}).severity == "note"
    assert read("event", "", values={"?": ""}) is None


def test_words_are_read_as_a_map_writes_them() -> None:
    assert read_field("event", "签收", WORDS) is EventKind.SIGNED
    assert read_field("lifecycle", "complete", WORDS) is None
    assert read_field("lifecycle", "paused", WORDS) is EventKind.PAUSED
    assert read_field("channel", "", WORDS) is None
    for name in ("event", "lifecycle"):
        with pytest.raises(RecordError, match="unknown-term"):
            read_field(name, "suspend", WORDS)


def test_a_map_says_which_words_say_nothing() -> None:
    """An empty word leaves the fact unknown, as a blank cell does."""
    assert read("grade", "n.r.", values={"n.r.": ""}) is None
    assert read("time", "pending", values={"pending": ""}) is None
    assert read("grade", "", blank="") is None


def test_one_cell_is_read_or_refused_as_a_map_and_the_command_line_need_it() -> None:
    assert read_field("kind", "个体性", WORDS) == "individual"
    assert read_field("kind", "", WORDS) is None
    with pytest.raises(RecordError) as caught:
        read_field("time", "soon", WORDS)
    assert str(caught.value) == (
        "time: got 'soon', expected a time such as 2023-06-20 14:30 or 2023年6月20日14时30分, "
        "or a day [bad-time]"
    )


def test_a_column_is_read_as_its_cells_are() -> None:
    cells = ["签收", "签收", None, "??", 5, "??"]
    column = CellReader("event", WORDS).column(cells)
    assert column == [read("event", cell) for cell in cells]
    times = CellReader("time", WORDS, None, TableMap({"time": FieldMap(format="%d.%m.%Y")}))
    assert times.column(["20.06.2023"]) == [date(2023, 6, 20)]


def test_a_state_in_a_map_is_one_that_is_known() -> None:
    """In a cell an unknown word is kept, to be told; a map that says what it is must be right."""
    assert read_field("status", "已办结", WORDS) == EventKind.CLOSED
    assert read_field("status", "", WORDS) is None
    with pytest.raises(RecordError, match="unknown-term"):
        read_field("status", "Done - Dup", WORDS)
    mapped = TableMap({"status": FieldMap(values={"Done - Dup": "closed", "?": ""})})
    reader = CellReader("status", WORDS, mapping=mapped)
    assert reader.column(["Done - Dup", "?", "Closed", "x", ""]) == [
        *(EventKind.CLOSED, None, EventKind.CLOSED, "x", None),
    ]


def test_circumstances_are_several_words_or_none() -> None:
    reader = CellReader("circumstances", WORDS)
    told, wrong = reader.read("情况复杂、法定期限更长"), reader.read("情况复杂、忙")
    assert told == ("complex", "longer-by-statute")
    assert (reader.read("无"), reader.read("none"), reader.read("")) == ((), (), None)
    assert (wrong.code, wrong.got) == ("unknown-term", "'忙'")
