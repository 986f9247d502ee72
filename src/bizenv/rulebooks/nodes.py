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

from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text

__all__ = ["Tree", "read_tree"]

Path: TypeAlias = tuple[str | int, ...]

MOST_BYTES = 2_000_000
MOST_DEPTH = 40
_MOST_SHOWN = 200
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0d\uff1a\uff0c]")
"""Full-width digits and letters, hyphen, colon and comma."""
_WORDS = "aliases en issuer locator name quote reason title zh"
_CELLS = "agency enterprise enterprise_name matter also_written behaviour norms text"
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
        got: str | Text,
        expected: str | Text,
        hint: str | Text | None = None,
        *,
        key: bool = False,
        severity: str = "error",
    ) -> None:
        """Note one more problem."""
        place = self.place(path, key=key)
        self.problems.append(Problem(code, _clipped(got), expected, place, hint, severity))


def clip(text: str, most: int = _MOST_SHOWN) -> str:
    """A text as a message shows it: cut where it is long."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _clipped(words: str | Text) -> str | Text:
    return clip(words) if isinstance(words, str) else Text(clip(words.zh), clip(words.say("en")))


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
        _note(tree, "bad-encoding", _spot(text, error.start), _HALF, _WHOLE)
        return tree
    if size > MOST_BYTES:
        tree.wrong("file-too-large", (), Text(f"{size} 字节", f"{size} bytes"), at_most_bytes())
        return tree
    broken = _read_with(_LOADER, tree, text)
    if broken is not None and "nesting depth" in str(broken):
        # libyaml scans ahead and may give up before the place of the deep node is known
        tree = Tree(file)
        broken = _read_with(yaml.BaseLoader, tree, text)
    if broken is not None:
        _note_syntax(tree, text, broken)
    if tree.value is None and not tree.problems:
        tree.wrong("empty-file", (), _NO_CONTENT, A_MAPPING)
    return tree


def _read_with(loader: Any, tree: Tree, text: str) -> yaml.YAMLError | None:
    """Read a text into a tree; where its syntax is broken, the error."""
    try:
        _read_documents(tree, yaml.parse(text, Loader=loader))
    except yaml.YAMLError as error:
        tree.value = None
        return error
    except _TooDeepError:
        tree.value = None
    return None


def at_most_bytes() -> Text:
    """How large a file may be, in words."""
    return Text(f"最多 {MOST_BYTES} 字节", f"at most {MOST_BYTES} bytes")


A_MAPPING = Text("映射（键: 值）", "a mapping")
_HALF, _WHOLE = Text("半个字符", "half a character"), Text("完整的字符", "whole ones")
_NO_CONTENT = Text("没有内容的文件", "a file without content")


class _TooDeepError(Exception):
    """The file is nested too deeply; the rest of it is not read."""


def _read_documents(tree: Tree, events: Iterator[Any]) -> None:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            tree.value = _node(tree, next(events), events, ())
            break
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            _note(tree, "second-document", _mark(event), _SECOND, _ONE_DOCUMENT)
            break


_SECOND = Text("第二个 YAML 文档", "a second document")
_ONE_DOCUMENT = Text("一个文件只有一个文档", "one document a file")


def _note_syntax(tree: Tree, text: str, error: yaml.YAMLError) -> None:
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    hint = None
    if mark:
        end = _spot(text, len(text.rstrip()))
        spot = min((mark.line + 1, mark.column + 1), end)
        got = Text(_BAD_SYNTAX.zh, getattr(error, "problem", None) or _BAD_SYNTAX.en)
        if context and context.line != mark.line:
            line = context.line + 1
            hint = Text(f"从第 {line} 行看起", f"look from line {line} on")
    else:
        found = Reader.NON_PRINTABLE.search(text)
        spot = _spot(text, found.start() if found else 0)
        got = _character(found[0]) if found else _BAD_SYNTAX
    _note(tree, "bad-yaml", spot, got, _VALID_YAML, hint)


def _character(char: str) -> Text:
    return Text(f"字符 {char!r}", f"the character {char!r}")


_BAD_SYNTAX = Text("不成对的括号或引号，或错误的缩进、标点", "bad syntax")
_VALID_YAML = Text("合乎语法的 YAML", "valid YAML")


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
    got: Text,
    expected: Text,
    hint: Text | None = None,
) -> None:
    tree.problems.append(Problem(code, _clipped(got), expected, Place(tree.file, *spot), hint))


def _node(tree: Tree, event: Any, events: Iterator[Any], path: Path) -> Any:
    tree._values[path] = _mark(event)
    _refuse_marks(tree, event)
    if isinstance(event, yaml.AliasEvent):
        tree.told.add(path)
        return None
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(tree, event, path)
    if len(path) >= MOST_DEPTH:
        _note(tree, "too-deep", _mark(event), _TOO_DEEP, _FEWER)
        raise _TooDeepError
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(tree, event, events, (*path, len(items))))
        return items
    return _mapping(tree, events, path)


_TOO_DEEP = Text(f"超过 {MOST_DEPTH} 层的嵌套", f"more than {MOST_DEPTH} levels")
_FEWER = Text("较少的层次", "fewer levels")


def _refuse_marks(tree: Tree, event: Any) -> None:
    """No alias, no anchor, no tag: a file says what it says where it says it."""
    if isinstance(event, yaml.AliasEvent):
        got = Text(f"引用 *{event.anchor}", f"the alias *{event.anchor}")
        _note(tree, "alias", _mark(event), got, _THE_WORDS)
        return
    if event.anchor is not None:
        got = Text(f"锚点 &{event.anchor}", f"the anchor &{event.anchor}")
        _note(tree, "anchor", _mark(event), got, _NO_ANCHORS)
    if event.tag not in (None, "!"):
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        _note(tree, "tag", _mark(event), Text(f"标签 {tag}", f"the tag {tag}"), _NO_TAGS)


_THE_WORDS = Text("原文，写在用到的地方", "the words themselves")
_NO_ANCHORS = Text("不用锚点的写法", "no anchors")
_NO_TAGS = Text("不用标签的写法", "no tags")


def _scalar(tree: Tree, event: Any, path: Path) -> str | None:
    text: str = event.value
    if not _is_prose(path) and (wide := _WIDE.search(text)):
        tree.told.add(path)
        tree.wrong(
            "full-width",
            path,
            repr(text),
            _HALF_WIDTH,
            Text(f"{wide[0]!r} 是全角字符", f"{wide[0]!r} is a full-width character"),
        )
    if text or event.style:
        return text
    if not path:
        return None  # told as an empty file
    tree.told.add(path)
    tree.wrong("empty-value", path, NOTHING, _A_VALUE)
    return None


def _is_prose(path: Path) -> bool:
    """Whether words for people stand here; a case may name its cells by Chinese headers."""
    headed = path[:1] == ("cases",) and not str(path[-1]).isascii()
    return headed or not _PROSE.isdisjoint(path)


NOTHING = Text("空白", "nothing")
_HALF_WIDTH = Text("半角的数字、字母和标点", "digits, letters and signs of half width")
_A_VALUE = Text("一个值；没有就去掉这个键", "a value; leave the key out where there is none")


def _mapping(tree: Tree, events: Iterator[Any], path: Path) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            if not isinstance(event, yaml.AliasEvent):
                _note(tree, "bad-key", _mark(event), _ODD_KEY, _WORD_KEY)
            _node(tree, event, events, (*path, "?"))
            _node(tree, next(events), events, (*path, "?"))
            continue
        _refuse_marks(tree, event)
        key = event.value
        if key in mapping:
            got = Text(f"重复的键 {key!r}", f"the key {key!r} again")
            _note(tree, "duplicate-key", _mark(event), got, _EACH_ONCE)
            _node(tree, next(events), events, (*path, key, "again"))
            continue
        tree._keys[(*path, key)] = _mark(event)
        mapping[key] = _node(tree, next(events), events, (*path, key))
    return mapping


_ODD_KEY = Text("以列表或映射为键", "a list or mapping as key")
_WORD_KEY = Text("以词为键", "a word as key")
_EACH_ONCE = Text("每个键只写一次", "each key once")
