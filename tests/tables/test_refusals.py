"""Refusals: whatever is wrong with a file, the message says where, what and what to do."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from bizenv.tables import workbooks

Helper = Callable[..., Any]


@pytest.mark.parametrize(
    ("ending", "library"), [("xlsx", "python_calamine"), ("parquet", "polars")]
)
def test_a_missing_library_is_named(
    tmp_path: Path,
    ending: str,
    library: str,
    monkeypatch: pytest.MonkeyPatch,
    write: Helper,
    refusal: Helper,
) -> None:
    """The advice says what to install."""
    monkeypatch.setitem(sys.modules, library, None)
    assert refusal(write(tmp_path, f"a.{ending}", "x")) == (
        f"a.{ending}: got nothing to read it with, expected the library {library} "
        '[missing-library] Hint: python -m pip install "bizenv[cli]"'
    )


def test_an_error_that_is_not_about_the_file_is_not_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workbook: Helper, opened: Helper
) -> None:
    """Only what a library raises over a file becomes a refusal."""
    path = workbook(tmp_path / "a.xlsx", [["start"]])

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workbooks, "_fill_merged", interrupted)
    with pytest.raises(KeyboardInterrupt):
        opened(path)


def test_a_panic_of_a_library_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: Helper
) -> None:
    """Libraries written in Rust panic over some broken files."""
    path = tmp_path / "a.parquet"
    pl.DataFrame({"start": ["1"]}).write_parquet(path)
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})

    def panicking(*_: object, **__: object) -> None:
        raise panic("assertion failed\nbacktrace")

    monkeypatch.setattr(pl, "scan_parquet", panicking)
    assert refusal(path) == (
        "a.parquet: got assertion failed, expected a Parquet file [bad-parquet]"
    )


def test_a_very_wide_table(tmp_path: Path, write: Helper, refusal: Helper, opened: Helper) -> None:
    """Two thousand columns are read, one more is refused."""
    wide = ",".join(f"c{n}" for n in range(2_000))
    assert len(opened(write(tmp_path, "a.csv", wide)).headers) == 2_000
    assert refusal(write(tmp_path, "b.csv", f"{wide},last")) == (
        "b.csv:1: got 2,001 columns, expected at most 2,000 [too-many-columns]"
    )


def test_json_with_very_many_keys(tmp_path: Path, write: Helper, refusal: Helper) -> None:
    """Two thousand and one different keys are too many columns."""
    lines = "".join(json.dumps({f"k{n}": n}) + "\n" for n in range(2_001))
    assert refusal(write(tmp_path, "a.jsonl", lines)) == (
        "a.jsonl: got 2,001 columns, expected at most 2,000 [too-many-columns]"
    )
