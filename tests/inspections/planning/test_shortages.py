"""Why visits find no place: numbers that add up."""

from datetime import date

from plans import repaired, visit

WEEK = (date(2024, 6, 24), date(2024, 6, 28))


def test_more_visits_than_places() -> None:
    visits = [visit("25", enterprise=f"E{n}") for n in range(7)]
    done = repaired(*visits, capacity=1, within=WEEK)
    shortage = done.unplaced[0].shortage
    assert len(done.unplaced) == shortage.missing == 2
    assert (shortage.agency, shortage.demand, shortage.room, shortage.open_days) == ("A", 7, 5, 5)
    assert shortage.text.en == "A: 7 visits can only begin on 5 days, which have 5 places in all."
    assert shortage.cure.en == (
        "Each day needs at least 1 more places, or 2 visits have to go (or be merged)."
    )
    assert shortage.cure.en in done.explain("en")
    assert "排不下" in done.explain("zh")
    assert not repaired(*visits, capacity=1 + (shortage.more or 0), within=WEEK).unplaced


def test_the_days_of_a_line_that_is_not_full_are_left_out_of_account() -> None:
    """A visit without any kind of bar has other days; only the routine ones are too many."""
    week = (date(2024, 6, 17), date(2024, 6, 25))
    routine = [visit("24", enterprise=f"E{n}") for n in range(3)]
    special = visit("18", enterprise="E9", kind="special")
    done = repaired(*routine, special, capacity=1, within=week)
    shortage = done.unplaced[0].shortage
    assert (shortage.demand, shortage.room, shortage.open_days) == (3, 2, 2)


def test_a_line_whose_visits_take_the_places_is_taken_into_account() -> None:
    """The special visits fill every day of theirs, among them the only two of the routine ones."""
    week = (date(2024, 6, 21), date(2024, 6, 25))
    routine = [visit("24", enterprise=f"E{n}") for n in range(2)]
    special = [visit("24", enterprise=f"S{n}", kind="special") for n in range(2)]
    done = repaired(*routine, *special, capacity=1, within=week)
    shortage = done.unplaced[0].shortage
    assert (len(done.unplaced), shortage.demand, shortage.room) == (1, 4, 3)


def test_no_open_day_at_all() -> None:
    done = repaired(visit("05"), within=(date(2024, 6, 3), date(2024, 6, 7)))
    (none,) = done.unplaced
    assert (none.shortage.room, none.shortage.open_days, none.shortage.more) == (0, 0, None)
    assert none.shortage.cure.zh == "没有一天可以检查：请取消这 1 次，或放宽日期范围。"
    assert none.why.code == "in-quiet-period"


def test_a_visit_without_an_agency_is_named_so() -> None:
    done = repaired(visit("05", agency=None), within=(date(2024, 6, 3), date(2024, 6, 7)))  # type: ignore[arg-type]
    assert done.unplaced[0].shortage.text.en.startswith("(no agency): 1 visits")
