"""The tree of an index as arrays of positions: where a column stands, and what is below it.

Part of the engine: columns are the leaves, in the order of ``Index.leaves``,
followed by the headings, what stands below always before what stands above;
the last column is the whole index.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from bizenv.indicators.values import Index

__all__ = ["Array", "Flags", "Positions", "Tree"]

Array: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Positions: TypeAlias = npt.NDArray[np.intp]


@frozen(eq=False)
class Tree:
    """Which column stands below which.

    >>> from bizenv.indicators.values import Indicator
    >>> tree = Tree.of(Index("x", [Indicator(code="a"), Indicator(code="b")]))
    >>> tree.codes, tree.below[0].tolist(), tree.leaf_count
    (('a', 'b', 'x'), [0, 1], 2)
    """

    codes: tuple[str, ...]
    leaf_count: int
    below: tuple[Positions, ...] = field(repr=False)
    """For each heading, in the order of the columns, the columns directly below it."""

    @cached_property
    def spans(self) -> tuple[slice | Positions, ...]:
        """The same, as a slice where the columns stand side by side: a view, not a copy."""
        return tuple(_span(children) for children in self.below)

    @classmethod
    def of(cls, index: Index) -> Tree:
        """The tree of an index."""
        codes = (*index.leaves, *index.nodes)
        place = {code: position for position, code in enumerate(codes)}
        below = tuple(
            np.array([place[child] for child in index.children[node]], dtype=np.intp)
            for node in index.nodes
        )
        return cls(codes, len(index.leaves), below)

    @property
    def root(self) -> int:
        """The column of the whole index."""
        return len(self.codes) - 1

    @property
    def headings(self) -> Iterator[tuple[int, Positions]]:
        """Each heading's column with the columns below it, from the bottom up."""
        return enumerate(self.below, self.leaf_count)

    @cached_property
    def parent(self) -> Positions:
        """For each column the one above it; -1 above the whole index."""
        above = np.full(len(self.codes), -1, dtype=np.intp)
        for node, children in self.headings:
            above[children] = node
        return above

    @cached_property
    def place(self) -> dict[str, int]:
        """By code, its column."""
        return {code: position for position, code in enumerate(self.codes)}

    @cached_property
    def membership(self) -> Array:
        """Leaves by columns: 1 where the leaf stands below the column, or is it."""
        within = np.zeros((self.leaf_count, len(self.codes)))
        within[np.arange(self.leaf_count), np.arange(self.leaf_count)] = 1.0
        for node, children in self.headings:
            within[:, node] = within[:, children].sum(axis=1)
        return within

    def within_parents(self, raw: Array) -> Array:
        """Raw weights of columns as shares among siblings; siblings that are all 0 stay 0.

        Shapes: ``(..., columns)`` in and out; the whole index has 1.
        """
        shares = np.array(raw, dtype=np.float64)
        shares[..., self.root] = 1.0
        for _, children in self.headings:
            total = shares[..., children].sum(axis=-1, keepdims=True)
            shares[..., children] /= np.where(total == 0, 1.0, total)
        return shares

    def effective(self, shares: Array) -> Array:
        """What each column weighs in the whole: the product of the shares down to it.

        >>> from bizenv.indicators.values import Indicator
        >>> tree = Tree.of(Index("x", [Indicator(code="a"), Indicator(code="b")]))
        >>> tree.effective(np.array([0.25, 0.75, 1.0])).tolist()
        [0.25, 0.75, 1.0]
        """
        whole = np.array(shares, dtype=np.float64)
        for node, children in reversed(tuple(self.headings)):
            whole[..., children] *= whole[..., node : node + 1]
        return whole

    def totals(self, leaves: Array) -> Array:
        """What the leaves below each column come to together: ``(..., leaves)`` to columns."""
        whole = np.empty((*leaves.shape[:-1], len(self.codes)))
        whole[..., : self.leaf_count] = leaves
        for node, children in self.headings:
            whole[..., node] = whole[..., children].sum(axis=-1)
        return whole


def _span(children: Positions) -> slice | Positions:
    if (np.diff(children) == 1).all():
        return slice(int(children[0]), int(children[-1]) + 1)
    return children
