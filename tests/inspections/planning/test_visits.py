"""From records and rows to visits: what bars each, what must stay, which rows are one visit."""

from datetime import date

from plans import book, days, repaired, visit

from bizenv.calendars.days.sets import MonthDays
from bizenv.inspections.planning.plans import Visit, Why
from bizenv.inspections.planning.visits import Judge, joined
from bizenv.inspections.quiet_periods import Approval
from bizenv.inspections.situations import situation_of
from bizenv.inspections.values import Inspection
from bizenv.kernel.text import Text
from bizenv.testing import a_citation, a_ground, a_quiet_period, a_rulebook

APPROVING = a_rulebook(a_quiet_period(approval=Approval(a_citation("第五条"))))


def test_a_visit_that_rests_on_its_approval_stays() -> None:
    """The approval is for its days; crowded out by capacity, the other visit moves."""
    approved = visit("05", approved=True)
    other = visit("05", enterprise="E2", trigger="complaint")
    done = repaired(approved, other, rules=APPROVING, capacity=1)
    assert days(done.schedule) == ["05", "04"]
    assert done.plan.lawful


def test_an_approval_that_is_not_needed_holds_nothing_but_opens_no_quiet_day() -> None:
    """On the 25th no approval is needed; the visit may move, but only to days that are open."""
    approved = [visit("25", enterprise=f"E{n}", approved=True) for n in range(2)]
    done = repaired(*approved, rules=APPROVING, capacity=1)
    assert days(done.schedule) == ["25", "24"]


def test_an_exempt_visit_may_move_to_a_quiet_day() -> None:
    exempt = [visit("05", enterprise=f"E{n}", trigger="complaint") for n in range(2)]
    rules = a_rulebook(a_quiet_period(window=MonthDays(1, 22), exemptions=(a_ground(),)))
    assert repaired(*exempt, rules=rules, capacity=1).cost == 1


def test_a_standing_is_that_of_the_rules() -> None:
    rules = book().inspections
    judge = Judge(rules)
    record = visit("05")
    situation = situation_of(record)
    opinion = rules.opinion(situation, rules.windows(record.start, record.end))
    standing = judge.standing(situation, opinion)
    assert (standing.bars, standing.stays, standing.unapproved) == ((0,), None, None)
    assert standing.barred is not None
    assert standing.barred.rule == "example/quiet-days@2024-01-01"


def one(row: int, id: str = "V1", **facts: object) -> Visit:
    day = date(2024, 6, 5)
    return Visit(row, "A", "E1", day, day, id=id, **facts)  # type: ignore[arg-type]


def test_rows_of_one_id_are_one_visit_that_stands_as_the_strictest() -> None:
    why = Why("in-quiet-period", Text("安静", "quiet"))
    (both,) = joined([one(3), one(5, bars=(0,), barred=why, fixed=why, noticed=True)])
    assert (both.row, both.rows, both.bars, both.barred) == (3, (3, 5), (0,), why)
    assert (both.fixed, both.noticed) == (why, True)


def test_rows_without_an_id_or_of_another_day_are_visits_of_their_own() -> None:
    assert len(joined([one(0, ""), one(1, ""), one(2, "V2"), one(3, "V1")])) == 4


def test_rows_of_one_visit_move_together_and_take_one_place() -> None:
    rows = [visit("18", id="V1"), visit("18", id="V1"), visit("25", enterprise="E2")]
    done = repaired(*rows, capacity=1)
    assert days(done.schedule) == ["24", "24", "25"]
    assert (done.cost, len(done.moves), done.plan.visits, done.plan.rows) == (6, 1, 2, 3)


def test_an_enterprise_is_known_by_its_id_or_name_or_not_at_all() -> None:
    records = [
        Inspection(start=date(2024, 6, 25), enterprise=who, kind="routine") for who in ("E1", None)
    ]
    assert repaired(*records).plan.visits == 2
