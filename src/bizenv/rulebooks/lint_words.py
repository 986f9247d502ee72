"""Words and names: each known, each once, and none that another one covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bizenv.inspections.schema import EnterpriseScopeModel
from bizenv.kernel.problems import did_you_mean, one_of
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.rulebooks.lint_parts import Spot
from bizenv.rulebooks.nodes import Path, Tree
from bizenv.rulebooks.shapes import key_named

__all__ = ["names_once", "tell_unknown", "terms_apart", "terms_once"]


def terms_once(tree: Tree) -> None:
    """The same word twice in one list of words."""

    def visit(node: object, path: Path) -> None:
        if isinstance(node, dict):
            for key, part in node.items():
                visit(part, (*path, key))
        elif isinstance(node, list):
            seen: set[str] = set()
            for number, part in enumerate(node):
                if isinstance(part, str) and part in seen:
                    tree.wrong("term-twice", (*path, number), repr(part), _EACH_ONCE)
                elif isinstance(part, str):
                    seen.add(part)
                else:
                    visit(part, (*path, number))

    visit(tree.value, ())


def names_once(tree: Tree, path: Path, names: Iterable[str | None], key: str = "id") -> None:
    """Parts of one list have different names."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            tree.wrong("duplicate-id", (*path, number, key), repr(name), _OF_ITS_OWN)
        if name:
            seen.add(name)


def tell_unknown(
    tree: Tree, code: str, path: Path, word: str, known: Iterable[str], *, key: bool = False
) -> None:
    """Note a word that is none of those known, with the nearest that is."""
    known = sorted(known)
    got = key_named(word) if key else repr(word)
    hint = did_you_mean(nearest(word, known))
    tree.wrong(code, path, got, one_of(known), hint, key=key)


def terms_apart(tree: Tree, spot: Spot, vocabulary: Vocabulary) -> None:
    """No term of a list falls under another one of it, for it would add nothing."""
    for path, axis, codes in _lists(spot):
        for number, code in enumerate(codes):
            broader = vocabulary[axis].expand((code,) if code else ()) - {code}
            for wide in sorted(broader.intersection(code for code in codes if code)):
                hint = Text(
                    f"它已包含在同列的 {wide!r} 之中", f"it falls under {wide!r} of the same list"
                )
                place = (*path, number)
                tree.wrong("narrower-term", place, repr(code), _APART, hint, severity="warning")


_Codes = Sequence[str | None]
_GROUNDS = {
    "act": "acts",
    "kind": "kinds",
    "domain": "domains",
    "trigger": "triggers",
    "credit": "credits",
}
_SCOPES = {"classes": "enterprise_class", "zones": "zone", "exclude": "enterprise_class"}


def _lists(spot: Spot) -> Iterator[tuple[Path, str, _Codes]]:
    """Every list of terms of a version: where it stands, its axis, its codes."""
    raw = spot.raw
    yield (*spot.path, "acts"), "act", raw.acts or ()
    yield (*spot.path, "kinds"), "kind", raw.kinds or ()
    scope = raw.enterprises or EnterpriseScopeModel()
    for name, axis in _SCOPES.items():
        yield (*spot.path, "enterprises", name), axis, getattr(scope, name) or ()
    for where, models in (
        ("not_inspections", raw.not_inspections),
        ("exemptions", raw.exemptions),
    ):
        for number, model in enumerate(models):
            for axis, name in _GROUNDS.items() if model else ():
                yield (*spot.path, where, number, name), axis, getattr(model, name) or ()


_EACH_ONCE = Text("每个词只写一次", "each term once")
_OF_ITS_OWN = Text("不重复的名称", "a name of its own")
_APART = Text("互不包含的词", "terms of which none falls under another")
