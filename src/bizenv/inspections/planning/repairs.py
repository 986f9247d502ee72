"""The repair: visits in, the nearest lawful plan out.

Agencies do not share places, so each is planned alone, unless caps tie the
visits of an enterprise together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from attrs import evolve

from bizenv.inspections.planning.caps import Cap, enterprise_caps
from bizenv.inspections.planning.coupled import plan_capped
from bizenv.inspections.planning.desks import Desk
from bizenv.inspections.planning.frequency_caps import Frequency
from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.plans import Held, Move, Plan, Unplaced, Visit
from bizenv.inspections.planning.terms import Terms
from bizenv.inspections.planning.visits import joined
from bizenv.inspections.rules import InspectionRules
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["repair_visits"]


def repair_visits(
    visits: Sequence[Visit],
    rules: InspectionRules,
    terms: Terms,
    rows: int | None = None,
    frequency: Frequency | None = None,
) -> Plan:
    """The nearest lawful schedule of these visits; ``rows`` counts what is no visit too.

    Raises:
        UnknownDayError: a year has no published calendar, and rest days matter.
    """
    read, visits = len(visits), joined(visits)
    openings = Openings(rules, terms, (visit.start.year for visit in visits))
    by_agency: defaultdict[str, list[Visit]] = defaultdict(list)
    for visit in sorted(visits, key=_order):
        by_agency[visit.agency].append(visit)
    desks = [Desk(name, by_agency[name], openings, terms) for name in sorted(by_agency)]
    caps = _caps(visits, terms, frequency)
    if caps:
        bound = plan_capped(desks, visits, caps, openings, terms.exact)
    else:
        bound = sum(map(_plan_alone, desks))
    parts = [desk.plan for desk in desks]
    plan = Plan(
        rulebook=rules.rulebook,
        terms=terms,
        rows=read if rows is None else rows,
        unread=0 if rows is None else rows - read,
        visits=len(visits),
        moves=_by_row(move for part in parts for move in part.moves),
        unplaced=_by_row(none for part in parts for none in part.unplaced),
        held=_by_row(held for part in parts for held in part.held),
        bound=bound + sum(part.bound for part in parts),
        peaks={part.agency: part.peak for part in parts},
        years=tuple(openings.years),
    )
    return _counted_again(plan, visits, frequency) if frequency else plan


def _caps(visits: Sequence[Visit], terms: Terms, frequency: Frequency | None) -> list[Cap]:
    """What caps visits: the rules, and what was asked for."""
    caps = list(frequency.caps(visits)) if frequency else []
    if terms.visit_days is not None:
        caps += enterprise_caps(visits, terms.visit_days)
    if caps and terms.across_years:
        raise UsageError(_ACROSS)
    return caps


def _counted_again(plan: Plan, visits: Sequence[Visit], frequency: Frequency) -> Plan:
    """The plan with what the rules still count beyond their bounds told as such."""
    moved = {move.visit.row: move for move in plan.moves}
    nowhere = {none.visit.row for none in plan.unplaced}
    days = {
        row: (moved[v.row].start, moved[v.row].end) if v.row in moved else (v.start, v.end)
        for v in visits
        if v.row not in nowhere
        for row in v.rows
    }
    beyond = frequency.beyond(days)
    told = {held.visit.row for held in plan.held}
    late = [v for v in visits if v.row not in told and not beyond.keys().isdisjoint(v.rows)]
    if not late:
        return plan
    new_held, new_unplaced = list(plan.held), list(plan.unplaced)
    for visit in late:
        why, shortage = next(beyond[row] for row in visit.rows if row in beyond)
        if visit.fixed:
            new_held.append(Held(visit, why, visit.fixed))
        else:
            new_unplaced.append(Unplaced(visit, why, shortage))
    lost = {visit.row for visit in late}
    return evolve(
        plan,
        moves=tuple(move for move in plan.moves if move.visit.row not in lost),
        held=_by_row(new_held),
        unplaced=_by_row(new_unplaced),
        bound=0,  # it was found for plans that place these visits too
    )


def _plan_alone(desk: Desk) -> int:
    """Plan an agency that nothing ties to others, and give the bound of its visits of a day."""
    layout = desk.lay_out({}, desk.room())
    desk.take(layout, {})
    return desk.bound_of(layout)


def _order(visit: Visit) -> tuple[object, ...]:
    """An order that does not hang on the rows; of equal visits those that were notified stay."""
    return (visit.start, not visit.noticed, visit.end, visit.enterprise, visit.key)


ThingT = TypeVar("ThingT", Move, Held, Unplaced)


def _by_row(things: Iterable[ThingT]) -> tuple[ThingT, ...]:
    return tuple(sorted(things, key=lambda each: each.visit.row))


_ACROSS = Text(
    "频次上限按自然年计算：检查不能跨年改期",
    "there are caps by calendar year: visits cannot leave their year",
)
