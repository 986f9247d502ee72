"""A file that is no table is refused with its place, whatever a library raised over it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bizenv.kernel.errors import TableError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.bounds import broken

__all__ = ["HEADER_AND_ROWS", "NO_ROWS", "check_width", "library", "refuse", "refusing"]

_MOST_COLUMNS = 2_000

NO_ROWS = Text("没有内容的表", "no rows")
HEADER_AND_ROWS = Text("表头和数据行", "a header and rows")


def refuse(
    path: Path,
    code: str,
    got: str | Text,
    expected: Text,
    hint: Text | None = None,
    line: int | None = None,
) -> TableError:
    """The refusal of a whole file, to be raised.

    >>> print(refuse(Path("a.csv"), "empty-table", NO_ROWS, HEADER_AND_ROWS))
    a.csv: got no rows, expected a header and rows [empty-table]
    """
    return TableError((Problem(code, got, expected, Place(str(path), line), hint),))


def check_width(path: Path, headers: Sequence[str], line: int | None = None) -> None:
    """Refuse a table with more columns than any schedule has.

    Raises:
        TableError: there are too many columns.
    """
    if len(headers) > _MOST_COLUMNS:
        got = Text(f"{len(headers):,} 列", f"{len(headers):,} columns")
        expected = Text(f"最多 {_MOST_COLUMNS:,} 列", f"at most {_MOST_COLUMNS:,}")
        raise refuse(path, "too-many-columns", got, expected, line=line)


def library(name: str, path: Path) -> Any:
    """An optional library, or the advice how to install it.

    Raises:
        TableError: the library is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        expected = Text(f"组件 {name}", f"the library {name}")
        raise refuse(path, "missing-library", _NOTHING, expected, _INSTALL) from error


_NOTHING = Text("没有能读这类文件的组件", "nothing to read it with")
_INSTALL = Text('运行 python -m pip install "bizenv[cli]"', 'python -m pip install "bizenv[cli]"')


@contextmanager
def refusing(
    path: Path, code: str, expected: Text, errors: tuple[type[BaseException], ...]
) -> Iterator[None]:
    """Turn what a library raises over a file, its panics among them, into a refusal."""
    try:
        yield
    except BaseException as error:
        ours = isinstance(error, TableError)
        if not ours and (isinstance(error, errors) or type(error).__module__ == "pyo3_runtime"):
            raise refuse(path, code, broken(str(error).split("\n")[0]), expected) from error
        raise
