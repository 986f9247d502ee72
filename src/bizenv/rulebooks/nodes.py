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
from yaml.reader import Reader

from bizenv.kernel.errors import Problem
from bizenv.kernel.place import Place

__all__ = ["Tree", "read_tree"]

Path: TypeAlias = tuple[str | int, ...]

MOST_BYTES = 2_000_000
MOST_DEPTH = 40
_MOST_SHOWN = 200
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0d\uff1a\uff0c]")
"""Full-width digits and letters, hyphen, colon and comma."""
_WORDS = "aliases en issuer locator name quote reason title zh"
_CELLS = "agency enterprise enterprise_name matter"
_PROSE = frozenset(f"{_WORDS} {_CELLS}".split())
"""Keys whose values are words for people, where full-width characters belong."""


@define
class Tree:
    """What a file says, where each part stands, and what is wrong with it so far.

    ``told`` are the parts that could not be read at all and were told already.
    """

    file: str
    value: Any = None
    problems: list[Problem] = field(factory=list)
    told: set[Path] = field(factory=set)
    _values: dict[Path, tuple[int, int]] = field(factory=dict)
    _keys: dict[Path, tuple[int, int]] = field(factory=dict)
    _written: dict[Path, str | int] = field(factory=dict)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where a part stands; where it is absent, where its parent stands.

        ``key=True`` asks for the place of the key instead of the value's.
        """
        shown, path = spell(path), self.written(path)
        places = self._keys if key and path in self._keys else self._values
        while path and path not in places:
            path = path[:-1]
            places = self._keys if path in self._keys else self._values
        line, column = places.get(path, (1, 1))
        return Place(self.file, line, column, path=shown or None)

    def written(self, path: Path) -> Path:
        """A path by the keys that stand in the file."""
        return tuple(self._written.get(path[: depth + 1], part) for depth, part in enumerate(path))

    def told_within(self, path: Path) -> bool:
        """Whether a part, or something in it, was told to be unreadable."""
        written = self.written(path)
        return any(told[: len(path)] == written for told in self.told)

    def rename(self, path: Path, name: str) -> None:
        """Read a misspelt key as another one, so that what stands under it is read too."""
        node = self.value
        for part in path[:-1]:
            node = node[part]
        node[name] = node.pop(path[-1])
        self._written[(*path[:-1], name)] = path[-1]

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
        self.problems.append(Problem(code, clip(got), expected, place, hint, severity))


def clip(text: str, most: int = _MOST_SHOWN) -> str:
    """A text as a message shows it: cut where it is long."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def spell(path: Path) -> str:
    """A path as people write it.

    >>> spell(("versions", 0, "window"))
    'versions[0].window'
    """
    text = ""
    for part in path:
        name = f"[{part}]" if isinstance(part, int) else clip(part, 40)
        text += f".{name}" if text and isinstance(part, str) else name
    return text


def read_tree(text: str, file: str) -> Tree:
    """Read a YAML text into plain lists, mappings and texts with their places.

    Problems are kept in the tree; the value is None where nothing could be read.
    """
    tree = Tree(file)
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        _note(tree, "bad-encoding", _spot(text, error.start), "half a character", "whole ones")
        return tree
    if size > MOST_BYTES:
        tree.wrong("file-too-large", (), f"{size} bytes", f"at most {MOST_BYTES} bytes")
        return tree
    try:
        _read_documents(tree, yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        tree.value = None
        _note_syntax(tree, text, error)
    except _TooDeepError:
        tree.value = None
    if tree.value is None and not tree.problems:
        tree.wrong("empty-file", (), "a file without content", "a mapping")
    return tree


class _TooDeepError(Exception):
    """The file is nested too deeply; the rest of it is not read."""


def _read_documents(tree: Tree, events: Iterator[Any]) -> None:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            tree.value = _node(tree, next(events), events, ())
            break
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            _note(tree, "second-document", _mark(event), "a second document", "one document a file")
            break


def _note_syntax(tree: Tree, text: str, error: yaml.YAMLError) -> None:
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    hint = None
    if mark:
        end = _spot(text, len(text.rstrip()))
        spot, got = min((mark.line + 1, mark.column + 1), end), getattr(error, "problem", None)
        if context and context.line != mark.line:
            hint = f"look from line {context.line + 1} on"
    else:
        found = Reader.NON_PRINTABLE.search(text)
        spot = _spot(text, found.start() if found else 0)
        got = f"the character {found[0]!r}" if found else None
    _note(tree, "bad-yaml", spot, got or "bad syntax", "valid YAML", hint)


def _spot(text: str, position: int) -> tuple[int, int]:
    """The line and column of a position in a text."""
    before = text[:position]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _note(
    tree: Tree,
    code: str,
    spot: tuple[int, int],
    got: str,
    expected: str,
    hint: str | None = None,
) -> None:
    tree.problems.append(Problem(code, clip(got), expected, Place(tree.file, *spot), hint))


def _node(tree: Tree, event: Any, events: Iterator[Any], path: Path) -> Any:
    tree._values[path] = _mark(event)
    _refuse_marks(tree, event)
    if isinstance(event, yaml.AliasEvent):
        tree.told.add(path)
        return None
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(tree, event, path)
    if len(path) >= MOST_DEPTH:
        _note(tree, "too-deep", _mark(event), f"more than {MOST_DEPTH} levels", "fewer levels")
        raise _TooDeepError
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(tree, event, events, (*path, len(items))))
        return items
    return _mapping(tree, events, path)


def _refuse_marks(tree: Tree, event: Any) -> None:
    """No alias, no anchor, no tag: a file says what it says where it says it."""
    if isinstance(event, yaml.AliasEvent):
        _note(tree, "alias", _mark(event), f"the alias *{event.anchor}", "the words themselves")
        return
    if event.anchor is not None:
        _note(tree, "anchor", _mark(event), f"the anchor &{event.anchor}", "no anchors")
    if event.tag not in (None, "!"):
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        _note(tree, "tag", _mark(event), f"the tag {tag}", "no tags")


def _scalar(tree: Tree, event: Any, path: Path) -> str | None:
    text: str = event.value
    if not _PROSE.intersection(path) and (wide := _WIDE.search(text)):
        tree.told.add(path)
        tree.wrong(
            "full-width",
            path,
            repr(text),
            "digits, letters and signs of half width",
            f"{wide[0]!r} is a full-width character",
        )
    if text or event.style:
        return text
    if not path:
        return None  # told as an empty file
    tree.told.add(path)
    tree.wrong("empty-value", path, "nothing", "a value; leave the key out where there is none")
    return None


def _mapping(tree: Tree, events: Iterator[Any], path: Path) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            if not isinstance(event, yaml.AliasEvent):
                _note(tree, "bad-key", _mark(event), "a list or mapping as key", "a word as key")
            _node(tree, event, events, (*path, "?"))
            _node(tree, next(events), events, (*path, "?"))
            continue
        _refuse_marks(tree, event)
        key = event.value
        if key in mapping:
            _note(tree, "duplicate-key", _mark(event), f"the key {key!r} again", "each key once")
            _node(tree, next(events), events, (*path, key, "again"))
            continue
        tree._keys[(*path, key)] = _mark(event)
        mapping[key] = _node(tree, next(events), events, (*path, key))
    return mapping
