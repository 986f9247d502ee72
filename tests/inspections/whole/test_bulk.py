"""A schedule judged in bulk is judged as visit by visit."""

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv import load_rulebook
from bizenv.inspections.quiet_periods import Ground
from bizenv.inspections.values import Agency, Enterprise, Inspection
from bizenv.inspections.whole.columns import columns_of
from bizenv.inspections.whole.frames import judge_columns
from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion, Raise
from bizenv.inspections.whole.joint_visits import JointRule, JointVersion
from bizenv.inspections.whole.papers import Paper, PaperRule, PaperVersion, PlanEntry, Records
from bizenv.inspections.whole.rules import ScheduleRules, check_schedule
from bizenv.inspections.whole.schema import read_span
from bizenv.kernel.legal import Validity
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import Timing
from bizenv.testing import a_citation, strategies

BOOK = load_rulebook("cn-economic-inspections")
SPANS = ["calendar year", "calendar quarter", "12 months", "3 months", "2 calendar years from 2025"]
COMPLAINT = Ground("complaint", Text("投诉"), a_citation(), triggers=["complaint"])
POOR = Ground("poor", Text("D 级"), a_citation(), credits=["grade-d"])


def parties() -> st.SearchStrategy[dict[str, Any]]:
    """Few enterprises and agencies, so that many visits fall together."""
    credit = st.sampled_from([None, "grade-a", "grade-d"])
    firm = st.builds(
        Enterprise,
        st.sampled_from(["E1", "E2", "E 1", "0"]),
        st.sampled_from([None, "甲公司", "乙公司"]),
        credit=credit,
    )
    agency = st.builds(
        Agency, st.sampled_from(["A", "B"]), st.sampled_from([None, "city", "county"])
    )
    return st.fixed_dictionaries(
        {
            "enterprise": st.one_of(st.none(), firm, firm, firm),
            "agency": st.one_of(st.none(), agency, agency, agency),
        }
    )


@st.composite
def visits(draw: st.DrawFn) -> Inspection:
    """Visits of one year and the next, close together."""
    start = date(2025, 12, 20) + timedelta(days=draw(st.integers(0, 40)))
    flags = st.dictionaries(
        st.sampled_from(["violation-found", "officers-licensed"]), st.booleans()
    )
    return Inspection(
        start=start,
        id=draw(st.sampled_from([None, "1", "2"])),
        matter=draw(st.sampled_from([None, "消防", "税务"])),
        licence=draw(st.sampled_from([None, "L1"])),
        trigger=draw(st.sampled_from([None, "none", "complaint"])),
        kind=draw(st.sampled_from([None, "routine", "special"])),
        filed=draw(st.sampled_from([None, True, False, start - timedelta(days=2)])),
        officers=draw(st.sampled_from([None, ("甲",), ("甲", "乙")])),
        circumstances=draw(flags),
        **draw(parties()),
    )


@st.composite
def laws(draw: st.DrawFn) -> tuple[FrequencyVersion, JointVersion]:
    """Rules of every sort."""
    per = draw(st.sampled_from(["enterprise", "matter", "licence"]))
    span = read_span("licence term" if per == "licence" else draw(st.sampled_from(SPANS)))
    least = draw(st.sampled_from([None, None, 1, 2])) if span.kind != "rolling" else None
    begins = draw(st.sampled_from([None, date(2026, 1, 3)]))
    validity = Validity(begins and begins - timedelta(days=draw(st.integers(0, 4))), begins)
    cap = FrequencyVersion(
        most=draw(st.integers(least or 0, 2)) if least is None or least < 3 else None,
        least=least,
        span=span,
        by=draw(st.sampled_from(["agency", "level", "all"])),
        per=per,
        validity=validity,
        kinds=draw(st.sampled_from([None, frozenset({"routine"})])),
        not_counted=draw(st.sampled_from([(), (COMPLAINT,)])),
        raises=draw(st.sampled_from([(), (Raise(3, POOR),)])),
        after_clean=draw(st.booleans()),
        joint_once=draw(st.booleans()),
        citation=a_citation(),
    )
    joint = JointVersion(
        days=draw(st.integers(1, 9)),
        target_percent=draw(st.sampled_from([None, 60])),
        not_counted=draw(st.sampled_from([(), (COMPLAINT,)])),
        citation=a_citation(),
    )
    return cap, joint


def rules(cap: FrequencyVersion, joint: JointVersion) -> ScheduleRules:
    """A bound, a rule on joint visits and every sort of paper."""
    needs = (
        Paper("filed", a_citation(), Timing("before", "start", 1, "working_days")),
        Paper("officers", a_citation()),
        Paper("listed", a_citation()),
        Paper("planned", a_citation()),
        Paper("licensed", a_citation()),
    )
    papers = PaperVersion(papers=needs, not_counted=(COMPLAINT,), citation=a_citation())
    return ScheduleRules(
        frequency=(FrequencyRule("cap", Text("上限"), (cap,)),),
        joint_visits=(JointRule("joint", Text("联合"), (joint,)),),
        papers=(PaperRule("papers", Text("手续"), (papers,)),),
        vocabulary=BOOK.vocabulary,
        rulebook=BOOK.ref,
        calendar=BOOK.calendar,
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], report_multiple_bugs=False)
@given(st.lists(visits(), max_size=9), st.lists(visits(), max_size=4), laws(), st.booleans())
def test_bulk_is_scalar(
    schedule: list[Inspection],
    history: list[Inspection],
    versions: tuple[FrequencyVersion, JointVersion],
    known: bool,
) -> None:
    """Every finding, its rows, its missing facts and the shares are the same."""
    law = rules(*versions)
    plan = [PlanEntry(enterprise="E1", matter="消防"), PlanEntry(agency="B")] if known else None
    matters = ["消防"] if known else None
    through = (date(2025, 1, 1), date(2026, 12, 31)) if known else None
    alone = check_schedule(
        schedule, law, matters=matters, plan=plan, history=history, through=through
    )
    bulk = judge_columns(
        columns_of(schedule), columns_of(history), law, Records(matters, plan), through
    )
    assert bulk.to_dict() == alone.to_dict()


def test_very_many_groups_are_numbered_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that would grow too large change nothing."""
    monkeypatch.setattr("bizenv.inspections.whole.bulk._LARGEST", 2)
    book = load_rulebook("cn-economic-inspections")
    schedule = [
        Inspection(start=date(2026, 3, n), enterprise=firm, agency=agency, domain="labour")
        for n, firm, agency in ((2, "E1", "A"), (9, "E1", "B"), (16, "E2", "A"), (23, "E1", "A"))
    ]
    alone = check_schedule(schedule, book.schedule).to_dict()
    assert judge_columns(columns_of(schedule), None, book.schedule, Records()).to_dict() == alone


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(strategies.inspections(), max_size=5), strategies.frequency_versions())
def test_bulk_counts_as_visit_by_visit(
    schedule: list[Inspection], version: FrequencyVersion
) -> None:
    """Any facts, any bound."""
    law = evolve(rules(version, JointVersion(days=3, citation=a_citation())), papers=())
    alone = check_schedule(schedule, law).to_dict()
    assert judge_columns(columns_of(schedule), None, law, Records()).to_dict() == alone
