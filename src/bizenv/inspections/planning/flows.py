"""The cheapest way through a network: successive shortest paths, exact and in whole numbers.

Each path goes from one source to the sink by the cheapest way that is left,
and may undo a part of an earlier one. What comes out costs least of all ways
of sending as much (Ahuja, Magnanti and Orlin, Network Flows, ch. 9). A search
ends at the sink, so a path that is short is found quickly however large the
network is.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

__all__ = ["Network"]


class Network:
    """Nodes and arcs; an arc has room for some units, each at a cost of at least 0.

    >>> net = Network(3)
    >>> cheap, dear = net.arc(0, 2, 1, 5), net.arc(0, 1, 9, 10)
    >>> rest = net.arc(1, 2, 9, 0)
    >>> net.send([(0, 3)], 2), net.flow(cheap), net.flow(dear)
    (25, 1, 2)
    """

    def __init__(self, nodes: int) -> None:
        self._heads: list[int] = []
        self._room: list[int] = []
        self._costs: list[int] = []
        self._out: list[list[int]] = [[] for _ in range(nodes)]
        self._worth = [0] * nodes

    def arc(self, tail: int, head: int, room: int, cost: int) -> int:
        """Add an arc, and behind it the one by which units are taken back."""
        place = len(self._heads)
        self._heads += (head, tail)
        self._room += (room, 0)
        self._costs += (cost, -cost)
        self._out[tail].append(place)
        self._out[head].append(place + 1)
        return place

    def flow(self, arc: int) -> int:
        """How many units go by an arc."""
        return self._room[arc + 1]

    def worth(self, node: int) -> int:
        """The price of a node: no arc with room leads to one that is dearer by more than it costs.

        >>> net = Network(2)
        >>> only = net.arc(0, 1, 1, 5)
        >>> net.worth(1) - net.worth(0)
        0
        """
        return self._worth[node]

    def send(self, supplies: Iterable[tuple[int, int]], sink: int) -> int:
        """Send so many units from each node to the sink, and give what all of them cost.

        Every unit must have a way; where there is none, an arc straight to the
        sink at a high price stands for leaving it out.
        """
        total = 0
        for source, amount in supplies:
            left = amount
            while left:
                path = self._cheapest(source, sink)
                units = min(left, *(self._room[arc] for arc in path))
                for arc in path:
                    self._room[arc] -= units
                    self._room[arc ^ 1] += units
                total += units * sum(self._costs[arc] for arc in path)
                left -= units
        return total

    def _cheapest(self, source: int, sink: int) -> list[int]:
        """The arcs of the cheapest way with room, by Dijkstra with prices of nodes.

        Prices keep the arcs at costs of at least 0; only nodes that are nearer
        than the sink get a new one.
        """
        heads, room, costs, out, worth = (
            self._heads,
            self._room,
            self._costs,
            self._out,
            self._worth,
        )
        known, by, done = {source: 0}, {}, {}
        nodes = len(out)
        heap = [source]
        while True:
            far, node = divmod(heappop(heap), nodes)
            if node in done:
                continue
            if node == sink:
                break
            done[node] = far
            base = far + worth[node]
            for arc in out[node]:
                if room[arc]:
                    head = heads[arc]
                    if head not in done:
                        length = base + costs[arc] - worth[head]
                        if head not in known or length < known[head]:
                            known[head] = length
                            by[head] = arc
                            heappush(heap, length * nodes + head)
        for each, near in done.items():
            worth[each] += near - far
        path, node = [], sink
        while node != source:
            path.append(by[node])
            node = heads[by[node] ^ 1]
        return path
