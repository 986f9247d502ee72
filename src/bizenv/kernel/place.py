"""Where something stands: a file, a line, a column, a row, a field.

>>> str(Place(file="plan.csv", row=12, field="start"))
'plan.csv row 12 start'
>>> str(Place(file="rules.yaml", line=12, column=17, path="quiet_periods[0].window"))
'rules.yaml:12:17 quiet_periods[0].window'
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["Place"]


@frozen
class Place:
    """A position that a person can find again.

    Lines, columns and rows count from 1; row 1 of a table is the first row of
    the sheet, as a spreadsheet shows it.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    row: int | None = None
    field: str | None = None
    path: str | None = None

    def __str__(self) -> str:
        where = self.file or ""
        if self.line is not None:
            where += f":{self.line}" + (f":{self.column}" if self.column is not None else "")
        parts = [where] if where else []
        if self.row is not None:
            parts.append(f"row {self.row}")
        parts.extend(part for part in (self.field, self.path) if part)
        return " ".join(parts)
