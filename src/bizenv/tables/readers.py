"""Tables from files: CSV, XLSX, Parquet and JSON Lines, in batches of rows.

A reader never drops a row. A row that is torn (too many cells, broken JSON)
comes with the problem that tells why. A file that cannot be read as a table at
all is refused with its place.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bizenv.kernel.text import Text
from bizenv.tables.batches import Table
from bizenv.tables.csv_files import open_csv
from bizenv.tables.headers import HeaderWords
from bizenv.tables.json_lines import open_jsonl
from bizenv.tables.parquet_files import open_parquet
from bizenv.tables.refusals import refuse
from bizenv.tables.workbooks import open_xlsx

__all__ = ["FORMATS", "open_table"]

FORMATS: dict[str, Callable[[Path, HeaderWords, str | None], Table]] = {
    ".csv": open_csv,
    ".tsv": open_csv,
    ".txt": open_csv,
    ".xlsx": open_xlsx,
    ".xlsm": open_xlsx,
    ".xls": open_xlsx,
    ".parquet": open_parquet,
    ".jsonl": open_jsonl,
    ".ndjson": open_jsonl,
}
"""By file ending, how a table is opened; the last argument names the sheet or the encoding."""
_TEXTS = (open_csv, open_jsonl)


def open_table(
    path: Path, words: HeaderWords, sheet: str | None = None, encoding: str | None = None
) -> Table:
    """Open a table file; its ending says what it is.

    ``words`` are the known headers, by which the header row is found below a
    title. ``encoding`` is found out where it is not named.

    Raises:
        TableError: the file cannot be read as a table.
        OSError: the file cannot be opened.
    """
    reader = FORMATS.get(path.suffix.casefold())
    if reader is None:
        endings = ", ".join(FORMATS)
        expected = Text(f"以 {endings} 结尾的文件", f"a file ending in {endings}")
        raise refuse(path, "unknown-format", repr(path.name), expected, _advice(path))
    if sheet is not None and reader is not open_xlsx:
        got = Text(f"工作表 {sheet!r}", f"the sheet {sheet!r}")
        raise refuse(path, "no-sheets", got, _NO_SHEETS)
    if encoding is not None and reader not in _TEXTS:
        got = Text(f"编码 {encoding!r}", f"the encoding {encoding!r}")
        raise refuse(path, "no-encoding", got, _NO_ENCODING)
    return reader(path, words, encoding if reader in _TEXTS else sheet)


def _advice(path: Path) -> Text:
    """How to make a file of another kind one that is read."""
    ending = path.suffix.casefold()
    if ending in _PACKED:
        return _UNPACK
    return _ONE_A_LINE if ending == ".json" else _SAVE_AS


_PACKED = frozenset([".gz", ".zip", ".bz2", ".xz", ".zst", ".7z", ".rar"])
_UNPACK = Text("请先解压，再读里面的表", "unpack it first, and read the table within")
_ONE_A_LINE = Text(
    "请改写为 JSON Lines：每行一个对象，不写外面的 [ ]，文件名以 .jsonl 结尾",
    "write it as JSON Lines: one object a line, without the [ ] around them, "
    "in a file ending in .jsonl",
)
_SAVE_AS = Text(
    "请在 Excel 或 WPS 中另存为 XLSX 或 CSV", "open it in Excel or WPS and save it as XLSX or CSV"
)
_NO_ENCODING = Text(
    "不写编码：只有 CSV 和 JSON Lines 文件有编码", "no encoding: only CSV and JSON Lines have one"
)
_NO_SHEETS = Text("不写工作表：只有 XLSX 文件有工作表", "no sheet: only XLSX files have them")
