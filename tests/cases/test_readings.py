"""What one clock reads, in words and for machines."""

from __future__ import annotations

from datetime import date, timedelta

from bizenv.calendars.periods.units import Unit
from bizenv.cases.readings import ClockReading, ClockState, amount_text
from bizenv.cases.service_levels import PromiseStage
from bizenv.testing.cases import a_promise


def test_a_late_clock_says_by_how_much() -> None:
    day = date(2023, 6, 26)
    stage, promise = PromiseStage.REPLY, a_promise()
    red = ClockReading(stage, ClockState.RED, promise, due_day=day, lateness=2)
    assert red.say("zh") == "答复时限：红灯，2023-06-26 到期，超期 2 个工作日"
    assert red.say("en") == "time to reply: red, due 2023-06-26, 2 working days late"
    green = ClockReading(stage, ClockState.GREEN, promise, due_day=day)
    assert green.say("en") == "time to reply: green, due 2023-06-26"


def test_a_clock_without_a_promise_goes_by_its_stage() -> None:
    reading = ClockReading(PromiseStage.REPORT, ClockState.UNDETERMINED)
    assert reading.say("en") == "report: undetermined"
    assert reading.unit is None
    assert reading.to_dict()["unit"] is None


def test_an_amount_is_told_in_its_unit() -> None:
    assert amount_text(1, Unit.WORKING_DAY).zh == "1 个工作日"
    assert amount_text(2, None).en == "2 days"
    assert amount_text(timedelta(hours=26, minutes=5), Unit.HOUR).zh == "26 小时 5 分"


def test_green_yellow_and_red_run_and_a_pause_is_open_without_running() -> None:
    running = [state.value for state in ClockState if state.running]
    assert running == ["green", "yellow", "red"]
    assert ClockReading(PromiseStage.SIGN, ClockState.PAUSED).open
    assert all(state.text.zh and state.text.en for state in ClockState)
