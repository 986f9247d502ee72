"""The due time that a record states: kept or not, moved or not, as promised or not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.cases.due_times import by_due, stated_due
from bizenv.cases.ledger import ledger
from bizenv.cases.rules import CaseRules, CaseVerdict, check_case
from bizenv.cases.states import CaseState, state_of
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Case, Event, Time, UnreadEvent
from bizenv.kernel.errors import UsageError
from bizenv.kernel.problems import Problem
from bizenv.testing.cases import a_case, a_promise, an_event, case_rules

CHINA = ZoneInfo("Asia/Shanghai")
NOON = datetime(2023, 6, 20, 12, tzinfo=CHINA)
SECOND = timedelta(seconds=1)


def june(day: int) -> date:
    return date(2023, 6, day)


def closed(due: Time | None, time: Time | None, kind: str = "closed", **facts: Any) -> CaseState:
    events = [an_event("received"), Event(kind, time)]
    return state_of(Case("C1", due=due, events=events, **facts), zone=CHINA)


LATER = june(30)


def kept(state: CaseState, at: Time = LATER) -> str | None:
    found = by_due(state, at, CHINA)
    return None if found is None else found.value


# --- closed, or still open ----------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "time", "expected"),
    [
        (june(20), june(20), "timely"),
        (june(20), june(21), "late"),
        (june(20), datetime(2023, 6, 20, 23, 59, 59, tzinfo=CHINA), "timely"),
        (june(20), datetime(2023, 6, 21, tzinfo=CHINA), "late"),
        (june(20), datetime(2023, 6, 20, 16, tzinfo=UTC), "late"),  # the 21st in China
        (NOON, NOON, "timely"),
        (NOON, NOON + SECOND, "late"),
        (NOON, NOON.astimezone(UTC), "timely"),
        (NOON, (NOON + SECOND).astimezone(UTC), "late"),
        (NOON, june(20), "timely"),  # a bare day is judged by day
        (NOON, june(21), "late"),
        (NOON.replace(tzinfo=None), NOON + SECOND, "late"),
        (NOON, None, None),  # nobody knows when it was closed
        (None, june(20), None),
    ],
)
def test_a_case_is_timely_if_it_was_closed_by_its_due_time(
    due: Time | None, time: Time | None, expected: str | None
) -> None:
    assert kept(closed(due, time)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (june(19), "pending"),
        (june(20), "pending"),
        (june(21), "late"),
        (NOON, "pending"),
        (NOON + SECOND, "late"),
    ],
)
def test_an_open_case_is_pending_until_its_due_time_and_late_after_it(
    at: Time, expected: str
) -> None:
    assert kept(state_of(a_case("received", due=NOON)), at) == expected


def test_where_no_zone_is_named_local_times_are_compared_with_each_other_only() -> None:
    local = NOON.replace(tzinfo=None)
    open_case = state_of(a_case("received", due=local))
    assert by_due(open_case, local) == "pending"
    assert by_due(open_case, local + SECOND) == "late"
    assert by_due(open_case, NOON + SECOND) is None
    assert by_due(state_of(a_case("received", due=NOON)), local) is None


@pytest.mark.parametrize("kind", ["withdrawn", "merged", "not-accepted"])
def test_a_case_that_ended_otherwise_is_late_or_says_nothing(kind: str) -> None:
    """As with a clock that is cancelled."""
    assert kept(closed(june(20), june(20), kind)) is None
    assert kept(closed(june(20), june(21), kind)) == "late"


def test_the_closing_of_the_last_cycle_counts() -> None:
    case = a_case("received", "closed", "reopened", due=june(17))
    assert kept(state_of(case), june(17)) == "pending"
    assert kept(state_of(case), june(18)) == "late"
    again = case.plus(an_event("closed", 18))
    assert kept(state_of(again)) == "late"


def test_a_case_that_may_be_closed_by_a_row_that_cannot_be_read_is_not_called_late() -> None:
    unread = UnreadEvent(None, (Problem("bad-time", "'soon'", "a time"),))
    case = a_case("received", due=june(20), unread=[unread])
    assert kept(state_of(case), june(20)) == "pending"
    assert kept(state_of(case), june(21)) is None


# --- extensions -----------------------------------------------------------------------


def test_an_extension_moves_the_due_time_to_a_later_end() -> None:
    case = a_case("received", due=june(20)).plus(an_event("extended", 16, until=june(25)))
    assert stated_due(state_of(case)) == june(25)
    assert kept(state_of(case.plus(an_event("closed", 25)))) == "timely"
    assert kept(state_of(case.plus(an_event("closed", 26)))) == "late"
    earlier = a_case("received", due=june(20)).plus(an_event("extended", 16, until=june(18)))
    assert stated_due(state_of(earlier)) == june(20)


def test_an_extension_of_unknown_length_leaves_open_what_would_be_late() -> None:
    case = a_case("received", due=june(20)).plus(an_event("extended", 16))
    assert kept(state_of(case.plus(an_event("closed", 20)))) == "timely"
    assert kept(state_of(case.plus(an_event("closed", 21)))) is None


# --- values, and the ledger -----------------------------------------------------------


@pytest.mark.parametrize("due", ["2023-06-20", 5, float("nan")])
def test_a_due_time_is_a_moment_or_a_day(due: Any) -> None:
    with pytest.raises(UsageError, match=r"due=.*: expected a moment"):
        Case("C1", due=due)


def test_a_ledger_counts_by_the_stated_due_times() -> None:
    """Of five cases one is in time, two are late, one is not due yet, and one states nothing."""
    cases = [
        a_case("received", "closed", id="in-time", due=june(16)),
        a_case("received", "closed", id="late", due=june(15)),
        a_case("received", id="open", due=june(29)),
        a_case("received", id="pending", due=june(30)),
        a_case("received", "closed", id="untold"),
    ]
    book = ledger(cases, june(30))
    assert book.rate("on_time").explain("en").splitlines() == [
        "1/3 = 33.33 % (closed in time out of due)",
        "  left out 1: not due yet",
        "  left out 1: no clock",
    ]
    assert [entry.case for entry in book.overdue] == ["open"]


TIMES = st.datetimes(datetime(2023, 6, 18), datetime(2023, 6, 23)).map(
    lambda time: time.replace(tzinfo=CHINA)
)


@given(TIMES | TIMES.map(datetime.date), TIMES, TIMES)
def test_later_is_never_better(due: Time, one: datetime, other: datetime) -> None:
    """Property: whoever closes later is not in time where the other was late."""
    first, last = sorted([one, other])
    early, later = (kept(closed(due, time)) for time in (first, last))
    assert (early, later) in {("timely", "timely"), ("timely", "late"), ("late", "late")}


# --- beside the promise ----------------------------------------------------------------

BY_DAY = case_rules(a_promise("resolve", "3 working days", pauses=None))
OFFICE = Clock(Hours({"mon-fri": "09:00-17:00"}, zone="Asia/Shanghai"), work_calendar("CN"))
BY_HOUR = case_rules(
    a_promise("resolve", "8个工作小时"),
    base=TimeBase(work_calendar("CN"), OFFICE, "Asia/Shanghai"),
)
MORNING = datetime(2023, 6, 19, 10, tzinfo=CHINA)


def check(due: Time | None, rules: CaseRules = BY_DAY, *more: Event) -> CaseVerdict:
    """A case that was assigned on Monday 19 June at ten; three working days are 20, 21 and 25."""
    events = [Event("received", MORNING), Event("assigned", MORNING), *more]
    return check_case(Case("C1", due=due, events=events), rules, MORNING)


def test_a_stated_due_time_that_the_promise_does_not_give_is_noted() -> None:
    verdict = check(june(22))
    (finding,) = verdict.findings
    assert (finding.code, finding.severity.value) == ("due-differs", "note")
    assert finding.message("en") == (
        "The record states that it is due 2023-06-22; by the rule (time to resolve it) it is due "
        "2023-06-25."
    )
    assert finding.message("zh") == ("记录写明 2023-06-22 到期，按“办结时限”应为 2023-06-25 到期。")
    assert finding.citation.locator == "第八条"
    assert verdict.outcome == check(None).outcome


@pytest.mark.parametrize(
    "due",
    [
        None,
        june(25),
        datetime(2023, 6, 25, 17, tzinfo=CHINA),
        datetime(2023, 6, 24, 16, tzinfo=UTC),
        datetime(2023, 6, 25, 17),
    ],
)
def test_a_promise_in_days_is_compared_by_day(due: Time | None) -> None:
    assert check(due).findings == ()


@pytest.mark.parametrize(
    ("due", "differs"),
    [
        (datetime(2023, 6, 20, 10, tzinfo=CHINA), False),
        (datetime(2023, 6, 20, 10), False),
        (datetime(2023, 6, 20, 10, 0, 59, tzinfo=CHINA), False),
        (datetime(2023, 6, 20, 10, 1, tzinfo=CHINA), True),
        (june(20), False),
        (june(21), True),
    ],
)
def test_a_promise_in_hours_is_compared_to_the_minute(due: Time, differs: bool) -> None:
    assert (check(due, BY_HOUR).codes == ("due-differs",)) is differs


def test_what_gives_no_due_time_is_not_compared() -> None:
    """Nothing promised, not started, paused, or by days that no notice arranges yet."""
    assert check(june(22), case_rules(a_promise("reply"))).codes == ()
    assert check(june(22), BY_DAY, Event("paused", MORNING)).codes == ()
    assert check_case(a_case("received", due=june(22)), BY_DAY, june(15)).codes == ()
    day = date(2029, 6, 15)
    case = Case("C1", due=day, events=[Event("received", day), Event("assigned", day)])
    assert check_case(case, BY_DAY, day).codes == ()
    unsure = case_rules(a_promise("resolve", kinds="systemic"))
    assert check(june(22), unsure).codes == ("promise-undetermined",)


def test_an_extension_that_the_rule_does_not_admit_is_noted() -> None:
    longer = Event("extended", MORNING, until=june(30))
    assert check(june(25), BY_DAY, longer).codes == ("due-differs",)
