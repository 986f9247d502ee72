"""What a phrase is: words that are understood whole, and what they say (条件用语).

A phrase is recognised only when its pattern covers all of it. A word that no
pattern knows is never passed over: it may be the one that turns the meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from attrs import frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import Condition

__all__ = ["Phrase", "Said", "phrases", "said"]


@frozen
class Said:
    """What some words say: a condition, the sort it is of, and what was assumed for it."""

    condition: Condition
    sort: str
    notes: tuple[Text, ...] = ()


Builder = Callable[[re.Match[str]], "Said | None"]


@frozen(eq=False)
class Phrase:
    """A pattern and what its words say; None where they say nothing that is known."""

    pattern: re.Pattern[str]
    build: Builder

    def read(self, words: str) -> Said | None:
        """What the words say, if the pattern covers all of them and every figure is usable."""
        found = self.pattern.fullmatch(words)
        try:
            return self.build(found) if found else None
        except UsageError:  # 0日内, say
            return None


def said(sort: str, condition: Condition, *notes: Text | None) -> Said:
    """A reading; notes that are None fall away."""
    return Said(condition, sort, tuple(note for note in notes if note is not None))


def phrases(build: Builder, patterns: Iterable[str]) -> tuple[Phrase, ...]:
    """Several patterns that say the same kind of thing."""
    return tuple(Phrase(re.compile(pattern), build) for pattern in patterns)
