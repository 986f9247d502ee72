"""How service charters are written: each key becomes the value that it says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from requests_yaml import book

from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.period import End, Period, Roll
from bizenv.cases.charters import CharterVersion
from bizenv.cases.closure import Need, Step
from bizenv.cases.service_levels import Promise, PromiseStage, Reopening
from bizenv.cases.values import EventKind
from bizenv.kernel.text import Text


def versions(*edits: tuple[str, str]) -> tuple[CharterVersion, ...]:
    from requests_yaml import REQUESTS

    text = REQUESTS
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return book(text).charters[0].versions


def promise(id: str, *edits: tuple[str, str]) -> Promise:
    return next(each for each in versions(*edits)[1].promises if each.id == id)


def test_a_promise_is_read_as_it_is_written() -> None:
    reply = promise("reply")
    assert reply.text == Text("3 个工作日内答复", "reply within three working days")
    assert (reply.stage, reply.period) == (PromiseStage.REPLY, Period(3, "working_day"))
    assert reply.starts_on == {EventKind.RECEIVED}
    assert reply.met_by == {EventKind.REPLIED, EventKind.EXPLAINED}
    assert (reply.pauses, reply.reopening) == ({"hearing"}, Reopening.NEW_CYCLE)
    assert reply.yellow is not None
    assert reply.yellow.share == Fraction(9, 10)
    assert reply.citation.short() == "《示例办法》第六条"


def test_an_extension_is_read_as_it_is_written() -> None:
    rule = promise("reply").extension
    assert rule is not None
    assert (rule.times, rule.by, rule.ask_before, rule.granted_by) == (
        None,
        Period(2, "working_day"),
        Period(1, "working_day"),
        {"区长"},
    )
    once = promise("reply", ("times: any, ", "times: 3, ")).extension
    assert once is not None
    assert once.times == 3


def test_a_law_says_how_the_period_is_counted() -> None:
    assert promise("reply-urgent").period == Period.parse("2 days", law="民法典")


def test_options_of_a_period_stand_beside_it() -> None:
    counted = (
        "law: 民法典",
        "start_counts: yes\n            roll: next_working_day\n            end: close",
    )
    period = promise("reply-urgent", counted).period
    assert (period.start_counts, period.roll, period.end) == (
        True,
        Roll.NEXT_WORKING_DAY,
        End.CLOSE,
    )


@pytest.mark.parametrize(("law", "unit"), [("行政许可法", "working_day"), ("信访工作条例", "day")])
def test_the_same_days_are_counted_as_the_law_says(law: str, unit: str) -> None:
    edits = (("within: 2 days", "within: 20日"), ("law: 民法典", f"law: {law}"))
    period = promise("reply-urgent", *edits).period
    assert (period.n, period.unit.value) == (20, unit)


def test_all_extensions_together_may_have_an_end() -> None:
    rule = promise("reply", ("by: 2 working days,", "in_all: 9 working days,")).extension
    assert rule is not None
    assert (rule.by, rule.in_all) == (None, Period(9, "working_day"))


def test_a_cause_after_which_the_time_begins_anew_stops_the_clock_too() -> None:
    again = (
        "pauses: [hearing]",
        "pauses: [hearing]\n            restarts_after: [awaiting-papers]",
    )
    reply = promise("reply", again)
    assert reply.pauses == {"hearing", "awaiting-papers"}
    assert reply.restarts_after == {"awaiting-papers"}


def test_what_a_document_does_not_say_of_a_second_round_is_written_so() -> None:
    assert promise("reply", ("new-cycle", "unstated")).reopening is Reopening.UNSTATED


def test_any_pause_may_stop_a_clock() -> None:
    assert promise("reply", ("pauses: [hearing]", "any_pause: yes")).pauses is None


def test_a_light_may_be_a_time_before_the_end() -> None:
    light = promise("reply", ("{share: 0.9}", "{before: 1 working day}")).yellow
    assert light is not None
    assert light.before == Period(1, "working_day")


def test_whom_a_promise_is_for() -> None:
    urgent = promise(
        "reply-urgent",
        ("priorities: [urgent]", "kinds: [systemic]\n            channels: [hotline]"),
    )
    assert (urgent.kinds, urgent.channels, urgent.priorities) == ({"systemic"}, {"hotline"}, None)


def test_what_closing_needs_is_read_as_it_is_written() -> None:
    reply, follow_up = versions()[1].closure
    assert (reply.need, reply.before) == (Need.REPLY, Step.CLOSING)
    assert (follow_up.need, follow_up.before, follow_up.tries) == (
        Need.FOLLOW_UP,
        Step.WRITING_OFF,
        2,
    )


def test_office_hours_are_in_the_zone_of_the_jurisdiction() -> None:
    hours = Hours({"mon-fri": ["09:00-12:00", "13:00-17:00"]}, "Asia/Shanghai")
    assert book().office_hours == hours
    assert book().requests.base.clock is not None


def test_conditions_what_is_deemed_and_what_need_not_be_done() -> None:
    contact = promise(
        "contact",
        (
            "met_by: [in-progress]",
            "met_by: [in-progress]\n            only_if: [complex]\n            optional: yes\n"
            "            deems: accepted",
        ),
    )
    assert (contact.only_if, contact.optional) == ({"complex"}, True)
    assert contact.deems is EventKind.ACCEPTED
    plain = promise("contact")
    assert (plain.only_if, plain.optional, plain.deems) == (None, False, None)


def test_a_version_says_whom_it_is_about_and_who_writes_off() -> None:
    """A rule that says nothing of its own is for whom the version is for."""
    text = (
        "        closure:\n          - {need: reply,",
        "        kinds: [systemic]\n        channels: [hotline, talk]\n        writing_off:\n"
        "          - {by: [县领导], kinds: [systemic], cite: {source: measures}}\n"
        "        closure:\n          - {need: reply, channels: [talk],",
    )
    version = versions(text)[1]
    assert (version.kinds, version.channels) == ({"systemic"}, {"hotline", "talk"})
    (rule,) = version.writing_off
    assert (rule.by, rule.kinds, rule.channels) == ({"县领导"}, {"systemic"}, None)
    from requests_yaml import REQUESTS

    rules = book(REQUESTS.replace(*text, 1)).requests
    assert [need.channels for need in rules.closure] == [{"talk"}, {"hotline", "talk"}]
    assert {p.id: p.kinds for p in rules.service_level.promises if p.id != "reply"} == {
        "contact": {"systemic"},
        "reply-urgent": {"systemic"},
    }
    assert rules.writing_off[0].channels == {"hotline", "talk"}
    assert rules.writing_off[0].validity == version.validity
    assert rules.names == {"县领导"}
