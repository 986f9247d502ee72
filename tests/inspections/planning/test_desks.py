"""The desk of one agency: what stays, what is long, what lasts a day."""

from datetime import date

import pytest
from plans import book, days, repaired, visit

from bizenv.inspections.planning.desks import Desk
from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.plans import Plan, Visit, Why
from bizenv.inspections.planning.terms import Terms
from bizenv.kernel.text import Text


def told(plan: Plan) -> list[tuple[int, str, str]]:
    return [(held.visit.row, held.why.code, held.stays.code) for held in plan.held]


def test_a_visit_in_the_quiet_period_moves_to_the_nearest_open_day() -> None:
    done = repaired(visit("18"), visit("05"))
    assert days(done.schedule) == ["24", "2024-05-31"]
    assert [(m.distance, m.why.code, m.why.clause) for m in done.moves] == [
        (6, "in-quiet-period", "《示例办法》第一条"),
        (5, "in-quiet-period", "《示例办法》第一条"),
    ]


def test_a_lawful_visit_stays() -> None:
    done = repaired(visit("25"), visit("05", kind="special"))
    assert (days(done.schedule), done.moves, done.cost) == (["25", "05"], (), 0)


def test_a_visit_on_a_rest_day_moves_to_a_working_day() -> None:
    done = repaired(visit("29"))
    assert days(done.schedule) == ["28"]
    assert done.moves[0].why.code == "on-rest-day"


def test_a_visit_on_a_rest_day_stays_where_it_is_asked_to_and_nobody_joins_it() -> None:
    done = repaired(visit("29"), visit("22"), rest_days="keep")
    assert days(done.schedule) == ["29", "24"]
    assert done.plan.lawful


def test_rest_days_are_used_where_that_is_asked() -> None:
    assert days(repaired(visit("22"), visit("29"), rest_days="use").schedule) == ["23", "29"]


def test_a_full_day_sends_the_next_visit_on() -> None:
    done = repaired(visit("25"), visit("25", enterprise="E2"), capacity=1)
    assert sorted(days(done.schedule)) == ["24", "25"]
    assert done.moves[0].why.text.en == "The agency has its 1 visits on that day already."


def test_agencies_do_not_share_places() -> None:
    assert repaired(visit("25"), visit("25", agency="B"), capacity=1).moves == ()


def test_capacity_may_differ_by_agency() -> None:
    visits = [visit("25", agency, f"E{n}") for agency in "AB" for n in range(2)]
    done = repaired(*visits, capacity={"A": 1})
    assert [move.visit.agency for move in done.moves] == ["A"]


def test_a_visit_that_was_notified_stays_of_two_and_always_where_asked() -> None:
    plain, told_already = visit("25"), visit("25", enterprise="E2", noticed=True)
    assert repaired(plain, told_already, capacity=1).moves[0].visit.row == 0
    barred = visit("05", noticed=date(2024, 5, 1))
    assert repaired(barred).moves
    kept = repaired(barred, fixed="noticed")
    assert (kept.moves, told(kept.plan)) == ((), [(0, "in-quiet-period", "already-notified")])
    assert not kept.plan.lawful


def test_rows_may_be_kept_as_asked() -> None:
    done = repaired(visit("05"), visit("05"), fixed=[True, False])
    assert told(done.plan) == [(0, "in-quiet-period", "kept-as-asked")]
    assert [move.visit.row for move in done.moves] == [1]


def test_fixed_visits_take_their_places_and_too_many_of_them_are_told() -> None:
    visits = [visit("25", enterprise=f"E{n}") for n in range(3)]
    done = repaired(*visits, capacity=1, fixed=[True, True, False])
    assert told(done.plan) == [(1, "day-full", "kept-as-asked")]
    assert days(done.schedule)[2] == "24"


def test_what_is_open_stays_unless_strictly_asked() -> None:
    """Nobody knows of which kind the visit is: it may be routine."""
    done = repaired(visit("05", kind=None))
    assert told(done.plan) == [(0, "facts-missing", "still-open")]
    assert days(repaired(visit("05", kind=None), strict=True).schedule) == ["2024-05-31"]


def test_a_visit_outside_the_range_stays() -> None:
    within = (date(2024, 6, 10), date(2024, 6, 30))
    done = repaired(visit("05"), visit("11"), within=within)
    assert told(done.plan) == [(0, "in-quiet-period", "outside-range")]
    assert days(done.schedule)[1] == "24"


def test_a_longer_visit_keeps_its_length_and_takes_each_of_its_days() -> None:
    long = visit("18", end=date(2024, 6, 20))
    done = repaired(long, visit("24", enterprise="E2"), visit("25", enterprise="E3"), capacity=1)
    assert (done.schedule[0].start, done.schedule[0].end) == (date(2024, 6, 24), date(2024, 6, 26))
    assert days(done.schedule) == ["24", "27", "28"]
    assert not done.unplaced
    assert done.plan.peaks == {"A": 1}


def test_a_longer_visit_that_may_stay_stays_and_the_bound_is_met() -> None:
    done = repaired(visit("25", end=date(2024, 6, 27)), visit("26"), capacity=1)
    assert done.schedule[0].start == date(2024, 6, 25)
    assert (done.cost, done.bound) == (2, 0)  # two days on, as the long one is not moved
    assert 0 < done.gap <= 1
    assert not done.plan.proven


def test_longer_visits_go_around_each_other() -> None:
    two = [visit("18", end=date(2024, 6, 19), enterprise=f"E{n}") for n in range(2)]
    done = repaired(*two, capacity=1)
    assert days(done.schedule) == ["24", "26"]


def test_a_longer_visit_without_room_finds_no_place_and_the_numbers_say_why() -> None:
    within = (date(2024, 6, 24), date(2024, 6, 25))
    two = [visit("24", end=date(2024, 6, 25), enterprise=f"E{n}") for n in range(2)]
    done = repaired(*two, capacity=1, within=within)
    (none,) = done.unplaced
    assert (none.shortage.demand, none.shortage.room, none.shortage.more) == (1, 0, 1)
    assert none.why.code == "day-full"
    assert days(done.schedule) == ["24", "24"]


def test_a_longer_visit_without_any_day_says_so() -> None:
    done = repaired(visit("03", end=date(2024, 6, 14)))
    assert done.unplaced[0].shortage.cure.en == (
        "No day is open: cancel these 1, or allow more days."
    )


def test_where_longer_visits_crowd_others_out_no_bound_is_claimed() -> None:
    """Without the long visit both would be placed; so what that costs is no bound."""
    within = (date(2024, 6, 24), date(2024, 6, 25))
    visits = [
        visit("24", end=date(2024, 6, 25), enterprise="E1"),
        visit("24", enterprise="E2"),
    ]
    done = repaired(*visits, capacity=1, within=within)
    assert (len(done.unplaced), done.bound) == (1, 0)


@pytest.mark.parametrize("count", ["calendar", "working"])
def test_distance_is_counted_as_asked(count: str) -> None:
    done = repaired(visit("21"), count=count)
    assert done.cost == {"calendar": 3, "working": 1}[count]
    assert days(done.schedule) == ["24"]


def test_a_fixed_visit_is_told_once() -> None:
    """In the quiet period, and too many for a cap besides: the first reason stands."""
    why = Why("over-cap", Text("频次上限", "a cap"))
    on = date(2024, 6, 5)
    fixed = Visit(0, "A", "E1", on, on, (0,), fixed=why, key=("0",))
    desk = Desk("A", [fixed], Openings(book().inspections, Terms(), [2024]), Terms())
    for _ in range(2):
        desk.hold_beyond(fixed, why)
    assert told(desk.plan) == [(0, "over-cap", "over-cap")]
