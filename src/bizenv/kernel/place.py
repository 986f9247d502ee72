"""Where something stands: a file, a line, a column, a row, a field.

>>> str(Place(file="plan.csv", row=12, field="start", header="检查日期"))
'plan.csv row 12 检查日期 (start)'
>>> str(Place(file="rules.yaml", line=12, column=17, path="quiet_periods[0].window"))
'rules.yaml:12:17 quiet_periods[0].window'
"""

from __future__ import annotations

from attrs import frozen

from bizenv.kernel.text import Lang, Text

__all__ = ["Place"]


@frozen
class Place:
    """A position that a person can find again.

    Lines, columns and rows count from 1; row 1 of a table is the first row of
    the sheet, as a spreadsheet shows it. ``header`` is the head of the table's
    column, where the field was read under another name.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    row: int | None = None
    field: str | None = None
    path: str | None = None
    header: str | None = None

    def say(self, lang: Lang) -> str:
        """The place in words of one language.

        >>> Place("plan.csv", row=12, field="start", header="检查日期").say("zh")
        'plan.csv 第 12 行 检查日期 (start)'
        """
        where = self.file or ""
        if self.line is not None:
            where += f":{self.line}" + (f":{self.column}" if self.column is not None else "")
        row = _ROW.fill(lang, {"row": self.row}) if self.row is not None else None
        parts = (where, row, self.column_words, self.path)
        return " ".join(part for part in parts if part)

    @property
    def column_words(self) -> str | None:
        """The column as its reader knows it: the header, and the field it was read as."""
        if self.header is None or self.header == self.field:
            return self.field
        return f"{self.header} ({self.field})" if self.field else self.header

    def __str__(self) -> str:
        return self.say("en")


_ROW = Text("第 {row} 行", "row {row}")
