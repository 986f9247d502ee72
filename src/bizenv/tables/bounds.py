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
from string import ascii_uppercase
from typing import IO

from bizenv.kernel.errors import Problem, TableError
from bizenv.kernel.place import Place

__all__ = ["check_bounds"]

_MOST_UNPACKED = 1_000_000_000
_MOST_CELLS = 30_000_000
_BLOCK = 1 << 20
_CELL = re.compile(
    rb"<(?:c|\w+:c)\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*?(/?)>"
)
_WIDE = re.compile(rb"r\s*=\s*[\"'][A-Z]{2}")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


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
    except _BROKEN as error:
        if isinstance(error, TableError):
            raise
        expected = "a workbook of Excel or WPS"
        raise TableError((Problem("bad-xlsx", str(error), expected, Place(str(path))),)) from error


def _check_archive(path: Path, archive: zipfile.ZipFile) -> None:
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > _MOST_UNPACKED:
        got, most = f"{unpacked:,} bytes unpacked", f"at most {_MOST_UNPACKED:,} bytes"
        raise TableError((Problem("too-large", got, most, Place(str(path))),))
    for part in archive.infolist():
        with archive.open(part) as stream:
            if not any(map(_WIDE.search, _blocks(stream))):
                continue  # so few columns fit however many rows there are
        with archive.open(part) as stream:
            rows, columns = _extent(stream)
        if rows * columns > _MOST_CELLS:
            got = f"cells up to row {rows:,} and column {columns:,}"
            hint = "delete the cells that lie far from the table"
            expected = f"at most {_MOST_CELLS:,} cells, blank ones among them"
            raise TableError((Problem("too-large", got, expected, Place(str(path)), hint),))


def _extent(stream: IO[bytes]) -> tuple[int, int]:
    """The last row and the last column in which a cell has a value."""
    rows = columns = 0
    for text in _blocks(stream):
        for letters, digits, closed in _CELL.findall(text):
            if not closed:  # <c r="A1"/> has a format and no value
                rows = max(rows, int(digits))
                columns = max(columns, _column(letters))
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


def _column(letters: bytes) -> int:
    """The number of a column: 1 for A, 28 for AB."""
    number = 0
    for letter in letters.decode():
        number = number * len(ascii_uppercase) + ascii_uppercase.index(letter) + 1
    return number
