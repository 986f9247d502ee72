"""Days for enterprises one after the other, each where its agencies still have room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from bizenv.inspections.planning.caps import Chosen
from bizenv.inspections.planning.day_choices import NEVER, Costs
from bizenv.inspections.planning.groups import Group
from bizenv.inspections.planning.pricing import Prices

__all__ = ["Seating"]

_TRIES = 8
_Seat: TypeAlias = tuple[int, int, int]
"""A desk, a year and a day's number."""


class Seating:
    """Which places the groups have taken; a group may be seated anew while the others stay."""

    def __init__(self, groups: Sequence[Group], prices: Prices) -> None:
        self._groups = sorted(groups, key=lambda group: -len(group.members))
        self._prices = prices
        self._left = prices.places()
        self._seats: dict[int, list[_Seat]] = {}
        self._chosen: dict[int, Chosen] = {}

    def seat_all(self) -> dict[int, Chosen]:
        """Seat every group, the largest first, and give by row the days chosen."""
        for group in self._groups:
            for desk, year, number in self._seats.pop(id(group), []):
                self._left[desk, year][number] += 1
            self._seats[id(group)] = self._seat(group)
            self._chosen.update(group.chosen())
        return dict(self._chosen)

    def _seat(self, group: Group) -> list[_Seat]:
        """Choose days and take the places; a day that a visit finds taken is closed to it."""
        costs, columns = self._prices.priced(group), self._prices.columns(group)
        number_of = {column: number for number, column in enumerate(columns.tolist())}
        for place, member in enumerate(group.members):
            left = self._left.get((member.desk, group.year))
            if left is not None:
                costs[place, columns[left <= 0]] = NEVER
        for _ in range(_TRIES):
            group.solve(costs)
            seats, crowded = self._take(group, costs, number_of)
            if crowded is None:
                break
            costs[crowded] = NEVER
        for seat in seats:
            self._left[seat[:2]][seat[2]] -= 1
        return seats

    def _take(
        self, group: Group, costs: Costs, number_of: dict[int, int]
    ) -> tuple[list[_Seat], tuple[int, int] | None]:
        """The places that the members take, or the first member and day that are too many."""
        seats: list[_Seat] = []
        for place, (member, share) in enumerate(zip(group.members, group.shares, strict=True)):
            left = self._left.get((member.desk, group.year))
            if left is None:
                continue
            nearest = sorted(share, key=lambda column: (costs[place, column], column))
            for column in nearest:
                seat = (member.desk, group.year, number_of[column])
                if left[number_of[column]] > seats.count(seat):
                    seats.append(seat)
                    break
            else:
                if nearest:
                    return seats, (place, nearest[0])
        return seats, None
