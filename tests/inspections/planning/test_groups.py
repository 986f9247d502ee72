"""The visits that caps tie together: which, on which days, at what cost."""

from datetime import date

import numpy as np
import pytest
from plans import book

from bizenv.inspections.planning.caps import Cap
from bizenv.inspections.planning.day_choices import NEVER
from bizenv.inspections.planning.desks import Desk
from bizenv.inspections.planning.groups import UNIT, Group, groups_of, row_costs
from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.plans import Visit, Why
from bizenv.inspections.planning.terms import Terms
from bizenv.kernel.text import Text

WHY = Why("over-cap", Text("频次上限", "a cap"))
OPENINGS = Openings(book().inspections, Terms(), [2024])


def visit(row: int, day: int, agency: str = "A", fixed: Why | None = None) -> Visit:
    on = date(2024, 6, day)
    return Visit(row, agency, "E1", on, on, (0,), fixed=fixed, key=(str(row),))


def groups(visits: list[Visit], *caps: Cap) -> list[Group]:
    names = sorted({v.agency for v in visits})
    desks = [Desk(n, [v for v in visits if v.agency == n], OPENINGS, Terms()) for n in names]
    return groups_of(desks, visits, caps, OPENINGS)


def june(group: Group) -> list[list[int]]:
    """The days of June on which each member may take place."""
    every = [[date.fromordinal(group.days[c]) for c in share] for share in group.shares]
    return [[day.day for day in share if day.month == 6] for share in every]


VISITS = [visit(0, 24), visit(1, 26, "B"), visit(2, 28)]


def test_a_cap_that_binds_makes_a_group_and_another_does_not() -> None:
    assert groups(VISITS, Cap("E1", (0, 1, 2), 3, WHY)) == []
    (group,) = groups(VISITS, Cap("E1", (0, 1, 2), 2, WHY))
    assert [(m.visit.row, m.desk) for m in group.members] == [(0, 0), (1, 1), (2, 0)]


def test_costs_are_distances_and_never_where_a_day_is_barred() -> None:
    desk = Desk("A", VISITS[:1], OPENINGS, Terms())
    days = [date(2024, 6, day).toordinal() for day in (21, 24, 25)]
    assert row_costs(VISITS[0], desk, days, OPENINGS.mark).tolist() == [NEVER, 0, UNIT]


def test_the_members_share_the_days_that_are_best_for_all() -> None:
    (group,) = groups(VISITS, Cap("E1", (0, 1, 2), 1, WHY))
    assert group.solve(group.costs) == 4 * UNIT
    assert june(group) == [[26], [26], [26]]
    assert {row: choice.why for row, choice in group.chosen()} == dict.fromkeys((0, 1, 2), WHY)


def test_a_fixed_visit_forces_its_day() -> None:
    visits = [visit(0, 25, fixed=WHY), *VISITS[1:]]
    (group,) = groups(visits, Cap("E1", (0, 1, 2), 1, WHY))
    assert group.solve(group.costs) == (1 + 3) * UNIT
    assert june(group) == [[25], [25]]


def test_where_visits_are_not_joined_the_dearest_are_left_out() -> None:
    visits = [visit(0, 24), visit(1, 12), visit(2, 28)]
    (group,) = groups(visits, Cap("E1", (0, 1, 2), 2, WHY, joint=False))
    assert group.solve(group.costs) == 0
    chosen = dict(group.chosen())
    assert [row for row, choice in chosen.items() if choice.too_many] == [1]
    assert not group.joint


def test_a_cap_of_less_than_a_year_keeps_visits_in_their_time() -> None:
    within = (date(2024, 6, 25), date(2024, 6, 27))
    (group,) = groups(VISITS, Cap("E1", (0, 1, 2), 3, WHY, within=within))
    group.solve(group.costs)
    assert all({25, 26, 27} >= set(share) for share in june(group))


def test_two_caps_on_the_same_visits_make_one_group() -> None:
    caps = (Cap("E1", (0, 1, 2), 2, WHY), Cap("E1", (0, 2), 1, WHY))
    (group,) = groups(VISITS, *caps)
    assert len(group.ties) == 2
    bound = group.solve(group.costs)
    assert bound == 4 * UNIT
    assert june(group)[0] == june(group)[2]
    assert len({day for share in june(group) for day in share}) <= 2


def test_where_one_cap_leaves_another_no_day_all_come_on_the_same_days() -> None:
    """Each cap allows one day; the caps overlap, so all three visits need one day."""
    caps = (Cap("E1", (0, 1), 1, WHY), Cap("E1", (1, 2), 1, WHY))
    (group,) = groups(VISITS, *caps)
    group.solve(group.costs)
    assert june(group)[0] == june(group)[1] == june(group)[2]
    assert len(june(group)[0]) == 1


def test_days_that_were_chosen_elsewhere_are_shared_out() -> None:
    (group,) = groups(VISITS, Cap("E1", (0, 1, 2), 1, WHY))
    column = group.days.index(date(2024, 6, 27).toordinal())
    group.share_out([{column}])
    assert june(group) == [[27], [27], [27]]


@pytest.mark.parametrize("closed", [True, False])
def test_a_day_that_is_closed_by_costs_may_still_be_shared(closed: bool) -> None:
    (group,) = groups(VISITS, Cap("E1", (0, 1, 2), 1, WHY))
    costs = group.costs.copy()
    if closed:
        costs[0] = np.int64(NEVER)
    group.solve(costs)
    assert all(share for share in june(group))


def test_where_caps_pull_a_visit_to_two_days_all_come_on_one() -> None:
    """Two pairs have each its best day; a third cap ties one of each, and no day serves both."""
    visits = [visit(0, 24), visit(1, 28), visit(2, 24, "B"), visit(3, 28, "B")]
    caps = [Cap("E1", pair, 1, WHY) for pair in ((0, 2), (1, 3), (2, 3))]
    (group,) = groups(visits, *caps)
    group.solve(group.costs)
    assert len({tuple(share) for share in june(group)}) == 1
    assert len(june(group)[0]) == 1


def test_a_cap_on_fixed_visits_alone_ties_nobody() -> None:
    visits = [visit(0, 24), visit(1, 25, fixed=WHY), visit(2, 26, fixed=WHY)]
    (group,) = groups(visits, Cap("E1", (0, 1), 1, WHY), Cap("E1", (1, 2), 1, WHY))
    assert [(tie.places, tie.most) for tie in group.ties] == [((0,), 1)]
    group.solve(group.costs)
    assert june(group) == [[25]]
