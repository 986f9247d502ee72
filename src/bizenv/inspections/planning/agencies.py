"""The plan of one agency: what is fixed, then what is long, then all visits of a day at once.

Visits of one day are placed by the cheapest flow, which is exact. A longer
visit takes up its agency on each of its days, which no flow can say; such
visits are placed before, the longest first, each as near as there is room. The
bound leaves out the room that they take, so that it stays a bound.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import define, field, frozen

from bizenv.inspections.planning.day_lines import Line, Placing, place_visits
from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.plans import Held, Move, Unplaced, Visit, Why
from bizenv.inspections.planning.shortages import shortage_of, shortage_of_long
from bizenv.inspections.planning.terms import Terms
from bizenv.kernel.text import Text

__all__ = ["AgencyPlan", "plan_agency"]


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


def plan_agency(
    agency: str, visits: Sequence[Visit], openings: Openings, terms: Terms
) -> AgencyPlan:
    """Plan the visits of one agency, which are given in order."""
    desk = _Desk(AgencyPlan(agency), openings, terms, terms.capacity.on_a_day(agency))
    stays = {id(visit): desk.stays(visit) for visit in visits}
    free = [visit for visit in visits if stays[id(visit)] is None]
    for visit in visits:
        if why := stays[id(visit)]:
            desk.hold(visit, why)
    alone = desk.room()
    longer = [visit for visit in free if visit.days > 1]
    for visit in sorted(longer, key=lambda each: -each.days):
        desk.place_long(visit)
    lines = _lines(visit for visit in free if visit.days == 1)
    desk.place_lines(lines, alone if longer else None)
    return desk.plan


_Lines = Mapping[tuple[tuple[int, ...], int], Sequence[Visit]]
"""Visits of a day that may begin on the same days: by what bars them, and year."""


def _lines(visits: Iterable[Visit]) -> _Lines:
    lines: defaultdict[tuple[tuple[int, ...], int], list[Visit]] = defaultdict(list)
    for visit in visits:
        lines[visit.bars, visit.start.year].append(visit)
    return dict(sorted(lines.items()))


@frozen
class _Desk:
    """The one who plans the visits of an agency."""

    plan: AgencyPlan
    openings: Openings
    terms: Terms
    places: int | None

    def days(self, visit: Visit) -> tuple[int, ...]:
        """The days on which a visit may begin."""
        return self.openings.days(visit.bars, visit.days, visit.start.year)

    def room(self) -> dict[int, int] | None:
        """By day, how many more visits there may be; None where there is no limit."""
        if self.places is None:
            return None
        used = self.plan.used
        return {day: self.places - used[day] for day in self.openings.usable}

    def stays(self, visit: Visit) -> Why | None:
        """Why a visit is not to be moved; None where it may be."""
        if visit.fixed is not None:
            return visit.fixed
        if within := self.terms.within:
            first, last = within
            if visit.start < first or visit.end > last:
                return _OUTSIDE
        resting = self.terms.rest_days == "keep" and visit.barred is None
        return ON_REST_DAY if resting and self._rests(visit) else None

    def _rests(self, visit: Visit) -> bool:
        """Whether a visit begins or ends on a rest day."""
        if self.terms.rest_days == "use":
            return False
        ends = (visit.start.toordinal(), visit.end.toordinal())
        return not self.openings.working.issuperset(ends)

    def why(self, visit: Visit) -> Why | None:
        """Why a visit may not take place as planned, capacity aside."""
        if visit.barred is not None:
            return visit.barred
        if self.terms.rest_days == "move" and self._rests(visit):
            return ON_REST_DAY
        return None

    def hold(self, visit: Visit, stays: Why) -> None:
        """Leave a visit where it is, and tell of it where it is not lawful there."""
        first = visit.start.toordinal()
        self._take(first, visit.days)
        why = self.why(visit)
        if why is None and self.places is not None and self.plan.used[first] > self.places:
            why = self._full
        if why is not None:
            self.plan.held.append(Held(visit, why, stays))

    def _take(self, first: int, days: int) -> None:
        self.plan.used.update(range(first, first + days))

    @property
    def _full(self) -> Why:
        return Why("day-full", _FULL.filled(places=self.places))

    def place_long(self, visit: Visit) -> None:
        """Place a longer visit as near as there is room on each of its days."""
        days, start, mark = self.days(visit), visit.start.toordinal(), self.openings.mark
        used, places = self.plan.used, self.places

        def busiest(day: int) -> int:
            return max(used[each] for each in range(day, day + visit.days))

        far = {day: abs(mark[day] - mark[start]) for day in days}
        room = [day for day in days if places is None or busiest(day) < places]
        if not room:
            more = 1 + min(map(busiest, days)) - (places or 0) if days else None
            shortage = shortage_of_long(self.plan.agency, len(days), more)
            self.plan.unplaced.append(Unplaced(visit, self.why(visit) or self._full, shortage))
            return
        first = min(room, key=lambda day: (far[day], abs(day - start), day))
        self.plan.bound += min(far.values())
        self._take(first, visit.days)
        self._move(visit, first, far[first])

    def _move(self, visit: Visit, first: int, distance: int) -> None:
        if first != visit.start.toordinal():
            why = self.why(visit) or self._full
            self.plan.moves.append(Move(visit, date.fromordinal(first), distance, why))

    def place_lines(self, lines: _Lines, alone: Mapping[int, int] | None) -> None:
        """Place the visits of a day; ``alone`` is the room without the longer visits' days."""
        nets = [self._line(visits) for visits in lines.values()]
        mark, room = self.openings.mark, self.room()
        placings = place_visits(nets, room, mark)
        for visits, net, placing in zip(lines.values(), nets, placings, strict=True):
            for visit, day in _spread(visits, placing):
                if day is None:
                    shortage = shortage_of(self.plan.agency, net, nets, placings, room or {})
                    why = self.why(visit) or self._full
                    self.plan.unplaced.append(Unplaced(visit, why, shortage))
                else:
                    self._take(day, 1)
                    self._move(visit, day, abs(mark[day] - mark[visit.start.toordinal()]))
        self.plan.bound += _bound(nets, placings, alone, mark)

    def _line(self, visits: Sequence[Visit]) -> Line:
        planned = Counter(visit.start.toordinal() for visit in visits)
        return Line(self.days(visits[0]), planned)


def _bound(
    nets: Sequence[Line],
    placings: Sequence[Placing],
    alone: Mapping[int, int] | None,
    mark: Mapping[int, int],
) -> int:
    """What any plan of these visits costs at least: less room was there than they could have."""
    if alone is None:
        return _cost(placings, mark)
    loose = place_visits(nets, alone, mark)
    if _left_out(loose) != _left_out(placings):
        return 0  # it places more, so its cost says nothing of plans that place fewer
    return _cost(loose, mark)


def _cost(placings: Iterable[Placing], mark: Mapping[int, int]) -> int:
    return sum(abs(mark[to] - mark[day]) for each in placings for day, to in each.moves)


def _left_out(placings: Iterable[Placing]) -> int:
    return sum(sum(each.left_out.values()) for each in placings)


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
