"""Tables from files: CSV, XLSX, Parquet and JSON Lines, in batches of rows.

A reader never drops a row. A row that is torn (too many cells, broken JSON)
comes with the problem that tells why. A file that cannot be read as a table at
all is refused with its place.
"""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, field, frozen

from bizenv.kernel.errors import TableError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.bounds import BROKEN, WORKBOOK, broken, check_bounds
from bizenv.tables.cells import BadCell
from bizenv.tables.formulas import bad_cells
from bizenv.tables.headers import ONCE_EACH, HeaderWords, find_header, known_words, listed
from bizenv.tables.quotes import Row, Torn, csv_rows

__all__ = ["FORMATS", "Batch", "Table", "open_table"]

T = TypeVar("T")

BATCH_ROWS = 65_536
_MOST_COLUMNS = 2_000
_DELIMITERS = ",\t;|"
_HEAD_ROWS = 12


@define
class Batch:
    """Some rows of a table, column by column.

    Shapes: every list of ``columns`` has ``len(rows)`` entries; ``rows`` are
    the row numbers as a spreadsheet shows them, ``lines`` the lines of a text
    file. ``torn`` holds, by position in the batch, why a row cannot be judged.
    ``typed`` is false where every cell is a text or None.
    """

    columns: dict[str, list[Any]]
    rows: list[int]
    lines: list[int] | None = None
    torn: dict[int, Problem] = field(factory=dict)
    typed: bool = True

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
    skipped: int = 0
    """How many rows above the header were passed over."""

    @property
    def place(self) -> Place:
        """Where the headers stand; the row is told where it is not the first."""
        return Place(self.file, row=self.skipped + 1 if self.skipped else None)


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
        endings = ", ".join(FORMATS)
        expected = Text(f"以 {endings} 结尾的文件", f"a file ending in {endings}")
        raise _refuse(path, "unknown-format", repr(path.name), expected, _SAVE_AS)
    if sheet is not None and reader is not _open_xlsx:
        got = Text(f"工作表 {sheet!r}", f"the sheet {sheet!r}")
        raise _refuse(path, "no-sheets", got, _NO_SHEETS)
    return reader(path, words, sheet)


_SAVE_AS = Text(
    "请在 Excel 或 WPS 中另存为 XLSX 或 CSV", "open it in Excel or WPS and save it as XLSX or CSV"
)
_NO_SHEETS = Text("不写工作表：只有 XLSX 文件有工作表", "no sheet: only XLSX files have them")


def _refuse(
    path: Path,
    code: str,
    got: str | Text,
    expected: Text,
    hint: Text | None = None,
    line: int | None = None,
) -> TableError:
    return TableError((Problem(code, got, expected, Place(str(path), line), hint),))


def _chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    rows = iter(rows)
    while chunk := list(islice(rows, BATCH_ROWS)):
        yield chunk


# --- rows of cells ----------------------------------------------------------


_HEADER_AND_ROWS = Text("表头和数据行", "a header and rows")
_NO_ROWS = Text("没有内容的表", "no rows")
_NEEDED = "start"
"""The field by which a header row is known from other rows: nothing is judged without a day."""


def _from_rows(
    path: Path, read: Callable[[], Iterator[Row]], words: HeaderWords, rows: int | None = None
) -> Table:
    """A table from rows of cells, one of which is the header."""
    head = list(islice(read(), _HEAD_ROWS))
    if not head:
        raise _refuse(path, "empty-table", _NO_ROWS, _HEADER_AND_ROWS)
    place = find_header([row.cells for row in head], words, _NEEDED)
    headers = _header_names(path, head[place])
    below = head[place].number

    def batches() -> Iterator[Batch]:
        for chunk in _chunks(islice(read(), below, None)):
            yield _batch(path, headers, chunk)

    left = None if rows is None else rows - below
    return Table(str(path), headers, batches, left, below - 1)


def _header_names(path: Path, row: Row) -> tuple[str, ...]:
    number, line, cells = row
    if isinstance(cells, Torn):
        raise TableError((cells.problem,))
    names = ["" if cell is None else str(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not any(names):
        got = Text(f"第 {number} 行没有文字", f"row {number} without words")
        raise _refuse(path, "empty-header", got, _A_HEADER, line=line)
    _check_width(path, names, line)
    named = tuple(name or f"column {place}" for place, name in enumerate(names, 1))
    for place, name in enumerate(named):
        if name in named[:place]:
            raise _refuse(path, "duplicate-header", repr(name), ONCE_EACH, line=line)
    return named


_A_HEADER = Text("表头", "a header")


def _check_width(path: Path, headers: Sequence[str], line: int | None = None) -> None:
    if len(headers) > _MOST_COLUMNS:
        got = Text(f"{len(headers):,} 列", f"{len(headers):,} columns")
        expected = Text(f"最多 {_MOST_COLUMNS:,} 列", f"at most {_MOST_COLUMNS:,}")
        raise _refuse(path, "too-many-columns", got, expected, line=line)


def _batch(path: Path, headers: tuple[str, ...], chunk: list[Row]) -> Batch:
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
    typed = not lines  # cells of a text file are texts
    return Batch(columns, [number for number, _, _ in chunk], lines or None, torn, typed)


def _fitted(
    path: Path, row: Sequence[Any], width: int, number: int, line: int | None
) -> tuple[Sequence[Any], Problem | None]:
    """A row cut or filled to the header's width; a problem where cells do not fit."""
    fitted = [*row[:width], *[None] * (width - len(row))]
    if isinstance(row, Torn):
        return fitted, row.problem
    extra = [cell for cell in row[width:] if not _beside_the_point(cell)]
    blank = all(cell in (None, "") for cell in row)
    if not extra and (len(row) >= width or blank):
        return fitted, None
    place = Place(str(path), line, row=number)
    return fitted, Problem("wrong-cell-count", _cells(len(row)), _cells(width), place)


def _beside_the_point(cell: Any) -> bool:
    """Whether a cell outside the table's columns may be passed over."""
    return cell in (None, "") or isinstance(cell, BadCell)


def _cells(number: int) -> Text:
    return Text(f"{number} 个单元格", f"{number} cells")


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
    got = Text(f"第 {bad} 字节，无法识别", f"a byte at {bad} that does not belong")
    expected = Text("UTF-8 或 GB18030 文本", "a text in UTF-8 or GB18030")
    if marked:
        name = _ENCODINGS[marked[0]]
        expected = Text(f"{name} 文本", f"a text in {name}")
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

    def read() -> Iterator[Row]:
        with path.open(encoding=encoding, newline="") as file:
            yield from csv_rows(file, delimiter, str(path))

    return _from_rows(path, read, words)


# --- XLSX -------------------------------------------------------------------


def _open_xlsx(path: Path, words: HeaderWords, sheet: str | None) -> Table:
    calamine = _library("python_calamine", path)
    check_bounds(path)
    wrong = (calamine.CalamineError, *BROKEN)
    with _refusing(path, "bad-xlsx", WORKBOOK, wrong):
        opened = _sheet_of(path, calamine.CalamineWorkbook.from_path(str(path)), sheet, calamine)
        rows = opened.to_python(skip_empty_area=False)
        _put(rows, bad_cells(path, opened.name))
        _fill_merged(rows, opened.merged_cell_ranges or ())
    while rows and all(map(_says_nothing, rows[-1])):
        rows.pop()  # a sheet is often formatted far below its last row

    def read() -> Iterator[Row]:
        for number, cells in enumerate(rows, 1):
            yield Row(number, None, cells)

    return _from_rows(path, read, words, len(rows))


def _put(rows: list[list[Any]], bad: Mapping[tuple[int, int], BadCell]) -> None:
    """Put cells without a value where the reader left blanks, or nothing at all."""
    width = len(rows[0]) if rows else 0
    for (row, column), cell in bad.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([""] * (max(width, column + 1) - len(rows[row])))
        rows[row][column] = cell


def _says_nothing(cell: Any) -> bool:
    """Whether a cell makes no row: blank, or a formula filled down that found nothing."""
    return cell in (None, "") or (isinstance(cell, BadCell) and cell.text == "#N/A")


def _sheet_of(path: Path, book: Any, name: str | None, calamine: Any) -> Any:
    """The sheet of that name, else the one that is visible and holds anything."""
    sheets = [each for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]
    if name is not None:
        names = [each.name for each in sheets]
        if name not in names:
            shown = listed(names)
            expected = Text(f"其中之一：{shown.zh}", f"one of {shown.en}")
            raise _refuse(path, "unknown-sheet", repr(name), expected)
        return book.get_sheet_by_name(name)
    visible = calamine.SheetVisibleEnum.Visible
    opened = [book.get_sheet_by_name(each.name) for each in sheets if each.visible == visible]
    filled = [sheet for sheet in opened if sheet.height]
    if len(filled) > 1:
        shown = listed([sheet.name for sheet in filled])
        got = Text(f"多个工作表：{shown.zh}", f"the sheets {shown.en}")
        raise _refuse(path, "several-sheets", got, _ONE_SHEET, _CHOOSE)
    if not filled:
        raise _refuse(path, "empty-table", _NO_ROWS, _HEADER_AND_ROWS)
    return filled[0]


_ONE_SHEET = Text("一个工作表", "one sheet")
_CHOOSE = Text("用 --sheet 指定一个", "choose with --sheet")


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
        expected = Text(f"组件 {name}", f"the library {name}")
        raise _refuse(path, "missing-library", _NOTHING, expected, _INSTALL) from error


_NOTHING = Text("没有能读这类文件的组件", "nothing to read it with")
_INSTALL = Text('运行 python -m pip install "bizenv[cli]"', 'python -m pip install "bizenv[cli]"')


@contextmanager
def _refusing(
    path: Path, code: str, expected: Text, errors: tuple[type[BaseException], ...]
) -> Iterator[None]:
    """Turn what a library raises over a file, its panics among them, into a refusal."""
    try:
        yield
    except BaseException as error:
        ours = isinstance(error, TableError)
        if not ours and (isinstance(error, errors) or type(error).__module__ == "pyo3_runtime"):
            raise _refuse(path, code, broken(str(error).split("\n")[0]), expected) from error
        raise


# --- Parquet ----------------------------------------------------------------


def _open_parquet(path: Path, _words: HeaderWords, _sheet: str | None) -> Table:
    polars = _library("polars", path)
    wrong = (polars.exceptions.PolarsError, ValueError, OverflowError)  # a year past 9999, say

    def refusing() -> AbstractContextManager[None]:
        return _refusing(path, "bad-parquet", _PARQUET, wrong)

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


_PARQUET = Text("Parquet 文件", "a Parquet file")


# --- JSON Lines -------------------------------------------------------------


def _open_jsonl(path: Path, _words: HeaderWords, _sheet: str | None) -> Table:
    bad = _decodes(path, "utf-8")
    if bad is not None:
        got = Text(f"第 {bad} 字节，无法识别", f"the byte at {bad}")
        raise _refuse(path, "bad-encoding", got, Text("UTF-8 文本", "a text in UTF-8"))

    def read() -> Iterator[tuple[int, Any]]:
        with path.open(encoding="utf-8-sig") as file:
            for line, text in enumerate(file, 1):
                if text.strip():
                    yield line, _record(path, text, line)

    headers = tuple(dict.fromkeys(chain.from_iterable(r for _, r in read() if type(r) is dict)))
    if not headers:
        raise _refuse(path, "empty-table", _NO_RECORDS, _AN_OBJECT_A_LINE)
    _check_width(path, headers)

    def batches() -> Iterator[Batch]:
        for chunk in _chunks(read()):
            torn = {n: record for n, (_, record) in enumerate(chunk) if isinstance(record, Problem)}
            records = [record if type(record) is dict else {} for _, record in chunk]
            columns = {name: [record.get(name) for record in records] for name in headers}
            lines = [line for line, _ in chunk]
            yield Batch(columns, lines, lines, torn)

    return Table(str(path), headers, batches)


_NO_RECORDS = Text("没有记录的文件", "no records")
_AN_OBJECT_A_LINE = Text("每行一个 JSON 对象", "one JSON object a line")
_AN_OBJECT = Text("一个 JSON 对象", "a JSON object")


class _NoJsonError(ValueError):
    """What Python's reader takes and JSON has not."""

    def __init__(self, words: Text) -> None:
        super().__init__(words)
        self.words = words


def _no_constant(word: str) -> None:
    raise _NoJsonError(Text(f"{word}，JSON 没有这个值", f"the word {word}, which is no JSON value"))


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = counts.most_common(1)[0][0]
        raise _NoJsonError(Text(f"重复的键 {twice!r}", f"the key {twice!r} twice"))
    return record


def _record(path: Path, text: str, line: int) -> Any:
    place = Place(str(path), line, row=line)
    try:
        record = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        return Problem("bad-json", _json_words(error), _AN_OBJECT, place)
    if not isinstance(record, dict):
        return Problem("bad-json", _JSON_KINDS[type(record)], _AN_OBJECT, place)
    return record


def _json_words(error: Exception) -> Text:
    """What is wrong with a line; details of the grammar are told in English alone."""
    if isinstance(error, _NoJsonError):
        return error.words
    if isinstance(error, json.JSONDecodeError):
        at = error.pos + 1
        return Text(f"第 {at} 个字符处的语法错误", f"{error.msg} at character {at}")
    return Text("读不了的 JSON", str(error) or "JSON that cannot be read")


_NUMBER = Text("一个数", "a number")
_JSON_KINDS = {
    list: Text("一个数组", "an array"),
    str: Text("一段文字", "a text"),
    int: _NUMBER,
    float: _NUMBER,
    bool: Text("true 或 false", "true or false"),
    type(None): Text("null", "null"),
}


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
