"""A checked schedule as rows for machines: JSON Lines and CSV, every row of the input.

The rows keep the order of the input. CSV opens in Excel: it carries a byte
order mark, and cells that a spreadsheet would run as a formula are made
harmless.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bizenv.inspections.frames import VERDICT_COLUMNS
from bizenv.inspections.schedules import BLANK, UNREADABLE, CheckedBatch, CheckedRow
from bizenv.kernel.text import Lang
from bizenv.kernel.verdict import plain
from bizenv.reports.words import finding_text, message_of
from bizenv.tables.columns import Encoded, encode
from bizenv.tables.writers import cell

__all__ = ["ADDED", "added_cells", "added_names", "write_csv", "write_jsonl"]

ADDED = (*VERDICT_COLUMNS, "message")
"""The columns that a report adds to the columns of the input."""


def added_names(headers: Iterable[str]) -> dict[str, str]:
    """The names of the added columns; one that the input has already gets a prefix.

    >>> added_names(["codes"])["codes"]
    'bizenv_codes'
    """
    taken, names = set(headers), {}
    for name in ADDED:
        free = name
        while free in taken:
            free = f"bizenv_{free}"
        names[name] = free
        taken.add(free)
    return names


def added_cells(row: CheckedRow, lang: Lang) -> dict[str, Any]:
    """The cells that a report adds to one row."""
    told = row.told
    return {
        "outcome": row.status,
        "codes": ";".join(told.codes if told else (p.code for p in row.problems)),
        "clause": told.clause if told else None,
        "rule": told.rule if told else None,
        "next_allowed": row.next_allowed,
        "missing": (";".join(told.missing) or None) if told else None,
        "message": message_of(row, lang),
    }


def added_columns(checked: CheckedBatch, lang: Lang) -> dict[str, list[Any]]:
    """The added cells of a batch, column by column; worked out once for each distinct answer."""
    verdict = checked.verdict
    columns = {
        name: verdict.column(name).decode() for name in VERDICT_COLUMNS if name != "next_allowed"
    }
    columns["next_allowed"] = verdict.next_allowed.astype(object).tolist()
    texts = [finding_text(a.told, lang) if a.told else None for a in verdict.answers]
    columns["message"] = [texts[code] for code in verdict.codes.tolist()]
    unread = checked.positions({UNREADABLE, BLANK})
    for position, row in zip(unread, checked.rows(unread), strict=True):
        for name, value in added_cells(row, lang).items():
            columns[name][position] = value
    return columns


def write_csv(
    checked: Iterable[CheckedBatch], headers: Iterable[str], path: Path, lang: Lang
) -> None:
    """Write every row with its verdict as CSV in UTF-8 with a byte order mark."""
    headers = list(headers)
    names = added_names(headers)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.write("\ufeff")  # by which Excel knows that the file is in UTF-8
        writer = csv.writer(file)
        writer.writerow([cell(header) for header in (*headers, *names.values())])
        for batch in checked:
            added = added_columns(batch, lang)
            columns = [
                *(_cells(batch.batch.columns[header]) for header in headers),
                *(added[name] for name in names),  # our own words, which begin harmlessly
            ]
            writer.writerows(zip(*columns, strict=True))


def _cells(values: list[Any]) -> list[Any]:
    """A column as cells of a CSV file, each distinct value worked out once."""
    column = encode(values)
    return Encoded(column.codes, [cell(value) for value in column.values]).decode()


def json_row(row: CheckedRow, lang: Lang) -> dict[str, Any]:
    """One row as a JSON object: where it stands, what it says, what the rules say."""
    return {
        "file": row.place.file,
        "line": row.place.line,
        "row": row.place.row,
        **{name: plain(value) for name, value in added_cells(row, lang).items()},
        "problems": [problem.to_dict() for problem in row.problems],
        "record": {name: _json_cell(value) for name, value in row.cells.items()},
    }


def _json_cell(value: Any) -> Any:
    """A cell as JSON knows it: what it does not know becomes a text, not-a-number null."""
    value = plain(value)
    if isinstance(value, list):
        return [_json_cell(part) for part in value]
    if isinstance(value, dict):
        return {name: _json_cell(part) for name, part in value.items()}
    if isinstance(value, float):
        return _json_number(value)
    return value if isinstance(value, (str, int, type(None))) else str(value)


def _json_number(value: float) -> Any:
    if math.isfinite(value):
        return int(value) if value.is_integer() else value
    return None if math.isnan(value) else str(value)


def jsonl_lines(checked: Iterable[CheckedBatch], lang: Lang) -> Iterator[str]:
    """Every row as a line of JSON."""
    for batch in checked:
        for row in batch.rows():
            yield json.dumps(json_row(row, lang), ensure_ascii=False, allow_nan=False) + "\n"


def write_jsonl(
    checked: Iterable[CheckedBatch], _headers: Iterable[str], path: Path, lang: Lang
) -> None:
    """Write every row with its verdict as JSON Lines in UTF-8."""
    # A lone half of a character pair, which UTF-8 cannot hold, is escaped as JSON escapes it.
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
        file.writelines(jsonl_lines(checked, lang))
