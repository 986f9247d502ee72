"""An index from a table: a row for each indicator, with Chinese or English headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from bizenv.indicators.records import read_number
from bizenv.indicators.schema import IndexReader
from bizenv.indicators.values import Index
from bizenv.kernel.errors import RecordError, UsageError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.batches import Batch, Table
from bizenv.tables.cells import BadCell, blank, read_yes_no, text_of
from bizenv.tables.headers import match_headers

__all__ = ["INDEX_HEADERS", "read_index_table"]

INDEX_HEADERS: dict[str, tuple[str, ...]] = {
    "code": ("代码", "指标代码", "编号", "指标编号", "indicator"),
    "zh": ("指标", "指标名称", "名称", "中文名称", "name", "name_zh"),
    "en": ("英文名称", "name_en", "english"),
    "parent": ("上级", "上级代码", "上级指标", "所属指标"),
    "direction": ("方向", "指标方向", "指标属性", "性质"),
    "unit": ("计量单位", "单位"),
    "best": ("最优值", "最好值", "标杆值", "目标值", "上限"),
    "worst": ("最差值", "下限"),
    "weight": ("权重", "权数", "分值"),
    "since": ("启用", "起始期"),
    "until": ("停用", "终止期"),
    "per": ("除以", "分母", "denominator"),
    "auxiliary": ("辅助", "仅监测"),
    "source": ("数据来源", "来源"),
}
"""The headers that people write in a table of indicators, by field."""
_NUMBERS = ("best", "worst", "weight")
_MOST = 1000


def read_index_table(
    table: Table, id: str, words: Mapping[str, Sequence[str]] = INDEX_HEADERS
) -> Index:
    """The index of a table.

    >>> from bizenv.indicators.records import table_of
    >>> read_index_table(table_of([{"代码": "a", "方向": "逆向", "权重": "30%"}]), "x")["a"].weight
    30.0

    Raises:
        TableError: there is no column for the code, or two may be meant.
        RecordError: rows cannot be read, or are no tree.
    """
    headers = match_headers(table.headers, words, table.file or None)
    headers.require("code", words, table.headers, table.place)
    problems: list[Problem] = []
    place = Place(table.file or None)

    def wrong(
        code: str, path: tuple[str | int, ...], got: Any, expected: Text, hint: Text | None = None
    ) -> None:
        field = str(path[0]) if path else None
        header = headers.columns.get(field) if field else None
        spot = evolve(place, field=field, header=header if header != field else None)
        problems.append(Problem(code, got, expected, spot, hint))

    reader = IndexReader(wrong)
    for batch in table.batches():
        for n, row in _rows(batch, headers.columns):
            line = batch.lines[n] if batch.lines else None
            place = Place(table.file or None, line, row=batch.rows[n])
            if n in batch.torn:
                problems.append(batch.torn[n])
            elif any(not blank(cell) for cell in row.values()):
                reader.indicator(_read_row(row, reader), None, ())
    if not problems:
        try:
            return Index(id, reader.found)
        except UsageError as error:
            got = Text("这些行", "these rows")
            spot = Place(table.file or None)
            said = Text(error.say("zh"), error.say("en"))
            problems.append(Problem("no-tree", got, said, spot))
    raise RecordError(tuple(problems[:_MOST]))


def _rows(batch: Batch, columns: Mapping[str, str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for n in range(len(batch)):
        yield n, {name: batch.columns[header][n] for name, header in columns.items()}


def _read_row(row: Mapping[str, Any], reader: IndexReader) -> dict[str, Any]:
    """The cells of a row as the fields of an indicator; what is wrong is told."""
    fields: dict[str, Any] = {}
    for name, cell in row.items():
        if isinstance(cell, BadCell):
            problem = cell.problem(name)
            reader.wrong(problem.code, (name,), problem.got, problem.expected, problem.hint)
        elif name == "direction":
            fields[name] = text_of(cell) or None
        elif blank(cell):
            continue
        elif name in _NUMBERS:
            said = read_number(cell)
            if isinstance(said, Problem):
                reader.wrong(said.code, (name,), said.got, said.expected, said.hint)
            else:
                fields[name] = said
        elif name == "auxiliary":
            fields[name] = _yes_no(cell, reader)
        else:
            fields[name] = text_of(cell)
    return fields


def _yes_no(cell: Any, reader: IndexReader) -> bool:
    try:
        return read_yes_no(cell, "auxiliary")
    except RecordError as error:
        said = error.problems[0]
        reader.wrong(said.code, ("auxiliary",), said.got, said.expected, said.hint)
        return False
