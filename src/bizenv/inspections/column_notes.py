"""Which columns of a schedule were read as what, and which were not.

A column that nobody reads may be the last day of every visit. So it is told,
and told loudly where it looks like one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from bizenv.inspections.situations import AXIS_OF
from bizenv.kernel.errors import RecordError
from bizenv.kernel.text import Text
from bizenv.tables.cells import blank, read_day
from bizenv.tables.headers import listed

__all__ = ["columns_told", "foreign_columns", "unread_end", "unread_ends"]

_LIKE_AN_END = re.compile(r"结束|截止|完成|终止|\b(end|finish)", re.IGNORECASE)
_LOOKED_AT = 100


def unread_ends(
    headers: Iterable[str], read: Mapping[str, str], cells: Mapping[str, Sequence[Any]]
) -> Iterator[str]:
    """The columns not read that hold days, or are called like an end, where no end is read.

    >>> list(unread_ends(["start", "till"], {"start": "start"}, {"till": ["2023-07-05"]}))
    ['till']
    """
    if "end" not in read:
        for header in _unread(headers, read):
            first = list(islice((c for c in cells[header] if not blank(c)), _LOOKED_AT))
            if first and (_LIKE_AN_END.search(header) or all(map(_is_day, first))):
                yield header


def _unread(headers: Iterable[str], read: Mapping[str, str]) -> list[str]:
    return [header for header in headers if header not in read.values()]


def _is_day(cell: Any) -> bool:
    """Whether a cell is a day for sure; a number of eight digits may be anything."""
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or cell.isdecimal():
        return False
    try:
        read_day(cell)
    except RecordError:
        return False
    return True


def columns_told(
    headers: Iterable[str],
    read: Mapping[str, str],
    cells: Mapping[str, Sequence[Any]],
    *,
    settled: bool = False,
) -> tuple[Text, ...]:
    """What is told of the columns: nothing where every one of them is read.

    ``settled`` says that the table is known to have no end.
    """
    headers = tuple(headers)
    unread = listed(_unread(headers, read))
    if len(headers) == len(set(read.values())):
        return ()
    columns = {column: field for field, column in read.items()}
    pairs = [(header, columns[header]) for header in headers if header in columns]
    zh, en = (", ".join(f"{header} → {field}" for header, field in pairs),) * 2
    told = Text(
        f"读了这些列：{zh.replace(', ', '、')}；没有读：{unread.zh}。",
        f"Columns read: {en}; not read: {unread.en}.",
    )
    return (*(() if settled else map(unread_end, unread_ends(headers, read, cells))), told)


def foreign_columns(
    read: Mapping[str, str], cells: Mapping[str, Sequence[Any]], known: Callable[[str, Any], bool]
) -> Iterator[Text]:
    """The advice for each column of words that was read, and in which no word is known.

    ``known`` says of a field and a cell whether that can be read. One word alone may be a slip.

    >>> told = foreign_columns({"kind": "Kind"}, {"Kind": ["Fire", "Food"]}, lambda *_: False)
    >>> [note.say("en").split(",")[0] for note in told]
    ["Mind: no word of the column 'Kind' is known"]
    """
    for field in filter(read.__contains__, AXIS_OF):
        said = (cell for cell in cells[read[field]] if not blank(cell))
        first = {str(cell): cell for cell in islice(said, _LOOKED_AT)}
        if len(first) > 1 and not any(known(field, cell) for cell in first.values()):
            yield _foreign(field, read[field], next(iter(first)))


def _foreign(field: str, column: str, word: str) -> Text:
    line = f"{field}: {{column: {column}, values: {{{word!r}: …}}}}"
    none = f'{field}: {{column: ""}}'
    return Text(
        f"注意：{column!r} 列读作 {field}，其中没有一个词是认得的。若确是 {field}，"
        f"请在 --map 文件中写明各词的意思：{line}；若不是，请写 {none}。",
        f"Mind: no word of the column {column!r} is known, which was read as {field}. "
        f"If it is that, say in a --map file what its words mean: {line}; "
        f"if it is not, write {none}.",
    )


def unread_end(header: str) -> Text:
    """The warning that a column may be the last day of every visit, and was not read."""
    line = f"end: {{column: {header}}}"
    return Text(
        f"注意：没有读 {header!r} 列，每次检查都按一天判断。它若是结束日期，请在 --map 文件中写 "
        f'{line}；若没有结束日期，请写 end: {{column: ""}}。',
        f"Mind: the column {header!r} is not read, and every visit is taken for one of a single "
        f"day. If it is the last day, write {line} in a --map file; if there is none, "
        'end: {column: ""}.',
    )
