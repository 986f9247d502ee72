"""How a table of other people's making is read: which column is which field.

A mapping names, field by field, the column, what its words mean, what a blank
cell means, and how its days are written. It changes cells, never rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from bizenv.kernel.errors import Problem, RecordError, TableError
from bizenv.kernel.place import Place
from bizenv.kernel.vocabulary import nearest, normal
from bizenv.tables.cells import blank, read_day, text_of
from bizenv.tables.columns import Encoded, encode
from bizenv.tables.headers import HeaderWords, listed, match_headers
from bizenv.tables.readers import Batch

__all__ = ["FieldMap", "TableMap"]


@frozen
class FieldMap:
    """Where one field comes from, and what its cells mean.

    ``values`` says what a cell's words stand for, ``otherwise`` what words
    outside ``values`` stand for, ``blank`` what a blank cell stands for, and
    ``format`` how days are written, as for ``datetime.strptime``.
    """

    column: str | None = None
    values: Mapping[str, str] = field(factory=dict, hash=False)
    otherwise: str | None = None
    blank: str | None = None
    format: str | None = None

    def read(self, cell: Any, name: str) -> Any:
        """What one cell says, still to be read as the field.

        >>> FieldMap(values={"Complaint": "complaint"}).read(" Complaint", "trigger")
        'complaint'
        """
        if blank(cell):
            return self.blank
        if self.format is not None:
            try:
                return read_day(cell, name, self.format)
            except RecordError:
                return cell  # told with its problem when the field is read
        if self.values:
            return self.values.get(
                text_of(cell), cell if self.otherwise is None else self.otherwise
            )
        return cell


@frozen
class TableMap:
    """The mapping of a whole table, by field."""

    fields: Mapping[str, FieldMap] = field(factory=dict, hash=False)

    def columns(self, headers: tuple[str, ...], words: HeaderWords, file: str) -> dict[str, str]:
        """By field, the column that holds it: as mapped, else by the known headers.

        Raises:
            TableError: a mapped column is not there, or a header stands twice.
        """
        mapped = {name: m.column for name, m in self.fields.items() if m.column is not None}
        mapped = {name: _found(column, headers, name, file) for name, column in mapped.items()}
        rest = {name: spellings for name, spellings in words.items() if name not in mapped}
        free = [header for header in headers if header not in mapped.values()]
        return {**match_headers(free, rest, file).columns, **mapped}

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


def _found(column: str, headers: tuple[str, ...], name: str, file: str) -> str:
    """A mapped column as the table spells it, line breaks and spaces aside.

    Raises:
        TableError: it is not there, or two headers are spelt so.
    """
    found = [header for header in headers if header == column] or [
        header for header in headers if normal(header) == normal(column)
    ]
    if len(found) == 1:
        return found[0]
    hint = nearest(column, headers)
    problem = Problem(
        "missing-column",
        f"no column {column!r}",
        f"one of {listed(headers)}",
        Place(file, field=name),
        f"did you mean {hint!r}?" if hint else None,
    )
    raise TableError((problem,))
