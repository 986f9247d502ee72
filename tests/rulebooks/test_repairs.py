"""``repair``: what it takes, what it gives, and what holds of every repair."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import highspy
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import book, days, repaired, visit

from bizenv import Inspection, repair, work_calendar
from bizenv.kernel.errors import UsageError


def test_what_went_in_comes_out_of_the_same_kind() -> None:
    assert repair((visit("18"),), book()).schedule == (visit("24"),)
    assert repair([visit("18")], book()).schedule == [visit("24")]


def test_a_schedule_of_other_things_is_refused() -> None:
    with pytest.raises(UsageError, match=r"schedule\[1\]='x': expected a bizenv.Inspection"):
        repair([visit("18"), "x"], book())


def test_an_empty_schedule_is_lawful() -> None:
    done = repair([], book())
    assert (done.schedule, done.cost, done.bound, done.plan.proven) == ([], 0, 0, True)


@pytest.mark.parametrize("fixed", ["all", [True], [True, None], [1, 0]])
def test_what_is_fixed_is_said_plainly(fixed: Any) -> None:
    with pytest.raises(UsageError, match="fixed"):
        repaired(visit("18"), visit("19"), fixed=fixed)


@pytest.mark.parametrize(
    "fixed", [np.array([True, False]), pd.Series([True, False]), pl.Series([True, False])]
)
def test_what_is_fixed_may_be_a_column_of_truths(fixed: Any) -> None:
    done = repaired(visit("18"), visit("18", enterprise="E2"), fixed=fixed)
    assert days(done.schedule) == ["18", "24"]
    assert done.held[0].why.code == "in-quiet-period"


def test_a_frame_has_as_many_rows_as_truths() -> None:
    with pytest.raises(UsageError, match="for each of 2 rows"):
        repair(pl.DataFrame({"检查日期": ["2024-06-18"] * 2}), book(), fixed=[True])


def test_a_rulebook_without_rules_on_inspections_is_refused() -> None:
    from attrs import evolve

    with pytest.raises(UsageError, match="no rules on inspections"):
        repair([visit("18")], evolve(book(), quiet_periods=()))


# --- what holds of every repair -------------------------------------------------

VISITS = st.lists(
    st.builds(
        visit,
        st.dates(date(2024, 5, 20), date(2024, 7, 5)).map(str),
        st.sampled_from(["A", "B"]),
        st.sampled_from(["E1", "E2", "E3"]),
        kind=st.sampled_from(["routine", "special"]),
    ),
    min_size=1,
    max_size=12,
)


def least_distance(visits: list[Inspection], capacity: int) -> int:
    """What HiGHS says the nearest schedule costs: an assignment of visits to days, as an LP."""
    calendar = work_calendar("CN")
    whole = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
    working = [day for day in whole if calendar.is_working(day)]
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    places: dict[tuple[str, date], list[Any]] = {}
    for each in visits:
        open_days = [day for day in working if each.kind != "routine" or day.day > 22]
        near = sorted(open_days, key=lambda day: abs((day - each.start).days))[:30]
        takes = []
        for day in near:
            take = solver.addVariable(lb=0, ub=1, obj=abs((day - each.start).days))
            takes.append(take)
            places.setdefault((str(each.agency), day), []).append(take)
        solver.addConstr(sum(takes[1:], takes[0]) == 1)
    for takes in places.values():
        solver.addConstr(sum(takes[1:], takes[0]) <= capacity)
    solver.run()
    return round(solver.getInfo().objective_function_value)


@settings(max_examples=25)
@given(VISITS, st.sampled_from([1, 2]))
def test_the_distance_is_that_of_an_independent_solver(
    visits: list[Inspection], capacity: int
) -> None:
    done = repaired(*visits, capacity=capacity)
    assert done.cost == done.bound == least_distance(visits, capacity)


@settings(max_examples=25)
@given(VISITS, st.sampled_from([1, 2, None]), st.randoms())
def test_a_repair_is_lawful_lasts_and_does_not_hang_on_the_order_of_rows(
    visits: list[Inspection], capacity: int | None, chance: Any
) -> None:
    done = repaired(*visits, capacity=capacity)
    assert all(book().check(each).outcome.lawful for each in done.schedule)
    assert all(work_calendar("CN").is_working(each.start) for each in done.schedule)
    used = Counter((each.agency, each.start) for each in done.schedule)
    assert capacity is None or max(used.values()) <= capacity
    again = repaired(*done.schedule, capacity=capacity)
    assert (again.moves, again.schedule) == ((), done.schedule)
    mixed = list(visits)
    chance.shuffle(mixed)
    other = repaired(*mixed, capacity=capacity)
    assert Counter(map(repr, other.schedule)) == Counter(map(repr, done.schedule))


@settings(max_examples=25)
@given(VISITS, st.sampled_from([1, 2]))
def test_more_capacity_never_costs_more(visits: list[Inspection], capacity: int) -> None:
    assert (
        repaired(*visits, capacity=capacity + 1).cost <= repaired(*visits, capacity=capacity).cost
    )
