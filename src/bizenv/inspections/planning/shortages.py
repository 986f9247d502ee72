"""Why visits find no place, in numbers that anybody can check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bizenv.inspections.planning.day_lines import Line, Placing
from bizenv.inspections.planning.plans import Shortage

__all__ = ["shortage_of", "shortage_of_long"]


def shortage_of(
    agency: str,
    line: Line,
    lines: Sequence[Line],
    placings: Sequence[Placing],
    room: Mapping[int, int] | None,
) -> Shortage:
    """The days that are full, and the visits that can only begin on them.

    From the days of the line, every line that has a visit on one of them brings
    in its own days: had one of these a place left, a visit could have moved
    there and made room. So all are full, and as many visits are left out as the
    demand exceeds the room.
    """
    taken = [_taken(each) for each in placings]
    within, days = {id(line)}, set(line.days)
    grown = True
    while grown:
        grown = False
        for each, on in zip(lines, taken, strict=True):
            if id(each) not in within and not days.isdisjoint(on):
                within.add(id(each))
                days.update(each.days)
                grown = True
    demand = sum(sum(each.planned.values()) for each in lines if id(each) in within)
    rooms = [(room or {}).get(day, 0) for day in days]
    return Shortage(
        agency, demand, sum(max(each, 0) for each in rooms), len(days), _extra(rooms, demand)
    )


def _taken(placing: Placing) -> set[int]:
    """The days on which a line has visits."""
    return {*placing.stay, *(to for _, to in placing.moves)}


def _extra(rooms: Sequence[int], demand: int) -> int | None:
    """How many more places a day it takes; None where there is no day."""
    if not rooms:
        return None
    more = 0
    while sum(max(each + more, 0) for each in rooms) < demand:
        more += 1
    return more


def shortage_of_long(agency: str, open_days: int, more: int | None) -> Shortage:
    """A longer visit that finds no stretch of days with room."""
    return Shortage(agency, 1, 0, open_days, more)
