"""Files written and tables read, for the tests of every reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bizenv.kernel.errors import TableError
from bizenv.kernel.problems import Problem
from bizenv.tables.batches import Table
from bizenv.tables.readers import open_table

WORDS = {
    "start": ["检查日期", "开始日期"],
    "agency": ["检查机关"],
    "enterprise_name": ["企业名称"],
    "trigger": ["检查起因"],
}


def _write(folder: Path, name: str, text: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def _opened(path: Path, sheet: str | None = None, encoding: str | None = None) -> Table:
    return open_table(path, WORDS, sheet, encoding)


def _rows_of(table: Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for batch in table.batches():
        assert {len(column) for column in batch.columns.values()} <= {len(batch)}
        assert batch.lines is None or len(batch.lines) == len(batch)
        assert all(0 <= place < len(batch) for place in batch.torn)
        rows += [
            {name: column[place] for name, column in batch.columns.items()}
            for place in range(len(batch))
        ]
    return rows


def _read(
    path: Path, sheet: str | None = None, encoding: str | None = None
) -> list[dict[str, Any]]:
    return _rows_of(_opened(path, sheet, encoding))


def _places(path: Path) -> tuple[list[int], list[int] | None, dict[int, Problem]]:
    (batch,) = _opened(path).batches()
    return batch.rows, batch.lines, batch.torn


def _refused(path: Path, sheet: str | None, encoding: str | None = None) -> TableError:
    with pytest.raises(TableError) as caught:
        _read(path, sheet, encoding)
    return caught.value


def _workbook(path: Path, *sheets: Sequence[Sequence[Any]], merged: str | None = None) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
        if merged:
            sheet.merge_cells(merged)
    book.save(path)
    return path


@pytest.fixture(scope="session")
def write() -> Callable[..., Path]:
    """Write a file with these words."""
    return _write


@pytest.fixture(scope="session")
def opened() -> Callable[..., Table]:
    """Open a table file; a few Chinese headers are known."""
    return _opened


@pytest.fixture(scope="session")
def read() -> Callable[..., list[dict[str, Any]]]:
    """Every row of a table file, by header."""
    return _read


@pytest.fixture(scope="session")
def rows_of() -> Callable[[Table], list[dict[str, Any]]]:
    """Every row of an opened table; each batch must be of one length."""
    return _rows_of


@pytest.fixture(scope="session")
def places() -> Callable[[Path], Any]:
    """Rows, lines and torn rows of a table of one batch."""
    return _places


@pytest.fixture(scope="session")
def refusal() -> Callable[..., str]:
    """The message with which a file is refused, its folder left out."""

    def said(path: Path, sheet: str | None = None, encoding: str | None = None) -> str:
        return str(_refused(path, sheet, encoding)).replace(f"{path.parent}/", "")

    return said


@pytest.fixture(scope="session")
def refused_in_chinese() -> Callable[..., str]:
    """The same in Chinese."""

    def said(path: Path, sheet: str | None = None) -> str:
        return _refused(path, sheet).say("zh").replace(f"{path.parent}/", "")

    return said


@pytest.fixture(scope="session")
def said() -> Callable[[Problem, Path], tuple[str, str]]:
    """A problem in English and Chinese, its folder left out."""

    def both(problem: Problem, path: Path) -> tuple[str, str]:
        folder = f"{path.parent}/"
        return problem.say("en").replace(folder, ""), problem.say("zh").replace(folder, "")

    return both


@pytest.fixture(scope="session")
def workbook() -> Callable[..., Path]:
    """Write a workbook with openpyxl: sheets as rows of cells."""
    return _workbook
