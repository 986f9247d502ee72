"""Files that appear whole or not at all, and cells that do no harm.

What is written goes to a temporary file beside the target, which takes the
target's name when everything is written. An existing file is never overwritten
unless that was asked for.
"""

from __future__ import annotations

import csv
import math
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from secrets import token_hex
from types import SimpleNamespace
from typing import IO, Any

from bizenv.kernel.errors import UsageError
from bizenv.kernel.findings import plain
from bizenv.kernel.text import Text
from bizenv.tables.cells import text_of

__all__ = ["LINE_END", "cell", "csv_file", "csv_lines", "harmless", "json_cell", "whole_file"]

_FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # the last four are of full width
_PLAIN = re.compile(r"[+-]\d[\d,]*(\.\d+)?%?|[-+@=]", re.ASCII)


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: such texts get a leading apostrophe.

    Signs of full width count too, since some spreadsheets read them so. A text
    that is a plain number, or a lone sign, stays as it is.

    >>> harmless("=HYPERLINK(1)"), harmless("区市场监管局"), harmless("-3.5")
    ("'=HYPERLINK(1)", '区市场监管局', '-3.5')
    """
    if not isinstance(value, str) or not value.startswith(_FORMULA_STARTS):
        return value
    return value if _PLAIN.fullmatch(value) else f"'{value}"


def cell(value: Any) -> Any:
    """A value as a cell of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return text_of(value)  # 12, not 12.0
    if isinstance(value, (int, str)):
        return harmless(value)
    return harmless(str(value))


LINE_END = "\r\n"


def csv_lines(rows: Iterable[Iterable[Any]]) -> list[str]:
    r"""Rows of cells as lines of CSV; the cells are written as they are.

    >>> csv_lines([["a,b", 1]])
    ['"a,b",1\r\n']
    """
    lines: list[str] = []
    sink = SimpleNamespace(write=lines.append)  # quicker than a file, line by line
    csv.writer(sink, lineterminator=LINE_END).writerows(rows)
    return lines


@contextmanager
def csv_file(path: Path) -> Iterator[IO[str]]:
    """A CSV file to write to, in UTF-8 with the mark by which Excel knows that."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.write("\ufeff")
        yield file


def json_cell(value: Any) -> Any:
    """A cell as JSON knows it: what it does not know becomes a text, not-a-number null.

    >>> json_cell([12.0, float("nan"), date(2023, 6, 15)])
    [12, None, '2023-06-15']
    """
    value = plain(value)
    if isinstance(value, list):
        return [json_cell(part) for part in value]
    if isinstance(value, dict):
        return {name: json_cell(part) for name, part in value.items()}
    if isinstance(value, float):
        return _json_number(value)
    return value if isinstance(value, (str, int, type(None))) else str(value)


def _json_number(value: float) -> Any:
    if math.isfinite(value):
        return int(value) if value.is_integer() else value
    return None if math.isnan(value) else str(value)


@contextmanager
def whole_file(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """Give a path to write to; when the block ends well, the file takes its real name.

    A link is replaced, never followed; a file that is replaced leaves its
    permissions to the new one.

    Raises:
        UsageError: the file exists and ``overwrite`` was not asked for, or
            what exists is no file, or the folder does not exist.
    """
    if not path.parent.is_dir():
        raise _not_written(_NO_FOLDER, path.parent)
    mode = None
    if os.path.lexists(path):
        if not overwrite:
            raise _not_written(_EXISTS, path)
        if path.exists() and not path.is_file():  # a folder, or a device such as /dev/null
            raise _not_written(_NO_FILE, path)
        mode = None if path.is_symlink() else path.stat().st_mode
    part = path.parent / f".bizenv-{token_hex(8)}.part"
    try:
        part.open("x").close()
        yield part
        if mode is not None:
            part.chmod(mode)
        _take_name(part, path, overwrite=overwrite)
    finally:
        part.unlink(missing_ok=True)


def _take_name(part: Path, path: Path, *, overwrite: bool) -> None:
    """Rename; a file that appeared meanwhile is not overwritten either."""
    if overwrite:
        part.replace(path)
        return
    try:
        os.link(part, path)
    except FileExistsError:
        raise _not_written(_APPEARED, path) from None
    except OSError:  # a file system without hard links
        part.replace(path)


def _not_written(why: Text, path: Path) -> UsageError:
    shown = {"path": repr(str(path))}
    return UsageError(Text(why.fill("zh", shown), why.fill("en", shown)))


_NO_FOLDER = Text("{path} 不是文件夹：什么都没有写入", "{path} is no folder: nothing was written")
_EXISTS = Text(
    "{path} 已存在：请换一个名称，或写 --overwrite",
    "{path} exists: choose another name, or write --overwrite",
)
_NO_FILE = Text("{path} 不是文件：什么都没有写入", "{path} is no file: nothing was written")
_APPEARED = Text(
    "{path} 在此期间已被别的程序写出：什么都没有写入",
    "{path} has appeared meanwhile: nothing was written",
)
