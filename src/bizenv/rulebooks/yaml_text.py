"""Plain values as the text of a rulebook file: readable, and read back as they are.

>>> print(yaml_text({"id": "list-1", "label": {"zh": "清单"}, "norms": ["《甲法》"]}), end="")
id: list-1
label: {zh: "清单"}
norms: ["《甲法》"]
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["Commented", "yaml_text"]

_WIDTH = 120
_BARE = re.compile(r"[a-z][a-z0-9_/.-]*|\d{4}-\d{2}-\d{2}")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


class Commented(dict[str, Any]):
    """A mapping with lines that stand above it as comments."""

    def __init__(self, values: Mapping[str, Any], comments: Sequence[str] = ()) -> None:
        super().__init__(values)
        self.comments = tuple(comments)


def yaml_text(values: Mapping[str, Any]) -> str:
    """A mapping as block YAML; what fits on a line stands on one."""
    return "".join(f"{line}\n" for line in _mapping(values, 0))


def _mapping(values: Mapping[str, Any], depth: int) -> list[str]:
    lines = _comments(values, depth)
    for key, value in values.items():
        lines += _entry(f"{'  ' * depth}{key}:", value, depth + 1)
    return lines


def _comments(values: Any, depth: int) -> list[str]:
    comments = values.comments if isinstance(values, Commented) else ()
    return [f"{'  ' * depth}# {_safe(comment)}" for comment in comments]


def _entry(head: str, value: Any, depth: int) -> list[str]:
    flow = _flow(value) if not _structured(value) or _plain(value) else None
    if flow is not None and (not _structured(value) or len(head) + len(flow) < _WIDTH):
        return [f"{head} {flow}"]
    if isinstance(value, Mapping):
        return [head, *_mapping(value, depth)]
    lines = [head]
    for part in value:
        lines += _comments(part, depth)
        lines += _item(part, depth)
    return lines


def _item(part: Any, depth: int) -> list[str]:
    indent = "  " * depth
    flow = None if isinstance(part, Mapping) and not _plain(part) else _flow(part)
    if flow is not None and (not isinstance(part, Mapping) or len(indent) + len(flow) < _WIDTH):
        return [f"{indent}- {flow}"]
    first, *rest = _mapping(dict(part), depth + 1)
    return [f"{indent}- {first.strip()}", *rest]


def _structured(value: Any) -> bool:
    return isinstance(value, (Mapping, list, tuple)) and bool(value)


def _plain(value: Any) -> bool:
    """Whether no comment stands inside, and no long list, so that it may stand on one line."""
    if isinstance(value, Commented):
        return False
    parts = value.values() if isinstance(value, Mapping) else value
    return all(_plain(part) for part in parts if isinstance(part, (Mapping, list, tuple)))


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    text = str(value)
    return text if _BARE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(_safe(text), ensure_ascii=False)


def _safe(text: str) -> str:
    """The text without signs that would end a line or that no file may hold."""
    return _UNSAFE.sub(" ", text)
