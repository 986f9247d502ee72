"""The solver's plan: as near as the best of all, with the proof."""

from __future__ import annotations

import builtins
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import CAPPED_VISITS, book, days, least_capped, repaired, visit

from bizenv import Inspection
from bizenv.inspections.planning import exact
from bizenv.kernel.errors import UsageError

WEEK = (date(2024, 6, 24), date(2024, 6, 28))


def crowded() -> list[Inspection]:
    """Enterprises whose first good days are taken by others, so that there is a gap to close."""
    return [
        visit(day, agency, f"E{number}")
        for number in range(4)
        for day, agency in (("24", "A"), ("25", "B"), ("28", "A"), ("28", "C"))
    ]


@pytest.mark.parametrize("small", [10**6, 0])
def test_the_solver_closes_the_gap(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With all days at once, and with promising days first and the others by their prices."""
    monkeypatch.setattr(exact, "_SMALL", small)
    terms: dict[str, Any] = {"visit_days": 1, "capacity": 2, "within": WEEK}
    before = repaired(*crowded(), **terms)
    after = repaired(*crowded(), exact=20, **terms)
    assert before.bound <= after.bound <= after.cost <= before.cost
    assert after.plan.lawful
    if small:
        assert after.plan.proven


@settings(max_examples=15)
@given(CAPPED_VISITS, st.sampled_from([1, 2]), st.sampled_from([1, 2]))
def test_the_solver_finds_the_best_of_all_plans(
    visits: list[Inspection], capacity: int, most: int
) -> None:
    done = repaired(*visits, visit_days=most, capacity=capacity, within=WEEK, exact=20)
    least = least_capped(visits, capacity, most)
    if least is None:
        assert done.unplaced
    else:
        assert (done.cost, done.bound, done.unplaced) == (least, least, ())


def test_where_there_is_no_plan_for_all_the_first_one_stands() -> None:
    visits = [visit(day, "A", "E1") for day in ("24", "25", "26")]
    for small in (10**6, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(exact, "_SMALL", small)
            done = repaired(*visits, visit_days=2, capacity=1, exact=5)
            assert len(done.unplaced) == 1


def test_fixed_days_and_longer_visits_are_taken_into_account() -> None:
    visits = [*crowded(), visit("25", "D", "E0"), visit("24", "A", "E9", end=date(2024, 6, 25))]
    fixed = [False] * 16 + [True, False]
    done = repaired(*visits, visit_days=1, capacity=3, within=WEEK, fixed=fixed, exact=20)
    assert not done.unplaced
    assert done.bound <= done.cost
    met = {v.start for v in done.schedule if v.enterprise is not None and v.enterprise.id == "E0"}
    assert met == {date(2024, 6, 25)}


def test_no_time_is_left_for_prices(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that runs away: the plan of before stands."""
    monkeypatch.setattr(exact, "_SMALL", 0)
    ticks = iter(range(0, 10**6, 1000))
    monkeypatch.setattr(exact, "monotonic", lambda: next(ticks))
    done = repaired(*crowded(), visit_days=1, capacity=2, within=WEEK, exact=1)
    assert done.plan.lawful


def test_time_that_runs_out_in_the_first_round_leaves_the_plan_of_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exact, "_SMALL", 0)
    monkeypatch.setattr(exact._Draft, "relaxed", lambda *_: None)
    done = repaired(*crowded(), visit_days=1, capacity=2, within=WEEK, exact=20)
    assert done.bound <= done.cost
    assert done.plan.lawful


def test_visits_that_no_cap_ties_flow_beside_those_that_are_tied() -> None:
    """Their places are taken too, by agency and day; an agency without a limit has any number."""
    alone = [visit("24", "A", f"E{n}") for n in (8, 9)] + [visit("26", "D", "E7")]
    terms: dict[str, Any] = {"visit_days": 1, "capacity": {"A": 3, "B": 2, "C": 2}, "within": WEEK}
    done = repaired(*crowded(), *alone, exact=20, **terms)
    assert not done.unplaced
    assert done.plan.lawful
    assert done.bound <= done.cost <= repaired(*crowded(), *alone, **terms).cost


def test_a_member_has_its_own_open_days() -> None:
    """A case inspection may also come on quiet days, which are closed to those beside it."""
    quiet = [visit("05", "A", "E1", kind="special"), visit("07", "B", "E1", kind="special")]
    visits = [*crowded(), *quiet]
    done = repaired(*visits, visit_days=2, capacity=2, exact=20)
    assert done.plan.lawful


def test_visits_that_are_not_joined_need_no_solver() -> None:
    rules = book(most=2)
    visits = [visit(day, id=day) for day in ("24", "25", "18")]
    done = repaired(*visits, rules=rules, exact=5, capacity=1)
    assert days(done.schedule)[:2] == ["24", "25"]


def test_without_the_solver_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *args: Any) -> Any:
        if name == "highspy":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(UsageError, match=r'python -m pip install "bizenv\[plan\]"'):
        repaired(*crowded(), visit_days=1, capacity=2, within=WEEK, exact=5)


@pytest.mark.parametrize("seconds", [0, -1, "5", True])
def test_the_time_is_a_number_above_zero(seconds: Any) -> None:
    with pytest.raises(UsageError, match="expected a number of seconds above 0"):
        repaired(visit("24"), exact=seconds)
