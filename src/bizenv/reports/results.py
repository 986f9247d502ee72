"""What viewers and CI runs are told: a result for each row or case that wants attention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeAlias

from attrs import field, frozen

from bizenv.kernel.place import Place
from bizenv.kernel.text import Lang, Text

__all__ = ["Edit", "Level", "Result", "Told"]

Level: TypeAlias = Literal["error", "warning", "note"]
"""How a result weighs; what weighs nothing is not told."""


@frozen
class Edit:
    """A mend: the characters from ``start`` to before ``end`` of a line, and what replaces them.

    Both count from 0.
    """

    line: int
    start: int
    end: int
    text: str


@frozen
class Result:
    """One thing to look at: where it stands, how grave it is, by which code, in words.

    ``key`` is what it says of itself: by it a viewer knows the result again
    when rows move.

    >>> Result(Place("plan.csv", row=2), "error", "bad-day", "no such day").place.row
    2
    """

    place: Place
    level: Level
    code: str
    text: str
    key: tuple[Any, ...] = ()
    properties: Mapping[str, Any] = field(factory=dict, hash=False)
    edits: tuple[Edit, ...] = ()
    """How to mend the file, where that is known."""


class Told(Protocol):
    """Some of what was checked; it puts into words only what is asked for."""

    @property
    def notes(self) -> tuple[Text, ...]:
        """What is worth telling of the whole."""
        ...

    def places(self, *levels: Level) -> Sequence[int]:
        """Which of it weighs so much, in order."""
        ...

    def results(self, places: Iterable[int], lang: Lang) -> Iterator[Result]:
        """Those in words."""
        ...
