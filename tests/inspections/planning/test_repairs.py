"""The repair of visits as values: what it counts, and how agencies and years are kept apart."""

from datetime import date

from plans import book

from bizenv.inspections.planning.plans import Visit
from bizenv.inspections.planning.repairs import repair_visits
from bizenv.inspections.planning.terms import Terms

RULES = book().inspections


def visit(row: int, day: date, agency: str = "A") -> Visit:
    return Visit(row, agency, "E1", day, day, (0,), key=(str(row),))


def test_no_visit_is_a_plan_of_nothing() -> None:
    plan = repair_visits([], RULES, Terms(), rows=3)
    assert (plan.rows, plan.unread, plan.visits, plan.cost, plan.proven) == (3, 3, 0, 0, True)


def test_each_agency_has_its_own_peak_and_moves_stand_by_row() -> None:
    day = date(2024, 6, 18)
    visits = [visit(2, day), visit(0, day, "B"), visit(1, day, "B")]
    plan = repair_visits(visits, RULES, Terms())
    assert [move.visit.row for move in plan.moves] == [0, 1, 2]
    assert plan.peaks == {"A": 1, "B": 2}
    assert (plan.cost, plan.bound) == (18, 18)


def test_the_years_are_those_of_the_visits() -> None:
    visits = [visit(0, date(2023, 12, 5)), visit(1, date(2024, 1, 2))]
    plan = repair_visits(visits, RULES, Terms())
    assert plan.years == (2023, 2024)
    assert [move.start.year for move in plan.moves] == [2024]  # 2023 lies before the rule
