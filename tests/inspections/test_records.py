# ruff: noqa: PT017 - cells have no zone; two ends; letters of full width
"""From a row to an inspection: what cells mean, and what they cannot mean."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.inspections.records import FIELDS, inspection_from_row, read_field
from bizenv.inspections.values import Agency, Enterprise, Inspection
from bizenv.kernel.errors import RecordError
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Axis, Term, Vocabulary
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.tables.cells import BadCell

DAY = dt.date(2023, 6, 15)


def axis(name: str, zh: str, *terms: Term) -> Axis:
    """An axis with its label in both languages."""
    return Axis(name, Text(zh, name.replace("_", " ")), terms)


WORDS = Vocabulary(
    (
        axis("act", "行为", Term("inspection", Text("检查")), Term("service", Text("服务"))),
        axis("kind", "检查类型", Term("routine", Text("日常检查", "routine"))),
        axis("credit", "信用等级", Term("grade-a", Text("甲级", "grade A"))),
        axis(
            "domain",
            "领域",
            Term("work-safety", Text("安全生产", "work safety")),
            Term("fire", Text("消防", "fire safety")),
        ),
        axis(
            "trigger",
            "起因",
            Term("double-random", Text("双随机、一公开", "double random")),
            Term("complaint", Text("投诉举报", "complaint")),
        ),
        axis("level", "层级", Term("county", Text("区级", "county"), rank=2)),
        axis("enterprise_class", "企业类别", Term("sole-trader", Text("个体工商户"))),
        axis("zone", "园区", Term("park", Text("开发区"))),
        axis("circumstance", "情形", Term("serious", Text("情节严重"))),
    )
)


def read(field: str, value: object) -> Any:
    """One cell as one field."""
    return read_field(field, value, WORDS)


def refused(field: str, value: object) -> list[str]:
    """The messages with which a cell is refused."""
    with pytest.raises(RecordError) as caught:
        read(field, value)
    return [str(problem) for problem in caught.value.problems]


def row_refused(**row: object) -> list[str]:
    """The messages with which a row is refused."""
    with pytest.raises(RecordError) as caught:
        inspection_from_row(row, WORDS)
    return [str(problem) for problem in caught.value.problems]


# --- cells ------------------------------------------------------------------


@pytest.mark.parametrize("field", [*FIELDS, "serious"])
@pytest.mark.parametrize("value", [None, "", "—", "不详", float("nan"), []], ids=repr)
def test_a_blank_cell_says_nothing(field: str, value: object) -> None:
    """Of every field: not known is None."""
    assert read(field, value) is None


@pytest.mark.parametrize(
    ("field", "value", "fact"),
    [
        ("id", 1.0, "1"),
        ("id", "001", "001"),
        ("agency", " 区税务局　", "区税务局"),
        ("start", "2023年6月15日", DAY),
        ("end", 45092.0, DAY),
        ("approved", "是", True),
        ("filed", "未备案", False),
        ("noticed", "2023/6/15", DAY),
        ("approved", dt.datetime(2023, 6, 15), DAY),
        ("serious", "有", True),
        ("kind", "日常检查", "routine"),
        ("kind", "ROUTINE", "routine"),
        ("kind", "无", "none"),
        ("domain", "安全生产", frozenset({"work-safety"})),
        ("domain", "安全生产、消防", frozenset({"work-safety", "fire"})),
        ("domain", ["消防", "fire"], frozenset({"fire"})),
        ("domain", "安全生产\n消防", frozenset({"work-safety", "fire"})),
        ("domain", "安全生产＋消防", frozenset({"work-safety", "fire"})),
        ("domain", "安全\n生产", frozenset({"work-safety"})),
        ("domain", "安全生产和消防", frozenset({"work-safety", "fire"})),
        ("domain", "消防+", frozenset({"fire"})),
        ("domain", "无", frozenset({"none"})),
        ("domain", "ＮＯＮＥ", frozenset({"none"})),
        ("trigger", "双随机、一公开", frozenset({"double-random"})),
        ("trigger", "double random; 投诉举报", frozenset({"double-random", "complaint"})),
        ("deploying_level", "区级", "county"),
        ("zone", "开发区", frozenset({"park"})),
    ],
)
def test_a_cell_as_a_fact(field: str, value: object, fact: object) -> None:
    """Codes, labels and other spellings are one; none is known to be none."""
    assert read(field, value) == fact


@pytest.mark.parametrize(
    ("field", "value", "messages"),
    [
        (
            "domain",
            "安全生严",
            [
                "domain: got '安全生严', expected a known domain [unknown-term] "
                "Hint: did you mean '安全生产'?"
            ],
        ),
        (
            "domain",
            "xx、消防、yy",
            [
                "domain: got 'xx', expected a known domain [unknown-term]",
                "domain: got 'yy', expected a known domain [unknown-term]",
            ],
        ),
        (
            "domain",
            "消防和xx",
            ["domain: got '消防和xx', expected a known domain [unknown-term]"],
        ),
        ("domain", "+", ["domain: got '+', expected a known domain [unknown-term]"]),
        (
            "trigger",
            "routine",
            [
                "trigger: got 'routine', expected a known trigger [unknown-term] "
                "Hint: 'routine' is a word for kind"
            ],
        ),
        ("kind", "、", ["kind: got '、', expected a known kind [unknown-term]"]),
        ("domain", "，", ["domain: got '，', expected a known domain [unknown-term]"]),
        (
            "kind",
            ["routine", "无"],
            ["kind: got 'routine', '无', expected one term [too-many-terms]"],
        ),
        (
            "domain",
            "消防、无",
            ["domain: got '消防、无', expected 'none' alone, or terms [too-many-terms]"],
        ),
        ("serious", "大概", ["serious: got '大概', expected yes or no (是 or 否) [bad-yes-no]"]),
        ("approved", "待批", ["approved: got '待批', expected a day, yes or no [bad-day]"]),
        (
            "filed",
            "2023-06-15 09:00",
            [
                "filed: got '2023-06-15 09:00', expected a day, yes or no [bad-day] "
                "Hint: give the local day, or write time: drop in a --map file"
            ],
        ),
        (
            "start",
            "2023-02-30",
            ["start: got '2023-02-30', expected a day that the calendar has [bad-day]"],
        ),
    ],
)
def test_a_cell_that_cannot_be_read(field: str, value: object, messages: list[str]) -> None:
    """Every unknown word is told, with the nearest that is known."""
    assert refused(field, value) == messages


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("kind", ["routine", "无"], "kind：读到 'routine', '无'，应为一个词 [too-many-terms]"),
        (
            "domain",
            "消防、无",
            "domain：读到 '消防、无'，应为只填“无”，或只填其他词 [too-many-terms]",
        ),
        ("serious", "大概", "serious：读到 '大概'，应为“是”或“否” [bad-yes-no]"),
        ("approved", "待批", "approved：读到 '待批'，应为日期、“是”或“否” [bad-day]"),
        (
            "domain",
            "安全生严",
            "domain：读到 '安全生严'，应为已知的领域 [unknown-term] 提示：是否为 '安全生产'？",
        ),
    ],
)
def test_a_cell_that_cannot_be_read_in_chinese(field: str, value: object, message: str) -> None:
    """Nothing but quoted words and names of fields is in another script."""
    with pytest.raises(RecordError) as caught:
        read(field, value)
    assert caught.value.say("zh") == message


def test_a_number_that_lost_digits_is_no_id() -> None:
    """A spreadsheet keeps fifteen digits or so; a credit code has eighteen."""
    for field in "id", "enterprise":
        assert refused(field, 913303000000000012.0) == [
            f"{field}: got 913303000000000000, expected every digit of the number [lost-digits] "
            "Hint: the spreadsheet has lost the last digits: store the column as text, and enter "
            "them again"
        ]
    with pytest.raises(RecordError) as caught:
        read("id", -(2.0**54))
    assert caught.value.say("zh") == (
        "id：读到 -18014398509481984，应为完整的编号 [lost-digits] "
        "提示：数字太长，表格丢了末尾几位：请把这一列存为文本，再重新填写"
    )


def test_whole_numbers_are_ids() -> None:
    """As long as every digit is there."""
    assert read("id", 2.0**53) == "9007199254740992"
    assert read("enterprise", 913303000000000012) == "913303000000000012"
    assert read("matter", 1e20) == "100000000000000000000"


BAD = BadCell("bad-cell", "#REF!", Text("一个值", "a value"))


@pytest.mark.parametrize("field", [*FIELDS, "serious"])
def test_a_cell_without_a_value_is_told_of_every_field(field: str) -> None:
    """It is not blank, whatever the field."""
    assert refused(field, BAD) == [f"{field}: got #REF!, expected a value [bad-cell]"]


class Odd:
    """A thing that no table holds."""

    def __str__(self) -> str:
        return "odd"


@pytest.mark.parametrize("field", ["act", "kind", "deploying_level", "agency_level", "domain"])
@pytest.mark.parametrize(
    ("value", "got"),
    [
        (5, "'5'"),
        (5.5, "'5.5'"),
        (True, "'True'"),
        (["x"], "'x'"),
        ([["x"]], "\"['x']\""),
        ({"x": 1}, "\"{'x': 1}\""),
        (DAY, "'2023-06-15'"),
        (b"x", "\"b'x'\""),
        (np.int64(5), "'5'"),
        (np.array(["x"]), "'x'"),
        (Odd(), "'odd'"),
        (Decimal(5), "'5'"),
    ],
)
def test_odd_things_are_unknown_terms(field: str, value: object, got: str) -> None:
    """Never another exception than ours."""
    with pytest.raises(RecordError) as caught:
        read(field, value)
    (problem,) = caught.value.problems
    assert (problem.code, problem.got, problem.place.field) == ("unknown-term", got, field)


@pytest.mark.parametrize(
    "value", [pd.NA, pd.NaT, np.nan, Decimal("NaN"), [None], [[], ""], np.array([])]
)
def test_whatever_says_nothing_is_blank(value: object) -> None:
    """Of every library; so does a list of blanks."""
    assert read("kind", value) is None
    assert read("start", value) is None


def test_blanks_within_a_list_are_left_out() -> None:
    """They are not the word for none."""
    assert read("domain", [None, "消防", ""]) == frozenset({"fire"})


CELLS = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.text("、,;/| 无消防a", max_size=6),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.lists(st.text(max_size=3) | st.none() | st.integers(), max_size=3),
)


@given(st.sampled_from([*FIELDS, "serious"]), CELLS)
def test_any_cell_is_a_fact_or_is_refused(field: str, value: object) -> None:
    """Property: no cell gives another exception, and every problem names the field."""
    try:
        fact = read(field, value)
    except RecordError as error:
        assert {problem.place.field for problem in error.problems} == {field}
    else:
        assert isinstance(fact, str | bool | dt.date | frozenset | None)


# --- rows -------------------------------------------------------------------


def test_a_full_row() -> None:
    """Every field finds its place."""
    visit = inspection_from_row(
        {
            "id": "7",
            "enterprise": "E1",
            "enterprise_name": "甲公司",
            "enterprise_class": "个体工商户",
            "zone": "开发区",
            "agency": "区应急局",
            "agency_level": "区级",
            "start": "2023-06-15",
            "end": "2023-06-16",
            "act": "服务",
            "kind": "routine",
            "matter": "消防通道",
            "domain": "消防",
            "trigger": "投诉举报",
            "deploying_level": "区级",
            "reason": "复查",
            "filed": "2023-06-01",
            "noticed": "是",
            "approved": "否",
            "serious": "是",
        },
        WORDS,
    )
    assert visit == Inspection(
        id="7",
        enterprise=Enterprise("E1", "甲公司", "sole-trader", "park"),
        agency=Agency("区应急局", "county"),
        start=DAY,
        end=dt.date(2023, 6, 16),
        act="service",
        kind="routine",
        matter="消防通道",
        domain="fire",
        trigger="complaint",
        deploying_level="county",
        reason="复查",
        filed=dt.date(2023, 6, 1),
        noticed=True,
        approved=False,
        circumstances={"serious": True},
    )


def test_a_row_with_a_day_alone() -> None:
    """What is not said is not known; the visit takes a day and is an inspection."""
    visit = inspection_from_row({"start": "20230615", "end": "", "serious": ""}, WORDS)
    assert visit == Inspection(start=DAY)
    assert (visit.end, visit.act, visit.enterprise, visit.agency) == (DAY, "inspection", None, None)


@pytest.mark.parametrize(
    ("cells", "enterprise"),
    [
        ({"enterprise_name": "甲"}, Enterprise("甲", "甲")),
        ({"enterprise": "E1"}, Enterprise("E1")),
        ({"enterprise_class": "个体工商户"}, Enterprise("", classes="sole-trader")),
        ({"zone": "开发区"}, Enterprise("", zones="park")),
    ],
)
def test_an_enterprise_may_be_known_by_anything(
    cells: dict[str, str], enterprise: Enterprise
) -> None:
    """A name stands for the id; a class or a zone alone is enough to judge by."""
    assert inspection_from_row({"start": DAY, **cells}, WORDS).enterprise == enterprise


def test_an_agency_may_be_known_by_its_level() -> None:
    """Without a name."""
    visit = inspection_from_row({"start": DAY, "agency_level": "区级"}, WORDS)
    assert visit.agency == Agency("", "county")


def test_every_problem_of_a_row_is_told_in_order() -> None:
    """Not only the first."""
    assert row_refused(domain="xx", start="soon", serious="?") == [
        "domain: got 'xx', expected a known domain [unknown-term]",
        "start: got 'soon', expected a day such as 2023-06-15, 2023/6/15, 2023年6月15日 or "
        "20230615 [bad-day]",
        "serious: got '?', expected yes or no (是 or 否) [bad-yes-no]",
    ]


def test_the_header_of_a_column_is_told() -> None:
    """Where the table has another name for the field."""
    with pytest.raises(RecordError) as caught:
        inspection_from_row(
            {"start": "soon", "domain": "xx", "end": ""},
            WORDS,
            {"start": "检查日期", "domain": "domain"},
        )
    assert [problem.place.say("zh") for problem in caught.value.problems] == [
        "检查日期 (start)",
        "domain",
    ]
    assert [problem.place.header for problem in caught.value.problems] == ["检查日期", None]
    with pytest.raises(RecordError) as caught:
        inspection_from_row({"start": ""}, WORDS, {"start": "检查日期"})
    assert caught.value.say("zh") == "检查日期 (start)：读到空白，应为检查日期 [missing-day]"


def test_fields_that_nobody_knows_are_told() -> None:
    """A stray field is refused by name."""
    messages = row_refused(start="2023-06-15", begin="x", finish="y")
    assert messages == [
        f"got 'begin', expected a field: {', '.join(FIELDS)} [unknown-field]",
        f"got 'finish', expected a field: {', '.join(FIELDS)} [unknown-field]",
    ]


def test_a_vocabulary_may_have_no_circumstances() -> None:
    """Then no circumstance is a field."""
    with pytest.raises(RecordError) as caught:
        inspection_from_row({"start": DAY, "serious": "是"}, Vocabulary(()))
    assert [problem.code for problem in caught.value.problems] == ["unknown-field"]


@pytest.mark.parametrize("row", [{}, {"start": ""}, {"end": "2023-06-15"}])
def test_a_row_without_a_day(row: dict[str, object]) -> None:
    """The day is the one fact that every row needs."""
    assert row_refused(**row) == ["start: got no day, expected the day of the visit [missing-day]"]


@pytest.mark.parametrize("end", ["2023-06-14", "2033-06-22"])
def test_a_visit_that_ends_too_early_or_too_late(end: str) -> None:
    """One day before the start, and one day more than 3,660 days."""
    assert row_refused(start="2023-06-15", end=end) == [
        f"end: got 2023-06-15 to {end}, expected an end that is not before the start, and at "
        "most ten years after it [bad-span]"
    ]


def test_the_shortest_visit() -> None:
    """It ends on the day on which it starts."""
    visit = inspection_from_row({"start": "2023-06-15", "end": "2023/6/15"}, WORDS)
    assert (visit.end, visit.days) == (DAY, 1)


def test_the_longest_visit() -> None:
    """3,660 days, the first and the last among them."""
    visit = inspection_from_row({"start": "2023-06-15", "end": "2033-06-21"}, WORDS)
    assert visit.days == 3_660
    assert (dt.date(2023, 6, 15) + dt.timedelta(3_659)) == visit.end


@pytest.mark.parametrize("day", ["1900-01-01", "0001-01-01", "9999-12-31", "1970-01-01"])
@pytest.mark.parametrize("field", ["start", "end", "approved"])
def test_a_day_that_stands_for_a_blank_is_no_day(field: str, day: str) -> None:
    """A placeholder is no breach of the first days of January 1900."""
    with pytest.raises(RecordError) as caught:
        read_field(field, day, WORDS)
    assert caught.value.say("en") == (
        f"{field}: got '{day}', expected a true day, not one that stands for a blank "
        '[placeholder-day] Hint: leave it blank, or write the day with "" under values in a '
        "--map file"
    )
    assert caught.value.say("zh") == (
        f"{field}：读到 '{day}'，应为真实的日期，不是代替空白的日期 [placeholder-day] "
        '提示：请留空，或在 --map 文件的 values 中写这一天: ""'
    )


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("双随机、一公开；上级交办", {"double-random", "superior-assigned"}),
        ("上级交办、双随机、一公开、投诉举报", {"superior-assigned", "double-random", "complaint"}),
        ("双随机、一公开", {"double-random"}),
        ("双随机、投诉", {"double-random", "complaint"}),
    ],
)
def test_a_term_that_holds_a_separator_stands_beside_others(cell: str, codes: set[str]) -> None:
    assert read_field("trigger", cell, base_vocabulary()) == codes
