"""The desk of one agency: what is fixed, then what is long, then all visits of a day at once.

Visits of one day are placed by the cheapest flow, which is exact. A longer
visit takes up its agency on each of its days, which no flow can say; such
visits are placed before, the longest first, each as near as there is room. The
bound leaves out the room that they take, so that it stays a bound.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from attrs import define, field, frozen

from bizenv.inspections.planning.caps import Chosen
from bizenv.inspections.planning.day_lines import Line, Placed, Placing, place_visits
from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.plans import Held, Move, Unplaced, Visit, Why
from bizenv.inspections.planning.shortages import shortage_of, shortage_of_long
from bizenv.inspections.planning.terms import Terms
from bizenv.kernel.text import Text

__all__ = ["AgencyPlan", "Desk"]

Room: TypeAlias = Mapping[int, int] | None
"""By day, how many more visits there may be; None where there is no limit."""


@define
class AgencyPlan:
    """The plan of one agency; ``used`` counts its visits by day."""

    agency: str
    moves: list[Move] = field(factory=list)
    unplaced: list[Unplaced] = field(factory=list)
    held: list[Held] = field(factory=list)
    used: Counter[int] = field(factory=Counter)
    bound: int = 0

    @property
    def peak(self) -> int:
        """The most visits on one day."""
        return max(self.used.values(), default=0)


@frozen
class Layout:
    """A way to place the visits of a day: lines of visits, and what becomes of each."""

    lines: tuple[tuple[Sequence[Visit], Line], ...]
    placed: Placed


class Desk:
    """The one who plans the visits of an agency, which are given in order.

    What is fixed and what is long is settled at once; ``fixed`` are the visits
    that stay, ``free`` those of one day that may move. ``longer`` says whether
    there are longer ones.
    """

    def __init__(
        self, agency: str, visits: Sequence[Visit], openings: Openings, terms: Terms
    ) -> None:
        self.plan = AgencyPlan(agency)
        self._openings, self._terms = openings, terms
        self._places = terms.capacity.on_a_day(agency)
        stays = [(visit, self._stays(visit)) for visit in visits]
        for visit, why in stays:
            if why is not None:
                self._hold(visit, why)
        self._before = self.room()
        self.fixed = [visit for visit, why in stays if why is not None]
        movable = [visit for visit, why in stays if why is None]
        longer = [visit for visit in movable if visit.days > 1]
        for visit in sorted(longer, key=lambda each: -each.days):
            self._place_long(visit)
        self.free = [visit for visit in movable if visit.days == 1]
        self.longer = bool(longer)

    def days(self, visit: Visit) -> tuple[int, ...]:
        """The days on which a visit may begin."""
        return self._openings.days(visit.bars, visit.days, visit.start.year)

    def room(self) -> Room:
        """The places that are left on each day."""
        if self._places is None:
            return None
        used = self.plan.used
        return {day: self._places - used[day] for day in self._openings.usable}

    @property
    def room_without_longer(self) -> Room:
        """The places that were left before the longer visits took theirs."""
        return self._before

    # --- what is fixed ------------------------------------------------------

    def _stays(self, visit: Visit) -> Why | None:
        """Why a visit is not to be moved; None where it may be."""
        if visit.fixed is not None:
            return visit.fixed
        if within := self._terms.within:
            first, last = within
            if visit.start < first or visit.end > last:
                return _OUTSIDE
        resting = self._terms.rest_days == "keep" and visit.barred is None
        return ON_REST_DAY if resting and self._rests(visit) else None

    def _rests(self, visit: Visit) -> bool:
        """Whether a visit begins or ends on a rest day."""
        ends = (visit.start.toordinal(), visit.end.toordinal())
        return not self._openings.working.issuperset(ends)

    def _why(self, visit: Visit) -> Why | None:
        """Why a visit may not take place as planned, room and caps aside."""
        if visit.barred is not None:
            return visit.barred
        if self._terms.rest_days == "move" and self._rests(visit):
            return ON_REST_DAY
        return None

    @property
    def _full(self) -> Why:
        return Why("day-full", _FULL.filled(places=self._places))

    def _hold(self, visit: Visit, stays: Why) -> None:
        """Leave a visit where it is, and tell of it where it is not lawful there."""
        first = visit.start.toordinal()
        self._take(first, visit.days)
        why = self._why(visit)
        if why is None and self._places is not None and self.plan.used[first] > self._places:
            why = self._full
        if why is not None:
            self.plan.held.append(Held(visit, why, stays))

    def _take(self, first: int, days: int) -> None:
        self.plan.used.update(range(first, first + days))

    def hold_beyond(self, visit: Visit, why: Why) -> None:
        """Tell of a fixed visit that is too many for a cap, unless it is told already."""
        stays = self._stays(visit)
        if stays is not None and all(held.visit is not visit for held in self.plan.held):
            self.plan.held.append(Held(visit, why, stays))

    # --- what is long -------------------------------------------------------

    def _place_long(self, visit: Visit) -> None:
        """Place a longer visit as near as there is room on each of its days."""
        days, start, mark = self.days(visit), visit.start.toordinal(), self._openings.mark
        used, places = self.plan.used, self._places

        def busiest(day: int) -> int:
            return max(used[each] for each in range(day, day + visit.days))

        far = {day: abs(mark[day] - mark[start]) for day in days}
        room = [day for day in days if places is None or busiest(day) < places]
        if not room:
            more = 1 + min(map(busiest, days)) - (places or 0) if days else None
            shortage = shortage_of_long(self.plan.agency, len(days), more)
            self.plan.unplaced.append(Unplaced(visit, self._why(visit) or self._full, shortage))
            return
        first = min(room, key=lambda day: (far[day], abs(day - start), day))
        self.plan.bound += min(far.values())
        self._take(first, visit.days)
        self._move(visit, first, far[first], None)

    def _move(self, visit: Visit, first: int, distance: int, cap: Why | None) -> None:
        if first != visit.start.toordinal():
            why = self._why(visit) or cap or self._full
            self.plan.moves.append(Move(visit, date.fromordinal(first), distance, why))

    # --- what lasts a day ---------------------------------------------------

    def lay_out(self, chosen: Mapping[int, Chosen], room: Room) -> Layout:
        """Place the visits of a day in the cheapest way; those of capped rows on chosen days."""
        groups: defaultdict[tuple[object, ...], list[Visit]] = defaultdict(list)
        for visit in self.free:
            choice = chosen.get(visit.row)
            groups[visit.bars, visit.start.year, choice.days if choice else ()].append(visit)
        lines = tuple(
            (visits, self._line(visits, chosen.get(visits[0].row)))
            for _, visits in sorted(groups.items(), key=lambda each: each[0])
        )
        return Layout(lines, place_visits([line for _, line in lines], room, self._openings.mark))

    def _line(self, visits: Sequence[Visit], choice: Chosen | None) -> Line:
        planned = Counter(visit.start.toordinal() for visit in visits)
        days = self.days(visits[0])
        if choice is not None:
            days = tuple([day for day in days if day in choice.days])
        return Line(days, planned)

    def take(self, layout: Layout, chosen: Mapping[int, Chosen]) -> None:
        """Take up a layout as the plan."""
        mark, room = self._openings.mark, self.room()
        lines = [line for _, line in layout.lines]
        for (visits, line), placing in zip(layout.lines, layout.placed.lines, strict=True):
            for visit, day in _spread(visits, placing):
                choice = chosen.get(visit.row)
                cap = choice.why if choice else None
                if day is None:
                    shortage = choice.shortage if choice and choice.too_many else None
                    if shortage is None:
                        placings = layout.placed.lines
                        shortage = shortage_of(self.plan.agency, line, lines, placings, room)
                    why = self._why(visit) or cap or self._full
                    self.plan.unplaced.append(Unplaced(visit, why, shortage))
                else:
                    if cap and choice and visit.start.toordinal() in choice.days:
                        cap = None
                    self._take(day, 1)
                    self._move(visit, day, abs(mark[day] - mark[visit.start.toordinal()]), cap)

    def bound_of(self, layout: Layout) -> int:
        """What any plan of the visits of a day costs at least, where nothing is capped."""
        mark = self._openings.mark
        if self._places is None or not self.longer:
            return layout.placed.cost(mark)
        loose = self.lay_out({}, self._before)
        if loose.placed.left_out != layout.placed.left_out:
            return 0  # it places more, so its cost says nothing of plans that place fewer
        return loose.placed.cost(mark)


def _spread(visits: Sequence[Visit], placing: Placing) -> list[tuple[Visit, int | None]]:
    """Each visit of a line with its day, None for no day; of a day, the first in order stay."""
    moves: defaultdict[int, list[int]] = defaultdict(list)
    for day, to in placing.moves:
        moves[day].append(to)
    days: dict[int, list[int | None]] = {}
    spread: list[tuple[Visit, int | None]] = []
    for visit in visits:
        day = visit.start.toordinal()
        if day not in days:
            stay, out = placing.stay.get(day, 0), placing.left_out.get(day, 0)
            days[day] = [*[None] * out, *reversed(moves[day]), *[day] * stay]
        spread.append((visit, days[day].pop()))
    return spread


ON_REST_DAY = Why("on-rest-day", Text("这一天不是工作日。", "The day is no working day."))
_OUTSIDE = Why(
    "outside-range",
    Text("不在可以改期的日期范围内。", "It lies outside the days within which visits may move."),
)
_FULL = Text(
    "这一天本机关已排满 {places} 次检查。",
    "The agency has its {places} visits on that day already.",
)
