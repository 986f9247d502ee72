"""JSON files of records: an array, or an object around one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizenv.kernel.errors import TableError
from bizenv.tables import json_files
from bizenv.tables.json_files import read_json_records, records_of


def test_an_array_or_an_object_around_one_is_read(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text('[{"a": 1}]', "gb18030")
    assert read_json_records(file) == ([{"a": 1}], {})
    file.write_text('{"items": [{"a": "甲"}], "title": "清单", "years": [1]}', "gb18030")
    assert read_json_records(file) == ([{"a": "甲"}], {"title": "清单", "years": [1]})


@pytest.mark.parametrize("value", [1, [], [1], {}, {"a": [{}], "b": [{}]}, {"a": []}])
def test_what_holds_no_records_is_none(value: object) -> None:
    assert records_of(value) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "list.json:1: got broken JSON, expected a text in JSON [bad-json]"),
        ("[\n1,", "list.json:2: got broken JSON, expected a text in JSON [bad-json]"),
        ("[" * 100_000, "list.json: got broken JSON, expected a text in JSON [bad-json]"),
        (
            "3",
            "list.json: got no records, expected an array of objects, or an object with one such "
            "array [no-records]",
        ),
    ],
    ids=["open", "line", "deep", "number"],
)
def test_what_is_no_json_of_records_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("list.json")
    file.write_text(text)
    with pytest.raises(TableError) as caught:
        read_json_records(file)
    assert str(caught.value) == message


def test_a_file_that_would_not_fit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_files, "_MOST_BYTES", 10)
    file = tmp_path / "list.json"
    file.write_text('[{"a": "long"}]')
    with pytest.raises(TableError) as caught:
        read_json_records(file)
    assert [problem.code for problem in caught.value.problems] == ["too-large"]
