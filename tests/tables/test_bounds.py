"""Bounds: a workbook that would not fit into memory is refused before it is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bizenv.kernel.errors import TableError
from bizenv.tables import bounds
from bizenv.tables.bounds import check_bounds

SHEET = "xl/worksheets/sheet1.xml"


def archive(folder: Path, **parts: str) -> Path:
    """A zip archive with one part, or several."""
    path = folder / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return path


def refusal(path: Path) -> str:
    """The message with which a workbook is refused, its folder left out."""
    with pytest.raises(TableError) as caught:
        check_bounds(path)
    return str(caught.value).replace(f"{path.parent}/", "")


def far(path: Path, row: int, column: int, value: str | None) -> Path:
    """A workbook with one cell far from the others, written by openpyxl."""
    book = openpyxl.Workbook()
    book.active["A1"] = "start"
    cell = book.active.cell(row, column)
    cell.value = value
    cell.number_format = "0.00"
    book.save(path)
    return path


def test_a_stray_cell_in_the_last_corner_is_refused(tmp_path: Path) -> None:
    """The reader would keep 17 thousand million cells."""
    assert refusal(far(tmp_path / "a.xlsx", 1_048_576, 16_384, "x")) == (
        "a.xlsx: got cells up to row 1,048,576 and column 16,384, expected at most 30,000,000 "
        "cells, blank ones among them [too-large] "
        "Hint: delete the cells that lie far from the table"
    )


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [(1_048_576, 26, "x"), (20_000, 1_500, "x"), (1_048_576, 16_384, None)],
)
def test_a_large_sheet_that_fits_is_not_refused(
    tmp_path: Path, row: int, column: int, value: str | None
) -> None:
    """Many rows, many columns, and a format without a value in the last corner."""
    check_bounds(far(tmp_path / "a.xlsx", row, column, value))


@pytest.mark.parametrize(("row", "refused"), [(1_000_000, False), (1_000_001, True)])
def test_the_bound_is_thirty_million_cells(tmp_path: Path, row: int, refused: bool) -> None:
    """Thirty columns and a million rows are the most."""
    path = far(tmp_path / "a.xlsx", row, 30, "x")
    assert (not refused) or "row 1,000,001 and column 30" in refusal(path)
    if not refused:
        check_bounds(path)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c s='1' r = 'XFD1048576' t='s'><v>1</v></c>",
        '<x:c r="XFD1048576"><x:v>1</x:v></x:c>',
        '<c\n s="1"\n r="XFD1048576"\n><v>1</v></c>',
    ],
)
def test_a_far_cell_is_found_however_it_is_written(tmp_path: Path, cell: str) -> None:
    """Other orders, other quotes, prefixes and line breaks are XML too."""
    assert "[too-large]" in refusal(archive(tmp_path, **{SHEET: f"<sheetData>{cell}"}))


def test_a_far_cell_between_two_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tag that one read ends within is seen whole."""
    text = '<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>'
    for size in range(40, 60):
        monkeypatch.setattr(bounds, "_BLOCK", size)
        assert "[too-large]" in refusal(archive(tmp_path, **{SHEET: text}))


def test_what_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parts are counted together."""
    monkeypatch.setattr(bounds, "_MOST_UNPACKED", 1_999)
    path = archive(tmp_path, a=" " * 1_000, b=" " * 1_000)
    assert path.stat().st_size < 500
    assert refusal(path) == (
        "a.xlsx: got 2,000 bytes unpacked, expected at most 1,999 bytes [too-large]"
    )
    monkeypatch.setattr(bounds, "_MOST_UNPACKED", 2_000)
    check_bounds(path)


def test_the_bound_on_what_is_unpacked_is_a_thousand_million_bytes() -> None:
    """About a million rows of twenty columns."""
    assert bounds._MOST_UNPACKED == 1_000_000_000


def test_a_broken_archive_is_no_workbook(tmp_path: Path) -> None:
    """A part that does not unpack is refused here, whatever the reader thinks of it."""
    raw = archive(tmp_path, **{SHEET: "<c/>" * 1_000}).read_bytes()
    middle = raw.index(b"xml") + 5
    path = tmp_path / "b.xlsx"
    path.write_bytes(raw[:middle] + b"\xff\xff\xff" + raw[middle + 3 :])
    said = refusal(path)
    assert said.startswith("b.xlsx: got ")
    assert said.endswith(", expected a workbook of Excel or WPS [bad-xlsx]")


def test_what_is_no_archive_is_left_to_the_reader(tmp_path: Path) -> None:
    """XLS is none."""
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    check_bounds(path)


def test_a_tag_that_never_ends_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept from one read to the next stays small."""
    monkeypatch.setattr(bounds, "_BLOCK", 10)
    assert all(len(text) <= 20 for text in bounds._blocks(io.BytesIO(b"<" + b"x" * 1_000)))
