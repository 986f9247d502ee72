"""Which facts would settle what is undetermined, exactly (能够定论的事实).

The open question is unfolded value by value into a diagram that says for all
values what comes out. Values that lead to the same end are one, so a fact that
changes nothing drops out; the facts that are left are just those that matter.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import TypeAlias

from attrs import frozen

from bizenv.kernel.findings import MissingFact
from bizenv.kernel.truth import Truth
from bizenv.tolerance.expressions import Residue, given, unknowns
from bizenv.tolerance.outcomes import ViolationOutcome

__all__ = ["Diagram", "Settling", "State", "diagram_of"]

State: TypeAlias = tuple[tuple[ViolationOutcome, Residue], ...]
"""Outcomes, each with what is left of whether it holds; the first that does comes out."""
ITEM = "item"
"""The key of "which item is it?", which is asked before anything else."""


@frozen
class Settling:
    """Some facts that may settle it by themselves, and an outcome that they may lead to."""

    facts: tuple[MissingFact, ...]
    outcome: ViolationOutcome


@frozen
class _Node:
    """A fact, and for each of its values where it leads."""

    key: Hashable
    ends: tuple[tuple[Hashable, _End], ...]


_End: TypeAlias = "_Node | ViolationOutcome"


@frozen
class Diagram:
    """What comes out for all values of the facts that are not known.

    ``facts`` are, by key, those that would tell its value, in the order in which
    they are asked. A question with very many open facts is not unfolded: it has no
    root, and every fact that is open is taken to matter.
    """

    root: _End | None
    facts: Mapping[Hashable, tuple[MissingFact, ...]]

    @property
    def settled(self) -> ViolationOutcome | None:
        """The one outcome that comes out whatever is found; None where it hangs on facts."""
        return self.root if isinstance(self.root, ViolationOutcome) else None

    @property
    def keys(self) -> tuple[Hashable, ...]:
        """What it hangs on."""
        if self.root is None:
            return tuple(self.facts)
        found = _values(self.root)
        return tuple(key for key in self.facts if key in found)

    @property
    def missing(self) -> tuple[MissingFact, ...]:
        """The facts on which it hangs: all of them together surely settle it."""
        return tuple(dict.fromkeys(fact for key in self.keys for fact in self.facts[key]))

    def settlings(self, most: int = 10) -> Iterator[Settling]:
        """Sets of facts that may settle it by themselves, the fewest first.

        No set is told that has a smaller one within it. Of very many facts only
        the first ones are tried.
        """
        if self.root is None:
            return
        values, found = _values(self.root), list[frozenset[MissingFact]]()
        keys = self.keys[:most]
        for size in range(1, len(keys) + 1):
            for some in combinations(keys, size):
                facts = tuple(dict.fromkeys(fact for key in some for fact in self.facts[key]))
                if any(smaller <= frozenset(facts) for smaller in found):
                    continue
                outcomes = dict.fromkeys(_reached(self.root, some, values))
                found += [frozenset(facts)] if outcomes else []
                yield from (Settling(facts, outcome) for outcome in outcomes)


def _values(root: _End) -> dict[Hashable, tuple[Hashable, ...]]:
    """By key, the values that a diagram asks for."""
    found: dict[Hashable, tuple[Hashable, ...]] = {}
    seen, stack = set[int](), [root]
    while stack:
        end = stack.pop()
        if isinstance(end, _Node) and id(end) not in seen:
            seen.add(id(end))
            found[end.key] = tuple(value for value, _ in end.ends)
            stack.extend(after for _, after in end.ends)
    return found


def _reached(
    root: _End, some: tuple[Hashable, ...], values: Mapping[Hashable, tuple[Hashable, ...]]
) -> Iterator[ViolationOutcome]:
    """The outcomes to which some facts lead whatever the others are."""
    for chosen in product(*(values[key] for key in some)):
        outcomes = _left(root, dict(zip(some, chosen, strict=True)))
        if len(outcomes) == 1:
            yield next(iter(outcomes))


def _left(end: _End, known: Mapping[Hashable, Hashable]) -> frozenset[ViolationOutcome]:
    """The outcomes that stay possible once some facts are known."""
    if isinstance(end, ViolationOutcome):
        return frozenset((end,))
    ends = (after for value, after in end.ends if known.get(end.key, value) == value)
    return frozenset[ViolationOutcome]().union(*(_left(after, known) for after in ends))


# --- unfolding --------------------------------------------------------------------------


def diagram_of(
    state: State, items: Mapping[Hashable, State], item_facts: tuple[MissingFact, ...]
) -> Diagram:
    """Unfold a question; ``items`` are the states of the items that it may be, if that is open."""
    states = [state, *items.values()]
    facts: dict[Hashable, tuple[MissingFact, ...]] = {ITEM: item_facts} if items else {}
    domains: dict[Hashable, tuple[Hashable, ...]] = {}
    for _, residue in (entry for each in states for entry in each):
        for unknown in unknowns(residue):
            domains.setdefault(unknown.key, tuple(value for value, _ in unknown.holds))
            facts[unknown.key] = tuple(dict.fromkeys((*facts.get(unknown.key, ()), *unknown.facts)))
    if len(domains) > _MOST_OPEN:
        return Diagram(None, facts)
    unfold = _Unfolding(domains)
    try:
        if not items:
            return Diagram(unfold.end(state), facts)
        ends = ((item, unfold.end(_merged(state, more))) for item, more in items.items())
        return Diagram(unfold.node(ITEM, ends), facts)
    except _TooManyError:
        return Diagram(None, facts)


_MOST_OPEN, _MOST_STATES = 16, 1_000
"""How many facts may be open, and how far a question is unfolded, so that its time is bounded."""


class _TooManyError(Exception):
    """A question has more states than are unfolded."""


def _merged(state: State, more: State) -> State:
    return tuple(sorted((*state, *more), key=_order))


def _order(entry: tuple[ViolationOutcome, Residue]) -> int:
    return _RANKS[entry[0]]


_RANKS = {outcome: rank for rank, outcome in enumerate(ViolationOutcome)}


class _Unfolding:
    """Builds the nodes of one diagram, each once."""

    def __init__(self, domains: Mapping[Hashable, tuple[Hashable, ...]]) -> None:
        self._domains = domains
        self._nodes: dict[tuple[Hashable, ...], _Node] = {}
        self._ends: dict[State, _End] = {}
        self._asked = 0

    def end(self, state: State) -> _End:
        """Where a state leads."""
        state = _cut(state)
        outcome, residue = state[0]
        if residue is Truth.YES:
            return outcome
        if state not in self._ends:
            self._asked += 1
            if self._asked > _MOST_STATES:
                raise _TooManyError
            key = self._first(state)
            ends = ((value, self.end(_given(state, key, value))) for value in self._domains[key])
            self._ends[state] = self.node(key, ends)
        return self._ends[state]

    def _first(self, state: State) -> Hashable:
        """The first unknown of a state, in an order that is the same throughout."""
        keys = {unknown.key for _, residue in state for unknown in unknowns(residue)}
        return next(key for key in self._domains if key in keys)

    def node(self, key: Hashable, ends: Iterable[tuple[Hashable, _End]]) -> _End:
        """A node, or the one end to which all of its values lead."""
        after = tuple(ends)
        if len({_name(end) for _, end in after}) == 1:
            return after[0][1]
        name = (key, *(_name(end) for _, end in after))
        return self._nodes.setdefault(name, _Node(key, after))


def _name(end: _End) -> Hashable:
    """Nodes are made once, so that being the same is being equal."""
    return end if isinstance(end, ViolationOutcome) else id(end)


def _given(state: State, key: Hashable, value: Hashable) -> State:
    return tuple((outcome, given(residue, key, value)) for outcome, residue in state)


def _cut(state: State) -> State:
    """The state without what surely does not hold, and without what stands behind what does."""
    left: list[tuple[ViolationOutcome, Residue]] = []
    for outcome, residue in state:
        if residue is Truth.NO:
            continue
        left.append((outcome, residue))
        if residue is Truth.YES:
            return tuple(left)
    return (*left, (ViolationOutcome.NO_GROUND, Truth.YES))
