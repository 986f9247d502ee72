"""What worked requests prove of a charter: each promise kept and broken, each need met and lacking.

What could be reached follows from the rules themselves, version by version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bizenv.cases.charters import ServiceCharter
from bizenv.cases.closure import ClosureRule
from bizenv.cases.readings import ClockState
from bizenv.cases.rules import CaseVerdict
from bizenv.cases.timing import TimeBase
from bizenv.kernel.truth import Truth
from bizenv.rulebooks.coverage import Coverage
from bizenv.rulebooks.rulebook import Rulebook

__all__ = ["charter_coverage"]


def charter_coverage(book: Rulebook, verdicts: Sequence[CaseVerdict]) -> tuple[Coverage, ...]:
    """What verdicts reach of a rulebook's own charters; nothing is told where it has none.

    >>> from bizenv import load_rulebook
    >>> charter_coverage(load_rulebook("cn-ha-nanyang"), ())
    ()
    """
    own = [charter for charter in book.charters if charter.rulebook == book.id]
    if not own:
        return ()
    promises = _both(_promises(own), ("met", "missed"))
    needs = _both((name for name, _ in _needs(own)), ("met", "lacking"))
    base = book.requests.base
    found = (
        Coverage("promise", promises, promises & set(_kept(verdicts))),
        Coverage("closure", needs, needs & set(_asked(own, verdicts, base))),
    )
    return tuple(each for each in found if each.reachable)


def _both(names: Iterable[str], ways: Sequence[str]) -> frozenset[str]:
    return frozenset(f"{name} {way}" for name in names for way in ways)


def _promises(own: Iterable[ServiceCharter]) -> Iterator[str]:
    for charter in own:
        yield from (f"{promise.rule}/{promise.id}" for promise in charter.promises())


_WAYS = {
    ClockState.MET: "met",
    ClockState.MISSED: "missed",
    ClockState.RED: "missed",
}


def _kept(verdicts: Iterable[CaseVerdict]) -> Iterator[str]:
    """The promises that were kept, and those that were not."""
    for verdict in verdicts:
        for clock in verdict.clocks:
            if clock.promise is not None and clock.state in _WAYS:
                yield f"{clock.promise.rule}/{clock.promise.id} {_WAYS[clock.state]}"


def _needs(own: Iterable[ServiceCharter]) -> Iterator[tuple[str, ClosureRule]]:
    """Each need by name: the version, the step, what is needed, of which kinds."""
    for charter in own:
        for version, rules in zip(charter.versions, charter.closures(), strict=True):
            for rule in rules:
                kinds = f" ({', '.join(sorted(rule.kinds))})" if rule.kinds else ""
                yield f"{charter.rule(version)}/{rule.need} before {rule.before}{kinds}", rule


_ANSWERS = {Truth.YES: "met", Truth.NO: "lacking"}


def _asked(
    own: Iterable[ServiceCharter], verdicts: Iterable[CaseVerdict], base: TimeBase
) -> Iterator[str]:
    """The needs that some case was asked, by the answer."""
    needs = tuple(_needs(own))
    for verdict in verdicts:
        received = base.received(verdict.state)
        for name, rule in needs:
            check = rule.check(verdict.state, received)
            if check is not None and check.truth in _ANSWERS:
                yield f"{name} {_ANSWERS[check.truth]}"
