"""One agency's visits on the line of days: who stays, who moves where, at the least distance.

Visits that may begin on the same days form a *line*. A visit stays on its day,
or steps from day to day along its line until it takes a place on a day. The
places of a day are shared by all lines. The cheapest flow through this network
is the plan with the fewest visits left out, among those with the least total
distance, and among those with the fewest visits moved.

The nodes are days and not pairs of a visit and a day, so the network stays
small: that makes it quick without any solver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from bizenv.inspections.planning.flows import Network

__all__ = ["Line", "Placed", "Placing", "place_visits"]


@frozen
class Line:
    """Visits that may begin on the same days: ``planned`` counts them by the day planned.

    ``days`` are in order. Days are numbers (ordinals), as are all days below.
    """

    days: tuple[int, ...]
    planned: Mapping[int, int]


@frozen
class Placing:
    """What becomes of the visits of one line, by the day planned.

    ``stay`` and ``left_out`` count visits; ``moves`` pairs a day planned with a
    day to move to, one pair a visit.
    """

    stay: Mapping[int, int]
    left_out: Mapping[int, int]
    moves: tuple[tuple[int, int], ...]


@frozen
class Placed:
    """What becomes of all visits of an agency, line by line.

    ``prices`` says what a place more on a day would save, in days of distance;
    days that are not full are free.
    """

    lines: tuple[Placing, ...]
    prices: Mapping[int, float]

    def cost(self, mark: Mapping[int, int]) -> int:
        """The total distance."""
        return sum(abs(mark[to] - mark[day]) for each in self.lines for day, to in each.moves)

    @property
    def left_out(self) -> int:
        """How many visits have no place."""
        return sum(sum(each.left_out.values()) for each in self.lines)


@frozen
class _Arcs:
    """The arcs of one line, by day."""

    stay: Mapping[int, int]
    leave_out: Mapping[int, int]
    leave: Mapping[int, int]
    take: Mapping[int, int]


def place_visits(
    lines: Sequence[Line], room: Mapping[int, int] | None, mark: Mapping[int, int]
) -> Placed:
    """Place the visits of one agency.

    ``room`` says how many visits may begin on a day, None that there is no
    limit; ``mark`` gives every day its place on the scale by which distance is
    measured.

    >>> line = Line((23, 24), {22: 2, 24: 1})
    >>> days = {day: day for day in range(1, 32)}
    >>> place_visits([line], {23: 1, 24: 2}, days).lines[0].moves
    ((22, 23), (22, 24))
    """
    units = sum(sum(line.planned.values()) for line in lines)
    a_day = units + 1  # more than all moves together, so that distance comes first
    farthest = max(mark.values(), default=0) - min(mark.values(), default=0)
    left_out = a_day * (farthest + 1) * (units + 1)
    net = _Build(lines, room, units)
    arcs = [net.add(line, mark, a_day, left_out) for line in lines]
    supplies = [
        (node, count)
        for line, nodes in zip(lines, net.planned, strict=True)
        for (_, count), node in zip(sorted(line.planned.items()), nodes, strict=True)
    ]
    net.network.send(supplies, net.sink)
    placings = tuple([_read(net.network, each) for each in arcs])
    return Placed(placings, net.prices(a_day))


class _Build:
    """The network of one agency, line by line."""

    def __init__(self, lines: Sequence[Line], room: Mapping[int, int] | None, units: int) -> None:
        days = sorted({day for line in lines for day in line.days})
        stops = [sorted({*line.days, *line.planned}) for line in lines]
        size = 1 + len(days)
        size += sum(len(line.planned) + len(at) for line, at in zip(lines, stops, strict=True))
        self.network, self.sink, self.planned = Network(size), 0, list[range]()
        self._stops, self._next, self._units = iter(stops), 1, units
        self._slots = dict(zip(days, self._nodes(len(days)), strict=True))
        for day, slot in self._slots.items():
            places = units if room is None else max(room.get(day, 0), 0)
            self.network.arc(slot, self.sink, places, 0)

    def _nodes(self, count: int) -> range:
        first, self._next = self._next, self._next + count
        return range(first, self._next)

    def prices(self, a_day: int) -> Mapping[int, float]:
        """What a place more is worth on the days that are full."""
        worth = self.network.worth
        found = {day: worth(self.sink) - worth(slot) for day, slot in self._slots.items()}
        return {day: price / a_day for day, price in found.items() if price > 0}

    def add(self, line: Line, mark: Mapping[int, int], a_day: int, left_out: int) -> _Arcs:
        """Add one line and give its arcs."""
        stops, arc, many = next(self._stops), self.network.arc, self._units
        starts = self._nodes(len(line.planned))
        self.planned.append(starts)
        at = dict(zip(stops, self._nodes(len(stops)), strict=True))
        for one, other in pairwise(stops):
            cost = a_day * (mark[other] - mark[one])
            arc(at[one], at[other], many, cost)
            arc(at[other], at[one], many, cost)
        planned = dict(zip(sorted(line.planned), starts, strict=True))
        open_days = frozenset(line.days)
        return _Arcs(
            {d: arc(n, self._slots[d], many, 0) for d, n in planned.items() if d in open_days},
            {d: arc(n, self.sink, many, left_out) for d, n in planned.items()},
            {d: arc(n, at[d], many, 1) for d, n in planned.items()},
            {d: arc(at[d], self._slots[d], many, 0) for d in line.days},
        )


def _read(net: Network, arcs: _Arcs) -> Placing:
    """What the flow says of one line; who moves first arrives first, which costs no more."""
    leaving = Counter({day: net.flow(arc) for day, arc in arcs.leave.items()})
    taken = Counter({day: net.flow(arc) for day, arc in arcs.take.items()})
    return Placing(
        {day: n for day, arc in arcs.stay.items() if (n := net.flow(arc))},
        {day: n for day, arc in arcs.leave_out.items() if (n := net.flow(arc))},
        tuple(
            zip(
                sorted(leaving.elements()),
                sorted(taken.elements()),
                strict=True,
            )
        ),
    )
