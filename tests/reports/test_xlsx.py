"""A workbook for people: every row, coloured by its outcome, and nothing that runs."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv.inspections.schedules import check_table
from bizenv.kernel.errors import UsageError
from bizenv.reports import workbooks
from bizenv.reports.words import message_of
from bizenv.reports.xlsx import write_xlsx
from bizenv.tables.readers import open_table
from bizenv.testing import a_rulebook

OUT = Path("out.xlsx")


def sheet_of(path: Path) -> Any:
    """The sheet, read by openpyxl."""
    (sheet,) = openpyxl.load_workbook(path).worksheets
    return sheet


def values(path: Path) -> list[list[Any]]:
    """Every cell of the sheet."""
    return [[cell.value for cell in row] for row in sheet_of(path).iter_rows()]


def test_every_row_comes_out(check: Any, headers: tuple[str, ...]) -> None:
    """In order, its own cells first, then the verdict in words."""
    batches = check()
    write_xlsx(batches, headers, OUT, "zh")
    head, *rows = values(OUT)
    added = [
        "结论",
        "代码",
        "依据",
        "规则",
        "最近的可检查日",
        "尚缺的事实",
        "说明",
        "应办事项",
        "最早期限",
    ]
    assert head == [*headers, *added]
    assert [row[0] for row in rows] == ["001", "002", "003", "004", "005", None, "007", "008"]
    assert [row[7] for row in rows] == [
        "不得检查",
        "可以检查",
        "例外可查",
        "无法判定",
        "无法读取",
        "空行",
        "无法读取",
        "不得检查",
    ]
    assert rows[0][8:13] == [
        "in-quiet-period",
        "《示例办法》第一条",
        "example/quiet-days@2024-01-01",
        dt.datetime(2024, 3, 23),
        None,
    ]
    assert rows[3][12] == "检查起因"
    found = [message_of(row, "zh") for batch in batches for row in batch.rows()]
    assert [row[13] for row in rows] == found


def test_in_english(check: Any, headers: tuple[str, ...]) -> None:
    """Headers, outcomes, facts and the name of the sheet."""
    write_xlsx(check(), headers, OUT, "en")
    sheet = sheet_of(OUT)
    rows = values(OUT)
    assert sheet.title == "checked"
    assert rows[0][7:] == [
        "outcome",
        "codes",
        "clause",
        "rule",
        "next allowed day",
        "missing facts",
        "why",
        "to be done",
        "earliest due day",
    ]
    assert (rows[1][7], rows[4][12]) == ("forbidden", "trigger")


def test_rows_are_coloured_by_their_weight(check: Any, headers: tuple[str, ...]) -> None:
    """Errors red, warnings yellow, blank rows grey, lawful rows white."""
    write_xlsx(check(), headers, OUT, "zh")
    sheet = sheet_of(OUT)
    colours = [sheet.cell(row, 1).fill.fgColor.rgb for row in range(2, 10)]
    red, white, yellow, grey = "FFF8CBAD", "FFFFFFFF", "FFFFE699", "FFEDEDED"
    assert colours == [red, white, white, yellow, red, grey, red, red]
    assert sheet.cell(2, 12).number_format == "yyyy-mm-dd"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:P9")


def test_nothing_in_it_runs(check: Any) -> None:
    """Formulas and addresses are texts, in cells and in headers."""
    texts = ["=1+1", '=HYPERLINK("http://evil")', "http://evil", "@SUM(A1)", "-1", "{=1}", "=cmd|x"]
    lines = "".join(json.dumps({"start": "2024-03-15", "=H": text}) + "\n" for text in texts)
    write_xlsx(check(lines, "plan.jsonl"), ["start", "=H"], OUT, "zh")
    sheet = sheet_of(OUT)
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert [cell for cell in cells if cell.hyperlink] == []
    assert [sheet.cell(row, 2).value for row in range(1, 9)] == ["=H", *texts]
    assert {sheet.cell(row, 2).data_type for row in range(1, 9)} == {"s"}


def checked_frame(path: Path, frame: pl.DataFrame) -> list[Any]:
    """A data frame, checked by way of a Parquet file."""
    frame.write_parquet(path)
    return list(check_table(open_table(path, {}), a_rulebook().inspections, {}))


def test_cells_keep_their_types_where_excel_has_them(tmp_path: Path) -> None:
    """What Excel cannot hold is a text: old days, time zones, not-a-number, long numbers."""
    moment = dt.datetime(2024, 3, 25, 9, 30)
    frame = pl.DataFrame(
        {
            "start": [dt.date(2024, 3, 25)],
            "moment": [moment],
            "zone": [moment.replace(tzinfo=dt.UTC)],
            "old": [dt.date(1899, 12, 31)],
            "new": [dt.date(1900, 3, 1)],
            "number": [1.5],
            "code": [913608030000012345],
            "least": [999_999_999_999_999],
            "beyond": [1_000_000_000_000_000],
            "below": [-999_999_999_999_999],
            "far below": [-1_000_000_000_000_000],
            "sixteen digits": [1e15],
            "nan": [float("nan")],
            "inf": [float("inf")],
            "true": [True],
            "hour": [dt.time(9, 30)],
            "none": [None],
            "empty": [""],
        }
    )
    out = tmp_path / "out.xlsx"
    write_xlsx(checked_frame(tmp_path / "a.parquet", frame), frame.columns, out, "zh")
    row = dict(zip(frame.columns, values(out)[1], strict=False))
    assert row == {
        "start": dt.datetime(2024, 3, 25),
        "moment": moment,
        "zone": "2024-03-25 09:30:00+00:00",
        "old": "1899-12-31",
        "new": dt.datetime(1900, 3, 1),
        "number": 1.5,
        "code": "913608030000012345",
        "least": 999_999_999_999_999,
        "beyond": "1000000000000000",
        "below": -999_999_999_999_999,
        "far below": "-1000000000000000",
        "sixteen digits": "1000000000000000.0",
        "nan": "nan",
        "inf": "inf",
        "true": "True",
        "hour": "09:30:00",
        "none": None,
        "empty": None,
    }


def test_a_text_that_is_too_long_is_cut_and_shows_it(check: Any) -> None:
    """A cell of Excel holds 32,767 characters."""
    fits, long = "字" * 32_767, "字" * 32_768
    lines = "".join(json.dumps({"start": "2024-03-15", "x": x}) + "\n" for x in (fits, long))
    write_xlsx(check(lines, "plan.jsonl"), ["start", "x"], OUT, "zh")
    assert [row[1] for row in values(OUT)[1:]] == [fits, "字" * 32_766 + "…"]


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_xml_forbids_are_replaced(check: Any, char: str) -> None:
    """The workbook can be opened, in cells and in headers."""
    name = f"h{char}"
    line = json.dumps({"start": "2024-03-15", name: f"a{char}b"})
    write_xlsx(check(line, "plan.jsonl"), ["start", name], OUT, "zh")
    assert [row[1] for row in values(OUT)] == ["h\ufffd", "a\ufffdb"]


def test_more_rows_than_a_sheet_has(
    check: Any, headers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are refused, never left out."""
    monkeypatch.setattr(workbooks, "_MOST_ROWS", 8)
    write_xlsx(check(), headers, OUT, "zh")
    monkeypatch.setattr(workbooks, "_MOST_ROWS", 7)
    with pytest.raises(UsageError) as caught:
        write_xlsx(check(), headers, OUT, "zh")
    assert str(caught.value) == "more than 7 rows: write CSV or JSON Lines"
    assert caught.value.say("zh") == "超过 7 行，一个工作表放不下：请写 CSV 或 JSON Lines"


def test_a_sheet_has_so_many_rows() -> None:
    """1,048,576 with the header."""
    assert workbooks._MOST_ROWS == 1_048_576 - 1


def test_a_missing_library_is_named(
    check: Any, headers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The advice says what to install."""
    batches = check()
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError) as caught:
        write_xlsx(batches, headers, OUT, "zh")
    assert str(caught.value) == (
        'XLSX needs the library xlsxwriter: python -m pip install "bizenv[cli]"'
    )
    assert caught.value.say("zh") == (
        '写 XLSX 需要组件 xlsxwriter：python -m pip install "bizenv[cli]"'
    )


def test_a_report_can_be_checked_again(check: Any) -> None:
    """A column that has the name of an added one keeps it; the added one gets a prefix."""
    write_xlsx(check("start,结论\n2024-03-25,x\n"), ["start", "结论"], OUT, "zh")
    assert values(OUT)[0][:4] == ["start", "结论", "bizenv_结论", "代码"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5), max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_texts_come_back_as_they_were(check: Any, texts: list[str]) -> None:
    """Property: openpyxl reads every text that was written, and as many rows."""
    lines = "".join(json.dumps({"start": "2024-03-15", "x": text}) + "\n" for text in texts)
    last = '{"start": "2024-03-15", "x": "end"}'
    write_xlsx(check(lines + last, "plan.jsonl"), ["x"], OUT, "zh")
    found = [row[0] or "" for row in values(OUT)[1:]]
    allowed = [text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for text in texts]
    assert found == [*allowed, "end"]
