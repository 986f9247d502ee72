"""JSON files that hold records: an array of objects, or an object around one.

>>> records_of({"title": "清单", "items": [{"违法行为": "未公示"}]})
([{'违法行为': '未公示'}], {'title': '清单'})
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bizenv.kernel.text import Text
from bizenv.tables.encodings import encoding_of
from bizenv.tables.refusals import refuse

__all__ = ["read_json_records", "records_of"]

_MOST_BYTES = 50_000_000

Record = dict[str, Any]


def read_json_records(path: Path) -> tuple[list[Record], Record]:
    """The records of a JSON file, and what stands beside them.

    Raises:
        TableError: the file is too large, is no JSON, or holds no records.
        OSError: it cannot be opened.
    """
    size = path.stat().st_size
    if size > _MOST_BYTES:
        got = Text(f"{size:,} 字节", f"{size:,} bytes")
        most = Text(f"最多 {_MOST_BYTES:,} 字节", f"at most {_MOST_BYTES:,} bytes")
        raise refuse(path, "too-large", got, most)
    text = path.read_text(encoding=encoding_of(path).codec)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise refuse(path, "bad-json", _BROKEN, _JSON, line=error.lineno) from error
    except (RecursionError, ValueError) as error:  # nested too deep, or a number of many digits
        raise refuse(path, "bad-json", _BROKEN, _JSON) from error
    found = records_of(value)
    if found is None:
        raise refuse(path, "no-records", _NO_RECORDS, _RECORDS)
    return found


def records_of(value: Any) -> tuple[list[Record], Record] | None:
    """The records in a value, and what stands beside them; None where there are none."""
    if isinstance(value, dict):
        lists = [name for name, part in value.items() if _records(part)]
        if len(lists) != 1:
            return None
        beside = {name: part for name, part in value.items() if name != lists[0]}
        return value[lists[0]], beside
    return (value, {}) if _records(value) else None


def _records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, dict) for part in value)


_BROKEN = Text("不完整的 JSON", "broken JSON")
_JSON = Text("JSON 文本", "a text in JSON")
_NO_RECORDS = Text("没有记录", "no records")
_RECORDS = Text(
    "由对象组成的数组，或者只含一个这样的数组的对象",
    "an array of objects, or an object with one such array",
)
