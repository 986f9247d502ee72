"""Parquet files: cells with types, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from bizenv.kernel.text import Text
from bizenv.tables.batches import Batch, Table, ranges
from bizenv.tables.headers import HeaderWords
from bizenv.tables.refusals import check_width, library, refusing

__all__ = ["open_parquet"]


def open_parquet(path: Path, _words: HeaderWords, _: str | None) -> Table:
    """Open a Parquet file.

    Raises:
        TableError: the file cannot be read as a table.
    """
    polars = library("polars", path)
    wrong = (polars.exceptions.PolarsError, ValueError, OverflowError)  # a year past 9999, say

    def guarded() -> AbstractContextManager[None]:
        return refusing(path, "bad-parquet", _PARQUET, wrong)

    with guarded():
        scan = polars.scan_parquet(path, glob=False, hive_partitioning=False)
        headers = tuple(scan.collect_schema().names())
        total = scan.select(polars.len()).collect().item()
    check_width(path, headers)

    def batches() -> Iterator[Batch]:
        for first, most in ranges(total):
            with guarded():
                frame = scan.slice(first, most).collect()
                columns = {name: frame.get_column(name).to_list() for name in headers}
            yield Batch(columns, list(range(first + 2, first + 2 + frame.height)))

    return Table(str(path), headers, batches, total)


_PARQUET = Text("Parquet 文件", "a Parquet file")
