"""From a located tree to a validated model, with every problem told.

The model is pydantic's; this module turns its errors into
:class:`~bizenv.kernel.errors.Problem` values with place, got, expected, hint
and code. Parts that cannot be read are left out and the rest is validated
again, so that one misspelt key does not hide what else is wrong.
"""

from __future__ import annotations

import types
from copy import deepcopy
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError

from bizenv.kernel.vocabulary import nearest
from bizenv.rulebooks.nodes import Path, Tree

__all__ = ["validate"]

ModelT = TypeVar("ModelT", bound=BaseModel)

_MOST_ROUNDS = 50
_CODES = {
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
    "int_parsing": "bad-number",
    "string_type": "wrong-type",
    "list_type": "wrong-type",
    "dict_type": "wrong-type",
    "model_type": "wrong-type",
    "model_attributes_type": "wrong-type",
    "enum": "unknown-word",
    "literal_error": "unknown-word",
}
_MISSING_CODES = {"cite": "missing-citation", "zh": "missing-label", "label": "missing-label"}
_EXPECTED = {
    "int_parsing": "a whole number",
    "string_type": "a text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def validate(
    tree: Tree, model: type[ModelT], context: dict[str, Any]
) -> tuple[ModelT | None, frozenset[Path]]:
    """Validate a tree; return the model and the paths that had to be left out.

    The model is None where nothing useful is left. Every problem is noted in
    the tree.
    """
    value, pruned = deepcopy(tree.value), set[Path]()
    for _ in range(_MOST_ROUNDS):
        try:
            return model.model_validate(value, context=context), frozenset(pruned)
        except ValidationError as error:
            paths = [_tell(tree, model, detail) for detail in error.errors()]
            cut = {_prunable(value, path) for path in paths}
            if () in cut or not isinstance(value, dict):
                return None, frozenset(pruned)
            for path in cut:
                _leave_out(value, path)
            pruned |= cut
    return None, frozenset(pruned)


def _tell(tree: Tree, model: type[BaseModel], detail: Any) -> Path:
    """Note one error of pydantic as a problem; return the path it is about."""
    path: Path = tuple(detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    code = _CODES.get(kind, kind.replace("_", "-"))
    if kind == "extra_forbidden":
        known = _keys_at(model, path[:-1])
        hint = nearest(str(path[-1]), known)
        tree.wrong(
            code,
            path,
            f"the key {path[-1]!r}",
            f"one of {', '.join(known)}",
            f"did you mean {hint!r}?" if hint else None,
            key=True,
        )
    elif kind == "missing":
        code = _MISSING_CODES.get(str(path[-1]), code)
        tree.wrong(code, path, f"no {path[-1]!r}", f"the key {path[-1]!r}")
    else:
        expected = context.get("expected") or _EXPECTED.get(kind) or detail["msg"]
        hint = context.get("hint")
        if code == "unknown-word" and not hint:
            words = [word.strip(" '") for word in str(expected).replace(" or ", ",").split(",")]
            close = nearest(str(detail["input"]), words)
            hint = f"did you mean {close!r}?" if close else None
        tree.wrong(code, path, _got(detail["input"]), str(expected), hint)
    return path


def _got(value: Any) -> str:
    if value is None:
        return "nothing"
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand at a path."""
    annotation: Any = model
    for part in path:
        annotation = _inner(annotation, part)
    annotation = _bare(annotation)
    fields = getattr(annotation, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


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


def _prunable(value: Any, path: Path) -> Path:
    """The smallest part to leave out so that the rest may be read."""
    best: Path = ()
    node = value
    for depth, part in enumerate(path):
        if isinstance(node, list) and isinstance(part, int) and part < len(node):
            best = path[: depth + 1]
        elif isinstance(node, dict) and part in node:
            if depth == len(path) - 1 or not best:
                best = path[: depth + 1]
        else:
            break
        node = node[part]
    return best


def _leave_out(value: Any, path: Path) -> None:
    """Drop a key, or empty a list item so that the items after it keep their places."""
    node = value
    for part in path[:-1]:
        node = node[part]
        if node is None:  # the part around it was left out already
            return
    if isinstance(node, dict):
        node.pop(path[-1], None)
    else:
        node[path[-1]] = None
