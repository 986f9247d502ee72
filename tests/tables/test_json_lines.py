"""JSON Lines: one record a line; a broken line is torn, the others are read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv.kernel.place import Place

Helper = Callable[..., Any]
shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=8)
)


def named(rows: list[list[str]]) -> list[str]:
    """Headers for rows of cells."""
    return ["start", "x", "y", "z"][: len(rows[0])]


def test_keys_that_appear_later_are_columns(
    tmp_path: Path, write: Helper, read: Helper, places: Helper, opened: Helper
) -> None:
    """Headers are the keys of all lines, in the order of their first appearance."""
    path = write(tmp_path, "a.jsonl", '{"start": "1"}\n\n{"x": [2], "start": null}\n')
    assert opened(path).headers == ("start", "x")
    assert read(path) == [{"start": "1", "x": None}, {"start": None, "x": [2]}]
    assert places(path) == ([1, 3], [1, 3], {})


def test_a_mark_before_json_is_no_problem(tmp_path: Path, write: Helper, read: Helper) -> None:
    """Windows programs write one."""
    path = write(tmp_path, "a.ndjson", '{"检查日期": "2023-06-15"}\n', "utf-8-sig")
    assert read(path) == [{"检查日期": "2023-06-15"}]


@pytest.mark.parametrize(
    ("line", "got"),
    [
        ("{", "Expecting property name enclosed in double quotes at character 3"),
        ("[1]", "an array"),
        ("1", "a number"),
        ("null", "null"),
        ('{"x": NaN}', "the word NaN, which is no JSON value"),
        ('{"x": -Infinity}', "the word -Infinity, which is no JSON value"),
        ('{"x": 1, "y": 2, "x": 3}', "the key 'x' twice"),
        ("[" * 100_000, None),
        ('{"x": ' + "1" * 5_000 + "}", None),
    ],
    ids=range(9),
)
def test_a_broken_line_is_torn(
    tmp_path: Path, line: str, got: str | None, write: Helper, read: Helper, places: Helper
) -> None:
    """It comes out with the reason, and the lines around it are whole."""
    path = write(tmp_path, "a.jsonl", f'{{"start": "1"}}\n{line}\n{{"start": "2"}}\n')
    rows, _, torn = places(path)
    assert rows == [1, 2, 3]
    told = torn[1].to_dict("en")
    assert [told["code"], told["expected"]] == ["bad-json", "a JSON object"]
    assert torn[1].place == Place(str(path), 2, row=2)
    assert got in (None, told["got"])
    assert [row["start"] for row in read(path)] == ["1", None, "2"]


@pytest.mark.parametrize("text", ["", "\n \n", "{}\n", "2\n[1]\n"])
def test_json_without_any_record(tmp_path: Path, text: str, write: Helper, refusal: Helper) -> None:
    """No keys, no table."""
    assert refusal(write(tmp_path, "a.jsonl", text)) == (
        "a.jsonl: got no records, expected one JSON object a line [empty-table]"
    )


@pytest.mark.parametrize("text", ['[{"start": "1"}]', '[\n{"start": "1"},\n{"start": "2"},\n]'])
def test_an_array_is_told_as_one(tmp_path: Path, text: str, write: Helper, refusal: Helper) -> None:
    """One array of objects, on one line or on several, is no JSON Lines."""
    assert refusal(write(tmp_path, "a.jsonl", text)) == (
        "a.jsonl: got no records, expected one JSON object a line [empty-table] "
        "Hint: write one object a line, without the [ ] around them"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[1]", "got an array, expected a JSON object"),
        ("[", "got Expecting value at character 3, expected a JSON object"),
    ],
)
def test_a_line_that_begins_an_array(
    tmp_path: Path, line: str, words: str, write: Helper, places: Helper
) -> None:
    """The row is told with the advice to write one object a line."""
    path = write(tmp_path, "a.jsonl", f'{{"start": "1"}}\n{line}\n')
    assert places(path)[2][1].words("en") == (
        f"{words} (write one object a line, without the [ ] around them)"
    )


def test_json_in_another_encoding(tmp_path: Path, write: Helper, refusal: Helper) -> None:
    """JSON is UTF-8."""
    assert refusal(write(tmp_path, "a.jsonl", '{"检": 1}', "gb18030")) == (
        "a.jsonl:1: got the byte 0xbc in line 1, not UTF-8, expected a text in UTF-8 "
        "[bad-encoding] Hint: mend the line, save the file as UTF-8, or name its encoding with "
        "--encoding"
    )


@given(rows=TABLES)
@shared_folder
def test_every_row_that_json_writes_is_read(
    tmp_path: Path, rows: list[list[str]], read: Helper
) -> None:
    """Property: cells of any text, written by the json module, come back as they were."""
    path = tmp_path / "a.jsonl"
    records = [dict(zip(named(rows), row, strict=True)) for row in rows]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    assert read(path) == records
