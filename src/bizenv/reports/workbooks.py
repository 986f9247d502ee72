"""Workbooks: sheets of coloured rows in which nothing runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Column", "Sheet", "write_workbook"]

_MOST_ROWS = 1_048_575
_MOST_NUMBER = 1e15
_MOST_TEXT = 32_767
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COLOURS = {"error": "#F8CBAD", "warning": "#FFE699", "note": "#EDEDED", None: "#FFFFFF"}


@frozen
class Column:
    """The head of a column, and how wide the column is; as wide as usual where that is None."""

    name: str
    width: int | None = None


@frozen
class Sheet:
    """A sheet: its name, its columns, and its rows, each with its weight and its cells."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[tuple[str | None, Sequence[Any]]]


def write_workbook(sheets: Iterable[Sheet], path: Path) -> None:
    """Write sheets; errors are red, warnings yellow, notes grey.

    Texts are written as texts, so that no cell becomes a formula or a link.

    Raises:
        UsageError: there are more rows than a sheet holds, or nothing to write it with.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise UsageError(_NO_LIBRARY) from error
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        styles = _styles(book)
        for sheet in sheets:
            _write_sheet(book, sheet, styles)


def _write_sheet(book: Any, sheet: Sheet, styles: dict[str | None, dict[bool, Any]]) -> None:
    page = book.add_worksheet(sheet.name)
    _write_head(book, page, sheet.columns)
    number = 0
    for number, (level, cells) in enumerate(sheet.rows, 1):
        if number > _MOST_ROWS:
            raise UsageError(_TOO_MANY.filled(most=f"{_MOST_ROWS:,}"))
        for place, value in enumerate(cells):
            _write(page, number, place, value, styles[level])
    page.autofilter(0, 0, number, len(sheet.columns) - 1)


def _write_head(book: Any, page: Any, columns: Sequence[Column]) -> None:
    """The headers, which stay in sight."""
    bold = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1})
    for place, column in enumerate(columns):
        page.write_string(0, place, _text(column.name), bold)
        if column.width is not None:
            page.set_column(place, place, column.width)
    page.freeze_panes(1, 0)


def _styles(book: Any) -> dict[str | None, dict[bool, Any]]:
    """By level, the format of a cell that holds no day, and of one that does."""
    return {
        level: {
            day: book.add_format(
                {"bg_color": colour, "border": 1, "border_color": "#D9D9D9"}
                | ({"num_format": "yyyy-mm-dd"} if day else {})
            )
            for day in (False, True)
        }
        for level, colour in _COLOURS.items()
    }


def _write(page: Any, row: int, column: int, value: Any, style: dict[bool, Any]) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, style[False])
    elif _excel_day(value):
        page.write_datetime(row, column, value, style[True])
    elif _excel_number(value):
        page.write_number(row, column, value, style[False])
    else:
        page.write_string(row, column, _text(value), style[False])


def _excel_day(value: Any) -> bool:
    """Whether it is a day that Excel's calendar has; it knows no time zones either."""
    return isinstance(value, date) and value.year >= 1900 and getattr(value, "tzinfo", None) is None


def _excel_number(value: Any) -> bool:
    """Whether Excel keeps every digit of a number; a credit code of 18 digits is a text."""
    return type(value) in (int, float) and abs(value) < _MOST_NUMBER


def _text(value: Any) -> str:
    """A text that a workbook can hold: no characters that XML forbids, and not too long."""
    text = _NO_XML.sub("\ufffd", str(value))
    return text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - 1]}…"


_NO_LIBRARY = Text(
    '写 XLSX 需要组件 xlsxwriter：python -m pip install "bizenv[cli]"',
    'XLSX needs the library xlsxwriter: python -m pip install "bizenv[cli]"',
)
_TOO_MANY = Text(
    "超过 {most} 行，一个工作表放不下：请写 CSV 或 JSON Lines",
    "more than {most} rows: write CSV or JSON Lines",
)
