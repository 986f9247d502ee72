"""Plans under caps: which few days for each enterprise, and the proof of how near that is.

Room and caps together are hard; each alone is easy. So a place on a full day
gets a *price*. With prices, every enterprise chooses its days alone; what all
of them then pay, less what the places are worth, is a bound that no plan goes
below (Lagrangian relaxation). For a plan the enterprises choose one after the
other, where there is room, and the exact flow of each agency lays out what they
chose. The prices are those of the flow without caps at first, and then follow
the demand; the best plan and the best bound are kept. All numbers are whole and
the number of steps is fixed, so that the same schedule gives the same plan on
every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bizenv.inspections.planning.caps import Cap, Chosen
from bizenv.inspections.planning.desks import Desk, Layout
from bizenv.inspections.planning.exact import solve
from bizenv.inspections.planning.groups import groups_of
from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.plans import Visit
from bizenv.inspections.planning.pricing import Prices
from bizenv.inspections.planning.seating import Seating

__all__ = ["plan_capped"]

_STEPS = 13
_SEATED_EVERY = 4
_STRIDE, _SHORTER = 50, 90
"""In hundredths: how far prices go at first, and by what a step shrinks that did not help."""


class _Best:
    """The best plan so far: the fewest visits left out, then the least distance."""

    def __init__(self, desks: Sequence[Desk], mark: Mapping[int, int]) -> None:
        self._desks, self._mark = desks, mark
        self.layouts: list[Layout] = []
        self.chosen: Mapping[int, Chosen] = {}
        self.left_out = self.cost = 0

    def lay_out(self, chosen: Mapping[int, Chosen]) -> None:
        """Try a choice of days, and keep it where it is better."""
        layouts = [desk.lay_out(chosen, desk.room()) for desk in self._desks]
        left_out = sum(each.placed.left_out for each in layouts)
        cost = sum(each.placed.cost(self._mark) for each in layouts)
        if not self.layouts or (left_out, cost) < (self.left_out, self.cost):
            self.layouts, self.chosen = layouts, chosen
            self.left_out, self.cost = left_out, cost


def plan_capped(
    desks: Sequence[Desk],
    visits: Iterable[Visit],
    caps: Sequence[Cap],
    openings: Openings,
    seconds: float | None = None,
) -> int:
    """Plan the visits of a day of all agencies, and give the bound of what they cost.

    With ``seconds`` the solver looks on for as long, where anything is left to gain.

    Raises:
        UsageError: the solver is not installed.
    """
    groups = groups_of(desks, visits, caps, openings)
    free = [desk.lay_out({}, desk.room_without_longer) for desk in desks]
    prices = Prices(desks, groups, openings, [layout.placed.prices for layout in free])
    seating, best, bound = Seating(groups, prices), _Best(desks, openings.mark), 0
    stride = _STRIDE
    for step in range(_STEPS):
        if step % _SEATED_EVERY == 0:
            best.lay_out(seating.seat_all())
        found = prices.bound()
        if found <= bound:
            stride = stride * _SHORTER // 100
        bound = max(bound, found)
        if best.cost <= bound:
            break
        prices.follow((best.cost - found) * stride // 100)
    if seconds is not None and best.cost > bound and all(group.joint for group in groups):
        solved = solve(desks, groups, openings, prices, seconds)
        best.lay_out(seating.seat_all())
        if solved.chosen is not None:
            best.lay_out(solved.chosen)
        if not any(desk.longer for desk in desks):  # the model leaves them their places
            bound = max(bound, solved.bound)
    for desk, layout in zip(desks, best.layouts, strict=True):
        desk.take(layout, best.chosen)
    _hold_beyond(desks, caps)
    return bound if best.left_out <= _hopeless(desks, best.chosen) else 0


def _hold_beyond(desks: Sequence[Desk], caps: Sequence[Cap]) -> None:
    """Tell of visits that must stay and are too many for a cap: those on its last days."""
    desk_of = {visit.row: (desk, visit) for desk in desks for visit in desk.fixed}
    for cap in caps:
        fixed = [desk_of[row] for row in cap.rows if row in desk_of]
        days = sorted({visit.start for _, visit in fixed})
        if not cap.joint:
            fixed.sort(key=lambda each: each[1].start)
            late = fixed[cap.most :]
        else:
            late = [each for each in fixed if each[1].start in days[cap.most :]]
        for desk, visit in late:
            desk.hold_beyond(visit, cap.why)


def _hopeless(desks: Sequence[Desk], chosen: Mapping[int, Chosen]) -> int:
    """How many visits no plan can place: those without any day, or too many for a cap."""
    return sum(
        not desk.days(visit) or (visit.row in chosen and chosen[visit.row].too_many)
        for desk in desks
        for visit in desk.free
    )
