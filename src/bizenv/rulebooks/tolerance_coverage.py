"""What worked violations prove of tolerance lists: each leniency met, failed and open.

Many items share their conditions, so what has to be proved is each distinct set of
conditions of a version: that it was met, that it failed, that it was open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bizenv.kernel.truth import Truth
from bizenv.rulebooks.coverage import Coverage
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.tolerance.lists import ToleranceList
from bizenv.tolerance.matching import Entry
from bizenv.tolerance.verdicts import ViolationVerdict

__all__ = ["tolerance_coverage"]

_WAYS = {Truth.YES: "met", Truth.NO: "failed", Truth.UNKNOWN: "open"}


def tolerance_coverage(
    book: Rulebook, verdicts: Iterable[ViolationVerdict]
) -> tuple[Coverage, ...]:
    """What verdicts reach of a rulebook's own lists; nothing is told where it has none.

    >>> from bizenv import load_rulebook
    >>> tolerance_coverage(load_rulebook("cn-ha-nanyang"), ())
    ()
    """
    own = [each for each in book.tolerance_lists if each.rulebook == book.id]
    if not own:
        return ()
    names = dict(_names(own))
    reachable = frozenset(f"{name} {way}" for name in names.values() for way in _WAYS.values())
    reached = {
        f"{names[key]} {_WAYS[ruling.truth]}"
        for verdict in verdicts
        for ruling in verdict.asked
        if (key := _key(ruling.entry)) in names
    }
    return (Coverage("conditions", reachable, frozenset(reached)),)


def _key(entry: Entry) -> tuple[str, object, object]:
    return entry.rule, entry.item.conditions, entry.item.leniency


def _names(own: Iterable[ToleranceList]) -> Iterator[tuple[tuple[str, object, object], str]]:
    """Each distinct set of conditions, named by the first item that has it."""
    seen = set()
    for each in own:
        for version in each.versions:
            for item in version.items:
                key = _key(Entry(each, version, item))
                if key not in seen:
                    seen.add(key)
                    yield key, f"{each.rule(version)}/{item.id}"
