"""How each clock of a case reads; every pitfall that users of such engines met is a test here."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.calendars.workdays.notices import Notice
from bizenv.cases.clocks import clocks_of
from bizenv.cases.readings import ClockReading, ClockState
from bizenv.cases.rules import CaseOutcome, check_case
from bizenv.cases.service_levels import ExtensionRule, Promise, ServiceLevel, YellowLight
from bizenv.cases.states import state_of
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Case, Event
from bizenv.kernel.errors import UsageError
from bizenv.testing import a_citation
from bizenv.testing.cases import a_case, a_promise, an_event, case_rules, sound_cases

CHINA = ZoneInfo("Asia/Shanghai")
CN = TimeBase(work_calendar("CN"), zone="Asia/Shanghai")
HOURS = Hours({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, zone="Asia/Shanghai")
OFFICE = TimeBase(work_calendar("CN"), Clock(HOURS, work_calendar("CN")), "Asia/Shanghai")


def at(text: str) -> datetime:
    """A moment of June 2023 in China: ``20 14:30``."""
    return datetime.fromisoformat(f"2023-06-{text.replace(' ', 'T')}+08:00")


def june(day: int) -> date:
    return date(2023, 6, day)


def event(kind: str, time: date, **facts: Any) -> Event:
    return Event(kind, time, **facts)


def assigned(time: date, *events: Event, **facts: Any) -> Case:
    """A case that was received and assigned at one time."""
    return Case("C1", events=[event("received", time), event("assigned", time), *events], **facts)


def read(
    case: Case, when: date, *promises: Promise, base: TimeBase = CN, **options: Any
) -> ClockReading:
    """The only clock of a case, or the first."""
    level = ServiceLevel(promises or (a_promise(),))
    return clocks_of(state_of(case, when, zone=base.zone), level, base, **options)[0]


# 2023-06-20 is a Tuesday; 22 to 24 are a holiday, and Sunday 25 is worked.
# Three working days after the 20th: 21, 25, 26.


# --- the states -------------------------------------------------------------------


def test_a_clock_that_nothing_started_has_not_started() -> None:
    reading = read(a_case("received"), june(20))
    assert reading.state is ClockState.NOT_STARTED
    assert (reading.due_day, reading.used) == (None, None)
    assert reading.say("en") == "time to reply: not started"


@pytest.mark.parametrize(
    ("today", "state", "used", "remaining", "lateness"),
    [
        (20, "green", 0, 3, None),
        (21, "green", 1, 2, None),
        (24, "green", 1, 2, None),  # a holiday uses nothing
        (25, "green", 2, 1, None),  # a Sunday that is worked does
        (26, "yellow", 3, 0, None),  # the last day is in time
        (27, "red", 4, None, 1),
        (30, "red", 7, None, 4),
    ],
)
def test_a_clock_of_three_working_days_runs_green_yellow_red(
    today: int, state: str, used: int, remaining: int | None, lateness: int | None
) -> None:
    promise = a_promise(yellow=YellowLight(0.9))
    reading = read(assigned(june(20)), june(today), promise)
    assert reading.state == state
    assert reading.due_day == june(26)
    assert reading.due == at("27 00:00")
    assert (reading.used, reading.remaining, reading.lateness) == (used, remaining, lateness)
    assert reading.certainty is Certainty.FINAL
    assert reading.open


@pytest.mark.parametrize(
    ("replied", "state", "late"),
    [
        (june(26), "met", None),
        (june(27), "missed", 1),
        (at("26 23:59"), "met", None),
        (at("27 00:00"), "met", None),  # the due instant itself is in time
        (at("27 00:01"), "missed", 1),
        (at("26 15:59").astimezone(UTC), "met", None),
    ],
)
def test_a_reply_on_the_due_day_is_in_time_and_a_bare_day_is_judged_by_day(
    replied: date, state: str, late: int | None
) -> None:
    reading = read(assigned(june(20), event("replied", replied)), june(30))
    assert (reading.state.value, reading.lateness) == (state, late)
    assert not reading.open


def test_a_finished_clock_no_longer_moves() -> None:
    case = assigned(june(20), event("replied", june(21)))
    assert read(case, june(21)) == read(case, date(2024, 6, 21))


def test_a_case_that_ends_in_time_cancels_the_clock_and_one_that_ends_late_misses() -> None:
    assert read(assigned(june(20), event("withdrawn", june(26))), june(30)).state == "cancelled"
    late = read(assigned(june(20), event("withdrawn", june(27))), june(30))
    assert (late.state.value, late.lateness, late.remaining) == ("missed", 1, None)


def test_calendar_days_are_counted_as_days() -> None:
    """Three days after the 20th is the 23rd, holiday or not; no calendar is named."""
    reading = read(assigned(june(20)), june(24), a_promise(period="3 days"))
    assert (reading.state.value, reading.due_day, reading.lateness) == ("red", june(23), 1)
    assert reading.calendar is None


def test_months_are_told_in_days() -> None:
    reading = read(assigned(june(20)), june(30), a_promise(period="1 month"))
    assert (reading.due_day, reading.used, reading.remaining) == (date(2023, 7, 20), 10, 20)


def test_a_period_whose_start_day_counts_uses_it() -> None:
    promise = a_promise(period=Period(3, "working_day", start_counts=True))
    reading = read(assigned(june(20)), june(20), promise)
    assert (reading.due_day, reading.used, reading.remaining) == (june(25), 1, 2)


def test_a_promise_that_ends_at_close_of_business_is_late_after_it() -> None:
    promise = a_promise(period=Period(3, "working_day", end="close"))
    case = assigned(june(20), event("replied", at("26 17:31")))
    reading = read(case, june(30), promise, base=OFFICE)
    assert (reading.state.value, reading.due, reading.lateness) == ("missed", at("26 17:30"), 0)


# --- facts that are missing -------------------------------------------------------


def test_a_promise_for_some_kinds_is_undetermined_while_the_kind_is_not_known() -> None:
    promises = (a_promise(kinds="systemic", id="long", period="15 working days"), a_promise())
    unknown = read(assigned(june(20)), june(21), *promises)
    assert (unknown.state.value, unknown.missing) == ("undetermined", ("kind",))
    assert unknown.say("zh") == "答复：待定"
    known = read(assigned(june(20), kind="systemic"), june(21), *promises)
    assert known.promise is not None
    assert known.promise.id == "long"


def test_what_was_done_without_a_start_is_undetermined() -> None:
    reading = read(a_case("received", "replied"), june(30))
    assert (reading.state.value, reading.missing) == ("undetermined", ("start",))


@pytest.mark.parametrize("events", [[("assigned", None)], [("assigned", 20), ("replied", None)]])
def test_an_event_without_its_time_leaves_the_clock_undetermined(events: list[Any]) -> None:
    line = [Event(kind, june(day) if day else None) for kind, day in events]
    reading = read(Case("C1", events=[event("received", june(19)), *line]), june(30))
    assert (reading.state.value, reading.missing) == ("undetermined", ("time",))


def test_hours_need_the_time_of_day() -> None:
    reading = read(assigned(june(20)), june(20), a_promise(period="2小时"))
    assert (reading.state.value, reading.missing) == ("undetermined", ("time",))


def test_hours_whose_finish_is_known_as_a_day_are_judged_by_day() -> None:
    case = assigned(at("20 09:00"), event("replied", june(20)))
    reading = read(case, june(30), a_promise(period="2小时"))
    assert (reading.state.value, reading.used, reading.remaining) == ("met", None, None)
    late = assigned(at("20 09:00"), event("replied", june(21)))
    assert read(late, june(30), a_promise(period="2小时")).state == "missed"


def test_years_that_no_calendar_reaches_leave_the_clock_undetermined() -> None:
    day = date(9999, 12, 30)
    reading = read(assigned(day), day)
    assert (reading.state.value, reading.missing) == ("undetermined", ("calendar",))


def test_a_due_day_that_no_notice_arranges_says_so() -> None:
    for year in (1990, 2029):
        reading = read(assigned(date(year, 6, 20)), date(year, 6, 21))
        assert reading.certainty is Certainty.UNKNOWN


def test_a_clock_is_read_at_a_time() -> None:
    with pytest.raises(UsageError) as told:
        clocks_of(state_of(a_case("received")), ServiceLevel((a_promise(),)), CN)
    assert str(told.value) == "clocks are read at a time: write state_of(case, at=...)"


# --- the pitfalls -----------------------------------------------------------------


def paused(
    start: date, since: date, until: date | None, *more: Event, cause: str | None = "hearing"
) -> Case:
    line = [event("paused", since, cause=cause)]
    line += [event("resumed", until)] if until else []
    return assigned(start, *line, *more)


def test_a_pause_is_measured_by_the_clock_of_the_promise() -> None:
    """A night of pause costs no office hour, and fifteen hours by day and night."""
    case = paused(at("20 09:00"), at("20 17:30"), at("21 08:30"))
    office = read(case, at("21 10:00"), a_promise(period="6个工作小时", pauses=None), base=OFFICE)
    assert (office.due, office.used) == (at("20 17:00"), timedelta(hours=7, minutes=30))
    around = read(case, at("21 10:00"), a_promise(period="24小时", pauses=None))
    assert (around.due, around.used) == (at("22 00:00"), timedelta(hours=10))


def test_a_pause_is_not_lost_when_the_priority_changes() -> None:
    """The events are replayed under the new promise: 21 does not count, so 25, 26."""
    promises = (
        a_promise(id="urgent", period="2 working days", priorities="urgent", pauses="hearing"),
        a_promise(period="3 working days", pauses="hearing"),
    )
    case = paused(june(20), june(21), june(25))
    urgent = Case("C1", priority="urgent", events=case.events)
    plain = Case("C1", priority="plain", events=case.events)
    assert read(urgent, june(26), *promises).due_day == june(26)
    assert read(plain, june(26), *promises).due_day == june(27)


def test_resuming_moves_the_due_day() -> None:
    """21 is lost; 25, 26 and 27 are the three days."""
    case = paused(june(20), june(21), june(25))
    assert read(case, june(25), a_promise(pauses="hearing")).due_day == june(27)


def test_a_paused_clock_has_no_due_day_and_never_breaches() -> None:
    promise = a_promise(pauses="hearing")
    case = paused(june(20), june(21), None)
    for today in (june(21), date(2023, 12, 1)):
        reading = read(case, today, promise)
        assert reading.state is ClockState.PAUSED
        assert (reading.due_day, reading.due, reading.lateness) == (None, None, None)
        assert (reading.used, reading.remaining) == (0, 3)
        assert reading.open


def test_a_paused_clock_of_hours_has_no_due_instant() -> None:
    promise = a_promise(period="6个工作小时", pauses=None)
    case = paused(at("20 09:00"), at("20 10:00"), None)
    reading = read(case, at("26 10:00"), promise, base=OFFICE)
    assert (reading.state.value, reading.due) == ("paused", None)
    assert (reading.used, reading.remaining) == (timedelta(hours=1), timedelta(hours=5))


def test_a_pause_after_the_breach_lifts_nothing_and_lateness_stands_still() -> None:
    """Due on the 26th; one day late when the pause begins, and no later while it lasts."""
    promise = a_promise(pauses="hearing")
    case = paused(june(20), june(28), None)
    for today in (june(28), june(30), date(2023, 12, 1)):
        reading = read(case, today, promise)
        assert (reading.state.value, reading.lateness) == ("red", 1)
        assert reading.due_day == june(26)


def test_a_pause_that_begins_when_the_target_is_met_changes_nothing() -> None:
    promise = a_promise(period="1个工作小时", pauses=None)
    case = paused(at("20 09:00"), at("20 10:00"), None)
    reading = read(case, at("20 11:00"), promise, base=OFFICE)
    assert (reading.state.value, reading.due) == ("red", at("20 10:00"))


def test_other_causes_do_not_stop_the_clock() -> None:
    case = paused(june(20), june(21), None, cause="lunch")
    assert read(case, june(27), a_promise(pauses="hearing")).state is ClockState.RED
    assert read(case, june(27), a_promise()).state is ClockState.RED


def test_a_pause_whose_cause_is_not_known_is_not_guessed_at() -> None:
    case = paused(june(20), june(21), None, cause=None)
    reading = read(case, june(27), a_promise(pauses="hearing"))
    assert (reading.state.value, reading.missing) == ("undetermined", ("cause",))
    assert read(case, june(27), a_promise(pauses=None)).state is ClockState.PAUSED


def test_a_pause_whose_end_has_no_time_is_not_guessed_at() -> None:
    case = paused(june(20), june(21), None).plus(Event("resumed"))
    reading = read(case, june(27), a_promise(pauses=None))
    assert (reading.state.value, reading.missing) == ("undetermined", ("time",))


def test_a_pause_outside_the_run_changes_nothing() -> None:
    """Before the assignment, and after the reply."""
    before = Case(
        "C1",
        events=[
            event("received", june(15)),
            event("paused", june(16), cause="hearing"),
            event("resumed", june(19)),
            event("assigned", june(20)),
            event("replied", june(26)),
            event("paused", june(27), cause="hearing"),
        ],
    )
    reading = read(before, june(30), a_promise(pauses="hearing"))
    assert (reading.state.value, reading.due_day) == ("met", june(26))


def test_a_reply_during_a_pause_ends_what_the_pause_costs() -> None:
    case = paused(june(20), june(21), None, event("replied", june(27)))
    reading = read(case, june(30), a_promise(pauses="hearing"))
    assert (reading.state.value, reading.used) == ("met", 1)


def test_a_clock_starts_on_its_event_and_not_when_the_case_was_entered() -> None:
    """Received long ago and assigned today: nothing is late."""
    case = Case("C1", events=[event("received", date(2020, 1, 2)), event("assigned", june(20))])
    reading = read(case, june(20))
    assert (reading.state.value, reading.used) == ("green", 0)


def handled_twice(*more: Event) -> Case:
    """Replied on the 21st, handled again from the 28th on."""
    return assigned(june(20), event("replied", june(21)), event("re-handled", june(28)), *more)


def test_reopening_goes_on_with_the_time_that_was_left() -> None:
    """The 21st is given back; 28, 29 and 30 are the three days."""
    reading = read(handled_twice(), june(28), a_promise())
    assert (reading.state.value, reading.due_day, reading.cycle) == ("green", june(30), 2)
    assert (reading.used, reading.remaining) == (1, 2)


def test_a_break_without_its_time_is_not_guessed_at() -> None:
    case = assigned(june(20), event("replied", june(21)), Event("re-handled"))
    reading = read(case, june(28))
    assert (reading.state.value, reading.missing) == ("undetermined", ("time",))


def test_reopening_may_start_a_clock_for_each_cycle() -> None:
    level = ServiceLevel((a_promise(reopening="new-cycle"),))
    first, second = clocks_of(state_of(handled_twice(), june(28)), level, CN)
    assert (first.state.value, first.cycle, first.due_day) == ("met", 1, june(26))
    assert (second.state.value, second.cycle, second.due_day) == ("green", 2, date(2023, 7, 3))


def test_reopening_may_start_the_clock_anew() -> None:
    level = ServiceLevel((a_promise(reopening="restart"),))
    (only,) = clocks_of(state_of(handled_twice(), june(28)), level, CN)
    assert (only.cycle, only.due_day) == (2, date(2023, 7, 3))


CORRECTED = Notice(
    2020, {"春节": [date(2020, 1, day) for day in range(24, 31)]}, [], published=date(2019, 11, 21)
)
LATER = Notice(
    2020,
    {"春节": [*(date(2020, 1, day) for day in range(24, 32)), *(date(2020, 2, d) for d in (1, 2))]},
    [],
    published=date(2020, 1, 27),
    id="2020-2",
    supersedes="2020",
)


def test_an_open_clock_follows_a_corrected_calendar_and_a_finished_one_keeps_its_own() -> None:
    """On 27 January 2020 the holiday was prolonged from the 30th to 2 February."""
    base = TimeBase(WorkCalendar("XX", [CORRECTED, LATER]), zone="Asia/Shanghai")
    start = date(2020, 1, 22)
    promise = a_promise(period="2 working days")
    still_open = read(assigned(start), date(2020, 1, 28), promise, base=base)
    assert still_open.due_day == date(2020, 2, 3)  # 23 January, 3 February
    case = assigned(start, event("replied", date(2020, 1, 23)))
    kept = read(case, date(2020, 2, 10), promise, base=base)
    assert kept.due_day == date(2020, 1, 31)  # as it was known on 23 January
    assert kept.calendar is not None
    assert kept.calendar.notice == "2020"
    corrected = read(case, date(2020, 2, 10), promise, base=base, as_known="now")
    assert corrected.due_day == date(2020, 2, 3)
    assert corrected.calendar is not None
    assert corrected.calendar.notice == "2020-2"


def test_hours_across_a_change_of_the_clocks_are_hours_that_pass() -> None:
    """In Berlin 26 March 2023 has 23 hours."""
    berlin = TimeBase(zone="Europe/Berlin")
    start = datetime(2023, 3, 25, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    reading = read(assigned(start), start, a_promise(period="24小时"), base=berlin)
    assert reading.due == datetime(2023, 3, 26, 11, tzinfo=UTC)


def test_a_holiday_is_a_local_day_whatever_zone_a_time_is_written_in() -> None:
    """17:00 UTC on the 20th is the 21st in China, so 25, 26 and 27 are the three days."""
    start = datetime(2023, 6, 20, 17, tzinfo=UTC)
    assert read(assigned(start), june(25)).due_day == june(27)


def test_hours_without_length_are_refused_when_the_clock_is_made() -> None:
    with pytest.raises(UsageError):
        Hours({"mon-fri": "09:00-09:00"}, zone="Asia/Shanghai")


@pytest.mark.parametrize(("minute", "state"), [(29, "green"), (30, "yellow"), (31, "yellow")])
def test_a_share_of_the_time_is_measured_by_the_same_clock(minute: int, state: str) -> None:
    """Ninety per cent of five office hours from 09:00 is 15:30, with lunch between."""
    promise = a_promise(period="5个工作小时", yellow=YellowLight(0.9))
    reading = read(assigned(at("20 09:00")), at(f"20 15:{minute}"), promise, base=OFFICE)
    assert (reading.state.value, reading.due) == (state, at("20 16:00"))


@pytest.mark.parametrize(("today", "state"), [(21, "green"), (24, "green"), (25, "yellow")])
def test_a_warning_before_the_end_is_counted_in_working_days(today: int, state: str) -> None:
    promise = a_promise(yellow=YellowLight(before=Period(1, "working_day")))
    assert read(assigned(june(20)), june(today), promise).state == state


@pytest.mark.parametrize(("minute", "state"), [("09:59", "green"), ("10:00", "yellow")])
def test_a_warning_an_hour_before_the_end_knows_lunch(minute: str, state: str) -> None:
    promise = a_promise(period="2个工作小时", yellow=YellowLight(before=Period(1, "working_hour")))
    case = assigned(at("20 09:00"))
    assert read(case, at(f"20 {minute}"), promise, base=OFFICE).state == state


def test_two_clocks_of_a_case_do_not_disturb_each_other() -> None:
    level = ServiceLevel((a_promise("sign", "1 working day"), a_promise("resolve")))
    case = assigned(june(20), event("signed", june(25)))
    sign, resolve = clocks_of(state_of(case, june(25)), level, CN)
    assert (sign.state.value, sign.due_day) == ("missed", june(21))
    assert (resolve.state.value, resolve.due_day) == ("green", june(26))


def test_a_working_day_is_not_eight_working_hours() -> None:
    """From Tuesday 14:00: the end of Wednesday, or Sunday 09:30 after seven and a half hours."""
    case = assigned(at("20 14:00"))
    day = read(case, at("20 14:00"), a_promise(period="1 working day"), base=OFFICE)
    hours = read(case, at("20 14:00"), a_promise(period="11个工作小时"), base=OFFICE)
    assert day.due == at("22 00:00")
    assert hours.due == at("25 10:00")


def test_a_day_may_have_several_segments() -> None:
    """Two office hours from 11:00 end at 15:00, after lunch."""
    reading = read(
        assigned(at("20 11:00")), at("20 13:00"), a_promise(period="2个工作小时"), base=OFFICE
    )
    assert (reading.due, reading.used) == (at("20 15:00"), timedelta(hours=1))


def test_what_is_met_at_closing_is_due_at_that_closing() -> None:
    """Monday 14:00 and three and a half hours is Monday 17:30, and not Tuesday morning."""
    promise = a_promise(period=Period(1, "working_hour"))
    reading = read(assigned(at("20 16:30")), at("20 16:30"), promise, base=OFFICE)
    assert reading.due == at("20 17:30")


def test_a_pause_on_a_holiday_costs_nothing() -> None:
    case = paused(june(20), june(22), june(25))
    assert read(case, june(25), a_promise(pauses="hearing")).due_day == june(26)


# --- extensions -------------------------------------------------------------------


def rule(**changes: Any) -> ExtensionRule:
    return ExtensionRule(**{"by": Period(2, "working_day"), "citation": a_citation(), **changes})


def extended(*extensions: Event, **changes: Any) -> ClockReading:
    case = assigned(june(20), *extensions)
    return read(case, date(2023, 7, 10), a_promise(extension=rule(**changes)))


def refusals(reading: ClockReading) -> list[str]:
    return [each.code for each in reading.refused]


def test_an_extension_runs_from_the_expiry() -> None:
    """26 and two working days more: 27, 28."""
    reading = extended(event("extended", june(26)))
    assert (reading.due_day, refusals(reading)) == (june(28), [])


@pytest.mark.parametrize(
    ("extensions", "changes", "due", "codes"),
    [
        ([("extended", 27, {})], {}, 26, ["extension-after-expiry"]),
        ([("extended", 27, {"asked": june(26)})], {}, 26, ["extension-after-expiry"]),
        ([("extended", 26, {}), ("extended", 27, {})], {}, 28, ["extension-too-often"]),
        ([("extended", 26, {}), ("extended", 27, {})], {"times": None}, 30, []),
        ([("extended", 25, {})], {"ask_before": Period(1, "working_day")}, 28, []),
        (
            [("extended", 26, {})],
            {"ask_before": Period(1, "working_day")},
            26,
            ["extension-asked-late"],
        ),
        ([("extended", 26, {"by": "甲"})], {"granted_by": ["乙"]}, 26, ["extension-not-granted"]),
        ([("extended", 26, {"by": "乙"})], {"granted_by": ["乙"]}, 28, []),
        ([("extended", 26, {})], {"granted_by": ["乙"]}, 28, ["extension-granter-unknown"]),
        ([("extended", 26, {"period": Period(1, "working_day")})], {}, 27, []),
        (
            [("extended", 26, {"period": Period(5, "working_day")})],
            {},
            28,
            ["extension-too-long"],
        ),
        ([("extended", 26, {"until": june(27)})], {}, 27, []),
        ([("extended", 26, {"until": june(29)})], {}, 28, ["extension-too-long"]),
        ([("extended", 26, {"until": june(29)})], {"by": None}, 29, []),
        ([("extended", 25, {"until": june(25)})], {}, 26, []),  # it cannot shorten
        (
            [("extended", 25, {"until": june(27)}), ("extended", 26, {})],
            {"times": 2},
            29,
            [],
        ),
    ],
)
def test_an_extension_that_the_rule_does_not_admit_does_not_count(
    extensions: list[Any], changes: dict[str, Any], due: int, codes: list[str]
) -> None:
    events = [event(kind, june(day), **facts) for kind, day, facts in extensions]
    reading = extended(*events, **changes)
    assert (reading.due_day, refusals(reading)) == (june(due), codes)


IN_ALL = Period(6, "working_day")
"""Six working days after 20 June: 21, 25, 26, 27, 28, 29."""


@pytest.mark.parametrize(
    ("extensions", "changes", "due", "codes"),
    [
        # whatever the number, never beyond the sixth day
        ([("extended", 26, {"until": june(29)})], {}, 29, []),
        ([("extended", 26, {"until": june(30)})], {}, 29, ["extension-too-long"]),
        (
            [("extended", 25, {"until": june(27)}), ("extended", 27, {"until": june(29)})],
            {},
            29,
            [],
        ),
        ([("extended", 25, {})], {}, 29, []),  # without a length: for as long as may be
        ([("extended", 25, {})], {"by": Period(1, "working_day")}, 27, []),
        ([("extended", 25, {})], {"by": Period(9, "working_day")}, 29, ["extension-too-long"]),
    ],
)
def test_all_extensions_together_have_an_end(
    extensions: list[Any], changes: dict[str, Any], due: int, codes: list[str]
) -> None:
    events = [event(kind, june(day), **facts) for kind, day, facts in extensions]
    reading = extended(*events, **{"by": None, "times": None, "in_all": IN_ALL, **changes})
    assert (reading.due_day, refusals(reading)) == (june(due), codes)


def test_what_does_not_count_moves_the_end_of_all_extensions_too() -> None:
    """21 is lost, so the six days are 25 to 30."""
    case = paused(june(20), june(21), june(25), event("extended", june(26)))
    most = rule(by=None, in_all=IN_ALL)
    assert read(case, june(26), a_promise(pauses="hearing", extension=most)).due_day == june(30)


@pytest.mark.parametrize(
    ("granted", "changes", "fact"),
    [
        (Event("extended"), {}, "time"),
        (event("extended", june(26)), {"by": None}, "until"),
        (event("extended", june(26), period=Period(5, "hour")), {}, "until"),
    ],
)
def test_an_extension_that_does_not_say_enough_leaves_the_clock_undetermined(
    granted: Event, changes: dict[str, Any], fact: str
) -> None:
    reading = extended(granted, **changes)
    assert (reading.state.value, reading.missing) == ("undetermined", (fact,))


def test_an_extension_after_the_reply_or_without_a_rule_changes_nothing() -> None:
    case = assigned(june(20), event("replied", june(21)), event("extended", june(25)))
    assert read(case, june(30), a_promise(extension=rule())).due_day == june(26)
    assert read(assigned(june(20), event("extended", june(25))), june(30)).due_day == june(26)


def test_hours_are_extended_by_hours() -> None:
    promise = a_promise(period="2个工作小时", extension=rule(by=Period(1, "working_hour")))
    case = assigned(at("20 09:00"), event("extended", at("20 10:00")))
    reading = read(case, at("20 11:00"), promise, base=OFFICE)
    assert reading.due == at("20 12:00")


def test_a_clock_that_begins_anew_after_a_pause_stands_still_until_then() -> None:
    """Asked for papers on the 21st, which come on the 25th: three days from then."""
    promise = a_promise(pauses="awaiting-papers", restarts_after="awaiting-papers")
    waiting = paused(june(20), june(21), None, cause="awaiting-papers")
    assert read(waiting, june(24), promise).state is ClockState.PAUSED
    case = paused(june(20), june(21), june(25), cause="awaiting-papers")
    assert read(case, june(25), promise).due_day == june(28)
    unknown = paused(june(20), june(21), june(25), cause=None)
    assert read(unknown, june(25), promise).missing == ("cause",)


def test_how_a_later_cycle_is_timed_is_not_guessed_at() -> None:
    """The first reply was in time; whether there is a second term is not stated."""
    case = assigned(june(20), event("replied", june(21)), event("re-handled", june(25)))
    level = ServiceLevel((a_promise(reopening="unstated"),))
    first, second = clocks_of(state_of(case, june(30), zone=CN.zone), level, CN)
    assert (first.state.value, first.due_day) == ("met", june(26))
    assert (second.state.value, second.missing) == ("undetermined", ("reopening",))
    assert second.cycle == 2


# --- more of runs -----------------------------------------------------------------


def test_hours_may_run_from_the_next_full_hour() -> None:
    promise = a_promise(period=Period(2, "hour", from_next_hour=True))
    assert read(assigned(at("20 09:20")), at("20 09:30"), promise).due == at("20 12:00")


def test_local_times_take_the_zone_that_the_rulebook_names() -> None:
    start = datetime(2023, 6, 20, 9)
    assert read(assigned(start), june(20), a_promise(period="2小时")).due == at("20 11:00")


def test_a_reading_is_plain_values_for_json() -> None:
    case = assigned(at("20 09:00"), event("replied", at("20 12:00")))
    assert read(case, june(30), a_promise(period="2小时")).to_dict() == {
        "stage": "reply",
        "promise": "reply",
        "rule": "",
        "state": "missed",
        "cycle": 1,
        "start": "2023-06-20T09:00:00+08:00",
        "stop": "2023-06-20T12:00:00+08:00",
        "due_day": "2023-06-20",
        "due": "2023-06-20T11:00:00+08:00",
        "unit": "hour",
        "used": 10800.0,
        "remaining": None,
        "lateness": 3600.0,
        "certainty": "final",
        "calendar": None,
        "missing": [],
    }


# --- properties -------------------------------------------------------------------

LEVEL = ServiceLevel(
    (
        a_promise("sign", "1 working day", reopening="new-cycle", yellow=YellowLight(0.5)),
        a_promise("reply", pauses=None, extension=rule(times=None)),
        a_promise("resolve", "30 days", reopening="restart"),
        a_promise("follow-up", "5 working days"),
        a_promise("report", "24小时", starts_on=["received", "assigned"], reopening="unstated"),
        a_promise("deliver", pauses="hearing", restarts_after="hearing"),
    )
)


@given(sound_cases(), st.integers(0, 40))
def test_every_clock_of_every_sound_case_can_be_read(case: Case, days: int) -> None:
    """Used and remaining make the whole of a green clock; late is late, and nothing is negative."""
    when = june(15) + timedelta(days=days)
    for reading in clocks_of(state_of(case, when, zone="Asia/Shanghai"), LEVEL, CN):
        for amount in (reading.used, reading.remaining, reading.lateness):
            zero = timedelta(0) if isinstance(amount, timedelta) else 0
            assert amount is None or amount == max(amount, zero)
        if reading.state in (ClockState.RED, ClockState.MISSED):
            assert reading.lateness is None or reading.remaining is None
        if reading.state is ClockState.PAUSED:
            assert reading.due is None


@given(sound_cases(), st.integers(0, 30), st.integers(0, 30))
def test_a_clock_that_is_red_stays_red_until_something_happens(
    case: Case, days: int, more: int
) -> None:
    last = max(
        (e.time.astimezone(CHINA).date() for e in case.events if isinstance(e.time, datetime)),
        default=june(15),
    )
    first, then = (
        clocks_of(state_of(case, last + timedelta(days=n), zone="Asia/Shanghai"), LEVEL, CN)
        for n in (days, days + more)
    )
    for before, after in zip(first, then, strict=True):
        if before.state in (ClockState.RED, ClockState.MET, ClockState.MISSED):
            assert after.state is before.state


def test_what_need_not_be_done_is_over_when_its_time_is() -> None:
    """An agency may object within a working day, and need not; later it may not any more."""
    promise = a_promise("object", "1 working day", optional=True)
    case = a_case("received", "assigned")
    rules = case_rules(promise)
    (running,) = check_case(case, rules, june(19)).clocks
    assert (running.state, running.open, running.owed) == (ClockState.GREEN, True, False)
    verdict = check_case(case, rules, june(30))
    (over,) = verdict.clocks
    assert (over.state, over.due_day, over.lateness) == (ClockState.CANCELLED, june(19), None)
    assert (verdict.outcome, verdict.obligations) == (CaseOutcome.CLOSABLE, ())
    objected = case.plus(an_event("returned", 20))
    assert check_case(objected, rules, june(30)).clocks[0].state is ClockState.MISSED


DEEMING = case_rules(
    a_promise("accept", "5 working days", deems="accepted"),
    a_promise("resolve", "20 working days", starts_on="accepted"),
)


def started(case: Case, day: int) -> tuple[str, date | None]:
    """What the clock for resolving reads, and the day of its start."""
    _, clock = check_case(case, DEEMING, june(day)).clocks
    return clock.state.value, clock.start.time if clock.start else None


def test_who_does_not_answer_in_time_has_accepted_from_the_start() -> None:
    """The fifth working day after 15 June 2023 is the 25th, a Sunday that is worked."""
    assert started(a_case("received"), 25) == ("not-started", None)
    assert started(a_case("received"), 26) == ("green", june(15))
    assert started(a_case("received").plus(an_event("accepted", 25)), 27) == ("green", june(25))
    assert started(a_case("received").plus(an_event("accepted", 26)), 27) == ("green", june(15))


def test_that_something_is_deemed_to_have_happened_is_told() -> None:
    findings = check_case(a_case("received"), DEEMING, june(26)).findings
    assert [f.code for f in findings] == ["promise-overdue", "deemed-done"]
    assert findings[1].message("zh") == "逾期没有完成，自 2023-06-15 起视为受理。"
    assert findings[1].message("en") == (
        "It was not done in time, so this counts as done from 2023-06-15: accepted."
    )


def test_nothing_is_deemed_by_days_that_nobody_has_published() -> None:
    case = Case("1", events=[Event("received", date(2030, 6, 3))])
    accept, resolve = check_case(case, DEEMING, date(2030, 7, 30)).clocks
    assert (accept.state, accept.late) == (ClockState.RED, False)
    assert resolve.state is ClockState.NOT_STARTED


def test_hours_that_were_prolonged_are_counted_to_the_new_end() -> None:
    """At its last instant nothing is left and nothing is late; an hour later an hour is."""
    rule = ExtensionRule(by=Period(2, "hour"), citation=a_citation())
    promise = a_promise("sign", "2小时", extension=rule)
    case = assigned(at("20 10:00"), event("extended", at("20 11:00")))
    last = read(case, at("20 14:00"), promise)
    assert (last.state, last.due, last.remaining) == (
        *(ClockState.GREEN, at("20 14:00"), timedelta(0)),
    )
    late = read(case, at("20 15:00"), promise)
    assert (late.state, late.lateness, late.used) == (
        *(ClockState.RED, timedelta(hours=1), timedelta(hours=5)),
    )
