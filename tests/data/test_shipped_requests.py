"""The shipped service levels: each says what its document says, and counts days as it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import chinese_calendar
import pytest

from bizenv import load_rulebook, shipped_ids
from bizenv.cases.rules import CaseVerdict
from bizenv.cases.service_levels import Promise, Reopening
from bizenv.cases.values import Case, Event
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Text

IDS = [id for id in shipped_ids() if load_rulebook(id).charters]
every_charter = pytest.mark.parametrize("id", IDS)


def promises(id: str) -> Iterator[Promise]:
    """Every promise of a rulebook."""
    for charter in load_rulebook(id).charters:
        yield from charter.promises()


def citations(id: str) -> Iterator[Citation]:
    """Every citation of a rulebook's charters."""
    for charter in load_rulebook(id).charters:
        for version in charter.versions:
            yield version.citation
            yield from (rule.citation for rule in version.closure)
            for promise in version.promises:
                yield promise.citation
                if promise.extension:
                    yield promise.extension.citation


def judged(id: str, at: date, *events: tuple[Any, ...], **facts: Any) -> CaseVerdict:
    """The verdict of a shipped rulebook on a case with these events."""
    line = [Event(kind, time, **(more[0] if more else {})) for kind, time, *more in events]
    return load_rulebook(id).check(Case("C1", events=line, **facts), at=at)


def due(verdict: CaseVerdict, promise: str) -> date | None:
    """The due day of a promise."""
    (day,) = [c.due_day for c in verdict.clocks if c.promise and c.promise.id == promise]
    return day


# --- every one of them --------------------------------------------------------------


def test_the_shelf_is_full() -> None:
    """Fifteen places and statutes promise something of requests."""
    assert len(IDS) >= 15


def texts_of(id: str) -> Iterator[Text]:
    """Every text of the charters that people read."""
    for charter in load_rulebook(id).charters:
        yield charter.text
    yield from (promise.text for promise in promises(id))
    yield from filter(None, (cited.reading for cited in citations(id)))


@every_charter
def test_every_text_has_an_english_form(id: str) -> None:
    """Labels and readings are in Chinese and in English."""
    assert [text.zh for text in texts_of(id) if not text.en] == []


@every_charter
def test_what_is_quoted_of_a_promise_names_its_number(id: str) -> None:
    """A quote that has any number has that of the period: 3个工作日, 三十日."""
    for promise in promises(id):
        quote = promise.citation.quote or ""
        if re.search(r"[0-9一二三四五六七八九十]+ ?(个|日|天)", quote):
            n = promise.period.n
            assert str(n) in quote or in_chinese(n) in quote, (promise.id, quote)


def in_chinese(n: int) -> str:
    """A number below a hundred as laws write it: 45 is 四十五, 10 is 十."""
    tens, ones = divmod(n, 10)
    digits = "〇一二三四五六七八九"
    head = "" if tens == 0 else ("十" if tens == 1 else f"{digits[tens]}十")
    return head + (digits[ones] if ones else "")


@every_charter
def test_working_days_are_counted_only_where_the_words_or_the_law_say_so(id: str) -> None:
    """Bare days of a local regulation stay days of the calendar."""
    for promise in promises(id):
        quote = promise.citation.quote
        if quote and promise.period.unit == "working_day" and promise.period.law is None:
            assert "工作日" in quote or "工作时间" in quote or promise.id == "report-to-hotline"
        if quote and promise.period.unit == "day":
            assert "工作日" not in quote


@every_charter
def test_no_document_says_how_a_second_round_is_timed(id: str) -> None:
    """So none is guessed at."""
    assert {promise.reopening for promise in promises(id)} <= {Reopening.UNSTATED}


def test_attestation_of_each() -> None:
    """Statutes and regulations were read in copies; four schemes are known by reports."""
    found: dict[str, set[str]] = {}
    for id in IDS:
        for cited in citations(id):
            found.setdefault(cited.source.attestation.value, set()).add(id)
    assert found == {
        "reported": {"cn-fj-quanzhou", "cn-jx-qingyuan", "cn-sd"},
        "mirror": {
            *("cn-disclosure", "cn-licensing", "cn-payments", "cn-petitions"),
            *("cn-gd-zhuhai", "cn-ha", "cn-hb", "cn-jx-shanggao", "cn-sd-jinan"),
            *("cn-sd-weifang", "cn-sd-zaozhuang", "cn-sh"),
        },
    }


# --- what each promises ---------------------------------------------------------------

# Rulebook, promise, period, from which events, to which events.
_ENDS = "closed explained resolved"
_BEGUN = "closed explained in-progress replied resolved"
_ANSWERED = f"accepted not-accepted paused {_BEGUN}"
_PROMISED = (
    ("cn-sd", "start", "1 working day", "signed", _BEGUN),
    ("cn-sd", "reply", "3 working days", "signed", "explained replied"),
    ("cn-sd", "settle", "15 working days", "signed", _ENDS),
    ("cn-sd-zaozhuang", "start", "1 working day", "signed", _BEGUN),
    ("cn-sd-zaozhuang", "reply", "2 working days", "signed", "explained replied"),
    ("cn-sd-zaozhuang", "settle", "10 working days", "signed", _ENDS),
    ("cn-fj-quanzhou", "send", "1 day", "received", "assigned"),
    ("cn-fj-quanzhou", "object", "1 working day", "assigned", "returned"),
    ("cn-fj-quanzhou", "settle-objection", "1 day", "returned", "reassigned return-refused"),
    ("cn-fj-quanzhou", "settle", "7 working days", "assigned", _ENDS),
    ("cn-gd-zhuhai", "settle-consultation", "2 working days", "signed", _ENDS),
    ("cn-gd-zhuhai", "settle", "4 working days", "signed", _ENDS),
    ("cn-hb", "review", "3 working days", "received", "accepted not-accepted"),
    ("cn-hb", "report", "15 working days", "signed", "reported"),
    ("cn-hb", "reply", "5 working days", "reported", "replied"),
    ("cn-sd-jinan", "settle", "5 working days", "received", _ENDS),
    ("cn-sd-jinan", "reply-to-caller", "5 working days", "assigned", "explained replied"),
    ("cn-sd-jinan", "report-to-hotline", "5 working days", "assigned", "reported"),
    ("cn-ha", "pass-on", "5 days", "received", "assigned"),
    ("cn-ha", "settle", "30 days", "received", _ENDS),
    ("cn-sh", "settle", "5 working days", "accepted", _ENDS),
    ("cn-sh", "settle-difficult", "15 working days", "accepted", _ENDS),
    ("cn-sd-weifang", "settle", "5 working days", "assigned", _ENDS),
    ("cn-jx-shanggao", "contact", "2 working days", "assigned", _BEGUN),
    ("cn-jx-shanggao", "settle", "3 months", "assigned", _ENDS),
    ("cn-jx-shanggao", "report", "2 working days", _ENDS, "reported"),
    ("cn-petitions", "pass-on", "15 days", "received", "assigned"),
    ("cn-petitions", "inform", "15 days", "signed", "accepted not-accepted"),
    ("cn-petitions", "inform-directly", "15 days", "received", "accepted not-accepted"),
    ("cn-petitions", "settle", "60 days", "accepted", _ENDS),
    ("cn-petitions", "review", "30 days", "received", "replied"),
    ("cn-petitions", "final-review", "30 days", "received", f"{_ENDS} replied"),
    ("cn-disclosure", "reply", "20 working days", "received", "explained replied"),
    ("cn-licensing", "tell-what-lacks", "5 working days", "received", _ANSWERED),
    ("cn-licensing", "decide", "20 working days", "accepted", _ENDS),
    ("cn-licensing", "decide-jointly", "45 working days", "accepted", _ENDS),
    ("cn-licensing", "deliver", "10 working days", "resolved", "replied"),
    ("cn-payments", "pass-on", "10 working days", "accepted", "assigned"),
    ("cn-payments", "reply", "30 days", "signed", "replied"),
    ("cn-payments", "report", "30 days", "signed", "reported"),
)


def test_each_promises_what_its_document_does() -> None:
    """Numbers, units and events, as they were read."""

    def events(kinds: Any) -> list[str]:
        return sorted(kind.value for kind in kinds)

    found = [
        (id, p.id, p.period.text.en, events(p.starts_on), events(p.met_by))
        for id in IDS
        for p in promises(id)
    ]
    wanted = [(*line[:3], sorted(line[3].split()), sorted(line[4].split())) for line in _PROMISED]
    assert sorted(found) == sorted(wanted)


# Rulebook, promise, most of each, most in all, how often, by whom.
_EXTENDED = (
    ("cn-sd", "settle", None, "30 working days", None, None),
    ("cn-sd-zaozhuang", "settle", None, "25 working days", None, None),
    ("cn-fj-quanzhou", "settle", None, None, None, None),
    ("cn-sd-jinan", "settle", "10 working days", None, 1, "行政机关负责人"),
    ("cn-ha", "settle", "30 days", None, 1, "行政机关负责人"),
    ("cn-petitions", "settle", None, "90 days", None, "本机关、单位负责人"),
    ("cn-disclosure", "reply", None, "40 working days", None, "政府信息公开工作机构负责人"),
    ("cn-licensing", "decide", "10 working days", None, 1, "本行政机关负责人"),
    ("cn-licensing", "decide-jointly", "15 working days", None, 1, "本级人民政府负责人"),
    ("cn-payments", "reply", None, "90 days", None, "部门负责人"),
    ("cn-payments", "report", None, "90 days", None, "部门负责人"),
)


def test_each_is_extended_as_its_document_says() -> None:
    """What is not listed may not be extended."""
    found = {(id, p.id): p.extension for id in IDS for p in promises(id) if p.extension}
    assert sorted(found) == sorted((id, promise) for id, promise, *_ in _EXTENDED)
    for id, promise, by, in_all, times, granter in _EXTENDED:
        rule = found[id, promise]
        assert (rule.by and rule.by.text.en, rule.times) == (by, times)
        assert (rule.in_all and rule.in_all.text.en) == in_all
        assert granter in rule.granted_by if rule.granted_by else granter is None


_NEEDED = (
    ("cn-disclosure", "reply", "closing"),
    ("cn-ha", "reply", "closing"),
    ("cn-hb", "asked", "writing-off"),
    ("cn-hb", "reply", "closing"),
    ("cn-jx-qingyuan", "asked", "writing-off"),
    ("cn-jx-qingyuan", "measure", "closing"),
    ("cn-jx-qingyuan", "outcome", "closing"),
    ("cn-jx-shanggao", "asked", "writing-off"),
    ("cn-jx-shanggao", "signature", "writing-off"),
    ("cn-payments", "reply", "closing"),
    ("cn-petitions", "outcome", "closing"),
    ("cn-sd-jinan", "asked", "writing-off"),
    ("cn-sd-jinan", "reply", "closing"),
    ("cn-sh", "outcome", "closing"),
)


def test_each_needs_what_its_document_asks_for() -> None:
    """No document that was seen wants the enterprise to be satisfied."""
    found = [
        (id, rule.need.value, rule.before.value)
        for id in IDS
        for charter in load_rulebook(id).charters
        for rules in charter.closures()
        for rule in rules
    ]
    assert sorted(found) == sorted(_NEEDED)


_FIRST_DAYS = {
    "cn-disclosure": {date(2019, 5, 15)},
    "cn-ha": {date(2021, 1, 1)},
    "cn-licensing": {date(2019, 4, 23)},
    "cn-payments": {date(2025, 6, 1)},
    "cn-petitions": {date(2022, 5, 1)},
    "cn-sd": {date(2020, 5, 10)},
    "cn-sd-jinan": {date(2018, 9, 1), date(2022, 3, 1)},
    "cn-sd-weifang": {date(2021, 12, 15)},
    "cn-sh": {date(2020, 4, 10)},
}


def test_each_is_in_force_from_the_day_that_its_document_names() -> None:
    """The others name no day that was seen."""
    found: dict[str, set[Any]] = {}
    for id in IDS:
        for charter in load_rulebook(id).charters:
            for version in charter.versions:
                assert version.validity.until is None
                if version.validity.stated:
                    found.setdefault(id, set()).add(version.validity.latest)
    assert found == _FIRST_DAYS


# --- how each counts --------------------------------------------------------------------


def after(start: date, n: int) -> date:
    """The n-th working day after a day, by a library whose data came another way."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= chinese_calendar.is_workday(day)
    return day


# All starts of a year with a Spring Festival, a make-up Sunday and a long autumn holiday.
_STARTS = [date(2023, 1, 3) + timedelta(days=n) for n in range(330)]
_BY_WORKING_DAYS = (
    ("cn-sd", "signed", {"start": 1, "reply": 3, "settle": 15}, {}),
    ("cn-sd-zaozhuang", "signed", {"start": 1, "reply": 2, "settle": 10}, {}),
    ("cn-fj-quanzhou", "assigned", {"settle": 7}, {}),
    ("cn-gd-zhuhai", "signed", {"settle-consultation": 2}, {"kind": "consultation"}),
    ("cn-gd-zhuhai", "signed", {"settle": 4}, {"kind": "individual"}),
    ("cn-hb", "signed", {"report": 15}, {}),
    ("cn-sd-jinan", "assigned", {"reply-to-caller": 5}, {"kind": "other", "channel": "hotline"}),
    ("cn-sd-weifang", "assigned", {"settle": 5}, {"kind": "ordinary"}),
    ("cn-sh", "accepted", {"settle-difficult": 15}, {"priority": "difficult"}),
    ("cn-jx-shanggao", "assigned", {"contact": 2}, {}),
    ("cn-disclosure", "received", {"reply": 20}, {}),
    ("cn-licensing", "accepted", {"decide": 20}, {"kind": "single"}),
    ("cn-licensing", "accepted", {"decide-jointly": 45}, {"kind": "joint"}),
)


@pytest.mark.parametrize(("id", "event", "numbers", "facts"), _BY_WORKING_DAYS)
def test_working_days_are_those_of_another_library(
    id: str, event: str, numbers: dict[str, int], facts: dict[str, Any]
) -> None:
    """Whatever the day on which it starts."""
    for start in _STARTS[::5]:
        line = [("received", start)] + ([] if event == "received" else [(event, start)])
        verdict = judged(id, start, *line, **facts)
        for promise, n in numbers.items():
            assert due(verdict, promise) == after(start, n), (start, promise)


def test_the_same_days_are_counted_otherwise_by_another_law() -> None:
    """30 days of a complaint end in the holiday; 20 days of a licence leave it out."""
    start = date(2021, 9, 2)
    days = judged("cn-ha", start, ("received", start), kind="own-powers")
    assert due(days, "settle") == date(2021, 10, 2)
    law = judged("cn-licensing", start, ("received", start), ("accepted", start), kind="single")
    assert due(law, "decide") == date(2021, 9, 30)  # 18 and 26 September are worked, 20 and 21 off


def test_a_petition_runs_on_through_a_holiday() -> None:
    """15 days after 20 September are 5 October, whatever is closed then."""
    start = date(2022, 9, 20)
    facts = {"kind": "claim", "channel": "petition-office"}
    verdict = judged("cn-petitions", start, ("received", start), **facts)
    assert due(verdict, "pass-on") == date(2022, 10, 5)


def test_shanghai_and_zhuhai_ask_what_kind_it_is() -> None:
    """Without it no time is known, and the verdict says which fact would settle it."""
    day = date(2023, 6, 20)
    assert judged("cn-sh", day, ("received", day)).missing == ("priority",)
    assert judged("cn-gd-zhuhai", day, ("received", day)).missing == ("kind",)


def test_zhuhai_has_no_clock_that_needs_office_hours() -> None:
    """Contact within an hour of working time cannot be timed by what was seen."""
    book = load_rulebook("cn-gd-zhuhai")
    assert book.office_hours is None
    assert {promise.stage.value for promise in promises("cn-gd-zhuhai")} == {"resolve"}
    assert any("办公时间" in text.zh for text in book.unseen)


@pytest.mark.parametrize(
    ("kind", "event", "outcome"),
    [
        ("individual", "explained", "not-to-be-written-off"),
        ("individual", "study-opened", "not-closable"),
        ("systemic", "study-opened", "closable"),
        ("systemic", "continuing", "not-closable"),
        (None, "study-opened", "undetermined"),
    ],
)
def test_qingyuan_asks_each_kind_for_something_else(
    kind: str | None, event: str, outcome: str
) -> None:
    """An urgent matter is settled or explained; one of a sector gets a measure or a study."""
    day = date(2023, 6, 29)
    verdict = judged("cn-jx-qingyuan", day, ("received", day), (event, day), kind=kind)
    assert verdict.outcome.value == outcome
    assert verdict.clocks == ()


def test_jinan_times_a_complaint_at_the_hotline_by_both_regulations() -> None:
    """Settled in five working days of the receipt, answered in five of the assignment."""
    friday, monday = date(2022, 4, 29), date(2022, 5, 5)
    facts = {"kind": "business-complaint", "channel": "hotline"}
    verdict = judged("cn-sd-jinan", monday, ("received", friday), ("assigned", monday), **facts)
    dues = {clock.promise.id: clock.due_day for clock in verdict.clocks if clock.promise}
    assert dues == {
        "settle": date(2022, 5, 10),
        "reply-to-caller": date(2022, 5, 11),
        "report-to-hotline": date(2022, 5, 11),
    }
    rules = {clock.promise.rule for clock in verdict.clocks if clock.promise}
    assert rules == {
        "cn-sd-jinan/business-complaints@2022-03-01",
        "cn-sd-jinan/hotline@2018-09-01",
    }
