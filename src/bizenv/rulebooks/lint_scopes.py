"""Scopes: each leaves some enterprise that the rule covers."""

from __future__ import annotations

from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.rulebooks.lint_parts import Spot
from bizenv.rulebooks.nodes import Tree

__all__ = ["scope_has_sense"]


def scope_has_sense(tree: Tree, spot: Spot, vocabulary: Vocabulary) -> None:
    """Some class of enterprises is covered and not excluded.

    Where the scope names no classes, an enterprise of no class is covered.
    """
    scope, axis = spot.version.scope, vocabulary["enterprise_class"]
    if not scope.classes or not scope.exclude_classes:
        return
    for code in axis.codes:
        every = axis.expand((code,))
        if scope.classes & every and not scope.exclude_classes & every:
            return
    path = (*spot.path, "enterprises", "exclude")
    tree.wrong("empty-scope", path, _ALL_EXCLUDED, _SOME_LEFT, _SCOPE_HINT)


_ALL_EXCLUDED = Text("排除了 classes 中的每一类", "every class of 'classes' excluded")
_SOME_LEFT = Text("至少留下一类企业的适用范围", "a scope that leaves some class of enterprises")
_SCOPE_HINT = Text(
    "排除的类别应比 classes 中的更窄", "exclude a class that is narrower than those of 'classes'"
)
