"""A checked schedule as a workbook, with the breaches marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from bizenv.inspections.schedules import CheckedBatch, CheckedRow
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text
from bizenv.reports.rows import ADDED, added_cells, added_names
from bizenv.reports.words import LEVELS, outcome_text

__all__ = ["write_xlsx"]

_MOST_ROWS = 1_048_575
_MOST_NUMBER = 1e15
_MOST_TEXT = 32_767
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COLOURS = {"error": "#F8CBAD", "warning": "#FFE699", "note": "#EDEDED", "none": "#FFFFFF"}
_HEADERS = {
    "outcome": Text("结论", "outcome"),
    "codes": Text("代码", "codes"),
    "clause": Text("依据", "clause"),
    "rule": Text("规则", "rule"),
    "next_allowed": Text("最近的可检查日", "next allowed day"),
    "missing": Text("尚缺的事实", "missing facts"),
    "message": Text("说明", "why"),
    "obligations": Text("应办事项", "to be done"),
    "due": Text("最早期限", "earliest due day"),
}
_WIDTHS = {
    "outcome": 12,
    "codes": 18,
    "clause": 30,
    "next_allowed": 14,
    "message": 60,
    "obligations": 60,
    "due": 14,
}


def write_xlsx(
    checked: Iterable[CheckedBatch], headers: Iterable[str], path: Path, lang: Lang
) -> None:
    """Write every row with its verdict; breaches are red, open questions yellow.

    Texts are written as texts, so that no cell becomes a formula or a link.

    Raises:
        UsageError: there are more rows than a sheet holds, or nothing to write it with.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise UsageError(_NO_LIBRARY) from error
    headers = list(headers)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet(_SHEET.say(lang))
        _write_head(book, sheet, headers, lang)
        styles = _styles(book)
        number = 0
        for number, row in enumerate((row for batch in checked for row in batch.rows()), 1):
            if number > _MOST_ROWS:
                raise UsageError(_TOO_MANY.filled(most=f"{_MOST_ROWS:,}"))
            cells = [*(row.cells[header] for header in headers), *_added(row, lang)]
            style = styles[LEVELS.get(row.status, "none")]
            for place, value in enumerate(cells):
                _write(sheet, number, place, value, style)
        sheet.autofilter(0, 0, number, len(headers) + len(_HEADERS) - 1)


def _write_head(book: Any, sheet: Any, headers: list[str], lang: Lang) -> None:
    """The headers, which stay in sight; those that are added in the language of the report."""
    bold = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1})
    names = added_names(headers, {name: _HEADERS[name].say(lang) for name in ADDED})
    for place, header in enumerate((*headers, *names.values())):
        sheet.write_string(0, place, _text(header), bold)
    for place, name in enumerate(names, len(headers)):
        sheet.set_column(place, place, _WIDTHS.get(name, 12))
    sheet.freeze_panes(1, 0)


def _styles(book: Any) -> dict[str, dict[bool, Any]]:
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


_SHEET = Text("检查结果", "checked")
_NO_LIBRARY = Text(
    '写 XLSX 需要组件 xlsxwriter：python -m pip install "bizenv[cli]"',
    'XLSX needs the library xlsxwriter: python -m pip install "bizenv[cli]"',
)
_TOO_MANY = Text(
    "超过 {most} 行，一个工作表放不下：请写 CSV 或 JSON Lines",
    "more than {most} rows: write CSV or JSON Lines",
)


def _added(row: CheckedRow, lang: Lang) -> list[Any]:
    cells = added_cells(row, lang)
    cells["outcome"] = outcome_text(cells["outcome"]).say(lang)
    if row.opinion and row.opinion.missing:
        names = (fact.text.say(lang) for fact in row.opinion.missing)
        cells["missing"] = ("、" if lang == "zh" else ", ").join(names)
    return list(cells.values())


def _write(sheet: Any, row: int, column: int, value: Any, style: dict[bool, Any]) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, style[False])
    elif _excel_day(value):
        sheet.write_datetime(row, column, value, style[True])
    elif _excel_number(value):
        sheet.write_number(row, column, value, style[False])
    else:
        sheet.write_string(row, column, _text(value), style[False])


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
