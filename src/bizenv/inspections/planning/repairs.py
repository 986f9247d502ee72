"""The repair: visits in, the nearest lawful plan out.

Agencies do not share places, so each is planned alone, unless caps tie the
visits of an enterprise together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from bizenv.inspections.planning.caps import Cap, enterprise_caps
from bizenv.inspections.planning.coupled import plan_capped
from bizenv.inspections.planning.desks import Desk
from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.plans import Held, Move, Plan, Unplaced, Visit
from bizenv.inspections.planning.terms import Terms
from bizenv.inspections.rules import InspectionRules

__all__ = ["repair_visits"]


def repair_visits(
    visits: Sequence[Visit],
    rules: InspectionRules,
    terms: Terms,
    rows: int | None = None,
    caps: Sequence[Cap] = (),
) -> Plan:
    """The nearest lawful schedule of these visits; ``rows`` counts what is no visit too.

    Raises:
        UnknownDayError: a year has no published calendar, and rest days matter.
    """
    openings = Openings(rules, terms, (visit.start.year for visit in visits))
    by_agency: defaultdict[str, list[Visit]] = defaultdict(list)
    for visit in sorted(visits, key=_order):
        by_agency[visit.agency].append(visit)
    desks = [Desk(name, by_agency[name], openings, terms) for name in sorted(by_agency)]
    if terms.visit_days is not None:
        caps = [*caps, *enterprise_caps(visits, terms.visit_days)]
    bound = plan_capped(desks, visits, caps, openings) if caps else sum(map(_plan_alone, desks))
    parts = [desk.plan for desk in desks]
    return Plan(
        rulebook=rules.rulebook,
        terms=terms,
        rows=len(visits) if rows is None else rows,
        visits=len(visits),
        moves=_by_row(move for part in parts for move in part.moves),
        unplaced=_by_row(none for part in parts for none in part.unplaced),
        held=_by_row(held for part in parts for held in part.held),
        bound=bound + sum(part.bound for part in parts),
        peaks={part.agency: part.peak for part in parts},
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
