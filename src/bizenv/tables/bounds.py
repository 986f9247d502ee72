"""How large a workbook may be: what it unpacks to, and how far its cells lie apart.

A workbook is a compressed archive, and its reader keeps every cell between the
first and the last. A small file, or one stray cell in the last corner of a
sheet, may therefore ask for more memory than there is. Both are measured
before the workbook is read.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from bizenv.kernel.errors import TableError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.formulas import column_number

__all__ = ["BROKEN", "WORKBOOK", "broken", "check_bounds"]

_MOST_UNPACKED = 1_000_000_000
_MOST_CELLS = 30_000_000
_BLOCK = 1 << 20
_CELL = re.compile(
    rb"<(?:c|\w+:c)\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*?(/?)>"
)
_WIDE = re.compile(rb"r\s*=\s*[\"'][A-Z]{2}")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def check_bounds(path: Path) -> None:
    """Refuse a workbook that would not fit into memory.

    A workbook of the older kind (``.xls``) is no archive, and small by its format.

    Raises:
        TableError: it is too large, or no sound archive.
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        if zipfile.is_zipfile(file):
            _check_zip(path, file)


def _check_zip(path: Path, file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            _check_archive(path, archive)
    except BROKEN as error:
        if isinstance(error, TableError):
            raise
        problem = Problem("bad-xlsx", broken(str(error)), WORKBOOK, Place(str(path)))
        raise TableError((problem,)) from error


WORKBOOK = Text("Excel 或 WPS 工作簿", "a workbook of Excel or WPS")


def broken(why: str) -> Text:
    """What was read instead of a sound file, in the words of the library that read it."""
    return Text("打不开的文件：已损坏，或是别的格式", why.strip() or "a broken file")


def _check_archive(path: Path, archive: zipfile.ZipFile) -> None:
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > _MOST_UNPACKED:
        got = Text(f"解压后 {unpacked:,} 字节", f"{unpacked:,} bytes unpacked")
        most = Text(f"最多 {_MOST_UNPACKED:,} 字节", f"at most {_MOST_UNPACKED:,} bytes")
        raise TableError((Problem("too-large", got, most, Place(str(path))),))
    for part in archive.infolist():
        with archive.open(part) as stream:
            if not any(map(_WIDE.search, _blocks(stream))):
                continue  # so few columns fit however many rows there are
        with archive.open(part) as stream:
            rows, columns = _extent(stream)
        if rows * columns > _MOST_CELLS:
            got = Text(
                f"单元格远至第 {rows:,} 行第 {columns:,} 列",
                f"cells up to row {rows:,} and column {columns:,}",
            )
            raise TableError((Problem("too-large", got, _FEW_CELLS, Place(str(path)), _FAR),))


_FEW_CELLS = Text(
    f"连同空白最多 {_MOST_CELLS:,} 个单元格",
    f"at most {_MOST_CELLS:,} cells, blank ones among them",
)
_FAR = Text("请删除离表格很远的单元格", "delete the cells that lie far from the table")


def _extent(stream: IO[bytes]) -> tuple[int, int]:
    """The last row and the last column in which a cell has a value."""
    rows = columns = 0
    for text in _blocks(stream):
        for letters, digits, closed in _CELL.findall(text):
            if not closed:  # <c r="A1"/> has a format and no value
                rows = max(rows, int(digits))
                columns = max(columns, column_number(letters))
    return rows, columns


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """The parts of a text, none of which ends inside a tag."""
    rest = b""
    while block := stream.read(_BLOCK):
        text = rest + block
        cut = text.rfind(b"<")
        yield text[:cut]
        rest = text[cut:][:_BLOCK]
    yield rest
