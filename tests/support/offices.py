"""An agency in the last week of June 2024, for the tests of prices and seating."""

from __future__ import annotations

from datetime import date

from plans import book

from bizenv.inspections.planning.caps import enterprise_caps
from bizenv.inspections.planning.desks import Desk
from bizenv.inspections.planning.groups import groups_of
from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.plans import Visit
from bizenv.inspections.planning.pricing import Prices
from bizenv.inspections.planning.seating import Seating
from bizenv.inspections.planning.terms import Terms

WEEK = (date(2024, 6, 24), date(2024, 6, 28))


def visit(row: int, day: int, enterprise: str = "E1") -> Visit:
    on = date(2024, 6, day)
    return Visit(row, "A", enterprise, on, on, (0,), key=(str(row),))


def office(
    visits: list[Visit], capacity: int | None, most: int = 1
) -> tuple[Prices, Seating, Desk]:
    terms = Terms(capacity=capacity, within=WEEK)
    openings = Openings(book().inspections, terms, [2024])
    desk = Desk("A", visits, openings, terms)
    groups = groups_of([desk], visits, enterprise_caps(visits, most), openings)
    prices = Prices([desk], groups, openings, [{}])
    return prices, Seating(groups, prices), desk


ALONE = [visit(0, 25, "E1"), visit(1, 25, "E2"), visit(2, 25, "E3")]
TIED = [visit(0, 24), visit(1, 26)]
