"""Days for enterprises one after the other: nobody takes a place that is taken."""

from offices import TIED, office, visit


def test_one_of_two_visits_that_want_one_place_goes_to_another_day() -> None:
    """Both visits are of one agency, which makes one visit a day; the cap allows two days."""
    visits = [visit(0, 25), visit(1, 25), visit(2, 25)]
    _, seating, _ = office(visits, 2, most=2)
    chosen = seating.seat_all()
    assert len(set(chosen[0].days)) == 2


def test_seating_again_gives_the_places_back_first() -> None:
    _, seating, _ = office(TIED, 2)
    assert seating.seat_all() == seating.seat_all()


def test_what_finds_no_place_is_left_to_the_flow() -> None:
    """One day, one place, two visits: the days are chosen all the same."""
    _, seating, desk = office(TIED, 1)
    chosen = seating.seat_all()
    assert len(chosen[0].days) == 1
    assert desk.lay_out(chosen, desk.room()).placed.left_out == 1


def test_an_agency_without_a_limit_takes_no_places() -> None:
    _, seating, _ = office(TIED, None)
    assert len(set(seating.seat_all()[0].days)) == 1
