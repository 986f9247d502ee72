"""Answers that are kept: a function's results by key, bounded in number."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

__all__ = ["Memo"]

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


class Memo(dict[KeyT, ValueT]):
    """Answers of a function, kept by key; at most so many, those used of late first.

    They stand in two halves. When the young half is full it becomes the old
    one, and what is asked for again moves back. So an answer that is in use
    stays, and a look-up of a young one is one dictionary access.

    >>> squares = Memo(lambda number: number * number, most=4)
    >>> [squares[number] for number in range(9)][-1], squares.kept
    (64, 3)
    """

    def __init__(self, of: Callable[[KeyT], ValueT], *, most: int) -> None:
        super().__init__()
        self._of = of
        self._half = max(1, most // 2)
        self._old: dict[KeyT, ValueT] = {}

    @property
    def kept(self) -> int:
        """How many answers are kept."""
        return len(self) + len(self._old)

    def __missing__(self, key: KeyT) -> ValueT:
        old = self._old
        value = old[key] if key in old else self._of(key)
        if len(self) >= self._half:
            self._old = dict(self)
            self.clear()
        self[key] = value
        return value
