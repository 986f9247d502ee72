"""The repair: visits in, the nearest lawful plan out.

Agencies do not share places, so each is planned alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from bizenv.inspections.planning.agencies import plan_agency
from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.plans import Held, Move, Plan, Unplaced, Visit
from bizenv.inspections.planning.terms import Terms
from bizenv.inspections.rules import InspectionRules

__all__ = ["repair_visits"]


def repair_visits(
    visits: Sequence[Visit], rules: InspectionRules, terms: Terms, rows: int | None = None
) -> Plan:
    """The nearest lawful schedule of these visits; ``rows`` counts what is no visit too.

    Raises:
        UnknownDayError: a year has no published calendar, and rest days matter.
    """
    openings = Openings(rules, terms, (visit.start.year for visit in visits))
    by_agency: defaultdict[str, list[Visit]] = defaultdict(list)
    for visit in sorted(visits, key=_order):
        by_agency[visit.agency].append(visit)
    parts = [plan_agency(name, by_agency[name], openings, terms) for name in sorted(by_agency)]
    return Plan(
        rulebook=rules.rulebook,
        terms=terms,
        rows=len(visits) if rows is None else rows,
        visits=len(visits),
        moves=_by_row(move for part in parts for move in part.moves),
        unplaced=_by_row(none for part in parts for none in part.unplaced),
        held=_by_row(held for part in parts for held in part.held),
        bound=sum(part.bound for part in parts),
        peaks={part.agency: part.peak for part in parts},
    )


def _order(visit: Visit) -> tuple[object, ...]:
    """An order that does not hang on the rows; of equal visits those that were notified stay."""
    return (visit.start, not visit.noticed, visit.end, visit.enterprise, visit.key)


ThingT = TypeVar("ThingT", Move, Held, Unplaced)


def _by_row(things: Iterable[ThingT]) -> tuple[ThingT, ...]:
    return tuple(sorted(things, key=lambda each: each.visit.row))
