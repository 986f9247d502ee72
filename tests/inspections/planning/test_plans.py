"""What a plan says of itself: figures, words, plain values."""

import json
from datetime import date

from plans import repaired, visit

from bizenv.inspections.planning.plans import Shortage, Why
from bizenv.kernel.text import Text


def test_the_summary_says_what_moves_how_far_and_that_nothing_is_nearer() -> None:
    done = repaired(visit("18"), visit("25"))
    assert done.explain("en").split("\n")[1:] == ["Proved: no lawful schedule is nearer."]
    assert "of 2 visits 1 move, by 6 days in all." in done.explain("en")
    assert str(done) == done.explain("en")
    assert "共挪动 6 天" in done.explain()
    assert (done.gap, done.plan.proven) == (0.0, True)


def test_what_stays_is_counted_and_a_gap_is_told() -> None:
    done = repaired(
        visit("25", end=date(2024, 6, 27)),
        visit("26"),
        visit("05"),
        capacity=1,
        fixed=[False, False, True],
        count="working",
    )
    said = done.explain("en")
    assert "takes at least 0 working days; this one is at most 100.00 % above the best" in said
    assert "1 visits stay on their day" in said


def test_a_plan_is_plain_values_for_json() -> None:
    within = (date(2024, 6, 24), date(2024, 6, 24))
    visits = [visit("24"), visit("24", enterprise="E2"), visit("05")]
    said = json.loads(json.dumps(repaired(*visits, capacity=1, within=within).plan.to_dict()))
    assert said["rows"] == 3
    assert said["proven"] is True
    assert said["unplaced"][0]["shortage"]["missing"] == 1
    assert said["held"][0]["stays"]["code"] == "outside-range"
    moved = repaired(visit("18")).plan.to_dict()["moves"]
    assert moved[0]["from"] == "2024-06-18"
    assert moved[0]["to"] == "2024-06-24"
    assert moved[0]["rows"] == [0]


def test_a_reason_need_not_have_a_clause() -> None:
    assert Why("on-rest-day", Text("休", "rest")).to_dict()["clause"] is None


def test_a_shortage_by_a_cap_names_the_enterprise() -> None:
    shortage = Shortage("A", 3, 2, 0, None, "E1")
    assert shortage.text.en == "E1: 3 visits are planned, and at most 2 may be."
    assert shortage.cure.en == "Join visits, or cancel 1 of them."
