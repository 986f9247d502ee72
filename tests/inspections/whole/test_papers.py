"""Papers: each need kept, broken, late or not known."""

from datetime import date
from typing import Any

import pytest

from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.inspections.values import Enterprise, Inspection
from bizenv.inspections.whole.papers import (
    Need,
    Paper,
    PaperRule,
    PaperVersion,
    PlanEntry,
    Records,
    paper_state,
)
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Timing
from bizenv.testing import a_citation

CN = work_calendar("CN")
DAY = date(2026, 3, 24)
TWO_BEFORE = Timing("before", "start", 2, "working_days")


def state(
    need: str, timing: Timing | None = None, records: Records | None = None, **facts: Any
) -> tuple[str, bool, tuple[str, ...]]:
    visit = Inspection(**{"start": DAY, **facts})
    found = paper_state(Paper(need, a_citation(), timing), visit, records or Records(), CN)
    return found.truth.value, found.late, tuple(map(str, found.missing))


@pytest.mark.parametrize(
    ("filed", "expected"),
    [
        (date(2026, 3, 20), ("yes", False, ())),
        (date(2026, 3, 23), ("no", True, ())),
        (False, ("no", False, ())),
        (True, ("unknown", False, ("filed_on",))),
        (None, ("unknown", False, ("filed",))),
    ],
)
def test_filing_two_working_days_ahead(filed: Any, expected: Any) -> None:
    assert state("filed", TWO_BEFORE, filed=filed) == expected


def test_what_has_no_time_is_kept_by_a_yes() -> None:
    assert state("noticed", noticed=True) == ("yes", False, ())
    assert state("approved", Timing("before", "start"), approved=True) == ("yes", False, ())


def test_a_year_without_a_holiday_notice_leaves_it_open() -> None:
    far = {"start": date(2031, 3, 24), "filed": date(2031, 3, 20)}
    assert state("filed", TWO_BEFORE, **far) == ("unknown", False, ("calendar",))


def test_the_published_list() -> None:
    listed = Records(matters=["有限空间 作业"])
    assert state("listed", records=listed, matter="有限空间作业") == ("yes", False, ())
    assert state("listed", records=listed, matter="慰问") == ("no", False, ())
    assert state("listed", records=listed) == ("unknown", False, ("matter",))
    assert state("listed", matter="慰问") == ("unknown", False, ("matters",))
    assert state("listed", circumstances={"on-list": True}) == ("yes", False, ())


def test_the_years_plan() -> None:
    firm = Enterprise("E1", "甲公司")
    plan = Records(
        plan=[
            PlanEntry(enterprise="甲 公司", matter="消防"),
            PlanEntry(agency="区应急局", first=date(2026, 4, 1), last=date(2026, 4, 30)),
        ]
    )
    april = {"start": date(2026, 4, 8), "enterprise": "E9"}
    assert state("planned", records=plan, enterprise=firm, matter="消防") == ("yes", False, ())
    assert state("planned", records=plan, enterprise=firm, matter="税务") == ("no", False, ())
    assert state("planned", records=plan, enterprise=firm)[2] == ("agency", "matter")
    assert state("planned", records=plan, agency="区应急局", **april) == ("yes", False, ())
    assert state("planned", records=plan, **april)[2] == ("agency", "matter")
    assert state("planned", records=plan)[2] == ("enterprise", "agency", "matter")
    assert state("planned") == ("unknown", False, ("plan",))
    assert state("planned", circumstances={"in-plan": False}) == ("no", False, ())


def test_two_officers_are_two_persons() -> None:
    assert state("officers", officers=("甲", "乙"))[0] == "yes"
    assert state("officers", officers=("甲", " 甲 "))[0] == "no"
    assert state("officers") == ("unknown", False, ("officers",))


def test_licences_and_recusal() -> None:
    assert state("licensed", circumstances={"officers-licensed": True})[0] == "yes"
    assert state("recused", circumstances={"officer-interested": True})[0] == "no"
    assert state("recused") == ("unknown", False, ("officer-interested",))


def test_needs_are_told_in_words() -> None:
    told = [
        Paper("officers", a_citation(), number=3).text.en,
        Paper("filed", a_citation(), TWO_BEFORE).text.zh,
        Paper("scanned", a_citation()).text.en,
    ]
    assert told == [
        "at least 3 officers",
        "备案（检查开始前 2 个工作日）",
        "entered by scan code",
    ]
    assert all(need.text.en for need in Need)


def test_a_rule_names_its_versions() -> None:
    version = PaperVersion(citation=a_citation(), papers=())
    assert PaperRule("p", Text("手续"), (version,), rulebook="cn-x").rule(version) == (
        "cn-x/p@unstated"
    )


def test_an_entry_says_only_what_it_says() -> None:
    assert PlanEntry().holds(Inspection(start=DAY)) is Truth.YES
    later = PlanEntry(first=date(2026, 4, 1)).holds(Inspection(start=DAY))
    assert later is Truth.NO
