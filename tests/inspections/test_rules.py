"""The judgement of one visit: outcome, findings, what is missing, when instead."""

from __future__ import annotations

import pickle
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv import Agency, Enterprise, load_rulebook
from bizenv.calendars.days.sets import EVERY_DAY, NO_DAY, MonthDays, Unsettled, Weekdays
from bizenv.inspections.quiet_periods import Approval, Duty, Scope, Situation
from bizenv.inspections.rules import check_inspection, outcome_of
from bizenv.inspections.situations import situation_of
from bizenv.inspections.values import Inspection, InspectionOutcome
from bizenv.kernel.errors import RecordError
from bizenv.kernel.legal import Validity
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Severity, Timing
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import (
    a_citation,
    a_ground,
    a_quiet_period,
    a_quiet_version,
    a_rulebook,
    a_source,
    an_inspection,
)
from bizenv.testing.strategies import inspections, rulebooks

QINGYUAN = load_rulebook("cn-jx-qingyuan")


def book(**changes: object) -> Rulebook:
    """A rulebook of one quiet version, days 1 to 22 unless changed."""
    return a_rulebook(a_quiet_period(a_quiet_version(**changes)))


# --- the seed's own vectors (facts 1.8) --------------------------------------


@pytest.mark.parametrize(
    ("visit", "outcome"),
    [
        ({"start": date(2023, 6, 1), "kind": "routine", "domain": "none"}, "forbidden"),
        ({"start": date(2023, 6, 22), "kind": "routine", "domain": "none"}, "forbidden"),
        ({"start": date(2023, 6, 23), "kind": "routine"}, "allowed"),
        ({"start": date(2023, 6, 30), "kind": "routine"}, "allowed"),
        ({"start": date(2024, 2, 29), "kind": "routine"}, "allowed"),
        ({"start": date(2023, 6, 15), "domain": "work-safety"}, "exempt"),
        ({"start": date(2023, 6, 15), "trigger": "complaint"}, "exempt"),
        ({"start": date(2023, 6, 15), "trigger": "superior-assigned"}, "exempt"),
        ({"start": date(2023, 6, 15), "domain": "tax", "trigger": "none"}, "forbidden"),
        ({"start": date(2023, 6, 15), "domain": "labour", "trigger": "none"}, "forbidden"),
        (
            {
                "start": date(2023, 6, 21),
                "end": date(2023, 6, 24),
                "kind": "routine",
                "domain": "none",
            },
            "forbidden",
        ),
    ],
)
def test_the_vectors_of_the_report(visit: dict[str, object], outcome: str) -> None:
    """Qingyuan's sentence, day by day and ground by ground."""
    assert outcome == QINGYUAN.check(Inspection(**visit)).outcome


def test_each_day_of_a_visit_is_judged() -> None:
    """Of 21 to 24 June the 21st and 22nd are quiet, the 23rd and 24th are not."""
    visit = an_inspection(start=date(2023, 6, 21), end=date(2023, 6, 24))
    verdict = QINGYUAN.check(visit)
    assert (date(2023, 6, 21), date(2023, 6, 22)) == verdict.quiet_days
    assert date(2023, 6, 23) == verdict.next_allowed


def test_a_long_visit_has_all_its_quiet_days_and_says_how_many_more() -> None:
    """Twenty-two days of June; ten are written out, twelve are counted."""
    visit = an_inspection(start=date(2023, 6, 1), end=date(2023, 6, 25))
    verdict = QINGYUAN.check(visit)
    assert tuple(date(2023, 6, day) for day in range(1, 23)) == verdict.quiet_days
    shown = [f"2023-06-{day:02}" for day in range(1, 11)]
    assert f"其中的安静日：{'、'.join(shown)}，另有 12 天" == verdict.extra_lines("zh")[0]
    assert f"Quiet days of the visit: {', '.join(shown)} and 12 more" in verdict.explain("en")
    ten = QINGYUAN.check(evolve(visit, end=date(2023, 6, 10))).extra_lines("zh")
    assert [f"其中的安静日：{'、'.join(shown)}"] == ten[:1]


def test_the_words_of_a_breach() -> None:
    """The message says which rule, which days, how strictly, by which document."""
    visit = an_inspection(start=date(2023, 7, 3), agency="区税务局", enterprise="甲公司")
    verdict = QINGYUAN.check(visit)
    assert (
        "结论：不得检查。2023-07-03 区税务局 → 甲公司\n"
        "- 检查日在企业安静期（每月 1–22 日）内，没有例外情形，原则上不得进行行政检查。"
        " [in-quiet-period]\n"
        "  依据：《关于落实区人大常委会优化营商环境工作审议意见情况的报告》"
        "（2023-06-29，据报道）：“原则上”\n"
        "最近的可检查日：2023-07-23\n"
        f"规则库：{QINGYUAN.ref}"
    ) == verdict.explain("zh", checks=False)
    assert (
        "Verdict: forbidden. 2023-07-03 区税务局 → 甲公司\n"
        "- The visit lies in the enterprise quiet period (days 1–22 of every month) and no "
        "exemption holds: forbidden in principle (inspection). [in-quiet-period]\n"
        "  By: 《关于落实区人大常委会优化营商环境工作审议意见情况的报告》"
        ' (2023-06-29, as reported): "原则上"\n'
        "Next allowed day: 2023-07-23\n"
        f"Rulebook: {QINGYUAN.ref}"
    ) == verdict.explain("en", checks=False)


# --- the order of judgement -------------------------------------------------


def test_an_act_that_is_not_regulated_is_no_inspection() -> None:
    """A rule on inspections says nothing of research visits."""
    verdict = book().check(an_inspection(act="research-visit"))
    assert InspectionOutcome.NOT_AN_INSPECTION is verdict.outcome
    assert ("not-an-inspection",) == verdict.codes
    assert "这次入企不属于企业安静期所说的检查：其他行为。" == verdict.findings[0].message("zh")


def test_a_ground_that_is_no_inspection_comes_first() -> None:
    """Who is asked in by the enterprise inspects nothing, quiet day or not."""
    asked = a_ground("asked", triggers=["enterprise-request"], citation=a_citation("第五条"))
    rules = book(not_inspections=(asked,))
    for day in (15, 25):
        verdict = rules.check(
            an_inspection(start=date(2024, 3, day), trigger="enterprise-request", kind="case")
        )
        assert "not-an-inspection" == verdict.outcome
        assert "《示例办法》第五条" == verdict.clause


def test_outside_the_window_the_rest_need_not_be_known() -> None:
    """On the 23rd nothing that is missing matters."""
    verdict = book().check(Inspection(start=date(2024, 3, 23)))
    assert ("allowed", ("outside-quiet-period",), ()) == (
        verdict.outcome,
        verdict.codes,
        verdict.missing,
    )


def test_out_of_scope_is_allowed_and_says_so() -> None:
    """A rule for development zones leaves a firm outside them alone."""
    rules = book(scope=Scope(zones=["development-zone"]))
    outside = an_inspection(enterprise=None, circumstances={})
    assert ("zone",) == rules.check(outside).missing
    visit = an_inspection(enterprise=Enterprise("E1", zones="none"))
    assert ("out-of-scope",) == rules.check(visit).codes
    visit = an_inspection(enterprise=Enterprise("E1", zones="development-zone"))
    assert "forbidden" == rules.check(visit).outcome


def test_an_excluded_class_is_out_of_scope() -> None:
    """What a document leaves out is not protected by it."""
    rules = book(scope=Scope(exclude_classes=["disorderly-polluting"]))
    visit = an_inspection(enterprise=Enterprise("E1", classes="disorderly-polluting"))
    assert "allowed" == rules.check(visit).outcome
    visit = an_inspection(enterprise=Enterprise("E1", classes="small-micro"))
    assert "forbidden" == rules.check(visit).outcome
    assert ("enterprise_class",) == rules.check(an_inspection()).missing


def test_agencies_of_other_levels_are_out_of_scope() -> None:
    """A county's rule binds county agencies."""
    rules = book(scope=Scope(agency_levels=["county"]))
    assert "allowed" == rules.check(an_inspection(agency=Agency("厅", "province"))).outcome
    assert "forbidden" == rules.check(an_inspection(agency=Agency("局", "县级"))).outcome
    assert ("agency_level",) == rules.check(an_inspection()).missing


def test_every_exemption_that_holds_is_told_not_only_the_first() -> None:
    """A complaint in an exempt field is exempt twice."""
    rules = book(exemptions=(a_ground("complaint"), a_ground("safety", domains=["work-safety"])))
    verdict = rules.check(an_inspection(trigger="complaint", kind="case", domain="work-safety"))
    told = [finding.facts["exemption"].zh for finding in verdict.findings]
    assert ("exempt", ["complaint", "safety"]) == (verdict.outcome, told)


def test_exemptions_that_hold_are_those_of_versions_in_force() -> None:
    """Before the first day nothing holds, although the complaint is one."""
    visit = an_inspection(trigger="complaint", kind="case")
    assert ["complaint"] == [ground.id for ground in book().inspections.held(visit)]
    early = evolve(visit, start=date(2023, 3, 15), end=date(2023, 3, 15))
    assert () == book().inspections.held(early)


def test_what_kept_each_exemption_out_is_told() -> None:
    """The checks name the condition that failed, with the value read and the value asked."""
    lines = "\n".join(
        line for check in book().check(an_inspection()).checks for line in check.lines("zh")
    )
    assert "[否] 检查起因：实际 无；要求 投诉举报" in lines


def test_an_approval_lifts_the_ban_where_the_rule_admits_one() -> None:
    """Approved, not approved, not known: allowed, forbidden, undetermined."""
    rules = book(approval=Approval(a_citation("第三条"), Text("县政府", "county government")))
    outcomes = {
        True: ("allowed", ("approved",)),
        date(2024, 3, 1): ("allowed", ("approved",)),
        False: ("forbidden", ("in-quiet-period",)),
        None: ("undetermined", ("facts-missing",)),
    }
    for approved, expected in outcomes.items():
        verdict = rules.check(an_inspection(approved=approved))
        assert expected == (verdict.outcome, verdict.codes)
    assert ("approved",) == rules.check(an_inspection()).missing


def test_an_approval_means_nothing_where_the_rule_admits_none() -> None:
    """Qingyuan's report knows no approval."""
    visit = an_inspection(start=date(2023, 7, 3), approved=True)
    assert "forbidden" == QINGYUAN.check(visit).outcome


def test_a_verdict_quotes_the_reason_of_a_catch_all_claim() -> None:
    """The review has it before it; without one it is told to be missing."""
    rules = book(exemptions=(a_ground("x", triggers=["other-necessary"], catch_all=True),))
    visit = an_inspection(trigger="other-necessary", kind="special")
    told = [rules.check(each).findings[0] for each in (visit, evolve(visit, reason="设备复验"))]
    assert [None, "设备复验"] == [finding.facts["reason"] for finding in told]
    assert told[0].message("en").endswith("and it is missing (reason).")
    assert told[1].message("zh").endswith("须审核；记录的理由是“设备复验”。")


def test_a_catch_all_is_reviewed_and_never_exempts() -> None:
    """Who claims the open end of the list must give a reason, and a person decides."""
    ground = a_ground("others", triggers=["other-necessary"], catch_all=True)
    verdict = book(exemptions=(a_ground(), ground)).check(
        an_inspection(trigger="other-necessary", kind="special")
    )
    assert ("needs-review", ("catch-all-claimed",)) == (verdict.outcome, verdict.codes)
    assert Severity.REVIEW is verdict.findings[0].severity


def test_a_broad_word_leaves_a_narrow_exemption_open() -> None:
    """Ecology may be a key pollution source; a key pollution source is ecology."""
    narrow = book(exemptions=(a_ground("source", domains=["key-pollution-source"]),))
    visit = an_inspection(domain="eco-environment")
    assert ("undetermined", ("domain",)) == (
        narrow.check(visit).outcome,
        narrow.check(visit).missing,
    )
    wide = book(exemptions=(a_ground("ecology", domains=["eco-environment"]),))
    assert "exempt" == wide.check(an_inspection(domain="key-pollution-source")).outcome


def test_the_deploying_level_is_a_threshold() -> None:
    """A campaign of the city or above: the city counts, the county does not."""
    ground = a_ground("campaign", triggers=["special-campaign"], least_level="city")
    rules = book(exemptions=(ground,))
    expected = {"central": "exempt", "city": "exempt", "county": "forbidden", None: "undetermined"}
    for level, outcome in expected.items():
        visit = an_inspection(trigger="special-campaign", kind=None, deploying_level=level)
        assert outcome == rules.check(visit).outcome


def test_circumstances_are_asked_one_by_one() -> None:
    """A complaint that must also be serious: yes, no, not known."""
    rules = book(exemptions=(a_ground(triggers=["complaint"], circumstances=("serious",)),))
    expected = {True: "exempt", False: "forbidden", None: "undetermined"}
    for known, outcome in expected.items():
        circumstances = {} if known is None else {"serious": known}
        visit = an_inspection(trigger="complaint", kind="case", circumstances=circumstances)
        assert outcome == rules.check(visit).outcome
    visit = an_inspection(trigger="complaint", kind="case")
    assert ("serious",) == rules.check(visit).missing


def test_a_failed_conjunction_asks_for_nothing_more() -> None:
    """No complaint: whether it was serious does not matter."""
    rules = book(exemptions=(a_ground(triggers=["complaint"], circumstances=("serious",)),))
    assert ((), "forbidden") == (
        rules.check(an_inspection()).missing,
        rules.check(an_inspection()).outcome,
    )


def test_a_routine_inspection_has_no_complaint_behind_it() -> None:
    """By definition; what the record itself states is never overruled."""
    assert "forbidden" == book().check(an_inspection(trigger=None)).outcome
    assert "exempt" == book().check(an_inspection(trigger="complaint")).outcome


# --- time -------------------------------------------------------------------


def test_the_version_is_chosen_by_the_day() -> None:
    """Days 1 to 10 until 2023, days 1 to 22 from 2024: both sides of the edge."""
    old = a_quiet_version(
        validity=Validity(date(2020, 1, 1), date(2020, 1, 1), date(2023, 12, 31)),
        window=MonthDays(1, 10),
    )
    rules = a_rulebook(a_quiet_period(old, a_quiet_version()))
    outcomes = {
        date(2019, 12, 31): "allowed",
        date(2020, 1, 1): "forbidden",
        date(2023, 12, 10): "forbidden",
        date(2023, 12, 11): "allowed",
        date(2024, 1, 11): "forbidden",
        date(2024, 1, 23): "allowed",
    }
    for day, outcome in outcomes.items():
        assert outcome == rules.check(an_inspection(start=day)).outcome, day
    assert date(2024, 1, 23) == rules.check(an_inspection(start=date(2024, 1, 11))).next_allowed
    over_the_edge = an_inspection(start=date(2023, 12, 30), end=date(2024, 1, 2))
    told = rules.check(over_the_edge)
    assert "example/quiet-days@2024-01-01" == told.rule
    assert ("in-quiet-period",) == told.codes


def test_no_version_in_force_is_told() -> None:
    """Before the first day there is no rule, and the verdict says so."""
    verdict = book().check(an_inspection(start=date(2023, 12, 15)))
    assert ("allowed", ("not-in-force",)) == (verdict.outcome, verdict.codes)


def test_a_first_day_known_by_the_month_leaves_that_month_open() -> None:
    """In force since some day of March 2024."""
    rules = book(validity=Validity(date(2024, 3, 1), date(2024, 3, 31)))
    outcomes = {
        date(2024, 2, 15): ("allowed", ()),
        date(2024, 3, 15): ("undetermined", ("in_force",)),
        date(2024, 4, 15): ("forbidden", ()),
    }
    for day, expected in outcomes.items():
        verdict = rules.check(an_inspection(start=day))
        assert expected == (verdict.outcome, verdict.missing)
    exempt = rules.check(an_inspection(start=date(2024, 3, 15), trigger="complaint"))
    assert "exempt" == exempt.outcome
    assert "可能在" in exempt.findings[0].message("zh")


def test_a_first_day_that_is_not_stated_is_taken_as_in_force_and_told() -> None:
    """The note stands on days before a report, where the rule binds or excuses."""
    report = a_source(attestation="reported")
    unstated = {"validity": Validity(), "citation": a_citation(source=report)}
    rules = book(**unstated)
    before, after = date(2023, 3, 15), date(2024, 3, 15)
    assert ("in-quiet-period", "start-unstated") == rules.check(an_inspection(start=before)).codes
    assert ("in-quiet-period",) == rules.check(an_inspection(start=after)).codes
    assert ("not-an-inspection",) == rules.check(
        an_inspection(start=before, act="research-visit")
    ).codes
    no_date = book(validity=Validity(), citation=a_citation(source=a_source(issued=None)))
    assert "start-unstated" in no_date.check(an_inspection(start=after)).codes
    told = no_date.check(an_inspection()).findings[1].message("zh")
    assert "没有见到文件日期和施行日期，这里按已经施行判断。" == told


@pytest.mark.parametrize("attestation", ["official", "mirror"])
def test_before_a_document_that_was_read_it_is_not_known_whether_it_holds(attestation: str) -> None:
    """Nobody has said that a rule was in force before it was made."""
    cited = a_citation(source=a_source(attestation=attestation))  # issued on 2024-01-01
    rules = book(validity=Validity(), citation=cited)
    found = {
        day: rules.check(an_inspection(start=day, trigger="none", kind="special"))
        for day in (date(2023, 12, 15), date(2024, 1, 1), date(2023, 12, 28))
    }
    assert ["undetermined", "forbidden", "allowed"] == [v.outcome for v in found.values()]
    assert ("in_force",) == found[date(2023, 12, 15)].missing


def test_days_that_the_document_leaves_open_are_undetermined() -> None:
    """Before the 20th: nobody knows of the 20th."""
    window = MonthDays(1, 19) | Unsettled(MonthDays(20, 20), Text("边界不明", "open"))
    rules = book(window=window)
    outcomes = {19: ("forbidden", ()), 20: ("undetermined", ("window",)), 21: ("allowed", ())}
    for day, expected in outcomes.items():
        verdict = rules.check(an_inspection(start=date(2024, 3, day)))
        assert expected == (verdict.outcome, verdict.missing)


def test_the_next_allowed_day_fits_the_whole_visit() -> None:
    """Nine days never fit into the eight or fewer free ones after the 22nd of a short month."""
    nine = an_inspection(start=date(2024, 3, 10), end=date(2024, 3, 18))
    assert date(2024, 3, 23) == book().check(nine).next_allowed
    ten = an_inspection(start=date(2024, 3, 10), end=date(2024, 3, 19))
    assert book().check(ten).next_allowed is None


def test_a_rule_that_frees_no_day_has_no_next_day() -> None:
    """Two years are searched, no more."""
    assert book(window=EVERY_DAY).check(an_inspection()).next_allowed is None
    last = an_inspection(start=date(9999, 12, 20))
    assert date(9999, 12, 23) == book().check(last).next_allowed
    very_last = an_inspection(start=date(9999, 12, 31))
    assert book(window=EVERY_DAY).check(very_last).next_allowed is None


def test_a_rule_that_bars_no_day_allows_everything() -> None:
    """An empty window is no ban."""
    assert "allowed" == book(window=NO_DAY).check(an_inspection()).outcome


# --- several rules ----------------------------------------------------------


def test_of_two_quiet_periods_the_stricter_stands_and_both_are_told() -> None:
    """The city bars Mondays, the county days 1 to 22."""
    city = a_quiet_period(a_quiet_version(window=Weekdays("mon")), id="mondays")
    both = a_rulebook(a_quiet_period(), city)
    monday_free, tuesday_free = date(2024, 3, 25), date(2024, 3, 26)
    verdict = both.check(an_inspection(start=monday_free))
    assert "forbidden" == verdict.outcome
    assert ("outside-quiet-period", "in-quiet-period") == verdict.codes
    assert "example/mondays@2024-01-01" == verdict.rule
    assert tuesday_free == verdict.next_allowed
    assert "allowed" == both.check(an_inspection(start=tuesday_free)).outcome


def test_one_rule_that_forbids_settles_it_whatever_another_lacks() -> None:
    """What is missing for a weaker rule is not asked for."""
    asks = a_quiet_period(a_quiet_version(approval=Approval(a_citation())), id="asks")
    verdict = a_rulebook(a_quiet_period(), asks).check(an_inspection())
    assert ("forbidden", ()) == (verdict.outcome, verdict.missing)


def test_duties_follow_the_situation() -> None:
    """Exempt visits are filed afterwards; the record shows whether it was done."""
    duty = Duty(
        "file",
        Text("备案", "file"),
        (Situation.EXEMPT,),
        a_citation("第六条"),
        by=Text("检查机关", "the agency"),
        to=Text("司法局", "justice bureau"),
        timing=Timing("after", "end", 3, "working_days"),
        evidence="filed",
    )
    rules = book(duties=(duty,))
    visit = an_inspection(trigger="complaint", kind="case")
    (told,) = rules.check(visit).obligations
    assert told.message("zh") == (
        "备案，由检查机关办理，向司法局提出，时限：检查结束后 3 个工作日，最迟 2024-03-20"
    )
    assert told.message("en") == (
        "file, by the agency, to justice bureau, 3 working days after the end, "
        "no later than 2024-03-20"
    )
    assert Truth.UNKNOWN is told.done
    for filed, done in ((date(2024, 3, 16), Truth.YES), (True, Truth.YES), (False, Truth.NO)):
        (told,) = rules.check(evolve(visit, filed=filed)).obligations
        assert done is told.done
    assert () == rules.check(an_inspection()).obligations


def test_a_visit_that_is_lawful_either_way_says_what_its_duties_hang_on() -> None:
    """Exempt if it is covered at all: the duties are told, and that they may not bind."""
    duty = Duty("file", Text("备案", "file"), (Situation.EXEMPT,), a_citation("第六条"))
    rules = book(scope=Scope(agency_levels=["county"]), duties=(duty,))
    verdict = rules.check(an_inspection(trigger="complaint", kind="case"))
    assert ("exempt", ("exempt", "lawful-either-way"), ()) == (
        verdict.outcome,
        verdict.codes,
        verdict.missing,
    )
    assert (
        "It may go ahead whatever agency level may be (allowed or exempt); "
        "the duties of either case are told."
    ) == verdict.findings[1].message("en")


def test_duties_of_each_lawful_way_are_told() -> None:
    """Approved, and perhaps exempt: what an exempt visit must file may be due as well."""
    filing = Duty("file", Text("备案", "file"), (Situation.EXEMPT,), a_citation("第六条"))
    report = Duty("report", Text("报告", "report"), (Situation.APPROVED,), a_citation("第七条"))
    rules = book(approval=Approval(a_citation()), duties=(filing, report))
    visit = an_inspection(kind=None, trigger=None, approved=True)
    verdict = rules.check(visit)
    assert ("allowed", ("approved", "lawful-either-way")) == (verdict.outcome, verdict.codes)
    assert ["file", "report"] == [duty.code for duty in verdict.obligations]
    settled = rules.check(evolve(visit, trigger="none"))
    assert ["report"] == [duty.code for duty in settled.obligations]


def test_quiet_days_of_every_version_are_told() -> None:
    """Days 30 and 31 until 2023, exempt; days 1 and 2 from 2024, forbidden."""
    old = a_quiet_version(
        validity=Validity(date(2020, 1, 1), date(2020, 1, 1), date(2023, 12, 31)),
        window=MonthDays(30, 31),
        exemptions=(a_ground("tax", domains=["tax"]),),
    )
    rules = a_rulebook(a_quiet_period(old, a_quiet_version(window=MonthDays(1, 2))))
    visit = an_inspection(start=date(2023, 12, 29), end=date(2024, 1, 3), domain="tax")
    verdict = rules.check(visit)
    assert "forbidden" == verdict.outcome
    quiet = [date(2023, 12, 30), date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 2)]
    assert tuple(quiet) == verdict.quiet_days


# --- unusable records -------------------------------------------------------


def test_a_word_in_no_list_is_refused_with_the_nearest_one() -> None:
    """The verdict is never a guess at what was meant."""
    with pytest.raises(RecordError) as caught:
        book().check(an_inspection(trigger="complaimt", domain=["taxx", "work-safety"]))
    assert (
        "domain: got 'taxx', expected a known domain [unknown-term] "
        "Hint: did you mean 'tax'?\n"
        "trigger: got 'complaimt', expected a known trigger [unknown-term] "
        "Hint: did you mean 'complaint'?"
    ) == str(caught.value)
    zh = "读到 'taxx'，应为已知的检查领域 [unknown-term] 提示：是否为 'tax'？"
    assert zh in caught.value.say("zh")
    with pytest.raises(RecordError) as again:
        outcome_of(an_inspection(trigger="complaimt", domain=["taxx"]), book().inspections)
    assert ("domain", "trigger") == tuple(p.place.field for p in again.value.problems)


def test_a_word_in_no_list_is_refused_where_no_rule_asks_for_it_too() -> None:
    """A typo in the zone is a typo, although no version asks for the zone."""
    visit = an_inspection(enterprise=Enterprise("E1", zones="development-zome"))
    assert "zone" not in book().inspections.asks
    for judge in (check_inspection, outcome_of):
        with pytest.raises(RecordError, match="zone: got 'development-zome'"):
            judge(visit, book().inspections)


def test_words_are_understood_in_chinese_too() -> None:
    """投诉举报 is a complaint."""
    assert "exempt" == book().check(an_inspection(trigger="投诉举报", kind="个案")).outcome


def test_unknown_circumstances_are_refused() -> None:
    """A circumstance of no vocabulary settles nothing."""
    with pytest.raises(RecordError, match="circumstances: got 'colour'"):
        book().check(an_inspection(circumstances={"colour": True}))


# --- properties -------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(rulebooks(), st.lists(inspections(), min_size=2, max_size=12))
def test_what_was_judged_before_changes_nothing(b: Rulebook, visits: list[Inspection]) -> None:
    """Answers shared with like visits are those that each visit gets alone."""
    rules = b.inspections
    for visit in (*visits, *visits):
        alone = evolve(rules)
        assert check_inspection(visit, alone) == check_inspection(visit, rules)
        assert outcome_of(visit, evolve(rules)) is outcome_of(visit, rules)


@settings(max_examples=100, deadline=None)
@given(rulebooks(), inspections())
def test_the_outcome_alone_is_the_outcome_of_the_verdict(b: Rulebook, visit: Inspection) -> None:
    """The fast path is the same judgement."""
    assert outcome_of(visit, b.inspections) is b.check(visit).outcome


@settings(max_examples=100, deadline=None)
@given(rulebooks(), inspections())
def test_a_verdict_hangs_together(b: Rulebook, visit: Inspection) -> None:
    """Undetermined has missing facts and no duties; forbidden has a breach; each has a reason."""
    verdict = b.check(visit)
    undetermined = verdict.outcome is InspectionOutcome.UNDETERMINED
    assert undetermined is bool(verdict.missing)
    assert (verdict.outcome is InspectionOutcome.FORBIDDEN) is bool(verdict.breaches)
    assert verdict.findings
    assert verdict.explain("zh")
    assert verdict.explain("en")
    assert verdict.to_dict()["outcome"] == verdict.outcome.value
    if verdict.outcome.lawful:
        assert verdict.next_allowed is None


@settings(max_examples=100, deadline=None)
@given(rulebooks(), inspections(max_days=4))
def test_the_next_allowed_day_is_one_and_the_first(b: Rulebook, visit: Inspection) -> None:
    """Moved there the visit is lawful; on no day before it is it surely so."""
    verdict = b.check(visit)
    if verdict.next_allowed is None:
        return

    def moved(to: date) -> InspectionOutcome:
        return b.check(evolve(visit, start=to, end=to + (visit.end - visit.start))).outcome

    assert moved(verdict.next_allowed).lawful
    day = visit.start + timedelta(days=1)
    while day < verdict.next_allowed:
        assert not moved(day).lawful
        day += timedelta(days=1)


_FACTS = ("kind", "domain", "trigger", "deploying_level")


@settings(max_examples=150, deadline=None)
@given(rulebooks(), inspections(), st.data())
def test_a_known_fact_more_never_turns_lawful_into_unlawful(
    b: Rulebook, visit: Inspection, data: st.DataObject
) -> None:
    """What is settled stays settled: facts only decide what was open."""
    before = b.check(visit).outcome
    vocabulary = base_vocabulary()
    open_facts = [name for name in _FACTS if getattr(visit, name) is None]
    if not open_facts:
        return
    name = data.draw(st.sampled_from(open_facts))
    axis = "level" if name == "deploying_level" else name
    if name == "kind" and visit.trigger is not None:
        return  # a trigger may have settled the kind, which a stated kind overrules
    if name == "trigger" and visit.kind is not None:
        return  # the same the other way round
    code = data.draw(st.sampled_from(vocabulary[axis].codes))
    after = b.check(evolve(visit, **{name: code})).outcome
    if before.lawful:
        assert after.lawful
    if before is InspectionOutcome.FORBIDDEN:
        assert after is InspectionOutcome.FORBIDDEN


@settings(max_examples=50, deadline=None)
@given(inspections())
def test_equal_situations_on_equal_days_are_judged_alike(visit: Inspection) -> None:
    """Who is visited and why it was written down does not change the outcome."""
    other = evolve(visit, id="other", reason="reason", matter="matter")
    assert situation_of(visit) == situation_of(other)
    assert QINGYUAN.check(visit).outcome is QINGYUAN.check(other).outcome


def test_rules_pickle_without_what_they_remember() -> None:
    """Rules travel to other processes and judge there alike."""
    b = book()
    b.check(an_inspection())
    copy = pickle.loads(pickle.dumps(b.inspections))  # noqa: S301 - our own bytes
    assert b.inspections == copy
    verdict = check_inspection(an_inspection(), copy)
    assert b.check(an_inspection()) == verdict
    assert verdict == pickle.loads(pickle.dumps(verdict))  # noqa: S301 - the same
