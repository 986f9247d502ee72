"""What a schedule holds against each rule, visit by visit."""

from datetime import date
from typing import Any

from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.inspections.values import Agency, Inspection
from bizenv.inspections.whole.gathering import check_papers, find_identities, find_merges
from bizenv.inspections.whole.joint_visits import JointRule, JointVersion
from bizenv.inspections.whole.papers import Paper, PaperRule, PaperVersion, Records
from bizenv.kernel.legal import Validity
from bizenv.kernel.text import Text
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import a_citation, a_ground

WORDS = base_vocabulary()


def visit(day: int, agency: str | None, enterprise: str | None = "E1", **facts: Any) -> Inspection:
    return Inspection(
        start=date(2026, 3, day),
        agency=agency,
        enterprise=enterprise,
        **{"trigger": "none", **facts},
    )


def test_visits_that_are_left_out_are_not_merged() -> None:
    version = JointVersion(
        days=7,
        not_counted=(a_ground(),),
        validity=Validity(date(2026, 3, 2), date(2026, 3, 2)),
        citation=a_citation(),
    )
    rule = JointRule("joint", Text("联合"), (version,), rulebook="cn")
    visits = [
        visit(1, "A"),
        visit(3, "A"),
        visit(4, "B", trigger="complaint"),
        visit(5, "C", trigger=None),
        visit(5, None),
        visit(5, "D", "0"),
    ]
    (found,) = find_merges(visits, rule, WORDS)
    (merge,) = found.merges
    assert (found.rule, merge.rows, merge.sure) == ("cn/joint@2026-03-02", (1, 3), False)
    assert (found.before.visits, found.after.joint) == (2, 2)


def test_papers_of_visits_that_need_none_are_not_asked() -> None:
    version = PaperVersion(
        papers=(Paper("noticed", a_citation()),), not_counted=(a_ground(),), citation=a_citation()
    )
    rule = PaperRule("papers", Text("手续"), (version,))
    visits = [
        visit(3, "A", noticed=False),
        visit(3, "A", noticed=False, trigger="complaint"),
        visit(3, "A", noticed=False, trigger=None),
        visit(3, "A", noticed=True, trigger=None),
    ]
    (count,) = check_papers(visits, rule, Records(), work_calendar("CN"), WORDS)
    assert (count.broken, count.late, count.open) == ([0], [], [2])


def test_who_is_meant_is_told() -> None:
    found = find_identities(
        [visit(3, "A", None), visit(3, "A", "0"), visit(3, "A", "甲 公司"), visit(3, "A", "甲公司")]
    )
    assert (found.blank, found.placeholders) == ((0,), (1,))
    assert [rows for _, rows in found.alike] == [(2, 3)]
    assert find_identities([Inspection(start=date(2026, 3, 3), agency=Agency("A"))]).blank == (0,)
