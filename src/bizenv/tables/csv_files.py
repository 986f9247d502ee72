"""CSV files: comma, tab, semicolon or bar, in any encoding that spreadsheets write."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from attrs import evolve

from bizenv.tables.batches import Table
from bizenv.tables.encodings import encoding_of
from bizenv.tables.grids import HEAD_ROWS, from_rows
from bizenv.tables.headers import HeaderWords, known_words
from bizenv.tables.quotes import Row, csv_rows

__all__ = ["open_csv"]

_DELIMITERS = ",\t;|"


def open_csv(path: Path, words: HeaderWords, encoding: str | None) -> Table:
    """Open a CSV file; its delimiter is found, and its encoding where it is not named.

    Raises:
        TableError: the file cannot be read as a table.
    """
    found = encoding_of(path, encoding)
    delimiter = _delimiter(path, found.codec, words)

    def read() -> Iterator[Row]:
        with path.open(encoding=found.codec, newline="") as file:
            yield from csv_rows(file, delimiter, str(path))

    return evolve(from_rows(path, read, words), notes=found.notes)


def _delimiter(path: Path, encoding: str, words: HeaderWords) -> str:
    """The delimiter by which the first lines hold most known words.

    Where they hold none it is the one that most lines have, then the one that
    a line has most of.
    """
    with path.open(encoding=encoding, newline="") as file:
        lines = list(islice(file, HEAD_ROWS))

    def weight(sign: str) -> tuple[int, int, int]:
        counts = [line.count(sign) for line in lines]
        rows = [line.replace('"', "").split(sign) for line in lines]
        known = max((known_words(row, words) for row in rows), default=0)
        return known, sum(map(bool, counts)), max(counts, default=0)

    return max(_DELIMITERS, key=weight)
