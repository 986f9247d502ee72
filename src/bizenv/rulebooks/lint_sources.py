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
from bizenv.rulebooks.schema import RulebookModel

__all__ = ["checked_after_sources", "sources_are_used", "sources_known", "strictness_is_quoted"]


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


def checked_after_sources(tree: Tree, model: RulebookModel, lost: Lost) -> None:
    """The file was compared with its sources when each of them had been issued."""
    if not lost.spares(("checked",)):
        return
    for id, source in model.sources.items():
        if source.issued and model.checked < source.issued:
            got = Text(
                f"{model.checked}，出处 {id!r} 在 {source.issued} 才发布",
                f"{model.checked}, when the source {id!r} of {source.issued} was not issued yet",
            )
            code = "checked-before-source"
            tree.wrong(code, ("checked",), got, _CHECKED, _CHECK_HINT, severity="warning")


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


_CHECKED = Text("不早于每个出处发布日期的日期", "a day on which every source had been issued")
_CHECK_HINT = Text(
    "对照新的出处核对一遍，再改日期", "compare the file with the source, then state the day"
)
_CITED = Text("至少有一处引用的出处", "a source that is cited somewhere")
_QUOTED = Text("有原文为证的约束强度", "a strictness that quoted words prove")
_QUOTE_HINT = Text(
    "在这一版的 cite 中写出原文：quote: …", "quote the document in the version's cite: quote: …"
)
