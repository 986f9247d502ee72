"""YAML read as nodes: plain texts, each with its line and column.

Every scalar stays what was written (``0.10``, ``no``, ``12:30``, ``0440000``);
the schema gives it a type. Duplicate keys, anchors, aliases and tags are
refused, and so is a file that is too large or too deep. Nothing in the file is
ever run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml
from attrs import define, field

from bizenv.kernel.errors import Problem
from bizenv.kernel.place import Place

__all__ = ["Tree", "read_tree"]

Path: TypeAlias = tuple[str | int, ...]

MOST_BYTES = 2_000_000
MOST_DEPTH = 40
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ－：，]")
_PROSE = frozenset({"zh", "en", "quote", "title", "name", "locator", "reason", "matter", "enterprise", "agency"})
"""Keys whose values are words for people, where full-width characters belong."""


@define
class Tree:
    """What a file says, where each part stands, and what is wrong with it so far."""

    file: str
    value: Any = None
    problems: list[Problem] = field(factory=list)
    _values: dict[Path, tuple[int, int]] = field(factory=dict)
    _keys: dict[Path, tuple[int, int]] = field(factory=dict)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where a part stands; where it is absent, where its parent stands.

        ``key=True`` asks for the place of the key instead of the value's.
        """
        shown = path
        while path:
            found = self._keys.get(path) if key else self._values.get(path)
            if found:
                break
            path, key = path[:-1], True
        line, column = (self._keys if key else self._values).get(path) or (1, 1)
        return Place(self.file, line, column, path=spell(shown) or None)

    def wrong(
        self,
        code: str,
        path: Path,
        got: str,
        expected: str,
        hint: str | None = None,
        *,
        key: bool = False,
        severity: str = "error",
    ) -> None:
        """Note one more problem."""
        place = self.place(path, key=key)
        self.problems.append(Problem(code, got, expected, place, hint, severity))


def spell(path: Path) -> str:
    """A path as people write it.

    >>> spell(("versions", 0, "window"))
    'versions[0].window'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_tree(text: str, file: str) -> Tree:
    """Read a YAML text into plain lists, mappings and texts with their places.

    Problems are kept in the tree; the value is None where nothing could be read.
    """
    tree = Tree(file)
    if len(text.encode()) > MOST_BYTES:
        tree.wrong("file-too-large", (), f"{len(text)} characters", f"at most {MOST_BYTES} bytes")
        return tree
    if not text.strip():
        tree.wrong("empty-file", (), "an empty file", "a rulebook")
        return tree
    try:
        events = iter(list(yaml.parse(text, Loader=_LOADER)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "bad syntax"
        tree.problems.append(
            Problem("bad-yaml", str(problem), "valid YAML", Place(file, line, column))
        )
        return tree
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            tree.value = _node(tree, next(events), events, ())
            break
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            _note(tree, "second-document", event, "a second document", "one document a file")
            break
    if tree.value is None and not tree.problems:
        tree.wrong("empty-file", (), "a file without content", "a rulebook")
    return tree


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _note(tree: Tree, code: str, event: Any, got: str, expected: str) -> None:
    tree.problems.append(Problem(code, got, expected, Place(tree.file, *_mark(event))))


def _node(tree: Tree, event: Any, events: Iterator[Any], path: Path) -> Any:
    tree._values[path] = _mark(event)
    if isinstance(event, yaml.AliasEvent):
        _note(tree, "alias", event, f"the alias *{event.anchor}", "the words themselves")
        return None
    if event.anchor is not None:
        _note(tree, "anchor", event, f"the anchor &{event.anchor}", "no anchors")
    if event.tag not in (None, "!"):
        _note(tree, "tag", event, f"the tag {event.tag}", "no tags")
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(tree, event, path)
    if len(path) >= MOST_DEPTH:
        _note(tree, "too-deep", event, f"more than {MOST_DEPTH} levels", "fewer levels")
        _skip(events)
        return None
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(tree, event, events, (*path, len(items))))
        return items
    return _mapping(tree, events, path)


def _skip(events: Iterator[Any]) -> None:
    depth = 1
    while depth:
        event = next(events)
        depth += isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent))
        depth -= isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent))


def _scalar(tree: Tree, event: Any, path: Path) -> str | None:
    text: str = event.value
    prose = any(part in _PROSE for part in path)
    if not prose and (wide := _WIDE.search(text)):
        tree.wrong(
            "full-width",
            path,
            repr(text),
            "digits, letters and signs of half width",
            f"{wide[0]!r} is a full-width character",
        )
    if text or event.style:
        return text
    tree.wrong("empty-value", path, "nothing", "a value; leave the key out where there is none")
    return None


def _mapping(tree: Tree, events: Iterator[Any], path: Path) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            _note(tree, "bad-key", event, "a list, mapping or alias as key", "a word as key")
            _node(tree, event, events, (*path, "?"))
            _node(tree, next(events), events, (*path, "?"))
            continue
        key = event.value
        if key in mapping:
            _note(tree, "duplicate-key", event, f"the key {key!r} again", "each key once")
            _node(tree, next(events), events, (*path, key, "again"))
            continue
        tree._keys[(*path, key)] = _mark(event)
        mapping[key] = _node(tree, next(events), events, (*path, key))
    return mapping
