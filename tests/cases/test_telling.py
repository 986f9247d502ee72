"""A case's verdict in words: each finding, with its whole message in both languages."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.cases.closure import ClosureRule
from bizenv.cases.rules import CaseRules, CaseVerdict, check_case
from bizenv.cases.service_levels import ExtensionRule, YellowLight
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Case, Event, UnreadEvent
from bizenv.kernel.problems import Problem
from bizenv.testing import a_citation
from bizenv.testing.cases import a_case, a_promise, an_event, case_rules

CLOSURE = [
    ClosureRule("reply", "closing", citation=a_citation("第十条")),
    ClosureRule("follow-up", "writing-off", citation=a_citation("第十二条")),
]
EXTENSION = ExtensionRule(
    by=Period(2, "working_day"),
    ask_before=Period(1, "working_day"),
    granted_by="区政府",
    citation=a_citation("第九条"),
)


def june(day: int) -> date:
    return date(2023, 6, day)


def said(verdict: CaseVerdict) -> list[tuple[str, str, str, str]]:
    return [(f.code, f.severity.value, f.message("zh"), f.message("en")) for f in verdict.findings]


def check(case: Case, rules: CaseRules, day: int = 20) -> list[tuple[str, str, str, str]]:
    return said(check_case(case, rules, june(day)))


def test_a_promise_that_is_due_soon() -> None:
    rules = case_rules(a_promise(yellow=YellowLight(0.9)))
    assert check(a_case("received", "assigned"), rules, 21) == [
        (
            "promise-due-soon",
            "note",
            "答复时限：2023-06-21 到期，已亮黄灯。",
            "time to reply: due 2023-06-21; the light is yellow.",
        )
    ]


def test_a_promise_that_is_overdue() -> None:
    assert check(a_case("received", "assigned"), case_rules(a_promise()), 25) == [
        (
            "promise-overdue",
            "breach",
            "答复时限：2023-06-21 到期，超期 1 个工作日，还没有完成。",
            "time to reply: due 2023-06-21, 1 working day late, not done.",
        )
    ]


def test_a_promise_that_was_missed() -> None:
    case = a_case("received", "assigned").plus(an_event("replied", 26))
    assert check(case, case_rules(a_promise()), 30) == [
        (
            "promise-missed",
            "breach",
            "答复时限：2023-06-21 到期，超期 2 个工作日。",
            "time to reply: due 2023-06-21, 2 working days late.",
        )
    ]


def test_a_promise_that_was_missed_after_close_of_business() -> None:
    hours = Clock(Hours({"mon-fri": "09:00-17:00"}, zone="Asia/Shanghai"), work_calendar("CN"))
    base = TimeBase(work_calendar("CN"), hours, "Asia/Shanghai")
    rules = case_rules(a_promise(period=Period(3, "working_day", end="close")), base=base)
    evening = datetime(2023, 6, 21, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
    case = a_case("received", "assigned").plus(Event("replied", evening))
    assert check(case, rules, 30) == [
        (
            "promise-missed",
            "breach",
            "答复时限：2023-06-21 到期，过了截止时刻。",
            "time to reply: due 2023-06-21, after the hour at which it ended.",
        )
    ]


def test_a_promise_that_cannot_be_timed() -> None:
    rules = case_rules(a_promise(kinds="systemic", channels="visit"))
    assert check(a_case("received", "assigned"), rules) == [
        (
            "promise-undetermined",
            "unknown",
            "答复：无法计时，取决于诉求类别、来源渠道。",
            "reply: it cannot be timed; that depends on kind of request, channel.",
        )
    ]


@pytest.mark.parametrize(
    ("extension", "expected"),
    [
        (
            an_event("extended", 26, by="区政府"),
            (
                "extension-after-expiry",
                "breach",
                "2023-06-26 的延期不算：2023-06-21 到期之前没有申请并批准。",
                "The extension of 2023-06-26 does not count: it was not asked for and granted "
                "before the expiry, 2023-06-21.",
            ),
        ),
        (
            an_event("extended", 21, by="区政府"),
            (
                "extension-asked-late",
                "breach",
                "2023-06-21 的延期不算：离 2023-06-21 到期太近才申请。",
                "The extension of 2023-06-21 does not count: it was asked for too close to the "
                "expiry, 2023-06-21.",
            ),
        ),
        (
            an_event("extended", 19, by="科员"),
            (
                "extension-not-granted",
                "breach",
                "2023-06-19 的延期不算：批准人无权批准，2023-06-21 到期。",
                "The extension of 2023-06-19 does not count: who granted it may not; it is due "
                "2023-06-21.",
            ),
        ),
        (
            an_event("extended", 19),
            (
                "extension-granter-unknown",
                "review",
                "2023-06-19 的延期没有写明由谁批准，暂按有效计算。",
                "The extension of 2023-06-19 does not say who granted it; it is taken as granted.",
            ),
        ),
        (
            an_event("extended", 19, by="区政府", period=Period(5, "working_day")),
            (
                "extension-too-long",
                "breach",
                "2023-06-19 的延期超过规定的最长时间，只按最长时间计算。",
                "The extension of 2023-06-19 is longer than may be granted; it counts for the "
                "most that may.",
            ),
        ),
    ],
)
def test_an_extension_that_does_not_count(
    extension: Event, expected: tuple[str, str, str, str]
) -> None:
    rules = case_rules(a_promise(extension=EXTENSION))
    verdict = check_case(a_case("received", "assigned").plus(extension), rules, june(26))
    found = {f.code: f for f in verdict.findings}[expected[0]]
    assert (found.code, found.severity.value, found.message("zh"), found.message("en")) == expected
    assert found.citation.locator == "第九条"


def test_an_extension_that_comes_too_often() -> None:
    rules = case_rules(a_promise(extension=EXTENSION))
    twice = [an_event("extended", day, by="区政府") for day in (19, 20)]
    assert check(a_case("received", "assigned").plus(*twice), rules) == [
        (
            "extension-too-often",
            "breach",
            "2023-06-20 的延期不算：延期次数已经用完，2023-06-26 到期。",
            "The extension of 2023-06-20 does not count: no more of them may be granted; it is "
            "due 2023-06-26.",
        )
    ]


def test_what_a_case_lacks_before_it_is_closed() -> None:
    assert check(a_case("received"), case_rules(closure=CLOSURE)) == [
        (
            "condition-missing",
            "note",
            "办结还缺：已经答复。",
            "For closing it lacks: a reply was given.",
        )
    ]


def test_what_a_case_lacked_when_it_was_closed_and_lacks_before_it_is_written_off() -> None:
    """The reply was never given; the follow-up may still be made."""
    assert [
        line[:3] for line in check(a_case("received", "closed"), case_rules(closure=CLOSURE))
    ] == [
        ("closed-too-early", "breach", "已经办结，但缺：已经答复。"),
        (
            "condition-missing",
            "note",
            "销号还缺：已经回访，满意或者基本满意，或者有规定的理由。",
        ),
    ]


def test_what_a_case_lacked_when_it_was_written_off() -> None:
    case = a_case("received", "replied", "closed", "written-off")
    assert check(case, case_rules(closure=CLOSURE)) == [
        (
            "written-off-too-early",
            "breach",
            "已经销号，但缺：已经回访，满意或者基本满意，或者有规定的理由。",
            "The step of writing off was taken, and this lacks: followed up: satisfied, basically "
            "satisfied, or a reason that the rule admits.",
        )
    ]


def test_a_condition_that_hangs_on_a_fact() -> None:
    case = a_case("received", "replied", "closed").plus(an_event("followed-up", 19))
    assert check(case, case_rules(closure=CLOSURE)) == [
        (
            "condition-unclear",
            "unknown",
            "销号的条件不清楚：已经回访，满意或者基本满意，或者有规定的理由，取决于满意度。",
            "For writing off it is not known whether this holds: followed up: satisfied, basically "
            "satisfied, or a reason that the rule admits; that depends on satisfaction.",
        )
    ]


def test_every_fault_of_the_record_is_a_finding() -> None:
    """Events, rows and the case itself; braces in them are words."""
    row = UnreadEvent(None, (Problem("bad-time", "'{soon}'", "a time"),))
    case = a_case(
        "received", "accepted", unread=[row], problems=[Problem("unknown-term", "'x'", "a")]
    )
    found = check(case.plus(an_event("return-refused", 18)), case_rules())
    assert [(code, severity) for code, severity, *_ in found] == [
        ("cannot-follow", "review"),
        ("bad-time", "review"),
        ("unknown-term", "review"),
    ]
    assert found[1][3] == "The record is at fault: got '{soon}', expected a time"
    assert found[1][2] == "记录有问题：读到 '{soon}'，应为 a time"


def test_a_due_day_that_may_move_says_so() -> None:
    """Days of the last week of the notified year may still change."""
    last = work_calendar("CN").known_through
    assert last is not None
    start = date(last.year, 12, 25)
    case = Case("C1", events=[Event("received", start), Event("assigned", start)])
    (duty,) = check_case(case, case_rules(a_promise(period="4 working days")), start).obligations
    assert duty.message("zh").endswith("所依据的日历暂定")
    assert duty.message("en").endswith("by a calendar that is provisional")


def test_a_promise_in_hours_tells_the_hour_at_which_it_is_due() -> None:
    """Late by less than a minute is late, and is told so."""
    office = Clock(Hours({"mon-fri": "09:00-17:00"}, zone="Asia/Shanghai"), work_calendar("CN"))
    base = TimeBase(work_calendar("CN"), office, "Asia/Shanghai")
    rules = case_rules(a_promise("sign", "2 working hours"), base=base)
    at = datetime(2023, 6, 20, 16, tzinfo=ZoneInfo("Asia/Shanghai"))
    done = at + timedelta(hours=18, seconds=5)
    case = Case("C1", events=[Event("assigned", at), Event("signed", done)])
    verdict = check_case(case, rules, june(30))
    (clock,) = verdict.clocks
    assert clock.say("en") == (
        "time to sign for it: missed, due 2023-06-21 10:00, less than a minute late"
    )
    assert said(verdict)[0][2:] == (
        "签收时限：2023-06-21 10:00 到期，超期 1 分钟以内。",
        "time to sign for it: due 2023-06-21 10:00, less than a minute late.",
    )
