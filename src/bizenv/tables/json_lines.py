"""JSON Lines: one record a line, headers from the keys of all of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.batches import Batch, Table, chunks
from bizenv.tables.encodings import encoding_of
from bizenv.tables.headers import HeaderWords
from bizenv.tables.refusals import check_width, refuse

__all__ = ["open_jsonl"]


def open_jsonl(path: Path, _words: HeaderWords, encoding: str | None) -> Table:
    """Open a file of JSON Lines; it is read once for its keys and once for its rows.

    Raises:
        TableError: the file is not in UTF-8 or what was named, or holds no record.
    """
    codec = encoding_of(path, encoding or "UTF-8").codec

    def read() -> Iterator[tuple[int, Any]]:
        with path.open(encoding=codec) as file:
            for line, text in enumerate(file, 1):
                if text.strip():
                    yield line, _record(path, text, line)

    headers = tuple(dict.fromkeys(chain.from_iterable(r for _, r in read() if type(r) is dict)))
    if not headers:
        raise refuse(path, "empty-table", _NO_RECORDS, _AN_OBJECT_A_LINE, _hint(read()))
    check_width(path, headers)

    def batches() -> Iterator[Batch]:
        for chunk in chunks(read()):
            torn = {n: record for n, (_, record) in enumerate(chunk) if isinstance(record, Problem)}
            records = [record if type(record) is dict else {} for _, record in chunk]
            columns = {name: [record.get(name) for record in records] for name in headers}
            lines = [line for line, _ in chunk]
            yield Batch(columns, lines, lines, torn)

    return Table(str(path), headers, batches)


def _hint(records: Iterator[tuple[int, Any]]) -> Text | None:
    """What to do where the first line begins an array."""
    _, first = next(records, (0, None))
    array = isinstance(first, Problem) and first.hint is _NO_ARRAY
    return _NO_ARRAY if array else None


_NO_ARRAY = Text(
    "每行写一个对象，不写外面的 [ ]", "write one object a line, without the [ ] around them"
)
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
    hint = _NO_ARRAY if text.lstrip().startswith("[") else None
    try:
        record = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        return Problem("bad-json", _json_words(error), _AN_OBJECT, place, hint)
    if not isinstance(record, dict):
        return Problem("bad-json", _JSON_KINDS[type(record)], _AN_OBJECT, place, hint)
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
