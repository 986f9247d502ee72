"""Visits on the line of days: the least distance, then the fewest moves."""

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.inspections.planning.day_lines import Line, place_visits

MARK = {day: day for day in range(40)}


def test_a_visit_stays_where_it_may() -> None:
    placed = place_visits([Line((1, 2, 3), {2: 1})], {1: 1, 2: 1, 3: 1}, MARK)
    assert (placed.lines[0].stay, placed.lines[0].moves) == ({2: 1}, ())
    assert placed.cost(MARK) == placed.left_out == 0


def test_without_a_limit_each_goes_to_its_nearest_day() -> None:
    placed = place_visits([Line((1, 8), {3: 2, 6: 1})], None, MARK)
    assert placed.lines[0].moves == ((3, 1), (3, 1), (6, 8))


def test_of_plans_of_one_distance_the_one_with_fewer_moves_is_taken() -> None:
    """10 to 25 moves one visit; 10 to 23, 23 to 24, 24 to 25 moves three as far."""
    room = {23: 1, 24: 1, 25: 1}
    placed = place_visits([Line((23, 24, 25), {10: 1, 23: 1, 24: 1})], room, MARK)
    assert placed.lines[0].moves == ((10, 25),)
    assert placed.cost(MARK) == 15


def test_lines_share_the_places_of_a_day() -> None:
    """The one that has nowhere else to go gets the day, though it comes later."""
    anywhere, only_day_5 = Line((4, 5, 6), {5: 1}), Line((5,), {9: 1})
    placed = place_visits([anywhere, only_day_5], {4: 1, 5: 1, 6: 1}, MARK)
    assert placed.lines[1].moves == ((9, 5),)
    assert placed.cost(MARK) == 5


def test_as_many_as_possible_are_placed_and_the_rest_is_left_out() -> None:
    placed = place_visits([Line((5,), {4: 1, 30: 2})], {5: 2}, MARK)
    assert placed.left_out == 1
    assert placed.lines[0].moves == ((4, 5), (30, 5))
    assert placed.lines[0].left_out == {30: 1}


def test_a_line_without_days_is_left_out() -> None:
    placed = place_visits([Line((), {4: 2})], {}, MARK)
    assert placed.lines[0].left_out == {4: 2}


def test_a_full_day_has_a_price_and_others_none() -> None:
    """One of two visits on day 5 goes a day further: a place more would save a day."""
    placed = place_visits([Line((5, 6), {5: 2})], {5: 1, 6: 1}, MARK)
    assert 1 <= placed.prices[5] < 2
    assert 6 not in placed.prices


def test_nothing_to_place() -> None:
    assert place_visits([], {1: 1}, MARK).lines == ()


def brute(lines: list[Line], room: dict[int, int]) -> tuple[int, int, int]:
    """The best of all plans: visits left out, distance, moves."""
    visits = [(day, line.days) for line in lines for day in Counter(line.planned).elements()]
    best = None
    for plan in product(*[(*days, None) for _, days in visits]):
        used = Counter(day for day in plan if day is not None)
        if all(n <= room[day] for day, n in used.items()):
            pairs = [(day, to) for (day, _), to in zip(visits, plan, strict=True)]
            cost = sum(abs(day - to) for day, to in pairs if to is not None)
            moves = sum(day != to for day, to in pairs if to is not None)
            key = (plan.count(None), cost, moves)
            best = key if best is None else min(best, key)
    assert best is not None
    return best


DAYS = st.sets(st.integers(0, 9), max_size=3).map(lambda days: tuple(sorted(days)))
LINES = st.lists(
    st.builds(Line, DAYS, st.dictionaries(st.integers(0, 9), st.just(1), max_size=2)),
    min_size=1,
    max_size=2,
)


@settings(max_examples=50)
@given(LINES, st.lists(st.integers(0, 2), min_size=10, max_size=10))
def test_no_plan_is_better(lines: list[Line], places: list[int]) -> None:
    """Held against every plan there is: left out, then distance, then moves."""
    room = dict(enumerate(places))
    placed = place_visits(lines, room, MARK)
    moves = sum(len(line.moves) for line in placed.lines)
    assert (placed.left_out, placed.cost(MARK), moves) == brute(lines, room)
