"""A checked schedule as rows for machines: JSON Lines and CSV, every row of the input.

The rows keep the order of the input. CSV opens in Excel: it carries a byte
order mark, and cells that a spreadsheet would run as a formula are made
harmless.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, repeat
from pathlib import Path
from types import NoneType
from typing import Any

from bizenv.inspections.bulk import VERDICT_COLUMNS
from bizenv.inspections.rules import Opinion
from bizenv.inspections.schedules import BLANK, UNREADABLE, CheckedBatch, CheckedRow
from bizenv.inspections.telling import duties_words, first_due, opinion_words
from bizenv.inspections.whole.tables import WholeCheck
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.text import Lang
from bizenv.kernel.verdict import plain
from bizenv.reports.whole_results import WHOLE_HEADERS, whole_cells
from bizenv.reports.words import message_of
from bizenv.tables.columns import Encoded, encode
from bizenv.tables.writers import LINE_END, cell, csv_file, csv_lines, harmless, json_cell

__all__ = ["ADDED", "added_cells", "added_names", "jsonl_lines", "write_csv"]

ADDED = (*VERDICT_COLUMNS, "message", "obligations", "due")
"""The columns that a report adds to the columns of the input."""


def added_names(
    headers: Iterable[str],
    labels: Mapping[str, str] | None = None,
    added: Iterable[str] = ADDED,
) -> dict[str, str]:
    """The names of the added columns; one that the input has already gets a prefix.

    ``labels`` are the names that they have in a language.

    >>> added_names(["codes"])["codes"]
    'bizenv_codes'
    """
    taken, names = set(headers), {}
    for name in added:
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
    checked: Iterable[CheckedBatch],
    headers: Iterable[str],
    path: Path,
    lang: Lang,
    whole: WholeCheck | None = None,
) -> None:
    """Write every row with its verdict as CSV in UTF-8 with a byte order mark."""
    headers = list(headers)
    added = (*ADDED, *(WHOLE_HEADERS if whole else ()))
    names = added_names(headers, added=added).values()
    before = 0
    with csv_file(path) as file:
        file.writelines(csv_lines([map(cell, (*headers, *names))]))
        for batch in checked:
            heads, tails = _heads(batch, headers), _tails(batch, lang)
            if whole:
                tails = _with_whole(tails, whole, before, lang)
            before += len(batch)
            file.write("".join(chain.from_iterable(zip(heads, tails, strict=True))))


def _with_whole(tails: list[str], whole: WholeCheck, before: int, lang: Lang) -> list[str]:
    """Every row's verdict with what the whole schedule says of the row."""
    ends = [whole_cells(whole, before + place, lang).values() for place in range(len(tails))]
    lines = csv_lines(map(cell, each) for each in ends)
    return [tail[: -len(LINE_END)] + "," + end for tail, end in zip(tails, lines, strict=True)]


def _heads(checked: CheckedBatch, headers: Sequence[str]) -> list[str]:
    """Every row's own cells as CSV, up to the comma that parts them from the verdict.

    The comma is that of an empty cell behind them; the end of the line is cut off.
    """
    columns = [_cells(checked.batch.columns[header]) for header in headers]
    rows = zip(*columns, repeat("", len(checked)), strict=True)
    return [line[: -len(LINE_END)] for line in csv_lines(rows)]


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
    (line,) = csv_lines([[cell(cells[name]) for name in ADDED]])
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
        "record": {name: json_cell(value) for name, value in row.cells.items()},
    }


def jsonl_lines(checked: Iterable[CheckedBatch], lang: Lang) -> Iterator[str]:
    """Every row as a line of JSON."""
    for batch in checked:
        for row in batch.rows():
            yield json.dumps(json_row(row, lang), ensure_ascii=False, allow_nan=False) + "\n"
