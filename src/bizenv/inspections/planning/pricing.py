"""The prices of places on full days, and the bound that follows from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from attrs import define, frozen

from bizenv.inspections.planning.day_choices import NEVER, Costs
from bizenv.inspections.planning.desks import Desk
from bizenv.inspections.planning.groups import UNIT, Group, row_costs
from bizenv.inspections.planning.openings import Openings

__all__ = ["Prices"]

Row: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"
_Where: TypeAlias = tuple[int, int]
"""A desk and a year."""
_DEAREST = 400
"""Days; no place is worth more than to be moved by a year."""


@frozen(eq=False)
class _Alone:
    """Visits of one desk and year that no cap ties: how many there are of each row of costs."""

    where: _Where
    costs: Costs
    counts: Row


@define(eq=False)
class _Stall:
    """The places of one desk in one year: how many on each day, and their prices.

    ``room`` counts them before the longer visits took theirs, ``places`` after.
    """

    room: Row
    places: Row
    price: Row
    wanted: Row


class Prices:
    """Prices for the places of every desk and year; they begin as those of the flows."""

    def __init__(
        self,
        desks: Sequence[Desk],
        groups: Sequence[Group],
        openings: Openings,
        first: Sequence[Mapping[int, float]],
    ) -> None:
        self._groups = groups
        self._days = {year: sorted(openings.usable_of(year)) for year in openings.years}
        self._stalls = {
            (place, year): self._stall(desk, year, first[place])
            for place, desk in enumerate(desks)
            for year in openings.years
            if desk.room_without_longer is not None
        }
        tied = {member.visit.row for group in groups for member in group.members}
        self._alone = [
            each
            for place, desk in enumerate(desks)
            for each in self._lines(place, desk, tied, openings.mark)
        ]
        self._columns = {id(group): self._columns_of(group) for group in groups}

    def _stall(self, desk: Desk, year: int, first: Mapping[int, float]) -> _Stall:
        days = self._days[year]
        price = [round(UNIT * min(first.get(day, 0), _DEAREST)) for day in days]
        zeros = np.zeros(len(days), dtype=np.int64)
        room, places = (
            np.array([max((some or {})[day], 0) for day in days], dtype=np.int64)
            for some in (desk.room_without_longer, desk.room())
        )
        return _Stall(room, places, np.array(price, dtype=np.int64), zeros)

    def _lines(
        self, place: int, desk: Desk, tied: set[int], mark: Mapping[int, int]
    ) -> list[_Alone]:
        by_line: defaultdict[tuple[int, tuple[int, ...]], Counter[Any]] = defaultdict(Counter)
        some = {}
        for visit in desk.free:
            if visit.row not in tied and desk.days(visit):
                by_line[visit.start.year, visit.bars][visit.start] += 1
                some[visit.bars, visit.start] = visit
        return [
            _Alone(
                (place, year),
                np.array(
                    [row_costs(some[bars, day], desk, self._days[year], mark) for day in planned]
                ),
                np.array(list(planned.values()), dtype=np.int64),
            )
            for (year, bars), planned in by_line.items()
        ]

    def _columns_of(self, group: Group) -> Row:
        """For each usable day of the year its column in the group; fixed days may lie between."""
        places = {day: number for number, day in enumerate(group.days)}
        return np.array([places[day] for day in self._days[group.year]], dtype=np.int64)

    def bound(self) -> int:
        """What any plan costs at least, in days, by these prices; every group chooses anew."""
        for stall in self._stalls.values():
            stall.wanted = np.zeros_like(stall.room)
        total = sum(self._pay_alone(each) for each in self._alone)
        total += sum(self._pay(group) for group in self._groups)
        total -= sum(int((stall.price * stall.room).sum()) for stall in self._stalls.values())
        return -(-total // UNIT)  # distances are whole, so a part of a day counts as one

    def _pay_alone(self, alone: _Alone) -> int:
        stall = self._stalls.get(alone.where)
        costs = alone.costs if stall is None else alone.costs + stall.price
        if stall is not None:
            np.add.at(stall.wanted, costs.argmin(axis=1), alone.counts)
        return int((costs.min(axis=1) * alone.counts).sum())

    def priced(self, group: Group) -> Costs:
        """What each day costs each member of a group, with the price of its place."""
        costs, columns = group.costs.copy(), self._columns[id(group)]
        for place, stall in enumerate(self._of(group)):
            if stall is not None:
                costs[place, columns] += stall.price
        return np.minimum(costs, NEVER)

    def _of(self, group: Group) -> list[_Stall | None]:
        return [self._stalls.get((member.desk, group.year)) for member in group.members]

    def _pay(self, group: Group) -> int:
        costs, columns, stalls = self.priced(group), self._columns[id(group)], self._of(group)
        least = group.solve(costs)
        for place, (stall, share) in enumerate(zip(stalls, group.shares, strict=True)):
            if stall is not None and share:
                day = min(share, key=lambda column: (costs[place, column], column))
                stall.wanted[np.searchsorted(columns, day)] += 1
        return least

    def places(self) -> dict[_Where, Row]:
        """By desk and year, how many places there are on each day."""
        return {where: stall.places.copy() for where, stall in self._stalls.items()}

    def columns(self, group: Group) -> Row:
        """For each usable day of its year the group's column."""
        return self._columns[id(group)]

    def take(self, found: Mapping[_Where, float]) -> None:
        """Take prices that were found elsewhere, by desk and day; other places are free."""
        for (desk, year), stall in self._stalls.items():
            for number, day in enumerate(self._days[year]):
                price = min(found.get((desk, day), 0.0), _DEAREST)
                stall.price[number] = round(UNIT * price)

    def follow(self, gap: int) -> None:
        """Make places dearer where more are wanted than there are, cheaper where fewer are.

        The step is as long as would close the gap if the demand stayed so (Polyak).
        """
        slopes = {where: stall.wanted - stall.room for where, stall in self._stalls.items()}
        for where, slope in slopes.items():
            slope[(slope < 0) & (self._stalls[where].price == 0)] = 0
        square = sum(int((slope * slope).sum()) for slope in slopes.values())
        if square:
            for where, slope in slopes.items():
                step = slope * UNIT * gap // square
                stall = self._stalls[where]
                stall.price = np.clip(stall.price + step, 0, UNIT * _DEAREST)
