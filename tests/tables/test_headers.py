# ruff: noqa: PT017 - a property allows two ends
"""Headers: the words that people write above a column, matched to fields."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.errors import TableError
from bizenv.kernel.place import Place
from bizenv.kernel.text import Text
from bizenv.tables.headers import Headers, find_header, listed, match_headers

WORDS = {
    "start": ["检查日期", "开始日期", "date"],
    "end": ["结束日期"],
    "agency": ["检查机关"],
    "enterprise_name": ["企业名称"],
}


def refused(headers: list[str], file: str | None = None) -> str:
    """The message with which headers are refused."""
    with pytest.raises(TableError) as caught:
        match_headers(headers, WORDS, file)
    return str(caught.value)


@pytest.mark.parametrize(
    "header",
    [
        "start",
        "Start",
        "检查日期",
        " 检查 日期 ",
        "检查\n日期",
        "检查\r\n日期",
        "检查日期（年/月/日）",
        "检查日期(必填)",
        "（必填）检查日期",
        "【必填】检查日期",
        "*检查日期",
        "检查日期＊",
        "检查日期：",
        "检查日期（未写完",
        "ＤＡＴＥ",
        "start_",
    ],
)
def test_a_header_is_known_however_it_is_dressed(header: str) -> None:
    """Width, case, spaces, line breaks, notes in brackets and marks do not matter."""
    assert match_headers([header], WORDS).columns == {"start": header}


@pytest.mark.parametrize("header", ["检查", "日期", "（检查日期）", "检查日期说明", ""])
def test_other_words_are_no_header(header: str) -> None:
    """A part of a known word, more than it, or a note alone is not the word."""
    found = match_headers([header], WORDS)
    assert (found.columns, found.unused) == ({}, (header,))


def test_the_fields_own_name_wins() -> None:
    """``start`` before any other word, wherever it stands, exactly or nearly so spelt."""
    assert match_headers(["开始日期", "检查日期", "start"], WORDS).columns["start"] == "start"
    assert match_headers(["Start", "start"], WORDS).columns["start"] == "start"
    found = match_headers(["检查日期", "Start"], WORDS)
    assert (found.columns, found.unused) == ({"start": "Start"}, ("检查日期",))
    assert "start" in found
    assert "end" not in found


def test_two_words_of_one_field_are_refused() -> None:
    """Is the visit on the day of 开始日期, or on that of 检查日期? It is not guessed."""
    with pytest.raises(TableError) as caught:
        match_headers(["开始日期", "检查日期"], WORDS, "plan.csv")
    assert caught.value.say("en") == (
        "plan.csv: got the columns '检查日期', '开始日期', expected one column for 'start' "
        "[ambiguous-header] Hint: name the column in a --map file, for example "
        "fields: {start: {column: 检查日期}}"
    )
    assert caught.value.say("zh") == (
        "plan.csv：读到这些列：'检查日期'、'开始日期'，应为只有一列是 start [ambiguous-header] "
        "提示：可用 --map 文件指明列名，如 fields: {start: {column: 检查日期}}"
    )


def test_of_some_fields_the_first_word_wins() -> None:
    """序号 and 编号 both number the rows; no judgement hangs on which is taken."""
    words = {"id": ["序号", "编号"], **WORDS}
    found = match_headers(["编号", "序号", "检查日期"], words, first_wins={"id"})
    assert found.columns == {"id": "序号", "start": "检查日期"}
    with pytest.raises(TableError):
        match_headers(["编号（一）", "编号（二）"], words, first_wins={"id"})


def test_one_column_serves_one_field() -> None:
    """A header that two fields know goes to the first."""
    found = match_headers(["日期"], {"start": ["日期"], "end": ["日期"]})
    assert found.columns == {"start": "日期"}


def test_a_plain_header_wins_over_one_with_a_note() -> None:
    """A column of remarks on the day does not hide the day."""
    found = match_headers(["检查日期（备注）", "检查日期"], WORDS)
    assert (found.columns, found.unused) == ({"start": "检查日期"}, ("检查日期（备注）",))


def test_headers_that_differ_in_their_notes_alone_are_refused() -> None:
    """Planned or done? The file must say."""
    assert refused(["检查日期（计划）", "检查日期（实际）"], "plan.csv") == (
        "plan.csv: got the columns '检查日期（计划）', '检查日期（实际）', expected one column for "
        "'start' [ambiguous-header] Hint: name the column in a --map file, for example "
        "fields: {start: {column: 检查日期（计划）}}"
    )


def test_headers_that_differ_in_case_alone_are_refused() -> None:
    """Date and date are one word."""
    assert refused(["Date", "date"]) == (
        "got the columns 'Date', 'date', expected one column for 'start' "
        "[ambiguous-header] Hint: name the column in a mapping, for example "
        "fields: {start: {column: Date}}"
    )


def test_the_same_header_twice_is_refused() -> None:
    """Which of the two is meant cannot be known."""
    assert refused(["a", "b", "a"]) == (
        "got 'a', expected headers that stand once each [duplicate-header]"
    )


@pytest.mark.parametrize("header", ["start", "检查日期"])
def test_a_repeated_header_is_refused_where_it_is_wanted(header: str) -> None:
    """A table that has it twice comes with a number behind the second; other columns may."""
    assert refused([header, f"{header} (2)"], "plan.csv") == (
        f"plan.csv: got the columns '{header}', '{header} (2)', expected one column for 'start' "
        "[ambiguous-header] Hint: name the column in a --map file, for example "
        f"fields: {{start: {{column: {header}}}}}"
    )
    found = match_headers(["检查日期", "电话", "电话 (2)"], WORDS)
    assert found.columns == {"start": "检查日期"}


@pytest.mark.parametrize(("header", "shown"), [(1, "1"), (None, "None"), (("a", "b"), "'a', 'b'")])
def test_a_header_that_is_no_text_is_refused(header: Any, shown: str) -> None:
    """A record may come with any keys."""
    with pytest.raises(TableError) as caught:
        match_headers(["start", header], WORDS)
    assert caught.value.say("en") == (f"got {shown}, expected a header that is a text [bad-header]")
    assert caught.value.say("zh") == f"读到 {shown}，应为文字表头 [bad-header]"


def test_a_missing_column_is_refused_with_the_nearest_header() -> None:
    """The message lists the columns and the words that would do."""
    given = ["检查日起", "企业名称"]
    with pytest.raises(TableError) as caught:
        Headers({}).require("start", WORDS, given, Place("plan.csv", row=3))
    assert str(caught.value) == (
        "plan.csv row 3: got the columns '检查日起', '企业名称', expected a column for 'start': "
        "start, 检查日期, 开始日期, date [missing-column] "
        "Hint: is it the column '检查日起'? Then name the column in a --map file, for example "
        "start: {column: 检查日起}"
    )
    assert caught.value.say("zh") == (
        "plan.csv 第 3 行：读到这些列：'检查日起'、'企业名称'，应为有一列是 start，"
        "表头可写作 start、检查日期、开始日期、date [missing-column] "
        "提示：是 '检查日起' 列吗？可用 --map 文件指明列名，如 start: {column: 检查日起}"
    )


def test_a_missing_column_without_any_near_header() -> None:
    """Where nothing is near, and where there are no columns at all."""
    for headers, got in (["x"], "the columns 'x'"), ([], "no columns"):
        with pytest.raises(TableError) as caught:
            Headers({}).require("zone", {}, headers)
        assert str(caught.value) == (
            f"got {got}, expected a column for 'zone': zone [missing-column] "
            "Hint: name the column in a mapping"
        )


def test_a_column_that_is_there_is_not_asked_for() -> None:
    """Nothing is raised."""
    Headers({"start": "日期"}).require("start", WORDS, ["日期"])


def test_very_many_names_are_counted() -> None:
    """A message shows twenty names."""
    assert listed([str(n) for n in range(20)]).say("en").endswith("'18', '19'")
    many = listed([str(n) for n in range(2_021)])
    assert many.say("en").endswith("'18', '19' and 2,001 more")
    assert many.say("zh").endswith("'18'、'19' 等另外 2,001 个")
    assert listed([]) == Text("没有", "none")


# --- which row is the header ------------------------------------------------


def test_the_header_lies_below_a_title_and_a_note() -> None:
    """The row with the most known words is the header."""
    rows = [["2023年检查计划"], [None], ["检查日期：见下"], ["企业名称", "检查日期", "备注"]]
    assert find_header([*rows, ["甲公司", "2023-06-15", ""]], WORDS) == 3


def test_a_word_that_is_repeated_counts_once() -> None:
    """Below a merged cell stands the real header."""
    rows = [["企业名称", "检查日期", "检查日期"], ["企业名称", "开始日期", "结束日期"]]
    assert find_header(rows, WORDS) == 1


def test_the_first_row_is_taken_where_no_row_is_known() -> None:
    """So it is where there are no rows, and where the header stands too deep."""
    assert find_header([["a"], ["b"]], WORDS) == 0
    assert find_header([], WORDS) == 0
    assert find_header([["x"]] * 10 + [["检查日期"]], WORDS) == 0


def test_a_row_with_the_needed_field_is_preferred() -> None:
    """A form's head may have known words too, but no day of a visit."""
    rows = [["检查机关", "区税务局", "企业名称"], ["检查日期", "编号", "备注"], ["1", "2", "3"]]
    assert find_header(rows, WORDS) == 0
    assert find_header(rows, WORDS, "start") == 1


def test_a_row_with_many_known_words_is_the_header_all_the_same() -> None:
    """A lone 检查日期 above a table of other words is a note."""
    words = {**WORDS, "id": ["编号"], "domain": ["领域"]}
    rows = [["检查日期：", "六月"], ["企业名称", "检查机关", "编号", "领域"], ["1", "2", "3", "4"]]
    assert find_header(rows, words, "start") == 1


@given(st.lists(st.text(max_size=8), unique=True, max_size=8))
def test_every_header_is_used_once_or_unused(headers: list[str]) -> None:
    """No header is lost, and none serves twice."""
    try:
        found = match_headers(headers, WORDS)
    except TableError as error:
        assert error.problems[0].code == "ambiguous-header"
    else:
        assert sorted([*found.columns.values(), *found.unused]) == sorted(headers)


def test_a_row_that_repeats_a_word_is_a_title_where_another_does_as_well() -> None:
    """A merged title says the same in every column."""
    assert find_header([["计划", "计划"], ["a", "b"], ["1", "2"]], WORDS) == 1
    assert find_header([["检查日期", "备注", "备注"], ["2023-06-15", "x", "y"]], WORDS) == 0
