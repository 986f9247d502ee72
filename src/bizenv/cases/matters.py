"""Which cases look like one matter (疑似重复诉求)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from attrs import frozen

from bizenv.cases.entries import Entry

__all__ = ["Matter", "core", "repeated"]


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


def core(words: str) -> str:
    """Words without what two typists write differently: spaces, marks, widths, case.

    >>> core("甲 公司。") == core("甲公司"), core("AB") == core("ab")
    (True, True)
    """
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(filter(str.isalnum, folded)) or folded.strip()
