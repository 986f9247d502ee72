"""The visits of one enterprise that caps tie together, and how they share a few days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from attrs import define, field, frozen

from bizenv.inspections.planning.caps import Cap, Chosen
from bizenv.inspections.planning.day_choices import NEVER, Costs, choose_days, least_cost
from bizenv.inspections.planning.desks import Desk
from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.plans import Shortage, Visit

Open: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"

__all__ = ["UNIT", "Group", "Member", "groups_of", "row_costs"]

UNIT = 64
"""A day of distance in the whole numbers by which days are chosen; prices are finer than days."""


@frozen(eq=False)
class Member:
    """A visit that may move, and the desk that plans it."""

    visit: Visit
    desk: int


@frozen(eq=False)
class _Tie:
    """A cap as it stands in a group: which of its members, and the days that are taken anyway.

    ``most`` counts what is left for the members where visits are not joined.
    """

    cap: Cap
    places: tuple[int, ...]
    most: int
    forced: tuple[int, ...]


@define(eq=False)
class Group:
    """Visits of one year tied together; ``costs`` has one row a member, one column a day."""

    members: tuple[Member, ...]
    year: int
    days: tuple[int, ...]
    costs: Costs
    ties: tuple[_Tie, ...]
    shares: list[tuple[int, ...]] = field(factory=list)
    """For each member the columns on which it may take place, as chosen last."""

    def solve(self, costs: Costs) -> int:
        """Choose days by priced costs, and give what any choice costs at least.

        A day that ``costs`` close to a visit may still be among those chosen for it.
        """
        work, open_to = costs.copy(), self.costs < NEVER
        for tie in self.ties:
            _restrict(work, open_to, tie)
        if self._stuck(work):
            work, open_to = costs.copy(), self.costs < NEVER
            _only(work, open_to, range(len(work)), self._same_for_all(costs))
        self.shares = [tuple(np.flatnonzero(row).tolist()) for row in open_to]
        return self._bound(costs, work)

    def share_out(self, used: Sequence[Collection[int]]) -> None:
        """Take the days that were chosen elsewhere, for each cap."""
        open_to = self.costs < NEVER
        for tie, days in zip(self.ties, used, strict=True):
            _only(self.costs.copy(), open_to, tie.places, sorted(days))
        self.shares = [tuple(np.flatnonzero(row).tolist()) for row in open_to]

    @property
    def joint(self) -> bool:
        """Whether every cap is kept by joining visits, so that nobody is left out for it."""
        return all(tie.cap.joint for tie in self.ties)

    def _stuck(self, work: Costs) -> bool:
        """Whether one cap left a visit no day of those that another one left it."""
        lost = work.min(axis=1) >= NEVER
        return bool(lost.any()) and len(self.ties) > 1 and self.joint

    def _same_for_all(self, costs: Costs) -> tuple[int, ...]:
        """The same few days for every visit, which keeps every cap."""
        forced = tuple(sorted({day for tie in self.ties for day in tie.forced}))
        most = min(tie.most for tie in self.ties)
        return choose_days(costs, most, forced[:most])

    def _bound(self, costs: Costs, work: Costs) -> int:
        """A visit pays at least its cheapest day; those of a cap at least what the cap costs."""
        alone = costs.min(axis=1)
        rest, used = 0, set[int]()
        for tie in self.ties:
            if used.isdisjoint(tie.places):
                rest += self._least(costs, work, tie)
                used.update(tie.places)
        rest += int(alone[[n for n in range(len(alone)) if n not in used]].sum())
        whole = (t for t in self.ties[1:] if len(t.places) == len(alone))
        return max(rest, *(self._least(costs, costs, tie) for tie in whole), 0)

    def _least(self, costs: Costs, work: Costs, tie: _Tie) -> int:
        places = list(tie.places)
        if not tie.cap.joint:
            return int(np.sort(costs[places].min(axis=1))[: tie.most].sum())
        if len(self.ties) == 1 and tie.most - len(tie.forced) <= 2:
            return int(work[places].min(axis=1).sum())  # what was chosen is the best
        return least_cost(costs[places], tie.most, tie.forced)

    def chosen(self) -> Iterable[tuple[int, Chosen]]:
        """By row, the days on which each visit may take place."""
        for place, (member, share) in enumerate(zip(self.members, self.shares, strict=True)):
            tie = next(t for t in self.ties if place in t.places)
            days = tuple(self.days[column] for column in share)
            yield member.visit.row, Chosen(days, tie.cap.why, _shortage(tie, member))


def _shortage(tie: _Tie, member: Member) -> Shortage | None:
    """Why a visit that the cap leaves no day is too many."""
    if tie.cap.joint:
        return None
    cap = tie.cap
    return Shortage(member.visit.agency, len(cap.rows), cap.most, 0, None, cap.enterprise)


def _restrict(work: Costs, open_to: Open, tie: _Tie) -> None:
    """Leave the members of a cap only the days that it has room for."""
    places = list(tie.places)
    if tie.cap.joint:
        _only(work, open_to, places, choose_days(work[places], tie.most, tie.forced))
        return
    order = sorted(places, key=lambda place: (int(work[place].min()), place))
    work[order[tie.most :]] = NEVER
    open_to[order[tie.most :]] = False


def _only(work: Costs, open_to: Open, places: Iterable[int], chosen: Sequence[int]) -> None:
    """Leave some members only some days."""
    closed = np.ones(work.shape[1], dtype=bool)
    closed[list(chosen)] = False
    for place in places:
        work[place, closed] = NEVER
        open_to[place, closed] = False


def row_costs(visit: Visit, desk: Desk, days: Sequence[int], mark: Mapping[int, int]) -> Costs:
    """What each day costs a visit: its distance, or never."""
    start, allowed = mark[visit.start.toordinal()], frozenset(desk.days(visit))
    return np.array(
        [UNIT * abs(mark[day] - start) if day in allowed else NEVER for day in days],
        dtype=np.int64,
    )


def groups_of(
    desks: Sequence[Desk], visits: Iterable[Visit], caps: Sequence[Cap], openings: Openings
) -> list[Group]:
    """The groups of visits that caps tie together, of those caps that may bind."""
    member_of = {
        visit.row: Member(visit, place) for place, desk in enumerate(desks) for visit in desk.free
    }
    start_of = {visit.row: visit.start.toordinal() for visit in visits}
    for desk in desks:
        start_of |= {move.visit.row: move.start.toordinal() for move in desk.plan.moves}
    tight = [cap for cap in caps if cap.within or len(cap.rows) > cap.most]
    groups = []
    for some in _tied(tight):
        rows = sorted({row for cap in some for row in cap.rows if row in member_of})
        if rows:
            members = sorted((member_of[row] for row in rows), key=_order)
            groups.append(_group(tuple(members), some, start_of, desks, openings))
    return sorted(groups, key=lambda group: _order(group.members[0]))


def _order(member: Member) -> tuple[Any, ...]:
    visit = member.visit
    return (visit.start, visit.enterprise, visit.agency, visit.end, visit.key)


def _tied(caps: Sequence[Cap]) -> Iterable[list[Cap]]:
    """Caps that share rows, together; the smallest first."""
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    for place, cap in enumerate(caps):
        for row in cap.rows:
            by_row[row].append(place)
    seen: set[int] = set()
    for place in range(len(caps)):
        if place in seen:
            continue
        found, waiting = {place}, [place]
        while waiting:
            for row in caps[waiting.pop()].rows:
                new = set(by_row[row]) - found
                found |= new
                waiting += new
        seen |= found
        yield sorted((caps[each] for each in found), key=lambda cap: (len(cap.rows), cap.rows))


def _group(
    members: tuple[Member, ...],
    caps: Sequence[Cap],
    start_of: Mapping[int, int],
    desks: Sequence[Desk],
    openings: Openings,
) -> Group:
    year = members[0].visit.start.year
    place_of = {member.visit.row: place for place, member in enumerate(members)}
    fixed = {start_of[row] for cap in caps for row in cap.rows if row not in place_of}
    days = tuple(sorted(fixed | openings.usable_of(year)))
    column = {day: number for number, day in enumerate(days)}
    ties = []
    for cap in caps:
        places = tuple(sorted(place_of[row] for row in cap.rows if row in place_of))
        others = [start_of[row] for row in cap.rows if row not in place_of]
        if places:
            forced = tuple(sorted({column[day] for day in others})) if cap.joint else ()
            most = cap.most if cap.joint else max(cap.most - len(others), 0)
            ties.append(_Tie(cap, places, most, forced))
    costs = np.array([row_costs(m.visit, desks[m.desk], days, openings.mark) for m in members])
    for tie in ties:
        if tie.cap.within is not None:
            first, last = (day.toordinal() for day in tie.cap.within)
            inside = [column[day] for day in days if first <= day <= last]
            _only(costs, costs < NEVER, tie.places, inside)
    return Group(members, year, days, costs, tuple(ties))
