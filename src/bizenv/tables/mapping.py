"""How a table of other people's making is read: which column is which field.

A mapping names, field by field, the column, what its words mean, what a blank
cell means, and how its days are written. It changes cells, never rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from attrs import field, frozen

from bizenv.kernel.errors import RecordError, TableError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest, normal
from bizenv.tables.batches import Batch
from bizenv.tables.cells import (
    FORMAT_EXPECTED,
    BadCell,
    blank,
    read_day,
    read_day_as,
    read_yes_no,
    tells_a_day,
    text_of,
    without_time,
)
from bizenv.tables.columns import Encoded, encode
from bizenv.tables.headers import HeaderWords, listed, match_headers

__all__ = ["FieldMap", "TableMap"]


@frozen
class FieldMap:
    """Where one field comes from, and what its cells mean.

    An empty ``column`` says that the table has none for it, whatever its headers.
    ``values`` says what a cell's words stand for, ``otherwise`` what words
    outside ``values`` stand for, ``blank`` what a blank cell stands for, and
    ``format`` how days are written, as for ``datetime.strptime``: one format,
    or several of which the one that fits is taken. With ``time="drop"`` the
    time behind a day is passed over.
    """

    column: str | None = None
    values: Mapping[str, str] = field(factory=dict, hash=False)
    otherwise: str | None = None
    blank: str | None = None
    format: str | Sequence[str] | None = field(default=None, hash=False)
    time: str | None = None

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats of days, none or several."""
        if self.format is None:
            return ()
        return (self.format,) if isinstance(self.format, str) else tuple(self.format)

    def read(self, cell: Any, name: str) -> Any:
        """What one cell says, still to be read as the field.

        >>> FieldMap(values={"Complaint": "complaint"}).read(" Complaint", "trigger")
        'complaint'
        """
        if blank(cell):
            return self.blank
        if isinstance(cell, BadCell):
            return cell
        if self.values and (word := self._word(cell)) is not None:
            return word
        said = without_time(cell) if self.time == "drop" else cell
        if self.formats and not _says_yes_or_no(cell, name):
            said = read_day_as(said, self.formats)
            if self.values and (word := self._day(said)) is not None:
                return word
        if self.otherwise is not None and not isinstance(said, date):
            return self.otherwise
        return said

    def _word(self, cell: Any) -> str | None:
        """What a cell stands for: as it is spelt, else as words or days are compared."""
        spelt = str(cell).upper() if isinstance(cell, bool) else text_of(cell)
        if (word := self.values.get(spelt)) is not None:
            return word
        found = self._by_normal.get(normal(spelt))
        return self._day(cell) if found is None else found

    def _day(self, cell: Any) -> str | None:
        """What a day stands for, however the map writes it."""
        return self._by_day.get(_day_of(cell)) if self._by_day and cell is not None else None

    @cached_property
    def _by_normal(self) -> dict[str, str]:
        """The values by what words are compared as; not those that two words share."""
        counts = Counter(map(normal, self.values))
        return {normal(w): v for w, v in self.values.items() if counts[normal(w)] == 1}

    @cached_property
    def _by_day(self) -> dict[date | None, str]:
        """The values of words that are days."""
        days = ((self._written(word), said) for word, said in self.values.items())
        return {day: said for day, said in days if day}

    def _written(self, word: str) -> date | None:
        """The day that a word of the map means: in one of the formats, or as days are written."""
        formatted = read_day_as(word, self.formats) if self.formats else None
        return formatted if isinstance(formatted, date) else _day_of(word)


def _day_of(cell: Any) -> date | None:
    """The day that a cell is, whatever its time; None if it is none."""
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return cell
    text = without_time(cell)
    if not isinstance(text, date) and not (isinstance(text, str) and not text.strip().isdecimal()):
        return None
    try:
        return read_day(text)
    except RecordError:
        return None


def _says_yes_or_no(cell: Any, name: str) -> bool:
    """Whether a cell says that something was done or not, instead of the day."""
    try:
        read_yes_no(cell, name)
    except RecordError:
        return False
    return True


@frozen
class TableMap:
    """The mapping of a whole table, by field."""

    fields: Mapping[str, FieldMap] = field(factory=dict, hash=False)

    def columns(
        self,
        headers: tuple[str, ...],
        words: HeaderWords,
        file: str | None,
        first_wins: Container[str] = (),
    ) -> dict[str, str]:
        """By field, the column that holds it: as mapped, else by the known headers.

        Raises:
            TableError: a mapped column is not there, a header stands twice, two
                headers are words of one field, or a format tells no day.
        """
        self._check_formats(file)
        named = {name: m.column for name, m in self.fields.items() if m.column is not None}
        mapped = {name: _found(col, headers, name, file) for name, col in named.items() if col}
        rest = {name: spellings for name, spellings in words.items() if name not in named}
        free = [header for header in headers if header not in mapped.values()]
        return {**match_headers(free, rest, file, first_wins).columns, **mapped}

    def column(self, name: str) -> str | None:
        """The column that is named for a field: empty for none, None if nothing is said."""
        return self.fields[name].column if name in self.fields else None

    def lacks(self, name: str) -> bool:
        """Whether it is said that the table has no column for a field.

        >>> TableMap({"end": FieldMap(column="")}).lacks("end")
        True
        """
        return self.column(name) == ""

    def _check_formats(self, file: str | None) -> None:
        problems = tuple(
            Problem("bad-format", repr(format), FORMAT_EXPECTED, Place(file, field=name))
            for name, mapped in self.fields.items()
            for format in mapped.formats
            if not tells_a_day(format)
        )
        if problems:
            raise TableError(problems)

    def encode(self, batch: Batch, columns: Mapping[str, str], name: str) -> Encoded | None:
        """One field of a batch as a column of what its cells say; None if it has none."""
        if name not in columns and name not in self.fields:
            return None
        cells = batch.columns[columns[name]] if name in columns else [None] * len(batch)
        given = encode(cells)
        return Encoded(given.codes, [self.read(value, name) for value in given.values])

    def read(self, cell: Any, name: str) -> Any:
        """What one cell says as a field, still to be read as the field."""
        return self.fields[name].read(cell, name) if name in self.fields else cell

    def row(self, batch: Batch, columns: Mapping[str, str], position: int) -> dict[str, Any]:
        """What one row of a batch says, by field."""
        said = {
            name: self.read(batch.columns[column][position], name)
            for name, column in columns.items()
        }
        return said | {
            name: mapped.read(None, name)
            for name, mapped in self.fields.items()
            if name not in columns
        }


def _found(column: str, headers: tuple[str, ...], name: str, file: str | None) -> str:
    """A mapped column as the table spells it, line breaks and spaces aside.

    Raises:
        TableError: it is not there, or two headers are spelt so.
    """
    found = [header for header in headers if header == column] or [
        header for header in headers if normal(header) == normal(column)
    ]
    if len(found) == 1:
        return found[0]
    near, names = nearest(column, headers), listed(headers)
    problem = Problem(
        "missing-column",
        Text(f"没有 {column!r} 列", f"no column {column!r}"),
        Text(f"其中之一：{names.zh}", f"one of {names.en}"),
        Place(file, field=name),
        Text(f"是否为 {near!r}？", f"did you mean {near!r}?") if near else None,
    )
    raise TableError((problem,))
