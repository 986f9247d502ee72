"""Counting visits: what counts, in which span, together with whom, and what is beyond."""

from datetime import date

import pytest

from bizenv.inspections.quiet_periods import Ground, Scope
from bizenv.inspections.values import Agency, Enterprise, Inspection
from bizenv.inspections.whole.counting import Counts, VisitCount, count_visits
from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion, Raise
from bizenv.inspections.whole.spans import LICENCE_TERM, Span, SpanKind
from bizenv.kernel.errors import RecordError
from bizenv.kernel.legal import Validity
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import a_citation


def count(visits: list[Inspection], **version: object) -> Counts:
    one = FrequencyVersion(citation=a_citation(), **version)  # type: ignore[arg-type]
    rule = FrequencyRule("cap", Text("上限", "cap"), (one,), rulebook="example")
    return count_visits(visits, rule, base_vocabulary())


def only(visits: list[Inspection], **version: object) -> VisitCount:
    (group,) = count(visits, **version).groups
    return group


def visit(
    day: str, agency: str | None = "A", enterprise: str = "E1", **facts: object
) -> Inspection:
    return Inspection(
        start=date.fromisoformat(day),
        agency=agency,
        enterprise=enterprise,
        **facts,  # type: ignore[arg-type]
    )


THREE = [visit("2026-03-02"), visit("2026-05-06"), visit("2026-12-31")]


def test_the_third_visit_of_a_year_is_beyond_a_cap_of_two() -> None:
    found = only(THREE, most=2)
    assert (found.low, found.high, found.limit) == (3, 3, 2)
    assert (found.rows, found.beyond, found.over) == ((0, 1, 2), (2,), Truth.YES)
    assert (found.first, found.last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert found.rule == "example/cap@unstated"


def test_two_visits_are_within_a_cap_of_two() -> None:
    assert only(THREE[:2], most=2).over is Truth.NO


def test_the_next_year_begins_anew() -> None:
    groups = count([*THREE[1:], visit("2027-01-01")], most=2).groups
    assert [(g.first.year, g.low) for g in groups] == [(2026, 2), (2027, 1)]


def test_days_and_not_the_order_of_rows_say_which_visit_is_beyond() -> None:
    assert only([THREE[2], THREE[0], THREE[1]], most=2).beyond == (0,)


def test_of_several_visits_on_one_day_the_later_row_is_beyond() -> None:
    same = [visit("2026-03-02", id=id) for id in ("1", "2", "3")]
    assert only(same, most=2).beyond == (2,)


def test_rows_of_one_inspection_are_one_visit() -> None:
    rows = [visit("2026-03-02", id="7"), visit("2026-03-02", id="7"), visit("2026-05-06", id="8")]
    found = only(rows, most=2)
    assert (found.low, found.rows, found.over) == (2, (0, 1, 2), Truth.NO)


def test_every_row_of_a_visit_that_is_beyond_is_named() -> None:
    rows = [*THREE[:2], visit("2026-12-31", id="9"), visit("2026-12-31", id="9")]
    assert only(rows, most=2).beyond == (2, 3)


def test_agencies_are_counted_each_for_itself() -> None:
    rows = [visit("2026-03-02", agency) for agency in ("A", "B", "A")]
    rows[2] = visit("2026-04-02", "A")
    assert [g.low for g in count(rows, most=1).groups] == [2, 1]


def test_all_agencies_of_a_level_are_counted_together() -> None:
    rows = [
        visit("2026-03-02", Agency("A", "city")),
        visit("2026-04-02", Agency("B", "city")),
        visit("2026-05-06", Agency("C", "county")),
    ]
    levels = count(rows, most=1, by="level").groups
    assert [(g.group.who, g.low, g.beyond) for g in levels] == [
        ("city", 2, (1,)),
        ("county", 1, ()),
    ]
    assert only(rows, most=2, by="all").beyond == (2,)


def test_a_joint_visit_counts_once() -> None:
    rows = [visit("2026-03-02", "A"), visit("2026-03-02", "B"), visit("2026-05-06", "C")]
    assert only(rows, most=2, by="all", joint_once=True).over is Truth.NO
    assert only(rows, most=2, by="all").over is Truth.YES


def test_the_same_matter_is_counted_by_itself() -> None:
    rows = [visit("2026-03-02", matter="消防"), visit("2026-04-02", matter="消防")]
    rows.append(visit("2026-05-06", matter="税务"))
    groups = count(rows, most=1, per="matter").groups
    assert [(g.group.what, g.beyond) for g in groups] == [("消防", (1,)), ("税务", ())]


def test_a_licence_term_has_no_years() -> None:
    rows = [visit("2020-03-02", licence="L1"), visit("2026-04-02", licence="L1")]
    found = only(rows, least=1, most=1, per="licence", span=LICENCE_TERM)
    assert (found.group.what, found.beyond) == ("L1", (1,))


def test_a_rolling_year_ends_on_the_day_of_the_visit() -> None:
    year = Span(12, SpanKind.ROLLING)
    apart = [visit("2025-03-01"), visit("2026-03-01")]
    assert only(apart, most=1, span=year).over is Truth.NO
    within = [visit("2025-03-02"), visit("2026-03-01")]
    found = only(within, most=1, span=year)
    assert (found.beyond, found.low, found.first, found.last) == (
        (1,),
        2,
        date(2025, 3, 2),
        date(2026, 3, 1),
    )


def test_what_the_scheme_leaves_out_does_not_count() -> None:
    left_out = Ground("complaint", Text("投诉"), a_citation(), triggers=["complaint"])
    rows = [visit("2026-03-02", trigger="none"), visit("2026-04-02", trigger="complaint")]
    assert only(rows, most=1, not_counted=(left_out,)).over is Truth.NO


def test_an_unknown_trigger_is_counted_both_ways() -> None:
    left_out = Ground("complaint", Text("投诉"), a_citation(), triggers=["complaint"])
    rows = [visit("2026-03-02", trigger="none"), visit("2026-04-02")]
    found = only(rows, most=1, not_counted=(left_out,))
    assert (found.low, found.high, found.over) == (1, 2, Truth.UNKNOWN)
    assert (found.rows, found.perhaps, found.perhaps_beyond) == ((0,), (1,), (1,))
    assert found.missing == ("trigger",)


def test_a_catch_all_is_for_people_to_judge() -> None:
    ground = Ground(
        "like", Text("其他"), a_citation(), triggers=["other-necessary"], catch_all=True
    )
    rows = [THREE[0], visit("2026-04-02", trigger="other-necessary")]
    found = only(rows, most=1, not_counted=(ground,))
    assert (found.low, found.high) == (0, 2)


def test_a_visit_about_more_than_what_is_left_out_counts() -> None:
    ground = Ground("tax", Text("税务"), a_citation(), domains=["tax"])
    rows = [visit("2026-03-02", domain=("tax", "labour")), visit("2026-04-02", domain="tax")]
    assert only(rows, most=1, not_counted=(ground,)).rows == (0,)


def test_kinds_and_scope_say_what_is_counted() -> None:
    rows = [visit("2026-03-02", kind="routine"), visit("2026-04-02", kind="case")]
    assert only(rows, most=1, kinds=frozenset({"routine"})).rows == (0,)
    sole = Enterprise("E2", classes="sole-trader")
    rows.append(visit("2026-04-02", enterprise=sole))  # type: ignore[arg-type]
    groups = count(rows, most=1, scope=Scope(classes=["sole-trader"])).groups
    assert [(g.rows, g.perhaps) for g in groups] == [((), (0, 1)), ((2,), ())]


def test_a_poor_credit_grade_raises_the_bound() -> None:
    ground = Ground("d", Text("D 级"), a_citation(), credits=["grade-d"])
    raises = (Raise(3, ground),)
    poor, fair, open_ = (Enterprise("E1", credit=c) for c in ("grade-d", "grade-a", None))
    for enterprise, over in ((poor, Truth.NO), (fair, Truth.YES), (open_, Truth.UNKNOWN)):
        rows = [visit(str(v.start), enterprise=enterprise) for v in THREE]  # type: ignore[arg-type]
        assert only(rows, most=2, raises=raises).over is over


def test_a_visit_that_found_a_violation_starts_the_count_anew() -> None:
    clean = {"violation-found": False}
    rows = [
        visit("2026-03-02", circumstances=clean),
        visit("2026-04-02", circumstances={"violation-found": True}),
        visit("2026-05-06", circumstances=clean),
        visit("2026-06-08", circumstances=clean),
    ]
    found = only(rows, most=1, after_clean=True)
    assert (found.beyond, found.perhaps_beyond) == ((1, 3), ())


def test_what_the_last_visit_found_may_be_unknown() -> None:
    found = only(THREE[:2], most=1, after_clean=True)
    assert (found.low, found.high, found.over) == (1, 2, Truth.UNKNOWN)
    assert found.missing == ("violation-found",)


def test_too_few_visits_are_told_for_a_lower_bound() -> None:
    assert only(THREE[:1], least=2).under is Truth.YES
    assert only(THREE[:2], least=2).under is Truth.NO
    left_out = Ground("complaint", Text("投诉"), a_citation(), triggers=["complaint"])
    assert only(THREE[:2], least=2, not_counted=(left_out,)).under is Truth.UNKNOWN


def test_rows_that_lack_the_fact_of_a_group_are_told_and_not_one_giant_firm() -> None:
    rows = [visit("2026-03-02", enterprise=name) for name in ("0", "无", "E1")]
    rows.append(visit("2026-03-02", agency=None))
    counts = count(rows, most=1)
    assert [(each.fact, each.rows) for each in counts.unplaced] == [
        ("enterprise", (0, 1)),
        ("agency", (3,)),
    ]
    assert [g.group.enterprise for g in counts.groups] == ["E1"]


def test_visits_before_the_rule_do_not_count() -> None:
    later = Validity(date(2026, 4, 1), date(2026, 4, 1))
    assert only(THREE, most=2, validity=later).rows == (1, 2)


def test_a_rule_that_begins_on_some_day_of_a_month_leaves_it_open() -> None:
    march = Validity(date(2026, 3, 1), date(2026, 3, 31))
    assert only(THREE, most=2, validity=march).over is Truth.UNKNOWN


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(RecordError, match="unknown-term"):
        count([visit("2026-03-02", kind="rutine")], most=2, kinds=frozenset({"routine"}))
