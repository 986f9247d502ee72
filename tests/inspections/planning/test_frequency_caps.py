"""The frequency rules of a rulebook: planned for by calendar spans, and counted again after."""

from datetime import date

import pytest
from plans import book, days, repaired, visit

from bizenv.inspections.values import Agency
from bizenv.inspections.whole.spans import Span, SpanKind
from bizenv.kernel.errors import UsageError

ALL = {"by": "all", "joint_once": True}


def many(*days: str, **facts: object) -> list[object]:
    return [visit(day, f"A{n}", **facts) for n, day in enumerate(days)]


def test_visits_of_one_enterprise_are_joined_on_as_many_days_as_the_rule_allows() -> None:
    done = repaired(*many("24", "25", "28"), rules=book(most=2, **ALL))
    assert days(done.schedule) == ["24", "24", "28"]
    (move,) = done.moves
    assert (move.why.code, move.why.rule) == ("over-cap", "example/cap@unstated")
    assert move.why.text.en == (
        "The rule allows at most 2 visits by all agencies together in a calendar year."
    )
    assert done.plan.proven


def test_the_days_are_open_for_all_who_come() -> None:
    """A visit that is no routine one may come on any working day, but the others may not."""
    visits = [visit("24"), visit("06", "B", kind="special"), visit("28", "C")]
    done = repaired(*visits, rules=book(most=1, **ALL))
    assert len(set(days(done.schedule))) == 1
    assert days(done.schedule)[0] in ("24", "2024-05-31")


def test_each_agency_has_a_bound_of_its_own() -> None:
    """Without ids, visits of one agency on one day are one visit."""
    rules = book(most=1)
    done = repaired(visit("24"), visit("26"), visit("28", "B"), rules=rules)
    assert len({done.schedule[0].start, done.schedule[1].start}) == 1
    assert days(done.schedule)[2] == "28"


def test_where_visits_are_not_joined_too_many_of_them_find_no_place() -> None:
    rules = book(most=2)
    done = repaired(*[visit(day, id=day) for day in ("24", "25", "18")], rules=rules)
    (none,) = done.unplaced
    assert none.visit.row == 2  # the one that would have to move farthest
    assert none.shortage.text.en == "E1: 3 visits are planned, and at most 2 may be."
    assert done.moves == ()
    assert done.plan.proven


def test_fixed_visits_use_up_what_the_rule_allows() -> None:
    rules = book(most=2)
    visits = [visit(day, id=day) for day in ("24", "25", "26")]
    done = repaired(*visits, rules=rules, fixed=[True, True, False])
    assert [none.visit.row for none in done.unplaced] == [2]
    joint = repaired(*many("24", "25", "26"), rules=book(most=1, **ALL), fixed=[True, False, False])
    assert days(joint.schedule) == ["24", "24", "24"]


def test_fixed_visits_that_are_too_many_are_told() -> None:
    visits = many("24", "25", "26")
    done = repaired(*visits, rules=book(most=2, **ALL), fixed=[True] * 3)
    assert [(held.visit.row, held.why.code) for held in done.held] == [(2, "over-cap")]
    rules = book(most=1)
    alone = [visit(day, id=day) for day in ("24", "25", "26")]
    done = repaired(*alone, rules=rules, fixed=[True, True, False])
    assert [held.visit.row for held in done.held] == [1]
    assert [none.visit.row for none in done.unplaced] == [2]


def test_two_levels_and_all_together() -> None:
    """Two days for each level, and three for all: the rulebook has both rules."""
    from attrs import evolve

    level, whole = book(most=2, by="level", joint_once=True), book(most=3, **ALL)
    rules = evolve(level, frequency_rules=(*level.frequency_rules, *whole.frequency_rules))
    city, county = Agency("A", level="city"), Agency("B", level="county")
    visits = [
        visit(day, agency)  # type: ignore[arg-type]
        for agency in (city, county)
        for day in ("24", "26", "28", "2024-07-29")
    ]
    done = repaired(*visits, rules=rules)
    assert done.plan.lawful
    for agency in (city, county):
        assert len({v.start for v in done.schedule if v.agency == agency}) <= 2
    assert len({v.start for v in done.schedule}) <= 3
    assert done.bound <= done.cost


def test_a_visit_stays_in_its_quarter_where_the_bound_is_of_a_quarter() -> None:
    rules = book(most=1, span=Span(3), **ALL)
    done = repaired(*many("27", "28", "2024-07-02"), rules=rules)
    assert [visit.start.month for visit in done.schedule] == [6, 6, 7]
    assert len({visit.start for visit in done.schedule[:2]}) == 1


def test_a_visit_that_may_not_count_counts_only_strictly() -> None:
    """Nobody knows of which kind one is; the rule counts routine visits."""
    visits = [visit("24"), visit("26", "B"), visit("28", "C", kind=None)]
    rules = book(most=2, kinds=frozenset({"routine"}), **ALL)
    assert repaired(*visits, rules=rules).moves == ()
    assert repaired(*visits, rules=rules, strict=True).moves


@pytest.mark.parametrize("strict", [False, True])
def test_a_bound_of_any_twelve_months_is_not_planned_for_but_told(strict: bool) -> None:
    rules = book(most=1, span=Span(12, SpanKind.ROLLING), **ALL)
    done = repaired(*many("18", "25"), rules=rules, strict=strict)
    assert [(none.visit.row, none.why.code) for none in done.unplaced] == [(1, "over-cap")]
    assert days(done.schedule) == ["24", "25"]
    assert done.bound == 0
    kept = repaired(*many("18", "25"), rules=rules, fixed=[False, True], strict=strict)
    assert [held.visit.row for held in kept.held] == [1]


def test_a_lower_bound_moves_nothing() -> None:
    assert repaired(visit("25"), rules=book(least=2)).moves == ()


def test_visits_of_an_enterprise_without_an_id_are_in_no_group() -> None:
    assert repaired(*many("24", "26", "28", enterprise="0"), rules=book(most=1, **ALL)).moves == ()


def test_under_caps_visits_stay_in_their_year() -> None:
    with pytest.raises(UsageError, match="visits cannot leave their year"):
        repaired(*many("24", "26"), visit_days=1, across_years=True)


def test_a_year_is_counted_for_itself() -> None:
    visits = [visit("2024-12-26"), visit("2024-12-27", "B"), visit("2025-01-24", "C")]
    done = repaired(*visits, rules=book(most=1, **ALL))
    assert [each.start.year for each in done.schedule] == [2024, 2024, 2025]
    assert done.schedule[2].start == date(2025, 1, 24)
