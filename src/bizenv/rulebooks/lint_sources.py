"""Sources: each citation names one, each is cited, and strict words are quoted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bizenv.inspections.quiet_periods import Strictness
from bizenv.kernel.problems import did_you_mean
from bizenv.kernel.schema import is_id
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest
from bizenv.rulebooks.lint_parts import Lost, Spot
from bizenv.rulebooks.nodes import Path, Tree

__all__ = ["sources_are_used", "sources_known", "strictness_is_quoted"]


def sources_known(tree: Tree) -> None:
    """Every citation names a source of the file."""
    sources = tree.value.get("sources")
    if not isinstance(sources, dict):
        return
    expected = Text(
        f"本文件的出处：{'、'.join(sources)}", f"a source of this file: {', '.join(sources)}"
    )
    for path, source in _cited(tree.value, ()):
        if is_id(source) and source not in sources:
            hint = did_you_mean(nearest(source, sources))
            tree.wrong("unknown-source", path, repr(source), expected, hint)


def sources_are_used(tree: Tree) -> None:
    """Every source of the file is cited."""
    sources = tree.value.get("sources")
    cited = {source for _, source in _cited(tree.value, ())}
    for id in sources if isinstance(sources, dict) else ():
        if id not in cited:
            path = ("sources", id)
            tree.wrong("unused-source", path, repr(id), _CITED, key=True, severity="warning")


def _cited(node: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """What citations name as their source, and where."""
    if isinstance(node, list):
        for number, part in enumerate(node):
            yield from _cited(part, (*path, number))
    elif isinstance(node, dict):
        source = node.get("source") if path[-1:] == ("cite",) else None
        if isinstance(source, str):
            yield (*path, "source"), source
        for key, part in node.items():
            yield from _cited(part, (*path, key))


def strictness_is_quoted(tree: Tree, spot: Spot, lost: Lost) -> None:
    """Words such as "in principle" are the document's own, so the version quotes them."""
    strictness, cite = spot.raw.strictness, (*spot.path, "cite")
    if strictness is Strictness.UNSTATED or spot.raw.cite.quote or not lost.spares(cite):
        return
    path, got = (*spot.path, "strictness"), repr(strictness.value)
    tree.wrong("unquoted-strictness", path, got, _QUOTED, _QUOTE_HINT, severity="warning")


_CITED = Text("至少有一处引用的出处", "a source that is cited somewhere")
_QUOTED = Text("有原文为证的约束强度", "a strictness that quoted words prove")
_QUOTE_HINT = Text(
    "在这一版的 cite 中写出原文：quote: …", "quote the document in the version's cite: quote: …"
)
