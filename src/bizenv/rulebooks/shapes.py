"""Holds a tree against its model and tells every problem in its place.

The model is pydantic's; this module turns its errors into
:class:`~bizenv.kernel.problems.Problem` values with place, got, expected, hint
and code. A misspelt key is read as the key it resembles. Other parts that
cannot be read are left out, or replaced by a stand-in where the model needs
them, and the rest is validated again, so that one mistake neither hides
another one nor causes a second message.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable
from copy import deepcopy
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError

from bizenv.kernel.problems import did_you_mean, one_of
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest
from bizenv.rulebooks.nodes import A_MAPPING, NOTHING, Path, Tree, clip

__all__ = ["key_named", "mend_keys", "validate"]

ModelT = TypeVar("ModelT", bound=BaseModel)

_MOST_ROUNDS = 50
_KEY = "[key]"
"""What pydantic adds to the path where the key itself is wrong."""
_CODES = {
    "dict_type": "wrong-type",
    "enum": "unknown-word",
    "int_parsing": "bad-number",
    "int_parsing_size": "bad-number",
    "int_type": "bad-number",
    "list_type": "wrong-type",
    "literal_error": "unknown-word",
    "model_attributes_type": "wrong-type",
    "model_type": "wrong-type",
    "string_type": "wrong-type",
    "too_short": "too-few",
    "value_error": "bad-value",
}
_MISSING_CODES = {"cite": "missing-citation", "zh": "missing-label", "label": "missing-label"}
_WHOLE_NUMBER = Text("整数", "a whole number")
_EXPECTED = {
    "dict_type": A_MAPPING,
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": Text("位数较少的整数", "a whole number of fewer digits"),
    "int_type": _WHOLE_NUMBER,
    "list_type": Text("列表", "a list"),
    "model_attributes_type": A_MAPPING,
    "model_type": A_MAPPING,
    "string_type": Text("文字", "a text"),
    "too_short": Text("至少 {min_length} 项", "at least {min_length} of them"),
}
_AS_LIST = Text("只有一项也要写成列表：[{got}]", "a list of one is written [{got}]")
_AS_IDS = Text(
    "写 id 的列表，不写文件名：[{got}]", "write a list of ids, not the name of a file: [{got}]"
)
_CITE_HINT = Text(
    "写明出处，如 cite: {source: …, locator: …}",
    "say where it is written, such as cite: {source: …, locator: …}",
)
_MISSING_HINTS = {
    "cite": _CITE_HINT,
    "label": Text("写中文名称，如 label: {zh: …}", "give it words, such as label: {zh: …}"),
    "zh": Text("写中文：zh: …", "give the Chinese words: zh: …"),
}
_ABOUT = {
    "asked-by-the-hour": "ask_before",
    "bad-hours": "hours",
    "bad-need": "need",
    "bad-recurrence": "rule",
    "deems-start": "deems",
    "inverted-validity": "until",
    "no-longer": "within",
    "start-and-finish": "met_by",
    "uncounted-period": "within",
    "unit-differs": "within",
}
"""The key that an error of a whole mapping is about."""
_OF_THE_WHOLE = frozenset(
    {
        "bad-bounds",
        "bad-case",
        "bad-condition",
        "bad-fine",
        "empty-charter",
        "half-a-pair",
        "no-condition",
        "outside-scope",
    }
)
"""Errors of a whole mapping about no key of it: its keys say enough."""
_HEAD = {
    "format": "bizenv.rulebook/1",
    "id": "unknown",
    "version": "unknown",
    "label": {"zh": "？"},
    "jurisdiction": {"level": "county"},
    "checked": "2000-01-01",
    "sources": {"unknown": {"title": "？", "attestation": "mirror"}},
}
_PARTS = {
    "attestation": "mirror",
    "cite": {"source": "unknown"},
    "from": "unstated",
    "label": {"zh": "？"},
    "level": "county",
    "source": "unknown",
    "title": "？",
    "until": "open",
    "window": {"every_day": "no"},
    "zh": "？",
}
"""What stands in for a part that is needed and cannot be read, at the head and below."""


def validate(
    tree: Tree, model: type[ModelT], context: dict[str, Any]
) -> tuple[ModelT | None, frozenset[Path]]:
    """Validate a tree; return the model and the paths that had to be left out.

    The model is None where nothing useful is left. Every problem is noted in
    the tree.
    """
    value, left_out = deepcopy(tree.value), set[Path]()
    for _ in range(_MOST_ROUNDS):
        try:
            return model.model_validate(value, context=context), frozenset(left_out)
        except ValidationError as error:
            details = error.errors(include_url=False)
        settled = _mend(tree, model, value, details)
        emptied = {path[:-1] for path in settled if path[1:] and not _at(value, path[:-1])}
        wrong = [
            (path, detail)
            for path, detail in ((_path_of(detail), detail) for detail in details)
            if not _within(path, settled | emptied)
        ]
        for path, detail in wrong:
            follows = detail["type"] in _OF_THE_WHOLE and _within_any(left_out, path)
            if not follows:  # of what a part that was told already has left
                _tell(tree, path, detail)
        for path in (*(path for path, _ in wrong), *emptied):
            cut = _leave_out(value, model, path)
            if cut is None:
                return None, frozenset(left_out)
            left_out.add(cut)
    return None, frozenset(left_out)


def mend_keys(tree: Tree, model: type[BaseModel]) -> None:
    """Read the misspelt keys at the head of a file as the keys that they resemble."""
    for key in list(tree.value) if isinstance(tree.value, dict) else ():
        if key not in _keys_at(model, ()) and _resembled(tree, model, (key,)):
            _tell_unknown_key(tree, model, (key,))


# --- telling ----------------------------------------------------------------


def _path_of(detail: Any) -> Path:
    path: Path = tuple(detail["loc"])
    return path[:-1] if path and path[-1] == _KEY else path


def _within(path: Path, parts: set[Path]) -> bool:
    return any(path[:depth] in parts for depth in range(1, len(path) + 1))


def _within_any(parts: set[Path], path: Path) -> bool:
    """Whether some part stands within a path."""
    return any(part[: len(path)] == path for part in parts)


def _mend(tree: Tree, model: type[BaseModel], value: Any, details: Iterable[Any]) -> set[Path]:
    """Tell the unknown keys and rename those that can be; return what that has settled."""
    settled = set[Path]()
    for detail in details:
        if detail["type"] != "extra_forbidden":
            continue
        path = _path_of(detail)
        better = _tell_unknown_key(tree, model, path)
        node = _at(value, path[:-1])
        unread = node.pop(path[-1])
        settled.add(path)
        if better:
            node[better] = unread
            settled.add((*path[:-1], better))
    return settled


def _tell_unknown_key(tree: Tree, model: type[BaseModel], path: Path) -> str | None:
    """Note an unknown key; return the key as which it is read instead, if any."""
    known = _keys_at(model, path[:-1])
    hint = nearest(str(path[-1]), known)
    tree.wrong(
        "unknown-key", path, key_named(path[-1]), one_of(known), did_you_mean(hint), key=True
    )
    better = _resembled(tree, model, path)
    if better:
        tree.rename(path, better)
    return better


def key_named(name: object) -> Text:
    """A key as a message shows it.

    >>> key_named("untill").say("en")
    "the key 'untill'"
    """
    return Text(f"键 {name!r}", f"the key {name!r}")


def _resembled(tree: Tree, model: type[BaseModel], path: Path) -> str | None:
    """The known key that a misspelt one stands for, if that one is absent."""
    hint = nearest(str(path[-1]), _keys_at(model, path[:-1]))
    return hint if hint not in _at(tree.value, path[:-1]) else None


def _tell(tree: Tree, path: Path, detail: Any) -> None:
    """Note one error of pydantic as a problem, unless the reader of nodes told it."""
    if tree.written(path) in tree.told:
        return
    kind, context, got = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "missing":
        _tell_missing(tree, path, str(path[-1]))
        return
    expected = _expected(detail)
    hint = context.get("hint") or _hint(kind, got, expected)
    if about := _ABOUT.get(kind):
        path, got = (*path, about), got[about]
    code = _CODES.get(kind, kind.replace("_", "-"))
    key = detail["loc"][-1:] == (_KEY,)
    tree.wrong(code, path, _shown(got, kind), expected, hint, key=key)


def _shown(got: Any, kind: str) -> Text | str:
    if kind in _OF_THE_WHOLE:
        return Text(f"键 {'、'.join(got)}", f"the keys {', '.join(got)}")
    return NOTHING if got is None else repr(got)


def _tell_missing(tree: Tree, path: Path, name: str) -> None:
    code = _MISSING_CODES.get(name, "missing-key")
    got = Text(NOTHING.zh, f"no {name!r}")
    tree.wrong(code, path, got, key_named(name), _MISSING_HINTS.get(name))


def _expected(detail: Any) -> Text:
    """What was expected, in both languages: in our own words, or from a list of words."""
    kind, context = detail["type"], detail.get("ctx", {})
    given = context.get("expected")
    if isinstance(given, Text):
        return given
    if isinstance(given, str):  # the words of a literal or an enumeration
        return Text(given.replace(" or ", " 或 ").replace(", ", "、"), given)
    if kind in _EXPECTED:
        words = _EXPECTED[kind]
        return Text(words.fill("zh", context), words.fill("en", context))
    said = str(context.get("error", detail["msg"]))
    return Text(_ANOTHER_VALUE, said.rpartition(": expected ")[2])


_ANOTHER_VALUE = "此处可用的值"


def _hint(kind: str, got: Any, expected: Text) -> Text | None:
    """A hint that follows from what was got: the nearest word, a list of one."""
    if kind == "list_type" and isinstance(got, str) and got:
        return _list_of_one(got)
    if _CODES.get(kind, kind) != "unknown-word":
        return None
    words = re.split(" or |, ", expected.say("en"))
    return did_you_mean(nearest(str(got), [word.strip(" '") for word in words]))


def _list_of_one(got: str) -> Text:
    """How a text is written as a list; a rulebook is named by its id, not by its file."""
    file = re.fullmatch(r"(?:.*/)?([^/]+)\.ya?ml", got)
    shown, words = (file[1], _AS_IDS) if file else (got, _AS_LIST)
    facts = {"got": clip(shown, 40)}
    return Text(words.fill("zh", facts), words.fill("en", facts))


# --- what may stand where ---------------------------------------------------


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand at a path."""
    return list(_fields_at(model, path))


def _fields_at(model: type[BaseModel], path: Path) -> dict[str, Any]:
    """The fields by key of the model at a path; none where there is a list or a mapping."""
    annotation: Any = model
    for part in path:
        annotation = _inner(annotation, part)
    fields = getattr(_bare(annotation), "model_fields", {})
    return {field.alias or name: field for name, field in fields.items()}


def _bare(annotation: Any) -> Any:
    """The annotation without ``| None``, and a root model as what it holds."""
    if isinstance(annotation, type) and issubclass(annotation, RootModel):
        return annotation.model_fields["root"].annotation
    if get_origin(annotation) in (Union, types.UnionType):
        return next(arg for arg in get_args(annotation) if arg is not type(None))
    return annotation


def _inner(annotation: Any, part: str | int) -> Any:
    annotation = _bare(annotation)
    if isinstance(part, int) or get_origin(annotation) is dict:
        return get_args(annotation)[-1]
    fields = getattr(annotation, "model_fields", {})
    return next((f.annotation for n, f in fields.items() if (f.alias or n) == part), None)


# --- leaving out ------------------------------------------------------------


def _leave_out(value: Any, model: type[BaseModel], path: Path) -> Path | None:
    """Leave out the smallest part around a path that may be left out; None if all of it."""
    while path:
        node, part = _at(value, path[:-1]), path[-1]
        if node is None:  # it went with a part around it
            return path
        if isinstance(node, list):
            node[int(part)] = None
            if any(item is not None for item in reversed(node)):
                return path
        elif isinstance(node, dict) and _replaced(node, _fields_at(model, path[:-1]), path):
            return path
        path = path[:-1]
    return None


def _replaced(node: dict[str, Any], fields: dict[str, Any], path: Path) -> bool:
    """Drop a key of a mapping, or put a stand-in there; whether either could be done."""
    key = str(path[-1])
    if key in fields and fields[key].is_required():
        stand_ins = _HEAD if len(path) == 1 else _PARTS
        if key in stand_ins:
            node[key] = deepcopy(stand_ins[key])
        return key in stand_ins
    if key in node and len(node) > 1:
        del node[key]
        return True
    return False


def _at(value: Any, path: Path) -> Any:
    """The part at a path; None where there is none any more."""
    for part in path:
        if isinstance(value, list):
            value = value[int(part)] if int(part) < len(value) else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value
