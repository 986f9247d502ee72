"""A mapping changes what cells say, never how many rows there are."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.errors import TableError
from bizenv.kernel.text import Text
from bizenv.tables.batches import Batch
from bizenv.tables.cells import BadCell, Serial1904, read_day
from bizenv.tables.mapping import FieldMap, TableMap

WORDS = {"start": ["检查日期"], "agency": ["检查机关"], "trigger": ["检查起因"]}


def refused(mapping: TableMap, *headers: str) -> str:
    """The message with which a table is refused."""
    with pytest.raises(TableError) as caught:
        mapping.columns(headers, WORDS, "plan.csv")
    return str(caught.value)


# --- one cell ---------------------------------------------------------------


def test_a_cell_without_mapping_stays_as_it_is() -> None:
    """Also a blank one becomes None, for nothing is said of blanks."""
    assert FieldMap().read(" x ", "agency") == " x "
    assert FieldMap().read("  ", "agency") is None


def test_words_are_translated() -> None:
    """Known words are replaced, others stay."""
    field = FieldMap(values={"Complaint": "complaint", "12": "case"})
    assert field.read(" Complaint ", "trigger") == "complaint"
    assert field.read(12.0, "trigger") == "case"
    assert field.read("Other", "trigger") == "Other"


def test_other_words_may_stand_for_one_thing() -> None:
    """``otherwise`` is for words outside the list, not for blanks."""
    field = FieldMap(values={"a": "x"}, otherwise="none")
    assert [field.read(cell, "trigger") for cell in ("a", "b", "")] == ["x", "none", None]


def test_blanks_may_stand_for_something() -> None:
    """All that says nothing does."""
    field = FieldMap(blank="none")
    assert [field.read(cell, "trigger") for cell in (None, "", "-", "不详", [], "无")] == [
        *["none"] * 5,
        "无",
    ]


def test_days_are_read_by_the_format() -> None:
    """A cell that does not fit the format is not read in another way."""
    field = FieldMap(format="%m/%d/%Y")
    assert field.read("06/07/2023", "start") == dt.date(2023, 6, 7)
    assert field.read("", "start") is None
    for cell in ("31/31/2023", "2023-06-15"):
        bad = field.read(cell, "start")
        assert (
            bad.problem("start")
            .say("en")
            .startswith(f"start: got '{cell}', expected a day written as %m/%d/%Y [bad-day]")
        )


def test_days_are_read_by_the_format_that_fits() -> None:
    """A list of formats; numbers and days of a workbook are days in any case."""
    field = FieldMap(format=["%d/%m/%Y", "%Y-%m-%d"])
    assert field.formats == ("%d/%m/%Y", "%Y-%m-%d")
    day = dt.date(2023, 6, 15)
    assert {field.read(c, "start") for c in ("15/06/2023", "2023-06-15", 45092.0, day)} == {day}
    assert field.read(7.5, "start").code == "bad-day"


def test_words_go_before_formats() -> None:
    """A word of the list stands for what it stands for, whatever the format."""
    field = FieldMap(values={"Y": "是"}, format="%d.%m.%Y")
    assert field.read("Y", "approved") == "是"
    assert field.read("15.06.2023", "approved") == dt.date(2023, 6, 15)
    assert field.read("否", "approved") == "否"  # done or not, instead of the day
    other = FieldMap(values={"Y": "是"}, format="%d.%m.%Y", otherwise="否")
    assert other.read("?", "approved") == "否"
    assert other.read("15.06.2023", "approved") == dt.date(2023, 6, 15)


def test_a_cell_without_a_value_stays_so() -> None:
    """No mapping makes an error of the spreadsheet a word."""
    bad = BadCell("bad-cell", "#REF!", Text("数值", "a value"))
    for field in FieldMap(), FieldMap(values={"#REF!": "x"}, otherwise="y"), FieldMap(format="%Y"):
        assert field.read(bad, "trigger") is bad


def test_a_format_that_tells_no_day_is_refused() -> None:
    """Before any row is read; every such format is told."""
    mapping = TableMap({"start": FieldMap(format=["%d/%m", "%Y%m%d"]), "end": FieldMap(format="x")})
    with pytest.raises(TableError) as caught:
        mapping.columns(("检查日期",), WORDS, "plan.csv")
    assert caught.value.say("en") == (
        "plan.csv start: got '%d/%m', expected a format that tells year, month and day, such as "
        "%m/%d/%Y [bad-format]\n"
        "plan.csv end: got 'x', expected a format that tells year, month and day, such as "
        "%m/%d/%Y [bad-format]"
    )
    assert caught.value.say("zh").startswith(
        "plan.csv start：读到 '%d/%m'，应为写明年月日的格式，如 %m/%d/%Y [bad-format]"
    )


# --- a table ----------------------------------------------------------------


def test_known_headers_need_no_mapping() -> None:
    """An empty mapping leaves the matching of headers as it is."""
    found = TableMap().columns(("检查日期", "检查机关", "备注"), WORDS, "plan.csv")
    assert found == {"start": "检查日期", "agency": "检查机关"}


def test_a_mapped_column_wins_over_a_known_header() -> None:
    """And a column that is mapped serves no other field."""
    mapping = TableMap({"start": FieldMap("实际日期"), "end": FieldMap("检查机关")})
    found = mapping.columns(("检查日期", "实际日期", "检查机关"), WORDS, "plan.csv")
    assert found == {"start": "实际日期", "end": "检查机关"}


def test_a_mapping_settles_which_of_two_columns_is_meant() -> None:
    """Headers that differ in their notes alone are no trouble then."""
    headers = ("检查日期（计划）", "检查日期（实际）")
    mapping = TableMap({"start": FieldMap("检查日期（实际）"), "end": FieldMap("检查日期（计划）")})
    assert mapping.columns(headers, WORDS, "plan.csv") == {
        "start": "检查日期（实际）",
        "end": "检查日期（计划）",
    }


def test_a_mapped_column_is_found_across_line_breaks() -> None:
    """The header may be broken over two lines in its cell."""
    mapping = TableMap({"start": FieldMap("实际日期")})
    assert mapping.columns(("实际\n日期",), {}, "plan.csv") == {"start": "实际\n日期"}


def test_a_mapped_column_that_is_not_there() -> None:
    """The nearest header is suggested."""
    mapping = TableMap({"start": FieldMap("实际日期")})
    assert refused(mapping, "实际日起", "机关") == (
        "plan.csv start: got no column '实际日期', expected one of '实际日起', '机关' "
        "[missing-column] Hint: did you mean '实际日起'?"
    )
    assert refused(mapping, "x") == (
        "plan.csv start: got no column '实际日期', expected one of 'x' [missing-column]"
    )


def test_a_mapped_column_that_two_headers_spell() -> None:
    """Neither is taken."""
    assert refused(TableMap({"start": FieldMap("day")}), "Day", "DAY") == (
        "plan.csv start: got no column 'day', expected one of 'Day', 'DAY' "
        "[missing-column] Hint: did you mean 'DAY'?"
    )


def test_an_ambiguous_header_is_refused_with_the_file() -> None:
    """So it is without any mapping."""
    assert refused(TableMap(), "检查日期（计划）", "检查日期（实际）") == (
        "plan.csv: got the columns '检查日期（计划）', '检查日期（实际）', expected one column for "
        "'start' [ambiguous-header] Hint: name the column in a --map file, for example "
        "fields: {start: {column: 检查日期（计划）}}"
    )


# --- a batch ----------------------------------------------------------------

BATCH = Batch({"日期": ["a", "", "a"], "x": ["1", "2", "3"]}, [2, 3, 4])
MAPPING = TableMap(
    {
        "start": FieldMap("日期", values={"a": "2023-06-15"}, blank="2023-06-16"),
        "zone": FieldMap(blank="none"),
    }
)
COLUMNS = {"start": "日期", "id": "x"}


def test_a_field_of_a_batch_is_encoded_as_its_cells_say() -> None:
    """Mapped, not mapped, in no column but with a meaning for blanks, and not there at all."""

    def said(name: str) -> list[str] | None:
        column = MAPPING.encode(BATCH, COLUMNS, name)
        return column and column.decode()

    assert said("start") == ["2023-06-15", "2023-06-16", "2023-06-15"]
    assert said("id") == ["1", "2", "3"]
    assert said("zone") == ["none"] * 3
    assert said("agency") is None


def test_a_row_says_the_same_as_the_columns() -> None:
    """Row by row, what the columns say together."""
    assert MAPPING.row(BATCH, COLUMNS, 1) == {"start": "2023-06-16", "id": "2", "zone": "none"}


@given(st.lists(st.none() | st.text(max_size=2) | st.sampled_from("ab")), st.text(max_size=2))
def test_rows_and_columns_agree(cells: list[str | None], blank: str) -> None:
    """Property: the two ways of reading a batch give the same for any cells."""
    mapping = TableMap({"start": FieldMap("d", values={"a": "x"}, otherwise="y", blank=blank)})
    batch = Batch({"d": cells}, list(range(len(cells))))
    column = mapping.encode(batch, {"start": "d"}, "start")
    assert column is not None
    rows = [mapping.row(batch, {"start": "d"}, place)["start"] for place in range(len(cells))]
    assert column.decode() == rows


# --- words and days as people write them -------------------------------------


def test_words_are_compared_as_everywhere() -> None:
    """Case, width and spaces do not matter, unless the map itself tells words apart by them."""
    field = FieldMap(values={"canvass": "none", "a": "x", "A": "y"}, otherwise="complaint")
    cells = ("Canvass", " CAN VASS", "a", "A", "ａ", "b")
    assert [field.read(cell, "trigger") for cell in cells] == [
        *["none"] * 2, "x", "y", "complaint", "complaint",
    ]  # fmt: skip


def test_yes_and_no_of_typed_cells_are_words_too() -> None:
    """As a spreadsheet shows them."""
    field = FieldMap(values={"TRUE": "complaint", "false": "none"})
    assert [field.read(cell, "trigger") for cell in (True, False)] == ["complaint", "none"]


def test_all_words_may_stand_for_one_thing() -> None:
    """``otherwise`` needs no ``values``; an empty one says nothing of the field."""
    assert FieldMap(column="kind", otherwise="").read("Food", "kind") == ""


@pytest.mark.parametrize(
    "cell", [dt.date(1900, 1, 1), dt.datetime(1900, 1, 1), "01/01/1900", "1900-1-1"]
)
def test_a_day_stands_for_what_it_stands_for_however_it_is_written(
    cell: dt.date | str,
) -> None:
    """A placeholder is emptied in every kind of file by one line of the map."""
    formats = ["%m/%d/%Y", "%Y-%m-%d"]
    assert FieldMap(values={"1900-01-01": ""}, format=formats).read(cell, "start") == ""
    assert FieldMap(values={"01/01/1900": ""}, format=formats).read(cell, "start") == ""
    other = dt.date(2023, 6, 15)
    assert FieldMap(values={"1900-01-01": ""}).read(other, "start") == other
    assert FieldMap(values={"1900-01-01": ""}).read("soon", "start") == "soon"
    assert FieldMap(values={"1900-01-01": ""}).read(7, "start") == 7


@pytest.mark.parametrize(
    "cell",
    [
        dt.datetime(2023, 6, 9, 9, 30),
        dt.datetime(2023, 6, 9, 0, 0, tzinfo=dt.timezone(dt.timedelta(hours=8))),
        "2023-06-09 09:30",
        "2023-06-09T09:30:59.5",
        45086.3958,
    ],
)
def test_the_time_of_day_is_passed_over_where_the_map_says_so(cell: object) -> None:
    """So each of them is read as its day; a moment of UTC stays what it is, and is refused."""
    read = FieldMap(time="drop").read(cell, "start")
    assert read_day(read) == dt.date(2023, 6, 9)
    utc = dt.datetime(2023, 6, 9, 20, tzinfo=dt.UTC)
    assert FieldMap(time="drop").read(utc, "start") == utc
    serial = FieldMap(time="drop").read(Serial1904(43624.5), "start")
    assert (type(serial), serial) == (Serial1904, 43624.0)


def test_a_format_reads_local_moments_of_a_workbook_too() -> None:
    """A moment of a time zone is refused, with the way out."""
    field = FieldMap(format="%Y-%m-%d %H:%M")
    assert field.read(dt.datetime(2023, 6, 9, 9, 30), "start") == dt.date(2023, 6, 9)
    assert field.read(45086.3958, "start") == dt.date(2023, 6, 9)
    utc = field.read(dt.datetime(2023, 6, 9, 20, tzinfo=dt.UTC), "start").problem("start")
    assert utc.say("en") == (
        "start: got 2023-06-09 20:00+00:00, expected a local day without a time [not-a-day] "
        "Hint: give the local day; for a moment of a local time zone write time: drop in the "
        "--map file, one of UTC is first turned into local time"
    )
    assert utc.say("zh") == (
        "start：读到 2023-06-09 20:00+00:00，应为当地日期，不带时间 [not-a-day] "
        "提示：请填当地日期；带时区的时刻可在 --map 文件中写 time: drop，UTC 时刻请先换成当地时间"
    )


def test_a_table_may_have_no_column_for_a_field_whatever_its_headers() -> None:
    """An empty column takes a field from a column that is called like it by accident."""
    mapping = TableMap({"trigger": FieldMap(column="", blank="none")})
    columns = mapping.columns(("检查日期", "检查起因"), WORDS, "plan.csv")
    assert (columns, mapping.lacks("trigger"), mapping.lacks("start")) == (
        {"start": "检查日期"},
        True,
        False,
    )
    batch = Batch({"检查日期": ["2024-03-25"], "检查起因": ["Food"]}, [2])
    assert mapping.row(batch, columns, 0) == {"start": "2024-03-25", "trigger": "none"}
