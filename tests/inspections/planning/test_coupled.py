"""Plans under caps and capacity: lawful, near, with a bound that holds."""

from collections import defaultdict
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from plans import CAPPED_VISITS, book, days, least_capped, repaired, visit

from bizenv import Inspection

CAPPED = book(most=2, by="all", joint_once=True)
OPEN = ("24", "25", "26", "27", "28")


def test_room_and_caps_together() -> None:
    """Two enterprises want the same two days of one agency that makes one visit a day."""
    visits = [
        visit(day, agency, enterprise)
        for enterprise in ("E1", "E2")
        for day, agency in (("24", "A"), ("26", "B"), ("28", "A"))
    ]
    done = repaired(*visits, rules=CAPPED, capacity=1)
    assert done.plan.lawful
    per_day = defaultdict(int)
    for each in done.schedule:
        assert each.agency is not None
        per_day[each.agency.id, each.start] += 1
    assert max(per_day.values()) == 1
    assert done.bound <= done.cost


def test_an_agency_without_a_limit_takes_part_too() -> None:
    visits = [visit("24"), visit("26", "B"), visit("28", "C")]
    done = repaired(*visits, rules=CAPPED, capacity={"A": 1})
    assert (len({*days(done.schedule)}), done.plan.proven) == (2, True)


def test_visits_that_cannot_all_come_on_few_days_are_told() -> None:
    """Three visits of one agency, one a day, on two days: one is too many."""
    visits = [visit(day) for day in ("24", "25", "26")]
    done = repaired(*visits, rules=CAPPED, capacity=1)
    assert (len(done.unplaced), done.bound) == (1, 0)
    assert done.unplaced[0].why.code == "over-cap"


def test_a_visit_without_any_day_does_not_spoil_the_bound() -> None:
    week = (date(2024, 6, 24), date(2024, 6, 28))
    hopeless = visit("24", "D", "E9", end=date(2024, 7, 3))
    visits = [visit("24"), visit("26", "B"), visit("28", "C")]
    done = repaired(*visits, hopeless, rules=CAPPED, within=week)
    assert done.cost == done.bound == 2


def test_a_longer_visit_takes_one_of_the_days() -> None:
    long = visit("24", end=date(2024, 6, 25))
    done = repaired(long, visit("26", "B"), visit("28", "C"), rules=CAPPED)
    assert "24" in days(done.schedule)
    assert len(set(days(done.schedule))) == 2


@settings(max_examples=40)
@given(CAPPED_VISITS, st.sampled_from([1, 2]), st.sampled_from([1, 2]))
def test_the_bound_is_below_the_best_and_the_plan_above(
    visits: list[Inspection], capacity: int, most: int
) -> None:
    """Held against every plan there is within the five days."""
    within = (date(2024, 6, 24), date(2024, 6, 28))
    done = repaired(*visits, visit_days=most, capacity=capacity, within=within)
    least = least_capped(visits, capacity, most)
    if least is not None and not done.unplaced:
        assert done.bound <= least <= done.cost
    else:
        assert done.unplaced
        assert done.bound == 0


@settings(max_examples=15)
@given(CAPPED_VISITS, st.randoms())
def test_a_capped_plan_is_lawful_stays_so_and_does_not_hang_on_the_order(
    visits: list[Inspection], chance: object
) -> None:
    done = repaired(*visits, visit_days=2)
    assert done.plan.lawful
    assert repaired(*done.schedule, visit_days=2).moves == ()
    mixed = list(visits)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert sorted(map(repr, repaired(*mixed, visit_days=2).schedule)) == sorted(
        map(repr, done.schedule)
    )
