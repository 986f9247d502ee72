"""Which cases look like one matter (疑似重复诉求)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from attrs import frozen

from bizenv.cases.entries import Entry
from bizenv.kernel.text import core

__all__ = ["Matter", "repeated"]


@frozen
class Matter:
    """Cases that look like one matter of one enterprise (疑似重复诉求).

    They are offered, never merged: only a person can tell.
    """

    enterprise: str
    subject: str
    cases: tuple[str, ...]


def repeated(entries: Iterable[Entry]) -> tuple[Matter, ...]:
    """Cases of one enterprise with one subject, in the order of the first of each.

    >>> repeated([])
    ()
    """
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.enterprise and entry.subject:
            found[core(entry.enterprise), core(entry.subject)].append(entry)
    return tuple(
        Matter(str(same[0].enterprise), str(same[0].subject), tuple(e.case for e in same))
        for same in found.values()
        if len(same) > 1
    )
