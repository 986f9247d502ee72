"""A schedule, checked: every row that goes in comes out, with a verdict or with the reason."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv.inspections import cell_facts
from bizenv.inspections.records import read_field
from bizenv.inspections.schedules import (
    BLANK,
    UNREADABLE,
    CheckedBatch,
    CheckedRow,
    Tally,
    check_table,
)
from bizenv.kernel.errors import RecordError, TableError
from bizenv.kernel.place import Place
from bizenv.tables import batches
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.tables.readers import open_table
from bizenv.testing import a_rulebook

BOOK = a_rulebook()  # days 1 to 22 are quiet, complaints are exempt, from 2024 on
WORDS = {"start": ["检查日期"], "end": ["结束日期"], "agency": ["检查机关"], "trigger": ["起因"]}
PLAN = """\
id,检查机关,enterprise,检查日期,结束日期,domain,起因
1,区税务局,甲,2024-03-15,,税务,无
2,区税务局,甲,2024-03-25,,税务,无
3,区应急局,乙,2024-03-15,,税务,投诉举报
4,区应急局 ,乙,2024-03-15,,税务,
5,,,soon,,xx,
,,—,,,,
7,区税务局,丙
8,区税务局,丁,2024-03-21,2024-03-24,税务,无
"""


def checked(
    folder: Path, text: str, mapping: TableMap | None = None, name: str = "plan.csv"
) -> Iterator[CheckedBatch]:
    """The batches of a schedule that is written in a file."""
    path = folder / name
    path.write_text(text, "utf-8")
    return check_table(open_table(path, WORDS), BOOK.inspections, WORDS, mapping)


def rows_of(folder: Path, text: str, mapping: TableMap | None = None) -> list[CheckedRow]:
    """Every row of a schedule."""
    return [row for batch in checked(folder, text, mapping) for row in batch.rows()]


# --- rows -------------------------------------------------------------------


def test_every_row_comes_out_in_order_with_its_status(tmp_path: Path) -> None:
    """Lawful or not, undetermined, unreadable, blank and torn rows."""
    assert [(row.place.row, row.status) for row in rows_of(tmp_path, PLAN)] == [
        (2, "forbidden"),
        (3, "allowed"),
        (4, "exempt"),
        (5, "undetermined"),
        (6, UNREADABLE),
        (7, BLANK),
        (8, UNREADABLE),
        (9, "forbidden"),
    ]


def test_a_row_with_a_verdict_shows_what_was_told(tmp_path: Path) -> None:
    """Place, cells, fields, findings, the next allowed day, and no problem."""
    row = rows_of(tmp_path, PLAN)[0]
    assert row.place == Place(str(tmp_path / "plan.csv"), 2, row=2)
    assert row.cells["检查机关"] == "区税务局"
    assert row.fields["agency"] == "区税务局"
    assert row.opinion is not None
    assert (row.opinion.codes, row.opinion.clause) == (("in-quiet-period",), "《示例办法》第一条")
    assert (row.next_allowed, row.problems) == (dt.date(2024, 3, 23), ())


def test_a_visit_of_several_days_is_judged_by_all_of_them(tmp_path: Path) -> None:
    """The 21st and 22nd are quiet, so four days from the 21st on must wait for the 23rd."""
    row = rows_of(tmp_path, PLAN)[7]
    assert (row.status, row.next_allowed) == ("forbidden", dt.date(2024, 3, 23))


def test_a_row_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    """Every problem, each with the row and the field."""
    row = rows_of(tmp_path, PLAN)[4]
    file = str(tmp_path / "plan.csv")
    assert (row.opinion, row.next_allowed) == (None, None)
    assert [str(problem) for problem in row.problems] == [
        f"{file}:6 row 6 检查日期 (start): got 'soon', expected a day such as 2023-06-15, "
        "2023/6/15, 2023年6月15日 or 20230615 [bad-day]",
        f"{file}:6 row 6 domain: got 'xx', expected a known domain [unknown-term]",
    ]
    assert row.problems[0].place == Place(file, 6, row=6, field="start", header="检查日期")
    assert row.problems[0].say("zh") == (
        f"{file}:6 第 6 行 检查日期 (start)：读到 'soon'，应为确实存在的日期，"
        "如 2023-06-15、2023/6/15、2023年6月15日、20230615 [bad-day]"
    )


def test_a_blank_row_is_told_apart(tmp_path: Path) -> None:
    """It is no error, and it is not left out."""
    row = rows_of(tmp_path, PLAN)[5]
    place = Place(str(tmp_path / "plan.csv"), 7, row=7)
    (problem,) = row.problems
    assert (problem.code, problem.place, problem.severity) == (BLANK, place, "note")
    assert problem.words("en") == "got a row without words, expected an inspection"
    assert problem.words("zh") == "读到空行，应为一次检查"


def test_a_torn_row_is_unreadable_even_where_its_words_would_do(tmp_path: Path) -> None:
    """A cell too many may have moved all others."""
    (row,) = rows_of(tmp_path, "检查日期,起因\n2024-03-25,无,x\n")
    place = Place(str(tmp_path / "plan.csv"), 2, row=2)
    assert row.status == UNREADABLE
    (problem,) = row.problems
    assert (problem.code, problem.place) == ("wrong-cell-count", place)
    assert problem.words("zh") == "读到 3 个单元格，应为 2 个单元格"


def test_a_torn_row_without_words_is_unreadable(tmp_path: Path) -> None:
    """A line of broken JSON is no blank row."""
    batch = next(checked(tmp_path, '{"start": "2024-03-25"}\n{"start"\n{}\n', name="plan.jsonl"))
    assert batch.statuses == ["allowed", UNREADABLE, BLANK]
    assert [batch.place(place).line for place in range(3)] == [1, 2, 3]


def test_a_place_without_lines_is_a_row(tmp_path: Path) -> None:
    """Parquet has no lines."""
    import polars as pl

    path = tmp_path / "plan.parquet"
    pl.DataFrame({"start": [dt.date(2024, 3, 25)]}).write_parquet(path)
    (batch,) = check_table(open_table(path, WORDS), BOOK.inspections, WORDS)
    assert batch.place(0) == Place(str(path), row=2)
    assert batch.statuses == ["allowed"]


def test_rows_at_some_positions(tmp_path: Path) -> None:
    """Reports ask for the rows they show."""
    (batch,) = checked(tmp_path, PLAN)
    assert batch.positions({"forbidden"}) == [0, 7]
    assert [row.fields["id"] for row in batch.rows([7, 0])] == ["8", "1"]
    assert len(batch) == 8


def test_the_words_of_a_row(tmp_path: Path) -> None:
    """The first of some fields that says anything."""
    row = rows_of(tmp_path, PLAN)[3]
    assert row.words("agency") == "区应急局"
    assert row.words("trigger", "zone", "domain") == "税务"
    assert row.words("trigger", "zone") is None


def test_batches_follow_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However a file is cut, the rows are the same."""
    whole = [(row.place.row, row.status, row.next_allowed) for row in rows_of(tmp_path, PLAN)]
    monkeypatch.setattr(batches, "BATCH_ROWS", 3)
    cut = [(row.place.row, row.status, row.next_allowed) for row in rows_of(tmp_path, PLAN)]
    assert cut == whole


# --- columns ----------------------------------------------------------------


def test_a_schedule_without_days_is_refused(tmp_path: Path) -> None:
    """The message has the file, the columns and the words that would do."""
    with pytest.raises(TableError) as caught:
        rows_of(tmp_path, "检查日起,x\n")
    assert str(caught.value) == (
        f"{tmp_path / 'plan.csv'}: got the columns '检查日起', 'x', expected a column for 'start': "
        "start, 检查日期 [missing-column] "
        "Hint: is it the column '检查日起'? Then name the column in a --map file, for example "
        "start: {column: 检查日起}"
    )


def test_a_format_for_days_does_not_make_up_for_their_column(tmp_path: Path) -> None:
    """A mapping that names no column leaves it missing."""
    mapping = TableMap({"start": FieldMap(format="%m/%d/%Y")})
    with pytest.raises(TableError, match="missing-column"):
        rows_of(tmp_path, "x\n1\n", mapping)


def test_all_rows_may_have_one_day(tmp_path: Path) -> None:
    """Said once, for the blank cells of a column that is not there."""
    mapping = TableMap({"start": FieldMap(blank="2024-03-25")})
    (row,) = rows_of(tmp_path, "agency\n区税务局\n", mapping)
    assert (row.status, row.fields["start"]) == ("allowed", "2024-03-25")


def test_a_mapping_changes_what_cells_say(tmp_path: Path) -> None:
    """Columns, words, blanks and formats."""
    mapping = TableMap(
        {
            "start": FieldMap("日", format="%d/%m/%Y"),
            "trigger": FieldMap("因", values={"T": "投诉举报"}, blank="none"),
            "domain": FieldMap(blank="税务"),
        }
    )
    rows = rows_of(tmp_path, "日,因\n15/03/2024,T\n15/03/2024,\n03/15/2024,\n", mapping)
    assert [row.status for row in rows] == ["exempt", "forbidden", UNREADABLE]
    assert [problem.got for problem in rows[2].problems] == ["'03/15/2024'"]


def test_circumstances_are_fields(tmp_path: Path) -> None:
    """A circumstance of the vocabulary may have a column; what it cannot hold is told."""
    (row,) = rows_of(tmp_path, "start,serious\n2024-03-25,大概\n")
    assert [(p.code, p.place.field) for p in row.problems] == [("bad-yes-no", "serious")]


def test_two_columns_for_the_day_are_refused(tmp_path: Path) -> None:
    """Unless the field's own name is among them, or a map says which is meant."""
    words = {"start": ["开始日期", "检查日期"]}
    path = tmp_path / "plan.csv"
    path.write_text("开始日期,检查日期\n2024-03-25,2024-03-15\n", "utf-8")
    table = open_table(path, words)
    with pytest.raises(TableError) as caught:
        next(check_table(table, BOOK.inspections, words))
    assert caught.value.say("zh") == (
        f"{path}：读到这些列：'开始日期'、'检查日期'，应为只有一列是 start [ambiguous-header] "
        "提示：可用 --map 文件指明列名，如 fields: {start: {column: 开始日期}}"
    )
    mapping = TableMap({"start": FieldMap("开始日期")})
    (batch,) = check_table(table, BOOK.inspections, words, mapping)
    assert batch.statuses == ["allowed"]


def test_two_columns_for_a_name_are_no_trouble(tmp_path: Path) -> None:
    """Of 序号 and 编号 the first in the list of words is the id."""
    words = {**WORDS, "id": ["序号", "编号"]}
    path = tmp_path / "plan.csv"
    path.write_text("编号,序号,检查日期\nA,1,2024-03-25\n", "utf-8")
    (batch,) = check_table(open_table(path, words), BOOK.inspections, words)
    assert batch.columns["id"] == "序号"


def workbook_rows(folder: Path, *rows: list[Any]) -> list[CheckedRow]:
    """The rows of a workbook that openpyxl writes."""
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    path = folder / "plan.xlsx"
    book.save(path)
    batches = check_table(open_table(path, WORDS), BOOK.inspections, WORDS)
    return [row for batch in batches for row in batch.rows()]


def test_errors_of_a_workbook_make_a_row_unreadable(tmp_path: Path) -> None:
    """In a fact that is judged, and in a name that is not; a row of nothing else is not blank."""
    rows = workbook_rows(
        tmp_path,
        ["检查机关", "检查日期", "起因", "备注"],
        ["区税务局", "2024-03-25", "无", "#REF!"],
        ["#REF!", "2024-03-25", "无", None],
        ["区税务局", "=A1", "无", None],
        [None, "#N/A", None, None],
        ["区税务局", "2024-03-15", "投诉举报", None],
    )
    assert [row.status for row in rows] == [
        "allowed",
        UNREADABLE,
        UNREADABLE,
        UNREADABLE,
        "exempt",
    ]
    file = tmp_path / "plan.xlsx"
    assert [problem.say("zh") for row in rows for problem in row.problems] == [
        f"{file} 第 3 行 检查机关 (agency)：读到 #REF!，应为一个值 [bad-cell] "
        "提示：请在 Excel 或 WPS 中改正公式，重新计算并保存",
        f"{file} 第 4 行 检查日期 (start)：读到没有算出结果的公式 =A1，应为一个值 [bad-cell] "
        "提示：请在 Excel 或 WPS 中改正公式，重新计算并保存",
        f"{file} 第 5 行 检查日期 (start)：读到 #N/A，应为一个值 [bad-cell] "
        "提示：请在 Excel 或 WPS 中改正公式，重新计算并保存",
    ]


def test_an_id_that_lost_digits_makes_a_row_unreadable(tmp_path: Path) -> None:
    """A smaller number is an id without a point."""
    rows = workbook_rows(
        tmp_path,
        ["id", "检查日期", "enterprise"],
        [7, "2024-03-25", 913303000000000012],
        [8.0, "2024-03-25", 913303000000012],
    )
    assert [row.status for row in rows] == [UNREADABLE, "allowed"]
    assert [problem.code for problem in rows[0].problems] == ["lost-digits"]
    assert (rows[1].words("id"), rows[1].words("enterprise")) == ("8", "913303000000012")


@pytest.mark.parametrize("column", ["filed", "noticed", "approved"])
def test_what_was_done_is_read_in_every_row(tmp_path: Path, column: str) -> None:
    """A cell that cannot be read is told, in bulk as alone, though no judgement hangs on it."""
    rows = rows_of(tmp_path, f"start,{column}\n2024-03-25,大概\n2024-03-25,是\n2024-03-25,\n")
    assert [row.status for row in rows] == [UNREADABLE, "allowed", "allowed"]
    assert [problem.code for problem in rows[0].problems] == ["bad-day"]


# --- the whole table --------------------------------------------------------


def notes_of(folder: Path, text: str, name: str = "plan.csv") -> tuple[str, ...]:
    """What a tally tells of a whole table, in Chinese."""
    tally = Tally()
    for batch in checked(folder, text, name=name):
        tally.add(batch)
    return tuple(note.zh for note in tally.notes)


def test_a_header_alone_is_told(tmp_path: Path) -> None:
    """Nothing was checked, and nobody should think that all is well."""
    for name, text in ("plan.csv", "检查日期,起因\n"), ("plan.tsv", "检查日期\t起因"):
        assert notes_of(tmp_path, text, name) == ("表头下面没有数据行，没有检查可以判断。",)
    (batch,) = checked(tmp_path, "检查日期,起因\n")
    assert (len(batch), batch.statuses, list(batch.rows())) == (0, [], [])
    assert batch.notes[0].en == "There is no row below the header: nothing was checked."


def test_rows_above_the_header_are_told(tmp_path: Path) -> None:
    """They are not read as visits."""
    text = "2024年计划,\n检查机关,税务局\n检查日期,起因\n2024-03-25,无\n"
    assert notes_of(tmp_path, text) == ("表头取自第 3 行，它上面的 2 行没有当作检查。",)
    (batch,) = checked(tmp_path, text)
    assert batch.notes[0].en == ("The header is in row 3; what stands above it is no visit.")


def test_a_plain_table_has_no_notes(tmp_path: Path) -> None:
    """There is nothing to tell."""
    assert notes_of(tmp_path, PLAN) == ()


def test_the_columns_that_are_read_and_not_are_told(tmp_path: Path) -> None:
    """Loudly where one that is not read may be the end of every visit."""
    text = "start,until when\n2024-03-25,2024-04-02\n"
    (batch,) = checked(tmp_path, text)
    assert [note.en for note in batch.notes] == [
        "Mind: the column 'until when' is not read, and every visit is taken for one of a single "
        "day. If it is the last day, write end: {column: until when} in a --map file; if there is "
        'none, end: {column: ""}.',
        "Columns read: start → start; not read: 'until when'.",
    ]
    assert [note.zh for note in batch.notes] == [
        "注意：没有读 'until when' 列，每次检查都按一天判断。它若是结束日期，请在 --map 文件中写 "
        'end: {column: until when}；若没有结束日期，请写 end: {column: ""}。',
        "读了这些列：start → start；没有读：'until when'。",
    ]
    for quiet in "start,n\n2024-03-25,20240402\n", "start,n\n2024-03-25,soon\n":
        (batch,) = checked(tmp_path, quiet)
        assert [note.en for note in batch.notes] == ["Columns read: start → start; not read: 'n'."]
    one = TableMap({"end": FieldMap(column="")})
    (batch,) = checked(tmp_path, text, one)
    assert [note.en for note in batch.notes] == [
        "Columns read: start → start; not read: 'until when'."
    ]


def test_a_missing_column_is_told_with_the_row_of_the_header(tmp_path: Path) -> None:
    """So that one sees which row was taken for it."""
    with pytest.raises(TableError) as caught:
        rows_of(tmp_path, "计划,,\n检查机关,起因,domain\n")
    assert caught.value.say("zh").startswith(f"{tmp_path / 'plan.csv'} 第 2 行：读到这些列：")


# --- counting ---------------------------------------------------------------


def test_a_tally_counts_a_row_once_for_each_code(tmp_path: Path) -> None:
    """Two unknown words in one row are one row with an unknown word; a blank row is no problem."""
    tally = Tally()
    text = "start,domain,trigger\n2024-03-15,xx,yy\n2024-03-15,xx,无\n,,\n"
    for batch in checked(tmp_path, text):
        tally.add(batch)
    assert tally.problems == Counter({"unknown-term": 2})


def test_a_wrong_word_is_looked_up_once_in_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many rows and batches have it, and however often the rows are asked for."""
    asked = []

    def counted(field: str, cell: object, *rest: Any, hints: bool = True) -> Any:
        asked.append((field, cell, hints))
        return read_field(field, cell, *rest, hints=hints)

    monkeypatch.setattr(batches, "BATCH_ROWS", 3)
    monkeypatch.setattr(cell_facts, "read_field", counted)
    hints = set()
    for batch in checked(tmp_path, "start,domain\n" + "2024-03-15,taxx\n" * 10):
        for _ in range(2):
            hints |= {row.problems[0].words("en") for row in batch.rows()}
    assert hints == {"got 'taxx', expected a known domain (did you mean 'tax'?)"}
    assert sorted(asked) == [
        ("domain", "taxx", False),
        ("domain", "taxx", True),
        ("start", "2024-03-15", False),
    ]


def test_a_tally_counts_rows_agencies_codes_and_problems(tmp_path: Path) -> None:
    """Blank rows belong to no agency; an agency with spaces is the same agency."""
    tally = Tally()
    for batch in checked(tmp_path, PLAN):
        tally.add(batch)
    assert tally.rows == 8
    assert tally.statuses == Counter(
        {
            "forbidden": 2,
            "allowed": 1,
            "exempt": 1,
            "undetermined": 1,
            UNREADABLE: 2,
            BLANK: 1,
        }
    )
    assert tally.agencies == Counter(
        {
            ("区税务局", "forbidden"): 2,
            ("区税务局", "allowed"): 1,
            ("区税务局", UNREADABLE): 1,
            ("区应急局", "exempt"): 1,
            ("区应急局", "undetermined"): 1,
            ("", UNREADABLE): 1,
        }
    )
    assert tally.codes == Counter(
        {"in-quiet-period": 2, "outside-quiet-period": 1, "exempt": 1, "facts-missing": 1}
    )
    assert tally.missing == Counter({"trigger": 1})
    assert tally.problems == Counter({"bad-day": 1, "unknown-term": 1, "wrong-cell-count": 1})
    assert tally.count("forbidden", "exempt", "needs-review") == 3


def test_a_tally_without_agencies(tmp_path: Path) -> None:
    """Where no column names the agency, rows are counted without."""
    tally = Tally()
    for batch in checked(tmp_path, "start\n2024-03-25\n2024-03-26\n"):
        tally.add(batch)
    assert tally.agencies == Counter({("", "allowed"): 2})


def test_a_torn_row_adds_nothing_to_the_codes(tmp_path: Path) -> None:
    """Its words are not judged."""
    tally = Tally()
    for batch in checked(tmp_path, "start\n2024-03-25,x\n"):
        tally.add(batch)
    assert (tally.codes, tally.problems) == (Counter(), Counter({"wrong-cell-count": 1}))


# --- properties -------------------------------------------------------------

CELLS = {
    "id": st.text("01", max_size=2),
    "agency": st.sampled_from(["", "甲", " 甲", "乙"]),
    "start": st.sampled_from(["", "2024-03-15", "2024/3/25", "45370", "soon", "9999-12-31", "无"]),
    "end": st.sampled_from(["", "", "", "2024-03-26", "2023-01-01", "x", "9999-12-31"]),
    "domain": st.sampled_from(["", "税务", "无", "税务、无", "xx", "、", "安全生产"]),
    "trigger": st.sampled_from(["", "投诉举报", "无", "双随机、一公开"]),
    "serious": st.sampled_from(["", "", "是", "?"]),
    "filed": st.sampled_from(["", "", "是", "2024-03-01", "x"]),
}
ROWS = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=12)


def alone(row: dict[str, str]) -> tuple[Any, ...]:
    """What the scalar check says of one row."""
    try:
        verdict = BOOK.check(BOOK.inspection(row))
    except RecordError as error:
        blank = not any(cell for cell in row.values())
        return (BLANK if blank else UNREADABLE), {problem.code for problem in error.problems}
    return verdict.outcome.value, verdict.codes, verdict.clause, verdict.next_allowed


def together(row: CheckedRow) -> tuple[Any, ...]:
    """What the check of the schedule says of the same row."""
    if row.opinion is None:
        codes = {"missing-day"} if row.status == BLANK else {p.code for p in row.problems}
        return row.status, codes
    return row.status, row.opinion.codes, row.opinion.clause, row.next_allowed


@given(ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_row_in_a_schedule_is_judged_as_it_is_alone(
    tmp_path: Path, rows: list[dict[str, str]]
) -> None:
    """Property: the status, codes, clause and day of every row are those of the scalar check."""
    path = tmp_path / "plan.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(CELLS))
        writer.writeheader()
        writer.writerows(rows)
    batches = list(check_table(open_table(path, WORDS), BOOK.inspections, WORDS))
    found = [together(row) for batch in batches for row in batch.rows()]
    assert found == [alone(row) for row in rows]
    statuses = [status for batch in batches for status in batch.statuses]
    assert statuses == [row[0] for row in found]


def test_a_foreign_column_is_told_once(tmp_path: Path) -> None:
    """With both ways out; once its words are mapped, nothing is told."""
    path = tmp_path / "plan.csv"
    path.write_text("start,kind\n2023-06-15,Fire\n2023-06-16,Food\n", "utf-8")
    rules = a_rulebook().inspections

    def notes(mapping: TableMap) -> list[str]:
        (checked,) = check_table(open_table(path, {}), rules, {}, mapping)
        return [note.say("en") for note in checked.notes]

    (told,) = notes(TableMap())
    assert told.startswith("Mind: no word of the column 'kind' is known")
    assert notes(TableMap({"kind": FieldMap(values={"fire": "routine"})})) == []
