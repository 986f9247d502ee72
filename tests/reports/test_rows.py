"""Rows for machines: every row of the input, in order, with its verdict or the reason."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv.inspections.schedules import check_table
from bizenv.kernel.text import Text
from bizenv.reports.rows import (
    ADDED,
    added_cells,
    added_names,
    jsonl_lines,
    unread_json,
    write_csv,
)
from bizenv.reports.words import message_of
from bizenv.tables.readers import open_table
from bizenv.testing import a_rulebook


def csv_rows(path: Path) -> list[dict[str, str]]:
    """What the csv module reads."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_jsonl(batches: Any, path: Path, lang: Any) -> None:
    """Every row as a line of a file."""
    path.write_text("".join(jsonl_lines(batches, lang)), "utf-8")


def json_rows(path: Path) -> list[dict[str, Any]]:
    """What the json module reads."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


OUTCOMES = [
    "forbidden",
    "allowed",
    "exempt",
    "undetermined",
    "unreadable",
    "blank-row",
    "unreadable",
    "forbidden",
]
CODES = [
    "in-quiet-period",
    "outside-quiet-period",
    "exempt",
    "facts-missing",
    "bad-day;unknown-term",
    "blank-row",
    "wrong-cell-count",
    "in-quiet-period",
]


# --- the added columns ------------------------------------------------------


def test_added_names_never_hide_a_column_of_the_input() -> None:
    """A name that is taken gets a prefix, twice if need be."""
    assert added_names(["a"]) == {name: name for name in ADDED}
    assert added_names(["codes"])["codes"] == "bizenv_codes"
    assert added_names(["codes", "bizenv_codes"])["codes"] == "bizenv_bizenv_codes"


def test_a_code_is_told_once_for_a_row(check: Any, book: Any) -> None:
    """Two words that nobody knows are one code, in a report as in a frame."""
    (batch,) = check("start,trigger,domain\n2024-03-15,xx,yy\n")
    (row,) = batch.rows()
    assert [problem.code for problem in row.problems] == ["unknown-term", "unknown-term"]
    assert added_cells(row, "zh")["codes"] == "unknown-term"
    frame = pl.DataFrame({"start": ["2024-03-15"], "trigger": ["xx"], "domain": ["yy"]})
    assert book.check_frame(frame)["codes"].to_list() == ["unknown-term"]


# --- CSV --------------------------------------------------------------------


def test_every_row_comes_out_as_csv(check: Any, headers: tuple[str, ...]) -> None:
    """In order, its own cells as they were, and the verdict beside them."""
    path = Path("out.csv")
    batches = check()
    write_csv(batches, headers, path, "zh")
    rows = csv_rows(path)
    assert [row["outcome"] for row in rows] == OUTCOMES
    assert [row["codes"] for row in rows] == CODES
    assert [row["序号"] for row in rows] == ["001", "002", "003", "004", "005", "", "007", "008"]
    assert [row["检查日期"] for row in rows][:4] == [
        "2024-03-15",
        "2024/3/25",
        "45366",
        "2024-03-15",
    ]
    found = [message_of(row, "zh") for batch in batches for row in batch.rows()]
    assert [row["message"] for row in rows] == found
    assert rows[0] == {
        "序号": "001",
        "检查机关": "区税务局",
        "企业名称": "甲公司",
        "检查日期": "2024-03-15",
        "结束日期": "",
        "检查领域": "税务",
        "检查起因": "无",
        "outcome": "forbidden",
        "codes": "in-quiet-period",
        "clause": "《示例办法》第一条",
        "rule": "example/quiet-days@2024-01-01",
        "next_allowed": "2024-03-23",
        "missing": "",
        "message": found[0],
        "obligations": "",
        "due": "",
    }
    assert (rows[3]["missing"], rows[3]["next_allowed"]) == ("trigger", "2024-03-23")
    assert (rows[4]["clause"], rows[4]["rule"], rows[4]["next_allowed"]) == ("", "", "")


def test_csv_begins_with_a_mark(check: Any, headers: tuple[str, ...]) -> None:
    """By it Excel knows UTF-8; lines end as the csv module ends them."""
    write_csv(check(), headers, Path("out.csv"), "zh")
    raw = Path("out.csv").read_bytes()
    assert raw.startswith("\ufeff序号,检查机关,企业名称,".encode())
    assert raw.count(b"\r\n") == 9


def test_english_messages(check: Any, headers: tuple[str, ...]) -> None:
    """The language is an argument."""
    batches = check()
    write_csv(batches, headers, Path("out.csv"), "en")
    found = [message_of(row, "en") for batch in batches for row in batch.rows()]
    assert [row["message"] for row in csv_rows(Path("out.csv"))] == found
    assert found[4].startswith("检查日期 (start): got 'soon', expected ")


def test_csv_is_what_the_csv_module_writes(check: Any) -> None:
    """Commas, quotes and line breaks in cells are quoted, before the verdict and in it."""
    cells = ["a,b", 'c"d', "e\nf", "g\rh", " i ", ""]
    text = "start,x\n" + "".join(f'2024-03-25,"{x.replace(chr(34), chr(34) * 2)}"\n' for x in cells)
    batches = check(text)
    write_csv(batches, ["start", "x"], Path("out.csv"), "en")
    expected = io.StringIO(newline="")
    writer = csv.writer(expected)
    writer.writerow(["start", "x", *ADDED])
    for batch in batches:
        for row in batch.rows():
            told = added_cells(row, "en")
            writer.writerow([*row.cells.values(), *(told[name] for name in ADDED)])
    assert Path("out.csv").read_bytes().decode("utf-8-sig") == expected.getvalue()


def test_a_table_of_one_column(check: Any) -> None:
    """A blank cell before the verdict is blank, not quoted."""
    write_csv(check('start\n2024-03-25\n""\n'), ["start"], Path("out.csv"), "zh")
    lines = Path("out.csv").read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("2024-03-25,allowed,outside-quiet-period,")
    assert lines[2].startswith(",blank-row,blank-row,,,,,")


def test_a_message_that_begins_with_a_header_is_no_formula(tmp_path: Path) -> None:
    """The header belongs to the table, so the message is made harmless as a cell is."""
    words = {"start": ["=检查日期"]}
    (tmp_path / "plan.csv").write_text("=检查日期,x\nsoon,y\n", "utf-8")
    table = open_table(tmp_path / "plan.csv", words)
    batches = list(check_table(table, a_rulebook().inspections, words))
    write_csv(batches, ("=检查日期", "x"), tmp_path / "out.csv", "en")
    assert csv_rows(tmp_path / "out.csv")[0]["message"].startswith(
        "'=检查日期 (start): got 'soon', "
    )


def test_no_cell_of_csv_is_a_formula(check: Any) -> None:
    """Neither a cell, nor a header, nor a message."""
    text = '=H,start,-1\n"=cmd|x",2024-03-15,@SUM\n+1+1,"\t=x",-3.5\n'
    batches = check(text)
    write_csv(batches, ("=H", "start", "-1"), Path("out.csv"), "zh")
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[:3] for row in rows] == [
        ["'=H", "start", "-1"],
        ["'=cmd|x", "2024-03-15", "'@SUM"],
        ["'+1+1", "'\t=x", "-3.5"],
    ]
    assert not [cell for row in rows for cell in row[3:] if cell.startswith(tuple("=+-@"))]


def test_a_broken_line_of_json_is_no_formula_in_csv(check: Any) -> None:
    """What a reader says of ``-Infinity`` begins with our own words."""
    batches = check('{"start": "2024-03-25"}\n{"start": -Infinity}\n', "plan.jsonl")
    write_csv(batches, ["start"], Path("out.csv"), "zh")
    message = csv_rows(Path("out.csv"))[1]["message"]
    assert message.startswith("读到")
    assert "-Infinity" in message


def test_cells_that_are_no_text(tmp_path: Path) -> None:
    """Days are ISO, whole numbers have no ``.0``, lists are written out."""
    path = tmp_path / "a.parquet"
    pl.DataFrame(
        {
            "start": [dt.date(2024, 3, 25)],
            "n": [12.0],
            "none": [None],
            "list": [["=a", "b"]],
            "money": [Decimal("1.50")],
        }
    ).write_parquet(path)
    batches = list(check_table(open_table(path, {}), a_rulebook().inspections, {}))
    write_csv(batches, ("start", "n", "none", "list", "money"), tmp_path / "out.csv", "zh")
    (row,) = csv_rows(tmp_path / "out.csv")
    assert (row["start"], row["n"], row["none"]) == ("2024-03-25", "12", "")
    assert (row["list"], row["money"]) == ("['=a', 'b']", "1.50")


# --- JSON Lines -------------------------------------------------------------


def test_every_row_comes_out_as_json(check: Any) -> None:
    """In order, with its place, its verdict, its problems and its own cells."""
    path = Path("out.jsonl")
    batches = check()
    write_jsonl(batches, path, "en")
    rows = json_rows(path)
    assert [row["outcome"] for row in rows] == OUTCOMES
    assert [row["codes"] for row in rows] == CODES
    assert [(row["file"], row["line"], row["row"]) for row in rows] == [
        ("plan.csv", number, number) for number in range(2, 10)
    ]
    assert rows[0]["record"] == {
        "序号": "001",
        "检查机关": "区税务局",
        "企业名称": "甲公司",
        "检查日期": "2024-03-15",
        "结束日期": "",
        "检查领域": "税务",
        "检查起因": "无",
    }
    assert (rows[0]["next_allowed"], rows[0]["missing"], rows[0]["problems"]) == (
        "2024-03-23",
        None,
        [],
    )
    assert rows[3]["missing"] == "trigger"
    assert rows[4]["problems"][0] | {"expected": "a day", "hint": None} == {
        "code": "bad-day",
        "severity": "error",
        "file": "plan.csv",
        "line": 6,
        "column": None,
        "row": 6,
        "field": "start",
        "header": "检查日期",
        "got": "'soon'",
        "expected": "a day",
        "hint": None,
    }
    assert rows[5]["problems"][0]["severity"] == "note"
    assert rows[6]["clause"] is None


def test_json_keeps_chinese_readable(check: Any) -> None:
    r"""Not ``\\u533a``."""
    write_jsonl(check(), Path("out.jsonl"), "zh")
    assert "区税务局" in Path("out.jsonl").read_text("utf-8")


def test_the_problems_of_a_row_are_told_in_one_language(check: Any) -> None:
    """That of the report."""
    (batch,) = check()
    (row,) = batch.rows([4])
    day = Text("确实存在的日期", "a day of the calendar")
    problem = evolve(row.problems[0], expected=day, hint=Text("请改写", "rewrite it"))
    row = evolve(row, problems=(problem,))
    for lang, expected, hint in (
        ("zh", "确实存在的日期", "请改写"),
        ("en", "a day of the calendar", "rewrite it"),
    ):
        (told,) = json.loads(f"{{{unread_json(row, lang)}}}")["problems"]
        assert (told["header"], told["got"]) == ("检查日期", "'soon'")
        assert (told["expected"], told["hint"]) == (expected, hint)


def strict(word: str) -> None:
    """Refuse what JSON does not know."""
    raise AssertionError(word)


def test_cells_that_json_does_not_know(tmp_path: Path) -> None:
    """Not-a-number is null, endless numbers and other things are texts, at any depth."""
    path = tmp_path / "a.parquet"
    pl.DataFrame(
        {
            "start": [dt.datetime(2024, 3, 25)],
            "nan": [float("nan")],
            "inf": [float("inf")],
            "whole": [12.0],
            "half": [0.5],
            "true": [True],
            "money": [Decimal("1.50")],
            "bytes": [b"\xff"],
            "hour": [dt.time(9, 30)],
            "list": [[float("nan"), 1.0]],
            "pair": [{"a": float("-inf"), "b": None}],
        }
    ).write_parquet(path)
    batches = list(check_table(open_table(path, {}), a_rulebook().inspections, {}))
    write_jsonl(batches, tmp_path / "out.jsonl", "zh")
    row = json.loads((tmp_path / "out.jsonl").read_text("utf-8"), parse_constant=strict)
    assert row["record"] == {
        "start": "2024-03-25T00:00:00",
        "nan": None,
        "inf": "inf",
        "whole": 12,
        "half": 0.5,
        "true": True,
        "money": "1.50",
        "bytes": "b'\\xff'",
        "hour": "09:30:00",
        "list": [None, 1],
        "pair": {"a": "-inf", "b": None},
    }


def test_a_number_too_large_for_json_to_keep(check: Any) -> None:
    """1e999 is endless for Python; it becomes a text."""
    batches = check('{"start": "2024-03-25", "n": 1e999}\n', "plan.jsonl")
    write_jsonl(batches, Path("out.jsonl"), "zh")
    assert json_rows(Path("out.jsonl"))[0]["record"]["n"] == "inf"


def test_half_a_character_is_written_as_its_escape(check: Any) -> None:
    """JSON can spell one, UTF-8 cannot."""
    batches = check('{"start": "2024-03-25", "id": "\\ud800"}\n', "plan.jsonl")
    write_csv(batches, ["start", "id"], Path("out"), "zh")
    assert "\\ud800" in Path("out").read_text("utf-8")


# --- properties -------------------------------------------------------------

CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=10))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_row_is_lost_whatever_its_cells_say(check: Any, cells: list[tuple[str, str]]) -> None:
    """Property: as many rows as went in, in order, whichever format; JSON gives back the cells."""
    lines = [json.dumps({"start": start, "x": x}) for start, x in cells]
    batches = check("\n".join(lines), "plan.jsonl")
    write_csv(batches, ["start", "x"], Path("out.csv"), "zh")
    write_jsonl(batches, Path("out.jsonl"), "zh")
    with Path("out.jsonl").open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    assert [(row["record"]["start"], row["record"]["x"]) for row in records] == cells
    rows = csv_rows(Path("out.csv"))
    assert [row["outcome"] for row in rows] == [record["outcome"] for record in records]
    assert [row["x"].removeprefix("'") for row in rows] == [x.removeprefix("'") for _, x in cells]
