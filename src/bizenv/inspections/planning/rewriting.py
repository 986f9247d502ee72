"""A new day written into a cell as the old one was: a text stays a text, in its own format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from bizenv.kernel.errors import RecordError
from bizenv.tables.cells import read_day
from bizenv.tables.mapping import TableMap

__all__ = ["day_cell"]

_FIRST_SERIAL = date(1899, 12, 30)


def day_cell(old: Any, day: date, field: str, mapping: TableMap) -> Any:
    """A cell that says another day, of the kind of the old one where that can be read again.

    >>> day_cell("20230615", date(2023, 6, 23), "start", TableMap())
    '20230623'
    >>> day_cell("2023年6月15日", date(2023, 6, 23), "start", TableMap())
    '2023-06-23'
    """
    for cell in _candidates(old, day, field, mapping):
        if _says(cell, field, mapping) == day:
            return cell
    return day


def _candidates(old: Any, day: date, field: str, mapping: TableMap) -> Iterator[Any]:
    """Cells that may say the day, the likest first."""
    known = mapping.fields.get(field)
    if isinstance(old, datetime):
        yield datetime.combine(day, old.time(), old.tzinfo)
        yield datetime.combine(day, time())
    elif isinstance(old, int):
        yield int(f"{day:%Y%m%d}") if old > _LONGEST_SERIAL else (day - _FIRST_SERIAL).days
    elif isinstance(old, float):
        yield float((day - _FIRST_SERIAL).days)
    elif isinstance(old, str):
        for format in known.formats if known else ():
            yield day.strftime(format)
        if len(old.strip()) == _COMPACT and old.strip().isdecimal():
            yield f"{day:%Y%m%d}"
        yield day.isoformat()


_COMPACT = len("20230615")
_LONGEST_SERIAL = 99_999


def _says(cell: Any, field: str, mapping: TableMap) -> date | None:
    try:
        return read_day(mapping.read(cell, field), field)
    except RecordError:
        return None
