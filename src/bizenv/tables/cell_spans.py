"""Where a cell stands in a line of a text file, so that it can be replaced and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

from bizenv.tables.encodings import encoding_of

__all__ = ["cell_spans", "lines_of"]

_DELIMITERS = ",\t;|"


def cell_spans(line: str, cells: Sequence[str]) -> list[tuple[int, int]]:
    """Where each cell of a line begins and ends, in characters from 0; quotes are a part of it.

    None are found where the line does not hold just these cells, as when one
    goes on in the next line.

    >>> cell_spans('E1,"a,b",2023-06-15', ["E1", "a,b", "2023-06-15"])
    [(0, 2), (3, 8), (9, 19)]
    """
    bare = line.rstrip("\r\n")
    for delimiter in _DELIMITERS:
        spans = _split(bare, delimiter)
        if len(spans) == len(cells) and _cells(bare, delimiter) == list(cells):
            return spans
    return []


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _split(line: str, delimiter: str) -> list[tuple[int, int]]:
    spans, start, quoted = [], 0, False
    for place, char in enumerate(line):
        if char == '"':
            quoted = not quoted  # a doubled quote turns it twice
        elif char == delimiter and not quoted:
            spans.append((start, place))
            start = place + 1
    return [*spans, (start, len(line))]


def lines_of(path: Path, numbers: Iterable[int]) -> Mapping[int, str]:
    """Some lines of a text file by number, from 1, in the encoding that is found."""
    wanted = frozenset(numbers)
    with path.open(encoding=encoding_of(path).codec, newline="") as file:
        return {
            number: line
            for number, line in enumerate(islice(file, max(wanted, default=0)), 1)
            if number in wanted
        }
