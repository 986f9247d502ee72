# ruff: noqa: PT017 - a property allows two ends
"""Readers: every row that goes in comes out, or the file is refused with its place."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv.kernel.errors import TableError
from bizenv.tables import readers

Helper = Callable[..., Any]
shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def _samples() -> dict[str, bytes]:
    """A sound file of each binary format, to be damaged."""
    book = openpyxl.Workbook()
    for row in ["检查日期", "x"], [dt.date(2023, 6, 15), 1], ["a", "b"]:
        book.active.append(row)
    book.active.merge_cells("A3:B3")
    xlsx, parquet = io.BytesIO(), io.BytesIO()
    book.save(xlsx)
    pl.DataFrame({"start": [dt.date(2023, 6, 15)] * 9, "x": [["a"], None, []] * 3}).write_parquet(
        parquet
    )
    return {"xlsx": xlsx.getvalue(), "parquet": parquet.getvalue()}


SAMPLES = _samples()
TEXTUAL = st.text('",;\n\r\t {}[]:a1\\\0检', max_size=60).map(str.encode)
TEXT_BYTES = st.binary(max_size=60) | TEXTUAL


@pytest.mark.parametrize("name", ["plan.et", "plan.ods", "plan", "plan.pdf"])
def test_an_unknown_ending_is_refused_with_advice(
    tmp_path: Path, name: str, write: Helper, refusal: Helper
) -> None:
    """A file of WPS's own format is to be saved as XLSX."""
    assert refusal(write(tmp_path, name, "x")) == (
        f"{name}: got '{name}', expected a file ending in .csv, .tsv, .txt, .xlsx, .xlsm, .xls, "
        ".parquet, .jsonl, .ndjson [unknown-format] "
        "Hint: open it in Excel or WPS and save it as XLSX or CSV"
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("plan.csv.gz", "请先解压，再读里面的表"),
        ("plan.ZIP", "请先解压，再读里面的表"),
        (
            "plan.json",
            "请改写为 JSON Lines：每行一个对象，不写外面的 [ ]，文件名以 .jsonl 结尾",
        ),
    ],
)
def test_an_ending_that_is_nearly_one_is_refused_with_its_own_advice(
    tmp_path: Path, name: str, hint: str, write: Helper, refused_in_chinese: Helper
) -> None:
    """A packed table is to be unpacked, an array of JSON to be written line by line."""
    assert refused_in_chinese(write(tmp_path, name, "x")) == (
        f"{name}：读到 '{name}'，应为以 .csv, .tsv, .txt, .xlsx, .xlsm, .xls, "
        f".parquet, .jsonl, .ndjson 结尾的文件 [unknown-format] 提示：{hint}"
    )


def test_the_ending_may_be_in_capitals(tmp_path: Path, write: Helper, read: Helper) -> None:
    """``PLAN.CSV`` is a CSV file."""
    assert read(write(tmp_path, "PLAN.CSV", "start\n2023-06-15\n")) == [{"start": "2023-06-15"}]


def test_only_workbooks_have_sheets(tmp_path: Path, write: Helper, refusal: Helper) -> None:
    """A sheet of a CSV file cannot be chosen."""
    assert refusal(write(tmp_path, "a.csv", "start\n"), "表1") == (
        "a.csv: got the sheet '表1', expected no sheet: only XLSX files have them [no-sheets]"
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx", "xls", "parquet", "jsonl"])
def test_a_missing_file_is_an_os_error_with_its_name(
    tmp_path: Path, ending: str, opened: Helper
) -> None:
    """It is not taken for a broken table."""
    path = tmp_path / f"gone.{ending}"
    with pytest.raises(FileNotFoundError, match="gone"):
        opened(path)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_a_folder_is_an_os_error(tmp_path: Path, ending: str, opened: Helper) -> None:
    """A folder with such a name is no file."""
    path = tmp_path / f"folder.{ending}"
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        opened(path)


@given(ending=st.sampled_from([e.removeprefix(".") for e in readers.FORMATS]), raw=TEXT_BYTES)
@shared_folder
def test_any_bytes_are_a_table_or_are_refused(
    tmp_path: Path, ending: str, raw: bytes, write: Helper, read: Helper
) -> None:
    """Property: no reader raises anything but our error."""
    path = write(tmp_path, f"fuzz.{ending}", raw)
    try:
        read(path)
    except TableError as error:
        assert [problem.place.file for problem in error.problems] == [str(path)]


@given(ending=st.sampled_from(sorted(SAMPLES)), data=st.data())
@shared_folder
def test_a_damaged_file_is_a_table_or_is_refused(
    tmp_path: Path, ending: str, data: st.DataObject, write: Helper, read: Helper
) -> None:
    """Property: bytes changed, cut or put in at any place of a workbook or a Parquet file."""
    raw = SAMPLES[ending]
    place = data.draw(st.integers(0, len(raw) - 1))
    length = data.draw(st.integers(0, 20))
    put = data.draw(st.binary(max_size=8))
    path = write(tmp_path, f"fuzz.{ending}", raw[:place] + put + raw[place + length :])
    try:
        read(path)
    except TableError as error:
        assert [problem.place.file for problem in error.problems] == [str(path)]
