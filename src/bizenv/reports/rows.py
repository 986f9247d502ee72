"""A checked schedule as rows for machines: JSON Lines and CSV, every row of the input.

The rows keep the order of the input. CSV opens in Excel: it carries a byte
order mark, and cells that a spreadsheet would run as a formula are made
harmless.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, repeat
from pathlib import Path
from types import NoneType, SimpleNamespace
from typing import Any

from bizenv.inspections.bulk import VERDICT_COLUMNS
from bizenv.inspections.rules import Opinion
from bizenv.inspections.schedules import BLANK, UNREADABLE, CheckedBatch, CheckedRow
from bizenv.inspections.telling import duties_words, first_due, opinion_words
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.text import Lang
from bizenv.kernel.verdict import plain
from bizenv.reports.words import message_of
from bizenv.tables.columns import Encoded, encode
from bizenv.tables.writers import cell, harmless

__all__ = ["ADDED", "added_cells", "added_names", "write_csv", "write_jsonl"]

ADDED = (*VERDICT_COLUMNS, "message", "obligations", "due")
"""The columns that a report adds to the columns of the input."""


def added_names(headers: Iterable[str], labels: Mapping[str, str] | None = None) -> dict[str, str]:
    """The names of the added columns; one that the input has already gets a prefix.

    ``labels`` are the names that they have in a language.

    >>> added_names(["codes"])["codes"]
    'bizenv_codes'
    """
    taken, names = set(headers), {}
    for name in ADDED:
        free = labels[name] if labels else name
        while free in taken:
            free = f"bizenv_{free}"
        names[name] = free
        taken.add(free)
    return names


def added_cells(row: CheckedRow, lang: Lang) -> dict[str, Any]:
    """The cells that a report adds to one row."""
    if row.opinion is not None:
        return _opinion_cells(row.opinion, row.next_allowed, row.obligations, lang)
    return dict.fromkeys(ADDED) | {
        "outcome": row.status,
        "codes": ";".join(dict.fromkeys(problem.code for problem in row.problems)),
        "message": message_of(row, lang),
    }


def _opinion_cells(
    opinion: Opinion, next_allowed: date | None, obligations: Sequence[Obligation], lang: Lang
) -> dict[str, Any]:
    return {
        "outcome": opinion.outcome.value,
        "codes": ";".join(opinion.codes),
        "clause": opinion.clause,
        "rule": opinion.rule,
        "next_allowed": next_allowed,
        "missing": ";".join(opinion.missing) or None,
        "message": opinion_words(opinion, lang),
        "obligations": duties_words(obligations, lang),
        "due": first_due(obligations),
    }


# --- CSV --------------------------------------------------------------------


def write_csv(
    checked: Iterable[CheckedBatch], headers: Iterable[str], path: Path, lang: Lang
) -> None:
    """Write every row with its verdict as CSV in UTF-8 with a byte order mark."""
    headers = list(headers)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.write("\ufeff")  # by which Excel knows that the file is in UTF-8
        file.writelines(_csv_lines([map(cell, (*headers, *added_names(headers).values()))]))
        for batch in checked:
            heads, tails = _heads(batch, headers), _tails(batch, lang)
            file.write("".join(chain.from_iterable(zip(heads, tails, strict=True))))


_LINE_END = "\r\n"


def _csv_lines(rows: Iterable[Iterable[Any]]) -> list[str]:
    """Rows of cells as lines of CSV."""
    lines: list[str] = []
    sink = SimpleNamespace(write=lines.append)  # quicker than a file, line by line
    csv.writer(sink, lineterminator=_LINE_END).writerows(rows)
    return lines


def _heads(checked: CheckedBatch, headers: Sequence[str]) -> list[str]:
    """Every row's own cells as CSV, up to the comma that parts them from the verdict.

    The comma is that of an empty cell behind them; the end of the line is cut off.
    """
    columns = [_cells(checked.batch.columns[header]) for header in headers]
    rows = zip(*columns, repeat("", len(checked)), strict=True)
    return [line[: -len(_LINE_END)] for line in _csv_lines(rows)]


def _cells(values: list[Any]) -> list[Any]:
    """A column as cells of a CSV file; most columns are texts of which none is a formula."""
    if set(map(type, values)) <= {str, NoneType}:
        mended = {value: safe for value in set(values) if (safe := harmless(value)) != value}
        return [mended.get(value, value) for value in values] if mended else values
    column = encode(values)
    return Encoded(column.codes, [cell(value) for value in column.values]).decode()


def _tails(checked: CheckedBatch, lang: Lang) -> list[str]:
    """Every row's verdict as CSV, once for each distinct answer, day and set of obligations."""
    verdict, duties = checked.verdict, checked.verdict.obligations
    days = verdict.next_allowed.astype(object).tolist()
    keys = list(zip(verdict.codes.tolist(), days, duties.codes.tolist(), strict=True))
    known = {
        (code, day, due): _tail(_opinion_cells(opinion, day, duties.values[due], lang))
        if opinion
        else ""
        for code, day, due in set(keys)
        for opinion in [verdict.answers[code].opinion]
    }
    tails = [known[key] for key in keys]
    unread = checked.positions({UNREADABLE, BLANK})
    for position, row in zip(unread, checked.rows(unread), strict=True):
        tails[position] = _tail(added_cells(row, lang))
    return tails


def _tail(cells: dict[str, Any]) -> str:
    # A message may begin with a header of the table, so these cells are made harmless too.
    (line,) = _csv_lines([[cell(cells[name]) for name in ADDED]])
    return line


# --- JSON Lines -------------------------------------------------------------


def json_row(row: CheckedRow, lang: Lang) -> dict[str, Any]:
    """One row as a JSON object: where it stands, what it says, what the rules say."""
    return {
        "file": row.place.file,
        "line": row.place.line,
        "row": row.place.row,
        **{name: plain(value) for name, value in added_cells(row, lang).items()},
        "obligations": [duty.to_dict() for duty in row.obligations],
        "problems": [problem.to_dict(lang) for problem in row.problems],
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
