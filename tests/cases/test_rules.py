"""The judgement of a case."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases.closure import ClosureRule
from bizenv.cases.rules import CaseOutcome, CaseRules, CaseVerdict, check_case
from bizenv.cases.service_levels import Promise, YellowLight
from bizenv.cases.stages import Stage
from bizenv.cases.values import Case, Event, UnreadEvent
from bizenv.kernel.errors import NoTruthError, UsageError
from bizenv.kernel.legal import Validity
from bizenv.kernel.problems import Problem
from bizenv.testing import a_citation, a_source
from bizenv.testing.cases import a_case, a_promise, an_event, case_rules, cases

RULES = case_rules(
    a_promise("reply", yellow=YellowLight(0.9), pauses="hearing"),
    a_promise("follow-up", "5 working days"),
    closure=[
        ClosureRule("reply", "closing", citation=a_citation("第十条")),
        ClosureRule("measure", "closing", kinds="systemic", citation=a_citation("第十一条")),
        ClosureRule("follow-up", "writing-off", citation=a_citation("第十二条")),
    ],
)
# A case of these kinds of events has one a day from Thursday 15 June 2023 on: assigned on the
# 16th, the reply is due on the 21st.


def june(day: int) -> date:
    return date(2023, 6, day)


def check(*kinds: str, day: int = 20, kind: str | None = "individual", **facts: Any) -> CaseVerdict:
    return check_case(a_case(*kinds, kind=kind, **facts), RULES, june(day))


REPLIED = ("received", "assigned", "replied")


@pytest.mark.parametrize(
    ("kinds", "day", "outcome"),
    [
        (["received"], 20, "not-closable"),
        (["received", "assigned"], 20, "not-closable"),
        (["received", "assigned"], 21, "not-closable"),  # the due day itself is in time
        (["received", "assigned"], 25, "overdue"),
        (REPLIED, 20, "closable"),
        (REPLIED, 30, "closable"),
        ([*REPLIED, "closed"], 20, "not-to-be-written-off"),
        ([*REPLIED, "closed"], 30, "overdue"),  # nobody asked the enterprise in time
        ([*REPLIED, "closed", "written-off"], 30, "ended"),
        (["received", "assigned", "withdrawn"], 30, "ended"),
        (["received", "assigned", "merged"], 30, "ended"),
        (["received", "not-accepted"], 30, "ended"),
    ],
)
def test_a_case_is_closable_or_not_or_overdue_or_ended(
    kinds: list[str], day: int, outcome: str
) -> None:
    assert check(*kinds, day=day).outcome == outcome


def test_a_satisfied_enterprise_lets_the_case_be_written_off() -> None:
    case = a_case(*REPLIED, "closed", kind="individual")
    case = case.plus(an_event("followed-up", 20, grade="satisfied"))
    verdict = check_case(case, RULES, june(20))
    assert verdict.outcome is CaseOutcome.MAY_BE_WRITTEN_OFF
    assert verdict.obligations == ()
    assert verdict.findings == ()


def test_a_dissatisfied_enterprise_does_not() -> None:
    case = a_case(*REPLIED, "closed", kind="individual")
    case = case.plus(an_event("followed-up", 20, grade="dissatisfied"))
    verdict = check_case(case, RULES, june(20))
    assert verdict.outcome is CaseOutcome.NOT_TO_BE_WRITTEN_OFF
    again = check_case(case.plus(an_event("re-handled", 21)), RULES, june(21))
    assert again.outcome is CaseOutcome.NOT_CLOSABLE


def test_an_unknown_kind_leaves_open_what_is_needed() -> None:
    verdict = check(*REPLIED, kind=None)
    assert verdict.outcome is CaseOutcome.UNDETERMINED
    assert verdict.missing == ("kind",)
    assert check(*REPLIED, kind="systemic").outcome is CaseOutcome.NOT_CLOSABLE


def test_a_clock_that_cannot_be_read_leaves_the_case_open() -> None:
    case = a_case("received").plus(Event("assigned"))
    verdict = check_case(case, RULES, june(20))
    assert (verdict.outcome, verdict.missing) == (CaseOutcome.UNDETERMINED, ("time", "kind"))
    done = check_case(a_case("received", "replied", kind="individual"), RULES, june(20))
    assert done.outcome is CaseOutcome.CLOSABLE
    assert done.codes == ("promise-undetermined",)


def test_lateness_on_days_that_no_notice_arranges_is_not_sure() -> None:
    day = date(2029, 6, 15)
    case = Case("C1", kind="individual", events=[Event("received", day), Event("assigned", day)])
    verdict = check_case(case, RULES, date(2029, 7, 20))
    assert (verdict.outcome, verdict.missing) == (CaseOutcome.UNDETERMINED, ("calendar",))
    assert [(f.code, f.severity.value) for f in verdict.findings] == [
        ("promise-overdue", "unknown"),
        ("condition-missing", "note"),
    ]


def test_what_is_to_be_done_comes_with_its_day_and_its_agency() -> None:
    verdict = check("received", "assigned", lead="区住建局")
    assert [duty.message("en") for duty in verdict.obligations] == [
        "time to reply, by 区住建局, no later than 2023-06-21",
        "see to it that a reply was given",
    ]
    assert [duty.due for duty in verdict.obligations] == [june(21), None]


def test_a_paused_promise_has_no_day_and_comes_last() -> None:
    rules = case_rules(
        a_promise("reply", pauses=None),
        a_promise("resolve", "30 days"),
    )
    case = a_case("received", "assigned").plus(an_event("paused", 19))
    duties = check_case(case, rules, june(20)).obligations
    assert [(duty.code, duty.due) for duty in duties] == [
        ("resolve", date(2023, 7, 16)),
        ("reply", None),
    ]
    assert duties[1].message("zh") == "答复时限，正在暂停，恢复后再定期限"


def test_an_overdue_case_in_words() -> None:
    assert check("received", "assigned", day=26).explain("en") == (
        "Verdict: overdue. C1, assigned (as of 2023-06-26)\n"
        "- time to reply: due 2023-06-21, 2 working days late, not done. [promise-overdue]\n"
        "  By: 《示例办法》 (2024-01-01, official text) 第八条\n"
        "- For closing it lacks: a reply was given. [condition-missing]\n"
        "  By: 《示例办法》 (2024-01-01, official text) 第十条\n"
        "- time to reply: red, due 2023-06-21, 2 working days late\n"
        "- time to follow up: not started\n"
        "To be done:\n"
        "- time to reply, no later than 2023-06-21, overdue (《示例办法》第八条)\n"
        "- see to it that a reply was given (《示例办法》第十条)\n"
        "What was asked:\n"
        "  [no] everything that closing needs\n"
        "    [no] a reply was given\n"
        "Rulebook: example 1 (sha256:000000000000)"
    )


def test_a_verdict_is_plain_values_for_json() -> None:
    told = check(*REPLIED).to_dict()
    assert {name: told[name] for name in ("outcome", "case", "at", "stage", "closed")} == {
        "outcome": "closable",
        "case": "C1",
        "at": "2023-06-20",
        "stage": "answered",
        "closed": "no",
    }
    assert (told["solved"], told["satisfied"], told["written_off"]) == ("no", "unknown", "no")
    assert [clock["state"] for clock in told["clocks"]] == ["met", "not-started"]


def test_a_verdict_is_neither_true_nor_false() -> None:
    with pytest.raises(NoTruthError):
        bool(check("received"))


def test_what_comes_later_is_not_seen_and_is_told() -> None:
    """On the 16th nobody knew of the reply of the 17th."""
    verdict = check(*REPLIED, day=16)
    assert verdict.outcome is CaseOutcome.NOT_CLOSABLE
    assert verdict.codes[0] == "event-in-future"


def test_promises_that_nothing_can_time_are_refused_when_the_rules_are_made() -> None:
    with pytest.raises(UsageError) as told:
        case_rules(a_promise(period="2个工作小时"))
    assert str(told.value) == "promise 'reply': working hours need a clock"


def test_rules_can_be_sent_to_another_process() -> None:
    again: CaseRules = pickle.loads(pickle.dumps(RULES))  # noqa: S301 - our own
    case = a_case("received", "assigned")
    assert check_case(case, again, june(20)) == check_case(case, RULES, june(20))


def test_every_outcome_has_words_in_both_languages() -> None:
    assert all(each.text.zh and each.text.en for each in CaseOutcome)


@given(cases(timeless=True), st.integers(0, 30))
def test_every_case_gets_a_verdict_that_says_why(case: Case, days: int) -> None:
    """Whatever is recorded: an undetermined verdict names facts, and no other does."""
    at = june(15) + timedelta(days=days)
    verdict = check_case(case, RULES, at)
    assert bool(verdict.missing) is (verdict.outcome is CaseOutcome.UNDETERMINED)
    told = [finding.code for finding in verdict.findings]
    assert all(fault.code in told for fault in verdict.state.faults)
    assert all((verdict.explain("zh"), verdict.explain("en"), verdict.to_dict()))
    if verdict.outcome is CaseOutcome.OVERDUE:
        assert any(clock.state == "red" for clock in verdict.clocks)


@given(cases())
def test_a_case_that_ended_has_nothing_left_to_do(case: Case) -> None:
    last = max((e.time for e in case.events if isinstance(e.time, datetime)), default=None)
    if last is not None:
        verdict = check_case(case, RULES, last)
        assert verdict.outcome is not CaseOutcome.ENDED or verdict.obligations == ()


def test_of_a_case_nothing_happened_to_nothing_is_said() -> None:
    """It is not closable because no rule asks for anything; nobody knows of it at all."""
    for rules in (case_rules(), case_rules(a_promise())):
        verdict = check_case(Case("1"), rules, date(2023, 6, 30))
        assert verdict.outcome is CaseOutcome.UNDETERMINED
        assert (verdict.missing, verdict.obligations, verdict.checks) == (("received",), (), ())
    adrift = Case("1", events=[Event("resumed", date(2023, 6, 20))])
    verdict = check_case(adrift, case_rules(), date(2023, 6, 30))
    assert verdict.state.stage is Stage.REGISTERED  # a record that leaves the registration out
    unread = Case("1", unread=[UnreadEvent(None, (Problem("bad-time", "'x'", "a time"),))])
    assert check_case(unread, case_rules(), date(2023, 6, 30)).missing == ("events",)


UNDATED = Validity()


def first_day_told(case: Case, *promises: Promise, **rules: Any) -> list[str]:
    found = check_case(case, case_rules(*promises, **rules), date(2024, 2, 1)).findings
    return [f.message("en") for f in found if f.code == "start-unstated"]


def test_that_no_first_day_was_seen_is_told_of_requests_before_the_document() -> None:
    """Once for each document, and only of rules that bind the case."""
    promise = a_promise(validity=UNDATED)
    reply = ClosureRule("reply", "closing", validity=UNDATED, citation=a_citation())
    told = [
        "No first day was seen (the document: 2024-01-01), and the request came before it; the "
        "rule is taken as in force."
    ]
    assert first_day_told(a_case("received"), promise, closure=[reply]) == told
    assert first_day_told(a_case("received"), closure=[reply]) == told
    after = Case("1", events=[Event("received", date(2024, 1, 1))])
    assert first_day_told(after, promise, closure=[reply]) == []
    other = evolve(reply, kinds=["systemic"])
    assert first_day_told(a_case("received", kind="individual"), closure=[other]) == []
    assert first_day_told(a_case("assigned"), promise) == []
    assert first_day_told(Case("1"), promise) == []


def test_a_document_without_any_day_is_told_too() -> None:
    bare = a_citation(source=a_source(issued=None))
    rule = ClosureRule("reply", "closing", validity=UNDATED, citation=bare)
    assert first_day_told(a_case("received"), closure=[rule]) == [
        "Neither the document's date nor a first day was seen; the rule is taken as in force."
    ]
