"""What users of service-level engines reported as broken, and what spoils records: one test each.

Every test reads rows of an event log, as an office keeps them, and asks the
verdict. The office is open from nine to five from Monday to Friday and keeps
China's holidays: 22 to 24 June 2023 are one, and Sunday 25 June is worked.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.notices import Notice
from bizenv.cases.clocks import clocks_of
from bizenv.cases.logs import cases_from_events
from bizenv.cases.readings import ClockReading, ClockState
from bizenv.cases.rules import CaseRules, CaseVerdict, check_case
from bizenv.cases.service_levels import ExtensionRule, Promise, ServiceLevel, YellowLight
from bizenv.cases.states import state_of
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Case, Event, Time
from bizenv.kernel.errors import UsageError
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.testing import a_citation
from bizenv.testing.cases import a_promise, case_rules

ZONE = "Asia/Shanghai"
CHINA = ZoneInfo(ZONE)
CALENDAR = work_calendar("CN")
NINE_TO_FIVE = Hours({"mon-fri": "09:00-17:00"}, zone=ZONE)
OFFICE = TimeBase(CALENDAR, Clock(NINE_TO_FIVE, CALENDAR), ZONE)
NO_TIME = timedelta(0)


def at(text: str) -> datetime:
    """A moment of June 2023 in China: ``20 14:30``."""
    return datetime.fromisoformat(f"2023-06-{text.replace(' ', 'T')}").replace(tzinfo=CHINA)


def june(day: int) -> date:
    return date(2023, 6, day)


def rows(*lines: str, **facts: str) -> list[dict[str, Any]]:
    """Rows of a log: ``assigned 20 09:00 by=区住建局`` and so on, times without their zone."""
    found = []
    for line in lines:
        kind, *parts = line.split()
        said = dict(part.split("=", 1) for part in parts if "=" in part)
        time = " ".join(part for part in parts if "=" not in part)
        row = {"工单编号": "C1", "事件": kind, "时间": time and f"2023-06-{time}", **facts, **said}
        found.append(row)
    return found


def recorded(*lines: str, base: TimeBase = OFFICE, **facts: str) -> Case:
    """The case that rows of a log tell of."""
    log = cases_from_events(
        rows(*lines, **facts), case_vocabulary(), header_words()["cases"], zone=base.zone
    )
    assert log.problems == ()
    (case,) = log.cases
    return case


def check(*lines: str, when: Time, rules: CaseRules, **facts: str) -> CaseVerdict:
    return check_case(recorded(*lines, base=rules.base, **facts), rules, when)


def read(
    *lines: str,
    when: Time,
    promise: Promise | None = None,
    base: TimeBase = OFFICE,
    **facts: str,
) -> ClockReading:
    """The one clock of a case."""
    rules = case_rules(promise or a_promise(), base=base)
    return check(*lines, when=when, rules=rules, **facts).clocks[0]


START = "assigned 19 09:00"  # a Monday; three working days are 20, 21 and 25


# --- pitfalls of service-level engines ------------------------------------------------


def test_the_pause_is_measured_by_the_clock_of_the_deadline() -> None:
    """Pause measured by another clock than the deadline: 45 minutes of a night cost nothing."""
    promise = a_promise(period="8个工作小时", pauses=None)
    night = ("paused 19 20:00", "resumed 19 20:45")
    quiet = read(START, when=at("20 09:00"), promise=promise)
    broken = read(START, *night, when=at("20 09:00"), promise=promise)
    assert (broken.due, broken.used) == (quiet.due, quiet.used) == (at("19 17:00"), at_hours(8))
    by_day = ("paused 19 12:00", "resumed 19 12:45")
    assert read(START, *by_day, when=at("20 09:00"), promise=promise).due == at("20 09:45")


def at_hours(hours: int) -> timedelta:
    return timedelta(hours=hours)


def test_the_pause_stays_when_the_priority_changes() -> None:
    """Pause lost when the promise or the priority changes: the record is read anew."""
    level = [
        a_promise(id="urgent", period="1 working day", priorities="urgent", pauses="hearing"),
        a_promise(id="normal", pauses="hearing"),
    ]
    rules = case_rules(*level, base=OFFICE)
    pause = ("paused 20 暂停原因=听证", "resumed 25")
    for priority, due in (("一般", june(27)), ("急件", june(25))):
        clock = check(START, *pause, when=june(25), rules=rules, 紧急程度=priority).clocks[0]
        assert clock.due_day == due, priority


def test_resuming_moves_the_due_time() -> None:
    """Resume forgets to move the due date: it is worked out, and never stored."""
    promise = a_promise(period="8个工作小时", pauses=None)
    lines = [START, "paused 19 10:00", "resumed 20 10:00"]
    assert read(*lines[:2], when=at("19 11:00"), promise=promise).due is None
    assert read(*lines, when=at("20 11:00"), promise=promise).due == at("20 17:00")
    again = [*lines, "paused 20 11:00", "resumed 21 11:00"]
    assert read(*again, when=at("21 12:00"), promise=promise).due == at("21 17:00")


def test_nothing_breaches_while_it_is_paused_and_lateness_ends_with_the_reply() -> None:
    """Breach while paused, and lateness that keeps growing."""
    pausing = a_promise(pauses=None)
    rules = case_rules(pausing, base=OFFICE)
    for when in (june(30), date(2023, 12, 29)):
        verdict = check(START, "paused 20", when=when, rules=rules)
        assert verdict.clocks[0].state is ClockState.PAUSED
        assert (verdict.breaches, verdict.obligations[0].due) == ((), None)
    hours = a_promise(period="8个工作小时")
    late = [
        read(START, "replied 20 10:30", when=when, promise=hours)
        for when in (at("20 18:00"), date(2023, 12, 29))
    ]
    assert [clock.lateness for clock in late] == [timedelta(hours=1, minutes=30)] * 2


def test_nothing_is_late_in_the_moment_in_which_it_begins() -> None:
    """Instant breach on activation: a clock starts on its event, not when the case was entered."""
    rules = case_rules(a_promise(period="2个工作小时"), base=OFFICE)
    lines = ["received 1 09:00", "assigned 19 09:00"]
    verdict = check(*lines, when=at("19 09:00"), rules=rules)
    assert (verdict.clocks[0].state.value, verdict.clocks[0].used) == ("green", NO_TIME)
    assert verdict.codes == ()


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ("continue", [("green", june(29))]),  # 20 counted, and then 28 and 29
        ("new-cycle", [("met", june(25)), ("green", june(30))]),
        ("restart", [("green", june(30))]),
    ],
)
def test_reopening_does_as_the_promise_says(policy: str, told: list[tuple[str, date]]) -> None:
    """Reopening: goes on by default, and may open a cycle or start anew; old cycles are kept."""
    promise = a_promise(**({} if policy == "continue" else {"reopening": policy}))
    lines = [START, "replied 20", "re-handled 27"]
    verdict = check(*lines, when=june(27), rules=case_rules(promise, base=OFFICE))
    assert [(clock.state.value, clock.due_day) for clock in verdict.clocks] == told
    assert len(verdict.state.cycles) == 2


def test_a_corrected_calendar_moves_open_clocks_and_leaves_finished_ones() -> None:
    """Calendar edit not applied, or applied to history: both readings can be had."""
    before = Notice(2023, {"端午节": [june(22)]}, [], published=date(2022, 12, 8))
    days = [june(22), june(26)]
    after = Notice(2023, {"端午节": days}, [], published=june(21), id="2", supersedes="2023")
    base = TimeBase(WorkCalendar("XX", [before, after]), zone=ZONE)
    rules = case_rules(a_promise(), base=base)
    open_case = recorded("assigned 20", base=base)
    done = recorded("assigned 20", "replied 20", base=base)
    assert check_case(open_case, rules, june(21)).clocks[0].due_day == june(27)  # 21, 23, 27
    for as_known, due in (("then", june(26)), ("now", june(27))):
        state = state_of(done, june(30), zone=ZONE)
        (clock,) = clocks_of(state, rules.service_level, base, as_known)  # type: ignore[arg-type] # one of two
        assert clock.due_day == due


def test_a_day_on_which_the_clocks_change_is_as_long_as_it_is() -> None:
    """Daylight saving: its own offset for each moment, a gap is empty, the first of two hours."""
    zone = ZoneInfo("America/New_York")
    night = Clock(Hours({"sun": "01:00-04:00"}, zone=str(zone)), None)
    base = TimeBase(clock=night, zone=str(zone))

    def due(text: str, period: str) -> str:
        start = datetime.fromisoformat(text).replace(tzinfo=zone)
        case = Case("C1", events=[Event("assigned", start)])
        state = state_of(case, start, zone=zone)
        (clock,) = clocks_of(state, ServiceLevel((a_promise(period=period),)), base)
        assert clock.due is not None
        return f"{clock.due.astimezone(UTC):%m-%d %H:%M}"

    # on 12 March 2023 two o'clock is three; on 5 November one o'clock comes twice
    assert due("2023-03-12 01:00", "2个工作小时") == "03-12 08:00"  # 1 to 2, and 3 to 4
    assert due("2023-03-11 12:00", "24小时") == "03-12 17:00"
    assert due("2023-11-05 01:30", "1小时") == "11-05 06:30"
    assert due("2023-07-03 12:00", "24小时") == "07-04 16:00"


def test_a_holiday_is_a_local_day() -> None:
    """Holidays shifted a day: in whatever zone a time is written, the day is the office's."""
    lines = ("assigned 21T17:00:00Z", "assigned 22T01:00+08:00", "assigned 21T12:00:00-05:00")
    for line in lines:
        clock = read(line, when=june(25))
        assert (clock.due_day, clock.used) == (june(27), 1), line  # the 22nd; then 25, 26, 27


@pytest.mark.parametrize("hours", ["09:00-09:00", "00:00-00:00", ""])
def test_an_office_that_never_opens_is_refused(hours: str) -> None:
    """Empty or zero-length hours: refused when the clock is made, so that nothing runs for ever."""
    with pytest.raises(UsageError):
        Hours({"mon-fri": hours}, zone=ZONE)


def test_an_office_that_opens_once_a_week_comes_to_an_end() -> None:
    """Empty hours, the search: what no year reaches is undetermined, at once."""
    rare = Clock(Hours({"sat": "09:00-09:01"}, zone=ZONE), None)
    base = TimeBase(clock=rare, zone=ZONE)
    clock = read(START, when=june(25), promise=a_promise(period="9000个工作小时"), base=base)
    assert (clock.state.value, clock.missing) == ("undetermined", ("calendar",))


def test_a_warning_comes_by_the_clock_of_the_promise() -> None:
    """Warnings at midnight or in wall time: a share, or a time before, of office hours."""
    share = a_promise(period="10个工作小时", yellow=YellowLight(0.9))  # due on the 20th, 11:00
    before = a_promise(period="10个工作小时", yellow=YellowLight(before=Period(2, "working_hour")))
    for promise, minute in ((share, at("20 10:00")), (before, at("19 17:00"))):
        for when, state in ((minute - timedelta(minutes=1), "green"), (minute, "yellow")):
            assert read(START, when=when, promise=promise).state == state, when


def test_clocks_do_not_disturb_each_other_and_only_running_ones_are_due_next() -> None:
    """Two clocks: an update does not overrule the first response."""
    promises = (
        a_promise("sign", "1 working day"),
        a_promise(),
        a_promise("resolve", "5 working days"),
    )
    rules = case_rules(*promises, base=OFFICE)
    verdict = check(START, "signed 21", "in-progress 21", when=june(21), rules=rules)
    assert [(c.stage.value, c.state.value) for c in verdict.clocks] == [
        ("sign", "missed"),
        ("reply", "green"),
        ("resolve", "green"),
    ]
    assert [(duty.code, duty.due) for duty in verdict.obligations] == [
        ("reply", june(25)),
        ("resolve", june(27)),
    ]


def test_a_working_day_is_no_number_of_hours() -> None:
    """One day: a working day ends with its day, eight hours of work wherever they are full."""
    day = read("assigned 19 16:00", when=at("19 16:00"), promise=a_promise(period="1 working day"))
    hours = read("assigned 19 16:00", when=at("19 16:00"), promise=a_promise(period="8个工作小时"))
    assert (day.due, hours.due) == (at("21 00:00"), at("20 16:00"))
    by_hours = ExtensionRule(by=Period(8, "working_hour"), citation=a_citation())
    with pytest.raises(UsageError, match="expected the unit of"):
        a_promise(extension=by_hours)


def test_a_day_may_have_a_lunch() -> None:
    """One interval a day: hours are a list of segments."""
    hours = Hours({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, zone=ZONE)
    base = TimeBase(CALENDAR, Clock(hours, CALENDAR), ZONE)
    clock = read(START, when=at("19 13:00"), promise=a_promise(period="4个工作小时"), base=base)
    assert (clock.due, clock.used) == (at("19 15:00"), at_hours(3))


@pytest.mark.parametrize(
    ("start", "due"), [("19 09:00", "19 17:00"), ("19 17:00", "20 17:00"), ("18 12:00", "19 17:00")]
)
def test_what_ends_at_closing_is_due_at_that_closing(start: str, due: str) -> None:
    """Close boundary: Monday 09:00 and eight hours is Monday 17:00, not Tuesday 09:00."""
    eight = a_promise(period="8个工作小时")
    assert read(f"assigned {start}", when=june(30), promise=eight).due == at(due)
    answered = f"replied {due}"
    assert read(f"assigned {start}", answered, when=june(30), promise=eight).state == "met"


def test_a_hold_may_begin_on_a_holiday() -> None:
    """Hold on a holiday: it is a pause at any time, and costs what the office would have worked."""
    promise = a_promise(period="16个工作小时", pauses=None)
    lines = ["assigned 21 09:00", "paused 23 10:00", "resumed 25 11:00"]
    clock = read(*lines, when=at("25 12:00"), promise=promise)
    assert (clock.used, clock.due) == (at_hours(9), at("26 11:00"))
    assert read(*lines[:2], when=at("24 12:00"), promise=promise).state == "paused"


# --- bad input: each a finding with its case, its row and the reason; nothing is lost ----

RULES = case_rules(a_promise(), base=OFFICE)
CAN_BE_EXTENDED = case_rules(
    a_promise(extension=ExtensionRule(by=Period(2, "working_day"), citation=a_citation())),
    base=OFFICE,
)
FOLLOWED_UP = case_rules(a_promise("follow-up", "5 working days"), base=OFFICE)
NO_ZONE = case_rules(a_promise(), base=TimeBase(CALENDAR))


@pytest.mark.parametrize(
    ("lines", "rules", "code", "message"),
    [
        (
            ["received 15", "return-refused 16"],
            RULES,
            "cannot-follow",
            "row 2: got 'return refused' of case C1, 2023-06-16, while registered, expected it "
            "while returned and undecided",
        ),
        (
            ["received 15", "accepted 16", "accepted 16"],
            RULES,
            "duplicate-event",
            "row 3: got 'accepted' of case C1, 2023-06-16, expected each event once; it stands "
            "already row 2",
        ),
        (
            ["received 15", "closed 16", "closed 19"],
            RULES,
            "done-already",
            "row 3: got 'closed' of case C1, 2023-06-19, expected it once until the case is "
            "handled again; there is that of 2023-06-16",
        ),
        (
            ["received 15", "signed 14"],
            RULES,
            "before-received",
            "row 2: got 'signed for' of case C1, 2023-06-14, expected it after the request was "
            "received, 2023-06-15",
        ),
        (
            ["received 15", "replied 29"],
            RULES,
            "event-in-future",
            "row 2: got 'replied' of case C1, 2023-06-29, expected nothing later than 2023-06-28",
        ),
        (
            ["received 15", "replied 16 09:00"],
            NO_ZONE,
            "missing-time-zone",
            "row 2: got 'replied' of case C1, 2023-06-16 09:00, expected a time with its zone, or "
            "a zone named by the rulebook",
        ),
        (
            ["received 15", "asigned 16"],
            RULES,
            "unknown-term",
            "row 2 事件 (event): got 'asigned', expected ... (did you mean 'assigned'?)",
        ),
        (
            ["received 15", "replied 31"],
            RULES,
            "bad-time",
            "row 2 时间 (time): got '2023-06-31', expected ...",
        ),
        (
            ["received 15", "paused 16", "paused 17"],
            RULES,
            "pause-in-pause",
            "row 3: got 'paused' of case C1, 2023-06-17, expected the end of the pause of "
            "2023-06-16 first",
        ),
        (
            ["received 15", "resumed 16"],
            RULES,
            "resume-without-pause",
            "row 2: got 'resumed' of case C1, 2023-06-16, expected it during a pause",
        ),
        (
            ["received 15", "extended 16 延期至=2023-06-15"],
            RULES,
            "until-before-start",
            "row 2: got 'extended' of case C1, 2023-06-16, until 2023-06-15, expected an end after "
            "the extension",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.islower() else "",
)
def test_what_spoils_a_record_is_a_finding(
    lines: list[str], rules: CaseRules, code: str, message: str
) -> None:
    """Out of order, twice, before submission, in the future, without zone, unknown, paused."""
    verdict = check(*lines, when=june(28), rules=rules)
    (finding,) = [found for found in verdict.findings if found.code == code]
    said = finding.message("en").removeprefix("The record is at fault: ")
    start, dots, end = message.partition("...")
    assert said.startswith(start)
    assert said.endswith(end) if dots else said == message
    assert "第" in finding.message("zh")
    assert kept(verdict) == len(lines)


def kept(verdict: CaseVerdict) -> int:
    """How many events stand in the state, among its faults, or as rows that cannot be read."""
    state = verdict.state
    return len(state.events) + len(state.faults) + len(state.case.unread)


def test_an_extension_after_the_expiry_is_a_finding() -> None:
    """Extension after expiry: it does not count, and the message says when it was due."""
    verdict = check("assigned 15", "extended 28", when=june(28), rules=CAN_BE_EXTENDED)
    assert verdict.codes[0] == "extension-after-expiry"
    assert verdict.findings[0].message("en") == (
        "row 2: The extension of 2023-06-28 does not count: it was not asked for and granted "
        "before the expiry, 2023-06-20."
    )
    assert verdict.clocks[0].due_day == june(20)
    assert kept(verdict) == 2


def test_a_stop_before_its_start_is_a_finding() -> None:
    """A stop before its start: the enterprise was asked before the case was closed."""
    lines = ["received 15", "replied 16", "followed-up 16 满意度=满意", "closed 19"]
    verdict = check(*lines, when=june(20), rules=FOLLOWED_UP)
    (finding,) = [found for found in verdict.findings if found.code == "stop-before-start"]
    assert finding.severity.value == "review"
    assert finding.message("en") == (
        "row 3: time to follow up: 'followed up' of 2023-06-16 comes before what started the "
        "clock, 2023-06-19; it does not meet the promise."
    )
    assert finding.message("zh") == (
        "第 3 行：回访时限：2023-06-16 的“回访”早于计时起点 2023-06-19，不算完成。"
    )
    assert verdict.clocks[0].state is ClockState.GREEN
    again = check(*lines, "followed-up 20 满意度=满意", when=june(20), rules=FOLLOWED_UP)
    assert again.codes == ()


def test_a_stop_without_a_start_is_undetermined() -> None:
    """A stop before its start, where nothing started it at all."""
    verdict = check("received 15", "replied 16", when=june(20), rules=RULES)
    assert verdict.codes == ("promise-undetermined",)
    assert verdict.findings[0].message("en") == (
        "time to reply: it cannot be timed; that depends on what started the clock."
    )
