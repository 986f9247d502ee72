"""Cells of a workbook that hold no value: errors, and formulas nobody computed.

A reader of workbooks takes both for blank, and a blank may mean that a fact is
not known. So they are looked up in the sheet's own text.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from string import ascii_uppercase
from typing import IO

from bizenv.kernel.text import Text
from bizenv.tables.cells import BadCell

__all__ = ["bad_cells", "column_number", "counts_from_1904"]

_BLOCK = 1 << 20
_MOST_HELD = 16 << 20
_OVERLAP = 64
_SUSPECT = re.compile(rb"""\st\s*=\s*["']e["']|<(?:\w+:)?f[\s/>]""")
_PART = re.compile(
    rb"<(?:\w+:)?row\b(?P<row>[^<>]*)>"
    rb"|<(?:\w+:)?c\b(?P<empty>[^<>]*)/>"
    rb"|<(?:\w+:)?c\b(?P<cell>[^<>]*)>(?P<content>.*?)</(?:\w+:)?c>",
    re.DOTALL,
)
_BOOK = "xl/workbook.xml"
_SETTINGS = re.compile(rb"<(?:\w+:)?workbookPr\s([^<>]*)>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d{1,7})["']""")
_CELL_NAME = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_TYPE = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>([^<]*)<)")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]+)<")


def bad_cells(path: Path, sheet: str) -> dict[tuple[int, int], BadCell]:
    """By row and column, counted from 0, the cells of a sheet that hold no value.

    A workbook of the older kind (``.xls``) is no archive and has none that are
    found.

    Raises:
        zipfile.BadZipFile: the archive is not sound.
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        if not zipfile.is_zipfile(file):
            return {}
        with zipfile.ZipFile(file) as archive:
            part = _part_of(archive, sheet)
            if part is None or not _suspect(archive, part):
                return {}
            with archive.open(part) as stream:
                return dict(_bad(stream))


def counts_from_1904(path: Path) -> bool:
    """Whether a workbook counts its days from 1904; not found of the older kind (``.xls``).

    Raises:
        zipfile.BadZipFile: the archive is not sound.
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        if not zipfile.is_zipfile(file):
            return False
        with zipfile.ZipFile(file) as archive:
            text = archive.read(_BOOK) if _BOOK in archive.namelist() else b""
    settings = map(_attributes, _SETTINGS.findall(text))
    return any(each.get("date1904") in ("1", "true") for each in settings)


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Where in the archive a sheet lies."""
    names = set(archive.namelist())
    links = "xl/_rels/workbook.xml.rels"
    if not {_BOOK, links} <= names:
        return None
    ids = {
        value
        for head in _SHEET.findall(archive.read(_BOOK))
        for key, value in _attributes(head).items()
        if key.endswith(":id") and _attributes(head).get("name") == sheet
    }
    for link in map(_attributes, _LINK.findall(archive.read(links))):
        if link.get("Id") in ids:
            part = posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
            return part if part in names else None
    return None


def _attributes(head: bytes) -> dict[str, str]:
    """The attributes of a tag."""
    found = _ATTRIBUTE.findall(head.decode("utf-8", "replace"))
    return {name: html.unescape(double or single) for name, double, single in found}


def _suspect(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether a sheet has any error or formula at all; most have none."""
    with archive.open(part) as stream:
        rest = b""
        while block := stream.read(_BLOCK):
            text = rest + block
            if _SUSPECT.search(text):
                return True
            rest = text[-_OVERLAP:]
    return False


def _parts(stream: IO[bytes]) -> Iterator[re.Match[bytes]]:
    """The rows and cells of a sheet, each of them whole."""
    rest = b""
    while block := stream.read(_BLOCK):
        text, end = rest + block, 0
        for found in _PART.finditer(text):
            end = found.end()
            yield found
        rest = text[end:][-_MOST_HELD:]


def _bad(stream: IO[bytes]) -> Iterator[tuple[tuple[int, int], BadCell]]:
    row, named, since = -1, b"", 0
    for part in _parts(stream):
        start, empty, head, content = part.groups()
        if start is not None:
            number = _ROW_NUMBER.search(start)
            row, named, since = int(number[1]) - 1 if number else row + 1, b"", 0
            continue
        head = head if empty is None else empty
        named, since = (head, 0) if _is_named(head) else (named, since + 1)
        if content and _may_be_bad(head, content) and (bad := _bad_cell(head, content)):
            yield _place(row, named, since), bad


def _is_named(head: bytes) -> bool:
    """Whether a cell says where it stands; most do, and are told without a pattern."""
    return b' r="' in head or _CELL_NAME.search(head) is not None


def _may_be_bad(head: bytes, content: bytes) -> bool:
    return b"<f" in content or b":f" in content or b'"e"' in head or b"'e'" in head


def _place(row: int, named: bytes, since: int) -> tuple[int, int]:
    """Row and column of a cell that comes so many cells after one that says where it stands."""
    name = _CELL_NAME.search(named)
    if name is None:
        return row, since - 1
    return int(name[2]) - 1, column_number(name[1]) - 1 + since


def _bad_cell(head: bytes, content: bytes) -> BadCell | None:
    kind, value, formula = _TYPE.search(head), _VALUE.search(content), _FORMULA.search(content)
    if kind and kind[1] == b"e":
        return BadCell("bad-cell", _words(value[1]) if value else "#N/A", _EXPECTED, _HINT)
    if formula is None or value or (kind and kind[1] == b"str"):  # a text may be empty
        return None
    said = f"={_words(formula[1] or b'')}"
    got = Text(f"没有算出结果的公式 {said}", f"the formula {said} without a result")
    return BadCell("bad-cell", said, _EXPECTED, _HINT, got)


def _words(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", "replace"))[:60]


_EXPECTED = Text("一个值", "a value")
_HINT = Text(
    "请在 Excel 或 WPS 中改正公式，重新计算并保存",
    "mend the formula, let Excel or WPS compute it, and save the workbook",
)


def column_number(letters: bytes) -> int:
    """The number of a column: 1 for A, 28 for AB.

    >>> column_number(b"A"), column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters.decode():
        number = number * len(ascii_uppercase) + ascii_uppercase.index(letter) + 1
    return number
