"""Tables from files: CSV, XLSX, Parquet and JSON Lines, in batches of rows.

A reader never drops a row. A row that is torn (too many cells, broken JSON)
comes with the problem that tells why. A file that cannot be read as a table at
all is refused with its place.
"""

from __future__ import annotations

import codecs
import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, field, frozen

from bizenv.kernel.errors import Problem, TableError
from bizenv.kernel.place import Place
from bizenv.tables.bounds import check_bounds
from bizenv.tables.headers import HeaderWords, find_header, known_words, listed

__all__ = ["FORMATS", "Batch", "Table", "open_table"]

T = TypeVar("T")

BATCH_ROWS = 65_536
_MOST_CELL = 1_000_000
_MOST_COLUMNS = 2_000
_DELIMITERS = ",\t;|"
_HEAD_ROWS = 12


@define
class Batch:
    """Some rows of a table, column by column.

    Shapes: every list of ``columns`` has ``len(rows)`` entries; ``rows`` are
    the row numbers as a spreadsheet shows them, ``lines`` the lines of a text
    file. ``torn`` holds, by position in the batch, why a row cannot be judged.
    """

    columns: dict[str, list[Any]]
    rows: list[int]
    lines: list[int] | None = None
    torn: dict[int, Problem] = field(factory=dict)

    def __len__(self) -> int:
        return len(self.rows)


@frozen
class Table:
    """An opened table: its headers, and its rows in batches."""

    file: str
    headers: tuple[str, ...]
    batches: Callable[[], Iterator[Batch]]
    rows: int | None = None
    """How many rows there are, where that is known beforehand."""


def open_table(path: Path, words: HeaderWords, sheet: str | None = None) -> Table:
    """Open a table file; its ending says what it is.

    ``words`` are the known headers, by which the header row is found below a
    title.

    Raises:
        TableError: the file cannot be read as a table.
        OSError: the file cannot be opened.
    """
    reader = FORMATS.get(path.suffix.casefold())
    if reader is None:
        expected = f"a file ending in {', '.join(FORMATS)}"
        hint = "open it in Excel or WPS and save it as XLSX or CSV"
        raise _refuse(path, "unknown-format", repr(path.name), expected, hint)
    if sheet is not None and reader is not _open_xlsx:
        raise _refuse(
            path, "no-sheets", f"the sheet {sheet!r}", "no sheet: only XLSX files have them"
        )
    return reader(path, words, sheet)


def _refuse(
    path: Path, code: str, got: str, expected: str, hint: str | None = None, line: int | None = None
) -> TableError:
    return TableError((Problem(code, got, expected, Place(str(path), line), hint),))


def _chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    rows = iter(rows)
    while chunk := list(islice(rows, BATCH_ROWS)):
        yield chunk


# --- rows of cells ----------------------------------------------------------


_Row = tuple[int, int | None, Sequence[Any]]
"""A row's number, its line, its cells."""


def _from_rows(
    path: Path, read: Callable[[], Iterator[_Row]], words: HeaderWords, rows: int | None = None
) -> Table:
    """A table from rows of cells, one of which is the header."""
    head = list(islice(read(), _HEAD_ROWS))
    if not head:
        raise _refuse(path, "empty-table", "no rows", "a header and rows")
    place = find_header([cells for _, _, cells in head], words)
    headers = _header_names(path, head[place])
    below = head[place][0]

    def batches() -> Iterator[Batch]:
        for chunk in _chunks(row for row in read() if row[0] > below):
            yield _batch(path, headers, chunk)

    return Table(str(path), headers, batches, rows - below if rows is not None else None)


def _header_names(path: Path, row: _Row) -> tuple[str, ...]:
    number, line, cells = row
    names = ["" if cell is None else str(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not any(names):
        raise _refuse(path, "empty-header", f"row {number} without words", "a header", line=line)
    _check_width(path, names, line)
    named = tuple(name or f"column {place}" for place, name in enumerate(names, 1))
    for place, name in enumerate(named):
        if name in named[:place]:
            expected = "headers that stand once each"
            raise _refuse(path, "duplicate-header", repr(name), expected, line=line)
    return named


def _check_width(path: Path, headers: Sequence[str], line: int | None = None) -> None:
    if len(headers) > _MOST_COLUMNS:
        got, expected = f"{len(headers):,} columns", f"at most {_MOST_COLUMNS:,}"
        raise _refuse(path, "too-many-columns", got, expected, line=line)


def _batch(path: Path, headers: tuple[str, ...], chunk: list[_Row]) -> Batch:
    width = len(headers)
    torn: dict[int, Problem] = {}
    cells: list[Sequence[Any]] = []
    for place, (number, line, row) in enumerate(chunk):
        if len(row) == width:
            cells.append(row)
            continue
        fitted, problem = _fitted(path, row, width, number, line)
        cells.append(fitted)
        if problem:
            torn[place] = problem
    columns = dict(zip(headers, map(list, zip(*cells, strict=True)), strict=True))
    lines = [line for _, line, _ in chunk if line is not None]
    return Batch(columns, [number for number, _, _ in chunk], lines or None, torn)


def _fitted(
    path: Path, row: Sequence[Any], width: int, number: int, line: int | None
) -> tuple[Sequence[Any], Problem | None]:
    """A row cut or filled to the header's width; a problem where cells do not fit."""
    extra = [cell for cell in row[width:] if cell not in (None, "")]
    blank = all(cell in (None, "") for cell in row)
    fitted = [*row[:width], *[None] * (width - len(row))]
    if not extra and (len(row) >= width or blank):
        return fitted, None
    place = Place(str(path), line, row=number)
    return fitted, Problem("wrong-cell-count", f"{len(row)} cells", f"{width} cells", place)


# --- CSV --------------------------------------------------------------------


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16"}


def _decodes(path: Path, encoding: str) -> int | None:
    """None if the whole file reads in an encoding, else the byte where it does not."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    done = 0
    with path.open("rb") as file:
        while True:
            block = file.read(1 << 20)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                kept = len(error.object) - len(block)  # from the block before
                return done - kept + error.start
            if not block:
                return None
            done += len(block)


def detect_encoding(path: Path) -> str:
    """The encoding of a text file: by its mark, else UTF-8, else GB18030.

    Raises:
        TableError: the file is in neither, or breaks off in the encoding of its mark.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = [encoding for mark, encoding in _MARKS if start.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        bad = _decodes(path, encoding)
        if bad is None:
            return encoding
    got = f"a byte at {bad} that does not belong"
    expected = f"a text in {_ENCODINGS[marked[0]] if marked else 'UTF-8 or GB18030'}"
    raise _refuse(path, "bad-encoding", got, expected)


def _delimiter(path: Path, encoding: str, words: HeaderWords) -> str:
    """The delimiter by which the first lines hold most known words.

    Where they hold none it is the one that most lines have, then the one that
    a line has most of.
    """
    with path.open(encoding=encoding, newline="") as file:
        lines = list(islice(file, _HEAD_ROWS))

    def weight(sign: str) -> tuple[int, int, int]:
        counts = [line.count(sign) for line in lines]
        rows = [line.replace('"', "").split(sign) for line in lines]
        known = max((known_words(row, words) for row in rows), default=0)
        return known, sum(map(bool, counts)), max(counts, default=0)

    return max(_DELIMITERS, key=weight)


def _open_csv(path: Path, words: HeaderWords, _sheet: str | None) -> Table:
    encoding = detect_encoding(path)
    delimiter = _delimiter(path, encoding, words)

    def read() -> Iterator[_Row]:
        csv.field_size_limit(max(csv.field_size_limit(), _MOST_CELL))
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            line = 1
            try:
                for number, cells in enumerate(reader, 1):
                    yield number, line, cells
                    line = reader.line_num + 1
            except csv.Error as error:
                expected = "quotes that close, and cells of at most a million characters"
                raise _refuse(path, "bad-csv", str(error), expected, line=line) from error

    return _from_rows(path, read, words)


# --- XLSX -------------------------------------------------------------------


def _open_xlsx(path: Path, words: HeaderWords, sheet: str | None) -> Table:
    calamine = _library("python_calamine", path)
    check_bounds(path)
    expected = "a workbook of Excel or WPS"
    with _refusing(path, "bad-xlsx", expected, (calamine.CalamineError,)):
        opened = _sheet_of(path, calamine.CalamineWorkbook.from_path(str(path)), sheet, calamine)
        rows = opened.to_python(skip_empty_area=False)
        _fill_merged(rows, opened.merged_cell_ranges or ())
    while rows and all(cell in (None, "") for cell in rows[-1]):
        rows.pop()  # a sheet is often formatted far below its last row

    def read() -> Iterator[_Row]:
        for number, cells in enumerate(rows, 1):
            yield number, None, cells

    return _from_rows(path, read, words, len(rows))


def _sheet_of(path: Path, book: Any, name: str | None, calamine: Any) -> Any:
    """The sheet of that name, else the one that is visible and holds anything."""
    sheets = [each for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]
    if name is not None:
        names = [each.name for each in sheets]
        if name not in names:
            raise _refuse(path, "unknown-sheet", repr(name), f"one of {listed(names)}")
        return book.get_sheet_by_name(name)
    visible = calamine.SheetVisibleEnum.Visible
    opened = [book.get_sheet_by_name(each.name) for each in sheets if each.visible == visible]
    filled = [sheet for sheet in opened if sheet.height]
    if len(filled) > 1:
        got = f"the sheets {listed([sheet.name for sheet in filled])}"
        raise _refuse(path, "several-sheets", got, "one sheet", "choose with --sheet")
    if not filled:
        raise _refuse(path, "empty-table", "no rows", "a header and rows")
    return filled[0]


def _fill_merged(rows: list[list[Any]], ranges: Iterable[Any]) -> None:
    """What a merged cell says, it says of every row and column it spans."""
    for (top, left), (bottom, right) in ranges:
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = rows[top][left]


def _library(name: str, path: Path) -> Any:
    """An optional library, or the advice how to install it."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        expected = f"the library {name}"
        hint = 'python -m pip install "bizenv[cli]"'
        raise _refuse(path, "missing-library", "nothing to read it with", expected, hint) from error


@contextmanager
def _refusing(
    path: Path, code: str, expected: str, errors: tuple[type[Exception], ...]
) -> Iterator[None]:
    """Turn what a library raises over a file, its panics among them, into a refusal."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, errors) or type(error).__module__ == "pyo3_runtime":
            raise _refuse(path, code, str(error).split("\n")[0], expected) from error
        raise


# --- Parquet ----------------------------------------------------------------


def _open_parquet(path: Path, _words: HeaderWords, _sheet: str | None) -> Table:
    polars = _library("polars", path)
    wrong = (polars.exceptions.PolarsError, ValueError, OverflowError)  # a year past 9999, say

    def refusing() -> AbstractContextManager[None]:
        return _refusing(path, "bad-parquet", "a Parquet file", wrong)

    with refusing():
        scan = polars.scan_parquet(path, glob=False, hive_partitioning=False)
        headers = tuple(scan.collect_schema().names())
        total = scan.select(polars.len()).collect().item()
    _check_width(path, headers)

    def batches() -> Iterator[Batch]:
        for first in range(0, total, BATCH_ROWS):
            with refusing():
                frame = scan.slice(first, BATCH_ROWS).collect()
                columns = {name: frame.get_column(name).to_list() for name in headers}
            yield Batch(columns, list(range(first + 2, first + 2 + frame.height)))

    return Table(str(path), headers, batches, total)


# --- JSON Lines -------------------------------------------------------------


def _open_jsonl(path: Path, _words: HeaderWords, _sheet: str | None) -> Table:
    bad = _decodes(path, "utf-8")
    if bad is not None:
        raise _refuse(path, "bad-encoding", f"the byte at {bad}", "a text in UTF-8")

    def read() -> Iterator[tuple[int, Any]]:
        with path.open(encoding="utf-8-sig") as file:
            for line, text in enumerate(file, 1):
                if text.strip():
                    yield line, _record(path, text, line)

    headers = tuple(dict.fromkeys(chain.from_iterable(r for _, r in read() if type(r) is dict)))
    if not headers:
        raise _refuse(path, "empty-table", "no records", "one JSON object a line")
    _check_width(path, headers)

    def batches() -> Iterator[Batch]:
        for chunk in _chunks(read()):
            torn = {n: record for n, (_, record) in enumerate(chunk) if isinstance(record, Problem)}
            records = [record if type(record) is dict else {} for _, record in chunk]
            columns = {name: [record.get(name) for record in records] for name in headers}
            lines = [line for line, _ in chunk]
            yield Batch(columns, lines, lines, torn)

    return Table(str(path), headers, batches)


def _no_constant(word: str) -> None:
    raise ValueError(f"the word {word}, which is no JSON value")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = counts.most_common(1)[0][0]
        raise ValueError(f"the key {twice!r} twice")
    return record


def _record(path: Path, text: str, line: int) -> Any:
    try:
        record = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        got = str(error)
        if isinstance(error, json.JSONDecodeError):
            got = f"{error.msg} at character {error.pos + 1}"
        return Problem("bad-json", got, "a JSON object", Place(str(path), line, row=line))
    if not isinstance(record, dict):
        place = Place(str(path), line, row=line)
        return Problem("bad-json", type(record).__name__, "a JSON object", place)
    return record


FORMATS: dict[str, Callable[[Path, HeaderWords, str | None], Table]] = {
    ".csv": _open_csv,
    ".tsv": _open_csv,
    ".txt": _open_csv,
    ".xlsx": _open_xlsx,
    ".xlsm": _open_xlsx,
    ".xls": _open_xlsx,
    ".parquet": _open_parquet,
    ".jsonl": _open_jsonl,
    ".ndjson": _open_jsonl,
}
"""By file ending, how a table is opened."""
