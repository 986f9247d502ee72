"""Index and scheme files of indicators, read with the place of every problem (指标体系与方案).

An index is YAML, or a table of indicators; a scheme is YAML.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as File
from typing import Any, TypeVar

from bizenv.indicators.index_tables import INDEX_HEADERS, read_index_table
from bizenv.indicators.schema import IndexReader, SchemeReader
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.values import Index
from bizenv.kernel.errors import RulebookError
from bizenv.kernel.text import Text
from bizenv.rulebooks.nodes import Path, Tree, read_tree
from bizenv.rulebooks.reader import read_text
from bizenv.tables.readers import FORMATS, open_table

__all__ = ["load_index", "load_scheme", "read_index", "read_scheme"]

T = TypeVar("T")
_INDEX, _SCHEME = "bizenv.index/1", "bizenv.scheme/1"


def load_index(path: File | str, sheet: str | None = None) -> Index:
    """The index of a file: YAML, or a table with a row for each indicator.

    Raises:
        RulebookError: the YAML has problems; all of them are told.
        TableError: the table cannot be read.
        RecordError: its rows are no index.
        OSError: the file cannot be opened.
    """
    path = File(path)
    if path.suffix.casefold() in FORMATS:
        return read_index_table(open_table(path, INDEX_HEADERS, sheet), path.stem)
    return read_index(*_text_of(path))


def load_scheme(path: File | str) -> Scheme:
    """The scheme of a YAML file.

    Raises:
        RulebookError: the file has problems; all of them are told.
        OSError: the file cannot be opened.
    """
    return read_scheme(*_text_of(File(path)))


def _text_of(path: File) -> tuple[str, str]:
    text, problems = read_text(path)
    if problems:
        raise RulebookError(tuple(problems))
    return text, str(path)


def read_index(text: str, file: str = "index.yaml") -> Index:
    """The index that a YAML text says.

    >>> read_index("{format: bizenv.index/1, id: x, indicators: [{code: a}]}").leaves
    ('a',)

    Raises:
        RulebookError: the text has problems; all of them are told.
    """
    return _read(text, file, _INDEX, lambda tree, wrong: IndexReader(wrong).read(tree.value))


def read_scheme(text: str, file: str = "scheme.yaml") -> Scheme:
    """The scheme that a YAML text says.

    >>> read_scheme("{format: bizenv.scheme/1, normalise: min-max}").normalise["*"].kind
    'min-max'

    Raises:
        RulebookError: the text has problems; all of them are told.
    """
    return _read(text, file, _SCHEME, lambda tree, wrong: SchemeReader(wrong).read(tree.value))


def _read(text: str, file: str, format: str, read: Callable[[Tree, Any], T | None]) -> T:
    tree = read_tree(text, file)
    found: T | None = None

    def wrong(
        code: str, path: Path, got: str | Text, expected: Text, hint: Text | None = None
    ) -> None:
        tree.wrong(code, path, got, expected, hint, key=code == "unknown-key")

    if tree.value is not None and not tree.problems:
        _check_format(tree, format)
        found = read(tree, wrong)
    if tree.problems or found is None:
        raise RulebookError(tuple(tree.problems))
    return found


def _check_format(tree: Tree, format: str) -> None:
    said = tree.value.get("format") if isinstance(tree.value, dict) else format
    if said is None:
        tree.wrong("missing-key", (), Text("空白", "no 'format'"), _keyed(format))
    elif said != format:
        tree.wrong("unknown-word", ("format",), repr(said), Text(format, format))


def _keyed(format: str) -> Text:
    return Text(f"format: {format}", f"format: {format}")
