"""What a reader gives: a table's headers, and its rows in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from attrs import define, field, frozen

from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text

__all__ = ["Batch", "Table", "chunks", "ranges"]

T = TypeVar("T")

BATCH_ROWS = 65_536


@define
class Batch:
    """Some rows of a table, column by column.

    Shapes: every list of ``columns`` has ``len(rows)`` entries; ``rows`` are
    the row numbers as a spreadsheet shows them, ``lines`` the lines of a text
    file. ``torn`` holds, by position in the batch, why a row cannot be judged.
    ``typed`` is false where every cell is a text or None.
    """

    columns: dict[str, list[Any]]
    rows: list[int]
    lines: list[int] | None = None
    torn: dict[int, Problem] = field(factory=dict)
    typed: bool = True

    def __len__(self) -> int:
        return len(self.rows)


@frozen
class Table:
    """An opened table: its headers, and its rows in batches."""

    file: str
    headers: tuple[str, ...]
    batches: Callable[[], Iterator[Batch]]
    rows: int | None = None
    """How many rows there are, where that is known beforehand."""
    skipped: int = 0
    """How many rows above the header were passed over."""
    above: tuple[str, ...] = ()
    """What those rows say, such as a title."""
    notes: tuple[Text, ...] = ()
    """What is worth telling of how the file was read."""

    @property
    def place(self) -> Place:
        """Where the headers stand; the row is told where it is not the first."""
        return Place(self.file, row=self.skipped + 1 if self.skipped else None)


def chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    """Rows in lists of a batch each.

    >>> [len(chunk) for chunk in chunks(range(100_000))]
    [65536, 34464]
    """
    rows = iter(rows)
    while chunk := list(islice(rows, BATCH_ROWS)):
        yield chunk


def ranges(rows: int) -> Iterator[tuple[int, int]]:
    """Where each batch of so many rows begins, and how many rows it has at most.

    >>> list(ranges(100_000))
    [(0, 65536), (65536, 65536)]
    """
    return ((first, BATCH_ROWS) for first in range(0, rows, BATCH_ROWS))
